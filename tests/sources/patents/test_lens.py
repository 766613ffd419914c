import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.sources import read

EXPORT = Path("../shared/data/exports/lens_2016_drones_1000.csv")
COUNTS = ["read", "kept", "duplicate", "rejected"]
ROW = {"#": "1", "Lens ID": "062-291-696-337-99X", "Jurisdiction": "US", "Kind": "A1",
       "Display Key": "US 2012/0031918 A1", "Publication Date": "2012-02-09", "Application Date": "2011-03-01",
       "Priority Numbers": "CN 201010101010 A 20100311;;CN 200910101010 A 20090607", "Title": "Fridge",
       "Applicants": "HAIER GROUP CORP;;LG; SONS, LTD", "Inventors": "ZHANG RUIMIN;;김철수",
       "CPC Classifications": "F25D11/00;;F25B1/00;;F25D13/02"}
TODAY = {**ROW, "Earliest Priority Date": "2009-06-07", "Document Type": "Granted Patent",
         "Simple Family Members": "US 8123456 B2;;CN 101234567 A;;US 2012/0031918 A1"}


def write(path, *rows):
    old = {"Display Key": "Publication Number"}
    with (path / "lens.csv").open("w", encoding="utf-8", newline="") as stream:
        names = list(rows[0])
        csv.writer(stream).writerow([old.get(name, name) if "Simple Family Members" not in names else name
                                     for name in names])
        csv.DictWriter(stream, names).writerows(rows)
    return path / "lens.csv"


def test_todays_header(tmp_path):
    tables = read(write(tmp_path, TODAY))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis", "title"]].tolist() == [
        "US20120031918A1", "CN101234567A", "docdb", "Fridge"]
    assert [str(patent[name].date()) for name in ("filing_date", "grant_date")] == ["2009-06-07", "2012-02-09"]
    assert tables.applicants["raw_name"].tolist() == ["HAIER GROUP CORP", "LG; SONS, LTD"]
    assert tables.inventors["name"].tolist() == ["ZHANG RUIMIN", "김철수"] and tables.citations.empty
    assert set(tables.classifications["symbol"].str[:4]) == {"F25B", "F25D"}


def test_the_header_of_2016(tmp_path):
    patent = read(write(tmp_path, ROW)).patents.iloc[0]
    assert patent[["family_id", "family_basis"]].tolist() == ["CN200910101010A20090607", "priority"]
    assert str(patent["filing_date"].date()) == "2009-06-07"


@pytest.mark.parametrize("filed, day", [("3/13/2011", "2011-03-13"), ("13/3/2011", "2011-03-13"),
                                        ("3/4/2011", "2011-03-04"), ("40615.75", "2011-03-13")])
def test_dates_that_a_spreadsheet_program_saved_again(tmp_path, filed, day):
    row = {**TODAY, "Application Date": filed, "Earliest Priority Date": "", "Priority Numbers": "",
           "Publication Date": "2012-02-09"}
    assert str(read(write(tmp_path, row)).patents["filing_date"].iloc[0].date()) == day


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "#NAME?", "#N/A"])
def test_a_formula_is_no_applicant(tmp_path, cell):
    tables = read(write(tmp_path, ROW, {**ROW, "Display Key": "US 2012/0031919 A1", "Applicants": cell}))
    assert tables.rejected[["source_row", "column", "value"]].iloc[0].tolist() == [3, "Applicants", cell]
    assert tables.rejected["reason"].iloc[0] == "a formula or its error, not a value"
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 1, 0, 1]


def test_without_priority_the_application_dates_and_the_patent_is_its_family(tmp_path):
    patent = read(write(tmp_path, {**ROW, "Priority Numbers": ""})).patents.iloc[0]
    assert patent[["family_id", "family_basis"]].tolist() == ["US20120031918A1", "patent"]
    assert str(patent["filing_date"].date()) == "2011-03-01"


def test_a_patent_without_a_list_belongs_to_the_family_that_lists_it(tmp_path):
    listed = {**TODAY, "Display Key": "CN 101234567 A", "Simple Family Members": ""}
    tables = read(write(tmp_path, TODAY, listed))
    assert tables.patents[["family_id", "family_basis"]].drop_duplicates().values.tolist() == [
        ["CN101234567A", "docdb"]] and tables.families["member_id"].is_unique


def test_members_of_one_family_share_it(tmp_path):
    patents = read(write(tmp_path, TODAY, {**TODAY, "Display Key": "CN 101234567 A"})).patents
    assert patents["family_id"].nunique() == 1


@pytest.mark.parametrize("change, column, reason", [
    ({"Display Key": ""}, "Display Key", "no publication number"),
    ({"Earliest Priority Date": "2009-06-31"}, "Earliest Priority Date", "not a date")])
def test_bad_rows_are_rejected(tmp_path, change, column, reason):
    tables = read(write(tmp_path, {**TODAY, "Display Key": "CN 1 A"}, {**TODAY, **change}))
    assert tables.rejected[["source_row", "column"]].values.tolist() == [[3, column]]
    assert reason in tables.rejected["reason"].iloc[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["CN 1 A", "US D2 S", "JP S58123 A", ""]),
                          st.sampled_from(["1999-12-31", "soon"]), st.sampled_from(["甲;;乙", "a\nb", ""])), min_size=1,
                max_size=12))
def test_every_row_is_accounted_for(tmp_path, cases):
    path = write(tmp_path, *({**TODAY, "Display Key": number, "Earliest Priority Date": day, "Applicants": names}
                             for number, day, names in cases))
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    good = [row["Display Key"] for row in rows if row["Display Key"] and row["Earliest Priority Date"] != "soon"]
    assert read(path).account[COUNTS].iloc[0].tolist() == [len(rows), len(set(good)), len(good) - len(set(good)),
                                                           len(rows) - len(good)]


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    with EXPORT.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    tables, first = read(EXPORT), {}
    bad = set(tables.rejected["source_row"])
    for line, row in enumerate(rows, 2):
        if line not in bad:
            first.setdefault(row["Publication Number"].replace(" ", ""), row["Applicants"])
    undated = [row for row in rows if not row["Application Date"] and not row["Priority Numbers"][-8:].isdigit()]
    assert (tables.patents["date_precision"] == "none").sum() == len(undated) == 3
    account = tables.account.iloc[0]
    assert account[COUNTS].tolist() == [len(rows), len(first), len(rows) - len(first) - len(bad), len(bad)]
    found = tables.applicants.groupby("patent_id")["raw_name"].agg(list)
    assert dict(found) == {patent: [name.strip() for name in text.split(";;")]
                           for patent, text in first.items() if text}
