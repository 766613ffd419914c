"""The command line says what a file is, names what is wrong, and helps with examples."""

import shutil
from pathlib import Path

import pytest

from sixroutes.cli import main

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["explain", "--help"], ["new", "--help"],
                                       ["fetch", "--help"], ["fetch", "patentsview", "--help"], ["code", "--help"],
                                       ["code", "sheets", "--help"], ["code", "read", "--help"], ["review", "--help"]])
def test_help_has_an_example(arguments, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(arguments)
    assert "example" in capsys.readouterr().out


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 0
    assert "usage: sixroutes" in capsys.readouterr().out


def test_check_describes_the_tables_and_studies_that_ship(capsys):
    assert main(["check", str(ROOT / "data/raw/facts"), str(ROOT / "config/studies")]) == 0
    out = capsys.readouterr().out
    assert "events.csv: curated table 'events', 660 rows" in out
    assert "qingdao_2009.yaml: a study of 1 cluster(s)" in out and "agree with one another" in out


def test_check_of_a_study_looks_across_its_tables(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "data/raw/facts", tmp_path / "data/raw/facts")
    monkeypatch.chdir(tmp_path)
    owners = tmp_path / "data/raw/facts/ownership.csv"
    more = "hisense_group,kelon,2010,,,acquired,,high\n"
    owners.write_text(owners.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert main(["check", "config/studies/qingdao_2009.yaml"]) == 1
    assert "which it owns itself" in capsys.readouterr().out


def test_check_names_every_bad_file_and_goes_on(tmp_path, capsys):
    (tmp_path / "clusters.csv").write_text("cluster_id\nx\n")
    (tmp_path / "homonyms.csv").write_text("raw_name\nx\n")
    (tmp_path / "what.bin").write_bytes(b"\x00\x01")
    assert main(["check", str(tmp_path), str(tmp_path / "what.bin"), str(tmp_path / "gone.csv")]) == 1
    out, err = capsys.readouterr()
    assert out.count("NOT USABLE") == 4 and "4 file(s) to mend" in err


def test_explain_a_study_that_is_not_built(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").symlink_to(ROOT / "config")
    assert main(["explain", "x", "--study", "qingdao_2009"]) == 1
    assert "snakemake" in capsys.readouterr().err
    assert main(["explain", "x", "--study", "qingdao_2008"]) == 1
    assert "did you mean 'qingdao_2009'" in capsys.readouterr().err


def test_check_says_what_becomes_of_an_event_file(tmp_path, capsys):
    path = tmp_path / "any.csv"
    path.write_text("Deal Number,Date Announced,Alliance Statuz,Participants,Participant Nation,x\n"
                    "1,1/2/1998,Pending,Haier,China,\n,,,Liebherr,Germany,\n2,13/13/1998,Pending,Haier,China,\n"
                    "3,14/14/1998,Pending,Haier,China,\n", encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: sdc_alliances, one row per participant of a deal: 4 read = 1 kept + 1 duplicate + 2 rejected",
        "  columns: number = Deal Number; announced = Date Announced; participants = Participants; "
        "nations = Participant Nation; not used: Alliance Statuz, x",
        "  'Alliance Statuz' is not used; is it meant for status?",
        "  rejected: 2 x not a date of the calendar (column Date Announced; row 4 '13/13/1998', row 5 '14/14/1998')"]


def test_check_of_a_folder_without_tables_is_no_success(tmp_path, capsys):
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "NOT USABLE" in capsys.readouterr().out


def test_a_new_study_gets_an_empty_table_of_events(tmp_path, monkeypatch, capsys):
    (tmp_path / "config/studies").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mine"]) == 0
    out = capsys.readouterr().out
    assert "config/studies/mine.yaml" in out and "file: data/raw/mine/events.xlsx" in out
    assert main(["check", "data/raw/mine/events.xlsx", "data/raw/mine/events.csv"]) == 0
    assert capsys.readouterr().out.count("event_template, one row per event: 0 read") == 2
    Path("config/studies/mine.yaml").unlink()
    assert main(["new", "mine"]) == 0
    assert "Left events.csv and events.xlsx in data/raw/mine as they are" in capsys.readouterr().out


@pytest.fixture
def small_study(tmp_path, monkeypatch):
    """The study of 2009 in a folder of its own, with two names that one word keeps apart."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "data/raw/facts", tmp_path / "data/raw/facts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_review_goes_out_and_comes_back(small_study, capsys):
    import pandas as pd

    from sixroutes import tables
    row = dict(rank=1, raw_name="=Haier", other_name="Haier Group", organisation_id="name:haier",
               other_organisation_id="haier_group", method="slip", score=0.6, state="undecided", n_units=9)
    tables.write(pd.DataFrame([row]),
                 small_study / "data/processed/qingdao_2009/organisations/name_review.parquet")
    assert main(["review", "qingdao_2009", "--to", "names.csv"]) == 0
    assert "Wrote names.csv: 1 row(s) (1 undecided)" in capsys.readouterr().out
    path = small_study / "names.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(',9,"","",""', ',9,"same","me","asked them"'),
                    encoding="utf-8")
    assert main(["review", "qingdao_2009", "--from", "names.csv"]) == 0
    assert "1 added, 0 already there, 0 changed" in capsys.readouterr().out
    text = (small_study / "data/raw/facts/overrides.csv").read_text(encoding="utf-8")
    assert "=Haier,same,Haier Group,,me," in text and "CRRC Group" in text
    assert main(["check", "config/studies/qingdao_2009.yaml"]) == 0
    assert "names 2 string(s) that the study does not meet: '=Haier', 'CRRC Group'" in capsys.readouterr().out


def test_review_of_a_study_that_is_not_built(small_study, capsys):
    assert main(["review", "qingdao_2009"]) == 1
    assert "snakemake" in capsys.readouterr().err


def test_check_shows_open_questions_that_much_hangs_on(small_study, capsys):
    events = small_study / "data/raw/facts/events.csv"
    text = events.read_text(encoding="utf-8")
    assert "Liebherr" in text
    study = small_study / "config/studies/qingdao_2009.yaml"
    study.write_text(study.read_text(encoding="utf-8") + "\nreview_from: 1\n", encoding="utf-8")
    events.write_text(text.replace("Liebherr", "Haier Germany"), encoding="utf-8")
    assert main(["check", str(study.relative_to(small_study))]) == 0
    out = capsys.readouterr().out
    assert "'Haier Germany' and " in out and "sixroutes review qingdao_2009" in out
