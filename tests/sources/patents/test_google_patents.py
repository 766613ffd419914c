import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources import read
from sixroutes.sources.patents.google_patents import COLUMNS

EXPORT = Path("../shared/data/exports/google_patents_gp-search.csv")
ROW = {"id": "CN-101234567-A", "title": "Washing machine ", "assignee": "海尔集团公司",
       "inventor/author": "张瑞敏, 杨绵绵",
       "priority date": "2007-01-05", "filing/creation date": "2008-01-05", "grant date": ""}
COUNTS = ["read", "kept", "duplicate", "rejected"]


@pytest.fixture
def write(tmp_path):
    """A function that writes rows (each a dict of what differs from ROW) as such a file."""
    def write(*changes, title=""):
        with (tmp_path / "gp.csv").open("w", encoding="utf-8", newline="") as stream:
            stream.write(title)
            writer = csv.DictWriter(stream, [name for names in COLUMNS.values() for name in names])
            writer.writeheader()
            writer.writerows({**ROW, **change} for change in changes)
        return tmp_path / "gp.csv"
    return write


@pytest.mark.parametrize("title, row", [("", 2), ("search URL:,https://patents.google.com/?q=haier\n", 3)])
def test_a_row_becomes_a_patent(write, title, row):
    tables = read(write({}, title=title))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis", "office", "kind", "title", "source_row"]].tolist() == [
        "CN101234567A", "CN101234567A", "patent", "CN", "invention", "Washing machine", row]
    assert str(patent["filing_date"].date()) == "2007-01-05"
    assert tables.inventors["name"].tolist() == ["张瑞敏", "杨绵绵"]


@pytest.mark.parametrize("text, names", [
    ("Samsung Electronics Co., Ltd.", ["Samsung Electronics Co., Ltd."]),
    ("Genentech, Inc., F. Hoffmann-La Roche Ag, LG", ["Genentech, Inc.", "F. Hoffmann-La Roche Ag", "LG"]),
    ("海信集团有限公司, 삼성전자 주식회사, トヨタ自動車株式会社",
     ["海信集团有限公司", "삼성전자 주식회사", "トヨタ自動車株式会社"]),
    ("X Company, L.P., Y, S.A., Z, GmbH & Co", ["X Company, L.P.", "Y, S.A.", "Z, GmbH & Co"]),
    ("Haier Co., LTD. (Qingdao), Inca Motors, Agfa", ["Haier Co., LTD. (Qingdao)", "Inca Motors", "Agfa"]),
    ("The United States Of America, As Represented By The Navy", [
        "The United States Of America, As Represented By The Navy"]),
    ("Янссен Байотек, Инк., 알러간, 인코포레이티드, 버클리 라잇츠, 인크.", [
        "Янссен Байотек, Инк.", "알러간, 인코포레이티드", "버클리 라잇츠, 인크."]),
    ("Board Of Regents, The University Of Texas System, Haier", ["Board Of Regents, The University Of Texas System",
                                                                 "Haier"]),
    ("A, As Represented By The Secretary, Department Of Health, B", [
        "A, As Represented By The Secretary, Department Of Health", "B"]),
    ("The Regents Of The University Of California, Santa Cruz, 南京大学, 南京鼓楼医院", [
        "The Regents Of The University Of California, Santa Cruz", "南京大学", "南京鼓楼医院"]),
    ("GREE ELECTRIC APPLIANCES, INC. OF ZHUHAI, Foo, Corp. of America", ["GREE ELECTRIC APPLIANCES, INC. OF ZHUHAI",
                                                                        "Foo, Corp. of America"]),
    ("Foo, Ltda., Foo, d.o.o., Foo, Sp. z o.o., Foo, A.Ş., Foo, Pvt. Ltd., Foo, Kabushiki Kaisha, Foo, Lda", [
        "Foo, Ltda.", "Foo, d.o.o.", "Foo, Sp. z o.o.", "Foo, A.Ş.", "Foo, Pvt. Ltd.", "Foo, Kabushiki Kaisha",
        "Foo, Lda"]),
    ("Foo, Inc., a Delaware corporation, A Plus Inc., Foo Company, The, Foo, Inc. dba Bar", [
        "Foo, Inc., a Delaware corporation", "A Plus Inc.", "Foo Company, The", "Foo, Inc. dba Bar"]),
    ("Kouji Hashimoto, Arblast Co., Ltd.,", ["Kouji Hashimoto", "Arblast Co., Ltd."]), ("-", []), ("", [])])
def test_legal_forms_stay_with_their_names(write, text, names):
    tables = read(write({"assignee": text}))
    assert tables.applicants["raw_name"].tolist() == names and len(tables.patents) == 1
    assert tables.applicants["sequence"].tolist() == list(range(len(names)))


