"""How values read: every form a value can take, and what both languages owe the reader."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.paper import numbers
from sixroutes.paper.words import WORDS, word
from sixroutes.schemas import CONTRACTS

LANGUAGES = ("en", "zh")
fractions = st.floats(0, 1)
changes = st.floats(-1, 1)


def cell(share, low=None, high=None, **more):
    return dict(share=share, low=low, high=high, **more)


def digits(text):
    """The numbers of a text with their signs and limits, whatever stands between them."""
    return re.findall(r"[−+<]?\d[\d,.]*", text)


@pytest.mark.parametrize(("value", "text"), [(0, "0%"), (.0049, "<1%"), (1e-9, "<1%"), (.0051, "1%"), (.342, "34%"),
                                             (1, "100%"), (1.5, "150%")])
def test_percent(value, text):
    assert numbers.percent(value) == text


@pytest.mark.parametrize(("given", "en", "zh"), [
    (cell(.342, .28, .41), r"34% \[28, 41\]", "34%［28%，41%］"),
    (cell(.342, .28, .41, identified=True), r"34% \[28, 41\]", "34%［28%，41%］"),
    (cell(.002, 0, .013), r"<1% \[0, 1\]", "<1%［0%，1%］"),
    (cell(.03, .001, .06), r"3% \[<1, 6\]", "3%［<1%，6%］"),
    (cell(0, 0, 0), r"0% \[0, 0\]", "0%［0%，0%］"),
    (cell(.342), "34% (no interval: one firm)", "34%（仅一家企业，无法给出区间）"),
    (cell(.342, .28), "34% (no interval: one firm)", "34%（仅一家企业，无法给出区间）"),
    (cell(None), "not identified", "无法识别"),
    (cell(None, identified=False), "not identified", "无法识别"),
    (cell(.342, .28, .41, identified=False), "not identified", "无法识别")])
def test_a_share_in_a_sentence(given, en, zh):
    assert numbers.share(given, "en") == en
    assert numbers.share(given, "zh") == zh


@pytest.mark.parametrize(("given", "en", "zh"), [
    (cell(.342, .28, .41), "34% \\[28,\xa041\\]", "34% \\[28,\xa041\\]"),
    (cell(.002, 0, .001), "<1% \\[0,\xa0<1\\]", "<1% \\[0,\xa0<1\\]"),
    (cell(.342), "34% (no interval)", "34% （无区间）"),
    (cell(None, identified=False), "not identified", "无法识别")])
def test_a_share_in_a_table(given, en, zh):
    assert numbers.share_cell(given, "en") == en
    assert numbers.share_cell(given, "zh") == zh


@pytest.mark.parametrize(("given", "en", "zh"), [
    ((-.12, -.2, .01), r"−12 points \[−20, 1\]", "−12个百分点［−20，1］"),
    ((.12, .02, .2), r"+12 points \[2, 20\]", "+12个百分点［2，20］"),
    ((0, -.1, .1), r"0 points \[−10, 10\]", "0个百分点［−10，10］"),
    ((-.004, -.004, .004), r"0 points \[0, 0\]", "0个百分点［0，0］"),
    ((.01, None, None), "+1 point", "+1个百分点"), ((-.01, None, .2), "−1 point", "−1个百分点"),
    ((None, None, None), "not identified", "无法识别")])
def test_a_change_in_points(given, en, zh):
    change = dict(zip(("difference", "low", "high"), given, strict=True))
    assert numbers.points(change, "en") == en
    assert numbers.points(change, "zh") == zh


@pytest.mark.parametrize(("given", "en", "zh"), [
    ((2.314, 1.4, 3.1), r"2.3 \[1.4, 3.1\]", "2.3［1.4，3.1］"), ((2.314, None, None), "2.3", "2.3"),
    ((-.5, -.96, .04), r"−0.5 \[−1.0, 0.0\]", "−0.5［−1.0，0.0］"), ((-.04, None, None), "0.0", "0.0"),
    ((None, 1, 2), "not identified", "无法识别")])
def test_a_number_without_a_unit(given, en, zh):
    value, low, high = given
    assert numbers.ratio(value, "en", low, high) == en
    assert numbers.ratio(value, "zh", low, high) == zh


@given(fractions)
def test_percent_never_calls_something_nothing(value):
    text = numbers.percent(value)
    assert (text == "0%") == (value == 0)
    assert re.fullmatch(r"<1%|\d+%", text)


@given(fractions, fractions)
def test_percent_keeps_the_order(one, other):
    def size(value):
        return float(numbers.percent(value).rstrip("%").replace("<1", ".5"))
    assert size(min(one, other)) <= size(max(one, other))


@given(st.one_of(st.none(), fractions), st.one_of(st.none(), fractions), st.one_of(st.none(), fractions),
       st.booleans())
def test_both_languages_tell_the_same_numbers(share, low, high, identified):
    given = cell(share, low, high, identified=identified)
    for form in (numbers.share, numbers.share_cell):
        assert digits(form(given, "en").replace(",", " ")) == digits(form(given, "zh").replace(",", " "))
    assert ("not identified" in numbers.share(given, "en")) == ("无法识别" in numbers.share(given, "zh"))
    assert numbers.is_told(given) == (share is not None and identified)


@given(st.one_of(st.none(), changes), st.one_of(st.none(), changes), st.one_of(st.none(), changes))
def test_no_form_has_a_hyphen_for_minus_a_negative_zero_or_a_bare_bracket(value, low, high):
    for language in LANGUAGES:
        for text in (numbers.points(dict(difference=value, low=low, high=high), language),
                     numbers.ratio(value, language, low, high)):
            assert "-" not in text
            assert not re.search(r"−0(\.0)?(?![\d.])", text)
            assert not re.search(r"(?<!\\)[\[\]]", text)
            assert ("[" in text or "［" in text) == (None not in (value, low, high))


@given(st.integers(0, 10**9))
def test_counts_can_be_read_back(value):
    assert numbers.count(value, "en") == numbers.count(value, "zh")
    assert int(numbers.count(value, "en").replace(",", "")) == value


@given(st.dictionaries(st.sampled_from(["CN", "JP", "DE", "US", "AT", "FR", "IT", "NL"]), st.integers(1, 9)))
def test_a_tally_does_not_depend_on_the_order_of_its_counts(counts):
    text = numbers.tally(counts, "en")
    assert text == numbers.tally(dict(reversed(counts.items())), "en")
    assert len(text.split(", ")) == max(1, min(6, len(counts)))
    told = [int(part.split()[1]) for part in text.split(", ") if part]
    assert told == sorted(counts.values(), reverse=True)[:6]


def test_tallies_in_both_languages():
    counts = {"JP": 28, "CN": 1234, "AT": 28}
    assert numbers.tally(counts, "en") == "CN 1,234, AT 28, JP 28"
    assert numbers.tally(counts, "zh") == "CN 1,234、AT 28、JP 28"
    assert numbers.tally(counts, "en", n=1) == "CN 1,234"


@pytest.mark.parametrize(("names", "en", "zh"), [
    ([], "none", "无"), (["A"], "A", "A"), (["A", "B"], "A and B", "A和B"), (iter("ABC"), "A, B and C", "A、B和C")])
def test_listings(names, en, zh):
    names = list(names)
    assert (numbers.listing(names, "en"), numbers.listing(iter(names), "zh")) == (en, zh)


@given(st.dates())
def test_a_day_can_be_read_back_from_chinese(date):
    assert [int(part) for part in re.findall(r"\d+", numbers.day(date.isoformat(), "zh"))] == [
        date.year, date.month, date.day]
    assert numbers.day(date.isoformat(), "en").split()[::2] == [str(date.day), str(date.year)]


def test_every_word_is_there_in_both_languages():
    for key, texts in WORDS.items():
        assert len(texts) == 2 and all(texts), key
        assert not re.search(r"[\\`*_{}\[\]<>#|$^~@]", "".join(texts)), key
        assert re.search(r"[一-鿿]", word(key, "zh")), key


@pytest.mark.parametrize(("table", "column"), [
    ("usage", "interval"), ("usage", "unit_kind"), ("identification", "bound"), ("replication", "verdict"),
    ("replication", "evidence_base")])
def test_whatever_a_table_may_hold_has_a_word(table, column):
    choices = CONTRACTS[table].columns[column].choices
    assert choices and set(choices) <= set(WORDS)


def test_a_period_stands_for_itself():
    assert (word("1978–1991", "en"), word("1978–1991", "zh")) == ("1978–1991", "1978—1991")
