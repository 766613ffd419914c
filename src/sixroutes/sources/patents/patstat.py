"""What PATSTAT says of applications, be it in files of its tables or in one table that a query made of them.

A room fills these tables of DuckDB:

- `file`: file (its number), source_file;
- `application`: file, source_row, appln_id, first_prior (the appln_id of the earliest priority, or NULL) and `FIELDS`;
- `publication`: appln_id, pat_publn_id and `PUBLISHED`;
- `party`: appln_id, place (the order where no number tells), applt_seq_nr, invt_seq_nr, name, address, country, kind;
- `class`: appln_id, scheme, symbol.

`name_applications` makes `checked` of the first two: every application with its number and dates, and the first thing
wrong with it. `keep_applications` makes `named` of those that can be used. Then `QUERIES` make the frames.
"""

from ..layout import FIRST_DAY, first_wrong
from .publications import DAYS, KIND, compact, date_of, given, numbered, precision_of

FIELDS = ("appln_auth", "appln_nr", "appln_kind", "receiving_office", "appln_nr_epodoc", "ipr_type",
          "appln_filing_date", "appln_filing_year", "earliest_filing_date", "earliest_filing_year", "docdb_family_id",
          "inpadoc_family_id", "appln_title")
PUBLISHED = ("publn_auth", "publn_nr", "publn_kind", "publn_date", "publn_first_grant")
# ASSUME: A person's name in PATSTAT is person_name, as the office received it; where it is empty, the name in the
# original language, then the names that DOCDB, ECOOM (psn_name) and the OECD (han_name) standardised.
PERSON_NAMES = ("person_name", "person_name_orig_lg", "doc_std_name", "psn_name", "han_name")
# ASSUME: Applicants in PATSTAT are the persons with applt_seq_nr above 0, inventors those with invt_seq_nr above 0.
# Where one of the two is not given, a person who is not the other is this one; where neither is, all are applicants.
APPLICANT = "coalesce(applt_seq_nr > 0, coalesce(invt_seq_nr, 0) = 0)"
INVENTOR = "coalesce(invt_seq_nr > 0, applt_seq_nr = 0, false)"
# ASSUME: An application of PATSTAT with an appln_id above 900,000,000 is artificial: it stands in for a priority or a
# cited document of which the office has no record, and is no patent unless a person is named for it.
ARTIFICIAL = 900_000_000
# What stands for an unknown day or year: nothing, 0, and the last day of PATSTAT's calendar, also as a day's number.
_UNKNOWN = "[-0./ :]*|(.*[^0-9])?9999([^0-9].*)?|99991231|2958465([.]0*)?|NULL|null|NaN|nan|NaT|None"


def known(value):
    """SQL of a day or year of PATSTAT; NULL for what stands for an unknown one, such as 9999-12-31."""
    return f"CASE WHEN NOT regexp_full_match({value}, '\\s*({_UNKNOWN})\\s*') THEN trim({value}) END"


def first_name(names):
    """SQL of the first of some columns that holds a name, otherwise untouched; NULL where none does."""
    return f"coalesce({', '.join(f'CASE WHEN {given(name)} IS NOT NULL THEN {name} END' for name in names)})"


# ---------------------------------------------------------------- numbers

