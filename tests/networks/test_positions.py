"""Positions against published values and against exhaustive search."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.networks import communities, core_periphery, ei_index, structural_holes
from sixroutes.networks.positions import (
    _best_by_degree,
    _climb_from_many,
    _try_all,
    betweenness,
    core_numbers,
    undirected,
)


@pytest.fixture
def florentine():
    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    return graph


# The network of Borgatti 1997, figure 1: ten ties among A-G.
BORGATTI = nx.Graph([*(("G", other) for other in "ABCDEF"), ("A", "B"), ("A", "C"), ("A", "E"), ("B", "D")])


def test_structural_holes_of_borgatti():
    holes = structural_holes(BORGATTI)
    assert BORGATTI.number_of_edges() == 10
    assert holes.loc[["G", "A"], "effective_size"].round(2).tolist() == [4.67, 2.50]
    assert holes.loc[["G", "A"], "constraint"].round(3).tolist() == [.400, .595]


def test_isolates_have_no_constraint(florentine):
    assert structural_holes(florentine).loc["Pucci"].isna().all()


def test_betweenness_of_the_medici(florentine):
    florentine.remove_node("Pucci")
    assert betweenness(florentine)["Medici"] == pytest.approx(.522, abs=5e-4)


@pytest.mark.parametrize(("cells", "optimum"), [("one", .328), ("ignored", .429)])
def test_core_periphery_of_the_florentine_marriages(florentine, cells, optimum):
    found = core_periphery(florentine, cells)
    assert found.exact and round(found.correlation, 3) == optimum
    assert found.cells == cells and "Medici" in found.core


def pearson_by_hand(graph, core, cells):
    nodes = list(graph)
    pairs = [(a, b) for place, a in enumerate(nodes) for b in nodes[:place]
             if cells == "one" or (a in core) == (b in core)]
    ideal = [float(a in core or b in core) for a, b in pairs]
    real = [float(graph.has_edge(a, b)) for a, b in pairs]
    return np.corrcoef(ideal, real)[0, 1]


@pytest.mark.parametrize("cells", ["one", "ignored"])
def test_the_correlation_reported_is_that_of_the_core_reported(florentine, cells):
    found = core_periphery(florentine, cells)
    assert pearson_by_hand(florentine, found.core, cells) == pytest.approx(found.correlation)


@pytest.mark.parametrize("cells", ["one", "ignored"])
@pytest.mark.parametrize("seed", range(6))
def test_the_climb_finds_the_optimum_of_small_networks(cells, seed):
    ties = sp.csr_array(nx.to_numpy_array(nx.gnp_random_graph(11, .15 + seed * .08, seed=seed)).astype(int))
    climbed, exhausted = _climb_from_many(ties, cells, 20, 1), _try_all(ties.toarray(), cells)
    assert climbed[1] == pytest.approx(exhausted[1])
    assert _best_by_degree(ties, cells)[1] <= exhausted[1] + 1e-12


def test_large_networks_take_the_climb_and_repeat_it():
    graph = nx.barabasi_albert_graph(60, 2, seed=1)
    first = core_periphery(graph)
    assert not first.exact and first == core_periphery(graph)
    assert pearson_by_hand(graph, first.core, "ignored") == pytest.approx(first.correlation)


def test_a_network_without_ties_has_no_core():
    with pytest.raises(InputError, match="some ties"):
        core_periphery(nx.empty_graph(4))
    with pytest.raises(InputError, match="some ties"):
        core_periphery(nx.complete_graph(4))
    with pytest.raises(InputError, match="unknown cells"):
        core_periphery(nx.path_graph(4), "zero")


def test_karate_club_reaches_the_known_modularity():
    labels, modularity, stability = communities(nx.karate_club_graph(), weight=None)
    assert round(modularity, 5) == .41979
    assert labels.nunique() == 4 and 0 < stability <= 1
    assert labels.value_counts().idxmax() == 0


def test_communities_do_not_depend_on_the_order_of_nodes_and_edges():
    graph = nx.les_miserables_graph()
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert communities(graph)[0].sort_index().equals(communities(turned)[0].sort_index())


def test_core_numbers_agree_with_networkx():
    graph = nx.gnp_random_graph(40, .15, seed=2)
    assert core_numbers(graph).to_dict() == nx.core_number(graph)


def test_ei_index_by_hand_counted_and_weighted():
    graph = nx.Graph([("a", "b", {"weight": 3.0}), ("b", "c", {"weight": 1.0}), ("c", "d", {"weight": 1.0})])
    groups = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert ei_index(graph, groups, weight=None)["index"] == pytest.approx((1 - 2) / 3)
    assert ei_index(graph, groups)["index"] == pytest.approx((1 - 4) / 5)


def test_ei_index_of_closed_groups_is_unusual():
    graph = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    result = ei_index(graph, {node: node // 6 for node in graph})
    assert result["index"] == -1 and result["p_value"] < .02
    assert result == ei_index(graph, {node: node // 6 for node in graph})
    assert ei_index(nx.empty_graph(2), {0: 1, 1: 2})["index"] is None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(.1, 3)), max_size=12))
def test_folding_layers_keeps_the_weight(edges):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(6))
    for a, b, weight in edges:
        graph.add_edge(a, b, weight=weight)
    kept = sum(weight for a, b, weight in edges if a != b)
    assert undirected(graph).size(weight="weight") == pytest.approx(kept)
