"""PATSTAT's bulk tables: a folder of CSV files (or the zips they come in), each one table or a part of one.

One patent per application (tls201), with what the other tables say of it. Which file is which table is told by its
header. Whatever points to no application of tls201 is rejected as lying outside, so that a selection of tls201 may come
with whole tables.
"""

from pathlib import Path

from ..layout import Tables, first_wrong, frame_of, glance, last_day, working_database
from . import patstat
from .publications import DAYS, date_of, given
from .table_sets import (
    Table,
    account_frame,
    duplicates_frame,
    load_set,
    place,
    reject,
    reject_orphans,
    reject_repeats,
    reject_rows,
    rejected_frame,
)

FORMAT = "patstat_bulk"
UNIT = "application"


def _named(*fields):
    return {field: (field,) for field in fields}


def _table(unit, fields, needed, numbers=("appln_id",), required=False):
    return Table(unit, _named(*fields), needed, numbers, required)


TABLES = {
    "tls201_appln": _table("application", ("appln_id", *(name for name in patstat.FIELDS if name != "appln_title")),
                           ("appln_id", "appln_auth", "appln_nr"), required=True),
    "tls202_appln_title": _table("title of an application", ("appln_id", "appln_title"), ("appln_id", "appln_title")),
    "tls204_appln_prior": _table("priority of an application", ("appln_id", "prior_appln_id", "prior_appln_seq_nr"),
                                 ("appln_id", "prior_appln_id"), ("appln_id", "prior_appln_id", "prior_appln_seq_nr")),
    "tls206_person": _table("person", ("person_id", *patstat.PERSON_NAMES, "person_address", "person_ctry_code",
                                       "psn_sector"), ("person_id", "person_name"), ("person_id",), required=True),
    "tls207_pers_appln": _table("person of an application", ("person_id", "appln_id", "applt_seq_nr", "invt_seq_nr"),
                                ("person_id", "appln_id", "applt_seq_nr"),
                                ("person_id", "appln_id", "applt_seq_nr", "invt_seq_nr"), required=True),
    "tls209_appln_ipc": _table("IPC symbol of an application", ("appln_id", "ipc_class_symbol"),
                               ("appln_id", "ipc_class_symbol")),
    "tls211_pat_publn": _table("publication", ("pat_publn_id", "appln_id", *patstat.PUBLISHED),
                               ("pat_publn_id", "appln_id", "publn_auth", "publn_nr"), ("pat_publn_id", "appln_id")),
    "tls212_citation": _table("citation of a publication", ("pat_publn_id", "cited_pat_publn_id", "cited_appln_id",
                                                            "citn_origin"), ("pat_publn_id", "cited_pat_publn_id"),
                              ("pat_publn_id", "cited_pat_publn_id", "cited_appln_id")),
    "tls218_docdb_fam": _table("DOCDB family of an application", ("appln_id", "docdb_family_id"),
                               ("appln_id", "docdb_family_id")),
    "tls219_inpadoc_fam": _table("INPADOC family of an application", ("appln_id", "inpadoc_family_id"),
                                 ("appln_id", "inpadoc_family_id")),
    "tls224_appln_cpc": _table("CPC symbol of an application", ("appln_id", "cpc_class_symbol"),
                               ("appln_id", "cpc_class_symbol")),
}
_NO_APPLICATION = "no such application in tls201_appln, or it was rejected"


def read(path, source="patents", as_of=None):
    """The folder as tables; the account has one row per file.

    Kept are, of tls201, the applications that became a patent; of the other tables, the rows that say something of
    these: persons who are named for them, publications of them or cited by them, citations that lead from one of them
    to a patent.

    Returns
    -------
    Tables : `applicants.kind_given` is psn_sector; `citations.category` is citn_origin; a patent that is cited has its
        `patent_id` where it is in `patents`, else the number of the publication.

    Raises
    ------
    InputError : `as_of` is no date; a file has the name of a table but not its columns, or cannot be read.
    """
    path, last = Path(path), last_day(as_of)
    with working_database() as connection:
        load_set(connection, glance(path), TABLES)
        _applications(connection, last)
        _citations(connection)
        _publications(connection)
        _persons(connection)
        _attributes(connection)
        tables = {"duplicates": duplicates_frame(connection, _ABOUT), "rejected": rejected_frame(connection),
                  "account": account_frame(connection, source, FORMAT, TABLES),
                  "citations": frame_of(connection, _CITATIONS, "citations")}
        connection.execute("DROP TABLE cited; DROP TABLE tls212_citation")  # room for the tables that follow
        tables |= {name: frame_of(connection, query, name, source=source) for name, query in patstat.QUERIES.items()}
    return Tables(**tables)


