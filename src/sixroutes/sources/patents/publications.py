"""What exports with one row per publication share: fields of text become patents, applicants, classes and so on.

A room says where each field stands (`COLUMNS`, by the names that the column may have) and how it is read (SQL over the
columns of the file); numbers, kinds, dates, families, duplicates and rejections are the same for all.
"""

import re
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from ...schemas import CONTRACTS
from ..layout import (
    FIRST_DAY,
    Tables,
    account_row,
    arrow_of,
    differing,
    faults_of,
    first_of_each,
    first_wrong,
    framed,
    last_day,
    match_columns,
    working_database,
)
from ..opening import header_of, load_records
from ..opening import quoted as column

TEXTS = ("number", "priority", "filing", "granted", "title", "type", "family")
LISTS = ("applicants", "inventors", "cpc", "ipc", "citations", "members", "priorities")
# What is known of one entry of a list, as SQL over `entry`.
ENTRIES = {"applicant_name": "entry", "inventor_name": "entry",
           **dict.fromkeys(("applicant_country", "applicant_address", "applicant_kind", "inventor_country"),
                           "CAST(NULL AS VARCHAR)")}
# Days, months and years as exports write them where nothing else is known of the file.
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M",
        "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_PARTS = ("%Y-%m", "%Y/%m", "%Y.%m", "%Y年%m月", "%Y", "%Y年")
_NOTHING = r"[-–—－\s]*"  # what stands in a cell without content
_FORMULA = ("left(applicants_cell, 1) IN ('=', '#') AND "
            "regexp_full_match(applicants_cell, '=.*|#(REF!|N/A|NAME[?]|VALUE!|DIV/0!|NUM!|NULL!)', 's')")
_NUMBER = "^([A-Z]{2})([A-Z]{0,3}[0-9][0-9A-Z]*?)([A-Z][0-9]?)?$"
_PLAIN_NUMBER = "^([A-Z]{2})([0-9]+)([A-Z][0-9]?)?$"
# ASSUME: The kind code says the kind of right: U and Y are utility models and S is a design in every office, D is a
# design in China, P a plant patent in the US; US reissues (E) and statutory registrations (H) are "other". Without a
# code, numbers tell utility models and designs of China (first digit 2 and 3), Korea (20 and 30), Germany (20) and
# Brazil (MU, DI). Everything else is an invention.
_UTILITY = "CN2[0-9]{6}([0-9]{2})?|KR20[0-9]{7}([0-9]{4})?|DE20[0-9]{10}|BRMU[0-9]+"
_DESIGN = "CN3[0-9]{6}([0-9]{2})?|KR30[0-9]{7}([0-9]{4})?|BRDI[0-9]+"
KIND = f"""
    CASE WHEN type LIKE '%实用新型%' THEN 'utility' WHEN type LIKE '%外观%' THEN 'design'
         WHEN type LIKE '%发明%' THEN 'invention' WHEN left(code, 1) IN ('U', 'Y') THEN 'utility'
         WHEN left(code, 1) = 'S' OR office = 'CN' AND left(code, 1) = 'D' THEN 'design'
         WHEN code = '' AND regexp_full_match(office || digits, '{_UTILITY}') THEN 'utility'
         WHEN code = '' AND regexp_full_match(office || digits, '{_DESIGN}') THEN 'design'
         WHEN office <> 'US' THEN 'invention'
         WHEN left(digits, 2) = 'PP' OR left(code, 1) = 'P' THEN 'plant' WHEN left(digits, 1) = 'D' THEN 'design'
         WHEN left(digits, 2) = 'RE' OR left(digits, 1) = 'H' OR left(code, 1) IN ('E', 'H') THEN 'other'
         ELSE 'invention' END"""


@dataclass(frozen=True)
class Reading:
    """How a room reads one file: SQL of its fields and of the entries of its lists, and more forms of dates."""

    fields: dict
    entries: dict = field(default_factory=dict)
    days: tuple = DAYS


