"""The name engine beside what a user would pick instead, on one set of labelled names."""

import pandas as pd

from ..organisations.names import resolve
from ..schemas import empty
from .agreement import agreement, cluster_sums
from .baselines import THRESHOLDS, plain_clusters, splink_clusters, splink_table
from .labelled import half

ENGINE, PLAIN = "name engine", "plain normalisation"
SPLINK, SPLINK_ELSEWHERE = "Splink", "Splink, the other set's threshold"


def engine_clusters(names):
    """The engine's clusters of names, by itself: no curated table helps it."""
    nothing = [empty(name) for name in ("facts_aliases", "facts_organisations")]
    return resolve(names, *nothing, hinting=False)[0]["organisation_id"].set_axis(names.index)


def clusterings(names, thresholds=THRESHOLDS):
    """All clusterings of a set of labelled names: {method: Series of clusters}, and {threshold: ...} of Splink.

    Parameters
    ----------
    names : DataFrame[name, label, mentions].
    """
    return {PLAIN: plain_clusters(names["name"]), ENGINE: engine_clusters(names["name"]),
            **splink_clusters(splink_table(names["name"]), thresholds)}


def chosen(made, own, elsewhere):
    """The clusterings to compare: Splink at the threshold that is best on this set, and at that of the other set."""
    return {PLAIN: made[PLAIN], SPLINK: made[own], SPLINK_ELSEWHERE: made[elsewhere], ENGINE: made[ENGINE]}


def best_threshold(names, made):
    """The threshold of Splink with the highest pairwise F1 on half A; the lowest of equals."""
    scores = {threshold: _scored(names, clusters, None, "A").loc["f1", "value"]
              for threshold, clusters in made.items() if isinstance(threshold, float)}
    return pd.Series(scores).fillna(0).sort_index().idxmax()


def compared(names, found, draws=1000):
    """Every measure of every clustering.

    Returns
    -------
    DataFrame[part, weight, method, measure, value, low, high]: `part` is all, A or B, the half of the true clusters;
    `weight` is names or mentions. Names of all clusters are clustered in any case.
    """
    rows = []
    for part in ("all", "A", "B"):
        for weight, weights in (("names", None), ("mentions", names["mentions"])):
            for method, clusters in found.items():
                scores = _scored(names, clusters, weights, part, draws)
                rows.append(scores.rename_axis("measure").reset_index().assign(part=part, weight=weight, method=method))
    return pd.concat(rows, ignore_index=True)[["part", "weight", "method", "measure", "value", "low", "high"]]


def _scored(names, clusters, weights, part, draws=1):
    sums = cluster_sums(names["label"], clusters, weights)
    if part != "all":
        sums = sums[(half(sums.index.to_series()) == part).to_numpy()]
    return agreement(sums, draws)
