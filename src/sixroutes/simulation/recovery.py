"""How well the pipeline finds what was planted: precision, recall and F1 of each route, and coverage of intervals.

This room runs the stages on a made-up study, so it is the one place that calls several of them.
"""

import inspect

import numpy as np
import pandas as pd

from .. import indicators, organisations, routes
from ..studies import SCHEMA, check_config
from ..vocabulary import ROUTES
from .making import expected_of, planted, truth_table
from .making import study as make_study

# A small world, of which a draw costs little.
_SMALL = {"patents": 300, "clusters": 2, "shares": None, "firms": 6, "events": 150}
UNIT = ["unit_kind", "unit_id", "firm_id", "route"]


def run(made):
    """The tables of `organisations` and `routes` for a made-up study, and its own.

    Parameters
    ----------
    made : Study.

    Returns
    -------
    dict of frames by their names.
    """
    choices = check_config(made.study, SCHEMA, "made_up.yaml")["choices"]
    tables = {**made.tables, "facts": made.facts, "study": made.study, "choices": choices}
    for stage in (organisations.harmonise_study, routes.assign):
        tables |= stage(**{name: tables[name] for name in inspect.signature(stage).parameters if name in tables})
    return tables


def score(truth, assignments):
    """Precision, recall and F1 of each route, by the weight that truth and finding have in common.

    Parameters
    ----------
    truth : as in `Study`; assignments : table of `routes`. Only what counts in each is compared. A unit that the
        pipeline counts and the truth does not know (patents that a target filed before it was bought) costs precision.

    Returns
    -------
    DataFrame[unit_kind, route, precision, recall, f1, true_weight, found_weight]; the row `macro` holds the plain means
    over the seven.

    >>> truth = pd.DataFrame({"unit_kind": "patent", "unit_id": ["a", "b"], "firm_id": "f", "route": "original",
    ...                       "weight": 1.0, "counted": True})
    >>> score(truth, truth[:1]).set_index("route").loc["original", ["precision", "recall"]].tolist()
    [1.0, 0.5]
    """
    both = pd.concat([truth[truth["counted"]].assign(side="true"), assignments[assignments["counted"]].assign(
        side="found")]).pivot_table(index=UNIT, columns="side", values="weight", aggfunc="sum", observed=True).reindex(
        columns=["true", "found"]).fillna(0.0)
    both["common"] = both[["true", "found"]].min(axis=1)
    kinds = sorted(set(truth["unit_kind"]))
    sums = both.groupby(["unit_kind", "route"]).sum().reindex(
        pd.MultiIndex.from_product([kinds, list(ROUTES)], names=["unit_kind", "route"]), fill_value=0.0)
    frame = sums.reset_index().rename(columns={"true": "true_weight", "found": "found_weight"})
    frame["precision"] = frame["common"] / frame["found_weight"].replace(0, np.nan)
    frame["recall"] = frame["common"] / frame["true_weight"].replace(0, np.nan)
    frame["f1"] = 2 * frame["common"] / (frame["true_weight"] + frame["found_weight"]).replace(0, np.nan)
    frame = frame.drop(columns="common")
    macro = frame.groupby("unit_kind").mean(numeric_only=True).reset_index().assign(route="macro")
    return pd.concat([frame, macro], ignore_index=True)[
        ["unit_kind", "route", "precision", "recall", "f1", "true_weight", "found_weight"]]


def measured(assignments, interval=None):
    """Shares with intervals of every cluster and of all, as `indicators.usage` gives them."""
    every = pd.concat([assignments, assignments.assign(cluster_id="all")], ignore_index=True)
    return indicators.usage(every, ["cluster_id", "unit_kind"], choices=interval)


def compared(truth, shares, assignments, interval=None):
    """Measured shares beside what is true: of the planted units (`realised`), and of the population (`share_true`).

    Parameters
    ----------
    truth, shares : as in `Study`; assignments : table of `routes`; interval : see `recover`.

    Returns
    -------
    DataFrame[unit_kind, cluster_id, route, share, low, high, n_firms, realised, share_true, covered, covered_realised].
    """
    found = measured(assignments, interval)
    units = truth[truth["counted"]]
    real = pd.concat([units, units.assign(cluster_id="all")]).groupby(["unit_kind", "cluster_id", "route"])[
        "weight"].sum()
    real = (real / real.groupby(level=[0, 1]).transform("sum")).rename("realised")
    keys = ["unit_kind", "cluster_id", "route"]
    frame = found[[*keys, "share", "low", "high", "n_firms"]].merge(
        shares.rename(columns={"share": "share_true"}), on=keys).merge(
        real.reset_index(), how="left", on=keys).fillna({"realised": 0.0})
    for name, target in (("covered", "share_true"), ("covered_realised", "realised")):
        frame[name] = (frame["low"] <= frame[target]) & (frame[target] <= frame["high"])
    return frame


def recover(made, interval=None):
    """The pipeline on a made-up study: {"scores": see `score`, "shares": see `compared`}.

    Parameters
    ----------
    made : Study; interval : {"draws", "seed", "level", "min_firms"}, see `indicators.usage`.

    >>> from sixroutes.simulation import study
    >>> sorted(recover(study(60, 1, events=30)))
    ['scores', 'shares']
    """
    assignments = run(made)["assignments"]
    return {"scores": score(made.truth, assignments),
            "shares": compared(made.truth, made.shares, assignments, interval)}


def coverage(draws=500, seed=1, whole=True, interval=None, **world):
    """How often intervals hold the share of the population, over many made-up studies.

    Parameters
    ----------
    draws : number of studies, with the seeds seed, seed + 1 …
    whole : False leaves the pipeline out and takes the planted routes as found, which tells the intervals' own
        coverage from the errors of the rules.
    interval : choices of the interval; world : arguments of `study`.

    Returns
    -------
    DataFrame[unit_kind, block, route, n, covered, share_true, bias, width]: `block` is `all` or `cluster`; `bias` is
    the mean of share less share_true. The row `every` sums over routes.
    """
    rows = []
    for number in range(draws):
        if whole:
            made = make_study(**{**_SMALL, **world}, seed=seed + number)
            truth, shares, assignments = made.truth, made.shares, run(made)["assignments"]
        else:
            plan = planted(**{**_SMALL, **world}, seed=seed + number)
            truth, shares = truth_table(plan), expected_of(plan, world.get("shares"))
            assignments = truth
        rows.append(compared(truth, shares, assignments, {"draws": 500, **(interval or {})}).assign(draw=number))
    rows = pd.concat(rows, ignore_index=True)
    rows["block"] = np.where(rows["cluster_id"] == "all", "all", "cluster")
    rows["bias"], rows["width"] = rows["share"] - rows["share_true"], rows["high"] - rows["low"]
    rows = pd.concat([rows, rows.assign(route="every")])
    return rows.groupby(["unit_kind", "block", "route"]).agg(
        n=("covered", "size"), covered=("covered", "mean"), share_true=("share_true", "mean"), bias=("bias", "mean"),
        width=("width", "mean")).reset_index()
