"""Each rule for events, on cases whose route a referee would know."""

import pandas as pd
import pytest

from sixroutes.routes.assigning import assign_events

UNIVERSITY = ("Tsinghua University", "university")
CASES = {
    "own launch": ("own_core_technology", "haier", [], {}, {"original": 1}),
    "own centre": ("rd_centre", "haier", [], {}, {"original": 1}),
    "programme of a ministry alone": ("national_programme", "haier", [("Ministry", "government")], {}, {"original": 1}),
    "licence from abroad": ("licence_in", "haier", [("Liebherr", "company", "DE")], {}, {"absorption": 1}),
    "licence, source not named": ("licence_in", "hisense", [], {}, {"absorption": 1}),
    "licence at home": ("licence_in", "haier", [("Funian", "company")], {}, {"other": 1}),
    "equipment": ("equipment_import", "haier", [("Sharp", "company", "JP")], {}, {"absorption": 1}),
    "consulting sold as a licence": ("licence_in", "haier", [("IBM", "company", "US")],
                                     {"technology_content": "no"}, {"other": 1}),
    "re-innovation": ("reinnovation", "haier", [("Liebherr", "company", "DE")], {}, {"absorption": 1}),
    "university": ("university_cooperation", "haier", [UNIVERSITY], {}, {"research_partnership": 1}),
    "foreign university": ("university_cooperation", "haier", [("MIT", "university", "US")], {},
                           {"foreign_alliance": 1}),
    "university at home and firm abroad": ("university_cooperation", "haier", [UNIVERSITY, ("BASF", "company", "DE")],
                                           {}, {"research_partnership": .5, "foreign_alliance": .5}),
    "learned society": ("university_cooperation", "haier", [("Association", "association")], {}, {"other": 1}),
    "alliance": ("foreign_alliance", "haier", [("Toshiba", "company", "JP")], {}, {"foreign_alliance": 1}),
    "alliance, content not documented": ("foreign_alliance", "haier", [("Toshiba", "company", "JP")],
                                         {"technology_content": "unclear"}, {"other": 1}),
    "strategy without technology": ("own_core_technology", "haier", [], {"technology_content": "unclear"},
                                    {"other": 1}),
    "standards alliance with a university": ("university_cooperation", "haier", [UNIVERSITY],
                                             {"technology": "appliance standards"}, {"other": 1}),
    "hospital": ("university_cooperation", "haier", [("Hospital", "hospital")], {}, {"research_partnership": 1}),
    "alliance with Taiwan": ("foreign_alliance", "haier", [("TSMC", "company", "TW")], {}, {"foreign_alliance": 1}),
    "alliance for sales": ("foreign_alliance", "haier", [("Sampo", "company", "TW")], {"technology_content": "no"},
                           {"other": 1}),
    "venture with technology": ("foreign_joint_venture", "haier", [("Mitsubishi", "company", "JP")], {},
                                {"foreign_alliance": 1}),
    "venture for sales": ("foreign_joint_venture", "haier", [("Sanyo", "company", "JP")],
                          {"technology_content": "no"}, {"other": 1}),
    "venture, clause not documented": ("foreign_joint_venture", "haier", [("Sanyo", "company", "JP")],
                                       {"technology_content": "unclear"}, {"other": 1}),
    "takeover": ("foreign_acquisition", "haier", [("Candy", "company", "IT")], {"stake_percent": 100.0},
                 {"foreign_acquisition": 1}),
    "takeover without technology": ("foreign_acquisition", "haier", [("Brand", "company", "IT")],
                                    {"technology_content": "no"}, {"other": 1}),
    "minority bought under the name of acquisition": ("foreign_acquisition", "haier", [("KUKA", "company", "DE")],
                                                      {"stake_percent": 13.5}, {"foreign_alliance": 1}),
    "minority stake": ("foreign_minority_stake", "haier", [("F&P", "company", "NZ")], {"stake_percent": 20.0},
                       {"foreign_alliance": 1}),
    "small stake": ("foreign_minority_stake", "haier", [("F&P", "company", "NZ")], {"stake_percent": 8.2},
                    {"other": 1}),
    "core rival": ("large_firm_cooperation", "haier", [("hisense", "company")], {}, {"cluster_partnership": 1}),
    "firm of another cluster": ("large_firm_cooperation", "haier", [("Sogou", "company")], {}, {"other": 1}),
    "national standards body with a rival": ("large_firm_cooperation", "haier", [
        ("hisense", "company"), ("Konka", "company")], {"technology": "television standards"}, {"other": 1}),
    "national consortium with a rival": ("large_firm_cooperation", "haier", [
        ("hisense", "company"), ("Konka", "company"), ("Panda", "company"), ("SVA", "company")], {}, {"other": 1}),
    "bought at home": ("domestic_acquisition", "haier", [("Red Star", "company")], {}, {"other": 1}),
    "record without a page": ("own_core_technology", "haier", [], {"level": "D"}, {"original": 1}),
}


@pytest.mark.parametrize("name", CASES)
def test_route(name, make_events, make_party, no_ownership, choices):
    event_type, focal, partners, given, expected = CASES[name]
    events, parties = make_events((event_type, focal, [make_party(*partner) for partner in partners], given))
    _, assignments = assign_events(events, parties, no_ownership, choices)
    found = assignments.groupby("route")["weight"].sum().to_dict()
    assert found == pytest.approx(expected)
    assert assignments["counted"].eq(given.get("level") != "D").all()