# ASSUME: Where PATSTAT gives no publication of an application, the patent is named by the application's authority,
# number and kind; an international application (kind W) by WO, its receiving office, number and kind. The leading
# zeros that a spreadsheet takes from European numbers are put back (8 digits of an application, 7 of a publication).
def application_number(query):
    """SQL of a query over `FIELDS` with the application's `office`, `digits` and `code`; NULL where there is none."""
    names = {"auth": "appln_auth", "number": "appln_nr", "code": "appln_kind", "receiver": "receiving_office",
             "old": "appln_nr_epodoc"}
    texts = ", ".join(f"nullif({compact(given(field))}, '') AS {name}" for name, field in names.items())
    epodoc = "regexp_replace(old, '^EP(19|20)([0-9]{2})0?([0-9]{6})$', 'EP\\2\\3')"
    return f"""
        SELECT * EXCLUDE (auth, number, receiver, old, code, nr, epodoc), coalesce(code, '') AS code,
               CASE WHEN nr IS NULL THEN left(epodoc, 2) WHEN code = 'W' THEN 'WO' ELSE auth END AS office,
               CASE WHEN nr IS NULL THEN epodoc[3:]
                    WHEN code = 'W' THEN coalesce(receiver, nullif(auth, 'WO'), '') || nr
                    WHEN auth = 'EP' THEN {_padded("nr", 8)} ELSE nr END AS digits
        FROM (SELECT *, CASE WHEN regexp_full_match(old, '[A-Z]{{2}}.*[0-9].*') THEN {epodoc} END AS epodoc,
                     CASE WHEN regexp_full_match(auth, '[A-Z]{{2}}') AND regexp_matches(number, '[0-9]') THEN number END
                     AS nr
              FROM (SELECT *, {texts} FROM ({query})))"""


def publication_number(query):
    """SQL of a query over `PUBLISHED` with the publication's `office`, `digits`, `code` and `id`; NULL = none.

    A number that is not made like other publications' is taken as it stands.
    """
    names = {"auth": "publn_auth", "number": "publn_nr", "letters": "publn_kind"}
    texts = ", ".join(f"nullif({compact(given(field))}, '') AS {name}" for name, field in names.items())
    value = (f"auth || CASE WHEN auth = 'EP' THEN {_padded('number', 7)} ELSE number END || coalesce(letters, '') "
             "AS value")
    read = numbered(f"SELECT * EXCLUDE (auth, number, letters), {value} FROM (SELECT *, {texts} FROM ({query}))",
                    "value")
    return f"""
        SELECT * EXCLUDE (office, digits, code, id, value),
               CASE WHEN id <> '' THEN office ELSE left(value, 2) END AS office,
               CASE WHEN id <> '' THEN digits ELSE value[3:] END AS digits,
               CASE WHEN id <> '' THEN code ELSE '' END AS code, CASE WHEN id <> '' THEN id ELSE value END AS id
        FROM ({read})"""


def _padded(number, length):
    return f"lpad({number}, CAST(greatest(length({number}), {length}) AS INTEGER), '0')"


def published(query, days=DAYS):
    """SQL of a query over `PUBLISHED` with the publication's number, `published_on` and whether it `is_grant`."""
    return f"""
        SELECT *, {date_of("published_text", days)} AS published_on,
               coalesce(regexp_full_match(trim(publn_first_grant), '[Yy].*|(?i)true|1([.]0*)?'), false) AS is_grant
        FROM (SELECT *, {known("publn_date")} AS published_text FROM ({publication_number(query)}))"""


# ---------------------------------------------------------------- dates

# ASSUME: The filing date of a PATSTAT application is its earliest filing date: the first day among the application, its
# priorities and the applications that it continues or divides. Where that is not given, it is the day on which the
# application was filed, unless the year of the earliest filing is known and lies before it.
def dated(query, days=DAYS):
    """SQL of a query over `FIELDS` with `filed`, its `precision`, and the texts that they rest on."""
    own_day = "filing_day IS NOT NULL AND coalesce(first_year, 9999) >= year(filing_day)"
    return f"""
        SELECT *, {date_of("first_text", days)} AS first_day, {date_of("filing_text", days)} AS filing_day,
               TRY_CAST(first_year_text AS SMALLINT) AS first_year,
               TRY_CAST(filing_year_text AS SMALLINT) AS filing_year,
               CASE WHEN first_day IS NOT NULL THEN first_day WHEN {own_day} THEN filing_day
                    ELSE TRY(make_date(coalesce(first_year, filing_year), 1, 1)) END AS filed,
               CASE WHEN filed IS NULL THEN 'none' WHEN first_day IS NOT NULL
                    THEN {precision_of("first_text", "filed")}
                    WHEN {own_day} THEN {precision_of("filing_text", "filed")} ELSE 'year' END AS precision
        FROM (SELECT *, {known("earliest_filing_date")} AS first_text,
                     {known("earliest_filing_year")} AS first_year_text,
                     {known("appln_filing_date")} AS filing_text, {known("appln_filing_year")} AS filing_year_text
              FROM ({query}))"""


