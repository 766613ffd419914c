"""What a rule is, and how all rules of all rooms are put to all units.

A rule is data: named conditions over the columns of `features`, so that a referee can read it, and so that
`explain` can say which condition failed. The rooms (`original.py`, `absorption.py` …) hold the rules.
"""

import re
from dataclasses import dataclass, field
from importlib import import_module

import pandas as pd

from ..tables import database
from ..vocabulary import ROUTES

# The level of a rule that is as good as the record behind it (events: B or D, see `sources`).
RECORD = "record"
MATCH_COLUMNS = ["unit_id", "unit_kind", "firm_id", "group_id", "cluster_id", "route", "subtype", "level", "rule",
                 "reason"]


@dataclass(frozen=True)
class Rule:
    """One way to recognise a route.

    Parameters
    ----------
    id : ``route.unit.name``; the route and the kind of unit are read off it.
    level : A, B, C or RECORD.
    conditions : what must hold, as {words: SQL expression over the columns of `features`}.
    reason : the sentence for a unit that meets them; ``{column}`` stands for the unit's value.
    subtype : finer kind within the route.

    >>> rule = Rule("original.event.own", RECORD, {"own": "true"}, "Own work.")
    >>> rule.route, rule.unit_kind
    ('original', 'event')
    """

    id: str
    level: str
    conditions: dict = field(hash=False)
    reason: str
    subtype: str | None = None

    @property
    def route(self):
        return self.id.split(".")[0]

    @property
    def unit_kind(self):
        return self.id.split(".")[1]

    @property
    def holds(self):
        """All conditions as one SQL expression."""
        return " AND ".join(f"({expression})" for expression in self.conditions.values())

    @property
    def reason_sql(self):
        """The reason as an SQL expression that fills in the unit's values."""
        parts = re.split(r"\{(\w+)\}", self.reason)
        quoted = [f"coalesce({part}::VARCHAR, '?')" if place % 2 else "'" + part.replace("'", "''") + "'"
                  for place, part in enumerate(parts)]
        # A name that ends in a full stop (Co., Ltd.) ends the sentence as well.
        return "regexp_replace(concat(" + ", ".join(quoted) + r"), '\.\.$', '.')"


def rooms(choices, unit_kind):
    """All rules for one kind of unit, room by room in the order of the six routes; `other` comes last."""
    return [rule for route in ROUTES for rule in import_module(f"sixroutes.routes.{route}").rules(choices)
            if rule.unit_kind == unit_kind]


def match(features, rules):
    """Every (unit, firm, rule) that holds, with level and reason.

    Parameters
    ----------
    features : one row per unit and focal firm, see `features.py`.
    rules : rules for this kind of unit.

    Returns
    -------
    DataFrame with MATCH_COLUMNS, one row per unit, firm and rule that fired.
    """
    if not rules or features.empty:
        return pd.DataFrame(columns=MATCH_COLUMNS, dtype="str")
    selects = [
        f"""SELECT unit_id, unit_kind, firm_id, group_id, cluster_id, '{rule.route}' AS route,
                   {_quoted(rule.subtype)} AS subtype, {_level(rule)} AS level, '{rule.id}' AS rule,
                   {rule.reason_sql} AS reason
            FROM features WHERE {rule.holds}""" for rule in rules]
    with database(features=features) as connection:
        return connection.sql(" UNION ALL ".join(selects) + " ORDER BY unit_id, firm_id, rule").df()


def _quoted(text):
    return "NULL::VARCHAR" if text is None else f"'{text}'"


def _level(rule):
    return "record_level" if rule.level == RECORD else f"'{rule.level}'"
