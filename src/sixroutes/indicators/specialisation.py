"""Specialisation: in which routes a cluster stands out against all the others."""

import math

import numpy as np
import pandas as pd

from ..vocabulary import ROUTES
from .intervals import firm_matrix, interval_of, shares


def location_quotient(cluster, rest):
    """Share of each route in `cluster` over its share in `rest` (totals, routes last).

    LQ = (x_cr / x_c.) / (x_r' / x_.'), where the primed totals leave the cluster itself out (Balassa 1965; own unit
    left out of the denominator, because with a dozen clusters each is a visible part of the whole). Infinite where the
    others do not use a route that the cluster uses; missing where neither does.

    >>> location_quotient(np.array([30.0, 10.0]), np.array([50.0, 50.0])).tolist()
    [1.5, 0.5]
    """
    own, others = np.broadcast_arrays(shares(cluster), shares(rest))
    with np.errstate(divide="ignore", invalid="ignore"):
        return own / others


def symmetric(quotient):
    """(LQ - 1) / (LQ + 1), between -1 and 1 (Dalum, Laursen and Villumsen 1998).

    >>> symmetric(np.array([3.0, 1.0, 0.0])).tolist()
    [0.5, 0.0, -1.0]
    """
    return (quotient - 1) / (quotient + 1)


def specialisation(rows, clusters, choices):
    """The table `specialisation`.

    Parameters
    ----------
    rows : counted assignments of one kind and body of evidence, weights as they shall count.
    clusters : table `clusters`.
    choices : draws, seed, level, min_firms.

    Returns
    -------
    DataFrame, one row per cluster and route; location quotients are missing where the cluster or the others have no
    weight, and an empty upper end beside a lower end means that it has no bound.
    """
    frames = []
    for cluster_id in clusters["cluster_id"]:
        inside = rows["cluster_id"] == cluster_id
        frames.append(_one_cluster(cluster_id, rows[inside], rows[~inside], choices))
    return pd.concat(frames, ignore_index=True)


def _one_cluster(cluster_id, own, others, choices):
    frame = pd.DataFrame({"cluster_id": cluster_id, "route": list(ROUTES), "location_quotient": np.nan, "low": np.nan,
                          "high": np.nan, "symmetric": np.nan, "n": math.fsum(own["weight"])})
    strata = [firm_matrix(part, list(ROUTES)) for part in (own, others)]
    if min(weights.sum() for weights in strata) <= 0:
        return frame
    quotient = location_quotient(*(weights.sum(axis=0) for weights in strata))
    low, high = interval_of(location_quotient, strata, f"specialisation|{cluster_id}", choices)
    known = np.isfinite(quotient)
    return frame.assign(location_quotient=np.where(known, quotient, np.nan), low=np.where(known, low, np.nan),
                        high=np.where(known & np.isfinite(high), high, np.nan),
                        symmetric=np.where(known, symmetric(np.where(known, quotient, 1)), np.nan))
