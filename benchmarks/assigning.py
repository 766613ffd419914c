"""How assigning routes grows: seconds, slope and memory over sizes of a made-up study.

    python benchmarks/assigning.py [--patents 100000 1000000] [--runs 1] [--seed 1] [--keep FOLDER]

A study of each size is made up, and who is who in it found out, some patents at a time, in one process; another
assigns all routes from those files to files, as the workflow's job does. Prints seconds of that job, processor and
wall, the most memory it took, and the slope of log time on log size between neighbouring sizes.
"""

import argparse
import contextlib
import inspect
import math
import multiprocessing
import resource
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from sixroutes import organisations, tables
from sixroutes.routes import stage
from sixroutes.schemas import CONTRACTS, empty
from sixroutes.simulation import REALISTIC, write_tables
from sixroutes.sources.events import read_events
from sixroutes.studies import SCHEMA, check_config

SAYS = {"study": "made_up", "title": {"en": "", "zh": ""}, "as_of": "2019-12-31", "facts": "", "events": [],
        "periods": [{"name": "all", "first": 1980, "last": 2019}]}
PIECE = 1_000_000  # patents of which one finds out at a time who is who; a citation to another piece links nothing
MADE = ("evidence", "assignments", "runners_up", "acquired_stock", "route_doubts")


def prepare(folder, patents, seed):
    """The tables of `sources` and `organisations` of a made-up study, in `folder/made`; the study's YAML."""
    write_tables(folder, patents, clusters=5, firms=10, seed=seed, noise=REALISTIC)
    facts = {path.stem: pd.read_parquet(path) for path in sorted((folder / "facts").glob("*.parquet"))}
    said = {**SAYS, "clusters": facts["clusters"]["cluster_id"].tolist()}
    given = read_events(facts["events"], facts["event_coding"]) | {"facts": facts, "study": said}
    tables.write(given["events"], folder / "made" / "events.parquet")
    pieces = -(-patents // PIECE)
    with tempfile.TemporaryDirectory() as spare, tables.connect(spare) as connection:
        for piece in range(pieces):
            _harmonise(connection, folder, given, piece, pieces)
        for name in ("patents", "inventors", "citations", "classifications"):
            _sort(connection, folder / "sources" / f"{name}.parquet", folder / "made" / f"{name}.parquet", name)
        for name in ("applicant_groups", "linked_groups"):
            _sort(connection, folder / "pieces" / name / "*.parquet", folder / "made" / f"{name}.parquet", name)
    return said


def _harmonise(connection, folder, given, piece, pieces):
    """Who is who in one piece of the patents."""
    for name, key in (("patents", "patent_id"), ("applicants", "patent_id"), ("citations", "citing_id")):
        rows = connection.read_parquet(str(folder / "sources" / f"{name}.parquet"))
        given[name] = rows.filter(f"hash({key}) % {pieces} = {piece}").to_arrow_table().to_pandas()
    wanted = inspect.signature(organisations.harmonise_study).parameters
    made = organisations.harmonise_study(**{name: given[name] for name in wanted if name in given})
    for name in ("applicant_groups", "linked_groups"):
        tables.write(made[name], folder / "pieces" / name / f"{piece}.parquet", name)
    for name in ("partner_groups", "ownership"):
        tables.write(made[name], folder / "made" / f"{name}.parquet")


def _sort(connection, source, target, name):
    """A table in the order of its key, as the workflow writes it."""
    rows = connection.read_parquet(str(source))
    blank = pd.Series(empty(name).dtypes).astype(str)
    columns = [column if column in rows.columns else f"NULL::{'VARCHAR' if blank[column] == 'str' else 'DOUBLE'} AS "
               f"{column}" for column in CONTRACTS[name].columns]
    rows.project(", ".join(columns)).order(", ".join(CONTRACTS[name].key)).write_parquet(
        str(target), compression="zstd")


def assign(folder, said):
    """(processor seconds, wall seconds, GB, assignments) of one job."""
    choices = check_config(said, SCHEMA, "made_up.yaml")["choices"]
    started = time.process_time(), time.perf_counter()
    wanted = [name for name in inspect.signature(stage.assign_study).parameters if name.endswith("_path")]
    given = {name: str(folder / "made" / f"{name.removesuffix('_path')}.parquet") for name in wanted}
    stage.assign_study(**given, choices=choices, **{name: folder / "routes" / f"{name}.parquet" for name in MADE})
    taken = time.process_time() - started[0], time.perf_counter() - started[1]
    with tables.database(assignments=folder / "routes" / "assignments.parquet") as connection:
        (rows,), = connection.sql("SELECT count(*) FROM assignments").fetchall()
    return (*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, rows)


def apart(function, *given):
    """What a function returns, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *given).result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--patents", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files; they are left there")
    asked, before = parser.parse_args(), None
    for patents in asked.patents:
        kept = asked.keep and contextlib.nullcontext(asked.keep / str(patents))
        with kept or tempfile.TemporaryDirectory() as folder:
            said = apart(prepare, Path(folder), patents, asked.seed)
            taken = [apart(assign, Path(folder), said) for _ in range(asked.runs)]
        processor, wall, memory, rows = (statistics.median(column) for column in zip(*taken, strict=True))
        slope = ""
        if before:
            slope = f", slope {math.log(processor / before[1]) / math.log(patents / before[0]):.2f}"
        print(f"{patents:,} patents, {rows:,.0f} assignments: {processor:.1f} s of processor time, {wall:.1f} s, "
              f"{memory:.2f} GB{slope}", flush=True)
        before = patents, processor


if __name__ == "__main__":
    main()
