"""From one script to another: how a Chinese name reads in Latin letters, by translation and pinyin."""

import csv
import re
from functools import cache
from itertools import islice, product
from pathlib import Path

import pandas as pd

_SHORTEST = 5  # letters of its own words that a Chinese name needs
_MOST = 64  # readings of one name that are tried
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def _translations():
    with open(Path(__file__).parent / "translations.csv", encoding="utf-8") as file:
        return {row["chinese"]: row["standard"].split("|") for row in csv.DictReader(file)}


def readings(stem):
    """How a Chinese stem may read in Latin letters: its common words translated, the rest in pinyin.

    Parameters
    ----------
    stem : plain Chinese text without its legal form.

    Returns
    -------
    (proper, readings) : the letters of its own words alone, and a list of full readings, as letters in alphabetic
    order.

    >>> readings("青岛海尔大学")
    ('qingdaohaier', ['aadeghiiinnoqruv'])
    """
    from pypinyin import lazy_pinyin  # its tables are read only where a Chinese name is met

    pieces, proper = [], []
    for piece in _pieces(stem):
        choices = _translations().get(piece)
        if choices is None:  # whole words, since a sign sounds by its neighbours: 重庆 is Chongqing
            choices = ["".join(lazy_pinyin(piece)) if _HAN.search(piece) else piece]
            proper += choices
        pieces.append(choices)
    return "".join(proper), [_letters("".join(choice)) for choice in islice(product(*pieces), _MOST)]


def _pieces(stem):
    """A stem cut into common words and what stands between them."""
    return [piece for piece in _common().split(stem) if piece]


@cache
def _common():
    return re.compile("(" + "|".join(sorted(_translations(), key=len, reverse=True)) + "|[a-z0-9]+)")


def _letters(text):
    """The letters in alphabetic order: words stand in another order, and apart or together, in each language."""
    return "".join(sorted(text.replace(" ", "").replace("-of", "").replace("-", "")))


def spells(stem, core):
    """Whether a Latin name has all of a Chinese one: its own words in pinyin, its common words translated.

    Unlike what `across` asks, the Latin name may have more words.

    Parameters
    ----------
    stem : plain Chinese text without its legal form; core : words of the Latin name apart by spaces, in any order.

    >>> spells("青岛海尔空调器", "air conditioner haier qingdao"), spells("海信电器", "appliance elec hisense")
    (True, False)
    """
    from pypinyin import lazy_pinyin

    words, own = core.split(" "), ""
    for piece in _pieces(stem):
        choices = _translations().get(piece)
        if choices is None:
            own += "".join(lazy_pinyin(piece)) if _HAN.search(piece) else piece
        elif not any(set(choice.split()) <= set(words) for choice in choices):
            return False
    return len(own) >= _SHORTEST and _made_of(own, words)


def _made_of(text, words):
    """Whether a text is words written together."""
    return not text or any(_made_of(text.removeprefix(word), words) for word in words
                           if len(word) > 1 and text.startswith(word))


def across(chinese, latin):
    """Pairs of a Chinese and a Latin key that read alike, each with no other partner.

    Parameters
    ----------
    chinese : Series {key: stem}; latin : Series {key: core}.

    Returns
    -------
    DataFrame[key, other]: the Chinese and the Latin key.
    """
    # ASSUME: A Chinese and a Latin name are the same organisation where the Latin one reads as pinyin and translation
    # of the Chinese one, no other Chinese name reads like it, and its own words have at least five letters (海信 reads
    # Haixin, and is Hisense: such pairs come from the curated names alone).
    rows = [(key, reading) for key, stem in chinese.items() for sounds, found in [readings(stem)]
            if len(sounds) >= _SHORTEST for reading in dict.fromkeys(found)]
    latin = latin if rows else latin.head(0)
    letters = pd.DataFrame({"letters": [_letters(core) for core in latin], "other": latin.index}, dtype="str")
    frame = pd.DataFrame(rows, columns=["key", "letters"], dtype="str").merge(letters, on="letters")
    frame = frame[["key", "other"]].drop_duplicates()
    single = ~frame["key"].duplicated(keep=False) & ~frame["other"].duplicated(keep=False)
    return frame[single].sort_values(["key", "other"], ignore_index=True)
