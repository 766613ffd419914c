import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import read

EXPORTS = Path("../shared/data/exports")
COUNTS = ["read", "kept", "duplicate", "rejected"]
ROW = {"appln_id": "415", "appln_auth": "EP", "appln_nr": "01100361", "appln_kind": "A",
       "appln_filing_date": "2001-05-06", "earliest_filing_date": "2000-05-06", "docdb_family_id": "77",
       "person_id": "10", "person_name": "Haier Group Co., Ltd.", "psn_name": "HAIER", "person_ctry_code": "CN",
       "person_address": "1 Haier Rd; Qingdao", "psn_sector": "COMPANY", "applt_seq_nr": "1", "invt_seq_nr": "0"}


def write(path, *rows, end="\r\n", delimiter=",", name="resulttable-1.csv"):
    with (path / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
    return path / name


def write_workbook(path, *rows):
    import xlsxwriter

    with xlsxwriter.Workbook(path / "resulttable.xlsx") as book:
        sheet = book.add_worksheet("resulttable-226")
        for place, cells in enumerate([list(rows[0]), *(row.values() for row in rows)]):
            sheet.write_row(place, 0, cells)
    return path / "resulttable.xlsx"


def only(columns):
    return {name: ROW[name] for name in columns.split()}


@pytest.mark.parametrize("columns, patent_id", [
    ("appln_auth appln_nr appln_kind person_name", "EP01100361A"), ("appln_auth appln_nr psn_name", "EP01100361"),
    ("appln_id psn_name", "XX415"), ("appln_id appln_auth appln_nr person_name", "EP01100361")])
def test_any_columns_that_tell_an_application_and_a_person(tmp_path, columns, patent_id):
    tables = read(write(tmp_path, only(columns)))
    assert tables.patents["patent_id"].tolist() == [patent_id]
    assert tables.applicants["raw_name"].tolist() == [ROW[columns.split()[-1]]]
    for name, table in vars(tables).items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("end, delimiter, name", [("\n", ";", str.upper), ("\r", ",", str.lower),
                                                  ("\n", "\t", str.title)])
def test_delimiters_line_ends_and_capitals(tmp_path, end, delimiter, name):
    row = {name(column): value for column, value in ROW.items()}
    tables = read(write(tmp_path, row, row, end=end, delimiter=delimiter))
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 1, 1, 0]
    assert tables.applicants.iloc[0].tolist() == ["EP01100361A", 0, "Haier Group Co., Ltd.", "1 Haier Rd; Qingdao",
                                                  "CN", "COMPANY"]


def test_further_rows_add_persons_and_classes(tmp_path):
    university = dict(person_id="12", person_name="Tsinghua University", psn_sector="UNIVERSITY", applt_seq_nr="2")
    inventor = dict(person_id="11", person_name="Zhang, Ruimin", psn_sector="INDIVIDUAL", applt_seq_nr="0",
                    invt_seq_nr="1")
    rows = [{**ROW, **university}, {**ROW}, {**ROW}, {**ROW, **inventor},
            {**ROW, "appln_id": "416", "appln_nr": "01100362"}]
    for row, symbol in zip(rows, ["F25D  11/02", "F25D  11/02", "F25B   1/00", "F25B   1/00", ""], strict=True):
        row["ipc_class_symbol"] = symbol
    tables = read(write(tmp_path, *rows))
    assert tables.applicants[["patent_id", "sequence", "raw_name"]].values.tolist() == [
        ["EP01100361A", 0, "Haier Group Co., Ltd."], ["EP01100361A", 1, "Tsinghua University"],
        ["EP01100362A", 0, "Haier Group Co., Ltd."]]
    assert tables.inventors.values.tolist() == [["EP01100361A", 0, "Zhang, Ruimin", "CN"]]
    assert tables.classifications["symbol"].tolist() == ["F25B1/00", "F25D11/02"]
    assert tables.duplicates[["source_row", "of_row"]].values.tolist() == [[3, 2], [4, 2], [5, 2]]
    assert tables.duplicates["differs"].isna().all()


def test_without_numbers_of_places_all_persons_are_applicants(tmp_path):
    row = only("appln_auth appln_nr person_name person_ctry_code")
    rows = [row, {**row, "person_name": "B"}, {**row, "person_ctry_code": "DE"}, row, {**row, "person_name": ""}]
    tables = read(write(tmp_path, *rows))
    assert tables.applicants[["raw_name", "raw_country"]].values.tolist() == [
        ["Haier Group Co., Ltd.", "CN"], ["B", "CN"], ["Haier Group Co., Ltd.", "DE"]]
    assert tables.inventors.empty


