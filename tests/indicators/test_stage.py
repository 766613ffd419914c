"""The whole stage on a tiny study: contracts kept, values complete, nothing dependent on row order."""

import json

import pandas as pd
import pytest

from sixroutes.indicators import measure
from sixroutes.schemas import CONTRACTS, check

from .study import (
    CHOICES,
    PERIODS,
    STUDY,
    applicants,
    assignments,
    claims,
    clusters,
    empty,
    events,
    firms,
    partners,
    readings,
)
from .study import organisations as organisations_of

ROUTES = ["original", "absorption", "research_partnership", "foreign_alliance", "foreign_acquisition", "other"]
FIRMS = ["haier", "hisense", "aucma", "huawei", "zte", "tcl", "byd", "dji", "tencent"]
EVENTS = [(f"e{n:02d}", FIRMS[n % 9], ROUTES[n % 5 if n % 4 else 0], 1.0, 1990 + n) for n in range(36)]
TIES = [("foreign_alliance", "haier_g", "philips", "foreign"), ("original", "haier_g", "hisense_g", "within cluster"),
        ("copatent", "haier_g", "tsinghua", "domestic"), ("original", "haier_g", "huawei_g", "other cluster")]


def ties():
    frame = pd.DataFrame(TIES, columns=["layer", "source", "target", "reach"])
    return check(frame.assign(weight=1.0, n_units=1, first_date=pd.NaT, last_date=pd.NaT), CONTRACTS["ties"])


def nodes():
    frame = pd.DataFrame({"node_id": ["haier_g", "hisense_g", "philips"], "cluster_id": ["qingdao", "qingdao", None],
                          "gatekeeper": [4, 0, 9], "representative": [4, 0, 9]})
    return check(frame.assign(name_en=frame["node_id"], name_zh=None, sector="company", country="CN",
                              territory="domestic", role=None, degree=1, strength=1.0, betweenness=0.0,
                              constraint=None, core_number=1, in_core=[True, True, False], community=0, coordinator=0,
                              itinerant=0, liaison=1), CONTRACTS["nodes"])


def account():
    return check(pd.DataFrame([dict(source_file="events.csv", source="events", format="f", unit="event", read=36,
                                    kept=36, duplicate=0, rejected=0, duplicate_of=None)]), CONTRACTS["account"])


def inputs(turn=lambda frame: frame, rows=None):
    data = assignments(EVENTS) if rows is None else rows
    patents = assignments([("p1", "haier", "original", 1.0, 2011)], "patents")
    both = pd.concat([data, patents], ignore_index=True)
    parties = partners([("e00", "partner", "philips", "company", "NL", "foreign"),
                        ("e04", "partner", "philips", "company", "NL", "foreign")])
    read, read_weights = readings(data, data[data["year"] < 2020], names=["window: 3"])
    others, other_weights = (frame.assign(reading=frame["reading"] + 2) for frame in readings(patents, kind="patent"))
    given = dict(assignments=both, events=events(data), partner_groups=parties, clusters=clusters(), firms=firms(),
                 applicant_groups=applicants([("p1", "haier_g", "haier_g", "haier")]),
                 organisations=organisations_of({"philips", "haier_g"}), aliases=empty("aliases"),
                 ownership=empty("ownership"), account=account(), ties=ties(), nodes=nodes(),
                 citations=empty("citations"), inventors=empty("inventors"),
                 readings=pd.concat([read, others]), reading_weights=pd.concat([read_weights, other_weights]))
    return {**{name: turn(frame) for name, frame in given.items()}, "clusters": clusters(), "study": STUDY,
            "choices": CHOICES}


@pytest.fixture(scope="module")
def made():
    return measure(**inputs())


def test_all_tables_keep_their_contracts(made):
    stage = {name for name, contract in CONTRACTS.items() if contract.stage == "indicators"}
    assert set(made) == stage | {"values"}
    for name in stage:
        pd.testing.assert_frame_equal(check(made[name], CONTRACTS[name]), made[name])


def test_every_share_has_an_interval_of_some_width(made):
    known = made["usage"][made["usage"]["share"].notna()]
    assert len(known) and (known["low"] < known["high"]).all()
    assert known["share"].between(known["low"], known["high"]).all()
    missing = made["usage"][made["usage"]["share"].isna()]
    assert missing["reason"].notna().all() and not missing["identified"].any()


def test_every_block_is_reported_even_when_empty(made):
    blocks = made["usage"].groupby(["unit_kind", "cluster_id", "period", "counting"]).size()
    assert len(blocks) == 2 * 3 * 3 * 2 and (blocks == 7).all()