# ---------------------------------------------------------------- SQL of cells

def given(value):
    """SQL of a text without spaces around it; NULL where there is none, or only dashes."""
    # To trim takes long: plain texts without a space at their ends are let be.
    plain = f"{value} BETWEEN '.' AND '~' AND strlen({value}) = length({value}) AND NOT ends_with({value}, ' ')"
    return f"CASE WHEN {plain} THEN {value} WHEN {_says(f'trim({value})')} THEN trim({value}) END"


def _says(value):
    """SQL of whether a trimmed text has content; one that begins with a letter or digit has, which is quick."""
    return f"({value} BETWEEN '.' AND '~' OR NOT regexp_full_match({value}, '{_NOTHING}'))"


def listed(value, separator, regex=False):
    """SQL of the entries of a text, parted by a separator; entries without content are left out."""
    split = "string_split_regex" if regex else "string_split"
    entries = (f"list_filter(list_transform({split}(coalesce({value}, ''), '{separator}'), lambda entry: trim(entry)), "
               f"lambda entry: {_says('entry')})")
    if regex:
        return entries
    # Where every entry begins with a letter or digit and ends without a space, there is nothing to trim or leave out.
    end = f"({re.escape(separator)}|$)"
    uneven = f"(^|{re.escape(separator)})([^.-~]|{end})|[^!-~]{end}"
    return (f"CASE WHEN NOT regexp_matches({value}, '{uneven}') THEN string_split({value}, '{separator}') "
            f"ELSE {entries} END")


def first_given(columns):
    """SQL of the first of these columns that is filled."""
    return f"coalesce({', '.join(given(column(name)) for name in columns)})"


def first_list(columns, separator, regex=False):
    """SQL of the entries of the first of these columns that has any."""
    lists = [listed(column(name), separator, regex) for name in columns]
    if len(lists) == 1:
        return lists[0]
    return "CASE " + " ".join(f"WHEN len({one}) > 0 THEN {one}" for one in lists) + " ELSE [] END"


def fields_of(found, separator, regex=False):
    """SQL of all fields that the file has: texts as they are, lists parted by one separator."""
    return {name: first_list(columns, separator, regex) if name in LISTS else first_given(columns)
            for name, columns in found.items() if columns and name in (*TEXTS, *LISTS)}


def date_of(value, days):
    """SQL of the first day that a text names: a day, a month, a year, or a spreadsheet's number of a day.

    A spreadsheet counts the days from 30 December 1899 on.
    """
    serial = f"DATE '1899-12-30' + CAST(left({value}, 5) AS INTEGER)"
    # Each form that does not fit costs time: dates that begin with a year are tried as such first.
    yearly = [form for form in days if form.startswith("%Y")]
    others = [form for form in days if not form.startswith("%Y")]
    return (f"CASE WHEN regexp_full_match({value}, '[1-6][0-9]{{4}}([.][0-9]*)?') THEN {serial} "
            f"WHEN {value}[2] NOT IN ('/', '.', '-') AND {value}[3] NOT IN ('/', '.', '-') "
            f"THEN CAST(try_strptime({value}, {[*yearly, *_PARTS, *others]}) AS DATE) "
            f"ELSE CAST(try_strptime({value}, {[*others, *yearly, *_PARTS]}) AS DATE) END")


def precision_of(value, date):
    """SQL of how precisely a text names a date."""
    return (f"CASE WHEN {date} IS NULL THEN 'none' WHEN length({value}) > 8 THEN 'day' "
            f"WHEN regexp_full_match({value}, '[0-9]{{4}}年?') THEN 'year' "
            f"WHEN regexp_full_match({value}, '[0-9]{{4}}[-/.年][0-9]{{1,2}}月?') THEN 'month' ELSE 'day' END")


def compact(value):
    """SQL of a publication number without spaces and signs: "US 2012/0031918 A1" as US20120031918A1."""
    return f"upper(translate({value}, ' \u00a0\t\n\r./,-', ''))"


