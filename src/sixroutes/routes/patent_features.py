"""What the rules for patents look at: one row per patent family and focal firm.

The unit is the family, named and dated by its earliest filing; its applicants are those of all its members.
"""

from .actors import PAIRS, RESEARCH, SHARED, TERRITORY, abroad
from .links import best_links

# Families, and the block that each stands in: so many units at a time, in the order of their names.
_MEMBERS = """
    CREATE TEMP TABLE members AS
    SELECT patent_id, kind, filing_date::DATE AS filed,
           first_value(patent_id) OVER (PARTITION BY family_id ORDER BY filing_date, patent_id) AS unit_id
    FROM patents WHERE filing_date IS NOT NULL AND patent_id IN (SELECT patent_id FROM applicant_groups);
    CREATE TEMP TABLE all_members AS
    WITH blocks AS (
        SELECT unit_id, ((row_number() OVER (ORDER BY unit_id) - 1) // {size})::INT AS block
        FROM members WHERE patent_id = unit_id)
    SELECT * FROM members JOIN blocks USING (unit_id) ORDER BY block;
    DROP TABLE members"""

# What is told of the families, each row with its block, so that those of one block lie together; and everybody whose
# patents the families may draw on, by the group and by the organisation that filed them.
_WHOLE = f"""
    CREATE TEMP TABLE all_parties AS
    SELECT m.block, m.unit_id, m.filed, m.patent_id, a.sequence AS place, a.raw_name, a.organisation_id, a.sector,
           a.country, a.group_id, a.owner_territory, a.address_territory, a.firm_id, a.cluster_id, a.role,
           a.acquired_on::DATE AS acquired_on, a.foreign_stake_percent
    FROM all_members m JOIN applicant_groups a USING (patent_id) ORDER BY block;
    CREATE TEMP TABLE all_fields AS
    SELECT m.block, m.unit_id, left(c.symbol, 4) AS field FROM all_members m JOIN classifications c USING (patent_id)
    WHERE left(c.symbol, 1) <> 'Y' ORDER BY block;
    CREATE TEMP TABLE all_cited AS
    SELECT m.block, m.unit_id, c.cited_id, a.group_id
    FROM all_members m JOIN citations c ON c.citing_id = m.patent_id LEFT JOIN applicant_groups a
    ON a.patent_id = c.cited_id ORDER BY block;
    CREATE TEMP TABLE all_residences AS
    SELECT m.block, m.unit_id, i.country FROM all_members m JOIN inventors i USING (patent_id)
    WHERE i.country IS NOT NULL ORDER BY block;
    CREATE TEMP TABLE owners AS
    WITH every AS (
        SELECT patent_id, group_id, organisation_id, sector, owner_territory, firm_id FROM applicant_groups
        UNION ALL SELECT patent_id, group_id, organisation_id, sector, owner_territory, firm_id FROM linked_groups)
    SELECT DISTINCT e.patent_id, p.filing_date::DATE AS filed, k.key, e.sector, e.owner_territory, e.firm_id
    FROM every e JOIN patents p USING (patent_id), (SELECT unnest([e.group_id, e.organisation_id]) AS key) k
    WHERE p.filing_date IS NOT NULL AND (
        k.key IN (SELECT organisation_id FROM partner_groups UNION SELECT group_id FROM partner_groups)
        OR e.sector IN {RESEARCH})"""

# One block: families as units, and everybody who applied for one of their members.
_PARTIES = f"""
    CREATE OR REPLACE TEMP TABLE units AS
    SELECT unit_id, filed, kind FROM all_members WHERE block = {{block}} AND patent_id = unit_id;
    CREATE OR REPLACE TEMP TABLE parties AS
    SELECT unit_id, 'applicant' AS side,
           row_number() OVER (PARTITION BY unit_id ORDER BY filed, patent_id, place, raw_name) AS sequence,
           * EXCLUDE (block, unit_id, patent_id, place), coalesce(group_id, 'name:' || raw_name) AS actor,
           true AS is_actor, {TERRITORY} AS territory
    FROM all_parties WHERE block = {{block}}"""

