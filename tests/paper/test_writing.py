"""The stage's face: four files or none."""

import copy
from pathlib import Path

import pytest

from sixroutes.errors import InputError
from sixroutes.paper.writing import group_figures, make_paper, write_paper

FORMATS = ("pdf", "docx", "html", "tex")


@pytest.fixture
def make_files(values, templates, figures, tmp_path):
    """A function that makes the paper as the rule does, with what differs, and gives the four paths."""
    (tmp_path / "code").mkdir()
    (tmp_path / "code/rules.py").write_text("x = 1  # ASSUME: One is enough.\n")
    paths = {kind: tmp_path / f"paper/tiny/paper.en.{kind}" for kind in FORMATS}

    def made(**changes):
        given = dict(values=values, figures=list(figures["small"].values()), language="en", templates=templates,
                     sources=tmp_path / "code", **paths)
        make_paper(**{**given, **changes})
    made.paths = paths
    return made


def test_the_rule_writes_four_files(make_files):
    make_files()
    starts = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!DOCTYPE html>", "tex": b"%"}
    for kind, path in make_files.paths.items():
        assert path.read_bytes().startswith(starts[kind])
    assert sorted(path.name for path in make_files.paths["pdf"].parent.iterdir()) == sorted(
        f"paper.en.{kind}" for kind in FORMATS)
    text = make_files.paths["tex"].read_text()
    assert "One is enough." in text and r"\graphicspath{{../../figures/tiny/}}" in text


def test_the_face_and_the_rule_give_the_same(make_files, values, figures, templates):
    make_files()
    files = write_paper(values, None, figures, "en", [("rules", "One is enough.")], str(templates),
                        make_files.paths["tex"].parent)
    assert files == {kind: path.read_bytes() for kind, path in make_files.paths.items()}


def test_values_and_figures_are_only_read(make_files, values):
    before = copy.deepcopy(values)
    make_files()
    assert values == before


def test_the_order_of_the_figure_files_does_not_matter(make_files, figures):
    make_files()
    first = {kind: path.read_bytes() for kind, path in make_files.paths.items()}
    make_files(figures=list(figures["small"].values())[::-1])
    assert first == {kind: path.read_bytes() for kind, path in make_files.paths.items()}


def spoil_style(name, text):
    return lambda templates, figures: (templates / name).write_text(text)


def add(name, text):
    def spoil(templates, figures):
        with (templates / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return spoil


@pytest.mark.parametrize("spoil", [
    spoil_style("paper.typ", "#let x = ("), spoil_style("paper.html", "$if(x)$"), spoil_style("paper.tex", "$endfor$"),
    spoil_style("claims.yaml", "- id: ["), add("claims.yaml", "\n- id: more\n  holds: values.x\n"),
    add("en/paper.md.j2", "\n{{ values.nothing | count }}\n"), add("en/paper.md.j2", "\n{% if %}\n"),
    add("en/paper.md.j2", "\n[@nobody2000]\n"), add("en/paper.md.j2", "\n::: {#open}\n"),
    add("en/abstract.md.j2", "\n{{ ref('table', 'nothing') }}\n"), add("en/keywords.md.j2", "{{ claim('nothing') }}"),
    lambda templates, figures: Path(figures["small"]["png"]).unlink(),
    lambda templates, figures: Path(figures["small"]["pdf"]).write_bytes(b"no pdf"),
    lambda templates, figures: (templates.parent / "references.bib").unlink(),
    lambda templates, figures: (templates / "paper.tex").unlink()])
def test_what_is_broken_gives_an_input_error_and_no_file(make_files, templates, figures, spoil):
    spoil(templates, figures)
    with pytest.raises(InputError):
        make_files()
    assert not make_files.paths["pdf"].parent.exists()


def test_what_is_broken_leaves_the_last_paper_as_it_was(make_files, templates):
    make_files()
    before = {path: path.read_bytes() for path in make_files.paths["pdf"].parent.iterdir()}
    (templates / "paper.tex").write_text("$endif$")
    with pytest.raises(InputError):
        make_files()
    assert before == {path: path.read_bytes() for path in make_files.paths["pdf"].parent.iterdir()}


@pytest.mark.parametrize("language", ["fr", "EN", ""])
def test_a_language_without_templates(make_files, language):
    with pytest.raises(InputError, match="no templates for the language"):
        make_files(language=language)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_figure_without_one_of_its_kinds(make_files, figures, kind):
    paths = [path for path in figures["small"].values() if not path.endswith(kind)]
    with pytest.raises(InputError, match=f"the figure 'small' lacks its {kind}"):
        make_files(figures=paths)
    assert not make_files.paths["pdf"].parent.exists()


def test_figures_are_grouped_by_name():
    paths = [f"{folder}/{name}.{kind}" for folder, name in (("a", "one"), ("a", "two"), ("b", "one"))
             for kind in ("pdf", "svg", "png", "csv")]
    grouped = group_figures([Path(path) for path in paths])
    assert grouped == {"one": {kind: f"b/one.{kind}" for kind in ("svg", "png", "pdf")},
                       "two": {kind: f"a/two.{kind}" for kind in ("svg", "png", "pdf")}}
    assert group_figures([]) == {}
    with pytest.raises(InputError, match=r"lacks its pdf, png"):
        group_figures(["a/one.svg"])