# One application published by the US or under the PCT has numbers of several lengths; the longest is used: a year of
# four digits, then seven (US) or six (WO) digits. A US grant has no leading zeros.
_DIGITS = """
    CASE WHEN office = 'US' AND length(given) = 10 AND starts_with(given, '20') AND left(code, 1) IN ('A', 'P', '')
         THEN left(given, 4) || '0' || right(given, 6)
         WHEN office = 'US' AND regexp_matches(given, '^[A-Z]*0') THEN regexp_replace(given, '^([A-Z]*)0+', '\\1')
         WHEN office = 'WO' AND length(given) IN (7, 8) THEN CASE WHEN left(given, 2) >= '78' THEN '19' ELSE '20' END
              || left(given, 2) || lpad(given[3:], 6, '0')
         ELSE given END"""


def numbered(query, value):
    """SQL of a query with the number in its column `value` read: `office`, `digits`, `code`; all as `id`."""
    # Most numbers are plain ones with no signs but these, which is quickly seen.
    plain, full = f"replace(replace(replace({value}, ' ', ''), '/', ''), '-', '')", f"coalesce({compact(value)}, '')"
    parts, full_parts = (f"regexp_extract({number}, '{form}', ['office', 'given', 'code'])"
                         for number, form in ((plain, _PLAIN_NUMBER), (full, _NUMBER)))
    return f"""
        SELECT * EXCLUDE (parts, given), office || digits || code AS id FROM (
            SELECT *, {_DIGITS} AS digits FROM (
                SELECT *, parts.office AS office, parts.given AS given, parts.code AS code FROM (
                    SELECT * EXCLUDE (plain), CASE WHEN plain.office <> '' THEN plain ELSE {full_parts} END AS parts
                    FROM (SELECT *, {parts} AS plain FROM ({query})))))"""


# ---------------------------------------------------------------- one file

def tables_of(path, source, as_of, room, reading_of):
    """The file as tables; of several rows of one patent the first is kept.

    Parameters
    ----------
    room : module with FORMAT, UNIT and COLUMNS {field: names that its column may have}.
    reading_of : function of the connection (with the table `record`) and the columns found {field: [names]}; gives the
        `Reading`.

    Raises
    ------
    InputError : `as_of` is no date, or the file cannot be read.
    """
    path, last = Path(path), last_day(as_of)
    found = match_columns(header_of(path), room.COLUMNS, path)
    wanted = list(dict.fromkeys(name for columns in found.values() for name in columns))
    with working_database() as connection:
        opened = load_records(connection, path, wanted)
        publish(connection, reading_of(connection, found), found, last)
        return collect(connection, path, source, room, opened, wanted)


def publish(connection, reading, found, last):
    """Out of `record` make `publication` (each record with the first thing wrong), `kept`, `listing` and `family`.

    `kept` is in the order of the numbers, so that its `rowid` is the rank of a patent; `listing` has the lists of every
    record, `classified` the classes of every patent.
    """
    fields = {**dict.fromkeys(TEXTS, "CAST(NULL AS VARCHAR)"), **dict.fromkeys(LISTS, "CAST([] AS VARCHAR[])"),
              **reading.fields}
    names = {field: columns[0] for field, columns in found.items() if columns}
    texts, lists = (", ".join(f"{fields[name]} AS {name}" for name in some)
                    for some in (TEXTS, ("title", *LISTS)))
    for name, value in {**ENTRIES, **reading.entries}.items():
        connection.execute(f"CREATE OR REPLACE MACRO {name}(entry) AS {value}")
    cell = first_given(found["applicants"]) if found.get("applicants") else "NULL"
    records = f"SELECT source_row, {texts}, {cell} AS applicants_cell FROM record"
    connection.execute(_publications(records, names, reading.days, last))
    listing = f"CREATE OR REPLACE VIEW listing AS SELECT source_row, {lists} FROM record"
    classified = _classified([*found.get("cpc", ()), *found.get("ipc", ())], fields)
    for query in (_REPEATED, _KEPT, listing, _MEMBER, _FAMILY, *classified):
        connection.execute(query)


