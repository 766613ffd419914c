"""The report: faults in order, tables that nothing breaks, and Splink and plain normalisation beside the engine."""

import pandas as pd
import pytest

from sixroutes.validity.baselines import plain_clusters, plain_words, splink_clusters, splink_table
from sixroutes.validity.comparing import best_threshold, compared, engine_clusters
from sixroutes.validity.faults import missed_links, wrong_merges
from sixroutes.validity.report import markdown

NAMES = pd.DataFrame({"name": ["Haier Corp", "HAIER CORP.", "Haier Co", "Hisense", "Hisens"],
                      "label": ["a", "a", "a", "b", "b"], "mentions": [5, 1, 1, 2, 1]})


def test_faults():
    clusters = pd.Series([1, 1, 2, 2, 3])
    wrong, missed = wrong_merges(NAMES, clusters), missed_links(NAMES, clusters)
    assert wrong.to_numpy().tolist() == [[1, 2, ["Hisense", "Haier Co"]]]
    assert missed.to_numpy().tolist() == [[2, 3, ["Haier Corp", "Haier Co"]], [1, 2, ["Hisense", "Hisens"]]]
    assert wrong_merges(NAMES, NAMES["label"]).empty and missed_links(NAMES, NAMES["label"]).empty
    assert len(missed_links(NAMES, clusters, largest=1)) == 1


def test_markdown_is_escaped():
    text = markdown(pd.DataFrame({"name": ["a|b <script> [x](y)\nz", ["one", "two_"]]}))
    assert text.splitlines() == ["| name |", "| --- |", r"| a\|b \<script\> \[x\](y) z |", r"| one · two\_ |"]


@pytest.mark.parametrize(("name", "plain"), [("海尔集团股份有限公司", "海尔集团"),
                                             ("L'Air S.A.", "lair"), ("Inc.", "inc")])
def test_plain_words(name, plain):
    assert plain_words(name) == plain


def test_compared_and_best_threshold():
    found = {"plain": plain_clusters(NAMES["name"]), "engine": engine_clusters(NAMES["name"])}
    table = compared(NAMES, found, draws=5)
    assert len(table) == 3 * 2 * 2 * 6 and set(table["part"]) == {"all", "A", "B"}
    made = {"other": NAMES["label"], 0.9: pd.Series([1, 2, 3, 4, 5]), 0.5: NAMES["label"], 0.7: NAMES["label"]}
    assert best_threshold(NAMES, made) == 0.5


def test_splink_joins_what_is_near():
    stems = ["".join(chr(97 + (place * step) % 26) for step in (3, 7, 11, 5, 9)) for place in range(1, 26)]
    names = pd.Series([f"{stem} {word} {form}" for stem in stems for word in ("Motor", "Optical", "Laundry")
                       for form in ("Inc", "Corp.")])
    clusters = splink_clusters(splink_table(names), (0.5, 0.999))
    assert clusters[0.5].notna().all() and len(clusters[0.5]) == len(names)
    assert clusters[0.5].nunique() <= clusters[0.999].nunique()
    assert clusters[0.5].iloc[0] == clusters[0.5].iloc[1] and clusters[0.5].iloc[0] != clusters[0.5].iloc[6]
