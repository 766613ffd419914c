"""What a table of ownership leaves open: gaps between owners, changes without a day, days after the study's last."""

import numpy as np
import pandas as pd

from .climbing import climb
from .days import days
from .intervals import ownership_table
from .owners import EVER, NEVER, Owners

COLUMNS = ["organisation_id", "doubt", "owner_before", "owner_after", "from_date", "to_date", "n_patents"]
_PRECISION = {4: ("year only", pd.offsets.YearBegin()), 7: ("month only", pd.offsets.MonthBegin())}
_AFTER = "after the study"


def ownership_doubts(facts_ownership, organisations=None, filed=None, as_of=None):
    """What a person should look at before trusting the owners; none of it stops a build.

    Parameters
    ----------
    facts_ownership, organisations, as_of : as for `ownership_table`; the dates are partial, as a person wrote them.
    filed : DataFrame[patent_id, organisation_id, date], one row per applicant; empty = no patents.

    Returns
    -------
    DataFrame[organisation_id, doubt, owner_before, owner_after, from_date, to_date, n_patents]: `gap` (an owner, then
    for some time none, then one again), `year only` and `month only` (the owner changes within these days, on which of
    them is not known), `after the study` (the owner changes after its last day). `to_date` is the first day that is
    no longer in doubt; `n_patents` counts patents filed from `from_date` on and before `to_date` by the organisation
    or by what it owned.
    """
    intervals = ownership_table(facts_ownership, organisations, as_of)
    changes = _changes(Owners(intervals.assign(row=range(len(intervals)))), facts_ownership.reset_index(drop=True))
    late = changes["day"] > (pd.Timestamp(as_of) if as_of else pd.Timestamp.max)
    found = pd.concat([_gaps(changes[~late]), _imprecise(changes[~late]),
                       changes[late].assign(doubt=_AFTER, from_date=lambda late: late["day"], to_date=pd.NaT)])
    found = found.assign(n_patents=0)[COLUMNS].sort_values(COLUMNS[:2] + ["from_date"]).reset_index(drop=True)
    if filed is not None and len(filed) and len(found):
        found["n_patents"] = _patents(found, filed, intervals)
    return found.astype({"n_patents": "Int64"})


def _changes(owners, facts):
    """Every day on which control of an organisation passes, comes or goes, and how precisely the day is known."""
    sides = []
    for side, days_of, none in (("from_date", owners.start, EVER), ("to_date", owners.end, NEVER)):
        known = days_of != none
        before, after = (owners.interval(owners.child[known], days_of[known] - back) for back in (1, 0))
        parents = owners.held["parent_id"].astype(object).to_numpy()
        text = facts[side].iloc[owners.held["row"].to_numpy()[known]]
        sides.append(pd.DataFrame({
            "organisation_id": owners.held["child_id"].to_numpy()[known], "side": side, "text": text.to_numpy(),
            "basis": owners.held["basis"].to_numpy()[known], "day": days_of[known].astype("datetime64[D]"),
            "owner_before": np.where(before >= 0, parents[before], None),
            "owner_after": np.where(after >= 0, parents[after], None)}))
    changes = pd.concat(sides, ignore_index=True).astype({"day": "datetime64[us]"})
    same = changes["owner_before"].eq(changes["owner_after"])
    founded = changes["basis"].isin(["founded by", "joint venture"]) & changes["owner_before"].isna()
    changes = changes[~same & ~founded]
    return changes.sort_values(["organisation_id", "day", "side"]).drop_duplicates(["organisation_id", "day"])


def _gaps(changes):
    following = changes.groupby("organisation_id")[["owner_after", "day"]].shift(-1)
    gap = changes["owner_after"].isna() & following["owner_after"].notna()
    return changes.assign(doubt="gap", from_date=changes["day"], to_date=following["day"],
                          owner_after=following["owner_after"])[gap]


def _imprecise(changes):
    parts = [changes[changes["text"].astype("str").str.len() == length].assign(
        doubt=doubt, from_date=lambda part: part["day"], to_date=lambda part, step=step: part["day"] + step)
        for length, (doubt, step) in _PRECISION.items()]
    return pd.concat(parts)


def _patents(found, filed, intervals):
    """How many patents were filed in each doubtful time by the organisation or by what stood below it."""
    filed = filed.assign(date=days(filed["date"]))
    filed = filed[filed["date"].notna() & filed["organisation_id"].notna()]
    units = filed[["organisation_id", "date"]].drop_duplicates()
    steps = climb(units, intervals).merge(filed, on=["organisation_id", "date"])
    steps = steps[["owner_id", "patent_id", "date"]].drop_duplicates()
    hits = found.drop(columns="n_patents").reset_index().merge(steps, left_on="organisation_id", right_on="owner_id")
    hits = hits[(hits["date"] >= hits["from_date"]) & (hits["to_date"].isna() | (hits["date"] < hits["to_date"]))]
    return hits.groupby("index")["patent_id"].nunique().reindex(found.index, fill_value=0)
