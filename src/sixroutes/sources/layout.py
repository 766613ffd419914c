"""What every room of this folder shares: the tables it returns, and how it looks into a file before reading it."""

import glob
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check

PARQUET_MAGIC = b"PAR1"


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
    """The columns of a Parquet file or a delimited text file as {name: DuckDB type}; {} where it is neither.

    The content decides, never the name of the file.

    Raises
    ------
    InputError : there is no such file, it is empty, or it starts like Parquet and cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    with path.open("rb") as stream:
        head = stream.read(len(PARQUET_MAGIC))
    if not head:
        raise InputError("the file is empty", file=path, remedy="export or fetch it again")
    with duckdb.connect() as connection:
        if head == PARQUET_MAGIC:
            return _types(open_parquet(connection, path))
        try:
            return _types(connection.read_csv(glob.escape(str(path)), all_varchar=True))
        except duckdb.Error:
            return {}


def open_parquet(connection, path):
    """A Parquet file as a DuckDB relation, with the number of each record in `file_row_number` (first = 0)."""
    try:
        return connection.read_parquet(glob.escape(str(path)), file_row_number=True)
    except duckdb.Error as error:
        raise InputError("it starts like Parquet, but cannot be read; it may have been cut off", file=path,
                         remedy="delete it, and fetch or export it again") from error


def _types(relation):
    return {name: str(type) for name, type in zip(relation.columns, relation.types, strict=True)
            if name != "file_row_number"}
