"""Which documented event of the firm a patent may follow from: imports, alliances and takeovers.

A link is a patent beside an event of its firm, with what speaks for it: the patent cites a patent of the partner, or
one that the event names; an inventor of it signed a patent of the partner; it is in a field of the event.
"""

from .event_features import COOPERATIONS
from .fields import event_fields, named_patents

# The windows, in years, in which a field speaks for an event.
_FIELD_WINDOWS = ("absorption_field_window_years", "alliance_tail_years", "acquisition_window_years")

# ASSUME: The closing of a takeover is the day on which the table of ownership lets control of the partner pass to the
# firm, if that day lies within three years of the event's date; otherwise it is the event's date. Where control of one
# partner passes so, the others are sellers or co-investors, and their patents are not the target's.
# ASSUME: An import brings technology unless its coding says that none was part of it; an alliance is an R&D alliance
# only if its coding says that technology was part of it; a takeover is looked at unless its coding excludes technology.
_EVENTS = f"""
    CREATE TEMP TABLE linking AS
    WITH kinds AS (
        SELECT event_id, date::DATE AS date, event_type, CASE
            WHEN event_type IN ('licence_in', 'equipment_import') AND technology_content <> 'no' THEN 'import'
            WHEN event_type IN ('foreign_alliance', 'foreign_joint_venture') AND technology_content = 'yes'
                THEN 'alliance'
            WHEN event_type = 'foreign_acquisition' AND technology_content <> 'no' THEN 'takeover' END AS kind
        FROM events WHERE status = 'counted' AND level IN ('A', 'B') AND date IS NOT NULL),
    sides AS (
        SELECT DISTINCT k.*, f.firm_id, f.organisation_id AS focal_organisation, p.raw_name AS partner,
               p.organisation_id, p.group_id, p.owner_territory
        FROM kinds k JOIN partner_groups f ON f.event_id = k.event_id AND f.firm_id IS NOT NULL
            AND (f.party = 'focal' OR k.event_type IN {COOPERATIONS})
        LEFT JOIN partner_groups p ON p.event_id = k.event_id AND p.party = 'partner'
            AND p.firm_id IS DISTINCT FROM f.firm_id
        WHERE k.kind IS NOT NULL),
    closings AS (
        SELECT s.event_id, s.organisation_id, min(o.from_date)::DATE AS closed FROM sides s
        JOIN ownership o ON o.child_id = s.organisation_id AND o.basis IN ('acquired', 'joint venture') AND o.control
        WHERE s.kind = 'takeover' AND o.from_date BETWEEN s.date - INTERVAL 3 YEAR AND s.date + INTERVAL 3 YEAR
        GROUP BY ALL)
    SELECT s.event_id, s.kind, s.firm_id, coalesce(c.closed, s.date) AS date, s.partner, s.owner_territory,
           s.organisation_id, s.group_id
    FROM sides s LEFT JOIN closings c ON c.event_id = s.event_id AND c.organisation_id = s.organisation_id
    QUALIFY c.closed IS NOT NULL OR NOT bool_or(c.closed IS NOT NULL) OVER (PARTITION BY s.event_id, s.firm_id);
    CREATE TEMP TABLE keys AS
    SELECT DISTINCT l.event_id, l.kind, l.firm_id, l.date, k.key, l.partner, l.owner_territory
    FROM linking l, (SELECT unnest([l.organisation_id, l.group_id]) AS key) k WHERE k.key IS NOT NULL"""

# Patents of the partners; of a target only what it filed before closing, for afterwards it is the firm's own.
_SOURCES = """
    CREATE TEMP TABLE sources AS
    SELECT DISTINCT k.event_id, k.kind, k.firm_id, k.date, k.partner, k.owner_territory, o.patent_id, o.filed
    FROM keys k JOIN owners o USING (key)
    WHERE o.firm_id IS DISTINCT FROM k.firm_id AND (k.kind <> 'takeover' OR o.filed < k.date);
    CREATE TEMP TABLE fields AS
    SELECT event_id, field FROM event_field UNION
    SELECT s.event_id, left(c.symbol, 4) FROM sources s JOIN classifications c USING (patent_id)
    WHERE s.kind = 'takeover' AND left(c.symbol, 1) <> 'Y'"""

# ASSUME: Several filings of a group on the first day on which it files in a subclass are all its first filing there.
_FIRST = """
    CREATE TEMP TABLE first_filings AS
    WITH filings AS (
        SELECT DISTINCT f.firm_id, f.unit_id, u.filed, x.field
        FROM all_parties f JOIN all_fields x ON x.block = f.block AND x.unit_id = f.unit_id
        JOIN (SELECT unit_id, filed FROM all_members WHERE patent_id = unit_id) u ON u.unit_id = f.unit_id
        WHERE f.firm_id IS NOT NULL AND x.field IN (SELECT field FROM fields)),
    spaced AS (SELECT *, max(filed) OVER (PARTITION BY firm_id, field ORDER BY filed
                   RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING) AS before FROM filings)
    SELECT firm_id, unit_id, field, before FROM spaced WHERE before IS NULL OR before < filed - INTERVAL 1 YEAR"""

