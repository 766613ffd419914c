"""The multiverse: its headline is the study's, its sums are those of usage, its findings are called right."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.indicators import usage
from sixroutes.indicators.counting import in_blocks
from sixroutes.indicators.findings import curves, findings, summary
from sixroutes.indicators.multiverse import Multiverse
from sixroutes.indicators.robustness import robustness
from sixroutes.schemas import CONTRACTS, check
from sixroutes.vocabulary import ROUTES, SIX_ROUTES

from .study import PERIODS, assignments, clusters, readings

NAMES = [period["name"] for period in PERIODS]
EVERY = {"counting": ["fractional", "whole", "precedence"], "denominator": ["all", "six_routes"]}
KNOWN = pd.DataFrame({"unit_kind": "event", "route": list(ROUTES), "identified": True})
NO_TABLES = {"specialisation": pd.DataFrame(columns=["cluster_id", "route", "location_quotient", "low", "high"]),
             "change": pd.DataFrame(columns=["cluster_id", "route", "before", "after", "difference", "low", "high"]),
             "identification": KNOWN}


def universe(*frames, names=("window: 3", "window: 10", "units: verified"), chosen=EVERY):
    """One reading per frame of assignments; the first is the study's own."""
    return Multiverse(*readings(*frames, names=names), clusters(), PERIODS, chosen)


def place_of(multiverse, **wanted):
    rows = multiverse.specifications
    for name, value in wanted.items():
        rows = rows[rows[name] == value]
    return rows.index[0]


def events(n, routes, firm="haier", year=2001, first=0):
    return [(f"e{firm}{first + place}", firm, routes[place % len(routes)], 1.0, year) for place in range(n)]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(["haier", "hisense", "huawei"]),
                          st.sets(st.sampled_from(list(ROUTES)), min_size=1), st.sampled_from([1990, 2015])),
                min_size=1, max_size=12))
def test_sums_are_those_of_usage(units):
    rows = assignments([(f"e{number}", firm, route, 1 / len(routes), year)
                        for number, (firm, routes, year) in enumerate(units) for route in sorted(routes)])
    found = universe(rows)
    blocks = in_blocks(rows, PERIODS)
    for counting in EVERY["counting"]:
        table = usage(blocks, ["cluster_id", "period"], counting, interval="jeffreys")
        for (cluster, period), block in table.groupby(["cluster_id", "period"]):
            place = place_of(found, counting=counting, denominator="all")
            assert found.shares(cluster, period)[place] == pytest.approx(
                block.set_index("route").loc[list(ROUTES), "share"].to_numpy(float))


def test_the_headline_comes_first_and_steps_are_counted():
    rows = assignments(events(4, ["original", "absorption"]))
    found = universe(rows, rows)
    steps = found.specifications["steps"]
    assert steps.iloc[0] == 0 and (steps == 0).sum() == 1 and len(steps) == 2 * 3 * 2
    assert steps.is_monotonic_increasing and steps.max() == 3


def test_six_routes_alone_leave_out_the_rest():
    found = universe(assignments(events(4, ["original", "other"])))
    place = place_of(found, counting="fractional", denominator="six_routes")
    assert found.shares()[place].tolist() == [1, 0, 0, 0, 0, 0, 0]


def test_a_rank_that_turns_on_one_option_is_fragile_and_the_option_is_named():
    own = assignments(events(6, ["original", "original", "absorption"]))
    turned = assignments(events(6, ["absorption", "absorption", "original"]))
    found = universe(own, turned)
    table = check(summary(findings(found, NO_TABLES, clusters(), NAMES), found.specifications, "event"),
                  CONTRACTS["findings"]).set_index(["kind", "route"])
    row = table.loc[("rank", "original")]
    assert (row["n_specifications"], row["n_holding"], row["robust"]) == (12, 6, False)
    assert (row["turns_on"], row["option"], row["share_under_option"]) == ("window", "3", 0)
    assert table.loc[("rank", "foreign_alliance"), "robust"]


