"""Intervals for shares and what is made of them: by resampling firms, and by Jeffreys-Dirichlet over units.

Array mathematics only: weights are firms x routes (or firms x parts x routes), totals are the sum over firms.
"""

import zlib

import numpy as np
from scipy.stats import beta

# ASSUME: An interval is never narrower than the one that takes units as independent: where the range over firms does
# not cover the Jeffreys-Dirichlet interval and the share itself, the envelope of the three is reported, because a
# resample of few firms shows no spread for a route that none or all of them use.
DEFAULT = {"draws": 2000, "seed": 20091231, "level": 0.95, "min_firms": 6}


def generator(key, choices):
    """A random generator of its own for each block, so that no block depends on another being there.

    `zlib.crc32` of the key is used because Python's own hash differs from run to run.
    """
    return np.random.default_rng([choices["seed"], zlib.crc32(str(key).encode())])


def bootstrap(weights, draws, random):
    """Totals of `draws` samples of firms with replacement: shape (draws, ...)."""
    firms = len(weights)
    taken = random.multinomial(firms, np.full(firms, 1 / firms), size=draws)
    return np.tensordot(taken.astype(float), weights, axes=1)


def leave_one_out(weights):
    """Totals without each firm in turn: shape (firms, ...)."""
    return weights.sum(axis=0) - weights


def dirichlet(totals, draws, random):
    """Draws of shares given counts, Dirichlet(n + 1/2), along the last axis: shape (draws, ...)."""
    drawn = random.standard_gamma(totals + 0.5, size=(draws, *totals.shape))
    return drawn / drawn.sum(axis=-1, keepdims=True)


def jeffreys(totals, level):
    """Bounds of each share by Jeffreys-Dirichlet: marginals Beta(n_r + 1/2, N - n_r + (R - 1)/2).

    >>> low, high = jeffreys(np.array([5.0, 5.0]), 0.95)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.224, 0.224], [0.776, 0.776])
    """
    rest = totals.sum() - totals + (len(totals) - 1) / 2
    tail = (1 - level) / 2
    return beta.ppf(tail, totals + 0.5, rest), beta.ppf(1 - tail, totals + 0.5, rest)


def shares(totals):
    """Totals as shares along the last axis; missing where nothing is counted."""
    whole = totals.sum(axis=-1, keepdims=True)
    return np.divide(totals, whole, out=np.full_like(totals, np.nan, dtype=float), where=whole > 1e-12)


def bounds(samples, level):
    """Percentile bounds over the first axis; undefined draws are left out, unbounded ones count as infinite."""
    tails = [(1 - level) / 2, (1 + level) / 2]
    samples = samples.reshape(len(samples), -1)
    kept = [column[~np.isnan(column)] for column in samples.T]
    pairs = [np.quantile(column, tails, method="inverted_cdf") if len(column) else (np.nan, np.nan) for column in kept]
    return np.array(pairs, dtype=float).T


def share_interval(weights, key, choices):
    """Interval of each route's share in one block.

    Parameters
    ----------
    weights : firms x routes, firms with any weight, total above zero.
    key : name of the block; seeds its draws.
    choices : draws, seed, level, min_firms.

    Returns
    -------
    dict of arrays over routes: low, high, interval (its name), low_jeffreys, high_jeffreys.
    """
    share, units = shares(weights.sum(axis=0)), jeffreys(weights.sum(axis=0), choices["level"])
    name, firms = _over_firms(shares, [weights], key, choices)
    if name is None:
        firms, labels = units, np.full(len(share), "Jeffreys-Dirichlet", dtype=object)
    else:
        covered = (firms[0] <= np.minimum(units[0], share)) & (firms[1] >= np.maximum(units[1], share))
        labels = np.where(covered, name, f"{name} + Jeffreys-Dirichlet").astype(object)
    return {"low": np.minimum.reduce([firms[0], units[0], share]),
            "high": np.maximum.reduce([firms[1], units[1], share]), "interval": labels,
            "low_jeffreys": units[0], "high_jeffreys": units[1]}


def _over_firms(statistic, strata, key, choices):
    """Name and bounds of a statistic over firms; the first stratum is the one of interest."""
    firms = len(strata[0])
    if firms >= choices["min_firms"]:
        random = generator(key, choices)
        totals = [bootstrap(weights, choices["draws"], random) for weights in strata]
        return "firm bootstrap", bounds(statistic(*totals), choices["level"])
    if firms > 1:
        totals = [leave_one_out(strata[0]), *(weights.sum(axis=0)[None] for weights in strata[1:])]
        return "leave one firm out", bounds(statistic(*totals), 1.0)
    return None, None


def interval_of(statistic, strata, key, choices, units=True):
    """Interval of any statistic of totals: envelope of its range over firms and over Dirichlet draws of units.

    Parameters
    ----------
    statistic : function of one array of totals per stratum (any leading axes, routes last).
    strata : arrays firms x ... x routes; strata have no firm in common. The first decides whether firms are resampled
        (all strata) or left out one at a time (the first).
    units : False leaves the draws of units out.

    Returns
    -------
    (low, high) arrays; infinite where unbounded, missing where undefined.
    """
    point = np.ravel(statistic(*(weights.sum(axis=0)[None] for weights in strata)))
    ranges = [(point, point)]
    _, firms = _over_firms(statistic, strata, f"{key}|firms", choices)
    ranges += [firms] if firms is not None else []
    if units:
        random = generator(f"{key}|units", choices)
        drawn = [dirichlet(weights.sum(axis=0), choices["draws"], random) for weights in strata]
        ranges.append(bounds(statistic(*drawn), choices["level"]))
    elif firms is None:
        return np.full_like(point, np.nan), np.full_like(point, np.nan)
    return np.fmin.reduce([low for low, _ in ranges]), np.fmax.reduce([high for _, high in ranges])


def firm_matrix(rows, routes, firms=None):
    """Weights as an array firms x routes, firms sorted; `firms` fixes them."""
    firms = sorted(set(rows["firm_id"])) if firms is None else firms
    weights = np.zeros((len(firms), len(routes)))
    # Sorted, because the last bit of a sum depends on the order of its parts.
    kept = rows[rows["route"].isin(routes)].sort_values(["firm_id", "route", "weight"])
    places = {firm: place for place, firm in enumerate(firms)}, {route: place for place, route in enumerate(routes)}
    np.add.at(weights, (kept["firm_id"].map(places[0]).to_numpy(int), kept["route"].map(places[1]).to_numpy(int)),
              kept["weight"].to_numpy(float))
    return weights
