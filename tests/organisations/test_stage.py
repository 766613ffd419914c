"""One small study from sources to parties."""

import pandas as pd
import pytest

from sixroutes.organisations import harmonise_study
from sixroutes.organisations.units import other_names

STUDY = {"clusters": ["qingdao", "pearl"], "as_of": "2025-12-31"}
SOURCE = dict(source="patents", source_file="f", source_row=1)


@pytest.fixture
def build(facts, make_frame):
    """A function from (filing date, names) of patents and (type, firm, date, partners) of events to the tables.

    A name of a patent is text, or (name, kind, country).
    """

    def make(patents=(), events=(), study=STUDY, families=()):
        filed = [dict(SOURCE, patent_id=f"US{n}", family_id=dict(families).get(n, f"US{n}"),
                      family_basis="patent", office="US", number=str(n), kind="invention", date_precision="day",
                      filing_date=pd.Timestamp(day))
                 for n, (day, _) in enumerate(patents)]
        names = [dict(zip(("raw_name", "kind_given", "raw_country"), (entry,) if isinstance(entry, str) else entry,
                          strict=False), patent_id=f"US{n}", sequence=place)
                 for n, (_, listed) in enumerate(patents) for place, entry in enumerate(listed)]
        told = [dict(event_id=f"e{n}", evidence_base="independent", date=pd.Timestamp(day), date_precision="day",
                     year=pd.Timestamp(day).year, cluster_id="qingdao", firm=firm, event_type=kind, description="-",
                     technology_content="yes", verified="yes", level="B", status="counted", source_file="f",
                     source_row=n + 2) for n, (kind, firm, day, _) in enumerate(events)]
        others = [dict(event_id=f"e{n}", sequence=place, raw_name=name, country_coded=country, sector_coded="company")
                  for n, (*_, listed) in enumerate(events) for place, (name, country) in enumerate(listed)]
        return harmonise_study(make_frame("patents", filed), make_frame("applicants", names),
                               make_frame("events", told), make_frame("partners", others), facts, study)

    return make


def test_only_patents_of_the_firms_are_followed_and_homonyms_are_excluded(build):
    made = build([("2001", ["QINDAO HAIER CO.", "Siemens AG"]), ("2001", ["Siemens AG"]),
                  ("2001", ["Haier Hair, Inc."])])
    assert made["applicant_groups"]["patent_id"].unique().tolist() == ["US0"]
    methods = made["aliases"].set_index("raw_name")["method"].to_dict()
    assert methods == {"QINDAO HAIER CO.": "alias", "Siemens AG": "new", "Haier Hair, Inc.": "homonym"}


def test_bought_unit_is_stock_before_and_output_after(build):
    rows = build([("2010", ["Haier Aqua"]), ("2013", ["Haier Aqua"])])["applicant_groups"].set_index("patent_id")
    assert rows["group_id"].to_dict() == {"US0": "sanyo", "US1": "haier_group"}
    assert pd.isna(rows.at["US0", "firm_id"]) and rows.at["US0", "later_firm_id"] == "haier"
    assert rows.at["US1", "firm_id"] == "haier" and rows.at["US1", "acquired_on"] == pd.Timestamp("2012-03-01")
    assert rows.at["US1", "country"] == "JP" and rows.at["US1", "owner_territory"] == "domestic"


def test_a_firm_bought_by_another_firm_is_its_part_from_that_day(build):
    rows = build([("2005", ["Guangdong Kelon Ltd"]), ("2008", ["Guangdong Kelon Ltd"])])["applicant_groups"]
    assert rows["firm_id"].tolist() == ["kelon", "hisense"] and rows["cluster_id"].tolist() == ["pearl", "qingdao"]


def test_a_firm_outside_the_study_is_nobody_special(build):
    study = {**STUDY, "clusters": ["qingdao"]}
    rows = build([("2005", ["Guangdong Kelon Ltd", "QINDAO HAIER CO."])], study=study)["applicant_groups"]
    assert rows["firm_id"].fillna("-").tolist() == ["-", "haier"] and rows["later_firm_id"].iloc[0] == "hisense"


def test_foreign_stake_of_a_venture(build):
    rows = build([("2005", ["hisense_hitachi"]), ("2002", ["hisense_hitachi"])])["applicant_groups"]
    assert rows["foreign_stake_percent"].fillna(0).tolist() == [49, 0]


