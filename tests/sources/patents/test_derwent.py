import re
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.sources import read

EXPORT = Path("../shared/data/exports/derwent_dii_drones_191.ciw")
COUNTS = ["read", "kept", "duplicate", "rejected"]
HEAD = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
RECORD = """PT P
PN CN101234567-A; US2012031918-A1; WO200203578-A2
TI Refrigerator, has door.
AU ZHANG R
   LI W
AE QINGDAO HAIER CO LTD (HAIE-C)
   ZHANG, R & SONS; LTD (ZHAN-Non-standard)
   ZHANG R (ZHAN-Individual)
   RES INST COLD (COLD-Soviet Institute)
GA 201212345A
AB    NOVELTY - The door (1) holds
   USE - Refrigerator.
12 mg of a text that starts in column 1.
IP address of the door, AD converter.
   AE NOBODY (NOBO-C)
AU of the abstract.
EP1616785-A1:
DC Q75 (Refrigeration)
IP F25D-011/02; F25B-000/00
PD CN101234567-A   30 Jul 2008   F25D-011/02   200855   Pages: 5   Chinese
AD CN101234567-A    CN10000001    28 Jan 2008
   US2012031918-A1    US13000001    01 Mar 2011
PI US900001P    07 Jun 2007
   CN10000001    28 Jan 2008
ZZ a tag that nobody knows
CP CN101234567-A
      US5526640-A   FRIDGE CO, INC (FRID);  ICE AG (ICEA-Non-standard)   DOE J, ROE R
      EP841534-A
      SU1436959
   US2012031918-A1
      US5526640-A   FRIDGE CO, INC (FRID)   DOE J
      US20120031918-A1      
UT DIIDW:201212345A
ER

"""
TAGS = ["PT", "PN", "TI", "AU", "AE", "GA", "AB", "EA", "DC", "MC", "IP", "PD", "AD", "FD", "PI", "DS", "FS", "CP",
        "CR", "DN", "MN", "RI", "CI", "RG"]
ROW = {"PT": "P", "PN": "CN101234567-A; US2012031918-A1", "TI": "Refrigerator", "AU": "ZHANG R; LI W",
       "AE": "QINGDAO HAIER CO LTD (HAIE-C); R &amp; D, INC (RDIN-N); ZHANG R (ZHAN-I)", "GA": "201212345A",
       "IP": "F25D-011/02; F25B-001/00", "AD": "CN101234567-A    CN10000001    28 Jan 2008",
       "PI": "US900001P    07 Jun 2007; CN10000001    28 Jan 2008",
       "CP": "CN101234567-A        US5526640-A   FRIDGE CO (FRID)   DOE J        EP841534-A2; US2012031918-A1"}


def write(path, text, name="savedrecs.txt", encoding="utf-8-sig", end="\n"):
    (path / name).write_bytes(text.replace("\n", end).encode(encoding))
    return path / name


def table(path, *rows, encoding="utf-16", end="\n"):
    lines = ["\t".join([*TAGS, ""]), *("\t".join([*(row.get(tag, "") for tag in TAGS), ""]) for row in rows)]
    return write(path, "\n".join([*lines, ""]), encoding=encoding, end=end)


def changed(**changes):
    """The record with other content under these tags, each of one line (None = without the tag)."""
    text = RECORD
    for tag, value in changes.items():
        text = re.sub(rf"(?m)^{tag} .*\n(   .*\n)*", "" if value is None else f"{tag} {value}\n", text, count=1)
    return text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_record_is_a_family(tmp_path, encoding, end):
    tables = read(write(tmp_path, HEAD + RECORD + "EF", encoding=encoding, end=end))
    columns = ["patent_id", "family_id", "family_basis", "title", "source_row"]
    assert tables.patents[columns].values.tolist() == [
        ["CN101234567A", "DIIDW:201212345A", "provider", "Refrigerator, has door.", 3]]
    assert tables.families[["member_id", "basis", "in_patents"]].values.tolist() == [
        ["CN101234567A", "provider", True], ["US20120031918A1", "provider", False],
        ["WO2002003578A2", "provider", False]]
    assert str(tables.patents["filing_date"].iloc[0].date()) == "2007-06-07"


def test_names_lose_their_codes_and_nothing_else(tmp_path):
    tables = read(write(tmp_path, HEAD + RECORD))
    assert tables.applicants[["raw_name", "kind_given"]].values.tolist() == [
        ["QINGDAO HAIER CO LTD", "C"], ["ZHANG, R & SONS; LTD", "Non-standard"], ["ZHANG R", "Individual"],
        ["RES INST COLD", "Soviet Institute"]]
    assert tables.inventors["name"].tolist() == ["ZHANG R", "LI W"]


