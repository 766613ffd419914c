import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import read

COUNTS = ["read", "kept", "duplicate", "rejected"]
HEADERS = {
    "tls201": "appln_id,appln_auth,appln_nr,appln_kind,appln_filing_date,ipr_type,receiving_office,"
              "earliest_filing_date,earliest_filing_year,docdb_family_id",
    "tls206": "person_id,person_name,person_address,person_ctry_code,psn_name,psn_sector",
    "tls207": "person_id,appln_id,applt_seq_nr,invt_seq_nr",
    "tls211": "pat_publn_id,publn_auth,publn_nr,publn_kind,appln_id,publn_date,publn_first_grant",
    "tls212": "pat_publn_id,citn_id,citn_origin,cited_pat_publn_id,cited_appln_id",
    "tls204": "appln_id,prior_appln_id,prior_appln_seq_nr",
    "tls219": "appln_id,inpadoc_family_id",
    "tls209": "appln_id,ipc_class_symbol,ipc_class_level",
    "tls224": "appln_id,cpc_class_symbol",
    "tls202": "appln_id,appln_title_lg,appln_title"}
APPLICATIONS = ["1,EP,01100361,A,2001-05-06,PI,,2000-05-06,2000,77",
                "2,US,98765401,A,2001-05-07,PI,,2000-05-06,2000,77",
                "3,CN,200820000001,U,9999-12-31,UM,,9999-12-31,9999,78",
                "4,WO,2001012345,W,2001-05-08,PI,US,,2001,79"]
PERSONS = ['10,"HAIER GROUP CO., LTD.","1 HAIER RD, QINGDAO",CN,HAIER,COMPANY', '11,"ZHANG, RUIMIN",,CN,,INDIVIDUAL',
           "12,TSINGHUA UNIVERSITY,,CN,TSINGHUA,UNIVERSITY"]
LINKS = ["12,1,2,0", "10,1,1,0", "11,1,0,1", "10,2,1,0", "11,3,1,1", "10,4,1,0"]
PUBLICATIONS = ["100,EP,1234567,A1,1,2002-01-01,N", "101,EP,1234567,B1,1,2005-06-07,Y",
                "102,US,2002012345,A1,2,2002-02-02,N", "103,CN,201234567,U,3,2009-01-01,1",
                "104,JP,S6012345,A,999,1985-01-01,N", "105,FR,999,A,998,1980-01-01,N"]
CITATIONS = ["101,1,SEA,104,0", "100,1,ISR,104,0", "102,1,APP,101,0", "102,2,APP,0,0", "102,3,APP,0,3",
             "105,1,APP,100,0", "102,4,APP,555,0"]
SET = {"tls201": APPLICATIONS, "tls206": PERSONS, "tls207": LINKS, "tls211": PUBLICATIONS, "tls212": CITATIONS}


def write(folder, tables=None, **more):
    for name, rows in {**(SET if tables is None else tables), **more}.items():
        text = "\r\n".join([HEADERS[name[:6]], *rows, ""])
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def counts(tables):
    return {row.source_file: [row.read, row.kept, row.duplicate, row.rejected] for row in tables.account.itertuples()}


def days(column):
    return column.dt.strftime("%Y-%m-%d").fillna("").tolist()


def test_the_tables_of_a_set(tmp_path):
    tables = read(write(tmp_path))
    for name, table in vars(tables).items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))
    patents = tables.patents.set_index("patent_id")
    assert patents["kind"].to_dict() == {"EP1234567B1": "invention", "US20020012345A1": "invention",
                                         "CN201234567U": "utility", "WOUS2001012345W": "invention"}
    assert patents["family_id"].tolist() == ["78", "77", "77", "79"]
    assert set(patents["family_basis"]) == {"docdb"}
    assert patents["date_precision"].to_dict() == {"EP1234567B1": "day", "US20020012345A1": "day",
                                                   "CN201234567U": "none", "WOUS2001012345W": "day"}
    assert days(patents["filing_date"]) == ["", "2000-05-06", "2000-05-06", "2001-05-08"]
    assert days(patents["grant_date"]) == ["2009-01-01", "2005-06-07", "", ""]


def test_persons_keep_their_names_and_their_order(tmp_path):
    tables = read(write(tmp_path))
    applicants = tables.applicants[tables.applicants["patent_id"] == "EP1234567B1"].fillna("")
    assert applicants.iloc[:, 1:].values.tolist() == [
        [0, "HAIER GROUP CO., LTD.", "1 HAIER RD, QINGDAO", "CN", "COMPANY"],
        [1, "TSINGHUA UNIVERSITY", "", "CN", "UNIVERSITY"]]
    assert tables.applicants["raw_name"].value_counts().to_dict() == {"HAIER GROUP CO., LTD.": 3, "ZHANG, RUIMIN": 1,
                                                                      "TSINGHUA UNIVERSITY": 1}
    assert tables.inventors.values.tolist() == [["CN201234567U", 0, "ZHANG, RUIMIN", "CN"],
                                                ["EP1234567B1", 0, "ZHANG, RUIMIN", "CN"]]


