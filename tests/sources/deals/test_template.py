import csv
import datetime
import zipfile

import pandas as pd
import pytest
import python_calamine

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import deals
from sixroutes.sources.deals.template import COLUMNS
from sixroutes.sources.deals.template_words import WORDS, choices
from sixroutes.sources.deals.template_writing import write_template, write_workbook
from sixroutes.vocabulary import EVENT_TYPES

EVENT = dict(event_id="h-1", date="1984-10", firm="Haier Group", event_type="licence_in", partners="Liebherr",
             partner_countries="DE", partner_sectors="company", description="Licence and line.", verified="yes")


@pytest.fixture
def written(tmp_path):
    """A function that writes events (dicts of what differs from EVENT) into the template, as a workbook or CSV."""
    def write(*changes, suffix="xlsx", header=COLUMNS):
        rows = [{**EVENT, **change} for change in changes]
        path = tmp_path / f"any.{suffix}"
        if suffix == "xlsx":
            write_workbook(path, rows)
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.DictWriter(stream, list(header), extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)
        return path
    return write


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_filled_in_template(written, facts, counts, suffix):
    path = written({}, dict(event_id="h-2", date="2005", judgement="twin", twin_of="h-1"),
                   dict(event_id="t-1", firm="TCL集团", event_type="跨国并购", stake_percent="45%", verified="",
                        partners="Thomson|RCA", partner_countries="FR | US", partner_sectors="",
                        technology_content="Yes"), suffix=suffix)
    tables = deals.read_event_file(path, facts)
    events = tables["events"]
    assert events[["event_id", "firm", "cluster_id", "event_type", "date_precision", "status", "level",
                   "technology_content", "source_row"]].values.tolist() == [
        ["h-1", "Haier Group", "qingdao", "licence_in", "month", "counted", "B", "unclear", 2],
        ["h-2", "Haier Group", "qingdao", "licence_in", "year", "twin", "B", "unclear", 3],
        ["t-1", "TCL", "huizhou", "foreign_acquisition", "month", "unverified", "D", "yes", 4]]
    assert events["stake_percent"].fillna(0).tolist() == [0, 0, 45]
    assert tables["partners"]["raw_name"].tolist() == ["Liebherr", "Liebherr", "Thomson", "RCA"]
    assert counts(tables["account"]) == [3, 2, 1, 0] and tables["account"]["format"].tolist() == ["event_template"]
    assert counts(deals.read(path).account()) == [3, 2, 1, 0]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


def test_other_clusters_are_outside(written, facts, counts):
    tables = deals.read_event_file(written({}, dict(event_id="t-1", firm="TCL")), facts, clusters=["qingdao"])
    assert tables["events"]["event_id"].tolist() == ["h-1"] and counts(tables["account"]) == [2, 1, 0, 1]
    assert tables["rejected"][["source_row", "column", "fault"]].values.tolist() == [[3, "cluster_id", False]]


def test_columns_may_be_missing_but_those_that_an_event_needs(written, facts):
    path = written({}, suffix="csv", header=["event_id", "date", "firm", "event_type", "description"])
    event = deals.read_event_file(path, facts)["events"].iloc[0]
    assert event[["status", "technology_content", "verified"]].tolist() == ["unverified", "unclear", "no"]
    path = written({}, suffix="csv", header=["event_id", "date", "firm", "event_typ", "description"])
    with pytest.raises(InputError, match=r"nearest is event_template; missing columns: event_type.*rename 'event_typ'"):
        deals.read(path)
    path = written({}, suffix="csv", header=["event_id", "date", "firm", "event_type", "description", "judgment"])
    with pytest.raises(InputError, match=r"any\.csv, column judgment: unknown column 'judgment'.*'judgement'"):
        deals.read(path)
    path = written({}, suffix="csv", header=["event_id", "date", "firm", "event_type", "description", "page count"])
    assert len(deals.read(path).events) == 1


@pytest.mark.parametrize("change, column, problem", [
    (dict(date="2005-13"), "date", "'2005-13' is not allowed"), (dict(date="soon"), "date", "'soon' is not allowed"),
    (dict(date="٢٠٠٥"), "date", "'٢٠٠٥' is not allowed"),
    (dict(date=""), "date", "the cell is empty"), (dict(stake_percent=120), "stake_percent", "120.0 is not allowed"),
    (dict(stake_percent="a third"), "stake_percent", "'a third' is not a number"),
    (dict(event_type="licence"), "event_type", "'licence' is not allowed"),
    (dict(judgement="maybe"), "judgement", "'maybe' is not allowed"),
    (dict(verified="perhaps"), "verified", "'perhaps' is not allowed"),
    (dict(technology="=A1"), "technology", "'=A1' is a formula")])
def test_bad_cells_name_the_row(written, change, column, problem):
    path = written({}, {**dict(event_id="h-2"), **change}, suffix="csv")
    with pytest.raises(InputError, match=problem) as error:
        deals.read(path)
    assert (error.value.file, error.value.row, error.value.column) == (f"{path.parent.name}/any.csv", 3, column)