# ASSUME: A partner's inventor is one who signed a patent of the partner that was filed within five years before the
# alliance began, or later but not after the firm's own filing; for a target, before closing.
_PENS = """
    CREATE TEMP TABLE partner_signatures AS
    SELECT DISTINCT s.event_id, s.firm_id, g.name_key, s.filed AS signed_on
    FROM sources s JOIN signed g USING (patent_id)
    WHERE s.kind = 'takeover' OR s.filed >= s.date - INTERVAL 5 YEAR"""

_TIES = """
    CREATE OR REPLACE TEMP TABLE cites AS
    SELECT f.unit_id, f.firm_id, s.event_id, array_to_string(list_sort(list(DISTINCT c.cited_id)), ', ') AS cites
    FROM cited c JOIN sources s ON s.patent_id = c.cited_id
    JOIN focal f ON f.unit_id = c.unit_id AND f.firm_id = s.firm_id GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE names_licensed AS
    SELECT f.unit_id, f.firm_id, l.event_id, array_to_string(list_sort(list(DISTINCT c.cited_id)), ', ') AS named
    FROM cited c JOIN named n ON n.named_id = c.cited_id
        OR n.named_id = regexp_replace(c.cited_id, '[A-Z][0-9]?$', '')
    JOIN linking l USING (event_id) JOIN focal f ON f.unit_id = c.unit_id AND f.firm_id = l.firm_id GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE pens AS
    WITH told AS MATERIALIZED (
        SELECT i.unit_id, f.firm_id, s.event_id, u.filed, i.name_key, i.name, i.actors, i.short
        FROM unit_inventors i JOIN focal f USING (unit_id) JOIN units u USING (unit_id)
        JOIN (SELECT DISTINCT event_id, firm_id, name_key FROM partner_signatures) s
            ON s.name_key = i.name_key AND s.firm_id = f.firm_id)
    SELECT t.unit_id, t.firm_id, t.event_id, s.signed_on AS inventor_filed, t.name AS inventors,
           t.actors AS inventor_groups, t.short AS inventor_short
    FROM told t ASOF JOIN partner_signatures s ON s.event_id = t.event_id AND s.firm_id = t.firm_id
        AND s.name_key = t.name_key AND s.signed_on <= t.filed
    QUALIFY row_number() OVER (PARTITION BY t.unit_id, t.firm_id, t.event_id
                               ORDER BY t.short, t.actors, s.signed_on DESC, t.name) = 1;
    CREATE OR REPLACE TEMP TABLE direct AS
    SELECT unit_id, firm_id, event_id FROM cites UNION SELECT unit_id, firm_id, event_id FROM names_licensed
    UNION SELECT unit_id, firm_id, event_id FROM pens"""

# Fields are met firm by firm: by field alone, every firm's patents would meet every other firm's events.
_IN_FIELD = """
    CREATE OR REPLACE TEMP TABLE near_in_field AS
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT l.event_id, l.firm_id, l.date, e.field FROM linking l JOIN fields e USING (event_id)),
    filings AS MATERIALIZED (
        SELECT f.unit_id, f.firm_id, u.filed, x.field
        FROM focal f JOIN units u USING (unit_id) JOIN unit_fields x USING (unit_id)
        WHERE (f.firm_id, x.field) IN (SELECT (firm_id, field) FROM asked)),
    met AS (
        SELECT unit_id, firm_id, event_id, field FROM filings JOIN asked USING (firm_id, field)
        WHERE filed BETWEEN date AND date + INTERVAL {years} YEAR
        UNION
        SELECT unit_id, firm_id, event_id, field
        FROM direct JOIN filings USING (unit_id, firm_id) JOIN asked USING (event_id, firm_id, field)
        WHERE filed >= date)
    SELECT m.unit_id, m.firm_id, m.event_id, array_to_string(list_sort(list(m.field)), ', ') AS shared,
           min(coalesce(q.before, DATE '1000-01-01')::VARCHAR || m.field) FILTER (q.unit_id IS NOT NULL) AS first
    FROM met m LEFT JOIN first_filings q USING (unit_id, firm_id, field) GROUP BY ALL"""

