"""The institutional sector of a name, by ordered rules, and how sure it is.

`rules` is the table of rules, `persons` those for names of persons, `writing` brings a name into one way of writing,
`evidence` asks the rules.
"""

from .evidence import CERTAINTIES, sector, sector_evidence

__all__ = ["CERTAINTIES", "sector", "sector_evidence"]
