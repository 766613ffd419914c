"""The table of all rules, printed from the rooms: python -m sixroutes.routes.listing > docs/rules.md"""

from ..studies import SCHEMA, check_config
from ..vocabulary import ROUTES
from .rules import rooms

HEAD = """# All rules

Printed from `src/sixroutes/routes/` by `python -m sixroutes.routes.listing > docs/rules.md`, with the default choices
of a study; a test holds the two together. A rule fires when all its conditions hold. The level `record` is that of the
event's own record. What becomes of the rules that fire stands in [routes.md](routes.md).
"""
# A study that chooses nothing, so that every choice has its default.
DEFAULT = {"study": "default", "title": {"en": "", "zh": ""}, "as_of": "2000-01-01", "clusters": ["any"], "facts": "",
           "events": [], "periods": [{"name": "all", "first": 1978, "last": 2000}]}


def listing():
    """All rules as one Markdown text: a table per route, rules for events before those for patents."""
    choices = check_config(DEFAULT, SCHEMA, "default.yaml")["choices"]
    every = [rule for kind in ("event", "patent") for rule in rooms(choices, kind)]
    parts = [HEAD]
    for route, (name, _) in ROUTES.items():
        parts += [f"\n## {name} (`{route}`)\n", "| rule | level | subtype | holds when |", "|---|---|---|---|"]
        parts += [_row(rule) for rule in every if rule.route == route]
    return "\n".join(parts) + "\n"


def _row(rule):
    return f"| `{rule.id}` | {rule.level} | {rule.subtype or ''} | {'; '.join(rule.conditions)} |"


if __name__ == "__main__":
    print(listing(), end="")
