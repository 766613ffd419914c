"""Derwent Innovations Index (Web of Science): field-tagged text or tab-delimited, one record per patent family.

Both have the same two-letter tags, as marks at the start of lines or as the header. Search results of "All Databases"
have the same layout with fewer fields; their records of other kinds than patents are set aside.
"""

import sys
from dataclasses import replace
from pathlib import Path

from ..layout import last_day, match_columns, working_database
from ..opening import Fault, header_of, load_records
from .derwent_fields import CODE, NO_CODE, make_macros
from .derwent_text import TAGS, is_tagged, load_tagged
from .publications import Reading, collect, first_given, publish

FORMAT = "derwent"
UNIT = "patent family"
# The tag, then what the database calls the field on its pages.
COLUMNS = {
    "record": ("PT", "Publication Type"), "number": ("PN", "Patent Number(s)", "Patent Number"),
    "title": ("TI", "Title"),
    "applicants": ("AE", "Patent Assignee Name(s) and Code(s)", "Patent Assignee(s)"),
    "inventors": ("AU", "Inventor(s)"), "ipc": ("IP", "International Patent Classification"),
    "priority": ("PI", "Priority Application Information and Date"), "filing": ("AD", "Application Details and Date"),
    "granted": ("PD", "Patent Details"), "accession": ("GA", "Derwent Primary Accession Number"),
    "identifier": ("UT", "UT (Unique ID)", "UT (Unique WOS ID)"), "citations": ("CP", "Cited Patents"),
}
NEEDED = ("number", "applicants")

_NO_PATENT = "not a patent: a record of another kind"
# A type of an assignee's code may be one letter or words; a code without a type is that of a large company.
_TYPE = f"""CASE code_type(entry)
    WHEN 'I' THEN 'Individual' WHEN 'N' THEN 'Non-standard' WHEN 'R' THEN 'Soviet Institute'
    WHEN '' THEN CASE WHEN regexp_matches(entry, '{CODE}') THEN 'C' END ELSE code_type(entry) END"""
_ENTRIES = {"applicant_name": f"rtrim(coalesce(nullif(regexp_replace(entry, '{CODE}', ''), ''), entry), '{NO_CODE}')",
            "inventor_name": f"rtrim(entry, '{NO_CODE}')",
            "applicant_kind": _TYPE}


def matches(seen):
    """Whether a text holds a line `PT P`, or a table has columns for patent numbers and assignees with codes."""
    if seen.head and is_tagged(seen.path):
        return True
    found = match_columns(seen.columns, COLUMNS, seen.path)
    return all(found[field] for field in NEEDED)


def read(path, source="patents", as_of=None):
    """The file as tables: one patent per record; a second record of it is a duplicate.

    The patent is the first publication of the family, all numbers are its members; the family is named by Derwent's
    accession number. `filing_date` is the earliest date of priority, else of application. `kind_given` of an applicant
    is the type of Derwent's code (C, Non-standard, Individual, Soviet Institute), and the name comes without the code.
    `citations` are those of all members, under the one patent. `source_row` is the line of `PT`.

    Raises
    ------
    InputError : `as_of` is no date, or the file cannot be read.
    """
    path, last = Path(path), last_day(as_of)
    with working_database() as connection:
        opened, found = _load(connection, path)
        opened = _without_other_kinds(connection, opened, found)
        publish(connection, _reading(connection, found), found, last)
        _adapt(connection)
        wanted = [name for names in found.values() for name in names]
        tables = collect(connection, path, source, sys.modules[__name__], opened, wanted)
    outside = tables.rejected["reason"] == _NO_PATENT
    return replace(tables, rejected=tables.rejected.assign(fault=~outside))


def _load(connection, path):
    """Make the view `record`; what was opened, and the columns of each field."""
    tagged = is_tagged(path)
    found = match_columns(TAGS if tagged else header_of(path), COLUMNS, path)
    wanted = list(dict.fromkeys(name for names in found.values() for name in names))
    return (load_tagged(connection, path) if tagged else load_records(connection, path, wanted)), found


def _without_other_kinds(connection, opened, found):
    """The view `record` without records that are no patents; they become faults."""
    if not found["record"]:
        return opened
    kind = first_given(found["record"])
    others = connection.execute(f"SELECT source_row, {kind} FROM record WHERE NOT upper({kind}) LIKE 'P%' "
                                "ORDER BY source_row").fetchall()
    connection.execute(f"CREATE OR REPLACE TABLE patent_record AS FROM record WHERE coalesce(upper({kind}), 'P') "
                       "LIKE 'P%'")
    connection.execute("CREATE OR REPLACE VIEW record AS FROM patent_record")
    return replace(opened, faults=(*opened.faults, *(Fault(row, kind, _NO_PATENT) for row, kind in others)))


def _reading(connection, found):
    make_macros(connection)
    value = {field: first_given(names) if names else "CAST(NULL AS VARCHAR)" for field, names in found.items()}
    numbers, priority = value["number"], f"earliest({value['priority']})"
    accession = (rf"coalesce(regexp_extract(replace({value['accession']}, '-', ''), '^\S+'), "
                 rf"nullif(regexp_extract({value['identifier']}, '[^:\s]+$'), ''))")
    return Reading({
        "number": f"full_number(basic({numbers}))", "members": f"full_numbers_in({numbers})",
        "family": f"'DIIDW:' || {accession}",
        "title": rf"regexp_replace({value['title']}, '\s*[\r\n]+\s*', ' ', 'g')",
        "applicants": f"names_in({value['applicants']})", "inventors": f"names_in({value['inventors']})",
        "ipc": f"list_transform(numbers_in({value['ipc']}), lambda one: symbol(one))",
        "priority": priority, "filing": f"CASE WHEN {priority} IS NULL THEN earliest({value['filing']}) END",
        "granted": f"date_of_grant({value['granted']}, basic({numbers}))",
        "citations": f"list_filter(cited_in({value['citations']}), "
                     f"lambda one: NOT list_contains(full_numbers_in({numbers}), one))",
    }, _ENTRIES)


def _adapt(connection):
    """What the common reading does not know: the family is Derwent's own, and disclosures give no right."""
    connection.execute("UPDATE family SET family_basis = 'provider'")
    connection.execute("UPDATE kept SET kind = 'other' WHERE office IN ('RD', 'TP')")
