import datetime
import re
import struct
import zipfile

import pytest
import xlsxwriter

from sixroutes.errors import InputError
from sixroutes.sources.opening import header_of, open_records
from sixroutes.sources.opening.sheet_xml import check_cells


@pytest.fixture
def write(tmp_path):
    def write(rows, sheets=("one",), name="any.xlsx", after=lambda sheet: None):
        with xlsxwriter.Workbook(tmp_path / name, {"default_date_format": "yyyy-mm-dd"}) as book:
            for title in sheets:
                sheet = book.add_worksheet(title)
                for place, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        sheet.write(place, column, cell)
                after(sheet)
        return tmp_path / name
    return write


def rows(path):
    return open_records(path).records.to_pylist()


def test_the_header_is_found_and_rows_keep_their_numbers(write):
    path = write([("Result list",), (), ("号", "when", "n"), ("CN1", datetime.date(2008, 1, 2), 5), (),
                  (None, "x", 2.5)])
    assert header_of(path) == ("号", "when", "n")
    assert rows(path) == [{"source_row": 4, "号": "CN1", "when": "2008-01-02", "n": "5"},
                          {"source_row": 6, "号": "", "when": "x", "n": "2.5"}]
    assert open_records(path).sheet == "one"


def test_a_merged_cell_speaks_for_all_its_rows(write):
    path = write([("a", "b"), ("x", "1"), ("", "2"), ("y", "3")],
                 after=lambda sheet: sheet.merge_range(1, 0, 2, 0, "x"))
    assert [(row["a"], row["b"]) for row in rows(path)] == [("x", "1"), ("x", "2"), ("y", "3")]


def test_a_formula_counts_by_its_last_value(write):
    path = write([("a", "b"), ("1", "2")], after=lambda sheet: sheet.write_formula(2, 0, "=1+1", None, "two"))
    assert rows(path)[1]["a"] == "two"


def test_two_sheets_of_one_layout_are_not_guessed_between(write):
    with pytest.raises(InputError, match="several sheets hold records: one, two"):
        open_records(write([("a", "b"), ("1", "2")], ("one", "two")))


def test_the_same_column_twice(write):
    with pytest.raises(InputError, match="column a: the same column twice"):
        open_records(write([("a", "a"), ("1", "2")]))


def test_no_table(write):
    with pytest.raises(InputError, match="holds no table"):
        open_records(write([("just a title",)]))


