"""The parts of many names at once: what `split` and `parts_of` say of each, found on columns of words.

Names of a rarer making (other scripts, initials, universities, spokesmen, acronyms of themselves) are still given to
these two one by one; the rest go through the same steps together.
"""

from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .parts import INNER_FORMS, SHORTEST_ACRONYM, legal_forms, parts_of, singular, split, without_form, words_that

# Where `split` does more than to cut at all but letters and digits: codes of an office, a group in brackets, an
# elision, letters that make one word (S.A., AT&T). More may match than is changed; it only takes longer.
_UNUSUAL = r"[(_]| cod |\b[a-z0-9]'[a-z0-9][a-z0-9]|\b[a-z]\b[^a-z0-9]+[a-z]\b|&[a-z0-9]\b"
_LONGEST_TAIL = 7  # words at the end of a name that may be legal forms; as many fit into one number


class Words(NamedTuple):
    """Names as words.

    code : int array, the words of all names, one name after the other, as places in the vocabulary.
    start : int array, where in `code` each name starts, and where the last one ends.
    vocabulary : array of distinct words.
    """

    code: np.ndarray
    start: np.ndarray
    vocabulary: np.ndarray

    @property
    def lengths(self):
        return np.diff(self.start)

    @property
    def to_end(self):
        """How many words each word has from itself to the end of its name."""
        return np.repeat(self.start[1:], self.lengths) - np.arange(len(self.code))

    def which(self, words):
        """Whether each word of the names is one of these."""
        return np.fromiter(map(words.__contains__, self.vocabulary), bool, len(self.vocabulary))[self.code]

    def counts(self):
        """{word: how often it stands in the names}."""
        return dict(zip(self.vocabulary, np.bincount(self.code, minlength=len(self.vocabulary)).tolist(), strict=True))

    def only(self, kept):
        """The words for which `kept` is true; the vocabulary has no others."""
        number, code = np.concatenate([[0], np.cumsum(kept)]), self.code[kept]
        used = np.bincount(code, minlength=len(self.vocabulary)) > 0
        return Words((np.cumsum(used) - 1)[code], number[self.start], self.vocabulary[used])

    def renamed(self, names):
        """With other words instead, one for each of the vocabulary, which may be equal."""
        place, vocabulary = pd.factorize(np.array(names, dtype=object))
        return self._replace(code=place[self.code], vocabulary=vocabulary)

    def over(self, function, values):
        """What a ufunc makes of the values at the words of each name; 0 for names without words."""
        result, there = np.zeros(len(self.start) - 1, dtype=values.dtype), self.lengths > 0
        if there.any():
            result[there] = function.reduceat(values, self.start[:-1][there])
        return result

    def joined(self, between):
        """The words of each name as one text."""
        words = pa.array(self.vocabulary, pa.string()).take(pa.array(self.code))
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(self.start, pa.int32()), words), between)


def words_of(names):
    """Names, a Series, as `Words`, each cut as `split` cuts it.

    >>> words_of(pd.Series(["Haier Co.,Ltd", "U. S. Steel"])).vocabulary.tolist()
    ['haier', 'co', 'ltd', 'us', 'steel']
    """
    names = _strings(names)
    texts = pc.ascii_lower(names)
    unusual = pc.or_(pc.invert(pc.string_is_ascii(texts)), pc.match_substring_regex(texts, _UNUSUAL))
    one_by_one = [" ".join(split(name)) for name in names.filter(unusual).to_pylist()]
    texts = pc.replace_substring_regex(pc.replace_substring(texts, "'", ""), "[^a-z0-9]+", " ")
    return cut(pc.replace_with_mask(pc.ascii_trim(texts, " "), unusual, pa.array(one_by_one, pa.string())))


def cut(texts):
    """Texts of words with one space between them as `Words`."""
    listed = pc.split_pattern(_strings(texts), " ")
    coded = listed.values.dictionary_encode()
    found = Words(coded.indices.to_numpy(), listed.offsets.to_numpy(), coded.dictionary.to_numpy(zero_copy_only=False))
    return found.only(~found.which({""}))


