"""What the rules for events look at: one row per counted event and focal firm."""

import pandas as pd

from ..vocabulary import EVENT_TYPES
from .actors import PAIRS, SHARED, TERRITORY

# Events in which a listed partner acts itself, so that the event is also its own. In a purchase it is target or seller.
COOPERATIONS = ("large_firm_cooperation", "university_cooperation", "national_programme", "foreign_alliance",
                "foreign_joint_venture")

_PARTIES = f"""
    CREATE TEMP TABLE parties AS
    SELECT e.event_id AS unit_id, p.party AS side, p.sequence, p.raw_name, p.organisation_id, p.sector,
           p.country, p.group_id, p.owner_territory, p.owner_territory AS address_territory, p.firm_id, p.cluster_id,
           p.role, coalesce(p.group_id, p.organisation_id, 'name:' || p.raw_name) AS actor,
           p.party = 'focal' OR e.event_type IN {COOPERATIONS} AS is_actor, {TERRITORY} AS territory
    FROM events e JOIN partner_groups p ON e.event_id = p.event_id WHERE e.status = 'counted'"""

# Which of the partners the table of ownership lets pass to the firm: the others are sellers or co-investors. Where it
# lets none pass, a partner may be the firm bought or the seller of a business.
_TARGETS = """
    CREATE TEMP TABLE targets AS
    SELECT p.unit_id, p.firm_id, array_to_string(list_sort(list(DISTINCT p.raw_name)), ', ') AS target_list
    FROM pairs p JOIN focal f USING (unit_id, firm_id)
    JOIN ownership o ON o.child_id = p.organisation_id AND o.parent_id IN (f.organisation_id, f.group_id) AND o.control
    GROUP BY ALL"""

# The last time that a named unit of the own group came under control by purchase; and whether the same firm had an
# earlier stake or venture with the same partner, so that the next step is control.
_HISTORY = """
    CREATE TEMP TABLE bought AS
    SELECT p.unit_id, p.firm_id, max(o.from_date) AS own_unit_acquired_on
    FROM pairs p JOIN events e ON e.event_id = p.unit_id JOIN ownership o ON o.child_id = p.organisation_id
    WHERE NOT p.independent AND o.basis = 'acquired' AND o.control AND o.from_date <= e.date GROUP BY ALL;
    CREATE TEMP TABLE earlier AS
    SELECT DISTINCT p.unit_id, p.firm_id
    FROM pairs p JOIN events e ON e.event_id = p.unit_id
    JOIN pairs q ON q.firm_id = p.firm_id AND q.organisation_id = p.organisation_id
    JOIN events d ON d.event_id = q.unit_id
    WHERE d.date < e.date AND d.event_type IN ('foreign_joint_venture', 'foreign_minority_stake', 'foreign_acquisition')
    """


def prepare_events(connection):
    """Lay out who takes part in each event; `connection` knows events, partner_groups and ownership."""
    words = pd.DataFrame({"event_type": list(EVENT_TYPES), "words": [words[0] for words in EVENT_TYPES.values()]})
    connection.execute("CREATE TEMP TABLE type_words (event_type VARCHAR, words VARCHAR)")
    connection.executemany("INSERT INTO type_words VALUES (?, ?)", words.to_numpy().tolist())
    connection.execute(f"{_PARTIES};{PAIRS};{_TARGETS};{_HISTORY}")


def event_features(table):
    """SQL: one row per counted event and focal firm, in the words of the rules; `table` holds its `partners`.

    A listed firm that is named as partner of a cooperation is a focal firm of it, too, so that one event entered under
    one firm is shared and counted once.
    """
    return f"""
    SELECT f.unit_id, 'event' AS unit_kind, f.firm_id, f.group_id, f.cluster_id, e.evidence_base, e.date, e.year,
           e.level AS record_level, true AS countable, e.event_type, t.words AS type_words,
           e.technology_content, e.stake_percent, coalesce(e.technology, e.description) AS technology,
           regexp_matches(lower(coalesce(e.technology, '')), 'standard|patent pool') AS standards,
           coalesce(e.stake_percent > 50, true) OR r.unit_id IS NOT NULL AS control,
           coalesce(p.target_patents, false) AS target_patents, coalesce(p.parties, 0) AS parties,
           b.own_unit_acquired_on::DATE AS own_unit_acquired_on,
           coalesce(format('{{:g}}%', e.stake_percent), 'a stake not stated') AS stake_words,
           CASE WHEN e.technology_content = 'yes' THEN 'technology is part of the deal'
                ELSE 'a motive is not stated, but the target patents' END AS motive_words,
           coalesce(target_list, nullif(concat_ws(', ', foreign_company_list, own_foreign_unit_list), '')
                    || ', in whole or in part', 'a firm not named') AS target_names, {SHARED}
    FROM focal f JOIN events e ON e.event_id = f.unit_id JOIN type_words t ON t.event_type = e.event_type
    LEFT JOIN {table} p USING (unit_id, firm_id) LEFT JOIN bought b USING (unit_id, firm_id)
    LEFT JOIN earlier r USING (unit_id, firm_id) LEFT JOIN targets USING (unit_id, firm_id)"""
