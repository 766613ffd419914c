"""Sheets come back as codes; what cannot be understood is named by file, row and column."""

import csv
import shutil

import pandas as pd
import pytest
import xlsxwriter

from sixroutes.cli import main
from sixroutes.coding.words import ANSWERS

from .conftest import fill, write_csv


@pytest.fixture
def sheets(made_up, tmp_path):
    """Sheets of A and B, not filled in; gives the folder."""
    assert main(["code", "sheets", "made_up", "--coders", "A,B", "--units", "30", "--to", "out"]) == 0
    return tmp_path / "out"


def read(*paths):
    return main(["code", "read", *map(str, paths or ("out",)), "--study", "made_up"])


def codes(folder):
    return pd.read_parquet(folder.parent / "data/processed/made_up/coding/codes.parquet")


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def set_cells(path, row, **cells):
    """Write cells of one row (as an editor counts it) by column."""
    rows = rows_of(path)
    for column, text in cells.items():
        rows[row - 1][rows[0].index(column.replace("_", " "))] = text
    write_csv(path, rows)


def test_what_was_filled_in_comes_back(sheets, made_up, capsys):
    for coder in "AB":
        fill(sheets / f"{coder}.csv", made_up)
    set_cells(sheets / "A.csv", 2, route_1="Foreign alliance", route_2=" RESEARCH partnership ",
              certainty="fairly sure", remark="torn")
    set_cells(sheets / "A.csv", 3, route_1="Cannot be told")
    set_cells(sheets / "A.csv", 4, route_1="")
    assert read() == 0
    assert "A.csv: 30 read = 28 coded + 1 cannot be told + 1 left empty + 0 repeated" in capsys.readouterr().out
    frame = codes(sheets)
    unit = rows_of(sheets / "A.csv")[1][0]
    first = frame[(frame["unit_id"] == unit) & (frame["coder"] == "A")]
    assert list(first["route"]) == ["foreign_alliance", "research_partnership"]
    assert set(first["certainty"]) == {"fairly"} and set(first["remark"]) == {"torn"}
    assert set(first["source_row"]) == {2}
    assert (frame["route"] == "cannot_tell").sum() == 1 and frame["coder"].nunique() == 2


