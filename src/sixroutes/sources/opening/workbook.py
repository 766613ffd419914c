"""Workbooks (xlsx, xls): the one sheet that holds a table, its cells as text."""

import datetime
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ...errors import InputError
from .archive import check_size
from .text import TITLE_ROWS, first_filled

_OLD = b"\xd0\xcf\x11\xe0"  # how xls (or an encrypted xlsx) begins


@dataclass(frozen=True)
class SheetHeader:
    """In which sheet and row a workbook's header stands, and what its cells say."""

    sheet: str
    row: int
    cells: tuple


def is_workbook(path):
    """Whether the file begins like a workbook: xls, or a zip that holds one."""
    with Path(path).open("rb") as stream:
        start = stream.read(4)
    if start != b"PK\x03\x04":
        return start == _OLD
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") or name == "[Content_Types].xml" for name in archive.namelist())
    except zipfile.BadZipFile:  # cut off: which of the two it was cannot be told, and opening it says so
        return True


def best_sheet(path):
    """The header of the sheet that holds a table, the widest one.

    Raises
    ------
    InputError : the workbook cannot be opened, holds no table, or has two sheets with the same header.
    """
    with _opened(path) as book:
        headers = [_header(book.get_sheet_by_name(name), name) for name in book.sheet_names]
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
    """Make the table `record` of the sheet that holds a table; returns the name of the sheet."""
    header = best_sheet(path)
    with _opened(path) as book:
        sheet = book.get_sheet_by_name(header.sheet)
        rows = _spread(sheet, sheet.to_python(skip_empty_area=False))
    kept = [(number, row) for number, row in enumerate(rows, 1) if number > header.row and any(map(_filled, row))]
    cells = list(zip(*(row for _, row in kept), strict=True)) or [()] * len(names)
    table = {"source_row": pa.array([number for number, _ in kept], pa.int64()),
             **{name: pa.array(_texts(cells[names.index(name)]), pa.string()) for name in columns}}
    connection.register("sheet", pa.table(table))
    connection.execute("CREATE OR REPLACE TABLE loaded AS FROM sheet")
    connection.execute("CREATE OR REPLACE VIEW record AS FROM loaded")
    connection.unregister("sheet")
    return header.sheet


@contextmanager
def _opened(path):
    import python_calamine as calamine

    check_size(path)
    try:
        yield calamine.load_workbook(str(path))
    except calamine.PasswordError as error:
        raise InputError("the workbook is encrypted", file=path, remedy="save it without a password") from error
    except Exception as error:  # calamine's errors have no common class but Exception
        raise InputError(f"the workbook cannot be opened ({error}); it may have been cut off", file=path,
                         remedy="open it in a spreadsheet program and save it again as xlsx or CSV UTF-8") from error


def _header(sheet, name):
    """The header of a sheet: among its first rows, the first that is well filled."""
    rows = [_texts(row) for row in sheet.to_python(skip_empty_area=False, nrows=TITLE_ROWS + 1)]
    if not any(cell.strip() for row in rows for cell in row):
        return SheetHeader(name, 1, ())
    place = first_filled(rows)
    return SheetHeader(name, place + 1, tuple(rows[place]))


def _spread(sheet, rows):
    """The rows with the value of every merged cell in all rows that it spans, as a reader of the sheet sees it."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left]
    return rows


def _filled(cell):
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _texts(cells):
    """Cells as text: dates as YYYY-MM-DD, whole numbers without a decimal point.

    >>> _texts([39448.0, datetime.datetime(2008, 1, 1), "海尔"])
    ['39448', '2008-01-01', '海尔']
    """
    return [cell if isinstance(cell, str) else _text(cell) for cell in cells]


def _text(cell):
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)
