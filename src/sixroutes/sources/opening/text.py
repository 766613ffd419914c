"""Delimited text: its dialect is found out from the first rows; clean files go straight through DuckDB's reader.

What DuckDB cannot read, or reads as another number of records than the file has lines, is read record by record: line
breaks inside cells, damaged lines, other encodings. A row that cannot be read is a fault, and the rows after it are
read all the same.
"""

import csv
import io
import re
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

import duckdb
import numpy as np
import pyarrow as pa

from ...errors import InputError
from .encodings import encoding_of, head_of

TITLE_ROWS = 10  # as many rows may stand above the header
_HEAD_ROWS = 25
_HEAD_LOOKED_AT = 200  # under a delimiter that is not the file's, no row may be sound
_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'(?:^|[\t\r\n])"(?:[^"\t]|"")*"(?:[\t\r\n]|$)')
_MARKUP = re.compile(r"[\ufeff\s]*<(!--|(!doctype|html|head|meta|table|\?xml)\b)", re.IGNORECASE)
# ASSUME: A cell of an export holds at most 1,000 line breaks; a quotation mark that is still open after as many lines
# has lost its partner.
_LONGEST = 1000
_FEED = "\x1e"  # stands for a line feed inside a cell where carriage returns end the lines; white space, as that is
csv.field_size_limit(sys.maxsize)  # an abstract may be longer than the module's limit


@dataclass(frozen=True)
class Header:
    """Where a text file's header stands (line, first = 1), how its cells are parted and quoted, and what they say.

    `newline` is what ends a line: a carriage return alone, or "" for any line end.
    """

    line: int
    delimiter: str
    quoted: bool
    cells: tuple
    newline: str = field(default="", repr=False)


def text_header(path):
    """The header of a text file; None where the file is no table.

    Raises
    ------
    InputError : it is a page of HTML or XML, as which some databases write what they call a workbook.
    """
    head = head_of(path)[0]
    if _MARKUP.match(head):
        raise InputError("this is a page of HTML or XML, not a table", file=path,
                         remedy="open it in a spreadsheet program and save it as xlsx or CSV UTF-8")
    return find_header(head)


def find_header(text):
    """The header among the first rows: of those as wide as most rows are, the first that is well filled.

    The delimiter is the one under which most lines belong to rows that are equally wide. A row is well filled that has
    four fifths of the cells of the fullest: a header may leave a column without a name, a title above it fills a cell
    or two.

    Where the first line ends with a carriage return alone, as in files of old Macs, all do, and line feeds stand inside
    cells, whether these are quoted or not.

    >>> find_header("Title\\n\\na;b;c\\n1,2;3;4\\n")
    Header(line=3, delimiter=';', quoted=True, cells=('a', 'b', 'c'))
    """
    first = re.search("\r\n?|\n", text)
    if first and first[0] == "\r":
        header = _find_header(text, "\r")
        if header and not any(_FEED in cell for cell in header.cells):
            return header
    return _find_header(text, "")


def _find_header(text, newline):
    best, best_score = None, (0, 1)
    for delimiter in (sign for sign in _DELIMITERS if sign in text):
        # In text parted by tabs a mark is an inch mark where no cell stands between two: it is written without quoting.
        quoted = delimiter != "\t" or bool(_QUOTED.search(text))
        rows, lines = _first_rows(text, delimiter, quoted, newline), Counter()
        for _, cells, spanned in rows:
            lines[len(cells)] += spanned
        score = max(((count, width) for width, count in lines.items() if width > 1), default=best_score)
        wide = [row[:2] for row in rows[:TITLE_ROWS + 1] if len(row[1]) == score[1]]
        if wide and score > best_score:
            line, cells = wide[first_filled([cells for _, cells in wide])]
            best, best_score = Header(line, delimiter, quoted, tuple(cells), newline), score
    return best


