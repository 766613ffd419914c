"""How a unit with several routes is counted, and which blocks it belongs to."""

import pandas as pd

BLOCK = ["cluster_id", "unit_kind", "evidence_base", "period"]
# Own first: the strongest tie to outside technology decides (METHODS of the design, section 3).
PRECEDENCE = ("foreign_acquisition", "foreign_alliance", "cluster_partnership", "research_partnership", "absorption",
              "original", "other")


def fractional(rows, by):
    """Weights as assigned: 1/k over routes, 1/g over clusters; a unit sums to 1."""
    return rows


def whole(rows, by):
    """Each route of a unit counts 1 in each block, shared equally by the firms that it is booked under there."""
    size = rows.groupby([*by, "unit_id", "route"], dropna=False)["weight"].transform("size")
    return rows.assign(weight=1.0 / size)


def precedence(rows, by):
    """Each unit counts wholly for the first of its routes in the order of PRECEDENCE."""
    order = rows["route"].map({route: place for place, route in enumerate(PRECEDENCE)})
    first = order.groupby([rows[name] for name in [*by, "unit_id"]], dropna=False).transform("min")
    return rows.assign(route=first.astype(int).map(dict(enumerate(PRECEDENCE))))


COUNTINGS = {"fractional": fractional, "whole": whole, "precedence": precedence}


def shown(assignments, clusters):
    """The rows that count: of the study's clusters, of levels A and B.

    In the founding paper's own body of evidence all levels count: its word is what is being replicated.
    """
    own_word = assignments["evidence_base"] == "founding_paper"
    return assignments[(assignments["counted"] | own_word)
                       & assignments["cluster_id"].isin(clusters["cluster_id"])]


def in_blocks(assignments, periods, paper_year=None):
    """`assignments` once per block that a row belongs to: its cluster and `all`, its period and `all`.

    Parameters
    ----------
    periods : list of {"name", "first", "last"}, years inclusive.
    paper_year : year in which the founding paper was written.
    """
    both = pd.concat([assignments, assignments.assign(cluster_id="all")], ignore_index=True)
    year = both["year"]
    if paper_year is not None:
        # ASSUME: An event that the founding paper does not date lies in the period in which the paper was written.
        year = year.where(year.notna() | (both["evidence_base"] != "founding_paper"), paper_year)
    parts = [both.assign(period="all")]
    for period in periods:
        inside = year.between(period["first"], period["last"]).fillna(False).astype(bool)
        parts.append(both[inside].assign(period=period["name"]))
    return pd.concat(parts, ignore_index=True)


def grid(assignments, clusters, periods):
    """Every block of the study, filled or empty: each kind and body of evidence met, by cluster and by period."""
    kinds = assignments[["unit_kind", "evidence_base"]].drop_duplicates()
    places = pd.DataFrame({"cluster_id": ["all", *clusters["cluster_id"]]})
    times = pd.DataFrame({"period": ["all", *(period["name"] for period in periods)]})
    return places.merge(kinds, how="cross").merge(times, how="cross")[BLOCK]
