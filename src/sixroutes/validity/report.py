"""The validity report: tables and sentences whose numbers come from the data."""

import re

import pandas as pd

from ..tables import replacing
from .comparing import ENGINE, PLAIN, SPLINK, SPLINK_ELSEWHERE
from .wording import INTRODUCTION

_METHODS = [PLAIN, SPLINK, SPLINK_ELSEWHERE, ENGINE]
_COLUMNS = {"precision": "precision", "recall": "recall", "f1": "F1", "b3_precision": "B³ precision",
            "b3_recall": "B³ recall", "b3_f1": "B³ F1"}


def write_report(path, *sections):
    """Write the sections, one after another, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text("\n".join([INTRODUCTION, *sections]).rstrip() + "\n", encoding="utf-8")


def markdown(frame):
    """A frame as a Markdown table; what could break the table or the page is escaped."""
    rows = [list(frame.columns), ["---"] * len(frame.columns), *frame.astype(object).to_numpy().tolist()]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows) + "\n"


def _cell(cell):
    if isinstance(cell, list):
        return " · ".join(_cell(part) for part in cell)
    return re.sub(r"([\\`*_<>|\[\]#])", r"\\\1", " ".join(str(cell).split())) if cell != "---" else cell


def scores(table, part, weight):
    """One table of measures, a row per method: 0.924 (0.900 to 0.950)."""
    rows = table[(table["part"] == part) & (table["weight"] == weight)]
    told = rows.assign(text=[_interval(row) for row in rows.itertuples()])
    wide = told.pivot(index="method", columns="measure", values="text").loc[_METHODS, list(_COLUMNS)]
    return markdown(wide.rename(columns=_COLUMNS).rename_axis(None, axis=1).reset_index())


def _interval(row):
    return "none" if pd.isna(row.value) else f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})"


def value(table, method, measure="f1", part="all", weight="names"):
    """One number of a table of measures."""
    chosen = table.query("method == @method and measure == @measure and part == @part and weight == @weight")
    return chosen["value"].iloc[0]


def labelled_section(title, about, names, table, threshold, merges, misses):
    """A labelled set: what it is, all measures, both halves, and the faults of the engine."""
    halves = pd.DataFrame([{"half": part, **{method: f"{value(table, method, part=part):.3f}"
                                             for method in _METHODS}} for part in "AB"])
    size = (f"{len(names):,} names of {names['label'].nunique():,} organisations, {names['mentions'].sum():,} "
            f"mentions. Splink's threshold here: {threshold}.")
    return "\n".join([f"\n## {title}\n", about + "\n", size + "\n", "By names:\n", scores(table, "all", "names"),
                      "By mentions:\n", scores(table, "all", "mentions"), "Pairwise F1 by names in each half:\n",
                      markdown(halves), _verdict(table), "\nLargest groups of wrong merges of the engine:\n",
                      markdown(merges), "Largest groups of missed links of the engine:\n", markdown(misses)])


def _verdict(table):
    precision = {method: value(table, method, "precision") for method in (PLAIN, SPLINK, ENGINE)}
    f1 = {method: value(table, method) for method in (PLAIN, SPLINK, ENGINE)}
    order = sorted(f1, key=f1.get, reverse=True)
    return (f"Highest F1: {order[0]} ({f1[order[0]]:.3f}), then {order[1]} ({f1[order[1]]:.3f}) and {order[2]} "
            f"({f1[order[2]]:.3f}). Of 100 pairs that the engine puts together, {100 * precision[ENGINE]:.1f} have one "
            f"label; of Splink's {100 * precision[SPLINK]:.1f}.\n")


def unseen_section(table, unseen):
    """The names of AIR-UMASS that the NBER subset does not have."""
    return "\n".join([
        "\n### Names that NBER does not have\n", f"{(~unseen).sum():,} of the {len(unseen):,} names stand in the NBER "
        f"subset as well. The other {unseen.sum():,} names, found among all:\n", scores(table, "all", "names")])


def aliases_section(rows, homonyms):
    """Leave-one-firm-out of the curated aliases, and the homonyms with and without their list."""
    right, nobody = rows["found"] == rows["organisation_id"], rows["found"].isna()
    patents = rows["n_patents"].astype(float)
    by_method = pd.DataFrame({"strings": rows.groupby("method").size(), "right": right.groupby(rows["method"]).sum(),
                              "wrong": (~right & ~nobody).groupby(rows["method"]).sum(),
                              "nobody's": nobody.groupby(rows["method"]).sum()}).reset_index()
    missed = rows[nobody].sort_values(["n_patents", "raw_name"], ascending=[False, True]).head(10)
    return "\n".join([
        "\n## Curated aliases, one firm left out at a time\n",
        f"All rows of one firm's group are taken out of `aliases.csv` (the names in `organisations.csv` stay), and the "
        f"engine must put the strings back. {len(rows)} strings of {rows['firm'].nunique()} groups: "
        f"{right.sum()} right ({right.mean():.1%}; by patents {(patents * right).sum() / patents.sum():.1%}), "
        f"{(~right & ~nobody).sum()} put to a wrong organisation, {nobody.sum()} left as nobody's. Many strings are "
        "their organisation's name in other letters, which any normalisation finds; the links of other kinds are the "
        "harder part. A wrong one would be worse than one left open. The strings have been read by the engine's "
        "author, so the set is no blind test.\n", markdown(by_method),
        "Left as nobody's, those with the most patents:\n",
        markdown(missed[["raw_name", "organisation_id", "n_patents"]]),
        "\n## Homonyms\n", "Names that look like a firm of the study and are not (`homonyms.csv`).\n",
        markdown(homonyms)])


def homonym_row(how, rows, organisations):
    """One line of the table of homonyms: how many land on an organisation of a cluster, which none may."""
    cluster = organisations.set_index("organisation_id")["cluster_id"]
    return {"the engine is given": how, "names": len(rows), "land on a firm of a cluster":
            int(rows["found"].map(cluster).notna().sum()), "land on another curated organisation":
            int((rows["found"].notna() & rows["found"].map(cluster).isna()).sum())}


def sectors_section(rows, allowed):
    """Sectors against PATSTAT's labels; rows is None where the labels are not at hand."""
    if rows is None:
        return "\n## Sectors\n\nSkipped: no result table of PATSTAT Online (`patstat_online_*.xlsx`) was at hand.\n"
    right = pd.Series([found in allowed[label] for found, label in zip(rows["found"], rows["label"], strict=True)],
                      index=rows.index)
    decided = rows["found"] != "unknown"
    table = pd.DataFrame({"names": rows.groupby("label").size(), "right": right.groupby(rows["label"]).sum(),
                          "unknown": (~decided).groupby(rows["label"]).sum()}).reset_index()
    return "\n".join([
        "\n## Sectors\n", f"{len(rows)} applicants of two result tables of PATSTAT Online (Germany) with `psn_sector`: "
        f"{right.mean():.1%} right; {decided.mean():.1%} decided, and of these {right[decided].mean():.1%} right. "
        "PATSTAT's names have lost their legal forms, so that a bare firm's name says no sector; `GOV NON-PROFIT` "
        "counts as right for government, institute and association. The rules were looked at beside these labels.\n",
        markdown(table)])
