"""Shares, precision and recall come back from a study whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from sixroutes.coding import accuracy_table, confusion_table, corrected_table, draw, population
from sixroutes.coding.correcting import compare, corrected_shares
from sixroutes.vocabulary import ROUTES

from .conftest import simulate, table


def settled(truth, units):
    return table("gold", [dict(unit_id=unit, route=truth[unit], basis="agreed") for unit in units])


def study(events=1500, wrong=.15, seed=1, units=200):
    assignments, truth = simulate(events, wrong, seed)
    weights = population(assignments, "event")
    sample = draw(weights, "event", units, seed)
    real = truth.value_counts(normalize=True).reindex(list(ROUTES), fill_value=0.0)
    return weights, sample, truth, real


def test_the_matrix_is_inverted_as_by_hand():
    joint = np.array([[.9, .1], [.3, .7]])
    assert corrected_shares(joint, np.array([.6, .4])).tolist() == pytest.approx([.5, .5])


def test_intervals_cover_the_true_shares_and_errors_do_not_lean_one_way():
    covered, errors = [], []
    for seed in range(30):
        weights, sample, truth, real = study(seed=seed)
        found = corrected_table(compare(weights, sample, settled(truth, sample["unit_id"])), draws=200)
        found = found.set_index("route").loc[list(ROUTES)]
        covered.append((found["low"] <= real) & (real <= found["high"]))
        errors.append(found["share_corrected"] - real)
    assert np.mean(covered) >= .92  # nominal 95%, 210 intervals
    assert np.abs(np.mean(errors, axis=0)).max() < .01
    raw = weights.mean() - real
    assert np.abs(raw).max() > .02, "the rules are wrong enough for the test to mean something"


def test_where_weights_add_up_correction_is_the_weighted_share_of_settled_units():
    weights, sample, truth, _ = study()
    found = corrected_table(compare(weights, sample, settled(truth, sample["unit_id"])), draws=20)
    assert np.allclose(found["share_corrected"], found["share_gold"])
    assert found["share_corrected"].sum() == pytest.approx(1)


def test_rules_without_errors_keep_their_shares():
    weights, sample, truth, real = study(wrong=0)
    compared = compare(weights, sample, settled(truth, sample["unit_id"]))
    found = corrected_table(compared, draws=20).set_index("route").loc[list(ROUTES)]
    assert np.allclose(found["share_corrected"], real)
    assert (found["high"] > found["low"]).all(), "no interval of width 0 from a sample"
    assert np.allclose(confusion_table(compared).query("gold_route == rules_route")["share"], 1)
    accuracy = accuracy_table(compared, draws=20)
    assert np.allclose(accuracy["value"], 1) and (accuracy["low"] < 1).all()


def test_precision_and_recall_are_those_of_the_whole_study():
    weights, sample, truth, _ = study(units=1500)
    said = weights.idxmax(axis=1)
    found = accuracy_table(compare(weights, sample, settled(truth, sample["unit_id"])), draws=20).set_index(
        ["route", "measure"])["value"]
    for route in ROUTES:
        hits = ((said == route) & (truth == route)).sum()
        assert found[route, "precision"] == pytest.approx(hits / (said == route).sum())
        assert found[route, "recall"] == pytest.approx(hits / (truth == route).sum())


def small(rules, gold):
    """A study of as many units as given, all drawn and settled (None = not settled)."""
    units = [f"u{number}" for number in range(len(rules))]
    weights = pd.DataFrame(0.0, index=units, columns=list(ROUTES))
    for unit, route in zip(units, rules, strict=True):
        weights.loc[unit, route] = 1.0
    sizes = {route: rules.count(route) for route in rules}
    sample = table("sample", [dict(unit_id=unit, unit_kind="event", stratum=route, probability=1.0, **dict.fromkeys(
        ("stratum_units", "stratum_drawable", "stratum_sampled"), sizes[route]))
        for unit, route in zip(units, rules, strict=True)])
    answers = [dict(unit_id=unit, route=route, basis="agreed") for unit, given in zip(units, gold, strict=True)
               for route in given]
    return compare(weights, sample, table("gold", answers))


def test_a_route_without_a_settled_unit_is_na_and_the_others_are_not():
    compared = small(["original"] * 3 + ["other"] * 2, [["original"]] * 3 + [["original"], ["absorption"]])
    found = corrected_table(compared, draws=50).set_index("route")
    assert np.isnan(found.loc["other", "share_corrected"]) and "no settled unit has this route" in found.loc[
        "other", "reason_en"]
    assert found.loc["original", "share_corrected"] == pytest.approx(.8)
    assert found.loc["absorption", "share_corrected"] == pytest.approx(.2)


def test_routes_that_the_rules_do_not_tell_apart_are_na():
    found = corrected_table(small(["original"] * 4, [["original"], ["original"], ["other"], ["other"]]), draws=50)
    assert found["share_corrected"].isna().all() and found["low"].isna().all()
    assert found["reason_en"].str.contains("cannot be inverted").all()


def test_a_stratum_in_which_nothing_is_settled_is_named():
    found = corrected_table(small(["original", "original", "other"], [["original"], ["original"], []]), draws=50)
    assert found["share_corrected"].isna().all()
    assert set(found["reason_en"]) == {"no settled unit among those that the rules call Other"}


def test_nothing_settled_at_all_is_na_everywhere():
    compared = small(["original", "other"], [[], []])
    assert corrected_table(compared, draws=50)["share_corrected"].isna().all()
    assert accuracy_table(compared, draws=50)["value"].isna().all()


def test_a_unit_with_two_settled_routes_counts_half_for_each():
    found = corrected_table(small(["original"] * 2 + ["other"] * 2, [["original", "absorption"]] * 2 + [["other"]] * 2),
                            draws=50).set_index("route")
    assert found.loc["original", "share_gold"] == pytest.approx(.25)
    assert found.loc["other", "share_gold"] == pytest.approx(.5)
