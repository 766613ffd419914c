import pytest

from sixroutes.sources.deals.firms import FirmNames


@pytest.mark.parametrize("name, country, firm", [
    ("Haier Group Corp", "CN", "Haier Group"), ("QINGDAO HAIER CO., LTD.", "CN", "Haier Group"),
    ("ＨＡＩＥＲ ＧＲＯＵＰ", None, "Haier Group"), ("海尔集团有限公司", None, "Haier Group"),
    ("TCL Corp", "CN", "TCL"), ("TCL Corporation", "HK", "TCL"), ("Hisense Group Co Ltd", "CN", "Hisense"),
    ("Haier-Sanyo Ltd", "CN", None), ("Haier Life Insurance", "CN", None), ("Hair Group", "CN", None),
    ("Group", "CN", None), ("", "CN", None)])
def test_whole_names_only(facts, name, country, firm):
    assert FirmNames(facts["firms"]).find(name, country) == firm


def test_a_seat_abroad_or_a_short_name_asks_for_the_whole_name(facts):
    names = FirmNames(facts["firms"])
    assert names.find("TCL Corp") is None and names.find("TCL") == "TCL"
    assert names.find("Hisense Inc", "US") is None and names.find("Hisense", "US") is None
    assert names.find("TTE Technology", "US") == "TCL" and names.find("TTE Technology Inc", "US") is None


def test_a_name_of_two_firms_is_nobodys(curated):
    firms = curated("facts_firms", *(dict(firm_id=name, firm=name, firm_zh=name, organisation_id=name, cluster_id="c",
                                          aliases="Kelon Electrical") for name in ("Kelon Group", "Rongsheng")))
    assert FirmNames(firms).find("Kelon Electrical Ltd", "CN") is None
    assert FirmNames(firms).find("Kelon Group", "CN") == "Kelon Group"


def test_own_names_without_aliases(facts):
    own = FirmNames(facts["firms"], aliases=False)
    assert own.find("Qingdao Haier", "CN") is None and own.find("Haier Group", "CN") == "Haier Group"
