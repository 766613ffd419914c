"""What a rule is, and how all rules of all rooms are put to all units.

A rule is data: named conditions over the columns of `features`, so that a referee can read it, and so that
`explain` can say which condition failed. The rooms (`original.py`, `absorption.py` …) hold the rules.
"""

import re
from dataclasses import dataclass, field
from importlib import import_module

from ..vocabulary import ROUTES

# The level of a rule that is as good as the record behind it (events: B or D, see `sources`).
RECORD = "record"
# What stands in the place of an original rule's missing condition where other routes have evidence.
RESIDUAL = "no other of the six routes has evidence"


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


def fired(rule, columns=None):
    """SQL: one row per unit and focal firm for which a rule holds; with `columns`, why and what the rule looked at."""
    words = "NULL::VARCHAR AS fields, NULL::VARCHAR AS reason"
    if columns:
        words = f"{_fields(rule, columns)} AS fields, {rule.reason_sql} AS reason"
    return f"""
        SELECT {_head(rule)}, true AS fired, NULL::VARCHAR AS missing, {words} FROM features WHERE {rule.holds}"""


def nearly(rule, columns):
    """SQL: one row per unit and focal firm for which a rule is one condition short.

    The first condition of a rule says what it is about and must hold. A rule of a single condition, a rule of level C
    and a residual are never nearly met, nor is any by an event in which nobody else is named; own work that is held
    back by another route is.
    """
    if rule.route == "original":
        held_back = f"({rule.holds}) AND NOT residual"
        return _near(rule, columns, held_back, _quoted(RESIDUAL))
    if rule.level == "C" or rule.route == "other" or len(rule.conditions) < 2:
        return None
    first, *rest = (f"coalesce(({expression}), false)" for expression in rule.conditions.values())
    words = list(rule.conditions)[1:]
    missing = " ".join(f"WHEN NOT {test} THEN {_quoted(word)}" for test, word in zip(rest, words, strict=True))
    asked = " AND parties > 0" if rule.unit_kind == "event" else ""
    one_short = " + ".join(f"{test}::INT" for test in rest)
    return _near(rule, columns, f"{first} AND {one_short} = {len(rest) - 1}{asked}", f"CASE {missing} END")


def _near(rule, columns, test, missing):
    return f"""
        SELECT {_head(rule)}, false AS fired, {missing} AS missing, {_fields(rule, columns)} AS fields,
               'Nearly: would also need that ' || {missing} || '.' AS reason FROM features WHERE {test}"""


def _head(rule):
    return (f"unit_id, unit_kind, firm_id, group_id, cluster_id, '{rule.route}' AS route, "
            f"{_quoted(rule.subtype)} AS subtype, {_level(rule)} AS level, '{rule.id}' AS rule")


def _fields(rule, columns):
    """SQL: the values that a rule looked at and that its reason names, as one JSON object."""
    words = re.findall(r"\w+", rule.holds + " ") + re.findall(r"\{(\w+)\}", rule.reason)
    used = [name for name in dict.fromkeys(words) if name in columns]
    return "json_object(" + ", ".join(f"'{name}', {name}::VARCHAR" for name in used) + ")::VARCHAR"


def _quoted(text):
    return "NULL::VARCHAR" if text is None else "'" + text.replace("'", "''") + "'"


def _level(rule):
    return "record_level" if rule.level == RECORD else f"'{rule.level}'"
