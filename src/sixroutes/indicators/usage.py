"""Route usage: the share of each route, with an interval that respects that units come from few firms."""

import numpy as np
import pandas as pd

from ..errors import InputError
from ..vocabulary import ROUTES
from .counting import COUNTINGS
from .intervals import DEFAULT, firm_matrix, jeffreys, share_interval, shares

INTERVALS = ("cluster_bootstrap", "jeffreys")
COLUMNS = ["counting", "route", "share", "low", "high", "interval", "low_jeffreys", "high_jeffreys", "weight", "n",
           "n_units", "n_firms", "identified", "reason"]
EMPTY = "No counted unit in this block."


def usage(assignments, by, counting="fractional", interval="cluster_bootstrap", *, choices=None, blocks=None,
          identification=None):
    """Shares of the six routes and `other` in each block.

    s_cr = sum_f w_fr / sum_f sum_r w_fr, with w = 1/k routes x 1/g clusters (fractional counting: OECD 2009; Waltman
    and van Eck 2015).

    Parameters
    ----------
    assignments : table of `routes`, or any frame with unit_id, firm_id, route, weight, counted and the columns `by`.
        Rows that are not counted are left out.
    by : column or columns whose values make the blocks.
    counting : "fractional", "whole" (each route of a unit counts 1) or "precedence" (one route per unit).
    interval : "cluster_bootstrap": variance over firms resampled with replacement, or with fewer than `min_firms` firms
        left out in turn, as a design effect in Jeffreys' interval; never narrower than Jeffreys-Dirichlet.
        "jeffreys": Jeffreys-Dirichlet alone.
    choices : {"draws", "seed", "level", "min_firms"}.
    blocks : frame with the columns `by`: blocks to report even when they are empty.
    identification : table `identification`; routes that a kind of data cannot show are reported as missing.

    Returns
    -------
    DataFrame with the columns `by` and COLUMNS, one row per block and route.

    Raises
    ------
    InputError : unknown counting or interval.

    >>> rows = pd.DataFrame({"cluster_id": "qingdao", "unit_id": ["e1", "e2", "e2"], "firm_id": "haier",
    ...                      "route": ["original", "original", "absorption"], "weight": [1, .5, .5], "counted": True})
    >>> usage(rows, "cluster_id").set_index("route").loc[["original", "absorption"], "share"].tolist()
    [0.75, 0.25]
    """
    by = [by] if isinstance(by, str) else list(by)
    _check_words(counting, interval)
    choices = {**DEFAULT, **(choices or {})}
    rows = COUNTINGS[counting](assignments[assignments["counted"]], by)
    groups = {_as_tuple(key): group for key, group in rows.groupby(by, sort=True)} if len(rows) else {}
    wanted = dict.fromkeys(blocks[by].itertuples(index=False, name=None)) if blocks is not None else groups
    frames = [_block(groups.get(key), key, by, counting, interval, choices) for key in wanted]
    if not frames:
        return pd.DataFrame(columns=[*by, *COLUMNS])
    return hide_unidentified(pd.concat(frames, ignore_index=True), identification)[[*by, *COLUMNS]]


def _check_words(counting, interval):
    if counting not in COUNTINGS:
        raise InputError(f"unknown counting {counting!r}", expected=" or ".join(COUNTINGS))
    if interval not in INTERVALS:
        raise InputError(f"unknown interval {interval!r}", expected=" or ".join(INTERVALS))


def _as_tuple(key):
    return key if isinstance(key, tuple) else (key,)


def _block(rows, key, by, counting, interval, choices):
    """One block: a row per route."""
    frame = pd.DataFrame({**dict(zip(by, key, strict=True)), "counting": counting, "route": list(ROUTES)})
    if rows is None or rows["weight"].sum() <= 0:
        return frame.assign(share=np.nan, low=np.nan, high=np.nan, interval="none", low_jeffreys=np.nan,
                            high_jeffreys=np.nan, weight=0.0, n=0.0, n_units=0, n_firms=0, identified=False,
                            reason=EMPTY)
    weights = firm_matrix(rows, list(ROUTES))
    total = weights.sum(axis=0)
    if interval == "jeffreys":
        low, high = jeffreys(total, choices["level"])
        made = {"low": np.minimum(low, shares(total)), "high": np.maximum(high, shares(total)),
                "interval": "Jeffreys-Dirichlet", "low_jeffreys": low, "high_jeffreys": high}
    else:
        made = share_interval(weights, "|".join(map(str, (*key, counting))), choices)
    return frame.assign(share=shares(total), **made, weight=total, n=total.sum(), n_units=rows["unit_id"].nunique(),
                        n_firms=len(weights), identified=True, reason=None)


def hide_unidentified(frame, identification):
    """Shares of routes that the kind of data cannot show become missing, with the reason.

    The other routes keep their share of all counted units.
    """
    if identification is None or "unit_kind" not in frame:
        return frame
    hidden = identification[~identification["identified"]].set_index(["unit_kind", "route"])["reason_en"].to_dict()
    pairs = list(zip(frame["unit_kind"], frame["route"], strict=True))
    mask = pd.Series([pair in hidden for pair in pairs], index=frame.index)
    frame = frame.copy()
    frame.loc[mask, ["share", "low", "high", "low_jeffreys", "high_jeffreys"]] = np.nan
    frame.loc[mask, "interval"] = "none"
    frame.loc[mask, "identified"] = False
    frame["reason"] = [hidden.get(pair, reason) if reason != EMPTY else reason
                       for pair, reason in zip(pairs, frame["reason"], strict=True)]
    return frame


def ranks(share):
    """Rank of each share, 1 = largest; equal shares get the same, better rank.

    >>> ranks(pd.Series([.5, .25, .25, 0])).tolist()
    [1, 2, 2, 4]
    """
    return share.round(12).rank(method="min", ascending=False).astype("Int64")
