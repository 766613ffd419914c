"""The report on hand coding: tables as Parquet and CSV, and one page in each language."""

from pathlib import Path

import pandas as pd

from .. import tables
from ..schemas import CANNOT_TELL, CERTAINTIES
from ..vocabulary import LANGUAGES, ROUTES
from .agreement import agreement_table, kappa_table
from .correcting import accuracy_table, compare, confusion_table, corrected_table
from .report_words import KAPPA, TITLE, VERDICTS, WORDS

ORDER = {route: place for place, route in enumerate((*ROUTES, "all"))}


def report_tables(codes, sample, weights, gold=None, **bootstrap):
    """All tables of the report, {name: frame}; those that need settled answers are there where `gold` is.

    Parameters
    ----------
    codes, sample, gold : tables; weights : units x routes by the rules; bootstrap : draws, seed.
    """
    made = {"agreement": agreement_table(codes, **bootstrap), "kappa": kappa_table(codes, **bootstrap)}
    if gold is not None:
        compared = compare(weights, sample, gold)
        made |= {"confusion": confusion_table(compared), "accuracy": accuracy_table(compared, **bootstrap),
                 "corrected_shares": corrected_table(compared, **bootstrap)}
    return made


def write_report(study, codes, sample, weights, folder, gold=None, **bootstrap):
    """Write the tables (`.parquet`, `.csv`) and the pages `report.en.md` and `report.zh.md` into a folder.

    Parameters
    ----------
    study : its name; folder : where to; the others as for `report_tables`.

    Returns
    -------
    list of the paths of the pages.
    """
    folder = Path(folder)
    made = report_tables(codes, sample, weights, gold, **bootstrap)
    for name, frame in made.items():
        written = tables.write(frame, folder / f"{name}.parquet")
        with tables.replacing(folder / f"{name}.csv") as temporary:
            written.to_csv(temporary, index=False, encoding="utf-8-sig", lineterminator="\n")
    pages = []
    for language in LANGUAGES:
        path = folder / f"report.{language}.md"
        with tables.replacing(path) as temporary:
            temporary.write_text(page(study, codes, sample, weights, made, gold, language), encoding="utf-8")
        pages.append(path)
    return pages


def page(study, codes, sample, weights, made, gold, language):
    """The report as one Markdown page."""
    place = LANGUAGES.index(language)
    parts = [f"# {TITLE[place].format(study)}", _basis(codes, sample, weights, gold, place),
             f"## {WORDS['agreement'][place]}", WORDS["agreement_note"][place], _agreement(made["agreement"], place),
             f"## {WORDS['kappa'][place]}", _kappa(made["kappa"], place)]
    if gold is None:
        parts += [f"## {WORDS['rules'][place]}", WORDS["no_gold"][place]]
    else:
        parts += [f"## {WORDS['accuracy'][place]}", WORDS["accuracy_note"][place], _accuracy(made["accuracy"], place),
                  f"## {WORDS['corrected'][place]}", WORDS["corrected_note"][place],
                  _corrected(made["corrected_shares"], place)]
    return "\n\n".join(parts) + "\n"


def _basis(codes, sample, weights, gold, place):
    """What the report rests on: units drawn, answers of each coder, settled units."""
    counted = codes.drop_duplicates(["unit_id", "coder"])
    lines = [WORDS["drawn"][place].format(len(sample), len(weights))]
    now, then = len(weights), int(sample.groupby("stratum")["stratum_units"].first().sum())
    if now != then:
        lines.append(WORDS["changed"][place].format(then, now))
    for coder, rows in counted.groupby("coder"):
        sure = " / ".join(str(int((rows["certainty"] == level).sum())) for level in CERTAINTIES)
        told = int((rows["route"] != CANNOT_TELL).sum())
        lines.append(WORDS["coder"][place].format(coder, told, len(rows) - told, len(sample) - len(rows), sure))
    if gold is not None:
        settled = gold.drop_duplicates("unit_id")["basis"].value_counts()
        lines.append(WORDS["gold"][place].format(settled.sum(), *(settled.get(basis, 0)
                                                                  for basis in ("agreed", "adjudicated"))))
    return "\n".join(f"- {line}" for line in lines)


def _table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows])


def _name(route, place, sets="sets"):
    return WORDS[sets][place] if route == "all" else ROUTES[route][place]


def _sorted(frame, *before):
    return frame.assign(order=frame["route"].map(ORDER)).sort_values([*before, "order"]).itertuples()


def _number(value, low=None, high=None, percent=False):
    """A value with its interval; NA where there is none.

    >>> _number(0.8, 0.7, 0.9), _number(float("nan")), _number(0.5, percent=True)
    ('.800 [.700, .900]', 'NA', '50.0%')
    """
    if pd.isna(value):
        return "NA"
    def shown(number):
        return f"{number:.1%}" if percent else f"{number:.3f}".replace("0.", ".", 1)
    return shown(value) + (f" [{shown(low)}, {shown(high)}]" if low is not None and pd.notna(low) else "")


def _reason(row, place):
    text = (row.reason_en, row.reason_zh)[place]
    return "" if pd.isna(text) else text


def _agreement(frame, place):
    return _table(WORDS["agreement_heads"][place], [
        (_name(row.route, place), _number(row.value, row.low, row.high), VERDICTS[row.verdict][place],
         _number(row.below_667, percent=True), str(row.n_units), _reason(row, place)) for row in _sorted(frame)])


def _kappa(frame, place):
    if frame.empty:
        return KAPPA[place]
    return _table(WORDS["kappa_heads"][place], [
        (f"{row.coder_a}, {row.coder_b}", _name(row.route, place, "exactly"), _number(row.value, row.low, row.high),
         _number(row.agreed, percent=True), str(row.n_units), _reason(row, place))
        for row in _sorted(frame, "coder_a", "coder_b")])


def _accuracy(frame, place):
    measures = {measure: rows.set_index("route") for measure, rows in frame.groupby("measure")}
    return _table(WORDS["accuracy_heads"][place], [
        (ROUTES[route][place], *(part for measure in ("precision", "recall") for part in (
            _number(*measures[measure].loc[route, ["value", "low", "high"]]),
            str(measures[measure].loc[route, "n_units"])))) for route in ROUTES])


def _corrected(frame, place):
    return _table(WORDS["corrected_heads"][place], [
        (ROUTES[row.route][place], _number(row.share_rules, percent=True),
         _number(row.share_corrected, row.low, row.high, percent=True),
         _number(row.share_gold, percent=True), str(row.n_gold), _reason(row, place))
        for row in _sorted(frame)])
