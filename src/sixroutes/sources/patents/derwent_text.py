"""The field-tagged text of Derwent Innovations Index as records: two-letter tags in the first columns of a line.

A record goes from `PT P` to `ER`; what stands under a tag goes on in the lines below it, mostly after three spaces, and
sometimes without. `FN` and `VR` open a file, `EF` ends it; several files put together are read as one.
"""

import io
import re
from dataclasses import dataclass, field
from itertools import islice

import duckdb
import pyarrow as pa

from ...errors import InputError
from ..opening import Fault, Opened, is_workbook
from ..opening.encodings import encoding_of, head_of

# The tags that are read; what stands under any other belongs to no field.
TAGS = ("PT", "PN", "TI", "AU", "AE", "GA", "IP", "PD", "AD", "PI", "CP", "UT")
_TAG = re.compile(r"([A-Z][A-Z0-9])(?:\s+(.*))?")
_OTHER_TAGS = {"AB", "EA", "TF", "DC", "MC", "FD", "DS", "FS", "CR", "DN", "MN", "RI", "CI", "RG", "Z9", "U1", "U2",
               "FN", "VR", "ER", "EF"}
# In running text a line may begin with two capitals ("IP address", "DC motor"): there a tag needs its own content.
_PROSE = ("AB", "EA", "TF", "CR")
_NUMBER = "[A-Z]{2}[A-Z0-9]*[0-9]"
_CONTENT = {"PN": _NUMBER, "PD": _NUMBER, "AD": _NUMBER, "PI": _NUMBER, "CP": _NUMBER, "IP": "[A-H][0-9]{2}[A-Z]",
            "GA": "[0-9]{4}", "UT": "[A-Z]+:", "DC": "[A-Z][0-9]{2}", "MC": "[A-Z][0-9]{2}"}
_WHOLE = {"PT": "[A-Z]", "ER": "", "EF": ""}  # tags that end or begin something: nothing else may stand in their line
_CODED = re.compile(r"\([A-Z0-9]{4}(-[A-Za-z -]+)?\)$")  # as the entries of AE end
_LINE = re.compile(r"(?:^|[\r\n])\ufeff?PT P[ \t]*[\r\n]")


@dataclass
class _Record:
    """A record that is being read: the line of its PT, and what stands under each tag so far."""

    line: int
    values: dict
    current: str = "PT"


@dataclass
class _Reading:
    """How far the reading of a file has come; `stray` = the line before stood outside of any record as well."""

    indented: bool
    record: _Record | None = None
    stray: bool = False
    faults: list = field(default_factory=list)


def is_tagged(path):
    """Whether a file is text with a line `PT P`, which begins a patent, in its first megabyte."""
    return not is_workbook(path) and bool(_LINE.search(head_of(path)[0]))


def load_tagged(connection, path):
    """Make the view `record` of a DuckDB connection: `source_row` (the line of PT) and the columns `TAGS`.

    Lines of one field are parted by line breaks. A record without its end, a run of lines outside of any record and a
    record with damaged text are faults; the records after them are read all the same.

    Returns
    -------
    Opened : without `records`.

    Raises
    ------
    InputError : the text cannot be read.
    """
    reading = _Reading(indented=bool(re.search(r"[\r\n]   \S", head_of(path)[0])))
    schema = pa.schema([("source_row", pa.int64()), *((tag, pa.string()) for tag in TAGS)])
    reader = pa.RecordBatchReader.from_batches(schema, _batches(_records(_lines(path), reading), schema))
    connection.register("reader", reader)
    try:
        connection.execute("CREATE OR REPLACE TABLE loaded AS FROM reader")
    except (UnicodeError, duckdb.Error, pa.ArrowException) as error:
        raise InputError("the text cannot be read", file=path, remedy="export the file again") from error
    finally:
        connection.unregister("reader")
    connection.execute("CREATE OR REPLACE VIEW record AS FROM loaded")
    return Opened(TAGS, tuple(reading.faults))


