import csv
import re
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources import read

EXPORT = Path("../shared/data/exports/patentscope_2016_pizza.xls")
COUNTS = ["read", "kept", "duplicate", "rejected"]
OLD = {"Publication Number": "WO2013025606", "Publication Date": "21.02.2013", "Title": "FRIDGE",
       "Priority Data": "[61/523,050 12.08.2011 US, 11181076.8 13.09.2011 EP]",
       "IPC": "F25D 11/00;F25B 1/00 (2006.01)", "Applicants": "\"HAIER GROUP\" CO., LTD. ;ZHANG, Ruimin ",
       "Inventors": "ZHANG, Ruimin ;YANG, Mianmian ", "FP Image": ""}
TODAY = {"Application Id": "US339762345", "Application Number": "17950000", "Application Date": "21.09.2022",
         "Country": "US", "Title": "Fridge", "Abstract": "It is cold.", "I P C": "F25D 11/00", "Applicants": "Haier",
         "Inventors": "Ruimin ZHANG", "Priorities Data": "202110000001.X 22.09.2021 CN;63/000,001 2021-09-21 US",
         "National Phase Entries": "", "Publication Number": "20240093454", "Publication Date": "21.03.2024",
         "Image": ""}


@pytest.fixture
def write(tmp_path):
    """A function that writes rows (each a dict of what differs from the first argument) below rows of titles."""
    def write(plain, *changes, titles=("", "Query: EN_ALL:fridge"), end=None):
        rows = [[title] for title in titles] + [list(plain)]
        rows += [list({**plain, **change}.values()) for change in changes]
        if end:
            with (tmp_path / "result.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator=end).writerows(rows)
            return tmp_path / "result.csv"
        with xlsxwriter.Workbook(tmp_path / "result.xlsx") as book:
            sheet = book.add_worksheet("ResultSet")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return tmp_path / "result.xlsx"
    return write


@pytest.mark.parametrize("end", [None, "\n", "\r\n", "\r"])
def test_the_list_of_2016(write, end):
    tables = read(write(OLD, {}, end=end))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis", "office", "kind", "title", "source_row"]].tolist() == [
        "WO2013025606", "US20116152305020110812", "priority", "WO", "invention", "FRIDGE", 4]
    assert str(patent["filing_date"].date()) == "2011-08-12"
    assert tables.applicants["raw_name"].tolist() == ["\"HAIER GROUP\" CO., LTD.", "ZHANG, Ruimin"]
    assert tables.applicants["kind_given"].fillna("").tolist() == ["", "individual, also named as an inventor"]
    assert tables.inventors["name"].tolist() == ["ZHANG, Ruimin", "YANG, Mianmian"]
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [["IPC", "F25B1/00"], ["IPC", "F25D11/00"]]


@pytest.mark.parametrize("titles", [(), ("",) * 5, ("Query", "", "Results: 1", "", "on", "21.03.2024", "by", "hand")])
def test_todays_list_below_any_titles(write, titles):
    tables = read(write(TODAY, {}, titles=titles))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "source_row"]].tolist() == [
        "US20240093454", "US20216300000120210921", len(titles) + 2]
    assert [str(patent["filing_date"].date()), patent["date_precision"]] == ["2021-09-21", "day"]
    assert tables.account[["format", *COUNTS]].iloc[0].tolist() == ["patentscope", 1, 1, 0, 0]


@pytest.mark.parametrize("change, patent_id", [
    ({"Country": "CN", "Publication Number": "CN115678901"}, "CN115678901"),
    ({"Country": "US", "Publication Number": "RE045694"}, "USRE45694"),
    ({"Country": "WO", "Publication Number": "WO/2024/097187"}, "WO2024097187"),
    ({"Country": "WO", "Publication Number": "", "Application Id": "WO2024097187"}, "WO2024097187"),
    ({"Country": "KR", "Publication Number": "KR101448016*"}, "KR101448016"),
    ({"Country": "", "Publication Number": "ZA2012/03905"}, "ZA201203905"),
    ({"Country": "ru", "Publication Number": "ru0002529060"}, "RU0002529060")])
