"""Every rule can be told in Chinese, under default and under other choices."""

import json

import pytest

from sixroutes.routes import assign
from sixroutes.routes.rules import rooms
from sixroutes.routes.wording import HEADINGS, REASONS, condition, reason
from sixroutes.vocabulary import EVENT_TYPES, label


@pytest.mark.parametrize("changed", [{}, {"inventor_name_groups": 1}, {
    "inventor_name_groups": 1, "short_pinyin_names": True}, {"short_pinyin_names": True, "alliance_tail_years": 10,
                                          "minority_stake_percent": [12.5, 50]}])
def test_no_rule_lacks_its_chinese(choices, changed):
    rules = [rule for kind in ("event", "patent") for rule in rooms({**choices, **changed}, kind)]
    assert {rule.id for rule in rules} == set(REASONS)
    for words in (words for rule in rules for words in rule.conditions):
        assert condition(words, "zh") != words and "#" not in condition(words, "zh")
    assert HEADINGS["en"].keys() == HEADINGS["zh"].keys()


def test_a_reason_is_filled_in(make_events, make_party, make_patents, make_frame, choices):
    made = assign(*make_patents(), make_frame("inventors", []), make_frame("citations", []),
                  *make_events(("licence_in", "haier", [], {"technology": "refrigerators"})),
                  make_frame("ownership", []), choices)
    row = made["evidence"].query("fired").iloc[0]
    words = f"haier：{label(EVENT_TYPES, 'licence_in', 'zh')}，来自未具名的来源（refrigerators）。"
    assert reason(row["rule"], json.loads(row["fields"])) == words
