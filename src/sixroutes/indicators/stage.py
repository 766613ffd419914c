"""The stage `indicators`: from assignments and networks to every number of the paper."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .change import change
from .counting import grid, in_blocks, shown
from .diversity import diversity
from .findings import curves, findings, summary
from .funnel import funnel
from .identification import identify
from .intervals import DEFAULT
from .multiverse import Multiverse
from .replication import paper_year, replicate
from .robustness import robustness
from .specialisation import specialisation
from .usage import usage
from .values import values

COUNTED = ("fractional", "whole")


def measure(assignments, events, partner_groups, applicant_groups, organisations, aliases, ownership, clusters, firms,
            account, ties, nodes, readings, reading_weights, study, choices, patents=None, citations=None,
            inventors=None, facts=None, name_review=None, classifications=None):
    """All tables of this stage, and `values`.

    Parameters
    ----------
    assignments ... reading_weights : tables of the earlier stages.
    study : the study's YAML: study, title, as_of, periods (list of {"name", "first", "last"}), multiverse.
    choices : the study's scholarly choices; `interval` is read here.
    patents, citations, inventors, classifications : tables of `sources`, where the study has patents.
    name_review : merges of names and open questions, table of `organisations`.
    facts : {"claims": facts_claims}; needed where the study replicates the founding paper.

    Returns
    -------
    dict: usage, specialisation, diversity, change, robustness, specifications, findings, curves, identification,
    funnel, replication (frames that keep their contracts) and values (dict).

    Specialisation, diversity, change and robustness are measured on events of the headline body of evidence:
    `independent` where there is one, else the founding paper's.
    """
    interval = {**DEFAULT, **choices.get("interval", {})}
    claims = (facts or {}).get("claims") if "founding_paper" in set(assignments["evidence_base"]) else None
    rows = shown(assignments, clusters).assign(counted=True)
    blocks = in_blocks(rows, study["periods"], None if claims is None else paper_year(claims))
    made = {"identification": identify(rows, clusters, patents, citations, inventors, applicant_groups,
                                       classifications, events, partner_groups),
            "funnel": funnel(account, events, rows, patents, applicant_groups)}
    made["usage"] = _usage(blocks, grid(rows, clusters, study["periods"]), made["identification"], interval)
    made |= _of_headline(rows, blocks, clusters, study, interval)
    made |= _under_other_choices(readings, reading_weights, headline_base(rows), clusters, study, made)
    made["replication"] = _replication(claims, blocks, made["usage"], partner_groups, organisations, clusters, firms,
                                       study["periods"])
    made = {name: check(frame.sort_values(list(CONTRACTS[name].key), kind="stable"), CONTRACTS[name])
            for name, frame in made.items()}
    read = dict(rows=rows, events=events, partner_groups=partner_groups, applicant_groups=applicant_groups,
                organisations=organisations, aliases=aliases, ownership=ownership, clusters=clusters, firms=firms,
                ties=ties, nodes=nodes, patents=patents, account=account, name_review=name_review)
    return {**made, "values": values({**read, **made}, study)}


def _usage(blocks, wanted, identification, interval):
    frames = [usage(blocks, list(wanted.columns), counting, choices=interval, blocks=wanted,
                    identification=identification) for counting in COUNTED]
    return pd.concat(frames, ignore_index=True)


def headline_base(rows):
    """The body of evidence that routes are compared on."""
    bases = set(rows.loc[rows["unit_kind"] == "event", "evidence_base"])
    return "founding_paper" if bases == {"founding_paper"} else "independent"


def _of_headline(rows, blocks, clusters, study, interval):
    """Tables that rest on the events of one body of evidence."""
    base = headline_base(rows)

    def mine(frame):
        return frame[(frame["unit_kind"] == "event") & (frame["evidence_base"] == base)]

    names = [period["name"] for period in study["periods"]]
    return {"specialisation": specialisation(mine(rows), clusters, interval),
            "diversity": diversity(mine(rows), clusters, interval),
            "change": change(mine(blocks), clusters, names, interval)}


def _under_other_choices(readings, reading_weights, base, clusters, study, made):
    """The multiverse of the events and of the patents, and the one-choice variants of the events."""
    names, parts = [period["name"] for period in study["periods"]], []
    for kind, body in (("event", base), ("patent", "patents")):
        mine = readings[readings["unit_kind"] == kind]
        if mine.empty:
            continue
        weights = reading_weights[reading_weights["reading"].isin(mine["reading"])
                                  & (reading_weights["evidence_base"] == body)]
        universe = Multiverse(mine, weights, clusters, study["periods"], study["multiverse"])
        found = findings(universe, made, clusters, names, kind)
        parts.append({"specifications": universe.table(), "curves": curves(found, kind),
                      "findings": summary(found, universe.specifications, kind)})
        if kind == "event":
            robust = robustness(universe, clusters)
    return {"robustness": robust, **{name: pd.concat([part[name] for part in parts], ignore_index=True)
                                     for name in parts[0]}}


def _replication(claims, blocks, usage, partner_groups, organisations, clusters, firms, periods):
    if claims is None or claims.empty:
        return check(pd.DataFrame({name: [] for name in CONTRACTS["replication"].columns}), CONTRACTS["replication"])
    events = blocks[blocks["unit_kind"] == "event"]
    return replicate(claims, events, usage, partner_groups, organisations, clusters, firms, periods)
