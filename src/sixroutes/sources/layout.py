"""What every room of this folder shares: the tables it returns, and how it looks into a file before reading it."""

import glob
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from .opening import header_of

PARQUET_MAGIC = b"PAR1"
# The table contracts hold years from 1900 to 2030; no patent with a machine-readable record is older.
FIRST_DAY, LAST_DAY = "1900-01-01", "2030-12-31"


@dataclass(frozen=True)
class Tables:
    """What one patent file says: six frames with the contracts of the same names (`citations` may be empty)."""

    patents: pd.DataFrame
    applicants: pd.DataFrame
    citations: pd.DataFrame
    inventors: pd.DataFrame
    rejected: pd.DataFrame
    account: pd.DataFrame


def empty(name):
    """The table `name` without rows, with the columns and types of its contract.

    >>> list(empty("citations").columns)
    ['citing_id', 'cited_id', 'category']
    """
    return check(pd.DataFrame(columns=list(CONTRACTS[name].columns)), CONTRACTS[name])


def account_row(source_file, source, format, unit, *, read, kept, duplicate, rejected, duplicate_of=None):
    """The account of one file as a frame of one row; read = kept + duplicate + rejected."""
    row = dict(source_file=source_file, source=source, format=format, unit=unit, read=read, kept=kept,
               duplicate=duplicate, rejected=rejected, duplicate_of=duplicate_of)
    return check(pd.DataFrame([row]), CONTRACTS["account"])


def columns_of(path):
    """The columns of a Parquet file, a delimited text or a workbook as {name: DuckDB type}; {} where it is no table.

    The content decides, never the name of the file.

    Raises
    ------
    InputError : there is no such file, it is empty, it starts like Parquet or a workbook and cannot be read, it is
        text in no known encoding, or it has the same column twice.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    with path.open("rb") as stream:
        head = stream.read(len(PARQUET_MAGIC))
    if not head:
        raise InputError("the file is empty", file=path, remedy="export or fetch it again")
    if head != PARQUET_MAGIC:
        return {name: "VARCHAR" for name in header_of(path) if name}
    with duckdb.connect() as connection:
        return _types(open_parquet(connection, path))


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
    pairs = (("wrong_column", [(condition, _quoted(column)) for column, _, condition, _ in checks]),
             ("wrong_value", [(condition, f"CAST({value} AS VARCHAR)") for _, value, condition, _ in checks]),
             ("reason", [(condition, _quoted(reason)) for _, _, condition, reason in checks]))
    return ", ".join("CASE " + " ".join(f"WHEN {condition} THEN {say}" for condition, say in cases) + f" END AS {name}"
                     for name, cases in pairs)


def _quoted(text):
    return "'" + text.replace("'", "''") + "'"


def _types(relation):
    return {name: str(type) for name, type in zip(relation.columns, relation.types, strict=True)
            if name != "file_row_number"}
