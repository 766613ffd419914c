"""Why a unit got its route, and what it would have taken to get another, in English and in Chinese."""

import difflib
import json
import re
from pathlib import Path

import pandas as pd

from .. import tables
from ..errors import InputError
from ..vocabulary import EVENT_TYPES, LANGUAGES, ROUTES, SECTORS, SIX_ROUTES, label
from .rules import rooms
from .wording import HEADINGS, TERMS, condition, reason

_PARTY_COLUMNS = ["raw_name", "sector", "country", "owner_country", "group_id", "firm_id", "cluster_id"]
_LOADED = {"sources": ["patents", "classifications", "events"], "organisations": ["applicant_groups", "partner_groups"],
           "routes": ["assignments", "evidence", "runners_up", "route_doubts", "acquired_stock"]}
_FIRST_DAY = re.compile(r"\d{4}-\d\d-01\b")
_DAYS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def explain(unit_id, study, choices, processed=Path("data/processed"), language="en"):
    """The case of one patent or event, as text for a person.

    Parameters
    ----------
    unit_id : a `patent_id` or an `event_id`.
    study : name of a study that has been built.
    choices : the study's choices.
    processed : folder of the processed tables.
    language : "en" or "zh".

    Raises
    ------
    InputError : the study has no such unit (the message names the nearest ones), or there is no such language.
    """
    if language not in LANGUAGES:
        raise InputError(f"there is no text in {language!r}", expected=" or ".join(LANGUAGES))
    data = _load(Path(processed) / study)
    is_event = unit_id in set(data["events"]["event_id"])
    key, kind = ("event_id", "event") if is_event else ("patent_id", "patent")
    if not is_event and unit_id not in set(data["applicant_groups"]["patent_id"]):
        raise _unknown(unit_id, study, data)
    words = HEADINGS[language]
    parties = data["partner_groups" if is_event else "applicant_groups"]
    of_unit = {name: data[name][data[name]["unit_id"] == unit_id] for name in _LOADED["routes"]}
    lines = (_event_heading if is_event else _patent_heading)(unit_id, data, words, language)
    lines += ["", words["parties"]] + _parties(parties[parties[key] == unit_id], words, language)
    lines += ["", words["decision"]] + (_decision(of_unit, words, language)
                                        or [_no_decision(unit_id, is_event, of_unit, data, words)])
    lines += _doubts(of_unit["route_doubts"], words, language) + _firms(of_unit, rooms(choices, kind), words, language)
    if _FIRST_DAY.search("\n".join(lines)):
        lines += ["", words["first days"]]
    return "\n".join(lines)


def _load(folder):
    return {name: tables.read(folder / stage / f"{name}.parquet") for stage, listed in _LOADED.items()
            for name in listed}


def _unknown(unit_id, study, data):
    known = [*data["events"]["event_id"], *data["applicant_groups"]["patent_id"].unique()]
    near = difflib.get_close_matches(unit_id, known, n=3)
    return InputError(f"the study {study} has no patent or event {unit_id!r}", expected="an event_id or a patent_id",
                      remedy=f"did you mean {', '.join(near)}?" if near else "patents appear only if a firm of the "
                      f"study filed them; look into data/processed/{study}/sources/")


def _patent_heading(unit_id, data, words, language):
    row = data["patents"].set_index("patent_id").loc[unit_id]
    classes = data["classifications"].loc[data["classifications"]["patent_id"] == unit_id, "symbol"]
    return [f"{unit_id}: {_or_dash(row['title'])}",
            words["filed"].format(date=_day(row["filing_date"], "day", words),
                                  kind=label(TERMS, row["kind"], language),
                                  classes=" | ".join(classes) or words["none given"]),
            words["row"].format(file=row["source_file"], row=row["source_row"])]


def _event_heading(unit_id, data, words, language):
    row = data["events"].set_index("event_id").loc[unit_id]
    other = row["alternative_type"]
    lines = [f"{unit_id} ({_day(row['date'], row['date_precision'], words)}): {row['description']}",
             words["event"].format(type=label(EVENT_TYPES, row["event_type"], language), level=row["level"],
                                   **{name: label(TERMS, row[name], language) for name in ("verified", "status")}),
             words["coded"].format(content=label(TERMS, row["technology_content"], language),
                                   stake="-" if pd.isna(row["stake_percent"]) else f"{row['stake_percent']:g}%",
                                   other=label(EVENT_TYPES, other, language) if isinstance(other, str) else "-"),
             words["row"].format(file=row["source_file"], row=row["source_row"])
             + f"; {_or_dash(row['source_url'])}"]
    if isinstance(row["note"], str):
        lines.append(words["note"].format(note=row["note"]))
    if row["status"] != "counted":
        lines.append(words["not counted"].format(why=_or_dash(row["status_reason"] or row["status"]))
                     + (f" ({row['twin_of']})" if row["status"] == "twin" else ""))
    return lines


