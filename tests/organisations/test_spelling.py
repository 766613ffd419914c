"""Near words are found by hashes of what is left of them; the plain definition must say the same."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from sixroutes.organisations.names.linking import name_parts, slips
from sixroutes.organisations.names.parts import parts
from sixroutes.organisations.names.spelling import near_words

# Few letters, so that many words are near one another.
WORDS = st.lists(st.text("abc", min_size=3, max_size=11), unique=True, max_size=12)


def _near(word, target):
    """One slip from five letters, two from nine, by comparing the two words."""
    shorter = min(len(word), len(target))
    return shorter >= 5 and 0 < OSA.distance(word, target) <= (2 if shorter >= 9 else 1)


@given(WORDS, WORDS)
def test_near_words_are_those_of_the_definition(words, targets):
    found = near_words(words, targets)
    expected = {(word, target, OSA.distance(word, target)) for word in words for target in targets
                if _near(word, target)}
    assert set(found.itertuples(index=False, name=None)) == expected and len(found) == len(expected)


def test_slips_differ_in_one_word_and_both_names_are_there():
    found = slips(pd.Series({"haier kelonia": 3, "haier keloniia": 1, "hisense keloniia": 1, "kelonia": 1}))
    assert found[["core", "other", "word", "target"]].values.tolist() == [
        ["haier kelonia", "haier keloniia", "kelonia", "keloniia"],
        ["haier keloniia", "haier kelonia", "keloniia", "kelonia"]]
    assert found["sure"].tolist() == [False, True]


def test_parts_of_many_names_are_those_of_each():
    names = ["Haier Group Corp.", "HAIER GROUP CORPORATION", "", "海尔集团公司", "Kelon S.p.A."]
    found = name_parts(names)
    assert found["name"].tolist() == names
    assert [tuple(core.split()) for core in found["core"]] == [parts(name).core for name in names]
