"""What delimited text and spreadsheets share: the header is found, and every record keeps its number in the file.

Nothing is asked of the user: encoding, delimiter, quoting, line ends and the header row follow from the content. Text
goes through Arrow's reader as a whole; only its dialect is found out in Python, from the first rows.
"""

import csv
import datetime
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from ..errors import InputError
from .encodings import decoded

TITLE_ROWS = 5  # as many rows may stand above the header
_HEAD_BYTES = 1 << 20
_HEAD_ROWS = 25
_DELIMITERS = ",;\t"
_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx and xls (or an encrypted xlsx) begin
_QUOTE, _FEED, _RETURN = b'"\n\r'


@dataclass(frozen=True)
class Opened:
    """A table of text: `records` has `source_row` (line or row in the file) and every named column.

    `ragged` holds {number in the file: cells} of the rows that have more or fewer cells than the header.
    """

    columns: tuple
    records: pa.Table
    ragged: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """Where a text file's header stands (line, first = 1), how its cells are parted, and what they say."""

    line: int
    delimiter: str
    cells: tuple


def is_sheet(path):
    """Whether the file begins like a workbook (xlsx or xls)."""
    with Path(path).open("rb") as stream:
        return stream.read(4) in _SHEETS


def header_of(path):
    """The names of the columns, in order; () where the file is no table.

    Raises
    ------
    InputError : a workbook that is encrypted or broken, text in no known encoding, or the same column twice.
    """
    if is_sheet(path):
        return _names(_best_sheet(path)[1][1], path)
    with Path(path).open("rb") as stream:
        data = stream.read(_HEAD_BYTES)
        whole = not stream.read(1)
    header = _find_header(decoded(data, path, whole))
    return _names(header.cells, path) if header else ()


