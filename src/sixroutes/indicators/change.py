"""Change: how much each share moved from one period to another."""

from itertools import pairwise

import numpy as np
import pandas as pd

from ..vocabulary import ROUTES
from .intervals import firm_matrix, interval_of, shares


def pairs_of(periods, filled):
    """Pairs of periods to compare: consecutive ones, and the first with data against the last with data.

    >>> pairs_of(["a", "b", "c"], {"a", "c"})
    [('a', 'b'), ('b', 'c'), ('a', 'c')]
    """
    consecutive = list(pairwise(periods))
    ends = [period for period in periods if period in filled]
    whole = [(ends[0], ends[-1])] if len(ends) > 1 else []
    return consecutive + [pair for pair in whole if pair not in consecutive]


def difference(totals):
    """Shares after less shares before; totals: ... x 2 x routes."""
    share = shares(totals)
    return share[..., 1, :] - share[..., 0, :]


def change(blocks, clusters, periods, choices):
    """The table `change`.

    Parameters
    ----------
    blocks : counted assignments of one kind and body of evidence, once per block (column `period`, cluster `all` among
        the clusters).
    clusters : table `clusters`.
    periods : names in order.
    choices : draws, seed, level, min_firms. Firms are drawn with all their periods together.
    """
    frames = []
    for cluster_id in ["all", *clusters["cluster_id"]]:
        rows = blocks[(blocks["cluster_id"] == cluster_id) & (blocks["weight"] > 0)]
        for before, after in pairs_of(list(periods), set(rows["period"])):
            frames.append(_one_pair(cluster_id, rows, before, after, choices))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[
        "cluster_id", "route", "before", "after", "difference", "low", "high", "n_before", "n_after"])


def _one_pair(cluster_id, rows, before, after, choices):
    rows = rows[rows["period"].isin([before, after])]
    firms = sorted(set(rows["firm_id"]))
    halves = [firm_matrix(rows[rows["period"] == period], list(ROUTES), firms) for period in (before, after)]
    n_before, n_after = (float(half.sum()) for half in halves)
    frame = pd.DataFrame({"cluster_id": cluster_id, "route": list(ROUTES), "before": before, "after": after,
                          "difference": np.nan, "low": np.nan, "high": np.nan, "n_before": n_before,
                          "n_after": n_after})
    if min(n_before, n_after) <= 0:
        return frame
    weights = np.stack(halves, axis=1)
    low, high = interval_of(difference, [weights], f"change|{cluster_id}|{before}|{after}", choices)
    return frame.assign(difference=difference(weights.sum(axis=0)), low=low, high=high)
