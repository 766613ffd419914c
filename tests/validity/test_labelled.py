"""Labelled sets: what is read, what is left out, and where the curated strings land."""

import pandas as pd
import pytest
import xlsxwriter

from sixroutes.errors import InputError
from sixroutes.validity.labelled import half, homonyms_landing, labelled_names, left_out, patstat_sectors

MENTIONS = """mention_id,unique_id,organization
US1-0,h,Haier
US2-0,h,Haier
US2-0,h,Haier
US3-0,x,Haier
US4-0,h,HAIER
US5-0,n,NA
"""


def test_labelled_names(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(MENTIONS)
    found = labelled_names(path)
    assert found.to_numpy().tolist() == [["HAIER", "h", 1], ["Haier", "h", 3], ["NA", "n", 1]]


@pytest.mark.parametrize(("text", "message"), [("mention_id,organization\n", "unique_id"), (None, "is not there")])
def test_other_files_are_refused(tmp_path, text, message):
    path = tmp_path / "labels.csv"
    if text:
        path.write_text(text)
    with pytest.raises(InputError, match=message):
        labelled_names(path)


def test_halves_keep_a_cluster_whole_and_split_the_set():
    labels = pd.Series([f"label {place // 2}" for place in range(2000)])
    found = half(labels)
    assert found.groupby(labels).nunique().eq(1).all()
    assert 800 < (found == "A").sum() < 1200


@pytest.fixture
def facts():
    organisations = [dict(organisation_id=name, name_en=english, group_id=group, cluster_id=cluster)
                     for name, english, group, cluster in (
                         ("haier", "Haier Group Corp.", "haier", "qingdao"),
                         ("haier_opto", "Qingdao Haier Optoelectronics Co., Ltd.", "haier", "qingdao"),
                         ("hisense", "Hisense Co., Ltd.", "hisense", "qingdao"))]
    aliases = [dict(raw_name=name, organisation_id=organisation, n_patents=2) for name, organisation in (
        ("HAIER GROUP CORPORATION", "haier"), ("Casarte", "haier"),
        ("QINDAO HAIER OPTOELECTRONICS CO LTD", "haier_opto"), ("HISENSE CO LTD", "hisense"))]
    firms = [dict(firm_id="haier", firm="Haier", organisation_id="haier | haier_opto"),
             dict(firm_id="haier_opto", firm="Haier Opto", organisation_id="haier_opto")]
    homonyms = [dict(raw_name="Hisense Corp.", looks_like="hisense")]
    return {"aliases": pd.DataFrame(aliases).assign(certainty="high"), "firms": pd.DataFrame(firms),
            "organisations": pd.DataFrame(organisations).assign(name_zh=None),
            "homonyms": pd.DataFrame(homonyms).assign(in_aliases_as=None)}


def test_left_out(facts):
    found = left_out(facts).set_index("raw_name")
    assert list(found["firm"].unique()) == ["Haier"]  # one group, left out once
    assert found["found"].fillna("nobody").to_dict() == {
        "HAIER GROUP CORPORATION": "haier", "Casarte": "nobody", "QINDAO HAIER OPTOELECTRONICS CO LTD": "haier_opto"}
    assert found.loc["QINDAO HAIER OPTOELECTRONICS CO LTD", "method"] == "slip"


def test_homonyms_land_on_nobody_only_where_listed(facts):
    assert homonyms_landing(facts, listed=True)["found"].isna().all()
    assert homonyms_landing(facts, listed=False)["found"].tolist() == ["hisense"]


def test_patstat_sectors(tmp_path):
    assert patstat_sectors(tmp_path) is None
    with xlsxwriter.Workbook(str(tmp_path / "patstat_online_a.xlsx")) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([("psn_name", "person_ctry_code", "psn_sector"), ("WERK", "DE", "COMPANY"),
                                     ("WERK", "DE", "COMPANY"), ("AMT", "DE", "UNKNOWN")]):
            sheet.write_row(place, 0, row)
    assert patstat_sectors(tmp_path).to_numpy().tolist() == [["WERK", "DE", "COMPANY"]]