def open_records(path):
    """All records of a text file or workbook.

    Rows without any content are no records. Of a workbook, the one sheet that holds a table is read.

    Returns
    -------
    Opened : records, and the rows whose cells do not fit the header.

    Raises
    ------
    InputError : no such file, an empty file, an unknown encoding, NUL bytes, quotes that do not pair, the same column
        twice, a workbook that is encrypted, broken, or has two sheets of one layout.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    return _open_sheet(path) if is_sheet(path) else _open_text(path)


def _names(cells, path):
    """The names of the header, trimmed; a column without a name has none and is left out."""
    names = tuple(cell.replace("\ufeff", "").strip() for cell in cells)
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise InputError("the same column twice", file=path, column=twice[0],
                         remedy="delete or rename one of the two, or export the file again")
    return names


# ---------------------------------------------------------------- text

def _open_text(path):
    text = decoded(path.read_bytes(), path)
    header = _find_header(text[:_HEAD_BYTES])
    if not header:
        raise InputError("no table: no row has two cells or more", file=path,
                         expected="a header with one name per column", remedy="export the file again as CSV or xlsx")
    names = _names(header.cells, path)
    data = np.frombuffer(text.encode("utf-8"), np.uint8).copy()
    del text
    breaks = _line_breaks(data)
    start = int(breaks[header.line - 2]) + 1 if header.line > 1 else 0
    lines = _Lines(data, breaks[breaks >= start], start, header, path)
    rows = lines.rows()
    kept, ragged = _sort_out(lines, rows, len(names))
    table = _parse(lines, rows, kept, names, path)
    return Opened(tuple(name for name in names if name), table, ragged)


def _find_header(text):
    """The header among the first rows: of those as wide as most rows are, the one with most cells that are filled.

    The delimiter is the one under which most rows are equally wide.

    >>> _find_header("Title\\n\\na;b;c\\n1,2;3;4\\n")
    Header(line=3, delimiter=';', cells=('a', 'b', 'c'))
    """
    best, best_score = None, (0, 1)
    for delimiter in _DELIMITERS:
        rows = _first_rows(text, delimiter)
        if not rows:
            continue
        widths = Counter(len(cells) for _, cells in rows)
        score = max((count, width) for width, count in widths.items())
        wide = [row for row in rows[:TITLE_ROWS + 1] if len(row[1]) == score[1] > 1]
        if wide and score > best_score:
            line, cells = max(wide, key=lambda row: sum(bool(cell.strip()) for cell in row[1]))
            best, best_score = Header(line, delimiter, tuple(cells)), score
    return best


def _first_rows(text, delimiter):
    """The first rows that have content, each with the line it starts on."""
    reader, rows, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
            if len(rows) == _HEAD_ROWS:
                break
    except csv.Error:  # a cell longer than the module takes; what came before it is enough
        pass
    return rows


def _line_breaks(data):
    """Places of all line ends, of lone carriage returns too."""
    ends = np.flatnonzero((data == _FEED) | (data == _RETURN))
    if not len(ends):
        return ends
    following = data[np.minimum(ends + 1, len(data) - 1)]
    crlf = (data[ends] == _RETURN) & (following == _FEED) & (ends + 1 < len(data))
    return ends[~crlf]


class _Lines:
    """The lines of a text from its header on, with the places of quotes, delimiters and line ends."""

    def __init__(self, data, breaks, start, header, path):
        self.data, self.breaks, self.start, self.header, self.path = data, breaks, start, header, path
        self.delimiter = ord(header.delimiter)
        quotes = np.flatnonzero(data[start:] == _QUOTE) + start
        stray = self._stray(quotes)
        # In text parted by tabs a quote that does not pair is an inch mark: such files are written without quoting.
        self.quoted = len(quotes) > 0 and not (stray is not None and header.delimiter == "\t")
        if self.quoted and stray is not None:
            raise InputError("a quotation mark without its partner, or inside a cell that is not quoted", file=path,
                             row=self.number(stray), remedy="put the cell in quotation marks and double those inside, "
                             "or export the file again")
        self.quotes = quotes if self.quoted else quotes[:0]

    def number(self, places):
        """The line of the file on which a place lies."""
        return np.searchsorted(self.breaks, places) + self.header.line

    def _stray(self, quotes):
        """The first quote that neither opens nor closes a cell, nor is doubled; None where all pair."""
        opening, closing = quotes[::2], quotes[1::2]
        parting = np.array([self.delimiter, _FEED, _RETURN, _QUOTE], np.uint8)
        before = np.isin(self.data[np.maximum(opening - 1, 0)], parting) | (opening == self.start)
        after = np.isin(self.data[np.minimum(closing + 1, len(self.data) - 1)], parting)
        wrong = np.concatenate([opening[~before], closing[~(after | (closing + 1 == len(self.data)))]])
        if len(wrong):
            return int(wrong.min())
        return int(quotes[-1]) if len(quotes) % 2 else None

    def outside(self, places):
        """Of these places, those that are not inside quotes."""
        return places[np.searchsorted(self.quotes, places) % 2 == 0]

    def rows(self):
        """Where the rows below the header start and end, and how many cells each has; lone returns become feeds."""
        ends = self.outside(self.breaks)
        self.data[ends] = _FEED
        if not len(ends) or ends[-1] != len(self.data) - 1:
            ends = np.append(ends, len(self.data))
        delimiters = self.outside(np.flatnonzero(self.data == self.delimiter))
        cells = np.searchsorted(delimiters, ends[1:]) - np.searchsorted(delimiters, ends[:-1]) + 1
        return ends[:-1] + 1, ends[1:], cells


def _sort_out(lines, rows, width):
    """Which rows are records that fit the header; and the others that have content, {line: cells}."""
    starts, ends, cells = rows
    kept = cells == width
    short = ends - starts <= 4 * width + 4  # only such a short row can be without content
    empty = bytes([lines.delimiter, _QUOTE]) + b" \t\r\n"
    ragged = {}
    for row in np.flatnonzero(~kept | short):
        blank = not lines.data[starts[row]:ends[row]].tobytes().strip(empty)
        if not kept[row] and not blank:
            ragged[int(lines.number(starts[row]))] = int(cells[row])
        kept[row] = kept[row] and not blank
    return kept, ragged


def _parse(lines, rows, kept, names, path):
    """The rows that fit as a table of text."""
    starts, ends, _ = rows
    labels = [f"column {place}" for place in range(len(names))]
    named = {label: name for label, name in zip(labels, names, strict=True) if name}
    numbers = pa.array(lines.number(starts[kept]), pa.int64())
    if not kept.any():
        return pa.table({"source_row": numbers, **{name: pa.array([], pa.string()) for name in named.values()}})
    data = lines.data[starts[0]:].tobytes() if kept.all() else _without(lines.data, starts, ends, kept)
    longest = int((ends - starts).max())
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(data), pa.csv.ReadOptions(column_names=labels, block_size=max(1 << 22, 2 * longest)),
            pa.csv.ParseOptions(delimiter=lines.header.delimiter, quote_char='"' if lines.quoted else False,
                                newlines_in_values=lines.quoted),
            pa.csv.ConvertOptions(column_types=dict.fromkeys(labels, pa.string()), include_columns=list(named)))
    except pa.ArrowInvalid as error:
        raise InputError(f"the rows cannot be read: {error}", file=path, remedy="export the file again") from error
    if table.num_rows != len(numbers):
        raise InputError(f"{table.num_rows} records were read where {len(numbers)} stand", file=path,
                         remedy="look for quotation marks and line breaks inside cells, or export the file again")
    return table.rename_columns(list(named.values())).add_column(0, "source_row", numbers)


def _without(data, starts, ends, kept):
    """The text of the rows that are kept, in stretches as long as possible."""
    first = np.flatnonzero(kept & ~np.append(False, kept[:-1]))
    last = np.flatnonzero(kept & ~np.append(kept[1:], False))
    return b"\n".join(data[starts[one]:ends[other]].tobytes() for one, other in zip(first, last, strict=True))


# ---------------------------------------------------------------- workbooks

def _open_sheet(path):
    sheet, (header_row, cells) = _best_sheet(path)
    names = _names(cells, path)
    rows = [(number, [_text(cell) for cell in row])
            for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1) if number > header_row]
    rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    columns = {name: pa.array([row[place] for _, row in rows], pa.string()) for place, name in enumerate(names) if name}
    numbers = pa.array([number for number, _ in rows], pa.int64())
    return Opened(tuple(columns), pa.table({"source_row": numbers, **columns}))


def _best_sheet(path):
    """The sheet that holds a table, and its header as (row, cells).

    Raises
    ------
    InputError : the workbook cannot be opened, holds no table, or has two sheets with the same header.
    """
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(str(path))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        headers = [_sheet_header(sheet) for sheet in sheets]
    except calamine.PasswordError as error:
        raise InputError("the workbook is encrypted", file=path, remedy="save it without a password") from error
    except Exception as error:  # calamine's errors have no common class but Exception
        raise InputError(f"the workbook cannot be opened ({error}); it may have been cut off", file=path,
                         remedy="open it in a spreadsheet program and save it again as xlsx or CSV UTF-8") from error
    tables = [(sheet, header) for sheet, header in zip(sheets, headers, strict=True) if len(header[1]) > 1]
    if not tables:
        raise InputError("the workbook holds no table", file=path, remedy="export the file again")
    best = max(tables, key=lambda table: len(table[1][1]))
    same = [sheet.name for sheet, header in tables if header[1] == best[1][1]]
    if len(same) > 1:
        raise InputError(f"several sheets hold records: {', '.join(same)}", file=path,
                         remedy="save each of them as a file of its own")
    return best


def _sheet_header(sheet):
    """Row and cells of a sheet's header: among its first rows, the one with most cells that are filled."""
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=TITLE_ROWS + 1)]
    if not rows:
        return 1, ()
    place = max(range(len(rows)), key=lambda row: sum(bool(cell.strip()) for cell in rows[row]))
    return place + 1, tuple(rows[place]) if any(cell.strip() for cell in rows[place]) else ()


def _text(cell):
    """A cell as text: dates as YYYY-MM-DD, whole numbers without a decimal point.

    >>> _text(39448.0), _text(datetime.datetime(2008, 1, 1)), _text("海尔")
    ('39448', '2008-01-01', '海尔')
    """
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)
