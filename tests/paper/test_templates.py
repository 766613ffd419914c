"""The paper's real templates: English and Chinese say the same with the same values, and no result is typed."""

import json
import re
from collections import Counter

import jinja2
import jinja2.meta
import pytest
import yaml
from jinja2 import nodes

from sixroutes.errors import InputError
from sixroutes.paper import collect_assumptions
from sixroutes.paper.manuscript import Floats, make_environment, render_manuscript

LANGUAGES = ("en", "zh")
STUDIES = ("qingdao_2009", "chinese_clusters")
# What may stand in a template as digits: the years that bound the periods, and the level of the intervals.
ALLOWED = {"1978", "2009", "2010", "95%"}
# What the languages may print in their own ways: each quotes the statements of the founding paper in its own words.
OWN_WORDS = {"row.statement": "row.quote_zh"}


@pytest.fixture
def texts(real_templates):
    """A function to all templates of a language by name, the text of the paper with its parts put in."""
    def read(language):
        folder = real_templates / language
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.j2"))}
    return read


@pytest.fixture
def claims(real_templates):
    return yaml.safe_load((real_templates / "claims.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def environment(make, real_templates):
    """A function to the sandbox of a language on the real templates, with hardly any values."""
    return lambda language: make(language, real_templates)


def whole_paper(parts, name="paper.md.j2"):
    """A template with the templates that it includes."""
    return re.sub(r'{% include "\w+/([\w.]+)" %}', lambda found: whole_paper(parts, found[1]), parts[name])


def typed_numbers(text):
    """Digits that are neither code of the template nor formula, citation, anchor or identifier, nor allowed."""
    for code in (r"{%.*?%}", r"{{.*?}}", r"\$\$.*?\$\$", r"\$[^$]*\$", r"@\w+", r"{#[\w-]+}"):
        text = re.sub(code, " ", text, flags=re.DOTALL)
    return [number for number in re.findall(r"\d[\d.,]*[%％]?", text) if number.strip(".,") not in ALLOWED]


def printed_constants(tree):
    """Numbers and digits that a template's expressions print as they were typed."""
    def walk(node):
        if isinstance(node, nodes.Getitem):  # values.list[:5] picks, it does not print
            yield from walk(node.node)
        elif isinstance(node, nodes.CondExpr):  # so does a condition
            for part in (node.expr1, node.expr2):
                yield from walk(part) if part else ()
        elif isinstance(node, nodes.Const):
            yield node.value
        else:
            for child in node.iter_child_nodes():
                yield from walk(child)
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if not isinstance(node, nodes.TemplateData):
                yield from (value for value in walk(node) if isinstance(value, (int, float)))


def expressions(text):
    return [OWN_WORDS.get(found.split(" |")[0], found) for found in re.findall(r"{{\s*(.*?)\s*}}", text, re.DOTALL)]


def skeleton(text):
    """What a text is made of, paragraph by paragraph: tags, headings and claims in order, values in any order.

    Inside a sentence the two languages put their words, and so the values, in different orders.
    """
    made = []
    for line in text.splitlines():
        tags = [re.sub(r'alt="[^"]*"', "alt", tag) for tag in re.findall(r"{%.*?%}", line)]
        said = [found for found in expressions(line) if found.startswith("claim(")]
        values = sorted(found for found in expressions(line) if not found.startswith(("claim(", "ref(")))
        shown = sorted({found for found in expressions(line) if found.startswith("ref(")})
        cited = sorted(set(re.findall(r"@\w+", line)))
        heading = re.findall(r"^#+|{#[\w-]+}", line)
        maths = re.findall(r"\$[^$]+\$", line)
        if any((tags, said, values, shown, cited, heading, maths)):
            made.append((heading, tags, said, values, shown, cited, maths))
    return made


# ------------------------------------------------------------------------------------------------ both languages
def test_both_languages_have_the_same_templates_and_use_each(texts):
    assert list(texts("en")) == list(texts("zh"))
    for language in LANGUAGES:
        included = re.findall(r'include "(\w+)/([\w.]+)"', texts(language)["paper.md.j2"])
        assert {part[0] for part in included} == {language}
        names = [part[1] for part in included]
        assert sorted([*names, "paper.md.j2", "abstract.md.j2", "keywords.md.j2"]) == list(texts(language))


@pytest.mark.parametrize("name", ["paper.md.j2", "abstract.md.j2", "keywords.md.j2"])
def test_both_languages_are_made_of_the_same_parts_in_the_same_order(texts, name):
    english, chinese = (skeleton(whole_paper(texts(language), name)) for language in LANGUAGES)
    for one, other in zip(english, chinese, strict=False):
        assert one == other
    assert len(english) == len(chinese)


@pytest.mark.parametrize("what", [r'{{ claim\("(\w+)"\) }}', r"{% call (\w+\([^,]+),", r"{% (for .*?) %}",
                                  r"{% (if .*?) %}"])
def test_claims_figures_tables_and_conditions_come_in_the_same_order(texts, what):
    english, chinese = (re.findall(what, whole_paper(texts(language))) for language in LANGUAGES)
    assert english == chinese and english


def test_every_claim_is_used_in_both_languages(texts, claims):
    for language in LANGUAGES:
        text = "\n".join(texts(language).values())
        assert set(re.findall(r'claim\("(\w+)"', text)) == {claim["id"] for claim in claims}
        assert len(re.findall(r"\bclaim\(", text)) == len(re.findall(r'\bclaim\("\w+"\)', text))


def test_every_claim_says_the_same_with_the_same_values_in_both_languages(claims):
    for claim in claims:
        verdicts = {"holds", "otherwise"} | ({"unknown"} if "known" in claim else set())
        assert set(claim["en"]) == set(claim["zh"]) == verdicts, claim["id"]
        for verdict in verdicts:
            english, chinese = (Counter(expressions(" ".join(claim[language][verdict].replace("'", '"').split())))
                                for language in LANGUAGES)
            assert english == chinese, (claim["id"], verdict)
        for language in LANGUAGES:
            assert len(set(claim[language].values())) == len(verdicts), claim["id"]
            assert all(text.rstrip().endswith((".", "。", "?", "？")) for text in claim[language].values()), claim["id"]


def test_chinese_texts_are_chinese_and_english_ones_are_not(texts, claims):
    for text in [*texts("en").values(), *(text for claim in claims for text in claim["en"].values())]:
        assert not re.search(r"[一-鿿，。；：、（）]", text)
    for claim in claims:
        for text in claim["zh"].values():
            words = re.sub(r"{{.*?}}", "", text)
            assert re.search(r"[一-鿿]", words) and not re.search(r"[,;:()!?]", words), text


# ------------------------------------------------------------------------------------------------ what they refer to
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_and_every_text_of_a_claim_can_be_read(environment, texts, claims, language):
    sandbox = environment(language)
    for name in texts(language):
        sandbox.get_template(f"{language}/{name}")
    for claim in claims:
        for text in claim[language].values():
            sandbox.from_string(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_conditions_and_templates_use_only_names_that_are_given(environment, texts, claims, language):
    sandbox = environment(language)
    sources = list(texts(language).values())
    for claim in claims:
        sources += [f"{{{{ {claim[key]} }}}}" for key in ("holds", "known") if key in claim]
        sources += claim[language].values()
    for source in sources:
        names = jinja2.meta.find_undeclared_variables(sandbox.parse(source))
        assert names <= set(sandbox.globals) | {"assumptions"}, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_text_refers_to_is_in_the_paper(texts, claims, language):
    paper = whole_paper(texts(language))
    there = set(re.findall(r'call (figure|table)\("(\w+)"', paper))
    said = "\n".join([*texts(language).values(), *(text for claim in claims for text in claim[language].values())])
    asked = set(re.findall(r'ref\("(\w+)", "(\w+)"\)', said))
    assert asked and asked <= there
    assert len(re.findall(r"\bref\(", said)) == len(re.findall(r'ref\("\w+", "\w+"\)', said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_is_in_the_list_of_references(texts, real_templates, language):
    listed = re.findall(r"^@\w+{(\w+),", (real_templates.parent / "references.bib").read_text(encoding="utf-8"), re.M)
    cited = set(re.findall(r"@(\w+)", whole_paper(texts(language))))
    assert len(listed) == len(set(listed)) and cited <= set(listed)


# ------------------------------------------------------------------------------------------------ no number is typed
def test_no_result_is_typed(texts, claims, environment):
    for language in LANGUAGES:
        sandbox = environment(language)
        for name, text in texts(language).items():
            assert typed_numbers(text) == [], (language, name)
            assert list(printed_constants(sandbox.parse(text))) == [], (language, name)
            assert [alt for alt in re.findall(r'alt="([^"]*)"', text) if re.search(r"\d", alt)] == [], (language, name)
        for claim in claims:
            for text in claim[language].values():
                assert typed_numbers(text) == [], claim["id"]
                assert list(printed_constants(sandbox.parse(text))) == [], claim["id"]


@pytest.mark.parametrize(("text", "found"), [
    ("The share is 34%.", ["34%"]), ("n = 597 events", ["597"]), ("份额为12.5％。", ["12.5％"]),
    ("In 2013 it fell.", ["2013"]),
    ("95% intervals up to 2009, since 2010.", []), ("95 of them", ["95"]), ("as in [@cohen1990]", []),
    ("where $1/(kg)$ and $$ x^2 $$", []), ('{% call table("a", "4 1") %}', []), ("{{ values.list[:5] | listing }}", []),
    ("# Heading {#part2}", [])])
def test_typed_numbers_are_found(text, found):
    assert typed_numbers(text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("{{ 0.34 | percent }}", [.34]), ("{{ 597 | count }}", [597]), ("{{ values.a[:5] | listing }}", []),
    ("{{ values.a[0].b | count }}", []), ('{{ "to_2009" | word }}', []), ("{{ 3 if values.a else values.b }}", [3]),
    ("{{ values.a if values.b > 3 else '–' }}", []), ("{{ values.a + 1 }}", [1])])
def test_typed_numbers_in_expressions_are_found(environment, text, found):
    assert list(printed_constants(environment("en").parse(text))) == found


# ------------------------------------------------------------------------------------------------ on the real values
@pytest.fixture
def built(real_templates):
    """A function to a study's finished values and to those of the study that replicates for it."""
    folder = real_templates.parents[1] / "data/processed"

    def read(study):
        return json.loads((folder / study / "indicators/values.json").read_text(encoding="utf-8"))
    return lambda study: (read(study), None if study == "qingdao_2009" else read("qingdao_2009"))


def figure_names(texts):
    named = set(re.findall(r'call figure\("(\w+)"', whole_paper(texts("en"))))
    return sorted(named | {"event_timeline_qingdao_appliances", "partner_network_qingdao_appliances"})


@pytest.mark.build
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", STUDIES)
def test_the_papers_can_be_written_from_the_finished_values(built, texts, source, real_templates, study, language):
    values, replication = built(study)
    text = render_manuscript(values, replication, figure_names(texts), language, collect_assumptions(source),
                             real_templates)
    assert "⟦" not in text and "{{" not in text and "{%" not in text
    assert not re.search(r"\b(None|nan|True|False|Undefined)\b", text)
    assert not re.search(r"\d\.\d{4}", text)  # no unrounded number
    if language == "zh":
        captions = re.findall(r"^(?:: |!\[)\*\*.*$", text, re.MULTILINE)
        assert captions and not any(re.search("bootstrap|left out|leave one", caption) for caption in captions)


@pytest.mark.build
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_can_be_told_whatever_the_values_come_to(built, texts, claims, real_templates, language):
    values, replication = built("chinese_clusters")
    floats = Floats(figure_names(texts), language)
    sandbox = make_environment(values, replication, language, real_templates, floats)
    for claim in claims:
        asked = sandbox.globals["claim"]
        assert asked.verdict(claim["id"]) in claim[language]
        for verdict in claim[language]:
            try:
                assert asked.text(claim["id"], verdict)
            except InputError:
                # What is said when a value is there may need the value.
                assert verdict != asked.verdict(claim["id"])


@pytest.mark.build
def test_both_languages_come_to_the_same_verdicts(built, claims, real_templates):
    values, replication = built("chinese_clusters")
    told = {language: make_environment(values, replication, language, real_templates, Floats([], language))
            .globals["claim"] for language in LANGUAGES}
    for claim in claims:
        assert told["en"].verdict(claim["id"]) == told["zh"].verdict(claim["id"])
