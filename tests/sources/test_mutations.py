"""Damaged files: whatever happens to an export, it is read with every row accounted for, or refused with a reason.

Each layout has a small file of its own here. `pytest tests/sources/test_mutations.py --mutations 10000` tries as many
damages of each; the default is a few, the same in every run.
"""

import csv
import datetime
import io
import random
import re
import zipfile

import pandas as pd
import pytest
import xlsxwriter

from sixroutes.errors import InputError
from sixroutes.sources import deals, read
from sixroutes.sources.opening import open_records

TEXTS = {
    "google_patents": """search URL:,https://patents.google.com/?q=(fridge)
id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link
CN-101234567-A,"Fridge, cold","Haier Co., Ltd., Hisense",张瑞敏,2007-01-05,2008-01-05,2009-01-05,,x
US-2012031918-A1,Door,LG,"A B, C D",2007-02-05,,2012-02-09,2012-02-09,y
CN-101234567-A,Fridge,Haier,张瑞敏,2007-01-05,2008-01-05,2009-01-05,,x
""",
    "lens": """#,Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Application Date,Priority Numbers,\
Earliest Priority Date,Title,Applicants,Inventors,CPC Classifications,IPCR Classifications,Simple Family Members,\
Document Type
1,US,A1,US 2012/0031918 A1,000-1,2012-02-09,2011-03-01,CN 200910101010 A 20090607,2009-06-07,"Fridge ""cold"" one",\
HAIER GROUP CORP;;LG,ZHANG RUIMIN,F25D11/00;;F25B1/00,F25D11/00,CN 101234567 A;;US 2012/0031918 A1,Granted Patent
2,CN,A,CN 101234567 A,000-2,2010-02-09,2009-06-07,,2009-06-07,"Fridge
in two lines",海尔集团公司,张瑞敏,,,,Patent Application
""",
    "chinese_headers": """公开（公告）号;标题;申请（专利权）人;申请日;IPC分类号
CN101234567A;冰箱;海尔集团公司 | 青岛大学;2008/1/2;F25D11/00
CN301234567S;柜;海信集团;20080305;
CN101234567A;冰箱;海尔集团公司;39448;F25D11/00
""",
    "patentscope": """Query: EN_ALL:fridge
Application Id,Application Number,Application Date,Country,Title,Abstract,I P C,Applicants,Inventors,Priorities Data,\
Publication Number,Publication Date
US339762345,17950000,21.09.2022,US,Fridge,"cold, dry",F25D 11/00;F25B 1/00,Haier;ZHANG Ruimin,ZHANG Ruimin,\
63/000001 21.09.2021 US;202110000001.X 22.09.2021 CN,20240093454,21.03.2024
WO2024097187,PCT/CN2023/1,44825,WO,Door,,F25D 23/02,"Hisense Co., Ltd.",,,WO/2024/097187,21.03.2024
""",
    "espacenet": """Espacenet;;;;;;;;;;;
Results: 2;;;;;;;;;;;
No;Title;Inventors;Applicants;Publication number;Earliest priority;IPC;CPC;Publication date;Earliest publication;\
Family number;
1;Fridge;ZHANG RUIMIN [CN];"HAIER GROUP CORP [CN]
LIEBHERR [DE]";"CN101234567B
US2010123456A1";2009-03-01;F25D11/00;F25D11/02 (EP,US);"2012-02-01
2010-05-20";2009-09-09;40987654;
2;Door;;HISENSE [CN];CN201234567U;2010-03-01;F25D23/02;;2011-02-01;2011-02-01;40987655;
""",
    "derwent": """FN Clarivate Analytics Web of Science
VR 1.0
PT P
PN CN101234567-A; US2012031918-A1
TI Refrigerator, has door.
AE QINGDAO HAIER CO LTD (HAIE-C)
   ZHANG R (ZHAN-Individual)
GA 201212345A
PD CN101234567-A   30 Jul 2008   F25D-011/02   200855   Pages: 5   Chinese
PI CN10000001    28 Jan 2008
ER

PT P
PN EP1616785-A1
AE LG ELECTRONICS INC (GLDS-C)
GA 200512345B
PI KR20050001   01 Jan 2005
ER

EF
""",
    "patstat_online": """appln_id,appln_auth,appln_nr,appln_kind,appln_filing_date,docdb_family_id,person_name,\
person_ctry_code,psn_sector,applt_seq_nr,invt_seq_nr
415,EP,01100361,A,2001-05-06,77,"Haier Group Co., Ltd.",CN,COMPANY,1,0
415,EP,01100361,A,2001-05-06,77,"ZHANG, RUIMIN",CN,INDIVIDUAL,0,1
416,CN,200820000001,U,9999-12-31,78,海信集团,CN,COMPANY,1,0
416,CN,200820000001,U,9999-12-31,78,海信集团,CN,COMPANY,1,0
""",
    "sdc_alliances": """Deal Number,Date Announced,Status,Participants,Participant Nation,Joint Venture Flag
1,1/2/1998,Completed/Signed,Haier,China,Yes
,,,Liebherr,Germany,
2,3/4/2001,Pending,Hisense,China,No
,,,Hitachi,Japan,
""",
    "zephyr": """,Deal Number,Acquiror name,Acquiror country code,Target name,Target country code,Deal type,\
Deal status,Announced date,Completed date,Deal value th USD
1.,1000001,HAIER,CN,FISHER & PAYKEL,NZ,Acquisition 90%,Completed,11/09/2012,06/11/2012,"766,000"
2.,1000002,HISENSE,CN,GORENJE,SI,Acquisition 95%,Announced,28/05/2018,,
""",
    "investment_tracker": """Dataset 1: investments,,,,,,,,,
Year,Month,Investor,Quantity in Millions,Share Size,Transaction Party,Sector,Subsector,Country,Greenfield
2011,July,Haier,"$1,300",100%,"Sanyo, Inc.",Technology,,Japan,
2012,11,Hisense,766,0.9,Fisher,Other,Consumer,New Zealand,
2011,July,Haier,"$1,300",100%,"Sanyo, Inc.",Technology,,Japan,
2018,May,Haier,550,,,Energy,,Russian Federation,G
""",
    "event_template": """event_id,date,firm,event_type,partners,partner_countries,description,stake_percent,verified,\
judgement,twin_of
h-1,1984-10,Haier Group,licence_in,Liebherr,DE,"A licence, and a line.",,yes,,
h-2,2005,海尔集团,foreign_acquisition,Thomson | RCA,FR | US,"Bought
in two parts.",45%,partly,count,
h-3,1984/11/05,Haier Group,licence_in,Liebherr,DE,The same.,,,twin,h-1
""",
}
# Layouts of several tables in one folder; cells of PatentsView's are parted by tabs.
SETS = {
    "patstat_bulk": {
        "tls201.csv": """appln_id,appln_auth,appln_nr,appln_kind,appln_filing_date,docdb_family_id
1,EP,01100361,A,2001-05-06,77
2,US,98765401,A,2001-05-07,77
3,CN,200820000001,U,9999-12-31,78
""",
        "tls206.csv": """person_id,person_name,person_ctry_code,psn_sector
10,"HAIER GROUP CO., LTD.",CN,COMPANY
11,"ZHANG, RUIMIN",CN,INDIVIDUAL
""",
        "tls207.csv": "person_id,appln_id,applt_seq_nr,invt_seq_nr\n10,1,1,0\n11,1,0,1\n10,2,1,0\n11,3,1,1\n",
        "tls211.csv": """pat_publn_id,publn_auth,publn_nr,publn_kind,appln_id,publn_date,publn_first_grant
100,EP,1234567,A1,1,2002-01-01,N
102,US,2002012345,A1,2,2002-02-02,N
104,JP,S6012345,A,999,1985-01-01,N
""",
        "tls212.csv": "pat_publn_id,citn_id,citn_origin,cited_pat_publn_id\n100,1,ISR,104\n102,1,APP,100\n"},
    "patentsview_tables": {
        "g_patent.tsv": """patent_id|patent_type|patent_date|patent_title|wipo_kind|withdrawn
8031420|utility|2011-10-04|"Washer, cold"|B2|0
D779247|design|2017-02-21|Fridge|S1|0
""",
        "g_application.tsv": "application_id|patent_id|filing_date\n12/1|8031420|2008-01-02\n29/1|D779247|2015-01-02\n",
        "g_assignee_not_disambiguated.tsv": """patent_id|assignee_sequence|raw_assignee_organization|assignee_type|\
rawlocation_id|raw_assignee_individual_name_first|raw_assignee_individual_name_last|assignee_id
8031420|0|"Haier Group Corp., Qingdao"|3|l1|||v
D779247|0||5|l1|San|Zhang|u
""",
        "g_location_not_disambiguated.tsv": """rawlocation_id|location_id|raw_city|raw_state|raw_country
l1|p1|Qingdao||CN
""",
        "g_us_patent_citation.tsv": """patent_id|citation_sequence|citation_patent_id|citation_category
8031420|0|D779247|cited by examiner
8031420|1|5526640|cited by applicant
"""}}
ALPHABET = ['"', ",", ";", "\t", "\n", "\r", "\0", "'", "海", "\ufeff", "=", "-", " | ", "0", "99999", "x" * 3000]


