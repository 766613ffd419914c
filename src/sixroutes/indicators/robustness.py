"""Robustness: the shares of the whole study when one choice is made otherwise, and without each cluster."""

import numpy as np
import pandas as pd

from ..vocabulary import ROUTES, SIX_ROUTES
from .multiverse import dimensions
from .usage import ranks

HEADLINE = "headline"


def robustness(multiverse, clusters):
    """The table `robustness`.

    Parameters
    ----------
    multiverse : `Multiverse` of the events; its specifications that differ from the headline in one choice are the
        variants, named "dimension: option".
    clusters : table `clusters`; with two or more, each is left out in turn (variants `without_<cluster_id>`).
    """
    whole = multiverse.weights[:, 0, 0]
    variants = {HEADLINE: whole[0]}
    for place, row in multiverse.specifications[multiverse.specifications["steps"] == 1].iterrows():
        variants[_step(row, multiverse.specifications)] = whole[place]
    by_cluster = multiverse.weights[0, 1:, 0]
    if len(clusters) > 1:
        for place, cluster_id in enumerate(clusters["cluster_id"]):
            variants[f"without_{cluster_id}"] = np.delete(by_cluster, place, axis=0).sum(axis=0)
    return pd.concat([_shares(name, weight) for name, weight in variants.items()], ignore_index=True)


def _step(row, specifications):
    """The one choice that differs, in words."""
    return next(f"{name}: {row[name]}" for name in dimensions(specifications)
                if pd.notna(row[name]) and row[name] != specifications[name].iloc[0])


def _shares(name, weight):
    n = weight.sum()
    share = pd.Series(weight / n if n > 0 else np.nan, index=list(ROUTES))
    frame = pd.DataFrame({"variant": name, "route": list(ROUTES), "share": share.to_numpy(),
                          "rank": ranks(share.loc[list(SIX_ROUTES)]).reindex(list(ROUTES)).array, "n": n})
    return frame.astype({"rank": "Int64"})
