"""What the rules look at: one row per unit and focal firm, worked out from parties, owners, dates and citations.

An *actor* is a group on that date, so that affiliates are one actor. A partner is *independent* when its actor is
not the focal firm's. Everything that touches every row is SQL.
"""

import pandas as pd

from ..tables import database
from ..vocabulary import EVENT_TYPES

# Events in which a listed partner acts itself, so that the event is also its own. In a purchase it is target or seller.
COOPERATIONS = ("large_firm_cooperation", "university_cooperation", "national_programme", "foreign_alliance",
                "foreign_joint_venture")

# ASSUME: A hospital that takes part in R&D counts with universities and institutes (the Frascati Manual puts university
# hospitals into higher education).
RESEARCH = ("university", "institute", "hospital")
# Who takes part, by kind; used for counts and for names alike.
_KINDS = {
    "partner": "independent",
    "foreign_company": "independent AND abroad AND sector IN ('company', 'unknown', 'individual')",
    "foreign_research": f"independent AND abroad AND sector IN {RESEARCH}",
    "domestic_research": f"independent AND NOT abroad AND sector IN {RESEARCH}",
    "government": "independent AND sector = 'government'",
    "rival": "independent AND same_cluster AND role = 'core' AND focal_role = 'core'",
    "cluster_other": "independent AND same_cluster AND NOT (role = 'core' AND focal_role = 'core')",
    "outside": "independent AND NOT abroad AND NOT same_cluster AND sector IN ('company', 'unknown')",
    "individual": "independent AND NOT abroad AND sector = 'individual'",
    "own_unit": "NOT independent AND NOT is_focal",
    "own_foreign_unit": "NOT independent AND NOT is_focal AND unit_abroad",
}


def _counts():
    return ",\n".join(f"count(DISTINCT other) FILTER ({test}) AS n_{kind}" for kind, test in _KINDS.items())


def _names(*kinds):
    tests = [(kind, _KINDS[kind]) for kind in kinds]
    return ",\n".join(
        f"string_agg(DISTINCT raw_name, ', ' ORDER BY raw_name) FILTER ({test}) AS {kind}_list" for kind, test in tests)


def _abroad(choices, territory):
    listed = ", ".join(f"'{name}'" for name in sorted(choices["cross_border_territories"]))
    return f"coalesce({territory} IN ({listed}), false)"


# The columns that both kinds of unit share, in the words of the rules.
_SHARED = """
    n_partner AS partners, n_foreign_company AS foreign_companies, n_foreign_research AS foreign_research,
    n_domestic_research AS domestic_research, n_rival AS cluster_rivals, n_cluster_other AS cluster_others,
    n_outside AS outside_companies, n_individual AS individuals, n_own_unit AS own_units,
    n_own_foreign_unit AS own_foreign_units, n_government AS governments,
    coalesce(nullif(concat_ws(', ', foreign_company_list, foreign_research_list), ''), 'a source not named')
        AS foreign_names,
    domestic_research_list AS research_names, rival_list AS rival_names, cluster_other_list AS cluster_other_names,
    outside_list AS outside_names, coalesce(partner_list, 'nobody named') AS all_names,
    coalesce(government_list, 'a ministry not named') AS government_names, individual_list AS individual_names,
    own_unit_list AS own_unit_names,
    coalesce(nullif(concat_ws(', ', foreign_company_list, own_foreign_unit_list), ''), 'a firm not named')
        AS target_names"""
_SHARED_NAMES = ("partner", "foreign_company", "foreign_research", "domestic_research", "government", "rival",
                 "cluster_other", "outside", "individual", "own_unit", "own_foreign_unit")


def _pairs(choices):
    """SQL: every focal firm beside every party of the same unit; a cluster's own firm is never `outside` it."""
    return f"""
    focal AS (SELECT DISTINCT ON (unit_id, firm_id) * FROM parties WHERE is_actor AND firm_id IS NOT NULL
              ORDER BY unit_id, firm_id, sequence),
    pairs AS (
        SELECT f.unit_id, f.firm_id, f.group_id, f.cluster_id, f.role AS focal_role, p.raw_name, p.sector, p.role,
               p.actor AS other, p.actor <> f.actor AS independent,
               p.firm_id IS NOT DISTINCT FROM f.firm_id AND p.sequence = f.sequence AND p.side = f.side AS is_focal,
               p.cluster_id IS NOT DISTINCT FROM f.cluster_id AS same_cluster,
               {_abroad(choices, 'p.owner_territory')} AS abroad,
               coalesce(p.country NOT IN ('CN'), false) AND {_abroad(choices, 'p.territory')} AS unit_abroad,
               p.organisation_id
        FROM focal f JOIN parties p USING (unit_id))"""


