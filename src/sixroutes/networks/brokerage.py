"""Brokerage roles of Gould and Fernandez (1989), exact, by sparse matrices."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import scipy.sparse as sp

from ..errors import InputError

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
# Products of two sparse matrices are made in slices of about this many multiplications, to bound the memory.
_SLICE = 20_000_000


def brokerage(graph, group):
    """How often each node brokers between two others, by the groups of the three.

    A node v brokers between a and b where a -> v and v -> b but not a -> b (an open directed 2-path, a, v and b
    distinct). With the groups of a, v, b: coordinator AAA, itinerant ABA, representative AAB, gatekeeper ABB,
    liaison ABC. Gould and Fernandez 1989, Sociological Methodology 19:89.

    Parameters
    ----------
    graph : any networkx graph. Parallel edges count once, loops not at all. Edges of an undirected graph hold in
        both directions, so each open pair is met twice, and representative = gatekeeper: an undirected network cannot
        tell the two apart.
    group : name of the node attribute that holds the group, or a mapping node -> group.

    Returns
    -------
    DataFrame indexed by node, in the graph's order, with the integer columns ROLES.

    Raises
    ------
    InputError : a node has no group.

    >>> import networkx as nx
    >>> path = nx.DiGraph([("haier", "hisense"), ("hisense", "tsinghua")])
    >>> cluster = {"haier": "qingdao", "hisense": "qingdao", "tsinghua": "outside"}
    >>> int(brokerage(path, cluster).loc["hisense", "representative"])
    1
    """
    nodes = list(graph)
    codes = _group_codes(graph, nodes, group)
    roles = pd.DataFrame(0, index=pd.Index(nodes), columns=list(ROLES), dtype="int64")
    if not nodes or not graph.number_of_edges():
        return roles
    ties = _adjacency(graph, nodes)
    counts = _two_paths(ties, codes)
    same, across = _by_group(ties, codes)
    counts["coordinator"] -= _closed(same, same, same)
    counts["itinerant"] -= _closed(across, across, same)
    counts["representative"] -= _closed(same, across, across)
    counts["gatekeeper"] -= _closed(across, same, across)
    counts["liaison"] -= _closed(across, across, across)
    return pd.DataFrame(counts, index=roles.index)[list(ROLES)].astype("int64")


def _group_codes(graph, nodes, group):
    groups = group if isinstance(group, Mapping) else dict(graph.nodes(data=group))
    lost = [node for node in nodes if pd.isna(groups.get(node))]
    if lost:
        raise InputError(f"node {lost[0]!r} has no group ({len(lost)} such nodes)",
                         remedy="give every node a group, for example the cluster or the territory")
    return pd.factorize(np.array([str(groups[node]) for node in nodes], dtype=object))[0]


def _adjacency(graph, nodes):
    place = {node: position for position, node in enumerate(nodes)}
    pairs = np.array([(place[a], place[b]) for a, b in graph.edges() if a != b], dtype="int64").reshape(-1, 2)
    if not graph.is_directed():
        pairs = np.vstack([pairs, pairs[:, ::-1]])
    ties = sp.csr_array((np.ones(len(pairs), "int64"), (pairs[:, 0], pairs[:, 1])), shape=(len(nodes),) * 2)
    ties.data[:] = 1
    return ties


def _by_group(ties, codes):
    """The ties inside groups and the ties across them."""
    rows, columns = ties.tocoo().coords
    inside = codes[rows] == codes[columns]
    parts = [sp.csr_array((np.ones(mask.sum(), "int64"), (rows[mask], columns[mask])), shape=ties.shape)
             for mask in (inside, ~inside)]
    return parts[0], parts[1]


def _two_paths(ties, codes):
    """All 2-paths a -> v -> b with a != b by role, open or closed."""
    same, across = _by_group(ties, codes)
    n = len(codes)
    member = sp.csr_array((np.ones(n, "int64"), (np.arange(n), codes)), shape=(n, codes.max() + 1))
    into, out = (across.T @ member).tocsr(), (across @ member).tocsr()
    from_one_other_group = into.multiply(out).sum(axis=1)  # a and b of the same group, not that of v; a = b included
    own_in, own_out = same.sum(axis=0), same.sum(axis=1)
    other_in, other_out = across.sum(axis=0), across.sum(axis=1)
    return {"coordinator": own_in * own_out - same.multiply(same.T).sum(axis=1),
            "itinerant": from_one_other_group - across.multiply(across.T).sum(axis=1),
            "representative": own_in * other_out,
            "gatekeeper": other_in * own_out,
            "liaison": other_in * other_out - from_one_other_group}


def _closed(first, second, short_cut):
    """Per v, the pairs (a, b) with a -> v in `first`, v -> b in `second` and a -> b in `short_cut`."""
    into = first.T.tocsr()
    counts = np.zeros(first.shape[0], dtype="int64")
    work = np.cumsum(into @ np.diff(short_cut.indptr))
    edges = np.searchsorted(work, np.arange(_SLICE, work[-1], _SLICE), side="left") + 1
    for start, stop in zip([0, *edges], [*edges, len(work)], strict=True):
        if start < stop:
            counts[start:stop] = (into[start:stop] @ short_cut).multiply(second[start:stop]).sum(axis=1)
    return counts