def test_shell_counts_as_the_mainland(build):
    rows = build([("2005", ["QINDAO HAIER CO.", "alibaba"])])["applicant_groups"]
    assert rows["owner_territory"].tolist() == ["domestic", "domestic"]


def test_person_among_the_applicants(build):
    rows = build([("2005", ["QINDAO HAIER CO.", ("Ada Lovelace", "individual"), ("HOPPER G", "Individual")])])
    assert rows["applicant_groups"]["sector"].tolist() == ["company", "individual", "individual"]


def test_focal_and_partners_the_day_before(build):
    made = build(events=[("foreign_acquisition", "Hisense Group", "2006-12-01", [("Kelon", "CN")])])
    rows = made["partner_groups"].set_index("party")
    assert rows["firm_id"].to_dict() == {"focal": "hisense", "partner": "kelon"}
    assert rows["group_id"].to_dict() == {"focal": "hisense_group", "partner": "kelon"}


def test_a_purchase_makes_the_target_a_unit_of_the_firm(build):
    made = build(events=[("foreign_acquisition", "Haier", "2019-01-08", [("Candy", "IT")]),
                         ("reinnovation", "Haier", "2020-05-01", [("Candy", "IT")]),
                         ("reinnovation", "Hisense Group", "2020-05-01", [("Candy", "IT")])])
    rows = made["partner_groups"].query("party == 'partner'").set_index("event_id")
    assert rows["group_id"].to_dict() == {"e0": "name:candy |", "e1": "haier_group", "e2": "haier_group"}
    held = made["ownership"].set_index("child_id").loc["name:candy |"]
    assert held["parent_id"] == "haier_group" and held["from_date"] == pd.Timestamp("2019-01-08")


def test_another_name_of_the_firm_is_the_firm_outside_deals(build):
    made = build(events=[("reinnovation", "Haier", "2020", [("Wilbert", "DE")]),
                         ("foreign_joint_venture", "Haier", "2020", [("Wilbert", "DE")])])
    rows = made["partner_groups"].query("party == 'partner'").set_index("event_id")
    assert rows["organisation_id"].to_dict() == {"e0": "haier_group", "e1": "name:wilbert"}


def test_other_names_are_taken_apart(facts):
    names = other_names(facts["firms"])
    assert set(names.loc[names["firm"] == "Haier", "name_key"]) == {"海尔 |", "candy |", "wilbert"}


def test_every_party_and_its_owner_stand_in_the_organisations(build):
    made = build([("2005", ["hisense_hitachi", "Siemens AG"])],
                 [("university_cooperation", "Haier", "2001", [("Qingdao University", "CN"), ("Unheard Of", None)])])
    known = set(made["organisations"]["organisation_id"])
    for table in ("applicant_groups", "partner_groups"):
        assert set(made[table]["organisation_id"].dropna()) | set(made[table]["group_id"].dropna()) <= known
    basis = made["organisations"].set_index("organisation_id")["sector_basis"]
    assert (basis["qdu"], basis["name:unheard |"], basis["name:siemen"]) == ("facts", "coded", "rules")


def test_country_of_the_address_and_of_the_owner(facts, build):
    rows = build([("2013", ["Haier Aqua", "QINDAO HAIER CO.", "alibaba", ("Siemens AG", None, "DE"),
                            ("hitachi", None, "HK"), "Unheard Of Ltd"])])["applicant_groups"].set_index("raw_name")
    assert rows["address_country"].fillna("-").to_dict() == {
        "Haier Aqua": "JP", "QINDAO HAIER CO.": "CN", "alibaba": "KY", "Siemens AG": "DE", "hitachi": "HK",
        "Unheard Of Ltd": "-"}
    assert rows["address_territory"].to_dict() == {
        "Haier Aqua": "foreign", "QINDAO HAIER CO.": "domestic", "alibaba": "foreign", "Siemens AG": "foreign",
        "hitachi": "hmt", "Unheard Of Ltd": "unknown"}
    assert rows["owner_territory"].to_dict() == {
        "Haier Aqua": "domestic", "QINDAO HAIER CO.": "domestic", "alibaba": "domestic", "Siemens AG": "foreign",
        "hitachi": "foreign", "Unheard Of Ltd": "unknown"}


