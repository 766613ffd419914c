"""All tables of the stage `sources` for one study."""

from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check, empty
from .combining import combined
from .deals import read_event_file, settle_twins
from .events import read_claims, read_events
from .facts import check_facts, nearest
from .reading import read

STAGE = [name for name, contract in CONTRACTS.items() if contract.stage == "sources"]


def read_study(study, facts, patents_path=None):
    """What the sources of one study say.

    Parameters
    ----------
    study : dict with `clusters` (list of cluster_id), `events` (list of {"base": evidence base, "table": "events" or
        "claims"}, or with "file", the path of an event file, instead of the table) and, if wanted, `as_of` (last day of
        the study, YYYY-MM-DD: patents filed and deals made later are rejected) and `max_rejected_share` (of a file's
        rows; more stops the build).
    facts : {name: frame} of the curated tables, as `load_facts` gives them.
    patents_path : patent file of a known layout, or several; None (or empty) = a study of events alone.

    Returns
    -------
    dict : one frame for each table of the stage.

    Raises
    ------
    InputError : facts that contradict one another, an unknown cluster or table, too many rejected rows in a file, or
        whatever the readers refuse.
    """
    check_facts(facts)
    _check_study(study, facts)
    parts = settle_twins([_event_tables(body, facts, study) for body in study["events"]])
    if patents_path:
        paths = [patents_path] if isinstance(patents_path, str | Path) else patents_path
        parts.append(combined([read(path, source="patents", as_of=study.get("as_of")) for path in paths]))
    tables = {name: _stacked(name, [part[name] for part in parts if name in part]) for name in STAGE}
    _check_rejected(tables, study.get("max_rejected_share", 1))
    return tables


def _check_rejected(tables, limit):
    """Stop where a file lost more than the share of its rows that the study allows."""
    faults = tables["rejected"][tables["rejected"]["fault"]]
    lost = tables["account"].set_index("source_file")["read"].rename("read").to_frame().join(
        faults.groupby("source_file").size().rename("lost"), how="inner")
    for file, row in lost[lost["lost"] > limit * lost["read"]].iterrows():
        mine = faults[faults["source_file"] == file]
        reasons = "; ".join(f"{reason} ({count:,})" for reason, count in mine["reason"].value_counts().head(3).items())
        raise InputError(f"{row['lost']:,} of {row['read']:,} rows cannot be used, more than the study allows "
                         f"({limit:.0%}): {reasons}", file=file, row=int(mine["source_row"].iloc[0]),
                         column=mine["column"].iloc[0],
                         remedy="run `sixroutes check` on the file and mend it, or set max_rejected_share in the "
                         "study's YAML file")


def _stacked(name, frames):
    """The parts of one table, one under the other, in the order of its key."""
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return empty(name)
    frame = pd.concat(frames, ignore_index=True).sort_values(list(CONTRACTS[name].key), kind="stable")
    return check(frame, CONTRACTS[name])


def _event_tables(body, facts, study):
    clusters = study["clusters"]
    if "file" in body:
        return read_event_file(body["file"], facts, clusters, body["base"], study.get("as_of"))
    if body["table"] == "events":
        return read_events(facts["events"], facts["event_coding"], clusters, body["base"])
    return read_claims(facts["claims"], facts["firms"], clusters, body["base"])


def _check_study(study, facts):
    for cluster in study["clusters"]:
        if cluster not in set(facts["clusters"]["cluster_id"]):
            raise InputError(f"unknown cluster {cluster!r}", file="study", column="clusters",
                             expected="a cluster_id of clusters.csv",
                             remedy=nearest(cluster, facts["clusters"]["cluster_id"]) or "add it to clusters.csv")
    for body in study["events"]:
        if "file" not in body and body["table"] not in ("events", "claims"):
            raise InputError(f"unknown table {body['table']!r}", file="study", column="events",
                             expected="events or claims",
                             remedy=nearest(body["table"], ["events", "claims"]) or "name one of the two")
