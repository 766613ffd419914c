"""Diversity: how many routes a cluster uses, effectively."""

import math

import numpy as np
import pandas as pd

from ..vocabulary import SIX_ROUTES
from .intervals import firm_matrix, interval_of, shares

ORDERS = (0, 1, 2)


def hill(totals, order):
    """Hill number of order q of totals (routes last): (sum p^q)^(1/(1-q)); q = 1: exp of Shannon's entropy (Hill 1973;
    Jost 2006). Between 1 and the number of routes; missing where nothing is counted.

    >>> [round(float(hill(np.array([2.0, 1.0, 1.0]), q)), 3) for q in (0, 1, 2)]
    [3.0, 2.828, 2.667]
    """
    p = shares(totals)
    some = np.where(p > 0, p, 1)  # 1 ** q and log 1 leave nothing behind
    if order == 1:
        number = np.exp(-(some * np.log(some)).sum(axis=-1))
    else:
        number = np.maximum((some ** order * (p > 0)).sum(axis=-1), 1e-300) ** (1 / (1 - order))
    return np.where(np.isnan(p).any(axis=-1), np.nan, number)


def diversity(rows, clusters, choices):
    """The table `diversity`: Hill numbers of order 0, 1 and 2 over the six routes, per cluster and for all.

    Parameters as in `specialisation`. Order 0 counts the routes seen, so its interval rests on firms only and is
    missing for a single firm.
    """
    # ASSUME: Diversity is measured over the six routes; what none of them covers is left out.
    six = rows[rows["route"].isin(SIX_ROUTES) & (rows["weight"] > 0)]
    blocks = {"all": six, **{cluster: six[six["cluster_id"] == cluster] for cluster in clusters["cluster_id"]}}
    return pd.DataFrame([_one(cluster, block, order, choices) for cluster, block in blocks.items()
                         for order in ORDERS])


def _one(cluster_id, rows, order, choices):
    n = math.fsum(rows["weight"])
    if n <= 0:
        return dict(cluster_id=cluster_id, order=order, hill=np.nan, low=np.nan, high=np.nan, n=0.0)
    weights = firm_matrix(rows, list(SIX_ROUTES))
    low, high = interval_of(lambda totals: hill(totals, order), [weights], f"diversity|{cluster_id}|{order}", choices,
                            units=order > 0)
    return dict(cluster_id=cluster_id, order=order, hill=float(hill(weights.sum(axis=0), order)), low=float(low[0]),
                high=float(high[0]), n=n)
