"""Specification curves: the share of each route in every specification of the multiverse, and what moves it."""

import pandas as pd
import plotly.graph_objects as go

from ..vocabulary import OTHER_CHOICES, ROUTES, SIX_ROUTES, label
from .panels import GAP, HEADER, axis_title
from .style import (
    INK,
    ROUTE_COLOURS,
    RULE,
    SMALL,
    blank,
    count,
    finish,
    label_room,
    percent,
    route,
    say,
    wrapped,
)

NEEDS = ("specifications", "curves", "findings")
CURVE, ROW = 170, 21  # px: height of the curves, of a row for one option
BETWEEN = 26  # px between the curves and the rows
POINTS = 200  # of a drawn curve; thousands of marks would say no more
CHANGED = "#B00020"


def draw(data, language, cluster=None):
    """The figure, on events; `cluster` is not used."""
    title = say(language, "Route shares in every specification", "全部设定组合下的路径份额")
    rows = data["curves"][(data["curves"]["unit_kind"] == "event") & (data["curves"]["kind"] == "rank")]
    if rows.empty:
        return blank(title=title, why=say(language, "no event is counted", "没有计入的事件"), language=language)
    specifications = data["specifications"].query("unit_kind == 'event'").set_index("specification").sort_index()
    options = listed(specifications)
    figure = go.Figure()
    height = ROW * len(options)
    floor = (height + BETWEEN) / (height + BETWEEN + CURVE)
    for place, code in enumerate(SIX_ROUTES):
        mine = rows[rows["route"] == code].set_index("specification").sort_index()
        _panel(figure, place, code, mine, language)
        _curve(figure, place, code, mine, language)
        _options(figure, place, code, mine, specifications, options, language)
    labels = [_option_label(name, specifications, language) for name in options]
    top = 10 * (int(100 * rows["estimate"].max()) // 10 + 1)
    figure.update_layout(yaxis=dict(domain=[floor, 1], range=[0, top], ticksuffix="%", tickfont=dict(size=SMALL),
                                    fixedrange=True, gridcolor=RULE),
                         yaxis2=dict(domain=[0, height / (height + BETWEEN + CURVE)], tickvals=list(range(len(labels))),
                                     ticktext=labels, range=[len(labels) - 0.5, -0.5], tickfont=dict(size=SMALL),
                                     fixedrange=True, gridcolor=RULE))
    axis_title(figure, say(language, "share of counted events, %", "占计入事件的份额（%）"))
    return finish(figure, title=title, subtitle=_subtitle(language), note=_note(rows, data["findings"], language),
                  plot=height + BETWEEN + CURVE, left=label_room(labels, SMALL), right=20, above=HEADER, below=56,
                  language=language)


def listed(specifications):
    """The options met, as "dimension: option", in the vocabulary's order."""
    met = {f"{name}: {option}" for name in {key.split(":")[0] for key in OTHER_CHOICES}
           for option in specifications[name].dropna().unique() if option != "as chosen"}
    return [name for name in OTHER_CHOICES if name in met]


def _option_label(name, specifications, language):
    dimension, option = name.split(": ")
    number = int((specifications[dimension] == option).sum())
    return f"{label(OTHER_CHOICES, name, language)} ({count(number)})"


def _axes(place):
    """(x of the curve, x of the rows) of a panel, as a trace names them."""
    return f"x{2 * place + 1}" if place else "x", f"x{2 * place + 2}"


def _panel(figure, place, code, mine, language):
    """Axes, name and share of specifications with the headline's rank."""
    width = (1 - GAP * (len(SIX_ROUTES) - 1)) / len(SIX_ROUTES)
    start = place * (width + GAP)
    top = 100 * mine["estimate"].max()
    upper, lower = (axis.replace("x", "xaxis") for axis in _axes(place))
    figure.layout[upper] = dict(domain=[start, start + width], anchor="y", range=[-3, 103], fixedrange=True,
                                showticklabels=False, showgrid=False)
    step = 20 if top > 30 else 10 if top > 12 else 5 if top > 5 else 1
    figure.layout[lower] = dict(domain=[start, start + width], anchor="y2", range=[-0.06 * top, 1.06 * top],
                                dtick=step, tickfont=dict(size=SMALL), tickangle=0, fixedrange=True)
    figure.add_annotation(text=wrapped(route(code, language), 14), xref="paper", yref="paper", x=start + width / 2, y=1,
                          xanchor="center", yanchor="bottom", yshift=6, showarrow=False,
                          font=dict(size=SMALL, color=INK))


def _curve(figure, place, code, mine, language):
    """All specifications from the smallest share to the largest, in colour where the rank is the headline's."""
    ordered = mine.assign(share=100 * mine["estimate"]).sort_values(["share", "holds"], kind="stable").reset_index()
    ordered["at"] = 100 * (ordered.index + 0.5) / len(ordered)
    thinned = ordered.iloc[::max(1, len(ordered) // POINTS)]
    for holds, colour in ((True, ROUTE_COLOURS[code]), (False, "#BBBBBB")):
        part = thinned[thinned["holds"] == holds]
        figure.add_trace(go.Scatter(
            x=part["at"].round(2).tolist(), y=part["share"].round(3).tolist(), mode="markers", xaxis=_axes(place)[0],
            yaxis="y", marker=dict(size=4, color=colour), showlegend=False, hovertemplate="%{y:.1f}%<extra></extra>"))
    head = ordered[ordered["specification"] == 0].iloc[0]
    figure.add_trace(go.Scatter(
        x=[round(head["at"], 2)], y=[round(head["share"], 3)], mode="markers", xaxis=_axes(place)[0], yaxis="y",
        marker=dict(size=11, symbol="diamond", color=ROUTE_COLOURS[code], line=dict(color=INK, width=1)),
        showlegend=False, cliponaxis=False,
        hovertemplate=say(language, "headline", "主结果") + " %{y:.1f}%<extra></extra>"))


def _options(figure, place, code, mine, specifications, options, language):
    """Per option the median share, the range of the middle nine tenths, and a grey line at the headline's."""
    axis = _axes(place)[1]
    figure.add_shape(type="line", xref=axis, yref="y2 domain", x0=100 * mine["estimate"].iloc[0], y0=0, y1=1,
                     x1=100 * mine["estimate"].iloc[0], line=dict(color=ROUTE_COLOURS[code], width=1.5), layer="below")
    frames = []
    for row, name in enumerate(options):
        dimension, option = name.split(": ")
        inside = mine[(specifications[dimension] == option).to_numpy()]
        low, middle, high = (100 * inside["estimate"].quantile(part) for part in (0.05, 0.5, 0.95))
        frames.append(dict(row=row, low=low, middle=middle, high=high, holding=inside["holds"].mean()))
    shown = pd.DataFrame(frames)
    for robust in (True, False):
        part = shown[(shown["holding"] >= 0.5) == robust]
        colour = INK if robust else CHANGED
        texts = [say(language, f"median {row.middle:.1f}%, rank holds in {percent(row.holding)}",
                     f"中位数{row.middle:.1f}%，位次不变者占{percent(row.holding)}") for row in part.itertuples()]
        figure.add_trace(go.Scatter(
            x=part["middle"].round(3).tolist(), y=part["row"].tolist(), mode="markers", xaxis=axis, yaxis="y2",
            marker=dict(size=7, color=colour, symbol="circle" if robust else "circle-open", line=dict(width=1.5)),
            error_x=dict(type="data", symmetric=False, array=(part["high"] - part["middle"]).round(3).tolist(),
                         arrayminus=(part["middle"] - part["low"]).round(3).tolist(), color=colour, thickness=1.4,
                         width=0),
            showlegend=False, hoverinfo="text", hovertext=texts))


def _subtitle(language):
    return say(language,
               "Top: every specification from the smallest share to the largest, grey where the rank among the six is "
               "not the headline's (diamond). Below: median and middle 90% of the specifications with an option; red "
               "and open where the rank changes in more than half of them. Line: headline.",
               "上：全部设定组合按份额由小到大排列，在六种路径中的位次与主结果（菱形）不同者为灰色。"
               "下：含某一选项的各设定组合的中位数与中间90%；超过半数位次改变者为红色空心。竖线：主结果。")


def _note(rows, findings, language):
    n = rows["specification"].nunique()
    ranks = findings[(findings["unit_kind"] == "event") & (findings["kind"] == "rank")].set_index("route")
    told = say(language, ", ", "、").join(f"{route(code, language)} {percent(ranks.loc[code, 'share_holding'])}"
                                        for code in ROUTES if code in ranks.index)
    return say(language, f"n = {count(n)} specifications of counted events, all clusters together; in brackets "
               f"those with the option. Share of specifications with the headline's rank: {told}.",
               f"n = {count(n)}种设定组合，计入事件，全部集群合计；括号内为含该选项者。"
               f"位次与主结果相同的比例：{told}。")
