"""The figures that compare clusters: shares with intervals, and never a zero for what is not identified."""

import pytest

from sixroutes import figures
from sixroutes.figures import specialisation as table
from sixroutes.figures.panels import headline
from sixroutes.figures.robustness import in_order
from sixroutes.vocabulary import OTHER_CHOICES, ROUTES

PLAIN = [0.4, 0.1, 0.1, 0.0, 0.2, 0.1, 0.1]
HIDDEN = [0.9, None, 0.05, None, 0.05, 0.0, 0.0]
COMPARING = ["usage_by_cluster", "usage_over_time", "specialisation", "patents_beside_events", "robustness",
             "specification_curve"]


@pytest.fixture
def data(empty, clusters, make_frame, make_usage):
    usage = [row for cluster in ("qingdao", "rd", "all") for row in make_usage(cluster, PLAIN)]
    usage += [row for period in ("to_2009", "since_2010") for row in make_usage("all", PLAIN, period=period)]
    usage += [row for cluster in ("qingdao", "all") for row in make_usage(cluster, HIDDEN, kind="patent")]
    usage += make_usage("rd", [None] * 7, kind="patent", n=0.0)
    quotients = [dict(cluster_id=cluster, route=route, location_quotient=2.0, low=1.2, high=None, symmetric=0.33,
                      n=20.0) for cluster in ("qingdao", "rd") for route in ROUTES]
    quotients[1] |= dict(location_quotient=None, low=None, high=None, symmetric=None)
    variants = [dict(variant=variant, route=route, share=share, rank=None if route == "other" else place + 1, n=20.0)
                for variant in ("headline", "denominator: six_routes", "without_rd", "window: 3", "a <new> choice")
                for place, (route, share) in enumerate(zip(ROUTES, PLAIN, strict=True))]
    known = [dict(unit_kind=kind, route=route, identified=kind == "event" or share is not None,
                  bound="point" if kind == "event" else "not identified" if share is None else "lower bound",
                  reason_en="because <of> data", reason_zh="因为<数据>")
             for kind in ("event", "patent") for route, share in zip(ROUTES, HIDDEN, strict=True)]
    multiverse = {name: make_frame(name, rows) for name, rows in curves().items()}
    return empty | multiverse | {"clusters": clusters, "usage": make_frame("usage", usage),
                    "specialisation": make_frame("specialisation", quotients),
                    "robustness": make_frame("robustness", variants),
                    "identification": make_frame("identification", known)}


def curves():
    """Rows of specifications, curves and findings: the headline, and three with other choices."""
    finding = dict(unit_kind="event", kind="rank", cluster_id="all")
    chosen = [("all", "as chosen"), ("six_routes", "as chosen"), ("all", "3"), ("six_routes", "3")]
    routes = list(ROUTES)[:6]
    return {
        "specifications": [dict(specification=number, reading=number // 2, unit_kind="event", counting="fractional",
                                denominator=denominator, window=window, steps=(0, 1, 1, 2)[number], n=20.0)
                           for number, (denominator, window) in enumerate(chosen)],
        "curves": [dict(finding, route=route, specification=number, estimate=share + 0.02 * number, holds=number < 2)
                   for route, share in zip(routes, PLAIN, strict=False) for number in range(4)],
        "findings": [dict(finding, route=route, estimate=share, n_specifications=4, n_holding=2, share_holding=0.5,
                          n_single=2, n_exceptions=1, robust=False, turns_on="window", option="3")
                     for route, share in zip(routes, PLAIN, strict=False)]}


def drawn(figure):
    """{(panel axis, y): x} of the marks of a figure of panels."""
    return {(trace.xaxis, y): x for trace in figure.data if trace.mode == "markers"
            for x, y in zip(trace.x, trace.y, strict=True) if x is not None}


@pytest.mark.parametrize("name", COMPARING)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_draws_in_both_languages(name, language, data):
    figure = figures.draw(name, language, data)
    said = "".join(filter(None, (note.text for note in figure.layout.annotations)))
    assert "nothing to show" not in said and "无可显示" not in said
    assert ("Source: sixroutes." if language == "en" else "来源：sixroutes。") in said and "n = " in said
    assert figure.layout.width == 900


@pytest.mark.parametrize("name", COMPARING)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_of_a_table_becomes_markup(name, language, data):
    text = figures.draw(name, language, data).to_json()
    for raw in ("<b>town", "<script>", "<new>", "<of>", "<数据>"):
        assert raw not in text.encode().decode("unicode_escape", "ignore")
        assert raw.replace("<", "\\u003c") not in text


