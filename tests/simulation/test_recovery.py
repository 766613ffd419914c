"""What was planted is found, and nothing that should not matter does."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.simulation import REALISTIC, Study, coverage, recover, study
from sixroutes.simulation.recovery import run, score

SMALL = dict(patents=120, clusters=2, firms=3, events=60)
KEY = ["unit_id", "firm_id", "route"]


def found(made):
    """Assignments as a person would compare them: without the names of groups and words of reasons."""
    rows = run(made)["assignments"]
    return rows[[*KEY, "level", "weight", "counted"]].sort_values(KEY, ignore_index=True)


@pytest.fixture(scope="module")
def clean():
    return recover(study(600, clusters=2, seed=3))["scores"].set_index(["unit_kind", "route"])


def test_events_of_a_clean_world_are_found_without_an_error(clean):
    assert clean.loc["event", "f1"].to_numpy() == pytest.approx(1)


def test_patents_of_a_clean_world_are_found(clean):
    # Two inventors of one name are taken for one person now and then, as in any study: hence not quite 1.
    assert clean.loc["patent", "f1"].min() >= .95
    assert clean.loc[("patent", "macro"), "f1"] >= .98


def test_acquired_stock_is_never_the_output_of_the_buyer():
    made = study(600, clusters=2, seed=3)
    rows = run(made)["assignments"]
    assert set(rows["unit_id"]) <= set(made.truth["unit_id"])


def test_realistic_names_cost_little():
    scores = recover(study(600, clusters=2, seed=3, noise=REALISTIC))["scores"].set_index(["unit_kind", "route"])
    easy = scores.loc["patent"].loc[["research_partnership", "cluster_partnership", "foreign_acquisition", "other"]]
    assert easy["f1"].mean() > .9


@settings(deadline=None, max_examples=4, derandomize=True)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(seed, random):
    made = study(seed=seed, **SMALL)
    shuffled = {name: frame.sample(frac=1, random_state=random.randrange(1000)).reset_index(drop=True)
                for name, frame in made.tables.items()}
    facts = {name: frame.sample(frac=1, random_state=1).reset_index(drop=True) for name, frame in made.facts.items()}
    pd.testing.assert_frame_equal(found(made), found(Study(shuffled, facts, made.study, made.truth, made.shares)))


@settings(deadline=None, max_examples=3, derandomize=True)
@given(st.integers(0, 10_000))
def test_a_firm_that_has_nothing_to_do_with_the_study_changes_nothing(seed):
    made = study(seed=seed, **SMALL)
    facts = dict(made.facts)
    stranger = facts["organisations"].iloc[[0]].assign(organisation_id="stranger", group_id="stranger",
                                                       name_en="Quuxcorp Holding", name_zh=None)
    facts["organisations"] = pd.concat([facts["organisations"], stranger], ignore_index=True)
    facts["firms"] = pd.concat([facts["firms"], facts["firms"].iloc[[0]].assign(
        firm_id="stranger", firm="Quuxcorp", firm_zh="无关", organisation_id="stranger")], ignore_index=True)
    pd.testing.assert_frame_equal(found(made), found(Study(made.tables, facts, made.study, made.truth, made.shares)))


@settings(deadline=None, max_examples=3, derandomize=True)
@given(st.integers(0, 10_000))
def test_a_unit_at_home_merged_into_its_group_changes_nothing_for_the_group(seed):
    made = study(seed=seed, **SMALL)
    names = made.facts["organisations"].set_index("organisation_id")["name_en"]
    merged = {names[unit]: names[unit.replace("_home", "_head")] for unit in names.index if unit.endswith("_home")}
    tables = dict(made.tables)
    tables["applicants"] = tables["applicants"].assign(
        raw_name=tables["applicants"]["raw_name"].map(lambda name: merged.get(name, name)))
    pd.testing.assert_frame_equal(found(made), found(Study(tables, made.facts, made.study, made.truth, made.shares)))


def test_score_by_hand():
    rows = dict(unit_kind="patent", firm_id="f", counted=True)
    truth = pd.DataFrame([dict(rows, unit_id="a", route="original", weight=1.0),
                          dict(rows, unit_id="b", route="absorption", weight=1.0)])
    guess = pd.DataFrame([dict(rows, unit_id="a", route="original", weight=1.0),
                          dict(rows, unit_id="b", route="original", weight=.5),
                          dict(rows, unit_id="b", route="absorption", weight=.5),
                          dict(rows, unit_id="stock", route="original", weight=.5)])
    made = score(truth, guess).set_index("route")
    assert made.loc["original", ["precision", "recall"]].tolist() == [.5, 1]
    assert made.loc["absorption", ["precision", "recall"]].tolist() == [1, .5]
    assert made.loc["macro", "recall"] == .75


def test_intervals_hold_the_share_of_the_population_as_often_as_they_say():
    rows = coverage(60, seed=11, whole=False).set_index(["unit_kind", "block", "route"])
    assert .92 <= rows.loc[("patent", "all", "every"), "covered"] <= .99
    assert .93 <= rows.loc[("patent", "cluster", "every"), "covered"] <= .99
    assert rows["bias"].abs().max() < .03
