"""Shares side by side: one panel per route, one row per cluster or variant, a mark and its interval in each."""

import pandas as pd
import plotly.graph_objects as go

from ..vocabulary import ROUTES
from .style import INK, NORMAL, PALE, RULE, SMALL, not_identified, percent, route, say, wrapped

GAP = 0.03  # between panels, of the width of the plot
HEADER = 44  # px above the panels: two lines of a route's name; a remark under it takes 16 more


def headline(usage, kind="event"):
    """Rows of `usage` that the study reports first: fractional counting, and for events the independent ones.

    Where no independent event is counted, the founding paper's events stand in.
    """
    rows = usage[(usage["unit_kind"] == kind) & (usage["counting"] == "fractional")]
    if kind == "event" and (rows["evidence_base"] == "independent").any():
        return rows[rows["evidence_base"] == "independent"]
    return rows


def route_panels(names, language, *, top=100, remarks=None):
    """An empty figure with a panel per route and a row per name, first name on top.

    Parameters
    ----------
    names : labels of the rows, safe.
    top : end of the share axes, in percent.
    remarks : {route: a few words, safe} put under a route's name.
    """
    figure = go.Figure()
    width = (1 - GAP * (len(ROUTES) - 1)) / len(ROUTES)
    step = 50 if top > 75 else 20 if top > 30 else 10
    for place, code in enumerate(ROUTES):
        start = place * (width + GAP)
        figure.layout[_x_axis(place)] = dict(
            domain=[start, start + width], anchor="y", range=[-0.04 * top, 1.04 * top], fixedrange=True,
            tickvals=list(range(0, int(top) + 1, step)), tickfont=dict(size=SMALL), tickangle=0)
        text = wrapped(route(code, language), 14) + (f"<br><i>{remarks[code]}</i>" if remarks else "")
        figure.add_annotation(text=text, xref="paper", yref="paper", x=start + width / 2, y=1, xanchor="center",
                              yanchor="bottom", yshift=6, showarrow=False, font=dict(size=SMALL, color=INK))
    figure.update_yaxes(tickvals=list(range(len(names))), ticktext=list(names), range=[len(names) - 0.5, -0.5],
                        tickfont=dict(size=NORMAL), fixedrange=True, gridcolor=RULE)
    return figure


def axis_title(figure, text):
    """One title under all panels."""
    figure.add_annotation(text=text, xref="paper", yref="paper", x=0.5, y=0, xanchor="center", yanchor="top",
                          yshift=-28, showarrow=False, font=dict(size=NORMAL, color=INK))


def add_shares(figure, rows, language, *, colour, symbol, size=8, shift=0.0, line=None, name=None):
    """Marks with intervals: in each panel the shares of its route.

    Parameters
    ----------
    rows : frame with route, place (row of the figure), share, low, high and hover; a missing share draws nothing.
    colour, symbol : functions of a route.
    shift : how far below the middle of its row a mark lies, in rows.
    """
    for place, code in enumerate(ROUTES):
        mine = rows[(rows["route"] == code) & rows["share"].notna()].sort_values("place")
        shown = 100 * mine[["share", "low", "high"]]
        figure.add_trace(go.Scatter(
            x=_plain(shown["share"]), y=[float(row) + shift for row in mine["place"]], mode="markers",
            error_x=dict(type="data", symmetric=False, array=_plain(shown["high"] - shown["share"]),
                         arrayminus=_plain(shown["share"] - shown["low"]), color=colour(code), thickness=1.6, width=0),
            marker=dict(color=colour(code), symbol=symbol(code), size=size, line=line or dict(width=0)),
            hovertext=list(mine["hover"]), hoverinfo="text", showlegend=False, cliponaxis=False,
            name=name or route(code, language), xaxis=axis_name(place), yaxis="y"))


def axis_name(place):
    """What a trace calls the x axis of the panel at `place`."""
    return f"x{place + 1}" if place else "x"


def _x_axis(place):
    return f"xaxis{place + 1}" if place else "xaxis"


def _plain(values):
    """Numbers as a plain list; a missing one is None."""
    return [None if pd.isna(value) else round(float(value), 4) for value in values]


def spoken(row, language):
    """A share with its interval in words: "34% (95% interval 20% to 51%)", or that it is not identified."""
    if pd.isna(row.share):
        return not_identified(language)
    if pd.isna(row.low):
        return percent(row.share)
    return say(language, f"{percent(row.share)} (95% interval {percent(row.low)} to {percent(row.high)})",
               f"{percent(row.share)}（95%区间：{percent(row.low)}至{percent(row.high)}）")


def rule(figure, y, width=2):
    """A grey line through all panels between two rows."""
    figure.add_shape(type="line", xref="paper", x0=0, x1=1, yref="y", y0=y, y1=y, line=dict(color=RULE, width=width),
                     layer="below")


def remark(figure, text, *, place, y, x=0.5):
    """A few grey words inside the panel at `place`, in row `y`; `x` is a part of the panel's width."""
    figure.add_annotation(text=text, xref=f"{axis_name(place)} domain", x=x, xanchor="center", yref="y", y=y,
                          yanchor="middle", showarrow=False, font=dict(size=SMALL, color=PALE))