@pytest.mark.parametrize("name", COMPARING)
def test_the_chinese_set_has_no_english_route(name, data):
    figure = figures.draw(name, "zh", data)
    said = " ".join(filter(None, [note.text for note in figure.layout.annotations]
                           + [word for axis in figure.select_xaxes() for word in (axis.ticktext or ())]
                           + [word for axis in figure.select_yaxes() for word in (axis.ticktext or ())]))
    for english, _ in ROUTES.values():
        assert english.split(" ")[0] not in said


def test_what_is_not_identified_is_said_and_never_drawn(data):
    figure = figures.draw("patents_beside_events", "en", data)
    marks = drawn(figure)
    hidden = [f"x{list(ROUTES).index(route) + 1}" for route in ("absorption", "cluster_partnership")]
    assert not [place for place in marks if place[0] in hidden and place[1] in (0.2, 1.2, 2.2)]
    assert [place for place in marks if place[0] == "x3" and place[1] == 0.2]
    words = [note.text for note in figure.layout.annotations]
    assert words.count("not identified") == 4  # two routes, one cluster and all
    assert words.count("no patents") == 7  # the other cluster


def test_a_missing_share_leaves_a_gap_over_time(data, make_frame, make_usage):
    usage = make_usage("all", HIDDEN, period="to_2009") + make_usage("all", PLAIN, period="since_2010")
    figure = figures.draw("usage_over_time", "en", {**data, "usage": make_frame("usage", usage)})
    assert list(figure.data[1].y) == [None, 10.0]
    assert [note.text for note in figure.layout.annotations].count("not identified") == 2


def test_every_share_comes_with_its_interval(data):
    figure = figures.draw("usage_by_cluster", "en", data)
    for trace in figure.data:
        assert len(trace.error_x.array) == len(trace.x) == 3
        assert all(value is not None for value in trace.error_x.array)


def test_the_headline_is_the_independent_events_where_there_are_any(make_frame, make_usage):
    paper = make_usage("all", PLAIN, base="founding_paper")
    assert set(headline(make_frame("usage", paper))["evidence_base"]) == {"founding_paper"}
    both = make_frame("usage", paper + make_usage("all", PLAIN))
    assert set(headline(both)["evidence_base"]) == {"independent"}


@pytest.mark.parametrize("quotient,low,high,kind", [
    (2.0, 1.2, 3.0, "more"), (2.0, 1.2, None, "more"), (0.5, 0.1, 0.9, "less"), (2.0, 0.8, 3.0, "open"),
    (0.5, 0.1, None, "open"), (2.0, None, None, "open"), (None, None, None, "missing")])
def test_a_cell_is_coloured_only_where_the_interval_leaves_out_one(quotient, low, high, kind, make_frame):
    row = dict(cluster_id="q", route="original", location_quotient=quotient, low=low, high=high, n=1.0)
    assert table.kind_of(next(make_frame("specialisation", [row]).itertuples())) == kind


def test_variants_stand_in_a_fixed_order(clusters):
    names = ["without_rd", "window: 3", "zzz", "without_qingdao", "headline", "counting: whole"]
    assert in_order(names, clusters) == ["headline", "counting: whole", "window: 3", "zzz", "without_qingdao",
                                         "without_rd"]


def test_every_option_has_its_words():
    from sixroutes.routes.readings import DIMENSIONS

    named = {f"{dimension}: {option.name}" for kind in DIMENSIONS.values() for dimension, options in kind.items()
             for option in options}
    assert named <= set(OTHER_CHOICES)


def test_a_curve_runs_from_the_smallest_share_to_the_largest_and_marks_the_headline(data):
    figure = figures.draw("specification_curve", "en", data)
    head = [trace for trace in figure.data if trace.marker.symbol == "diamond"]
    assert [mark.y[0] for mark in head] == [40, 10, 10, 0, 20, 10]
    turned = [trace for trace in figure.data if trace.marker.color == "#BBBBBB"]
    assert [round(y, 6) for y in turned[0].y] == [44, 46]
    labels = figure.layout.yaxis2.ticktext
    assert labels == ("Fractional counting (4)", "Other counted in (2)", "Six routes only (2)",
                      "Windows of 3 years (2)")


def test_the_same_tables_give_the_same_figure(data):
    for name in COMPARING:
        mixed = {key: frame.sample(frac=1, random_state=1) for key, frame in data.items()}
        assert figures.draw(name, "en", data).to_json() == figures.draw(name, "en", mixed).to_json()
