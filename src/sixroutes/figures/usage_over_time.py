"""How route usage changed: the share of each route by period, all clusters together, with intervals."""

import plotly.graph_objects as go

from ..vocabulary import ROUTES
from .panels import headline, spoken
from .style import (
    INK,
    NORMAL,
    PALE,
    ROUTE_COLOURS,
    ROUTE_SYMBOLS,
    SMALL,
    blank,
    count,
    finish,
    not_identified,
    period,
    route,
    say,
)

NEEDS = ("usage",)
COLUMNS, PLOT = 4, 430
GAP_X, GAP_Y = 0.035, 0.22  # of the plot


def draw(data, language, cluster="all"):
    """The figure of one cluster, or of all together."""
    cluster = cluster or "all"
    title = say(language, "Route usage over time", "路径使用的时间变化")
    rows = headline(data["usage"])
    rows = rows[(rows["cluster_id"] == cluster) & (rows["period"] != "all")].sort_values("period")
    if rows.empty or rows["share"].isna().all():
        return blank(title=title, why=say(language, "no event is counted", "没有计入的事件"), language=language)
    periods = _in_order(rows["period"].unique())
    figure = go.Figure()
    top = _top(rows)
    for place, code in enumerate(ROUTES):
        _add_axes(figure, place, periods, language, [-0.05 * top, 1.03 * top], route(code, language))
        _add_route(figure, place, rows[rows["route"] == code].set_index("period").loc[periods], language)
    _add_counts(figure, len(ROUTES), rows.groupby("period")["n"].max().loc[periods], periods, language)
    figure.update_layout(barmode="overlay")
    return finish(figure, title=title, note=_note(rows, cluster, language), plot=PLOT, left=62, right=24, above=30,
                  below=48, language=language,
                  subtitle=say(language, "Share of counted events of the period, %. Line: 95% interval. All panels of "
                               "routes have the same scale.",
                               "占该时期计入事件的份额（%）。竖线：95%区间。各路径图刻度相同。"))


def _in_order(periods):
    """Periods in the order of time: `to_2009` before `since_2010`, years as they are."""
    return sorted(periods, key=lambda name: (0, "") if str(name).startswith("to_") else (1, str(name)))


def _top(rows):
    """End of the share axis: the largest upper end, rounded up to ten."""
    largest = rows[["share", "high"]].max().max()
    return 10 * (int(100 * largest) // 10 + 1)


def _axis(letter, place):
    return f"{letter}axis{place + 1}" if place else f"{letter}axis"


def _add_axes(figure, place, periods, language, span, name, percent_sign=True):
    """Axes and heading of the panel at `place`."""
    row, column = divmod(place, COLUMNS)
    width, height = (1 - GAP_X * (COLUMNS - 1)) / COLUMNS, (1 - GAP_Y) / 2
    left, bottom = column * (width + GAP_X), (1 - row) * (height + GAP_Y)
    number = str(place + 1) if place else ""
    figure.layout[_axis("x", place)] = dict(
        domain=[left, left + width], anchor=f"y{number}", range=[-0.5, len(periods) - 0.5], showgrid=False,
        tickvals=list(range(len(periods))), tickangle=0, tickfont=dict(size=SMALL),
        ticktext=[period(name, language).replace("–", "–<br>").replace("since ", "since<br>") for name in periods])
    figure.layout[_axis("y", place)] = dict(
        domain=[bottom, bottom + height], anchor=f"x{number}", range=span, nticks=5, rangemode="tozero",
        showticklabels=column == 0 or not percent_sign, tickfont=dict(size=SMALL),
        title=dict(text=say(language, "share, %", "份额（%）") if column == 0 else ""))
    figure.add_annotation(text=name, xref="paper", yref="paper", x=left, y=bottom + height, xanchor="left",
                          yanchor="bottom", yshift=4, showarrow=False, font=dict(size=NORMAL, color=INK))


def _add_route(figure, place, rows, language):
    code, number = rows["route"].iloc[0], str(place + 1) if place else ""
    shown = 100 * rows[["share", "low", "high"]]
    values = {name: [None if value != value else round(value, 4) for value in column] for name, column in {
        "share": shown["share"], "up": shown["high"] - shown["share"], "down": shown["share"] - shown["low"]}.items()}
    figure.add_trace(go.Scatter(
        x=list(range(len(rows))), y=values["share"], mode="lines+markers", connectgaps=False, showlegend=False,
        line=dict(color=ROUTE_COLOURS[code], width=1.5, dash="dot"), name=route(code, language),
        marker=dict(color=ROUTE_COLOURS[code], symbol=ROUTE_SYMBOLS[code], size=9), hoverinfo="text", cliponaxis=False,
        error_y=dict(type="data", symmetric=False, array=values["up"], arrayminus=values["down"], width=0, thickness=2),
        hovertext=[f"{route(code, language)}, {period(row.Index, language)}<br>{spoken(row, language)}"
                   for row in rows.itertuples()], xaxis=f"x{number}", yaxis=f"y{number}"))
    for position, share in enumerate(values["share"]):
        if share is None:
            figure.add_annotation(text=not_identified(language), textangle=-90, xref=f"x{number}", x=position,
                                  yref=f"y{number} domain", y=0.5, showarrow=False, font=dict(size=SMALL, color=PALE))


def _add_counts(figure, place, weight, periods, language):
    """The last panel: how many events each period rests on."""
    top = 1.25 * float(weight.max())
    _add_axes(figure, place, periods, language, [0, top], say(language, "Counted events (n)", "计入事件数（n）"), False)
    figure.layout[_axis("y", place)].update(showticklabels=False, showgrid=False, title=dict(text=""))
    figure.add_trace(go.Bar(
        x=list(range(len(periods))), y=[round(float(value), 4) for value in weight], marker_color="#BBBBBB", width=0.7,
        text=[count(round(float(value), 1)) for value in weight], textposition="outside", showlegend=False,
        textfont=dict(size=SMALL), hoverinfo="skip", cliponaxis=False, xaxis=f"x{place + 1}", yaxis=f"y{place + 1}"))


def _note(rows, cluster, language):
    n, whole = rows.groupby("period")["n_units"].max().sum(), cluster == "all"
    return say(language,
               f"n = {n:,} counted events with a year{', all clusters' if whole else ''}. The seven shares of a period "
               "add up to 100%. Few events in a period mean that little was documented, not that little happened.",
               f"n = {n:,}个有年份的计入事件{'，全部集群' if whole else ''}。每一时期七项份额之和为100%。"
               "某时期事件少，说明记载少，不说明发生得少。")