def event_features(events, partner_groups, ownership, choices):
    """One row per counted event and focal firm.

    A listed firm that is named as partner of a cooperation is a focal firm of it, too, so that one event entered under
    one firm is shared and counted once.

    Parameters
    ----------
    events, partner_groups, ownership : tables of the earlier stages.
    choices : the study's choices.
    """
    with database(events=events, partner_groups=partner_groups, ownership=ownership,
                  type_words=_type_words()) as connection:
        return connection.sql(f"""
        WITH parties AS (
            SELECT e.event_id AS unit_id, p.party AS side, p.sequence, p.raw_name, p.organisation_id, p.sector,
                   p.country, p.group_id, p.owner_territory, p.firm_id, p.cluster_id, p.role,
                   coalesce(p.group_id, p.organisation_id, 'name:' || p.raw_name) AS actor,
                   p.party = 'focal' OR e.event_type IN {COOPERATIONS} AS is_actor,
                   CASE WHEN p.country = 'CN' THEN 'domestic' WHEN p.country IN ('HK', 'MO', 'TW') THEN 'hmt'
                        WHEN p.country IS NULL THEN 'unknown' ELSE 'foreign' END AS territory
            FROM events e JOIN partner_groups p ON e.event_id = p.event_id WHERE e.status = 'counted'),
        {_pairs(choices)},
        bought AS (  -- the last time that a named unit of the own group came under control by purchase
            SELECT p.unit_id, p.firm_id, max(o.from_date) AS own_unit_acquired_on
            FROM pairs p JOIN events e ON e.event_id = p.unit_id JOIN ownership o ON o.child_id = p.organisation_id
            WHERE NOT p.independent AND NOT p.is_focal AND o.basis = 'acquired' AND o.control AND o.from_date <= e.date
            GROUP BY ALL),
        earlier AS (  -- an earlier stake or venture of the same firm with the same partner: the next step is control
            SELECT DISTINCT p.unit_id, p.firm_id
            FROM pairs p JOIN events e ON e.event_id = p.unit_id
            JOIN pairs q ON q.firm_id = p.firm_id AND q.organisation_id = p.organisation_id AND NOT q.is_focal
            JOIN events d ON d.event_id = q.unit_id
            WHERE NOT p.is_focal AND d.date < e.date
              AND d.event_type IN ('foreign_joint_venture', 'foreign_minority_stake', 'foreign_acquisition')),
        summed AS (
            SELECT unit_id, firm_id, any_value(group_id) AS group_id, any_value(cluster_id) AS cluster_id,
                   count(*) FILTER (NOT is_focal) AS parties,
                   bool_or(NOT is_focal AND unit_abroad AND organisation_id NOT LIKE 'name:%') AS target_patents,
                   {_counts()}, {_names(*_SHARED_NAMES)}
            FROM pairs GROUP BY unit_id, firm_id)
        SELECT s.unit_id, 'event' AS unit_kind, s.firm_id, s.group_id, s.cluster_id, e.evidence_base, e.date, e.year,
               e.level AS record_level, true AS countable, e.event_type, t.words AS type_words,
               e.technology_content, e.stake_percent,
               coalesce(e.technology, e.description) AS technology,
               regexp_matches(lower(coalesce(e.technology, '')), 'standard|patent pool') AS standards,
               coalesce(e.stake_percent > 50, true) OR r.unit_id IS NOT NULL AS control,
               coalesce(s.target_patents, false) AS target_patents, s.parties,
               strftime(b.own_unit_acquired_on, '%Y-%m-%d') AS own_unit_acquired_on,
               e.date <= b.own_unit_acquired_on + INTERVAL {int(choices['acquisition_window_years'])} YEAR
                   AS own_unit_recent, {_SHARED}
        FROM summed s JOIN events e ON e.event_id = s.unit_id JOIN type_words t ON t.event_type = e.event_type
        LEFT JOIN bought b USING (unit_id, firm_id) LEFT JOIN earlier r USING (unit_id, firm_id)
        ORDER BY s.unit_id, s.firm_id""").df()


def _type_words():
    return pd.DataFrame({"event_type": list(EVENT_TYPES), "words": [words[0] for words in EVENT_TYPES.values()]})


