import datetime

import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import deals, describe_file

HEADER = ["", "Deal Number", "Acquiror name", "Acquiror country code", "Target name", "Target country code",
          "Vendor name", "Deal type", "Deal status", "Deal value th EUR", "Announced date", "Completed date",
          "Acquired stake (%)", "Initial stake (%)", "Final stake (%)"]
DEAL = ["1.", "1601", "HAIER GROUP CORPORATION", "CN", "GE APPLIANCES", "US", "GENERAL ELECTRIC", "Acquisition 100%",
        "Completed", 5400000, datetime.date(2016, 1, 15), datetime.date(2016, 6, 6), 100, "n.a.", 100]


def changed(**cells):
    names = dict(number=1, acquirer=2, seat=3, target=4, country=5, vendor=6, type=7, status=8, value=9, announced=10,
                 completed=11, bought=12, before=13, after=14)
    row = list(DEAL)
    for name, cell in cells.items():
        row[names[name]] = cell
    return row


@pytest.fixture
def booked(write_book, facts):
    """A function that books the rows of a list of deals, below a sheet of the search."""
    def book(*rows, **more):
        path = write_book({"Search summary": [["Search", "Deals"]], "Results": [HEADER, *rows]})
        return deals.read_event_file(path, facts, **more)
    return book


def test_a_purchase(booked, counts):
    tables = booked(DEAL)
    event = tables["events"].iloc[0]
    assert event[["event_id", "firm", "event_type", "stake_percent", "technology_content", "status", "verified",
                  "level", "source_row"]].tolist() == ["zephyr-1601", "Haier Group", "foreign_acquisition", 100,
                                                       "unclear", "counted", "yes", "B", 2]
    assert str(event["date"].date()) == "2016-06-06"
    assert event["note"] == ("Named there 'HAIER GROUP CORPORATION'. Seller: GENERAL ELECTRIC. "
                             "Value: 5,400.0 million euros.")
    assert event["description"] == "Haier Group: foreign acquisition, GE APPLIANCES."
    assert tables["partners"].fillna("").values.tolist() == [["zephyr-1601", 0, "GE APPLIANCES", "", "US", ""]]
    assert counts(tables["account"]) == [1, 1, 0, 0]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("cells, event_type, stake, status", [
    (dict(type="Acquisition increased from 12% to 60%", bought=None, after=None), "foreign_acquisition", 60, "counted"),
    (dict(type="Acquisition increased from 60% to 100%", bought=None, after=None), "foreign_acquisition", 100,
     "not_a_route"),
    (dict(type="Minority stake increased from 10% to 25%", bought=None, after=None), "foreign_minority_stake", 25,
     "counted"),
    (dict(type="Minority stake unknown %", bought=None, after=None), "foreign_minority_stake", None, "counted"),
    (dict(type="Acquisition unknown majority stake %", bought=None, after=None), "foreign_acquisition", None,
     "counted"),
    (dict(type="Acquisition 50%", bought=None, after=None), "foreign_minority_stake", 50, "counted"),
    (dict(type="Capital Increase 20%", bought=20, after=20), "foreign_minority_stake", 20, "counted"),
    (dict(bought=30, before=40, after=None), "foreign_acquisition", 70, "counted"),
    (dict(type="Merger 100%", country="CN"), "domestic_acquisition", 100, "counted"),
    (dict(country="HK"), "foreign_acquisition", 100, "counted"),
    (dict(type="Share buyback\nMinority stake 5%", bought=5, after=5), "foreign_minority_stake", 5, "counted")])
def test_types_and_stakes(booked, cells, event_type, stake, status):
    event = booked(changed(**cells))["events"].iloc[0]
    assert event[["event_type", "status"]].tolist() == [event_type, status]
    assert event["stake_percent"] == stake if stake is not None else pd.isna(event["stake_percent"])


@pytest.mark.parametrize("cells, status, verified, date", [
    (dict(status="Completed Assumed", completed=None), "counted", "partly", "2016-01-15"),
    (dict(status="Announced", completed=None), "unverified", "no", "2016-01-15"),
    (dict(status="Pending - awaiting regulatory approval", completed=None), "unverified", "no", "2016-01-15"),
    (dict(status="Withdrawn", completed=None), "failed", "partly", "2016-01-15"),
    (dict(status="Rumour - Expired", completed=None), "failed", "partly", "2016-01-15"),
    (dict(announced="13/01/2016", completed="06/06/2016"), "counted", "yes", "2016-06-06"),
    (dict(announced="05/01/2016", completed="06/02/2016"), "counted", "yes", "2016-02-06")])
def test_the_course_of_a_deal(booked, cells, status, verified, date):
    event = booked(changed(**cells))["events"].iloc[0]
    assert event[["status", "verified"]].tolist() == [status, verified] and str(event["date"].date()) == date


def test_parties_in_rows_that_follow_in_lines_or_in_pairs(booked, counts):
    more = [None, None, "CHINA FUND", "CN", "GE MABE", "MX", *[None] * 9]
    pair = changed(acquirer="CHINA FUND", target="GE MABE", country="MX")
    lines = changed(acquirer="HAIER GROUP CORPORATION\nCHINA FUND", seat="CN\nCN", target="GE APPLIANCES\nGE MABE",
                    country="US\nMX", bought="60\n40")
    for rows, expected in (([DEAL, more], [2, 1, 1, 0]), ([DEAL, pair], [2, 1, 1, 0]), ([lines], [1, 1, 0, 0])):
        tables = booked(*rows)
        assert tables["partners"][["raw_name", "country_coded"]].values.tolist() == [["GE APPLIANCES", "US"],
                                                                                     ["GE MABE", "MX"]]
        assert "Other buyers: CHINA FUND." in tables["events"]["note"].iloc[0]
        assert counts(tables["account"]) == expected