def _strings(texts):
    """Texts as one array of Arrow."""
    array = pa.array(texts, pa.string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def parts_of_many(found, standard):
    """The parts of each name: DataFrame[stem, core, form], words of the core and the form with a space between.

    Parameters
    ----------
    found : Words; standard : {word: standard spelling}, see `parts_of`.
    """
    signs = found.over(np.logical_or, found.which({word for word in found.vocabulary if not word.isascii()}))
    spelt = found.only(~np.repeat(signs, found.lengths))
    spelt = spelt.renamed([standard.get(word, word) for word in spelt.vocabulary])
    kept = spelt.only(~spelt.which(words_that("joining")))
    size, form = _legal_form(kept)
    stem = kept.only(kept.to_end > np.repeat(size, kept.lengths))
    single = _spoken_for(spelt) | (kept.lengths == 0) | _may_say_itself_again(kept) | (size > _LONGEST_TAIL)
    rows = [parts_of(found.vocabulary[found.code[slice(*found.start[place:place + 2])]].tolist(), standard)
            for place in np.flatnonzero(single)]
    one_by_one = (map("".join, (row.stem for row in rows)), map(" ".join, (row.core for row in rows)),
                  (row.form for row in rows))
    columns = [pc.replace_with_mask(text, pa.array(single), pa.array([*other], pa.string()))
               for text, other in zip((stem.joined(""), _core(stem), form), one_by_one, strict=True)]
    return pa.table(columns, names=["stem", "core", "form"]).to_pandas()


def _spoken_for(spelt):
    """Names where somebody speaks for somebody, or `of` tells two universities apart."""
    rare = spelt.which({"represented"})
    rare[:-1] |= spelt.which({"univ"})[:-1] & spelt.which({"of"})[1:]
    body, seat = (spelt.over(np.logical_or, spelt.which(words_that(role))) for role in ("body", "seat"))
    return spelt.over(np.logical_or, rare) | (body & seat)


def _may_say_itself_again(kept):
    """Names whose last or first word has only letters with which words of the name begin: it may be their acronym."""
    size, lengths = np.fromiter(map(len, kept.vocabulary), dtype=np.int64), kept.lengths
    begins = kept.over(np.bitwise_or, np.array([_letters(word[:1]) for word in kept.vocabulary], np.int64)[kept.code])
    found, places = np.zeros(len(lengths), dtype=bool), np.flatnonzero(lengths > SHORTEST_ACRONYM)
    for end in (kept.start[1:] - 1, kept.start[:-1]):
        code = kept.code[end[places]]
        fit = (size[code] >= SHORTEST_ACRONYM) & (size[code] < lengths[places])
        place, distinct = pd.factorize(code[fit])
        letters = np.array([_letters(word) for word in kept.vocabulary[distinct]], dtype=np.int64)[place]
        found[places[fit]] |= letters & ~begins[places[fit]] == 0
    return found


def _letters(word):
    """The set of a word's signs as bits; all but a to z have the same one."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) - ord("a") if "a" <= sign <= "z" else 26)
    return bits


def _legal_form(kept):
    """(how many words at the end are the legal form, its text); of more than `_LONGEST_TAIL`, how many may be.

    Only words of legal forms at the end matter, and few such ends are written: each is looked at once.
    """
    known = sorted({*chain.from_iterable(legal_forms()[0])})
    numbers = {word: number for number, word in enumerate(known, 1)}
    number = np.array([numbers.get(word, 0) for word in kept.vocabulary], dtype=np.int64)
    own = np.where(number[kept.code], 0, np.arange(1, len(kept.code) + 1))
    size = np.minimum(kept.start[1:] - kept.over(np.maximum, own), kept.lengths)
    end = (kept.lengths > size).astype(np.int64)  # whether words stand before, then the words from the last one on
    for back in range(min(size.max(initial=0), _LONGEST_TAIL)):
        places = np.flatnonzero(size > back)
        end[places] += 2 * (len(known) + 1) ** back * number[kept.code[kept.start[places + 1] - 1 - back]]
    place, distinct = pd.factorize(end)
    forms = [without_form([""] * (code % 2) + _unpacked(code // 2, known))[1] for code in distinct.tolist()]
    taken = np.array([len(form) for form in forms], dtype=np.int64)[place]
    text = pa.array([" ".join(form) for form in forms], pa.string()).take(pa.array(place))
    return np.where(size > _LONGEST_TAIL, size, taken), text


def _unpacked(code, known):
    """The words that a number stands for, whose lowest digit is the last word."""
    words = []
    while code:
        code, last = divmod(code, len(known) + 1)
        words.insert(0, known[last - 1])
    return words


def _core(stem):
    """The words without legal forms within the name, in the singular, in alphabetic order."""
    inner = stem.which(INNER_FORMS)
    alone = stem.over(np.add, (~inner).astype(np.int64)) < 2
    core = stem.only(~inner | np.repeat(alone, stem.lengths))
    core = core.renamed([singular(word) for word in core.vocabulary])
    order = np.argsort(core.vocabulary)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    first = np.repeat(np.arange(len(core.lengths)), core.lengths) * len(order)  # of the codes that a name would take
    return core._replace(code=np.sort(rank[core.code] + first) - first, vocabulary=core.vocabulary[order]).joined(" ")
