"""Do the findings hold under other choices? The share and rank of each route under each variant."""

import pandas as pd

from ..vocabulary import OTHER_CHOICES, ROUTES, label
from .panels import HEADER, add_shares, axis_name, axis_title, headline, remark, route_panels, rule
from .style import (
    INK,
    PALE,
    ROUTE_COLOURS,
    SMALL,
    blank,
    cluster_names,
    columns,
    count,
    finish,
    label_room,
    percent,
    route,
    safe,
    say,
)

NEEDS = ("robustness", "clusters")
ROW, HEADLINE, SIX_ONLY = 23, "headline", "denominator: six_routes"
CHANGED = "#B00020"


def draw(data, language, cluster=None):
    """The figure; `cluster` is not used."""
    title = say(language, "Route shares under other choices", "其他选择下的路径份额")
    rows = data["robustness"]
    if rows.empty or rows["share"].isna().all():
        return blank(title=title, why=say(language, "no event is counted", "没有计入的事件"), language=language)
    order = in_order(rows["variant"].unique(), data["clusters"])
    labels = [_label(name, rows, data["clusters"], language) for name in order]
    rows = rows.assign(place=rows["variant"].map({name: place for place, name in enumerate(order)}), low=float("nan"),
                       high=float("nan"))
    rows["hover"] = [_hover(row, label, language) for row, label in
                     zip(rows.itertuples(), [labels[place] for place in rows["place"]], strict=True)]
    top = 10 * (int(100 * rows["share"].max()) // 10 + 3)  # the rank stands right of the mark
    figure = route_panels(labels, language, top=top)
    _add_band(figure, data.get("usage"), rows, len(order))
    _leave_out_other(figure, rows)
    rows = rows[(rows["variant"] != SIX_ONLY) | (rows["route"] != "other")]
    add_shares(figure, rows, language, colour=lambda _: INK, symbol=lambda _: "circle", size=7)
    _mark_headline(figure, rows)
    _add_ranks(figure, rows)
    axis_title(figure, say(language, "share of counted events, %", "占计入事件的份额（%）"))
    return finish(figure, title=title, note=_note(rows, language), plot=ROW * len(order),
                  left=label_room(labels), right=20, above=HEADER, below=56, language=language,
                  subtitle=_subtitle(data.get("usage"), language))


def in_order(names, clusters):
    """Variants: the headline, the others as listed here, unknown ones by name, and the clusters left out in turn."""
    left_out = {f"without_{code}": place for place, code in
                enumerate(clusters.sort_values("position")["cluster_id"])}
    known = {name: place for place, name in enumerate([HEADLINE, *OTHER_CHOICES])}
    return sorted(names, key=lambda name: (name in left_out, known.get(name, len(known)), left_out.get(name, 0), name))


def _label(name, rows, clusters, language):
    """A variant in words, with its n."""
    weight = count(round(float(rows.loc[rows["variant"] == name, "n"].max()), 1))
    names = cluster_names(clusters, language)
    code = name.removeprefix("without_")
    if name == HEADLINE:
        words = say(language, "Headline", "主结果")
    elif name in OTHER_CHOICES:
        words = label(OTHER_CHOICES, name, language)
    elif name.startswith("without_") and code in names:
        words = say(language, f"Without {names[code]}", f"不含{names[code]}")
    else:
        words = safe(name if columns(name) <= 34 else name[:33] + "…")
    return f"{words} ({weight})"


def _hover(row, label, language):
    rank = "" if pd.isna(row.rank) else say(language, f", rank {row.rank}", f"，第{row.rank}位")
    share = "–" if pd.isna(row.share) else percent(row.share, 1)
    return f"{route(row.route, language)}: {share}{rank}<br>{label}"


def _add_band(figure, usage, rows, height):
    """Behind the marks, the 95% interval of the headline and its share as a line."""
    intervals = pd.DataFrame() if usage is None else headline(usage).query("cluster_id == 'all' and period == 'all'")
    first = rows[rows["variant"] == HEADLINE].set_index("route")["share"]
    for place, code in enumerate(ROUTES):
        axis = axis_name(place)
        found = intervals[intervals["route"] == code].dropna(subset=["low", "high"]) if len(intervals) else intervals
        if len(found):
            figure.add_shape(type="rect", xref=axis, yref="y", x0=100 * found["low"].iloc[0], y0=-0.5, y1=height - 0.5,
                             x1=100 * found["high"].iloc[0], fillcolor=ROUTE_COLOURS[code], opacity=0.25,
                             line_width=0, layer="below")
        if code in first and pd.notna(first[code]):
            figure.add_shape(type="line", xref=axis, yref="y", x0=100 * first[code], x1=100 * first[code], y0=-0.5,
                             y1=height - 0.5, line=dict(color=ROUTE_COLOURS[code], width=1.5), layer="below")


def _mark_headline(figure, rows):
    """A line under the headline's row, and a larger mark in it."""
    mine = rows[rows["variant"] == HEADLINE]
    if len(mine):
        rule(figure, mine["place"].iloc[0] + 0.5)
        add_shares(figure, mine, "en", colour=ROUTE_COLOURS.get, symbol=lambda _: "diamond", size=11,
                   line=dict(color=INK, width=1))


def _leave_out_other(figure, rows):
    """A dash where a variant leaves out what none of the six routes covers: that is no share of zero."""
    for place in rows.loc[rows["variant"] == SIX_ONLY, "place"].unique():
        remark(figure, "–", place=list(ROUTES).index("other"), y=place, x=0.9)


def _add_ranks(figure, rows):
    """The rank at the right edge of each panel, bold and red where it differs from the headline's."""
    first = rows[rows["variant"] == HEADLINE].set_index("route")["rank"].to_dict()
    for row in rows[rows["rank"].notna()].sort_values(["place", "route"]).itertuples():
        same = first.get(row.route) == row.rank
        figure.add_annotation(text=f"{row.rank}" if same else f"<b>{row.rank}</b>", yref="y", y=row.place, x=1,
                              xref=f"{axis_name(list(ROUTES).index(row.route))} domain", xanchor="right",
                              showarrow=False, font=dict(size=SMALL, color=PALE if same else CHANGED))


def _subtitle(usage, language):
    band = "" if usage is None else say(language, " Band: its 95% interval.", "色带：其95%区间。")
    return say(language, "Mark: share under the variant. Line and diamond: headline." + band + " Number: rank among "
               "the six routes, bold red where it is not the headline's.",
               "圆点：该方案下的份额；竖线与菱形：主结果。" + band
               + "数字：在六种路径中的位次，与主结果不同者为红色粗体。")


def _note(rows, language):
    n = count(round(float(rows.loc[rows["variant"] == HEADLINE, "n"].max()), 1))
    return say(language, f"n = {n} counted events in the headline; in brackets the n of each variant. All clusters "
               "together. –: the variant leaves this out.",
               f"主结果n = {n}个计入事件；括号内为各方案的n。全部集群合计。“–”表示该方案不计此项。")
