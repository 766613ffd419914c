"""China Global Investment Tracker (American Enterprise Institute, Heritage Foundation): one row per transaction.

The workbook has a sheet of investments, one of construction contracts, one of both, and one of troubled transactions,
each below some lines of title; what a sheet holds is known from its name, its title or its columns.
"""

import re
import sys
import unicodedata

from .cells import number, partial_date, percent, plain
from .countries import country_code
from .headers import column_key
from .rows import collect, fields_of, has_table, tables_with, value, words
from .shape import PARTICIPANT, Unusable

FORMAT = "investment_tracker"
UNIT = "transaction"
COLUMNS = {
    "year": ("Year", "Yr"),
    "month": ("Month",),
    "investor": ("Investor", "Chinese Entity", "Contractor", "Investor or Builder", "Investor / Contractor",
                 "Chinese Investor", "Entity"),
    "value": ("Quantity in Millions", "Investment Value", "Quantity (in Millions)", "Value in Millions", "Quantity",
              "Amount"),
    "share": ("Share Size", "Share"),
    "party": ("Transaction Party", "Transaction Parties", "Party"),
    "sector": ("Sector",),
    "subsector": ("Subsector", "Sub-sector"),
    "country": ("Country",),
    "greenfield": ("Greenfield", "Greenfield (G)"),
    "type": ("Type", "Transaction Type"),
}
NEEDED = ("year", "month", "investor", "value", "sector", "country")

# What a sheet holds, by words in its name or title, in the order of looking.
_PARTS = (("troubled", r"troubled|dataset 3\b"), ("both", r"1\s*\+\s*2|combined|investments?\b.*\bconstruction"),
          ("construction", r"construction|contracts?\b|dataset 2\b"), ("investment", r"investments?\b|dataset 1\b"))
_SAME = ("year", "month", "investor", "value", "party", "country")
_LEGAL_ENDING = re.compile(r"(?i)(co|ltd|limited|inc|llc|corp|s\.?a|plc|lp|l\.p)\.?")


def matches(path):
    """Whether a table of the file has year, month, investor, value, sector and country."""
    return has_table(path, COLUMNS, NEEDED)


def read(path):
    """The file as deals; rows that say the same are one, tranches of different size or date are not.

    Raises
    ------
    InputError : the file cannot be read.
    """
    tables = tables_with(path, COLUMNS, NEEDED)
    rows = [{**row, "part": _part(sheet, columns, row)} for sheet, columns in tables
            for row in fields_of(sheet, columns, COLUMNS)]
    _settle_parts(rows)
    fractions = _are_fractions(rows)
    controlled = _first_control(rows, fractions)
    return collect(path, sys.modules[__name__], _groups(rows), tables[0][1],
                   lambda _, group: _deal(group[0], fractions, controlled),
                   sheets=[sheet for sheet, _ in tables])


def _part(sheet, columns, row):
    """What a row is: troubled, construction, investment, or both where the table does not say."""
    said = plain(row["type"]).casefold()
    if said:
        return next((part for part, sign in _PARTS if re.search(sign, said)), "both")
    if column_key(columns["investor"]) == "contractor":
        return "construction"
    told = [text.casefold().replace("china global investment tracker", "") for text in (sheet.name or "", sheet.title)]
    return next((part for text in told for part, sign in _PARTS if re.search(sign, text)), "both")


def _settle_parts(rows):
    """Rows of a table with both kinds take after the same row in a table of one kind."""
    known = {tuple(plain(row[field]) for field in _SAME): row["part"] for row in rows if row["part"] != "both"}
    for row in rows:
        if row["part"] == "both":
            row["part"] = known.get(tuple(plain(row[field]) for field in _SAME), "both")


# ASSUME: Shares in the China Global Investment Tracker that are written without a percent sign are fractions of one
# (0.6 is 60%) where no such share of the file is above one, else percentages.
def _are_fractions(rows):
    bare = [share for row in rows if "%" not in row["share"] for share in re.findall(r"\d+(?:\.\d+)?", row["share"])]
    return all(float(share) <= 1 for share in bare)


def _groups(rows):
    """Rows that say the same under one identifier, made of date, investor and party; tranches are numbered by size."""
    same = {}
    for row in rows:
        content = tuple(plain(row[field]) for field in (*_SAME, "share", "greenfield", "sector", "subsector", "part"))
        same.setdefault(content, []).append(row)
    by_name = {}
    for content, group in same.items():
        by_name.setdefault(_identifier(group[0]), []).append((content, group))
    numbered = {}
    for name, contents in by_name.items():
        for place, (_, group) in enumerate(sorted(contents, key=lambda one: one[0]), 1):
            numbered[name if place == 1 else f"{name}-{place}"] = group
    return dict(sorted(numbered.items(), key=lambda one: (one[1][0]["sheet"] or "", one[1][0]["source_row"])))


