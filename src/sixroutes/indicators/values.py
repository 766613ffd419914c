"""Every number that the paper prints, in one JSON-ready dict made from finished tables."""

import math
from numbers import Integral, Real

import numpy as np
import pandas as pd

from ..vocabulary import LANGUAGES, ROUTES, SIX_ROUTES
from .findings import EXCEPTIONS, HOLDING
from .identification import outside_partner
from .replication import FEW_UNITS, LACKING_SHARE
from .robustness import HEADLINE
from .usage import ranks

TOP_BROKERS = 10


def values(tables, study):
    """What the paper reads.

    Parameters
    ----------
    tables : {name: frame}: the tables of all stages and of this one (see `stage.measure`); `rows` are the assignments
        that count.
    study : the study's YAML: study, title, as_of, periods.

    Returns
    -------
    dict of text, numbers (rounded to six digits), flags, lists and dicts with sorted keys; missing values are None.
    """
    parts = {
        "study": study["study"], "title": study["title"], "as_of": str(study["as_of"]),
        "periods": [period["name"] for period in study["periods"]],
        "routes": {route: dict(zip(LANGUAGES, words, strict=True)) for route, words in ROUTES.items()},
        "clusters": _clusters(tables), "counts": counts(tables), "usage": _usage(tables["usage"]),
        "specialisation": _by_route(tables["specialisation"],
                                    {"lq": "location_quotient", "low": "low", "high": "high"}),
        "most_specialised": _most_specialised(tables["specialisation"]), "diversity": _diversity(tables["diversity"]),
        "change": _change(tables["change"], [period["name"] for period in study["periods"]]),
        "robustness": _robustness(tables["robustness"], tables["findings"]),
        "multiverse": _multiverse(tables["findings"], tables["specifications"]),
        "network": _network(tables["ties"], tables["nodes"]),
        "partners": _partners(tables["rows"], tables["partner_groups"]),
        "identification": _identification(tables["identification"]), "funnel": _funnel(tables["funnel"]),
        "account": _account(tables["account"]), "replication": _replication(tables["replication"])}
    return plain(parts)


def plain(value):
    """`value` as JSON holds it: sorted text keys, Python numbers, six digits, None for missing and infinite.

    >>> plain({"b": np.float64("nan"), "a": np.int64(2), "c": 0.123456789})
    {'a': 2, 'b': None, 'c': 0.123457}
    """
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if pd.isna(value):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        number = round(float(value), 6)
        return number + 0.0 if math.isfinite(number) else None
    return str(value)


def _units(rows, kind, by):
    return rows[rows["unit_kind"] == kind].groupby(by)["unit_id"].nunique()


def _clusters(tables):
    firms = tables["firms"].groupby("cluster_id").size()
    events, patents = (_units(tables["rows"], kind, "cluster_id") for kind in ("event", "patent"))
    return {row.cluster_id: {"en": row.label_en, "zh": row.label_zh, "position": row.position,
                             "n_firms": firms.get(row.cluster_id, 0), "n_events": events.get(row.cluster_id, 0),
                             "n_patents": patents.get(row.cluster_id, 0)}
            for row in tables["clusters"].itertuples()}


def counts(tables):
    """Flat named numbers. Events by verification and arguable ones are those that are counted."""
    firms = tables["firms"][tables["firms"]["cluster_id"].isin(tables["clusters"]["cluster_id"])]
    sizes = {name: len(tables[name]) for name in ("clusters", "organisations", "aliases", "nodes", "ties")}
    return {**sizes, "ownership_intervals": len(tables["ownership"]), "firms": len(firms),
            "core_firms": (firms["role"] == "core").sum(), "routes": len(SIX_ROUTES),
            "lacking_share": LACKING_SHARE, "few_units": FEW_UNITS, "robust_exceptions": EXCEPTIONS,
            "robust_holding": HOLDING,
            "files": len(tables["account"]),
            **{f"rows_{name}": tables["account"][name].sum() for name in ("read", "kept", "duplicate", "rejected")},
            **_name_counts(tables.get("name_review")), **_event_counts(tables["events"], tables["rows"]),
            **_patent_counts(tables)}


def _account(account):
    """What became of the rows of each file."""
    return [dict(file=row.source_file, read=row.read, kept=row.kept, duplicate=row.duplicate, rejected=row.rejected)
            for row in account.sort_values("source_file").itertuples()]


def _name_counts(review):
    """Names put together by rule, pairs that are undecided, names and pairs that a person has decided."""
    if review is None:
        return {"names_by_rule": 0, "names_undecided": 0, "names_by_hand": 0}
    by_hand = (review["method"] == "override") | (review["state"] == "apart")
    return {"names_by_rule": ((review["state"] == "merged") & ~by_hand).sum(),
            "names_undecided": (review["state"] == "undecided").sum(), "names_by_hand": by_hand.sum()}


