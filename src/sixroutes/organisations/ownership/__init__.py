"""Who owned whom on a day: dated intervals of ownership, which of them give control, and the climb to the top owner."""

from .climbing import climb, group_at
from .doubts import ownership_doubts
from .intervals import ownership_table

__all__ = ["climb", "group_at", "ownership_doubts", "ownership_table"]
