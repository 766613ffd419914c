"""Lens.org's patent search results (CSV): one row per publication, with the header of 2016 or today's.

The number stands under "Publication Number" (2016) or "Display Key" (today); today's header adds the earliest priority
date and the members of the simple family. Lists are parted by ";;". Neither header lists the cited patents.
"""

import sys

from .cells import MONTH_FIRST, slash_days
from .publications import DAYS, Reading, column, fields_of, tables_of

FORMAT = "lens"
UNIT = "publication"
COLUMNS = {
    "number": ("Display Key", "Publication Number"), "lens": ("Lens ID",), "filing": ("Application Date",),
    "priority": ("Earliest Priority Date",), "priorities": ("Priority Numbers",), "granted": ("Publication Date",),
    "document": ("Document Type", "Type"), "title": ("Title",), "applicants": ("Applicants",),
    "inventors": ("Inventors",), "cpc": ("CPC Classifications",), "ipc": ("IPCR Classifications",),
    "members": ("Simple Family Members",),
}
NEEDED = ("number", "lens", "filing", "priorities", "applicants", "inventors")


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    The family is the simple family, named by its least member; where no members are listed, the earliest priority
    number; else the patent. `filing_date` is the earliest priority date (in the header of 2016: the day in the priority
    numbers) where there is one, else the application date. `grant_date` is the publication date of granted patents.
    `citations` are empty; the owners of today are not read. Dates as a spreadsheet program saves them again have the
    month first, or the day first where a day above 12 tells.

    Raises
    ------
    InputError : the file cannot be read, or has dates with the month first and dates with the day first.
    """
    def reading(connection, found):
        dates = [name for field in ("priority", "filing", "granted") for name in found[field]]
        days = (*slash_days(connection, dates, path, unclear=MONTH_FIRST), *DAYS)
        return Reading(_fields(found), days=days)
    return tables_of(path, source, as_of, sys.modules[__name__], reading)


def _fields(found):
    """SQL of the fields; the priority numbers give the priority dates where these have no column of their own."""
    fields = fields_of(found, ";;")
    found["priority"] = found["priority"] or found["priorities"]
    in_numbers = f"list_min(regexp_extract_all({column(found['priorities'][0])}, ' ([0-9]{{8}})(;;|$)', 1))"
    fields["priority"] = f"coalesce({fields.get('priority', 'NULL')}, {in_numbers})"
    if found["granted"] and found["document"]:
        fields["granted"] = (f"CASE WHEN lower({column(found['document'][0])}) = 'granted patent' "
                             f"THEN {fields['granted']} END")
    else:
        fields.pop("granted", None)
    return fields
