"""What does each export say? Patents, events and claims as tables, every row of every file accounted for.

`read` takes one patent file of any known layout, `read_event_file` one event file; `read_events` and `read_claims` take
curated frames; `read_study` does all that one study needs; `fetch_patentsview` gets bulk tables, and only when it is
called. A layout of patents is one module of `patents/` (see `rooms`), a layout of events one of `deals/`.
"""

from .deals import read_event_file, write_template
from .describing import describe_file
from .events import read_claims, read_events
from .facts import check_facts, load_facts
from .fetching import fetch_patentsview, fetch_wheel_member
from .layout import Tables
from .reading import is_table_set, read, rooms
from .stage import read_study

__all__ = ["Tables", "check_facts", "describe_file", "fetch_patentsview", "fetch_wheel_member", "is_table_set",
           "load_facts", "read", "read_claims", "read_event_file", "read_events", "read_study", "rooms",
           "write_template"]
