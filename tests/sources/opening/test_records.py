import csv
import io

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources.opening import header_of, open_records, text

TEXT = "号,name,年\nCN1,海尔,1998\nCN2,\"LG, Ltd.\",삼성\n"


def rows(path):
    return open_records(path).records.to_pylist()


def faults(path):
    return [(fault.row, fault.value, fault.reason) for fault in open_records(path).faults]


@pytest.fixture
def write(tmp_path):
    def write(content, name="any.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_gives_the_same(write, encoding, end, delimiter):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        csv.reader(io.StringIO(TEXT)))
    path = write(written.getvalue().encode(encoding))
    assert header_of(path) == ("号", "name", "年")
    assert rows(path) == [{"source_row": 2, "号": "CN1", "name": "海尔", "年": "1998"},
                          {"source_row": 3, "号": "CN2", "name": "LG, Ltd.", "年": "삼성"}]


def test_titles_above_blank_lines_and_line_breaks_keep_the_numbers(write):
    path = write('search URL:,https://x/?q="a"\n\na,b,c\n1,"two\nlines",3\n\n,,\n4,5,6')
    assert [row["source_row"] for row in rows(path)] == [4, 8]
    assert rows(path)[0]["b"] == "two\nlines"


def test_the_header_may_leave_a_column_without_a_name(write):
    path = write(",a,b,c,d\n0,1,2,3,4\n1,5,6,7,8\n")
    assert header_of(path) == ("a", "b", "c", "d") and [row["a"] for row in rows(path)] == ["1", "5"]


def test_only_clean_text_goes_straight(write):
    clean, ways = "a,b\n1,2\n3,\n", []
    for content in (clean, clean + "\n\n", clean + '5,"x\ny"\n', clean + ",\n", clean + "6\n",
                    clean.replace("\n", "\r")):
        path = write(content)
        with duckdb.connect() as connection:
            ways.append(text.load_straight(connection, path, text.text_header(path), ("a", "b"), ["a", "b"]))
    assert ways == [True, True, False, False, False, False]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.text(st.sampled_from('ab海" ,;'), min_size=1, max_size=5)] * 2), min_size=1))
def test_both_ways_give_the_same(write, table):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([("first", "second"), *table])
    path = write(written.getvalue())
    header, names = text.text_header(path), ("first", "second")
    with duckdb.connect() as connection:
        text.load_carefully(connection, path, header, names, names)
        careful = connection.execute("SELECT * FROM record ORDER BY source_row").fetchall()
        if text.load_straight(connection, path, header, names, names):
            assert connection.execute("SELECT * FROM record ORDER BY source_row").fetchall() == careful
    assert [row[1:] for row in careful] == [row for row in table if "".join(row).strip()]


def test_rows_that_do_not_fit_the_header_are_named(write):
    path = write("a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n7,8,9,\n")
    assert [(row, value) for row, value, _ in faults(path)] == [(3, "2 cells"), (5, "4 cells")]
    assert open_records(path).records["a"].to_pylist() == ["1", "4", "7"]


def test_a_stray_quotation_mark_costs_one_row(write):
    path = write('a,b\n1,"x\n2,y\n3,"ok"\n4,"open for ever\n5,z\n')
    assert [(row, reason) for row, _, reason in faults(path)] == [(2, "a quotation mark without its partner"),
                                                                  (5, "a quotation mark without its partner")]
    assert [row["a"] for row in rows(path)] == ["2", "3", "5"]


def test_a_mark_inside_a_cell_is_part_of_it(write):
    assert rows(write('a,b\n1,5" disk\n'))[0]["b"] == '5" disk'
    assert rows(write('a\tb\n"27 inch\tx\n30"\ty\n'))[0]["a"] == '"27 inch'

@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_parted_by_tabs_may_quote_the_cells_with_marks_alone(write, end):
    path = write(f'a\tb{end}"Foo ""Bar"" Inc"\tx{end}2\ty{end}')
    assert [row["a"] for row in rows(path)] == ['Foo "Bar" Inc', "2"]
    path = write(f'a\tb{end}1\t"two\nlines"{end}2\ty{end}')
    assert [row["b"] for row in rows(path)] == ["two\nlines", "y"]



def test_nul_characters_and_foreign_bytes_cost_their_rows(write):
    path = write("号,b\n1,海\n2,\0\n".encode() + b"3,Soci\xe9t\xe9\n" + "4,尔\n".encode())
    assert [(row, reason.split(";")[0]) for row, _, reason in faults(path)] == [
        (3, "a NUL character"), (4, "bytes that do not fit the encoding of the file")]
    assert [row["号"] for row in rows(path)] == ["1", "4"]


def test_few_foreign_bytes_do_not_make_another_encoding(write):
    for name in (b"Haier\x99", b"D\xfc\xe9r"):
        path = write(b"a,b\n" + b"1,2\n" * 40 + b"3," + name + b"\n")
        assert [(row, reason) for row, _, reason in faults(path)] == [
            (42, "bytes that do not fit the encoding of the file")] and len(rows(path)) == 40


def test_few_foreign_bytes_cost_their_rows_where_carriage_returns_end_the_lines(write):
    path = write(b"a,b\r" + b"1,2\r" * 40 + b"3,Soci\xe9t\xe9\r")
    assert [row for row, _, _ in faults(path)] == [42] and len(rows(path)) == 40