# ---------------------------------------------------------------- applications

def _applications(connection, last):
    """Number and date the applications; those that cannot be used, and those that repeat another, leave tls201."""
    reject(connection, "tls201_appln", "appln_id", "coalesce(appln_id, 0) = 0", "no appln_id")
    nobody = (f"appln_id > {patstat.ARTIFICIAL} AND NOT EXISTS "
              "(SELECT 1 FROM tls207_pers_appln p WHERE p.appln_id = t.appln_id)")
    reject(connection, "tls201_appln", "appln_id", nobody, "an artificial application for which no person is named",
           fault=False)
    day = date_of("text", DAYS)
    reject_rows(connection, "tls211_pat_publn", f"""
        SELECT place, 'publn_date' AS "column", text AS value, 'not a date of the calendar' AS reason, true AS fault
        FROM (SELECT {place("t")} AS place, {patstat.known("publn_date")} AS text FROM tls211_pat_publn t)
        WHERE text IS NOT NULL AND coalesce(year({day}), 0) < 1000""")
    connection.execute(_VIEWS)
    patstat.name_applications(connection, last)
    reject_rows(connection, "tls201_appln", f"""
        SELECT {place("c")} AS place, wrong_column AS "column", wrong_value AS value, reason, true AS fault
        FROM checked c WHERE reason IS NOT NULL""")
    compared = [name for name in TABLES["tls201_appln"].columns if name != "appln_id"]
    reject_repeats(connection, "tls201_appln", "appln_id", "appln_id", compared)
    connection.execute(f"""
        DELETE FROM checked c WHERE NOT EXISTS (SELECT 1 FROM tls201_appln t WHERE {place("t")} = {place("c")})""")
    patstat.keep_applications(connection)
    reject_repeats(connection, "tls201_appln", "patent_id", "appln_id", compared,
                   f"SELECT {place('n')} AS place, patent_id FROM named n")


# ASSUME: Older editions of PATSTAT give no earliest filing date. There it is the earliest day among the filings of the
# application and of those of its priorities that are in the set.
_VIEWS = f"""
    CREATE OR REPLACE VIEW application AS WITH
    filed AS (SELECT appln_id, {date_of(patstat.known("appln_filing_date"), DAYS)} AS day FROM tls201_appln),
    prior AS (SELECT p.appln_id, min(day) AS day, arg_min(prior_appln_id, coalesce(CAST(day AS VARCHAR), '9999-12-31')
                     || printf('%06d', coalesce(prior_appln_seq_nr, 0))) AS first_prior
              FROM tls204_appln_prior p LEFT JOIN filed f ON f.appln_id = prior_appln_id
              WHERE prior_appln_id > 0 GROUP BY p.appln_id),
    title AS (SELECT appln_id, min_by(appln_title, {place("t")}) AS title FROM tls202_appln_title t GROUP BY appln_id),
    docdb AS (SELECT appln_id, min_by(docdb_family_id, {place("t")}) AS docdb FROM tls218_docdb_fam t
              GROUP BY appln_id),
    inpadoc AS (SELECT appln_id, min_by(inpadoc_family_id, {place("t")}) AS inpadoc FROM tls219_inpadoc_fam t
                GROUP BY appln_id)
    SELECT a.* REPLACE (coalesce(docdb_family_id, docdb) AS docdb_family_id,
                        coalesce(inpadoc_family_id, inpadoc) AS inpadoc_family_id,
                        CASE WHEN {patstat.known("earliest_filing_date")} IS NULL AND day IS NOT NULL
                             AND {patstat.known("earliest_filing_year")} IS NULL
                             THEN CAST(least(day, {date_of(patstat.known("appln_filing_date"), DAYS)}) AS VARCHAR)
                             ELSE earliest_filing_date END AS earliest_filing_date),
           first_prior, title AS appln_title
    FROM tls201_appln a LEFT JOIN prior USING (appln_id) LEFT JOIN title USING (appln_id)
    LEFT JOIN docdb USING (appln_id) LEFT JOIN inpadoc USING (appln_id);
    CREATE OR REPLACE VIEW publication AS
    SELECT t.* FROM tls211_pat_publn t SEMI JOIN (SELECT min({place("t")}) AS first FROM tls211_pat_publn t
                                                  WHERE pat_publn_id > 0 GROUP BY pat_publn_id)
    ON {place("t")} = first;
    CREATE OR REPLACE VIEW party AS
    SELECT appln_id, person_id AS place, applt_seq_nr, invt_seq_nr, {patstat.first_name(patstat.PERSON_NAMES)} AS name,
           {given("person_address")} AS address, {given("person_ctry_code")} AS country,
           {given("psn_sector")} AS kind
    FROM tls207_pers_appln JOIN tls206_person USING (person_id);
    CREATE OR REPLACE VIEW class AS
    SELECT appln_id, 'IPC' AS scheme, ipc_class_symbol AS symbol FROM tls209_appln_ipc
    UNION ALL SELECT appln_id, 'CPC', cpc_class_symbol FROM tls224_appln_cpc"""


