"""Intervals: against known values, and the promises that hold for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.stats import beta

from sixroutes.indicators.intervals import (
    DEFAULT,
    bootstrap,
    bounds,
    dirichlet,
    generator,
    interval_of,
    jeffreys,
    leave_one_out,
    share_interval,
    shares,
)

CHOICES = {**DEFAULT, "draws": 300}
weights = npst.arrays(float, st.tuples(st.integers(1, 9), st.just(4)),
                      elements=st.sampled_from([0.0, .25, .5, 1, 2, 5])).filter(lambda w: w.sum() > 0)


def test_two_routes_give_the_classical_jeffreys_interval():
    low, high = jeffreys(np.array([3.0, 7.0]), .95)
    assert (low[0], high[0]) == pytest.approx(beta.ppf([.025, .975], 3.5, 7.5))


def test_marginals_of_the_dirichlet_draws_are_the_jeffreys_bounds():
    totals = np.array([6.0, 3.0, 1.0, 0.0])
    drawn = bounds(dirichlet(totals, 40_000, np.random.default_rng(1)), .95)
    assert np.abs(np.array(jeffreys(totals, .95)) - drawn).max() < .01


def test_bootstrap_keeps_the_mean_and_has_the_spread_of_resampled_firms():
    rows = np.array([[4.0, 0.0], [0.0, 4.0], [2.0, 2.0], [1.0, 0.0]])
    totals = bootstrap(rows, 20_000, np.random.default_rng(1))
    assert totals.mean(axis=0) == pytest.approx(rows.sum(axis=0), rel=.02)
    assert totals.var(axis=0) == pytest.approx(len(rows) * rows.var(axis=0), rel=.05)


def test_leave_one_out_by_hand():
    assert leave_one_out(np.array([[1.0, 0], [0, 3.0]])).tolist() == [[0, 3], [1, 0]]


@pytest.mark.parametrize(("n_firms", "name"), [(1, "Jeffreys-Dirichlet"), (2, "leave one firm out"),
                                               (5, "leave one firm out"), (6, "firm bootstrap")])
def test_the_number_of_firms_decides_how_the_interval_is_made(n_firms, name):
    rows = np.zeros((n_firms, 3))
    rows[:, :2] = 50
    rows[0, 0] = rows[-1, 1] = 500
    made = share_interval(rows, "block", CHOICES)["interval"]
    assert made[0].startswith(name)


def test_a_route_of_one_firm_shows_at_least_its_range_over_firms():
    rows = np.array([[100.0, 0.0], [0.0, 100.0], [0.0, 100.0]])
    made = share_interval(rows, "block", CHOICES)
    assert made["low"][0] < .01 and made["high"][0] > .5
    assert made["interval"][0] == "leave one firm out"


@settings(deadline=None, max_examples=150)
@given(weights)
def test_no_interval_is_empty_or_misses_the_share(rows):
    made, share = share_interval(rows, "block", CHOICES), shares(rows.sum(axis=0))
    assert (made["low"] <= share).all() and (share <= made["high"]).all()
    assert (made["high"] - made["low"] > 0).all()
    assert (made["low"] >= 0).all() and (made["high"] <= 1).all()
    assert (made["low"] <= made["low_jeffreys"]).all() and (made["high"] >= made["high_jeffreys"]).all()


@settings(deadline=None, max_examples=60)
@given(weights)
def test_a_statistic_lies_in_its_interval(rows):
    low, high = interval_of(shares, [rows], "block", CHOICES)
    share = shares(rows.sum(axis=0))
    assert (low <= share).all() and (share <= high).all()


def test_blocks_have_draws_of_their_own():
    rows = np.random.default_rng(0).random((8, 3))
    assert np.array_equal(share_interval(rows, "a", CHOICES)["low"], share_interval(rows, "a", CHOICES)["low"])
    assert generator("a", CHOICES).random() != generator("b", CHOICES).random()
    assert generator("a", {**CHOICES, "seed": 1}).random() != generator("a", CHOICES).random()


def test_undefined_draws_are_left_out_and_unbounded_ones_stay():
    low, high = bounds(np.array([[np.nan, 1.0], [2.0, np.inf], [2.0, 1.0]]), 1.0)
    assert low.tolist() == [2, 1] and high.tolist() == [2, np.inf]
    assert np.isnan(bounds(np.full((3, 1), np.nan), .95)).all()


def test_the_firm_bootstrap_covers_the_truth_as_often_as_it_says():
    # 25 firms, each with its own mix around .3; the interval of the share should hold .3 in about 95 of 100 samples.
    random, hits = np.random.default_rng(3), 0
    for sample in range(200):
        mix = random.beta(3, 7, size=25)
        used = random.binomial(12, mix)
        made = share_interval(np.column_stack([used, 12 - used]).astype(float), f"s{sample}", CHOICES)
        hits += made["low"][0] <= .3 <= made["high"][0]
    assert 176 <= hits <= 199


@pytest.mark.parametrize(("firms", "least", "most"), [(4, 190, 200), (12, 180, 198)])
def test_few_firms_of_uneven_size_cover_the_truth_as_often_as_they_say(firms, least, most):
    random, hits = np.random.default_rng(5), 0
    for sample in range(200):
        sizes = np.maximum(1, 40 * random.lognormal(0, .7, size=firms)).astype(int)
        used = random.binomial(sizes, random.beta(3, 7, size=firms))
        made = share_interval(np.column_stack([used, sizes - used]).astype(float), f"s{sample}", CHOICES)
        hits += made["low"][0] <= .3 <= made["high"][0]
    assert least <= hits <= most