def test_a_generation_stays_with_its_inventor(write):
    tables = read(write({"inventor/author": "John Doe, Jr., Jane Roe, III, Li Wei, JR."}))
    assert tables.inventors["name"].tolist() == ["John Doe, Jr.", "Jane Roe, III", "Li Wei, JR."]


def test_kinds(write):
    cases = {"CN-2307111-Y": "utility", "CN-201852521-U": "utility", "CN-301234567-S": "design",
             "CN-3012345-D": "design",
             "CN-100400000-C": "invention", "US-D779247-S1": "design", "US-PP10935-P2": "plant",
             "US-RE28867-E": "other",
             "US-12299796-B2": "invention", "JP-H0895574-A": "invention", "DE-202007002972-U1": "utility"}
    patents = read(write(*({"id": number} for number in cases))).patents
    assert dict(zip(patents["patent_id"], patents["kind"], strict=True)) == {
        number.replace("-", ""): kind for number, kind in cases.items()}


def test_a_patent_without_a_date_or_with_a_year_alone_is_kept(write):
    patents = read(write({"priority date": "", "filing/creation date": "-", "grant date": ""},
                         {"id": "CN-2-A", "priority date": "", "filing/creation date": "2007", "grant date": "2007"},
                         {"id": "CN-3-A", "priority date": "2007-05"})).patents
    assert patents["date_precision"].tolist() == ["none", "year", "month"]
    assert patents["filing_date"].astype("str").fillna("none").tolist() == ["none", "2007-01-01", "2007-05-01"]


def test_dates_of_a_file_that_was_saved_again(write):
    month_first = {"priority date": "1/5/2007", "grant date": "5/13/2010"}
    assert str(read(write(month_first)).patents["filing_date"].iloc[0].date()) == "2007-01-05"
    day_first = {"priority date": "1/5/2007", "grant date": "13/5/2010"}
    assert str(read(write(day_first)).patents["filing_date"].iloc[0].date()) == "2007-05-01"
    with pytest.raises(InputError, match="1 dates have the month first and 1 the day first"):
        read(write(month_first, day_first))


@pytest.mark.parametrize("change, column, reason", [
    ({"id": " "}, "id", "no publication number"), ({"id": "unknown"}, "id", "not a publication number"),
    ({"priority date": "2007-02-30"}, "priority date", "not a date"),
    ({"grant date": "200-7"}, "grant date", "not a date"),
    ({"grant date": "2006-01-01"}, "priority date", "after the"),
    ({"priority date": "2010-01-01"}, "priority date", "after 2009-12-31")])
def test_bad_rows_are_rejected(write, change, column, reason):
    tables = read(write({"id": "CN-1-A"}, change), as_of="2009-12-31")
    rejected = tables.rejected.iloc[0]
    assert rejected[["source_file", "source_row", "column"]].tolist() == ["gp.csv", 3, column]
    assert reason in rejected["reason"] and tables.account[COUNTS].iloc[0].tolist() == [2, 1, 0, 1]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["CN-1-A", "CN-2-A", "CN-3-U", "?"]), st.sampled_from(["2001-01-31", "x"]),
                          st.sampled_from(["海尔\n集团", 'A "B", Inc.', ""])), max_size=12))
def test_every_row_is_accounted_for(write, cases):
    path = write(*({"id": number, "priority date": day, "assignee": name} for number, day, name in cases))
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    good = [row["id"] for row in rows if row["id"] != "?" and row["priority date"] != "x"]
    tables = read(path)
    assert tables.account[COUNTS].iloc[0].tolist() == [len(rows), len(set(good)), len(good) - len(set(good)),
                                                       len(rows) - len(good)]
    assert len(tables.rejected) == len(rows) - len(good)


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    with EXPORT.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    first = {}
    for row in rows:
        # Of numbers with a year the file leaves out a zero (US) or the century (WO).
        number = re.sub(r"^(US20\d\d)(\d{6}A)", r"\g<1>0\2", row["id"].replace("-", ""))
        first.setdefault(re.sub(r"^WO(9\d)(\d{5}A)", r"WO19\g<1>0\2", number), row["assignee"])
    tables = read(EXPORT)
    assert tables.account[COUNTS].iloc[0].tolist() == [len(rows), len(first), len(rows) - len(first), 0]
    undated = tables.patents["filing_date"].isna()
    assert undated.sum() == sum(not row["priority date"] and not row["filing/creation date"] for row in rows) == 2
    assert (tables.patents["date_precision"] == "none").equals(undated)
    joined = tables.applicants.groupby("patent_id")["raw_name"].agg(", ".join)
    plain = {patent: " ".join(text.strip().rstrip(",").split()) for patent, text in first.items() if text.strip()}
    assert {patent: " ".join(text.split()) for patent, text in joined.items()} == plain
    assert not tables.applicants["raw_name"].str.fullmatch(r"(?i)(co|ltd|inc|llc|l\.p|n\.a)\.?").any()
    assert Counter(tables.patents["kind"])["utility"] > 100
