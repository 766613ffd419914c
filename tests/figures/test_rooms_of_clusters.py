"""The figures of one cluster, of the network and of the replication: drawn from a few rows typed here."""

from itertools import pairwise

import pandas as pd
import pytest

from sixroutes import figures

NASTY = "<script>R&D</script>"


def cluster(cluster_id, label_en, label_zh, position=0):
    return dict(cluster_id=cluster_id, name_en=label_en, name_zh=label_zh, label_en=label_en, label_zh=label_zh,
                provinces="Shandong", industry="appliances", position=position)


def firm(firm_id, cluster_id="qingdao", name=None):
    return dict(firm_id=firm_id, firm=name or firm_id.title(), firm_zh=name or f"{firm_id}集团", cluster_id=cluster_id,
                organisation_id=firm_id, role="core", city="Qingdao", province="Shandong", founded=1984)


def assignment(unit_id, firm_id, route, year, **more):
    return dict(unit_id=unit_id, unit_kind="event", firm_id=firm_id, group_id=firm_id, cluster_id="qingdao",
                route=route, evidence_base="independent", year=year,
                date=None if year is None else pd.Timestamp(f"{year}-06-01"), level="B", weight=1.0,
                counted=True, rule="r", reason="because") | more


def event(event_id, year, description="what happened", **more):
    return dict(event_id=event_id, evidence_base="independent", year=year, cluster_id="qingdao", firm="Haier",
                date=None if year is None else pd.Timestamp(f"{year}-06-01"), event_type="foreign_alliance",
                date_precision="none" if year is None else "month", description=description, technology_content="yes",
                verified="yes", level="B", status="counted", source_file="events.csv", source_row=2) | more


def partner(event_id, who, sector="company", country="JP", **more):
    return dict(event_id=event_id, party="partner", sequence=more.pop("sequence", 1), raw_name=who, organisation_id=who,
                sector=sector, country=country, group_id=who, owner_country=country, owner_territory="foreign") | more


def node(node_id, territory="foreign", **more):
    return dict(node_id=node_id, name_en=node_id, sector="company", country="JP", territory=territory, degree=1,
                strength=1.0, betweenness=0.0, core_number=1, in_core=False, community=0, coordinator=0, itinerant=0,
                representative=0, gatekeeper=0, liaison=0) | more


def tie(layer, source, target, n_units=1):
    return dict(layer=layer, source=source, target=target, weight=float(n_units), n_units=n_units, reach="foreign")


def verdict(claim_id, verdict, base="independent", period="to_2009", **more):
    return dict(claim_id=claim_id, evidence_base=base, period=period, statement="A claim.", quote_zh="一条论断",
                verdict=verdict, n=5.0, reason_en="Why.", reason_zh="原因。") | more


@pytest.fixture
def data(make_frame):
    """Two firms of Qingdao, three events, three partners, a broker and three claims; one name of each kind is nasty."""
    rows = {
        "clusters": [cluster("qingdao", "Qingdao & co", "青岛家电")],
        "firms": [firm("haier"), firm("hisense", name=NASTY)],
        "events": [event("e1", 2005), event("e2", None, NASTY), event("e3", 2005),
                   event("e4", 2006, status="failed", status_reason="unwound")],
        "assignments": [assignment("e1", "haier", "foreign_alliance", 2005),
                        assignment("e2", "hisense", "original", None, level="D", counted=False),
                        assignment("e3", "haier", "foreign_alliance", 2005)],
        "partner_groups": [partner("e1", "Sanyo"), partner("e1", NASTY, "university", None, sequence=2),
                           partner("e3", "Sanyo"), partner("e2", "Philips", country="NL")],
        "nodes": [node("haier", "domestic", cluster_id="qingdao", role="core", degree=3, liaison=6),
                  node("hisense", "domestic", cluster_id="qingdao", role="core"), node("Sanyo"),
                  node(NASTY, sector="university", country=None, name_zh=f"{NASTY}大学", liaison=2),
                  node("Tsinghua", "domestic", sector="university", country="CN", name_zh="清华大学")],
        "ties": [tie("foreign_alliance", "Sanyo", "haier", 2), tie("other", NASTY, "haier"),
                 tie("research_partnership", "Tsinghua", "haier"), tie("research_partnership", "Tsinghua", "hisense"),
                 tie("cluster_partnership", "haier", "hisense")],
        "replication": [verdict("C1", "reproduced", route="original", share=0.4, low=0.2, high=0.6),
                        verdict("C2", "not testable", route="other", share=0.0, statement=NASTY, quote_zh=NASTY),
                        verdict("C3", "not reproduced", route="absorption", share=0.1),
                        verdict("C3", "not testable", period="since_2010", reason_en=NASTY, reason_zh=NASTY)],
    }
    return {name: make_frame(name, cells) for name, cells in rows.items()}


