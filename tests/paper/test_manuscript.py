"""From templates and values to Markdown: data literally, figures and tables numbered, errors with their place."""

import json
import re
import subprocess

import pypandoc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.paper.manuscript import Floats, carrying, escape, find_verdict, leading_routes, prose, render_manuscript
from sixroutes.paper.rendering import READER
from sixroutes.vocabulary import SIX_ROUTES

SIGNS = list("\\`*_{}[]<>#|$^~@!&()+-=:;%/.,0123 \tabcxyz⟦⟧青岛，。")


def parsed(markdown):
    """Pandoc's blocks."""
    done = subprocess.run([pypandoc.get_pandoc_path(), f"--from={READER}", "--to=json"], input=markdown.encode(),
                          capture_output=True, check=True)
    return json.loads(done.stdout)["blocks"]


def plain(inlines):
    """The text of inlines that are nothing but text."""
    assert {inline["t"] for inline in inlines} <= {"Str", "Space", "SoftBreak"}, inlines
    return "".join(inline.get("c", " ") for inline in inlines)


def printed(text):
    """How a text prints: one space for many, dashes and dots joined as a printer joins them."""
    text = " ".join(text.replace("\xa0", " ").split()).replace("…", "...")
    return re.sub(r"[-–—]+", "-", text)


def render(values, templates, language="en", figures=("small",), assumptions=(), replication=None):
    return render_manuscript(values, replication, figures, language, assumptions, templates)


def rewrite(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ------------------------------------------------------------------------------------------------ text from data
@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.sampled_from(SIGNS), min_size=1).filter(lambda text: text.strip()), min_size=20,
                max_size=60))
def test_any_text_from_data_prints_literally(texts):
    marked = [str(escape(text)) for text in texts]
    paragraphs = parsed("\n\n".join(marked))
    assert [printed(plain(block["c"])) for block in paragraphs] == [printed(text) for text in texts]
    (items,) = parsed("\n".join(f"- {text}" for text in marked))
    assert [printed(plain(item[0]["c"])) for item in items["c"]] == [printed(text) for text in texts]
    (table,) = parsed("| a | b |\n|---|---|\n" + "\n".join(f"| {text} | end |" for text in marked))
    rows = [[cell[4][0]["c"] for cell in row[1]] for row in table["c"][4][0][3]]
    assert [printed(plain(row[0])) for row in rows] == [printed(text) for text in texts]
    assert all(plain(row[1]) == "end" for row in rows)


@pytest.mark.parametrize("text", ["*bold*", "[a](b)", "<script>alert(1)</script>", "$x$", "a | b", "{{ values }}",
                                  "{% if %}", "1. one", "- one", "(a) one", ": one", "a\\", "@cohen1990", "# one",
                                  "⟦table:clusters⟧", "{#anchor}", "![a](b)", "^[note]", "`code`", "&lt;"])
def test_a_name_prints_literally_wherever_it_stands(values, templates, text):
    values["clusters"] = {"a": {"en": text, "zh": text, "n_events": 1}}
    values["title"]["en"] = text
    markdown = render(values, templates)
    _, header, body = markdown.split("---\n", 2)
    (title,) = parsed(yaml.safe_load(header)["title"])
    assert printed(plain(title["c"])) == printed(text)
    (table,) = [block for block in parsed(body) if block["t"] == "Table"]
    assert printed(plain(table["c"][4][0][3][0][1][0][4][0]["c"])) == printed(text)


def test_what_is_marked_is_not_escaped_again():
    assert escape(escape("a*b")) == escape("a*b") == r"a\*b"


@pytest.mark.parametrize(("sentence", "text"), [
    ("at least `min_firms` of_them", r"at least `min_firms` of\_them"), ("`a`, `b*`", "`a`, `b*`"),
    ("an odd ` sign", r"an odd \` sign"), ("`a|b`, *c*", r"`a|b`, \*c\*"), ("no code", "no code")])
def test_sentences_from_comments(sentence, text):
    assert str(prose(sentence)) == text


@pytest.mark.parametrize(("template", "text"), [
    ("{{ values.clusters.qingdao | named }}", "Qingdao appliances"), ("{{ 'all' | cluster }}", "all clusters"),
    ("{{ 'original' | route }}", r"Original R\&D"), ("{{ 'institute' | sector }}", "research institute"),
    ("{{ ['a*', 'b'] | listing }}", r"a\* and b"), ("{{ six | map('route') | list | length }}", "6"),
    ("{{ {'C*': 2, 'JP': 3} | tally }}", r"JP 3, C\* 2"), ("{{ {'company': 2} | tally('sectors') }}", "company 2"),
    ("{{ 'a*b' | word }}", r"a\*b"), ("{{ 'yes' | word }}", "yes"), ("{{ {}.nothing | default(none) | rank }}",
                                                                    "not identified"),
    ("{{ (1, 2)[0] | rank }}", "1"), ("{{ {'reason_en': 'a|b'} | reason }}", r"a\|b"),
    ("{{ values.as_of | day }}", "7 March 2019"), ("{{ 1234 | count }}", "1,234"), ("{{ 0.004 | percent }}", "<1%")])
