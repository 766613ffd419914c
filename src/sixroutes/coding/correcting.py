"""The rules against the settled answers: confusion, precision, recall, and shares corrected for misclassification."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import beta

from ..schemas import CONTRACTS, check
from ..vocabulary import ROUTES
from .resampling import DRAWS, LEVEL, SEED, generator, percentile_interval, within_strata

_WORST = 1e6  # condition number from which a matrix is taken as one that has no inverse
_NO_GOLD = ("no settled unit has this route; the other shares take it as absent",
            "没有裁定单元属于该路径；其余份额视其为不存在")
_SINGULAR = ("the confusion matrix cannot be inverted: the rules do not tell some routes apart",
             "混淆矩阵不可逆：规则无法区分某些路径")
_UNSEEN = ("no settled unit among those that the rules call {0}", "规则判为{0}的单元中没有裁定单元")
_CUT = ("the solution left the range from 0 to 1 and was cut", "解超出0至1范围，已截断")
_FEW_DRAWS = ("too few resamples can be solved for an interval", "可求解的重抽样太少，无法给出区间")
_NOBODY = ("no settled unit to measure it on", "没有可供衡量的裁定单元")


@dataclass(frozen=True)
class Compared:
    """Settled units with what the rules and the coders say: arrays units x routes whose rows sum to 1.

    `design` = units of the study that each stands for; `strata` = the stratum of each; `unseen` = strata of the study
    without a settled unit; `population` = share of each route by the rules in the whole study.
    """

    rules: np.ndarray
    gold: np.ndarray
    design: np.ndarray
    strata: np.ndarray
    unseen: tuple
    population: np.ndarray


# ASSUME: In hand coding the sample is stratified by the route that the rules gave, and within a stratum the units
# without a settled answer are taken to be like those with one: each settled unit stands for the stratum's units
# divided by its settled ones. The same holds for the few units that the codebook explains, which are not drawn.
def compare(weights, sample, gold):
    """Rules and settled answers side by side.

    Parameters
    ----------
    weights : frame units x routes by the rules (`sampling.population`); sample : table `sample`; gold : table `gold`.

    Returns
    -------
    Compared. A unit with k settled routes counts 1/k for each, as the rules do.
    """
    settled = gold.assign(one=1.0).pivot_table(index="unit_id", columns="route", values="one", aggfunc="sum")
    settled = settled.reindex(columns=list(ROUTES)).fillna(0.0).sort_index()
    drawn = sample.set_index("unit_id")
    settled = settled[settled.index.isin(drawn.index) & settled.index.isin(weights.index)]
    strata = drawn.loc[settled.index, "stratum"]
    sizes = sample.groupby("stratum")["stratum_units"].first().astype(float)
    seen = strata.value_counts()
    return Compared(rules=weights.loc[settled.index].to_numpy(float),
                    gold=settled.div(settled.sum(axis=1), axis=0).to_numpy(float),
                    design=strata.map(sizes / seen).to_numpy(float), strata=strata.to_numpy(object),
                    unseen=tuple(route for route in ROUTES if route in sizes.index and route not in seen.index),
                    population=weights.mean().to_numpy(float))


def confusion_matrix(rules, gold, weights):
    """Weighted joint table, gold routes x rules' routes: sum over units of weight * gold * rules."""
    return (gold * weights[:, None]).T @ rules


def corrected_shares(joint, population):
    """Shares of the true routes s that, through the rules' errors, give the shares that the rules show.

    With M_ij = P(the rules say j | truth i) and p the shares by the rules, p_j = sum_i s_i M_ij, so s = p M^-1. Routes
    without a settled unit are left out of M, and s solves the rest by least squares, which is the inverse where as many
    routes are left on both sides.

    Sources: the matrix method for misclassified counts, Buonaccorsi (2010), Measurement Error: Models, Methods, and
    Applications, on misclassification; Hopkins and King (2010), A Method of Automated Nonparametric Content Analysis
    for Social Science, American Journal of Political Science 54(1), 229-247, who show why the share of units that were
    classified well says little about the error of a share and correct the shares themselves; the settled sample takes
    the place of their labelled texts.

    Parameters
    ----------
    joint : see `confusion_matrix`; population : shares by the rules in the whole study.

    Returns
    -------
    array over routes: missing where the matrix has no inverse, 0 for a route without a settled unit.

    >>> joint = np.array([[0.4, 0.1], [0.0, 0.5]])
    >>> corrected_shares(joint, np.array([0.4, 0.6])).round(3).tolist()
    [0.5, 0.5]
    """
    totals = joint.sum(axis=1)
    present = totals > 1e-12
    if not present.any():
        return np.full(len(totals), np.nan)
    matrix = joint[present] / totals[present, None]
    if np.linalg.matrix_rank(matrix) < present.sum() or np.linalg.cond(matrix) > _WORST:
        return np.full(len(totals), np.nan)
    shares = np.zeros(len(totals))
    shares[present] = np.linalg.lstsq(matrix.T, population, rcond=None)[0]
    return shares


def confusion_table(compared):
    """The table `confusion`."""
    joint = confusion_matrix(compared.rules, compared.gold, compared.design)
    totals = joint.sum(axis=1)
    rows = [dict(gold_route=gold, rules_route=rules, weight=joint[i, j],
                 share=_part(joint[i, j], totals[i]))
            for i, gold in enumerate(ROUTES) for j, rules in enumerate(ROUTES)]
    return check(pd.DataFrame(rows), CONTRACTS["confusion"])