ROOMS = ("event_timeline", "partner_network", "partners_by_route", "brokerage", "replication")


def texts(figure):
    """All words that a figure shows outside its marks, each without line breaks."""
    shown = [annotation.text for annotation in figure.layout.annotations] + [figure.layout.title.text]
    return [text.replace("<br>", " ") for text in [*shown, *(trace.name for trace in figure.data)] if text]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ROOMS)
def test_a_room_draws_in_both_languages_and_lets_no_markup_of_the_data_through(name, language, data):
    figure = figures.draw(name, language, data, cluster="qingdao")

    assert figure.layout.width == 900 and figure.layout.height > 200
    assert any("\u4e00" <= sign <= "\u9fff" for sign in figure.layout.title.text) == (language == "zh")
    assert any(text.startswith(("Source: ", "来源：")) and "n = " in text for text in texts(figure))
    assert "<script" not in str(figure.to_plotly_json())
    assert "&amp;lt;" not in str(figure.to_plotly_json())


@pytest.mark.parametrize("language, words", [("en", "nothing to show: "), ("zh", "无可显示的内容：")])
@pytest.mark.parametrize("name", ROOMS)
def test_a_room_without_rows_says_that_there_is_nothing_to_show(name, language, words, data):
    empty = {table: rows.head(0) for table, rows in data.items() if table not in ("clusters", "firms")}

    assert any(words in text for text in texts(figures.draw(name, language, {**data, **empty}, cluster="qingdao")))


@pytest.mark.parametrize("name", ROOMS)
def test_the_order_of_the_rows_does_not_reach_the_figure(name, data):
    turned = {table: rows.iloc[::-1].reset_index(drop=True) for table, rows in data.items()}

    assert figures.draw(name, "en", turned, cluster="qingdao") == figures.draw(name, "en", data, cluster="qingdao")


# ---------------------------------------------------------------- timeline

def marks(figure):
    return [(x, y, symbol) for trace in figure.data if trace.text is not None
            for x, y, symbol in zip(trace.x, trace.y, trace.marker.symbol, strict=True)]


def test_events_of_one_year_stand_apart_and_undated_ones_before_the_first_year(data):
    figure = figures.draw("event_timeline", "en", data, cluster="qingdao")

    assert len(set(marks(figure))) == 3
    assert sorted(x for x, _, _ in marks(figure)) == [2002, 2005, 2005]
    assert dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))[2002] == "no date"


def test_events_below_the_headline_are_open_marks(data):
    figure = figures.draw("event_timeline", "en", data, cluster="qingdao")

    assert [symbol for x, _, symbol in marks(figure) if x == 2002] == ["square-open"]
    assert any("are not drawn: 1." in text for text in texts(figure))


