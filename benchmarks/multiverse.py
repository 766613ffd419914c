"""How much the multiverse costs: a study under all combinations of choices against the same under its own alone.

    python benchmarks/multiverse.py [--study chinese_clusters] [--runs 3]

Both sides assign routes and measure every indicator from the tables of a finished build, in one process, by turns:
one with the study's `multiverse`, the other with none. Prints medians of wall and processor seconds and their ratios;
writes nothing.
"""

import argparse
import statistics
import time
from pathlib import Path

from sixroutes import tables
from sixroutes.indicators import measure
from sixroutes.routes import assign
from sixroutes.routes.readings import assign_readings
from sixroutes.studies import load_study

BUILT = Path("data/processed")
EVIDENCE = {"sources": ["patents", "inventors", "citations", "classifications", "events"],
            "organisations": ["applicant_groups", "linked_groups", "partner_groups", "ownership"]}
FURTHER = {"sources": ["account"], "networks": ["ties", "nodes"],
           "organisations": ["organisations", "aliases", "clusters", "firms", "name_review"]}


def read(study, wanted):
    return {name: tables.read(BUILT / study / stage / f"{name}.parquet") for stage, names in wanted.items()
            for name in names}


def run(study, evidence, further, multiverse):
    """Seconds (wall, processor) of one study, and its number of specifications."""
    started = time.perf_counter(), time.process_time()
    choices = study["choices"]
    assigned = assign(**evidence, choices=choices)["assignments"]
    given = {name: frame for name, frame in evidence.items() if name != "linked_groups"} | further
    made = measure(assignments=assigned, **given, **assign_readings(**evidence, choices=choices, multiverse=multiverse),
                   study={**study, "multiverse": multiverse}, choices=choices)
    return time.perf_counter() - started[0], time.process_time() - started[1], len(made["specifications"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--study", default="chinese_clusters")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    study = load_study(asked.study)
    evidence, further = read(asked.study, EVIDENCE), read(asked.study, FURTHER)
    run(study, evidence, further, {})  # what is loaded at first use is no part of either side
    sides = {"own choices": {}, "multiverse": study["multiverse"]}
    taken = {name: [] for name in sides}
    for _ in range(asked.runs):
        for name, multiverse in sides.items():
            taken[name].append(run(study, evidence, further, multiverse))
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in taken.items()}
    for name, (wall, processor, n) in medians.items():
        print(f"{name}: {n:,.0f} specifications, {wall:.1f} s, {processor:.1f} s of processor time")
    ratios = [medians["multiverse"][place] / medians["own choices"][place] for place in (0, 1)]
    print(f"ratio: {ratios[0]:.2f}, {ratios[1]:.2f} in processor time")


if __name__ == "__main__":
    main()
