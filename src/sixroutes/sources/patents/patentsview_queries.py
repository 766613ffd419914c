"""The SQL that turns PatentsView's tables into ours.

A table of the folder is a view of its name while it is loaded (`g_patent` and so on: `source_row` and its fields, over
`record`, the file as it is). What is made of it: `patent` (those that are kept, in the order of their numbers, so that
`rowid` is their rank), `printed` and `told`, the people in hand, each with a table of their places (`printed_at`), and
`word` for the list in hand. A `key` is the rank of a patent (upper half) and a place in its list (lower half).
"""

from ..layout import FIRST_DAY, LAST_DAY, differing, first_wrong, literal
from .us_office import applicant_kind, code_of, country_of, kind_of, number_of

START = ("CREATE TABLE file (file INTEGER, source_file VARCHAR, sheet VARCHAR)",
         """CREATE TABLE rejection (file INTEGER, source_row BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR,
                                    fault BOOLEAN)""",
         "CREATE TABLE repeat (file INTEGER, source_row BIGINT, patent_id VARCHAR, of_row BIGINT, differs VARCHAR)")


def no_rows(table, fields):
    """A table that the folder does not have."""
    texts = ", ".join(f"CAST(NULL AS VARCHAR) AS {field}" for field in fields)
    return f"CREATE OR REPLACE VIEW {table} AS SELECT CAST(NULL AS BIGINT) AS source_row, {texts} WHERE false"


# ---------------------------------------------------------------- patents and their filing dates

def _day(value):
    return f"CAST(try_strptime({value}, '%Y-%m-%d') AS DATE)"


def publications(columns):
    """Make `publication`: the rows of `g_patent` with their numbers and the first thing wrong with them."""
    wrong = first_wrong([
        (columns["patent_id"], "patent_id", "coalesce(n.digits, '') = ''", "no US patent number"),
        (columns["granted"], "granted", "coalesce(trim(granted), '') <> '' AND granted_on IS NULL",
         "not a date of the calendar as YYYY-MM-DD")])
    return f"""
        CREATE TABLE publication AS WITH
        read AS (SELECT *, {number_of("patent_id")} AS n, upper(trim(kind)) AS given_code,
                        {_day("granted")} AS granted_on FROM g_patent)
        SELECT source_row, patent_id AS given, n.prefix || n.digits AS number,
               CASE WHEN regexp_full_match(given_code, '[A-Z][0-9]?') THEN given_code END AS code,
               'US' || n.prefix || n.digits || coalesce(code, '') AS id,
               {kind_of("lower(trim(type))", "n.prefix")} AS kind, granted_on, title, {wrong}
        FROM read"""


UNSOUND_PATENTS = ("SELECT count(*) - count(DISTINCT number) + count(*) FILTER (reason IS NOT NULL) FROM publication")


def clean_patents(file, columns):
    """Leave in `publication` the first sound row of each number, and account for the others."""
    return (f"""
        INSERT INTO rejection SELECT {file}, source_row, wrong_column, wrong_value, reason, true
        FROM publication WHERE reason IS NOT NULL""", "DELETE FROM publication WHERE reason IS NOT NULL", f"""
        INSERT INTO repeat
        SELECT {file}, r.source_row, first.id, first.source_row, {differing(columns.values(), "r", "f")}
        FROM (SELECT number, min(source_row) AS of_row FROM publication GROUP BY number HAVING count(*) > 1)
        JOIN publication first ON first.source_row = of_row JOIN record f ON f.source_row = of_row
        JOIN publication p ON p.number = first.number AND p.source_row > of_row
        JOIN record r ON r.source_row = p.source_row""",
            "DELETE FROM publication WHERE source_row IN (SELECT source_row FROM repeat)")


_FILED = _day("t.filed")


