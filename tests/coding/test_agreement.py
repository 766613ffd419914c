"""Coefficients against published values, and what must hold for any answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.coding import agreement_table, alpha, kappa_table, masi
from sixroutes.coding.agreement import kappa
from sixroutes.vocabulary import ROUTES

from .conftest import codes_of

# Krippendorff's data "C" (Computing Krippendorff's Alpha-Reliability, section C): four observers, twelve units.
DATA_C = ("123321412***", "1233224125*3", "*3332342251*", "12332441251*")


def counts_of(rows, values="12345"):
    return np.array([[sum(row[unit] == value for row in rows) for value in values] for unit in range(len(rows[0]))])


def ordinal(totals):
    between = np.array([[totals[min(c, k):max(c, k) + 1].sum() - (totals[c] + totals[k]) / 2
                         for k in range(len(totals))] for c in range(len(totals))])
    return between**2


def test_alpha_gives_the_published_values_of_data_c():
    counts = counts_of(DATA_C)
    paired = counts[counts.sum(axis=1) >= 2]
    value = np.arange(1, 6)
    difference = value[:, None] - value
    distances = {.743: 1 - np.eye(5), .815: ordinal(paired.sum(axis=0)), .849: difference**2,
                 .797: (difference / (value[:, None] + value))**2}
    for published, distance in distances.items():
        assert alpha(counts, distance)[0] == pytest.approx(published, abs=5e-4)


def test_alpha_gives_the_published_values_of_complete_data():
    binary = ("0100000010", "1110010000")  # data "A" of the same text: .095
    assert alpha(counts_of(binary, "01"), 1 - np.eye(2))[0] == pytest.approx(.095, abs=5e-4)
    nominal = ("aabbdcccedda", "babbbccceddd")  # data "B": .692
    assert alpha(counts_of(nominal, "abcde"), 1 - np.eye(5))[0] == pytest.approx(.692, abs=5e-4)


def test_a_unit_with_one_answer_changes_nothing():
    counts = counts_of(DATA_C)
    assert counts[:, 2][counts.sum(axis=1) == 1].sum() == 1
    without = counts[counts.sum(axis=1) >= 2]
    assert alpha(counts, 1 - np.eye(5)) == alpha(without, 1 - np.eye(5))


def test_weights_are_as_good_as_repeated_units():
    counts = counts_of(DATA_C)
    taken = np.array([2, 0, 1, 1, 3, 1, 1, 1, 0, 1, 1, 0])
    repeated = np.repeat(counts, taken, axis=0)
    assert alpha(counts, 1 - np.eye(5), taken[None])[0] == pytest.approx(alpha(repeated, 1 - np.eye(5))[0])


def test_masi_of_the_four_relations():
    a, b, c, d = list(ROUTES)[:4]
    assert masi({a, b}, {b, a}) == 0 and masi({a}, {b}) == 1
    assert masi({a}, {a, b, c, d}) == pytest.approx(1 - 1 / 4 * 2 / 3)
    assert masi({a, b}, {b, c}) == pytest.approx(1 - 1 / 3 * 1 / 3)


def test_kappa_of_a_table_that_can_be_checked_by_hand():
    first, second = [1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert kappa(first, second)[0] == pytest.approx((.7 - .5) / .5)
    assert np.isnan(kappa([1, 1], [1, 1])[0])


answers = st.lists(st.lists(st.sets(st.sampled_from(list(ROUTES)[:4]), min_size=1, max_size=2), min_size=3, max_size=3),
                   min_size=2, max_size=8)


def as_codes(units, names="ABC", relabel=None):
    relabel = relabel or {}
    return codes_of({name: {f"u{number}": [relabel.get(route, route) for route in unit[place]]
                            for number, unit in enumerate(units)} for place, name in enumerate(names)})


def values(codes):
    return agreement_table(codes, draws=20).set_index("route")["value"]


@settings(max_examples=30)
@given(answers)
def test_equal_coders_agree_fully_where_anything_varies(units):
    table = agreement_table(as_codes([[unit[0]] * 3 for unit in units]), draws=20).set_index("route")
    for route in [*ROUTES, "all"]:
        seen = {frozenset(unit[0]) if route == "all" else route in unit[0] for unit in units}
        if len(seen) == 1:
            assert np.isnan(table.loc[route, "value"]) and "no variation" in table.loc[route, "reason_en"]
        else:
            assert table.loc[route, "value"] == 1 and table.loc[route, "verdict"] == "accept"


@settings(max_examples=30)
@given(answers, st.permutations(range(3)), st.randoms(use_true_random=False))
def test_order_of_coders_and_units_is_irrelevant(units, order, shuffling):
    mixed = [[unit[place] for place in order] for unit in units]
    shuffling.shuffle(mixed)
    assert np.allclose(values(as_codes(units)), values(as_codes(mixed)), equal_nan=True)


@settings(max_examples=30)
@given(answers, st.permutations(list(ROUTES)[:4]))
def test_other_labels_give_the_same_values_under_the_other_labels(units, order):
    relabel = dict(zip(list(ROUTES)[:4], order, strict=True))
    before, after = values(as_codes(units)), values(as_codes(units, relabel=relabel))
    assert np.allclose(before[list(relabel)], after[list(relabel.values())], equal_nan=True)
    assert np.isclose(before["all"], after["all"], equal_nan=True)


def test_a_single_coder_gives_na_with_the_reason():
    table = agreement_table(codes_of({"A": {"u1": "original", "u2": "other"}}), draws=20)
    assert table["value"].isna().all() and table["low"].isna().all()
    assert set(table["reason_en"]) == {"one coder only"} and set(table["verdict"]) == {"not available"}
    assert kappa_table(codes_of({"A": {"u1": "original"}}), draws=20).empty


def test_coders_without_a_unit_in_common_give_na():
    codes = codes_of({"A": {"u1": "original"}, "B": {"u2": "other"}})
    assert set(agreement_table(codes, draws=20)["reason_en"]) == {"no unit has two answers"}
    assert set(kappa_table(codes, draws=20)["reason_en"]) == {"no unit has two answers"}


def test_what_cannot_be_told_is_no_answer():
    told = {"u1": "original", "u2": "other", "u3": "other"}
    plain = codes_of({"A": told, "B": told})
    more = codes_of({"A": {**told, "u4": "cannot_tell"}, "B": {**told, "u4": "original"}})
    assert values(plain)["original"] == values(more)["original"] == 1
    assert agreement_table(more, draws=20)["n_units"].max() == 3


def test_intervals_are_seeded_and_hold_the_value():
    random = np.random.default_rng(5)
    routes = random.choice(list(ROUTES)[:3], 80)
    wrong = np.where(random.random(80) < .2, "other", routes)
    codes = codes_of({"A": {f"u{n}": str(r) for n, r in enumerate(routes)},
                      "B": {f"u{n}": str(r) for n, r in enumerate(wrong)}})
    table = agreement_table(codes, draws=300, seed=3).set_index("route")
    row = table.loc["all"]
    assert row["low"] < row["value"] < row["high"] and .6 < row["value"] < .9
    assert table.equals(agreement_table(codes, draws=300, seed=3).set_index("route"))
    assert not table.equals(agreement_table(codes, draws=300, seed=4).set_index("route"))
