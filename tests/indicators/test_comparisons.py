"""Specialisation, diversity and change on tiny tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.indicators import change, diversity, hill, specialisation, symmetric
from sixroutes.indicators.change import pairs_of
from sixroutes.indicators.counting import in_blocks
from sixroutes.indicators.intervals import DEFAULT
from sixroutes.indicators.specialisation import location_quotient
from sixroutes.schemas import CONTRACTS, check

from .study import PERIODS, assignments, clusters

CHOICES = {**DEFAULT, "draws": 200}
NAMES = [period["name"] for period in PERIODS]


def rows(qingdao, shenzhen, year=2005):
    """Events as {route: number} for Haier and, one firm each in turn, for Shenzhen."""
    firms = ["huawei", "zte", "tcl", "byd", "dji", "tencent"]
    made = [("haier", route) for route, n in qingdao.items() for _ in range(n)]
    made += [(firms[place % 6], route) for route, n in shenzhen.items() for place in range(n)]
    return assignments([(f"e{place}", firm, route, 1.0, year) for place, (firm, route) in enumerate(made)])


def test_location_quotients_of_a_table_by_hand():
    # Two places, two kinds: with the own place in the denominator the quotients would be (10/20)/(15/40) and so on.
    table = np.array([[10.0, 10.0], [5.0, 15.0]])
    assert location_quotient(table[0], table[1]).tolist() == [2.0, pytest.approx(2 / 3)]
    assert location_quotient(table[0], table.sum(axis=0)).round(4).tolist() == [1.3333, .8]


@given(st.lists(st.integers(1, 50), min_size=3, max_size=3), st.lists(st.integers(1, 50), min_size=3, max_size=3))
def test_quotients_turn_over_when_the_places_change_sides(one, other):
    one, other = np.array(one, float), np.array(other, float)
    assert location_quotient(one, other) * location_quotient(other, one) == pytest.approx(1)
    assert symmetric(location_quotient(one, other)) == pytest.approx(-symmetric(location_quotient(other, one)))


def test_specialisation_leaves_the_own_cluster_out():
    table = specialisation(rows({"original": 8, "absorption": 2}, {"original": 12, "absorption": 12}), clusters(),
                           CHOICES)
    row = check(table, CONTRACTS["specialisation"]).set_index(["cluster_id", "route"]).loc[("qingdao", "original")]
    assert row["location_quotient"] == pytest.approx(1.6) and row["n"] == 10
    assert row["low"] < 1.6 < row["high"] and row["symmetric"] == pytest.approx(.6 / 2.6)


def test_a_route_that_the_others_lack_has_no_quotient():
    table = specialisation(rows({"absorption": 5}, {"original": 12}), clusters(), CHOICES)
    table = check(table, CONTRACTS["specialisation"]).set_index(["cluster_id", "route"])
    assert table.loc[("qingdao", "absorption"), ["location_quotient", "low", "high"]].isna().all()
    assert table.loc[("qingdao", "original"), "location_quotient"] == 0
    assert table.loc[("qingdao", "original"), "high"] > 0
    assert np.isfinite(table["high"].dropna()).all()


def test_a_single_cluster_has_nothing_to_be_compared_with():
    table = specialisation(rows({"original": 5}, {}), clusters(["qingdao"]), CHOICES)
    assert table["location_quotient"].isna().all()


@pytest.mark.parametrize("order", [0, 1, 2])
def test_equal_shares_give_the_number_of_routes(order):
    assert hill(np.array([3.0, 3.0, 3.0, 0.0]), order) == pytest.approx(3)
    assert hill(np.array([5.0, 0.0]), order) == pytest.approx(1)
    assert np.isnan(hill(np.zeros(3), order))


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6).filter(any))
def test_hill_numbers_fall_with_the_order(totals):
    values = [float(hill(np.array(totals, float), order)) for order in (0, 1, 2)]
    assert 6 >= values[0] >= values[1] - 1e-9 >= values[2] - 2e-9 and values[2] >= 1 - 1e-9


def test_diversity_leaves_other_out_and_holds_its_value():
    table = check(diversity(rows({"original": 2, "other": 9}, {"original": 6, "absorption": 6}), clusters(), CHOICES),
                  CONTRACTS["diversity"]).set_index(["cluster_id", "order"])
    assert table.loc[("qingdao", 1), "hill"] == 1 and table.loc[("qingdao", 1), "n"] == 2
    assert table.loc[("shenzhen", 1), "hill"] == pytest.approx(2)
    assert table.loc[("shenzhen", 1), "low"] <= 2 <= table.loc[("shenzhen", 1), "high"]
    assert pd.isna(table.loc[("qingdao", 0), "low"])


def test_periods_are_compared_in_a_row_and_end_to_end():
    assert pairs_of(["a", "b"], {"a", "b"}) == [("a", "b")]
    assert pairs_of(["a", "b", "c", "d"], {"b", "d"})[-1] == ("b", "d")
    assert pairs_of(["a"], {"a"}) == []


def test_change_by_hand():
    before, after = rows({"original": 1, "absorption": 3}, {}), rows({"original": 3, "absorption": 1}, {}, 2015)
    after = after.assign(unit_id=after["unit_id"] + "later")
    blocks = in_blocks(pd.concat([before, after], ignore_index=True), PERIODS)
    table = check(change(blocks, clusters(), NAMES, CHOICES), CONTRACTS["change"])
    row = table.set_index(["cluster_id", "route"]).loc[("qingdao", "original")]
    assert row["difference"] == .5 and row["low"] < .5 < row["high"]
    assert (row["n_before"], row["n_after"]) == (4, 4)
    assert table.loc[table["cluster_id"] == "shenzhen", "difference"].isna().all()


def test_change_without_two_periods_is_empty():
    blocks = in_blocks(rows({"original": 1}, {}), PERIODS[:1])
    assert check(change(blocks, clusters(), NAMES[:1], CHOICES), CONTRACTS["change"]).empty