@pytest.mark.parametrize("encoding, names, seems", [
    ("big5", "公開（公告）號,冷藏冰箱之門體結構及其製造方法,國立臺灣大學,聯發科技", "seems to be Big5"),
    ("shift-jis", "日立株式会社,松下電器産業株式会社,富士通株式会社,三菱電機株式会社", "makes no sense"),
    ("shift-jis", "青島海爾股", "makes no sense"), ("euc-kr", "Номер,публикации", "makes no sense"),
    ("gb18030", "公開（公告）號,冷藏冰箱之門體結構及其製造方法,國立臺灣大學", None),
    ("gb18030", "喆镕珺玥堃翀,张瑞敏", None)])
def test_a_text_that_only_looks_like_gb18030_is_refused(write, encoding, names, seems):
    path = write(f"id,{names}\n".encode(encoding))
    if seems:
        with pytest.raises(InputError, match=seems):
            header_of(path)
    else:
        assert header_of(path) == ("id", *names.split(","))


@pytest.mark.parametrize("start", ["<html><table>", "\n <TABLE border=1>", '<?xml version="1.0"?>\n<Workbook>'])
def test_a_page_that_is_called_a_workbook(write, start):
    with pytest.raises(InputError, match=r"any\.xls: this is a page of HTML or XML.*save it as xlsx"):
        header_of(write(f"{start}<td>a,b</td>\n<td>1,2</td>\n", "any.xls"))


def test_a_cell_of_ten_megabytes(write):
    path = write('a,b\n1,"' + "x" * 10_000_000 + '"\n2,"' + "y\n" * 500 + '"\n')
    assert [len(row["b"]) for row in rows(path)] == [10_000_000, 1000]


def test_a_file_that_changes_while_it_is_read(write, monkeypatch):
    path = write("a,b\n1,2\n")
    real = text.load_straight

    def shrinking(connection, path, *more):
        done = real(connection, path, *more)
        path.write_text("a,b\n")
        return done
    monkeypatch.setattr("sixroutes.sources.opening.records.load_straight", shrinking)
    with pytest.raises(InputError, match="changed while it was read"):
        open_records(path)


@pytest.mark.parametrize("content, problem", [
    (b"", "the file is empty"), (b"a,b,a\n1,2,3\n", "column a: the same column twice"),
    (b"word\n", "no table"), ("a,b\nSociété,Müller\n".encode("latin-1"), "encoding is not known"),
    (b"PK\x03\x04 broken", "cannot be opened"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be opened")])
def test_what_cannot_be_read(write, content, problem):
    with pytest.raises(InputError, match=rf"any\.csv.*{problem}"):
        open_records(write(content))


def test_a_folder_and_no_file(tmp_path):
    with pytest.raises(InputError, match="a folder, not a file"):
        open_records(tmp_path)
    with pytest.raises(InputError, match="not there"):
        open_records(tmp_path / "gone.csv")


CELLS = st.text(st.sampled_from('ab海"\n\r,; \t'), max_size=5)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12), st.sampled_from([",", ";", "\t"]),
       st.sampled_from(["\n", "\r\n", "\r"]))
def test_as_many_records_as_the_csv_module_finds(write, table, delimiter, end):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [("first", "second", "third"), *table])
    found = rows(write(written.getvalue()))
    expected = list(csv.reader(io.StringIO(written.getvalue(), newline=""), delimiter=delimiter))[1:]
    assert [list(row.values())[1:] for row in found] == [cells for cells in expected if "".join(cells).strip()]


@pytest.mark.parametrize("content", ["q\r\ra;b\r1\n2;x\r3;y\n", 'q\r\ra;b\r"1\n2";x\r3;"y\n"\r'])
def test_line_feeds_stand_inside_cells_where_carriage_returns_end_the_lines(tmp_path, content):
    (tmp_path / "any.csv").write_bytes(content.encode())
    assert [list(row.values()) for row in rows(tmp_path / "any.csv")] == [[4, "1\n2", "x"], [5, "3", "y\n"]]


def test_one_carriage_return_in_the_first_line_does_not_end_the_others(tmp_path):
    (tmp_path / "any.csv").write_bytes(b"q\rq\na;b\n1;x\n2;y\n")
    assert [list(row.values()) for row in rows(tmp_path / "any.csv")] == [[4, "1", "x"], [5, "2", "y"]]


def test_a_header_below_many_titles_and_above_few_records(tmp_path):
    (tmp_path / "any.csv").write_text("\n".join(["title"] * 8) + '\na;b;c\n1;"x, y\nz, w";2\n', encoding="utf-8")
    assert rows(tmp_path / "any.csv") == [
        {"source_row": 10, "a": "1", "b": "x, y\nz, w", "c": "2"}]


def test_foreign_bytes_beside_a_stray_mark_are_a_fault(tmp_path):
    (tmp_path / "any.csv").write_bytes('a,b\n海尔,x\n"5\xe9" z,y\n'.encode().replace(b"\xc3\xa9", b"\xe9"))
    assert faults(tmp_path / "any.csv") == [(3, '"5?" z,y\n', "a quotation mark without its partner")]


def test_a_cut_off_utf_16_text_is_refused(tmp_path):
    (tmp_path / "any.csv").write_bytes("a,b".encode("utf-16") + b"\0")
    with pytest.raises(InputError, match="cannot be read as utf-16-le"):
        open_records(tmp_path / "any.csv")


def test_damaged_bytes_in_the_header_cost_no_record(tmp_path):
    (tmp_path / "any.csv").write_bytes("号,海\nCN1,海尔\nCN2,海信\n".encode().replace("海\n".encode(), b"\xb5\n"))
    assert [row["source_row"] for row in rows(tmp_path / "any.csv")] == [2, 3]
