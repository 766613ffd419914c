"""How much, how special, how changing, how robust: route usage and what follows from it, with intervals."""

from .change import change
from .diversity import diversity, hill
from .funnel import funnel
from .identification import identify
from .replication import replicate
from .robustness import robustness
from .specialisation import location_quotient, specialisation, symmetric
from .stage import measure
from .usage import usage
from .values import values

__all__ = ["change", "diversity", "funnel", "hill", "identify", "location_quotient", "measure", "replicate",
           "robustness", "specialisation", "symmetric", "usage", "values"]
