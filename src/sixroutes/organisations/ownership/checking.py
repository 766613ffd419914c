"""What intervals of ownership may not say; each fault is named with its row and how to mend it."""

import difflib

import pandas as pd

from ...errors import InputError
from ...schemas import CONTRACTS
from .owners import EVER, FILE, NEVER, Owners, day_numbers

BASES = CONTRACTS["facts_ownership"].columns["basis"].choices
# ASSUME: Stakes of one firm that add up to at most 101% on a day are taken as rounded figures, not as a contradiction.
ROUNDING = 1.0


def check_cells(frame):
    """The frame with stakes as numbers and empty cells as missing, where every cell is what it should be by itself."""
    frame = frame.assign(**{name: frame[name].replace("", None) for name in ("child_id", "parent_id", "basis")})
    share = pd.to_numeric(frame["share_percent"].replace("", None), errors="coerce").astype("float64")
    given = frame["share_percent"].notna() & (frame["share_percent"] != "")
    for name in ("child_id", "parent_id"):
        _refuse(frame, frame[name].isna(), lambda row: "the cell is empty", name, expected="an organisation_id",
                remedy="write the organisation, or remove the row")
    _refuse(frame, given & ~share.between(0, 100), lambda row: f"{row['share_percent']!r} is no stake",
            "share_percent", expected="a number from 0 to 100", remedy="correct the stake; empty = unknown")
    strange = frame["basis"].notna() & ~frame["basis"].isin(BASES)
    near = difflib.get_close_matches(str(frame.loc[strange, "basis"].iloc[0]), BASES) if strange.any() else []
    _refuse(frame, strange, lambda row: f"{row['basis']!r} is not allowed", "basis",
            expected="one of " + ", ".join(BASES), remedy=f"did you mean {near[0]!r}?" if near else "choose one")
    return frame.assign(share_percent=share)


def check_intervals(frame, as_of=None):
    """Every check across cells and rows; `frame` has days, `control`, and `row`, its line in the file."""
    _check_order(frame)
    _check_divested(frame)
    _check_future(frame, as_of)
    _refuse(frame, frame["child_id"] == frame["parent_id"], lambda row: f"{row['child_id']!r} owns itself", "parent_id",
            expected="another organisation", remedy="correct the parent, or remove the row")
    _check_twice(frame)
    _check_shares(frame)
    Owners(frame)


def _refuse(frame, wrong, problem, column, **more):
    wrong = wrong.to_numpy(dtype=bool)
    if wrong.any():
        row = frame.iloc[int(wrong.argmax())]
        raise InputError(problem(row), file=FILE, row=int(row.get("row", wrong.argmax() + 2)), column=column, **more)


def _check_order(frame):
    _refuse(frame, frame["to_date"] <= frame["from_date"],
            lambda row: f"the interval of {row['child_id']!r} under {row['parent_id']!r} ends on "
            f"{row['to_date']:%Y-%m-%d}, not after it starts on {row['from_date']:%Y-%m-%d}", "to_date",
            expected="the first day on which it no longer holds", remedy="exchange or correct the two dates")


def _check_divested(frame):
    _refuse(frame, (frame["basis"] == "divested") & frame["to_date"].isna(),
            lambda row: f"{row['parent_id']!r} gave {row['child_id']!r} away, but the interval has no end", "to_date",
            expected="the first day on which the parent no longer owned it",
            remedy="write the day of closing into to_date; a divested row says until when the seller was the owner")


def _check_future(frame, as_of):
    """Nobody knows the future. A table that passes goes on passing, so no result depends on the clock.

    A study may look back: a day after its last day is no fault, it is named among the doubts.
    """
    today = max(pd.Timestamp.today().normalize(), pd.Timestamp(as_of or "1800"))
    for column in ("from_date", "to_date"):
        _refuse(frame, frame[column] > today,
                lambda row, column=column: f"{row[column]:%Y-%m-%d} lies in the future, so nobody can know whether "
                f"{row['parent_id']!r} owns {row['child_id']!r} then", column, expected=f"a day up to {today:%Y-%m-%d}",
                remedy="correct the date, or add the interval once the deal is closed")


def _sorted(frame, by):
    frame = frame.assign(start=day_numbers(frame["from_date"], EVER), end=day_numbers(frame["to_date"], NEVER))
    return frame.sort_values([*by, "start", "row"], kind="stable")


def _check_twice(frame):
    """A parent holds one stake in a child on a day, whatever its basis."""
    held = _sorted(frame, ["child_id", "parent_id"])
    before = held.groupby(["child_id", "parent_id"])[["end", "row"]].shift()
    _refuse(held.assign(other=before["row"]), held["start"] < before["end"],
            lambda row: f"{row['child_id']!r} under {row['parent_id']!r} stands twice for the same days, here and in "
            f"row {row['other']:.0f}", "from_date", expected="intervals of one child and parent that do not overlap",
            remedy="remove one of the two rows, or end the earlier one where the later one starts")


def _check_shares(frame):
    """On no day do the stakes in one child add up to more than all of it."""
    held = _sorted(frame[frame["share_percent"].notna()], ["child_id"])
    changes = pd.concat([held.assign(day=held["start"], change=held["share_percent"]),
                         held.assign(day=held["end"], change=-held["share_percent"])])
    changes = changes.sort_values(["child_id", "day", "change"], kind="stable")  # who leaves goes before who comes
    changes["total"] = changes.groupby("child_id")["change"].cumsum()
    _refuse(changes, changes["total"] > 100 + ROUNDING,
            lambda row: f"the stakes in {row['child_id']!r} add up to {row['total']:g}% when {row['parent_id']!r} "
            f"comes in with {row['share_percent']:g}%"
            + ("" if pd.isna(row["from_date"]) else f" on {row['from_date']:%Y-%m-%d}"), "share_percent",
            expected="at most 100% on every day", remedy="correct a stake, or end the interval of the parent that sold")
