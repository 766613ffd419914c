"""Raw names to organisations, in every script. The flow: text, parts, spelling, scripts, linking, resolving."""

from .overrides import check_overrides
from .resolving import FACTS, NEW, harmonise, name_key, resolve
from .review import review_table

__all__ = ["FACTS", "NEW", "check_overrides", "harmonise", "name_key", "resolve", "review_table"]
