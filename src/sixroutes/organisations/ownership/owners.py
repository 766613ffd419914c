"""The owner in control of an organisation on a day, for many organisations at once."""

import numpy as np
import pandas as pd

from ...errors import InputError

FILE = "ownership.csv"
# Day numbers count from 1970; a key is the organisation's number times the span, plus the day.
_SPAN, _MIDDLE = 1 << 24, 1 << 23
EVER, NEVER = -_MIDDLE + 1, _MIDDLE - 1


def day_numbers(days, missing):
    """Days as whole numbers; `missing` stands for those that are not given."""
    numbers = days.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(numbers), missing, numbers.astype("int64"))


class Owners:
    """The intervals of control, sorted so that the owner on a day is one binary search away.

    Parameters
    ----------
    intervals : DataFrame as `ownership_table` makes it.

    Raises
    ------
    InputError : an organisation is controlled by two parents on one day, or by something that it owns.
    """

    def __init__(self, intervals):
        held = intervals[intervals["control"].astype(bool)]
        self.names = pd.Index(pd.concat([held["child_id"], held["parent_id"]]).unique())
        child, start = self.codes(held["child_id"]), day_numbers(held["from_date"], EVER)
        order = np.lexsort((start, child))
        self.held, self.child, self.start = held.iloc[order], child[order], start[order]
        self.parent = self.codes(self.held["parent_id"])
        self.end = day_numbers(self.held["to_date"], NEVER)
        self._keys = self.child * _SPAN + self.start + _MIDDLE
        self._check_one_owner()
        self._check_circles()

    def codes(self, organisations):
        """The number of each organisation; -1 where the intervals of control do not know it."""
        return self.names.get_indexer(pd.Index(organisations)) if len(self.names) else np.full(len(organisations), -1)

    def interval(self, codes, days):
        """The place of the interval in force for each organisation on its day; -1 where there is none."""
        if not len(self._keys):
            return np.full(len(codes), -1)
        place = np.searchsorted(self._keys, codes * _SPAN + days + _MIDDLE, side="right") - 1
        at = np.maximum(place, 0)
        valid = (place >= 0) & (codes >= 0) & (self.child[at] == codes) & (self.end[at] > days)
        return np.where(valid, place, -1)

    def never_free(self):
        """The numbers of the organisations that have an owner on every day."""
        first = np.diff(self.child, prepend=-1) > 0
        last = np.diff(self.child, append=len(self.names)) > 0
        joined = np.where(first, self.start == EVER, self.start == np.roll(self.end, 1)) & (~last | (self.end == NEVER))
        return np.setdiff1d(self.child, self.child[~joined])

    def climb(self, codes, days):
        """Every step upwards: arrays of the unit (its position), the step and the place of the interval."""
        unit, here = np.arange(len(codes)), np.asarray(codes)
        units, steps, places = [], [], []
        while len(unit):
            place = self.interval(here, days[unit])
            unit, place = unit[place >= 0], place[place >= 0]
            here = self.parent[place]
            self._check_circle(here[codes[unit] == here], days[unit][codes[unit] == here])
            units.append(unit)
            steps.append(np.full(len(unit), len(steps) + 1))
            places.append(place)
        empty = np.array([], dtype="int64")
        return tuple(np.concatenate(parts) if parts else empty for parts in (units, steps, places))

    def _check_circles(self):
        """No owner belongs to what it owns. A circle is whole on the day on which its last interval starts, so it is
        enough to climb from each interval on its first day."""
        waiting = np.ones(len(self.child), dtype=bool)
        while True:
            has_owner = np.zeros(len(self.names), dtype=bool)
            has_owner[self.child[waiting]] = True
            loose = waiting & ~has_owner[self.parent]  # the parent is nobody's child, so this is in no circle
            if not loose.any():
                break
            waiting &= ~loose
        self.climb(self.child[waiting], self.start[waiting])

    def _check_circle(self, back, days):
        if len(back):
            at, day = int(self.interval(back[:1], days[:1])[0]), int(days[0])
            row, when = self.held.iloc[at], "from the beginning" if day == EVER else f"on {np.datetime64(day, 'D')}"
            raise InputError(f"{when} {row['child_id']!r} is owned by {row['parent_id']!r}, which it owns itself",
                             file=FILE, row=self._row(at), column="parent_id", expected="owners without a circle",
                             remedy="correct the parent or the dates of one of the intervals")

    def _check_one_owner(self):
        wrong = (self.child[1:] == self.child[:-1]) & (self.start[1:] < self.end[:-1])
        if wrong.any():
            at = int(wrong.argmax()) + 1
            row, before = self.held.iloc[at], self.held.iloc[at - 1]
            raise InputError(f"{row['child_id']!r} is controlled by {before['parent_id']!r} and "
                             f"{row['parent_id']!r} at the same time", file=FILE, row=self._row(at),
                             column="from_date", expected="intervals of control that do not overlap",
                             remedy="end the earlier interval on the day on which the later one starts, or mark the "
                             "lesser stake as 'minority stake'")

    def _row(self, place):
        return int(self.held["row"].iloc[place]) if "row" in self.held else None
