import datetime

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import deals

HEADER = ["Deal Number", "Alliance Date Announced", "Date Effective", "Status",
          "Participants in Venture / Alliance (Short Name)", "Participant Nation", "Participant Ultimate Parent Name",
          "Participant Ultimate Parent Nation", "Joint Venture Flag", "Research and Development Agreement Flag",
          "Technology Transfer", "Licensing Agreement Flag", "Manufacturing Agreement Flag", "Marketing Agreement Flag",
          "Deal Text"]
FIRST = ["100", "03/15/1998", "04/01/1998", "Completed/Signed", "Haier Group Corp", "China", "", "", "No", "Yes", "No",
         "No", "No", "No", "Joint work on compressors."]
SECOND = ["", "", "", "", "Liebherr GmbH", "Germany", "Liebherr", "Switzerland", *[""] * 7]


def changed(row=FIRST, **cells):
    """A row with other cells, by the first word of the column."""
    names = dict(number=0, announced=1, effective=2, status=3, name=4, nation=5, parent=6, pnation=7, jv=8, research=9,
                 transfer=10, licence=11, manufacturing=12, marketing=13, text=14)
    row = list(row)
    for name, cell in cells.items():
        row[names[name]] = cell
    return row


def booked(path, facts, **more):
    return deals.read_event_file(path, facts, **more)


def test_one_row_per_participant(write_csv, facts, counts):
    path = write_csv(HEADER, FIRST, SECOND)
    tables = booked(path, facts, clusters=["qingdao"])
    event = tables["events"].iloc[0]
    assert event[["event_id", "date_precision", "cluster_id", "firm", "event_type", "technology_content", "verified",
                  "level", "status", "source_row"]].tolist() == [
        "sdc-100", "day", "qingdao", "Haier Group", "foreign_alliance", "yes", "yes", "B", "counted", 2]
    assert event["date"] == pd.Timestamp("1998-04-01") and event["description"] == "Joint work on compressors."
    assert "Haier Group Corp" in event["note"] and event["source_file"] == f"{path.parent.name}/export.csv"
    assert tables["partners"].fillna("").values.tolist() == [["sdc-100", 0, "Liebherr GmbH", "", "CH", ""]]
    assert counts(tables["account"]) == [2, 1, 1, 0]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


def test_the_number_may_repeat_and_participants_may_be_lines_of_a_cell(write_csv, write_book, facts):
    repeated = write_csv(HEADER, FIRST, changed(SECOND, number="100"), name="repeated.csv")
    whole = changed(announced=datetime.date(1998, 3, 15), effective=datetime.date(1998, 4, 1), nation="China\nGermany",
                    name="Haier Group Corp\nLiebherr GmbH", parent="\nLiebherr", pnation="\nSwitzerland")
    report = write_book({"Request 1": [["SDC Platinum"], [], [name.replace(" ", "\n") for name in HEADER], whole]})
    expected = booked(write_csv(HEADER, FIRST, SECOND), facts)
    for path in (repeated, report):
        tables = booked(path, facts)
        gone = ["source_file", "source_row"]
        pd.testing.assert_frame_equal(tables["events"].drop(columns=gone), expected["events"].drop(columns=gone))
        pd.testing.assert_frame_equal(tables["partners"], expected["partners"])


@pytest.mark.parametrize("cells, said", [
    (dict(status="Terminated"), "Status ('Completed/Signed' in row 2, 'Terminated' in row 3)"),
    (dict(effective="04/02/1998"), "Date Effective ('04/01/1998' in row 2, '04/02/1998' in row 3)"),
    (dict(effective="1998-04-01", status="completed/signed", research="Y"), None),
    (dict(research="N"), "Research and Development Agreement Flag ('Yes' in row 2, 'N' in row 3)"),
    (dict(name="Haier Group Corp", nation="Japan"), "Participant Nation ('China' in row 2, 'Japan' in row 3)")])
def test_rows_of_a_deal_that_contradict_one_another(write_csv, facts, cells, said):
    tables = booked(write_csv(HEADER, FIRST, changed(SECOND, number="100", **cells), changed(SECOND)), facts)
    differ = tables["events"]["note"].str.extract(r"Its rows differ in (.*)[.]$")[0]
    assert differ.fillna("").tolist() == [said or ""]