def test_programme_with_two_universities_and_a_rival_is_half_and_half(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("national_programme", "haier", [
        make_party("A University", "university"), make_party("B University", "university"), make_party("hisense")]))
    _, assignments = assign_events(events, parties, no_ownership, choices)
    by_route = assignments.groupby("route")["weight"].sum()
    # Hisense shares the event; seen from each of the two firms it is research and cluster partnership.
    assert by_route.to_dict() == pytest.approx({"research_partnership": .5, "cluster_partnership": .5})
    assert assignments.groupby("firm_id")["weight"].sum().to_dict() == pytest.approx({"haier": .5, "hisense": .5})


def test_affiliates_are_one_actor(make_events, make_party, no_ownership, choices):
    events, parties = make_events(
        ("own_core_technology", "haier", [make_party("Haier Washer", owner="haier")]),
        ("large_firm_cooperation", "haier", [make_party("Haier Washer", owner="haier"), make_party("Sogou")]))
    evidence, assignments = assign_events(events, parties, no_ownership, choices)
    assert assignments.set_index("unit_id")["route"].to_dict() == {"e0": "original", "e1": "other"}
    assert "cluster_partnership" not in set(evidence.loc[evidence["fired"], "route"])


def test_one_event_of_two_clusters_counts_half_in_each(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("large_firm_cooperation", "haier", [make_party("huawei"), make_party("hisense")]))
    _, assignments = assign_events(events, parties, no_ownership, choices)
    assert assignments.groupby("cluster_id")["weight"].sum().to_dict() == pytest.approx({"qingdao": .5, "shenzhen": .5})
    routes = assignments.groupby(["cluster_id", "route"])["weight"].sum().to_dict()
    assert routes == pytest.approx({("qingdao", "cluster_partnership"): .5, ("shenzhen", "other"): .5})


def test_a_listed_firm_that_is_bought_does_not_share_the_event(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("domestic_acquisition", "hisense", [make_party("midea")]))
    _, assignments = assign_events(events, parties, no_ownership, choices)
    assert set(assignments["firm_id"]) == {"hisense"}


def test_an_earlier_venture_makes_a_later_half_a_takeover(make_events, make_party, no_ownership, choices):
    partner = make_party("Symantec", country="US")
    later = ("foreign_acquisition", "huawei", [partner], {"stake_percent": 49.0, "year": 2011})
    alone = assign_events(*make_events(later), no_ownership, choices)[1]
    after = assign_events(*make_events(("foreign_joint_venture", "huawei", [partner], {"year": 2008}), later),
                          no_ownership, choices)[1]
    assert alone["route"].tolist() == ["foreign_alliance"]
    assert after.set_index("unit_id")["route"].to_dict() == {"e0": "foreign_alliance", "e1": "foreign_acquisition"}


@pytest.mark.parametrize(("year", "route"), [(2012, "foreign_acquisition"), (2016, "original")])
def test_reinnovation_with_a_bought_unit(year, route, make_events, make_party, make_ownership, choices):
    unit = make_party("DSI", country="AU", owner="haier")
    bought = make_ownership(dict(child_id="DSI", parent_id="haier", from_date=pd.Timestamp("2009-03"),
                                 basis="acquired", control=True, certainty="high"))
    _, assignments = assign_events(*make_events(("reinnovation", "haier", [unit], {"year": year})), bought, choices)
    assert assignments["route"].tolist() == [route]


def test_context_is_shown_and_never_decides(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("national_programme", "haier", [make_party("Ministry", "government")]))
    evidence, assignments = assign_events(events, parties, no_ownership, choices)
    context = evidence[evidence["fired"] & (evidence["level"] == "C")]
    assert context["route"].tolist() == ["research_partnership"] and not context["counted"].any()
    assert assignments["subtype"].tolist() == ["gov_funded"]


def test_of_what_is_left_only_the_first_name_fires(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("foreign_joint_venture", "haier", [make_party("Toshiba", country="JP")],
                                   {"technology_content": "unclear"}))
    evidence, _ = assign_events(events, parties, no_ownership, choices)
    assert evidence.query("fired and route == 'other'")["rule"].tolist() == ["other.event.undocumented"]


def test_a_cooperation_is_not_nearly_one_with_somebody_else(make_events, make_party, no_ownership, choices):
    events, parties = make_events(("university_cooperation", "haier", [make_party("MIT", "university", "US")]),
                                  ("university_cooperation", "haier", [make_party("Tsinghua", "university")],
                                   {"technology": "standards"}))
    evidence, _ = assign_events(events, parties, no_ownership, choices)
    near = evidence.query("not fired").set_index("unit_id")
    assert near["rule"].to_dict() == {"e1": "research_partnership.event.research_partner"}
    assert near.loc["e1", "missing"] == "it is not about standards"


@pytest.mark.parametrize("status", ["twin", "failed", "not_a_route", "unverified"])
def test_what_may_not_count_gets_no_route(status, make_events, no_ownership, choices):
    events, parties = make_events(("rd_centre", "haier", [], {"status": status}), ("rd_centre", "haier", []))
    _, assignments = assign_events(events, parties, no_ownership, choices)
    assert assignments["unit_id"].tolist() == ["e1"]
