"""The founding paper as a test: each claim put to each body of evidence, with the verdict, share and interval."""

import pandas as pd
import plotly.graph_objects as go

from .style import (
    EDGE,
    INK,
    NORMAL,
    PALE,
    SMALL,
    WIDTH,
    blank,
    count,
    finish,
    lines,
    percent,
    period,
    route,
    safe,
    say,
    wrapped,
)

NEEDS = ("replication",)
# Verdict: colour of the cell, colour of its text, the word in both languages.
VERDICTS = {
    "reproduced": ("#0072B2", "white", ("reproduced", "得到复现")),
    "not reproduced": ("#F3C48A", INK, ("not reproduced", "未能复现")),
    "not testable": ("#EEEEEE", PALE, ("not testable", "无法检验")),
}
BASES = {"founding_paper": ("The paper's own events", "论文自身的事件"),
         "independent": ("Independent events", "独立事件")}
LINE, PADDING, CELL = 17, 11, 128  # px: height of a line, room around the text of a claim, width of a cell
GAP = 34  # px above the claims that nothing can test, with their heading
COLUMN = 0.5 * SMALL  # px per column of text


def draw(data, language, cluster=None):
    """The matrix of claims and bodies of evidence; claims that no body can test are listed below it.

    Parameters
    ----------
    data : {"replication"}.
    """
    title = say(language, "The founding paper's claims and the evidence", "奠基论文的论断与证据")
    table = data["replication"]
    if table.empty:
        return blank(title=title, why=say(language, "no claim was tested in this study", "本研究没有检验论断"),
                     language=language)
    bodies = _bodies(table)
    left = WIDTH - EDGE - CELL * len(bodies)
    tested, untested = _parts(table, left, language)
    figure = go.Figure([_reasons(table, tested, body, place, language) for place, body in enumerate(bodies)])
    words, boxes = _matrix(table, tested, bodies, language)
    # All at once: one by one takes seconds.
    figure.update_layout(annotations=words + _statements(tested, untested, left, language), shapes=boxes)
    height = max(each["bottom"].max() for each in (tested, untested) if len(each))
    figure.update_xaxes(range=[0, CELL * len(bodies)], visible=False)
    figure.update_yaxes(range=[height, 0], visible=False)
    return finish(figure, title=title, subtitle=_subtitle(language), note=_note(table, language), plot=height,
                  left=left, right=EDGE, above=68, below=14, language=language)


def _bodies(table):
    """(evidence base, period) in order: the paper's own events, then independent events by time."""
    found = dict.fromkeys(zip(table["evidence_base"], table["period"], strict=True))
    return sorted(found, key=lambda body: (list(BASES).index(body[0]), body[1].startswith("since"), body[1]))


def _parts(table, left, language):
    """Claims that some body of evidence can test, and the others: text, top, middle and bottom in px of each."""
    claims = table.sort_values(["claim_id", "evidence_base", "period"]).drop_duplicates("claim_id")
    can = claims["claim_id"].isin(table.loc[table["verdict"] != "not testable", "claim_id"])
    statement, reason = say(language, "statement", "quote_zh"), say(language, "reason_en", "reason_zh")
    tested, untested = claims[can], claims[~can]
    narrow, wide = int((left - 2 * EDGE) / COLUMN), int((WIDTH - 2 * EDGE) / COLUMN)
    tested = _stacked([f"{_head(row, language)}<br>{wrapped(row[statement], narrow)}" for _, row in tested.iterrows()],
                      tested["claim_id"], 0, PADDING)
    below = (tested["bottom"].max() if len(tested) else 0) + GAP
    texts = [lines(f"{row.claim_id}  {getattr(row, statement)} [{getattr(row, reason)}]", wide)
             for row in untested.itertuples()]
    return tested, _stacked(["<br>".join(map(safe, text)) for text in texts], untested["claim_id"], below, 5)


def _head(claim, language):
    """Identifier of a claim, and its route where it is on one."""
    words = safe(claim["claim_id"])
    if isinstance(claim["route"], str):
        words += f" · {route(claim['route'], language)}"
    return f"<span style='color:{PALE}'>{words}</span>"


def _stacked(texts, claim_ids, start, padding):
    """Texts one under the other from `start` px on."""
    frame = pd.DataFrame({"claim_id": list(claim_ids), "text": texts})
    height = frame["text"].astype("str").str.count("<br>").add(1) * LINE + padding
    frame["bottom"] = start + height.cumsum()
    return frame.assign(top=frame["bottom"] - height, middle=frame["bottom"] - height / 2)