@pytest.mark.parametrize("column, applicants, inventors", [("applt_seq_nr", ["A"], ["B"]),
                                                           ("invt_seq_nr", ["B"], ["A"])])
def test_one_of_the_two_numbers_tells_both_roles(tmp_path, column, applicants, inventors):
    row = only("appln_auth appln_nr")
    tables = read(write(tmp_path, {**row, "person_name": "A", column: "1"}, {**row, "person_name": "B", column: "0"}))
    assert tables.applicants["raw_name"].tolist() == applicants and tables.inventors["name"].tolist() == inventors


@pytest.mark.parametrize("change, day, precision", [
    ({}, "2000-05-06", "day"), ({"earliest_filing_date": "9999-12-31"}, "2001-05-06", "day"),
    ({"earliest_filing_date": "31/12/9999", "appln_filing_date": "06/05/2001"}, "2001-05-06", "day"),
    ({"earliest_filing_date": "", "appln_filing_date": "9999-12-31", "appln_filing_year": "1999"}, "1999-01-01",
     "year"),
    ({"earliest_filing_date": "", "earliest_filing_year": "1998"}, "1998-01-01", "year"),
    ({"earliest_filing_date": "", "earliest_filing_year": "2001"}, "2001-05-06", "day"),
    ({"earliest_filing_date": "9999-12-31", "appln_filing_date": "", "appln_filing_year": "9999"}, "", "none")])
def test_dates(tmp_path, change, day, precision):
    patent = read(write(tmp_path, {**ROW, **change})).patents.iloc[0]
    assert patent["date_precision"] == precision
    assert (str(patent["filing_date"].date()) if day else "") == day


def test_a_publication_names_the_patent_and_its_family(tmp_path):
    row = {**ROW, "publn_auth": "EP", "publn_kind": "A1", "publn_nr": "123456", "publn_date": "2002-01-01",
           "publn_first_grant": "N"}
    grant = {**row, "publn_kind": "B1", "publn_date": "2005-06-07", "publn_first_grant": "Y"}
    tables = read(write(tmp_path, row, grant))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "kind_code", "family_id", "family_basis"]].tolist() == ["EP0123456B1", "B1", "77",
                                                                                        "docdb"]
    assert str(patent["grant_date"].date()) == "2005-06-07"
    assert tables.families[["member_id", "in_patents"]].values.tolist() == [["EP0123456A1", False],
                                                                            ["EP0123456B1", True]]
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 1, 1, 0]


@pytest.mark.parametrize("changes, patent_id, kind", [
    (dict(appln_auth="US", appln_nr="98765401", appln_kind="F"), "US98765401F", "design"),
    (dict(appln_auth="US", appln_nr="2001012345", appln_kind="W"), "WOUS2001012345W", "invention"),
    (dict(appln_auth="CN", appln_nr="200820000001", appln_kind="U"), "CN200820000001U", "utility"),
    (dict(appln_auth="CN", appln_nr="1", ipr_type="DP"), "CN1A", "design"),
    (dict(publn_auth="US", publn_nr="2002012345", publn_kind="A1"), "US20020012345A1", "invention"),
    (dict(publn_auth="CN", publn_nr="101234567", publn_kind="B"), "CN101234567B", "invention")])
def test_numbers_and_kinds(tmp_path, changes, patent_id, kind):
    patent = read(write(tmp_path, {**ROW, **changes})).patents.iloc[0]
    assert patent[["patent_id", "kind"]].tolist() == [patent_id, kind]


def test_a_workbook_with_numbers_as_numbers(tmp_path):
    row = {"appln_id": 415, "appln_auth": "EP", "appln_nr": 1100361, "appln_filing_year": 2001, "psn_name": "HAIER"}
    tables = read(write_workbook(tmp_path, row, {**row, "psn_name": "B"}))
    assert tables.patents[["patent_id", "date_precision"]].values.tolist() == [["EP01100361", "year"]]
    assert tables.applicants["raw_name"].tolist() == ["HAIER", "B"]


