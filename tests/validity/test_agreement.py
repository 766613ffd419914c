"""Measures of agreement: numbers worked out by hand, and what must hold of any clustering."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.validity.agreement import MEASURES, agreement, cluster_sums

LABELS, CLUSTERS = ["a", "a", "a", "b", "b", "c"], [1, 1, 2, 2, 3, 4]
PARTITIONS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=25)


def measured(labels, clusters, weights=None):
    return agreement(cluster_sums(labels, clusters, weights), draws=20)["value"]


def test_by_hand():
    # Found pairs: 1-2 (right), 3-4 (wrong). True pairs: three of a, one of b.
    # B-cubed precision by name: 1, 1, 1/2, 1/2, 1, 1; recall: 2/3, 2/3, 1/3, 1/2, 1/2, 1.
    value = measured(LABELS, CLUSTERS)
    expected = [1 / 2, 1 / 4, 1 / 3, 5 / 6, (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6]
    assert value.iloc[:5].tolist() == pytest.approx(expected)
    assert value["b3_f1"] == pytest.approx(2 * expected[3] * expected[4] / (expected[3] + expected[4]))


def test_mentions_by_hand():
    # Names of 3 and 1 mentions in a, of 2 in b. Found: {3 of a, 2 of b} and {1 of a}.
    # Right pairs 3 + 1, found pairs 10, true pairs 6 + 1.
    value = measured(["a", "a", "b"], [1, 2, 1], [3, 1, 2])
    assert value["precision"] == pytest.approx(4 / 10) and value["recall"] == pytest.approx(4 / 7)
    assert value["b3_precision"] == pytest.approx((3 * 3 / 5 + 1 + 2 * 2 / 5) / 6)
    assert value["b3_recall"] == pytest.approx((3 * 3 / 4 + 1 / 4 + 2) / 6)


def test_mentions_are_names_written_that_often():
    often = np.repeat(np.arange(6), [3, 1, 2, 2, 4, 1])
    one = measured(LABELS, CLUSTERS, [3, 1, 2, 2, 4, 1])
    pd.testing.assert_series_equal(one, measured(np.array(LABELS)[often], np.array(CLUSTERS)[often]))


def test_nothing_to_divide_by_is_missing():
    alone = measured(["a", "b", "c"], [1, 2, 3])
    assert alone[["precision", "recall", "f1"]].isna().all() and (alone[["b3_precision", "b3_recall"]] == 1).all()
    apart = measured(["a", "a"], [1, 2])
    assert np.isnan(apart["precision"]) and apart["recall"] == 0 and apart["b3_recall"] == 0.5


@given(PARTITIONS)
def test_perfect_and_bounded(pairs):
    labels, clusters = zip(*pairs, strict=True)
    assert measured(labels, [f"x{label}" for label in labels]).dropna().eq(1).all()
    assert measured(labels, clusters).dropna().between(0, 1 + 1e-12).all()


@given(PARTITIONS, st.randoms(use_true_random=False))
def test_order_and_names_of_clusters_are_irrelevant(pairs, dice):
    labels, clusters = zip(*pairs, strict=True)
    mixed = list(pairs)
    dice.shuffle(mixed)
    other = agreement(cluster_sums([pair[0] for pair in mixed], [str(9 - pair[1]) for pair in mixed]), draws=20)
    pd.testing.assert_frame_equal(agreement(cluster_sums(labels, clusters), draws=20), other)


@given(PARTITIONS)
def test_precision_and_recall_change_places(pairs):
    labels, clusters = zip(*pairs, strict=True)
    one, other = measured(labels, clusters), measured(clusters, labels)
    assert one[["precision", "recall", "b3_precision"]].tolist() == pytest.approx(
        other[["recall", "precision", "b3_recall"]].tolist(), nan_ok=True)


def test_intervals_are_seeded_hold_the_value_and_narrow_with_more_clusters():
    dice = np.random.default_rng(3)
    widths = []
    for number in (40, 4000):
        labels = np.repeat(np.arange(number), 3)
        clusters = np.where(dice.random(len(labels)) < 0.2, np.arange(len(labels)) + number, labels)
        sums = cluster_sums(labels, clusters)
        found = agreement(sums)
        pd.testing.assert_frame_equal(found, agreement(sums))
        assert list(found.index) == list(MEASURES) and (found["low"] <= found["value"]).all()
        assert (found["value"] <= found["high"]).all()
        widths.append(found.loc["recall", "high"] - found.loc["recall", "low"])
    assert widths[1] < widths[0] / 5
