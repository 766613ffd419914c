"""From disagreements to the report, by the commands that people type."""

import csv

import pandas as pd
import pytest

from sixroutes.cli import main
from sixroutes.coding import disagreements_of
from sixroutes.vocabulary import ROUTES

from .conftest import codes_of, fill, write_csv


def test_what_has_to_be_settled():
    codes = codes_of({"A": {"u1": "original", "u2": "original", "u3": ["original", "other"], "u4": "cannot_tell",
                            "u5": "other"},
                      "B": {"u1": "original", "u2": "other", "u3": "original", "u4": "cannot_tell"}})
    listed = disagreements_of(codes)
    assert listed.drop_duplicates("unit_id").set_index("unit_id")["why"].to_dict() == {
        "u2": "answers differ", "u3": "answers differ", "u4": "nobody could tell", "u5": "one answer only"}
    assert listed.set_index(["unit_id", "coder"]).loc[("u3", "A"), "routes"] == "original | other"


@pytest.fixture
def coded(made_up, tmp_path):
    """Two made-up coders, one of them wrong in a fifth of the units; gives (folder, true routes)."""
    main(["code", "sheets", "made_up", "--coders", "A,B", "--units", "80", "--to", "out"])
    fill(tmp_path / "out/A.csv", made_up)
    fill(tmp_path / "out/B.csv", made_up, wrong=.2, seed=3)
    assert main(["code", "read", "out", "--study", "made_up"]) == 0
    return tmp_path, made_up


def settle(folder, truth):
    assert main(["code", "adjudicate", "made_up", "--to", "out"]) == 0
    fill(folder / "out/adjudication.csv", truth)
    return main(["code", "gold", "out/adjudication.csv", "--study", "made_up"])


def test_the_whole_way(coded, capsys):
    folder, truth = coded
    assert settle(folder, truth) == 0
    assert "80 units settled = " in capsys.readouterr().out
    assert main(["code", "report", "made_up"]) == 0
    made = folder / "data/processed/made_up/coding"
    gold = pd.read_parquet(made / "gold.parquet").set_index("unit_id")["route"]
    assert (gold == truth[gold.index]).all()
    shares = pd.read_parquet(made / "corrected_shares.parquet").set_index("route")
    real = truth.value_counts(normalize=True)
    inside = [(shares.loc[route, "low"] <= real[route] <= shares.loc[route, "high"]) for route in ROUTES]
    assert sum(inside) >= 6
    english, chinese = ((made / f"report.{language}.md").read_text(encoding="utf-8") for language in ("en", "zh"))
    numbers = [cell for line in english.splitlines() for cell in line.split(" | ") if "[" in cell and "95%" not in cell]
    assert len(numbers) > 20 and all(number in chinese for number in numbers)
    for name in ("agreement", "kappa", "confusion", "accuracy", "corrected_shares"):
        assert len(pd.read_csv(made / f"{name}.csv")) == len(pd.read_parquet(made / f"{name}.parquet"))


def test_the_same_twice_gives_the_same_bytes(coded):
    folder, truth = coded
    settle(folder, truth)
    made = folder / "data/processed/made_up/coding"
    main(["code", "report", "made_up"])
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    main(["code", "report", "made_up"])
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_without_settled_answers_the_rules_are_not_judged(coded, capsys):
    folder, _ = coded
    assert main(["code", "report", "made_up"]) == 0
    assert "the answers are not settled" in capsys.readouterr().out
    page = (folder / "data/processed/made_up/coding/report.en.md").read_text(encoding="utf-8")
    assert "sixroutes code adjudicate" in page and "Precision and recall" not in page


def test_reading_again_removes_what_rested_on_other_codes(coded):
    folder, truth = coded
    settle(folder, truth)
    assert main(["code", "read", "out", "--study", "made_up"]) == 0
    assert not (folder / "data/processed/made_up/coding/gold.parquet").exists()


def test_the_adjudication_sheet_shows_the_answers_and_takes_no_other_units(coded, capsys):
    folder, truth = coded
    settle(folder, truth)
    path = folder / "out/adjudication.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    answers = rows[0][header.index("answers of the coders")]
    assert answers.startswith("A: ") and "\nB: " in answers and "coder" not in header
    settled = {row[0] for row in rows}
    agreed = next(unit for unit in pd.read_parquet(folder / "data/processed/made_up/coding/codes.parquet")["unit_id"]
                  if unit not in settled)
    for unit, told in ((agreed, f"the coders agree on '{agreed}'"), ("event-x", "nobody coded 'event-x'")):
        write_csv(path, [header, [unit, *rows[0][1:]]])
        assert main(["code", "gold", "out/adjudication.csv", "--study", "made_up"]) == 1
        assert told in capsys.readouterr().err


def test_what_is_left_open_is_counted(coded, capsys):
    folder, truth = coded
    assert main(["code", "adjudicate", "made_up", "--to", "out"]) == 0
    fill(folder / "out/adjudication.csv", truth)
    with (folder / "out/adjudication.csv").open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    place = header.index("route 1")
    rows[0][place], rows[1][place] = "", "Cannot be told"
    write_csv(folder / "out/adjudication.csv", [header, *rows])
    assert main(["code", "gold", "out/adjudication.csv", "--study", "made_up"]) == 0
    assert "78 units settled" in (out := capsys.readouterr().out) and "1 cannot be told, 1 left open" in out


def test_steps_out_of_order_say_what_comes_first(made_up, capsys):
    for step in (["report", "made_up"], ["adjudicate", "made_up", "--to", "out"],
                 ["gold", "x.csv", "--study", "made_up"]):
        assert main(["code", *step]) == 1
        assert "sixroutes code read FOLDER --study made_up" in capsys.readouterr().err


def test_a_study_that_changed_after_the_draw_is_told(coded):
    folder, _ = coded
    path = folder / "data/processed/made_up/routes/assignments.parquet"
    frame = pd.read_parquet(path)
    drawn = set(pd.read_parquet(folder / "data/processed/made_up/coding/sample.parquet")["unit_id"])
    gone = next(unit for unit in frame["unit_id"] if unit not in drawn)
    frame[frame["unit_id"] != gone].to_parquet(path)
    assert main(["code", "report", "made_up"]) == 0
    page = (folder / "data/processed/made_up/coding/report.en.md").read_text(encoding="utf-8")
    assert "300 counted units then, 299 now" in page
