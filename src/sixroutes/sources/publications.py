"""What exports with one row per publication share: fields of text become patents, applicants, inventors, citations.

A room says where each field stands (`FIELDS`, in SQL over its columns); numbers, kinds, families, duplicates and
rejections are the same for all.
"""

from pathlib import Path

import duckdb
import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from .layout import FIRST_DAY, Tables, account_row, first_wrong, last_day
from .opening import open_records

# What a room may give, each as SQL: a text, or a list of texts.
FIELDS = {**dict.fromkeys(("number", "priority", "filing", "granted", "title", "type"), "CAST(NULL AS VARCHAR)"),
          **dict.fromkeys(("applicants", "inventors", "classes", "citations", "members", "priorities"),
                          "CAST([] AS VARCHAR[])")}
_NOTHING = r"[-–—－\s]*"  # what stands in a cell without content
_NUMBER = "^([A-Z]{2})([A-Z]{0,3}[0-9][0-9A-Z]*?)([A-Z][0-9]?)?$"
# ASSUME: The kind code says the kind of right: U and Y are utility models and S is a design in every office, D is a
# design in China, P a plant patent in the US; US reissues (E) and statutory registrations (H) are "other". What has no
# such code is an invention.
_KIND = """
    CASE WHEN type LIKE '%实用新型%' THEN 'utility' WHEN type LIKE '%外观%' THEN 'design'
         WHEN type LIKE '%发明%' THEN 'invention' WHEN left(code, 1) IN ('U', 'Y') THEN 'utility'
         WHEN left(code, 1) = 'S' OR office = 'CN' AND left(code, 1) = 'D' THEN 'design'
         WHEN office <> 'US' THEN 'invention'
         WHEN left(digits, 2) = 'PP' OR left(code, 1) = 'P' THEN 'plant' WHEN left(digits, 1) = 'D' THEN 'design'
         WHEN left(digits, 2) = 'RE' OR left(digits, 1) = 'H' OR left(code, 1) IN ('E', 'H') THEN 'other'
         ELSE 'invention' END"""


def given(value):
    """SQL of a text without spaces around it; NULL where there is none, or only dashes."""
    return f"CASE WHEN NOT regexp_full_match({value}, '{_NOTHING}') THEN trim({value}) END"


def listed(value, separator):
    """SQL of the entries of a text, parted by a regular expression; entries without content are left out."""
    return (f"list_filter(list_transform(string_split_regex(coalesce({value}, ''), '{separator}'), "
            f"lambda entry: trim(entry)), lambda entry: NOT regexp_full_match(entry, '{_NOTHING}'))")


def column(name):
    """A column of the file, as SQL."""
    return '"' + name.replace('"', '""') + '"'


def date_of(value, formats):
    """SQL of the date that a text names, in the first of these formats that fits; NULL where none does."""
    return f"CAST(try_strptime({value}, {list(formats)}) AS DATE)"


def tables_of(path, source, as_of, room, fields_of):
    """The file as tables; of several rows of one patent the first is kept.

    Parameters
    ----------
    room : module with FORMAT and UNIT.
    fields_of : function of the connection (with the table `record`) and the columns of the file; it gives the fields
        as {name in FIELDS: SQL}, the columns to name in a rejection as {number, priority, filing, granted: column},
        and a function that makes the SQL of a date out of the SQL of its text.

    Raises
    ------
    InputError : `as_of` is no date, or the file cannot be read.
    """
    path, last = Path(path), last_day(as_of)
    opened = open_records(path)
    with duckdb.connect() as connection:
        connection.register("record", opened.records)
        fields, names, date = fields_of(connection, opened.columns)
        connection.execute(_publications({**FIELDS, **fields}, names, date, last))
        connection.execute(_KEPT)
        found = {name: connection.execute(query).df() for name, query in _TABLES.items()}
    found["patents"] = found["patents"].assign(source=source, source_file=path.name)
    rejected = pd.concat([found["rejected"], _ragged(opened, names["number"])], ignore_index=True)
    found["rejected"] = check(rejected.assign(source_file=path.name).sort_values("source_row"), CONTRACTS["rejected"])
    n_read, n_kept = opened.records.num_rows + len(opened.ragged), len(found["patents"])
    account = account_row(path.name, source, room.FORMAT, room.UNIT, read=n_read, kept=n_kept, rejected=len(rejected),
                          duplicate=n_read - n_kept - len(rejected), duplicate_of="an earlier row of the same patent")
    return Tables(**found, account=account)


def needed(columns, names, path, remedy):
    """The first of these names that the file has.

    Raises
    ------
    InputError : it has none of them.
    """
    found = [name for name in names if name in columns]
    if not found:
        raise InputError("the column is missing", file=path, column=names[0], expected=" or ".join(names),
                         remedy=remedy)
    return found[0]


def _ragged(opened, column):
    """Rows whose cells do not fit the header, as rejections."""
    width = len(opened.columns)
    return pd.DataFrame([{"source_row": row, "column": column, "value": f"{cells} cells",
                          "reason": f"the row has {cells} cells, the header has another number ({width} named)"}
                         for row, cells in opened.ragged.items()], columns=["source_row", "column", "value", "reason"])


