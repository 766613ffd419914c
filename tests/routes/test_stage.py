"""From file to file a study gets the routes that it gets from frames, however few units are held at one time."""

import inspect

import pandas as pd
import pytest

from sixroutes import simulation, tables
from sixroutes.routes import assign, stage
from sixroutes.schemas import CONTRACTS
from sixroutes.simulation import recovery
from sixroutes.studies import SCHEMA, check_config

MADE = ("evidence", "assignments", "runners_up", "acquired_stock", "route_doubts")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """(choices, {name_path: path} of a made-up study's tables, what `assign` says of them)."""
    made = simulation.study(patents=120, clusters=2, firms=6, events=40, seed=4, noise=simulation.REALISTIC)
    choices = check_config(made.study, SCHEMA, "made_up.yaml")["choices"]
    frames = made.tables | recovery.run(made)
    wanted = [name for name in inspect.signature(assign).parameters if name != "choices"]
    folder = tmp_path_factory.mktemp("study")
    for name in wanted:
        tables.write(frames[name], folder / f"{name}.parquet")
    in_order = {name: frames[name].sort_values(list(CONTRACTS[name].key), ignore_index=True) for name in MADE}
    return choices, {f"{name}_path": str(folder / f"{name}.parquet") for name in wanted}, in_order


@pytest.mark.parametrize("units", [10_000, 50])
def test_blocks_change_nothing(study, tmp_path, monkeypatch, units):
    choices, paths, expected = study
    monkeypatch.setattr(stage, "UNITS", units)
    stage.assign_study(**paths, choices=choices, **{name: str(tmp_path / f"{name}.parquet") for name in MADE})
    for name in MADE:
        pd.testing.assert_frame_equal(tables.read(tmp_path / f"{name}.parquet"), expected[name])


def test_events_without_patents(study, tmp_path):
    choices, paths, expected = study
    none = tmp_path / "applicant_groups.parquet"
    tables.write(tables.read(paths["applicant_groups_path"])[:0], none)
    out = {name: str(tmp_path / "out" / f"{name}.parquet") for name in MADE}
    stage.assign_study(**{**paths, "applicant_groups_path": str(none)}, choices=choices, **out)
    events = expected["assignments"].query("unit_kind == 'event'").reset_index(drop=True)
    assert len(events)
    pd.testing.assert_frame_equal(tables.read(out["assignments"]), events)
