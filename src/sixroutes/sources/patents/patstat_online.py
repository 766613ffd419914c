"""PATSTAT Online's result tables (xlsx, csv): one row per person and application, and per class or field if asked for.

The columns are those of the user's query, with PATSTAT's names. Any choice of them does that tells an application (or a
publication) and names a person.
"""

from pathlib import Path

from ...errors import InputError
from ...schemas import empty
from ..layout import (
    Tables,
    account_row,
    differing,
    faults_of,
    first_wrong,
    frame_of,
    last_day,
    match_columns,
    working_database,
)
from ..opening import header_of, load_records, quoted
from . import patstat
from .cells import DAY_FIRST, slash_days
from .publications import DAYS, given, precision_of
from .table_sets import whole_number

FORMAT = "patstat_online"
UNIT = "person of an application"
_NUMBERS = ("appln_id", "person_id", "applt_seq_nr", "invt_seq_nr")
_TEXTS = (*patstat.FIELDS, *patstat.PUBLISHED, *patstat.PERSON_NAMES, "person_address", "person_ctry_code",
          "psn_sector", "ipc_class_symbol", "cpc_class_symbol")
COLUMNS = {"application": ("appln_id", "appln_nr", "appln_nr_epodoc", "publn_nr"), "person": patstat.PERSON_NAMES,
           **{name: (name,) for name in (*_NUMBERS, *_TEXTS)}}
NEEDED = ("application", "person")
_DATES = ("appln_filing_date", "earliest_filing_date", "publn_date")


def read(path, source="patents", as_of=None):
    """The file as tables; of the rows of one application the first is kept, and the others add persons and classes.

    Applicants are told apart by person_id, name, address, country and sector, as far as the file has them; they come in
    the order of applt_seq_nr, else of the file.

    Returns
    -------
    Tables : `applicants.kind_given` is psn_sector; `citations` are empty.

    Raises
    ------
    InputError : `as_of` is no date; the file cannot be read; it has a number without its authority, or dates with the
        month first and dates with the day first.
    """
    path, last = Path(path), last_day(as_of)
    found = match_columns(header_of(path), COLUMNS, path)
    _check_columns(found, path)
    wanted = list(dict.fromkeys(name for columns in found.values() for name in columns))
    with working_database() as connection:
        opened = load_records(connection, path, wanted)
        days = (*_slashes(connection, found, path), "%d.%m.%Y", *DAYS)
        connection.execute(_lines(found, last, days))
        _take_apart(connection, path, last, days)
        faults_of(connection, opened, wanted[0])
        constants = {"source": source, "source_file": path.name, "sheet": opened.sheet}
        compared = [found[field][0] for field in patstat.FIELDS if found[field]]
        queries = {**patstat.QUERIES, "duplicates": _duplicates(compared), "rejected": _REJECTED}
        tables = {name: frame_of(connection, query, name, **constants) for name, query in queries.items()}
        [(records,)] = connection.execute("SELECT count(*) FROM record").fetchall()
    account = account_row(path.name, source, FORMAT, UNIT, read=records + len(opened.faults),
                          kept=len(tables["patents"]), duplicate=len(tables["duplicates"]),
                          rejected=len(tables["rejected"]), duplicate_of="an earlier row of the same application")
    return Tables(**tables, citations=empty("citations"), account=account)


def _check_columns(found, path):
    """Refuse a number whose authority no column gives: 12345678 is an application of many offices."""
    told = found["appln_id"] or found["appln_nr_epodoc"]
    for number, authority in (("appln_nr", "appln_auth"), ("publn_nr", "publn_auth")):
        told = told or (found[number] and found[authority])
    if not told:
        raise InputError("no column gives the authority of the numbers", file=path,
                         expected="appln_id, or appln_auth with appln_nr, or publn_auth with publn_nr",
                         remedy="add one of them to the query and download its result again")


def _slashes(connection, found, path):
    """Whether dates with slashes have the day or the month first; the day where nothing tells."""
    dates = [name for field in _DATES for name in found[field]]
    return slash_days(connection, dates, path, unclear=DAY_FIRST) if dates else DAY_FIRST


# ---------------------------------------------------------------- rows

def _lines(found, last, days):
    """SQL that makes the table `line`: every record with its fields, what it tells of, and the first thing wrong."""
    columns = {field: quoted(found[field][0]) if found[field] else "CAST(NULL AS VARCHAR)"
               for field in (*_NUMBERS, *_TEXTS)}
    values = {**columns, **{field: whole_number(columns[field]) for field in _NUMBERS}}
    read = ", ".join(f"{value} AS {field}" for field, value in values.items())
    published = patstat.published(f"SELECT source_row, {read} FROM record", days)
    told = patstat.application_number(f"SELECT * EXCLUDE (office, digits, code, id), id AS publn FROM ({published})")
    checks = [(found[column][0] if found.get(column) else column, value, condition, reason)
              for column, value, condition, reason in _checks(found, last)]
    return f"""
        CREATE OR REPLACE TABLE line AS SELECT * EXCLUDE (office, digits, code), {first_wrong(checks)}
        FROM (SELECT *, {patstat.first_name(patstat.PERSON_NAMES)} AS name, {given("person_address")} AS address,
                     {given("person_ctry_code")} AS country, {given("psn_sector")} AS sector,
                     CASE WHEN is_grant AND {precision_of("published_text", "published_on")} = 'day'
                          THEN published_on END AS granted_on,
                     office IS NOT NULL AS has_number,
                     coalesce('i' || nullif(appln_id, 0), 'n' || office || digits || code, 'p' || publn) AS told
              FROM ({patstat.dated(told, days)}))"""