@pytest.mark.parametrize("given, found", [
    ("SONY CORP (SONY)", [("SONY CORP", "C")]), ("SONY CORP (SONY-Standard)", [("SONY CORP", "Standard")]),
    ("ICE (N) LTD (ICEN-N)", [("ICE (N) LTD", "Non-standard")]), ("UNIV SICHUAN", [("UNIV SICHUAN", None)]),
    ("FOO (HOLD) CO, LTD (FOOH-R)", [("FOO (HOLD) CO, LTD", "Soviet Institute")]),
    ("ANTI ICE (ANTI-ICE)", [("ANTI ICE (ANTI-ICE)", None)]),
    ("A B; C & D, INC", [("A B", None), ("C & D, INC", None)]),
    ("AIR &amp; ICE; B", [("AIR &amp; ICE", None), ("B", None)]), (None, []),
    ("SOCI&eacute;T&eacute;;AT&T;B", [("SOCI&eacute;T&eacute;", None), ("AT&T", None), ("B", None)]),
    ("A (AAAA); B; B (BBBB-I); C (CCCC)", [("A", "C"), ("B; B", "Individual"), ("C", "C")]),
    ("A; STATE GRID (SGCC)", [("A", None), ("STATE GRID (SGCC)", None)]),
    ("A (AAAA-C) B (BBBB-Individual)", [("A", "C"), ("B", "Individual")])])
def test_assignees(tmp_path, given, found):
    rows = read(write(tmp_path, HEAD + changed(AE=given))).applicants[["raw_name", "kind_given"]].values.tolist()
    assert [(name, kind if isinstance(kind, str) else None) for name, kind in rows] == found


def test_classes_and_citations(tmp_path):
    tables = read(write(tmp_path, HEAD + RECORD))
    assert tables.classifications["symbol"].tolist() == ["F25B", "F25D11/02"]
    assert tables.citations.values.tolist()[0][:2] == ["CN101234567A", "EP0841534A"]
    assert tables.citations["cited_id"].tolist() == ["EP0841534A", "SU1436959", "US5526640A"]


@pytest.mark.parametrize("numbers, patent", [
    ("EP841534-A2", "EP0841534A2"), ("WO9601206-A1", "WO1996001206A1"), ("WO200029804-A1", "WO2000029804A1"),
    ("KR2007031267-A", "KR20070031267A"), ("KR1174521-B1", "KR1174521B1"), ("US2008251631-A1", "US20080251631A1"),
    ("JP2008505800-W", "JP2008505800W"), ("RD432013-A; GB2344026-A", "GB2344026A"), ("RD432013-A", "RD432013A")])
def test_numbers(tmp_path, numbers, patent):
    patents = read(write(tmp_path, HEAD + changed(PN=numbers))).patents
    assert patents["patent_id"].tolist() == [patent]
    assert patents["kind"].tolist() == ["other" if patent.startswith("RD") else "invention"]


@pytest.mark.parametrize("numbers, details, day", [
    ("US7721988-B2", "US7721988-B2   25 May 2010   B64C-027/04   201035", "2010-05-25"),
    ("US4163535-A", "US4163535-A   07 Aug 2009   B64C-027/04   201035", "2009-08-07"),
    ("US2012031918-A1", "US2012031918-A1   07 Aug 2012", None), ("EP1-B1", "EP1-B1                 ", None)])
def test_the_grant_is_that_of_the_first_publication(tmp_path, numbers, details, day):
    granted = read(write(tmp_path, HEAD + changed(PN=numbers, PD=details))).patents["grant_date"]
    assert [None if str(one) == "NaT" else str(one.date()) for one in granted] == [day]


@pytest.mark.parametrize("priority, application, day, precision", [
    ("US1    07 Jun 2007", "CN1-A    CN2    08 Jun 2006", "2007-06-07", "day"),
    (None, "CN1-A    CN2    8 Jun 2006", "2006-06-08", "day"), ("US1    Jun 2007", None, "2007-06-01", "month"),
    ("US1", "CN1-A    CN2    8 June 2006", "2006-06-08", "day"), ("US1", None, None, "none"),
    ("US1    2007-06-07", None, "2007-06-07", "day"), ("US1", "CN1-A   ", None, "none")])
def test_dates(tmp_path, priority, application, day, precision):
    [patent] = read(write(tmp_path, HEAD + changed(PI=priority, AD=application))).patents.itertuples()
    assert [None if str(patent.filing_date) == "NaT" else str(patent.filing_date.date()),
            patent.date_precision] == [day, precision]


@pytest.mark.parametrize("change, column, reason", [
    (dict(PN=None), "PN", "no publication number"), (dict(PN="soon"), "PN", "not a publication number"),
    (dict(PI="US1    31 Feb 2007"), "PI", "not a date"), (dict(PI="US1    soon"), "PI", "not a date"),
    (dict(PI=None, AD="CN1-A    CN2    31 Feb 2007"), "AD", "not a date"),
    (dict(PN="US1-B2", PD="US1-B2   32 Jan 2010"), "PD", "not a date"),
    (dict(PI="US1    07 Jun 1899"), "PI", "before 1900"),
    (dict(PN="US1-B2", PD="US1-B2   06 Jun 2007"), "PI", "after the grant")])
