import types
import zipfile

import duckdb
import pytest

from sixroutes.errors import InputError
from sixroutes.sources import read, reading
from sixroutes.sources.layout import glance
from sixroutes.sources.patents import table_sets
from sixroutes.sources.patents.table_sets import Table, files_of, load_set

TABLES = {
    "t1_work": Table("work", {"work_id": ("work_id",), "title": ("title", "name"), "year": ("year",)},
                     ("work_id", "title"), ("work_id", "year"), repeats="an earlier row of the same work"),
    "t2_author": Table("author", {"work_id": ("work_id",), "author": ("author",)}, ("work_id", "author"), ("work_id",)),
    "t3_place": Table("place", {"work_id": ("work_id",), "place": ("place",)}, ("work_id", "place"), required=False)}
ROOM = types.SimpleNamespace(FORMAT="works", UNIT="work", TABLES=TABLES, read=lambda *_: "was read")
WORKS = "work_id,title,year\n1,One,2001\n2,Two,2002\n"
AUTHORS = "WORK_ID;AUTHOR\n1;A, B\n2;C\n"


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def loaded(folder, connection):
    load_set(connection, glance(folder), TABLES)
    return lambda query: connection.execute(query).fetchall()


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def test_a_folder_is_known_by_the_headers_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "rooms", lambda: {"works": ROOM})
    write(tmp_path, any=WORKS, other=AUTHORS, notes="no table")
    assert read(tmp_path) == read(tmp_path, "works") == "was read"


def test_a_set_that_lacks_a_table_says_which(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "rooms", lambda: {"works": ROOM})
    write(tmp_path, a=WORKS, b="work_id,autor\n1,A\n")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    for part in ("nearest is works", "missing: t2_author (a file with the columns work_id, author)",
                 "b.csv lacks author to be t2_author"):
        assert part in str(caught.value)


def test_a_folder_where_a_file_is_meant(tmp_path):
    with pytest.raises(InputError, match=r"layout lens is a single file.*name the file in it"):
        read(tmp_path, "lens")


def test_a_single_table_asks_for_its_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "rooms", lambda: {"works": ROOM})
    write(tmp_path, a=WORKS)
    with pytest.raises(InputError, match=r"folder of several tables, not a file.*name the folder"):
        read(tmp_path / "a.csv")


def test_parts_of_a_table_zipped_and_not(tmp_path, connection):
    write(tmp_path, t1_part02="work_id,name\n3,Three\n", t2_part01=AUTHORS)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("data/t1_part01.csv", WORKS)
        archive.writestr("__MACOSX/data/t1_part01.csv", "x")
    ask = loaded(tmp_path, connection)
    assert ask("SELECT source_file, source_row, work_id, title, year FROM t1_work JOIN file USING (file)") == [
        ("t1_part01.csv", 2, 1, "One", 2001), ("t1_part01.csv", 3, 2, "Two", 2002),
        ("t1_part02.csv", 2, 3, "Three", None)]
    assert ask("SELECT work_id, author FROM t2_author") == [(1, "A, B"), (2, "C")]
    assert ask("SELECT count(*) FROM t3_place") == [(0,)]


def test_the_same_file_zipped_and_not_is_refused(tmp_path):
    write(tmp_path, t1=WORKS)
    with zipfile.ZipFile(tmp_path / "t1.zip", "w") as archive:
        archive.writestr("t1.csv", WORKS)
    with pytest.raises(InputError, match=r"holds 't1.csv' twice, in t1.csv and t1.zip"):
        glance(tmp_path)


@pytest.mark.parametrize("text", ["", "1,One,2001\n2,Two,2002\n"])
def test_a_part_without_its_header_is_not_lost_silently(tmp_path, text):
    write(tmp_path, t1_part01=WORKS, t1_part02=text, t2=AUTHORS)
    with pytest.raises(InputError, match=r"t1_part02\.csv: it has the name of the table t1_work, but not its columns"):
        files_of(TABLES, glance(tmp_path))


def test_rows_that_cannot_be_used_are_accounted_for(tmp_path, connection):
    write(tmp_path, w=WORKS + "x,Bad,1\n2,Twice,\n4.0,Four,2004\n5,Five,2005,more\n", a=AUTHORS + "9;D\n")
    loaded(tmp_path, connection)
    table_sets.reject_repeats(connection, "t1_work", "work_id", "work_id", ("title", "year"))
    table_sets.reject_orphans(connection, "t2_author", "work_id", "t1_work")
    account = table_sets.account_frame(connection, "mine", "works", TABLES)
    assert account[["source_file", "unit", "read", "kept", "duplicate", "rejected"]].values.tolist() == [
        ["a.csv", "author", 3, 2, 0, 1], ["w.csv", "work", 6, 3, 1, 2]]
    assert table_sets.rejected_frame(connection).drop(columns="sheet").values.tolist() == [
        ["a.csv", 4, "work_id", "9", "no such work_id in t1_work", False],
        ["w.csv", 4, "work_id", "x", "not a whole number", True],
        ["w.csv", 7, "work_id", "4 cells", "the row has 4 cells, the header has 3", True]]
    named = "SELECT 't1_work' AS \"table\", CAST(work_id AS VARCHAR) AS about, 'W' || work_id AS patent_id FROM t1_work"
    assert table_sets.duplicates_frame(connection, named).values.tolist() == [["w.csv", 5, "W2", "w.csv", 3,
                                                                               "title | year"]]