def date_checks(last):
    """What is wrong with dates: (column, value, condition, reason), in the order of saying."""
    days = (("earliest_filing_date", "first_text", "first_day"), ("appln_filing_date", "filing_text", "filing_day"))
    years = (("earliest_filing_year", "first_year_text", "first_year"),
             ("appln_filing_year", "filing_year_text", "filing_year"))
    bases = [(column, text) for column, text, _ in (*days, *years)]
    return [*((column, text, f"{text} IS NOT NULL AND coalesce(year({day}), 0) < 1000", "not a date of the calendar")
              for column, text, day in days),
            *((column, text, f"{text} IS NOT NULL AND coalesce({year}, 0) < 1000", "not a year")
              for column, text, year in years),
            *((column, text, f"{text} IS NOT NULL AND filed NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{last}'",
               f"filed before {FIRST_DAY} or after {last}") for column, text in bases),
            *((column, text, f"{text} IS NOT NULL AND filed > granted_on", "filed after the grant")
              for column, text in bases)]


# ---------------------------------------------------------------- applications

# ASSUME: PATSTAT counts applications, and one application is one patent. It is named by the publication with which it
# was first granted, else by its earliest publication, else by the application's own number. All its publications are
# members of its family.
def name_applications(connection, last, days=DAYS):
    """Make `published` of `publication`, and with it `checked` of `application` (see the module)."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE published AS
        SELECT pat_publn_id, appln_id, id, office, digits, code, published_on,
               CASE WHEN is_grant AND {precision_of("published_text", "published_on")} = 'day' THEN published_on END
               AS granted_on, is_grant
        FROM ({published("FROM publication", days)}) WHERE id IS NOT NULL""")
    checks = [("appln_nr", "appln_nr", "patent_id IS NULL", "no number with its authority"), *date_checks(last)]
    connection.execute(f"""
        CREATE OR REPLACE TABLE checked AS WITH
        best AS (SELECT appln_id, min(granted_on) AS granted_on, arg_min(struct_pack(id, office, digits, code),
                        CASE WHEN is_grant THEN '0' ELSE '1' END || coalesce(CAST(published_on AS VARCHAR), '9999')
                        || id) AS name
                 FROM published WHERE appln_id IS NOT NULL GROUP BY appln_id),
        joined AS (SELECT a.* EXCLUDE (office, digits, code), coalesce(name.office, a.office) AS office,
                          coalesce(name.digits, a.digits) AS digits, coalesce(name.code, a.code) AS code,
                          coalesce(name.id, a.office || a.digits || a.code) AS patent_id, granted_on,
                          name IS NOT NULL AS is_published, CAST(NULL AS VARCHAR) AS type
                   FROM ({dated(application_number("FROM application"), days)}) a LEFT JOIN best USING (appln_id))
        SELECT file, source_row, appln_id, first_prior, patent_id, office, digits, code, {_KIND} AS kind, filed,
               precision, granted_on, {given("appln_title")} AS title, {_family_number("docdb_family_id")} AS docdb,
               {_family_number("inpadoc_family_id")} AS inpadoc, {first_wrong(checks)}
        FROM joined""")


# ASSUME: PATSTAT's ipr_type says whether an application is for a patent, a utility model or a design. Where it is not
# given, the kind code of the publication tells, else that of the application (U is a utility model, F a design).
_KIND = f"""
    CASE WHEN trim(ipr_type) = 'UM' THEN 'utility' WHEN trim(ipr_type) = 'DP' THEN 'design'
         WHEN is_published THEN {KIND} WHEN left(code, 1) = 'U' THEN 'utility' WHEN left(code, 1) = 'F' THEN 'design'
         ELSE 'invention' END"""


