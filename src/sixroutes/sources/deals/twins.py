"""Deals that the study has from another body already: the same firm, type, partner and year."""

import pandas as pd

from ...schemas import CONTRACTS, check
from .firms import name_keys
from .template import FORMAT as TEMPLATE


def settle_twins(parts):
    """The bodies of events of a study, with the deals that another body has as twins of its events.

    Parameters
    ----------
    parts : dicts of `events`, `partners`, `account`, in the order of the study; exports are known by the format of
        their account. An export gives way to what was coded by hand, and to exports before it.

    Returns
    -------
    The same dicts; a twin keeps its row with status `twin`, and its account counts it as a duplicate.
    """
    first = [part for part in parts if not _is_export(part)]
    settled = {}
    for place in [number for number, part in enumerate(parts) if _is_export(part)]:
        settled[place] = _without_twins(parts[place], [*first, *settled.values()])
    return [settled.get(place, part) for place, part in enumerate(parts)]


def _is_export(part):
    # The tables of the facts and the template were coded by hand.
    return not part["account"]["format"].isin([TEMPLATE, "facts_events", "facts_claims"]).all()


# ASSUME: A deal of a database is the twin of an event that was coded by hand, or that an earlier file of the study has,
# where firm, event type and a partner's whole name but for the legal form agree and their years differ by one at most.
def _without_twins(part, others):
    mine, theirs = _keys(part), pd.concat([_keys(other) for other in others] or [_keys(part).iloc[:0]])
    pairs = mine.merge(theirs, on=["evidence_base", "firm", "event_type", "partner"], suffixes=("", "_other"))
    pairs = pairs.assign(apart=(pairs["date"] - pairs["date_other"]).abs())
    pairs = pairs[(pairs["year"] - pairs["year_other"]).abs() <= 1].sort_values(["event_id", "apart", "event_id_other"])
    twin_of = pairs.drop_duplicates("event_id").set_index("event_id")["event_id_other"]
    events, other = part["events"], part["events"]["event_id"].map(twin_of).astype("str")
    is_twin = other.notna()
    events = events.assign(twin_of=other, status=events["status"].mask(is_twin, "twin"),
                           status_reason=events["status_reason"].mask(is_twin, "the same event as " + other))
    account, twins = part["account"], int(is_twin.sum())
    if twins:
        account = account.assign(kept=account["kept"] - twins, duplicate=account["duplicate"] + twins,
                                 duplicate_of="an earlier row of the same deal, or an event of another file")
    return {**part, "events": check(events, CONTRACTS["events"]), "account": check(account, CONTRACTS["account"])}


def _keys(part):
    """The counted events with a year, one row for each partner under its plain name."""
    events = part["events"]
    events = events.loc[(events["status"] == "counted") & events["year"].notna(),
                        ["event_id", "evidence_base", "firm", "event_type", "date", "year"]]
    names = part["partners"].melt("event_id", ["raw_name", "raw_name_zh"], value_name="name").dropna(subset="name")
    names = names.assign(partner=[name_keys(name)[1] for name in names["name"]])
    return events.merge(names[["event_id", "partner"]].drop_duplicates(), on="event_id")
