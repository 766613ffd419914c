import zipfile
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources import read
from sixroutes.sources.patents.patentsview_tables import _memory_for

COUNTS = ["read", "kept", "duplicate", "rejected"]
HEADERS = {
    "g_patent": "patent_id patent_type patent_date patent_title wipo_kind num_claims withdrawn filename",
    "g_application": "application_id patent_id patent_application_type filing_date series_code rule_47_flag",
    "g_assignee_not_disambiguated": "patent_id assignee_sequence assignee_id raw_assignee_individual_name_first "
                                    "raw_assignee_individual_name_last raw_assignee_organization assignee_type "
                                    "rawlocation_id",
    "g_inventor_disambiguated": "patent_id inventor_sequence inventor_id disambig_inventor_name_first "
                                "disambig_inventor_name_last gender_code location_id",
    "g_location_not_disambiguated": "rawlocation_id location_id raw_city raw_state raw_country",
    "g_location_disambiguated": "location_id disambig_city disambig_state disambig_country latitude longitude",
    "g_cpc_current": "patent_id cpc_sequence cpc_section cpc_class cpc_subclass cpc_group cpc_type",
    "g_us_patent_citation": "patent_id citation_sequence citation_patent_id citation_date record_name wipo_kind "
                            "citation_category",
    "g_assignee_disambiguated": "patent_id assignee_sequence assignee_id disambig_assignee_individual_name_first "
                                "disambig_assignee_individual_name_last disambig_assignee_organization "
                                "assignee_type location_id",
    "g_inventor_not_disambiguated": "patent_id inventor_sequence inventor_id raw_inventor_name_first "
                                    "raw_inventor_name_last deceased_flag rawlocation_id",
    "g_cpc_at_issue": "patent_id cpc_sequence cpc_version_indicator cpc_section cpc_class cpc_subclass cpc_group "
                      "cpc_type cpc_action_date",
}
ROWS = {
    "g_patent": ["8031420|utility|2011-10-04|Washer, cold|B2|5|0|x", "D779247|design|2017-02-21|Fridge|S1|1|0|x"],
    "g_application": ["12/1|8031420|12|2008-01-02|12|0", "29/1|D779247|29|2997-01-02|29|0",
                      "30/1|777|30|1997-01-02|3|0"],
    "g_assignee_not_disambiguated": ["8031420|1|u||Zhang||5|l2", "8031420|0|v|||Haier Group Corp., Qingdao|3|l1",
                                     "777|0|v|||LG|3|l1"],
    "g_inventor_disambiguated": ["8031420|0|i|San|Zhang|M|p1"],
    "g_location_not_disambiguated": ["l1|p1|Qingdao||CN", "l2||Sunnyvale|CA|US"],
    "g_location_disambiguated": ["p1|Qingdao||CN|36.1|120.4"],
    "g_cpc_current": ["8031420|0|D|D06|D06F|D06F37/30|inventional", "8031420|1|F|F25|F25D|F25D11/00|additional",
                      "8031420|2|F|F25|F25D|F25D11/00|additional"],
    "g_us_patent_citation": ["8031420|0|D779247|2017-02-01|Fridge|S1|cited by examiner",
                             "8031420|1|5526640|1996-06-18|Old|A|cited by applicant"],
}
ASSIGNEES = {"g_assignee_not_disambiguated": ["8031420|0|u|||HAIER GROUP CORP|3|l1"],
             "g_assignee_disambiguated": ["8031420|0|u|||Haier Group|3|p1", "8031420|1|v|||Only Told|2|p1"]}


