import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources import read

EXPORT = Path("../shared/data/exports/chinese_headers_gravity_storage.xlsx")
COUNTS = ["read", "kept", "duplicate", "rejected"]
ROW = {"公开（公告）号": "CN101234567A", "申请人": "海尔集团公司; 青岛海尔股份有限公司", "申请日": "2008-01-01"}


def write(path, *rows, encoding="utf-8-sig", end="\n", title=""):
    with (path / "导出.csv").open("w", encoding=encoding, newline="") as stream:
        stream.write(title)
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
    return path / "导出.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end, title, row", [("\n", "检索结果\n\n", 4), ("\r", "", 2)])
def test_encodings_line_ends_and_titles(tmp_path, encoding, end, title, row):
    tables = read(write(tmp_path, ROW, encoding=encoding, end=end, title=title))
    assert tables.applicants["raw_name"].tolist() == ["海尔集团公司", "青岛海尔股份有限公司"]
    assert tables.patents["source_row"].tolist() == [row]
    assert tables.patents["family_basis"].tolist() == ["patent"]


@pytest.mark.parametrize("number", ["公开（公告）号", "公开(公告)号", "公开号", "授权公告号"])
@pytest.mark.parametrize("applicant", ["申请人", "申请（专利权）人", "申请(专利权)人", "专利权人",
                                       "当前权利人", "标准化申请人"])
def test_spellings(tmp_path, number, applicant):
    tables = read(write(tmp_path, {number: "CN1A", applicant: "삼성전자", "申请日": "20080101"}))
    assert tables.applicants["raw_name"].tolist() == ["삼성전자"]


@pytest.mark.parametrize("text, names", [("甲；乙", ["甲", "乙"]), ("甲 | 乙", ["甲", "乙"]), ("甲\n乙", ["甲", "乙"]),
                                         ("Haier Co., Ltd.;トヨタ", ["Haier Co., Ltd.", "トヨタ"]),
                                         ("-", []), ("", [])])
def test_separators_and_empty_applicants(tmp_path, text, names):
    assert read(write(tmp_path, {**ROW, "申请人": text})).applicants["raw_name"].tolist() == names


@pytest.mark.parametrize("day", ["2008-01-01", "2008/1/1", "2008.1.1", "2008年1月1日", "20080101", "39448", "39448.0",
                                 "2008-01-01 00:00:00"])
def test_dates(tmp_path, day):
    assert str(read(write(tmp_path, {**ROW, "申请日": day})).patents["filing_date"].iloc[0].date()) == "2008-01-01"


@pytest.mark.parametrize("number, applicants", [("申请公布号", "申请人/专利权人"), ("公開（公告）號", "申請人")])
def test_more_spellings_and_the_cpc(tmp_path, number, applicants):
    tables = read(write(tmp_path, {number: "CN1A", applicants: "海尔集团公司; LG", "CPC": "F25D11/00; F25B1/00"}))
    assert tables.applicants["raw_name"].tolist() == ["海尔集团公司", "LG"]
    assert set(tables.classifications["scheme"]) == {"CPC"} and len(tables.classifications) == 2


def test_what_else_an_export_may_give(tmp_path):
    tables = read(write(tmp_path, {
        **ROW, "当前权利人": "别人", "标题（中文）": "冰箱", "发明人": "张三；李四",
        "IPC主分类号": "F25D11/00", "授权公告日": "2009/5/6",
        "专利类型": "实用新型", "简单同族": "US8123456B2; CN100000001A",
        "引证专利": "(X)US3008761A | ()FR1376569A | 无",
        "最早优先权日": "2007-03-04 | 2007-02-03"}))
    patent = tables.patents.iloc[0]
    assert patent[["family_id", "family_basis", "kind", "title"]].tolist() == [
        "CN100000001A", "docdb", "utility", "冰箱"]
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [["IPC", "F25D11/00"]]
    assert tables.families[["member_id", "in_patents"]].values.tolist() == [
        ["CN100000001A", False], [patent["patent_id"], True], ["US8123456B2", False]]
    assert [str(patent[name].date()) for name in ("filing_date", "grant_date")] == ["2007-02-03", "2009-05-06"]
    assert tables.applicants["raw_name"].tolist() == ["海尔集团公司", "青岛海尔股份有限公司"]
    assert tables.citations[["cited_id", "category"]].fillna("").values.tolist() == [["FR1376569A", ""],
                                                                                    ["US3008761A", "X"]]


def test_one_column_in_two_spellings(tmp_path):
    with pytest.raises(InputError, match="the same column twice"):
        read(write(tmp_path, {**ROW, "公开(公告)号": "CN1A"}))


def test_without_a_date_column_the_patents_have_no_date(tmp_path):
    patent = read(write(tmp_path, {"公开号": "CN1A", "申请人": "甲", "公开日": "2001-01-01"})).patents.iloc[0]
    assert patent["date_precision"] == "none" and pd.isna(patent["filing_date"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["CN1A", "CN2U", "CN3S", "-"]),
                          st.sampled_from(["2001/2/3", "2001-02-30", ""]),
                          st.sampled_from(["甲;乙", "丙\n丁", "-"])), min_size=1, max_size=12))
def test_every_row_is_accounted_for(tmp_path, cases):
    path = write(tmp_path, *({"公开号": number, "申请日": day, "申请人": names} for number, day, names in cases))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    good = [row["公开号"] for row in rows if row["公开号"] != "-" and row["申请日"] != "2001-02-30"]
    assert read(path).account[COUNTS].iloc[0].tolist() == [len(rows), len(set(good)), len(good) - len(set(good)),
                                                           len(rows) - len(good)]


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    """It has no dates; every row and every applicant arrives all the same."""
    import python_calamine

    _, *rows = python_calamine.load_workbook(str(EXPORT)).get_sheet_by_index(0).to_python()
    tables = read(EXPORT)
    assert set(tables.patents["date_precision"]) == {"none"}
    first = {}
    for row in rows:
        first.setdefault(row[0], row[-1])
    assert tables.account[COUNTS].iloc[0].tolist() == [len(rows), len(first), len(rows) - len(first), 0]
    assert dict(tables.applicants.groupby("patent_id")["raw_name"].agg(list)) == {
        number: [name.strip() for name in text.split("|")] for number, text in first.items() if text.strip(" -")}
