"""Findings: what a study says of its routes, and in how many specifications of the multiverse each holds."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..schemas import empty
from ..vocabulary import ROUTES, SIX_ROUTES
from .multiverse import dimensions
from .specialisation import location_quotient
from .usage import ranks

# ASSUME: A finding is called robust when it holds in all but two of the specifications that differ from the headline in
# one choice, and in at least 95% of all; else it is fragile.
EXCEPTIONS, HOLDING = 2, 0.95


@dataclass(frozen=True)
class Finding:
    """One statement and its number in every specification.

    Parameters
    ----------
    kind : rank (of a route among the six), leading (route of a cluster), specialisation, change.
    cluster_id, route : what it is about.
    estimates : one number per specification, missing where nothing is counted.
    holds : one flag per specification; the headline's own is true.
    """

    kind: str
    cluster_id: str
    route: str
    estimates: np.ndarray
    holds: np.ndarray


def findings(multiverse, made, clusters, periods, kind="event"):
    """All findings on one kind of unit that the headline shows.

    Parameters
    ----------
    multiverse : `Multiverse`.
    made : the headline's tables specialisation, change and identification, which say what the study claims at all.
    clusters : table `clusters`; periods : names in order.
    kind : of unit. Patents are asked for ranks alone, since they do not compare routes.
    """
    known = made["identification"].query("unit_kind == @kind and identified")["route"]
    found = _ranks(multiverse, [route for route in SIX_ROUTES if route in set(known)])
    if kind == "event":
        found += [one for cluster in clusters["cluster_id"] for one in _leading(multiverse, cluster)]
        found += _specialised(multiverse, made["specialisation"])
        found += _changed(multiverse, made["change"], periods)
    return found


def _ranks(multiverse, routes):
    """The rank of each route by its share in the whole study."""
    if len(routes) < 2:
        return []
    share = multiverse.shares()[:, [list(ROUTES).index(route) for route in routes]]
    rank = np.array([ranks(pd.Series(row)).to_numpy(float, na_value=np.nan) for row in share])
    return [Finding("rank", "all", route, share[:, place], rank[:, place] == rank[0, place])
            for place, route in enumerate(routes) if np.isfinite(share[0, place])]


def _leading(multiverse, cluster):
    """The route that a cluster uses most, by its lead over the next; none where two share the first place."""
    share = multiverse.shares(cluster)[:, :len(SIX_ROUTES)]
    if np.isnan(share[0]).all():
        return []
    first = int(np.argmax(share[0]))
    lead = share[:, first] - np.delete(share, first, axis=1).max(axis=1)
    holds = lead > 1e-9
    return [Finding("leading", cluster, list(ROUTES)[first], lead, holds)] if holds[0] else []


def _specialised(multiverse, specialisation):
    """Location quotients whose interval lies on one side of 1."""
    clear = specialisation[(specialisation["low"] > 1) | (specialisation["high"] < 1)]
    found = []
    for row in clear[clear["route"].isin(SIX_ROUTES)].itertuples():
        place = list(ROUTES).index(row.route)
        quotient = location_quotient(multiverse.shares(row.cluster_id), multiverse.rest(row.cluster_id))[:, place]
        found.append(Finding("specialisation", row.cluster_id, row.route, quotient,
                             (quotient > 1) == (row.location_quotient > 1)))
    return found


def _changed(multiverse, change, periods):
    """Changes of the whole study from the first to the last period with data whose interval lies on one side of 0."""
    clear = change[(change["cluster_id"] == "all") & change["route"].isin(SIX_ROUTES)]
    clear = clear[(clear["low"] > 0) | (clear["high"] < 0)]
    span = [periods.index(row.after) - periods.index(row.before) for row in clear.itertuples()]
    found = []
    for row in clear[[one == max(span) for one in span]].itertuples():
        after, before = (multiverse.shares(period=period) for period in (row.after, row.before))
        moved = (after - before)[:, list(ROUTES).index(row.route)]
        found.append(Finding("change", "all", row.route, moved, np.sign(moved) == np.sign(row.difference)))
    return found


def curves(found, kind):
    """The table `curves`: the estimate of each finding in each specification, and whether the finding holds there."""
    return pd.concat([pd.DataFrame({
        "unit_kind": kind, "kind": one.kind, "cluster_id": one.cluster_id, "route": one.route,
        "specification": range(len(one.holds)), "estimate": one.estimates, "holds": one.holds}) for one in found]
        or [empty("curves")], ignore_index=True)


def summary(found, specifications, kind):
    """The table `findings`: one row per finding, with where it holds and which choice it turns on."""
    rows = [{"unit_kind": kind, **_summarised(one, specifications)} for one in found]
    return pd.DataFrame(rows) if rows else empty("findings")


def _summarised(one, specifications):
    asked = np.isfinite(one.estimates)
    holds, single = one.holds & asked, asked & (specifications["steps"] == 1).to_numpy()
    values = one.estimates[asked]
    n, holding, exceptions = int(asked.sum()), int(holds.sum()), int((single & ~holds).sum())
    robust = exceptions <= EXCEPTIONS and holding >= HOLDING * n
    turns = (None, None, np.nan) if holding == n else _turning(holds, asked, specifications)
    return {"kind": one.kind, "cluster_id": one.cluster_id, "route": one.route, "estimate": one.estimates[0],
            "lowest": values.min(), "median": np.median(values), "highest": values.max(), "n_specifications": n,
            "n_holding": holding, "share_holding": holding / n, "n_single": int(single.sum()),
            "n_exceptions": exceptions, "robust": robust,
            **dict(zip(("turns_on", "option", "share_under_option"), turns, strict=True))}


def _turning(holds, asked, specifications):
    """(dimension, option, share holding under it) for the option that lowers the share of specifications the most."""
    drops = []
    for name in dimensions(specifications):
        by_option = pd.Series(holds[asked]).groupby(specifications.loc[asked, name].to_numpy()).mean()
        first = specifications[name].iloc[0]  # the headline's option
        drops += [(share - by_option.get(first, np.nan), name, option, share) for option, share in by_option.items()
                  if option != first and pd.notna(by_option.get(first, np.nan))]
    return min(drops)[1:] if drops else (None, None, np.nan)
