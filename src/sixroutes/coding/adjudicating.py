"""Where coders disagree, a person settles the answer: the list of disagreements, the sheet, and the gold table."""

import difflib
from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..schemas import CANNOT_TELL, CONTRACTS, check
from .filled import records
from .reading import answer_of, once
from .sheets import write_sheet
from .words import ANSWERS, COLUMNS, FILLED, SHOWN, SURE, say

SEPARATOR = " | "
_SHEET = (*(column for column in SHOWN if column != "coder"), "answers", *FILLED)


# ASSUME: In hand coding a unit is settled without adjudication where two coders or more coded it and all of them chose
# exactly the same routes; one coder's word alone settles nothing.
def disagreements_of(codes):
    """The units whose answer is not settled by agreement, one row per coder, as the table `disagreements`."""
    answers = _answers(codes)
    rows = []
    for _, group in answers.groupby("unit_id"):
        why = _why(list(group["routes"]))
        if why:
            rows += [dict(row, routes=SEPARATOR.join(row["routes"]), why=why) for row in group.to_dict("records")]
    return check(pd.DataFrame(rows, columns=list(CONTRACTS["disagreements"].columns)), CONTRACTS["disagreements"])


def _answers(codes):
    """One row per unit and coder, with the routes as a sorted tuple."""
    grouped = codes.sort_values(["unit_id", "coder", "route"]).groupby(["unit_id", "coder"], as_index=False)
    return grouped.agg(routes=("route", tuple), certainty=("certainty", "first"), remark=("remark", "first"))


def _why(routes):
    if all(given == (CANNOT_TELL,) for given in routes):
        return "nobody could tell"
    if len(routes) < 2:
        return "one answer only"
    return "answers differ" if len(set(routes)) > 1 else None


def write_adjudication(disagreements, texts, folder, language="en"):
    """Write `adjudication.xlsx` and `.csv`: what is shown of each unit, and what each coder answered.

    Parameters
    ----------
    disagreements : table; texts : what is shown of each unit; folder : where to; language : of the sheets.

    Returns
    -------
    list of the two paths.

    Raises
    ------
    InputError : one of the files is there already.
    """
    stem = Path(folder) / "adjudication"
    paths = [stem.with_suffix(suffix) for suffix in (".xlsx", ".csv")]
    for path in paths:
        if path.exists():
            raise InputError("the file is there already", file=path, remedy="choose another folder, or remove the file")
    rows = [{"unit_id": unit, **texts[unit], "answers": "\n".join(_said(row, language) for row in group.itertuples())}
            for unit, group in disagreements.sort_values(["unit_id", "coder"]).groupby("unit_id")]
    write_sheet(stem, _SHEET, rows, language)
    return paths


def _said(row, language):
    """One coder's answer in words.

    >>> from types import SimpleNamespace
    >>> _said(SimpleNamespace(coder="A", routes="original", certainty="unsure", remark=None), "en")
    'A: Original R&D (unsure)'
    """
    routes = SEPARATOR.join(say(ANSWERS, route, language) for route in row.routes.split(SEPARATOR))
    more = [say(SURE, row.certainty, language)] if pd.notna(row.certainty) else []
    more += [row.remark] if pd.notna(row.remark) else []
    return f"{row.coder}: {routes}" + (f" ({'; '.join(more)})" if more else "")


def read_gold(path, codes):
    """The settled answers: those that all coders share, and those of the adjudication sheet.

    Parameters
    ----------
    path : the filled-in sheet, xlsx or CSV; codes : table `codes`.

    Returns
    -------
    (table `gold`, account as a dict: agreed, adjudicated, cannot_tell, left_open; units).

    Raises
    ------
    InputError : names file, row and column: a unit that the coders agree on or did not code, two answers for one unit,
        or whatever `read_codes` refuses in a cell.
    """
    path, listed = Path(path), disagreements_of(codes)
    open_units = sorted(set(listed["unit_id"]))
    answers = [answer_of({**record, "coder": "adjudication"}, path)
               for record in records(path, ("unit_id", *FILLED))]
    for answer in answers:
        _check_open(answer, open_units, set(codes["unit_id"]), path)
    given = once([answer for answer in answers if answer["routes"]], path)
    settled = [answer for answer in given if CANNOT_TELL not in answer["routes"]]
    agreed = _answers(codes[~codes["unit_id"].isin(open_units)]).drop_duplicates("unit_id")
    rows = [dict(unit_id=row.unit_id, route=route, basis="agreed")
            for row in agreed.itertuples() for route in row.routes]
    rows += [dict(unit_id=answer["unit_id"], route=route, basis="adjudicated", remark=answer["remark"])
             for answer in settled for route in answer["routes"]]
    gold = pd.DataFrame(rows, columns=list(CONTRACTS["gold"].columns)).sort_values(["unit_id", "route"])
    return check(gold, CONTRACTS["gold"]), dict(
        agreed=len(agreed), adjudicated=len(settled), cannot_tell=len(given) - len(settled),
        left_open=len(open_units) - len(given))


def _check_open(answer, open_units, coded, path):
    unit, place = answer["unit_id"], dict(file=path, row=answer["source_row"], column=" / ".join(COLUMNS["unit_id"]))
    if unit in open_units:
        return
    if unit in coded:
        raise InputError(f"the coders agree on {unit!r}", **place, remedy="remove the row; it is settled")
    near = difflib.get_close_matches(unit, open_units, n=1)
    raise InputError(f"nobody coded {unit!r}", **place,
                     remedy=f"did you mean {near[0]!r}?" if near else "remove the row")
