"""From counted units to a graph of groups: one node per group, one edge per layer, source and target."""

import math

import networkx as nx
import pandas as pd

from ..schemas import CONTRACTS, check

NODE_FIELDS = ("name_en", "name_zh", "sector", "country", "territory", "cluster_id", "role")
TIE = ["layer", "source", "target", "unit_id", "weight", "date"]
# The most telling territory of a tie between two groups that are both outside the clusters.
_FARTHEST = ("foreign", "hmt", "unknown", "domestic")


def build(assignments, applicant_groups, partner_groups, organisations, firms=None):
    """The network of all layers.

    Parameters
    ----------
    assignments : table of `routes`; only counted rows make ties.
    applicant_groups, partner_groups, organisations : tables of `organisations`.
    firms : table of `organisations`; names the nodes of groups that hold firms of several clusters.

    Returns
    -------
    networkx.MultiDiGraph. Nodes are groups (ultimate owners on the date of the unit). A group with firms of several
    clusters (CRRC) has one node ``group@cluster`` for each of them, so that a member of a cluster stays one. Node
    attributes: NODE_FIELDS, None where unknown. Edges are keyed by layer: the route of the event, focal group to
    partner group, or ``copatent`` (no direction: source < target). Edge attributes: ``weight`` (fractional units),
    ``units`` (sorted identifiers of the evidence), ``n_units``, ``first_date``, ``last_date`` (ISO text or None).
    """
    parties = pd.concat([applicant_groups.assign(unit_id=applicant_groups["patent_id"], party="applicant"),
                         partner_groups.assign(unit_id=partner_groups["event_id"])], ignore_index=True)
    parties = parties[parties["organisation_id"].notna() & parties["group_id"].notna()].copy()
    split = _split_groups(parties, assignments)
    parties["node"] = _node_ids(parties, split)
    focal = assignments[assignments["counted"]].copy()
    focal["node"] = _node_ids(focal, split)
    pairs = pd.concat([event_pairs(focal[focal["unit_kind"] == "event"], parties[parties["party"] != "applicant"]),
                       patent_pairs(parties[(parties["party"] == "applicant")
                                            & parties["unit_id"].isin(focal["unit_id"])])], ignore_index=True)
    known = set(pairs["source"]) | set(pairs["target"]) | set(focal["node"])
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(_describe(parties[parties["node"].isin(known)], focal, organisations, firms, split))
    graph.add_edges_from(_edges(pairs))
    return graph


def _split_groups(parties, assignments):
    """Groups that hold firms of more than one cluster."""
    members = pd.concat([parties[["group_id", "cluster_id"]], assignments[["group_id", "cluster_id"]]]).dropna()
    clusters = members.drop_duplicates().groupby("group_id").size()
    return set(clusters[clusters > 1].index)


def _node_ids(rows, split):
    divided = rows["group_id"].isin(split) & rows["cluster_id"].notna()
    return rows["group_id"].mask(divided, rows["group_id"] + "@" + rows["cluster_id"])


def event_pairs(focal, parties):
    """One row per event, layer, focal group and partner group, with the weight shared equally over the partners.

    Parameters
    ----------
    focal : counted event assignments with a column ``node``.
    parties : rows of partner_groups with the columns ``unit_id`` and ``node``.

    Returns
    -------
    DataFrame with the columns TIE.
    """
    # ASSUME: The firm under which an event is booked is tied to every partner; partners that are themselves large
    # firms of the study and share the event are tied to that firm and to one another; other partners of the same
    # event are not tied to each other, because the page seen does not say that they worked together.
    booked = parties.loc[parties["party"] == "focal", ["unit_id", "group_id"]].drop_duplicates()
    rows = focal.merge(booked.assign(is_booked=True), on=["unit_id", "group_id"], how="left")
    columns = ["unit_id", "node", "group_id", "sector", "owner_territory", "cluster_id"]
    others = parties.sort_values(["unit_id", "node", "sequence"])[columns].drop_duplicates(["unit_id", "node"])
    pairs = rows.merge(others, on="unit_id", suffixes=("", "_partner"))
    pairs = pairs[pairs["group_id"] != pairs["group_id_partner"]]
    sharing = pd.MultiIndex.from_frame(pd.concat([booked, focal])[["unit_id", "group_id"]])
    shares = pd.MultiIndex.from_frame(pairs[["unit_id", "group_id_partner"]]).isin(sharing)
    pairs = _fitting(pairs[pairs["is_booked"].eq(True) | shares])
    counts = pairs.groupby(["unit_id", "firm_id", "route"])["node"].transform("size")
    pairs = pairs.assign(weight=pairs["weight"] / counts, layer=pairs["route"], source=pairs["node"],
                         target=pairs["node_partner"])
    return pairs[TIE].reset_index(drop=True)