def test_the_message_on_a_very_long_cell_is_short(written):
    for change in (dict(date="9" * 100_000), dict(technology="=" + "9" * 100_000)):
        with pytest.raises(InputError, match=r"row 2, column .*99 … 99.*(not allowed|not a value)") as error:
            deals.read(written(change, suffix="csv"))
        assert len(str(error.value)) < 1500


def test_an_event_id_that_stands_twice(written):
    with pytest.raises(InputError, match="row 3, column event_id: 'h-1' stands twice"):
        deals.read(written({}, {}))


@pytest.mark.parametrize("change, problem", [
    (dict(firm="Hair Group"), "row 3, column firm: unknown firm 'Hair Group'.*did you mean 'Haier Group'"),
    (dict(cluster_id="huizhou"), "row 3, column cluster_id: the event is booked in 'huizhou'"),
    (dict(partners="Liebherr | ", partner_countries="", partner_sectors=""),
     "row 3, column partners: a partner has no name"),
    (dict(partner_countries="DE | FR"), "row 3, column partner_countries: .* has 2 entries here and 1 partners"),
    (dict(partner_countries="Germany"), "row 3, column partner_countries: unknown value 'Germany'"),
    (dict(judgement="twin", twin_of="h-7"), "row 3, column twin_of: 'h-2': twin_of names an unknown event"),
    (dict(date="1066"), "row 3, column date: the year 1066")])
def test_what_only_the_study_can_tell(written, facts, change, problem):
    with pytest.raises(InputError, match=problem):
        deals.read_event_file(written({}, {**dict(event_id="h-2"), **change}), facts)


def test_dates_in_other_signs_and_as_date_cells(written, write_book, facts):
    path = written(dict(date="1984/10"), dict(event_id="h-2", date="1984年10月5日"),
                   dict(event_id="h-3", date="１９８４"))
    assert deals.read(path).events["date"].tolist() == ["1984-10", "1984-10-05", "1984"]
    book = write_book({"mine": [[*EVENT], [*{**EVENT, "date": datetime.date(1984, 10, 5)}.values()]]})
    assert deals.read(book).events["date"].tolist() == ["1984-10-05"]


def test_a_row_that_does_not_fit_and_two_sheets_of_events(written, write_book):
    path = written({}, suffix="csv")
    path.write_text(path.read_text(encoding="utf-8-sig") + "h-2,1984,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 3: the row has 3 cells"):
        deals.read(path)
    sheet = [[*EVENT], [*EVENT.values()]]
    with pytest.raises(InputError, match="several sheets hold events: a, b"):
        deals.read(write_book({"a": sheet, "b": sheet}))


def test_the_empty_template(tmp_path, facts, counts):
    written = write_template(tmp_path / "new")
    assert [path.name for path in written] == ["events.csv", "events.xlsx"]
    for path in written:
        tables = deals.read_event_file(path, facts)
        assert tables["events"].empty and counts(tables["account"]) == [0, 0, 0, 0]


def test_the_template_is_never_overwritten(tmp_path):
    first = write_template(tmp_path)
    first[0].write_text("mine", encoding="utf-8")
    assert write_template(tmp_path) == [] and first[0].read_text(encoding="utf-8") == "mine"


def test_the_template_has_the_same_bytes_on_each_run(tmp_path):
    write_template(tmp_path / "a")
    write_template(tmp_path / "b")
    for name in ("events.csv", "events.xlsx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_sheet_has_drop_downs_text_dates_and_a_frozen_header(tmp_path):
    write_template(tmp_path)
    with zipfile.ZipFile(tmp_path / "events.xlsx") as book:
        sheet, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
        comments = book.read("xl/comments1.xml").decode()
    fixed = [name for name in COLUMNS if choices(name)]
    assert fixed == ["event_type", "verified", "judgement", "technology_content", "alternative_type"]
    assert sheet.count("<dataValidation ") == len(fixed) and 'ySplit="1"' in sheet and 'state="frozen"' in sheet
    assert "yes,partly,no" in sheet and 'numFmtId="49"' in styles and "必填" in comments
    help_rows = python_calamine.load_workbook(str(tmp_path / "events.xlsx")).get_sheet_by_name("help").to_python()
    assert [row[0] for row in help_rows[1:len(COLUMNS) + 1]] == list(COLUMNS)
    first = int(sheet.split("help!$A$")[1].split(":")[0])
    assert [row[0] for row in help_rows[first - 1:first - 1 + len(EVENT_TYPES)]] == list(EVENT_TYPES)


def test_every_column_is_explained_in_both_languages():
    assert list(WORDS) == list(COLUMNS)
    assert all(english and any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
               for english, chinese, _ in WORDS.values())


def test_the_example_row_is_a_good_one(written, facts):
    example = {name: example for name, (_, _, example) in WORDS.items()} | {"cluster_id": None}
    event = deals.read_event_file(written(example), facts)["events"].iloc[0]
    assert event[["status", "technology_content", "alternative_type"]].tolist() == [
        "counted", "yes", "equipment_import"]
