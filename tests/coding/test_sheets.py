"""What coders get: facts only, as text, with drop-downs and the codebook in their language."""

import csv
import zipfile

import pandas as pd
import pytest
import python_calamine as calamine

from sixroutes.cli import main
from sixroutes.coding import showing
from sixroutes.coding.codebook import EXAMPLES, rows
from sixroutes.coding.codebook_cases import CASES, DEFINITIONS, STEPS
from sixroutes.coding.printing import page
from sixroutes.coding.sheets import coder_names
from sixroutes.errors import InputError
from sixroutes.vocabulary import ROUTES

from .conftest import ROOT, table


def sheets(language="en", *more):
    return main(["code", "sheets", "made_up", "--coders", "A,B", "--units", "40", "--to", "out", "--language", language,
                 *more])


def grid(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_both_files_of_a_coder_hold_the_same_and_no_formula(made_up, tmp_path):
    assert sheets() == 0
    book = calamine.load_workbook(str(tmp_path / "out/A.xlsx"))
    cells = book.get_sheet_by_name("codes").to_python()
    text = grid(tmp_path / "out/A.csv")
    assert [[cell.removeprefix("'") for cell in row] for row in text] == cells and len(cells) == 41
    assert cells[1][3] == "=Firm" and text[1][3] == "'=Firm"
    with zipfile.ZipFile(tmp_path / "out/A.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and sheet.count("<dataValidation ") == 4 and "Foreign acquisition" in sheet


def test_a_sheet_does_not_show_what_the_rules_or_the_type_say(made_up, tmp_path):
    assert sheets() == 0
    content = (tmp_path / "out/A.csv").read_text(encoding="utf-8-sig")
    assert "rd_centre" not in content and not [route for route in ROUTES if route in content]
    assert "university, CN" in content and "2005-06," in content
    assert (tmp_path / "out/coordinator/sample.csv").is_file()


def test_coders_have_the_same_units_in_another_order(made_up, tmp_path):
    sheets()
    one, other = ([row[0] for row in grid(tmp_path / f"out/{coder}.csv")[1:]] for coder in "AB")
    assert one != other and sorted(one) == sorted(other)


def test_the_same_seed_writes_the_same_bytes(made_up, tmp_path):
    sheets()
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*")}
    for path in (tmp_path / "out").rglob("*.*"):
        path.unlink()
    sheets()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*")} == first


def test_sheets_that_are_there_are_left_alone(made_up, capsys):
    assert sheets() == 0 and sheets() == 1
    assert "A.xlsx: the file is there already" in capsys.readouterr().err


def test_a_chinese_sheet_has_the_chinese_codebook(made_up, tmp_path):
    assert sheets("zh") == 0
    book = calamine.load_workbook(str(tmp_path / "out/A.xlsx"))
    assert book.sheet_names == ["编码表", "编码手册"]
    said = {cell for row in book.get_sheet_by_name("编码手册").to_python() for cell in row}
    assert {cell for row in rows("zh") for cell in row} <= said
    assert grid(tmp_path / "out/A.csv")[0][8:] == ["路径一", "路径二", "路径三", "把握程度", "备注"]


@pytest.mark.parametrize(("names", "message"), [
    ("A,A", "'A' is named twice"), ("A,a", "'a' is named twice"), ("A,b/c", "'b/c' cannot be the name"),
    ("sample", "'sample' cannot be the name"), (" , ", "no coder is named")])
def test_names_of_coders(names, message):
    with pytest.raises(InputError, match=message):
        coder_names(names)


def test_partners_are_shown_with_what_makes_them_partners():
    focal = dict(event_id="e", party="focal", sequence=0, raw_name="Focal", sector="company", country="CN",
                 group_id="f", owner_country="CN", owner_territory="domestic", firm_id="f", cluster_id="here",
                 role="core", date=pd.Timestamp("2010"))
    partner = {**focal, "party": "partner", "firm_id": None, "cluster_id": None, "role": None}
    parties = [focal, {**partner, "sequence": 1, "raw_name": "Unit", "country": "IT", "organisation_id": "unit"},
               {**partner, "sequence": 2, "raw_name": "Rival", "group_id": "r", "cluster_id": "here", "role": "core"},
               {**partner, "sequence": 3, "raw_name": "Bought", "group_id": "b", "organisation_id": "b",
                "country": "DE", "owner_country": "DE", "owner_territory": "foreign"}]
    bought = dict(from_date=pd.Timestamp("2008-09-01"), basis="acquired", control=True, certainty="high", parent_id="f")
    event = dict(event_id="e", evidence_base="independent", date=pd.Timestamp("2010-01-01"), date_precision="year",
                 year=2010, cluster_id="here", firm="Focal", event_type="rd_centre", technology="pumps",
                 status="counted", description="new pump", technology_content="yes", stake_percent=12.5,
                 verified="yes", level="B", source_file="x", source_row=2)
    data = {"events": table("events", [event]), "partner_groups": table("partner_groups", parties),
            "ownership": table("ownership", [{**bought, "child_id": "unit"}, {**bought, "child_id": "b"}])}
    assert showing.shown(["e"], "event", data)["e"] == dict(
        date="2010", firm="Focal", text="pumps: new pump", stake="12.5", source="",
        partners="Unit (company, IT, belongs to the firm's own group, acquired on 2008-09-01); "
        "Rival (company, CN, another core firm of the cluster); Bought (company, DE)")


def test_the_pages_of_the_codebook_are_up_to_date_and_say_the_same():
    for language in ("en", "zh"):
        assert (ROOT / f"docs/codebook.{language}.md").read_text(encoding="utf-8") == page(language), (
            f"renew it: python -m sixroutes.coding.printing {language} > docs/codebook.{language}.md")
    assert list(DEFINITIONS) == list(ROUTES)
    pairs = [*STEPS, *(pair for both in DEFINITIONS.values() for pair in both),
             *(pair for case, answer, _ in CASES for pair in (case, answer))]
    assert all(english.isascii() and not chinese.isascii() for english, chinese in pairs)


def test_the_cases_of_the_codebook_are_events_that_ship():
    events = set(pd.read_csv(ROOT / "data/raw/facts/events.csv")["event_id"])
    assert {unit for unit in EXAMPLES if not unit.startswith("US")} <= events


def test_a_patent_shows_its_applicants_and_what_was_bought():
    party = dict(patent_id="P1", sector="company", owner_country="CN", owner_territory="domestic",
                 address_territory="unknown", date=pd.Timestamp("2012"))
    rows = [dict(party, sequence=0, raw_name="Own", country="US", group_id="f", firm_id="f", cluster_id="here",
                 role="core", acquired_on=pd.Timestamp("2010-05-01")),
            dict(party, sequence=1, raw_name="Lab", sector="university", country="CN", group_id="u")]
    patent = dict(patent_id="P1", family_id="P1", family_basis="patent", office="US", number="1", kind="invention",
                  filing_date=pd.Timestamp("2012-03-04"), date_precision="day", title="Pump", source="patents",
                  source_file="x", source_row=2)
    firm = dict(firm_id="f", firm="Firm", firm_zh="企", organisation_id="f", cluster_id="here", role="core", city="c",
                province="p", founded=1990)
    data = {"patents": table("patents", [patent]), "applicant_groups": table("applicant_groups", rows),
            "firms": table("firms", [firm])}
    assert showing.shown(["P1"], "patent", data, "zh")["P1"] == dict(
        date="2012-03-04", firm="Firm", text="Pump", stake="", source="P1",
        partners="Own (企业, US, 属于本企业集团, 2010-05-01被收购); Lab (高校, CN)")