def _fitting(pairs):
    """Of an event with several routes, the partners that each route speaks of, where there are any."""
    # ASSUME: Where an event stands for several routes, a tie in the layer of a route leads only to the partners that
    # the route is about (universities, institutes and government for research partnership, firms of the same cluster
    # for cluster partnership, partners from outside the mainland for alliance and acquisition).
    outside = pairs["owner_territory"].isin(["hmt", "foreign"])
    about = {"research_partnership": pairs["sector"].isin(["university", "institute", "government"]),
             "cluster_partnership": pairs["cluster_id"].eq(pairs["cluster_id_partner"]),
             "foreign_alliance": outside, "foreign_acquisition": outside}
    fits = pd.Series(False, index=pairs.index)
    for route, mask in about.items():
        fits |= (pairs["route"] == route) & mask.fillna(False).astype(bool)
    several = pairs.groupby("unit_id")["route"].transform("nunique") > 1
    any_fits = fits.groupby([pairs["unit_id"], pairs["firm_id"], pairs["route"]]).transform("any")
    return pairs[fits | ~several | ~any_fits]


def patent_pairs(applicants):
    """One row per patent and pair of distinct groups, weight 1/(n-1) for n groups (Newman 2001), columns TIE."""
    # ASSUME: Individuals among the applicants are taken as inventors and tie nobody.
    rows = applicants[applicants["sector"] != "individual"].sort_values(["unit_id", "sequence"])
    rows = rows.drop_duplicates(["unit_id", "group_id"])[["unit_id", "group_id", "node", "date"]]
    rows["n"] = rows.groupby("unit_id")["node"].transform("size")
    rows = rows[rows["n"] > 1]
    pairs = rows.merge(rows[["unit_id", "node"]], on="unit_id", suffixes=("", "_partner"))
    pairs = pairs[pairs["node"] < pairs["node_partner"]]
    pairs = pairs.assign(layer="copatent", weight=1 / (pairs["n"] - 1), source=pairs["node"],
                         target=pairs["node_partner"])
    return pairs[TIE].reset_index(drop=True)


def _edges(pairs):
    for (layer, source, target), rows in pairs.groupby(["layer", "source", "target"], sort=True):
        units = tuple(sorted(set(rows["unit_id"])))
        yield source, target, layer, dict(weight=math.fsum(rows["weight"]), units=units,
                                          n_units=len(units), first_date=_iso(rows["date"].min()),
                                          last_date=_iso(rows["date"].max()))


def _iso(date):
    return None if pd.isna(date) else date.date().isoformat()


def _describe(parties, focal, organisations, firms, split):
    """(node, attributes) for every node, sorted; a group's own record first, else the first party row."""
    names = organisations.drop_duplicates("organisation_id").set_index("organisation_id")
    owned = parties.sort_values(["node", "unit_id", "organisation_id"]).drop_duplicates("node").set_index("node")
    members = pd.concat([parties[["node", "group_id", "cluster_id", "role", "firm_id"]].assign(own=0),
                         focal[["node", "group_id", "cluster_id", "firm_id"]].assign(own=1)])
    members = members[members["cluster_id"].notna()].sort_values(["node", "own", "role", "firm_id"])
    inside = members.drop_duplicates("node").set_index("node")
    for node in sorted(set(owned.index) | set(inside.index)):
        group = owned.at[node, "group_id"] if node in owned.index else inside.at[node, "group_id"]
        fields = _own_record(names, group) or _party_record(owned, node, group)
        if node in inside.index:
            fields |= {"cluster_id": inside.at[node, "cluster_id"], "role": _none(inside.at[node, "role"])}
            if group in split:
                fields |= _member_names(fields, members[members["node"] == node]["firm_id"], firms)
        yield node, {"cluster_id": None, "role": None, **fields}