def _checks(found, last):
    """What makes a row unusable: (column, value, condition, reason), in the order of saying."""
    first = next(name for name in ("appln_id", "appln_nr", "appln_nr_epodoc", "publn_nr") if found[name])
    artificial = f"appln_id > {patstat.ARTIFICIAL} AND name IS NULL"
    return [(first, first, "told IS NULL", "no application and no publication"),
            ("appln_id", "appln_id", artificial, "an artificial application for which no person is named"),
            ("publn_date", "published_text", "published_text IS NOT NULL AND coalesce(year(published_on), 0) < 1000",
             "not a date of the calendar"), *patstat.date_checks(last),
            ("applt_seq_nr", "applt_seq_nr", "name IS NOT NULL AND applt_seq_nr = 0 AND invt_seq_nr = 0",
             "a person who is neither applicant nor inventor")]


# ---------------------------------------------------------------- the tables behind the result

# ASSUME: Where a result of PATSTAT Online tells an application by its appln_id alone, the patent is named by that
# number under XX, the code for an unknown office.
def _take_apart(connection, path, last, days):
    """Make the tables of `patstat` of the lines; an application is called by the number of its first row."""
    connection.execute("CREATE OR REPLACE TABLE file AS SELECT 1 AS file, $name AS source_file", {"name": path.name})
    fields = ", ".join(patstat.FIELDS[2:])
    connection.execute(f"""
        CREATE OR REPLACE TABLE usable AS SELECT * EXCLUDE (appln_id), appln_id AS given_id,
               min(source_row) OVER (PARTITION BY told) AS appln_id FROM line WHERE reason IS NULL;
        CREATE OR REPLACE VIEW application AS
        SELECT 1 AS file, source_row, appln_id, CAST(NULL AS BIGINT) AS first_prior, {fields},
               CASE WHEN has_number THEN appln_auth ELSE 'XX' END AS appln_auth,
               CASE WHEN has_number THEN appln_nr ELSE CAST(given_id AS VARCHAR) END AS appln_nr
        FROM usable WHERE source_row = appln_id;
        CREATE OR REPLACE VIEW publication AS
        SELECT DISTINCT appln_id, CAST(NULL AS BIGINT) AS pat_publn_id, {", ".join(patstat.PUBLISHED)}
        FROM usable WHERE publn IS NOT NULL""")
    patstat.name_applications(connection, last, days)
    patstat.keep_applications(connection)
    connection.execute(f"""
        CREATE OR REPLACE TABLE party AS {_role(patstat.APPLICANT, "applt_seq_nr", "invt_seq_nr")}
        UNION ALL BY NAME {_role(patstat.INVENTOR, "invt_seq_nr", "applt_seq_nr")};
        CREATE OR REPLACE TABLE class AS
        {_symbols("IPC", "ipc_class_symbol")} UNION {_symbols("CPC", "cpc_class_symbol")}""")


def _role(role, number, other):
    """SQL of the persons of one role, each once per patent, under the application that is kept of it."""
    return f"""
        SELECT k.appln_id, min(u.source_row) AS place, min(u.{number}) AS {number}, 0 AS {other}, u.name, u.address,
               u.country, u.sector AS kind
        FROM usable u JOIN named n ON n.appln_id = u.appln_id JOIN kept k ON k.patent_id = n.patent_id
        WHERE u.name IS NOT NULL AND {role} GROUP BY k.appln_id, u.person_id, u.name, u.address, u.country, u.sector"""


def _symbols(scheme, field):
    """SQL of the symbols of a class column; a query may have put several into one cell."""
    return f"""SELECT appln_id, '{scheme}' AS scheme, unnest(string_split_regex({field}, '[;,|]')) AS symbol
               FROM usable WHERE {given(field)} IS NOT NULL"""


def _duplicates(columns):
    """SQL of the rows that repeat an application, with the columns of it in which they differ from its first row.

    Another person, class or publication is no difference: that is what a further row is for.
    """
    return f"""
        SELECT $source_file AS source_file, u.source_row, n.patent_id, $source_file AS of_file, k.source_row AS of_row,
               {differing(columns, "r", "f") if columns else "NULL"} AS differs
        FROM usable u JOIN named n ON n.appln_id = u.appln_id JOIN kept k ON k.patent_id = n.patent_id
        JOIN record r ON r.source_row = u.source_row JOIN record f ON f.source_row = k.source_row
        WHERE u.source_row <> k.source_row ORDER BY u.source_row"""


_REJECTED = """
    SELECT $source_file AS source_file, $sheet AS sheet, source_row, "column", value, reason, true AS fault FROM (
        SELECT source_row, wrong_column AS "column", wrong_value AS value, reason FROM line WHERE reason IS NOT NULL
        UNION ALL SELECT u.source_row, c.wrong_column, c.wrong_value, c.reason
                  FROM usable u JOIN checked c ON c.appln_id = u.appln_id WHERE c.reason IS NOT NULL
        UNION ALL FROM fault) ORDER BY source_row"""
