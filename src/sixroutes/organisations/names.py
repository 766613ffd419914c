"""Raw names to organisations: by the curated strings, and by names that are equal after plain normalisation.

Precision comes first: nothing is guessed. A name that the facts do not know becomes an organisation of its own.
"""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from .. import tables
from ..errors import InputError

FACTS = Path("data/raw/facts")
NEW = "name:"
# How sure each method is; a name that nobody knows has no score.
SCORES = {"alias": 1.0, "key": 0.9}
# Legal forms, taken off the end of a name one after the other; longer ones first where one ends in another.
_LEGAL_FORMS = (
    "kabushiki kaisha", "co ltd", "company limited", "aktiengesellschaft", "sociedad anonima", "corporation",
    "incorporated", "company", "limited", "gmbh", "corp", "sarl", "zrt", "llc", "ltd", "inc", "plc", "pte", "pty",
    "spa", "group", "kk", "co", "ag", "sa", "bv", "nv", "oy", "ab", "as")
_LEGAL_FORMS_ZH = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "株式会社", "公司", "集团")
# A stem as short as this (GE, HP, TCL) says too little; such a name keeps its legal form.
_SHORTEST_STEM = {"latin": 4, "cjk": 3}
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def name_key(name):
    """A name as it is compared: Unicode NFKC, small letters, without punctuation, spaces and legal form.

    The full name is kept where the stem would be too short to stand for anybody.

    >>> name_key("Hisense Co., Ltd."), name_key("ＨＩＳＥＮＳＥ CO LTD"), name_key("GE Co.")
    ('hisense', 'hisense', 'geco')
    >>> name_key("海信集团有限公司"), name_key("京东方科技集团股份有限公司")
    ('海信集团', '京东方科技')
    """
    text = unicodedata.normalize("NFKC", str(name)).casefold().replace("&", " and ")
    text = re.sub(r"[.'’]", "", text)
    words = re.sub(r"[\W_]+", " ", text).strip()
    full = words.replace(" ", "")
    stem = _without_legal_form(words)
    shortest = _SHORTEST_STEM["cjk" if _CJK.search(stem) else "latin"]
    return stem if len(stem) >= shortest else full


def _without_legal_form(words):
    """The words without legal forms at their end, written together."""
    changed = True
    while changed:
        changed = False
        for form in _LEGAL_FORMS:
            if words.endswith(" " + form):
                words, changed = words[:-len(form) - 1].rstrip(), True
    stem = words.replace(" ", "")
    for form in _LEGAL_FORMS_ZH:
        if stem.endswith(form) and len(stem) - len(form) >= _SHORTEST_STEM["cjk"]:
            stem = stem.removesuffix(form)
    return stem


def known_keys(aliases, organisations):
    """{key: organisation_id} of every curated string and name; a key that two organisations share is left out.

    Parameters
    ----------
    aliases, organisations : curated tables (facts_aliases, facts_organisations).
    """
    named = pd.concat([
        aliases[["raw_name", "organisation_id"]],
        *(organisations[[column, "organisation_id"]].rename(columns={column: "raw_name"})
          for column in ("name_en", "name_zh"))]).dropna()
    named = named.assign(key=named["raw_name"].map(name_key))[["key", "organisation_id"]].drop_duplicates()
    return named.drop_duplicates("key", keep=False).set_index("key")["organisation_id"].to_dict()


def firm_keys(firms):
    """{key: organisation_id} of the large firms' own names, English and Chinese; the first organisation stands for it.

    Parameters
    ----------
    firms : curated table (facts_firms).
    """
    head = firms["organisation_id"].str.split(" | ", regex=False).str[0]
    return {name_key(name): organisation for column in ("firm", "firm_zh")
            for name, organisation in zip(firms[column], head, strict=True)}


def resolve(raw_names, aliases, organisations, homonyms=None, firms=None):
    """Which organisation each name stands for.

    Parameters
    ----------
    raw_names : names, each once.
    aliases, organisations : curated tables.
    homonyms : curated table of names that look like a firm and are not; None = none.
    firms : curated table of large firms, whose plain names are known then, too (for partners of events, whom a coder
        has named; in a patent file "Hisense" may be anybody).

    Returns
    -------
    DataFrame[raw_name, name_key, organisation_id, method, certainty]. In this order: a curated string (alias); a
    curated homonym, or a name with the key of one (homonym, no organisation); a name with the key of one known
    organisation (key); anybody else (new, `name:` + key).
    """
    frame = pd.DataFrame({"raw_name": pd.Series(raw_names, dtype="str")})
    frame["name_key"] = frame["raw_name"].map(name_key)
    by_string = aliases.set_index("raw_name")
    alike = set() if homonyms is None else set(homonyms.loc[homonyms["in_aliases_as"].isna(), "raw_name"].map(name_key))
    curated, by_key = frame["raw_name"].map(by_string["organisation_id"]), known_keys(aliases, organisations)
    by_key |= {} if firms is None else firm_keys(firms)
    keyed = frame["name_key"].map(by_key)
    is_alias, is_homonym = curated.notna(), curated.isna() & frame["name_key"].isin(alike)
    is_key = ~is_alias & ~is_homonym & keyed.notna()
    frame["organisation_id"] = curated.where(is_alias, keyed.where(is_key, NEW + frame["name_key"])).mask(is_homonym)
    frame["method"] = "new"
    for method, mask in (("alias", is_alias), ("homonym", is_homonym), ("key", is_key)):
        frame.loc[mask, "method"] = method
    frame["certainty"] = frame["raw_name"].map(by_string["certainty"]).fillna("high").mask(is_key, "medium")
    return frame


def harmonise(names, facts=FACTS):
    """Names to organisations by the curated tables.

    Parameters
    ----------
    names : DataFrame with the column `name` and, if wanted, `country` (not used by this method: a curated string
        stands for one organisation wherever it is met).
    facts : folder with aliases.csv, organisations.csv and homonyms.csv.

    Returns
    -------
    DataFrame[name, organisation_id, method, score], one row per row of `names`, in their order. `score` is 1 for a
    curated string and 0.9 for a name that is equal after normalisation; it is missing where the name is nobody's
    (method new) or known not to be a firm of the study (method homonym, organisation missing).

    Raises
    ------
    InputError : there is no column `name`, or a curated table is missing.
    """
    if "name" not in names.columns:
        raise InputError("the column is missing", file="names", column="name", expected="a frame with the column name",
                         remedy="rename the column with the names to 'name'")
    curated = {name: tables.read_csv(Path(facts) / f"{name}.csv", f"facts_{name}")
               for name in ("aliases", "organisations", "homonyms")}
    given = names["name"].fillna("").astype("str")
    found = resolve(given.unique(), **curated).set_index("raw_name").loc[given].reset_index()
    return pd.DataFrame({"name": names["name"].to_numpy(), "organisation_id": found["organisation_id"],
                         "method": found["method"], "score": found["method"].map(SCORES)})