# ASSUME: A joint venture whose foreign parent is known and which the firm later bought was bought from abroad, wherever
# its seat is: its patents are an alliance's before the day on which control passes and an acquisition's from that day.
_VENTURES = """
    CREATE TEMP TABLE foreign_ventures AS
    WITH seats AS (
        SELECT organisation_id AS who, country FROM applicant_groups UNION SELECT group_id, owner_country
        FROM applicant_groups UNION SELECT organisation_id, country FROM partner_groups UNION
        SELECT group_id, owner_country FROM partner_groups UNION SELECT organisation_id, country FROM linked_groups)
    SELECT o.child_id, min(coalesce(o.from_date, DATE '1900-01-01'))::DATE AS since
    FROM ownership o JOIN seats s ON s.who = o.parent_id
    WHERE o.basis = 'joint venture' AND s.country IS NOT NULL AND s.country NOT IN ('CN', 'HK', 'MO', 'TW')
    GROUP BY ALL"""

# What one actor's applicants say of it: their names; bought lately and where, joint ventures, seat.
_OWN = """
    CREATE OR REPLACE TEMP TABLE own_names AS
    SELECT f.unit_id, f.firm_id, array_to_string(list_sort(list(DISTINCT p.raw_name)), ', ') AS applicant_names
    FROM focal f JOIN parties p ON p.unit_id = f.unit_id AND p.actor = f.actor GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE own_parties AS
    SELECT f.unit_id, f.firm_id, p.raw_name, p.acquired_on, p.filed, p.foreign_stake_percent, p.territory,
           v.child_id IS NOT NULL AND v.since < p.acquired_on AS was_venture
    FROM focal f JOIN parties p ON p.unit_id = f.unit_id AND p.actor = f.actor
    LEFT JOIN foreign_ventures v ON v.child_id = p.organisation_id
    WHERE p.acquired_on <= p.filed OR p.foreign_stake_percent IS NOT NULL"""

_FIELDS = """
    CREATE OR REPLACE TEMP TABLE unit_fields AS SELECT DISTINCT unit_id, field FROM all_fields WHERE block = {block};
    CREATE OR REPLACE TEMP TABLE residence AS
    SELECT unit_id, bool_and(country <> 'CN') AS inventors_abroad,
           array_to_string(list_sort(list(DISTINCT country)), ', ') AS inventor_countries
    FROM all_residences WHERE block = {block} GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE cited AS
    SELECT DISTINCT unit_id, cited_id, group_id FROM all_cited WHERE block = {block};
    CREATE OR REPLACE TEMP TABLE own_citations AS
    SELECT f.unit_id, f.firm_id, count(DISTINCT c.cited_id) AS citations,
           count(DISTINCT c.cited_id) FILTER (c.group_id = f.group_id) AS self_citations
    FROM focal f JOIN cited c USING (unit_id) GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE unit_inventors AS
    SELECT unit_id, name_key, actors, short, min(name) AS name FROM all_inventors
    WHERE block = {block} AND unit_id IN (SELECT unit_id FROM focal) GROUP BY ALL"""

# ASSUME: A Chinese name of two syllables in Latin letters (Jian Gao) does not tell a person, because the same letters
# write many names of many people.
_SYLLABLE = ("([bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|"
             "ue|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v)")
