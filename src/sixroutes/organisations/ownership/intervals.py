"""Intervals of ownership with days instead of partial dates, and which of them give control."""

from ...errors import InputError
from .checking import check_cells, check_intervals
from .days import days
from .owners import FILE

_OPTIONAL = ("from_date", "to_date", "share_percent", "basis")


def ownership_table(facts_ownership, organisations=None, as_of=None):
    """The curated intervals with days instead of partial dates, and whether they give control.

    Parameters
    ----------
    facts_ownership : curated table, or the same as pandas reads it from its file.
    organisations : curated table; the group that an organisation has today decides for joint ventures whose stake is
        not known. Without it, such a venture belongs to its parent where the table has no other.
    as_of : last day of the study (YYYY-MM-DD). Intervals may start after it, but no day may lie in the future.

    Returns
    -------
    DataFrame with the columns of the table `ownership`.

    Raises
    ------
    InputError : a cell is not what it should be; an interval ends before it starts, lies in the future or stands
        twice; stakes add up to more than 100%; two intervals of control overlap; an organisation owns itself; owners
        make a circle.
    """
    frame = _plain(facts_ownership).reset_index(drop=True)
    for name in ("child_id", "parent_id"):
        if name not in frame:
            raise InputError("the column is missing", file=FILE, column=name, remedy=f"add the column {name!r}")
    frame = frame.assign(**{name: None for name in _OPTIONAL if name not in frame})
    frame = check_cells(frame.assign(from_date=days(frame["from_date"], FILE), to_date=days(frame["to_date"], FILE)))
    frame["control"] = _gives_control(frame, organisations)
    check_intervals(frame.assign(row=range(2, len(frame) + 2)), as_of)
    return frame


def _plain(frame):
    """Categories of one column cannot be compared with those of another."""
    return frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))


def as_intervals(ownership):
    """The table `ownership` with days; control is worked out, and the table checked, where it is the curated one."""
    if "control" not in ownership:
        return ownership_table(ownership)
    ownership, control = _plain(ownership), ownership["control"]
    if control.dtype != bool:
        control = control.astype("str").str.lower() == "true"
    frame = ownership.assign(control=control, **{name: None for name in _OPTIONAL if name not in ownership})
    return frame.assign(from_date=days(frame["from_date"], FILE), to_date=days(frame["to_date"], FILE))


# ASSUME: A parent controls with more than half of the shares, so a joint venture at 50 to 50 has no owner above it.
# Where the stake is not known, every basis but a minority stake is taken as control, and a joint venture only where it
# is in that parent's group today, or where that stake has an end. An acquisition is control at any stake, as with
# Kelon, where 26% of a listed company brought the board.
def _gives_control(frame, organisations):
    most, unknown = frame["share_percent"] > 50, frame["share_percent"].isna()
    if organisations is None:
        follows = frame.groupby("child_id")["parent_id"].transform("nunique") == 1
    else:
        group = organisations.set_index("organisation_id")["group_id"]
        follows = frame["child_id"].map(group) == frame["parent_id"].map(group)
    joint = most | (unknown & (follows | frame["to_date"].notna()))
    plain = most | unknown | (frame["basis"] == "acquired")
    return (plain.where(frame["basis"] != "joint venture", joint) & (frame["basis"] != "minority stake")).astype(bool)
