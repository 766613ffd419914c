"""Made-up studies with planted routes: what is true is known, so the method can be measured against it.

`study` makes one, at any size, from a seed; `write_study` puts it into a folder as raw files; `recover` runs the stages
organisations, routes and indicators on it and compares; `coverage` does so many times.
"""

from .making import Study, study
from .noise import CLEAN, REALISTIC, Noise
from .recovery import coverage, recover
from .writing import write_study, write_tables

__all__ = ["CLEAN", "REALISTIC", "Noise", "Study", "coverage", "recover", "study", "write_study", "write_tables"]