# ASSUME: Two inventors are taken for one person where their names are the same but for capitals, spaces and marks, and
# where the name stands on patents of no more groups than the study allows (two: the firm and the partner): a name
# that many groups have is a common name. Groups are counted among the firms, parties of events, universities and
# institutes that the study knows, so that namesakes elsewhere are not seen.
# ASSUME: A name on patents of more than ten groups is nobody's: it tells no person under any choice, nor nearly so.
MOST_GROUPS = 10
_NAMES = r"""
    CREATE TEMP TABLE spelt AS
    SELECT DISTINCT i.patent_id, i.name,
           regexp_replace(lower(strip_accents(i.name)), '[^\p{L}\p{N}]', '', 'g') AS name_key
    FROM inventors i WHERE i.patent_id IN (SELECT patent_id FROM patents WHERE filing_date IS NOT NULL);
    CREATE TEMP TABLE common AS
    WITH filers AS (
        SELECT patent_id, coalesce(group_id, 'name:' || raw_name) AS actor FROM applicant_groups
        WHERE sector <> 'individual' UNION
        SELECT patent_id, coalesce(group_id, 'name:' || raw_name) FROM linked_groups WHERE sector <> 'individual'),
    pairs AS (SELECT DISTINCT s.name_key, f.actor FROM spelt s JOIN filers f USING (patent_id))
    SELECT name_key, count(*) AS actors FROM pairs GROUP BY ALL;
    CREATE TEMP TABLE signed AS
    SELECT *, regexp_full_match(name_key, '@pinyin') AS short FROM spelt JOIN common USING (name_key)
    WHERE name_key <> '' AND actors <= @most;
    CREATE TEMP TABLE all_inventors AS
    SELECT m.block, m.unit_id, s.name_key, s.actors, s.short, s.name FROM all_members m JOIN signed s USING (patent_id)
    ORDER BY block""".replace(
    "@pinyin", f"({_SYLLABLE}){{1,2}}").replace("@most", str(MOST_GROUPS))

# ASSUME: An inventor is called academic where the same name stands on a patent of an independent domestic university,
# institute or hospital in one of the same IPC subclasses, filed within the chosen years before or after; a body that
# is an applicant of the patent itself, or its firm's own, does not count.
# Of each body only the filings nearest before and after are looked at, so that a name on many patents costs no more.
_SIGNATURES = f"""
    CREATE TEMP TABLE signatures AS
    SELECT DISTINCT s.name_key, left(c.symbol, 4) AS field, b.key AS body, b.filed AS signed_on
    FROM owners b JOIN signed s USING (patent_id) JOIN classifications c USING (patent_id)
    WHERE b.sector IN {RESEARCH} AND b.owner_territory = 'domestic' AND b.firm_id IS NULL"""
_ACADEMIC = """
    CREATE OR REPLACE TEMP TABLE academic AS
    WITH own AS (SELECT unit_id, group_id AS body FROM parties UNION SELECT unit_id, organisation_id FROM parties),
    told AS MATERIALIZED (
        SELECT i.unit_id, u.filed, i.name_key, i.name, i.actors, i.short, s.field, s.body
        FROM unit_inventors i JOIN unit_fields f USING (unit_id) JOIN units u USING (unit_id)
        JOIN (SELECT DISTINCT name_key, field, body FROM signatures) s ON s.name_key = i.name_key AND s.field = f.field
        ANTI JOIN own o ON o.unit_id = i.unit_id AND o.body = s.body
        QUALIFY rank() OVER (PARTITION BY i.unit_id ORDER BY i.short, i.actors) = 1),
    met AS (
        SELECT t.*, s.signed_on FROM told t ASOF JOIN signatures s
        ON s.name_key = t.name_key AND s.field = t.field AND s.body = t.body AND s.signed_on <= t.filed
        UNION ALL SELECT t.*, s.signed_on FROM told t ASOF JOIN signatures s
        ON s.name_key = t.name_key AND s.field = t.field AND s.body = t.body AND s.signed_on >= t.filed)
    SELECT unit_id, signed_on AS academic_filed, name AS academic_names, actors AS academic_groups,
           short AS academic_short, body AS academic_bodies
    FROM met QUALIFY row_number() OVER (
        PARTITION BY unit_id ORDER BY abs(signed_on - filed), signed_on, name, body) = 1"""


def prepare_patents(connection, size):
    """Lay out what is told of all families, in blocks of so many; `connection` knows the tables of the earlier stages.

    Returns
    -------
    list of the last unit of each block, in order.
    """
    connection.execute(";".join([_MEMBERS.format(size=int(size)), _WHOLE, _VENTURES, _NAMES, _SIGNATURES]))
    last = connection.execute("SELECT max(unit_id) FROM all_members GROUP BY block ORDER BY block").fetchall()
    return [unit_id for unit_id, in last]


def lay_patents(connection, block):
    """Lay out units, parties, fields, inventors and citations of one block, after `prepare_patents`."""
    connection.execute(";".join([_PARTIES, PAIRS, _OWN, _FIELDS, _ACADEMIC]).format(block=int(block)))