def test_numbers_get_their_office(write, change, patent_id):
    assert read(write(TODAY, change)).patents["patent_id"].tolist() == [patent_id]


def test_the_own_number_of_a_national_record_is_no_publication_number(write):
    rejected = read(write(TODAY, {"Publication Number": ""})).rejected.iloc[0]
    assert rejected[["source_row", "column", "reason"]].tolist() == [
        4, "Publication Number", "no publication number"]


@pytest.mark.parametrize("text, day, family", [
    ("[13172024 2013-06-14T23:59:59.000Z EP]", "2013-06-14", "EP1317202420130614"),
    ("[GB 20130924 1316948.7]", "2013-09-24", "GB131694820130924"),
    ("[IN 20131004 3162/MUM/2013, 14/259,660 23.04.2014 US]", "2013-10-04", "IN3162MUM201320131004"),
    ("[PCT/GB2013/052751 2013-10-22T23:59:59.000Z GB]", "2013-10-22", "GBPCTGB201305275120131022"),
    ("[819656  , US20100819656  , 81965610 2010-06-21T23:59:59.000Z US]", "2010-06-21", "US20108196561020100621"),
    ("2,743,016 10.06.2011 CA\n235688 29.07.2010 US", "2010-07-29", "US23568820100729"),
    ("EP20100007215", None, "WO2013025606"), ("", None, "WO2013025606")])
def test_priorities_in_all_ways_of_writing(write, text, day, family):
    patent = read(write(OLD, {"Priority Data": text})).patents.iloc[0]
    assert patent["family_id"] == family
    assert (str(patent["filing_date"].date()) if day else patent["date_precision"]) == (day or "none")


def test_publications_of_one_priority_are_one_family(write):
    patents = read(write(OLD, {"Priority Data": "[14174085.2 26.06.2014 EP, 13/956,985 01.08.2013 US]"},
                         {"Publication Number": "EP2832225",
                          "Priority Data": "[201313956985 2013-08-01T23:59:59.000Z US]"})).patents
    assert patents["family_id"].nunique() == 1


def test_a_us_grant_has_the_date_of_its_publication(write):
    patents = read(write(OLD, {"Publication Number": "US08243912"}, {"Publication Number": "US20150376176"},
                         {"Publication Number": "USRE045694"}, {"Publication Number": "EP2403288"})).patents
    assert patents.set_index("patent_id")["grant_date"].notna().to_dict() == {
        "EP2403288": False, "US20150376176": False, "US8243912": True, "USRE45694": True}


def test_kinds_by_number(write):
    kinds = {"CN104742176": "invention", "CN204742176": "utility", "CN304742176": "design", "BRMU9003027": "utility",
             "KR1020130094553": "invention", "KR2020130094553": "utility", "DE202007002972": "utility",
             "DE102007002972": "invention", "USH2283": "other", "SG11201500980": "invention"}
    patents = read(write(OLD, *({"Publication Number": number} for number in kinds))).patents
    assert dict(zip(patents["patent_id"], patents["kind"], strict=True)) == kinds


@pytest.mark.parametrize("cell, day", [(44825, "2022-09-21"), ("44825", "2022-09-21"), ("2022-09-21", "2022-09-21"),
                                       ("21/9/22", "2022-09-21"), ("5/4/2022", "2022-04-05"), ("2022", "2022-01-01")])
def test_dates_that_a_spreadsheet_program_changed(write, cell, day):
    patent = read(write(TODAY, {"Priorities Data": "", "Application Date": cell})).patents.iloc[0]
    assert str(patent["filing_date"].date()) == day


def test_dates_of_two_kinds_in_one_file_are_refused(write):
    with pytest.raises(InputError, match="1 dates have the month first and 1 the day first"):
        read(write(TODAY, {"Application Date": "9/21/2022"}, {"Application Date": "21/9/2022"}))


