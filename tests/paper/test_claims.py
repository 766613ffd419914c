"""Claims: the sentence that the values bear out, or an error that says which claim is at fault."""

import re

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.paper.claims import Claims

ONE = """
- id: first
  holds: values.x > 0
  en: {holds: "Yes, {{ values.x }}.", otherwise: "No."}
  zh: {holds: "是，{{ values.x }}。", otherwise: "否。"}
"""


@pytest.fixture
def claims(make, tmp_path):
    """A function from a text of claims.yaml, a language and values to its claims."""
    def made(text=ONE, language="en", **changes):
        path = tmp_path / "claims.yaml"
        path.write_text(text, encoding="utf-8")
        return Claims(path, make(language, **changes), language)
    return made


def change(difference, low, high):
    return {"all": {"original": dict(difference=difference, low=low, high=high)}}


@pytest.mark.parametrize(("given", "verdict", "en", "zh"), [
    (change(.12, .02, .2), "holds", r"It grew (+12 points \[2, 20\]).", "其份额上升（+12个百分点［2，20］）。"),
    (change(.12, -.02, .2), "otherwise", r"No growth is borne out (+12 points \[−2, 20\]).",
     "上升未获支持（+12个百分点［−2，20］）。"),
    (change(.12, None, None), "unknown", "Whether it grew cannot be told.", "是否上升无法判断。"),
    (change(None, None, None), "unknown", "Whether it grew cannot be told.", "是否上升无法判断。")])
def test_a_claim_holds_or_not_or_cannot_be_told(make, given, verdict, en, zh):
    for language, text in (("en", en), ("zh", zh)):
        claim = make(language, change=given).globals["claim"]
        assert claim.verdict("grew") == verdict
        assert claim("grew") == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.one_of(st.none(), st.floats(-1, 1)), st.one_of(st.none(), st.floats(-1, 1)))
def test_both_languages_come_to_the_same_verdict(make, low, high):
    given = change(.1, low, high)
    verdicts = {make(language, change=given).globals["claim"].verdict("grew") for language in ("en", "zh")}
    assert verdicts == {"unknown" if low is None else "holds" if low > 0 else "otherwise"}


def test_a_claim_without_known_is_never_unknown(claims):
    assert claims(x=1)("first") == "Yes, 1."
    assert claims(x=0, language="zh")("first") == "否。"


def test_further_names_reach_condition_and_text(claims):
    asked = claims(ONE.replace("values.x", "n"))
    assert (asked("first", n=2), asked("first", n=0)) == ("Yes, 2.", "No.")


def test_what_a_claim_says_is_not_escaped_again(make):
    assert make().from_string('{{ claim("leads") }}').render() == r"Original R&D leads with 34% \[28, 41\]."


def test_data_in_a_claim_is_escaped(claims):
    text = claims(ONE.replace("values.x > 0", "values.x != ''"), x="*a* | [b](c)")("first")
    assert text == r"Yes, \*a\* \| \[b\](c)."


def test_an_unknown_claim_is_named_with_its_neighbour(claims):
    with pytest.raises(jinja2.TemplateRuntimeError, match=r"no claim 'frist'; did you mean 'first'\?"):
        claims(x=1)("frist")
    with pytest.raises(jinja2.TemplateRuntimeError, match=r"no claim 'something else'$"):
        claims(x=1)("something else")


@pytest.mark.parametrize("condition", [
    "values.nothing > 0", "values.nothing.at.all == 1", "values.nothing", "nothing_at_all", "values.nothing or false",
    "values.nothing == values.nowhere", "values['nothing'][0] in [1]", "values.nothing | length > 0"])
def test_a_condition_on_a_value_that_does_not_exist(claims, condition):
    with pytest.raises(InputError, match="claim 'first'") as caught:
        claims(ONE.replace("values.x > 0", condition), x=1)("first")
    assert caught.value.file == "claims.yaml" and caught.value.row == 2
    assert condition in str(caught.value)


@pytest.mark.parametrize("condition", ["values.x", "values.x + 1", "'yes'", "none", "values.x > none", "1 / 0 > 1",
                                       "values.x >", "values.x.__class__.__mro__", "values.x | nofilter"])
def test_a_condition_that_is_neither_true_nor_false(claims, condition):
    with pytest.raises(InputError, match="claim 'first'"):
        claims(ONE.replace("values.x > 0", condition), x=1)("first")


def test_a_claim_may_ask_whether_a_value_is_there(claims):
    assert claims(ONE.replace("values.x > 0", "values.nothing.more is not defined"), x=1)("first") == "Yes, 1."


@pytest.mark.parametrize("text", ["{{ values.nothing }}", "{{ values.x | share }}", "{{ values.nothing | share }}",
                                  "{{ 'steam' | route }}", "{{ values.x", "{{ values.nil }}",
                                  "{{ values.half }}"])
def test_a_text_that_cannot_be_filled_in(claims, text):
    with pytest.raises(InputError, match="claim 'first': its text cannot be filled in"):
        claims(ONE.replace("{{ values.x }}", text), x=1, nil=None, half=.5)("first")


@pytest.mark.parametrize(("change", "problem"), [
    (lambda text: re.sub(r"  zh: .*\n", "", text), "its zh texts are not holds, otherwise"),
    (lambda text: re.sub(r"  en: .*\n", "", text), "its en texts are not holds, otherwise"),
    (lambda text: re.sub(r"  zh: .*\n", "  zh:\n", text), "its zh texts"),
    (lambda text: text.replace(', otherwise: "否。"', ""), "its zh texts"),
    (lambda text: text.replace('otherwise: "否。"', "otherwise:"), "its zh texts"),
    (lambda text: text.replace("  holds: values.x > 0\n", ""), "`holds` is missing"),
    (lambda text: text.replace("values.x > 0", "true"), "its conditions are not expressions"),
    (lambda text: text.replace("values.x > 0", "[1, 2]"), "its conditions are not expressions"),
    (lambda text: text.replace("  holds: values", "  known: true == true\n  holds: values"),
     "its en texts are not holds, otherwise, unknown"),
    (lambda text: text.replace("  holds: values", "  hold: 1\n  holds: values"), "unknown key 'hold'"),
    (lambda text: text + text, "it is there twice")])
def test_an_incomplete_claim(claims, change, problem):
    with pytest.raises(InputError, match="claim 'first'") as caught:
        claims(change(ONE), x=1)
    assert problem in str(caught.value) and caught.value.row == 2


@pytest.mark.parametrize("text", ["", "first: 1", "- 1", "- holds: true", "- id: [", "a: b: c"])
def test_a_file_that_is_no_list_of_claims(claims, text):
    with pytest.raises(InputError, match=r"claims\.yaml"):
        claims(text)