# ---------------------------------------------------------------- what belongs to them

# ASSUME: A citation of PATSTAT leads from the application of the citing publication to the application of the cited
# one, each under the name of its patent; what is cited outside the set has the number of the cited publication. Several
# citations between two patents are one.
def _citations(connection):
    """Make `cited`: every citation with the patents at its ends; those without two of them leave tls212."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE cited AS
        SELECT {place("t")} AS place, n.patent_id AS citing_id, coalesce(c.patent_id, p.id, a.patent_id) AS cited_id,
               {first_wrong(_CITATION_CHECKS)}
        FROM tls212_citation t
        LEFT JOIN published s ON s.pat_publn_id = t.pat_publn_id LEFT JOIN named n ON n.appln_id = s.appln_id
        LEFT JOIN published p ON p.pat_publn_id = t.cited_pat_publn_id LEFT JOIN named c ON c.appln_id = p.appln_id
        LEFT JOIN named a ON a.appln_id = t.cited_appln_id""")
    reject_rows(connection, "tls212_citation", """
        SELECT place, wrong_column AS "column", wrong_value AS value, reason, false AS fault
        FROM cited WHERE reason IS NOT NULL""")
    reject_repeats(connection, "tls212_citation", "citing_id, cited_id", "pat_publn_id", ("citn_origin",),
                   "SELECT place, citing_id, cited_id FROM cited WHERE reason IS NULL")


_CITATION_CHECKS = [
    ("pat_publn_id", "t.pat_publn_id", "n.patent_id IS NULL",
     "the citing publication is of no application in tls201_appln"),
    ("cited_pat_publn_id", "t.cited_pat_publn_id",
     "coalesce(t.cited_pat_publn_id, 0) = 0 AND coalesce(t.cited_appln_id, 0) = 0", "it cites no patent"),
    ("cited_pat_publn_id", "t.cited_pat_publn_id", "t.cited_pat_publn_id > 0 AND "
     "coalesce(c.patent_id, p.id, a.patent_id) IS NULL", "no such publication in tls211_pat_publn"),
    ("cited_appln_id", "t.cited_appln_id", "coalesce(c.patent_id, p.id, a.patent_id) IS NULL",
     "no such application in tls201_appln")]