def test_filters(say, template, text):
    assert say(template) == text


@pytest.mark.parametrize("template", [
    "{{ x }}", "{{ nothing }}", "{{ nothing | word }}", "{{ nothing | named }}", "{{ nothing | count }}",
    "{{ nothing | rank }}", "{{ nothing | cluster }}", "{{ nothing | listing }}", "{{ nothing | tally }}",
    "{{ nothing | ratio }}", "{{ nothing.more.still | share }}", "{{ nothing | prose }}", "{{ 'here' | cluster }}",
    "{{ {'steam': 1} | tally('sectors') }}", "{% if nothing %}{% endif %}", "{% for a in nothing %}{% endfor %}",
    "{{ values | named }}", "{{ true and x }}"])
@pytest.mark.parametrize("x", [.5, None, {"a": 1}, [1]])
def test_nothing_is_printed_as_the_computer_has_it(values, templates, template, x):
    values["x"] = x
    (templates / "en/paper.md.j2").write_text("one\n" + template.replace("x }}", "values.x }}"), encoding="utf-8")
    with pytest.raises(InputError, match=r"^en/paper\.md\.j2, row 2: ") as caught:
        render(values, templates)
    assert (caught.value.file, caught.value.row) == ("en/paper.md.j2", 2)


# ------------------------------------------------------------------------------------------------ figures and tables
def test_figures_and_tables_are_numbered_and_referred_to(values, templates):
    english, chinese = (render(values, templates, language) for language in ("en", "zh"))
    assert "See [Figure\xa01](#fig-small) and [Table\xa01](#tbl-clusters)" in english
    assert '![**Figure\xa01.** Shares; n = 1,234.](small){#fig-small width=100% alt="A small drawing."}' in english
    assert ": **Table\xa01.** The clusters. {#tbl-clusters}" in english
    assert "见[图1](#fig-small)与[表1](#tbl-clusters)" in chinese
    assert "![**图1** 份额；n=1,234。](small)" in chinese and ": **表1** 各集群。 {#tbl-clusters}" in chinese
    assert "⟦" not in english + chinese


def test_the_abstract_may_refer_to_what_the_paper_holds(values, templates):
    header = yaml.safe_load(render(values, templates).split("---\n")[1])
    assert "See [Table\xa01](#tbl-clusters)." in header["abstract"]
    assert header["date"] == "Working draft; evidence as of 7 March 2019" and header["lang"] == "en-GB"
    assert header["keywords-text"] == "clusters; R&D"


def test_a_table_takes_its_widths(say):
    text = '{% call table("t", "3 1") %}Caption \\| here.\n\n| a | b |\n\n| c | d \\| e |\n{% endcall %}'
    made = say(text)
    assert made.strip().splitlines() == ["| a | b |", "|:------------|:----|", "| c | d \\| e |", "",
                                         ": **Table\xa01.** Caption \\| here. {#tbl-t}"]


@pytest.mark.parametrize(("old", "new", "problem"), [
    ('figure("small"', 'figure("smal"', r"there is no figure 'smal'; did you mean 'small'\?"),
    ('figure("small"', 'figure("other"', r"there is no figure 'other'"),
    ('"4 2"', '"4 2 2"', "table 'clusters' has 3 widths, but 2 cells"),
    ('"4 2"', '"4 x"', "invalid literal"),
    ("| {{ row.n_events | count }} |", "| {{ row.n_events | count }} | more |", "table 'clusters' has 2 widths, but 3"),
    ("# References", '{% call figure("small", alt="") %}Again.{% endcall %}\n\n# References', "two figures 'small'"),
    ('{{ claim("grew") }}', '{{ claim("grow") }}', r"there is no claim 'grow'; did you mean 'grew'\?"),
    ("{{ whole.n_units | count }}", "{{ whole.n_unit | count }}", "no attribute 'n_unit'"),
    ("{{ whole.n_units | count }}", "{{ whole.n_units | number }}", "No filter named 'number'"),
    ("{{ whole.n_units | count }}", "{{ whole.n_units | count", "not a valid template"),
    ("{{ whole.n_units | count }}", "{{ values.clear() }}", "unsafe|cannot be printed"),
    ("# References", '{% include "en/more.md.j2" %}', "en/more.md.j2")])
def test_an_error_in_a_template_names_its_place(values, templates, old, new, problem):
    path = templates / "en/paper.md.j2"
    rewrite(path, old, new)
    with pytest.raises(InputError, match=problem) as caught:
        render(values, templates)
    assert caught.value.file == "en/paper.md.j2"
    assert caught.value.row is None or 1 <= caught.value.row <= len(path.read_text().splitlines())


