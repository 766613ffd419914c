"""Units of a firm that the curated organisations do not list: bought ones by their purchase, others by its aliases."""

import re

import pandas as pd

from .names import name_key
from .parties import anchors

PURCHASES = ("foreign_acquisition", "domestic_acquisition")
# In these a partner is bought, sold to or founded together with, so a name that is the firm's own today was not yet.
DEALS = (*PURCHASES, "foreign_minority_stake", "foreign_joint_venture", "divestment")


# A space between a Chinese and another letter parts two names; inside a word (上海华虹NEC电子) nothing does.
_HAN, _OTHER = r"[\u4e00-\u9fff]", r"[^\u4e00-\u9fff\s]"
_BETWEEN_SCRIPTS = re.compile(rf"(?<={_HAN})\s+(?={_OTHER})|(?<={_OTHER})\s+(?={_HAN})")


def other_names(firms):
    """DataFrame[firm, name_key]: every spelling in the firms table, taken apart by language and bracket."""
    rows = [(firm.firm, name_key(part)) for firm in firms.itertuples() for alias in str(firm.aliases).split(" | ")
            for part in _spellings(alias)]
    return pd.DataFrame(rows, columns=["firm", "name_key"]).drop_duplicates()


def _spellings(alias):
    """A cell such as "Rongsheng / Ronshen 容声 (brand)" as its names; names within a word stay together.

    >>> _spellings("Rongsheng / Ronshen 容声 (brand)"), _spellings("上海华虹NEC电子")
    (['Rongsheng', 'Ronshen', '容声'], ['上海华虹NEC电子'])
    """
    plain = re.sub(r"[(（][^)）]*[)）]", " ", alias)
    parts = [piece.strip() for part in plain.split(" / ") for piece in _BETWEEN_SCRIPTS.split(part)]
    return [part for part in parts if part]


def own_units(partners, firms):
    """Partners with the organisation settled where the name is one of the booking firm's own, and the purchases.

    Parameters
    ----------
    partners : DataFrame with event_id, firm, event_type, status, date, stake_percent, source_url, organisation_id,
        raw_name, method.
    firms : curated table.

    Returns
    -------
    (partners, ownership rows). A name of the firm's aliases that a counted purchase of the firm names as bought is an
    organisation of its own, which the firm controls from the day of that event; any other such name, outside deals,
    is the firm itself.
    """
    partners = partners.assign(name_key=partners["raw_name"].map(name_key))
    own = partners.merge(other_names(firms).assign(own=True), how="left", on=["firm", "name_key"])["own"]
    own = pd.Series(own.eq(True).to_numpy(), index=partners.index) & (partners["method"] == "new")
    # ASSUME: Control passes with a purchase whose stake is more than half, or is not stated.
    bought = partners[own & partners["event_type"].isin(PURCHASES) & (partners["status"] == "counted")
                      & partners["date"].notna() & ~(partners["stake_percent"] <= 50)]
    head = anchors(firms.assign(firm_id=firms["firm"])).drop_duplicates("firm_id").set_index("firm_id")["owner_id"]
    intervals = bought.sort_values("date").drop_duplicates("organisation_id")
    intervals = pd.DataFrame({
        "child_id": intervals["organisation_id"], "parent_id": intervals["firm"].map(head),
        "from_date": intervals["date"], "to_date": pd.NaT, "share_percent": intervals["stake_percent"],
        "basis": "acquired", "source_url": intervals["source_url"], "certainty": "medium", "control": True})
    itself = own & ~partners["event_type"].isin(DEALS) & ~partners["organisation_id"].isin(intervals["child_id"])
    settled = partners["organisation_id"].mask(itself, partners["firm"].map(head))
    return partners.assign(organisation_id=settled), intervals
