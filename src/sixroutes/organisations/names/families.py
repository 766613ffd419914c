"""One applicant in two scripts, seen by what it files: at the same place of the same patent families, again and again.

A family has a Chinese member with 海信电器 and a US one with HISENSE ELECTRIC, which no reading of 海信 gives. An
affiliate may file abroad in its parent's place, so few of these pairs are merged by themselves.
"""

import pandas as pd

from .linking import SCORES
from .scripts import spells
from .text import CJK, plain

COLUMNS = ["key", "other", "method", "score", "sure"]
ASKED_SCORE, ADDRESS_SCORE = 0.5, 0.4
_ASKED, _SURE = 2, 3  # families from which a pair is asked about, and from which it may be merged
_SHORTEST = 12  # signs of a full address


# ASSUME: A Chinese, Japanese or Korean name and a Latin one are asked about as one organisation where they stand at the
# same place, among as many applicants, in two patent families or more, and neither stands there with another partner.
# They are merged where, besides, each is the only applicant of its members in three families, and the Latin name spells
# the Chinese one by pinyin and translation; without that, a parent that files abroad for its affiliate looks the same.
def family_links(filings, found, head=None):
    """Pairs of keys in two scripts that may be one organisation, by patent families and by addresses.

    Parameters
    ----------
    filings : DataFrame[family_id, patent_id, sequence, raw_name] and, if given, raw_address: who files what.
    found : DataFrame[name, key, stem, core, weak], see `name_parts`.
    head : {key: key that stands for all names merged so far}, so that another spelling is no other partner.

    Returns
    -------
    DataFrame[key, other, method, score, sure]: the key in Chinese, Japanese or Korean, the Latin one. `family`: 0.7
    where sure, else 0.5. `address`: 0.4, never sure; both at one full address at which no other name of their scripts
    stands.
    """
    rows = _rows(filings, found, head or {})
    if rows["cjk"].nunique() < 2:
        return pd.DataFrame(columns=COLUMNS)
    met = rows.groupby(["cjk", "key"])["own"].min()
    pairs = _partners(rows)
    pairs["key"], pairs["other"] = pairs["key"].map(met[True]), pairs["other"].map(met[False])
    pairs["sure"] = (pairs["alone"] >= _SURE) & _spelled(pairs, found)
    pairs["score"] = pairs["sure"].map({True: SCORES["family"], False: ASKED_SCORE})
    every = pd.concat([pairs.assign(method="family"), _neighbours(rows)], ignore_index=True)
    return every.sort_values(["sure", "score", "key", "other"], ascending=[False, False, True, True],
                             ignore_index=True)[COLUMNS].drop_duplicates(["key", "other"])


def _rows(filings, found, head):
    """Applicants of families with a name in signs, or with an address, each with its key; no damaged names."""
    in_signs = found.loc[found["name"].str.contains(CJK.pattern), "name"]
    cjk = filings["raw_name"].isin(in_signs)
    asked = filings["family_id"].isin(filings.loc[cjk, "family_id"])
    if cjk.any() and "raw_address" in filings:
        asked |= filings["raw_address"].notna()
    rows = filings.assign(cjk=cjk)[asked & ~filings["raw_name"].str.contains("\ufffd", regex=False)]
    own = rows["raw_name"].map(found.set_index("name")["key"])
    rows = rows.assign(own=own, key=own.map(lambda key: head.get(key, key)))
    return rows.sort_values(["patent_id", "sequence"]).drop_duplicates(["patent_id", "key", "cjk"])


def _partners(rows):
    """Pairs with no other partner: DataFrame[key, other, families, alone], alone = families with no other applicant."""
    member = rows.groupby(["patent_id", "cjk"])
    rows = rows.assign(place=member.cumcount(), of=member["key"].transform("size"))
    rows["alone"] = rows.groupby("patent_id")["key"].transform("size") == 1
    rows = rows[["family_id", "place", "of", "key", "cjk", "alone"]]
    rows = rows.groupby(["family_id", "place", "of", "key", "cjk"], as_index=False)["alone"].max()
    sides = [rows[rows["cjk"] == cjk].drop(columns="cjk") for cjk in (True, False)]
    met = sides[0].merge(sides[1].rename(columns={"key": "other"}), on=["family_id", "place", "of"],
                         suffixes=("", "_other"))
    met["alone"] &= met["alone_other"]
    met = met.groupby(["key", "other", "family_id"], as_index=False)["alone"].max()
    pairs = met.groupby(["key", "other"]).agg(families=("family_id", "size"), alone=("alone", "sum")).reset_index()
    single = ~pairs["key"].duplicated(keep=False) & ~pairs["other"].duplicated(keep=False)
    return pairs[single & (pairs["families"] >= _ASKED) & (pairs["key"] != pairs["other"])].reset_index(drop=True)


def _spelled(pairs, found):
    """Whether the Latin name of each pair spells the other one; short and common names spell nobody."""
    names = found[~found["weak"]].drop_duplicates("key").set_index("key")
    stems, cores = pairs["key"].map(names["stem"]), pairs["other"].map(names["core"])
    return pd.Series([isinstance(stem, str) and isinstance(core, str) and spells(stem, core)
                      for stem, core in zip(stems, cores, strict=True)], index=pairs.index, dtype=bool)


def _neighbours(rows):
    """Pairs that have one full address, which no other name of either script gives."""
    if "raw_address" not in rows or rows["raw_address"].isna().all():
        return pd.DataFrame(columns=COLUMNS)
    rows = rows.dropna(subset="raw_address")
    address = rows["raw_address"].map({text: " ".join(plain(text).split()) for text in rows["raw_address"].unique()})
    full = (address.str.len() >= _SHORTEST) & address.str.contains(r"\d")
    rows = rows.assign(address=address, key=rows["own"])[full].drop_duplicates(["address", "key", "cjk"])
    alone = ~rows.duplicated(["address", "cjk"], keep=False)
    sides = [rows[alone & (rows["cjk"] == cjk)][["address", "key"]] for cjk in (True, False)]
    met = sides[0].merge(sides[1].rename(columns={"key": "other"}), on="address")
    pairs = met.loc[met["key"] != met["other"], ["key", "other"]].drop_duplicates()
    return pairs.assign(method="address", score=ADDRESS_SCORE, sure=False)