def first_filled(rows):
    """The place of the first row that has four fifths of the filled cells of the fullest one."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    return next(place for place, number in enumerate(filled) if number >= 0.8 * max(filled))


def _first_rows(text, delimiter, quoted, newline):
    """The first rows that have content, each with the line it starts on and the number of lines that it spans."""
    lines = list(io.StringIO(text, newline=""))
    if newline:
        lines = [line.replace("\n", _FEED) for line in re.findall("[^\r]*\r|[^\r]+$", text)]
    rows = pairwise(chain(_rows(iter(lines), delimiter, quoted), [(len(lines) + 1, None, None)]))
    filled = ((line, cells, after - line) for (line, cells, _), (after, _, _) in islice(rows, _HEAD_LOOKED_AT)
              if cells and any(map(str.strip, cells)))
    return list(islice(filled, _HEAD_ROWS))


# ---------------------------------------------------------------- straight through DuckDB

def load_straight(connection, path, header, names, columns):
    """Make the view `record` of a clean file; False where it is not clean enough for that.

    Clean: UTF-8, one line per record, every row as wide as the header. Then the place of a record tells its line.
    """
    lines = _lines_of(path)
    if head_of(path)[1][0] != "utf-8" or lines is None:
        return False
    labels = {f"c{place}": "VARCHAR" for place in range(len(names))}
    picked = ", ".join(f"c{names.index(name)} AS {quoted(name)}" for name in columns) or "c0"
    try:
        connection.execute(f"""
            CREATE OR REPLACE TABLE loaded AS SELECT {picked}
            FROM read_csv($path, delim=$delimiter, quote=$quote, escape=$quote, header=false, skip={header.line},
                          columns={labels}, force_not_null={list(labels)}, auto_detect=false, strict_mode=true,
                          null_padding=false)""",
                           {"path": str(path), "delimiter": header.delimiter, "quote": '"' if header.quoted else ""})
    except duckdb.Error:
        return False
    connection.execute(f"CREATE OR REPLACE VIEW record AS SELECT rowid + {header.line + 1} AS source_row, * "
                       "FROM loaded")
    blank = " AND ".join(f"coalesce(trim({quoted(name)}), '') = ''" for name in columns) or "false"
    # As a filter, it goes no further than the first cell that is filled; "!" is the first sign after the space.
    blank = f"coalesce({quoted(columns[0])}, '') < '!' AND {blank}" if columns else blank
    [(records, blanks)] = connection.execute(f"""
        SELECT (SELECT count(*) FROM loaded), (SELECT count(*) FROM loaded WHERE {blank})""").fetchall()
    return records == lines - header.line and not blanks


def quoted(name):
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _lines_of(path):
    """How many lines a file has, without empty ones at its end; None where a line ends with a lone carriage return."""
    feeds = returns = pairs = nuls = 0
    before, size = b"", 0
    with open(path, "rb") as stream:
        while chunk := stream.read(1 << 18):  # small enough for the processor's own memory
            data = np.frombuffer(chunk, np.uint8)
            feeds, returns = feeds + np.count_nonzero(data == 10), returns + np.count_nonzero(data == 13)
            nuls += np.count_nonzero(data == 0)
            if returns:
                pairs += chunk.count(b"\r\n") + (before.endswith(b"\r") and chunk.startswith(b"\n"))
            before, size = chunk[-64:] if len(chunk) >= 64 else before[-64:] + chunk, size + len(chunk)
    if returns != pairs or nuls:
        return None
    tail = before.replace(b"\r\n", b"\n")
    empty = len(tail) - len(tail.rstrip(b"\n"))
    return int(feeds) - empty + 1 if size else 0


# ---------------------------------------------------------------- record by record

def load_carefully(connection, path, header, names, columns):
    """Make the table `record` record by record; returns the rows that cannot be read as [(line, value, reason)]."""
    encoding, mark = encoding_of(path)
    places, faults = [names.index(name) for name in columns], []
    errors = "strict" if encoding.startswith("utf-16") else "surrogateescape"
    schema = pa.schema([("source_row", pa.int64()), *((name, pa.string()) for name in columns)])
    with open(path, "rb") as binary:
        binary.seek(mark)
        lines = io.TextIOWrapper(binary, encoding, errors=errors, newline=header.newline)
        if header.newline:
            lines = (line.replace("\n", _FEED) for line in lines)
        try:
            for _ in islice(lines, header.line - 1):
                pass
            rows = _rows(lines, header.delimiter, header.quoted, header.line)
            next(rows)  # the header itself, though its bytes may be damaged
            rows = _fitting(rows, len(names), faults)
            if header.newline:
                rows = ((line, [cell.replace(_FEED, "\n") for cell in cells]) for line, cells in rows)
            connection.register("reader", pa.RecordBatchReader.from_batches(schema, _batches(rows, places, schema)))
            connection.execute("CREATE OR REPLACE TABLE loaded AS FROM reader")
        except (UnicodeError, duckdb.Error, pa.ArrowException) as error:
            raise InputError(f"the text cannot be read as {encoding}", file=path,
                             remedy="save the file as 'CSV UTF-8' and try again") from error
        finally:
            connection.unregister("reader")
    connection.execute("CREATE OR REPLACE VIEW record AS FROM loaded")
    return faults


def _batches(rows, places, schema):
    """The rows, 20,000 at a time, as Arrow's batches of the columns at these places."""
    while part := list(islice(rows, 20_000)):
        numbers, cells = zip(*part, strict=True)
        columns = list(zip(*cells, strict=True))
        yield pa.record_batch([pa.array(numbers, pa.int64()),
                               *(pa.array(columns[place], pa.string()) for place in places)], schema=schema)


