"""Raw names to organisations: by a person's decision, a curated string, an equal name, or a link that is sure."""

from pathlib import Path

import pandas as pd

from ... import tables
from ...errors import InputError
from ...schemas import empty
from ..ownership.days import days
from .branches import branches
from .curated import FACTS_USED, NOBODY, known_names, labels
from .dated import at_dates, undated
from .families import family_links
from .hinting import hints
from .linking import SCORES, family, is_weak, keys, links, merged, name_parts
from .overrides import check_overrides, decided_pairs, from_whole, still_together
from .parts import parts

FACTS = Path("data/raw/facts")
NEW = "name:"
# How sure each way is; a name that nobody knows has no score.
ALL_SCORES = {"override": 1.0, "alias": 1.0, "key": 0.95, **SCORES}


def name_key(name):
    """The key of one name: its words in standard spelling and alphabetic order, without the legal form.

    A name that is too short or too common keeps its legal form.

    >>> name_key("Hisense Co., Ltd."), name_key("ＨＩＳＥＮＳＥ CO LTD"), name_key("GE Co.")
    ('hisense', 'hisense', 'ge |co')
    >>> name_key("海信集团有限公司"), name_key("Qingdao University"), name_key("UNIV QINGDAO")
    ('海信集团', 'qingdao univ', 'qingdao univ')
    """
    found = parts(name)
    core = " ".join(found.core)
    return f"{core} |{family(found.form)}" if is_weak(core) else core


def resolve(raw_names, aliases, organisations, homonyms=None, firms=None, overrides=None, countries=None,
            hinting=True, filings=None):
    """Which organisation each name stands for, and which pairs of names a person may look at.

    Parameters
    ----------
    raw_names : names, each once.
    aliases, organisations, homonyms, firms : curated tables, see `known_names`; overrides : a person's decisions.
        Aliases with dates say nothing here, see `at_dates`.
    countries : Series {raw name: ISO 3166 alpha-2 code}, or None; it tells common names apart.
    hinting : whether to look, too, for pairs that only a person can judge, see `hints`; they change no organisation.
    filings : who files what, see `family_links`, or None; names in two scripts are linked by it.

    Returns
    -------
    (names, pairs). names : DataFrame[raw_name, name_key, cluster, organisation_id, method, score, certainty]. In this
    order: a person's decision (override); a curated string (alias); a name known not to be a firm of the study
    (homonym, no organisation); the same key as a curated name (key); a sure link to one (joined, branch, slip, script,
    family); anybody else (new, or the link that joins it to another new name; `cluster`, which is `name:` + key).
    pairs : DataFrame[key, other, method, score, state, known] with `known` the curated organisation of `other`, and
    state merged, undecided, or the reason why it was refused.
    """
    aliases = undated(aliases)
    known = known_names(aliases, organisations, homonyms, firms)
    decided = empty("facts_overrides") if overrides is None else check_overrides(overrides, organisations)
    every = pd.Index(pd.unique(pd.concat([pd.Series(raw_names, dtype="str"), known["raw_name"], decided["raw_name"],
                                          decided["other_name"]]).dropna()))
    found = name_parts(every)
    found["key"] = keys(found, None if countries is None else found["name"].map(countries))
    key_of = found.set_index("name")["key"]
    label = labels(known.assign(key=known["raw_name"].map(key_of)))
    by_hand, apart = decided_pairs(decided, key_of)
    asked = [hints(found, label)] if hinting else []
    by_rule = pd.concat([branches(found, label), links(found)], ignore_index=True)
    by_rule = by_rule.sort_values(["sure", "score"], ascending=False, kind="stable")
    pairs = pd.concat([by_hand, by_rule, *asked], ignore_index=True).drop_duplicates(["key", "other"])
    apart = from_whole(apart, label)
    head, via, state = merged(found["key"].unique(), pairs, label, apart)
    seen = family_links(filings, found, head) if filings is not None else pairs.head(0)
    if len(seen):  # families tell of organisations, so their links come after those of spellings
        pairs = pd.concat([pairs, seen], ignore_index=True).drop_duplicates(["key", "other"])
        head, via, state = merged(found["key"].unique(), pairs, label, apart)
    named = _named(raw_names, key_of, label, head, via, aliases, decided)
    return named, pairs.drop(columns="sure").assign(state=state, known=pairs["other"].map(label))


