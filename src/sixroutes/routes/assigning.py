"""From what the rules found to the routes of each unit: best level, several routes, several clusters."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .acquired_stock import acquired_stock
from .doubts import route_doubts
from .preparing import prepare_event_units, prepare_patent_units
from .rules import fired, nearly, rooms

TABLES = ("evidence", "assignments", "runners_up")


def assign(patents, applicant_groups, inventors, citations, events, partner_groups, ownership, choices,
           classifications=None, linked_groups=None):
    """The routes of every patent family and counted event, with the evidence behind them.

    Parameters
    ----------
    patents, inventors, citations, events, classifications : tables of `sources`.
    applicant_groups, partner_groups, ownership, linked_groups : tables of `organisations`.
    choices : the study's scholarly choices, see `config/studies/*.yaml`.

    Each table is a frame or the path of its Parquet file; `stage.assign_study` goes from file to file, for studies that
    are larger than the memory.

    Returns
    -------
    dict with the tables `evidence` (every rule that fired or was one condition short), `assignments` (what is
    counted), `runners_up` (the next best route of each unit), `acquired_stock` and `route_doubts`. Per unit, the best
    level present decides; its weight is 1, split over the focal firms' clusters (1/g), over the firms of a cluster,
    and over the routes matched (1/k): METHODS of the design, section 3.

    Raises
    ------
    InputError : a table does not keep its contract.
    """
    prepared = prepare(patents, applicant_groups, inventors, citations, events, partner_groups, ownership,
                       classifications, linked_groups)
    made = assign_prepared(prepared, choices)
    return made | {"acquired_stock": acquired_stock(patents, applicant_groups),
                   "route_doubts": route_doubts(patents, applicant_groups, events, partner_groups, ownership, made)}


def prepare(patents, applicant_groups, inventors, citations, events, partner_groups, ownership, classifications=None,
            linked_groups=None, size=None):
    """What the rules look at, laid out once for `assign_prepared` under as many choices as one likes."""
    return [prepare_event_units(events, partner_groups, ownership),
            prepare_patent_units(patents, applicant_groups, inventors, citations, events, partner_groups, ownership,
                                 classifications, linked_groups, size)]


def assign_prepared(prepared, choices):
    """The tables of TABLES for units that `prepare` has laid out, under these choices."""
    pieces = list(assign_blocks(prepared, choices))
    return {name: check(pd.concat([piece[name] for piece in pieces], ignore_index=True), CONTRACTS[name])
            for name in TABLES}


def assign_blocks(prepared, choices):
    """The tables of TABLES, one block of patents at a time, each with the events whose names stand among theirs.

    Block after block they are in the order of `unit_id`, and each is small, however many units there are.
    """
    events, patents = prepared
    left = _assign_kind(events, choices)
    for block, last in enumerate(patents.last):
        patents.turn_to(block)
        made = _assign_kind(patents, choices)
        for name in TABLES:
            here = left[name]["unit_id"] <= last if block < len(patents.last) - 1 else left[name]["unit_id"].notna()
            made[name] = pd.concat([left[name][here], made[name]], ignore_index=True)
            left[name] = left[name][~here]
        yield made


def assign_events(events, partner_groups, ownership, choices):
    """Evidence and assignments of the counted events alone."""
    made = _assign_kind(prepare_event_units(events, partner_groups, ownership), choices)
    return tuple(check(made[name], CONTRACTS[name]) for name in ("evidence", "assignments"))


def _assign_kind(units, choices):
    decide(units, choices)
    return {"evidence": units.frame(_EVIDENCE), "assignments": units.frame(WEIGHTS),
            "runners_up": units.frame(_RUNNERS_UP)}


def decide(units, choices, explained=True):
    """Put all rules to all units: makes the table `ranked` that WEIGHTS reads.

    Unexplained, which takes a fraction of the time, it has no words, no fields and nothing that nearly fired.
    """
    rules, columns = rooms(choices, units.kind), units.features(choices)
    run = units.connection.execute
    decisive = ["A", "B", "D", *(level for level in choices["counted_levels"] if level == "C")]
    order = ", ".join(f"('{rule.id}', {place})" for place, rule in enumerate(rules))
    run(f"CREATE OR REPLACE TEMP TABLE ruling AS SELECT * FROM (VALUES {order}) AS t(rule, rule_order)")
    _find(run, rules, columns if explained else None, decisive)
    near = [query for query in (nearly(rule, columns) for rule in rules) if query] if explained else []
    run("CREATE OR REPLACE TEMP TABLE near AS " + (_union(near) or "SELECT * FROM found WHERE false"))
    run(_RANKED.format(decisive=_listed(decisive), counted=_listed(choices["counted_levels"])))
    units.decided = choices


def _find(run, rules, columns, decisive):
    # Original R&D is what a firm does where no other of the six is documented, `other` what is left after all six.
    run("CREATE OR REPLACE TEMP TABLE found AS " + _union(
        [fired(rule, columns) for rule in rules if rule.route not in ("original", "other")]))
    for residual in ("original", "other"):
        run(_UNDECIDED.format(decisive=_listed(decisive)))
        run(_RESIDUAL.format(found=_union(
            [f"{fired(rule, columns)} AND residual" for rule in rules if rule.route == residual])))


def _union(queries):
    return " UNION ALL ".join(f"({query})" for query in queries)


def _listed(levels):
    return "(" + ", ".join(f"'{level}'" for level in levels) + ")"


# The rules of `other` name what is left, one after the other: after the first that holds, nothing is left to name.
_RESIDUAL = """
INSERT INTO found SELECT f.* FROM ({found}) f JOIN ruling r USING (rule)
QUALIFY f.route <> 'other'
    OR row_number() OVER (PARTITION BY f.unit_id, f.firm_id, f.route ORDER BY r.rule_order) = 1"""

# A unit with evidence at a level that decides is no residual. C is context and decides only where it is counted.
_UNDECIDED = """
UPDATE features SET residual = false WHERE (unit_id, firm_id) IN (
    SELECT (unit_id, firm_id) FROM found WHERE level IN {decisive})"""

# ASSUME: Inventions are the headline; utility models, designs and plant patents are assigned and shown, not counted.
# Best level per unit and firm. What nearly fired is kept only for routes that have no evidence of a level that decides.
_RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
WITH best AS (SELECT unit_id, firm_id, min(level) FILTER (level IN {decisive}) AS best FROM found GROUP BY ALL)
SELECT f.*, r.rule_order, b.best, f.level = b.best AND b.best IN {counted} AND x.countable AS counted
FROM found f JOIN ruling r USING (rule) JOIN best b USING (unit_id, firm_id)
JOIN features x USING (unit_id, firm_id)
UNION ALL
SELECT n.*, r.rule_order, NULL, false FROM near n JOIN ruling r USING (rule)
WHERE NOT EXISTS (SELECT 1 FROM found f WHERE f.unit_id = n.unit_id AND f.firm_id = n.firm_id AND f.route = n.route
                  AND f.level IN {decisive})"""