def collect(connection, path, source, room, opened, wanted):
    """The tables of a file whose records are published, with its account."""
    constants = {"source": source, "source_file": path.name, "sheet": opened.sheet}
    queries = {"duplicates": _duplicates(wanted), **_QUERIES}
    faults_of(connection, opened, next(iter(wanted)))
    [(records,)] = connection.execute("SELECT count(*) FROM record").fetchall()
    tables = _frames(connection, queries, constants)
    account = account_row(path.name, source, room.FORMAT, room.UNIT, read=records + len(opened.faults),
                          kept=len(tables["patents"]), duplicate=len(tables["duplicates"]),
                          rejected=len(tables["rejected"]), duplicate_of="an earlier row of the same patent")
    return Tables(**tables, account=account)


def _frames(connection, queries, constants):
    """The results of queries as {name: table}; one table is checked by a second thread while the next is computed."""
    frames = {}
    with ThreadPoolExecutor(1) as second:
        for name, query in queries.items():
            wait(frames.values())  # two at a time would take too much memory
            if name == "families":  # the last and largest; the records make room for it
                connection.execute("DROP VIEW classified; DROP VIEW listing; DROP VIEW record; DROP TABLE loaded")
            handed = [arrow_of(connection, query, **constants)]
            if name in _SAID_TWICE:
                handed = [first_of_each(handed.pop(), CONTRACTS[name].key)]
            words = {field: arrow_of(connection, texts, **constants).column(0).combine_chunks()
                     for field, texts in _TEXTS.get(name, {}).items()}
            frames[name] = second.submit(framed, name, handed, words)
        return {name: frame.result() for name, frame in frames.items()}


def _publications(texts, names, days, last):
    """SQL that makes the table `publication`: every record with its number and dates, and the first thing wrong."""
    wrong = first_wrong(_checks(names, last))
    first, here, granted = (date_of(value, days) for value in ("priority", "filing", "granted"))
    filed = "CASE WHEN first_filed IS NULL THEN filing ELSE priority END"
    return f"""
        CREATE OR REPLACE TABLE publication AS WITH
        read AS (SELECT *, {first} AS first_filed, {here} AS filed_here, {granted} AS granted_on
                 FROM ({numbered(texts, "number")})),
        dated AS (SELECT *, id AS patent_id, coalesce(first_filed, filed_here) AS filed, {filed} AS filed_text
                  FROM read)
        SELECT source_row, patent_id, office, digits, code, family, filed,
               {precision_of("filed_text", "filed")} AS precision, granted_on, {KIND} AS kind, {wrong}
        FROM dated"""


def _checks(names, last):
    """What makes a row unusable, in the order in which it is said: (column, value, condition, reason)."""
    wrong = "{0} IS NOT NULL AND coalesce(year({1}), 0) < 1000"  # a year of three digits is none
    dates = [(names[name], name, wrong.format(name, value), "not a date of the calendar")
             for name, value in (("priority", "first_filed"), ("filing", "filed_here"), ("granted", "granted_on"))
             if name in names]
    basis = (names.get("priority") or names.get("filing") or names["number"]), "coalesce(priority, filing)"
    return [(names["number"], "number", "number IS NULL", "no publication number"),
            (names["number"], "number", "patent_id = ''", "not a publication number with its office"), *dates,
            (names.get("applicants", ""), "applicants_cell", _FORMULA, "a formula or its error, not a value"),
            (*basis, f"filed NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{last}'",
             f"filed before {FIRST_DAY} or after {last}"),
            (*basis, "filed > granted_on AND (length(granted) > 8 OR year(filed) > year(granted_on))",
             "filed after the grant")]


