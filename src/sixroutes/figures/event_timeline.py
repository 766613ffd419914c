"""When what happened: the events of one cluster by year, one row per route, one symbol per firm."""

import pandas as pd
import plotly.graph_objects as go

from ..schemas import BASES
from ..vocabulary import ROUTES
from .style import (
    INK,
    NORMAL,
    PALE,
    ROUTE_COLOURS,
    SMALL,
    blank,
    cluster_names,
    count,
    finish,
    legend_height,
    route,
    safe,
    say,
    wrapped,
)

NEEDS = ("assignments", "clusters", "events", "firms")
FIRM_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star", "hexagon", "triangle-down", "cross",
                "pentagon")
STEP, MARK = 11, 10  # px from event to event of one year, and size of a mark
ROW, HEADING = 26, 26  # px: the lowest row, and the heading of a body of evidence
BAND = "#F4F4F4"


def draw(data, language, cluster=None):
    """The timeline of `cluster`.

    Parameters
    ----------
    data : {"assignments", "clusters", "events", "firms"}.
    """
    name = cluster_names(data["clusters"], language).get(cluster, safe(cluster))
    title = say(language, f"{name}: events by year and route", f"{name}：各路径的事件与年份")
    points = _points(data, cluster)
    if points.empty:
        return blank(title=title, why=say(language, "no event of this cluster has a route",
                                          "该集群没有可归入路径的事件"), language=language)
    rows = _rows(points)
    points = _placed(points, rows)
    figure = go.Figure()
    _draw_rows(figure, rows, points, language)
    _draw_firms(figure, points, _firms(points, data["firms"], language), language)
    _time_axis(figure, points, language)
    height = rows["bottom"].max()
    figure.update_yaxes(range=[height, 0], showgrid=False, tickvals=rows["middle"], tickfont=dict(size=NORMAL),
                        ticktext=[route(code, language) for code in rows["route"]])
    return finish(figure, title=title, subtitle=_subtitle(language), plot=height,
                  note=_note(points, data["events"], cluster, language), left=say(language, 165, 120), right=64,
                  language=language, below=48,
                  above=18 + legend_height([trace.name for trace in figure.data if trace.showlegend is not False]))


def _points(data, cluster):
    """One row per event, firm and route of the cluster, with what the page says of it."""
    rows = data["assignments"]
    rows = rows[(rows["unit_kind"] == "event") & (rows["cluster_id"] == cluster)]
    told = data["events"][["event_id", "date_precision", "description"]].rename(columns={"event_id": "unit_id"})
    rows = rows.merge(told, on="unit_id", how="left")
    return rows.sort_values(["year", "firm_id", "date", "unit_id"], kind="stable").reset_index(drop=True)


def _rows(points):
    """One row per body of evidence and route, top down, with its place in px."""
    bases = [base for base in BASES if base in set(points["evidence_base"])]
    stacks = points.groupby(["evidence_base", "route", "year"], dropna=False).size()
    stacks = stacks.groupby(["evidence_base", "route"]).max()
    rows, top = [], 0
    for base in bases:
        top += HEADING if len(bases) > 1 else 0
        for code in ROUTES:
            height = max(ROW, STEP * stacks.get((base, code), 0) + 12)
            rows.append(dict(base=base, route=code, top=top, middle=top + height / 2, bottom=top + height))
            top += height
    return pd.DataFrame(rows)


def _placed(points, rows):
    """The points with x (the year, or a place of its own for events without a date) and y."""
    middle = rows.set_index(["base", "route"])["middle"]
    stacked = points.groupby(["evidence_base", "route", "year"], dropna=False)["unit_id"]
    place = stacked.cumcount() - (stacked.transform("size") - 1) / 2
    centre = [middle[key] for key in zip(points["evidence_base"], points["route"], strict=True)]
    return points.assign(x=points["year"].astype("float64").fillna(_undated(points)), y=centre + place * STEP)


def _undated(points):
    """Where events without a date stand: before the first year."""
    years = points["year"].dropna()
    return float(years.min() - 3) if len(years) else 0.0


def _draw_rows(figure, rows, points, language):
    """Bands behind every other row, the number of events at the right, and headings where there are two bodies."""
    numbers = points.groupby(["evidence_base", "route"])["unit_id"].nunique()
    for place, row in enumerate(rows.itertuples()):
        if place % 2 == 0:
            figure.add_shape(type="rect", xref="paper", x0=0, x1=1, y0=row.top, y1=row.bottom, fillcolor=BAND,
                             line_width=0, layer="below")
        figure.add_annotation(xref="paper", x=1, xanchor="left", xshift=8, y=row.middle, yshift=2, showarrow=False,
                              text=f"n = {numbers.get((row.base, row.route), 0)}", font=dict(size=SMALL, color=PALE))
    if rows["base"].nunique() > 1:
        for base, first in rows.groupby("base")["top"].min().items():
            figure.add_annotation(xref="paper", x=0, xanchor="left", y=first - HEADING / 2 + 2, showarrow=False,
                                  text=f"<b>{_base(base, language)}</b>", font=dict(size=NORMAL, color=INK))