def test_families_and_citations_name_publications(tmp_path):
    tables = read(write(tmp_path))
    members = tables.families[tables.families["family_id"] == "77"]
    assert members[["member_id", "in_patents"]].values.tolist() == [["EP1234567A1", False], ["EP1234567B1", True],
                                                                    ["US20020012345A1", True]]
    assert tables.citations.values.tolist() == [["EP1234567B1", "JPS6012345A", "SEA"],
                                                ["US20020012345A1", "CN201234567U", "APP"],
                                                ["US20020012345A1", "EP1234567B1", "APP"]]


def test_every_row_of_every_file_is_accounted_for(tmp_path):
    tables = read(write(tmp_path, {
        **SET, "tls201": [*APPLICATIONS, APPLICATIONS[0].replace("2000-05-06", "2000-05-05"), "0,,,,9999-12-31,,,,,0",
                          "5,EP,01100362,A,2001-02-30,PI,,2001-02-30,2001,80", "900000007,JP,1,D2,9999-12-31,,,,,0"],
        "tls206": [*PERSONS, PERSONS[0], "13,NOBODY'S,,,,", "0,,,,,"],
        "tls207": [*LINKS, LINKS[0], "10,5,1,0", "14,2,2,0", "0,0,0,0", "12,2,0,0"]}))
    assert counts(tables) == {"tls201.csv": [8, 4, 1, 3], "tls206.csv": [6, 3, 1, 2], "tls207.csv": [11, 6, 1, 4],
                              "tls211.csv": [6, 5, 0, 1], "tls212.csv": [7, 3, 1, 3]}
    rejected = tables.rejected.groupby("source_file")
    assert rejected.get_group("tls201.csv")[["source_row", "column", "reason", "fault"]].values.tolist() == [
        [7, "appln_id", "no appln_id", True],
        [8, "earliest_filing_date", "not a date of the calendar", True],
        [9, "appln_id", "an artificial application for which no person is named", False]]
    assert rejected.get_group("tls207.csv")[["source_row", "column", "value", "fault"]].values.tolist() == [
        [9, "appln_id", "5", False], [10, "person_id", "14", True], [11, "person_id", "0", True],
        [12, "applt_seq_nr", "0", True]]
    assert rejected.get_group("tls212.csv")["reason"].tolist() == [
        "it cites no patent", "the citing publication is of no application in tls201_appln",
        "no such publication in tls211_pat_publn"]
    assert tables.duplicates[["source_file", "source_row", "patent_id", "of_row"]].values.tolist() == [
        ["tls201.csv", 6, "EP1234567B1", 2], ["tls206.csv", 5, "EP1234567B1", 2], ["tls207.csv", 8, "EP1234567B1", 2],
        ["tls212.csv", 3, "EP1234567B1", 2]]
    assert tables.duplicates["differs"].fillna("").tolist() == ["earliest_filing_date", "", "", "citn_origin"]


def test_parts_zips_capitals_and_semicolons(tmp_path):
    write(tmp_path, {"tls201_part01": APPLICATIONS[:2], "tls201_part02": APPLICATIONS[2:], "tls206": PERSONS})
    (tmp_path / "links.txt").write_text("PERSON_ID;APPLN_ID;APPLT_SEQ_NR;INVT_SEQ_NR\n"
                                        + "\n".join(LINKS).replace(",", ";"), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "tls211_part01.zip", "w") as archive:
        archive.writestr("tls211_part01.csv", "\n".join([HEADERS["tls211"], *PUBLICATIONS]))
    tables = read(tmp_path)
    assert counts(tables) == {"tls201_part01.csv": [2, 2, 0, 0], "tls201_part02.csv": [2, 2, 0, 0],
                              "tls206.csv": [3, 3, 0, 0], "links.txt": [6, 6, 0, 0], "tls211_part01.csv": [6, 4, 0, 2]}
    assert tables.patents.set_index("patent_id").loc["CN201234567U", ["source_file", "source_row"]].tolist() == [
        "tls201_part02.csv", 2]
    assert len(tables.applicants) == 5 and tables.citations.empty


def test_titles_classes_and_families_by_priority(tmp_path):
    bare = [row.rsplit(",", 3)[0] + ",9999-12-31,9999,0" for row in APPLICATIONS]
    tables = read(write(tmp_path, {"tls201": bare, "tls206": PERSONS, "tls207": LINKS},
                        tls204=["2,1,1", "4,900000009,1"], tls209=["1,F25D  11/02,A", "1,F25D  11/02,A", "9,A01B,A"],
                        tls224=["1,F25D  11/00"], tls202=["1,en,Fridge", "2,en,Refrigerator"]))
    patents = tables.patents.set_index("patent_id")
    assert patents[["family_id", "family_basis"]].values.tolist() == [
        ["CN200820000001U", "patent"], ["EP01100361A", "patent"], ["EP01100361A", "priority"],
        ["PATSTAT900000009", "priority"]]
    assert days(patents["filing_date"]) == ["", "2001-05-06", "2001-05-06", "2001-05-08"]
    assert patents["title"].fillna("").tolist() == ["", "Fridge", "Refrigerator", ""]
    assert tables.classifications.values.tolist() == [["EP01100361A", "CPC", "F25D11/00"],
                                                      ["EP01100361A", "IPC", "F25D11/02"]]
    assert counts(tables)["tls209.csv"] == [3, 1, 1, 1]


