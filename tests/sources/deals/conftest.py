"""Tiny exports, written as text or as workbooks; the firms that they speak of."""

import csv
import datetime

import pytest
import xlsxwriter

COUNTS = ["read", "kept", "duplicate", "rejected"]


@pytest.fixture
def write_csv(tmp_path):
    """A function that writes rows (lists of cells) as CSV."""
    def write(*rows, name="export.csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        return tmp_path / name
    return write


@pytest.fixture
def write_book(tmp_path):
    """A function that writes a workbook, {sheet: rows}; dates become date cells, `("formula", f, v)` a formula."""
    def write(sheets, name="export.xlsx"):
        with xlsxwriter.Workbook(str(tmp_path / name)) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for sheet, rows in sheets.items():
                page = book.add_worksheet(sheet)
                for place, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        _cell(page, place, column, cell, day)
        return tmp_path / name
    return write


def _cell(page, row, column, cell, day):
    if isinstance(cell, datetime.date):
        page.write_datetime(row, column, datetime.datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, tuple):
        page.write_formula(row, column, cell[1], None, cell[2])
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    elif cell is not None:
        page.write(row, column, cell)


@pytest.fixture
def facts(curated):
    """Three large firms of two clusters."""
    return {"firms": curated(
        "facts_firms",
        dict(firm_id="haier", firm="Haier Group", firm_zh="海尔集团", organisation_id="haier_group",
             cluster_id="qingdao", aliases="Qingdao Haier | Haier (brand) | Casarte Appliances"),
        dict(firm_id="hisense", firm="Hisense", firm_zh="海信集团", organisation_id="hisense", cluster_id="qingdao"),
        dict(firm_id="tcl", firm="TCL", firm_zh="TCL集团", organisation_id="tcl", cluster_id="huizhou",
             aliases="TTE Technology"))}


@pytest.fixture
def counts():
    """A function that gives the counts of an account."""
    return lambda account: account[COUNTS].iloc[0].tolist()