def _lines(path):
    """The lines of a text with their numbers, whatever ends them."""
    encoding, mark = encoding_of(path)
    with open(path, "rb") as binary:
        binary.seek(mark)
        # Both handlers leave marks of damage in the text that no sound text has, so that only its record is lost.
        errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
        lines = enumerate(io.TextIOWrapper(binary, encoding, errors, newline=None), 1)
        while True:
            try:
                number, line = next(lines)
            except (StopIteration, UnicodeDecodeError):  # the latter: a file in UTF-16 that is cut within a character
                return
            yield number, line.rstrip("\n").removeprefix("\ufeff")


def _records(lines, reading):
    """The records that are whole, as [(line of PT, {tag: lines})]; what is none goes to `reading.faults`."""
    for number, line in lines:
        tag, value = _parted(line, reading)
        record = reading.record
        if tag in ("PT", "EF"):
            _break_off(reading, "the next record begins" if tag == "PT" else "the file ends")
            reading.record = _Record(number, {"PT": [value]}) if tag == "PT" else None
        elif tag == "ER":
            if record and _is_sound(record, reading):
                yield record.line, record.values
            reading.record, reading.stray = None, False
        elif record:
            record.current = tag or record.current
            record.values.setdefault(record.current, []).append(value)
        elif value and tag not in ("FN", "VR"):
            _note_stray(number, line, reading)
    _break_off(reading, "the file ends")


def _parted(line, reading):
    """The tag that a line begins with and what follows it; None where the line goes on with the field before."""
    found, record = _TAG.fullmatch(line.rstrip()), reading.record
    if not found:
        return None, line.strip()
    tag, value = found[1], (found[2] or "").strip()
    in_prose = bool(record) and (record.current in _PROSE or (record.current == "TI" and not reading.indented))
    if tag in _WHOLE:
        is_tag = bool(re.fullmatch(_WHOLE[tag], value))
    elif in_prose:
        again = tag in record.values
        is_tag = not again and bool(re.match(_CONTENT.get(tag, ""), value)) and tag in (*TAGS, *_OTHER_TAGS)
    else:  # without indents, an unknown tag may be a short surname ("LI W"), and a known one may begin a firm's name
        is_name = bool(record) and record.current == "AE" and bool(_CODED.search(value))
        is_tag = reading.indented or ((tag in TAGS or tag in _OTHER_TAGS) and not is_name)
    return (tag, value) if is_tag else (None, line.strip())


def _break_off(reading, event):
    """Note a record that has begun and not ended."""
    if reading.record:
        reading.faults.append(Fault(reading.record.line, _named(reading.record),
                                    f"{event} in the middle of this record: it has no ER"))
    reading.record, reading.stray = None, False


def _note_stray(number, line, reading):
    """Note a line outside of any record; lines that follow it are one fault with it."""
    if not reading.stray:
        shown = line.strip()[:100].encode("utf-8", "replace").decode("utf-8")
        reading.faults.append(Fault(number, shown, "text outside of any record: no PT stands above it"))
    reading.stray = True


def _is_sound(record, reading):
    """Whether the text of a record's fields can be kept; notes it where not."""
    text = "\n".join(line for tag in TAGS for line in record.values.get(tag, ()))
    try:
        text.encode("utf-8")
        reason = "a NUL character; the record is damaged" if "\0" in text else None
    except UnicodeEncodeError:
        reason = "bytes that do not fit the encoding of the file"
    if reason:
        reading.faults.append(Fault(record.line, _named(record), reason))
    return reason is None


def _named(record):
    """What tells a record from others: its patent numbers, else its beginning."""
    value = " ".join(record.values.get("PN") or ["PT", *record.values["PT"]])[:100]
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _batches(records, schema):
    """The records, 20,000 at a time, as Arrow's batches."""
    while part := list(islice(records, 20_000)):
        rows = [{"source_row": line, **{tag: "\n".join(filter(None, values[tag])) for tag in TAGS if tag in values}}
                for line, values in part]
        yield pa.RecordBatch.from_pylist(rows, schema)