def _base(code, language):
    return {"independent": say(language, "Independent events", "独立事件"),
            "founding_paper": say(language, "The founding paper's own events", "奠基论文自身事件")}.get(code, code)


def _firms(points, firms, language):
    """{firm_id: name}, the firm with most events first."""
    names = firms.set_index("firm_id")[say(language, "firm", "firm_zh")]
    order = points.groupby("firm_id")["unit_id"].nunique().sort_values(ascending=False, kind="stable").index
    return {firm_id: safe(names.get(firm_id, firm_id)) for firm_id in order}


def _draw_firms(figure, points, firms, language):
    """The marks of all firms, and the legend."""
    for (firm_id, firm), symbol in zip(firms.items(), FIRM_SYMBOLS * len(firms), strict=False):
        figure.add_trace(_marks(points[points["firm_id"] == firm_id], firm, symbol, language))
        figure.add_trace(_legend_entry(firm, symbol))
    if not points["counted"].all():
        open_marks = say(language, "open: evidence level C or D", "空心：证据等级C或D")
        figure.add_trace(_legend_entry(open_marks, "circle-open"))


def _marks(points, firm, symbol, language):
    """The marks of one firm; open where the evidence is too weak to count."""
    return go.Scatter(
        x=points["x"], y=points["y"], mode="markers", showlegend=False, name=firm,
        marker=dict(size=MARK, color=[ROUTE_COLOURS[code] for code in points["route"]],
                    symbol=[symbol if counted else f"{symbol}-open" for counted in points["counted"]],
                    line=dict(width=[0.6 if counted else 1.6 for counted in points["counted"]],
                              color=[INK if counted else ROUTE_COLOURS[code]
                                     for counted, code in zip(points["counted"], points["route"], strict=True)])),
        text=[_told(row, firm, language) for row in points.itertuples()], hovertemplate="%{text}<extra></extra>")


def _told(row, firm, language):
    """What the page says of an event when the pointer rests on it."""
    form = {"day": "%Y-%m-%d", "month": "%Y-%m"}.get(row.date_precision, "%Y")
    date = say(language, "no date", "无日期") if pd.isna(row.date) else row.date.strftime(form)
    kind = say(language, f"{route(row.route, language)}, level {row.level}, weight {row.weight:.2g}",
               f"{route(row.route, language)}，证据等级{row.level}，权重{row.weight:.2g}")
    return f"<b>{firm}</b>, {date}<br>{wrapped(row.description, 70)}<br>{kind}<br>{safe(row.unit_id)}"


def _legend_entry(name, symbol):
    """An entry of the legend in ink: the colour speaks of the route, the symbol of the firm."""
    return go.Scatter(x=[None], y=[None], mode="markers", name=name,
                      marker=dict(symbol=symbol, size=MARK, color=INK, line=dict(width=1.6, color=INK)))


def _time_axis(figure, points, language):
    first, last = points["x"].min(), points["x"].max()
    years = points["year"].dropna()
    ticks = [year for year in range(1900, 2031, 5) if len(years) and years.min() - 1 <= year <= years.max() + 1]
    words = [str(year) for year in ticks]
    if points["year"].isna().any():
        ticks, words = [_undated(points), *ticks], [say(language, "no date", "无日期"), *words]
    figure.update_xaxes(range=[first - 1, last + 1], tickvals=ticks, ticktext=words,
                        title=say(language, "year", "年份"))


def _subtitle(language):
    return say(language, "Each mark is one event of a large firm; row and colour tell the route, the symbol tells the "
               "firm.", "每个标记为大企业的一个事件；行与颜色表示路径，形状表示企业。")


def _note(points, events, cluster, language):
    n = points["unit_id"].nunique()
    weight = count(round(points.loc[points["counted"], "weight"].sum(), 1))
    left_out = int(((events["cluster_id"] == cluster) & (events["status"] != "counted")).sum())
    note = say(language,
               f"n = {n} events; those at evidence level A or B weigh {weight}. An event that stands for several "
               "routes or firms appears in each.",
               f"n = {n}个事件，其中证据等级A、B者权重{weight}；涉及多种路径或多家企业的事件在每处都出现。")
    if left_out:
        note += say(language, " Records that do not count (told twice, failed, no technology sought, not confirmed) "
                    f"and are not drawn: {left_out}.",
                    f"另有{left_out}条记录不计入（重复、未成、不涉技术、未获证实），图中未列。")
    return note