@pytest.mark.parametrize("change, column, reason", [
    ({"appln_id": "0", "appln_nr": ""}, "appln_id", "no application and no publication"),
    ({"appln_filing_date": "2001-02-30"}, "appln_filing_date", "not a date of the calendar"),
    ({"appln_id": "900000001", "person_name": "", "psn_name": ""}, "appln_id", "artificial application"),
    ({"earliest_filing_date": "1883-01-01"}, "earliest_filing_date", "filed before 1900"),
    ({"applt_seq_nr": "0"}, "applt_seq_nr", "neither applicant nor inventor")])
def test_bad_rows_are_rejected(tmp_path, change, column, reason):
    tables = read(write(tmp_path, {**ROW, "appln_id": "7", "appln_nr": "7"}, {**ROW, **change}))
    assert tables.rejected[["source_row", "column"]].values.tolist() == [[3, column]]
    assert reason in tables.rejected["reason"].iloc[0]


def test_a_grant_before_the_filing_rejects_all_rows_of_the_application(tmp_path):
    row = {**ROW, "publn_auth": "EP", "publn_nr": "1", "publn_kind": "B1", "publn_date": "1990-01-01"}
    late = {**row, "publn_first_grant": "Y", "earliest_filing_date": "1980-01-01"}
    tables = read(write(tmp_path, {**row, "publn_first_grant": "N"}, late))
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 0, 0, 2]
    assert set(tables.rejected["reason"]) == {"filed after the grant"}


def test_numbers_without_their_authority_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"no column gives the authority.*add one of them to the query"):
        read(write(tmp_path, only("appln_nr person_name")))


def test_a_table_that_names_nobody_is_not_of_this_layout(tmp_path):
    with pytest.raises(InputError, match="the layout is not known"):
        read(write(tmp_path, only("appln_auth appln_nr person_ctry_code")))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*map(st.sampled_from, (
    ["", "0", "1", "2", "x"], ["EP", ""], ["1", "2", ""], ["2001-01-01", "2001-02-30", "9999-12-31"], ["A", "B", ""],
    ["0", "1", ""], ["0", "1", ""]))), min_size=1, max_size=12))
def test_every_row_is_accounted_for(tmp_path, cases):
    names = ["appln_id", "appln_auth", "appln_nr", "appln_filing_date", "person_name", "applt_seq_nr", "invt_seq_nr"]
    tables = read(write(tmp_path, *(dict(zip(names, case, strict=True)) for case in cases)))
    good = [(name, applt, invt) for appln, auth, nr, day, name, applt, invt in cases if day != "2001-02-30"
            and not (name and applt == invt == "0") and (appln in ("1", "2") or (auth and nr))]
    account = tables.account.iloc[0]
    assert account["read"] == len(cases) == account[COUNTS[1:]].sum()
    assert account["rejected"] == len(cases) - len(good) == len(tables.rejected)
    assert account["kept"] == len(tables.patents) and account["duplicate"] == len(tables.duplicates)
    assert set(tables.applicants["raw_name"]) == {
        name for name, applt, invt in good if name and (applt == "1" or (applt == "" and invt != "1"))}


@pytest.mark.skipif(not EXPORTS.is_dir(), reason=f"{EXPORTS} is not part of the project")
@pytest.mark.parametrize("name", ["DeGovNon4", "DeUniv3"])
def test_a_real_export(name):
    import python_calamine

    path = EXPORTS / f"patstat_online_{name}.xlsx"
    header, *rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    rows = [dict(zip(header, row, strict=True)) for row in rows]
    tables, persons = read(path), {}
    for row in rows:
        person = row["psn_name"].strip(), row["person_ctry_code"], row["psn_sector"]
        persons.setdefault(f"{row['appln_auth']}{int(row['appln_nr']):08}", {})[person] = None
    assert tables.account[COUNTS].iloc[0].tolist() == [len(rows), len(persons), len(rows) - len(persons), 0]
    found = {}
    for row in tables.applicants.itertuples():
        found.setdefault(row.patent_id, []).append((row.raw_name.strip(), row.raw_country, row.kind_given))
    assert found == {patent: list(some) for patent, some in persons.items()}
    years = {f"EP{int(row['appln_nr']):08}": int(row["appln_filing_year"]) for row in rows}
    assert dict(zip(tables.patents["patent_id"], tables.patents["filing_date"].dt.year, strict=True)) == years
    assert set(tables.patents["date_precision"]) == {"year"}
