import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import deals

HEADER = ["Year", "Month", "Investor", "Quantity in Millions", "Share Size", "Transaction Party", "Sector", "Subsector",
          "Country", "Region", "BRI", "Greenfield"]
ROW = [2016, "June", "Haier", "$5,400", "100%", "GE Appliances", "Technology", "", "USA", "USA", 0, ""]
TITLE = [["China Global Investment Tracker"], ["American Enterprise Institute"], [], ["2005-2024"]]


def changed(**cells):
    names = dict(year=0, month=1, investor=2, value=3, share=4, party=5, sector=6, country=8, greenfield=11)
    row = list(ROW)
    for name, cell in cells.items():
        row[names[name]] = cell
    return row


@pytest.fixture
def booked(write_book, facts):
    """A function that books rows of the sheet of investments, and of other sheets ({name: rows})."""
    def book(*rows, others=None, **more):
        sheets = {"Contents": [["Dataset 1", "Investments"]], "Dataset 1": [*TITLE, ["Investments"], HEADER, *rows]}
        others = {name: [*TITLE, [name], *table] for name, table in (others or {}).items()}
        return deals.read_event_file(write_book({**sheets, **others}), facts, **more)
    return book


def test_an_investment(booked, counts):
    tables = booked(ROW)
    event = tables["events"].iloc[0]
    assert event[["event_id", "date_precision", "firm", "event_type", "stake_percent", "technology_content", "status",
                  "level", "source_row"]].tolist() == ["cgit-2016-06-haier-ge_appliances", "month", "Haier Group",
                                                       "foreign_acquisition", 100, "unclear", "counted", "B", 7]
    assert event["note"].endswith("Sheet 'Dataset 1'. Value: 5,400 million US dollars. Sector: Technology.")
    assert tables["partners"].fillna("").values.tolist() == [[event["event_id"], 0, "GE Appliances", "", "US", ""]]
    assert counts(tables["account"]) == [1, 1, 0, 0]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("share, event_type, stake", [
    ("60\u00a0%", "foreign_acquisition", 60), (0.6, "foreign_acquisition", 60), (1, "foreign_acquisition", 100),
    ("20%", "foreign_minority_stake", 20), ("", "foreign_acquisition", None)])
def test_shares(booked, share, event_type, stake):
    event = booked(changed(share=share))["events"].iloc[0]
    assert event["event_type"] == event_type
    assert event["stake_percent"] == stake if stake else pd.isna(event["stake_percent"])


def test_bare_shares_are_percentages_where_one_is_above_one(booked):
    events = booked(changed(share=1), changed(share=35, month="July"))["events"]
    assert events["stake_percent"].tolist() == [1, 35]


def test_several_investors_have_a_share_each(booked):
    tables = booked(changed(investor="Minmetals, TCL and Haier", share="45%, 35%, 20%", party="Foo, Inc, Bar"))
    assert tables["events"][["firm", "stake_percent"]].values.tolist() == [["TCL", 35]]
    assert tables["partners"]["raw_name"].tolist() == ["Foo, Inc", "Bar"]
    assert "Other buyers: Minmetals, Haier." in tables["events"]["note"].iloc[0]


def test_rows_that_say_the_same_are_one_and_tranches_are_not(booked, counts):
    tables = booked(ROW, ROW, changed(value="$100"), changed(year=2017, share="20%"))
    assert counts(tables["account"]) == [4, 3, 1, 0]
    assert tables["events"]["event_id"].tolist() == [
        "cgit-2016-06-haier-ge_appliances", "cgit-2016-06-haier-ge_appliances-2", "cgit-2017-06-haier-ge_appliances"]
    assert tables["events"]["status_reason"].fillna("").tolist() == ["", "", "control was held before (100%)"]


def test_identifiers_do_not_depend_on_the_order_of_rows(booked):
    rows = [ROW, changed(value="$100"), changed(value="$200")]
    first, second = booked(*rows)["events"], booked(*reversed(rows))["events"]
    pd.testing.assert_series_equal(first.set_index("event_id")["note"], second.set_index("event_id")["note"])


def test_what_is_no_acquisition(booked, counts):
    contractor = ["Contractor" if name == "Investor" else name for name in HEADER]
    tables = booked(ROW, changed(greenfield="G", month="May"), others={
        "Dataset 2": [contractor, changed(month="July")], "Dataset 1+2": [HEADER, ROW, changed(month="July")]})
    assert tables["rejected"][["sheet", "source_row", "reason", "fault"]].values.tolist() == [
        ["Dataset 1", 8, "a greenfield investment, not an acquisition", False],
        ["Dataset 1+2", 8, "a construction contract, not an acquisition", False],
        ["Dataset 2", 7, "a construction contract, not an acquisition", False]]
    assert counts(tables["account"]) == [5, 1, 1, 3]


def test_troubled_transactions_have_failed(booked):
    event = booked(others={"Dataset 3 Troubled": [HEADER, changed(investor="TCL")]})["events"].iloc[0]
    assert event[["status", "status_reason"]].tolist() == [
        "failed", "never carried out, or unwound (troubled transaction)"]


def test_a_table_that_does_not_say_what_it_holds(write_csv, facts):
    header = ["Chinese Entity" if name == "Investor" else f" {name} " for name in HEADER]
    path = write_csv(header, ROW, changed(share="", month="May"))
    tables = deals.read_event_file(path, facts)
    assert tables["events"]["event_id"].tolist() == ["cgit-2016-06-haier-ge_appliances"]
    assert tables["rejected"]["fault"].tolist() == [True]
    assert "does not say which" in tables["rejected"]["reason"].iloc[0]
    told = write_csv([*header, "Type"], [*changed(share=""), "Investment"], [*ROW, "Construction contract"])
    assert len(deals.read_event_file(told, facts)["events"]) == 1


@pytest.mark.parametrize("cells, column, reason", [
    (dict(year=""), "Year", "no year"), (dict(year="Total"), "Year", "not a date"),
    (dict(year=1866), "Year", "a year before 1900"), (dict(month="Juni"), "Month", "not a month"),
    (dict(month=13), "Month", "not a month"), (dict(share="120%"), "Share Size", "not a share between 0 and 100%"),
    (dict(investor="Haier, TCL", share="60%, 60%"), "Share Size", "a share above 100%"),
    (dict(share="half"), "Share Size", "not a share"), (dict(value="much"), "Quantity in Millions", "not a number"),
    (dict(country="Atlantis"), "Country", "an unknown country"), (dict(country=""), "Country", "no country"),
    (dict(investor=""), "Investor", "the investor has no name"), (dict(party="=B7"), "Transaction Party", "a formula")])
def test_faults(booked, counts, cells, column, reason):
    tables = booked(ROW, changed(**cells))
    row = tables["rejected"].iloc[0]
    assert row[["source_row", "column", "fault"]].tolist() == [8, column, True] and row["reason"].startswith(reason)
    assert counts(tables["account"]) == [2, 1, 0, 1]


def test_months_as_numbers_and_years_alone(booked):
    events = booked(changed(month=6), changed(month="", year=2017))["events"]
    assert events["date_precision"].tolist() == ["month", "year"]
    assert [str(day.date()) for day in events["date"]] == ["2016-06-01", "2017-01-01"]
