"""Reading and writing one table: Parquet on disk, checked against its contract on the way."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from .errors import InputError
from .schemas import CONTRACTS, check


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
    frame = check(frame, contract, file=path.name)
    frame = frame.sort_values(list(contract.key), kind="stable", na_position="first").reset_index(drop=True)
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


@contextmanager
def database(**frames):
    """A DuckDB connection in memory that knows each frame under its name.

    Frames go in as Arrow, so that a column's type never depends on what its rows happen to hold.

    >>> with database(numbers=pd.DataFrame({"n": [1, 2, 3]})) as connection:
    ...     connection.sql("SELECT sum(n) FROM numbers").fetchall()
    [(6,)]
    """
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, pa.Table.from_pandas(frame, preserve_index=False))
        yield connection
