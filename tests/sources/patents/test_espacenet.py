import csv
import re
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.sources import read

EXPORT = Path("../shared/data/exports/espacenet_pizza_25.xls")
COUNTS = ["read", "kept", "duplicate", "rejected"]
CLASSIC = {"Title": "Fridge\n", "Publication number": "US2015056336 (A1)", "Publication date": "2015-02-26\n",
           "Inventor(s)": "ZHANG RUIMIN\u2002[CN]\nYANG MIANMIAN\u2002[CN]\n",
           "Applicant(s)": "HAIER GROUP CORP, QINGDAO\u2002[CN]\nHAIER GROUP CORP\n",
           "International classification": "F25D11/00\nF25B1/00\n", "Cooperative Patent Classification": "F25D11/02\n",
           "Application number": "US201313974283\n", "Date of application": "20130823\n",
           "Priority number(s)": "CN201310974256 20130813\nCN201310974270 20130823\n",
           "Patents cited in the search report": "US1377974 (A)\nKR200367531Y (Y1)\n",
           "Patents cited by the applicant": "US1377974 (A)\nEP1234567 (B1)\n"}
TODAY = {"No": "1", "Title": "Fridge", "Inventors": "ZHANG RUIMIN [CN] \r\nYANG MIANMIAN [CN]",
         "Applicants": "HAIER GROUP CORP [CN] \r\nLIEBHERR; SONS, LTD [DE]",
         "Publication number": "CN101234567B \r\nUS2010123456A1 \r\nCN101234567A", "Earliest priority": "2009-03-01",
         "IPC": "F25D11/00 \r\nF25B1/00", "CPC": "F25D11/02 (EP,US) \r\nY02B40/00 (EP)",
         "Publication date": "2012-02-01 \r\n2010-05-20 \r\n2009-09-09", "Earliest publication": "2009-09-09",
         "Family number": "40987654", "": ""}
FRENCH = ("No", "Titre", "Inventeurs", "Demandeurs", "Numéro de publication", "Priorité la plus ancienne", "CIB", "CPC",
          "Date de publication", "Publication la plus ancienne", "Numéro de famille", "")
GERMAN = ("Nr.", "Titel", "Erfinder", "Anmelder", "Veröffentlichungsnummer", "Früheste Priorität", "IPC", "CPC",
          "Veröffentlichungsdatum", "Früheste Veröffentlichung", "Familiennummer", "")


@pytest.fixture
def write(tmp_path):
    """A function that writes rows (each a dict of what differs from the first argument) below rows of titles."""
    def write(plain, *changes, header=None, titles=7, end=None, encoding="utf-8-sig"):
        names = list(header or plain)
        rows = [[f"Title {number}"] + [""] * (len(names) - 1) for number in range(titles)] + [names]
        rows += [list({**plain, **change}.values()) for change in changes]
        if end:
            with (tmp_path / "list.csv").open("w", encoding=encoding, newline="") as stream:
                csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
            return tmp_path / "list.csv"
        with xlsxwriter.Workbook(tmp_path / "list.xlsx") as book:
            sheet = book.add_worksheet("Espacenet search results")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return tmp_path / "list.xlsx"
    return write


@pytest.mark.parametrize("end", [None, "\n", "\r"])
def test_the_classic_list(write, end):
    tables = read(write(CLASSIC, {}, titles=4, end=end))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis", "kind_code", "title"]].tolist() == [
        "US20150056336A1", "CN20131097425620130813", "priority", "A1", "Fridge"]
    assert [str(patent["filing_date"].date()), patent["date_precision"]] == ["2013-08-13", "day"]
    assert tables.applicants[["raw_name", "raw_country"]].fillna("").values.tolist() == [
        ["HAIER GROUP CORP, QINGDAO", "CN"], ["HAIER GROUP CORP", ""]]
    assert tables.inventors[["name", "country"]].values.tolist() == [["ZHANG RUIMIN", "CN"], ["YANG MIANMIAN", "CN"]]
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [
        ["CPC", "F25D11/02"], ["IPC", "F25B1/00"], ["IPC", "F25D11/00"]]
    assert tables.citations[["cited_id", "category"]].values.tolist() == [
        ["EP1234567B1", "applicant"], ["KR200367531Y1", "search report"], ["US1377974A", "search report"]]