def _event_counts(events, rows):
    counted = events[events["event_id"].isin(rows.loc[rows["unit_kind"] == "event", "unit_id"])]
    status = events["status"].value_counts()
    return {"events_read": len(events), "events_counted": len(counted),
            **{f"events_{name}": status.get(name, 0) for name in ("twin", "failed", "not_a_route", "unverified")},
            "events_verified_yes": (counted["verified"] == "yes").sum(),
            "events_verified_partly": (counted["verified"] == "partly").sum(),
            "events_arguable": counted["alternative_type"].notna().sum(),
            "events_undocumented": rows.loc[rows["subtype"] == "undocumented", "unit_id"].nunique(),
            "first_year": counted["year"].min(), "last_year": counted["year"].max()}


def _patent_counts(tables):
    rows = tables["rows"][tables["rows"]["unit_kind"] == "patent"]
    parties = tables["applicant_groups"]
    parties = parties[parties["patent_id"].isin(rows["unit_id"]) & parties["organisation_id"].notna()]
    by_patent = parties.groupby("patent_id").agg(organisations=("organisation_id", "nunique"),
                                                 groups=("group_id", "nunique"))
    return {"patents_read": 0 if tables["patents"] is None else len(tables["patents"]),
            "patents_focal": rows["unit_id"].nunique(),
            "patents_intra_group": ((by_patent["organisations"] > 1) & (by_patent["groups"] == 1)).sum(),
            "patents_outside_partner": outside_partner(parties),
            "patents_abroad": rows.loc[rows["subtype"] == "abroad", "unit_id"].nunique()}


def _usage(usage):
    nested = {"event": {}, "patent": {}}
    fractional = usage[usage["counting"] == "fractional"]
    for (kind, base, cluster, period), block in fractional.groupby(
            ["unit_kind", "evidence_base", "cluster_id", "period"], sort=True):
        nested[kind].setdefault(base, {}).setdefault(cluster, {})[period] = _block(block.set_index("route"))
    return nested


def _block(block):
    six = block.loc[[route for route in ROUTES if route in SIX_ROUTES]]
    rank = ranks(six["share"])
    routes = {route: {"share": row["share"], "low": row["low"], "high": row["high"], "weight": row["weight"],
                      "rank": rank.get(route), "identified": row["identified"], "interval": row["interval"]}
              for route, row in block.iterrows()}
    ordered = six.dropna(subset="share").sort_values("share", ascending=False, kind="stable")
    leading = ordered.index[0] if len(ordered) and ordered["share"].iloc[0] > 0 else None
    clear = leading is not None and (len(ordered) < 2 or ordered["low"].iloc[0] > ordered["high"].iloc[1:].max())
    return {"n": block["n"].iloc[0], "n_units": block["n_units"].iloc[0], "n_firms": block["n_firms"].iloc[0],
            "routes": routes, "leading": leading, "leading_is_clear": bool(clear)}


def _by_route(table, fields):
    nested = {}
    for row in table.to_dict("records"):
        nested.setdefault(row["cluster_id"], {})[row["route"]] = {name: row[column] for name, column in fields.items()}
    return nested


def _most_specialised(table):
    above = table[(table["low"] > 1) & table["route"].isin(SIX_ROUTES)]
    above = above.sort_values(["location_quotient", "cluster_id", "route"], ascending=[False, True, True])
    return [{"cluster": row.cluster_id, "route": row.route, "lq": row.location_quotient, "low": row.low,
             "high": row.high} for row in above.itertuples()]


def _diversity(table):
    nested = {}
    for row in table.itertuples():
        nested.setdefault(row.cluster_id, {})[f"q{row.order}"] = {"value": row.hill, "low": row.low, "high": row.high}
    return nested


def _change(table, periods):
    """Per cluster, the pair of periods that lie farthest apart and both have data."""
    place = {name: position for position, name in enumerate(periods)}
    filled = table[table["difference"].notna()]
    if filled.empty:
        return {}
    span = filled["after"].map(place) - filled["before"].map(place)
    widest = filled[span == span.groupby(filled["cluster_id"]).transform("max")]
    return _by_route(widest, {name: name for name in ("difference", "low", "high", "before", "after")})


