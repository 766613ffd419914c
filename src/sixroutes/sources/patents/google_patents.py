"""Google Patents' search results (CSV): one row per publication, as downloaded or saved again by a spreadsheet program.

The download starts with a line `search URL:,…` and has dates as YYYY-MM-DD; saved again, the line may be gone and dates
are M/D/YYYY (or D/M/YYYY, which is found out where a day above 12 tells). Assignees are parted by ", ", which also
stands before a legal form ("Co., Ltd."). There are no families, classes, citations or countries in it.
"""

import sys

from ...errors import InputError
from .publications import DAYS, Reading, column, fields_of, tables_of

FORMAT = "google_patents"
UNIT = "publication"
COLUMNS = {"number": ("id",), "title": ("title",), "applicants": ("assignee",), "inventors": ("inventor/author",),
           "priority": ("priority date",), "filing": ("filing/creation date",), "granted": ("grant date",)}
NEEDED = tuple(COLUMNS)

# ASSUME: In Google's lists of assignees, what follows ", " belongs to the name before it when it begins with a legal
# form (Ltd., Inc., LLC, S.A., GmbH and the like) that ends there or goes on in brackets or with a branch, or with words
# that only go on ("as represented by", "acting for", "a body corporate", "on behalf of"). Place names and departments
# after a comma cannot be told from applicants and become names of their own.
_FORMS = (r"co|ltd|limited|inc|incorporated|corp|corporation|company"
          r"|l\.?l\.?c|l\.?l\.?p|l\.?p|p\.?l\.?c|p\.?b\.?c|n\.?a"
          r"|s\.?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|s\.?l|s\.?l\.?u|s\.?e"
          r"|s\.? ?de ?r\.?l\.?|s\.? ?a\.? de c\.? ?v"
          r"|s\.?r\.?o|a\.?s|a/s|gmbh|gesellschaft mbh|mbh|kgaa|kg|ohg|ag|a\.?g|e\.? ?v|b\.?v|n\.?v|oy|oyj|a\.?b|aps"
          r"|asa|pty|pte|sdn|bhd|k\.?k|kft|zrt|ooo|llc|jr|sr")
_TAIL = (rf"(?i)((the )?({_FORMS})[.]?( (& )?({_FORMS})[.]?)*([ ]?[(（].*|[.]? [^,]*(branch|分公司).*)?"
         r"|(as represented|acting|a body corporate|on behalf of|by and through)\b.*)\s*")
_MONTH_FIRST, _DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"


def read(path, source="patents", as_of=None):
    """The file as tables: each publication is its own family; a repeated one is a duplicate of its first row.

    `filing_date` is the priority date where it is given, else the filing date. `applicants` come in the order of the
    file; `citations` are empty, and so are classes, countries and kinds of applicants.

    Raises
    ------
    InputError : the file cannot be read, or has dates with the month first and dates with the day first.
    """
    def reading(connection, found):
        fields = fields_of(found, ",\\s+|,\\s*$", regex=True)
        fields["applicants"] = _assignees(column(found["applicants"][0]))
        dates = [name for field in ("priority", "filing", "granted") for name in found[field]]
        return Reading(fields, days=(*DAYS, _slash_format(connection, dates, path)))
    return tables_of(path, source, as_of, sys.modules[__name__], reading)


def _assignees(value):
    """SQL of the assignees: entries between ", ", each with the legal forms that follow it."""
    parts = (f"list_filter(string_split_regex(coalesce({value}, ''), ',\\s+|,\\s*$'), "
             "lambda entry: NOT regexp_full_match(entry, '[-\\s]*'))")
    tail = _TAIL.replace("'", "''")
    starts = (f"list_filter(range(1, len({parts}) + 1), lambda i: i = 1 OR "
              f"NOT regexp_full_match(({parts})[i], '{tail}'))")
    return (f"list_transform({starts}, lambda start, i: trim(array_to_string(({parts})[start:"
            f"coalesce(({starts})[i + 1], len({parts}) + 1) - 1], ', ')))")


def _slash_format(connection, dates, path):
    """Whether dates with slashes have the month or the day first; the month where nothing tells."""
    values = " UNION ALL ".join(f"SELECT {column(name)} AS value FROM record" for name in dates)
    first, second = (f"count(*) FILTER (TRY_CAST(split_part(value, '/', {place}) AS INTEGER) BETWEEN 13 AND 31 AND "
                     f"TRY_CAST(split_part(value, '/', {3 - place}) AS INTEGER) BETWEEN 1 AND 12)" for place in (1, 2))
    day_first, month_first = connection.execute(f"SELECT {first}, {second} FROM ({values})").fetchall()[0]
    if day_first and month_first:
        raise InputError(f"{month_first} dates have the month first and {day_first} the day first", file=path,
                         remedy="download the file again and do not save it in a spreadsheet program")
    return _DAY_FIRST if day_first else _MONTH_FIRST