def _identifier(row):
    parts = (_month(row) or plain(row["year"]), row["investor"], plain(row["party"]) or row["country"])
    words = (re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFKC", part).casefold()).strip("_") for part in parts)
    return "-".join(["cgit", *words])


def _month(row):
    """Year and month as text; None where they cannot be read."""
    year, month = plain(row["year"]), plain(row["month"])
    try:
        return partial_date(f"{year}-{month}" if month.isdigit() else f"{month} {year}") if year and month else None
    except ValueError:
        return None


# ASSUME: In the China Global Investment Tracker a further purchase from a party of which the same investor had bought
# more than half in an earlier month only adds to a control that it held.
def _first_control(rows, fractions):
    """{(investor, party): (month, share)} of the first investment of more than half."""
    first = {}
    for row in rows:
        month, share = _month(row), _percentage(plain(row["share"]), fractions)
        if month and share and share > 50 and row["part"] != "troubled" and plain(row["party"]):
            key = plain(row["investor"]).casefold(), plain(row["party"]).casefold()
            first[key] = min(first.get(key, (month, share)), (month, share))
    return first


def _deal(row, fractions, controlled):
    if not plain(row["year"]):
        raise Unusable("year", None, "no year")
    date = _month(row) or value(partial_date, row, "year")
    if plain(row["month"]) and not _month(row):
        raise Unusable("month", plain(row["month"]), "not a month")
    country = country_code(words(row, "country"))
    millions = value(number, row, "value")
    _check_kind(row)
    if country is None:
        said = plain(row["country"])
        raise Unusable("country", said, "an unknown country" if said else "no country")
    investors, shares = _investors(row), _shares(row, fractions)
    total = sum(shares) if shares and len(shares) == len(investors) else shares[0] if len(shares) == 1 else None
    if total is not None and total > 100.5:
        raise Unusable("share", plain(row["share"]), "a share above 100%")
    month, held = controlled.get((plain(row["investor"]).casefold(), plain(row["party"]).casefold()), (date, None))
    troubled = row["part"] == "troubled"
    return dict(kind="purchase", status="failed" if troubled else "closed", country=country, date=date,
                status_said="troubled transaction" if troubled else "", stake_after=total,
                stake_before=held if month < date else None, note=_note(row, millions),
                participants=_participants(row, investors, shares, country))


def _check_kind(row):
    """Only what may be an acquisition goes on."""
    if row["part"] == "construction":
        raise Unusable("investor", plain(row["investor"]), "a construction contract, not an acquisition", fault=False)
    if plain(row["greenfield"]).casefold() not in ("", "n", "no", "0", "false"):
        raise Unusable("greenfield", plain(row["greenfield"]), "a greenfield investment, not an acquisition",
                       fault=False)
    # ASSUME: In a table of the China Global Investment Tracker that mixes investments and construction contracts and
    # does not tell them apart, a row with a share is an investment and a row without is not used.
    if row["part"] == "both" and not plain(row["share"]):
        raise Unusable("share", None, "an investment or a construction contract: the table does not say which; read "
                       "the workbook with its sheets instead")


def _investors(row):
    names = [name for name in re.split(r",\s*|\s+and\s+|;\s*|\n", words(row, "investor")) if name.strip()]
    if not names:
        raise Unusable("investor", None, "the investor has no name")
    return [name.strip().removeprefix("and ") for name in names]


def _shares(row, fractions):
    """The shares of a row as percentages: one of the whole, or one for each investor."""
    parts = [part for part in re.split(r"[,;\n]|\s+and\s+", plain(row["share"])) if part.strip()]
    return [_share(part, fractions) for part in parts]


def _share(part, fractions):
    share = _percentage(part, fractions)
    if share is None:
        raise Unusable("share", part.strip(), "not a share between 0 and 100%")
    return share


def _percentage(text, fractions):
    """A share as a percentage; None where it is none."""
    try:
        share = percent(text)
    except ValueError:
        return None
    return share * 100 if share is not None and fractions and "%" not in text else share


def _participants(row, investors, shares, country):
    """Investors, each with its share where there is one for each; the party lies in the country of the row."""
    own = shares if len(shares) == len(investors) else [None] * len(investors)
    parties = [part.strip() for part in re.split(r",\s*|;\s*|\n", words(row, "party")) if part.strip()]
    whole = []
    for part in parties:  # "Kellwood, Inc." is one name
        if whole and _LEGAL_ENDING.fullmatch(part):
            whole[-1] += f", {part}"
        else:
            whole.append(part)
    return [{**PARTICIPANT, "name": name, "role": "acquirer", "country": "CN", "stake": share}
            for name, share in zip(investors, own, strict=True)] + [
           {**PARTICIPANT, "name": name, "role": "target", "country": country, "country_said": plain(row["country"])}
           for name in whole]


def _note(row, millions):
    where = f"Sheet {row['sheet']!r}. " if row["sheet"] else ""
    sector = ", ".join(part for part in (plain(row["sector"]), plain(row["subsector"])) if part)
    amount = f"Value: {millions:,.0f} million US dollars. " if millions is not None else ""
    return f"{where}{amount}Sector: {sector}." if sector else f"{where}{amount}".strip()
