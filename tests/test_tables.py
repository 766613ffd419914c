"""Contracts are kept when a table is read and when it is written, and errors say where."""

import pandas as pd
import pytest

from sixroutes import tables
from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check

OWNERSHIP = "child_id,parent_id,from_date,to_date,share_percent,basis,source_url,certainty\n"


def ownership(tmp_path, *rows, header=OWNERSHIP, encoding="utf-8"):
    path = tmp_path / "ownership.csv"
    path.write_text(header + "".join(row + "\n" for row in rows), encoding=encoding)
    return path


@pytest.mark.parametrize(("rows", "message"), [
    (["a,b,2001,,50,acquired,,high", "c,d,2001-13,,,acquired,,high"],
     "row 3, column from_date: '2001-13' is not allowed"),
    (["a,b,2001-02-30,,,acquired,,high"], "row 2, column from_date"),
    (["a,b,,,fifty,acquired,,high"], "row 2, column share_percent: cannot read 'fifty' as number"),
    (["a,b,,,120,acquired,,high"], "row 2, column share_percent: 120.0 is not allowed.*at most 100"),
    (["a,b,,,,bought,,high"], "row 2, column basis: 'bought' is not allowed.*acquired"),
    (["a,,,,,acquired,,high"], "row 2, column parent_id: the cell is empty"),
    (["a,b,2001,,,acquired,,high", "a,b,2001,,,acquired,,high"], "stands twice"),
])
def test_a_bad_cell_is_named(tmp_path, rows, message):
    place = "" if message.startswith("stands") else "ownership.csv, .*"
    with pytest.raises(InputError, match=place + message):
        tables.read_csv(ownership(tmp_path, *rows), "facts_ownership")


def test_a_misspelt_column_is_named_with_the_nearest(tmp_path):
    path = ownership(tmp_path, "a,b,,,,acquired,,high", header=OWNERSHIP.replace("certainty", "certanty"))
    with pytest.raises(InputError, match=r"column certainty: the column is missing.*rename 'certanty'"):
        tables.read_csv(path, "facts_ownership")


def test_other_encodings_and_missing_files(tmp_path):
    with pytest.raises(InputError, match="not UTF-8"):
        tables.read_csv(ownership(tmp_path, "海尔,b,,,,acquired,,high", encoding="gb18030"), "facts_ownership")
    with pytest.raises(InputError, match="not there"):
        tables.read_csv(tmp_path / "nothing.csv", "facts_ownership")
    with pytest.raises(InputError, match="snakemake"):
        tables.read(tmp_path / "usage.parquet")


def test_a_country_code_na_is_not_a_missing_value(tmp_path):
    read = tables.read_csv(ownership(tmp_path, "NA,b,,,,acquired,,high"), "facts_ownership")
    assert read["child_id"].tolist() == ["NA"]


def test_bytes_do_not_depend_on_the_order_of_rows(tmp_path):
    rows = [dict(citing_id=f"US{place}", cited_id="US9", category=None) for place in range(5)]
    for name, order in (("one", rows), ("two", rows[::-1])):
        tables.write(pd.DataFrame(order), tmp_path / name / "citations.parquet")
    one, two = (tmp_path / name / "citations.parquet" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert tables.read(one)["citing_id"].tolist() == [row["citing_id"] for row in rows]


def test_nothing_half_written_is_left(tmp_path):
    target = tmp_path / "note.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError), tables.replacing(target) as temporary:
        temporary.write_text("ne")
        raise RuntimeError("cut off")
    assert target.read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_an_empty_table_keeps_its_types(name):
    contract = CONTRACTS[name]
    empty = check(pd.DataFrame({column: [] for column in contract.columns}), contract)
    assert list(empty.columns) == list(contract.columns)
    assert set(contract.key) <= set(contract.columns)


def test_one_piece_has_the_bytes_of_a_whole(tmp_path):
    frame = pd.DataFrame({"citing_id": ["b", "a"], "cited_id": ["c", "d"], "category": [None, "X"]})
    with tables.appending(tmp_path / "pieces" / "citations.parquet") as add:
        add(frame)
    tables.write(frame, tmp_path / "whole" / "citations.parquet")
    assert (tmp_path / "pieces/citations.parquet").read_bytes() == (tmp_path / "whole/citations.parquet").read_bytes()


def test_pieces_stand_as_they_come_or_nothing_is_left(tmp_path):
    path = tmp_path / "citations.parquet"
    pieces = [pd.DataFrame({"citing_id": [name], "cited_id": ["x"], "category": [None]}) for name in "ab"]
    with tables.appending(path) as add:
        for piece in pieces:
            add(piece)
    assert tables.read(path)["citing_id"].tolist() == ["a", "b"]
    with pytest.raises(InputError, match="citing_id"), tables.appending(tmp_path / "bad.parquet", "citations") as add:
        add(pieces[0])
        add(pieces[1].drop(columns="citing_id"))
    with tables.appending(tmp_path / "none.parquet", "citations"):
        pass
    assert len(tables.read(tmp_path / "none.parquet")) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["citations.parquet", "none.parquet"]
