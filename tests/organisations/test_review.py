"""The review goes out to a person and comes back: the same names, checked decisions, nothing lost on the way."""

import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes import tables
from sixroutes.errors import InputError
from sixroutes.organisations.names import add_decisions, read_review, resolve, review_table, write_review
from sixroutes.organisations.names.hinting import hints, shorter
from sixroutes.organisations.names.linking import keys, name_parts
from sixroutes.schemas import CONTRACTS

NASTY = ["=1+1", "+A", "-A", "@SUM(A1)", "\tA", "'=1", "''", "'A", 'He said "A"', "A\nB", "A\r\nB", "A\rB", "A,B;C",
         "\u202eABC\u202c", "\u2067A\u2069", "海尔=1", "＝1+1", "_x0041_", " A ", "NA", "12", "😀", "A\u2028B",
         "A\x0bB"]
NAMES = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
                                                  min_size=1, max_size=30))


def review_of(pairs, state="undecided"):
    return pd.DataFrame([{"rank": rank, "raw_name": one, "other_name": other, "organisation_id": None,
                          "other_organisation_id": "haier_group", "method": "slip", "score": 0.6, "state": state,
                          "n_units": 9} for rank, (one, other) in enumerate(pairs, 1)])


def fill(path, *decisions):
    """Write decisions into the rows of a CSV review, as a spreadsheet program would."""
    import csv
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    for row, decision in zip(rows[1:], decisions, strict=False):
        row[9:9 + len(decision)] = decision
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)


@pytest.fixture
def folder(tmp_path, facts):
    """The tiny facts as files, without decisions."""
    facts["organisations"].to_csv(tmp_path / "organisations.csv", index=False)
    return tmp_path


@pytest.fixture
def go_round(folder):
    """A function that writes pairs, fills them in and adds the decisions."""
    def walk(pairs, *decisions, state="undecided"):
        path = folder / "review.csv"
        path.unlink(missing_ok=True)
        write_review(review_of(pairs, state), path)
        fill(path, *decisions)
        return add_decisions(read_review(path), folder, "review.csv", today="2026-01-01")
    return walk


def overrides_in(folder):
    return tables.read_csv(folder / "overrides.csv", "facts_overrides")


def test_decisions_are_added_once_and_kept(go_round, folder):
    pairs = [("B", "A"), ("C", "D"), ("E", "F")]
    filled = (["same", "me", "seen it"], [""], [" Organisation"])
    assert go_round(pairs, *filled) == {"added": 2, "already there": 0, "changed": 0}
    before = (folder / "overrides.csv").read_bytes()
    assert go_round(pairs, *filled) == {"added": 0, "already there": 2, "changed": 0}
    assert (folder / "overrides.csv").read_bytes() == before
    assert go_round(pairs[:1], ["same", "you", "looked again"]) == {"added": 0, "already there": 0, "changed": 1}
    rows = overrides_in(folder)
    assert rows["raw_name"].tolist() == ["B", "E"] and rows["decided_by"].iloc[0] == "you"
    assert rows["organisation_id"].iloc[1] == "haier_group" and rows["decided_on"].tolist() == ["2026-01-01"] * 2


def test_the_order_of_the_two_names_does_not_matter(go_round):
    assert go_round([("B", "A"), ("A", "B")], ["same"], ["same"]) == {"added": 1, "already there": 1, "changed": 0}


@pytest.mark.parametrize(("pairs", "filled", "message"), [
    ([("A", "B")], ["smae"], "review.csv, row 2, column decision: unknown decision 'smae'.*did you mean 'same'"),
    ([("A", "B"), ("B", "A")], [["same"], ["apart"]], "review.csv, row 3, column decision"),
    ([("A\nB", "B"), ("A", "A")], [[""], ["apart"]], "review.csv, row 4, column other_name: 'A' is compared"),
])
def test_what_cannot_be_followed_is_refused_and_nothing_written(pairs, filled, message, go_round, folder):
    with pytest.raises(InputError, match=message):
        go_round(pairs, *(filled if isinstance(filled[0], list) else [filled]))
    assert not (folder / "overrides.csv").exists()


def test_a_contradiction_with_an_older_decision_is_refused(go_round, folder):
    go_round([("A", "B")], ["apart"])
    with pytest.raises(InputError, match=r"overrides.csv, row 2.*told apart here.*among them rows of review.csv"):
        go_round([("A", "B"), ("C", "D")], ["same"], ["same"])
    assert overrides_in(folder)["decision"].tolist() == ["apart"]


