"""Names of one organisation: which keys are linked, by which method, and how sure each link is.

A key is what is left of a name without its legal form. Links join keys; each says its method, and none is made where
two links would be equally good. Precision comes first: what is not sure enough goes to the review.
"""

from functools import cache

import numpy as np
import pandas as pd

from .many import cut, parts_of_many, words_of
from .parts import SHORTEST, standard_words, words_that
from .scripts import across
from .spelling import common_words, established, misspelt_words, near_places
from .text import CJK, plain, words

# How sure each method is that two names stand for one organisation; the share of right ones among labelled names is
# in docs/validity.md.
SCORES = {"joined": 0.9, "branch": 0.85, "slip": 0.8, "script": 0.75, "family": 0.7}
# Legal forms that one organisation may write in different ways; all others tell two organisations apart.
_SAME_FORM = {"co": "co", "corp": "co", "co inc": "co", "corp inc": "co", "co ltd": "ltd", "corp ltd": "ltd",
              "ltd co": "ltd", "ltd": "ltd", "aktiengesellschaft": "ag", "soc anonyme": "sa", "kabushiki kaisha": "kk",
              "kabushikikaisha": "kk", "kabushiki": "kk"}


def family(form):
    """A legal form as far as it tells organisations apart: Co. and Corp. do not, Inc. and GmbH do."""
    return _SAME_FORM.get(form, form.split(" ")[0])


def name_parts(names):
    """The parts of each name, its common words corrected first.

    Returns
    -------
    DataFrame[name, stem, core, form, family, weak]: words of the core stand apart by spaces; `family` is the legal
    form as far as it tells organisations apart; `weak` cores have no word of their own.
    """
    names, standard = pd.Series(names, dtype="str"), standard_words()
    found = words_of(names)
    spelling = misspelt_words(found.counts())
    frame = parts_of_many(found, standard | {word: standard[meant] for word, meant in spelling.items()})
    frame["family"] = frame["form"].map({form: family(form) for form in frame["form"].unique()}).astype("str")
    frame["weak"] = _weak(frame["core"])
    frame.insert(0, "name", names.array)
    return frame


def _weak(cores):
    """Which cores are weak; only the short ones and those of common words alone need to be looked at."""
    found = cut(cores)
    own = found.which({word for word in found.vocabulary if not _is_common(word)})
    maybe = cores[(cores.str.len() < 2 * SHORTEST["latin"]) | ~found.over(np.logical_or, own)]
    return cores.isin([core for core in maybe.unique() if is_weak(core)])


def is_weak(core):
    """Whether a core is too short or too common to stand for anybody: GE, Galaxy, American Systems.

    >>> [is_weak(core) for core in ("ge", "galaxy", "american system", "haier", "qingdao univ")]
    [True, True, True, False, False]
    """
    if not core.isascii() and CJK.search(core):
        return len(core) < SHORTEST["cjk"]
    own = core.split()
    if sum(map(len, own)) < SHORTEST["latin"]:
        return True
    if len(own) > 2 or any(word.removesuffix("-of") in words_that("seat") for word in own):
        return False
    return all(map(_is_common, own))


def _is_common(word):
    return word in common_words() or word + "s" in common_words()


@cache
def _standard():
    return frozenset(standard_words().values())


def keys(found, countries=None):
    """The key of each name: its core, and for a weak one its legal form (and country, where given), too.

    A weak name without a legal form goes to the form that most names of this core have.
    """
    weak = found[found["weak"]]
    counts = weak[weak["family"] != ""].groupby(["core", "family"]).size().reset_index(name="n")
    usual = counts.sort_values(["n", "family"], ascending=[False, True]).drop_duplicates("core")
    usual = weak["core"].map(usual.set_index("core")["family"]).astype("str").fillna("")
    told = weak["core"] + " |" + weak["family"].where(weak["family"] != "", usual)
    if countries is not None:
        told = told + (" " + countries[weak.index].astype("str")).fillna("")
    return told.reindex(found.index).fillna(found["core"])