@pytest.mark.parametrize("end", [None, "\r\n", "\r"])
@pytest.mark.parametrize("header", [None, FRENCH, GERMAN])
def test_todays_list(write, header, end):
    tables = read(write(TODAY, {}, header=header, end=end))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis"]].tolist() == ["CN101234567B", "40987654", "docdb"]
    assert [str(patent[name].date()) for name in ("filing_date", "grant_date")] == ["2009-03-01", "2012-02-01"]
    assert tables.families[["member_id", "in_patents"]].values.tolist() == [
        ["CN101234567A", False], ["CN101234567B", True], ["US20100123456A1", False]]
    assert tables.inventors["name"].tolist() == ["ZHANG RUIMIN", "YANG MIANMIAN"]
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [
        ["CPC", "F25D11/02"], ["CPC", "Y02B40/00"], ["IPC", "F25B1/00"], ["IPC", "F25D11/00"]]


@pytest.mark.parametrize("text, names", [
    ("HAIER GROUP [CN]\nLG; [KR]", [["HAIER GROUP", "CN"], ["LG", ""]]),
    ("HAIER GROUP [CN]; LG [KR] ;甲公司", [["HAIER GROUP", "CN"], ["LG", "KR"], ["甲公司", ""]]),
    ("HAIER GROUP [CN],\u00a0LG ELECTRONICS, INC [KR]", [["HAIER GROUP", "CN"], ["LG ELECTRONICS, INC", "KR"]]),
    ("HAIER CO., LTD.,\u00a0LG", [["HAIER CO., LTD.", ""], ["LG", ""]]),
    ("HAIER GROUP [CN] LG\u2002[KR] ", [["HAIER GROUP", "CN"], ["LG", "KR"]]),
    ("A, B\u2002CO, \u2002C, INC,\u2002D", [["A, B\u2002CO", ""], ["C, INC", ""], ["D", ""]]),
    ("\u2002[CN]\n-\n", [])])
def test_names_end_with_a_line_a_sign_or_a_country(write, text, names):
    applicants = read(write(CLASSIC, {"Applicant(s)": text})).applicants
    assert applicants[["raw_name", "raw_country"]].fillna("").values.tolist() == names


@pytest.mark.parametrize("cell, ids", [
    ("KR20150000637 (U)", ["KR20150000637U"]), ("KR20140005675 (U); KR200475295 (Y1)",
                                                ["KR20140005675U", "KR200475295Y1"]),
    ("WO 2015/026896 A1\nEP3037029 (A1)", ["WO2015026896A1", "EP3037029A1"]),
    ("DE202007002972U1 (U1) CN1 (A)", ["DE202007002972U1", "CN1A"]), ("CA2875231", ["CA2875231"])])
def test_of_several_numbers_the_first_is_the_patent_and_all_are_its_family(write, cell, ids):
    tables = read(write(CLASSIC, {"Publication number": cell}))
    assert tables.patents["patent_id"].tolist() == ids[:1]
    assert tables.families["member_id"].tolist() == sorted(ids)


@pytest.mark.parametrize("number, granted", [
    ("EP1 (B1)", True), ("EP1 (A1)", False), ("CN201 (U)", True), ("KR201 (U)", False), ("RU2 (C1)", True),
    ("US8031420 (B2)", True), ("US5828387 (A)", True), ("US2015056336 (A1)", False), ("CN301234567 (S)", True)])
def test_grants_are_known_by_their_kind_codes(write, number, granted):
    patent = read(write(CLASSIC, {"Publication number": number})).patents.iloc[0]
    assert (str(patent["grant_date"].date()) == "2015-02-26") if granted else patent.isna()["grant_date"]


