"""The small paper and the real templates, as fixtures."""

import copy

import pytest

from sixroutes.paper.manuscript import Floats, make_environment

from .small import ROOT, VALUES, write_figure, write_templates


@pytest.fixture
def values():
    return copy.deepcopy(VALUES)


@pytest.fixture
def templates(tmp_path):
    return write_templates(tmp_path / "templates")


@pytest.fixture
def real_templates():
    return ROOT / "paper/templates"


@pytest.fixture
def source():
    return ROOT / "src/sixroutes"


@pytest.fixture
def make(values, templates):
    """A function to the environment of templates and claims: make(language, what differs from the values)."""
    def made(language="en", folder=templates, case=None, figures=("small",), **changes):
        given = {**values, **changes}
        return make_environment(given, case or given, language, folder, Floats(figures, language))
    return made


@pytest.fixture
def say(make):
    """A function that fills a template's text in."""
    return lambda text, language="en", **names: make(language).from_string(text).render(**names)


@pytest.fixture
def figures(tmp_path):
    return {"small": write_figure(tmp_path / "figures/tiny")}