def test_sheets_of_two_languages_and_kinds_give_the_same(sheets, made_up):
    fill(sheets / "A.csv", made_up)
    fill(sheets / "B.csv", made_up)
    assert read() == 0
    english = codes(sheets)
    rows = rows_of(sheets / "B.csv")
    chinese = {word: ANSWERS[code][1] for code, words in ANSWERS.items() for word in (code, words[0])}
    headings = {"unit": "单元", "coder": "编码员", "route 1": "路径一", "route 2": "路径二", "route 3": "路径三",
                "certainty": "把握程度", "remark": "备注"}
    rows = [[headings.get(cell, cell) for cell in rows[0]], *([chinese.get(cell, cell) for cell in row]
                                                              for row in rows[1:])]
    (sheets / "B.csv").unlink()
    with xlsxwriter.Workbook(str(sheets / "B.xlsx")) as book:
        book.add_worksheet("手册").write(0, 0, "any")
        sheet = book.add_worksheet("编码表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert read() == 0
    assert codes(sheets).drop(columns="source_file").equals(english.drop(columns="source_file"))


def test_a_sheet_saved_with_semicolons_in_the_chinese_code_page(sheets, made_up):
    fill(sheets / "A.csv", made_up)
    set_cells(sheets / "A.csv", 2, remark="备注，有逗号", route_1="其他")
    rows = rows_of(sheets / "A.csv")
    with (sheets / "A.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    assert read(sheets / "A.csv") == 0
    assert codes(sheets).set_index("unit_id").loc[rows[1][0], "remark"] == "备注，有逗号"


def faulty(sheets, made_up, capsys, **cells):
    fill(sheets / "A.csv", made_up)
    set_cells(sheets / "A.csv", 5, **cells)
    assert read() == 1
    return capsys.readouterr().err


@pytest.mark.parametrize(("cells", "told"), [
    (dict(route_1="Foriegn aliance"), "row 5, column route 1 / 路径一: 'Foriegn aliance' is not in the list"),
    (dict(route_1="Foriegn aliance"), "did you mean 'Foreign alliance / 跨国技术联盟'?"),
    (dict(route_1="", route_3="跨国联盟"), "column route 3 / 路径三: '跨国联盟' is not in the list"),
    (dict(route_1="", route_3="跨国联盟"), "did you mean 'Foreign alliance / 跨国技术联盟'?"),
    (dict(certainty="very"), "column certainty / 把握程度: 'very' is not in the list"),
    (dict(route_1="#N/A"), "'#N/A' is not in the list"),
    (dict(route_2="Cannot be told"), "'Cannot be told' stands beside a route"),
    (dict(route_1="original", route_2="other"), "'Other' stands beside a route"),
    (dict(route_1="", certainty="sure"), "a certainty is given, but no route"),
    (dict(unit="event-03000"), "the study made_up has no counted unit 'event-03000'. To mend it: did you mean"),
    (dict(unit=""), "row 5, column unit / 单元: the unit is missing"),
    (dict(coder=""), "the coder is missing"),
    (dict(coder="a"), "the coder is written 'A' and 'a'"),
])
def test_faults_of_a_cell(sheets, made_up, capsys, cells, told):
    assert told in faulty(sheets, made_up, capsys, **cells)


def test_a_unit_of_the_study_that_was_not_drawn(sheets, made_up, capsys):
    drawn = {row[0] for row in rows_of(sheets / "A.csv")}
    other = next(unit for unit in made_up.index if unit not in drawn)
    assert f"the unit '{other}' was not drawn" in faulty(sheets, made_up, capsys, unit=other)


def test_two_answers_of_a_coder_for_a_unit(sheets, made_up, capsys):
    fill(sheets / "A.csv", made_up)
    rows = rows_of(sheets / "A.csv")
    write_csv(sheets / "A.csv", [*rows, rows[1]])
    assert read() == 0
    assert "31 read = 30 coded + 0 cannot be told + 0 left empty + 1 repeated" in capsys.readouterr().out
    set_cells(sheets / "A.csv", 32, route_1="other", route_2="")
    set_cells(sheets / "A.csv", 2, route_1="original")
    assert read() == 1
    assert f"row 32, column route 1 / 路径一: 'A' gives '{rows[1][0]}' another answer than in row 2" in (
        capsys.readouterr().err)


def test_the_same_coder_in_two_files(sheets, made_up, capsys):
    fill(sheets / "A.csv", made_up)
    shutil.copy(sheets / "A.csv", sheets / "copy.csv")
    assert read() == 1
    assert "the coder 'A' has answers in A.csv, too" in capsys.readouterr().err


def test_missing_and_misspelt_columns(sheets, made_up, capsys):
    fill(sheets / "A.csv", made_up)
    rows = rows_of(sheets / "A.csv")
    write_csv(sheets / "A.csv", [row[:-1] for row in rows])
    assert read() == 1 and "column remark / 备注: the column is missing" in capsys.readouterr().err
    write_csv(sheets / "A.csv", [[cell.replace("certainty", "certanty") for cell in rows[0]], *rows[1:]])
    assert read() == 1 and "rename the column 'certanty'" in capsys.readouterr().err
    write_csv(sheets / "A.csv", [[cell.replace("route 2", "Route 1") for cell in rows[0]], *rows[1:]])
    assert read() == 1 and "the column 'route 1' stands twice" in capsys.readouterr().err


def test_sheets_without_answers_no_sheets_and_no_sample(sheets, tmp_path, capsys):
    assert read() == 1 and "no sheet holds an answer" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert read("empty") == 1 and "--sample" in capsys.readouterr().err
    assert main(["code", "read", "empty", "--study", "made_up", "--sample", "out/coordinator/sample.csv"]) == 1
    assert "the folder holds no sheet" in capsys.readouterr().err
    assert main(["code", "read", "out", "--study", "made_upp"]) == 1
    assert "did you mean 'made_up'?" in capsys.readouterr().err


def test_a_file_that_is_no_workbook(sheets, capsys):
    (sheets / "A.xlsx").write_bytes(b"PK\x03\x04 cut off")
    assert read() == 1 and "A.xlsx: the workbook cannot be opened" in capsys.readouterr().err


def test_a_fault_leaves_what_was_read_before(sheets, made_up):
    fill(sheets / "A.csv", made_up)
    assert read() == 0
    before = codes(sheets)
    set_cells(sheets / "A.csv", 2, route_1="nonsense")
    assert read() == 1 and codes(sheets).equals(before)
