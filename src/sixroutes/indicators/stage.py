"""The stage `indicators`: from assignments and networks to every number of the paper."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .change import change
from .counting import grid, in_blocks, shown
from .diversity import diversity
from .funnel import funnel
from .identification import identify
from .intervals import DEFAULT
from .replication import paper_year, replicate
from .robustness import robustness
from .specialisation import specialisation
from .usage import usage
from .values import values

COUNTED = ("fractional", "whole")


def measure(assignments, events, partner_groups, applicant_groups, organisations, aliases, ownership, clusters, firms,
            account, ties, nodes, study, choices, patents=None, citations=None, inventors=None, variants=None,
            facts=None, name_review=None, classifications=None):
    """All tables of this stage, and `values`.

    Parameters
    ----------
    assignments ... nodes : tables of the earlier stages.
    study : the study's YAML: study, title, as_of, periods (list of {"name", "first", "last"}).
    choices : the study's scholarly choices; `interval` is read here.
    patents, citations, inventors, classifications : tables of `sources`, where the study has patents.
    variants : table `variants` of `routes`, added to the robustness analysis.
    name_review : merges of names and open questions, table of `organisations`.
    facts : {"claims": facts_claims}; needed where the study replicates the founding paper.

    Returns
    -------
    dict: usage, specialisation, diversity, change, robustness, identification, funnel, replication (frames that keep
    their contracts) and values (dict).

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
    made |= _of_headline(rows, blocks, events, clusters, study, interval, variants)
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


def _of_headline(rows, blocks, events, clusters, study, interval, variants):
    """Tables that rest on the events of one body of evidence."""
    base = headline_base(rows)

    def mine(frame):
        return frame[(frame["unit_kind"] == "event") & (frame["evidence_base"] == base)]

    others = {}
    if variants is not None:
        kept = mine(variants[variants["counted"] & variants["cluster_id"].isin(clusters["cluster_id"])])
        others = dict(list(kept.groupby("variant", sort=True)))
    names = [period["name"] for period in study["periods"]]
    return {"specialisation": specialisation(mine(rows), clusters, interval),
            "diversity": diversity(mine(rows), clusters, interval),
            "change": change(mine(blocks), clusters, names, interval),
            "robustness": robustness(mine(rows), events, clusters, others)}


def _replication(claims, blocks, usage, partner_groups, organisations, clusters, firms, periods):
    if claims is None or claims.empty:
        return check(pd.DataFrame({name: [] for name in CONTRACTS["replication"].columns}), CONTRACTS["replication"])
    events = blocks[blocks["unit_kind"] == "event"]
    return replicate(claims, events, usage, partner_groups, organisations, clusters, firms, periods)