def test_an_error_in_an_included_template_names_that_template(values, templates):
    (templates / "en/part.md.j2").write_text("fine\n\n{{ values.nothing | count }}\n")
    rewrite(templates / "en/paper.md.j2", "# References", '{% include "en/part.md.j2" %}')
    with pytest.raises(InputError, match=r"^en/part\.md\.j2, row 3: .*'nothing'"):
        render(values, templates)


@pytest.mark.parametrize(("kind", "name"), [("figure", "other"), ("table", "small"), ("chart", "small"),
                                            ("figure", "two words"), ("figure", "with-hyphen"), ("figure", "")])
@pytest.mark.parametrize("where", ["paper", "abstract"])
def test_a_reference_to_what_is_not_there(values, templates, kind, name, where):
    with (templates / f"en/{where}.md.j2").open("a") as file:
        file.write(f'{{{{ ref("{kind}", "{name}") }}}}\n')
    with pytest.raises(InputError, match=f"the text refers to {kind} '{name}', which is not in the paper"):
        render(values, templates)


def test_a_language_without_templates(values, templates):
    with pytest.raises((InputError, KeyError)):
        render(values, templates, "fr")


@given(st.lists(st.sampled_from("abcdef"), unique=True))
def test_numbers_follow_the_order_of_the_text(names):
    floats = Floats(sorted(names), "en")
    for name in names:
        floats.figure(name, "alt", lambda: "caption")
    for place, name in enumerate(names, 1):
        assert floats.settle(str(floats.ref("figure", name))) == f"[Figure\xa0{place}](#fig-{name})"


def test_an_alternative_text_cannot_break_out_of_its_quotes():
    assert 'alt="a \'b\' c"}' in Floats(["f"], "en").figure("f", 'a "b"\n c', lambda: "caption")


# ------------------------------------------------------------------------------------------------ what templates ask
def block(**shares):
    return {"routes": {id: {"share": shares.get(id)} for id in SIX_ROUTES}}


def test_leading_routes_leave_out_what_is_not_identified():
    shares = block(absorption=.2, original=.2, foreign_alliance=.5, cluster_partnership=0)
    assert leading_routes(shares) == ["foreign_alliance", "original", "absorption"]
    assert leading_routes(shares, 9)[-1] == "cluster_partnership"
    assert leading_routes(block()) == []


@given(st.dictionaries(st.sampled_from(SIX_ROUTES), st.floats(0, 1)))
def test_routes_that_carry_weight_come_in_the_order_of_the_founding_paper(shares):
    found = carrying(block(**shares))
    assert found == [id for id in SIX_ROUTES if shares.get(id, 0) >= .1]


def test_verdicts_are_found_or_missed_with_a_name(make):
    result = {"verdict": "reproduced"}
    case = {"replication": {"claims": [{"claim_id": "c1", "results": {"independent.to_2009": result}}], "tally": {}}}
    assert find_verdict(case, "c1", "independent.to_2009") is result
    assert make(replication=case["replication"]).globals["has_replication"]
    for claim, evidence in (("c2", "independent.to_2009"), ("c1", "independent.since_2010")):
        with pytest.raises(Exception, match=f"no claim '{claim}' on '{evidence}'"):
            find_verdict(case, claim, evidence)


def test_the_replicating_study_is_asked_where_there_is_one(values, templates):
    (templates / "en/paper.md.j2").write_text('{{ case.title | named }}; {{ values.title | named }}\n'
                                              '{% call table("clusters", "1") %}c\n\n| a |\n{% endcall %}')
    other = {**values, "title": {"en": "The other", "zh": "其他"}}
    assert "The other; A tiny study" in render(values, templates, replication=other)
    assert "A tiny study; A tiny study" in render(values, templates)


def test_a_shortcut_to_a_missing_block_fails_only_when_used(make):
    environment = make()
    assert environment.from_string("{{ 'no' if own is not defined }}").render() == "no"
    with pytest.raises(Exception, match="founding_paper"):
        environment.from_string("{{ own.n_units | count }}").render()


def test_the_same_values_give_the_same_text(values, templates):
    turned = json.loads(json.dumps(values))
    assert render(values, templates) == render(turned, templates)


def test_a_finding_is_flagged_in_the_text(values, make):
    finding = {"n_holding": 6, "n_specifications": 12, "robust": False, "turns_on": "window", "option": "3"}
    values["multiverse"] = {"event": {"findings": {"rank": {"all": {"original": finding}}}}}
    for language, said in (("en", "(Fragile: holds in 6 of 12 specifications; turns most on: Windows of 3 years.)"),
                           ("zh", "（脆弱：仅成立于12种设定组合中的6种；主要取决于：时间窗口3年。）")):
        robustness = make(language).globals["robustness"]
        assert robustness("rank", "all", "original") == said
        assert robustness("rank", "all", "absorption") == ""