def test_patents_do_not_show_absorption(made):
    row = made["usage"].query("unit_kind == 'patent' and route == 'absorption' and cluster_id == 'all' "
                              "and period == 'all' and counting == 'fractional'").iloc[0]
    assert pd.isna(row["share"]) and row["reason"].startswith("No import is documented")
    assert made["values"]["usage"]["patent"]["patents"]["all"]["all"]["routes"]["absorption"]["share"] is None


def test_values_are_json_with_sorted_keys_and_no_nan(made):
    text = json.dumps(made["values"], allow_nan=False, ensure_ascii=False)
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
    assert set(made["values"]) == {
        "study", "title", "as_of", "periods", "routes", "clusters", "counts", "usage", "specialisation",
        "most_specialised", "diversity", "change", "robustness", "multiverse", "network", "partners", "identification",
        "funnel", "account", "replication"}


def test_values_say_what_the_tables_say(made):
    values = made["values"]
    block = values["usage"]["event"]["independent"]["all"]["all"]
    assert block["n"] == block["n_units"] == 36 and block["n_firms"] == 9
    assert sum(route["share"] for route in block["routes"].values()) == pytest.approx(1, abs=1e-5)
    assert block["leading"] == "original" and block["routes"]["original"]["rank"] == 1
    assert block["leading_is_clear"] == (block["routes"]["original"]["low"] > max(
        block["routes"][route]["high"] for route in ROUTES[1:5]))
    assert values["counts"]["events_counted"] == 36 and values["counts"]["first_year"] == 1990
    assert values["counts"]["patents_focal"] == 1 and values["counts"]["clusters"] == 2
    assert values["change"]["all"]["original"]["before"] == "to_2009"
    assert values["most_specialised"] == sorted(values["most_specialised"], key=lambda row: -row["lq"])
    assert all(row["low"] > 1 for row in values["most_specialised"])
    assert values["replication"] == {"claims": [], "tally": {}}


def test_values_of_the_network(made):
    network = made["values"]["network"]
    assert (network["foreign_share_of_ties"], network["within_cluster_share"], network["ei_index"]) == (.25, .25, .5)
    assert network["core_size"] == 2
    assert [broker["en"] for broker in network["top_brokers"]] == ["haier_g", "hisense_g"]
    assert network["top_brokers"][0]["total"] == 9


def test_partners_are_counted_once_per_event(made):
    assert made["values"]["partners"]["original"] == {"n": 2, "countries": {"NL": 2}, "sectors": {"company": 2}}


def test_row_order_does_not_reach_the_results(made):
    turned = measure(**inputs(lambda frame: frame.iloc[::-1].reset_index(drop=True)))
    assert json.dumps(turned["values"]) == json.dumps(made["values"])
    pd.testing.assert_frame_equal(turned["usage"], made["usage"], check_exact=True)


def test_other_readings_join_the_robustness_analysis(made):
    values = made["values"]
    assert "window: 3" in values["robustness"]["variants"]
    assert values["multiverse"]["event"]["n_specifications"] == 2 * 2 * 2
    assert values["multiverse"]["event"]["findings"]["rank"]["all"]["original"]["robust"]
    assert values["robustness"]["ranks"]["original"] == values["robustness"]["ranks"]["original"] | {
        "headline": 1, "robust": True}
    assert values["multiverse"]["patent"]["n_specifications"] == 4


def test_a_replication_study():
    own = assignments([("c1", "haier", "original", 1.0, 2005)], "founding_paper").assign(counted=False, level="D")
    log = assignments([row for row in EVENTS if row[1] in FIRMS[:3]])
    given = inputs(rows=pd.concat([own, log], ignore_index=True))
    facts = {"claims": claims([("c1", "event_output", "Haier Group", None, "2005", "year", "own_core_technology",
                                "original", 1.0, "A chip.", "event_route"),
                               ("c2", "route_absent", None, None, "2009", "as-of paper", None, "cluster_partnership",
                                None, "Lacking.", "route_lacking")])}
    made = measure(**{**given, "clusters": clusters(["qingdao"])}, facts=facts)
    result = made["values"]["replication"]
    assert [claim["claim_id"] for claim in result["claims"]] == ["c1", "c2"]
    assert result["claims"][0]["results"]["founding_paper.to_2009"]["verdict"] == "reproduced"
    assert sum(result["tally"]["independent.since_2010"].values()) == 2
    assert made["values"]["usage"]["event"]["founding_paper"]["all"]["to_2009"]["n_units"] == 1
    assert PERIODS[0]["name"] in made["values"]["periods"]


def test_a_study_without_units_says_so():
    given = inputs(rows=assignments([]))
    given["assignments"] = assignments([])
    made = measure(**given)
    assert made["usage"].empty and made["values"]["counts"]["events_counted"] == 0
