"""A day out of whatever a table or a person gives for it; a year or a month means its first day."""

import re
from numbers import Real

import pandas as pd

from ...errors import InputError

_SPELLED = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d\d:\d\d.*)?")
_PACKED = re.compile(r"(\d{4})()(\d\d)?(\d\d)?")  # 2006, 200612, 20061201
EXPECTED = "a day as YYYY-MM-DD, or YYYY-MM or YYYY for its first day"


def day_of(value):
    """One value as the midnight with which that day starts; NaT where nothing is given.

    >>> day_of("2006-12"), day_of(2006), day_of("")
    (Timestamp('2006-12-01 00:00:00'), Timestamp('2006-01-01 00:00:00'), NaT)

    Raises
    ------
    InputError : it is no day, or one that the calendar does not have.
    """
    if pd.isna(value) or (isinstance(value, str) and not value.strip()):
        return pd.NaT
    try:
        if isinstance(value, Real):
            value = f"{value:.0f}" if value == int(value) else str(value)
        return _of_text(value.strip()) if isinstance(value, str) else pd.Timestamp(value).tz_localize(None).normalize()
    except (ValueError, TypeError, OverflowError):
        raise InputError(f"{value!r} is not a day", column="date", expected=EXPECTED,
                         remedy="correct the date, or leave it empty where it is not known") from None


def _of_text(text):
    found = _SPELLED.fullmatch(text) or _PACKED.fullmatch(text)
    if not found:
        raise ValueError(text)
    return pd.Timestamp(int(found[1]), int(found[3] or 1), int(found[4] or 1))


def days(values, file=None):
    """A Series of days (datetime64[us]) out of a Series of texts, dates, times or numbers; see `day_of`.

    Raises
    ------
    InputError : names the row of the first cell that is no day.
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    codes, found = pd.factorize(values.astype(object))  # what is missing has the code -1
    known = [pd.NaT] * (len(found) + 1)
    for code, value in enumerate(found):
        try:
            known[code] = day_of(value)
        except InputError as error:
            raise InputError(error.problem, file=file, row=int((codes == code).argmax()) + 2, column=values.name,
                             expected=error.expected, remedy=error.remedy) from None
    return pd.Series(pd.Series(known, dtype="datetime64[us]").to_numpy()[codes], index=values.index, name=values.name)
