"""The curated tables of the project: today's owners by the intervals are the groups that the organisations name."""

import pandas as pd
import pytest

from sixroutes import tables
from sixroutes.organisations import group_at, harmonise_study
from sixroutes.organisations.names import FACTS
from sixroutes.organisations.ownership import climb, ownership_table


@pytest.fixture(scope="module")
def held():
    """The project's intervals as a stage makes them, and as pandas reads the file."""
    organisations, ownership = (tables.read_csv(FACTS / f"{name}.csv", f"facts_{name}")
                                for name in ("organisations", "ownership"))
    return ownership_table(ownership, organisations), pd.read_csv(FACTS / "ownership.csv")


# Who changed owner: first day under the new one, owner before, owner afterwards. The day before the first still
# belongs to the former owner; an organisation without an owner is its own group.
CHANGES = [
    ("kelon", "2006-12-01", "kelon", "hisense_group"),
    ("hisense_ronshen", "2006-12-01", "kelon", "hisense_group"),
    ("haier_us_appliance", "2016-06-06", "general_electric", "haier_group"),
    ("fisher_paykel_appliances", "2012-11-06", "fisher_paykel_appliances", "haier_group"),
    ("haier_asia_aqua", "2012-03-01", "panasonic", "haier_group"),
    ("gorenje", "2018-07-01", "gorenje", "hisense_group"),
    ("toshiba_visual_solutions", "2018-02-01", "toshiba", "hisense_group"),
    ("volvo_cars", "2010-08-02", "ford", "geely_holding"),
    ("polestar", "2015-07-01", "polestar", "geely_holding"),
    ("kuka", "2017-01-01", "kuka", "midea_group"),
    ("toshiba_lifestyle", "2016-06-30", "toshiba", "midea_group"),
    ("motorola_mobility", "2012-05-22", "motorola_mobility", "google"),
    ("motorola_mobility", "2014-10-30", "google", "lenovo_group"),
    ("lenovo_singapore", "2005-05-01", "lenovo_singapore", "lenovo_group"),  # the unit that took over IBM's PC business
    ("fujitsu_ccl", "2018-05-02", "fujitsu", "lenovo_group"),
    ("h3c_hangzhou", "2006-01-27", "huawei", "threecom"),  # a 51/49 venture; control passed with two percent
    ("huawei_symantec", "2012-03-29", "huawei", "huawei"),  # the majority bought the rest
    ("nubia", "2017-08-17", "zte", "nubia"),  # down to 49.9 percent
    ("honor_device", "2020-11-17", "huawei", "honor_device"),
]


@pytest.mark.parametrize(("organisation", "day", "before", "after"), CHANGES)
@pytest.mark.parametrize("source", [0, 1], ids=["table", "file"])
def test_owner_before_on_and_after_the_day(organisation, day, before, after, source, held):
    first = pd.Timestamp(day)
    found = [group_at(organisation, first + pd.Timedelta(days=days), held[source]) for days in (-1, 0, 1)]
    assert found == [before, after, after]


@pytest.mark.parametrize("organisation", ["aucma", "haier_group", "hisense_group", "hisense_visual"])
def test_a_new_name_or_a_reform_is_no_change_of_owner(organisation, held):
    """Aucma's state holders passed it on among themselves, Hisense Electric became Hisense Visual Technology."""
    days = [None, "1990", "2006-04-20", "2019-12-31", "2020-12-31", "2025-12-31"]
    assert {group_at(organisation, day, table) for day in days for table in held} == {
        "aucma" if organisation == "aucma" else organisation.replace("_visual", "_group")}


def test_patents_filed_before_closing_are_acquired_stock(make_frame):
    """Through the real tables: who bought later, and since when the firm of the study controls the applicant."""
    facts = {name: tables.read_csv(FACTS / f"{name}.csv", f"facts_{name}")
             for name in ("clusters", "firms", "organisations", "ownership", "aliases", "homonyms")}
    bought = {"kelon": ("2006-12-01", "hisense"), "haier_us_appliance": ("2016-06-06", "haier"),
              "fisher_paykel_appliances": ("2012-11-06", "haier"), "gorenje": ("2018-07-01", "hisense"),
              "volvo_cars": ("2010-08-02", "geely"), "kuka": ("2017-01-01", "midea"),
              "motorola_mobility": ("2014-10-30", "lenovo")}
    names = facts["organisations"].set_index("organisation_id")["name_en"]
    days = {f"{name} {side}": pd.Timestamp(day) + pd.Timedelta(days=side)
            for name, (day, _) in bought.items() for side in (-1, 0, 1)}
    patents = make_frame("patents", [
        dict(patent_id=unit, family_id=unit, family_basis="patent", office="US", number=unit, kind="invention",
             filing_date=day, date_precision="day", source="patents", source_file="f", source_row=1)
        for unit, day in days.items()])
    applicants = make_frame("applicants", [dict(patent_id=unit, sequence=0, raw_name=names[unit.split(" ")[0]])
                                           for unit in days])
    made = harmonise_study(patents, applicants, make_frame("events", []), make_frame("partners", []), facts,
                           {"clusters": facts["clusters"]["cluster_id"].tolist(), "as_of": "2025-12-31"})
    rows = made["applicant_groups"].set_index("patent_id")
    for name, (day, firm) in bought.items():
        assert rows.loc[[f"{name} 0", f"{name} 1"], "firm_id"].tolist() == [firm, firm]
        assert (rows.loc[[f"{name} 0", f"{name} 1"], "acquired_on"] == pd.Timestamp(day)).all()
        stock = rows.loc[f"{name} -1"]
        assert pd.isna(stock["acquired_on"])
        assert stock["firm_id"] == "kelon" if name == "kelon" else stock["later_firm_id"] == firm
    doubts = made["ownership_doubts"].set_index(["organisation_id", "doubt"])["n_patents"]
    assert doubts["kuka", "month only"] == 2 and doubts["hydis", "gap"] == 0


def test_both_readings_of_the_file_agree(held):
    table, file = held
    days = sorted({*table["from_date"].dropna(), *table["to_date"].dropna()})
    units = pd.MultiIndex.from_product([sorted({*table["child_id"]}), [*days, pd.NaT]],
                                       names=["organisation_id", "date"]).to_frame(index=False)
    pd.testing.assert_frame_equal(climb(units, table), climb(units, file), check_dtype=False)


def test_the_intervals_lead_to_the_group_of_today():
    organisations, ownership = (tables.read_csv(FACTS / f"{name}.csv", f"facts_{name}")
                                for name in ("organisations", "ownership"))
    units = organisations[["organisation_id"]].assign(date=pd.Timestamp("2025-12-31"))
    steps = climb(units, ownership_table(ownership, organisations))
    last = steps.sort_values("step").drop_duplicates("organisation_id", keep="last").set_index("organisation_id")
    named = organisations.set_index("organisation_id")["group_id"]
    differing = named[named != last["owner_id"].reindex(named.index)]
    assert differing.empty, differing.to_dict()