def _publications(connection):
    """The publications that are neither of an application of the set nor cited by one leave tls211."""
    table = "tls211_pat_publn"
    reject(connection, table, "pat_publn_id", "coalesce(pat_publn_id, 0) = 0", "no pat_publn_id")
    reject(connection, table, "appln_id", """
        NOT EXISTS (SELECT 1 FROM named n WHERE n.appln_id = t.appln_id)
        AND NOT EXISTS (SELECT 1 FROM tls212_citation c WHERE c.cited_pat_publn_id = t.pat_publn_id)""",
           f"{_NO_APPLICATION}; nor is it cited by one", fault=False)
    reject(connection, table, "publn_nr", "NOT EXISTS (SELECT 1 FROM published p WHERE "
           "p.pat_publn_id = t.pat_publn_id)", "no number with its authority")
    reject_repeats(connection, table, "pat_publn_id", "pat_publn_id",
                   [name for name in TABLES[table].columns if name != "pat_publn_id"])


def _persons(connection):
    """The persons who are named for no application of the set leave tls206, and their links tls207."""
    persons, links = "tls206_person", "tls207_pers_appln"
    for table, field in ((links, "person_id"), (links, "appln_id"), (persons, "person_id")):
        reject(connection, table, field, f"coalesce({field}, 0) = 0", f"no {field}")
    reject_orphans(connection, links, "appln_id", "named", reason=_NO_APPLICATION)
    reject(connection, links, "applt_seq_nr", f"NOT ({patstat.APPLICANT} OR {patstat.INVENTOR})",
           "a person who is neither applicant nor inventor")
    reject_orphans(connection, persons, "person_id", links, reason="named for no application in tls201_appln")
    reject(connection, persons, "person_name", f"{patstat.first_name(patstat.PERSON_NAMES)} IS NULL",
           "a person without a name")
    reject_orphans(connection, links, "person_id", persons, reason="no such person in tls206_person", fault=True)
    reject_repeats(connection, persons, "person_id", "person_id",
                   [name for name in TABLES[persons].columns if name != "person_id"])
    reject_repeats(connection, links, "person_id, appln_id, applt_seq_nr, invt_seq_nr", "appln_id")


_KEYS = {"tls202_appln_title": "appln_id", "tls204_appln_prior": "appln_id, prior_appln_id",
         "tls209_appln_ipc": "appln_id, ipc_class_symbol", "tls218_docdb_fam": "appln_id",
         "tls219_inpadoc_fam": "appln_id", "tls224_appln_cpc": "appln_id, cpc_class_symbol"}


def _attributes(connection):
    """The titles, priorities, classes and families of no application of the set leave their tables."""
    for table, key in _KEYS.items():
        reject(connection, table, "appln_id", "coalesce(appln_id, 0) = 0", "no appln_id")
        reject_orphans(connection, table, "appln_id", "named", reason=_NO_APPLICATION)
        compared = [name for name in TABLES[table].columns if name not in key.split(", ")]
        reject_repeats(connection, table, key, "appln_id", compared)


_CITATIONS = f"""
    SELECT citing_id, cited_id, nullif(trim(citn_origin), '') AS category
    FROM tls212_citation t JOIN cited ON {place("t")} = place ORDER BY citing_id, cited_id"""
# The patent that a repeated row is about, by what `about` of its table is: a person, a publication or an application.
_ABOUT = """
    WITH asked AS (SELECT DISTINCT "table", about, CAST(about AS BIGINT) AS asked_id FROM repeat)
    SELECT "table", about, min(patent_id) AS patent_id FROM (
        SELECT "table", about, patent_id FROM asked JOIN tls207_pers_appln ON person_id = asked_id
        JOIN named USING (appln_id) WHERE "table" = 'tls206_person'
        UNION ALL SELECT "table", about, coalesce(patent_id, citing_id)
        FROM asked JOIN published ON pat_publn_id = asked_id LEFT JOIN named USING (appln_id)
        LEFT JOIN (SELECT cited_pat_publn_id, min(citing_id) AS citing_id FROM tls212_citation t
                   JOIN cited ON PLACE = place GROUP BY cited_pat_publn_id) ON cited_pat_publn_id = pat_publn_id
        WHERE "table" IN ('tls211_pat_publn', 'tls212_citation')
        UNION ALL SELECT "table", about, patent_id FROM asked JOIN named ON appln_id = asked_id
        WHERE "table" NOT IN ('tls206_person', 'tls211_pat_publn', 'tls212_citation'))
    GROUP BY ALL""".replace("PLACE", place("t"))
