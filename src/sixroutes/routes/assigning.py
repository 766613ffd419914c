"""From what the rules found to the routes of each unit: best level, several routes, several clusters."""

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from ..tables import database
from .features import event_features, patent_features
from .rules import match, rooms


def assign(patents, applicant_groups, inventors, citations, events, partner_groups, ownership, choices):
    """The routes of every patent family and counted event, with the evidence behind them.

    Parameters
    ----------
    patents, inventors, citations, events : tables of `sources`.
    applicant_groups, partner_groups, ownership : tables of `organisations`.
    choices : the study's scholarly choices, see `config/studies/*.yaml`.

    Returns
    -------
    dict with the tables `evidence` (every rule that fired) and `assignments` (what is counted). Per unit, the best
    level present decides; its weight is 1, split over the focal firms' clusters (1/g), over the firms of a cluster,
    and over the routes matched (1/k): METHODS of the design, section 3.

    Raises
    ------
    InputError : a unit has no date that its rules need, or its weights do not sum to one.
    """
    parts = [assign_events(events, partner_groups, ownership, choices)]
    features = patent_features(patents, applicant_groups, inventors, citations, events, partner_groups, choices)
    parts.append(_assign_kind("patent", features, choices))
    return {"evidence": _stack([part[0] for part in parts], "evidence"),
            "assignments": _stack([part[1] for part in parts], "assignments")}


def assign_events(events, partner_groups, ownership, choices):
    """Evidence and assignments of the counted events alone."""
    return _assign_kind("event", event_features(events, partner_groups, ownership, choices), choices)


def _assign_kind(kind, features, choices):
    if features.empty:
        return _stack([], "evidence"), _stack([], "assignments")
    rules = rooms(choices, kind)
    # Original R&D is what a firm does where no other of the six is documented, `other` what is left after all six.
    fired = match(features, [rule for rule in rules if rule.route not in ("original", "other")])
    for residual in ("original", "other"):
        more = match(_undecided(features, fired), [rule for rule in rules if rule.route == residual])
        fired = pd.concat([fired, more], ignore_index=True)
    order = pd.DataFrame({"rule": [rule.id for rule in rules], "rule_order": range(len(rules))})
    with database(fired=fired, features=features, ruling=order) as connection:
        connection.sql(_BEST)
        evidence = connection.sql("SELECT * EXCLUDE (rule_order, best) FROM ranked ORDER BY ALL").df()
        assignments = connection.sql(_WEIGHTS).df()
    _check_weights(assignments)
    return evidence, assignments


def _undecided(features, matches):
    """Units without evidence of level A, B or D so far; C is context and decides nothing."""
    decided = matches.loc[matches["level"] != "C", ["unit_id", "firm_id"]].drop_duplicates()
    merged = features.merge(decided, how="left", indicator="found")
    return merged[merged["found"] == "left_only"].drop(columns="found")


# ASSUME: Inventions are the headline; utility models, designs and plant patents are assigned and shown, not counted.
# Best level per unit and firm; C is context and never decides.
_BEST = """
CREATE TEMP TABLE ranked AS
WITH f AS (SELECT fired.*, ruling.rule_order FROM fired JOIN ruling USING (rule)),
     best AS (SELECT unit_id, firm_id, min(level) FILTER (level <> 'C') AS best FROM f GROUP BY ALL)
SELECT f.*, best.best, f.level = best.best AND best.best IN ('A', 'B') AND x.countable AS counted
FROM f JOIN best USING (unit_id, firm_id) JOIN features x USING (unit_id, firm_id)"""

_WEIGHTS = """
WITH chosen AS (
    SELECT DISTINCT ON (unit_id, firm_id, route) * FROM ranked WHERE level = best
    ORDER BY unit_id, firm_id, route, rule_order),
routes AS (SELECT unit_id, firm_id, count(*) AS k FROM chosen GROUP BY ALL),
firms AS (SELECT unit_id, cluster_id, count(DISTINCT firm_id) AS firms FROM chosen GROUP BY ALL),
clusters AS (SELECT unit_id, count(DISTINCT cluster_id) AS g FROM chosen GROUP BY ALL)
SELECT c.unit_id, c.unit_kind, c.firm_id, c.group_id, c.cluster_id, x.evidence_base, x.date, x.year, c.route, c.subtype,
       c.level, 1.0 / g / firms / k AS weight, c.counted, c.rule, c.reason
FROM chosen c JOIN routes USING (unit_id, firm_id) JOIN firms USING (unit_id, cluster_id) JOIN clusters USING (unit_id)
JOIN features x USING (unit_id, firm_id) ORDER BY c.unit_id, c.firm_id, c.route"""


def _stack(frames, name):
    contract = CONTRACTS[name]
    if not frames:
        return check(pd.DataFrame({column: [] for column in contract.columns}), contract)
    return check(pd.concat(frames, ignore_index=True), contract)


def _check_weights(assignments):
    sums = assignments.groupby("unit_id")["weight"].sum()
    wrong = sums[(sums - 1).abs() > 1e-9]
    if len(wrong):
        raise InputError(f"the weights of unit {wrong.index[0]} sum to {wrong.iloc[0]:.6f}, not 1",
                         file="assignments", remedy="see which rules fired: sixroutes explain " + wrong.index[0])
