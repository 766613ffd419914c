"""The tables of an event file: one of a text file, one for each sheet of a workbook that has a known header.

A workbook of deals may hold several tables (investments, construction, troubled deals) and sheets without any (help,
contents). A sheet's header is the row that names most known columns.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...errors import InputError
from ..opening import header_of, is_workbook, open_records
from ..opening.archive import check_size
from ..opening.sheet_xml import check_cells
from ..opening.workbook import failed_cells
from .headers import column_key

TITLE_ROWS = 12  # as many rows may stand above the header of a sheet


@dataclass(frozen=True)
class Sheet:
    """One table: its sheet (None for a text file), what stands above the header, its columns and its records.

    A name that two columns of a sheet have stands twice in `columns`, and the records hold the first of the two.
    `records` are dicts {column: text} with `source_row`; `faults` are rows that are no records, (row, value, reason).
    """

    name: str | None
    title: str
    columns: tuple
    records: tuple
    faults: tuple = ()


def headers_of(path, names):
    """The tables of a file that have one of these columns, as [columns], without their records.

    Raises
    ------
    InputError : as `sheets_of`.
    """
    path, known = _checked(path), _keys(names)
    if not is_workbook(path):
        return [columns] if _keys(columns := header_of(path)) & known else []
    status = path.stat()
    found = [_table(*sheet, known) for sheet in _first_rows(str(path), status.st_mtime_ns, status.st_size)]
    return [sheet.columns for sheet in found if sheet.columns]


def sheets_of(path, names):
    """The tables of a file that have at least one of these columns.

    Parameters
    ----------
    path : the file; names : names of columns, in any spelling.

    Raises
    ------
    InputError : no such file, an empty file, a workbook that cannot be opened, or text that is no table.
    """
    path, known = _checked(path), _keys(names)
    found = [_table(*sheet, known) for sheet in _rows(path)] if is_workbook(path) else [_text(path)]
    return [sheet for sheet in found if _keys(sheet.columns) & known]


def _checked(path):
    path = Path(path)
    if path.is_dir():
        raise InputError("this is a folder, not a file", file=path, remedy="name the file in it that is meant")
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    if not path.stat().st_size:
        raise InputError("the file is empty", file=path, remedy="export it again")
    return path


def _keys(names):
    return {column_key(name) for name in names} - {""}


def _text(path):
    opened = open_records(path)
    return Sheet(None, "", tuple(opened.columns), tuple(opened.records.to_pylist()), opened.faults)


@lru_cache(maxsize=1)  # every layout looks at the same file, one after the other
def _first_rows(path, *_):
    return _rows(path, TITLE_ROWS + 1)


def _rows(path, first=None):
    """The rows of every sheet as text: [(name of the sheet, [cells of a row], merged cells)].

    `first` = how many rows, None for all; the first ones are only looked at for a header, without merged cells.
    """
    import python_calamine as calamine

    check_size(path)
    check_cells(path)
    try:
        book = calamine.load_workbook(str(path))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [(sheet.name, _cells(path, sheet, first), () if first else sheet.merged_cell_ranges or ())
                for sheet in sheets]
    except calamine.PasswordError as error:
        raise InputError("the workbook is encrypted", file=path, remedy="save it without a password") from error
    except Exception as error:  # calamine's errors have no common class but Exception
        raise InputError(f"the workbook cannot be opened ({error}); it may have been cut off", file=path,
                         remedy="open it in a spreadsheet program and save it again as xlsx or CSV UTF-8") from error


def _cells(path, sheet, first):
    """The cells of a sheet as text; an error (#N/A) and a formula without a result stand there as what they are."""
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=first)]
    for row, place, text in failed_cells(path, sheet.name):
        if row < len(rows) and place < len(rows[row]):
            rows[row][place] = text
    return rows


def _cell(cell):
    """A cell as text: dates as YYYY-MM-DD, whole numbers without a decimal point.

    >>> _cell(2005.0), _cell(0.6), _cell(datetime.date(2005, 6, 1))
    ('2005', '0.6', '2005-06-01')
    """
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def _table(name, rows, merged, known):
    """The table of one sheet, below the row that names most known columns; without columns where no row does."""
    score = [sum(column_key(cell) in known for cell in row if cell.strip()) for row in rows[:TITLE_ROWS + 1]]
    if not any(score):
        return Sheet(name, "", (), ())
    header = score.index(max(score))
    names = [" ".join(cell.split()) for cell in rows[header]]
    places = {name: names.index(name) for name in names if name}
    _spread(rows, [area for area in merged if area[0][0] > header])
    records = tuple({"source_row": number, **{column: row[place] for column, place in places.items()}}
                    for number, row in enumerate(rows[header + 1:], header + 2) if _has_content(row))
    title = " ".join(cell.strip() for row in rows[:header] for cell in row if cell.strip())
    return Sheet(name, title, tuple(filter(None, names)), records)


def _spread(rows, merged):
    """Let a merged cell speak for all rows with content that it spans, as a reader of the sheet sees it."""
    for (top, left), (bottom, _) in merged:
        for row in filter(_has_content, rows[top + 1:bottom + 1]):
            row[left:left + 1] = rows[top][left:left + 1]


def _has_content(row):
    return any(cell.strip() for cell in row)
