"""The multiverse: every combination of defensible choices, and which findings hold in it.

A *specification* is one reading of the evidence (see `routes.readings`), one way of counting and one denominator. All
are measured from the same sums (Simonsohn, Simmons and Nelson 2020; Steegen et al. 2016).
"""

import numpy as np
import pandas as pd

from ..vocabulary import ROUTES
from .counting import COUNTINGS, in_blocks

AS_CHOSEN = "as chosen"
HEADLINE = {"counting": "fractional", "denominator": "all"}
PLACE = ["cluster_id", "period", "route"]


class Multiverse:
    """The specifications of one kind of unit, and the weight of each route in each place under each of them.

    Parameters
    ----------
    readings, reading_weights : tables of `routes`, of one kind of unit and body of evidence.
    clusters : table `clusters`; periods : list of {"name", "first", "last"}.
    chosen : {"counting": [...], "denominator": [...]}: what is varied besides the readings.

    `specifications` has one row each, the headline first; `weights` is an array of specifications x (`all` and
    clusters) x (`all` and periods) x routes, in the order of `places`.
    """

    def __init__(self, readings, reading_weights, clusters, periods, chosen):
        self.places = {"cluster_id": ["all", *clusters["cluster_id"]],
                       "period": ["all", *(period["name"] for period in periods)], "route": list(ROUTES)}
        varied = {name: [first, *(one for one in chosen.get(name, []) if one != first)]
                  for name, first in HEADLINE.items()}
        inside = reading_weights[reading_weights["cluster_id"].isin(clusters["cluster_id"])]
        blocks = in_blocks(inside, periods).rename(columns={"profile": "unit_id"})
        order = list(readings["reading"])
        parts, frames = [], []
        for counting in varied["counting"]:
            sums = self._sums(blocks, counting, order)
            for denominator in varied["denominator"]:
                frames.append(readings.assign(counting=counting, denominator=denominator))
                parts.append(sums if denominator == "all" else _without_other(sums))
        self.specifications, self.weights = _headline_first(pd.concat(frames, ignore_index=True), np.concatenate(parts))

    def _sums(self, blocks, counting, order):
        """Weights under one way of counting: readings x places."""
        rows = COUNTINGS[counting](blocks, ["reading", "cluster_id", "period"])
        axes = [order, *(self.places[name] for name in PLACE)]
        at = tuple(pd.Index(axis).get_indexer(rows[name]) for name, axis in zip(["reading", *PLACE], axes, strict=True))
        sums = np.zeros([len(axis) for axis in axes])
        np.add.at(sums, at, (rows["weight"] * rows["n_units"]).to_numpy(float))
        return sums

    def table(self):
        """The table `specifications`."""
        return self.specifications.assign(specification=range(len(self.specifications)),
                                          n=self.weights[:, 0, 0].sum(axis=1))

    def shares(self, cluster="all", period="all"):
        """Shares of the routes in one place: specifications x routes, missing where nothing is counted there."""
        weight = self.weights[:, self.places["cluster_id"].index(cluster), self.places["period"].index(period)]
        total = weight.sum(axis=1, keepdims=True)
        return np.divide(weight, total, out=np.full_like(weight, np.nan), where=total > 0)

    def rest(self, cluster):
        """The same for all other clusters together: weights of the whole less the cluster's own."""
        own = self.places["cluster_id"].index(cluster)
        others = [place for place in range(1, len(self.places["cluster_id"])) if place != own]
        weight = self.weights[:, others, 0].sum(axis=1)
        total = weight.sum(axis=1, keepdims=True)
        return np.divide(weight, total, out=np.full_like(weight, np.nan), where=total > 0)


def dimensions(specifications):
    """Names of the columns that say what was chosen."""
    return [name for name in specifications.columns if name not in ("reading", "unit_kind", "steps")]


def _without_other(sums):
    """None of what the six routes do not cover."""
    left = sums.copy()
    left[..., list(ROUTES).index("other")] = 0
    return left


def _headline_first(specifications, weights):
    """Specifications in order of the number of choices that differ from the headline, with that number as `steps`."""
    first = {name: HEADLINE.get(name, AS_CHOSEN) for name in dimensions(specifications)}
    steps = sum((specifications[name].notna() & (specifications[name] != value)).astype(int)
                for name, value in first.items())
    order = np.argsort(steps.to_numpy(), kind="stable")
    return specifications.assign(steps=steps).iloc[order].reset_index(drop=True), weights[order]