def patents(last, file):
    """Make `patent`, with the dates of `g_application`; what was filed after the day `last` is rejected.

    `refused` has the other numbers of `g_patent`.
    """
    # ASSUME: PatentsView has filing dates that cannot be: years like 1074 or 2997, and days after the grant. Such a
    # date is rejected, and the patent is kept without a filing date.
    return (f"""
        CREATE TABLE filing AS SELECT t.patent_id AS given, arg_min({_FILED}, t.source_row) AS filed
        FROM g_application t JOIN publication p ON t.patent_id = p.given
        WHERE {_FILED} BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}' AND coalesce({_FILED} <= granted_on, true)
        GROUP BY t.patent_id""", f"""
        CREATE TABLE patent AS SELECT * EXCLUDE (wrong_column, wrong_value, reason)
        FROM publication LEFT JOIN filing USING (given) WHERE coalesce(filed <= DATE '{last}', true)
        ORDER BY id""", f"""
        INSERT INTO rejection
        SELECT {file}, source_row, 'filing_date', CAST(filed AS VARCHAR), 'filed after {last}', false
        FROM publication JOIN filing USING (given) WHERE filed > DATE '{last}'""", f"""
        CREATE TABLE refused AS SELECT given FROM publication JOIN filing USING (given) WHERE filed > DATE '{last}'""",
            "DROP TABLE publication", "DROP TABLE filing")


# ---------------------------------------------------------------- what belongs to a patent

# "!" is the first sign after the space: only what begins before it has to be looked at.
_PERSON = "CASE WHEN t.organisation < '!' THEN trim(t.organisation) = '' ELSE t.organisation IS NULL END"
_NAMELESS = "trim(concat_ws('', t.first, t.last)) = ''"
_SEQUENCE = "TRY_CAST(t.sequence AS UINTEGER)"
_SYMBOL = "upper(replace(coalesce(t.symbol, ''), ' ', ''))"
# ASSUME: A cited US patent has the kind that `g_patent` gives it; a patent that is not there stands without its kind,
# since the kinds printed in citations differ from one citing patent to the next.
_CITED = f"""CASE WHEN p.id IS NOT NULL THEN p.id WHEN TRY_CAST(t.cited AS UINTEGER) > 0
             THEN 'US' || TRY_CAST(t.cited AS UINTEGER)
             ELSE coalesce('US' || nullif(({number_of("t.cited")}).prefix || ({number_of("t.cited")}).digits, ''), '')
             END"""
_IN_LIST = ("sequence", f"{_SEQUENCE} IS NULL", "no place in the list")
_APPLICANTS = [_IN_LIST, ("organisation", f"{_PERSON} AND {_NAMELESS}", "an applicant without a name")]
_INVENTORS = [_IN_LIST, ("last", _NAMELESS, "an inventor without a name")]
# What makes a row unusable, in the order in which it is said: (field, condition, reason).
_CHECKS = {
    "g_application": [
        ("filed", "coalesce(trim(t.filed), '') = ''", "no filing date"),
        ("filed", f"{_FILED} IS NULL", "not a date of the calendar as YYYY-MM-DD"),
        ("filed", f"{_FILED} NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'",
         f"filed before {FIRST_DAY} or after {LAST_DAY}"),
        ("filed", f"coalesce({_FILED} > p.granted_on, false)", "filed after the grant")],
    "g_assignee_not_disambiguated": _APPLICANTS, "g_assignee_disambiguated": _APPLICANTS,
    "g_inventor_not_disambiguated": _INVENTORS, "g_inventor_disambiguated": _INVENTORS,
    "g_cpc_current": [("symbol", "w.number IS NULL", "no class")],
    "g_us_patent_citation": [("cited", "w.number IS NULL", "no US patent number")],
}
# The field of a list whose text is a word of it.
_WORDS = {"g_cpc_current": ("symbol", _SYMBOL), "g_us_patent_citation": ("cited", _CITED)}
# The row is sound, and only what it is about is not there.
_ORPHANS = [("patent_id", "p.id IS NULL AND t.patent_id IN (SELECT given FROM refused)", "its patent is rejected"),
            ("patent_id", "p.id IS NULL", "no such patent in g_patent")]


def words(table):
    """Make `word`: the different texts of a list, numbered in their order; numbers are sorted faster than texts."""
    field, value = _WORDS[table]
    return f"""
        CREATE OR REPLACE TABLE word AS SELECT given, word, dense_rank() OVER (ORDER BY word) - 1 AS number
        FROM (SELECT t.{field} AS given, {value} AS word
              FROM (SELECT DISTINCT {field} FROM {table}) t LEFT JOIN patent p ON t.{field} = p.given)"""


def _joined(table, kind=""):
    """SQL of a loaded table with the patent `p` that each row is about, and the word `w` in it."""
    word = (f"{kind} JOIN (FROM word WHERE word <> '') w ON t.{_WORDS[table][0]} = w.given" if table in _WORDS else "")
    return f"{table} t {kind} JOIN patent p ON t.patent_id = p.given {word}"