def _fitting(rows, width, faults):
    """The rows that are as wide as the header; the others with content go to `faults`.

    A row without any content is no record; empty cells beyond the header's last do not matter.
    """
    for line, cells, fault in rows:
        if fault:
            faults.append((line, *fault))
        elif len(cells) == width and (cells[0].strip() or any(map(str.strip, cells))):
            yield line, cells
        elif any(map(str.strip, cells)):
            if len(cells) > width and not any(map(str.strip, cells[width:])):
                yield line, cells[:width]
            else:
                faults.append((line, f"{len(cells)} cells", f"the row has {len(cells)} cells, the header has {width}"))


def _rows(lines, delimiter, quoted, first=1):
    """The rows of a text as (line on which it starts, cells, None), or (line, None, (value, reason)) where damaged."""
    waiting, number = deque(), first
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        gathered = [line]
        cells = _cells(gathered, delimiter, quoted)
        while cells is _OPEN and len(gathered) < _LONGEST:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None:
                break
            gathered.append(more)
            if '"' in more:
                cells = _cells(gathered, delimiter, quoted)
        fault = _fault("".join(gathered) if isinstance(cells, list) else line, cells)
        if isinstance(cells, list):
            yield number, None if fault else cells, fault
            number += len(gathered)
        else:  # go on with the next line, so that one stray mark costs one row
            waiting.extendleft(reversed(gathered[1:]))
            yield number, None, fault
            number += 1


_OPEN, _STRAY = "open", "stray"


def _cells(lines, delimiter, quoted):
    """The cells of a row; _OPEN where a quotation mark is still open, _STRAY where text follows a closing one."""
    if not quoted or '"' not in lines[0]:
        return lines[0].rstrip("\r\n").split(delimiter)
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return _OPEN if "unexpected end" in str(error) else _STRAY


def _fault(text, cells):
    """What is wrong with a row: (value, reason), or None."""
    if not isinstance(cells, list):
        return _start(text), "a quotation mark without its partner"
    if "\0" in text:
        return _start(text).replace("\0", "\ufffd"), "a NUL character; the row is damaged"
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return _start(text), "bytes that do not fit the encoding of the file"
    return None


def _start(text):
    return text[:100].encode("utf-8", "replace").decode("utf-8")