def _day(date, precision, words):
    return words["no date"] if pd.isna(date) or precision == "none" else date.strftime(_DAYS[precision])


def _or_dash(value):
    return value if isinstance(value, str) and value else "-"


def _parties(rows, words, language):
    named = rows.astype("object")
    named[_PARTY_COLUMNS] = named[_PARTY_COLUMNS].where(rows[_PARTY_COLUMNS].notna(), "-")
    # A name that no table of organisations knows is its own group under a key that says nothing to a reader.
    named["group_id"] = named["group_id"].where(~named["group_id"].str.startswith("name:"), words["no group"])
    return [words["party"].format(name=r.raw_name, sector=label(SECTORS, r.sector, language), country=_seat(r, words),
                                  owner=r.owner_country, group=r.group_id, firm=r.firm_id, cluster=r.cluster_id)
            for r in named.itertuples()]


def _seat(row, words):
    """The seat as the rules see it; beside it the address on the patent where that is elsewhere (a shell in Cayman)."""
    address = getattr(row, "address_country", None)
    if pd.isna(address) or address == row.country:
        return row.country
    return words["address"].format(country=row.country, address=address)


def _decision(of_unit, words, language):
    rows = of_unit["assignments"]
    evidence = of_unit["evidence"].set_index(["firm_id", "rule"])
    return [words["assigned"].format(
        route=label(ROUTES, r.route, language), code=r.route, subtype=f" ({label(TERMS, r.subtype, language)})"
        if isinstance(r.subtype, str) else "", weight=r.weight, firm=r.firm_id, level=r.level, rule=r.rule,
        counted=words["counted" if r.counted else "shown"],
        reason=_reason(evidence.loc[(r.firm_id, r.rule)], r.rule, language)) for r in rows.itertuples()]


def _no_decision(unit_id, is_event, of_unit, data, words):
    """Why a unit has no route: an event left out, a later filing of a family, a patent bought, or nobody's."""
    if is_event:
        counted = data["events"].set_index("event_id").loc[unit_id, "status"] == "counted"
        return words["no focal firm" if counted else "event left out"]
    patents = data["patents"]
    family = patents.loc[patents["patent_id"] == unit_id, "family_id"].iloc[0]
    members = patents[(patents["family_id"] == family) & patents["filing_date"].notna()
                      & patents["patent_id"].isin(data["applicant_groups"]["patent_id"])]
    first = members.sort_values(["filing_date", "patent_id"])["patent_id"].head(1).tolist()
    if first and first != [unit_id]:
        return words["family"].format(unit=first[0])
    firms = of_unit["acquired_stock"]["firm_id"].tolist()
    return words["stock"].format(firm=", ".join(firms)) if firms else words["no firm"]


def _reason(row, rule, language):
    return row["reason"] if language == "en" else reason(rule, json.loads(row["fields"]))


def _doubts(rows, words, language):
    if rows.empty:
        return []
    return ["", words["doubts"]] + [f"  {r[f'reason_{language}']} ({r['rule']})" for _, r in rows.iterrows()]


def _firms(of_unit, rules, words, language):
    lines = []
    for firm, rows in of_unit["evidence"].groupby("firm_id"):
        lines += ["", words["rules"].format(firm=firm, cluster=rows["cluster_id"].iloc[0])]
        lines += _rules(rows, rules, words, language) + _runner_up(of_unit["runners_up"], firm, words, language)
    return lines


def _rules(rows, rules, words, language):
    """Rules that fired, those that were one condition short, and the routes that no rule came near."""
    lines = []
    for r in rows[rows["fired"]].itertuples():
        lines.append(words["fired"].format(rule=r.rule, level=r.level) + f" {r.fields}")
    for r in rows[~rows["fired"]].itertuples():
        lines.append(words["nearly"].format(route=label(ROUTES, r.route, language), rule=r.rule, level=r.level,
                                            missing=condition(r.missing, language)) + f" {r.fields}")
    tried = {rule.route for rule in rules}
    far = [route for route in SIX_ROUTES if route in tried - set(rows["route"])]
    if far:
        separator = "、" if language == "zh" else ", "
        lines.append(words["far"].format(routes=separator.join(label(ROUTES, route, language) for route in far)))
    return lines


def _runner_up(rows, firm, words, language):
    rows = rows[rows["firm_id"] == firm]
    if rows.empty:
        return [words["no runner-up"]]
    r = rows.iloc[0]
    how = words["lower level"] if r["fired"] else words["missing"].format(what=condition(r["missing"], language))
    return [words["runner-up"].format(route=label(ROUTES, r["route"], language), rule=r["rule"], level=r["level"],
                                      how=how)]
