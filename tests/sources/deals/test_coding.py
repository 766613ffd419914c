import pytest

from sixroutes.sources.deals.coding import Uncoded, code, is_research
from sixroutes.sources.deals.shape import DEAL, PARTICIPANT


def party(name="Liebherr", **more):
    return {**PARTICIPANT, "name": name, "country": "DE", "firm": None, **more}


def purchase(stake=None, before=None, focal="acquirer", others=None, **more):
    others = [party(role="target")] if others is None else others
    return code({**DEAL, "kind": "purchase", "status": "closed", "stake_after": stake, "stake_before": before, **more},
                party("Haier", country="CN", firm="Haier", role=focal), others)


def together(*others, kind="alliance", focal="participant", **more):
    return code({**DEAL, "kind": kind, "status": "closed", "technology_content": "yes", **more},
                party("Haier", country="CN", firm="Haier", role=focal), list(others))


@pytest.mark.parametrize("stake, control, event_type, alternative", [
    (100, "unknown", "foreign_acquisition", None), (50.1, "no", "foreign_acquisition", None),
    (50, "yes", "foreign_minority_stake", None), (9, "unknown", "foreign_minority_stake", None),
    (None, "yes", "foreign_acquisition", None), (None, "no", "foreign_minority_stake", None),
    (None, "unknown", "foreign_acquisition", "foreign_minority_stake")])
def test_control_makes_the_acquisition(stake, control, event_type, alternative):
    coded = purchase(stake, control=control)
    assert (coded.event_type, coded.alternative_type, coded.status) == (event_type, alternative, "counted")


@pytest.mark.parametrize("country, event_type", [
    ("CN", "domestic_acquisition"), ("HK", "foreign_acquisition"), ("TW", "foreign_acquisition")])
def test_the_targets_seat(country, event_type):
    assert purchase(60, others=[party(role="target", country=country)]).event_type == event_type


def test_a_target_without_a_name_or_a_country():
    assert purchase(60, others=[], country="US").partners == []
    with pytest.raises(Uncoded, match="no country is given for the target"):
        purchase(60, others=[party(role="target", country=None)])
    with pytest.raises(Uncoded, match="country 'Atlantis' is not known"):
        purchase(60, others=[party(role="target", country=None, country_said="Atlantis")])


def test_more_of_what_was_controlled_is_no_route():
    coded = purchase(100, before=60)
    assert (coded.status, coded.status_reason) == ("not_a_route", "control was held before (60%)")
    assert purchase(100, before=50).status == "counted"


@pytest.mark.parametrize("focal, reason", [("target", "own shares"), ("vendor", "is the seller")])
def test_shares_of_the_firm_itself_are_a_divestment(focal, reason):
    coded = purchase(20, focal=focal, others=[party("KKR", role="acquirer", country="US")])
    assert (coded.event_type, coded.status, coded.technology_content) == ("divestment", "not_a_route", "no")
    assert reason in coded.status_reason and coded.alternative_type == "foreign_alliance"
    with pytest.raises(Uncoded, match="no buyer") as error:
        purchase(20, focal=focal, others=[])
    assert not error.value.fault


@pytest.mark.parametrize("status, event_status, reason", [
    ("failed", "failed", "never carried out"), ("announced", "unverified", "does not show that it was closed")])
def test_only_what_was_closed_counts(status, event_status, reason):
    coded = purchase(100, status=status, status_said="Pending")
    assert coded.status == event_status and reason in coded.status_reason and "(Pending)" in coded.status_reason


@pytest.mark.parametrize("others, event_type", [
    ([party()], "foreign_alliance"),
    ([party(country=None), party("Bosch")], "foreign_alliance"),
    ([party("Tsinghua University", country="CN")], "university_cooperation"),
    ([party("Tsinghua University", country="CN"), party()], "university_cooperation"),
    ([party("MIT University", country="US")], "foreign_alliance"),
    ([party("Hisense", country="CN", firm="Hisense")], "large_firm_cooperation"),
    ([party("Hisense", country="CN", firm="Hisense"), party()], "large_firm_cooperation"),
    ([party("Lenovo", country="HK", firm="Lenovo")], "large_firm_cooperation"),
    ([party("Some Co Ltd", country="CN")], "large_firm_cooperation")])
def test_partners_type_an_alliance(others, event_type):
    assert together(*others).event_type == event_type


def test_the_ultimate_parent_makes_a_partner_foreign():
    assert together(party("Siemens China", country="CN", parent_country="DE")).event_type == "foreign_alliance"


def test_joint_ventures():
    assert together(party(), kind="joint_venture").event_type == "foreign_joint_venture"
    assert together(party(country="CN"), kind="joint_venture").event_type == "large_firm_cooperation"
    alone = together(party("Haier Poland", country="PL", role="target"), kind="joint_venture")
    assert alone.event_type == "foreign_joint_venture" and alone.partners == []


def test_licences():
    bought = together(party(role="licensor"), kind="licence", focal="licensee")
    assert (bought.event_type, bought.alternative_type) == ("licence_in", "foreign_alliance")
    sold = together(party(role="licensee"), kind="licence", focal="licensor")
    assert (sold.status, sold.status_reason) == ("not_a_route", "the firm grants the licence")
    unsaid = together(party(), licence=True)
    assert (unsaid.event_type, unsaid.alternative_type) == ("foreign_alliance", "licence_in")


def test_marketing_alone_is_no_route_and_production_is_one_of_the_rest():
    sales = together(party(), technology_content="no", sales_only=True)
    assert (sales.status, sales.status_reason) == ("not_a_route", "marketing or sales only")
    assert together(party(), technology_content="no").status == "counted"


@pytest.mark.parametrize("others, reason", [
    ([], "no partner is named"), ([party(role="vendor")], "no partner is named"),
    ([party(country=None)], "no country is given for 'Liebherr'"),
    ([party(country=None, country_said="Narnia")], "country 'Narnia' of 'Liebherr' is not known"),
    ([party(country="CN"), party("", country=None)], "no country is given for a partner")])
def test_alliances_that_cannot_be_typed(others, reason):
    with pytest.raises(Uncoded, match=reason) as error:
        together(*others)
    assert error.value.fault


@pytest.mark.parametrize("name, sector, found", [
    ("Tsinghua University", None, True), ("清华同方股份有限公司", None, False), ("清华大学", None, True),
    ("Institute of Metal Research", None, True), ("College Foods Inc", None, False), ("Battelle", "institute", True),
    ("University of X", "company", False)])
def test_universities_and_institutes(name, sector, found):
    assert is_research(party(name, sector=sector)) == found