def test_an_organisation_that_is_new_cannot_be_named(go_round, folder):
    path = folder / "new.csv"
    write_review(review_of([("A", "B")]).assign(other_organisation_id="name:b"), path)
    fill(path, ["organisation"])
    with pytest.raises(InputError, match=r"new.csv, row 2, column organisation_id.*not in organisations.csv"):
        add_decisions(read_review(path), folder, "new.csv")


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=6, unique=True))
def test_any_name_comes_back_from_csv_and_from_the_table_of_decisions(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("round")
    write_review(review_of(pairs), folder / "review.csv")
    fill(folder / "review.csv", *[["apart"]] * len(pairs))
    back = read_review(folder / "review.csv")
    assert list(zip(back["raw_name"], back["other_name"], strict=True)) == pairs
    nobody = pd.DataFrame(columns=list(CONTRACTS["facts_organisations"].columns))
    nobody.to_csv(folder / "organisations.csv", index=False)
    add_decisions(back, folder, "review.csv")
    kept = overrides_in(folder)
    assert {frozenset(pair) for pair in zip(kept["raw_name"], kept["other_name"], strict=True)} == set(
        map(frozenset, pairs))


@settings(max_examples=25)
@given(st.lists(NAMES, min_size=1, max_size=6))
def test_any_name_comes_back_from_a_workbook(tmp_path_factory, names):
    path = tmp_path_factory.mktemp("round") / "review.xlsx"
    write_review(review_of([(name, "A") for name in names]), path)
    filled = pd.DataFrame(_cells(path)).iloc[1:, 1].tolist()
    assert filled == names


def _cells(path):
    from sixroutes.organisations.names.review_files import _read_xlsx
    return [cells for _, cells in _read_xlsx(path)]


def test_no_cell_becomes_a_formula(tmp_path):
    pairs = [(name, "A") for name in NASTY]
    for suffix in ("csv", "xlsx"):
        write_review(review_of(pairs), tmp_path / f"review.{suffix}")
    with zipfile.ZipFile(tmp_path / "review.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "<f " not in sheet and '"same,apart,organisation"' in sheet
        assert "请从最前面看起" in book.read("xl/sharedStrings.xml").decode()
    text = (tmp_path / "review.csv").read_text(encoding="utf-8-sig")
    assert not re.search(r'(^|,)"?[=+@\t＝]', text, flags=re.MULTILINE)


def test_a_file_with_decisions_is_not_overwritten(tmp_path):
    write_review(review_of([("A", "B")]), tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="may hold decisions"):
        write_review(review_of([("A", "B")]), tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"Expected \.csv or \.xlsx"):
        write_review(review_of([("A", "B")]), tmp_path / "a.ods")


def test_a_file_that_is_no_review_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("raw_name,decision\nA,same\n")
    with pytest.raises(InputError, match="row 1: no column 'other_name'"):
        read_review(tmp_path / "a.csv")


@pytest.mark.parametrize(("name", "part_of"), [
    ("海信集团技术中心", "海信集团有限公司"), ("海信集团有限公司北京分公司", "海信集团有限公司"),
    ("青岛海信电器股份有限公司", "海信电器"), ("Qingdao University, School of Physics", None),
    ("Qingdao Univ. Dept.", "Qingdao University"), ("Haier Germany GmbH", "Haier")])
def test_a_name_and_the_same_with_more_are_a_question(name, part_of):
    known = ["海信集团有限公司", "海信电器", "Qingdao University", "Haier"]
    found = name_parts([*known, name])
    found["key"] = keys(found)
    label = {key: key for key in found["key"][:4]}
    asked = hints(found, label)
    key_of = found.set_index("name")["key"]
    assert asked["other"].tolist() == ([key_of[part_of]] if part_of else [])
    assert not asked["sure"].any()


def test_initials_are_a_question_and_nothing_is_merged(facts, make_frame):
    names = ["QRRI Co.", "Qingdao Rail Research Institute"]
    facts["organisations"].loc[0, "name_en"] = names[1]
    found, pairs = resolve(names, facts["aliases"], facts["organisations"])
    assert pairs.loc[pairs["method"] == "initials", "state"].tolist() == ["undecided"]
    assert found["organisation_id"].tolist() == ["name:qrri", "hisense_group"]


def test_apart_holds_for_the_whole_organisation_and_for_names_of_one_key(facts, make_frame):
    told = make_frame("facts_overrides", [
        dict(raw_name="QINDAO HAIER", decision="apart", other_name="haier_group"),
        dict(raw_name="HISENSE GROUP", decision="apart", other_name="Hisense Group Co., Ltd.")])
    found = resolve(["QINDAO HAIER", "HISENSE GROUP", "Hisense Group Co., Ltd."], facts["aliases"],
                    facts["organisations"], overrides=told)[0]
    assert found["organisation_id"].tolist()[1:] == ["name:HISENSE GROUP", "hisense_group"]
    assert found["organisation_id"][0] != "haier_group"
    assert found["method"].tolist()[1] == "override"


def test_a_place_is_no_name():
    assert shorter("北京") == [] and shorter("haier") == []


def test_a_question_about_a_curated_name_that_is_not_met_is_shown(facts):
    names, pairs = resolve(["Qingdao Univ. Dept."], facts["aliases"], facts["organisations"])
    table = review_table(names.assign(n_units=7, holds="always", alias_of=None), pairs, facts["organisations"])
    assert table[["other_name", "other_organisation_id", "state", "n_units"]].to_numpy().tolist() == [
        ["Qingdao University", "qdu", "undecided", 7]]