@pytest.fixture(scope="session")
def mutations(request):
    return request.config.getoption("--mutations")


def damaged(data, dice):
    """The bytes with one to three damages."""
    for _ in range(dice.randint(1, 3)):
        data = damage(data, dice) or b"x"
    return data


def damage(data, dice):
    """The bytes cut, shortened, doubled, overwritten, with other signs, line ends or order, or re-encoded."""
    at, length = dice.randrange(len(data) + 1), dice.choice([1, 1, 2, 7, 60])
    part, lines = data[at:at + length], data.split(b"\n")
    return dice.choice([
        lambda: data[:at], lambda: data[:at] + data[at + length:], lambda: data[:at] + part + part + data[at:],
        lambda: data[:at] + bytes(dice.randrange(256) for _ in part) + data[at + length:],
        lambda: data[:at] + dice.choice(ALPHABET).encode() + data[at:], lambda: data.replace(b"\n", b"\r"),
        lambda: data.replace(b"\n", b"\r\n"), lambda: data[at:] + data[:at],
        lambda: data.decode("utf-8", "replace").encode(dice.choice(["utf-16", "gb18030", "latin-1"]), "replace"),
        lambda: b"\n".join(dice.sample(lines, len(lines)))])()


def damaged_inside(data, dice):
    """A workbook with damages in one of its parts, packed again: of a zip with damaged bytes often nothing is left."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([*[name for name in parts if "sheet" in name or "Strings" in name] * 3, *parts])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, text in {**parts, name: damaged(parts[name], dice)}.items():
            archive.writestr(part, text)
    return buffer.getvalue()


def account_of(path):
    """The account of a file and the number of rows behind each of its numbers; None where the file is refused."""
    try:
        if deals.looks_like_events(path):
            events = deals.read(path)
            return events.account(), {"rejected": len(events.rejected)}
        tables = read(path)
    except InputError as error:
        assert str(path.name) in str(error)  # a reason, and where
        return None
    return tables.account, {"kept": len(tables.patents), "duplicate": len(tables.duplicates),
                            "rejected": len(tables.rejected)}


def check_account(path):
    found = account_of(path)
    if found:
        account, rows = found
        assert (account["read"] == account["kept"] + account["duplicate"] + account["rejected"]).all()
        assert {name: account[name].sum() for name in rows} == rows
    return found is not None


def check_set(folder, paths):
    """As `check_account`; an account of a set counts the rows of each file, and a reason may name any of them."""
    try:
        tables = read(folder)
    except InputError as error:
        assert any(path.name in str(error) for path in [folder, *paths]), str(error)
        return False
    account = tables.account
    assert (account["read"] == account["kept"] + account["duplicate"] + account["rejected"]).all()
    assert account["rejected"].sum() == len(tables.rejected)
    return True


@pytest.mark.parametrize("layout", TEXTS)
def test_a_damaged_text_is_accounted_for_or_refused(layout, tmp_path, mutations):
    whole, dice, read_at_all = TEXTS[layout].encode(), random.Random(layout), 0
    path = tmp_path / "any.csv"
    path.write_bytes(whole)
    assert check_account(path)
    for _ in range(mutations):
        path.write_bytes(damaged(whole, dice))
        read_at_all += check_account(path)
    assert 0 < read_at_all < mutations


@pytest.mark.parametrize("layout", SETS)
def test_a_damaged_table_of_a_set_is_accounted_for_or_refused(layout, tmp_path, mutations):
    whole = {tmp_path / name: text.replace("|", "\t").encode() for name, text in SETS[layout].items()}
    dice, read_at_all = random.Random(layout), 0
    for path, data in whole.items():
        path.write_bytes(data)
    assert check_set(tmp_path, whole)
    for _ in range(mutations):
        path = dice.choice(list(whole))
        path.write_bytes(damaged(whole[path], dice))
        read_at_all += check_set(tmp_path, whole)
        path.write_bytes(whole[path])
    assert 0 < read_at_all < mutations


@pytest.mark.parametrize("layout, delimiter", [("chinese_headers", ";"), ("event_template", ","), ("zephyr", ",")])
def test_a_damaged_workbook_is_accounted_for_or_refused(layout, delimiter, tmp_path, mutations):
    path, dice = tmp_path / "any.xlsx", random.Random(f"{layout} as a workbook")
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime.datetime(2026, 1, 1)})
        sheet = book.add_worksheet()
        for row, cells in enumerate(csv.reader(TEXTS[layout].splitlines(True), delimiter=delimiter)):
            sheet.write_row(row, 0, cells)
    whole, read_at_all = path.read_bytes(), 0
    assert check_account(path)
    for number in range(mutations):
        path.write_bytes((damaged_inside if number % 2 else damaged)(whole, dice))
        read_at_all += check_account(path)
    assert 0 < read_at_all < mutations


def test_a_damaged_parquet_file_is_accounted_for_or_refused(write_mentions, mutations):
    path, dice = write_mentions({}, {"patent_id": "2"}, {"patent_id": "2"}), random.Random("parquet")
    whole = path.read_bytes()
    for _ in range(mutations):
        path.write_bytes(damaged(whole, dice))
        check_account(path)


def test_every_line_without_quotes_is_a_record_or_a_fault(tmp_path, mutations):
    """Where no quotation mark joins lines, an independent count of the lines with content must be met."""
    path, dice, tried = tmp_path / "any.csv", random.Random("lines"), 0
    whole = "number;name;date\n" + "".join(f"CN{n}A;海尔{n};2008-01-02\n" for n in range(30))
    for _ in range(4 * mutations):
        data = damaged(whole.encode(), dice)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if '"' in text or not text.startswith("number;name;date") or "\ufeff" in text or text.count(",") > 1:
            continue
        path.write_bytes(data)
        try:
            opened = open_records(path)
        except InputError as error:  # a row of another width may be taken for the header, and say a thing twice
            assert path.name in str(error)
            continue
        if opened.columns == ("number", "name", "date"):
            # Where a carriage return alone ends the header, line feeds stand inside cells.
            returns = re.match("[^\r\n]*\r(?!\n)", text)
            lines = re.split("\r" if returns else "\r\n?|\n", text)
            filled = {number for number, line in enumerate(lines, 1) if line.strip(" ;\t\n\x0b\x0c") and number > 1}
            assert {*opened.records["source_row"].to_pylist(), *(fault.row for fault in opened.faults)} == filled
            tried += 1
    assert tried > mutations / 2


def test_the_same_damage_gives_the_same_tables(tmp_path):
    path = tmp_path / "any.csv"
    path.write_text(TEXTS["lens"] + "3,broken\n", encoding="utf-8")
    first, second = read(path), read(path)
    for name, frame in vars(first).items():
        pd.testing.assert_frame_equal(frame, getattr(second, name))
