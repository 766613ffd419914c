"""Filled-in sheets of coders read back as the table `codes`."""

import difflib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..schemas import CANNOT_TELL, CONTRACTS, check
from .filled import records
from .sheets import SAMPLE
from .words import ANSWERS, COLUMNS, FILLED, ROUTE_COLUMNS, SURE, found, key

_WORDS = {**dict.fromkeys(ROUTE_COLUMNS, found(ANSWERS)), "certainty": found(SURE)}


@dataclass(frozen=True)
class Coded:
    """`codes` (the table) and `account`: one row per file, read = coded + cannot_tell + left_empty + repeated."""

    codes: pd.DataFrame
    account: pd.DataFrame


def files_of(paths):
    """The sheets among paths, files or folders; a folder's come in the order of their names."""
    listed = []
    for path in map(Path, paths):
        listed += sorted(file for file in path.iterdir() if file.suffix.casefold() in (".xlsx", ".csv")
                         and not file.name.startswith(("~", ".")) and file.stem != "adjudication"
                         ) if path.is_dir() else [path]
    if not listed:
        raise InputError("the folder holds no sheet", file=paths[0], expected="xlsx or CSV files of coders")
    return listed


def read_sample(paths, sample=None):
    """The table `sample` that was written with the sheets.

    Parameters
    ----------
    paths : folders or files of sheets; sample : its file, where it is not beside them.

    Raises
    ------
    InputError : it is not found, or is damaged.
    """
    folders = [path if path.is_dir() else path.parent for path in map(Path, paths)]
    candidates = [Path(sample)] if sample else [folder / SAMPLE for folder in folders]
    path = next((path for path in candidates if path.is_file()), None)
    if path is None:
        raise InputError("the sample is not there", file=candidates[0],
                         remedy="name it with --sample; it was written as coordinator/sample.csv beside the sheets")
    return check(pd.read_csv(path, encoding="utf-8-sig"), CONTRACTS["sample"], file=path)


def read_codes(paths, sample, study, units):
    """The answers of all coders.

    A sheet without any answer is passed over, since each coder gets a workbook and a CSV. A row without an answer is
    not coded yet.

    Parameters
    ----------
    paths : files or folders; sample : table `sample`; study : its name; units : all counted units of the study.

    Returns
    -------
    Coded

    Raises
    ------
    InputError : names file, row and column: a word that is no answer, a unit that is not in the study or not in the
        sample, two files of one coder, two answers of a coder for one unit, a column missing, no answer at all.
    """
    rows, account, of_coder = [], [], {}
    for path in files_of(paths):
        listed = records(path, ("unit_id", "coder", *FILLED))
        answers = [answer_of(record, path) for record in listed]
        for answer in answers:
            _check_unit(answer, sample, study, units, path)
        given = [answer for answer in answers if answer["routes"]]
        for answer in given:
            _check_coder(answer, of_coder, path)
        kept = once(given, path)
        rows += kept
        account.append(dict(file=path.name, coder=listed[0]["coder"] if listed else "", read=len(listed),
                            coded=sum(CANNOT_TELL not in answer["routes"] for answer in kept),
                            cannot_tell=sum(CANNOT_TELL in answer["routes"] for answer in kept),
                            left_empty=len(answers) - len(given), repeated=len(given) - len(kept)))
    if not rows:
        raise InputError("no sheet holds an answer", file=paths[0], remedy="fill in the columns route 1 to route 3")
    codes = [dict(answer, route=route) for answer in rows for route in answer["routes"]]
    frame = pd.DataFrame(codes, columns=[*CONTRACTS["codes"].columns])
    return Coded(check(frame.sort_values(["unit_id", "coder", "route"]), CONTRACTS["codes"]), pd.DataFrame(account))


def answer_of(record, path):
    """A record with its answers as codes."""
    place = dict(file=path, row=record["source_row"])
    given = {column: _code(record[column], column, place) for column in _WORDS}
    routes = list(dict.fromkeys(given[column] for column in ROUTE_COLUMNS if given[column]))
    for alone in (CANNOT_TELL, "other"):
        if alone in routes and len(routes) > 1:
            raise InputError(f"{ANSWERS[alone][0]!r} stands beside a route", **place, column=_heading("route_1"),
                             expected=f"{ANSWERS[alone][0]!r} ({ANSWERS[alone][1]}) alone",
                             remedy="remove it, or remove the others")
    if given["certainty"] and not routes:
        raise InputError("a certainty is given, but no route", **place, column=_heading("route_1"),
                         remedy=f"choose a route, or {ANSWERS[CANNOT_TELL][0]!r} ({ANSWERS[CANNOT_TELL][1]})")
    if not record["coder"]:
        raise InputError("the coder is missing", **place, column=_heading("coder"), remedy="write the coder's name")
    return dict(unit_id=record["unit_id"], coder=record["coder"].removeprefix("'"), routes=routes,
                certainty=given["certainty"],
                remark=record["remark"] or None, source_file=path.name, source_row=record["source_row"])


def _heading(column):
    return " / ".join(COLUMNS[column])


def _code(text, column, place):
    """The code of a word, in any of its forms; None where the cell is empty."""
    words = _WORDS[column]
    if not text:
        return None
    if key(text) not in words:
        near = difflib.get_close_matches(key(text), list(words), n=1, cutoff=0.4)
        terms = SURE if column == "certainty" else ANSWERS
        said = " / ".join(terms[words[near[0]]]) if near else None
        raise InputError(f"{text!r} is not in the list", **place, column=_heading(column),
                         expected="one of " + ", ".join(names[0] for names in terms.values()),
                         remedy=f"did you mean {said!r}?" if said else "choose from the drop-down")
    return words[key(text)]


def _check_unit(answer, sample, study, units, path):
    unit, place = answer["unit_id"], dict(file=path, row=answer["source_row"], column=_heading("unit_id"))
    if unit not in units:
        near = difflib.get_close_matches(unit, list(units), n=1)
        raise InputError(f"the study {study} has no counted unit {unit!r}", **place,
                         remedy=f"did you mean {near[0]!r}?" if near else "are these sheets of another study?")
    if unit not in set(sample["unit_id"]):
        raise InputError(f"the unit {unit!r} was not drawn for coding", **place,
                         remedy="remove the row: a unit that was picked by hand has no sampling probability")


def _check_coder(answer, of_coder, path):
    coder, place = answer["coder"], dict(file=path, row=answer["source_row"], column=_heading("coder"))
    name, known = of_coder.setdefault(coder.casefold(), (coder, path))
    if known != path:
        raise InputError(f"the coder {coder!r} has answers in {known.name}, too", **place,
                         remedy="keep one of the two files, or correct the coder's name")
    if name != coder:
        raise InputError(f"the coder is written {name!r} and {coder!r}", **place, remedy="write the name one way")


def once(answers, path):
    """Each unit once per coder; the same answer twice is one answer."""
    first = {}
    for answer in answers:
        known = first.setdefault((answer["unit_id"], answer["coder"]), answer)
        if set(known["routes"]) != set(answer["routes"]):
            raise InputError(f"{answer['coder']!r} gives {answer['unit_id']!r} another answer than in row "
                             f"{known['source_row']}", file=path, row=answer["source_row"], column=_heading("route_1"),
                             remedy="keep one of the two rows")
    return list(first.values())
