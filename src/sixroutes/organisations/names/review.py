"""What a person may look at: which names were put together, why, and what hangs on it; the weightiest first."""

import pandas as pd

from .dated import OUTSIDE
from .hinting import SCORE
from .linking import SCORES

COLUMNS = ["rank", "raw_name", "other_name", "organisation_id", "other_organisation_id", "method", "score", "state",
           "n_units"]


def review_table(aliases, pairs, organisations):
    """Merges and open questions among the names that a study meets.

    Parameters
    ----------
    aliases : DataFrame[raw_name, name_key, organisation_id, method, score, holds, alias_of, n_units], one row per name
        met, and per time of a name with a dated alias, see `at_dates`.
    pairs : DataFrame[key, other, method, score, state, known], see `resolve`.
    organisations : DataFrame[organisation_id, name_en], to say who a name was put to.

    Returns
    -------
    DataFrame of COLUMNS, `rank` 1 = the most units (patents, events) hang on it, the least sure first among equals.
    `state` is merged (the name was put to the organisation), undecided (two names may be one organisation, and were
    left apart), conflict (a link would have joined two known organisations), apart (told apart by hand), outside (units
    outside the dates of an alias, resolved as if it were not there).
    """
    rows = pd.concat([_merges(aliases, organisations), _questions(aliases, pairs, organisations),
                      _outside(aliases, organisations)], ignore_index=True)
    rows["open"] = ~rows["state"].isin(["undecided", OUTSIDE])
    rows = rows.sort_values(["n_units", "open", "score", "raw_name", "other_name"],
                            ascending=[False, True, True, True, True])
    rows["rank"] = range(1, len(rows) + 1)
    return rows[COLUMNS].reset_index(drop=True)


def _merges(aliases, organisations):
    """Names that no person has matched, and the organisation each was put to."""
    put = aliases[aliases["method"].isin(["key", *SCORES, "override"])]
    named = organisations.set_index("organisation_id")["name_en"]
    fallback = aliases.sort_values(["n_units", "raw_name"], ascending=[False, True]).drop_duplicates("organisation_id")
    named = named.combine_first(fallback.dropna(subset="organisation_id").set_index("organisation_id")["raw_name"])
    return put.assign(other_name=put["organisation_id"].map(named), other_organisation_id=put["organisation_id"],
                      state="merged")


def _outside(aliases, organisations):
    """Names met outside the dates of their alias, beside each organisation that they name within them."""
    rows = aliases[aliases["holds"] == OUTSIDE]
    rows = rows.assign(other_organisation_id=rows["alias_of"].str.split(" | ", regex=False)).explode(
        "other_organisation_id", ignore_index=True)
    rows = rows[rows["organisation_id"] != rows["other_organisation_id"]]
    named = organisations.set_index("organisation_id")["name_en"]
    return rows.assign(other_name=rows["other_organisation_id"].map(named), method="alias", score=SCORE, state=OUTSIDE)


def _questions(aliases, pairs, organisations):
    """Pairs that were left apart, of which a name is met; each key by its most frequent name, each pair once."""
    first = aliases.sort_values(["n_units", "raw_name"], ascending=[False, True]).drop_duplicates("name_key")
    first = first.set_index("name_key")
    units = aliases.groupby("name_key")["n_units"].sum()
    named = organisations.set_index("organisation_id")["name_en"]
    left = pairs[(pairs["state"] != "merged") & pairs["key"].isin(first.index)
                 & (pairs["other"].isin(first.index) | pairs["known"].isin(named.index))]
    twins = left[["key", "other"]].apply(lambda row: " / ".join(sorted(row)), axis=1) if len(left) else left["key"]
    left = left[~twins.duplicated()]
    rows = pd.DataFrame({
        "raw_name": left["key"].map(first["raw_name"]),
        "other_name": left["other"].map(first["raw_name"]).fillna(left["known"].map(named)),
        "organisation_id": left["key"].map(first["organisation_id"]),
        "other_organisation_id": left["other"].map(first["organisation_id"]).fillna(left["known"].where(
            left["known"].isin(named.index))), "method": left["method"], "score": left["score"],
        "state": left["state"],
        "n_units": left[["key", "other"]].apply(lambda side: side.map(units)).min(axis=1)})
    nobody = rows["organisation_id"].isna() & rows["other_organisation_id"].isna()  # both are homonyms
    return rows[rows["organisation_id"].ne(rows["other_organisation_id"]) & ~nobody]
