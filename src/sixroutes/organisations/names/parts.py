"""The parts of a name: who speaks for whom, the words that tell it from others, and the legal form."""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .signs import standard_signs
from .text import CJK, plain, words

_HERE = Path(__file__).parent
SHORTEST_ACRONYM = 3
INNER_FORMS = frozenset(("co", "corp", "inc", "ltd"))
_BRACKETED_GROUP = re.compile(r"\( ?(group|集团) ?\)")
SHORTEST = {"latin": 4, "cjk": 3}


class Parts(NamedTuple):
    """A name in parts.

    stem : the words without legal form, as they stand, in their standard spelling.
    core : the same words without order and number, which other spellings of the name share.
    form : the legal form in its standard spelling, empty where none is written.
    """

    stem: tuple
    core: tuple
    form: str


@cache
def standard_words():
    """{word: standard spelling}: abbreviations, languages and numbers of the words that organisations are named by."""
    with open(_HERE / "words.csv", encoding="utf-8") as file:
        return {row["word"]: row["standard"] for row in csv.DictReader(file)}


@cache
def words_that(role):
    """The words, in standard spelling, that have a role in names.

    joining : they tell nobody apart; title : of officials who speak for an agency; body : of boards that speak for a
    university; seat : of the university or institute itself; unit : of a department, campus or branch.
    """
    with open(_HERE / "roles.csv", encoding="utf-8") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["role"] == role)


@cache
def legal_forms():
    """(forms in letters as tuples of standard words, forms in Chinese, Japanese and Korean, longest first)."""
    with open(_HERE / "legal_forms.csv", encoding="utf-8") as file:
        forms = [row["form"] for row in csv.DictReader(file)]
    latin = frozenset(tuple(form.split()) for form in forms if not CJK.search(form))
    return latin, tuple(sorted((form for form in forms if CJK.search(form)), key=len, reverse=True))


def parts(name):
    """A name in parts.

    Parameters
    ----------
    name : as the source writes it.

    >>> parts("Haier Group Corp.").core, parts("HAIER GROUP CORPORATION").core, parts("ハイアール株式会社").form
    (('group', 'haier'), ('group', 'haier'), '株式会社')
    >>> parts("The Regents of the University of California").core
    ('california', 'univ-of')
    """
    return parts_of(split(name))


def split(name):
    """The words of a name as it stands."""
    # ASSUME: "(Group)" or （集团） in brackets within a name is the mark of a firm that became the head of a group; the
    # name with it and without it is one firm.
    text = plain(name)
    return words(_BRACKETED_GROUP.sub(" ", text) if "(" in text else text)


def parts_of(raw, standard=None):
    """A name in parts, from its words; standard : {word: standard spelling}, if other than `standard_words`."""
    text = "".join(raw)
    if not text.isascii() and CJK.search(text):
        return _cjk_parts(standard_signs(text))
    standard = standard_words() if standard is None else standard
    kept, form = without_form(_without_acronym(_spoken_for([standard.get(word, word) for word in raw])))
    return Parts(tuple(kept), _core(kept), " ".join(form))


def _core(stem):
    """The words that other spellings share; a company's legal form within the name (Motor Co of Japan) is none."""
    if not INNER_FORMS.isdisjoint(stem):
        inner = [word for word in stem if word not in INNER_FORMS]
        stem = inner if len(inner) > 1 else stem
    return tuple(sorted(map(singular, stem)))


def _spoken_for(all_words):
    """Who is meant where officials or a board speak: the agency, the university."""
    if "represented" in all_words:
        place = len(all_words) - 1 - all_words[::-1].index("represented")
        rest = [word for word in all_words[place + 1:] if word not in words_that("title") | words_that("joining")]
        return rest or _told(all_words)
    if not words_that("body").isdisjoint(all_words) and not words_that("seat").isdisjoint(all_words):
        return _told([word for word in all_words if word not in words_that("body")])
    return _told(all_words)


def _told(all_words):
    """The words without joining ones; "university of X" is told from "X university"."""
    joining = words_that("joining")
    if "univ" not in all_words:
        return [word for word in all_words if word not in joining] or all_words
    kept = []
    for n, word in enumerate(all_words):
        if word == "univ" and all_words[n + 1:n + 2] == ["of"]:
            kept.append("univ-of")
        elif word not in joining:
            kept.append(word)
    return kept or all_words


def _without_acronym(kept):
    """Centre National de la Recherche Scientifique CNRS: the last word, or the first, says the others again."""
    if len(kept) <= SHORTEST_ACRONYM:
        return kept
    sizes = range(SHORTEST_ACRONYM, len(kept))
    if len(kept[-1]) in sizes and _ends_with(kept[:-1], kept[-1]):
        return kept[:-1]
    return kept[1:] if len(kept[0]) in sizes and _first_letters(kept[1:len(kept[0]) + 1]) == kept[0] else kept


def _ends_with(others, acronym):
    """Whether the last words, a legal form after them apart, have an acronym's letters."""
    return any(_first_letters(beside[-len(acronym):]) == acronym for beside in (others, without_form(others)[0]))


def _first_letters(words_of_name):
    return "".join([word[0] for word in words_of_name])


def without_form(kept):
    """(words before the legal form, words of the legal form); each time the longest form at the end is taken."""
    forms, sizes, form = legal_forms()[0], _form_sizes(), []
    while len(kept) > 1:
        for size in sizes.get(kept[-1], ()):
            if size < len(kept) and tuple(kept[-size:]) in forms:
                kept, form = kept[:-size], kept[-size:] + form
                break
        else:
            break
    return kept, form


@cache
def _form_sizes():
    """{last word: how many words the legal forms that end with it have, the largest first}."""
    sizes = {}
    for form in legal_forms()[0]:
        sizes.setdefault(form[-1], set()).add(len(form))
    return {word: sorted(found, reverse=True) for word, found in sizes.items()}


@lru_cache(maxsize=1 << 16)  # most words stand in many names
def singular(word):
    """A word in the singular, as far as its last letters tell."""
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "sui" else word


def _cjk_parts(stem):
    form = ""
    for legal in legal_forms()[1]:
        if stem.endswith(legal) and len(stem) - len(legal) >= SHORTEST["cjk"] - 1:
            stem, form = stem.removesuffix(legal), legal
            break
        if stem.startswith(legal) and len(stem) - len(legal) >= SHORTEST["cjk"] - 1:
            stem, form = stem.removeprefix(legal), legal
            break
    return Parts((stem,), (stem,), form)
