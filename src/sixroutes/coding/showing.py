"""What a coder sees of a unit: facts of the study, and nothing that the rules or the event's coding made of it."""

from pathlib import Path

import pandas as pd

from .. import tables
from ..vocabulary import SECTORS
from .words import MARKS, say


def load(study, processed=Path("data/processed")):
    """The tables of a built study that hand coding reads, by name.

    Raises
    ------
    InputError : the study is not built.
    """
    folder = Path(processed) / study
    names = {"routes": ["assignments"], "sources": ["events", "patents"],
             "organisations": ["partner_groups", "applicant_groups", "firms", "ownership"]}
    return {name: tables.read(folder / stage / f"{name}.parquet") for stage, listed in names.items() for name in listed}


def shown(unit_ids, kind, data, language="en"):
    """What is shown of each unit: {unit_id: {column: text}}.

    The event's type, its technology content, the route, the rule and the reason are left out.

    Parameters
    ----------
    unit_ids : the units; kind : "event" or "patent"; data : see `load`; language : "en" or "zh", for the words around
        the facts, which stay as they are.
    """
    rows = _events(unit_ids, data, language) if kind == "event" else _patents(unit_ids, data, language)
    return {unit: {column: "" if pd.isna(text) else str(text) for column, text in row.items()}
            for unit, row in rows.items()}


def _events(unit_ids, data, language):
    events = data["events"].set_index("event_id").loc[list(unit_ids)]
    told = data["partner_groups"][data["partner_groups"]["event_id"].isin(events.index)]
    parties = dict(list(_with_acquisitions(told, data["ownership"]).groupby("event_id")))
    return {row.Index: dict(date=_date(row.date, row.date_precision), firm=row.firm,
                            text=_joined(row.technology, row.description),
                            partners=_parties(parties.get(row.Index), language),
                            stake="" if pd.isna(row.stake_percent) else f"{row.stake_percent:g}", source=row.source_url)
            for row in events.itertuples()}


def _with_acquisitions(parties, ownership):
    """The parties with `acquired_on`, the last day up to the event on which control of the organisation was bought."""
    bought = ownership[ownership["control"] & (ownership["basis"] == "acquired") & ownership["from_date"].notna()]
    days = bought.groupby("child_id")["from_date"].agg(list)
    past = [max((day for day in days.get(row.organisation_id, []) if day <= row.date), default=pd.NaT)
            for row in parties.itertuples()]
    return parties.assign(acquired_on=pd.to_datetime(past))


def _date(date, precision):
    length = {"day": 10, "month": 7, "year": 4, "none": 0}[precision]
    return date.date().isoformat()[:length] if pd.notna(date) else ""


def _joined(technology, description):
    return description if pd.isna(technology) else f"{technology}: {description}"


def _parties(rows, language):
    """The partners of an event, each with sector, owner's country, and whether it is of the own group or a rival."""
    if rows is None:
        return say(MARKS, "none", language)
    focal = rows[rows["party"] == "focal"]
    groups, clusters = set(focal["group_id"].dropna()), set(focal["cluster_id"].dropna())
    partners = rows[rows["party"] == "partner"].sort_values("sequence")
    return "; ".join(_party(row, groups, clusters, language) for row in partners.itertuples()) or say(
        MARKS, "none", language)


def _party(row, groups, clusters, language):
    own = row.group_id in groups
    country = row.country if own else row.owner_country
    said = [say(SECTORS, row.sector, language), "?" if pd.isna(country) else country]
    if own:
        said.append(say(MARKS, "own", language))
    elif row.role == "core":
        said.append(say(MARKS, "rival" if row.cluster_id in clusters else "core", language))
    # Of others the day is not shown: that control has passed is what the coder of a purchase has to find out.
    if own and pd.notna(since := getattr(row, "acquired_on", None)):
        said.append(say(MARKS, "since", language).format(since.date().isoformat()))
    if pd.notna(stake := getattr(row, "foreign_stake_percent", None)):
        said.append(say(MARKS, "venture", language).format(f"{stake:g}"))
    return f"{row.raw_name} ({', '.join(said)})"


def _patents(unit_ids, data, language):
    patents = data["patents"].set_index("patent_id").loc[list(unit_ids)]
    applicants = dict(list(data["applicant_groups"].groupby("patent_id")))
    firms = data["firms"].set_index("firm_id")["firm"]
    return {row.Index: dict(date=_date(row.filing_date, row.date_precision), text=row.title, stake="", source=row.Index,
                            **_applicants(applicants[row.Index].sort_values("sequence"), firms, language))
            for row in patents.itertuples()}


def _applicants(rows, firms, language):
    """Focal firms and all applicants of a patent: of the firms' own groups, and others."""
    focal = rows[rows["firm_id"].notna()]
    groups, names = set(focal["group_id"].dropna()), dict.fromkeys(focal["firm_id"].map(firms).dropna())
    own = groups if len(groups) == 1 else set()  # with several groups of the study each is the other's partner
    clusters = set(focal["cluster_id"].dropna())
    return dict(firm="; ".join(names), partners="; ".join(_party(row, own, clusters, language)
                                                          for row in rows.itertuples()))