def patent_features(patents, applicant_groups, inventors, citations, events, partner_groups, choices):
    """One row per patent family and focal firm.

    The unit is the family, named by its earliest filing; its applicants are those of all its members. Links to events
    (imports, alliances, takeovers) are looked for among the counted events of the same firm.
    """
    with database(patents=patents, applicant_groups=applicant_groups, inventors=inventors, citations=citations,
                  links=_event_links(events, partner_groups, choices)) as connection:
        return connection.sql(f"""
        WITH {_PATENT_PARTIES} {_pairs(choices)}, {_applicants(choices)} {_PATENT_LINKS} {_patent_columns(choices)}
        ORDER BY s.unit_id, s.firm_id""").df()


# Families as units, and everybody who applied for one of their members.
_PATENT_PARTIES = """
        units AS (
            SELECT patent_id, family_id, kind, filing_date,
                   first_value(patent_id) OVER (PARTITION BY family_id ORDER BY filing_date, patent_id) AS unit_id
            FROM patents WHERE patent_id IN (SELECT patent_id FROM applicant_groups)),
        parties AS (
            SELECT u.unit_id, 'applicant' AS side, row_number() OVER (
                       PARTITION BY u.unit_id ORDER BY u.filing_date, u.patent_id, a.sequence) AS sequence,
                   a.raw_name, a.organisation_id, a.sector, a.country, a.group_id, a.owner_territory, a.firm_id,
                   a.cluster_id, a.role, coalesce(a.group_id, 'name:' || a.raw_name) AS actor, true AS is_actor,
                   CASE WHEN a.country = 'CN' THEN 'domestic' WHEN a.country IN ('HK', 'MO', 'TW') THEN 'hmt'
                        WHEN a.country IS NULL THEN 'unknown' ELSE 'foreign' END AS territory,
                   a.acquired_on, a.foreign_stake_percent, u.filing_date
            FROM units u JOIN applicant_groups a USING (patent_id)),"""


def _applicants(choices):
    """SQL: the applicants of a unit summed up, which of them were bought lately, and which are joint ventures."""
    window = int(choices["acquisition_window_years"])
    return f"""
        summed AS (
            SELECT unit_id, firm_id, any_value(group_id) AS group_id, any_value(cluster_id) AS cluster_id,
                   any_value(focal_role) AS role, bool_and(unit_abroad) FILTER (NOT independent) AS units_abroad,
                   string_agg(DISTINCT raw_name, ', ' ORDER BY raw_name) FILTER (NOT independent) AS applicant_names,
                   {_counts()}, {_names(*_SHARED_NAMES)}
            FROM pairs GROUP BY unit_id, firm_id),
        bought AS (
            SELECT f.unit_id, f.firm_id, strftime(max(p.acquired_on), '%Y-%m-%d') AS acquired_on,
                   string_agg(DISTINCT p.raw_name, ', ' ORDER BY p.raw_name) AS acquired_names,
                   bool_or({_abroad(choices, 'p.territory')}) AS bought_abroad
            FROM focal f JOIN parties p ON p.unit_id = f.unit_id AND p.actor = f.actor
            WHERE p.acquired_on <= p.filing_date AND p.filing_date <= p.acquired_on + INTERVAL {window} YEAR
 GROUP BY ALL),
        ventures AS (
            SELECT f.unit_id, f.firm_id, max(p.foreign_stake_percent) AS foreign_stake_percent
            FROM focal f JOIN parties p ON p.unit_id = f.unit_id AND p.actor = f.actor
            WHERE p.foreign_stake_percent BETWEEN 10 AND 90 GROUP BY ALL),"""


# Where inventors live, what is cited, and which documented event of the firm the patent may follow from.
_PATENT_LINKS = """
        residence AS (
            SELECT u.unit_id, bool_and(i.country <> 'CN') AS inventors_abroad,
                   string_agg(DISTINCT i.country, ', ' ORDER BY i.country) AS inventor_countries
            FROM units u JOIN inventors i USING (patent_id) WHERE i.country IS NOT NULL GROUP BY ALL),
        cited AS (
            SELECT u.unit_id, c.cited_id, a.group_id FROM units u JOIN citations c ON c.citing_id = u.patent_id
            LEFT JOIN applicant_groups a ON a.patent_id = c.cited_id),
        own AS (
            SELECT f.unit_id, f.firm_id, count(DISTINCT c.cited_id) AS citations,
                   count(DISTINCT c.cited_id) FILTER (c.group_id = f.group_id) AS self_citations
            FROM focal f JOIN cited c USING (unit_id) GROUP BY ALL),
        linked AS (
            SELECT f.unit_id, f.firm_id, l.kind, arg_max(l.event_id, l.date) AS event_id,
                   arg_max(l.partner_id, l.date) AS partner, max(l.date) AS date,
                   bool_or(c.group_id IS NOT NULL) AS cites, min(f.filing_date) AS filed
            FROM focal f JOIN links l ON l.firm_id = f.firm_id AND l.date < f.filing_date
                AND f.filing_date <= l.until
            LEFT JOIN cited c ON c.unit_id = f.unit_id AND c.group_id = l.partner_id GROUP BY ALL)"""