def test_a_joint_venture_has_its_acquirors_as_partners(booked):
    tables = booked(changed(type="Joint venture 50%", acquirer="HAIER GROUP\nMITSUBISHI", seat="CN\nJP",
                            target="HAIER MITSUBISHI LTD", country="CN", bought=None, after=None))
    assert tables["events"][["event_type", "technology_content"]].values.tolist() == [
        ["foreign_joint_venture", "unclear"]]
    assert tables["partners"]["raw_name"].tolist() == ["MITSUBISHI"]


def test_the_largest_buyer_of_several_large_firms_has_the_event(booked):
    row = changed(acquirer="HAIER GROUP\nTCL CORP", seat="CN\nCN", bought="30\n40", after=70)
    event = booked(row)["events"].iloc[0]
    assert event["firm"] == "TCL" and event["stake_percent"] == 40 and "Other buyers: HAIER GROUP." in event["note"]


def test_a_unit_among_the_firms_aliases_can_be_bought(booked):
    tables = booked(changed(target="CASARTE APPLIANCES"))
    assert tables["events"]["event_type"].tolist() == ["foreign_acquisition"]
    assert tables["partners"]["raw_name"].tolist() == ["CASARTE APPLIANCES"]


def test_the_firm_as_target_or_seller(booked):
    tables = booked(changed(acquirer="KKR", seat="US", target="HAIER GROUP", country="CN", vendor=""),
                    changed(number="2", acquirer="KKR", seat="US", target="A UNIT", country="CN", vendor="HAIER GROUP"))
    assert tables["events"][["event_type", "status"]].values.tolist() == [["divestment", "not_a_route"]] * 2
    assert tables["partners"]["raw_name"].tolist() == ["KKR", "KKR"]


@pytest.mark.parametrize("cells, said", [
    (dict(status="Withdrawn"), "Deal status ('Completed' in row 2, 'Withdrawn' in row 3)"),
    (dict(completed="7/6/2016"), "Completed date ('2016-06-06' in row 2, '7/6/2016' in row 3)"),
    (dict(type="Acquisition 60%"), "Deal type ('Acquisition 100%' in row 2, 'Acquisition 60%' in row 3)"),
    (dict(after=60), "Final stake (%) ('100' in row 2, '60' in row 3)"), (dict(after=60, target="OTHER"), None),
    (dict(number="", type="Capital increase", acquirer="", target=""), None),
    (dict(completed="6/6/2016", after="100%", status="", type=""), None)])
def test_rows_of_a_deal_that_contradict_one_another(booked, write_book, counts, cells, said):
    tables = booked(DEAL, changed(**cells))
    assert counts(tables["account"]) == [2, 1, 1, 0]
    note = tables["events"]["note"].iloc[0]
    assert note.endswith(f"euros. Its rows differ in {said}." if said else "euros.")
    described = describe_file(write_book({"Results": [HEADER, DEAL, changed(**cells)]}))
    assert ("deals with rows that contradict one another: 1, in" in described) is bool(said)
    assert not said or described.endswith(f"; for example {said}")


@pytest.mark.parametrize("cells, column, reason, fault", [
    (dict(type="IPO"), "Deal type", "the codebook has no event type", False),
    (dict(type="Barter"), "Deal type", "an unknown deal type", True),
    (dict(type=""), "Deal type", "no deal type", True),
    (dict(status="Finished"), "Deal status", "an unknown status", True),
    (dict(status=""), "Deal status", "no status", True),
    (dict(announced=None, completed=None), "Announced date", "no date", True),
    (dict(completed="31/06/2016"), "Completed date", "not a date of the calendar", True),
    (dict(bought=120, after=None), "Acquired stake (%)", "a share below 0 or above 100%", True),
    (dict(bought=60, before=60, after=None), "Final stake (%)", "a stake above 100%", True),
    (dict(before=40, after=30), "Final stake (%)", "the stake after the deal is smaller", True),
    (dict(target=""), "Target name", "the target has no name", True),
    (dict(country=""), "Acquiror name", "no country is given for the target", True),
    (dict(country="QQ"), "Acquiror name", "the target's country 'QQ' is not known", True),
    (dict(value="much"), "Deal value th EUR", "not a number", True),
    (dict(acquirer="#REF!"), "Acquiror name", "a formula or its error", True),
    (dict(acquirer="SONY"), "Acquiror name", "no firm of the study takes part", False)])
def test_rejections(booked, counts, cells, column, reason, fault):
    tables = booked(DEAL, changed(number="2", **cells))
    row = tables["rejected"].iloc[0]
    assert row[["sheet", "source_row", "column", "fault"]].tolist() == ["Results", 3, column, fault]
    assert row["reason"].startswith(reason) and counts(tables["account"]) == [2, 1, 0, 1]


def test_a_formula_stands_for_its_saved_value(booked):
    event = booked(changed(target=("formula", "=A1", "GE APPLIANCES")))["events"].iloc[0]
    assert event["description"].endswith("GE APPLIANCES.")
    assert booked(changed(target=("formula", "=NA()", "#N/A")))["rejected"]["reason"].tolist() == [
        "a formula or its error, not a value"]
