"""The registry of figures is the folder, and it is the one that the rules know."""

import ast
import re
from pathlib import Path

import pytest

from sixroutes import figures
from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS

RULES = Path(__file__).parents[2] / "rules" / "figures.smk"


def test_the_rules_and_the_folder_know_the_same_figures():
    drawn = ast.literal_eval(re.search(r"DRAWN = (\{.*?\n\})", RULES.read_text(encoding="utf-8"), re.S).group(1))
    assert sorted(name for names in drawn.values() for name in names) == figures.rooms()


def test_the_modules_that_all_share_are_no_figures():
    assert not {"style", "drawing", "saving", "browser", "printing", "panels", "countries"} & set(figures.rooms())


def test_an_unknown_figure_names_the_nearest():
    with pytest.raises(InputError, match="did you mean 'usage_by_cluster'"):
        figures.draw("usage_by_clusters", "en", {})
    with pytest.raises(InputError, match="unknown figure 'style'"):
        figures.draw("style", "en", {})
    with pytest.raises(InputError, match=r"unknown figure '\.\./saving'"):
        figures.draw("../saving", "en", {})


def test_an_unknown_language_is_said():
    with pytest.raises(InputError, match="unknown language 'fr'"):
        figures.draw("usage_by_cluster", "fr", {})


def test_a_missing_table_is_named(clusters):
    with pytest.raises(InputError, match="lacks the table 'usage'"):
        figures.draw("usage_by_cluster", "en", {"clusters": clusters})


@pytest.mark.parametrize("name", figures.rooms())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_draws_from_empty_tables(name, language, empty):
    figure = figures.draw(name, language, empty, cluster="qingdao")
    words = "nothing to show" if language == "en" else "无可显示的内容"
    assert any(words in note.text for note in figure.layout.annotations)


@pytest.mark.parametrize("name", figures.rooms())
def test_every_figure_needs_tables_that_exist(name, empty):
    from importlib import import_module

    assert set(import_module(f"sixroutes.figures.{name}").NEEDS) <= set(CONTRACTS)


def test_figures_make_no_judgement_calls():
    """The paper's appendix is not made again when a figure changes, so a figure may not add to it."""
    rooms = Path(figures.__file__).parent.glob("*.py")
    assert not [path.name for path in rooms if "ASSUME" + ":" in path.read_text(encoding="utf-8")]
