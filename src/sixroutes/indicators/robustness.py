"""Robustness: the shares of the whole study when other defensible choices are made."""

import math

import pandas as pd

from ..vocabulary import ROUTES, SIX_ROUTES
from .counting import precedence, whole
from .usage import ranks

# ASSUME: A finding on a rank is called robust when the rank is the same in all but two variants.
EXCEPTIONS = 2


def headline(rows, events):
    """Fractional counting, levels A and B, all clusters."""
    return rows


def whole_counting(rows, events):
    """Each route of an event counts 1."""
    return whole(rows, [])


def precedence_counting(rows, events):
    """Each event counts for one route only, the one with most outside technology."""
    return precedence(rows, [])


def verified_only(rows, events):
    """Only events that a page confirms in full."""
    return rows[rows["unit_id"].isin(events.loc[events["verified"] == "yes", "event_id"])]


def without_arguable(rows, events):
    """Without events whose type a second coder could see otherwise."""
    return rows[~rows["unit_id"].isin(events.loc[events["alternative_type"].notna(), "event_id"])]


def six_routes_only(rows, events):
    """Without what none of the six routes covers."""
    return rows[rows["route"] != "other"]


VARIANTS = {"fractional": headline, "whole": whole_counting, "precedence": precedence_counting,
            "verified_only": verified_only, "without_arguable": without_arguable, "six_routes_only": six_routes_only}


def robustness(rows, events, clusters, alternatives=None):
    """The table `robustness`.

    Parameters
    ----------
    rows : counted event assignments of one body of evidence, all clusters.
    events : table `events`.
    clusters : table `clusters`; with two or more, each is left out in turn (variants `without_<cluster_id>`).
    alternatives : {variant: rows of the same form}: assignments made anew under other choices of the rules.
    """
    variants = {name: variant(rows, events) for name, variant in VARIANTS.items()}
    if len(clusters) > 1:
        for cluster_id in clusters["cluster_id"]:
            variants[f"without_{cluster_id}"] = rows[rows["cluster_id"] != cluster_id]
    variants |= alternatives or {}
    return pd.concat([_shares(name, frame) for name, frame in variants.items()], ignore_index=True)


def _shares(name, rows):
    weight = rows.groupby("route")["weight"].agg(math.fsum).reindex(list(ROUTES), fill_value=0.0)
    n = math.fsum(weight)
    share = weight / n if n > 0 else weight * float("nan")
    frame = pd.DataFrame({"variant": name, "route": list(ROUTES), "share": share.to_numpy(),
                          "rank": ranks(share.loc[list(SIX_ROUTES)]).reindex(list(ROUTES)).array, "n": n})
    return frame.astype({"rank": "Int64"})


def is_robust(table, route):
    """Whether the route has the headline's rank in all but EXCEPTIONS of the variants that count anything."""
    rows = table[(table["route"] == route) & (table["n"] > 0)].set_index("variant")["rank"]
    if "fractional" not in rows.index:
        return False
    return int((rows != rows["fractional"]).sum()) <= EXCEPTIONS
