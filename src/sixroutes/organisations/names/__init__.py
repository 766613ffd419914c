"""Raw names to organisations, in every script. The flow: text, parts, spelling, scripts, linking, resolving."""

from .dated import ALWAYS, OUTSIDE, at_dates
from .deciding import add_decisions
from .overrides import check_overrides, unmet
from .resolving import FACTS, NEW, harmonise, name_key, resolve
from .review import review_table
from .review_files import read_review, write_review

__all__ = ["ALWAYS", "FACTS", "NEW", "OUTSIDE", "add_decisions", "at_dates", "check_overrides", "harmonise", "name_key",
           "read_review", "resolve", "review_table", "unmet", "write_review"]
