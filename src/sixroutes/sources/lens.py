"""Lens.org's patent search results (CSV): one row per publication, with the header of 2016 or today's.

The number stands under "Publication Number" (2016) or "Display Key" (today); today's header adds the earliest priority
date and the members of the simple family. Lists are parted by ";;". Neither header lists the cited patents.
"""

import sys

from .layout import columns_of
from .publications import column, date_of, given, listed, needed, tables_of

FORMAT = "lens"
UNIT = "publication"
COLUMNS = dict.fromkeys(("Lens ID", "Display Key", "Jurisdiction", "Kind", "Publication Date", "Application Date",
                         "Priority Numbers", "Title", "Applicants", "Inventors"), "VARCHAR")
SPELLINGS = {"Display Key": ("Publication Number",)}

_LISTS = ";;"
_FORMATS = ["%Y-%m-%d", "%Y%m%d"]


def matches(path):
    """Whether the file has all columns of this layout."""
    columns = set(columns_of(path))
    return all({name, *SPELLINGS.get(name, ())} & columns for name in COLUMNS)


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    The family is the simple family, named by its least member; where no members are listed, the earliest priority
    number; else the patent. `filing_date` is the earliest priority date (in the header of 2016: the day in the priority
    numbers) where there is one, else the application date. `grant_date` is the publication date of granted patents.
    Classes are those of the CPC, else of the IPC. `citations` are empty; the owners of today are not read.
    """
    def fields(connection, columns):
        number = needed(columns, ("Display Key", "Publication Number"), path, "export the file again from Lens.org")
        names = {"number": number, "priority": "Earliest Priority Date", "filing": "Application Date",
                 "granted": "Publication Date"}
        if names["priority"] not in columns:
            names["priority"] = "Priority Numbers"
        return _fields(columns, names), names, lambda value: date_of(value, _FORMATS)
    return tables_of(path, source, as_of, sys.modules[__name__], fields)


def _fields(columns, names):
    """Where each field stands, as SQL."""
    lists = {"applicants": "Applicants", "inventors": "Inventors", "priorities": "Priority Numbers",
             "members": "Simple Family Members"}
    fields = {field: listed(column(name), _LISTS) for field, name in lists.items() if name in columns}
    in_numbers = f"list_min(regexp_extract_all({column('Priority Numbers')}, ' ([0-9]{{8}})(;;|$)', 1))"
    stated = [given(column(name)) for name in ("Earliest Priority Date",) if name in columns]
    classes = [listed(column(name), _LISTS) for name in ("CPC Classifications", "IPCR Classifications")
               if name in columns]
    if classes:
        fields["classes"] = "CASE " + " ".join(f"WHEN len({one}) > 0 THEN {one}" for one in classes) + " ELSE [] END"
    return {**fields, "number": given(column(names["number"])), "title": given(column("Title")),
            "priority": f"coalesce({', '.join([*stated, in_numbers])})", "filing": given(column("Application Date")),
            "granted": _granted(columns)}


def _granted(columns):
    """SQL of the publication date where the document is a granted patent."""
    types = [name for name in ("Document Type", "Type") if name in columns]
    if not types:
        return "CAST(NULL AS VARCHAR)"
    return f"CASE WHEN lower({column(types[0])}) = 'granted patent' THEN {given(column('Publication Date'))} END"