@pytest.fixture
def write(tmp_path):
    def write(rows=None, zipped=(), names=None):
        """A folder with these tables; cells are parted by | here, and quoted where they are text."""
        for table, lines in (rows or ROWS).items():
            cells = [HEADERS[table].split(), *(line.split("|") for line in lines)]
            text = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in cells) + "\n"
            name = (names or {}).get(table, table)
            if table in zipped:
                with zipfile.ZipFile(tmp_path / f"{name}.tsv.zip", "w") as archive:
                    archive.writestr(f"{name}.tsv", text)
            else:
                (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
        return tmp_path
    return write


def account(tables):
    return {row.source_file.split(".")[0]: [row.read, row.kept, row.duplicate, row.rejected]
            for row in tables.account.itertuples()}


def test_the_tables_become_patents_with_all_that_belongs_to_them(write):
    tables = read(write())
    columns = ["patent_id", "number", "kind_code", "kind", "date_precision", "title"]
    assert tables.patents[columns].values.tolist() == [
        ["US8031420B2", "8031420", "B2", "invention", "day", "Washer, cold"],
        ["USD779247S1", "D779247", "S1", "design", "none", "Fridge"]]
    assert [str(day)[:10] for day in tables.patents["filing_date"]] == ["2008-01-02", "NaT"]
    applicants = tables.applicants[["raw_name", "raw_country", "raw_address", "kind_given"]].fillna("")
    assert applicants.values.tolist() == [
        ["Haier Group Corp., Qingdao", "CN", "Qingdao", "foreign company or corporation"],
        ["Zhang", "US", "Sunnyvale, CA", "foreign individual"]]
    assert tables.inventors[["name", "country"]].values.tolist() == [["San Zhang", "CN"]]
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [["CPC", "D06F37/30"], ["CPC", "F25D11/00"]]
    assert tables.citations["cited_id"].tolist() == ["US5526640", "USD779247S1"]  # kind codes of those in g_patent


def test_every_file_has_its_account(write):
    tables = read(write())
    assert account(tables) == {
        "g_patent": [2, 2, 0, 0], "g_application": [3, 1, 0, 2], "g_assignee_not_disambiguated": [3, 2, 0, 1],
        "g_inventor_disambiguated": [1, 1, 0, 0], "g_location_not_disambiguated": [2, 2, 0, 0],
        "g_location_disambiguated": [1, 1, 0, 0], "g_cpc_current": [3, 2, 1, 0], "g_us_patent_citation": [2, 2, 0, 0]}
    faults = tables.rejected.set_index(["source_file", "source_row"])["fault"].to_dict()
    assert faults == {("g_application.tsv", 3): True, ("g_application.tsv", 4): False,
                      ("g_assignee_not_disambiguated.tsv", 4): False}


def test_zipped_files_under_any_name_give_the_same(write, tmp_path):
    plain = read(write())
    for file in tmp_path.iterdir():
        file.unlink()
    names = {table: f"part {place}" for place, table in enumerate(HEADERS)}
    other = read(write(zipped=("g_patent", "g_cpc_current"), names=names))
    for name in ("applicants", "inventors", "classifications", "citations", "families"):
        assert getattr(plain, name).equals(getattr(other, name))


def test_the_table_of_patents_alone_and_its_neighbours(write, tmp_path):
    folder = write()
    assert len(read(folder / "g_patent.tsv").applicants) == 2
    for file in tmp_path.glob("g_[a-oq-z]*"):
        file.unlink()
    alone = read(folder / "g_patent.tsv")
    assert len(alone.patents) == 2 and alone.applicants.empty and alone.patents["filing_date"].isna().all()


def test_without_the_table_of_patents_or_with_two_of_them(write, tmp_path):
    folder = write({"g_cpc_current": ROWS["g_cpc_current"]})
    with pytest.raises(InputError, match="missing: g_patent"):
        read(folder)
    write({"g_patent": ROWS["g_patent"]})
    (tmp_path / "again.tsv").write_bytes((tmp_path / "g_patent.tsv").read_bytes())
    with pytest.raises(InputError, match="two files hold the table g_patent"):
        read(folder)


ANY = {"g_patent": st.sampled_from(["1|utility|2011-10-04|a|B2|1|0|x", "2|utility|2011-02-30|b|B1|1|0|x",
                                    "|utility|2011-10-04|c|B2|1|0|x", "1|utility|2012-10-04|d|B2|1|0|x"]),
       "g_application": st.sampled_from(["a|1|1|2008-01-02|1|0", "b|1|1|soon|1|0", "c|9|1|2008-01-02|1|0",
                                         "d|1|1|2013-01-02|1|0"]),
       "g_assignee_not_disambiguated": st.sampled_from(["1|0|u|||A, Inc.|3|", "1|0|u|||B|3|", "1|x|u|||B|3|",
                                                        "1|1|u||||3|", "9|0|u|||C|3|"])}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({table: st.lists(rows, min_size=table == "g_patent", max_size=6)
                              for table, rows in ANY.items()}))