def slips(cores):
    """Pairs of cores that differ in one word by a slip, whether sure enough to be linked or not.

    Parameters
    ----------
    cores : Series {core: number of names with it}.

    Returns
    -------
    DataFrame[core, other, word, target, distance, names, names_other, sure]: `word` of `core` may be a slip of
    `target`, as `other` has it.
    """
    # A word of a core that shares its other words with no core cannot make a pair: only the rest are compared.
    with_others, vocabulary = _sharing_all_but_one(cores.index)
    code = with_others["word"].unique()
    code = code[[word.isalpha() and not CJK.search(word) for word in vocabulary[code]]]
    known = np.array([word in established() for word in vocabulary[code]], dtype=bool)
    near = near_places(vocabulary[code], ~known, np.ones_like(known))
    near["word"], near["target"] = code[near["word"]], code[near["target"]]
    there = with_others.rename(columns={"core": "other", "word": "target"})
    moved = near.merge(with_others, on="word").merge(there, on=["target", "rest"]).drop_duplicates(["core", "other"])
    for side, column in (("core", "names"), ("other", "names_other")):
        moved[column] = cores.to_numpy()[moved[side]].astype(float)
        moved[side] = cores.index.to_numpy()[moved[side]]
    moved = moved.assign(word=vocabulary[moved["word"]], target=vocabulary[moved["target"]]).drop(columns="rest")
    return moved.assign(sure=_sure(moved)).sort_values(["core", "other"], ignore_index=True)


def _sharing_all_but_one(cores):
    """Where cores have all but one word in common with others, and the distinct words.

    Returns
    -------
    (DataFrame[core, word, rest], array of words): places in `cores` and in the array, and the sum of the hashes of the
    other words of the core, which stands for them in any order.
    """
    found = cut(cores)
    own = pd.util.hash_array(found.vocabulary, categorize=False)[found.code]
    every = np.repeat(found.over(np.add, own), found.lengths)
    core = np.repeat(np.arange(len(found.lengths)), found.lengths)
    frame = pd.DataFrame({"core": core, "word": found.code, "rest": every - own})
    return frame[frame["rest"].duplicated(keep=False)], found.vocabulary


# ASSUME: A word is taken as a slip of another where the other name is three times as frequent; or more frequent, with
# the word long or the other a known word or place, and with a word of its own besides; or as frequent, with a word of
# its own besides and the word six letters long for a known one, or nine. A name of one word needs seven letters, one
# slip and a name five times as frequent. What falls short is shown for review and not merged.
def _sure(moved):
    """Whether a slip is sure: the other spelling is the usual one, and enough of the name is the same."""
    length = moved["word"].str.len()
    known = pd.Series([target in established() for target in moved["target"]], index=moved.index, dtype=bool)
    alone = pd.Series([" " not in core for core in moved["core"]], index=moved.index, dtype=bool)
    own = pd.Series([_has_own(core.split(" "), word) for core, word in zip(moved["core"], moved["word"], strict=True)],
                    index=moved.index, dtype=bool)
    ratio = moved["names_other"] / moved["names"]
    even = (ratio == 1) & own & ((known & (length >= 6)) | ((length >= 9) & (moved["core"] < moved["other"])))
    several = ~alone & ((ratio >= 3) | ((ratio > 1) & own & ((length >= 7) | known)) | even)
    return several | (alone & (length >= 7) & (moved["distance"] == 1) & (ratio >= 5))


def _has_own(words_of_name, but):
    """Whether a name has a word that is none of the common ones, besides one."""
    return any(word != but and word not in _standard() for word in words_of_name)


