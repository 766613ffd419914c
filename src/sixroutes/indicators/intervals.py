"""Intervals for shares and what is made of them: by resampling firms, and by Jeffreys-Dirichlet over units.

Array mathematics only: weights are firms x routes (or firms x parts x routes), totals are the sum over firms.
"""

import zlib

import numpy as np
from scipy.stats import beta, norm, t

# ASSUME: The interval of a share counts the units of a block as fewer than they are, by the design effect over firms:
# the variance of the share over firms, by bootstrap or by leaving one firm out, over that of independent units. The
# effect of a route is the mean of its own and of that of all routes together (Rao and Scott 1981), and is widened by
# Student's t for few firms. In made-up studies this holds the true share in 94 to 97 of 100 cases from four firms on,
# and in up to 99 with fewer; the range when one firm is left out did so in 50 to 72, the percentiles of the bootstrap
# over firms in 83 to 91.
# ASSUME: An interval is never narrower than the one that takes units as independent (Jeffreys-Dirichlet), because few
# firms show no spread for a route that none or all of them use.
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
    totals = weights.sum(axis=0)
    share, units = shares(totals), jeffreys(totals, choices["level"])
    name, variance = _variance(weights, share, key, choices)
    if name is None:
        firms, labels = units, np.full(len(share), "Jeffreys-Dirichlet", dtype=object)
    else:
        effect = _design_effect(variance, share, totals.sum(), len(weights), choices["level"])
        firms = _fewer_units(share, totals.sum() / effect, choices["level"])
        covered = (firms[0] <= np.minimum(units[0], share)) & (firms[1] >= np.maximum(units[1], share))
        labels = np.where(covered, name, f"{name} + Jeffreys-Dirichlet").astype(object)
    return {"low": np.minimum.reduce([firms[0], units[0], share]),
            "high": np.maximum.reduce([firms[1], units[1], share]), "interval": labels,
            "low_jeffreys": units[0], "high_jeffreys": units[1]}


def _variance(weights, share, key, choices):
    """Name of the way over firms, and the variance of each share: by leaving one firm out, or by bootstrap if greater.

    Both forget something where firms differ in size: the bootstrap that a large firm pulls the share towards itself.
    """
    firms = len(weights)
    if firms < 2:
        return None, None
    left_out = (firms - 1) * np.nanmean((shares(leave_one_out(weights)) - share) ** 2, axis=0)
    if firms < choices["min_firms"]:
        return "leave one firm out", left_out
    drawn = shares(bootstrap(weights, choices["draws"], generator(key, choices)))
    return "firm bootstrap", np.maximum(left_out, firms / (firms - 1) * np.nanmean((drawn - share) ** 2, axis=0))


def _design_effect(variance, share, units, firms, level):
    """By how much the units of each route count as fewer: at least 1.

    The degrees of freedom are those of the firms for a route's own effect, and more for that of all routes, which is
    known the better the more routes are in use (by the inverse Simpson number of routes, less one).
    """
    independent = share * (1 - share) / units
    whole = max(independent.sum(), 1e-300)
    together = variance.sum() / whole
    own = np.divide(variance, independent, out=np.full(len(share), together), where=independent > 1e-12)
    freedom = firms - 1
    freedom = (freedom + max(freedom * (1 / (share**2).sum() - 1), 1)) / 2
    tail = (1 + level) / 2
    return np.maximum(1, (own + together) / 2 * (t.ppf(tail, freedom) / norm.ppf(tail)) ** 2)


def _fewer_units(share, units, level):
    """Jeffreys interval of each share, as if so many independent units had been seen (Korn and Graubard 1998)."""
    tail = (1 - level) / 2
    low = beta.ppf(tail, share * units + 0.5, (1 - share) * units + 0.5)
    high = beta.ppf(1 - tail, share * units + 0.5, (1 - share) * units + 0.5)
    return low, high


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