def test_every_row_is_accounted_for(write, rows):
    tables = read(write(rows))
    counts = account(tables)
    assert {table: counts[table][0] for table in rows} == {table: len(lines) for table, lines in rows.items()}
    assert all(read == kept + duplicate + rejected for read, kept, duplicate, rejected in counts.values())
    assert [len(tables.patents), len(tables.applicants)] == [counts["g_patent"][1],
                                                             counts["g_assignee_not_disambiguated"][1]]
    assert sum(count[2] for count in counts.values()) == len(tables.duplicates)
    assert sum(count[3] for count in counts.values()) == len(tables.rejected)


def test_the_order_of_rows_does_not_matter(write):
    found = []
    for order in permutations(ROWS["g_assignee_not_disambiguated"]):
        found.append(read(write({**ROWS, "g_assignee_not_disambiguated": order})).applicants)
    assert all(found[0].equals(other) for other in found[1:])


def test_printed_names_count_and_the_other_table_adds_whom_they_lack(write):
    tables = read(write({"g_patent": ROWS["g_patent"], **ASSIGNEES}))
    assert tables.applicants[["sequence", "raw_name"]].values.tolist() == [[0, "HAIER GROUP CORP"], [1, "Only Told"]]
    assert account(tables)["g_assignee_disambiguated"] == [2, 2, 0, 0]


@pytest.mark.parametrize("places, countries", [
    ({"g_location_not_disambiguated": ["l1|p1|Tsingtao||CNX"]}, ["CN", ""]),
    ({"g_location_disambiguated": ["p1|Qingdao||CN|36.1|120.4"]}, ["CN", "CN"]), ({}, ["", ""])])
def test_places_as_printed_else_as_told_apart(write, places, countries):
    applicants = read(write({"g_patent": ROWS["g_patent"], **ASSIGNEES, **places})).applicants
    assert applicants["raw_country"].fillna("").tolist() == countries


def test_names_told_apart_stand_where_none_are_printed(write):
    rows = {"g_patent": ROWS["g_patent"], "g_assignee_disambiguated": ASSIGNEES["g_assignee_disambiguated"],
            "g_inventor_not_disambiguated": ["8031420|1|i|B.|Li||l1", "8031420|0|i|A.|Wu||l9"],
            "g_location_not_disambiguated": ["l1||Munich||DEX"]}
    tables = read(write(rows))
    assert tables.applicants["raw_name"].tolist() == ["Haier Group", "Only Told"]
    assert tables.inventors[["name", "country"]].fillna("").values.tolist() == [["A. Wu", ""], ["B. Li", "DE"]]


def test_what_was_filed_after_the_study_lies_outside_with_all_that_belongs_to_it(write):
    rows = {**ROWS, "g_application": ["12/1|8031420|12|2008-01-02|12|0", "29/1|D779247|29|2016-01-02|29|0"]}
    tables = read(write(rows), as_of="2009-12-31")
    assert tables.patents["patent_id"].tolist() == ["US8031420B2"]
    assert account(tables)["g_application"] == [2, 1, 0, 1]
    told = tables.rejected[["source_file", "source_row", "column", "reason", "fault"]].values.tolist()
    assert ["g_patent.tsv", 3, "filing_date", "filed after 2009-12-31", False] in told
    assert ["g_application.tsv", 3, "patent_id", "its patent is rejected", False] in told


@pytest.mark.parametrize("date, reason", [
    ("", "no filing date"), ("2011-02-30", "not a date of the calendar"), ("1074-01-02", "filed before 1900-01-01"),
    ("2997-01-02", "or after 2030-12-31"), ("2011-10-05", "filed after the grant")])
def test_an_impossible_filing_date_leaves_the_patent_undated(write, date, reason):
    tables = read(write({**ROWS, "g_application": [f"12/1|8031420|12|{date}|12|0"]}))
    assert tables.patents["date_precision"].tolist() == ["none", "none"]
    [told] = tables.rejected[tables.rejected["source_file"] == "g_application.tsv"].itertuples()
    assert reason in told.reason and told.column == "filing_date" and told.fault


