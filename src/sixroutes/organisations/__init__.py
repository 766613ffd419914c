"""Who is who, and who owned whom when? Raw names become organisations with sector, country and owner on a date.

`harmonise`, `sector` and `sector_evidence` take names; `group_at` takes an organisation and a day; `harmonise_study`
does all that one study needs. `write_review`, `read_review` and `add_decisions` are the way of names to a person and
back.
"""

from .names import add_decisions, harmonise, read_review, write_review
from .ownership import group_at, ownership_doubts, ownership_table
from .sectors import sector, sector_evidence
from .stage import harmonise_study, unmet_names

__all__ = ["add_decisions", "group_at", "harmonise", "harmonise_study", "ownership_doubts", "ownership_table",
           "read_review", "sector", "sector_evidence", "unmet_names", "write_review"]
