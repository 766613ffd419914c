"""Where a clustering of names goes wrong: the largest groups of wrong merges and of missed links, with examples."""

import pandas as pd

_NAMED = 6  # names that stand for a group


def wrong_merges(names, clusters, largest=10):
    """Found clusters with names of several labels, those with the most wrong pairs first.

    Parameters
    ----------
    names : DataFrame[name, label, mentions].
    clusters : the found cluster of each name, in the same order.

    Returns
    -------
    DataFrame[pairs, names, examples] : wrong pairs of names, names in the cluster, and of each label the name with
    the most mentions.
    """
    return _largest(names.assign(cluster=pd.Series(clusters).to_numpy()), "cluster", "label", largest)


def missed_links(names, clusters, largest=10):
    """True clusters whose names were left apart, those with the most missing pairs first; see `wrong_merges`."""
    return _largest(names.assign(cluster=pd.Series(clusters).to_numpy()), "label", "cluster", largest)


def _largest(frame, whole, part, largest):
    cells = frame.groupby([whole, part]).size().rename("n").reset_index()
    pairs = (cells.groupby(whole)["n"].sum() ** 2 - (cells["n"] ** 2).groupby(cells[whole]).sum()) // 2
    size = frame.groupby(whole).size()
    told = frame.sort_values(["mentions", "name"], ascending=[False, True]).drop_duplicates([whole, part])
    examples = told.groupby(whole)["name"].agg(lambda found: list(found[:_NAMED]))
    rows = pd.DataFrame({"pairs": pairs, "names": size, "examples": examples})
    rows = rows[rows["pairs"] > 0].sort_values("pairs", ascending=False, kind="stable")
    return rows.head(largest).reset_index(drop=True)