def test_names_of_columns_in_other_spellings(write_csv, facts):
    header = ["SDC_DEAL_NUMBER", "Date\nAnnounced", "Date Effective / Signed", "Alliance Status", "Participant Name",
              "Participant_Nation", "Ultimate Parent Name", "Ultimate Parent Nation", "Joint Venture (Y/N)",
              "R&D Agreement", "Tech Transfer Flag", "Licensing Flag", "Manufacturing",
              "Marketing Flag (Y/N)", "Synopsis"]
    event = booked(write_csv(header, FIRST, SECOND), facts)["events"].iloc[0]
    assert event[["event_id", "technology_content", "description"]].tolist() == [
        "sdc-100", "yes", "Joint work on compressors."]


def test_text_may_go_on_in_the_rows_below(write_csv, facts, counts):
    tables = booked(write_csv(HEADER, FIRST, SECOND, [*[""] * 14, "It ran for\nyears."]), facts)
    assert tables["events"]["description"].tolist() == ["Joint work on compressors. It ran for years."]
    assert counts(tables["account"]) == [3, 1, 2, 0]


@pytest.mark.parametrize("cells, event_type, content, status", [
    (dict(jv="Yes"), "foreign_joint_venture", "yes", "counted"),
    (dict(research="No", transfer="Y"), "foreign_alliance", "yes", "counted"),
    (dict(research="No", licence="Yes"), "foreign_alliance", "yes", "counted"),
    (dict(research="No", marketing="Yes"), "foreign_alliance", "no", "not_a_route"),
    (dict(research="No", marketing="Yes", manufacturing="Yes"), "foreign_alliance", "no", "counted"),
    (dict(jv="Yes", research="No", manufacturing="Yes"), "foreign_joint_venture", "no", "counted"),
    (dict(research="No"), "foreign_alliance", "unclear", "counted"),
    (dict(research=""), "foreign_alliance", "unclear", "counted")])
def test_flags_say_what_is_part_of_it(write_csv, facts, cells, event_type, content, status):
    event = booked(write_csv(HEADER, changed(**cells), SECOND), facts)["events"].iloc[0]
    assert event[["event_type", "technology_content", "status"]].tolist() == [event_type, content, status]


def test_activities_in_words_where_flags_are_not_exported(write_csv, facts):
    header = [*HEADER[:6], "Activity Description", "Type"]
    rows = [[*FIRST[:6], "Research & Development Services", "Joint Venture"], [*SECOND[:6], "", ""],
            ["101", *FIRST[1:6], "Marketing services; Wholesale", "Strategic Alliance"], [*SECOND[:6], "", ""]]
    events = booked(write_csv(header, *rows), facts)["events"]
    assert events[["event_type", "technology_content", "status"]].values.tolist() == [
        ["foreign_joint_venture", "yes", "counted"], ["foreign_alliance", "no", "not_a_route"]]


@pytest.mark.parametrize("cells, status, date", [
    (dict(status="Pending", effective=""), "unverified", "1998-03-15"),
    (dict(status="Terminated"), "counted", "1998-04-01"), (dict(status="Expired"), "counted", "1998-04-01"),
    (dict(status="Terminated", effective=""), "failed", "1998-03-15"),
    (dict(status="Withdrawn", effective=""), "failed", "1998-03-15"),
    (dict(status="", effective=""), "unverified", "1998-03-15"), (dict(status=""), "counted", "1998-04-01")])
def test_what_became_of_it(write_csv, facts, cells, status, date):
    event = booked(write_csv(HEADER, changed(**cells), SECOND), facts)["events"].iloc[0]
    assert (event["status"], str(event["date"].date())) == (status, date)
    assert (event["verified"], event["level"]) == (("no", "D") if status == "unverified" else ("yes", "B"))


def test_an_estimated_day_is_not_kept(write_csv, facts):
    path = write_csv([*HEADER, "Date Alliance Signed Estimated Flag"], [*FIRST, "Yes"], [*SECOND, ""])
    event = booked(path, facts)["events"].iloc[0]
    assert (event["date_precision"], str(event["date"].date())) == ("month", "1998-04-01")


