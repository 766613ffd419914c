"""The sample: every route is in it, its probabilities add up, and the same seed draws the same."""

import numpy as np
import pytest

from sixroutes.coding import draw, population
from sixroutes.coding.codebook import EXAMPLES
from sixroutes.coding.sampling import allocate, order_for, strata
from sixroutes.errors import InputError

from .conftest import simulate, table


@pytest.fixture
def weights():
    return population(simulate(400, .1, 1)[0], "event")


def event(unit, route, weight=1.0, counted=True, firm="f", base="independent"):
    return dict(unit_id=unit, unit_kind="event", firm_id=firm, group_id=firm, cluster_id="c", evidence_base=base,
                route=route, level="B", weight=weight, counted=counted, rule="r", reason="r")


def test_the_population_is_what_counts_with_the_weights_of_all_firms():
    rows = [event("a", "original", .25), event("a", "absorption", .25), event("a", "original", .5, firm="g"),
            event("b", "other", counted=False), event("c", "other", base="founding_paper")]
    weights = population(table("assignments", rows), "event")
    assert list(weights.index) == ["a"]
    assert weights.loc["a", ["original", "absorption", "other"]].tolist() == [.75, .25, 0]


def test_a_unit_with_two_routes_lies_in_the_stratum_of_the_rarer():
    rows = [event("a", "original", .5), event("a", "cluster_partnership", .5), event("b", "original")]
    assert strata(population(table("assignments", rows), "event")).to_dict() == {
        "a": "cluster_partnership", "b": "original"}


def test_each_route_gets_five_units_or_all_it_has():
    taken = allocate({"original": 1000, "absorption": 30, "other": 2}, 40)
    assert taken["other"] == 2 and taken["absorption"] >= 5 and sum(taken.values()) == 40
    assert taken["original"] > taken["absorption"]
    assert allocate({"original": 3, "other": 2}, 40) == {"original": 3, "other": 2}


def test_the_weights_of_the_sample_add_up_to_the_study(weights):
    sample = draw(weights, "event", 60)
    assert len(sample) == 60 and set(sample["stratum"]) == set(strata(weights))
    assert (1 / sample["probability"]).sum() == pytest.approx(len(weights))
    assert (sample.groupby("stratum").size() == sample.groupby("stratum")["stratum_sampled"].first()).all()


def test_each_unit_of_a_stratum_is_drawn_as_often_as_its_probability_says(weights):
    draws = [draw(weights, "event", 50, seed) for seed in range(200)]
    times = sum(np.isin(weights.index, sample["unit_id"]) for sample in draws)
    first = draws[0].drop_duplicates("stratum").set_index("stratum")["probability"]
    for stratum, units in strata(weights).groupby(strata(weights)):
        share = times[weights.index.isin(units.index)] / 200
        assert share.mean() == pytest.approx(first[stratum])
        assert share.std() < 2 * np.sqrt(first[stratum] * (1 - first[stratum]) / 200) + 1e-9


def test_the_same_seed_draws_the_same_whatever_the_order_of_rows(weights):
    assert draw(weights, "event", 50, 7).equals(draw(weights[::-1], "event", 50, 7))
    assert not draw(weights, "event", 50, 7).equals(draw(weights, "event", 50, 8))
    assert set(draw(weights, "event", 50)["unit_id"]) < set(draw(weights, "event", 70)["unit_id"])


def test_what_the_codebook_explains_is_never_drawn():
    shown = sorted(EXAMPLES)[:3]
    rows = [event(unit, "original") for unit in [*shown, "a", "b"]]
    sample = draw(population(table("assignments", rows), "event"), "event", 10)
    assert list(sample["unit_id"]) == ["a", "b"]
    assert set(sample["stratum_units"]) == {5} and set(sample["stratum_drawable"]) == {2}


def test_coders_get_the_same_units_in_orders_of_their_own():
    units = [f"u{number}" for number in range(30)]
    assert sorted(order_for("A", units, 1)) == sorted(units)
    assert order_for("A", units, 1) == order_for("A", units[::-1], 1) != order_for("B", units, 1)


def test_nothing_to_draw_or_too_few(weights):
    with pytest.raises(InputError, match="no counted patent"):
        draw(population(simulate(10, 0, 1)[0], "patent"), "patent")
    with pytest.raises(InputError, match="at least 7, one for each route"):
        draw(weights, "event", 3)
