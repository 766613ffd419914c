"""All tables of the stage `sources` for one study."""

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from .events import read_claims, read_events
from .facts import check_facts, nearest
from .layout import empty
from .reading import read

STAGE = [name for name, contract in CONTRACTS.items() if contract.stage == "sources"]


def read_study(study, facts, patents_path=None):
    """What the sources of one study say.

    Parameters
    ----------
    study : dict with `clusters` (list of cluster_id), `events` (list of {"base": evidence base, "table": "events" or
        "claims"}) and, if wanted, `as_of` (last day of the study, YYYY-MM-DD: patents filed later are rejected).
    facts : {name: frame} of the curated tables, as `load_facts` gives them.
    patents_path : patent file of a known layout; None (or empty) = a study of events alone.

    Returns
    -------
    dict : the frames `patents`, `applicants`, `inventors`, `citations`, `events`, `partners`, `rejected`, `account`.

    Raises
    ------
    InputError : facts that contradict one another, an unknown cluster or table, or whatever the readers refuse.
    """
    check_facts(facts)
    _check_study(study, facts)
    parts = [_event_tables(body, facts, study["clusters"]) for body in study["events"]]
    if patents_path:
        parts.append(vars(read(patents_path, source="patents", as_of=study.get("as_of"))))
    return {name: _stacked(name, [part[name] for part in parts if name in part]) for name in STAGE}


def _stacked(name, frames):
    """The parts of one table, one under the other, in the order of its key."""
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return empty(name)
    frame = pd.concat(frames, ignore_index=True).sort_values(list(CONTRACTS[name].key), kind="stable")
    return check(frame, CONTRACTS[name])


def _event_tables(body, facts, clusters):
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
        if body["table"] not in ("events", "claims"):
            raise InputError(f"unknown table {body['table']!r}", file="study", column="events",
                             expected="events or claims",
                             remedy=nearest(body["table"], ["events", "claims"]) or "name one of the two")
