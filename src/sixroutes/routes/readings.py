"""Every defensible reading of the evidence: all units assigned again under each combination of other choices.

A *reading* takes one option of each dimension that a study lists under `multiverse`; the first reading of each kind of
unit is the study's own. Readings share what they share: patents are laid out once, events once for each way to code
them, and nobody is told why.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check, empty
from .assigning import WEIGHTS, decide
from .preparing import prepare_event_units, prepare_patent_units

AS_CHOSEN = "as chosen"


@dataclass(frozen=True)
class Option:
    """One option of a dimension: what it makes of the events, of the study's choices, and which units it keeps."""

    name: str = AS_CHOSEN
    recode: object = None
    choose: dict = field(default_factory=dict, hash=False)
    keep: str = "true"


def _other_types(events):
    return events.assign(event_type=events["alternative_type"].fillna(events["event_type"]))


def _clause(answer):
    return lambda events: events.assign(technology_content=events["technology_content"].replace("unclear", answer))


def _window(years, *names):
    return Option(str(years), choose={f"{name}_window_years": years for name in names})


_TERRITORY = (Option("hmt_abroad", choose={"cross_border_territories": ["foreign", "hmt"], "territory_by": "owner"}),
              Option("hmt_domestic", choose={"cross_border_territories": ["foreign"], "territory_by": "owner"}))
DIMENSIONS = {
    "event": {
        "event_types": (Option("other", recode=_other_types),),
        "technology_clause": (Option("present", recode=_clause("yes")), Option("absent", recode=_clause("no"))),
        "territory": _TERRITORY,
        "window": tuple(_window(years, "acquisition") for years in (3, 5, 10)),
        "consortia": (Option("counted", choose={"national_consortia_are_cluster_partnership": True}),
                      Option("shown", choose={"national_consortia_are_cluster_partnership": False})),
        "programmes": (Option("counted", choose={"programmes_are_research_partnership": True}),
                       Option("shown", choose={"programmes_are_research_partnership": False})),
        "units": (Option("verified", keep="verified = 'yes'"), Option("unarguable", keep="alternative_type IS NULL")),
    },
    "patent": {
        "territory": (*_TERRITORY, Option("by_address", choose={"territory_by": "address"})),
        "window": tuple(_window(years, "acquisition", "absorption", "absorption_field") for years in (3, 5, 10)),
        "kinds": (Option("inventions", choose={"counted_kinds": ["invention"]}),
                  Option("all", choose={"counted_kinds": ["invention", "utility", "design", "plant", "other"]})),
        "levels": (Option("A", choose={"counted_levels": ["A"]}), Option("A-B", choose={"counted_levels": ["A", "B"]}),
                   Option("A-C", choose={"counted_levels": ["A", "B", "C"]})),
    },
}


def assign_readings(patents, applicant_groups, inventors, citations, events, partner_groups, ownership, choices,
                    multiverse, classifications=None, linked_groups=None):
    """What each reading chooses, and what it finds.

    Parameters
    ----------
    patents ... ownership, choices, classifications, linked_groups : as for `assign`.
    multiverse : {"event": {dimension: [option, ...]}, "patent": {...}}, see DIMENSIONS; an option that the study has
        chosen itself is no other reading.

    Returns
    -------
    dict with `readings` (one row each) and `reading_weights`: one row per reading, year, profile, cluster and route. A
    *profile* is what units have in common that any counting asks for, their routes and weights in each cluster;
    `n_units` units have it. So the table grows with readings and patterns, not with units.

    Raises
    ------
    InputError : unknown dimension or option.
    """
    @cache
    def coded(*recodings):
        changed = events
        for recode in recodings:
            changed = recode(changed)
        return prepare_event_units(changed, partner_groups, ownership)

    found = [(reading, _weights(coded(*(one.recode for one in reading.values() if one.recode)), reading, choices))
             for reading in readings("event", multiverse, choices)]
    if len(patents):
        units = prepare_patent_units(patents, applicant_groups, inventors, citations, events, partner_groups, ownership,
                                     classifications, linked_groups)
        found += [(reading, _weights(units, reading, choices)) for reading in readings("patent", multiverse, choices)]
    return _stacked(found)


