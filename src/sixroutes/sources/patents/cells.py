"""SQL of what cells of result lists hold: names without their margins, symbols of classes, days."""

from ...errors import InputError
from ..opening import quoted as column

SPACE = r"[\s\p{Z}]"  # white space of any script
MONTH_FIRST, DAY_FIRST = ("%m/%d/%y", "%m/%d/%Y"), ("%d/%m/%y", "%d/%m/%Y")
_SYMBOL = r"\b[A-HY][0-9]{2}[A-Z](?: ?[0-9]{1,4}[/ ][0-9]{2,6}\b)?"
_PARTS = r"^(....) ?([0-9]+)[/ ]([0-9]+)$"


def bare(value):
    """SQL of a text without white space at its ends; NULL where nothing is left, or only dashes."""
    text = f"regexp_replace({value}, '^{SPACE}+|{SPACE}+$', '', 'g')"
    return f"CASE WHEN NOT regexp_full_match({text}, '[-–—－]*') THEN {text} END"


def symbols(value):
    """SQL of the symbols of the IPC or CPC in a text, whatever stands between and behind them.

    "A61K 39/095 (2006.01);C07D 417/12 20060101AFI" holds A61K39/095 and C07D417/12, "A21D 8 02" A21D8/02; a subclass
    may stand alone.
    """
    found = f"regexp_extract_all(upper(coalesce({value}, '')), '{_SYMBOL}')"
    return f"list_transform({found}, lambda symbol: regexp_replace(symbol, '{_PARTS}', '\\1\\2/\\3'))"


def earliest(dates, days):
    """SQL of that text in a list which names the earliest day, as it stands there; NULL for an empty list.

    A text that names no day comes before all others, so that its row is rejected and not read without it.
    """
    day = f"coalesce(strftime(try_strptime(date, {list(days)}), '%Y%m%d'), '00000000')"
    return f"list_min(list_transform({dates}, lambda date: {day} || date))[9:]"


def slash_days(connection, names, path, unclear):
    """How to read dates with slashes in these columns: MONTH_FIRST or DAY_FIRST; `unclear` where no date tells.

    Raises
    ------
    InputError : some dates have the month first and some the day.
    """
    values = " UNION ALL ".join(f"SELECT {column(name)} AS value FROM record WHERE contains({column(name)}, '/')"
                                for name in names)
    first, second = (f"count(*) FILTER (TRY_CAST(split_part(value, '/', {place}) AS INTEGER) BETWEEN 13 AND 31 AND "
                     f"TRY_CAST(split_part(value, '/', {3 - place}) AS INTEGER) BETWEEN 1 AND 12)" for place in (1, 2))
    day_first, month_first = connection.execute(f"SELECT {first}, {second} FROM ({values})").fetchall()[0]
    if day_first and month_first:
        raise InputError(f"{month_first} dates have the month first and {day_first} the day first", file=path,
                         remedy="download the file again and do not save it in a spreadsheet program")
    return DAY_FIRST if day_first else MONTH_FIRST if month_first else unclear
