"""What every room of this folder shares: the tables it returns, and how it looks into a file before reading it."""

import glob
import re
import tempfile
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import InputError
from ..schemas import CONTRACTS, check
from .opening import header_of, headers_in, is_workbook, quoted
from .opening.encodings import head_of

PARQUET_MAGIC = b"PAR1"
# The table contracts hold years from 1900 to 2030; no patent with a machine-readable record is older.
FIRST_DAY, LAST_DAY = "1900-01-01", "2030-12-31"


@dataclass(frozen=True)
class Tables:
    """What one patent file says: nine frames with the contracts of the same names (any may be empty)."""

    patents: pd.DataFrame
    applicants: pd.DataFrame
    inventors: pd.DataFrame
    classifications: pd.DataFrame
    families: pd.DataFrame
    citations: pd.DataFrame
    duplicates: pd.DataFrame
    rejected: pd.DataFrame
    account: pd.DataFrame


@dataclass(frozen=True)
class Glance:
    """What is seen of a file at first: its columns as {name: DuckDB type} ({} where it is no table), and its start.

    Of a folder, `tables` has the columns of every file in it: {file: columns}.
    """

    path: Path
    columns: dict
    head: str = ""
    tables: dict = field(default_factory=dict)


def glance(path):
    """A first look at a Parquet file, a text, a workbook or a folder; the content decides, never the name of the file.

    Raises
    ------
    InputError : there is no such file, it is empty, it starts like Parquet or a workbook and cannot be read, it is
        text in no known encoding, or it has the same column twice.
    """
    path = Path(path)
    if path.is_dir():
        return Glance(path, {}, tables=headers_in(path))
    if path.is_file() and path.open("rb").read(len(PARQUET_MAGIC)) == PARQUET_MAGIC:
        with duckdb.connect() as connection:
            return Glance(path, _types(open_parquet(connection, path)))
    columns = dict.fromkeys(header_of(path), "VARCHAR")
    return Glance(path, columns, "" if is_workbook(path) else head_of(path)[0][:2000])


def match_columns(columns, known, file=None):
    """Which of a file's columns hold each field: {field: its columns, in order of preference}.

    Letter case, spaces and the width of characters do not matter.

    Raises
    ------
    InputError : two columns differ in these alone.

    >>> match_columns(["公开(公告)号", "applicants"], {"number": ("公开（公告）号",), "applicants": ("Applicants",)})
    {'number': ['公开(公告)号'], 'applicants': ['applicants']}
    """
    plain = {}
    for name in columns:
        if plain_name(name) in plain:
            raise InputError(f"the same column twice: {plain[plain_name(name)]!r} and {name!r}", file=file, column=name,
                             remedy="delete or rename one of the two, or export the file again")
        plain[plain_name(name)] = name
    return {field: [plain[key] for key in map(plain_name, names) if key in plain] for field, names in known.items()}


def plain_name(name):
    """A column's name as it is compared: letter case, spaces and the width of characters do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


@contextmanager
def working_database():
    """A DuckDB connection that keeps to 800 MB of memory; the rest waits in a folder that is gone afterwards."""
    settings = {"memory_limit": "800MB", "arrow_large_buffer_size": True}
    with (tempfile.TemporaryDirectory() as folder,
          duckdb.connect(config={**settings, "temp_directory": folder}) as connection):
        yield connection


def frame_of(connection, query, name, **constants):
    """The result of a query as the table `name`, checked; `$name` in the query stands for the constant of that name."""
    return framed(name, [arrow_of(connection, query, **constants)])


def arrow_of(connection, query, **constants):
    """The result of a query as an Arrow table; `$name` in the query stands for the constant of that name."""
    given = {key: value for key, value in constants.items() if re.search(rf"[$]{key}\b", query)}
    return connection.sql(query, params=given).to_arrow_table()


def framed(name, handed, words=None):
    """An Arrow table (taken out of a list) as the table `name`, checked.

    In the columns that `words` has, numbers become the words they stand for (Arrow arrays; the first is 0). Other texts
    are copied, because DuckDB gives them more room than they need.
    """
    table, words = handed.pop(), words or {}
    for place, column in enumerate(table.column_names):
        if column in words:
            table = table.set_column(place, column, words[column].take(table[column]))
        elif pa.types.is_large_string(table[column].type):
            table = table.set_column(place, column, pa.chunked_array([table[column].combine_chunks()]))
    return check(as_frame(table), CONTRACTS[name])


def first_of_each(table, columns):
    """The rows of a sorted Arrow table that differ from the row before in one of these columns."""
    alike = [pc.equal(table[name].slice(1), table[name].slice(0, max(len(table) - 1, 0))) for name in columns]
    again = reduce(pc.and_, alike)
    if not pc.any(again).as_py():
        return table
    return table.filter(pa.chunked_array([[True], *pc.invert(again).chunks], pa.bool_()))


def as_frame(table):
    """An Arrow table as a frame whose text columns stay Arrow's, which costs neither time nor memory."""
    text = pd.StringDtype("pyarrow", na_value=float("nan"))
    return table.to_pandas(types_mapper={pa.string(): text, pa.large_string(): text}.get, self_destruct=True)


