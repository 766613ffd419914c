"""Where each group stands in the network: structural holes, core and periphery, communities, E-I index."""

import random
from dataclasses import dataclass

import igraph
import networkx as nx
import numpy as np
import pandas as pd

from ..errors import InputError

EXHAUSTIVE = 20  # nodes up to which every division is tried
CLIMB = 5000  # nodes up to which the climb from many cores fits in memory
CELLS = ("ignored", "one")


def undirected(graph):
    """The simple undirected network behind `graph`: weights of all layers and directions added up, no loops."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph, key=str))
    for source, target, weight in sorted(graph.edges(data="weight", default=1), key=lambda edge: tuple(map(str, edge))):
        if source != target:
            before = plain.get_edge_data(source, target, {"weight": 0.0})["weight"]
            plain.add_edge(source, target, weight=before + weight)
    return plain


def structural_holes(graph):
    """Burt's constraint and Burt's effective size with Borgatti's formula, ties taken as present or absent.

    Constraint of i: sum over contacts j of (p_ij + sum_q p_iq p_qj)^2 (Burt 1992). Effective size: n - 2t/n for n
    contacts with t ties among them (Borgatti 1997, Connections 20:35). Efficiency: effective size / n.

    Returns
    -------
    DataFrame indexed by node with constraint, effective_size, efficiency; missing for isolates.

    >>> structural_holes(nx.star_graph(3)).loc[0].tolist()
    [0.3333333333333333, 3.0, 1.0]
    """
    plain = nx.Graph(undirected(graph))
    measures = {"constraint": nx.constraint, "effective_size": nx.effective_size}
    holes = pd.DataFrame({name: measure(plain) if len(plain) else {} for name, measure in measures.items()},
                         index=list(plain), columns=list(measures), dtype="float64")
    degree = pd.Series(dict(plain.degree()), dtype="float64")
    return holes.assign(efficiency=holes["effective_size"] / degree.where(degree > 0))


def betweenness(graph):
    """Betweenness of each node, ties taken as present or absent, as a share of all pairs of others (Freeman 1979)."""
    fast, nodes = _igraph(graph)
    pairs = max((len(nodes) - 1) * (len(nodes) - 2) / 2, 1)
    return pd.Series(fast.betweenness(directed=False), index=nodes, dtype="float64") / pairs


def core_numbers(graph):
    """Largest k of a k-core that holds the node (Seidman 1983)."""
    fast, nodes = _igraph(graph)
    return pd.Series(fast.coreness(), index=nodes, dtype="int64")


def _igraph(graph):
    plain = undirected(graph)
    nodes = list(plain)
    place = {node: position for position, node in enumerate(nodes)}
    fast = igraph.Graph(n=len(nodes), edges=[(place[a], place[b]) for a, b in plain.edges()])
    fast.es["weight"] = [weight for _, _, weight in plain.edges(data="weight")]
    return fast, nodes


def communities(graph, seed=20091231, restarts=20, weight="weight"):
    """Leiden communities of highest modularity over seeded restarts (Traag, Waltman and van Eck 2019).

    Returns
    -------
    (labels, modularity, stability) : Series node -> community (0 = largest; ties by smallest node); Newman's
    modularity; mean normalised mutual information between the best partition and those of the other restarts.
    """
    fast, nodes = _igraph(graph)
    if not nodes:
        return pd.Series(dtype="int64"), 0.0, 1.0
    generator = random.Random(seed)
    igraph.set_random_number_generator(generator)
    try:
        found = [fast.community_leiden("modularity", weights=weight, n_iterations=-1) for _ in range(restarts)]
    finally:
        igraph.set_random_number_generator(random)
    quality = [fast.modularity(part, weights=weight) if fast.ecount() else 0.0 for part in found]
    best = max(range(restarts), key=lambda k: (round(quality[k], 9), -k))
    others = [_shared_information(found[best], part) for k, part in enumerate(found) if k != best]
    return (_by_size(found[best].membership, nodes), quality[best], float(np.mean(others)) if others else 1.0)


def _shared_information(one, other):
    if len(one) == len(other) == 1:
        return 1.0
    return igraph.compare_communities(one, other, method="nmi")


def _by_size(membership, nodes):
    labels = pd.Series(membership, index=nodes)
    order = labels.reset_index().groupby(0)["index"].agg(["size", "min"])
    order = order.sort_values(["size", "min"], ascending=[False, True])
    return labels.map({label: rank for rank, label in enumerate(order.index)}).astype("int64")


def ei_index(graph, group, weight="weight", permutations=1000, seed=20091231):
    """External less internal ties over all ties (Krackhardt and Stern 1988): -1 = all inside groups, 1 = all across.

    Parameters
    ----------
    graph : any networkx graph.
    group : node attribute or mapping node -> group.
    weight : edge attribute to add up; None counts ties.
    permutations, seed : of the test that deals the groups out anew to the nodes.

    Returns
    -------
    dict: index, expected (mean over permutations), low and high (2.5% and 97.5% of them), p_value (two-sided, against
    random membership of the same sizes). All None without ties.

    >>> network = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> round(ei_index(network, {"a": 1, "b": 1, "c": 2, "d": 2})["index"], 3)
    -0.333
    """
    groups = dict(graph.nodes(data=group)) if isinstance(group, str) else group
    lost = [node for node in graph if pd.isna(groups.get(node))]
    if lost:
        raise InputError(f"node {lost[0]!r} has no group ({len(lost)} such nodes)", remedy="give every node a group")
    nodes = sorted(graph, key=str)
    codes = pd.factorize(np.array([str(groups[node]) for node in nodes], dtype=object))[0]
    place = {node: position for position, node in enumerate(nodes)}
    edges = sorted((place[a], place[b], 1.0 if weight is None else data.get(weight, 1.0))
                   for a, b, data in graph.edges(data=True) if a != b)
    if not edges:
        return dict.fromkeys(("index", "expected", "low", "high", "p_value"))
    source, target, weights = (np.array(column) for column in zip(*edges, strict=True))
    observed = _ei(codes, source, target, weights)
    generator = np.random.default_rng(seed)
    drawn = np.array([_ei(generator.permutation(codes), source, target, weights) for _ in range(permutations)])
    as_far = np.abs(drawn - drawn.mean()) >= abs(observed - drawn.mean()) - 1e-12
    return dict(index=observed, expected=float(drawn.mean()), low=float(np.quantile(drawn, .025)),
                high=float(np.quantile(drawn, .975)), p_value=float((as_far.sum() + 1) / (permutations + 1)))


def _ei(codes, source, target, weights):
    external = weights[codes[source] != codes[target]].sum()
    return float(2 * external / weights.sum() - 1)


@dataclass(frozen=True)
class CorePeriphery:
    """A division into core and periphery: the core's nodes (sorted), the correlation reached, how cells between core
    and periphery were taken, and whether every division was tried."""

    core: tuple
    correlation: float
    cells: str
    exact: bool


def core_periphery(graph, cells="ignored", restarts=20, seed=20091231):
    """The division whose ideal pattern correlates best with the network (Borgatti and Everett 2000, discrete).

    In the ideal pattern the core is tied throughout and the periphery not at all. Ties between core and periphery
    either do not enter (``cells="ignored"``) or should all be there (``cells="one"``); the two give different cores,
    so always say which. Ties are taken as present or absent, without direction.

    Up to 20 nodes every division is tried; above, a seeded climb from the best core by degree and from random cores
    moves one node, or swaps two, while the correlation rises: the best found, not proven best. Above 5,000 nodes only
    cores of the k nodes with most ties are compared.

    Raises
    ------
    InputError : another word for `cells`, or a network without ties or with all of them.
    """
    if cells not in CELLS:
        raise InputError(f"unknown cells {cells!r}", expected=" or ".join(CELLS))
    plain = undirected(graph)
    nodes = list(plain)
    ties = nx.to_scipy_sparse_array(plain, nodelist=nodes, weight=None, dtype="int64") if nodes else None
    if not 0 < plain.number_of_edges() < len(nodes) * (len(nodes) - 1) // 2:
        raise InputError("a core needs a network with some ties and without others",
                         remedy="leave the measure out for this network")
    exact = len(nodes) <= EXHAUSTIVE
    if exact:
        chosen, value = _try_all(ties.toarray(), cells)
    elif len(nodes) <= CLIMB:
        chosen, value = _climb_from_many(ties, cells, restarts, seed)
    else:
        chosen, value = _best_by_degree(ties, cells)
    return CorePeriphery(tuple(node for node, inside in zip(nodes, chosen, strict=True) if inside), value, cells, exact)


def _correlation(size, inside, outside, n, n_ties, cells):
    """Pearson r of ties and ideal pattern, for core sizes and numbers of ties within core and within periphery."""
    core_pairs, outer_pairs = size * (size - 1) / 2, (n - size) * (n - size - 1) / 2
    ideal = core_pairs if cells == "ignored" else n * (n - 1) / 2 - outer_pairs
    total = ideal + outer_pairs
    hits = inside if cells == "ignored" else n_ties - outside
    present = hits + outside
    spread = ideal * (total - ideal) * present * (total - present)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (hits * total - ideal * present) / np.sqrt(np.maximum(spread, 1e-300)), -1.0)


def _try_all(ties, cells):
    n = len(ties)
    neighbours = (ties << np.arange(n)).sum(axis=1)
    inside = np.zeros(1, dtype="int64")  # ties within each subset of the first nodes, the subset read as a number
    for node in range(n):
        inside = np.concatenate([inside, inside + np.bitwise_count(np.arange(1 << node) & neighbours[node])])
    size = np.bitwise_count(np.arange(1 << n)).astype("float64")
    value = _correlation(size, inside, inside[::-1], n, inside[-1], cells)
    best = int(np.argmax(np.round(value, 12)))
    return np.array([best >> node & 1 for node in range(n)], dtype=bool), float(value[best])


def _climb_from_many(ties, cells, restarts, seed):
    generator = np.random.default_rng(seed)
    starts = [_best_by_degree(ties, cells)[0]]
    ties = ties.toarray()
    starts += [generator.random(len(ties)) < generator.uniform(0.02, 0.5) for _ in range(restarts)]
    found = [_climb(ties, core, cells) for core in starts]
    return max(found, key=lambda pair: round(pair[1], 12))


def _best_by_degree(ties, cells):
    """The best of the cores made of the k nodes with most ties."""
    n = ties.shape[0]
    rank = np.empty(n, dtype="int64")
    rank[np.argsort(-ties.sum(axis=1), kind="stable")] = np.arange(n)
    ends = np.sort(rank[np.array(ties.tocoo().coords)], axis=0)  # each tie twice
    inside = np.cumsum(np.bincount(ends[1], minlength=n)) / 2
    outside = ends.shape[1] / 2 - np.cumsum(np.bincount(ends[0], minlength=n)) / 2
    values = _correlation(np.arange(1, n + 1), inside, outside, n, ends.shape[1] / 2, cells)
    best = int(np.argmax(np.round(values, 12)))
    return rank <= best, float(values[best])


def _value(ties, core, cells):
    inside, outside = (ties[np.ix_(side, side)].sum() / 2 for side in (core, ~core))
    return float(_correlation(core.sum(), inside, outside, len(ties), ties.sum() / 2, cells))


def _climb(ties, core, cells):
    core, value = core.copy(), _value(ties, core, cells)
    while True:
        move, best = _best_move(ties, core, cells)
        if best <= value + 1e-12:
            move, best = _best_swap(ties, core, cells)
        if best <= value + 1e-12:
            return core, value
        core[move], value = ~core[move], best


def _counts(ties, core):
    """Core size, ties inside the core and inside the periphery, each node's ties to core and to periphery."""
    to_core = ties[:, core].sum(axis=1)
    to_outer = ties.sum(axis=1) - to_core
    return core.sum(), to_core[core].sum() / 2, to_outer[~core].sum() / 2, to_core, to_outer


def _best_move(ties, core, cells):
    size, inside, outside, to_core, to_outer = _counts(ties, core)
    sign = np.where(core, -1, 1)
    values = _correlation(size + sign, inside + sign * to_core, outside - sign * to_outer, len(ties), ties.sum() / 2,
                          cells)
    node = int(np.argmax(np.round(values, 12)))
    return [node], float(values[node])


def _best_swap(ties, core, cells):
    size, inside, outside, to_core, to_outer = _counts(ties, core)
    leaving, joining = np.flatnonzero(core), np.flatnonzero(~core)
    if not len(leaving) or not len(joining):
        return [], -1.0
    between = ties[np.ix_(leaving, joining)]
    values = _correlation(size, inside - to_core[leaving][:, None] + to_core[joining][None] - between,
                          outside + to_outer[leaving][:, None] - to_outer[joining][None] - between,
                          len(ties), ties.sum() / 2, cells)
    one, other = np.unravel_index(int(np.argmax(np.round(values, 12))), values.shape)
    return [int(leaving[one]), int(joining[other])], float(values[one, other])