def test_two_large_firms_share_one_event(write_csv, facts):
    rows = [changed(name="TCL Corp"), [*SECOND[:4], "Haier Group Corp", "China", *SECOND[6:]],
            [*SECOND[:4], "Tsinghua University", "China", *[""] * 9]]
    for order in ([0, 1, 2], [0, 2, 1]):
        tables = booked(write_csv(HEADER, *(rows[place] for place in order)), facts)
        assert tables["events"][["firm", "event_type"]].values.tolist() == [["Haier Group", "university_cooperation"]]
        assert set(tables["partners"]["raw_name"]) == {"TCL Corp", "Tsinghua University"}
    there = booked(write_csv(HEADER, *rows), facts, clusters=["huizhou"])
    assert there["events"]["firm"].tolist() == ["TCL"]
    assert there["partners"]["raw_name_zh"].fillna("").tolist() == ["海尔集团", ""]


def test_a_firm_behind_a_participant(write_csv, facts):
    path = write_csv(HEADER, changed(name="Unheard Of Ltd", parent="Haier Group", pnation="China"), SECOND)
    event = booked(path, facts)["events"].iloc[0]
    assert event["firm"] == "Haier Group" and "Unheard Of Ltd" in event["note"]


def test_what_lies_outside_is_no_fault(write_csv, facts, counts):
    path = write_csv(HEADER, changed(name="Sony"), SECOND, changed(number="101", name="TCL Corp"), SECOND,
                     changed(number="102", effective="01/02/2016"), SECOND)
    tables = booked(path, facts, clusters=["qingdao"], as_of="2015-12-31")
    assert tables["events"].empty and not tables["rejected"]["fault"].any()
    assert tables["rejected"]["reason"].tolist() == [
        "no firm of the study takes part"] * 2 + ["the cluster is not part of the study"] * 2 + [
        "after the study's last day, 2015-12-31"] * 2
    assert tables["rejected"]["source_row"].tolist() == [2, 3, 4, 5, 6, 7] and counts(tables["account"]) == [6, 0, 0, 6]


@pytest.mark.parametrize("first, second, column, reason", [
    (changed(effective="02/30/1998"), SECOND, "Date Effective", "not a date of the calendar"),
    (changed(announced="", effective=""), SECOND, "Alliance Date Announced", "no date"),
    (changed(status="Done"), SECOND, "Status", "an unknown status"),
    (changed(jv="perhaps"), SECOND, "Joint Venture Flag", "neither yes nor no"),
    (changed(name="", nation=""), changed(SECOND, name=""), HEADER[4], "no participant has a name"),
    (changed(name="=A1&B1"), SECOND, HEADER[4], "a formula"),
    (FIRST, changed(SECOND, nation="", pnation=""), HEADER[4], "no country is given for 'Liebherr GmbH'"),
    (FIRST, changed(SECOND, nation="Narnia", pnation=""), HEADER[4], "the country 'Narnia' of 'Liebherr GmbH'"),
    (changed(number=""), SECOND, "Deal Number", "no number")])
def test_faults_name_column_and_reason(write_csv, facts, counts, first, second, column, reason):
    rows = [["999", *FIRST[1:]], SECOND] if first[0] else []
    path = write_csv(HEADER, first, second, *rows)
    rejected = booked(path, facts)["rejected"]
    assert set(rejected["column"]) == {column} and rejected["fault"].all()
    assert rejected["reason"].str.startswith(reason).all() and rejected["source_row"].tolist() == [2, 3]


def test_a_partner_without_a_name_needs_its_nation(write_csv, facts):
    tables = booked(write_csv(HEADER, FIRST, changed(SECOND, name="")), facts)
    assert tables["events"]["event_type"].tolist() == ["foreign_alliance"] and tables["partners"].empty


def test_lines_that_do_not_pair_give_no_nation(write_csv, facts):
    path = write_csv(HEADER, changed(name="Haier Group Corp\nLiebherr\nBosch", nation="China\nGermany"))
    assert booked(path, facts)["rejected"]["reason"].tolist() == ["no country is given for 'Liebherr'"]


def test_dates_of_two_orders_stop_the_reading(write_csv):
    path = write_csv(HEADER, changed(effective="31/12/1998"), SECOND, changed(number="2", effective="12/31/1998"))
    with pytest.raises(InputError, match=r"Alliance Date Announced: the file has dates with the day first"):
        deals.read(path)


def test_rows_that_do_not_fit_the_header(write_csv, counts):
    read = deals.read(write_csv(HEADER, FIRST, SECOND, ["101", "x"]))
    assert read.rejected[["source_row", "reason", "fault"]].values.tolist() == [
        [4, "the row has 2 cells, the header has 15", True]]
    assert counts(read.account()) == [3, 1, 1, 1]
