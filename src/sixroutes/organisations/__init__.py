"""Who is who, and who owned whom when? Raw names become organisations with sector, country and owner on a date.

`harmonise`, `sector` and `sector_evidence` take names; `group_at` takes an organisation and a day; `harmonise_study`
does all that one study needs.
"""

from .names import harmonise
from .ownership import group_at, ownership_doubts, ownership_table
from .sectors import sector, sector_evidence
from .stage import harmonise_study

__all__ = ["group_at", "harmonise", "harmonise_study", "ownership_doubts", "ownership_table", "sector",
           "sector_evidence"]
