"""Reading and writing one table: Parquet on disk, checked against its contract on the way."""

import os
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .errors import InputError
from .schemas import CONTRACTS, check, empty

# What DuckDB may hold beside the tables that are given to it as frames.
MEMORY = "3GB"


def read(path, columns=None):
    """One Parquet table as a frame; `columns` reads only those.

    Raises
    ------
    InputError : the file is not there; the message says which command makes it.
    """
    if not Path(path).is_file():
        raise InputError("the table is not there", file=path, remedy="build it first: snakemake --cores 2")
    return pd.read_parquet(path, columns=columns)


def write(frame, path, contract=None):
    """Write `frame` to `path` as Parquet, sorted by its key, whole or not at all.

    The contract is the one named like the file (``usage.parquet`` holds the table ``usage``) unless
    `contract` names another. Rows are sorted by the contract's key, so that the order of the inputs
    does not reach the bytes.
    """
    path = Path(path)
    contract = CONTRACTS[contract or path.stem]
    frame = _sorted(frame, contract, path.name)
    with replacing(path) as temporary:
        frame.to_parquet(temporary, index=False, compression="zstd")
    return frame


def read_csv(path, contract):
    """A curated CSV as the table that `contract` (a name) describes, checked, with clear errors.

    Empty cells are missing values; nothing else is (``NA`` is the text "NA", the code of Namibia).

    Raises
    ------
    InputError : the file is not there, is not UTF-8, has other columns, or has a bad cell.
    """
    if not Path(path).is_file():
        raise InputError("the file is not there", file=path, remedy="check the path in the study's YAML file")
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text ({error.reason} at byte {error.start})", file=path,
                         remedy="save the file as 'CSV UTF-8' and try again") from error
    except pd.errors.ParserError as error:
        raise InputError(f"not a readable CSV: {error}", file=path,
                         remedy="look for a row with too many commas or an unclosed quote") from error
    return check(frame, CONTRACTS[contract], file=Path(path).name)


@contextmanager
def appending(path, contract=None):
    """A function that adds frames to the Parquet file at `path`, one after the other; whole or not at all.

    For tables that are made piece by piece, in the order of their key: within a piece rows are sorted as by `write`,
    the pieces stand in the order in which they come. A table of one piece has the bytes that `write` gives it.
    """
    path = Path(path)
    contract = CONTRACTS[contract or path.stem]
    with replacing(path) as temporary, ExitStack() as opened:
        writers = []

        def add(frame):
            table = pa.Table.from_pandas(_sorted(frame, contract, path.name), preserve_index=False)
            if not writers:
                writers.append(opened.enter_context(pq.ParquetWriter(temporary, table.schema, compression="zstd")))
            writers[0].write_table(table)

        yield add
        if not writers:
            add(empty(contract.name))


def _sorted(frame, contract, file):
    frame = check(frame, contract, file=file)
    return frame.sort_values(list(contract.key), kind="stable", na_position="first").reset_index(drop=True)


class replacing:
    """A temporary path beside `path` that takes its place when the block ends well, and is removed when not.

    >>> import tempfile, pathlib
    >>> target = pathlib.Path(tempfile.mkdtemp()) / "note.txt"
    >>> with replacing(target) as temporary:
    ...     _ = temporary.write_text("whole")
    >>> target.read_text()
    'whole'
    """

    def __init__(self, path):
        self.path = Path(path)

    def __enter__(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".", suffix=self.path.suffix)
        os.close(handle)
        self.temporary = Path(name)
        return self.temporary

    def __exit__(self, error, *_):
        if error is None:
            os.chmod(self.temporary, 0o644)
            os.replace(self.temporary, self.path)
        else:
            self.temporary.unlink(missing_ok=True)


def connect(folder):
    """A DuckDB connection in memory that holds at most MEMORY of its own; what is more waits in `folder`."""
    return duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder)})


def know(connection, name, table):
    """Let a connection know a table, a frame or Arrow or the path of a Parquet file, under its name.

    Frames go in as Arrow, so that a column's type never depends on what its rows happen to hold.
    """
    if isinstance(table, str | Path):
        connection.read_parquet(str(table)).create_view(name)
    else:
        connection.register(name, table if isinstance(table, pa.Table) else pa.Table.from_pandas(
            table, preserve_index=False))


@contextmanager
def database(**given):
    """A DuckDB connection that knows each table, a frame or the path of its Parquet file, under its name.

    >>> with database(numbers=pd.DataFrame({"n": [1, 2, 3]})) as connection:
    ...     connection.sql("SELECT sum(n) FROM numbers").fetchall()
    [(6,)]
    """
    with tempfile.TemporaryDirectory(prefix="sixroutes-") as folder, connect(folder) as connection:
        for name, table in given.items():
            know(connection, name, table)
        yield connection
