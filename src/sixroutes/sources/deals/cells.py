"""What a cell of an export says: dates as precise as they are, numbers, percentages, yes or no.

Every reader takes a text and gives None where it says nothing ("-", "n.a.", "Unknown"); what cannot be read raises a
ValueError with the reason in plain words.
"""

import datetime
import math
import re
import unicodedata

FIRST_YEAR, LAST_YEAR = 1900, 2030
_NOTHING = re.compile(r"[-–—.?\s\u200b-\u200d\u2060\ufeff]*|n/a|n\.?\s?[av]\.?|nan|none|null"
                      r"|(unknown|undisclosed)( stake)?\s*%?|not available")
_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AP]M)?Z?$", re.IGNORECASE)
_SERIAL = re.compile(r"[2-5]\d{4}(\.\d*)?")  # a spreadsheet's number of a day, from 1954 to 2064, perhaps with a time
_ERROR = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)", re.IGNORECASE)


def plain(cell):
    """A cell as text without spaces around it, Unicode NFC, hard spaces as spaces; "" where it says nothing.

    >>> plain("60\\u00a0%"), plain(" n.a. "), plain(None), plain("N.V. Philips")
    ('60 %', '', '', 'N.V. Philips')
    """
    text = unicodedata.normalize("NFC", "" if cell is None else str(cell)).replace("\u00a0", " ").strip()
    return "" if _NOTHING.fullmatch(text.casefold()) else text


def check_computed(text):
    """A formula that was not worked out, or failed, cannot be read.

    Raises
    ------
    ValueError : the text begins with "=", or is an error of a spreadsheet.
    """
    if text.startswith("=") or _ERROR.fullmatch(text):
        raise ValueError("a formula or its error, not a value")


def partial_date(cell, order="month first"):
    """A date as YYYY, YYYY-MM or YYYY-MM-DD, as precise as the cell is.

    Parameters
    ----------
    cell : text: ISO, slashed, with the month's name, eight digits, or the day number of a spreadsheet.
    order : how slashed dates are meant, "month first" or "day first" (see `day_order`).

    Raises
    ------
    ValueError : no date of the calendar between 1900 and 2030.

    >>> partial_date("03/15/98"), partial_date("15.3.1998", "day first"), partial_date("Mar 1998"), partial_date("1998")
    ('1998-03-15', '1998-03-15', '1998-03', '1998')
    """
    text = plain(cell)
    if not text:
        return None
    check_computed(text)
    parts = _parts(_TIME.sub("", text), order)
    if parts is None:
        raise ValueError("not a date")
    year, month, day = parts
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"a year before {FIRST_YEAR} or after {LAST_YEAR}")
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError("not a date of the calendar") from None
    return "-".join([f"{year}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _parts(text, order):
    """Year, month and day of a text, the last two None where they are not given; None where it is no date."""
    if re.fullmatch(r"(19|20)\d{6}", text):
        return int(text[:4]), int(text[4:6]), int(text[6:])
    if _SERIAL.fullmatch(text):
        date = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(float(text)))
        return date.year, date.month, date.day
    if iso := _ISO.fullmatch(text):
        return tuple(int(part) if part else None for part in iso.groups())
    if slashed := _SLASHED.fullmatch(text):
        first, second, year = slashed.groups()
        month, day = (first, second) if order == "month first" else (second, first)
        return _year(year), int(month), int(day)
    return _named(text)


def _named(text):
    """A date with the name of its month: "15 March 2005", "March 15, 2005", "Mar-05"."""
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if len(months) != 1 or len(words) != 1 + len(numbers) or len(numbers) not in (1, 2):
        return None
    return _year(numbers[-1]), months[0], int(numbers[0]) if len(numbers) == 2 else None


def _year(text):
    # ASSUME: In exports of deals a year of two digits up to 30 lies in the 2000s, any other in the 1900s.
    return int(text) if len(text) > 2 else int(text) + (2000 if int(text) <= LAST_YEAR - 2000 else 1900)


def day_order(cells, default):
    """How the slashed dates of a file are meant: "month first" or "day first".

    Parameters
    ----------
    cells : all cells with dates; default : what the provider writes, taken where no day is above 12.

    Raises
    ------
    ValueError : some dates can only be the one, some only the other.

    >>> day_order(["03/04/2005", "15/04/2005"], "month first")
    'day first'
    """
    found = [match.groups() for match in (_SLASHED.fullmatch(_TIME.sub("", plain(cell))) for cell in cells) if match]
    day_first = any(int(first) > 12 >= int(second) for first, second, _ in found)
    month_first = any(int(second) > 12 >= int(first) for first, second, _ in found)
    if day_first and month_first:
        raise ValueError("dates with the day first and dates with the month first")
    return "day first" if day_first else "month first" if month_first else default


def number(cell):
    """A number without currency signs and thousands separators.

    >>> number(" $1,200 "), number("12.5"), number("n.a.")
    (1200.0, 12.5, None)
    """
    text = plain(cell)
    if not text:
        return None
    check_computed(text)
    bare = re.sub(r"^(US\$|USD|EUR|CNY|RMB|[$€£¥])\s*|[*\s]", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", bare):
        raise ValueError("not a number")
    if not math.isfinite(float(bare)):
        raise ValueError("not a number that can be")
    return float(bare)


def percent(cell):
    """A percentage from 0 to 100, with or without its sign.

    >>> percent("60\\u00a0%"), percent("33.4"), percent("Unknown %")
    (60.0, 33.4, None)
    """
    text = plain(cell)
    if not text:
        return None
    share = number(text.removesuffix("%"))
    if share is not None and not 0 <= share <= 100:
        raise ValueError("a share below 0 or above 100%")
    return share


def flag(cell):
    """Yes, no, or None where the cell says neither.

    >>> flag("Y"), flag("No"), flag("")
    (True, False, None)
    """
    word = plain(cell).casefold()
    if word in ("y", "yes", "true", "1", "x"):
        return True
    if word in ("n", "no", "false", "0"):
        return False
    if not word:
        return None
    raise ValueError("neither yes nor no")


def lines(cell):
    """The lines of a cell that holds several values; a line without content between others keeps its place.

    >>> lines("Haier\\nLiebherr\\n"), lines("China\\n\\nGermany"), lines("")
    (['Haier', 'Liebherr'], ['China', '', 'Germany'], [])
    """
    text = _unified(cell).strip("\n")
    return [plain(line) for line in text.split("\n")] if text.strip() else []


def beside(names, cell):
    """The lines of a cell, one for each name; nothing for anybody where their numbers differ.

    >>> beside(["Haier", "Liebherr"], "\\nGermany"), beside(["Haier", "Liebherr"], "Germany")
    (['', 'Germany'], ['', ''])
    """
    whole = [plain(line) for line in _unified(cell).split("\n")]
    return next((given for given in (whole, lines(cell)) if len(given) == len(names)), [""] * len(names))


def _unified(cell):
    return ("" if cell is None else str(cell)).replace("\r\n", "\n").replace("\r", "\n")
