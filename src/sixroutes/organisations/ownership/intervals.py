"""Who owned whom on a day: dated intervals of control, climbed step by step to the ultimate owner."""

import pandas as pd

from ..errors import InputError

DEEPEST = 12  # steps from a firm to its ultimate owner; more must be a circle
_EVER, _NEVER = pd.Timestamp("1800-01-01"), pd.Timestamp("2200-01-01")
FILE = "ownership.csv"


def ownership_table(facts_ownership, organisations):
    """The curated intervals with days instead of partial dates, and whether they give control.

    Parameters
    ----------
    facts_ownership, organisations : curated tables; the group that an organisation has today decides for joint
        ventures whose stake is not known.

    Returns
    -------
    DataFrame with the columns of the table `ownership`.

    Raises
    ------
    InputError : an interval ends before it starts, two intervals of control overlap, or owners make a circle.
    """
    frame = facts_ownership.assign(
        from_date=_first_day(facts_ownership["from_date"]), to_date=_first_day(facts_ownership["to_date"]))
    frame["control"] = _gives_control(frame, organisations)
    rows = pd.Series(range(2, len(frame) + 2), index=frame.index)
    _check_order(frame, rows)
    _check_overlaps(frame, rows)
    _check_circles(frame, rows)
    return frame


def _first_day(dates):
    padded = dates.astype("str") + dates.str.len().map({4: "-01-01", 7: "-01", 10: ""}).astype("str")
    return pd.to_datetime(padded, format="%Y-%m-%d").astype("datetime64[us]")


def _gives_control(frame, organisations):
    # ASSUME: A parent controls with more than half of the shares; where the stake is not known, every basis but a
    # minority stake is taken as control, and a joint venture only where the facts put it into that parent's group. An
    # acquisition is control at any stake, as with Kelon, where 26% of a listed company brought the board.
    group = organisations.set_index("organisation_id")["group_id"]
    same_group = frame["child_id"].map(group) == frame["parent_id"].map(group)
    most = frame["share_percent"] > 50
    joint = most | (frame["share_percent"].isna() & (same_group | frame["to_date"].notna()))
    plain = most | frame["share_percent"].isna() | (frame["basis"] == "acquired")
    return plain.where(frame["basis"] != "joint venture", joint) & (frame["basis"] != "minority stake")


def _check_order(frame, rows):
    wrong = frame[frame["to_date"] <= frame["from_date"]]
    if len(wrong):
        row = wrong.iloc[0]
        raise InputError(f"the interval of {row['child_id']!r} under {row['parent_id']!r} ends on "
                         f"{row['to_date']:%Y-%m-%d}, not after it starts", file=FILE, row=rows[row.name],
                         column="to_date", remedy="exchange or correct the two dates")


def _check_overlaps(frame, rows):
    """Nobody is controlled by two parents on one day."""
    held = frame[frame["control"]].assign(start=lambda held: held["from_date"].fillna(_EVER),
                                          end=lambda held: held["to_date"].fillna(_NEVER))
    held = held.sort_values(["child_id", "start"])
    before = held.groupby("child_id")[["end", "parent_id"]].shift()
    wrong = held[held["start"] < before["end"]]
    if len(wrong):
        row = wrong.iloc[0]
        raise InputError(f"{row['child_id']!r} is controlled by {row['parent_id']!r} and "
                         f"{before.loc[row.name, 'parent_id']!r} at the same time", file=FILE, row=rows[row.name],
                         column="from_date", expected="intervals of control that do not overlap",
                         remedy="end the earlier interval on the day on which the later one starts, or mark the lesser "
                         "stake as 'minority stake'")


def _check_circles(frame, rows):
    """On no day does an owner belong to what it owns; the days that matter are those on which an interval starts."""
    held = frame[frame["control"]]
    for day in sorted({_EVER, *held["from_date"].dropna()}):
        parent = _on(held, day).set_index("child_id")["parent_id"].to_dict()
        for child in parent:
            seen, here = {child}, child
            while here in parent:
                here = parent[here]
                if here in seen:
                    place = held.index[(held["child_id"] == here) & (held["parent_id"] == parent[here])][0]
                    raise InputError(f"on {day:%Y-%m-%d} {here!r} is owned by {parent[here]!r}, which it owns itself",
                                     file=FILE, row=rows[place], column="parent_id", expected="owners without a circle",
                                     remedy="correct the parent or the dates of one of the intervals")
                seen.add(here)


def _on(held, day):
    return held[(held["from_date"].isna() | (held["from_date"] <= day))
                & (held["to_date"].isna() | (held["to_date"] > day))]


def climb(units, ownership):
    """Every owner of every organisation on its day, nearest first.

    Parameters
    ----------
    units : DataFrame[organisation_id, date], each pair once.
    ownership : table `ownership`.

    Returns
    -------
    DataFrame[organisation_id, date, step, owner_id, basis, since]: the organisation itself as step 0, then the owner
    above it, and so on; `basis` and `since` are those of the interval that leads to that owner.

    A unit without a date knows only the owners that were there from the beginning and still are.
    """
    held = ownership.loc[ownership["control"], ["child_id", "parent_id", "from_date", "to_date", "basis"]]
    here = units[["organisation_id", "date"]].assign(step=0, basis=None, since=pd.NaT)
    here["owner_id"] = here["organisation_id"]
    steps = [here]
    while len(here):
        if here["step"].iloc[0] > DEEPEST:
            raise InputError(f"the owners above {here['organisation_id'].iloc[0]!r} make a circle", file=FILE,
                             remedy="correct the parent or the dates of one of the intervals")
        up = here.drop(columns=["basis", "since"]).merge(held, left_on="owner_id", right_on="child_id")
        starts, ends = up["from_date"], up["to_date"]
        valid = (starts.isna() | (starts <= up["date"])) & (ends.isna() | (ends > up["date"]))
        up = up[valid]
        up = up.assign(step=up["step"] + 1, owner_id=up["parent_id"], since=up["from_date"])
        here = up[["organisation_id", "date", "step", "basis", "since", "owner_id"]]
        steps.append(here)
    return pd.concat([step for step in steps if len(step)] or [steps[0]], ignore_index=True)[
        ["organisation_id", "date", "step", "owner_id", "basis", "since"]]


def group_at(organisation_id, date, ownership):
    """The ultimate owner of an organisation on a day, by the intervals of control.

    Parameters
    ----------
    organisation_id : whom to ask for.
    date : a day (anything that pandas reads as one), or None for an undated case.
    ownership : table `ownership` (child_id, parent_id, from_date, to_date, control, basis).

    Returns
    -------
    str : the group_id; the organisation itself where nobody controls it on that day.

    >>> held = pd.DataFrame({"child_id": ["kelon"], "parent_id": ["hisense"], "basis": ["acquired"], "control": [True],
    ...                      "from_date": [pd.Timestamp("2006-12-01")], "to_date": [pd.NaT]})
    >>> group_at("kelon", "2005-06-01", held), group_at("kelon", "2007-01-01", held)
    ('kelon', 'hisense')
    """
    unit = pd.DataFrame({"organisation_id": [organisation_id], "date": [pd.Timestamp(date) if date else pd.NaT]})
    return climb(unit, ownership)["owner_id"].iloc[-1]
