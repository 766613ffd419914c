"""From an organisation to the owners above it on a day, up to the ultimate one."""

import numpy as np
import pandas as pd

from .days import day_of, days
from .intervals import as_intervals
from .owners import EVER, NEVER, Owners, day_numbers


def climb(units, ownership):
    """Every owner of every organisation on its day, nearest first.

    Parameters
    ----------
    units : DataFrame[organisation_id, date], each pair once.
    ownership : table `ownership`, or the curated table as `group_at` takes it.

    Returns
    -------
    DataFrame[organisation_id, date, step, owner_id, basis, since]: the organisation itself as step 0, then the owner
    above it, and so on; `basis` and `since` are those of the interval that leads to that owner.

    A unit without a date knows only the owners that were above it on all days.

    Raises
    ------
    InputError : the table contradicts itself, see `ownership_table`.
    """
    owners = Owners(as_intervals(ownership))
    codes, when = owners.codes(units["organisation_id"]), days(units["date"])
    dated = when.notna().to_numpy()
    place_of = np.flatnonzero(dated)
    unit, step, place = owners.climb(codes[dated], day_numbers(when[dated], EVER))
    found = [(np.arange(len(units)), np.zeros(len(units), dtype="int64"), np.full(len(units), -1)),
             (place_of[unit], step, place)]
    if not dated.all():
        found.append(_always(owners, codes, np.flatnonzero(~dated & np.isin(codes, owners.never_free()))))
    return _steps(units, owners, *(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _steps(units, owners, unit, step, place):
    """The climb as a table, all first steps before all second ones."""
    order = np.lexsort((unit, step))
    unit, step, place = unit[order], step[order], place[order]
    frame = units[["organisation_id", "date"]].iloc[unit].reset_index(drop=True).assign(step=step)
    n = int((step == 0).sum())
    itself = frame["organisation_id"].iloc[:n]
    above = owners.held[["parent_id", "basis", "from_date"]].iloc[place[n:]]
    frame["owner_id"] = pd.concat([itself, above["parent_id"]], ignore_index=True)
    frame["basis"] = pd.concat([pd.Series([None] * n, dtype=above["basis"].dtype), above["basis"]], ignore_index=True)
    frame["since"] = pd.concat([pd.Series(pd.NaT, index=itself.index, dtype="datetime64[us]"), above["from_date"]],
                               ignore_index=True)
    return frame


# ASSUME: A unit without a date is given only the owners that stood above the organisation on all days. A firm that
# changed hands therefore counts as its own owner where the day is not known.
def _always(owners, codes, undated):
    """Steps of the undated units (their positions): the owners, and their order, that hold on every day."""
    asked = _days_of_change(owners, codes, undated)
    unit, step, place = owners.climb(codes[asked["unit"]], asked["day"].to_numpy())
    seen = asked.iloc[unit].assign(step=step, place=place, owner=owners.parent[place])
    seen["n_days"] = seen["unit"].map(asked["unit"].value_counts())
    seen = seen[seen.groupby(["unit", "owner"])["day"].transform("size") == seen["n_days"]]
    seen = seen.sort_values(["unit", "day", "step"])
    seen["step"] = seen.groupby(["unit", "day"]).cumcount() + 1
    seen = seen[(seen.groupby(["unit", "owner", "step"])["day"].transform("size") == seen["n_days"])
                & (seen["day"] == EVER)]
    return tuple(seen[name].to_numpy(dtype="int64") for name in ("unit", "step", "place"))


def _days_of_change(owners, codes, undated):
    """DataFrame[unit, day]: the days on which something above each unit changes, and the beginning of time."""
    links = pd.DataFrame({"node": owners.child, "parent": owners.parent, "start": owners.start, "end": owners.end})
    known = new = pd.DataFrame({"unit": undated, "node": codes[undated]})
    found = [known.assign(day=EVER)[["unit", "day"]]]
    while len(new):
        above = new.merge(links, on="node")
        found += [above[["unit", side]].rename(columns={side: "day"}) for side in ("start", "end")]
        above = above[["unit", "parent"]].rename(columns={"parent": "node"}).drop_duplicates()
        new = above.merge(known, how="left", on=["unit", "node"], indicator=True)
        new = new.loc[new["_merge"] == "left_only", ["unit", "node"]]
        known = pd.concat([known, new])
    asked = pd.concat(found).drop_duplicates()
    return asked[asked["day"] != NEVER].reset_index(drop=True)  # where an interval has no end, nothing changes


def group_at(organisation_id, date, ownership):
    """The ultimate owner of an organisation on a day, by the intervals of control.

    Parameters
    ----------
    organisation_id : whom to ask for.
    date : a day as text (YYYY-MM-DD; YYYY-MM and YYYY mean the first day), date or time; None, NaT or an empty text for
        an undated case, which knows only the owners of all days.
    ownership : table `ownership`, or the curated `ownership.csv` as pandas reads it: columns child_id and parent_id,
        and as far as known from_date (from that day on), to_date (no longer on that day), share_percent, basis.
        Without a column `control`, control is worked out and the table is checked as `ownership_table` does.

    Returns
    -------
    str : the group_id; the organisation itself where nobody controls it on that day, or the table does not know it.

    Raises
    ------
    InputError : the date is none, or the table contradicts itself.

    >>> held = pd.DataFrame({"child_id": ["kelon"], "parent_id": ["hisense"], "basis": ["acquired"],
    ...                      "from_date": ["2006-12"], "to_date": [""]})
    >>> group_at("kelon", "2006-11-30", held), group_at("kelon", "2006-12-01", held)
    ('kelon', 'hisense')
    """
    day = pd.Series([day_of(date)], dtype="datetime64[us]")
    return climb(pd.DataFrame({"organisation_id": [organisation_id], "date": day}), ownership)["owner_id"].iloc[-1]