def test_a_sound_date_counts_beside_an_impossible_one(write):
    rows = {**ROWS, "g_application": ["12/1|8031420|12|2997-01-02|12|0", "12/1|8031420|12|2008-01-02|12|0",
                                      "12/2|8031420|12|2007-01-02|12|0"]}
    tables = read(write(rows))
    assert str(tables.patents["filing_date"].iloc[0].date()) == "2008-01-02"
    assert account(tables)["g_application"] == [3, 1, 1, 1]
    assert tables.duplicates.query("source_file == 'g_application.tsv'")["differs"].tolist() == [
        "application_id | filing_date"]


def test_a_patent_told_twice_keeps_its_first_row(write):
    rows = {"g_patent": ["08031420|utility|2011-10-04|Washer|B2|5|0|x", "8031420|utility|2011-10-04|Dryer|B2|5|0|x"]}
    tables = read(write(rows))
    assert tables.patents[["patent_id", "title"]].values.tolist() == [["US8031420B2", "Washer"]]
    assert tables.duplicates[["source_row", "of_row", "differs"]].values.tolist() == [
        [3, 2, "patent_id | patent_title"]]


def test_a_place_without_or_with_a_repeated_identifier_is_rejected(write):
    rows = {**ROWS, "g_location_not_disambiguated": ["l1||Qingdao||CN", "l1||Tsingtao||JP", "||Nowhere||"]}
    tables = read(write(rows))
    assert account(tables)["g_location_not_disambiguated"] == [3, 1, 0, 2]
    assert tables.applicants["raw_country"].fillna("").tolist() == ["CN", ""]


def test_a_cited_patent_that_is_none_is_rejected_and_one_told_twice_counts_once(write):
    cited = [("05526640", "first"), ("5526640", "again"), ("unknown", ""), ("RE28867", "")]
    lines = [f"8031420|{place}|{number}||||{who}" for place, (number, who) in enumerate(cited)]
    tables = read(write({**ROWS, "g_us_patent_citation": lines}))
    assert tables.citations.fillna("").values.tolist() == [["US8031420B2", "US5526640", "first"],
                                                           ["US8031420B2", "USRE28867", ""]]
    assert account(tables)["g_us_patent_citation"] == [4, 2, 1, 1]


def test_applicants_without_a_column_for_organisations_are_persons_or_rejected(write, tmp_path):
    folder = write()
    path = tmp_path / "g_assignee_not_disambiguated.tsv"
    path.write_text(path.read_text().replace("raw_assignee_organization", "raw_assignee"), encoding="utf-8")
    tables = read(folder)
    assert account(tables)["g_assignee_not_disambiguated"] == [3, 1, 0, 2]
    assert tables.applicants["raw_name"].tolist() == ["Zhang"]
    nameless = tables.rejected[tables.rejected["reason"] == "an applicant without a name"]
    assert nameless["column"].tolist() == ["raw_assignee_organization"]


def test_classes_at_issue_are_not_the_current_ones(write):
    issue = ["8031420|0|2013.01|D|D06|D06F|D06F37/99|inventional|2013-01-01"]
    tables = read(write({**ROWS, "g_cpc_at_issue": issue}))
    assert "D06F37/99" not in set(tables.classifications["symbol"]) and "g_cpc_at_issue" not in account(tables)


def test_the_zipped_table_of_patents_uses_its_neighbours(write, tmp_path):
    folder = write(zipped=("g_patent",))
    assert len(read(folder / "g_patent.tsv.zip").applicants) == 2
    (tmp_path / "old.tsv").write_text((tmp_path / "g_cpc_current.tsv").read_text())
    with pytest.raises(InputError, match="two files hold the table g_cpc_current"):
        read(folder / "g_patent.tsv.zip")


def test_duckdb_may_hold_more_of_larger_files_but_no_more_than_a_quarter_of_the_machine():
    quarter = 6 * 10**9
    held = [_memory_for(size * 10**9, quarter) / 10**9 for size in (0, 1, 2, 5, 10, 20, 100)]
    assert held == [0.8, 0.8, 0.8, 2, 4, 6, 6]
    assert _memory_for(10**10, 10**8) == 8 * 10**8