def _own_record(names, group):
    if group not in names.index:
        return None
    return {field: _none(names.at[group, field]) for field in ("name_en", "name_zh", "sector", "country", "territory")}


def _party_record(owned, node, group):
    if node not in owned.index:
        return {"name_en": group, "name_zh": None, "sector": "company", "country": None, "territory": "unknown"}
    row = owned.loc[node]
    return {"name_en": row["raw_name"], "name_zh": None, "sector": row["sector"],
            "country": _none(row["owner_country"]), "territory": row["owner_territory"]}


def _member_names(fields, firm_ids, firms):
    """Names of a divided group's node: its firms in that cluster."""
    if firms is None:
        listed = sorted(set(firm_ids.dropna()))
        return {"name_en": f"{fields['name_en']} ({', '.join(listed)})"}
    listed = firms[firms["firm_id"].isin(firm_ids)].sort_values("firm_id")
    return {"name_en": " / ".join(listed["firm"]), "name_zh": " / ".join(listed["firm_zh"])}


def _none(value):
    return None if pd.isna(value) else value


def ties(graph):
    """The table `ties`: one row per layer and unordered pair, weights of both directions added up.

    `reach` says where a tie leads, seen from the firms of clusters: to the same cluster, to another cluster, or to
    the territory of the partner outside. A tie between two groups outside has the farther territory.
    """
    contract = CONTRACTS["ties"]
    merged = {}
    for source, target, layer, edge in graph.edges(keys=True, data=True):
        merged.setdefault((layer, *sorted((source, target))), []).append(edge)
    rows = [_tie(graph, key, edges) for key, edges in sorted(merged.items())]
    frame = pd.DataFrame(rows, columns=list(contract.columns))
    for column in ("first_date", "last_date"):
        frame[column] = pd.to_datetime(frame[column])
    return check(frame, contract)


def _tie(graph, key, edges):
    layer, source, target = key
    dates = [edge[name] for edge in edges for name in ("first_date", "last_date") if edge[name]]
    return dict(layer=layer, source=source, target=target, weight=math.fsum(edge["weight"] for edge in edges),
                n_units=len({unit for edge in edges for unit in edge["units"]}),
                first_date=min(dates, default=None), last_date=max(dates, default=None),
                reach=reach(graph.nodes[source], graph.nodes[target]))


def reach(one, other):
    """Where a tie between two nodes (attribute dicts) leads.

    >>> reach({"cluster_id": "qingdao", "territory": "domestic"}, {"cluster_id": None, "territory": "foreign"})
    'foreign'
    """
    clusters = [node["cluster_id"] for node in (one, other) if node["cluster_id"]]
    if len(clusters) == 2:
        return "within cluster" if clusters[0] == clusters[1] else "other cluster"
    if len(clusters) == 1:
        return other["territory"] if one["cluster_id"] else one["territory"]
    return min((one["territory"], other["territory"]), key=_FARTHEST.index)


def from_tables(ties, nodes):
    """The network back from its two tables (undirected: source < target), for measures and exports.

    Parameters
    ----------
    ties, nodes : tables of `networks`.
    """
    graph = nx.MultiDiGraph()
    for row in nodes.sort_values("node_id").to_dict("records"):
        graph.add_node(row.pop("node_id"), **{name: _none(value) for name, value in row.items()})
    for row in ties.sort_values(["layer", "source", "target"]).itertuples():
        graph.add_edge(row.source, row.target, key=row.layer, weight=row.weight, n_units=row.n_units,
                       first_date=_iso(row.first_date), last_date=_iso(row.last_date))
    return graph
