"""How well a clustering of names agrees with labels: pairwise and B-cubed precision, recall and F1, with intervals."""

import numpy as np
import pandas as pd

MEASURES = ("precision", "recall", "f1", "b3_precision", "b3_recall", "b3_f1")
_LEVEL = 0.95


def cluster_sums(labels, clusters, weights=None):
    """What each true cluster adds to the numerators and denominators of all measures.

    With n the weight that a true cluster t and a found cluster k share, N that of t, and M that of k, t adds

    - right pairs: sum over k of n (n - 1) / 2;  true pairs: N (N - 1) / 2
    - found pairs: sum over k of n (M - 1) / 2, so that each pair counts half in the cluster of either member
    - B-cubed precision: sum over k of n n / M;  B-cubed recall: sum over k of n n / N;  elements: N

    Parameters
    ----------
    labels, clusters : the true and the found cluster of each name, in the same order.
    weights : how often each name counts (its mentions); None = once. Pairs are then pairs of mentions, and two
        mentions of one name are a pair as well.

    Returns
    -------
    DataFrame[right, found, true, b3_precision, b3_recall, elements], one row per label, sorted by label.

    Sources: Bagga and Baldwin (1998), Entity-based cross-document coreferencing using the vector space model, COLING,
    doi:10.3115/980451.980859, for B-cubed; Binette and others (2024), How to evaluate entity resolution systems,
    arXiv:2404.05622, for pairwise and B-cubed measures as ratios of sums over true clusters.

    >>> cluster_sums(["a", "a", "a", "b"], [1, 1, 2, 2])[["right", "found", "true"]].to_numpy().tolist()
    [[1.0, 1.5, 3.0], [0.0, 0.5, 0.0]]
    """
    frame = pd.DataFrame({"label": np.asarray(labels, dtype=object), "cluster": pd.factorize(np.asarray(clusters))[0],
                          "n": 1.0 if weights is None else np.asarray(weights, dtype=float)})
    cell = frame.groupby(["label", "cluster"], as_index=False)["n"].sum()
    own, of_cluster = cell["n"], cell.groupby("cluster")["n"].transform("sum")
    of_label = cell.groupby("label")["n"].transform("sum")
    cell = cell.assign(right=own * (own - 1) / 2, found=own * (of_cluster - 1) / 2, true=own * (of_label - 1) / 2,
                       b3_precision=own * own / of_cluster, b3_recall=own * own / of_label, elements=own)
    return cell.groupby("label")[["right", "found", "true", "b3_precision", "b3_recall", "elements"]].sum()


def agreement(sums, draws=1000, seed=1):
    """The six measures with intervals.

    Pairwise precision is right / found pairs, recall right / true pairs; B-cubed precision and recall are means over
    elements; F1 is the harmonic mean. The interval is the middle 95% of the measures over `draws` samples of as many
    true clusters, drawn with replacement (percentile bootstrap).

    Parameters
    ----------
    sums : DataFrame as `cluster_sums` gives it, or the rows of some of its labels.

    Returns
    -------
    DataFrame[value, low, high] with the index MEASURES. A measure with nothing to divide by (no pairs) is missing.

    >>> agreement(cluster_sums(["a", "a", "b"], [1, 1, 2]), draws=10)["value"].tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    # ASSUME: The unit that labelled sets sample is the organisation and not the name, so intervals draw whole true
    # clusters; what the organisations outside a set would change is not in them.
    dice, number = np.random.default_rng(seed), len(sums)
    counts = np.stack([np.bincount(dice.integers(number, size=number), minlength=number) for _ in range(draws)])
    drawn = _measures(counts @ sums.to_numpy())
    edges = [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2]
    low, high = np.array([_edges(column, edges) for column in drawn.T]).T
    value = _measures(sums.to_numpy().sum(axis=0, keepdims=True))[0]
    return pd.DataFrame({"value": value, "low": low, "high": high}, index=list(MEASURES))


def _measures(totals):
    right, found, true, b3_precision, b3_recall, elements = totals.T
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = right / found, right / true
        b3 = b3_precision / elements, b3_recall / elements
        return np.column_stack([precision, recall, _f1(precision, recall), *b3, _f1(*b3)])


def _f1(precision, recall):
    both = precision + recall
    return np.where(both == 0, 0.0, 2 * precision * recall / both)


def _edges(column, edges):
    known = column[~np.isnan(column)]
    return np.quantile(known, edges) if len(known) else [np.nan, np.nan]
