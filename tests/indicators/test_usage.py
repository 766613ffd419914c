"""Route usage: shares, countings, blocks, and what cannot be identified."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.indicators import usage
from sixroutes.indicators.counting import COUNTINGS, in_blocks, shown
from sixroutes.vocabulary import ROUTES

from .study import FIRMS, PERIODS, assignments, clusters

CHOICES = {"draws": 100}
ROWS = [("e1", "haier", "original", 1.0, 2001),
        ("e2", "haier", "cluster_partnership", .25, 2012), ("e2", "haier", "research_partnership", .25, 2012),
        ("e2", "hisense", "cluster_partnership", .25, 2012), ("e2", "hisense", "research_partnership", .25, 2012),
        ("e3", "huawei", "foreign_alliance", 1.0, None)]


def share(frame, **where):
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame["share"].iloc[0]


def test_fractional_shares_by_hand():
    frame = usage(assignments(ROWS), "cluster_id", choices=CHOICES)
    assert share(frame, cluster_id="qingdao", route="original") == .5
    assert share(frame, cluster_id="qingdao", route="cluster_partnership") == .25
    assert share(frame, cluster_id="shenzhen", route="foreign_alliance") == 1
    assert frame["n_units"].tolist() == [2] * 7 + [1] * 7 and frame["n_firms"].tolist() == [2] * 7 + [1] * 7


def test_whole_counting_counts_each_route_of_an_event_once():
    frame = usage(assignments(ROWS), "cluster_id", "whole", choices=CHOICES)
    assert share(frame, cluster_id="qingdao", route="original") == pytest.approx(1 / 3)
    assert frame.set_index(["cluster_id", "route"]).loc[("qingdao", "cluster_partnership"), "weight"] == 1


def test_precedence_gives_an_event_to_the_most_outward_route():
    frame = usage(assignments(ROWS), "cluster_id", "precedence", choices=CHOICES)
    assert share(frame, cluster_id="qingdao", route="cluster_partnership") == .5
    assert share(frame, cluster_id="qingdao", route="research_partnership") == 0


def test_rows_that_are_not_counted_are_left_out():
    rows = assignments(ROWS)
    rows.loc[rows["unit_id"] == "e1", "counted"] = False
    assert share(usage(rows, "cluster_id", choices=CHOICES), cluster_id="qingdao", route="original") == 0


def test_an_empty_block_is_missing_with_a_reason():
    wanted = pd.DataFrame({"cluster_id": ["wuhan", "qingdao"]})
    frame = usage(assignments(ROWS), ["cluster_id"], choices=CHOICES, blocks=wanted)
    empty = frame[frame["cluster_id"] == "wuhan"]
    assert empty["share"].isna().all() and not empty["identified"].any() and empty["reason"].notna().all()
    assert (empty["interval"] == "none").all() and set(frame["cluster_id"]) == {"wuhan", "qingdao"}


def test_an_unidentified_route_is_missing_and_the_others_keep_their_shares():
    hidden = pd.DataFrame({"unit_kind": ["event"], "route": ["absorption"], "identified": [False],
                           "reason_en": ["no licences"]})
    by = ["unit_kind", "cluster_id"]
    frame = usage(assignments(ROWS), by, choices=CHOICES, identification=hidden)
    row = frame[(frame["cluster_id"] == "qingdao") & (frame["route"] == "absorption")].iloc[0]
    assert pd.isna(row["share"]) and pd.isna(row["high"]) and row["reason"] == "no licences"
    assert share(frame, cluster_id="qingdao", route="original") == .5


@pytest.mark.parametrize("bad", [{"counting": "half"}, {"interval": "guess"}])
def test_unknown_words_are_refused(bad):
    with pytest.raises(InputError, match="unknown"):
        usage(assignments(ROWS), "cluster_id", **bad)


def test_nothing_counted_gives_an_empty_table():
    assert usage(assignments([]), "cluster_id").empty


def test_blocks_hold_each_row_under_its_cluster_and_all():
    blocks = in_blocks(assignments(ROWS), PERIODS)
    sizes = blocks.groupby(["cluster_id", "period"])["unit_id"].nunique().to_dict()
    assert sizes == {("all", "all"): 3, ("all", "to_2009"): 1, ("all", "since_2010"): 1, ("qingdao", "all"): 2,
                     ("qingdao", "to_2009"): 1, ("qingdao", "since_2010"): 1, ("shenzhen", "all"): 1}


def test_an_undated_claim_of_the_paper_lies_in_the_papers_period():
    rows = assignments([("c1", "haier", "foreign_alliance", 1.0, None)], "founding_paper")
    assert set(in_blocks(rows, PERIODS, 2009)["period"]) == {"all", "to_2009"}
    assert set(in_blocks(rows, PERIODS)["period"]) == {"all"}


def test_the_papers_own_word_counts_and_other_claims_of_level_d_do_not():
    own = assignments([("c1", "haier", "original", 1.0, None)], "founding_paper").assign(counted=False, level="D")
    other = assignments([("e1", "haier", "original", 1.0, 2001)]).assign(counted=False, level="D")
    away = assignments([("e2", "huawei", "original", 1.0, 2001)])
    assert shown(pd.concat([own, other, away]), clusters(["qingdao"]))["unit_id"].tolist() == ["c1"]


@st.composite
def tables(draw):
    rows = []
    for unit in range(draw(st.integers(1, 12))):
        firms = draw(st.lists(st.sampled_from(sorted(FIRMS)), min_size=1, max_size=3, unique=True))
        routes = draw(st.lists(st.sampled_from(list(ROUTES)), min_size=1, max_size=3, unique=True))
        rows += [(f"u{unit}", firm, route, 1 / len(firms) / len(routes), 2000 + unit)
                 for firm in firms for route in routes]
    return rows


@settings(deadline=None, max_examples=60)
@given(tables(), st.sampled_from(sorted(COUNTINGS)))
def test_shares_sum_to_one_and_lie_in_their_intervals(rows, counting):
    frame = usage(assignments(rows), "cluster_id", counting, choices={"draws": 50})
    assert frame.groupby("cluster_id")["share"].sum().round(9).eq(1).all()
    assert (frame["low"] <= frame["share"]).all() and (frame["share"] <= frame["high"]).all()
    assert (frame["low"] < frame["high"]).all()


@settings(deadline=None, max_examples=30)
@given(tables(), st.randoms())
def test_the_order_of_rows_does_not_matter(rows, random):
    turned = list(rows)
    random.shuffle(turned)
    one, two = (usage(assignments(part), "cluster_id", choices={"draws": 50}) for part in (rows, turned))
    pd.testing.assert_frame_equal(one, two, check_exact=True)