def test_how_sure_the_sector_is(build):
    made = build([("2005", ["QINDAO HAIER CO.", "Some Research Institute Co., Ltd.", ("Siemens AG", "individual"),
                            "Brandless"])],
                 [("university_cooperation", "Haier", "2001", [("Somewhere University", "CN"), ("Nobody", None)])])
    told = made["organisations"].set_index("name_en")[["sector", "sector_basis", "sector_certainty"]]
    assert told.apply(tuple, axis=1).to_dict() == {
        "haier_group": ("company", "facts", "high"), "Hisense Group Co., Ltd.": ("company", "facts", "high"),
        "Guangdong Kelon Co., Ltd.": ("company", "facts", "high"), "Brandless": ("unknown", "rules", "none"),
        "Some Research Institute Co., Ltd.": ("company", "rules", "arguable"),
        "Siemens AG": ("individual", "coded", "arguable"), "Somewhere University": ("company", "coded", "arguable"),
        "Nobody": ("company", "coded", "high")}


def test_a_study_without_ownership(facts, build):
    facts["ownership"] = facts["ownership"].head(0)
    made = build([("2013", ["Haier Aqua", "QINDAO HAIER CO."])])
    assert made["applicant_groups"]["group_id"].tolist() == ["aqua", "haier_group"] and made["ownership"].empty


def test_a_venture_has_a_foreign_stake_until_control_passes(build, facts, make_held):
    facts["ownership"] = make_held(
        ("hisense_hitachi", "hisense_group", "2003", "2010-05-06", 51, "joint venture"),
        ("hisense_hitachi", "hitachi", "2003", "2010-05-06", 49, "minority stake"),
        ("hisense_hitachi", "hitachi", "2010-05-06", None, 100, "acquired"))
    rows = build([(day, ["hisense_hitachi", "QINDAO HAIER CO."]) for day in ("2010-05-05", "2010-05-06")])
    rows = rows["applicant_groups"].query("organisation_id == 'hisense_hitachi'")
    assert rows["group_id"].tolist() == ["hisense_group", "hitachi"]
    assert rows["foreign_stake_percent"].fillna(0).tolist() == [49, 0]
    assert rows["owner_territory"].tolist() == ["domestic", "foreign"]


def test_a_name_that_two_organisations_had_is_each_of_them_in_its_days(build, facts, make_frame):
    row = dict(raw_name="Ronshen Works", n_patents=1, method="former name", certainty="high")
    facts["aliases"] = make_frame("facts_aliases", [
        dict(row, organisation_id="kelon", from_date="1990", to_date="2001"),
        dict(row, organisation_id="haier_group", from_date="2001", to_date="2010-06")])
    made = build([("1999", ["Ronshen Works"]), ("2005", ["Ronshen Works"]), ("2011", ["Ronshen Works"])],
                 [("large_firm_cooperation", "Haier", "2000", [("Ronshen Works", "CN")])])
    groups = made["applicant_groups"].set_index("patent_id")["organisation_id"].to_dict()
    assert groups == {"US0": "kelon", "US1": "haier_group"}
    partner = made["partner_groups"].query("party == 'partner'")
    assert partner["organisation_id"].tolist() == ["kelon"]
    met = made["aliases"].set_index("holds")[["organisation_id", "n_units"]].to_dict("index")
    assert met == {"1990 to 2001": dict(organisation_id="kelon", n_units=2),
                   "2001 to 2010-06": dict(organisation_id="haier_group", n_units=1),
                   "outside": dict(organisation_id="name:ronshen work", n_units=1)}
    review = made["name_review"].query("state == 'outside'")
    assert review["other_organisation_id"].tolist() == ["kelon", "haier_group"]
    assert review["organisation_id"].unique().tolist() == ["name:ronshen work"]


def test_a_chinese_name_is_found_by_the_families_of_its_firm(build, facts, make_frame):
    facts["aliases"] = make_frame("facts_aliases", [
        dict(raw_name="QINGDAO HAIER AIR CONDITIONER GENERAL CORP", organisation_id="haier_group", n_patents=3,
             method="exact", certainty="high")])
    patents = [("2001", [name]) for _ in range(3)
               for name in ("青岛海尔空调器有限公司", "QINGDAO HAIER AIR CONDITIONER GENERAL CORP")]
    made = build(patents, families=[(n, f"family {n // 2}") for n in range(6)])
    assert made["applicant_groups"]["firm_id"].tolist() == ["haier"] * 6
    assert made["name_review"][["method", "state", "n_units"]].to_numpy().tolist() == [["family", "merged", 3]]
    assert "family" not in set(build(patents)["aliases"]["method"])