def _place_in_list(table):
    """SQL of what tells the rows of one patent apart; of two that are alike in it the first is kept."""
    return "w.number" if table in _WORDS else "0" if table == "g_application" else _SEQUENCE


def not_kept(table, file, columns, names):
    """Say of the rows of a loaded table why they are not kept: rejected, or told before.

    `columns` are those that the file has, by field; `names` also has those that it should have.
    """
    wrong = first_wrong([(names[field], f"t.{field}", condition, reason)
                         for field, condition, reason in (*_ORPHANS, *_CHECKS[table])])
    return (f"""
        CREATE OR REPLACE TABLE judged AS SELECT t.source_row, p.id, {_place_in_list(table)} AS place, {wrong}
        FROM {_joined(table, "LEFT")}""", f"""
        INSERT INTO rejection SELECT {file}, source_row, wrong_column, wrong_value, reason,
                                     reason NOT IN ({", ".join(literal(reason) for _, _, reason in _ORPHANS)})
        FROM judged WHERE reason IS NOT NULL""", "DELETE FROM judged WHERE reason IS NOT NULL", f"""
        INSERT INTO repeat SELECT {file}, r.source_row, id, f.source_row, {differing(columns.values(), "r", "f")}
        FROM (SELECT id, place, min(source_row) AS of_row FROM judged GROUP BY ALL HAVING count(*) > 1)
        JOIN judged j USING (id, place) JOIN record r ON r.source_row = j.source_row
        JOIN record f ON f.source_row = of_row
        WHERE j.source_row > of_row""", "DROP TABLE judged")


# ASSUME: Of PatentsView's two tables of applicants (and of inventors) the names as printed count. Where only the names
# that PatentsView has told apart are there, they stand for the printed ones: one firm is then spelled alike everywhere,
# and two firms that were taken for one cannot be told apart any more.
def people(table, name):
    """Make the table `name` of the rows of a loaded table of people."""
    whole = "concat_ws(' ', nullif(t.first, ''), nullif(t.last, ''))"
    fields = f"{whole} AS name"
    if "assignee" in table:
        fields = (f"{_PERSON} AS person, CASE WHEN person THEN {whole} ELSE t.organisation END "
                  f"AS name, {code_of('t.type')} AS code")
    return f"""
        CREATE TABLE {name} AS SELECT (p.rowid << 32) | {_SEQUENCE} AS key, t.source_row, {fields}, t.place_id
        FROM {_joined(table)}"""


def unsound_people(name):
    """SQL of how many rows have no place in the list or no name, and how often a place is told again."""
    return f"""SELECT (SELECT count(*) FROM {name} WHERE key IS NULL OR name < '!' AND trim(name) = '')
                      + (SELECT count(key) - count(DISTINCT key) FROM {name})"""


def clean_people(name):
    """Leave the first sound row of each place in a list."""
    return (f"DELETE FROM {name} WHERE key IS NULL OR trim(name) = ''", f"""
        DELETE FROM {name} d USING (SELECT key, min(source_row) AS first FROM {name} GROUP BY key HAVING count(*) > 1) s
        WHERE d.key = s.key AND d.source_row > first""")


# Where printed places are known, nobody needs those of the same people told apart.
ONLY_TOLD = "CREATE OR REPLACE TABLE told AS FROM told ANTI JOIN printed USING (key)"


# ---------------------------------------------------------------- places

# A place has no patent. Where all identifiers differ, their hashes differ, too, which is quick to see.
def unsound_places(table):
    """SQL of how many rows have no identifier or one of an earlier row (or a hash of one)."""
    return f"""SELECT count(*) - count(DISTINCT hash(place_id)) + count(*) FILTER (place_id IS NULL OR place_id = '')
               FROM {table}"""


def bad_places(table, file, columns):
    """Reject the rows of a loaded table of places that have no identifier, or one of an earlier row."""
    return f"""
        INSERT INTO rejection SELECT {file}, source_row, {literal(columns["place_id"])}, place_id,
            CASE WHEN coalesce(place_id, '') = '' THEN 'no identifier' ELSE 'an earlier row has this identifier' END,
            true
        FROM (SELECT place_id, source_row, min(source_row) OVER (PARTITION BY place_id) AS first FROM {table})
        WHERE coalesce(place_id, '') = '' OR source_row > first"""


