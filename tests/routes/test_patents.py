"""Each rule for patents, and what holds for any set of units."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sixroutes.routes import assign

PARTIES = [("haier",), ("hisense",), ("huawei",), ("Haier US", "company", "US", "haier"), ("GE", "company", "US"),
           ("Tsinghua", "university"), ("Konka",), ("A Person", "individual"), ("MIT", "university", "US")]


@pytest.fixture
def run(make_frame, make_events, choices):
    def run(patents, citations=(), events=(), ownership=()):
        none = make_events()
        return assign(*patents, make_frame("inventors", []), make_frame("citations", list(citations)),
                      *(events or none), make_frame("ownership", list(ownership)), choices)

    return run


def build(make_party, row):
    name, sector, country, owner = (*row, *(None,) * (4 - len(row)))
    return make_party(name, sector or "company", country or "CN", owner=owner)


@pytest.mark.parametrize(("parties", "expected"), [
    ([0], {"original": 1}), ([0, 3], {"original": 1}), ([0, 1], {"cluster_partnership": 1}),
    ([0, 4], {"foreign_alliance": 1}), ([0, 5], {"research_partnership": 1}), ([0, 6], {"other": 1}),
    ([0, 7], {"other": 1}), ([0, 8], {"foreign_alliance": 1}),
    ([0, 4, 5], {"foreign_alliance": .5, "research_partnership": .5}), ([0, 2], {"other": 1}),
])
def test_co_applicants(parties, expected, make_patents, make_party, run):
    patents = make_patents(("2010-05-01", [build(make_party, PARTIES[place]) for place in parties]))
    assignments = run(patents)["assignments"]
    assert assignments.groupby("route")["weight"].sum().to_dict() == pytest.approx(expected)
    assert assignments["counted"].all()


def test_a_unit_abroad_is_a_subtype_of_original(make_patents, make_party, run):
    patents = make_patents(("2010-05-01", [build(make_party, PARTIES[3])]))
    assert run(patents)["assignments"][["route", "subtype"]].values.tolist() == [["original", "abroad"]]


@pytest.mark.parametrize(("filed", "route"), [("2012-11-01", "foreign_acquisition"),
                                               ("2017-11-01", "foreign_acquisition"),
                                              ("2017-11-02", "original")])
def test_a_bought_unit_counts_for_five_years(filed, route, make_patents, make_party, run):
    unit = build(make_party, ("F&P", "company", "NZ", "haier")) | dict(acquired_on=pd.Timestamp("2012-11-01"))
    assert run(make_patents((filed, [unit])))["assignments"]["route"].tolist() == [route]


def test_what_a_target_filed_before_closing_is_not_the_clusters(make_patents, make_party, run):
    stock = make_party("F&P", country="NZ") | dict(later_firm_id="haier", acquired_on=pd.Timestamp("2012-11-01"))
    assert run(make_patents(("2010-01-01", [stock])))["assignments"].empty


@pytest.mark.parametrize(("country", "route"), [("JP", "foreign_acquisition"), ("CN", "other")])
def test_a_unit_bought_lately_is_no_original_work(country, route, make_patents, make_party, run):
    unit = dict(make_party("Aqua", country=country, owner="haier"), acquired_on=pd.Timestamp("2012-03-01"))
    patents = make_patents(("2013-01-01", [unit]), ("2019-01-01", [unit]))
    assignments = run(patents)["assignments"].set_index("unit_id")
    assert assignments.at["US0", "route"] == route and assignments.at["US1", "route"] == "original"


def test_self_citations_raise_the_level(make_patents, make_party, run):
    patents = make_patents(("2000-01-01", [make_party("haier")]), ("2005-01-01", [make_party("haier")]))
    assignments = run(patents, [dict(citing_id="US1", cited_id="US0")])["assignments"].set_index("unit_id")
    assert assignments["level"].to_dict() == {"US0": "B", "US1": "A"}


def test_a_family_is_one_unit_named_by_its_earliest_member(make_patents, make_party, run):
    patents = make_patents(("2006-01-01", [make_party("haier")], {"family_id": "f"}),
                           ("2005-01-01", [make_party("haier"), make_party("GE", country="US")], {"family_id": "f"}))
    assignments = run(patents)["assignments"]
    assert assignments[["unit_id", "route"]].values.tolist() == [["US1", "foreign_alliance"]]


def test_designs_are_shown_not_counted(make_patents, make_party, run):
    assignments = run(make_patents(("2006-01-01", [make_party("haier")], {"kind": "design"})))["assignments"]
    assert not assignments["counted"].any()


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(range(len(PARTIES))), min_size=1, max_size=4, unique=True), min_size=1,
                max_size=5), st.randoms(use_true_random=False))
def test_weights_sum_to_one_and_order_is_irrelevant(make_patents, make_party, run, sets, random):
    patents, applicants = make_patents(*[("2010-05-01", [build(make_party, PARTIES[place]) for place in places])
                                         for places in sets])
    first = run((patents, applicants))["assignments"]
    focal = {row.patent_id for row in applicants.itertuples() if isinstance(row.firm_id, str)}
    assert set(first["unit_id"]) == focal
    if focal:
        assert first.groupby("unit_id")["weight"].sum().tolist() == pytest.approx([1] * len(focal))
    order = list(range(len(applicants)))
    random.shuffle(order)
    again = run((patents.iloc[::-1].reset_index(drop=True), applicants.iloc[order].reset_index(drop=True)))
    pd.testing.assert_frame_equal(first, again["assignments"])