def test_an_inpadoc_family_where_there_is_no_docdb_family(tmp_path):
    bare = [row.rsplit(",", 1)[0] + "," for row in APPLICATIONS]
    patents = read(write(tmp_path, {**SET, "tls201": bare}, tls219=["1,5", "2,5", "77,5"])).patents
    assert patents[["family_id", "family_basis"]].values.tolist() == [
        ["CN201234567U", "patent"], ["INPADOC5", "provider"], ["INPADOC5", "provider"], ["WOUS2001012345W", "patent"]]


def test_two_applications_of_one_publication_number_are_one_patent(tmp_path):
    tables = read(write(tmp_path, {**SET, "tls211": [*PUBLICATIONS, "106,US,2002012345,A1,4,2002-02-02,N"]}))
    assert counts(tables)["tls201.csv"] == [4, 3, 1, 0] and len(tables.applicants) == 5
    assert tables.duplicates.loc[tables.duplicates["source_file"] == "tls201.csv", "source_row"].tolist() == [5]


def test_a_set_without_a_needed_table(tmp_path):
    write(tmp_path, {"tls201": APPLICATIONS, "tls206": PERSONS})
    (tmp_path / "links.csv").write_text("person_id,appln_id\n10,1\n")
    with pytest.raises(InputError, match=r"nearest is patstat_bulk; missing: tls207_pers_appln.*links.csv lacks applt"):
        read(tmp_path)
    with pytest.raises(InputError, match=r"patstat_bulk is a folder of several tables.*name the folder"):
        read(tmp_path / "tls201.csv")


def test_what_was_filed_after_the_last_day_is_rejected(tmp_path):
    tables = read(write(tmp_path), as_of="2000-12-31")
    assert tables.patents["patent_id"].tolist() == ["CN201234567U", "EP1234567B1", "US20020012345A1"]
    assert counts(tables)["tls207.csv"] == [6, 5, 0, 1]


NUMBERS = st.sampled_from(["0", "1", "2", "3", "x", ""])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NUMBERS, st.sampled_from(["2001-01-01", "2001-02-30", "9999-12-31"])), min_size=1,
                max_size=6),
       st.lists(st.tuples(NUMBERS, st.sampled_from(["甲", ""])), min_size=1, max_size=6),
       st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from("012"), st.sampled_from("01")), min_size=1, max_size=8),
       st.lists(st.tuples(NUMBERS, st.sampled_from(["EP", ""]), NUMBERS, NUMBERS), max_size=6),
       st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=6))
def test_read_is_kept_duplicate_and_rejected(tmp_path, applications, persons, links, publications, citations):
    rows = {"tls201": [f"{number},EP,{number}1,A,{day},,,,," for number, day in applications],
            "tls206": [f"{number},{name},,CN,," for number, name in persons],
            "tls207": [",".join(row) for row in links],
            "tls211": [f"{number},{auth},{nr},A1,{appln},2003-01-01,N" for number, auth, nr, appln in publications],
            "tls212": [f"{citing},1,APP,{cited},{appln}" for citing, cited, appln in citations]}
    tables = read(write(tmp_path, rows))
    good = {number for number, day in applications if number in "123" and number and day != "2001-02-30"}
    named = {number for number, name in persons if number in "123" and number and name}
    used = {row for row in links if row[0] in named and row[1] in good and (row[2] != "0" or row[3] == "1")}
    assert (tables.account["read"] == tables.account[COUNTS[1:]].sum(axis=1)).all()
    for frame, column in ((tables.duplicates, "duplicate"), (tables.rejected, "rejected")):
        found = frame.groupby("source_file").size().reindex(tables.account["source_file"], fill_value=0)
        assert found.tolist() == tables.account[column].tolist()
    kept = {file: row[1] for file, row in counts(tables).items()}
    assert kept["tls207.csv"] == len(used) and kept["tls206.csv"] == len({row[0] for row in used})
    assert [row[0] for row in counts(tables).values()] == [len(rows[file[:6]]) for file in counts(tables)]
    assert len(tables.applicants) == sum(row[2] != "0" for row in used)
    assert kept["tls201.csv"] == len(tables.patents) <= len(good)
    assert kept["tls212.csv"] == len(tables.citations)


def test_check_tells_of_the_folder_as_one(tmp_path, capsys):
    from sixroutes.cli import main

    write(tmp_path)
    assert main(["check", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "patstat_bulk, one row per application: 4 read = 4 kept + 0 duplicate + 0 rejected" in out
    assert "4 patents with 5 applicants and 2 inventors" in out
