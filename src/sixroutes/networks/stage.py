"""The stage `networks`: ties by layer, and the role and position of every group."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .brokerage import ROLES, brokerage
from .build import NODE_FIELDS, build, from_tables, ties
from .export import export
from .positions import betweenness, communities, core_numbers, core_periphery, structural_holes, undirected


def build_networks(assignments, applicant_groups, partner_groups, organisations, clusters, firms, seed=20091231):
    """The tables `ties` and `nodes`.

    Parameters
    ----------
    assignments, applicant_groups, partner_groups, organisations, clusters, firms : tables of the earlier stages. Only
        firms of the study's clusters are members of a cluster; all others are partners outside.
    seed : of the community search and the core-periphery climb.

    Returns
    -------
    dict of frames. The graph itself comes from `build`, or from the two tables by `from_tables`.
    """
    inside = set(clusters["cluster_id"])
    parties = [frame.assign(cluster_id=frame["cluster_id"].where(frame["cluster_id"].isin(inside)))
               for frame in (applicant_groups, partner_groups)]
    graph = build(assignments, *parties, organisations, firms)
    return {"ties": ties(graph), "nodes": nodes(graph, seed)}


def export_networks(ties, nodes, gexf, graphml):
    """Write the network of the two tables to the paths `gexf` (Gephi) and `graphml` (Cytoscape, visone, igraph)."""
    graph = from_tables(ties, nodes)
    for path in (gexf, graphml):
        export(graph, path)


def nodes(graph, seed=20091231):
    """The table `nodes` of a graph made by `build`: attributes, roles and positions over all layers."""
    plain = undirected(graph)
    frame = pd.DataFrame([{"node_id": node, **{name: graph.nodes[node].get(name) for name in NODE_FIELDS}}
                          for node in plain], columns=["node_id", *NODE_FIELDS])
    index = pd.Index(frame["node_id"])
    frame = frame.set_index(index).assign(
        degree=pd.Series(dict(plain.degree()), dtype="int64"),
        strength=pd.Series(dict(plain.degree(weight="weight")), dtype="float64"),
        betweenness=betweenness(plain), core_number=core_numbers(plain), in_core=False,
        constraint=structural_holes(plain)["constraint"], community=communities(plain, seed)[0])
    if 0 < plain.number_of_edges() < len(plain) * (len(plain) - 1) // 2:
        frame["in_core"] = frame.index.isin(core_periphery(plain, seed=seed).core)
    roles = brokerage(plain, dict(zip(frame.index, brokerage_groups(frame), strict=True)))
    contract = CONTRACTS["nodes"]
    return check(frame.join(roles[list(ROLES)])[list(contract.columns)].reset_index(drop=True), contract)


def brokerage_groups(nodes):
    """The group of each node for the brokerage roles."""
    # ASSUME: For the brokerage roles the firms of a cluster are one group; partners outside the clusters are grouped
    # by territory (mainland, Hong Kong-Macao-Taiwan, abroad), because a partner has no cluster of its own here.
    return nodes["cluster_id"].fillna("outside: " + nodes["territory"])
