"""The same events under choices that a second researcher could defend: what the robustness analysis compares."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .assigning import assign_events


def _other_types(events, choices):
    other = events["alternative_type"].notna()
    return events.assign(event_type=events["alternative_type"].where(other, events["event_type"])), choices


def _domestic_hmt(events, choices):
    return events, {**choices, "cross_border_territories": ["foreign"]}


def _unclear_as_technology(events, choices):
    return events.assign(technology_content=events["technology_content"].replace("unclear", "yes")), choices


def _unclear_as_none(events, choices):
    return events.assign(technology_content=events["technology_content"].replace("unclear", "no")), choices


def _window(years):
    return lambda events, choices: (events, {**choices, "acquisition_window_years": years})


def _consortia_count(events, choices):
    return events, {**choices, "national_consortia_are_cluster_partnership": True}


def _programmes_as_partnership(events, choices):
    return events, {**choices, "programmes_are_research_partnership": True}


# Each takes the events and the choices and returns both, changed.
VARIANTS = {
    "arguable types the other way": _other_types,
    "Hong Kong, Macao and Taiwan as domestic": _domestic_hmt,
    "undocumented technology clause as present": _unclear_as_technology,
    "undocumented technology clause as absent": _unclear_as_none,
    "window of 3 years": _window(3),
    "window of 10 years": _window(10),
    "national consortia as cluster partnership": _consortia_count,
    "government programmes as research partnership": _programmes_as_partnership,
}


def assign_variants(events, partner_groups, ownership, choices):
    """The events' assignments under each variant, stacked, with the variant's name in front.

    Returns
    -------
    dict with the table `variants`.
    """
    frames = []
    for name, change in VARIANTS.items():
        changed, chosen = change(events, choices)
        assignments = assign_events(changed, partner_groups, ownership, chosen)[1]
        frames.append(assignments.assign(variant=name))
    return {"variants": check(pd.concat(frames, ignore_index=True), CONTRACTS["variants"])}
