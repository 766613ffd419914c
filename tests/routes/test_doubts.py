"""What contradicts itself is reported by unit, with the rule that could not decide, and nothing is dropped."""

import pandas as pd
import pytest

from sixroutes.routes import assign
from sixroutes.routes.doubts import route_doubts


@pytest.fixture
def doubts(make_frame, choices):
    def doubts(patents, events, ownership=()):
        made = assign(*patents, make_frame("inventors", []), make_frame("citations", []), *events,
                      make_frame("ownership", list(ownership)), choices)
        return made, dict(zip(made["route_doubts"]["unit_id"], made["route_doubts"]["doubt"], strict=True))

    return doubts


def owned(day):
    return dict(child_id="Candy", parent_id="haier", from_date=pd.Timestamp(day), basis="acquired", control=True,
                certainty="high")


@pytest.mark.parametrize(("day", "found"), [("2004-12-31", {"e0": "closed before announced"}), ("2005-01-01", {}),
                                            ("2005-12-31", {})])
def test_closed_before_announced(day, found, doubts, make_patents, make_events, make_party):
    """The event is dated 2005, so any day of that year agrees with it."""
    events = make_events(("foreign_acquisition", "haier", [make_party("Candy", country="IT")], {}))
    made, seen = doubts(make_patents(), events, [owned(day)])
    assert seen == found and made["assignments"]["unit_id"].tolist() == ["e0"]


@pytest.mark.parametrize(("passed", "date", "found"), [
    ("2014-01-01", "2014-10-21", []), ("2012-07-01", "2012-07-06", []), ("2012-07-02", "2012-07-06", ["e0"]),
    ("2012-06-01", "2012-07-06", ["e0"]), ("2013-01-01", "2014-01-02", ["e0"])])
def test_a_first_day_may_stand_for_its_month_or_year(passed, date, found, doubts, make_patents, make_events,
                                                     make_party):
    events, parties = make_events(("foreign_acquisition", "haier", [make_party("Candy", country="IT")],
                                   {"date": pd.Timestamp(date), "date_precision": "day"}))
    assert list(doubts(make_patents(), (events, parties), [owned(passed)])[1]) == found


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence(doubts, make_patents, make_events, make_party):
    venture = dict(child_id="Venture Ltd.", parent_id="Sanyo", basis="joint venture", control=False, certainty="high")
    made, _ = doubts(make_patents(("2006-01-01", [make_party("Venture Ltd.", owner="haier")])), make_events(),
                     [venture])
    assert made["route_doubts"]["reason_en"].iloc[0].endswith("Venture Ltd.")


def test_a_failed_deal_with_patents_after_it(doubts, make_patents, make_events, make_party):
    events = make_events(("foreign_acquisition", "haier", [make_party("Candy", country="IT")], {"status": "failed"}))
    later = make_party("Candy", country="IT", owner="haier")
    made, seen = doubts(make_patents(("2004-01-01", [later]), ("2006-01-01", [later])), events)
    assert seen == {"e0": "failed deal with patents after it"}
    assert "1 later" in made["route_doubts"]["reason_en"].iloc[0] and "US1" in made["route_doubts"]["reason_zh"].iloc[0]
    assert set(made["assignments"]["unit_id"]) == {"US0", "US1"}


def test_a_firm_that_buys_itself(doubts, make_patents, make_events, make_party):
    own = make_party("Haier Europe", country="IT", owner="haier")
    made, seen = doubts(make_patents(), make_events(("foreign_acquisition", "haier", [own], {"stake_percent": 60.0})))
    assert seen == {"e0": "buys itself"} and len(made["assignments"]) == 1
    assert made["route_doubts"]["rule"].tolist() == ["foreign_acquisition.event.control"]


def test_joint_ventures_without_stakes(doubts, make_patents, make_events, make_party):
    venture = dict(child_id="Venture", parent_id="Sanyo", basis="joint venture", control=False, certainty="high")
    events = make_events(("foreign_joint_venture", "haier", [make_party("Sanyo", country="JP")], {}),
                         ("foreign_joint_venture", "haier", [make_party("Sanyo", country="JP")],
                          {"stake_percent": 49.0}))
    patents = make_patents(("2006-01-01", [make_party("Venture", owner="haier")]))
    made, seen = doubts(patents, events, [venture])
    assert seen == {"e0": "joint venture without stakes", "US0": "joint venture without stakes"}
    assert set(made["assignments"]["unit_id"]) == {"e0", "e1", "US0"}


def test_units_without_a_date(doubts, make_patents, make_events, make_party):
    events, parties = make_events(("rd_centre", "haier", [], {}))
    events, parties = events.assign(date=pd.NaT, year=pd.NA), parties.assign(date=pd.NaT)
    patents, applicants = make_patents(("2006-01-01", [make_party("haier")]), ("2006-01-01", [make_party("haier")]))
    patents["filing_date"] = patents["filing_date"].where(patents["patent_id"] != "US1")
    made, seen = doubts((patents, applicants), (events, parties))
    assert seen == {"e0": "no date", "US1": "no date"}
    assert set(made["assignments"]["unit_id"]) == {"e0", "US0"}


def test_a_firm_that_changes_cluster(doubts, make_patents, make_events, make_party):
    moved = make_party("haier") | dict(cluster_id="shenzhen")
    patents = make_patents(("2006-01-01", [make_party("haier")]), ("2007-01-01", [moved]))
    made, seen = doubts(patents, make_events())
    assert seen == {"US1": "firm in two clusters"}
    assert made["assignments"].groupby("unit_id")["weight"].sum().tolist() == [1, 1]


def test_weights_that_do_not_sum_to_one(doubts, make_patents, make_events, make_party, make_frame):
    patents = make_patents(("2006-01-01", [make_party("haier")]))
    made, seen = doubts(patents, make_events())
    assert seen == {}
    made["assignments"]["weight"] = 0.5
    found = route_doubts(*patents, *make_events(), make_frame("ownership", []), made)
    assert found[["unit_id", "doubt"]].values.tolist() == [["US0", "weights do not sum to one"]]


def test_acquired_stock_is_counted_apart(doubts, make_patents, make_events, make_party):
    stock = make_party("F&P", country="NZ") | dict(later_firm_id="haier")
    patents = make_patents(("2001-01-01", [stock], {"family_id": "f"}), ("2000-01-01", [stock], {"family_id": "f"}),
                           ("2006-01-01", [make_party("haier")]))
    made, _ = doubts(patents, make_events())
    assert made["acquired_stock"][["unit_id", "firm_id"]].values.tolist() == [["US1", "haier"]]
    assert made["assignments"]["unit_id"].tolist() == ["US2"]