_TABLE = """
    CREATE OR REPLACE TEMP TABLE links AS
    WITH every AS (
        SELECT unit_id, firm_id, event_id FROM direct UNION SELECT unit_id, firm_id, event_id FROM near_in_field),
    about AS (
        SELECT event_id, kind, firm_id, min(date) AS date,
               array_to_string(list_sort(list(DISTINCT partner)), ', ') AS partner,
               list_distinct(list(owner_territory)) AS territories
        FROM linking GROUP BY ALL),
    asked AS (SELECT event_id, string_agg(field, ', ' ORDER BY field) AS fields FROM fields GROUP BY ALL)
    SELECT e.unit_id, e.firm_id, e.event_id AS event, a.kind, a.date,
           coalesce(a.partner, 'a source not named') AS partner,
           a.territories, u.filed, k.fields, n.shared, n.first, c.cites, d.named, p.inventors, p.inventor_filed,
           p.inventor_groups, p.inventor_short
    FROM every e JOIN about a USING (event_id, firm_id) JOIN units u USING (unit_id)
    LEFT JOIN asked k USING (event_id) LEFT JOIN cites c USING (unit_id, firm_id, event_id)
    LEFT JOIN names_licensed d USING (unit_id, firm_id, event_id) LEFT JOIN pens p USING (unit_id, firm_id, event_id)
    LEFT JOIN near_in_field n USING (unit_id, firm_id, event_id) WHERE u.filed >= a.date"""


def prepare_links(connection):
    """Lay out which events the links lead to; after `prepare_patents` on the same connection."""
    events = connection.sql("SELECT event_id, technology, description, note FROM events").df()
    connection.register("event_field", event_fields(events))
    connection.register("named", named_patents(events))
    connection.execute(";".join([_EVENTS, _SOURCES, _FIRST, _PENS]))


def lay_ties(connection):
    """Lay out the links of a block that citations and inventors make, after `lay_patents`."""
    connection.execute(_TIES)


def longest_window(choices):
    """Years after an event for which links by field are needed under these choices."""
    return max(int(choices[name]) for name in _FIELD_WINDOWS)


def lay_links(connection, years):
    """Make the table `links`, with links by field up to so many years after the event."""
    connection.execute(f"{_IN_FIELD.format(years=int(years))};{_TABLE}")


def within(years, start="date", filed="filed"):
    """SQL: filed no later than so many years after the start; the last day counts."""
    return f"({filed} <= {start} + INTERVAL {int(years)} YEAR)"


def bought(where, choices):
    """SQL: filed by a unit bought `abroad` or at `home`, from the day of control to the end of the window."""
    return f"coalesce({within(choices['acquisition_window_years'], f'acquired_{where}_on', 'date')}, false)"


def distinctive(whose, choices):
    """The condition, in words and in SQL, that an inventor's name tells a person."""
    groups = int(choices["inventor_name_groups"])
    words = f"on patents of at most {groups} group{'' if groups == 1 else 's'}"
    if choices["short_pinyin_names"]:
        return f"the name tells a person ({words})", f"({whose}_groups <= {groups})"
    return (f"the name tells a person ({words}, longer than two syllables of pinyin)",
            f"({whose}_groups <= {groups} AND NOT {whose}_short)")


def best_links(kind, choices):
    """SQL: the one event of a kind that most speaks for, per unit and focal firm; the latest where two are as good."""
    listed = ", ".join(f"'{name}'" for name in sorted({*choices["cross_border_territories"], "unknown"}))
    return f"""
        SELECT unit_id, firm_id, partner, event, date, fields, shared, cites, named, inventors, inventor_filed,
               inventor_groups, inventor_short, {_first(choices)} AS first_field
        FROM links WHERE kind = '{kind}'
            AND (list_has_any(territories, [{listed}]) OR len(list_filter(territories, lambda t: t IS NOT NULL)) = 0)
        QUALIFY row_number() OVER (PARTITION BY unit_id, firm_id ORDER BY {_rank(kind, choices)} DESC, date DESC, event)
            = 1"""


def _first(choices):
    years = int(choices["first_filing_years"])
    return f"CASE WHEN first[:10]::DATE < filed - INTERVAL {years} YEAR THEN first[11:] END"


def _rank(kind, choices):
    """SQL: how many of the conditions of the rules for this kind of link hold; a full rule beats a near one."""
    field, cites = "(shared IS NOT NULL)::INT", "(cites IS NOT NULL)::INT"
    if kind == "import":
        first = f"coalesce({_first(choices)} IS NOT NULL, false)"
        long, short = (within(choices[f"absorption_{name}window_years"]) for name in ("", "field_"))
        return (f"(10 * (named IS NOT NULL AND {long})::INT + {short}::INT + {field} "
                f"+ (cites IS NOT NULL OR {first})::INT)")
    rare = distinctive("inventor", choices)[1]
    if kind == "alliance":
        active = within(choices["alliance_tail_years"])
        return f"({active}::INT + {field} + (cites IS NOT NULL OR coalesce({rare}, false))::INT)"
    years = int(choices["target_inventor_years"])
    signed = f"coalesce(inventor_filed >= date - INTERVAL {years} YEAR AND {rare}, false)"
    return (f"(2 * {within(choices['acquisition_window_years'])}::INT + greatest(2 * {signed}::INT, "
            f"{field} + {cites}))")