_REPEATED = """
    CREATE OR REPLACE TABLE repeated AS WITH
    first AS (SELECT patent_id, min(source_row) AS first_row FROM publication WHERE reason IS NULL
              GROUP BY patent_id HAVING count(*) > 1)
    SELECT source_row, patent_id, first_row FROM publication JOIN first USING (patent_id)
    WHERE reason IS NULL AND source_row > first_row"""
_KEPT = """
    CREATE OR REPLACE TABLE kept AS SELECT * EXCLUDE (wrong_column, wrong_value, reason)
    FROM publication ANTI JOIN repeated USING (source_row) WHERE reason IS NULL ORDER BY patent_id"""
_LISTED = "SELECT kept.rowid AS patent, patent_id, unnest(members) AS value FROM kept JOIN listing USING (source_row)"
_MEMBER = f"""
    CREATE OR REPLACE TABLE member AS SELECT patent, id, id = patent_id AS is_itself
    FROM ({numbered(_LISTED, "value")}) WHERE id <> ''"""
# A family is named by its least member, so that every member names it alike. Priority numbers end with their day, which
# puts the earliest first; without a day they come last.
_FIRST_PRIORITY = f"""list_sort(list_transform(priorities, lambda one: coalesce(nullif(regexp_extract(one,
    '([0-9]{{8}})$', 1), ''), '99999999') || {compact('one')}))[1][9:]"""
_FAMILY = f"""
    CREATE OR REPLACE TABLE family AS WITH
    least AS (SELECT patent, min(id) AS least_id FROM member GROUP BY patent),
    named AS (SELECT kept.rowid AS patent, patent_id, source_row, family, least_id,
                     least(least_id, patent_id) AS first_member FROM kept LEFT JOIN least ON patent = kept.rowid),
    -- a patent without a list of its own belongs to the family that lists it
    listed AS (SELECT k.patent, min(l.first_member) AS by_other
               FROM named k JOIN member m ON m.id = k.patent_id JOIN named l ON l.patent = m.patent
               WHERE k.least_id IS NULL GROUP BY k.patent),
    docdbs AS (SELECT patent, patent_id, source_row,
                      coalesce(family, CASE WHEN least_id IS NOT NULL THEN first_member END, by_other) AS docdb
               FROM named LEFT JOIN listed USING (patent)),
    -- priorities are only looked into where nothing else tells the family
    firsts AS (SELECT patent, {_FIRST_PRIORITY} AS first_priority
               FROM docdbs JOIN listing USING (source_row) WHERE docdb IS NULL AND len(priorities) > 0)
    SELECT patent, coalesce(docdb, first_priority, patent_id) AS family_id,
           CASE WHEN docdb IS NOT NULL THEN 'docdb' WHEN first_priority IS NOT NULL THEN 'priority' ELSE 'patent' END
           AS family_basis
    FROM docdbs LEFT JOIN firsts USING (patent)"""


def _classified(columns, fields):
    """SQL that makes the view `classified`: the symbols of every record, each once and in order, the CPC first.

    Many records have the same cells: each pair of cells is read once.
    """
    cells, symbols = ", ".join(map(column, columns)), {
        name: f"list_sort(list_distinct(list_transform({fields[name]}, lambda one: upper(replace(one, ' ', '')))))"
        for name in ("cpc", "ipc")}
    same = " AND ".join(f"r.{column(name)} IS NOT DISTINCT FROM c.{column(name)}" for name in columns) or "true"
    return (f"""
        CREATE OR REPLACE TABLE cell AS SELECT *, {symbols["cpc"]} AS cpcs, {symbols["ipc"]} AS ipcs
        FROM (SELECT DISTINCT {cells or "NULL"} FROM record)""", f"""
        CREATE OR REPLACE VIEW classified AS SELECT source_row, len(cpcs) AS n_cpc, list_concat(cpcs, ipcs) AS symbols
        FROM record r JOIN cell c ON {same}""")


