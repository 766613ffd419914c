"""What is curated: strings matched by hand, names of organisations and firms, names that only look like a firm."""

import pandas as pd

FACTS_USED = ("aliases", "organisations", "homonyms", "overrides")
NOBODY = "-"  # label of a name that is known to be nobody of the study


def known_names(aliases, organisations, homonyms=None, firms=None):
    """Every curated name: DataFrame[raw_name, organisation_id, rank], a homonym with the label NOBODY.

    Where names of two ranks have the same key, the higher rank speaks: homonyms 2, plain names of firms 1, others 0.

    Parameters
    ----------
    aliases, organisations, homonyms, firms : curated tables; None = none. Plain names of firms are for partners of
        events, whom a coder has named; in a patent file "Hisense" may be anybody.
    """
    named = [aliases[["raw_name", "organisation_id"]].assign(rank=0)]
    named += [pd.DataFrame({"raw_name": organisations[column], "organisation_id": organisations["organisation_id"],
                            "rank": 0}) for column in ("name_en", "name_zh")]
    if firms is not None:
        head = firms["organisation_id"].str.split(" | ", regex=False).str[0]
        named += [pd.DataFrame({"raw_name": name, "organisation_id": head, "rank": 1})
                  for column in ("firm", "firm_zh")
                  for name in (firms[column], firms[column].str.replace(r"( Group|集团)$", "", regex=True))]
    if homonyms is not None:
        alike = homonyms.loc[homonyms["in_aliases_as"].isna(), "raw_name"]
        named.append(pd.DataFrame({"raw_name": alike, "organisation_id": NOBODY, "rank": 2}))
    return pd.concat(named, ignore_index=True).dropna().drop_duplicates()


def labels(known):
    """{key: organisation_id} of the curated names; a key that two organisations of one rank share is nobody's.

    Parameters
    ----------
    known : DataFrame[key, organisation_id, rank].
    """
    highest = known[known["rank"] == known.groupby("key")["rank"].transform("max")]
    single = highest[["key", "organisation_id"]].drop_duplicates().drop_duplicates("key", keep=False)
    return single.set_index("key")["organisation_id"].to_dict()