def _robustness(table, findings):
    """Rank and share of each route over the variants; whether its rank is robust is the multiverse's to say."""
    counted = table[table["n"] > 0]
    names = list(dict.fromkeys(counted["variant"]))
    told = findings[(findings["unit_kind"] == "event") & (findings["kind"] == "rank")].set_index("route")["robust"]
    nested = {}
    for route in SIX_ROUTES:
        rows = counted[counted["route"] == route].set_index("variant")
        nested[route] = {"headline": rows["rank"].get(HEADLINE), "min": rows["rank"].min(), "max": rows["rank"].max(),
                         "share_min": rows["share"].min(), "share_max": rows["share"].max(),
                         "robust": bool(told.get(route, False))}
    return {"variants": names, "n_variants": len(names), "ranks": nested}


def _multiverse(findings, specifications):
    """The findings of the headline on events and on patents, and how many of them are robust."""
    nested = {kind: {"n_specifications": n, "findings": {}} for kind, n in
              specifications["unit_kind"].value_counts().items()}
    for row in findings.to_dict("records"):
        by_kind = nested[row["unit_kind"]]["findings"].setdefault(row["kind"], {})
        by_kind.setdefault(row["cluster_id"], {})[row["route"]] = {
            name: row[name] for name in ("estimate", "lowest", "median", "highest", "n_specifications", "n_holding",
                                         "share_holding", "n_exceptions", "robust", "turns_on", "option",
                                         "share_under_option")}
    for kind, part in nested.items():
        mine = findings[findings["unit_kind"] == kind]
        part |= {"n_findings": len(mine), "n_robust": mine["robust"].sum()}
    return nested


def _network(ties, nodes):
    """Shares are of ties (one per layer and pair of groups). The E-I index takes each cluster as a group."""
    reach = ties["reach"].value_counts(normalize=True)
    within = float(reach.get("within cluster", 0.0)) if len(ties) else None
    return {"nodes": len(nodes), "ties": len(ties), "layers": ties["layer"].value_counts().to_dict(),
            "reach": reach.to_dict(), "foreign_share_of_ties": float(reach.get("foreign", 0.0)) if len(ties) else None,
            "within_cluster_share": within, "ei_index": None if within is None else 1 - 2 * within,
            "core_size": nodes["in_core"].sum(), "communities": nodes["community"].nunique(),
            "largest_core_number": nodes["core_number"].max(), "top_brokers": _brokers(nodes)}


def _brokers(nodes):
    roles = ["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]
    inside = nodes[nodes["cluster_id"].notna()].assign(total=nodes[roles].sum(axis=1))
    top = inside[inside["total"] > 0].sort_values(["total", "node_id"], ascending=[False, True]).head(TOP_BROKERS)
    return [{"en": row["name_en"], "zh": row["name_en"] if pd.isna(row["name_zh"]) else row["name_zh"],
             "cluster": row["cluster_id"], "total": row["total"], **{role: row[role] for role in roles}}
            for row in top.to_dict("records")]


def _partners(rows, partner_groups):
    """Partners by route: one count per event and partner, country and sector of the partner itself."""
    events = rows[(rows["unit_kind"] == "event")][["unit_id", "route"]].drop_duplicates()
    parties = partner_groups[(partner_groups["party"] == "partner") & partner_groups["organisation_id"].notna()]
    met = events.merge(parties.drop_duplicates(["event_id", "organisation_id"]), left_on="unit_id",
                       right_on="event_id")
    return {route: {"n": (met["route"] == route).sum(),
                    "countries": met.loc[met["route"] == route, "country"].value_counts().to_dict(),
                    "sectors": met.loc[met["route"] == route, "sector"].value_counts().to_dict()} for route in ROUTES}


def _identification(table):
    nested = {}
    for row in table.itertuples():
        nested.setdefault(row.unit_kind, {})[row.route] = {"identified": row.identified, "bound": row.bound,
                                                           "en": row.reason_en, "zh": row.reason_zh}
    return nested


def _funnel(table):
    nested = {}
    for row in table.sort_values(["unit_kind", "position"]).itertuples():
        nested.setdefault(row.unit_kind, []).append({"en": row.step_en, "zh": row.step_zh, "n": row.n,
                                                     "left_out": row.left_out})
    return nested


def _replication(table):
    claims, tally = {}, {}
    for row in table.itertuples():
        key = f"{row.evidence_base}.{row.period}"
        claim = claims.setdefault(row.claim_id, {"claim_id": row.claim_id, "statement": row.statement,
                                                 "quote_zh": row.quote_zh, "results": {}})
        claim["results"][key] = {"verdict": row.verdict, "share": row.share, "low": row.low, "high": row.high,
                                 "rank": row.rank, "reason_en": row.reason_en, "reason_zh": row.reason_zh}
        count = tally.setdefault(key, {"reproduced": 0, "not reproduced": 0, "not testable": 0})
        count[row.verdict] += 1
    return {"claims": list(claims.values()), "tally": tally}
