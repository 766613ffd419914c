"""What cells of a workbook can do to a reader: errors, formulas without a result, merged cells, columns twice."""

import pytest
import xlsxwriter

from sixroutes.errors import InputError
from sixroutes.sources import deals

EVENT = dict(event_id="h-1", date="1984", firm="Haier Group", event_type="licence_in", partners="Liebherr",
             description="A licence.")
SDC = {"Deal Number": "1", "Date Announced": "1/2/1998", "Participants": "Haier", "Participant Nation": "China"}
TRACKER = dict(Year="2005", Month="January", Investor="Haier", Quantity="110", Sector="Technology", Country="USA",
               Share="100%", Party="Maytag")
ZEPHYR = {"Deal Number": "7", "Acquiror name": "Haier", "Target name": "Maytag", "Target country code": "US",
          "Deal type": "Acquisition 100%", "Deal status": "Completed", "Completed date": "01/02/2005"}
# A formula and what the workbook holds as its result.
FAILED = [("=NA()", "#N/A"), ("=#REF!", "#REF!"), ('="x"', ""), ("=NOPE()", "#NAME?")]


@pytest.mark.parametrize("formula, result", FAILED)
@pytest.mark.parametrize("row, column", [
    (SDC, "Participants"), (SDC, "Participant Nation"), (SDC, "Date Announced"), (SDC, "Deal Number"),
    (ZEPHYR, "Acquiror name"), (ZEPHYR, "Deal type"), (TRACKER, "Investor"), (TRACKER, "Quantity"), (TRACKER, "Party")])
def test_a_cell_with_an_error_or_without_a_result_is_not_taken_for_empty(write_book, row, column, formula, result):
    bad = {**row, column: ("formula", formula, result)}
    other = {**row, **{key: "2007" for key in ("Deal Number", "Year") if key in row}}
    events = deals.read(write_book({"investments": [[*row], [*other.values()], [*bad.values()]]}))
    assert [len(events.deals), len(events.rejected)] == [1, 1]
    assert events.rejected.iloc[0][["sheet", "source_row", "column", "value", "fault"]].tolist() == [
        "investments", 3, column, result or formula, True]


@pytest.mark.parametrize("formula, result", FAILED)
@pytest.mark.parametrize("column", ["partners", "date", "description"])
def test_such_a_cell_of_the_template_is_named(write_book, column, formula, result):
    path = write_book({"one": [[*EVENT], [*{**EVENT, column: ("formula", formula, result)}.values()]]})
    with pytest.raises(InputError, match="a formula or its error, not a value") as error:
        deals.read(path)
    assert (error.value.row, error.value.column) == (2, column)


@pytest.fixture
def write_merged(tmp_path):
    """A function that writes rows as a sheet, with areas (first row, column, last row, column) merged."""
    def write(*rows, merged):
        with xlsxwriter.Workbook(str(tmp_path / "merged.xlsx")) as book:
            sheet = book.add_worksheet("investments")
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(place, column, cell) if cell else None
            for top, left, bottom, right in merged:
                sheet.merge_range(top, left, bottom, right, rows[top][left])
        return tmp_path / "merged.xlsx"
    return write


def test_a_merged_cell_speaks_for_all_rows_that_it_spans(write_merged):
    second = {**EVENT, "event_id": "h-2", "partners": "", "date": ""}
    path = write_merged([*EVENT], [*EVENT.values()], [*second.values()], merged=[(1, 4, 2, 4), (1, 1, 2, 1)])
    events = deals.read(path).events
    assert events[["event_id", "date", "partners"]].values.tolist() == [["h-1", "1984", "Liebherr"],
                                                                        ["h-2", "1984", "Liebherr"]]


def test_a_merged_title_header_or_foot_makes_no_records(write_merged):
    title, gap = ["Deals", *[""] * 3], [""] * 4
    path = write_merged(title, [*SDC], gap, [*SDC.values()], ["", "", "Maytag", "USA"], ["", "", "x", ""], gap,
                        merged=[(0, 0, 0, 3), (1, 0, 2, 0), (3, 0, 4, 0), (5, 2, 6, 2)])
    events = deals.read(path)
    assert events.account()["read"].tolist() == [3] and list(events.rows) == ["sdc-1", None]
    assert [one["name"] for one in events.deals[0]["participants"]] == ["Haier", "Maytag", "x"]


@pytest.mark.parametrize("row, column", [(EVENT, "partners"), (SDC, "Participants"), (TRACKER, "Share"),
                                         (ZEPHYR, "Deal type")])
@pytest.mark.parametrize("again", [str, str.upper, lambda name: name.replace(" ", "_")])
def test_the_same_column_twice(write_book, write_csv, row, column, again):
    rows = [[*row, again(column)], [*row.values(), "other"]]
    for path in (write_book({"one": rows}), write_csv(*rows)):
        with pytest.raises(InputError, match=f"column {column}: the same column twice"):
            deals.read(path)


def test_columns_that_no_layout_knows_may_stand_twice(write_book):
    path = write_book({"one": [[*SDC, "x", "x"], [*SDC.values(), "1", "2"]]})
    assert deals.read(path).account()["kept"].tolist() == [1]


def test_an_error_in_the_header(write_book):
    path = write_book({"one": [[*SDC, ("formula", "=NA()", "#N/A")], [*SDC.values(), "x"]]})
    with pytest.raises(InputError, match="column #N/A: the header holds a formula or its error"):
        deals.read(path)
