"""A study's file is checked key by key, and what is wrong is named with what was meant."""

from pathlib import Path

import pytest
import yaml

from sixroutes.errors import InputError
from sixroutes.studies import load_config, load_study, read_yaml, write_new_study

ROOT = Path(__file__).parents[1]
STUDY = {"study": "toy", "title": {"en": "Toy", "zh": "示例"}, "as_of": "2020-12-31", "clusters": ["a"],
         "facts": "data/raw/facts", "events": [{"base": "independent", "table": "events"}],
         "periods": [{"name": "early", "first": 1980, "last": 1999}, {"name": "late", "first": 2000, "last": 2020}]}


def write(folder, **changes):
    values = {name: value for name, value in {**STUDY, **changes}.items() if value is not ...}
    (folder / "toy.yaml").write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize("name", ["chinese_clusters", "qingdao_2009"])
def test_the_studies_that_ship_are_right(name):
    study = load_study(name, ROOT / "config" / "studies")
    assert study["choices"]["interval"]["draws"] >= 1000
    assert load_config(ROOT / "config" / "config.yaml")["languages"] == ["en", "zh"]


def test_defaults_are_filled_in(tmp_path):
    write(tmp_path, choices={"alliance_tail_years": 3})
    choices = load_study("toy", tmp_path)["choices"]
    assert choices["alliance_tail_years"] == 3 and choices["acquisition_window_years"] == 5
    assert choices["interval"]["level"] == .95


@pytest.mark.parametrize(("changes", "message"), [
    ({"clsuters": ["a"]}, "unknown key 'clsuters'.*did you mean 'clusters'"),
    ({"choices": {"alliance_tail_year": 3}}, "choices: unknown key 'alliance_tail_year'.*'alliance_tail_years'"),
    ({"as_of": ...}, "the key 'as_of' is missing"),
    ({"as_of": "2009-13-41"}, "as_of: '2009-13-41' is not a 'date'"),
    ({"clusters": []}, "clusters"),
    ({"choices": {"alliance_tail_years": "three"}}, "choices.alliance_tail_years: 'three' is not of type 'integer'"),
    ({"study": "other"}, "calls itself 'other'"),
    ({"periods": [{"name": "a", "first": 1980, "last": 2000}, {"name": "b", "first": 2000, "last": 2009}]},
     "'a' and 'b' overlap.*start in 2001"),
    ({"periods": [{"name": "a", "first": 1990, "last": 1980}]}, "ends before it starts"),
    ({"events": [{"base": "independent", "table": "events", "file": "x.csv"}]},
     "column events.0: both table and file are named. Expected one of table, file. .*remove one"),
    ({"events": [{"base": "independent"}]}, "events.0: neither table nor file is named.*add table: or file:"),
    ({"events": [{"base": "independent", "fiel": "x.csv"}]}, "events.0: unknown key 'fiel'.*did you mean 'file'"),
])
def test_what_is_wrong_is_named(tmp_path, changes, message):
    write(tmp_path, **changes)
    with pytest.raises(InputError, match=message):
        load_study("toy", tmp_path)


@pytest.mark.parametrize(("name", "message"), [("a/b", "cannot be the name"), ("../toy", "cannot be the name"),
                                               ("tpy", "did you mean 'toy'")])
def test_a_name_that_is_no_study(tmp_path, name, message):
    write(tmp_path)
    with pytest.raises(InputError, match=message):
        load_study(name, tmp_path)


def test_events_may_come_from_a_file(tmp_path):
    bodies = [{"base": "independent", "file": "data/raw/toy/events.xlsx"}]
    write(tmp_path, events=bodies)
    assert load_study("toy", tmp_path)["events"] == bodies


def test_broken_yaml_names_the_line(tmp_path):
    (tmp_path / "toy.yaml").write_text("study: toy\nclusters: [a\nfacts: b: c\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"toy.yaml, row \d+: not valid YAML"):
        load_study("toy", tmp_path)


def test_a_new_study_is_one_that_loads(tmp_path):
    path = write_new_study("mine", tmp_path)
    default = load_study("qingdao_2009", ROOT / "config" / "studies")  # which makes no choice of its own
    assert load_study("mine", tmp_path)["choices"] == default["choices"]
    with pytest.raises(InputError, match="already"):
        write_new_study("mine", tmp_path)
    assert path.read_text(encoding="utf-8").count("#") > 15


def test_every_key_of_the_schema_is_described():
    def keys(part):
        for name, inner in part.get("properties", {}).items():
            yield name, inner
            yield from keys(inner)

    schema = read_yaml(ROOT / "config" / "study.schema.yaml")
    undescribed = [name for name, inner in keys(schema) if "description" not in inner and name not in ("en", "zh")]
    assert undescribed == []
