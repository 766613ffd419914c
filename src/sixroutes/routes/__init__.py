"""By which route, on what evidence? One room per route, each with the same small face: `rules(choices)`.

`assign` puts all rules to all patents and events; `explain` tells the case of one of them.
"""

from .assigning import assign
from .explaining import explain

__all__ = ["assign", "explain"]
