"""Workbooks (xlsx, xls): the one sheet that holds a table, its cells as text."""

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from ...errors import InputError
from .archive import BROKEN, check_size, is_zip
from .sheet_xml import MERGED, cells_that_failed, check_cells, written
from .text import TITLE_ROWS, first_filled, quoted

_ERRORS = {"NA": "#N/A", "Ref": "#REF!", "Name": "#NAME?", "Value": "#VALUE!", "Div0": "#DIV/0!", "Num": "#NUM!",
           "Null": "#NULL!"}  # by the reader's words for them
_OLD = b"\xd0\xcf\x11\xe0"  # how xls (or an encrypted xlsx) begins


@dataclass(frozen=True)
class SheetHeader:
    """In which sheet and row a workbook's header stands, and what its cells say."""

    sheet: str
    row: int
    cells: tuple


def is_workbook(path):
    """Whether the file begins like a workbook: xls, or a zip that holds one."""
    if not is_zip(path):
        with Path(path).open("rb") as stream:
            return stream.read(4) == _OLD
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") or name == "[Content_Types].xml" for name in archive.namelist())
    except BROKEN:  # cut off: which of the two it was cannot be told, and opening it says so
        return True


def best_sheet(path):
    """The header of the sheet that holds a table, the widest one.

    Raises
    ------
    InputError : the workbook cannot be opened, holds no table, or has two sheets with the same header.
    """
    headers = [_header(cells.slice(0, TITLE_ROWS + 1), name) for name, cells in _sheets(path).items()]
    tables = [header for header in headers if len(header.cells) > 1]
    if not tables:
        raise InputError("the workbook holds no table", file=path, remedy="export the file again")
    best = max(tables, key=lambda header: len(header.cells))
    same = [header.sheet for header in tables if header.cells == best.cells]
    if len(same) > 1:
        raise InputError(f"several sheets hold records: {', '.join(same)}", file=path,
                         remedy="save each of them as a file of its own")
    return best


def load_sheet(connection, path, names, columns):
    """Make the view `record` of the sheet that holds a table; returns the name of the sheet."""
    header = best_sheet(path)
    cells = _spread(path, header.sheet, _sheets(path)[header.sheet])
    cells = cells.rename_columns([f"c{place}" for place in range(cells.num_columns)])
    connection.register("sheet", cells.append_column("row", pa.array(range(1, cells.num_rows + 1), pa.int64())))
    picked = "".join(f", {_day(f'c{names.index(name)}')} AS {quoted(name)}" for name in columns)
    filled = " OR ".join(f"trim(c{place}) <> ''" for place in range(cells.num_columns))
    connection.execute(f"CREATE OR REPLACE TABLE loaded AS SELECT row AS source_row{picked} FROM sheet "
                       f"WHERE row > {header.row} AND ({filled})")
    connection.unregister("sheet")
    _read.cache_clear()  # its rows are in the table now
    connection.execute("CREATE OR REPLACE VIEW record AS FROM loaded")
    return header.sheet


def _day(value):
    """SQL of a cell's text; a date without a time of day is written without one."""
    return f"CASE WHEN ends_with({value}, ' 00:00:00') THEN left({value}, -9) ELSE coalesce({value}, '') END"


def _sheets(path):
    """All sheets of a workbook as {name: cells as Arrow's text}, each from its first row on."""
    check_size(path)
    check_cells(path)
    path = Path(path)
    return _read(str(path), path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=1)  # a workbook is asked for its header first and for its rows afterwards
def _read(path, *_):
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        return {name: pa.table(book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow())
                for name in book.sheet_names}
    except Exception as error:  # its errors have no common class but Exception
        if "password" in str(error).lower():
            raise InputError("the workbook is encrypted", file=path, remedy="save it without a password") from error
        reason = str(error).splitlines()[0]
        raise InputError(f"the workbook cannot be opened ({reason}); it may have been cut off", file=path,
                         remedy="open it in a spreadsheet program and save it again as xlsx or CSV UTF-8") from error


def _header(cells, name):
    """The header of a sheet: among its first rows, the first that is well filled."""
    rows = [[cell or "" for cell in row.values()] for row in cells.to_pylist()]
    if not any(cell.strip() for row in rows for cell in row):
        return SheetHeader(name, 1, ())
    place = first_filled(rows)
    return SheetHeader(name, place + 1, tuple(rows[place]))


def _spread(path, name, cells):
    """The cells with the value of every merged one in all rows that it spans, as a reader of the sheet sees it.

    Errors (#NAME?) and formulas without a result stand in their cells as text, too, and are not taken for empty ones.
    """
    xml = written(path, name)
    failed = _failed(path, name, xml)
    if xml is not None and not failed and MERGED not in xml:
        return cells
    import python_calamine

    sheet = python_calamine.load_workbook(str(path)).get_sheet_by_name(name)
    start = (sheet.start or (0, 0))[1]
    columns = [column.to_pylist() for column in cells.columns]
    for row, place, text in failed:
        if 0 <= place - start < len(columns) and row < cells.num_rows:
            columns[place - start][row] = text
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for column in columns[max(left - start, 0):right + 1 - start]:
            column[top:bottom + 1] = [columns[max(left - start, 0)][top]] * len(column[top:bottom + 1])
    return pa.table([pa.array(column, pa.string()) for column in columns], names=cells.column_names)


def failed_cells(path, name):
    """The cells of a sheet that hold an error, or (of xlsx) no result, as [(row, column, text)], from 0 on.

    The text is the error (#N/A), or the formula. Readers of workbooks give such cells as empty ones.
    """
    return _failed(path, name, written(path, name))


def _failed(path, name, xml):
    try:
        return _errors(path, name) if xml is None else cells_that_failed(xml)
    except (SyntaxError, ValueError):  # XML that its reader was less strict with
        return _errors(path, name)


def _errors(path, name):
    """The errors of a sheet that is not xlsx, or not as spreadsheet programs write it."""
    import fastexcel
    import python_calamine

    start = (python_calamine.load_workbook(str(path)).get_sheet_by_name(name).start or (0, 0))[1]
    sheet = fastexcel.read_excel(path).load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    _, found = sheet.to_arrow_with_errors()
    told = [(*error.position, re.search(r"Error\((\w+)\)", error.detail)) for error in (found.errors if found else ())]
    return [(row, place + start, _ERRORS[kind[1]]) for row, place, kind in told if kind and kind[1] in _ERRORS]
