"""How assigning routes grows: seconds, slope and memory over sizes of a made-up study.

    python benchmarks/assigning.py [--patents 100000 1000000] [--runs 1] [--seed 1]

A study of each size is made up, and who is who in it found out, in one process; another reads those tables from disk
and assigns all routes, as the workflow's job does. Prints seconds of that job, processor and wall, the most memory it
took, and the slope of log time on log size between neighbouring sizes; writes nothing here.
"""

import argparse
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

from sixroutes import organisations, routes, tables
from sixroutes.schemas import CONTRACTS, check
from sixroutes.simulation import REALISTIC, write_tables
from sixroutes.sources.events import read_events
from sixroutes.studies import SCHEMA, check_config

SAYS = {"study": "made_up", "title": {"en": "", "zh": ""}, "as_of": "2019-12-31", "facts": "", "events": [],
        "periods": [{"name": "all", "first": 1980, "last": 2019}]}


def read(folder):
    return {path.stem: pd.read_parquet(path) for path in sorted(Path(folder).glob("*.parquet"))}


def prepare(folder, patents, seed):
    """The tables of `sources` and `organisations` of a made-up study, in a folder; its clusters."""
    write_tables(folder, patents, clusters=5, firms=10, seed=seed, noise=REALISTIC)
    facts = read(folder / "facts")
    said = {**SAYS, "clusters": facts["clusters"]["cluster_id"].tolist()}
    given = read(folder / "sources") | read_events(facts["events"], facts["event_coding"])
    given |= {"facts": facts, "study": said}
    wanted = inspect.signature(organisations.harmonise_study).parameters
    made = organisations.harmonise_study(**{name: given[name] for name in wanted if name in given})
    for name, frame in {**made, "events": given["events"]}.items():
        tables.write(frame, folder / "made" / f"{name}.parquet")
    for name in ("patents", "inventors", "citations", "classifications"):
        tables.write(check(given[name].sort_values(list(CONTRACTS[name].key)), CONTRACTS[name]),
                     folder / "made" / f"{name}.parquet")
    return said["clusters"]


def assign(folder, clusters):
    """(processor seconds, wall seconds, GB, units) of one job."""
    choices = check_config({**SAYS, "clusters": clusters}, SCHEMA, "made_up.yaml")["choices"]
    started = time.process_time(), time.perf_counter()
    wanted = inspect.signature(routes.assign).parameters
    given = {name: tables.read(folder / "made" / f"{name}.parquet") for name in wanted if name != "choices"}
    made = routes.assign(**given, choices=choices)
    for name, frame in made.items():
        tables.write(frame, folder / "routes" / f"{name}.parquet")
    return (time.process_time() - started[0], time.perf_counter() - started[1],
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, made["assignments"]["unit_id"].nunique())


def apart(function, *given):
    """What a function returns, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *given).result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--patents", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked, before = parser.parse_args(), None
    for patents in asked.patents:
        with tempfile.TemporaryDirectory() as folder:
            clusters = apart(prepare, Path(folder), patents, asked.seed)
            taken = [apart(assign, Path(folder), clusters) for _ in range(asked.runs)]
        processor, wall, memory, units = (statistics.median(column) for column in zip(*taken, strict=True))
        slope = ""
        if before:
            slope = f", slope {math.log(processor / before[1]) / math.log(patents / before[0]):.2f}"
        print(f"{patents:,} patents, {units:,.0f} units: {processor:.1f} s of processor time, {wall:.1f} s, "
              f"{memory:.2f} GB{slope}", flush=True)
        before = patents, processor


if __name__ == "__main__":
    main()