def patent_features(choices, table):
    """SQL: one row per family and focal firm, in the words of the rules; `table` holds its `partners`."""
    low, high = (float(bound) for bound in choices["venture_stake_percent"])
    kinds = ", ".join(f"'{kind}'" for kind in choices["counted_kinds"])
    return f"""
    WITH bought AS (
        SELECT unit_id, firm_id, max(acquired_on) FILTER (foreign_purchase) AS acquired_abroad_on,
               max(acquired_on) FILTER (NOT foreign_purchase) AS acquired_home_on,
               array_to_string(list_sort(list(DISTINCT raw_name) FILTER (acquired_on IS NOT NULL)), ', ')
                   AS acquired_names
        FROM (SELECT *, {abroad(choices, 'territory')} OR was_venture AS foreign_purchase FROM own_parties
              WHERE acquired_on <= filed) GROUP BY ALL),
    ventures AS (
        SELECT unit_id, firm_id, coalesce(
                   max(foreign_stake_percent) FILTER (foreign_stake_percent BETWEEN {low} AND {high}),
                   max(foreign_stake_percent)) AS foreign_stake_percent,
               array_to_string(list_sort(list(DISTINCT raw_name)), ', ') AS venture_names
        FROM own_parties WHERE foreign_stake_percent IS NOT NULL
            AND NOT (coalesce(was_venture, false) AND coalesce(acquired_on <= filed, false)) GROUP BY ALL),
    imports AS ({best_links('import', choices)}),
    alliances AS ({best_links('alliance', choices)}),
    takeovers AS ({best_links('takeover', choices)})
    SELECT f.unit_id, 'patent' AS unit_kind, f.firm_id, f.group_id, f.cluster_id, 'patents' AS evidence_base,
           u.filed AS date, year(u.filed) AS year, u.kind IN ({kinds}) AS countable,
           own_names.applicant_names,
           b.acquired_abroad_on, b.acquired_home_on, b.acquired_names, v.foreign_stake_percent,
           v.venture_names, format('{{:g}}%', v.foreign_stake_percent) AS foreign_stake_words,
           {_seat(choices)} OR coalesce(r.inventors_abroad, false) AS abroad,
           CASE WHEN {_seat(choices)} THEN 'the applicant is a unit abroad'
                ELSE 'inventors in ' || r.inventor_countries END AS abroad_words,
           coalesce(o.citations, 0) AS citations, coalesce(o.self_citations, 0) AS self_citations,
           coalesce(o.self_citations / nullif(o.citations, 0), 0) AS self_citation_share,
           a.academic_filed, a.academic_names, a.academic_groups, a.academic_short,
           a.academic_bodies, {int(choices['first_filing_years'])} AS first_filing_years,
           {_linked('imports', 'import')}, {_linked('alliances', 'alliance')}, {_linked('takeovers', 'takeover')},
           {SHARED}
    FROM focal f JOIN units u USING (unit_id) JOIN own_names USING (unit_id, firm_id)
    LEFT JOIN {table} p USING (unit_id, firm_id) LEFT JOIN bought b USING (unit_id, firm_id)
    LEFT JOIN ventures v USING (unit_id, firm_id) LEFT JOIN residence r USING (unit_id)
    LEFT JOIN own_citations o USING (unit_id, firm_id) LEFT JOIN academic a USING (unit_id)
    LEFT JOIN imports USING (unit_id, firm_id) LEFT JOIN alliances USING (unit_id, firm_id)
    LEFT JOIN takeovers USING (unit_id, firm_id)"""


def _seat(choices):
    """SQL: whether all units of the own group that file are abroad."""
    return (f"(coalesce(f.country NOT IN ('CN'), false) AND {abroad(choices, 'f.territory')} "
            "AND coalesce(p.own_units_abroad, true))")


def _linked(table, kind):
    columns = ("partner", "event", "date", "fields", "shared", "cites", "named", "inventors", "inventor_filed",
               "inventor_groups", "inventor_short",
               "first_field")
    return ", ".join(f"{table}.{column} AS {kind}_{column}" for column in columns)
