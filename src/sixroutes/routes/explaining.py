"""Why a unit got its route, and what it would have taken to get another."""

from pathlib import Path

from .. import tables
from ..errors import InputError
from ..vocabulary import ROUTES, SIX_ROUTES
from .features import event_features, patent_features
from .rules import rooms

_PARTY_COLUMNS = ["raw_name", "organisation_id", "sector", "owner_country", "group_id", "firm_id", "cluster_id"]


def explain(unit_id, study, choices, processed=Path("data/processed")):
    """The case of one patent or event, as text for a person.

    Parameters
    ----------
    unit_id : a `patent_id` or an `event_id`.
    study : name of a study that has been built.
    choices : the study's choices.
    processed : folder of the processed tables.

    Raises
    ------
    InputError : the study has no such unit; the message names the nearest ones.
    """
    data = _load(Path(processed) / study)
    is_event = unit_id in set(data["events"]["event_id"])
    key = "event_id" if is_event else "patent_id"
    if not is_event and unit_id not in set(data["applicant_groups"]["patent_id"]):
        raise _unknown(unit_id, study, data)
    kind = "event" if is_event else "patent"
    lines = _heading(unit_id, data, is_event)
    parties = data["partner_groups" if is_event else "applicant_groups"]
    lines += ["", "Who takes part (owner on that date)"] + _parties(parties[parties[key] == unit_id])
    lines += ["", "Decision"] + _decision(data["assignments"], unit_id)
    features = _features(data, unit_id, kind, choices)
    for _, row in features.iterrows():
        lines += ["", f"Rules, seen from {row['firm_id']} ({row['cluster_id']})"]
        lines += _rules(features[features["firm_id"] == row["firm_id"]], rooms(choices, kind))
    return "\n".join(lines)


def _load(folder):
    names = {"sources": ["patents", "inventors", "classifications", "citations", "events"],
             "organisations": ["applicant_groups", "partner_groups", "ownership"], "routes": ["assignments"]}
    return {name: tables.read(folder / stage / f"{name}.parquet") for stage, listed in names.items() for name in listed}


def _unknown(unit_id, study, data):
    import difflib

    known = [*data["events"]["event_id"], *data["applicant_groups"]["patent_id"].unique()]
    near = difflib.get_close_matches(unit_id, known, n=3)
    return InputError(f"the study {study} has no patent or event {unit_id!r}", expected="an event_id or a patent_id",
                      remedy=f"did you mean {', '.join(near)}?" if near else "patents appear only if a firm of the "
                      "study filed them; look into data/processed/{study}/sources/")


def _heading(unit_id, data, is_event):
    if not is_event:
        row = data["patents"].set_index("patent_id").loc[unit_id]
        classes = data["classifications"].loc[data["classifications"]["patent_id"] == unit_id, "symbol"]
        return [f"{unit_id}: {row['title'] or ''}", f"  filed {row['filing_date']:%Y-%m-%d}, {row['kind']}, "
                f"classes {' | '.join(classes) or 'not given'}", f"  {row['source_file']}, row {row['source_row']}"]
    row = data["events"].set_index("event_id").loc[unit_id]
    year = "no year" if row["date_precision"] == "none" else str(row["year"])
    lines = [f"{unit_id} ({year}): {row['description']}",
             f"  type {row['event_type']}, verified {row['verified']}, level {row['level']}, status {row['status']}",
             f"  {row['source_file']}, row {row['source_row']}; {row['source_url'] or 'no page'}"]
    if row["status"] != "counted":
        lines.append(f"  Not counted: {row['status_reason'] or row['status']}"
                     + (f" (counted as {row['twin_of']})" if row["status"] == "twin" else ""))
    return lines


def _parties(rows):
    named = rows[_PARTY_COLUMNS].astype("object").where(rows[_PARTY_COLUMNS].notna(), "-")
    return [f"  {r.raw_name}: {r.sector}, {r.owner_country}, group {r.group_id}, firm {r.firm_id} ({r.cluster_id})"
            for r in named.itertuples()]


def _decision(assignments, unit_id):
    rows = assignments[assignments["unit_id"] == unit_id]
    if rows.empty:
        return ["  none: the unit is not counted (see above), or it is a member of a family with an earlier filing."]
    return [f"  {r.route}" + (f" ({r.subtype})" if isinstance(r.subtype, str) else "")
            + f", weight {r.weight:.3f} for {r.firm_id}, level {r.level}, "
            + ("counted" if r.counted else "shown, not counted") + f", by {r.rule}: {r.reason}"
            for r in rows.itertuples()]


def _features(data, unit_id, kind, choices):
    """The features of one unit; the other events stay, since rules look back at them."""
    if kind == "event":
        features = event_features(data["events"], data["partner_groups"], data["ownership"], choices)
    else:
        features = patent_features(data["patents"], data["applicant_groups"], data["inventors"], data["citations"],
                                   data["events"], data["partner_groups"], choices)
    return features[features["unit_id"] == unit_id]


def _rules(feature, rules):
    """Rules that fired, then for each of the other routes the rule that came nearest and what it lacked."""
    lacking = {rule: _failed(feature, rule) for rule in rules}
    fired = [rule for rule, failed in lacking.items() if not failed and rule.route != "other"]
    lines = [f"  fired     {rule.id} (level {rule.level})" for rule in fired]
    for route in SIX_ROUTES:
        candidates = [rule for rule in rules if rule.route == route]
        if candidates and route not in {rule.route for rule in fired}:
            nearest = min(candidates, key=lambda rule: len(lacking[rule]))
            lines.append(f"  not       {ROUTES[route][0]}: {nearest.id} would also need: {'; '.join(lacking[nearest])}")
    return lines


def _failed(feature, rule):
    """The conditions of `rule` that the unit does not meet, in words."""
    with tables.database(feature=feature) as connection:
        tests = ", ".join(f"coalesce(({expression}), false)" for expression in rule.conditions.values())
        met = connection.sql(f"SELECT {tests} FROM feature").fetchall()[0]
    return [words for words, holds in zip(rule.conditions, met, strict=True) if not holds]
