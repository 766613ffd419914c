"""How a value reads in a sentence or a table cell, the same value in both languages.

Square brackets are escaped, because in the manuscript's Markdown they would begin a link.
"""

from .words import word

MINUS = "−"


def percent(value):
    """A fraction as whole percent; what would round to nothing but is not nothing is said to be below one.

    >>> percent(0.342), percent(0.004), percent(0.0)
    ('34%', '<1%', '0%')
    """
    rounded = round(100 * value)
    return "<1%" if value > 0 and rounded == 0 else f"{rounded}%"


def share(cell, language):
    """A share with its interval, in running text; says so where it is not identified or has no interval.

    `cell` is a dict with share, low, high (fractions or None) and optionally identified.

    >>> share({"share": 0.342, "low": 0.28, "high": 0.41, "identified": True}, "en")
    '34% \\\\[28, 41\\\\]'
    >>> share({"share": 0.342, "low": 0.28, "high": 0.41, "identified": True}, "zh")
    '34%［28%，41%］'
    >>> share({"share": None, "low": None, "high": None, "identified": False}, "en")
    'not identified'
    """
    if not is_told(cell):
        return word("not_identified", language)
    if cell["low"] is None or cell["high"] is None:
        return percent(cell["share"]) + word("no_interval", language)
    low, high = percent(cell["low"]), percent(cell["high"])
    if language == "zh":
        return f"{percent(cell['share'])}［{low}，{high}］"
    return f"{percent(cell['share'])} \\[{low.rstrip('%')}, {high.rstrip('%')}\\]"


def share_cell(cell, language):
    """A share with its interval in a table, short in both languages; a no-break space holds the brackets together.

    >>> share_cell({"share": 0.342, "low": 0.28, "high": 0.41}, "zh")
    '34% \\\\[28,\\xa041\\\\]'
    """
    if not is_told(cell):
        return word("not_identified", language)
    if cell["low"] is None or cell["high"] is None:
        return percent(cell["share"]) + " " + word("no_interval_cell", language)
    return f"{percent(cell['share'])} \\[{percent(cell['low'])[:-1]},\xa0{percent(cell['high'])[:-1]}\\]"


def is_told(cell):
    """Whether the data can tell this share."""
    return cell["share"] is not None and ("identified" not in cell or bool(cell["identified"]))


def points(cell, language):
    """A difference of two shares in percentage points with its interval.

    >>> points({"difference": -0.12, "low": -0.2, "high": 0.01}, "en")
    '−12 points \\\\[−20, 1\\\\]'
    >>> points({"difference": 0.12, "low": 0.02, "high": 0.2}, "zh")
    '+12个百分点［2，20］'
    >>> points({"difference": 0.01, "low": None, "high": None}, "en")
    '+1 point'
    """
    if cell["difference"] is None:
        return word("not_identified", language)
    size = round(100 * cell["difference"])
    unit = word("one_point" if abs(size) == 1 else "points", language)
    text = f"{'+' if size > 0 else ''}{_signed(size)}{unit}"
    return text + bracket(cell["low"], cell["high"], language, lambda value: _signed(round(100 * value)))


def ratio(value, language, low=None, high=None):
    """A number without a unit (a location quotient, a number of routes), with an interval where there is one.

    >>> ratio(2.314, "en", 1.4, 3.1)
    '2.3 \\\\[1.4, 3.1\\\\]'
    """
    if value is None:
        return word("not_identified", language)
    return _signed(value, ".1f") + bracket(low, high, language, lambda end: _signed(end, ".1f"))


def bracket(low, high, language, wording):
    """An interval in brackets, empty where there is none."""
    if low is None or high is None:
        return ""
    if language == "zh":
        return f"［{wording(low)}，{wording(high)}］"
    return f" \\[{wording(low)}, {wording(high)}\\]"


def _signed(value, form="d"):
    text = format(value, form)
    return MINUS + text[1:] if text.startswith("-") and text.strip("-0.") else text.lstrip("-")


def count(value, language):
    """A count, thousands grouped in both languages.

    >>> count(6301, "en"), count(133541, "zh")
    ('6,301', '133,541')
    """
    return f"{value:,}"


def holding(finding, language):
    """In how many specifications a finding of the multiverse holds.

    >>> holding({"n_holding": 2064, "n_specifications": 2592}, "en")
    '2,064 of 2,592 specifications'
    >>> holding({"n_holding": 2064, "n_specifications": 2592}, "zh")
    '2,592种设定组合中的2,064种'
    """
    n, all_of_them = count(finding["n_holding"], language), count(finding["n_specifications"], language)
    return f"{all_of_them}种设定组合中的{n}种" if language == "zh" else f"{n} of {all_of_them} specifications"


def tally(counts, language, n=6):
    """The n largest of {name: count}, largest first, equal ones by name.

    >>> tally({"CN": 3, "JP": 28, "AT": 3}, "en"), tally({"JP": 28}, "zh")
    ('JP 28, AT 3, CN 3', 'JP 28')
    """
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:n]
    return ("、" if language == "zh" else ", ").join(f"{name} {number:,}" for name, number in ordered)


def day(text, language):
    """An ISO date in words.

    >>> day("2025-12-31", "en"), day("2025-12-31", "zh")
    ('31 December 2025', '2025年12月31日')
    """
    year, month, number = (int(part) for part in text.split("-"))
    if language == "zh":
        return f"{year}年{month}月{number}日"
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December"]
    return f"{number} {months[month - 1]} {year}"


def listing(names, language):
    """Names joined as the language joins them.

    >>> listing(["Haier", "Hisense", "Aucma"], "en"), listing(["海尔", "海信", "澳柯玛"], "zh")
    ('Haier, Hisense and Aucma', '海尔、海信和澳柯玛')
    """
    names = list(names)
    comma, final = (("、", "和") if language == "zh" else (", ", " and "))
    if not names:
        return word("none", language)
    return names[0] if len(names) == 1 else comma.join(names[:-1]) + final + names[-1]