# ASSUME: Intervals of shares corrected by hand coding come from drawing the settled units again within their strata,
# without a correction for the finite study, because the study's units are themselves a part of what firms did; they do
# not hold the uncertainty of the settled answers. They are never narrower than those of independent units with a Perks
# prior (one unit spread over the seven routes of each stratum), because a resample of units that the rules all got
# right shows no spread.
def corrected_table(compared, draws=DRAWS, seed=SEED):
    """Shares by the rules beside corrected ones, with bootstrap intervals, as the table `corrected_shares`."""
    joint = confusion_matrix(compared.rules, compared.gold, compared.design)
    raw = np.full(len(ROUTES), np.nan) if compared.unseen else corrected_shares(joint, compared.population)
    ranges = [np.array([corrected_shares(joint, compared.population) for joint in joints]).reshape(-1, len(ROUTES))
              for joints in (_resampled(compared, draws, seed), _posterior(compared, draws, seed))]
    totals, rows = joint.sum(axis=1), []
    for place, route in enumerate(ROUTES):
        known = totals[place] > 1e-12 and not np.isnan(raw[place])
        share = float(np.clip(raw[place], 0, 1)) if known else np.nan
        low, high = _envelope(share, [drawn[:, place] for drawn in ranges])
        rows.append(dict(route=route, share_rules=min(compared.population[place], 1.0), share_corrected=share,
                         low=low, high=high, share_gold=_part(totals[place], totals.sum()),
                         n_gold=int((compared.gold[:, place] > 0).sum()),
                         n_rules=int((compared.rules[:, place] > 0).sum()),
                         **_why(compared, raw[place], totals[place], low)))
    return check(pd.DataFrame(rows), CONTRACTS["corrected_shares"])


def _part(part, whole):
    return min(part / whole, 1.0) if whole > 1e-12 else np.nan


def _resampled(compared, draws, seed):
    """Confusion matrices of settled units drawn again within their strata."""
    weights = within_strata(compared.strata, draws, seed) * compared.design
    return [confusion_matrix(compared.rules, compared.gold, drawn) for drawn in weights]


def _posterior(compared, draws, seed):
    """Confusion matrices with the settled routes of each stratum drawn from Dirichlet(settled units + 1/7)."""
    joints = np.zeros((draws, len(ROUTES), len(ROUTES)))
    for stratum in sorted(set(compared.strata)):
        inside = compared.strata == stratum
        settled = compared.gold[inside].sum(axis=0) + 1 / len(ROUTES)
        routes = generator(seed, f"{stratum}|posterior").dirichlet(settled, size=draws)
        said = compared.rules[inside].mean(axis=0) * compared.design[inside].sum()
        joints += routes[:, :, None] * said
    return joints


def _envelope(share, ranges):
    """The widest bounds of several sets of draws and the share itself; missing where the share or a set has none."""
    bounds = [percentile_interval(np.clip(drawn, 0, 1))[:2] for drawn in ranges if not np.isnan(share)]
    if not bounds or np.isnan(bounds).any():
        return np.nan, np.nan
    return min(share, *(low for low, _ in bounds)), max(share, *(high for _, high in bounds))


def _why(compared, raw, total, low):
    if compared.unseen:
        names = [", ".join(ROUTES[route][place] for route in compared.unseen) for place in (0, 1)]
        said = tuple(text.format(name) for text, name in zip(_UNSEEN, names, strict=True))
    elif np.isnan(raw):
        said = _SINGULAR
    elif total <= 1e-12:
        said = _NO_GOLD
    elif not -1e-9 <= raw <= 1 + 1e-9:
        said = _CUT
    else:
        said = _FEW_DRAWS if np.isnan(low) else (None, None)
    return dict(zip(("reason_en", "reason_zh"), said, strict=True))


def accuracy_table(compared, draws=DRAWS, seed=SEED):
    """Precision and recall of each route, as the table `accuracy`.

    A unit has a route where the rules, or the settled answer, give it any part. Precision is the weighted share of
    units with the route settled among those to which the rules give it; recall the other way round. The interval is
    the bootstrap's, and never narrower than Jeffreys' for as many independent units as the weights are worth (Kish).
    """
    rows = []
    weights = within_strata(compared.strata, draws, seed) * compared.design
    for place, route in enumerate(ROUTES):
        rules, gold = compared.rules[:, place] > 0, compared.gold[:, place] > 0
        for measure, among in (("precision", rules), ("recall", gold)):
            rows.append(dict(route=route, measure=measure, n_units=int(among.sum()),
                             **_ratio(rules & gold, among, compared.design, weights)))
    return check(pd.DataFrame(rows), CONTRACTS["accuracy"])


def _ratio(hits, among, design, weights):
    """Weighted share of hits among some units, with its interval."""
    if not among.any():
        return dict(value=np.nan, low=np.nan, high=np.nan, reason_en=_NOBODY[0], reason_zh=_NOBODY[1])
    value = design[hits].sum() / design[among].sum()
    whole = weights[:, among].sum(axis=1)
    drawn = np.divide(weights[:, hits].sum(axis=1), whole, out=np.full(len(weights), np.nan), where=whole > 1e-12)
    low, high, _ = percentile_interval(drawn)
    worth = design[among].sum() ** 2 / (design[among] ** 2).sum()
    tail = (1 - LEVEL) / 2
    jeffreys = beta.ppf([tail, 1 - tail], value * worth + 0.5, (1 - value) * worth + 0.5)
    return dict(value=min(value, 1.0), low=min(np.fmin(low, jeffreys[0]), value), reason_en=None, reason_zh=None,
                high=max(np.fmax(high, jeffreys[1]), value))
