"""What all figures share: safe text, colours for every route, room for every label, and a source note."""

import plotly.graph_objects as go
import pytest

from sixroutes.figures import style
from sixroutes.vocabulary import ROUTES


def finished(**more):
    given = dict(title="Title", note="n = 3", plot=200) | more
    return style.finish(go.Figure(go.Bar(x=[1], y=[1])), **given)


def test_text_of_tables_cannot_become_markup():
    assert style.safe('<a href="x">R&D</a>') == '&lt;a href="x"&gt;R&amp;D&lt;/a&gt;'
    assert style.wrapped("one <b> two", 7) == "one &lt;b&gt;<br>two"


@pytest.mark.parametrize("signs", [style.ROUTE_COLOURS, style.ROUTE_SYMBOLS, style.ROUTE_PATTERNS, style.ROUTE_DASHES])
def test_every_route_has_its_sign(signs):
    assert list(signs) == list(ROUTES)


def test_no_two_routes_look_alike():
    for signs in (style.ROUTE_COLOURS, style.ROUTE_SYMBOLS, style.ROUTE_PATTERNS):
        assert len(set(signs.values())) == len(ROUTES)


def test_a_closing_mark_begins_no_line():
    assert style.lines("青岛家电，集群", 8) == ["青岛家电，", "集群"]


def test_latin_words_in_chinese_text_stay_whole():
    assert style.lines("来自sixroutes的数据", 10) == ["来自", "sixroutes", "的数据"]


@pytest.mark.parametrize("language,start", [("en", "Source: sixroutes. n = 3"), ("zh", "来源：sixroutes。n = 3")])
def test_every_figure_says_its_source(language, start):
    assert finished(language=language).layout.annotations[-1].text == start


def test_longer_texts_make_a_higher_figure_and_leave_the_plot_as_it_is():
    short, long = finished(), finished(title="long title " * 20, note="long note " * 60)
    for figure in (short, long):
        margin = figure.layout.margin
        assert figure.layout.height - margin.t - margin.b == 200
    assert long.layout.margin.t > short.layout.margin.t and long.layout.margin.b > short.layout.margin.b


def test_no_text_is_smaller_than_eleven_px():
    assert min(style.SMALL, style.NORMAL, style.LARGE) >= 11


def test_an_empty_figure_says_why():
    figure = style.blank(title="T", why="no ties", language="en")
    assert figure.layout.annotations[0].text == "nothing to show: no ties"
    assert "n = 0" in figure.layout.annotations[1].text
