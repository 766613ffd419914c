"""Aliases that hold for some time only: one string that means two organisations, each in its days.

Names are resolved once, as if dated aliases were not there; `at_dates` then looks at the few rows whose name has one.
"""

import numpy as np
import pandas as pd

from ...errors import InputError
from ..ownership.days import days
from .linking import is_weak
from .parts import parts

FILE = "aliases.csv"
ALWAYS, OUTSIDE = "always", "outside"
_EVER, _NEVER = pd.Timestamp("1677-09-22"), pd.Timestamp("2262-04-11")


def undated(aliases):
    """The aliases that hold on all days."""
    return aliases[~_has_dates(aliases)]


def _has_dates(aliases):
    """Which rows have a date; the columns may be missing."""
    return aliases.reindex(columns=["from_date", "to_date"]).notna().any(axis=1)


def dated(aliases):
    """The aliases with dates, as days: `aliases` with `start`, `end` and `holds`.

    Strings that have an alias for all days, too, are left out.

    Parameters
    ----------
    aliases : curated table; an interval is [from_date, to_date), a year or a month means its first day.

    Raises
    ------
    InputError : an interval ends before, or on the day on which, it starts; a string names two organisations on one
        day.
    """
    limited = _has_dates(aliases)
    if not limited.any():
        return aliases.head(0).assign(start=pd.NaT, end=pd.NaT, holds="")
    breaks = aliases["raw_name"].str.count("\n").cumsum().shift(fill_value=0)
    rows = aliases.assign(row=breaks.to_numpy() + np.arange(2, len(aliases) + 2),
                          start=days(aliases["from_date"], FILE).fillna(_EVER),
                          end=days(aliases["to_date"], FILE).fillna(_NEVER))
    rows = rows[rows["raw_name"].isin(rows.loc[limited, "raw_name"])]
    _check_order(rows)
    _check_overlaps(rows)
    rows = rows[~rows["raw_name"].isin(rows.loc[~limited, "raw_name"])]
    return rows.assign(holds=[_told(*dates) for dates in zip(rows["from_date"], rows["to_date"], strict=True)])


def _told(start, end):
    """An interval in words: "1998 to 2006-05", "until 2006"."""
    if pd.isna(start):
        return f"until {end}"
    return f"from {start}" if pd.isna(end) else f"{start} to {end}"


def _check_order(rows):
    wrong = rows[rows["end"] <= rows["start"]]
    if len(wrong):
        row = wrong.iloc[0]
        raise InputError(f"the alias {row['raw_name']!r} ends on {row['end']:%Y-%m-%d}, not after it starts on "
                         f"{row['start']:%Y-%m-%d}", file=FILE, row=int(row["row"]), column="to_date",
                         expected="the first day on which it no longer holds",
                         remedy="exchange or correct the two dates")


def _check_overlaps(rows):
    """A string names one organisation on each day; an interval is compared with the longest one before it."""
    for name, spans in rows.sort_values(["raw_name", "start", "row"]).groupby("raw_name"):
        before = None
        for row in spans.itertuples():
            if before is not None and row.start < before.end and row.organisation_id != before.organisation_id:
                raise InputError(
                    f"{name!r} names {row.organisation_id!r} here and {before.organisation_id!r} in row {before.row}, "
                    f"both on {row.start if row.start > _EVER else before.start:%Y-%m-%d}", file=FILE, row=row.row,
                    column="from_date", expected="intervals that do not overlap, one organisation on each day",
                    remedy="end the one where the other starts: to_date is the first day on which it no longer holds")
            before = row if before is None or row.end > before.end else before


def at_dates(rows, aliases):
    """`rows` with the organisation that a dated alias gives their name on their day.

    Parameters
    ----------
    rows : DataFrame with raw_name, date and what `resolve` says of the name: name_key, organisation_id, method, score,
        certainty. aliases : curated table.

    Returns
    -------
    DataFrame: the same rows, with `holds` (`always`; the days of the alias; `outside` where there is a dated alias and
    the day lies in none of its intervals, or is not known) and `alias_of` (for `outside`: the organisations of the
    alias, separated by " | "). A string that a person has decided on keeps its decision.

    For example, where TCL Mobile is Alcatel's until 2005: TCL Mobile on 2004-05-01 gets that organisation, with `holds`
    = `until 2005`; TCL Mobile on 2010-01-01 stays what `resolve` says, with `holds` = `outside`.

    Raises
    ------
    InputError : see `dated`.
    """
    spans = dated(aliases)
    rows = rows.assign(holds=ALWAYS, alias_of=pd.Series(None, index=rows.index, dtype="str"))
    if not len(spans):
        return rows
    rows = _settle(rows, spans, "raw_name", rows["method"] != "override", ("alias", 1.0))
    spans = spans.assign(name_key=_keys(spans["raw_name"]))
    # ASSUME: Other spellings of a dated alias, which differ in no more than their legal form, hold on the same days,
    # unless they are somebody else's by themselves.
    return _settle(rows, _single(spans), "name_key", (rows["method"] == "new") & (rows["holds"] == ALWAYS),
                   ("key", 0.95))


def _keys(names):
    cores = names.map(lambda name: " ".join(parts(name).core))
    return cores.mask(cores.map(is_weak).astype(bool))  # a short or common name stands for itself alone


def _single(spans):
    """Spans whose key names one organisation only on each of their days."""
    pairs = spans.reset_index().merge(spans.reset_index(), on="name_key", suffixes=("", "_other"))
    both = ((pairs["organisation_id"] != pairs["organisation_id_other"])
            & (pairs["start"] < pairs["end_other"]) & (pairs["start_other"] < pairs["end"]))
    return spans[~spans.index.isin(pairs.loc[both, "index"])].dropna(subset="name_key")


def _settle(rows, spans, by, asked, how):
    """The rows that are `asked` and whose name, or key, has spans: given to the organisation of their day."""
    asked = asked & rows[by].isin(spans[by])
    if not asked.any():
        return rows
    units = rows.loc[asked, [by, "date"]].drop_duplicates()
    held = units.merge(spans[[by, "organisation_id", "certainty", "start", "end", "holds"]], on=by)
    held = held[(held["start"] <= held["date"]) & (held["date"] < held["end"])].drop_duplicates([by, "date"])
    found = rows.loc[asked, [by, "date"]].merge(held, how="left", on=[by, "date"]).set_index(rows.index[asked])
    inside, outside = found.index[found["holds"].notna()], found.index[found["holds"].isna()]
    rows.loc[inside, ["organisation_id", "holds"]] = found.loc[inside, ["organisation_id", "holds"]]
    rows.loc[inside, "method"], rows.loc[inside, "score"] = how
    rows.loc[inside, "certainty"] = found.loc[inside, "certainty"] if by == "raw_name" else "medium"
    owners = spans.groupby(by)["organisation_id"].agg(lambda names: " | ".join(sorted(set(names))))
    rows.loc[outside, "holds"], rows.loc[outside, "alias_of"] = OUTSIDE, rows.loc[outside, by].map(owners)
    return rows