def test_two_single_exceptions_are_allowed_but_not_one_in_twenty_of_all():
    own, turned = assignments(events(3, ["original"])), assignments(events(3, ["absorption"]))
    mild = universe(*[own] * 3, turned, chosen={})  # one of four specifications: one exception, a quarter of all
    row = summary(findings(mild, NO_TABLES, clusters(), NAMES), mild.specifications, "event").set_index("route").iloc[0]
    assert (row["n_exceptions"], row["share_holding"], row["robust"]) == (1, .75, False)


def test_leading_routes_and_ties():
    rows = assignments([*events(3, ["original"]), *events(2, ["absorption", "original"], "huawei")])
    found = findings(universe(rows), NO_TABLES, clusters(), NAMES)
    assert [(one.cluster_id, one.route) for one in found if one.kind == "leading"] == [("qingdao", "original")]


def test_specialisation_and_change_are_asked_only_where_the_headline_claims_them():
    rows = assignments([*events(4, ["absorption"], year=1990), *events(4, ["original"], "huawei", 2015)])
    tables = {**NO_TABLES,
              "specialisation": pd.DataFrame({"cluster_id": ["qingdao", "shenzhen"], "route": "absorption",
                                              "location_quotient": [4.0, .2], "low": [2.0, .1], "high": [9.0, 1.5]}),
              "change": pd.DataFrame({"cluster_id": "all", "route": ["original", "absorption"], "before": NAMES[0],
                                      "after": NAMES[1], "difference": [1.0, -1.0], "low": [.5, -1.0],
                                      "high": [1.0, .1]})}
    found = [one for one in findings(universe(rows), tables, clusters(), NAMES)
             if one.kind in ("specialisation", "change")]
    assert [(one.kind, one.cluster_id, one.route) for one in found] == [
        ("specialisation", "qingdao", "absorption"), ("change", "all", "original")]
    assert all(one.holds.all() for one in found)


def test_a_specification_that_counts_nothing_says_nothing():
    rows = assignments(events(4, ["original"]))
    found = universe(rows, rows.iloc[:0])
    table = summary(findings(found, NO_TABLES, clusters(), NAMES), found.specifications, "event")
    assert set(table["n_specifications"]) == {6} and table["robust"].all()
    assert check(curves(findings(found, NO_TABLES, clusters(), NAMES), "event"),
                 CONTRACTS["curves"])["estimate"].isna().any()


def test_variants_change_one_choice_or_leave_out_a_cluster():
    rows = assignments([("e1", "haier", "original", .5, 2001), ("e1", "haier", "foreign_alliance", .5, 2001),
                        ("e2", "haier", "original", 1.0, 2002), ("e3", "huawei", "other", 1.0, 2003),
                        ("e4", "huawei", "absorption", 1.0, 2004)])
    found = universe(rows, rows[rows["unit_id"] == "e2"])
    table = check(robustness(found, clusters()), CONTRACTS["robustness"])
    share = table.set_index(["variant", "route"])["share"]
    assert share["headline", "original"] == 1.5 / 4
    assert share["counting: whole", "original"] == 2 / 5
    assert share["counting: precedence", "foreign_alliance"] == 1 / 4
    assert share["denominator: six_routes", "original"] == .5
    assert share["without_qingdao", "absorption"] == .5
    assert share["window: 3", "original"] == 1
    assert len(set(table["variant"])) == 1 + 4 + 2
    assert table.loc[table["route"] == "other", "rank"].isna().all()


def test_patents_are_asked_for_the_ranks_that_they_can_show():
    rows = assignments(events(4, ["original", "foreign_alliance"]), "patents")
    known = KNOWN.assign(unit_kind="patent", identified=KNOWN["route"].isin(["original", "foreign_alliance"]))
    found = findings(universe(rows), {**NO_TABLES, "identification": known}, clusters(), NAMES, "patent")
    assert {(one.kind, one.route) for one in found} == {("rank", "original"), ("rank", "foreign_alliance")}
    assert set(SIX_ROUTES) > {one.route for one in found} and np.isfinite(found[0].estimates).all()