def _matrix(table, claims, bodies, language):
    """Headings and words of the cells, and the cells' grounds."""
    words, boxes = [], []
    for place, body in enumerate(bodies):
        words.append(_heading(table, body, place, language))
        for row, claim in _cells(table, claims, body):
            boxes.append(_box(row, claim, place))
            words.append(_verdict(row, claim, place, language))
    return words, boxes


def _statements(tested, untested, left, language):
    """The claims in words, with a heading above those that nothing can test."""
    words = [_text(claim.text, claim.middle, left, SMALL) for claim in pd.concat([tested, untested]).itertuples()]
    if len(untested):
        heading = say(language, "Claims that no body of evidence can test", "任何一组证据都无法检验的论断")
        words.append(_text(f"<b>{heading}</b>", untested["top"].min() - GAP / 2, left, NORMAL))
    return words


def _middle(place):
    return CELL * (place + 0.5)


def _cells(table, claims, body):
    """(row of the table, claim with its place) of one body of evidence."""
    rows = table[(table["evidence_base"] == body[0]) & (table["period"] == body[1])].set_index("claim_id")
    return [(rows.loc[claim.claim_id], claim) for claim in claims.itertuples() if claim.claim_id in rows.index]


def _heading(table, body, place, language):
    """What stands above a column."""
    weight = table.loc[(table["evidence_base"] == body[0]) & (table["period"] == body[1]), "n"].max()
    text = (f"<b>{wrapped(say(language, *BASES[body[0]]), 16)}</b><br>{period(body[1], language)}<br>"
            f"<span style='color:{PALE}'>n = {count(round(weight, 1))}</span>")
    return dict(text=text, x=_middle(place), y=1, yref="paper", yanchor="bottom", showarrow=False,
                font=dict(size=SMALL, color=INK))


def _box(row, claim, place):
    """The ground of a cell, in the colour of its verdict."""
    return dict(type="rect", x0=CELL * place + 2, x1=CELL * (place + 1) - 2, y0=claim.top + 2, y1=claim.bottom - 2,
                fillcolor=VERDICTS[row["verdict"]][0], line_width=0, layer="below")


def _verdict(row, claim, place, language):
    """The verdict in words, and share and interval of the route where the claim is on one and can be tested."""
    _, ink, word = VERDICTS[row["verdict"]]
    text = say(language, *word)
    if row["verdict"] != "not testable" and pd.notna(row["share"]):
        text += f"<br>{percent(row['share'])}"
        text += f" ({100 * row['low']:.0f}–{percent(row['high'])})" if pd.notna(row["low"]) else ""
    return dict(text=text, x=_middle(place), y=claim.middle, showarrow=False, font=dict(size=SMALL, color=ink))


def _reasons(table, claims, body, place, language):
    """Marks that are not seen, which tell the reason of a verdict when the pointer rests on it."""
    cells = _cells(table, claims, body)
    return go.Scatter(
        x=[_middle(place)] * len(cells), y=[claim.middle for _, claim in cells], mode="markers", showlegend=False,
        marker=dict(size=30, opacity=0), hovertemplate="%{text}<extra></extra>",
        text=[wrapped(row[say(language, "reason_en", "reason_zh")], 60) for row, _ in cells])


def _text(text, y, left, size):
    """A text at the left edge of the figure."""
    return dict(text=text, xref="paper", x=0, xshift=EDGE - left, xanchor="left", y=y, align="left", showarrow=False,
                font=dict(size=size, color=INK))


def _subtitle(language):
    return say(language, "Verdict on each claim by body of evidence and period; below the verdict, the share of the "
               "claim's route with its 95% interval.",
               "各组证据、各时期对每一论断的判定；判定之下为论断所涉路径的份额及95%区间。")


def _note(table, language):
    numbers = table["verdict"].value_counts()
    held, failed, silent = (int(numbers.get(verdict, 0)) for verdict in VERDICTS)
    n = table["claim_id"].nunique()
    return say(language, f"n = {n} claims, {len(table)} tests: {held} reproduced, {failed} not reproduced, {silent} "
               "not testable; n in the headings: weight of the events. That the paper's own events agree with its "
               "claims tests the rules, not the paper.",
               f"n = {n}条论断、{len(table)}项检验：{held}项得到复现，{failed}项未能复现，{silent}项无法检验；"
               "栏首n为事件总权重。论文自身事件与其论断相符，检验的是判定规则，而非论文。")
