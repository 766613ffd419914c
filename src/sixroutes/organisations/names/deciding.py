"""A person's decisions into overrides.csv: all of a file or nothing, what stands there is kept."""

import csv
import datetime
from pathlib import Path

import pandas as pd

from ... import tables
from ...errors import InputError
from ...schemas import CONTRACTS, check
from .overrides import FILE, check_overrides
from .resolving import read_optional

CONTRACT = "facts_overrides"


def add_decisions(filled, folder, file, today=None):
    """Add decisions to the curated table of a folder.

    Parameters
    ----------
    filled : DataFrame as `read_review` gives it; folder : facts of the study; file : where they come from, for errors.
    today : the day of the decisions (default: today).

    Returns
    -------
    dict : how many were added, already there, changed (the same decision for another reason, or by another person).

    Raises
    ------
    InputError : a decision that is incomplete or contradicts another one; nothing is written then.
    """
    path = Path(folder) / FILE
    kept = read_optional(path, CONTRACT)
    organisations = tables.read_csv(Path(folder) / "organisations.csv", "facts_organisations")
    there = {_identity(row): place for place, row in enumerate(kept.to_dict("records"))}
    rows, places = kept.to_dict("records"), [(FILE, line) for line in range(2, len(kept) + 2)]
    told = {"added": 0, "already there": 0, "changed": 0}
    for decision in filled.to_dict("records"):
        new = {name: decision.get(name) or None for name in CONTRACTS[CONTRACT].columns}
        new |= {"decided_on": str(today or datetime.date.today()), "raw_name": decision["raw_name"]}
        place = there.setdefault(_identity(new), len(rows))
        if place == len(rows):
            told["added"] += 1
            rows.append(new)
            places.append((file, decision["row"]))
        else:
            told["changed" if _updated(rows[place], new) else "already there"] += 1
    frame = pd.DataFrame(rows, columns=list(CONTRACTS[CONTRACT].columns)).astype("str")
    _check(frame, organisations, places, file)
    if told["added"] or told["changed"]:
        _write(frame, path)
    return told


def _check(frame, organisations, places, file):
    """As `check_overrides`; says where the contradiction comes from when an older row is named."""
    check_overrides(frame[[place[0] == FILE for place in places]], organisations)
    try:
        check_overrides(frame, organisations, places)
    except InputError as error:
        if error.file != FILE:
            raise
        raise InputError(f"{error.problem}, among them rows of {file}", file=FILE, row=error.row, column=error.column,
                         expected=error.expected, remedy=error.remedy) from None


def _identity(row):
    """What makes two decisions one; who is named first does not matter."""
    names = [row["raw_name"]] + ([] if row["decision"] == "organisation" else [row["other_name"]])
    whose = row["organisation_id"] if row["decision"] == "organisation" else None
    return frozenset(names), row["decision"], whose


def _updated(row, new):
    """Take over who decided and why, where the new decision says so; whether anything changed."""
    told = {name: new[name] for name in ("decided_by", "reason") if new[name] and new[name] != row[name]}
    row.update(told | ({"decided_on": new["decided_on"]} if told else {}))
    return bool(told)


def _write(frame, path):
    contract = CONTRACTS[CONTRACT]
    frame = check(frame.sort_values(list(contract.key), na_position="first"), contract, file=FILE)
    with tables.replacing(path) as temporary:
        # A carriage return in a name ends a row, unless the cell stands in quotes.
        quoted = any(frame[name].str.contains("\r").any() for name in frame)
        frame.to_csv(temporary, index=False, encoding="utf-8", lineterminator="\n",
                     quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