def _patent_columns(choices):
    """SQL: one row per family and focal firm, in the words of the rules."""
    return f"""
        SELECT s.unit_id, 'patent' AS unit_kind, s.firm_id, s.group_id, s.cluster_id, 'patents' AS evidence_base,
               u.filing_date AS date, year(u.filing_date) AS year,
               u.kind = 'invention' AS countable, s.applicant_names,
               coalesce(b.bought_abroad, false) AS recently_acquired,
               b.unit_id IS NOT NULL AND NOT b.bought_abroad AS bought_at_home, b.acquired_on, b.acquired_names,
               v.unit_id IS NOT NULL AS foreign_venture, v.foreign_stake_percent,
               coalesce(s.units_abroad, false) OR coalesce(r.inventors_abroad, false) AS abroad,
               CASE WHEN s.units_abroad THEN 'the applicant is a unit abroad'
                    ELSE 'inventors in ' || r.inventor_countries END AS abroad_words,
               coalesce(o.citations, 0) AS citations, coalesce(o.self_citations, 0) AS self_citations,
               coalesce(o.self_citations / nullif(o.citations, 0), 0) AS self_citation_share,
               i.partner AS import_source, i.event_id AS import_event, coalesce(i.cites, false) AS cites_import_source,
               coalesce(u.filing_date <= i.date + INTERVAL {int(choices['absorption_field_window_years'])} YEAR, false)
                   AS import_recent, {int(choices['absorption_field_window_years'])} AS import_years,
               a.partner AS alliance_partner, a.event_id AS alliance_event,
               coalesce(a.cites, false) AS cites_alliance_partner, t.partner AS takeover_target,
               t.event_id AS takeover_event, coalesce(t.cites, false) AS cites_takeover_target, {_SHARED}
        FROM summed s JOIN (SELECT * EXCLUDE (unit_id) FROM units) u ON u.patent_id = s.unit_id
        LEFT JOIN bought b USING (unit_id, firm_id) LEFT JOIN ventures v USING (unit_id, firm_id)
        LEFT JOIN residence r ON r.unit_id = s.unit_id
        LEFT JOIN own o ON o.unit_id = s.unit_id AND o.firm_id = s.firm_id
        LEFT JOIN linked i ON i.unit_id = s.unit_id AND i.firm_id = s.firm_id AND i.kind = 'import'
        LEFT JOIN linked a ON a.unit_id = s.unit_id AND a.firm_id = s.firm_id AND a.kind = 'alliance'
        LEFT JOIN linked t ON t.unit_id = s.unit_id AND t.firm_id = s.firm_id AND t.kind = 'takeover'"""


def _event_links(events, partner_groups, choices):
    """Imports, alliances and takeovers of firms, each with the years in which a patent may follow from it."""
    with database(events=events, partner_groups=partner_groups) as connection:
        return connection.sql(f"""
        WITH kinds AS (
            SELECT event_id, date, CASE
                WHEN event_type IN ('licence_in', 'equipment_import') THEN 'import'
                WHEN event_type IN ('foreign_alliance', 'foreign_joint_venture') THEN 'alliance'
                WHEN event_type = 'foreign_acquisition' THEN 'takeover' END AS kind
            FROM events WHERE status = 'counted' AND level IN ('A', 'B') AND date IS NOT NULL)
        SELECT k.event_id, k.kind, k.date, f.firm_id, coalesce(p.group_id, p.organisation_id) AS partner_id,
               k.date + to_years(CASE k.kind WHEN 'import' THEN {int(choices['absorption_window_years'])}
                                             WHEN 'alliance' THEN {int(choices['alliance_tail_years'])}
                                             ELSE {int(choices['acquisition_window_years'])} END) AS until
        FROM kinds k JOIN partner_groups f ON f.event_id = k.event_id AND f.party = 'focal'
        LEFT JOIN partner_groups p ON p.event_id = k.event_id AND p.party = 'partner'
        WHERE k.kind IS NOT NULL AND f.firm_id IS NOT NULL ORDER BY ALL""").df()