def _compact(value):
    """A publication number without spaces and signs: "US 2012/0031918 A1" as US20120031918A1."""
    return f"upper(regexp_replace({value}, '[\\s./,-]', '', 'g'))"


def _publications(fields, names, date, last):
    """SQL that makes the table `publication`: every record, read, with the first thing wrong with it."""
    wrong = first_wrong(_checks(names, last))
    given_fields = ", ".join(f"{value} AS {name}" for name, value in fields.items())
    return f"""
        CREATE TABLE publication AS WITH
        field AS (SELECT source_row, {given_fields} FROM record),
        parted AS (SELECT *, regexp_extract({_compact('coalesce(number, $$$$)')}, '{_NUMBER}',
                                            ['office', 'digits', 'code']) AS parts,
                          {date('priority')} AS first_filed, {date('filing')} AS filed_here,
                          {date('granted')} AS granted_on
                   FROM field),
        read AS (SELECT *, parts.office AS office, parts.digits AS digits, parts.code AS code,
                        parts.office || parts.digits || parts.code AS patent_id,
                        coalesce(first_filed, filed_here) AS filed
                 FROM parted)
        SELECT *, {wrong} FROM read"""


def _checks(names, last):
    """What makes a row unusable, in the order in which it is said: (column, value, condition, reason)."""
    dated = names.get("filing") or names["priority"]
    dates = [(names[name], name, f"{name} IS NOT NULL AND {value} IS NULL", "not a date of the calendar")
             for name, value in (("priority", "first_filed"), ("filing", "filed_here"), ("granted", "granted_on"))
             if name in names]
    basis = (names.get("priority") or dated), "coalesce(priority, filing)"
    return [(names["number"], "number", "number IS NULL", "no publication number"),
            (names["number"], "number", "patent_id = ''", "not a publication number with its office"),
            (dated, "filing", "priority IS NULL AND filing IS NULL", "no filing date"), *dates,
            (*basis, f"filed NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{last}'",
             f"filed before {FIRST_DAY} or after {last}"),
            (*basis, "filed > granted_on", "filed after the grant")]


# A family is named by its least member, so that every member names it alike.
_MEMBERS = f"""list_filter(list_transform(members, lambda member: {_compact('member')}),
                           lambda member: regexp_full_match(member, '{_NUMBER}'))"""
# Priority numbers end with their day, which puts the earliest first; without a day they come last.
_FIRST_PRIORITY = """list_sort(list_transform(priorities, lambda one: coalesce(nullif(regexp_extract(one,
    '([0-9]{8})$', 1), ''), '99999999') || one))[1][9:]"""
_KEPT = f"""
    CREATE TABLE kept AS SELECT *, {_MEMBERS} AS family, {_FIRST_PRIORITY} AS first_priority
    FROM publication WHERE reason IS NULL
    QUALIFY row_number() OVER (PARTITION BY patent_id ORDER BY source_row) = 1"""
_TABLES = {
    "patents": f"""
        SELECT patent_id,
               CASE WHEN len(family) > 0 THEN list_min(list_append(family, patent_id))
                    ELSE coalesce(first_priority, patent_id) END AS family_id,
               CASE WHEN len(family) > 0 THEN 'docdb' WHEN first_priority IS NOT NULL THEN 'priority' ELSE 'patent' END
               AS family_basis,
               office, {_KIND} AS kind, filed AS filing_date, granted_on AS grant_date, title,
               nullif(array_to_string(list_sort(list_distinct(list_filter(list_transform(classes, lambda class:
                   regexp_extract(upper(class), '^[A-HY][0-9]{{2}}[A-Z]')), lambda class: class <> ''))), ' | '), '')
               AS classes, source_row
        FROM kept ORDER BY patent_id""",
    "applicants": """
        SELECT patent_id, unnest(range(len(applicants))) AS sequence, unnest(applicants) AS raw_name,
               CAST(NULL AS VARCHAR) AS raw_country, CAST(NULL AS VARCHAR) AS kind_given
        FROM kept ORDER BY patent_id, sequence""",
    "inventors": """
        SELECT patent_id, unnest(range(len(inventors))) AS sequence, unnest(inventors) AS name,
               CAST(NULL AS VARCHAR) AS country
        FROM kept ORDER BY patent_id, sequence""",
    "citations": f"""
        WITH cited AS (SELECT patent_id AS citing_id, unnest(range(len(citations))) AS place, unnest(citations) AS one
                       FROM kept),
        parted AS (SELECT *, {_compact("regexp_replace(one, '^[(][^)]*[)]', '')")} AS cited_id,
                          nullif(trim(regexp_extract(one, '^[(]([^)]*)[)]', 1)), '') AS category FROM cited)
        SELECT citing_id, cited_id, category FROM parted WHERE regexp_full_match(cited_id, '{_NUMBER}')
        QUALIFY row_number() OVER (PARTITION BY citing_id, cited_id ORDER BY place) = 1
        ORDER BY citing_id, cited_id""",
    "rejected": """
        SELECT source_row, wrong_column AS "column", wrong_value AS value, reason
        FROM publication WHERE reason IS NOT NULL ORDER BY source_row""",
}