_EVIDENCE = "SELECT * EXCLUDE (rule_order, best) FROM ranked ORDER BY unit_id, firm_id, rule"

WEIGHTS = """
WITH chosen AS (
    SELECT * FROM ranked WHERE fired AND level = best
    QUALIFY row_number() OVER (PARTITION BY unit_id, firm_id, route ORDER BY rule_order) = 1),
routes AS (SELECT unit_id, firm_id, count(*) AS k FROM chosen GROUP BY ALL),
firms AS (SELECT unit_id, cluster_id, count(DISTINCT firm_id) AS firms FROM chosen GROUP BY ALL),
clusters AS (SELECT unit_id, count(DISTINCT cluster_id) AS g FROM chosen GROUP BY ALL)
SELECT c.unit_id, c.unit_kind, c.firm_id, c.group_id, c.cluster_id, x.evidence_base, x.date, x.year, c.route, c.subtype,
       c.level, 1.0 / g / firms / k AS weight, c.counted, c.rule, c.reason
FROM chosen c JOIN routes USING (unit_id, firm_id) JOIN firms USING (unit_id, cluster_id) JOIN clusters USING (unit_id)
JOIN features x USING (unit_id, firm_id) ORDER BY c.unit_id, c.firm_id, c.route"""

# The next best route of a unit: evidence below the best level first, then context, then what is one condition short.
_RUNNERS_UP = """
SELECT unit_id, unit_kind, firm_id, cluster_id, route, level, rule, fired, missing
FROM ranked r WHERE route <> 'other' AND NOT EXISTS (
    SELECT 1 FROM ranked a WHERE a.unit_id = r.unit_id AND a.firm_id = r.firm_id AND a.route = r.route
    AND a.fired AND a.level = a.best)
QUALIFY row_number() OVER (PARTITION BY unit_id, firm_id ORDER BY NOT fired, level = 'C', level, rule_order) = 1
ORDER BY unit_id, firm_id"""
