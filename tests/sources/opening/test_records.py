import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources.opening import header_of, open_records

TEXT = "号,name,年\nCN1,海尔,1998\nCN2,\"LG, Ltd.\",삼성\n"


def rows(path):
    return open_records(path).records.to_pylist()


def write(tmp_path, content, name="any.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_gives_the_same(tmp_path, encoding, end, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        csv.reader(io.StringIO(TEXT)))
    path = write(tmp_path, text.getvalue().encode(encoding))
    assert header_of(path) == ("号", "name", "年")
    assert rows(path) == [{"source_row": 2, "号": "CN1", "name": "海尔", "年": "1998"},
                          {"source_row": 3, "号": "CN2", "name": "LG, Ltd.", "年": "삼성"}]


def test_titles_above_blank_lines_and_line_breaks_keep_the_numbers(tmp_path):
    path = write(tmp_path, 'search URL:,https://x/?q="a"\n\na,b,c\n1,"two\nlines",3\n\n,,\n4,5,6')
    assert [row["source_row"] for row in rows(path)] == [4, 8]
    assert rows(path)[0]["b"] == "two\nlines"


def test_rows_that_do_not_fit_the_header_are_named(tmp_path):
    opened = open_records(write(tmp_path, "a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n"))
    assert [(fault.row, fault.value) for fault in opened.faults] == [(3, "2 cells"), (5, "4 cells")]
    assert opened.records["a"].to_pylist() == ["1", "4"]


def test_inch_marks_in_text_parted_by_tabs(tmp_path):
    assert rows(write(tmp_path, 'a\tb\n5" disk\tx\n'))[0]["a"] == '5" disk'


@pytest.mark.parametrize("content, problem", [
    (b"", "the file is empty"), (b"a,b\n1,\x00\n", "row 2: a NUL"), (b'a,b\n1,2\n1,"2\n', "row 3: a quotation mark"),
    (b'a,b\n1,5" disk\n', "row 2: a quotation mark"), (b"a,b,a\n1,2,3\n", "column a: the same column twice"),
    (b"word\n", "no table"), ("a,b\nSociété,Müller\n".encode("latin-1"), "encoding is not known"),
    (b"PK\x03\x04 broken", "cannot be opened"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be opened")])
def test_what_cannot_be_read(tmp_path, content, problem):
    with pytest.raises(InputError, match=rf"any\.csv.*{problem}"):
        open_records(write(tmp_path, content))


def test_a_folder_and_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(InputError, match="not there"):
            open_records(path)


CELLS = st.text(st.sampled_from('ab海"\n\r,; \t'), max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12), st.sampled_from([",", ";", "\t"]),
       st.sampled_from(["\n", "\r\n", "\r"]))
def test_as_many_records_as_the_csv_module_finds(tmp_path, table, delimiter, end):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [("first", "second", "third"), *table])
    found = rows(write(tmp_path, text.getvalue()))
    expected = [list(cells) for cells in csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter)][1:]
    assert [list(row.values())[1:] for row in found] == [
        cells for cells in expected if "".join(cells).strip(" \t\r\n\"" + delimiter)]