def test_bad_records_are_rejected(tmp_path, change, column, reason):
    tables = read(write(tmp_path, HEAD + changed(PN="GB1-A") + changed(**change)))
    line = HEAD.count("\n") + changed(PN="GB1-A").count("\n") + 1
    assert tables.rejected[["source_row", "column", "fault"]].values.tolist() == [[line, column, True]]
    assert reason in tables.rejected["reason"].iloc[0]
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 1, 0, 1]


def test_a_record_without_an_end_and_text_outside_are_named(tmp_path):
    cut = RECORD[:RECORD.index("DC Q75")]
    text = "AE LOST CO (LOST-C)\nER\n\n" + HEAD + cut + HEAD + changed(PN="GB1-A") + "EF\nmore\nand more\n\n" + cut
    tables = read(write(tmp_path, text))
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if line == "PT P"]
    assert tables.patents["source_row"].tolist() == [starts[1]]
    assert tables.rejected["source_row"].tolist() == [1, starts[0], lines.index("more") + 1, starts[2]]
    assert [reason.split(":")[0] for reason in tables.rejected["reason"]] == [
        "text outside of any record", "the next record begins in the middle of this record",
        "text outside of any record", "the file ends in the middle of this record"]
    assert tables.rejected["value"].tolist() == ["AE LOST CO (LOST-C)", lines[starts[0]][3:], "more",
                                                 lines[starts[2]][3:]]


def test_damaged_text_costs_its_own_record(tmp_path):
    text = (HEAD + changed(TI="Kühlschrank") + changed(PN="GB1-A", TI="Kältemaschine")).encode()
    (tmp_path / "savedrecs.txt").write_bytes(text.replace("Kü".encode(), b"K\xfc"))
    tables = read(tmp_path / "savedrecs.txt")
    assert tables.rejected["source_row"].tolist() == [3] and "bytes" in tables.rejected["reason"].iloc[0]
    assert tables.patents["title"].tolist() == ["Kältemaschine"]


def test_lines_that_go_on_without_an_indent(tmp_path):
    text = re.sub(r"   AE NOBODY .*\n|ZZ .*\n", "", changed(CP=None))
    tables = read(write(tmp_path, HEAD + re.sub(r"(?m)^ +", "", text)))
    assert tables.inventors["name"].tolist() == ["ZHANG R", "LI W"] and len(tables.applicants) == 4
    assert str(tables.patents["filing_date"].iloc[0].date()) == "2007-06-07"


def test_without_indents_a_name_may_begin_like_a_tag(tmp_path):
    text = "PT P\nPN GB1-A\nTI Door\nAE A (AAAA-C)\nAB ELECTROLUX (ELUX-C)\nTI HOLDINGS (TIHO)\nGA 201212345A\nER\n"
    tables = read(write(tmp_path, HEAD + text))
    assert tables.applicants["raw_name"].tolist() == ["A", "AB ELECTROLUX", "TI HOLDINGS"]
    assert tables.patents[["title", "family_id"]].values.tolist() == [["Door", "DIIDW:201212345A"]]


def test_a_repeated_record_and_what_it_says_differently(tmp_path):
    tables = read(write(tmp_path, HEAD + RECORD + changed(TI="Fridge") + "EF\n"))
    assert tables.duplicates[["of_row", "differs"]].values.tolist() == [[3, "TI"]]
    assert tables.account[COUNTS].iloc[0].tolist() == [2, 1, 1, 0]


