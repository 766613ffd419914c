"""Many names at once have the words and the parts that each one has by itself."""

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from sixroutes.organisations.names.many import cut, parts_of_many, words_of
from sixroutes.organisations.names.parts import legal_forms, parts_of, split, standard_words, words_that

LETTERS = st.text("abAB1_ .,&'’`()-/éßİ海\u200b", max_size=12)
WORDS = sorted({*standard_words(), *(word for role in ("joining", "title", "body", "seat", "unit")
                                     for word in words_that(role)), *map(" ".join, legal_forms()[0])})
SPECIAL = ["university of", "represented by", "(group)", "( Group )", "cnt cnx cod 03", "S.p.A.", "AT&T", "A & B",
           "o'hare", "CNRS", "Centre National de Recherche Scientifique", "haier", "QINGDAO", "海尔集团有限公司",
           "co ltd inc corp co ltd inc corp"]
NAMES = st.lists(st.sampled_from([*WORDS, *SPECIAL]) | LETTERS, max_size=9).map(" ".join)


def test_texts_become_words():
    found = cut(pd.Series(["haier group", "", "group"]))
    assert found.vocabulary[found.code].tolist() == ["haier", "group", "group"]
    assert found.start.tolist() == [0, 2, 2, 3]
    assert found.counts() == {"haier": 1, "group": 2}


def test_words_are_chosen_renamed_and_joined():
    found = cut(pd.Series(["haier group", "", "group"]))
    assert found.only(found.which({"haier"})).joined("-").to_pylist() == ["haier", "", ""]
    assert found.renamed(["x"] * len(found.vocabulary)).joined("-").to_pylist() == ["x-x", "", "x"]
    assert found.to_end.tolist() == [2, 1, 1]


@given(st.lists(NAMES | st.text(max_size=20), max_size=6))
@example([])
@example(["", " ", "Haier", "&", "P&1 Guides", "AT&T", "Cnt & Co", "L'Oreal", "Int'l", "Haier (Group)"])
def test_many_names_are_cut_as_each_one(names):
    found = words_of(pd.Series(names, dtype="str"))
    assert [text.split() for text in found.joined(" ").to_pylist()] == [split(name) for name in names]


@given(st.lists(NAMES | st.text(max_size=20), max_size=6))
@example([])
@example(["Univ of California", "Inst Nac Tec INT Corp", "INT Inst Nac Tec", "The", "Co Ltd", "Ltd Ltd"])
def test_many_names_have_the_parts_of_each_one(names):
    standard = standard_words() | {"techology": "tech"}
    found = parts_of_many(words_of(pd.Series(names, dtype="str")), standard)
    each = [parts_of(split(name), standard) for name in names]
    assert found.to_dict("list") == {"stem": ["".join(one.stem) for one in each],
                                     "core": [" ".join(one.core) for one in each], "form": [one.form for one in each]}