def _entries(name, condition="true"):
    """SQL of one row per entry of a list, in the order of its key."""
    return f"""(SELECT patent, unnest(range(len(entries))) AS sequence, unnest(entries) AS entry
                FROM (SELECT kept.rowid AS patent, {name} AS entries FROM kept JOIN listing USING (source_row)
                      WHERE {condition} ORDER BY patent))"""


_QUERIES = {
    "patents": """
        SELECT patent AS patent_id, family_id, family_basis, office, digits AS number, nullif(code, '') AS kind_code,
               kind, CAST(filed AS TIMESTAMP) AS filing_date, precision AS date_precision,
               CAST(granted_on AS TIMESTAMP) AS grant_date, title, 0 AS source, 0 AS source_file, source_row
        FROM kept JOIN family ON patent = kept.rowid JOIN listing USING (source_row) ORDER BY patent""",
    "applicants": f"""
        SELECT patent AS patent_id, sequence, applicant_name(entry) AS raw_name,
               applicant_address(entry) AS raw_address, applicant_country(entry) AS raw_country,
               applicant_kind(entry) AS kind_given
        FROM {_entries("applicants")}""",
    "inventors": f"""
        SELECT patent AS patent_id, sequence, inventor_name(entry) AS name, inventor_country(entry) AS country
        FROM {_entries("inventors")}""",
    "classifications": """
        SELECT patent AS patent_id, CASE WHEN place < n_cpc THEN 0 ELSE 1 END AS scheme, symbol FROM (
            SELECT patent, n_cpc, unnest(range(len(symbols))) AS place, unnest(symbols) AS symbol FROM (
                SELECT kept.rowid AS patent, n_cpc, symbols FROM kept JOIN classified USING (source_row)
                ORDER BY patent))""",
    "citations": f"""
        WITH cited AS (SELECT patent, sequence, regexp_replace(entry, '^[(][^)]*[)]', '') AS value,
                              nullif(trim(regexp_extract(entry, '^[(]([^)]*)[)]', 1)), '') AS category
                       FROM {_entries("citations", "len(citations) > 0")})
        SELECT patent AS citing_id, id AS cited_id, category FROM ({numbered("FROM cited", "value")}) WHERE id <> ''
        ORDER BY patent, id, sequence""",
    "rejected": """
        SELECT $source_file AS source_file, $sheet AS sheet, source_row, "column", value, reason, true AS fault
        FROM (SELECT source_row, wrong_column AS "column", wrong_value AS value, reason FROM publication
              WHERE reason IS NOT NULL UNION ALL FROM fault) ORDER BY source_row""",
    "families": """
        SELECT family_id, member_id, basis, in_patents FROM (
            SELECT family_id, patent_id AS member_id, family_basis AS basis, true AS in_patents
            FROM family JOIN kept ON patent = kept.rowid
            UNION ALL SELECT family_id, id, family_basis, id IN (SELECT patent_id FROM kept)
            FROM member JOIN family USING (patent) WHERE NOT is_itself) ORDER BY family_id, member_id, basis""",
}
# In these columns the rows have the number of a text, the first is 0: so the text is neither sorted nor carried along.
_PATENT = "SELECT patent_id FROM kept"
_TEXTS = {
    "patents": {"patent_id": _PATENT, "source": "SELECT $source", "source_file": "SELECT $source_file"},
    "applicants": {"patent_id": _PATENT}, "inventors": {"patent_id": _PATENT}, "citations": {"citing_id": _PATENT},
    "classifications": {"patent_id": _PATENT, "scheme": "SELECT unnest(['CPC', 'IPC'])"},
}
_SAID_TWICE = ("citations", "families")  # of rows with the same key the first is left


def _duplicates(columns):
    """SQL of the rows that repeat a patent, with the columns in which they differ from its first row."""
    return f"""
        SELECT $source_file AS source_file, source_row, patent_id, $source_file AS of_file, first_row AS of_row,
               {differing(columns, "r", "f")} AS differs
        FROM repeated JOIN record r USING (source_row) JOIN record f ON f.source_row = first_row ORDER BY source_row"""
