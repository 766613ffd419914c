"""Gould-Fernandez roles against a count by hand and by brute force."""

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.networks import brokerage
from sixroutes.networks.brokerage import ROLES


def role(group_a, group_v, group_b):
    if group_a == group_v:
        return "coordinator" if group_v == group_b else "representative"
    if group_v == group_b:
        return "gatekeeper"
    return "itinerant" if group_a == group_b else "liaison"


def count_by_hand(graph, groups):
    counts = {node: dict.fromkeys(ROLES, 0) for node in graph}
    for a, v, b in permutations(graph, 3):
        if graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b):
            counts[v][role(groups[a], groups[v], groups[b])] += 1
    return counts


@st.composite
def digraphs(draw):
    n = draw(st.integers(1, 8))
    edges = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(edges)
    return graph, {node: draw(st.sampled_from("xyz")) for node in range(n)}


@settings(deadline=None, max_examples=150)
@given(digraphs())
def test_agrees_with_brute_force(case):
    graph, groups = case
    assert brokerage(graph, groups).to_dict("index") == count_by_hand(graph, groups)


@settings(deadline=None, max_examples=50)
@given(digraphs())
def test_an_undirected_network_cannot_tell_gatekeeper_from_representative(case):
    graph, groups = case
    roles = brokerage(graph.to_undirected(), groups)
    assert (roles["gatekeeper"] == roles["representative"]).all()
    assert roles.to_dict("index") == count_by_hand(graph.to_undirected().to_directed(), groups)


def test_slices_do_not_change_the_counts(monkeypatch):
    import importlib
    module = importlib.import_module("sixroutes.networks.brokerage")
    graph = nx.gnp_random_graph(60, 0.2, seed=3, directed=True)
    groups = {node: node % 4 for node in graph}
    whole = brokerage(graph, groups)
    monkeypatch.setattr(module, "_SLICE", 50)
    assert brokerage(graph, groups).equals(whole)


def test_parallel_edges_and_loops_count_once_and_not_at_all():
    graph = nx.MultiDiGraph([("a", "v"), ("a", "v"), ("v", "b"), ("v", "v")])
    nx.set_node_attributes(graph, {"a": "x", "v": "x", "b": "y"}, "cluster")
    assert brokerage(graph, "cluster").loc["v"].to_dict() == {
        "coordinator": 0, "itinerant": 0, "representative": 1, "gatekeeper": 0, "liaison": 0}


def test_a_node_without_group_is_named():
    graph = nx.DiGraph([("a", "b")])
    with pytest.raises(InputError, match="'b' has no group"):
        brokerage(graph, {"a": 1})


def test_a_network_without_ties_has_no_brokers():
    graph = nx.DiGraph()
    graph.add_nodes_from("ab")
    assert brokerage(graph, {"a": 1, "b": 2}).to_numpy().sum() == 0
    assert list(brokerage(nx.DiGraph(), {}).columns) == list(ROLES)