def _family_number(value):
    """SQL of the number of a family as text; NULL for 0, which stands for none."""
    return f"CASE WHEN TRY_CAST({value} AS BIGINT) > 0 THEN CAST(TRY_CAST({value} AS BIGINT) AS VARCHAR) END"


# ASSUME: The family of a PATSTAT application is its DOCDB simple family. Where its number is not given, it is the
# INPADOC extended family (basis: provider), which joins all that share a priority directly or through others, else the
# earliest priority.
def keep_applications(connection):
    """Make `named` of the applications that can be used, `kept` of the first of each patent, and `family` of these."""
    connection.execute("""
        CREATE OR REPLACE VIEW named AS SELECT * EXCLUDE (wrong_column, wrong_value, reason)
        FROM checked WHERE reason IS NULL;
        CREATE OR REPLACE TABLE again AS SELECT appln_id FROM named
        JOIN (SELECT patent_id FROM named GROUP BY patent_id HAVING count(*) > 1) USING (patent_id)
        QUALIFY row_number() OVER (PARTITION BY patent_id ORDER BY file, source_row) > 1;
        CREATE OR REPLACE VIEW kept AS FROM named ANTI JOIN again USING (appln_id);
        CREATE OR REPLACE TABLE family AS
        SELECT k.patent_id, coalesce(k.docdb, 'INPADOC' || k.inpadoc, p.patent_id, 'PATSTAT' || k.first_prior,
                                     k.patent_id) AS family_id,
               CASE WHEN k.docdb IS NOT NULL THEN 'docdb' WHEN k.inpadoc IS NOT NULL THEN 'provider'
                    WHEN k.first_prior IS NOT NULL THEN 'priority' ELSE 'patent' END AS family_basis
        FROM kept k LEFT JOIN named p ON p.appln_id = k.first_prior""")


# ---------------------------------------------------------------- frames

def _persons(role, number):
    """SQL of the persons of one role with their place in each patent's list."""
    order = f"PARTITION BY patent_id ORDER BY {number} NULLS LAST, place"
    return f"""SELECT patent_id, row_number() OVER ({order}) - 1 AS sequence, name, address, country, party.kind
               FROM party JOIN named USING (appln_id) WHERE {role}"""


QUERIES = {
    "patents": """
        SELECT patent_id, family_id, family_basis, office, digits AS number, nullif(code, '') AS kind_code, kind,
               filed AS filing_date, precision AS date_precision, granted_on AS grant_date, title,
               $source AS source, source_file, source_row
        FROM kept JOIN family USING (patent_id) JOIN file USING (file) ORDER BY patent_id""",
    "applicants": f"""
        SELECT patent_id, sequence, name AS raw_name, address AS raw_address, country AS raw_country,
               kind AS kind_given FROM ({_persons(APPLICANT, "applt_seq_nr")}) ORDER BY patent_id, sequence""",
    "inventors": f"""
        SELECT patent_id, sequence, name, country FROM ({_persons(INVENTOR, "invt_seq_nr")})
        ORDER BY patent_id, sequence""",
    "classifications": """
        SELECT DISTINCT patent_id, scheme, upper(replace(symbol, ' ', '')) AS symbol
        FROM class JOIN named USING (appln_id) WHERE trim(symbol) <> '' ORDER BY ALL""",
    "families": """
        WITH member AS (SELECT patent_id, id FROM published JOIN named USING (appln_id)
                        UNION SELECT patent_id, patent_id FROM kept),
        joined AS (SELECT family_id, id AS member_id, min(family_basis) AS basis
                   FROM member JOIN family USING (patent_id) GROUP BY ALL)
        SELECT family_id, member_id, basis, k.patent_id IS NOT NULL AS in_patents
        FROM joined LEFT JOIN kept k ON member_id = k.patent_id ORDER BY family_id, member_id""",
}
