"""How far coders agree: Krippendorff's alpha per route and for sets of routes, Cohen's kappa for pairs.

Written here and tested against Krippendorff's published example: the package `krippendorff` has the GPL, which the
licence of sixroutes does not allow, and takes no distances between sets; nltk has them, but neither fast resampling
nor missing answers.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from ..schemas import CANNOT_TELL, CONTRACTS, check
from ..vocabulary import ROUTES
from .resampling import DRAWS, SEED, generator, percentile_interval

ACCEPT, TENTATIVE = 0.8, 0.667  # Hayes and Krippendorff 2007; Krippendorff 2004, Content Analysis
_NO_PAIR = ("no unit has two answers", "没有任何单元有两个答案")
_ONE_CODER = ("one coder only", "只有一位编码员")
_NO_VARIATION = ("no variation: all answers are the same", "无变异：所有答案相同")


def masi(one, other):
    """Distance between two sets: 1 - Jaccard * monotonicity, which is 1 for equal sets, 2/3 where one holds the other,
    1/3 where they overlap, 0 where they have nothing in common.

    Source: Passonneau (2006), Measuring agreement on set-valued items (MASI), LREC.

    >>> masi({"original"}, {"original"}), round(masi({"original"}, {"original", "absorption"}), 3)
    (0.0, 0.667)
    """
    one, other = set(one), set(other)
    if one == other:
        return 0.0
    shared = one & other
    monotonicity = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - len(shared) / len(one | other) * monotonicity if shared else 1.0


def alpha(counts, distance, weights=None):
    """Krippendorff's alpha, 1 - D_o / D_e, with any distance between values.

    With n_uc answers c for unit u, m_u = sum_c n_uc of at least 2, n_c = sum_u n_uc and n = sum_c n_c:
    D_o = sum_u sum_ck n_uc n_uk d_ck / (m_u - 1) / n and D_e = sum_ck n_c n_k d_ck / n / (n - 1).

    Source: Krippendorff (2004), Content Analysis, 2nd ed., chapter 11; Hayes and Krippendorff (2007).

    Parameters
    ----------
    counts : array units x values, how many coders gave the unit the value; missing answers are not counted.
    distance : array values x values, 0 on the diagonal.
    weights : array draws x units, how often each unit is taken in a resample; default: each once.

    Returns
    -------
    array over draws; missing where no unit has two answers or all answers are the same.

    >>> alpha(np.array([[2, 0], [0, 2], [1, 1]]), 1 - np.eye(2)).round(3).tolist()
    [0.444]
    """
    counts, distance = np.asarray(counts, dtype=float), np.asarray(distance, dtype=float)
    weights = np.ones((1, len(counts))) if weights is None else np.asarray(weights, dtype=float)
    answers = counts.sum(axis=1)
    paired = answers >= 2
    counts, weights = counts[paired], weights[:, paired]
    within = np.einsum("uc,ck,uk->u", counts, distance, counts) / (answers[paired] - 1)
    totals = weights @ counts
    observed = weights @ within
    expected = np.einsum("dc,ck,dk->d", totals, distance, totals)
    defined = expected > 1e-12
    ratio = np.divide(observed * (totals.sum(axis=1) - 1), expected, out=np.full(len(weights), np.nan), where=defined)
    return 1 - ratio


def kappa(first, second, weights=None):
    """Cohen's kappa of two coders, (p_o - p_e) / (1 - p_e).

    Source: Cohen (1960), A coefficient of agreement for nominal scales.

    Parameters
    ----------
    first, second : their answers to the same units, in the same order; weights : as for `alpha`.

    >>> kappa([1, 1, 0, 0], [1, 0, 0, 0]).tolist()
    [0.5]
    """
    values = sorted(set(first) | set(second), key=str)
    one, other = (np.array([[value == kind for kind in values] for value in side], dtype=float).reshape(
        len(side), len(values)) for side in (first, second))
    weights = np.ones((1, len(one))) if weights is None else np.asarray(weights, dtype=float)
    n = weights.sum(axis=1)
    same = weights @ (one * other).sum(axis=1) * n
    chance = ((weights @ one) * (weights @ other)).sum(axis=1)
    return np.divide(same - chance, n**2 - chance, out=np.full(len(n), np.nan), where=n**2 - chance > 1e-12)


# ASSUME: In hand coding the answer that a unit cannot be told is left out of agreement, like a missing one: it names
# no route that another coder could share. The report counts such answers beside the coefficients.
def answer_sets(codes):
    """The answers as sets of routes: frame units x coders (sorted) of frozensets, None where there is none."""
    rows = codes[codes["route"] != CANNOT_TELL]
    sets = rows.groupby(["unit_id", "coder"])["route"].agg(frozenset).unstack("coder")
    sets = sets.astype(object).where(sets.notna(), None)
    return sets.sort_index(axis=0).sort_index(axis=1)


def verdict(value):
    """What a coefficient allows: accept from .80, tentative from .667, else recode (Hayes and Krippendorff 2007).

    >>> verdict(0.81), verdict(0.7), verdict(0.5), verdict(float("nan"))
    ('accept', 'tentative', 'recode', 'not available')
    """
    if np.isnan(value):
        return "not available"
    return "accept" if value >= ACCEPT else "tentative" if value >= TENTATIVE else "recode"


# ASSUME: In hand coding the agreement between coders is that of the sample as it was drawn, with rare routes in it
# more often than in the study, because it asks whether the codebook is understood; its interval comes from drawing
# units with replacement.
def agreement_table(codes, draws=DRAWS, seed=SEED):
    """Alpha of each route (yes or no) and MASI-alpha of the sets, as the table `agreement`.

    Parameters
    ----------
    codes : table `codes`; draws, seed : of the bootstrap over units.
    """
    sets = answer_sets(codes)
    weights = _draws(len(sets), draws, seed)
    rows = []
    for measure, route in [*(("alpha", route) for route in ROUTES), ("masi_alpha", "all")]:
        counts, distance = _set_counts(sets) if route == "all" else _route_counts(sets, route)
        point, drawn = alpha(counts, distance)[0], alpha(counts, distance, weights)
        low, high, n_drawn = percentile_interval(drawn if not np.isnan(point) else drawn[:0])
        pairs = int((counts.sum(axis=1) >= 2).sum())
        rows.append(dict(measure=measure, route=route, value=point, low=low, high=high, verdict=verdict(point),
                         below_667=float((drawn < TENTATIVE).sum() / n_drawn) if n_drawn else np.nan,
                         n_units=pairs, n_coders=sets.shape[1], **_why(point, pairs, sets.shape[1])))
    return check(pd.DataFrame(rows), CONTRACTS["agreement"])


def _draws(units, draws, seed):
    """How often each unit is taken in each resample."""
    if not units:
        return np.ones((1, 0))
    return generator(seed, "units").multinomial(units, np.full(units, 1 / units), size=draws)


def _route_counts(sets, route):
    """How many coders gave each unit the route, and how many did not."""
    given = np.array([[answer is not None for answer in row] for row in sets.to_numpy()]).reshape(sets.shape)
    holds = np.array([[answer is not None and route in answer for answer in row] for row in sets.to_numpy()]).reshape(
        sets.shape)
    return np.stack([holds.sum(axis=1), (given & ~holds).sum(axis=1)], axis=1), 1 - np.eye(2)


def _set_counts(sets):
    kinds = sorted({answer for row in sets.to_numpy() for answer in row if answer is not None}, key=sorted)
    counts = np.array([[sum(answer == kind for answer in row) for kind in kinds] for row in sets.to_numpy()])
    return counts.reshape(len(sets), len(kinds)), np.array([[masi(one, other) for other in kinds] for one in kinds])


def _why(value, pairs, coders):
    if not np.isnan(value):
        return dict(reason_en=None, reason_zh=None)
    return dict(zip(("reason_en", "reason_zh"), _ONE_CODER if coders < 2 else _NO_VARIATION if pairs else _NO_PAIR,
                    strict=True))


def kappa_table(codes, draws=DRAWS, seed=SEED):
    """Kappa of each pair of coders, per route and for the same set exactly, as the table `kappa`."""
    sets = answer_sets(codes)
    rows = []
    for one, other in combinations(sets.columns, 2):
        both = sets[sets[one].notna() & sets[other].notna()]
        weights = _draws(len(both), draws, seed)
        for route in (*ROUTES, "all"):
            first, second = ([answer if route == "all" else route in answer for answer in both[coder]]
                             for coder in (one, other))
            point = kappa(first, second)[0]
            low, high, _ = percentile_interval(kappa(first, second, weights) if not np.isnan(point) else np.empty(0))
            same = [a == b for a, b in zip(first, second, strict=True)]
            rows.append(dict(coder_a=one, coder_b=other, route=route, value=point, low=low, high=high,
                             agreed=np.mean(same) if same else np.nan, n_units=len(both),
                             **_why(point, len(both), 2)))
    return check(pd.DataFrame(rows, columns=list(CONTRACTS["kappa"].columns)), CONTRACTS["kappa"])