def test_all_databases_with_other_kinds_of_records(tmp_path):
    journal = "PT J\nAU Chen, L\nTI A protocol\nSO PROCEEDINGS\n   AND MORE\nPD JAN 2013\nGA BCO79\nUT WOS:0001\nER\n\n"
    patent = ("PT P\nAU YANG Y\n   LI W\nTI Use of reagent for detecting\n   proteins\nPN CN110836969-A\n"
              "AE UNIV SICHUAN\nAB \n   NOVELTY - Use of\n   reagent.\nZ9 0\nUT DIIDW:202018799C\nER\n\nEF")
    tables = read(write(tmp_path, HEAD + journal + patent))
    assert tables.rejected[["source_row", "column", "value", "fault"]].values.tolist() == [[3, "PT", "J", False]]
    assert tables.patents[["family_id", "title"]].values.tolist() == [
        ["DIIDW:202018799C", "Use of reagent for detecting proteins"]]
    assert tables.applicants["raw_name"].tolist() == ["UNIV SICHUAN"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_tab_delimited_vintage(tmp_path, encoding, end):
    other = {**ROW, "PT": "J"}
    tables = read(table(tmp_path, ROW, other, {**ROW, "PN": "GB1-A", "PI": "US1    31 Feb 2007"}, {**ROW, "TI": "x"},
                        encoding=encoding, end=end))
    assert tables.patents[["patent_id", "family_id", "source_row"]].values.tolist() == [
        ["CN101234567A", "DIIDW:201212345A", 2]]
    assert tables.applicants[["raw_name", "kind_given"]].values.tolist() == [
        ["QINGDAO HAIER CO LTD", "C"], ["R &amp; D, INC", "Non-standard"], ["ZHANG R", "Individual"]]
    assert tables.inventors["name"].tolist() == ["ZHANG R", "LI W"]
    assert tables.citations["cited_id"].tolist() == ["EP0841534A2", "US5526640A"]
    assert tables.rejected[["source_row", "column", "fault"]].values.tolist() == [[3, "PT", False], [4, "PI", True]]
    assert tables.account[COUNTS].iloc[0].tolist() == [4, 1, 1, 2]


def test_a_workbook_with_the_same_header(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "savedrecs.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ROW))
        sheet.write_row(1, 0, list(ROW.values()))
    tables = read(tmp_path / "savedrecs.xlsx")
    assert tables.account[["format", *COUNTS]].iloc[0].tolist() == ["derwent", 1, 1, 0, 0]
    assert len(tables.applicants) == 3


def test_what_was_filed_after_the_studys_last_day_is_rejected(tmp_path):
    tables = read(write(tmp_path, HEAD + RECORD), as_of="2006-12-31")
    assert tables.rejected["column"].tolist() == ["PI"]


PIECES = {"good": RECORD, "again": changed(TI="Other"), "number": changed(PN="none"),
          "date": changed(PI="US1    99 Jan 2001"), "open": RECORD.replace("ER\n", ""),
          "stray": "text that\nbelongs nowhere\n", "journal": "PT J\nTI x\nER\n",
          "undated": changed(PN="GB1-A", PI=None, AD=None), "nul": changed(TI="a\0b"), "EF": "EF\n" + HEAD}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(PIECES)), max_size=10))
def test_every_record_is_accounted_for(tmp_path, pieces):
    pieces = ["good", *pieces]
    text = HEAD + "".join(PIECES[piece] for piece in pieces)
    # Text below a record that has not ended belongs to it; text below text is one fault with it.
    strays = [place for place, piece in enumerate(pieces) if piece == "stray"
              and next((one for one in reversed(pieces[:place]) if one != "stray"), None) != "open"
              and pieces[place - 1] != "stray"]
    bad = len(strays) + sum(piece in ("number", "date", "open", "journal", "nul") for piece in pieces)
    kept = 1 + ("undated" in pieces)
    repeated = sum(piece in ("good", "again", "undated") for piece in pieces) - kept
    account = read(write(tmp_path, text)).account
    assert account[COUNTS].iloc[0].tolist() == [kept + repeated + bad, kept, repeated, bad]


@pytest.mark.skipif(not EXPORT.is_file(), reason=f"{EXPORT} is not part of the project")
def test_a_real_export():
    lines = EXPORT.read_text(encoding="utf-8-sig").split("\n")
    starts = [number for number, line in enumerate(lines, 1) if line == "PT P"]
    tables = read(EXPORT)
    assert tables.account[COUNTS].iloc[0].tolist() == [len(starts), len(starts), 0, 0]
    assert sorted(tables.patents["source_row"]) == starts
    found, tag = {"AE": [], "AU": [], "PN": []}, None
    for line in lines:  # a field goes on as long as lines are indented
        tag = line[:2] if line[:3].strip() else tag
        if tag in found:
            found[tag].append(line[3:].strip())
    names = [re.sub(r" \([A-Z0-9]{4}-[^()]*\)$", "", line) for line in found["AE"]]
    assert sorted(tables.applicants["raw_name"]) == sorted(names) and len(names) == 372
    assert sorted(tables.inventors["name"]) == sorted(found["AU"]) and len(found["AU"]) == 380
    assert len(tables.families) == sum(line.count(";") + 1 for line in found["PN"])
    assert tables.applicants["kind_given"].value_counts().to_dict() == {
        "Individual": 147, "C": 130, "Non-standard": 74, "Soviet Institute": 21}
    cited = 0
    for record in "\n".join(lines).split("\nPT P\n")[1:]:
        own = set(re.search("PN (.*)", record)[1].split("; "))
        lists = re.findall(r"\nCP .*((?:\n   .*)*)", record)
        cited += len({number for one in lists for number in re.findall(r"\n {6}(\S+)", one)} - own)
    assert len(tables.citations) == cited == 1729
