"""Bootstrap draws, seeded, and their percentile intervals."""

import zlib

import numpy as np

DRAWS, SEED, LEVEL = 2000, 20091231, 0.95
_ENOUGH = 0.9  # an interval needs as large a part of the draws to be defined


def generator(seed, key):
    """A random generator for one purpose, so that no result depends on which others were asked for."""
    return np.random.default_rng([seed, zlib.crc32(str(key).encode())])


def percentile_interval(drawn, level=LEVEL):
    """Bounds of the defined draws, and their number.

    Fewer than nine in ten defined draws give no interval: what is left would be a selection.

    >>> percentile_interval(np.array([0.1, 0.2, 0.3]))
    (0.1, 0.3, 3)
    """
    kept = drawn[~np.isnan(drawn)]
    if not len(kept) or len(kept) < _ENOUGH * len(drawn):
        return np.nan, np.nan, 0
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return float(low), float(high), len(kept)


def within_strata(strata, draws, seed):
    """How much each unit weighs in each resample, drawn within its stratum: array draws x units.

    Of the n units of a stratum n - 1 are drawn with replacement and weigh n / (n - 1), which makes the variance of a
    stratum's mean right where it has few units (Rao and Wu 1988, Resampling inference with complex survey data, Journal
    of the American Statistical Association 83, 231-241, with samples of n - 1). A stratum of one unit keeps it.
    """
    strata = np.asarray(strata)
    weights = np.ones((draws, len(strata)))
    for stratum in sorted(set(strata)):
        places = np.flatnonzero(strata == stratum)
        n = len(places)
        if n > 1:
            taken = generator(seed, stratum).multinomial(n - 1, np.full(n, 1 / n), size=draws)
            weights[:, places] = taken * n / (n - 1)
    return weights
