import types

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check, empty
from sixroutes.sources import read, reading, rooms
from sixroutes.sources.layout import glance


def test_every_room_has_the_same_face():
    for name, room in rooms().items():
        assert name == room.FORMAT and room.UNIT and callable(room.read)
        tables = room.TABLES.values() if hasattr(room, "TABLES") else []
        assert all({*table.needed, *table.numbers} <= set(table.columns) for table in tables)
        assert tables or set(room.NEEDED) <= set(room.COLUMNS)


@pytest.mark.parametrize("name", ["mentions.csv", "a [b]*'?.parquet", "数据.bin"])
def test_the_content_decides_not_the_name(write_mentions, name):
    tables = read(write_mentions({}, name=name), source="mine")
    assert tables.account[["source_file", "source", "format"]].iloc[0].tolist() == [name, "mine",
                                                                                   "patentsview_mentions"]


def test_every_table_keeps_its_contract(write_mentions):
    for name, table in vars(read(write_mentions({}))).items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("header, nearest, remedy", [
    ("公开（公告）码,标题,申请人,申请日,发明人,IPC", "chinese_headers", "rename '公开（公告）码' to '公开(公告)号码'"),
    ("公开（公告）日,标题,申请人,申请日,发明人,IPC", "chinese_headers", "export the file again"),
    ("Publication Numbr,Lens ID,Application Date,Priority Numbers,Title,Applicants,Inventors", "lens",
     "rename 'Publication Numbr' to 'Publication Number'")])
def test_the_nearest_name_is_looked_for_among_all_spellings(tmp_path, header, nearest, remedy):
    (tmp_path / "any.csv").write_text(f"{header}\n" + "x," * header.count(",") + "x\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"nearest is {nearest};") as caught:
        read(tmp_path / "any.csv")
    assert caught.value.remedy.startswith(remedy)


def test_an_unknown_layout_names_the_nearest_and_what_is_missing(write_mentions, tmp_path):
    path = write_mentions({})
    frame = pd.read_parquet(path).rename(columns={"filing_date": "filing_dat"}).drop(columns="patent_title")
    frame.to_parquet(tmp_path / "other.parquet")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "other.parquet")
    message = str(caught.value)
    assert "nearest is patentsview_mentions; missing columns: patent_title, filing_date" in message
    assert "rename 'filing_dat' to 'filing_date'" in message


def test_a_csv_with_lists_as_text_is_named_as_such(write_mentions, tmp_path):
    pd.read_parquet(write_mentions({})).to_csv(tmp_path / "flat.csv", index=False)
    with pytest.raises(InputError, match="nearest is patentsview_mentions; its columns hold something else"):
        read(tmp_path / "flat.csv")


def test_a_csv_of_something_else(tmp_path):
    (tmp_path / "any.csv").write_text("公开号,申请日\nCN1,2001-01-01\n", encoding="utf-8")
    with pytest.raises(InputError, match="nearest is chinese_headers; missing columns: 申请人"):
        read(tmp_path / "any.csv")


def test_an_unknown_header_that_was_read_as_gb18030_may_be_korean(tmp_path):
    (tmp_path / "any.csv").write_bytes("공개번호,출원인\n1,삼성전자\n".encode("euc-kr"))
    with pytest.raises(InputError, match="read as GB18030: if it is in another encoding, save it as 'CSV UTF-8'"):
        read(tmp_path / "any.csv")


def test_a_file_that_is_no_table(tmp_path):
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(InputError, match="encoding is not known"):
        read(tmp_path / "noise")


def test_a_missing_an_empty_and_a_cut_file(write_mentions, tmp_path):
    with pytest.raises(InputError, match=r"gone\.parquet: the file is not there"):
        read(tmp_path / "gone.parquet")
    with pytest.raises(InputError, match=r"the folder holds no known set of tables.*name a single file"):
        read(tmp_path)
    (tmp_path / "empty.parquet").touch()
    with pytest.raises(InputError, match="the file is empty"):
        read(tmp_path / "empty.parquet")
    whole = write_mentions({}, {"patent_id": "2"}).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(InputError, match=r"cut\.parquet.*may have been cut off"):
        read(tmp_path / "cut.parquet")


def test_damage_inside_a_parquet_file(write_mentions, tmp_path):
    whole = bytearray(write_mentions(*({"patent_id": str(n)} for n in range(1, 500))).read_bytes())
    whole[4:len(whole) // 2] = bytes(len(whole) // 2 - 4)
    (tmp_path / "damaged.parquet").write_bytes(whole)
    with pytest.raises(InputError, match=r"damaged\.parquet.*cut off"):
        read(tmp_path / "damaged.parquet")


def test_a_format_by_name(write_mentions, tmp_path):
    path = write_mentions({})
    assert len(read(path, "patentsview_mentions").patents) == 1
    with pytest.raises(InputError, match=r"unknown format 'patentview_mention'.*did you mean 'patentsview_mentions'"):
        read(path, "patentview_mention")
    (tmp_path / "any.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="missing columns"):
        read(tmp_path / "any.csv", "patentsview_mentions")


def test_a_file_that_fits_two_layouts_needs_a_name(write_mentions, monkeypatch):
    room = rooms()["patentsview_mentions"]
    twin = types.SimpleNamespace(**{**vars(room), "FORMAT": "twin"})
    monkeypatch.setattr(reading, "rooms", lambda: {"patentsview_mentions": room, "twin": twin})
    path = write_mentions({})
    with pytest.raises(InputError, match="several layouts: patentsview_mentions, twin"):
        read(path)
    assert len(read(path, "twin").patents) == 1


@pytest.mark.parametrize("name", ["patents", "applicants", "classifications", "families", "citations", "duplicates",
                                  "rejected", "account", "events"])
def test_an_empty_table_is_typed(name):
    table = empty(name)
    assert len(table) == 0
    pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


def test_columns_of_a_csv(tmp_path):
    (tmp_path / "any.csv").write_text("a;b\n1;2\n")
    assert glance(tmp_path / "any.csv").columns == {"a": "VARCHAR", "b": "VARCHAR"}