def joined(found):
    """Pairs of keys whose words are the same when written together: Down East, Downeast.

    Our abbreviations do not count as written: General Electric (gen elec) is not Genelec.
    """
    first = found.drop_duplicates(["stem", "key"])
    first = first[first["stem"].duplicated(keep=False) & (first["stem"].str.len() >= 6)].sort_values(["stem", "key"])
    other = first.groupby("stem")[["key", "core", "name"]].transform("first")
    alike = [_common(core) == _common(one) or all(stem in "".join(words(plain(name))) for name in names)
             for core, one, stem, *names in zip(first["core"], other["core"], first["stem"], first["name"],
                                                other["name"], strict=True)]
    pairs = pd.DataFrame({"key": first["key"], "other": other["key"]})
    return pairs[(first["key"] != other["key"]) & ~first["weak"] & pd.Series(alike, index=first.index, dtype=bool)]


def _common(core):
    """The common words of a core, in their order."""
    return [word for word in core.split(" ") if word in _standard()]


def links(found):
    """All pairs of keys that may be one organisation.

    Parameters
    ----------
    found : DataFrame as `name_parts` gives it, with `key`.

    Returns
    -------
    DataFrame[key, other, method, score, sure], sure ones first, the surest before the others: `joined` (the same words
    written together), `slip` (one word misspelt), `script` (a Chinese name and its reading in Latin letters).
    """
    strong = found[~found["weak"]]
    slip = slips(strong.groupby("core").size())
    usual = slip[slip["sure"]].sort_values(["core", "distance", "names_other", "other"],
                                           ascending=[True, True, False, True])
    slip["sure"] = slip.index.isin(usual.drop_duplicates("core").index)  # a slip of one name only, the usual one
    slip = slip.assign(key=slip["core"])  # which is the key of a name that is not weak
    chinese = found["stem"].str.contains(CJK.pattern)
    script = across(found[chinese & ~found["weak"]].drop_duplicates("key").set_index("key")["stem"],
                    found[~chinese & ~found["weak"]].drop_duplicates("key").set_index("key")["core"])
    every = pd.concat([joined(found).assign(method="joined", sure=True), slip.assign(method="slip"),
                       script.assign(method="script", sure=True)], ignore_index=True)
    every["score"] = every["method"].map(SCORES).astype(float) - 0.2 * ~every["sure"].astype(bool)
    every = every[["key", "other", "method", "score", "sure"]].astype({"sure": bool})
    return every.sort_values(["sure", "score", "key", "other"], ascending=[False, False, True, True], ignore_index=True)


def merged(keys, pairs, known, apart=frozenset()):
    """Clusters of keys, by the sure pairs, the surest first; no cluster holds two known organisations.

    Parameters
    ----------
    keys : the keys, each once; pairs : DataFrame[key, other, method, sure]; `other` is the more usual name.
    known : {key: organisation_id} of what is curated.
    apart : set of frozensets of two keys that a person has told apart.

    Returns
    -------
    (head, via, state) : {key: key that stands for its cluster}, {key: method that joined it to others}, and for each
    pair merged, undecided, or the reason why it was refused.
    """
    head = {key: key for key in keys}
    members, label, via, state = {}, dict(known), {}, []
    for key, other, method, sure in pairs[["key", "other", "method", "sure"]].itertuples(index=False):
        one, two = head[other], head[key]
        inside = [members.get(end, [end]) for end in (one, two)]
        labels = {label[end] for end in (one, two) if end in label}
        if any(frozenset((first, second)) in apart for first in inside[0] for second in inside[1]) if apart else False:
            state.append("apart")
        elif not sure:
            state.append("merged" if one == two else "undecided")
        elif len(labels) > 1 and one != two:
            state.append("conflict")
        else:
            state.append("merged")
            if one != two:
                members[one] = inside[0] + inside[1]
                head.update(dict.fromkeys(inside[1], one))
                via.update({member: via.get(member, method) for member in [key, other, one, two]})
                label.update(dict.fromkeys([one] if labels else [], next(iter(labels), None)))
    return head, via, state