def account_row(source_file, source, format, unit, *, read, kept, duplicate, rejected, duplicate_of=None):
    """The account of one file as a frame of one row; read = kept + duplicate + rejected."""
    row = dict(source_file=source_file, source=source, format=format, unit=unit, read=read, kept=kept,
               duplicate=duplicate, rejected=rejected, duplicate_of=duplicate_of)
    return check(pd.DataFrame([row]), CONTRACTS["account"])


def faults_of(connection, opened, column):
    """Make the table `fault` of the rows that are no records, as rejections that name `column`."""
    rows = [(fault.row, column, fault.value, fault.reason) for fault in opened.faults]
    connection.execute('CREATE OR REPLACE TABLE fault (source_row BIGINT, "column" VARCHAR, value VARCHAR, '
                       "reason VARCHAR)")
    if rows:
        connection.executemany("INSERT INTO fault VALUES (?, ?, ?, ?)", rows)


def open_parquet(connection, path):
    """A Parquet file as a DuckDB relation, with the number of each record in `file_row_number` (first = 0)."""
    try:
        return connection.read_parquet(glob.escape(str(path)), file_row_number=True)
    except duckdb.Error as error:
        raise InputError("it starts like Parquet, but cannot be read; it may have been cut off", file=path,
                         remedy="delete it, and fetch or export it again") from error


def last_day(as_of):
    """The last filing date that a reader takes, as YYYY-MM-DD.

    >>> last_day("2009-12-31"), last_day(None)
    ('2009-12-31', '2030-12-31')
    """
    try:
        return min(pd.Timestamp(as_of or LAST_DAY), pd.Timestamp(LAST_DAY)).strftime("%Y-%m-%d")
    except ValueError as error:
        raise InputError(f"{as_of!r} is no date", column="as_of", remedy="write it as YYYY-MM-DD") from error


def first_wrong(checks):
    """The first thing wrong with a record, as the SQL columns `wrong_column`, `wrong_value` and `reason`.

    `checks` are (column of the file, SQL of its value, SQL of what must not be, reason), in the order of saying.
    """
    pairs = (("wrong_column", [(condition, literal(column)) for column, _, condition, _ in checks]),
             ("wrong_value", [(condition, f"CAST({value} AS VARCHAR)") for _, value, condition, _ in checks]),
             ("reason", [(condition, literal(reason)) for _, _, condition, reason in checks]))
    return ", ".join("CASE " + " ".join(f"WHEN {condition} THEN {say}" for condition, say in cases) + f" END AS {name}"
                     for name, cases in pairs)


def differing(columns, one, other):
    """SQL of the names of the columns in which a row of the table `one` differs from one of `other`; NULL = in none."""
    cases = ", ".join(f"CASE WHEN {one}.{quoted(name)} IS DISTINCT FROM {other}.{quoted(name)} THEN {literal(name)} END"
                      for name in columns)
    return f"nullif(concat_ws(' | ', {cases}), '')"


def literal(text):
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def _types(relation):
    return {name: str(type) for name, type in zip(relation.columns, relation.types, strict=True)
            if name != "file_row_number"}
