"""Which units are coded by hand: a random sample, stratified by the route that the rules gave."""

import math
import zlib

import numpy as np
import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from ..vocabulary import ROUTES
from .codebook import EXAMPLES

LEAST = 5  # a stratum gets as many units before the larger ones get more, as far as it has them


# ASSUME: Hand coding checks the units that count in the headline; what the rules left out (failed, unverified or
# outside the study) is not drawn, so the correction cannot bring back a unit that never became one.
def population(assignments, kind):
    """The counted units of one kind, with the weight of each route.

    Parameters
    ----------
    assignments : the table `assignments`; kind : "event" or "patent".

    Returns
    -------
    frame, one row per unit (index `unit_id`, sorted) and one column per route; rows sum to 1.
    """
    rows = assignments[(assignments["unit_kind"] == kind) & assignments["counted"]
                       & (assignments["evidence_base"] != "founding_paper")]
    table = rows.pivot_table(index="unit_id", columns="route", values="weight", aggfunc="sum", fill_value=0.0)
    table = table.reindex(columns=list(ROUTES), fill_value=0.0).sort_index().rename_axis(columns=None)
    return table.div(table.sum(axis=1), axis=0).astype(float)


def strata(weights):
    """The stratum of each unit: the rarest of its routes, so that a rare route is not hidden behind a frequent one."""
    frequency = (weights > 0).sum()
    order = sorted(ROUTES, key=lambda route: (frequency[route], list(ROUTES).index(route)))
    return (weights[order] > 0).idxmax(axis=1)


# ASSUME: The hand-coded sample gives every route at least five units, as far as it has them, and spreads the rest by
# the square root of the number of units, a compromise between equal numbers and proportional ones (Bankier 1988, power
# allocation); the sampling weights undo it where shares are estimated.
def allocate(sizes, units, least=LEAST):
    """How many units each stratum gives, as a dict.

    Parameters
    ----------
    sizes : {stratum: units that can be drawn}; units : how many in all; least : see LEAST.

    >>> allocate({"original": 400, "absorption": 25, "cluster_partnership": 1}, 31)
    {'original': 24, 'absorption': 6, 'cluster_partnership': 1}
    """
    taken = dict.fromkeys(sizes, 0)
    for _ in range(min(units, sum(sizes.values()))):
        unfilled = [stratum for stratum in sizes if taken[stratum] < sizes[stratum]]
        chosen = max(unfilled, key=lambda stratum: (
            taken[stratum] < least, -taken[stratum] if taken[stratum] < least else 0,
            math.sqrt(sizes[stratum]) / (2 * taken[stratum] + 1)))
        taken[chosen] += 1
    return taken


def draw(weights, kind, units=100, seed=1):
    """A stratified random sample of a study's units, as the table `sample`.

    Parameters
    ----------
    weights : see `population`; kind : "event" or "patent".
    units : how many; all, where the study has fewer.
    seed : the same seed draws the same units; more units add to those of fewer.

    Raises
    ------
    InputError : the study has no counted unit of that kind, or `units` is below one for each route in use.
    """
    if weights.empty:
        raise InputError(f"the study has no counted {kind}", remedy="choose the other kind with --kind")
    stratum = strata(weights)
    pools = {route: sorted(set(stratum.index[stratum == route]) - EXAMPLES) for route in ROUTES}
    pools = {route: pool for route, pool in pools.items() if pool}
    if units < len(pools):
        raise InputError(f"{units} units are too few", column="--units",
                         expected=f"at least {len(pools)}, one for each route in use", remedy="ask for about 100")
    taken = allocate({route: len(pool) for route, pool in pools.items()}, units)
    rows = []
    for route, pool in pools.items():
        random = np.random.default_rng([seed, zlib.crc32(route.encode())])
        whole = int((stratum == route).sum())
        rows += [dict(unit_id=pool[place], unit_kind=kind, stratum=route, stratum_units=whole,
                      stratum_drawable=len(pool), stratum_sampled=taken[route], probability=taken[route] / len(pool))
                 for place in random.permutation(len(pool))[:taken[route]]]
    return check(pd.DataFrame(rows).sort_values("unit_id"), CONTRACTS["sample"])


def order_for(coder, unit_ids, seed):
    """The units in an order of the coder's own, so that weariness does not strike all coders at the same units."""
    random = np.random.default_rng([seed, zlib.crc32(coder.encode())])
    return [sorted(unit_ids)[place] for place in random.permutation(len(unit_ids))]
