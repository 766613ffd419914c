"""Who took part, seen on that day: group, owner's country, and the large firm of the study behind each party."""

import pandas as pd

from .ownership import climb

OFFSHORE = ("KY", "VG", "BM", "HK", "MO")
HMT = ("HK", "MO", "TW")


def territory(countries):
    """Mainland China, Hong Kong/Macao/Taiwan, abroad or unknown, from ISO codes.

    >>> territory(pd.Series(["CN", "TW", "JP", None])).tolist()
    ['domestic', 'hmt', 'foreign', 'unknown']
    """
    known = countries.map({"CN": "domestic", **dict.fromkeys(HMT, "hmt")})
    return known.fillna(countries.notna().map({True: "foreign", False: "unknown"})).astype("str")


def anchors(firms):
    """DataFrame[owner_id, firm_id, cluster_id, role]: the organisations that stand for each large firm."""
    listed = firms.assign(owner_id=firms["organisation_id"].str.split(" | ", regex=False)).explode("owner_id")
    return listed[["owner_id", "firm_id", "cluster_id", "role"]].reset_index(drop=True)


def settle_offshore(organisations):
    """The curated organisations with the country of their seat."""
    # ASSUME: A holding in the Cayman Islands, the Virgin Islands, Bermuda, Hong Kong or Macao that belongs to a cluster
    # of the mainland is a shell and counts as mainland China (Alibaba, Baidu, SMIC, Lenovo).
    shell = organisations["country"].isin(OFFSHORE) & organisations["cluster_id"].notna()
    return organisations.assign(country=organisations["country"].mask(shell, "CN"))


def see(parties, ownership, organisations, firms, as_of):
    """`parties` with what was true of each on its `owner_day`.

    Parameters
    ----------
    parties : DataFrame with organisation_id (empty = excluded), owner_day, sector, country and whatever else.
    ownership : table `ownership`; organisations : curated, see `settle_offshore`.
    firms : firms of the study; as_of : its last day.

    Returns
    -------
    DataFrame: the same rows with group_id, owner_country, owner_territory, firm_id, cluster_id, role, later_firm_id,
    acquired_on and foreign_stake_percent.
    """
    unit = ["organisation_id", "date"]
    parties = parties.rename(columns={"date": "own_date", "owner_day": "date"})
    units = parties.loc[parties["organisation_id"].notna(), unit].drop_duplicates()
    steps = climb(units, ownership)
    held = firm_of(steps, anchors(firms))
    today = firm_of(climb(units[["organisation_id"]].drop_duplicates().assign(date=pd.Timestamp(as_of)), ownership),
                    anchors(firms))
    seen = parties.merge(_ultimate(steps), how="left", on=unit).merge(held, how="left", on=unit)
    seen = seen.merge(foreign_stake(units, ownership, organisations), how="left", on=unit)
    later = seen["organisation_id"].map(today.set_index("organisation_id")["firm_id"])
    seen["later_firm_id"] = later.where(seen["firm_id"].isna())
    country = seen["group_id"].map(organisations.set_index("organisation_id")["country"])
    # A group that the facts do not know is a name of its own: its country is that of the party.
    seen["owner_country"] = country.fillna(seen["country"].where(seen["group_id"] == seen["organisation_id"]))
    seen["owner_territory"] = territory(seen["owner_country"])
    return seen.rename(columns={"date": "owner_day", "own_date": "date"})


def _ultimate(steps):
    last = steps.sort_values("step").drop_duplicates(["organisation_id", "date"], keep="last")
    return last.rename(columns={"owner_id": "group_id"})[["organisation_id", "date", "group_id"]]


def firm_of(steps, anchors):
    """The large firm behind each organisation on its day, and when control of the organisation was bought.

    Parameters
    ----------
    steps : DataFrame as `climb` gives it; anchors : DataFrame as `anchors` gives it.

    Returns
    -------
    DataFrame[organisation_id, date, firm_id, cluster_id, role, acquired_on], one row per unit with a firm.
    """
    unit = ["organisation_id", "date"]
    found = steps.merge(anchors, on="owner_id").sort_values([*unit, "step"])
    first = found.drop_duplicates(unit)
    # ASSUME: A large firm that another large firm of the study bought counts as a part of the buyer from the day of
    # control (Kelon under Hisense); one that came under a common state owner stays a firm of its own (CRRC, CICT).
    above = found.merge(first[[*unit, "step", "firm_id"]], on=unit, suffixes=("", "_first"))
    bought = above[(above["step"] == above["step_first"] + 1) & (above["basis"] == "acquired")
                   & (above["firm_id"] != above["firm_id_first"])]
    firm = pd.concat([first, bought[first.columns]]).sort_values([*unit, "step"]).drop_duplicates(unit, keep="last")
    below = steps[steps["basis"] == "acquired"].merge(firm[[*unit, "step"]], on=unit, suffixes=("", "_firm"))
    since = below[below["step"] <= below["step_firm"]].groupby(unit, dropna=False)["since"].max()
    return firm.merge(since.rename("acquired_on"), how="left", on=unit)[
        [*unit, "firm_id", "cluster_id", "role", "acquired_on"]]


def foreign_stake(units, ownership, organisations):
    """What foreign parents hold of each joint venture on its day: DataFrame[organisation_id, date,
    foreign_stake_percent], only where a stake is recorded; a stake that nobody states is not worked out.
    """
    unit = ["organisation_id", "date"]
    rows = units.merge(ownership, left_on="organisation_id", right_on="child_id")
    rows = rows[(rows["from_date"].isna() | (rows["from_date"] <= rows["date"]))
                & (rows["to_date"].isna() | (rows["to_date"] > rows["date"]))]
    is_venture = rows["basis"].eq("joint venture").groupby([rows[name] for name in unit], dropna=False).transform("any")
    abroad = territory(rows["parent_id"].map(organisations.set_index("organisation_id")["country"])) == "foreign"
    stakes = rows[is_venture & abroad & rows["share_percent"].notna()]
    return stakes.groupby(unit)["share_percent"].sum().rename("foreign_stake_percent").reset_index()
