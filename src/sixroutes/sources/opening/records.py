"""One table of text out of any file: the records as a table of DuckDB; rows that are no records, with a reason."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from ...errors import InputError
from .encodings import head_of
from .text import load_carefully, load_straight, text_header
from .workbook import best_sheet, is_workbook, load_sheet


class Fault(NamedTuple):
    """A row that is no record: its number in the file, what stands there, and what is wrong with it."""

    row: int
    value: str
    reason: str


@dataclass(frozen=True)
class Opened:
    """What was opened: all named columns, the sheet (of a workbook) and the rows that are no records."""

    columns: tuple
    faults: tuple = ()
    sheet: str | None = None
    records: pa.Table | None = None


def header_of(path):
    """The names of the columns, in order; () where the file is no table.

    Raises
    ------
    InputError : no such file, an empty one, an unknown encoding, a workbook that is encrypted or broken, or the same
        column twice.
    """
    return tuple(name for name in _header(_there(path))[1] if name)


def load_records(connection, path, columns):
    """Make the view `record` of a DuckDB connection: `source_row` and these columns, all records of the file.

    `source_row` is the line of a text file or the row of a sheet. Rows without any content are no records. Of a
    workbook, the one sheet that holds a table is read.

    Returns
    -------
    Opened : without `records`.

    Raises
    ------
    InputError : as for `header_of`; a file without a table; or one that changes while it is read.
    """
    path = _there(path)
    size = path.stat().st_size
    header, names = _header(path)
    if not header:
        raise InputError("no table: no row has two cells or more", file=path,
                         expected="a header with one name per column", remedy="export the file again as CSV or xlsx")
    faults, sheet = (), None
    if is_workbook(path):
        sheet = load_sheet(connection, path, names, columns)
    elif not load_straight(connection, path, header, names, columns):
        faults = load_carefully(connection, path, header, names, columns)
    if path.stat().st_size != size:
        raise InputError("the file changed while it was read", file=path,
                         remedy="wait until it is written to its end, then try again")
    return Opened(tuple(filter(None, names)), tuple(Fault(*fault) for fault in faults), sheet)


def open_records(path):
    """All records of a text file or workbook in memory, for files of some thousand rows.

    Returns
    -------
    Opened : `records` has `source_row` and every named column, all text.
    """
    with duckdb.connect() as connection:
        opened = load_records(connection, path, header_of(path))
        records = connection.sql("SELECT * FROM record ORDER BY source_row").to_arrow_table()
    return Opened(opened.columns, opened.faults, opened.sheet, records)


def encoding_doubt(path):
    """What to add where nothing in a file is known and it was read as GB18030, as Korean and other texts can be."""
    try:
        is_doubtful = not is_workbook(path) and head_of(path)[1][0] == "gb18030"
    except InputError:  # no text at all
        is_doubtful = False
    return "; it was read as GB18030: if it is in another encoding, save it as 'CSV UTF-8'" if is_doubtful else ""


def _header(path):
    """The header as the file's kind has it (None where there is none), and the names in it."""
    header = best_sheet(path) if is_workbook(path) else text_header(path)
    return header, _names(header.cells, path) if header else ()


def _there(path):
    path = Path(path)
    if path.is_dir():
        raise InputError("this is a folder, not a file", file=path, remedy="name the file in it that is meant")
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    return path


def _names(cells, path):
    """The names of the header, trimmed; a column without a name has none and is left out."""
    names = tuple(cell.replace("\ufeff", "").strip() for cell in cells)
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise InputError("the same column twice", file=path, column=twice[0],
                         remedy="delete or rename one of the two, or export the file again")
    return names