def readings(kind, multiverse, choices):
    """Every combination of options for one kind of unit, as {dimension: Option}, the study's own first."""
    listed = multiverse.get(kind, {})
    for dimension in listed:
        if dimension not in DIMENSIONS[kind]:
            raise InputError(f"unknown dimension {dimension!r}", file="multiverse", column=kind,
                             expected="one of " + ", ".join(DIMENSIONS[kind]))
    sides = [_options(kind, dimension, listed.get(dimension, []), choices) for dimension in DIMENSIONS[kind]]
    return [dict(zip(DIMENSIONS[kind], combination, strict=True)) for combination in product(*sides)]


def _options(kind, dimension, names, choices):
    known = {option.name: option for option in DIMENSIONS[kind][dimension]}
    unknown = [str(name) for name in names if str(name) not in known]
    if unknown:
        raise InputError(f"unknown option {unknown[0]!r}", file="multiverse", column=f"{kind}.{dimension}",
                         expected="one of " + ", ".join(known))
    others = [known[str(name)] for name in names]
    return [Option(), *(one for one in others if not (one.choose and one.choose.items() <= choices.items()))]


def _weights(units, reading, choices):
    """The profiles of all counted units under one reading."""
    chosen = dict(choices)
    for option in reading.values():
        chosen |= option.choose
    if not _serves(units.decided, chosen):
        decide(units, chosen, explained=False)
    source = "events" if units.kind == "event" else "patents"
    keep = " AND ".join(option.keep for option in reading.values())
    levels = ", ".join(f"'{level}'" for level in chosen["counted_levels"])
    return units.frame(_PROFILES.format(source=source, name=f"{units.kind}_id", keep=keep, levels=levels,
                                        weights=WEIGHTS))


def _serves(decided, chosen):
    """Whether what was decided last can be told from: the same choices, and no level counts that did not then.

    C decides only where it counts, so that with or without it the routes themselves may differ.
    """
    if decided is None or {**decided, "counted_levels": None} != {**chosen, "counted_levels": None}:
        return False
    then, now = set(decided["counted_levels"]), set(chosen["counted_levels"])
    return now <= then and ("C" in now) == ("C" in then)


# In the founding paper's own body of evidence all levels count: its word is what is being replicated.
_PROFILES = """
WITH weighed AS ({weights}),
parts AS (
    SELECT unit_id, evidence_base, year, cluster_id, route, round(sum(weight), 12) AS weight FROM weighed
    WHERE (counted AND level IN ({levels}) OR evidence_base = 'founding_paper')
    AND unit_id IN (SELECT {name} FROM {source} WHERE {keep}) GROUP BY ALL),
units AS (
    SELECT unit_id, evidence_base, year, list({{'c': cluster_id, 'r': route, 'w': weight}} ORDER BY cluster_id, route)
        AS profile FROM parts GROUP BY ALL),
profiles AS (SELECT evidence_base, year, profile, count(*) AS n_units FROM units GROUP BY ALL),
numbered AS (SELECT *, row_number() OVER (ORDER BY evidence_base, year, profile) - 1 AS number FROM profiles)
SELECT number AS profile, evidence_base, year, part.c AS cluster_id, part.r AS route, part.w AS weight, n_units
FROM (SELECT * EXCLUDE (profile), unnest(profile) AS part FROM numbered) ORDER BY ALL"""


def _stacked(found):
    named, weights = [], []
    for number, (reading, frame) in enumerate(found):
        kind = "event" if "event_types" in reading else "patent"
        named.append({"reading": number, "unit_kind": kind, **{name: one.name for name, one in reading.items()}})
        weights.append(frame.assign(reading=number))
    frames = {"readings": pd.DataFrame(named, columns=list(CONTRACTS["readings"].columns)),
              "reading_weights": pd.concat(weights, ignore_index=True) if weights else empty("reading_weights")}
    return {name: check(frame, CONTRACTS[name]) for name, frame in frames.items()}
