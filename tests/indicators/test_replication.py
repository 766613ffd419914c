"""Each test of a claim has a case in which it holds, one in which it fails, and one that it cannot decide."""

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.indicators import replicate, usage
from sixroutes.indicators.counting import BLOCK, grid, in_blocks, shown
from sixroutes.indicators.replication import paper_year
from sixroutes.vocabulary import SIX_ROUTES

from .study import PERIODS, assignments, claims, clusters, firms, organisations, partners

PLAIN = {"claim_kind": "event_input", "firm": "Haier Group", "partner_en": None, "year_seed": None,
         "year_precision": "year", "event_type": "licence_in", "route_claimed": "absorption", "quantity": 1.0,
         "statement": "A claim.", "test": "event_route"}
OWN = [("c1", "haier", "absorption", 1.0, 1985), ("c2", "haier", "foreign_alliance", 1.0, None),
       ("c3", "hisense", "original", 1.0, 2005), ("c4", "hisense", "original", 1.0, 2006),
       ("c5", "hisense", "research_partnership", 1.0, 2007)]
INDEPENDENT = [("i1", "haier", "absorption", 1.0, 1984), ("i2", "haier", "foreign_alliance", 1.0, 2003),
               ("i3", "hisense", "original", 1.0, 2015)]
PARTIES = [("c2", "partner", "philips", "company", "NL", "foreign"), ("i2", "partner", "philips", "company", "NL",
                                                                      "foreign")]


def claim(claim_id="c1", **changed):
    return tuple({"claim_id": claim_id, **PLAIN, **changed}.values())


def put(*rows, own=OWN, independent=INDEPENDENT, parties=PARTIES):
    """Verdicts, keyed by claim, base and period."""
    table = claims([*rows, claim("year", claim_kind="context", year_seed="2009", year_precision="as-of paper",
                                 test="not_testable")])
    data = pd.concat([assignments(own, "founding_paper"), assignments(independent)], ignore_index=True)
    counted = shown(data, clusters(["qingdao"]))
    blocks = in_blocks(counted, PERIODS, paper_year(table))
    shares = usage(blocks, BLOCK, choices={"draws": 100}, blocks=grid(counted, clusters(["qingdao"]), PERIODS))
    parties = partners(parties)
    result = replicate(table, blocks, shares, parties, organisations(set(parties["organisation_id"])),
                       clusters(["qingdao"]), firms(), PERIODS)
    return result.set_index(["claim_id", "evidence_base", "period"])


def verdicts(result, claim_id):
    return [result.loc[(claim_id, base, period), "verdict"] for base, period in
            [("founding_paper", "to_2009"), ("independent", "to_2009"), ("independent", "since_2010")]]


def test_the_papers_evidence_is_tested_in_its_own_time_only():
    result = put(claim())
    assert set(result.index.droplevel("claim_id")) == {("founding_paper", "to_2009"), ("independent", "to_2009"),
                                                       ("independent", "since_2010")}
    assert result.loc[("c1", "founding_paper", "to_2009"), "n"] == 5


def test_a_dated_event_needs_an_independent_one_near_its_year():
    assert verdicts(put(claim(year_seed="1985")), "c1") == ["reproduced", "reproduced", "not testable"]
    assert verdicts(put(claim(year_seed="1990")), "c1")[1] == "not reproduced"


def test_a_claimed_event_with_another_route_by_the_rules_is_not_reproduced():
    assert verdicts(put(claim("c5", firm="Hisense Group", year_seed="2007", route_claimed="original")),
                    "c5")[0] == "not reproduced"


def test_an_undated_event_needs_an_independent_one_with_the_same_partner():
    alliance = dict(partner_en="Philips", route_claimed="foreign_alliance")
    result = put(claim("c2", **alliance))
    assert verdicts(result, "c2") == ["reproduced", "reproduced", "not testable"]
    assert "i2" in result.loc[("c2", "independent", "to_2009"), "reason_en"]
    assert verdicts(put(claim("c2", **alliance), parties=PARTIES[:1]), "c2")[1] == "not testable"


def test_routes_in_use():
    used = claim("c9", claim_kind="route_set_present", route_claimed="original|absorption|foreign_alliance",
                 test="routes_in_use")
    assert verdicts(put(used), "c9") == ["reproduced", "not reproduced", "not reproduced"]
    assert verdicts(put(used, independent=INDEPENDENT[:1]), "c9")[2] == "not testable"


@pytest.mark.parametrize(("route", "verdict"), [("foreign_acquisition", "reproduced"),
                                                ("research_partnership", "not reproduced")])
def test_a_route_is_lacking_by_share_and_rank(route, verdict):
    result = put(claim("c9", claim_kind="route_absent", route_claimed=route, test="route_lacking"))
    assert verdicts(result, "c9") == [verdict, "not testable", "not testable"]
    row = result.loc[("c9", "founding_paper", "to_2009")]
    assert row["low"] <= row["share"] <= row["high"] and row["route"] == route


def test_thin_evidence_is_said_to_be_thin():
    lacking = claim("c9", claim_kind="route_absent", route_claimed="foreign_acquisition", test="route_lacking")
    few = put(lacking).loc[("c9", "founding_paper", "to_2009")]
    assert few["high"] > .1 and "too thin" in few["reason_en"] and "证据太少" in few["reason_zh"]
    many = [(f"c{n}", ("haier", "hisense")[n % 2], ("original", "absorption", "foreign_alliance")[n % 3], 1.0, 2005)
            for n in range(90)]
    row = put(lacking, own=many).loc[("c9", "founding_paper", "to_2009")]
    assert row["high"] < .1 and "can be ruled out" in row["reason_en"]


def test_core_firms_are_the_ones_named():
    named = dict(claim_kind="context", firm=None, test="core_firms", quantity=3.0)
    assert verdicts(put(claim("c9", **named, statement="Haier, Hisense and Aucma.")), "c9") == ["reproduced"] * 3
    result = put(claim("c9", **named, statement="Haier, Hisense and Galanz."))
    assert verdicts(result, "c9") == ["not reproduced"] * 3
    assert "2 of the 3" in result["reason_en"].loc[("c9", "independent", "to_2009")]


def test_the_typology_needs_all_six():
    six = dict(claim_kind="typology", firm=None, test="typology", quantity=6.0)
    assert verdicts(put(claim("c9", **six, route_claimed="|".join(SIX_ROUTES))), "c9")[0] == "reproduced"
    assert verdicts(put(claim("c9", **six, route_claimed="original")), "c9")[0] == "not reproduced"


def test_partners_that_the_paper_does_not_name_are_not_filled_in():
    twelve = claim("c9", route_claimed="foreign_alliance", quantity=12.0, test="partner_count")
    result = put(claim("c2", partner_en="Philips", route_claimed="foreign_alliance"), twelve)
    assert verdicts(result, "c9") == ["not testable", "not reproduced", "not reproduced"]
    assert "names 1 of 12" in result.loc[("c9", "founding_paper", "to_2009"), "reason_en"]
    assert verdicts(put(claim("c9", route_claimed="foreign_alliance", test="partner_count")), "c9")[1] == "reproduced"


def test_a_test_that_is_not_known_is_refused():
    table = claims([claim()]).assign(test="astrology")
    data = in_blocks(assignments(INDEPENDENT), PERIODS)
    shares = usage(data, BLOCK, choices={"draws": 10})
    with pytest.raises(InputError, match="astrology"):
        replicate(table, data, shares, partners(PARTIES), organisations({"philips"}), clusters(["qingdao"]), firms(),
                  PERIODS[:1])
