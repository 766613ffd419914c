"""How much the workflow costs on top of the work: a full rebuild against the same functions in one process.

    python benchmarks/rebuild.py [--runs 3] [--cores 2]

Both sides work on copies of this project with the same fetched data. One side types `snakemake`; the other replays
the same jobs in the same order, functions and notebooks' code, all in one process. Then one figure is changed, and the
rebuild is compared with the full one. Prints medians and ratios; changes nothing here.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".snakemake", "processed", "executed", "logs", ".pytest_cache")


def copy_project(folder):
    """The project without its products, with the fetched data."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
    for made in (*folder.glob("figures/*/"), *(path for path in folder.glob("paper/*/") if path.name != "templates")):
        shutil.rmtree(made)
    return folder


def timed(command, folder):
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return time.perf_counter() - started


def snakemake(cores):
    return [str(Path(sys.executable).with_name("snakemake")), "--cores", str(cores)]


# In the benchmark's own copy every job also notes what it was given, so that the other side does exactly the same.
RECORDING = """
import json
from sixroutes.bridge import _plain
from sixroutes.bridge import run

parts = dict(input=snakemake.input, output=snakemake.output, params=snakemake.params)
with open("calls.jsonl", "a", encoding="utf-8") as notes:
    notes.write(json.dumps({name: {key: _plain(value) for key, value in part.items()}
                            for name, part in parts.items()}) + "\\n")
run(snakemake)
"""


def record_calls(folder):
    (folder / "rules" / "call.py").write_text(RECORDING, encoding="utf-8")


def one_process(notes):
    return [sys.executable, str(Path(__file__).with_name("in_one_process.py")), str(notes)]


def change_one_figure(folder):
    path = folder / "src/sixroutes/figures/usage_by_cluster.py"
    path.write_text(path.read_text(encoding="utf-8") + f"\n# changed {time.time()}\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    times = {"full rebuild": [], "one process": [], "one figure changed": [], "nothing changed": []}
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as place:
            built, plain = copy_project(Path(place) / "built"), copy_project(Path(place) / "plain")
            record_calls(built)
            times["full rebuild"].append(timed(snakemake(options.cores), built))
            times["one process"].append(timed(one_process(built / "calls.jsonl"), plain))
            times["nothing changed"].append(timed(snakemake(options.cores), built))
            change_one_figure(built)
            times["one figure changed"].append(timed(snakemake(options.cores), built))
    medians = {name: statistics.median(values) for name, values in times.items()}
    report = {"seconds": {name: round(value, 1) for name, value in medians.items()}, "runs": options.runs,
              "cores": options.cores,
              "full rebuild / one process": round(medians["full rebuild"] / medians["one process"], 2),
              "one figure / full rebuild": round(medians["one figure changed"] / medians["full rebuild"], 2)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