def test_two_bodies_of_evidence_stand_in_two_blocks(data):
    rows = data["assignments"].copy()
    rows.loc[rows["unit_id"] == "e3", "evidence_base"] = "founding_paper"
    figure = figures.draw("event_timeline", "zh", {**data, "assignments": rows}, cluster="qingdao")

    assert len(figure.layout.yaxis.tickvals) == 14
    assert "<b>奠基论文自身事件</b>" in texts(figure)


# ---------------------------------------------------------------- network

def labels(figure):
    """(x, y, text) of the partners."""
    return [place for trace in figure.data if trace.mode == "markers+text"
            for place in zip(trace.x, trace.y, trace.text, strict=True)]


def test_labels_of_partners_never_overlap_and_the_rest_is_counted(data, make_frame):
    names = [f"Partner {place:03}" for place in range(80)]
    crowd = {"nodes": make_frame("nodes", [node("haier", "domestic", cluster_id="qingdao"), *map(node, names)]),
             "ties": make_frame("ties", [tie("foreign_alliance", name, "haier") for name in names])}
    figure = figures.draw("partner_network", "en", {**data, **crowd}, cluster="qingdao")
    heights = sorted(y for _, y, _ in labels(figure))

    assert len(heights) == 55
    assert min(after - before for before, after in pairwise(heights)) >= 14
    assert "and 25 more with fewer units" in texts(figure)


def test_partners_of_the_mainland_stand_left_and_carry_no_country(data):
    figure = figures.draw("partner_network", "zh", data, cluster="qingdao")
    sides = {text.strip(): x for x, _, text in labels(figure)}

    assert sides["清华大学"] < 400 < next(x for text, x in sides.items() if text.startswith("Sanyo"))


def test_a_cluster_whose_only_tie_is_inside_is_drawn(data):
    ties = data["ties"][data["ties"]["layer"] == "cluster_partnership"]
    figure = figures.draw("partner_network", "en", {**data, "ties": ties}, cluster="qingdao")

    assert labels(figure) == []
    assert any("1 of them inside the cluster" in text for text in texts(figure))


def test_a_firm_that_changed_hands_carries_the_years_of_each_owner(data, make_frame):
    focal = [dict(partner(f"f{year}", "Haier"), party="focal", group_id=owner, firm_id="haier", cluster_id="qingdao",
                  role="core", date=pd.Timestamp(f"{year}-01-01"))
             for owner, year in [("city", 1985), ("city", 1991), ("haier", 2005)]]
    nodes = pd.concat([data["nodes"], make_frame("nodes", [node("city", "domestic", cluster_id="qingdao")])])
    parties = make_frame("partner_groups", focal)
    figure = figures.draw("partner_network", "en", {**data, "nodes": nodes, "partner_groups": parties},
                          cluster="qingdao")

    assert {"<b>Haier (1985–1991)</b>", "<b>Haier (2005)</b>"} <= set(texts(figure))


# ---------------------------------------------------------------- the others

def test_partners_are_counted_once_per_event_and_route_and_unknown_countries_are_shown(data):
    figure = figures.draw("partners_by_route", "en", data)
    countries, sectors = figure.data

    assert countries.customdata.sum() == sectors.customdata.sum() == 3  # e2 does not count
    assert figure.layout.xaxis.ticktext == ("Japan", "unknown")
    assert any("3 partners in 2 of 2 counted events" in text for text in texts(figure))


def test_brokers_come_in_order_and_those_who_bridge_nothing_are_left_out(data):
    figure = figures.draw("brokerage", "en", data)

    assert [list(trace.x) for trace in figure.data if trace.y[0] is not None][-1] == [6, 2]


def test_a_claim_that_cannot_be_tested_shows_its_verdict_and_no_share(data):
    shown = texts(figures.draw("replication", "en", data))

    assert "reproduced 40% (20–60%)" in shown
    assert "not reproduced 10%" in shown
    assert not any("0% (" in text and "not testable" in text for text in shown)
    assert shown.count("not testable") == 1  # C3 since 2010; C2 stands in the list of claims that nothing can test