def test_names_of_two_scripts_and_repeated_names_all_arrive(write):
    names = "NOVA INC;ノヴァ，インコーポレイテッド;NOVA INC;;서울대학교산학협력단"
    assert read(write(OLD, {"Applicants": names})).applicants["raw_name"].tolist() == [
        "NOVA INC", "ノヴァ，インコーポレイテッド", "NOVA INC", "서울대학교산학협력단"]


@pytest.mark.parametrize("change, column, reason", [
    ({"Publication Number": " "}, "Publication Number", "no publication number"),
    ({"Publication Number": "soon"}, "Publication Number", "not a publication number"),
    ({"Priorities Data": "1 31.02.2020 US"}, "Priorities Data", "not a date of the calendar"),
    ({"Application Date": "soon"}, "Application Date", "not a date of the calendar"),
    ({"Priorities Data": "1 01.01.2026 US"}, "Priorities Data", "after 2025-12-31")])
def test_bad_rows_are_rejected(write, change, column, reason):
    change = {"Country": "", "Publication Number": "US20240093454", **change}
    tables = read(write(TODAY, {}, change), as_of="2025-12-31")
    assert tables.rejected[["source_row", "column"]].values.tolist() == [[5, column]]
    assert reason in tables.rejected["reason"].iloc[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["WO2013000001", "wo/2013/000001", "KR101448016*", "", "x"]),
                          st.sampled_from(["", "1 01.02.2010 US", "1 31.02.2010 US"]),
                          st.sampled_from(["甲;乙", "", "a,\nb"])), min_size=1, max_size=12),
       st.sampled_from([None, "\r\n", "\r"]))
def test_every_row_is_accounted_for(write, cases, end):
    tables = read(write(OLD, *({"Publication Number": number, "Priority Data": priority, "Applicants": names}
                               for number, priority, names in cases), end=end))
    good = [re.sub("[/*]", "", number.upper()) for number, priority, _ in cases
            if len(number) > 1 and "31.02" not in priority]
    assert tables.account[COUNTS].iloc[0].tolist() == [len(cases), len(set(good)), len(good) - len(set(good)),
                                                       len(cases) - len(good)]


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    rows = python_calamine.CalamineWorkbook.from_path(EXPORT).get_sheet_by_index(0).to_python()
    rows = [row for row in rows if re.match(r"[A-Za-z]{2,4}[0-9]", row[0])]
    kept = {}
    for row in rows:
        kept.setdefault(re.sub(r"^(US[A-Z]*)0+", r"\1", row[0].upper().strip("*").replace("/", "")), row)
    tables = read(EXPORT)
    assert tables.account[COUNTS].iloc[0].tolist() == [6177, len(kept), 6177 - len(kept), 0]
    assert len(rows) == 6177 and set(tables.patents["patent_id"]) == set(kept)
    for place, table, name in ((5, tables.applicants, "raw_name"), (6, tables.inventors, "name")):
        names = {patent: [one.strip() for one in row[place].split(";") if one.strip()] for patent, row in kept.items()}
        assert table.groupby("patent_id")[name].agg(list).to_dict() == {
            patent: entries for patent, entries in names.items() if entries}
    days = {patent: min("".join(part[::-1]) for part in
                        re.findall(r"\b(\d\d)\.(\d\d)\.(\d{4})\b", row[3])
                        + [(day, month, year) for year, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)T", row[3])]
                        + [(day, month, year) for year, month, day in
                           re.findall(r"[A-Z]{2} (\d{4})(\d\d)(\d\d) ", row[3])])
            for patent, row in kept.items() if re.search(r"\d\.\d\d\.\d{4} |T23:|[A-Z]{2} \d{8} ", row[3])}
    dated = tables.patents.dropna(subset="filing_date").set_index("patent_id")["filing_date"]
    assert dated.dt.strftime("%Y%m%d").to_dict() == days
