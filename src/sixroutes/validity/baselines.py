"""What a user would pick instead of the name engine: plain normalisation, and Splink."""

import logging
import re
import unicodedata

import pandas as pd

_FORMS = ("incorporated|inc|corporation|corp|company|co|limited|ltd|llc|lp|plc|gmbh|mbh|ag|kg|sa|sarl|spa|srl|nv|bv|ab|"
          "as|oy|kk|kabushiki kaisha|aktiengesellschaft|pty")
_LATIN_FORM = re.compile(rf"(?: (?:{_FORMS}))+$")
_CJK_FORM = re.compile("(?:股份有限公司|有限责任公司|有限公司|株式会社|주식회사)$")
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999)


def plain_words(name):
    """Small letters and digits in words, without the legal form at the end; dots are dropped.

    >>> plain_words("Motorola, Inc."), plain_words("S.N.E.C.M.A."), plain_words("Co., Ltd.")
    ('motorola', 'snecma', 'co')
    """
    text = unicodedata.normalize("NFKC", str(name)).lower().replace(".", "").replace("'", "")
    text = " ".join(re.findall(r"[^\W_]+", text))
    return _CJK_FORM.sub("", _LATIN_FORM.sub("", text))


def plain_clusters(names):
    """Names with the same letters and digits, legal form apart, are one organisation: a Series of clusters."""
    return pd.Series([plain_words(name).replace(" ", "") for name in names], index=names.index, dtype="str")


def splink_table(names):
    """The columns that Splink compares and blocks by: DataFrame[unique_id, name, first, rest, last, prefix, form]."""
    text = pd.Series([plain_words(name) for name in names], dtype="str")
    whole = names.reset_index(drop=True).str.lower().str.replace(r"[^\w]+", " ", regex=True).str.strip()
    first, last = text.str.split(" ").str[0], text.str.split(" ").str[-1]
    rest = text.str.partition(" ")[2]
    return pd.DataFrame({"unique_id": range(len(names)), "name": text, "first": first, "last": last,
                         "rest": rest.where(rest != "", None), "prefix": text.str.replace(" ", "").str[:10],
                         "form": whole.str.split(" ").str[-1]})


def splink_clusters(table, thresholds=THRESHOLDS, seed=1):
    """Splink's clusters of a table of names at several thresholds: {threshold: Series in the order of the table}."""
    linker, found = splink_links(table, min(thresholds), seed)
    return {threshold: splink_cut(linker, found, threshold, table) for threshold in thresholds}


def splink_links(table, lowest, seed=1):
    """A trained Splink linker and the pairs of names that it finds, at or above a match probability.

    Model: Jaro-Winkler levels of the name without legal form and of what follows its first word, the first word with
    the frequency of its terms, the last word (most often the legal form) as it stands. Blocks: ten letters in common at
    the start, or first and last word. u by random sampling, m by expectation maximisation in each block. Of five models
    that were tried (others: one name column, edit distances, shared words, first, second and last word apart) this one
    came out best for Splink on both labelled sets.
    """
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    blocks = [block_on("prefix"), block_on("first", "last")]
    comparisons = [compare.JaroWinklerAtThresholds("name", [0.98, 0.95, 0.92, 0.88]),
                   compare.JaroWinklerAtThresholds("first", [0.92]).configure(term_frequency_adjustments=True),
                   compare.JaroWinklerAtThresholds("rest", [0.95, 0.88, 0.8]), compare.ExactMatch("form")]
    settings = SettingsCreator(link_type="dedupe_only", comparisons=comparisons, max_iterations=15,
                               blocking_rules_to_generate_predictions=blocks)
    linker = Linker(DuckDBAPI().register(table), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for block in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    return linker, linker.inference.predict(threshold_match_probability=lowest)


def splink_cut(linker, found, threshold, table):
    """Clusters at one threshold: connected names, in the order of the table."""
    rows = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold).as_pandas_dataframe()
    return table["unique_id"].map(rows.set_index("unique_id")["cluster_id"])