def compound(stream, content=b""):
    """The container of an old or an encrypted workbook: a compound file whose directory names one stream."""
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    fat = struct.pack("<10I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE).ljust(512, b"\xff")

    def entry(name, kind, child, start, size):
        raw = name.encode("utf-16-le") + b"\0\0"
        return (raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
                + bytes(36) + struct.pack("<IQ", start, size))
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(stream, 2, 0xFFFFFFFF, 2, 4096)
    return header + fat + directory.ljust(512, b"\0") + content.ljust(4096, b"\0")


def old_workbook(cells):
    """An xls with one sheet of these cells {(row, column): text, or the number of an error}."""
    def record(kind, form, *values, text=b""):
        return struct.pack("<HH", kind, struct.calcsize(form) + len(text)) + struct.pack(form, *values) + text

    written = [record(0x204, "<4HB", *place, 0, len(cell), 0, text=cell.encode()) if isinstance(cell, str) else
               record(0x205, "<3HBB", *place, 0, cell, 1) for place, cell in cells.items()]
    begin, end = [record(0x809, "<4HII", 0x600, kind, 0, 1997, 0, 6) for kind in (5, 0x10)], record(0x0A, "<")
    start = len(begin[0] + end) + 13
    return compound("Workbook", begin[0] + record(0x85, "<IBBBB", start, 0, 0, 1, 0, text=b"S") + end
                    + begin[1] + b"".join(written) + end)


def test_errors_of_an_old_workbook_are_no_empty_cells(tmp_path):
    (tmp_path / "any.xls").write_bytes(old_workbook({(1, 1): "a", (1, 2): "b", (2, 1): "1", (2, 2): 0x2A,
                                                     (3, 1): 0x17, (3, 2): "x"}))
    assert rows(tmp_path / "any.xls") == [{"source_row": 3, "a": "1", "b": "#N/A"},
                                          {"source_row": 4, "a": "#REF!", "b": "x"}]


def test_formulas_without_a_result_and_their_errors_are_no_empty_cells(write):
    def formulas(sheet):
        sheet.write_formula("B2", "=NOPE()", None, "#NAME?")
        sheet.write_formula("B3", '="Haier"&" Group"', None, "")
        sheet.write_formula("B4", "=A1", None, "Haier")
        sheet.write_formula("D9", "=A1", None, "")

    records = open_records(write([["a", "b"], ["1"], ["2"], ["3"], ["4", "LG"]], after=formulas)).records
    assert records["b"].to_pylist() == ["#NAME?", '="Haier"&" Group"', "Haier", "LG"]


@pytest.mark.parametrize("rewritten", [
    [(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:"), (b'xmlns="', b'xmlns:x="')],  # a prefix
    [(rb'(<(?:c|row)) r="[A-Z0-9]+"', rb"\1")],  # no addresses
    [(rb'(\s\w+)="([^"]*)"', rb"\1='\2'")],  # other quotes
    [(rb'<c (r="\w+")((?: \w+="[^"]*")*)>', rb"<c\2 \1>")]])  # the address last
def test_errors_formulas_and_merged_cells_of_other_writers(rewritten, write, tmp_path):
    def cells(sheet):
        sheet.write_formula("B2", "=NOPE()", None, "#NAME?")
        sheet.write_formula("B3", "=A1", None, "")
        sheet.merge_range("B4:B5", "two rows")

    with zipfile.ZipFile(write([["a", "b"], ["1"], ["2"], ["3"], ["4"]], after=cells)) as usual, \
            zipfile.ZipFile(tmp_path / "other.xlsx", "w") as other:
        for member in usual.namelist():
            content = usual.read(member)
            for pattern, meant in rewritten if member.startswith("xl/worksheets/") else ():
                content = re.sub(pattern, meant, content)
            other.writestr(member, content)
    records = rows(tmp_path / "other.xlsx")
    assert [(row["a"], row["b"]) for row in records] == [("1", "#NAME?"), ("2", "=A1"), ("3", "two rows"),
                                                         ("4", "two rows")]


def test_an_encrypted_workbook(tmp_path):
    path = tmp_path / "secret.xlsx"
    path.write_bytes(compound("EncryptedPackage"))
    with pytest.raises(InputError, match=r"secret\.xlsx: the workbook is encrypted.*without a password"):
        open_records(path)


def test_a_workbook_that_was_cut_off(write, tmp_path):
    whole = write([("a", "b"), ("1", "2")]).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(InputError, match=r"cut\.xlsx.*cannot be opened"):
        open_records(tmp_path / "cut.xlsx")


@pytest.mark.parametrize(("cell", "named"), [("XFD1048576", "XFD1048576"), ("AAAA999999", "AAAA999999"),
                                             ("Z99999999", "Z99999999"), ("Bxxx3", "Bxxx3"), ("B99999999", "B99999999"),
                                             ("xfd1048576", "xfd1048576"), ("B99999", None)])
def test_a_cell_far_from_the_table(cell, named, write, tmp_path):
    with zipfile.ZipFile(write([("a", "b"), ("1", "2"), ("3", "4")])) as whole, \
            zipfile.ZipFile(tmp_path / "far.xlsx", "w") as damaged:
        for member in whole.namelist():
            damaged.writestr(member, whole.read(member).replace(b'"B3"', f'"{cell}"'.encode()))
    if named is None:  # far, and yet within what a sheet may span
        assert len(rows(tmp_path / "far.xlsx")) == 3
        return
    with pytest.raises(InputError, match=rf"far\.xlsx.*the cell {named} .*copy the table"):
        open_records(tmp_path / "far.xlsx")


@pytest.mark.parametrize("tag", ['<c s="0" r="ZZZZZ3">', "<c  r='ZZZZZ3'>", '<c\nr="ZZZZZ3">'])
def test_a_far_cell_is_found_however_its_tag_is_written(tag, write, tmp_path):
    with zipfile.ZipFile(write([("a", "b"), ("1", "2"), ("3", "4")])) as whole, \
            zipfile.ZipFile(tmp_path / "far.xlsx", "w") as damaged:
        for member in whole.namelist():
            damaged.writestr(member, re.sub(rb'<c r="B3"[^>]*>', tag.encode(), whole.read(member)))
    with pytest.raises(InputError, match=r"far\.xlsx.*the cell ZZZZZ"):
        open_records(tmp_path / "far.xlsx")


@pytest.mark.parametrize(("cells", "named"), [
    ('<c r="XX1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c>', "the cells XX1 and A1048576 of"),
    ('<c r="A900001"><v>1</v></c><c r="xx1"><v>1</v></c>', "the cells xx1 and A900001 of"),
    ('<c r="XFD4"><v>1</v></c></row><row r="1048576"><c><v>1</v></c>', "the cells XFD4 and 1048576 of"),
    ('<c r="XFD1048576" s="1"/>', None), ('<c r="T4"><v>1</v></c><c r="A900000"><v>1</v></c>', None)])
def test_cells_far_from_one_another(cells, named, write, tmp_path):
    with zipfile.ZipFile(write([("a", "b"), ("1", "2")])) as whole, \
            zipfile.ZipFile(tmp_path / "far.xlsx", "w") as damaged:
        for member in whole.namelist():
            damaged.writestr(member, whole.read(member).replace(b"</row></sheetData>",
                                                                f"{cells}</row></sheetData>".encode()))
    if named:
        with pytest.raises(InputError, match=named):
            open_records(tmp_path / "far.xlsx")
    else:
        check_cells(tmp_path / "far.xlsx")


def test_an_address_in_a_text_is_no_cell(write):
    assert [row["b"] for row in rows(write([("a", "b"), ("1", 'see r="ZZZZZ9999999"')]))] == ['see r="ZZZZZ9999999"']
