"""Events out of files: the template for hand-coded events, and exports of deal databases.

`read_event_file` gives the tables of a study; `read` looks at a file alone. A layout is one module of this folder (see
`reading.rooms`): it says what the file says. What is alike for all deals stands beside: how cells are read (`cells`,
`headers`, `sheets`), who is a firm of the study (`firms`), which event type a deal is (`coding`), how deals become
tables (`shape`, `rows`, `exports`, `booking`), and which of them the study has already (`twins`).
"""

from .reading import looks_like_events, read, read_event_file, rooms, understood
from .template_writing import write_template
from .twins import settle_twins

__all__ = ["looks_like_events", "read", "read_event_file", "rooms", "settle_twins", "understood",
           "write_template"]
