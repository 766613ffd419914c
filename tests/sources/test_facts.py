from pathlib import Path

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.sources import check_facts, load_facts
from sixroutes.sources.facts import _first_lines, line_numbers

REAL = Path("data/raw/facts")


@pytest.fixture
def folder(facts, tmp_path):
    for name, frame in facts.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False, lineterminator="\n")
    return tmp_path


def test_facts_that_agree(facts, folder):
    assert check_facts(facts) is facts
    loaded = load_facts(folder)
    assert sorted(loaded) == sorted(facts)
    for name, frame in facts.items():
        pd.testing.assert_frame_equal(loaded[name], frame)


def test_nobody_need_have_decided_anything(facts, folder):
    (folder / "overrides.csv").unlink()
    assert load_facts(folder)["overrides"].empty


@pytest.mark.parametrize("table, column, value, message", [
    ("firms", "cluster_id", "qingdo", r"firms\.csv, row 2, .*unknown cluster_id 'qingdo'.*did you mean 'qingdao'"),
    ("firms", "organisation_id", "haier_group | haeir", r"firms\.csv, row 2, .*unknown organisation_id 'haeir'"),
    ("organisations", "cluster_id", "wuhn", r"organisations\.csv, row 2, .*did you mean 'wuhan'"),
    ("organisations", "group_id", "haier_grup", r"organisations\.csv, row 2, .*did you mean 'haier_group'"),
    ("aliases", "organisation_id", "zzz", r"aliases\.csv, row 2, .*'zzz'.*add it to organisations\.csv"),
    ("ownership", "child_id", "yofc_sale", r"ownership\.csv, row 2, column child_id.*did you mean 'yofc_sales'"),
    ("ownership", "parent_id", "yofk", r"ownership\.csv, row 2, column parent_id.*did you mean 'yofc'"),
    ("homonyms", "in_aliases_as", "yofk", r"homonyms\.csv, row 2, column in_aliases_as"),
    ("overrides", "organisation_id", "yofk", r"overrides\.csv, row 2, column organisation_id"),
    ("events", "cluster_id", "qingda", r"events\.csv, row 2, column cluster_id: unknown cluster_id"),
    ("events", "firm", "Haier", r"events\.csv, row 2, column firm: unknown firm 'Haier'.*did you mean"),
    ("events", "cluster_id", "wuhan", r"events\.csv, row 2, column cluster_id: .*its firm 'Haier Group' in 'qingdao'"),
    ("claims", "firm", "Haier Grp", r"claims\.csv, row 2, column firm: .*did you mean 'Haier Group'")])
def test_facts_that_do_not(facts, table, column, value, message):
    facts[table].loc[0, column] = value
    with pytest.raises(InputError, match=message):
        check_facts(facts)


def test_two_firms_of_one_name(facts):
    facts["firms"].loc[1, "firm"] = "Haier Group"
    with pytest.raises(InputError, match=r"firms\.csv, row 3, column firm: 'Haier Group' stands twice"):
        check_facts(facts)


def test_rows_after_a_line_break_in_a_cell(facts, folder):
    """The first alias takes two lines, so the second stands on line 4."""
    facts["aliases"].loc[1, "organisation_id"] = "yofk"
    with pytest.raises(InputError, match=r"aliases\.csv, row 4, column organisation_id"):
        check_facts(facts)
    path = folder / "aliases.csv"
    path.write_text(path.read_text().replace(",exact,high,", ",exact,quite,").replace("quite", "high", 1))
    with pytest.raises(InputError, match=r"aliases\.csv, row 4, column certainty: 'quite' is not allowed"):
        load_facts(folder)


def test_an_empty_line_between_rows(folder):
    path = folder / "events.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, "", ""]))
    assert len(load_facts(folder)["events"]) == 3  # at the end of the file it does no harm
    path.write_text("\n".join([*lines[:2], "", *lines[2:]]))
    with pytest.raises(InputError, match=r"events\.csv, row 3: an empty line"):
        load_facts(folder)


def test_a_missing_file_a_bad_cell_and_a_missing_column(folder):
    path = folder / "events.csv"
    text = path.read_text()
    path.write_text(text.replace("2005-06", "2005-13"))
    with pytest.raises(InputError, match=r"events\.csv, row 3, column date"):
        load_facts(folder)
    path.write_text(text.replace("event_type", "event_typ", 1))
    with pytest.raises(InputError, match=r"events\.csv, column event_type: .*rename 'event_typ'"):
        load_facts(folder)
    path.unlink()
    with pytest.raises(InputError, match=r"events\.csv: the file is not there"):
        load_facts(folder)


@pytest.mark.parametrize("name", sorted(path.stem for path in REAL.glob("*.csv")))
def test_lines_of_the_real_tables(name):
    """Counted from the cells, and counted from the file."""
    from sixroutes import tables
    frame = tables.read_csv(REAL / f"{name}.csv", f"facts_{name}")
    assert line_numbers(frame).tolist() == _first_lines(REAL / f"{name}.csv")
