import io
import zipfile

import pytest
import xlsxwriter

from sixroutes.errors import InputError
from sixroutes.sources.opening import open_records, unpacked

TABLE = "a,b\n1,2\n"


@pytest.fixture
def pack(tmp_path):
    def pack(members, name="any.zip", compression=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(tmp_path / name, "w", compression) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name
    return pack


def test_the_file_inside_is_unpacked_for_the_while(pack):
    with unpacked(pack({"folder/": "", "folder/table.csv": TABLE})) as path:
        assert path.name == "table.csv" and open_records(path).records["b"].to_pylist() == ["2"]
    assert not path.exists()


def test_other_files_stay_where_they_are(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["a", "b"])
    for name in ("t.csv", "t.xlsx", "gone.csv"):
        with unpacked(tmp_path / name) as path:
            assert path == tmp_path / name


@pytest.mark.parametrize("member", ["../out.csv", "/etc/out.csv", "..\\out.csv", "C:out.csv", "a/../../out.csv"])
def test_a_path_that_leads_out_is_refused(pack, tmp_path, member):
    path = pack({member.replace("\\", "\\"): TABLE})
    with pytest.raises(InputError, match="leads out of it"), unpacked(path):
        pass
    assert not list(tmp_path.parent.glob("out.csv"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(pack):
    with (pytest.raises(InputError, match="would unpack to 190 MB, more than 200 times its size"),
          unpacked(pack({"t.csv": bytes(200_000_000)}))):
        pass


def test_a_workbook_may_be_a_bomb_too(pack):
    path = pack({"[Content_Types].xml": "x", "xl/worksheets/sheet1.xml": bytes(200_000_000)}, "t.xlsx")
    with pytest.raises(InputError, match="would unpack to"):
        open_records(path)


def test_zips_in_zips_and_several_files(pack):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("t.csv", TABLE)
    for members, problem in (({"in.zip": inner.getvalue()}, "a zip .* inside the zip"),
                             ({"a.csv": TABLE, "b.csv": TABLE}, "the zip holds 2 files"), ({}, "")):
        if members:
            with pytest.raises(InputError, match=problem), unpacked(pack(members)):
                pass


def test_a_zip_that_was_damaged(pack, tmp_path):
    path = pack({"t.csv": TABLE * 1000}, compression=zipfile.ZIP_STORED)
    whole = bytearray(path.read_bytes())
    whole[100:200] = bytes(100)
    path.write_bytes(whole)
    with pytest.raises(InputError, match="cannot be unpacked"), unpacked(path):
        pass


def test_a_zip_whose_names_are_no_text(pack):
    path = pack({"tablé.csv": TABLE})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xb7\xff"))
    with pytest.raises(InputError, match=r"any\.zip"):
        open_records(path)


def test_a_workbook_whose_parts_have_no_readable_names(tmp_path):
    path = tmp_path / "any.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    data = path.read_bytes()
    central = data.index(b"PK\x01\x02")  # its first entry: names in UTF-8, and a name that is none
    path.write_bytes(data[:central + 9] + b"\x08" + data[central + 10:central + 46] + b"\xb7" + data[central + 47:])
    with pytest.raises(InputError, match=r"any\.xlsx"):
        open_records(path)