def _named(raw_names, key_of, label, head, via, aliases, decided):
    """One row per name met; names that a decision tells others from are resolved for that, and left out again."""
    met = pd.Series(raw_names, dtype="str")
    told_from = decided.loc[decided["decision"] == "apart", "other_name"].drop_duplicates()
    unmet = told_from[~told_from.isin(met[met.isin(told_from)])]
    frame = pd.DataFrame({"raw_name": pd.concat([met, unmet])})
    frame = frame.reset_index(drop=True)
    frame["name_key"] = frame["raw_name"].map(key_of)
    top = frame["name_key"].map(head)
    whose = {head[key]: organisation for key, organisation in label.items()}
    by_cluster, own = top.map(whose).astype("str"), frame["name_key"].map(label)
    by_string = aliases.set_index("raw_name")
    chosen = decided[decided["decision"] == "organisation"].set_index("raw_name")["organisation_id"]
    joined = frame["name_key"].map(via).astype("str").where((frame["name_key"] != top) | by_cluster.notna())
    frame["method"] = joined.fillna("new").mask(own.notna(), "key")
    frame["cluster"] = NEW + top.astype("str")
    frame["organisation_id"] = by_cluster.fillna(frame["cluster"]).astype("str")
    for method, given in (("homonym", by_cluster.where(by_cluster == NOBODY)),
                          ("alias", frame["raw_name"].map(by_string["organisation_id"]).astype("str")),
                          ("override", frame["raw_name"].map(chosen).astype("str"))):
        frame["organisation_id"] = given.fillna(frame["organisation_id"])
        frame["method"] = frame["method"].mask(given.notna(), method)
    parted = frame["raw_name"].isin(still_together(decided, frame))
    frame["organisation_id"] = frame["organisation_id"].mask(parted, NEW + frame["raw_name"])
    frame["method"] = frame["method"].mask(parted, "override")
    frame["organisation_id"] = frame["organisation_id"].mask(frame["organisation_id"] == NOBODY)
    frame["score"] = frame["method"].map(ALL_SCORES)
    linked, certainty = frame["method"].isin([*SCORES, "key"]), frame["raw_name"].map(by_string["certainty"])
    frame["certainty"] = certainty.astype("str").fillna("high").mask(linked, "medium")
    return frame.head(len(met))


def harmonise(names, facts=FACTS):
    """Names to organisations.

    Parameters
    ----------
    names : DataFrame with the column `name` and, if wanted, `country` (ISO 3166 alpha-2), which tells names apart that
        are too short or too common to stand for one organisation everywhere; with `date` (a day, or text as 2006-12),
        aliases with dates hold on their days; without it they do not hold.
    facts : folder with aliases.csv, organisations.csv, homonyms.csv and, where there is one, overrides.csv.

    Returns
    -------
    DataFrame[name, organisation_id, method, score], one row per row of `names`, in their order. Rows with the same
    organisation_id are one organisation. `method` says why, see `resolve`; `score` is 1 for a person's decision or a
    curated string, 0.95 for a name that is equal after normalisation, less for other links; it is missing where the
    name is nobody's (method new) or known not to be a firm of the study (method homonym); both have an organisation
    of their own, `name:` + key.

    Raises
    ------
    InputError : there is no column `name`, a curated table is missing, decisions contradict each other, or a date is
        none.
    """
    if "name" not in names.columns:
        raise InputError("the column is missing", file="names", column="name", expected="a frame with the column name",
                         remedy="rename the column with the names to 'name'")
    curated = {name: read_optional(Path(facts) / f"{name}.csv", f"facts_{name}") for name in FACTS_USED}
    given = names["name"].fillna("").astype("str")
    countries = None
    if "country" in names.columns:
        seen = pd.DataFrame({"name": given, "country": names["country"]}).dropna()
        countries = seen.groupby("name")["country"].agg(lambda codes: codes.mode().min())
    found = resolve(given.unique(), countries=countries, hinting=False, **curated)[0]
    found = found.set_index("raw_name").loc[given].reset_index()
    if "date" in names.columns:
        found = at_dates(found.assign(date=days(names["date"], "names").to_numpy()), curated["aliases"])
    organisation = found["organisation_id"].fillna(found["cluster"])
    return pd.DataFrame({"name": names["name"].to_numpy(), "organisation_id": organisation,
                         "method": found["method"], "score": found["score"]})


def read_optional(path, contract):
    """A curated table; overrides may be missing, which means that nobody has decided anything yet."""
    if contract == "facts_overrides" and not path.is_file():
        return empty("facts_overrides")
    return tables.read_csv(path, contract)
