"""In which routes a cluster stands out against all others: a table of location quotients with intervals."""

import plotly.graph_objects as go

from ..vocabulary import ROUTES
from .style import (
    INK,
    NORMAL,
    PALE,
    RULE,
    SMALL,
    blank,
    cluster_names,
    count,
    finish,
    label_room,
    route,
    say,
    wrapped,
)

NEEDS = ("specialisation", "clusters")
ROW = 40  # px
# From less than the others (blue) over the same (white) to more (orange): told apart by the colour-blind, and pale
# enough for black figures.
SCALE = [[0, "#6BA5D6"], [0.5, "#FFFFFF"], [1, "#F0A030"]]


def draw(data, language, cluster=None):
    """The figure; `cluster` is not used."""
    title = say(language, "Specialisation of the clusters in routes", "各集群的路径专业化")
    order = list(data["clusters"].sort_values("position")["cluster_id"])
    rows = data["specialisation"]
    rows = rows[rows["cluster_id"].isin(order)]
    if rows["location_quotient"].isna().all():
        return blank(title=title, language=language,
                     why=say(language, "there are no two clusters with counted events to compare",
                             "没有两个以上有计入事件的集群可供比较"))
    rows = rows.assign(row=rows["cluster_id"].map({code: place for place, code in enumerate(order)}),
                       column=rows["route"].map({code: place for place, code in enumerate(ROUTES)}),
                       kind=[kind_of(row) for row in rows.itertuples()]).sort_values(["row", "column"])
    figure = go.Figure()
    _add_coloured(figure, rows[rows["kind"].isin(["more", "less"])], len(order), language)
    _add_boxes(figure, rows[rows["kind"] == "open"], "#FFFFFF", "", RULE)
    _add_boxes(figure, rows[rows["kind"] == "missing"], "#F4F4F4", "/", RULE)
    _add_numbers(figure, rows, language)
    left = _set_axes(figure, order, rows, data["clusters"], language)
    return finish(figure, title=title, note=_note(rows, language), plot=ROW * len(order), left=left, right=20,
                  above=44, below=56, language=language, subtitle=_subtitle(language))


def kind_of(row):
    """What a cell says: `more` or `less` than the others where the interval leaves out 1, `open` where it does not,
    `missing` where there is no quotient. An empty upper end beside a lower end has no bound.
    """
    if row.location_quotient != row.location_quotient:
        return "missing"
    if row.low != row.low:
        return "open"
    if row.low > 1:
        return "more"
    return "less" if row.high < 1 else "open"


def quotient(row):
    """The quotient with its interval, in two lines."""
    sign = {"more": "▲ ", "less": "▼ "}.get(row.kind, "")
    if row.kind == "missing":
        return "–"
    if row.low != row.low:
        return sign + _short(row.location_quotient)
    upper = "∞" if row.high != row.high else _short(row.high)
    return f"{sign}{_short(row.location_quotient)}<br>{_short(row.low)} – {upper}"


def _short(number):
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def _add_coloured(figure, rows, height, language):
    """Cells whose interval leaves out 1, coloured by the symmetric quotient; the bar explains the colours."""
    cells = {(row.row, row.column): round(row.symmetric, 4) for row in rows.itertuples()}
    figure.add_trace(go.Heatmap(
        x=list(range(len(ROUTES))), y=list(range(height)), zmin=-1, zmax=1,
        z=[[cells.get((row, column)) for column in range(len(ROUTES))] for row in range(height)],
        colorscale=SCALE, xgap=3, ygap=3, hoverinfo="skip",
        colorbar=dict(orientation="h", thickness=10, len=0.62, x=0.5, xanchor="center", y=0, yanchor="top", ypad=12,
                      tickvals=[-1, -0.5, 0, 0.5, 1], ticks="", tickfont=dict(size=SMALL),
                      ticktext=["0", "1/3", say(language, "1 (as the others)", "1（与其他集群相同）"), "3", "∞"])))


def _add_boxes(figure, rows, colour, pattern, edge):
    figure.add_trace(go.Bar(
        x=rows["column"].tolist(), base=[place - 0.46 for place in rows["row"]], y=[0.92] * len(rows), width=0.965,
        marker=dict(color=colour, line=dict(color=edge, width=1),
                    pattern=dict(shape=pattern, fgcolor="#BBBBBB", bgcolor=colour, size=6)),
        hoverinfo="skip", showlegend=False))


def _add_numbers(figure, rows, language):
    hover = [f"{route(row.route, language)}: {quotient(row)}" for row in rows.itertuples()]
    figure.add_trace(go.Scatter(
        x=rows["column"].tolist(), y=rows["row"].tolist(), mode="text",
        text=[quotient(row) for row in rows.itertuples()],
        textfont=dict(size=SMALL, color=[PALE if kind in ("open", "missing") else INK for kind in rows["kind"]]),
        hovertext=hover, hoverinfo="text", showlegend=False))


def _set_axes(figure, order, rows, clusters, language):
    """Axes of the table; gives back the room that the labels of the rows need."""
    weight, names = rows.groupby("cluster_id")["n"].max(), cluster_names(clusters, language)
    labels = [f"{names[code]} ({count(round(float(weight.get(code, 0)), 1))})" for code in order]
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(side="top", range=[-0.5, len(ROUTES) - 0.5], tickvals=list(range(len(ROUTES))), tickangle=0,
                        ticktext=[wrapped(route(code, language), 14) for code in ROUTES], showgrid=False)
    figure.update_yaxes(range=[len(order) - 0.5, -0.5], tickvals=list(range(len(order))), ticktext=labels,
                        showgrid=False, tickfont=dict(size=NORMAL))
    return label_room(labels)


def _subtitle(language):
    return say(language, "Location quotient: share of the route in the cluster over its share in all the other "
               "clusters, with its 95% interval. Coloured: the interval leaves out 1 (▲ more, ▼ less). White: it "
               "covers 1. Hatched: no quotient.",
               "区位商：该路径在集群内的份额与其在其他各集群的份额之比，附95%区间。着色：区间不含1（▲高于，▼低于）；"
               "白色：区间含1；斜线：无法计算。")


def _note(rows, language):
    n = count(round(float(rows.groupby("cluster_id")["n"].max().sum()), 1))
    return say(language, f"n = {n} counted events; in brackets the n of each cluster. No quotient: the cluster has no "
               "counted event, or no other cluster uses the route.",
               f"n = {n}个计入事件；括号内为各集群的n。无法计算：该集群没有计入事件，或其他集群均未使用该路径。")
