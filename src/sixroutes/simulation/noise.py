"""What goes wrong between the world and the tables, as shares."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Noise:
    """Each is the share of rows that it meets; 0 everywhere is a clean world.

    Parameters
    ----------
    names : names on patents that are not written as the facts write them.
    events : events that nobody documented; their rows are missing.
    citations : citations that the patent file lacks.
    partners : events whose partners are not named.
    """

    names: float = 0.0
    events: float = 0.0
    citations: float = 0.0
    partners: float = 0.0


CLEAN = Noise()
# ASSUME: A realistic made-up study writes three names in ten otherwise than the facts do, which is the share of firms
# that change name or owner in DISCERN (Arora, Belenzon and Sheer); it lacks a fifth of the events, a tenth of the
# citations and the partners of a tenth of the events. The last three are plain guesses, so results are given over a
# range of each.
REALISTIC = Noise(names=0.3, events=0.2, citations=0.1, partners=0.1)