@pytest.mark.parametrize("cell, day", [
    ("2009-03-01", "2009-03-01"), (39873, "2009-03-01"), ("3/1/2009", "2009-03-01"), ("3/13/09", "2009-03-13"),
    ("13/3/2009", "2009-03-13"), ("01.03.2009", "2009-03-01"), ("2010-05-05 \r\n2009-03-01", "2009-03-01"),
    ("CN200910000001 2009-03-01", "2009-03-01"), ("2009", "2009-01-01")])
def test_priority_dates_as_they_come(write, cell, day):
    assert str(read(write(TODAY, {"Earliest priority": cell})).patents["filing_date"].iloc[0].date()) == day


def test_a_row_without_any_date_is_kept(write):
    patent = read(write(CLASSIC, {"Priority number(s)": "", "Date of application": ""})).patents.iloc[0]
    assert patent["date_precision"] == "none" and patent[["family_id", "family_basis"]].tolist() == [
        "US20150056336A1", "patent"]


@pytest.mark.parametrize("change, column, reason", [
    ({"Publication number": " \n"}, "Publication number", "no publication number"),
    ({"Publication number": "soon"}, "Publication number", "not a publication number"),
    ({"Earliest priority": "soon"}, "Earliest priority", "not a date of the calendar"),
    ({"Publication date": "2012-02-30"}, "Publication date", "not a date of the calendar"),
    ({"Earliest priority": "2012-03-01"}, "Earliest priority", "filed after the grant")])
def test_bad_rows_are_rejected(write, change, column, reason):
    tables = read(write(TODAY, {}, {"Publication number": "EP7B1", **change}))
    assert tables.rejected[["source_row", "column"]].values.tolist() == [[10, column]]
    assert reason in tables.rejected["reason"].iloc[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["EP1 (B1)", "EP1 (B1)\nUS2 (A)", "CN1 (A)", "", "x"]),
                          st.sampled_from(["2009-03-01", "", "soon"]), st.sampled_from(["甲\n乙", "", "a; b"])),
                min_size=1, max_size=12), st.sampled_from([None, "\r\n", "\r"]))
def test_every_row_is_accounted_for(write, cases, end):
    tables = read(write(TODAY, *({"Publication number": number, "Earliest priority": day, "Applicants": names}
                                 for number, day, names in cases), end=end))
    good = [number[:2] for number, day, _ in cases if len(number) > 1 and day != "soon"]
    assert tables.account[COUNTS].iloc[0].tolist() == [len(cases), len(set(good)), len(good) - len(set(good)),
                                                       len(cases) - len(good)]
    assert len(tables.applicants) == sum(2 * bool(names) for names in dict(
        reversed([(number[:2], names) for number, day, names in cases if len(number) > 1 and day != "soon"])).values())


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    rows = python_calamine.CalamineWorkbook.from_path(EXPORT).get_sheet_by_index(0).to_python()[-25:]
    tables = read(EXPORT)
    assert tables.account[COUNTS].iloc[0].tolist() == [25, 25, 0, 0]
    order = tables.patents.sort_values("source_row")["patent_id"]
    assert [re.sub("^US(....)0", r"US\1", number) for number in order] == [
        re.sub(r"[ ()]|;.*", "", row[1]) for row in rows]
    for place, table, name, country in ((3, tables.inventors, "name", "country"),
                                        (4, tables.applicants, "raw_name", "raw_country")):
        found = table.assign(entry=table[name] + ("\u2002[" + table[country] + "]").fillna(""))
        entries = found.groupby("patent_id")["entry"].agg(list)
        assert [entries.get(number, []) for number in order] == [row[place].splitlines() for row in rows]
    assert tables.patents.sort_values("source_row")["filing_date"].dt.strftime("%Y%m%d").tolist() == [
        min(re.findall(r" (\d{8})", row[9])) for row in rows]
    assert len(tables.citations) == sum(row[place].count("\n") for row in rows for place in (10, 12))