def located(name, table, file=None):
    """Make the table `{name}_at`: where the people of the table `name` are, by a loaded table of places.

    With `file`, the places that are rejected are left out.
    """
    sound = f"ANTI JOIN (SELECT source_row FROM rejection WHERE file = {file}) USING (source_row)" if file else ""
    return f"""
        CREATE TABLE {name}_at AS
        SELECT key, nullif(concat_ws(', ', nullif(city, ''), nullif(state, '')), '') AS address,
               {country_of("country")} AS country
        FROM {name} JOIN (FROM {table} {sound}) USING (place_id)"""


# ---------------------------------------------------------------- the tables that are made

def _everybody(*fields):
    """SQL of the printed people, and of those that only the other table has, with the places of both."""
    picked = ", ".join(f"coalesce(p.{name}, d.{name}) AS {name}" for name in fields)
    return f"""
        (SELECT key, {picked}, coalesce(s.address, t.address) AS address, coalesce(s.country, t.country) AS country
         FROM printed p FULL JOIN told d USING (key) LEFT JOIN printed_at s USING (key) LEFT JOIN told_at t USING (key)
         ORDER BY key)"""


def _listed(table, extra="", more=""):
    """SQL of the sound rows of a loaded list in the order of their patents and words."""
    return f"(SELECT (p.rowid << 32) | w.number AS key {extra} FROM {_joined(table)} {more} ORDER BY key, t.source_row)"


# `category`: the different categories of citations, numbered.
MORE_WORDS = {"g_us_patent_citation": ("""
    CREATE TABLE category AS
    SELECT given, nullif(trim(given), '') AS text, row_number() OVER (ORDER BY given) - 1 AS number
    FROM (SELECT DISTINCT category AS given FROM g_us_patent_citation)""",)}
_RANK, _PLACE = "key >> 32", "key & 4294967295"
_IDS, _WORDS_OF = "SELECT id FROM patent", "SELECT word FROM word GROUP BY number, word ORDER BY number"
# For each table its rows and the texts of some columns: in the rows stands the number of the text, the first is 0. So a
# text that many rows share is neither sorted nor kept more often than needed.
FRAMES = {
    "patents": ("""
        SELECT rowid AS patent_id, rowid AS family_id, 0 AS family_basis, 0 AS office, number, code AS kind_code, kind,
               CAST(filed AS TIMESTAMP) AS filing_date, CASE WHEN filed IS NULL THEN 1 ELSE 0 END AS date_precision,
               CAST(granted_on AS TIMESTAMP) AS grant_date, title, 0 AS source, 0 AS source_file, source_row
        FROM patent""", {
            "patent_id": _IDS, "family_id": _IDS, "family_basis": "SELECT 'patent'", "office": "SELECT 'US'",
            "date_precision": "SELECT unnest(['day', 'none'])", "source": "SELECT $source",
            "source_file": "SELECT $source_file"}),
    "families": ("SELECT rowid AS family_id, rowid AS member_id, 0 AS basis, true AS in_patents FROM patent", {
        "family_id": _IDS, "member_id": _IDS, "basis": "SELECT 'patent'"}),
    "applicants": (f"""
        SELECT {_RANK} AS patent_id, {_PLACE} AS sequence, name AS raw_name, address AS raw_address,
               country AS raw_country, {applicant_kind("code", "person")} AS kind_given
        FROM {_everybody("name", "person", "code")}""", {"patent_id": _IDS}),
    "inventors": (f"""
        SELECT {_RANK} AS patent_id, {_PLACE} AS sequence, name, country
        FROM {_everybody("name")}""", {"patent_id": _IDS}),
    "classifications": (f"""
        SELECT {_RANK} AS patent_id, 0 AS scheme, {_PLACE} AS symbol FROM {_listed("g_cpc_current")}""", {
            "patent_id": _IDS, "scheme": "SELECT 'CPC'", "symbol": _WORDS_OF}),
    "citations": (f"""
        SELECT {_RANK} AS citing_id, {_PLACE} AS cited_id, category
        FROM {_listed("g_us_patent_citation", ", c.number AS category", "LEFT JOIN category c ON t.category = c.given")}
        """, {"citing_id": _IDS, "cited_id": _WORDS_OF, "category": "SELECT text FROM category ORDER BY number"}),
    "duplicates": ("""
        SELECT source_file, source_row, patent_id, source_file AS of_file, of_row, differs
        FROM repeat JOIN file USING (file) ORDER BY source_file, source_row""", {}),
}
