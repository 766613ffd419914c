import pytest

from sixroutes.errors import InputError
from sixroutes.schemas import empty
from sixroutes.sources import read, read_study
from sixroutes.sources.combining import combined

ROWS = {"one": ["CN1A,2001-01-01,海尔", "CN2A,2002-01-01,海信;青岛大学"],
        "two": ["CN2A,2002-01-01,海信", "CN3A,2003-01-01,澳柯玛", "CN2A,2002-01-01,海信", "CN1A,2001-01-01,海尔"]}


@pytest.fixture
def write(tmp_path):
    def write(name, rows=None):
        lines = ["公开号,申请日,申请人", *(rows or ROWS[name])]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path / f"{name}.csv"
    return write


def test_a_patent_in_two_files_is_kept_once(write):
    tables = combined([read(write("one")), read(write("two"))])
    assert tables["patents"][["patent_id", "source_file"]].values.tolist() == [
        ["CN1A", "one.csv"], ["CN2A", "one.csv"], ["CN3A", "two.csv"]]
    assert tables["applicants"]["raw_name"].tolist() == ["海尔", "海信", "青岛大学", "澳柯玛"]
    assert tables["families"]["in_patents"].all() and len(tables["families"]) == 3


def test_what_the_second_file_says_differently_is_told(write):
    again = combined([read(write("one")), read(write("two"))])["duplicates"].sort_values("source_row")
    assert again[["source_file", "source_row", "patent_id", "of_file", "of_row"]].values.tolist() == [
        ["two.csv", 2, "CN2A", "one.csv", 3], ["two.csv", 4, "CN2A", "two.csv", 2],
        ["two.csv", 5, "CN1A", "one.csv", 2]]
    assert again["differs"].fillna("").tolist() == ["applicants", "", ""]


def test_both_accounts_still_add_up(write):
    account = combined([read(write("one")), read(write("two"))])["account"]
    assert account[["read", "kept", "duplicate", "rejected"]].values.tolist() == [[2, 2, 0, 0], [4, 1, 3, 0]]
    assert "another file" in account["duplicate_of"].iloc[1]


def test_one_file_and_files_without_a_common_patent_stay_as_they_are(write):
    alone = read(write("one"))
    assert combined([alone])["patents"].equals(alone.patents)
    other = read(write("two", ["CN9A,2009-01-01,格力"]))
    assert combined([alone, other])["account"]["kept"].tolist() == [2, 1]


def test_two_files_of_one_name_are_refused(write):
    file = read(write("one"))
    with pytest.raises(InputError, match=r"one\.csv: two patent files of the study have this name.*rename"):
        combined([file, file])


def test_too_many_rejected_rows_stop_a_study(write, facts):
    path = write("one", [f"CN{n}A,2001-0{n}-31,海尔" for n in range(1, 7)])
    study = dict(clusters=["qingdao"], events=[], max_rejected_share=0.05)
    with pytest.raises(InputError, match=r"one\.csv, row 3, column 申请日: 3 of 6 rows cannot be used.*\(5%\): "
                                         r"not a date of the calendar \(3\).*max_rejected_share"):
        read_study(study, facts, [path])
    assert len(read_study({**study, "max_rejected_share": 0.5}, facts, [path])["patents"]) == 3


def test_events_outside_the_study_do_not_count_as_faults(facts):
    bodies = [dict(base="independent", table="events")]
    tables = read_study(dict(clusters=["wuhan"], events=bodies, max_rejected_share=0), facts)
    assert len(tables["rejected"]) and not tables["rejected"]["fault"].any()
    assert tables["patents"].equals(empty("patents"))
