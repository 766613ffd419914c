"""A filled-in sheet as records: the cells of a workbook or CSV under the names of our columns, in either language."""

import csv
import difflib
import io
from pathlib import Path

from ..errors import InputError
from .words import COLUMNS, found, key

_NAMES = found(COLUMNS)
_ENCODINGS = ("utf-8-sig", "gb18030")  # Chinese spreadsheet programs save a plain CSV in the second


def records(path, needed):
    """The rows of a sheet as dicts {column: text} with `source_row`, empty rows left out.

    Parameters
    ----------
    path : xlsx or CSV; needed : columns that have to be there, in English or Chinese.

    Raises
    ------
    InputError : no such file, not readable, a column is missing or stands twice, or a row with content but without a
        unit.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path")
    grid = _workbook(path) if path.suffix.casefold() in (".xlsx", ".xls") else _text(path)
    places = _places(grid[0] if grid else [], needed, path)
    listed = []
    for number, row in enumerate(grid[1:], 2):
        record = {column: row[place].strip() if place < len(row) else "" for column, place in places.items()}
        record["unit_id"] = record["unit_id"].removeprefix("'")
        if not any(record.values()):
            continue
        if not record["unit_id"]:
            raise InputError("the unit is missing", file=path, row=number, column=" / ".join(COLUMNS["unit_id"]),
                             remedy="copy it from the sheet as it was handed out, or remove the row")
        listed.append({**record, "source_row": number})
    return listed


def _places(header, needed, path):
    names = [_NAMES.get(key(cell)) for cell in header]
    twice = next((cell for cell, name in zip(header, names, strict=True) if name and names.count(name) > 1), None)
    if twice:
        raise InputError(f"the column {twice!r} stands twice", file=path, row=1, column=twice, remedy="remove one")
    for column in needed:
        if column not in names:
            unknown = [cell for cell, name in zip(header, names, strict=True) if not name and cell.strip()]
            near = difflib.get_close_matches(key(COLUMNS[column][0]), [key(cell) for cell in unknown], n=1)
            raise InputError("the column is missing", file=path, row=1, column=" / ".join(COLUMNS[column]),
                             expected="the columns of the sheet as it was handed out",
                             remedy=f"rename the column {near[0]!r}" if near else "put the column back")
    return {name: place for place, name in enumerate(names) if name}


def _workbook(path):
    """The first sheet of a workbook that has a column for units, as rows of text."""
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(str(path))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except Exception as error:  # calamine's errors have no common class but Exception
        raise InputError(f"the workbook cannot be opened ({error})", file=path,
                         remedy="open it in a spreadsheet program and save it again as xlsx or CSV UTF-8") from error
    grids = [[[_cell(cell) for cell in row] for row in sheet] for sheet in sheets]
    return next((grid for grid in grids if grid and "unit_id" in [_NAMES.get(key(cell)) for cell in grid[0]]),
                grids[0] if grids else [])


def _cell(cell):
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text(path):
    for encoding in _ENCODINGS:
        try:
            text = path.read_bytes().decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputError("not readable as text", file=path, remedy="save it as xlsx or CSV UTF-8 and try again")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)  # spreadsheet programs of some countries write a semicolon
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, 1):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise InputError(f"the row has {len(row)} cells, the header {width}", file=path, row=number,
                             remedy="put cells with a comma into quotation marks, or use the workbook")
    return rows
