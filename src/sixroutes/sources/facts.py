"""The curated tables of a folder, and whether they agree with one another."""

import csv
import difflib
from pathlib import Path

import numpy as np
import pandas as pd

from .. import tables
from ..errors import InputError
from ..schemas import CONTRACTS, empty

FACTS = [name.removeprefix("facts_") for name in CONTRACTS if name.startswith("facts_")]
SEPARATOR = " | "
# Which column names a row of which other table: table, column, table named, its column. Lists are taken apart.
REFERENCES = (
    ("firms", "cluster_id", "clusters", "cluster_id"),
    ("firms", "organisation_id", "organisations", "organisation_id"),
    ("organisations", "cluster_id", "clusters", "cluster_id"),
    ("organisations", "group_id", "organisations", "organisation_id"),
    ("aliases", "organisation_id", "organisations", "organisation_id"),
    ("ownership", "child_id", "organisations", "organisation_id"),
    ("ownership", "parent_id", "organisations", "organisation_id"),
    ("homonyms", "in_aliases_as", "organisations", "organisation_id"),
    ("overrides", "organisation_id", "organisations", "organisation_id"),
    ("events", "cluster_id", "clusters", "cluster_id"),
    ("events", "firm", "firms", "firm"),
    ("claims", "firm", "firms", "firm"),
)


def load_facts(folder):
    """All curated tables of `folder` as {name: frame}: `clusters.csv` under "clusters" with the contract
    `facts_clusters`, and so on.

    Raises
    ------
    InputError : a file (but overrides.csv) is missing, has other columns or a bad cell, or has an empty line between
        its rows; `row` is the line of the file.
    """
    return {name: _load(Path(folder) / f"{name}.csv", f"facts_{name}") for name in FACTS}


def _load(path, contract):
    if path.name == "overrides.csv" and not path.is_file():  # nobody has decided anything yet
        return empty(contract)
    try:
        frame = tables.read_csv(path, contract)
    except InputError as error:
        if error.row is None:
            raise
        # The contract counts records; a cell with a line break makes a record longer than a line.
        raise InputError(error.problem, file=error.file, row=_first_lines(path)[error.row - 2], column=error.column,
                         expected=error.expected, remedy=error.remedy) from None
    _first_lines(path)
    return frame


def _first_lines(path):
    """The line on which each record of a CSV file starts (header = 1)."""
    starts, blank, next_line = [], None, 1
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        for record in reader:
            if record and blank:
                raise InputError("an empty line between the rows", file=Path(path).name, row=blank,
                                 remedy="remove the empty line")
            blank = blank or (None if record else next_line)
            starts += [next_line] if record else []
            next_line = reader.line_num + 1
    return starts[1:]


def line_numbers(frame):
    """The line on which each row of a curated frame stands in its file (header = 1), as an integer Series.

    A cell with a line break takes more than one line.

    >>> line_numbers(pd.DataFrame({"a": ["one", "two\\nlines", "three"]})).tolist()
    [2, 3, 5]
    """
    text = frame.select_dtypes("str")
    breaks = sum((text[name].str.count("\n").fillna(0) for name in text), start=pd.Series(0, index=frame.index))
    return (breaks.cumsum().shift(fill_value=0) + np.arange(2, len(frame) + 2)).astype(int)


def check_facts(facts):
    """`facts` ({name: frame}) as they are, once every name in one table is known to the table it points to.

    Raises
    ------
    InputError : an unknown cluster, firm or organisation, two firms of one name, or an event whose cluster is not its
        firm's; names file, row and the nearest known name.
    """
    _check_firm_names(facts["firms"])
    for table, column, target, key in REFERENCES:
        if table in facts and target in facts:
            _check_reference(facts[table], f"{table}.csv", column, facts[target], f"{target}.csv", key)
    if "events" in facts:
        _check_clusters(facts["events"], facts["firms"])
    return facts


def _check_reference(frame, file, column, target, target_file, key):
    named = frame[column].dropna().str.split(SEPARATOR, regex=False).explode()
    unknown = named[~named.isin(target[key])]
    if len(unknown):
        raise InputError(f"unknown {key} {unknown.iloc[0]!r}", file=file, column=column,
                         row=line_numbers(frame)[unknown.index[0]], expected=f"a {key} of {target_file}",
                         remedy=nearest(unknown.iloc[0], target[key]) or f"add it to {target_file}")


def nearest(value, known):
    """The remedy that names the nearest known value; empty where none is near.

    >>> nearest("qingdo", ["qingdao", "wuhan"])
    "did you mean 'qingdao'?"
    """
    near = difflib.get_close_matches(value, sorted(set(known)), n=1)
    return f"did you mean {near[0]!r}?" if near else ""


def _check_firm_names(firms):
    twice = firms[firms["firm"].duplicated()]
    if len(twice):
        raise InputError(f"{twice['firm'].iloc[0]!r} stands twice", file="firms.csv", column="firm",
                         row=line_numbers(firms)[twice.index[0]], expected="each name once, as events go by it",
                         remedy="give the two firms different names, here and in events.csv")


def _check_clusters(events, firms):
    home = events["firm"].map(firms.set_index("firm")["cluster_id"])
    elsewhere = events[home != events["cluster_id"]]
    if len(elsewhere):
        row = elsewhere.iloc[0]
        raise InputError(f"the event is booked in {row['cluster_id']!r}, its firm {row['firm']!r} in "
                         f"{home[row.name]!r}", file="events.csv", column="cluster_id",
                         row=line_numbers(events)[row.name],
                         expected="the cluster of the firm", remedy=f"write {home[row.name]!r}, or correct the firm")
