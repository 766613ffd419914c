"""Two kinds of data side by side: the shares that patents give and those that events give, cluster by cluster.

What patents cannot show is said so; it is never drawn as a share of zero.
"""

import plotly.graph_objects as go

from ..vocabulary import ROUTES
from .panels import HEADER, add_shares, axis_title, headline, remark, route_panels, rule, spoken
from .style import INK, blank, cluster_names, count, finish, label_room, not_identified, route, say, wrapped

NEEDS = ("usage", "clusters", "identification")
ROW = 42  # px
MARKS = {"event": dict(colour=INK, symbol="circle", shift=-0.2),
         "patent": dict(colour="#8E44AD", symbol="square-open", shift=0.2)}
BOUNDS = {"point": ("", ""), "lower bound": ("patents: ≥", "专利：下限"), "upper bound": ("patents: ≤", "专利：上限"),
          "not identified": ("patents: ?", "专利：？")}


def draw(data, language, cluster=None):
    """The figure; `cluster` is not used."""
    title = say(language, "What patents show, and what events show", "专利所见与事件所见")
    order = [*data["clusters"].sort_values("position")["cluster_id"], "all"]
    places = {code: place for place, code in enumerate(order)}
    rows = {kind: _rows(data["usage"], kind, places, data["identification"], language) for kind in MARKS}
    if rows["patent"].empty or not rows["patent"]["n"].max() > 0:
        return blank(title=title, why=say(language, "no patent is counted", "没有计入的专利"), language=language)
    labels = _labels(data["clusters"], rows, order, language)
    figure = route_panels(labels, language, remarks=_bounds(data["identification"], language))
    for kind, mark in MARKS.items():
        add_shares(figure, rows[kind], language, colour=lambda _, mark=mark: mark["colour"],
                   symbol=lambda _, mark=mark: mark["symbol"], shift=mark["shift"],
                   line=dict(width=2, color=mark["colour"]))
        _say_missing(figure, rows[kind], mark["shift"], kind, language)
    _add_legend(figure, language)
    for place in range(1, len(order)):
        rule(figure, place - 0.5, 2 if place == len(order) - 1 else 0.5)
    figure.update_yaxes(showgrid=False)
    axis_title(figure, say(language, "share of the cluster's counted units, %", "占该集群计入单位的份额（%）"))
    return finish(figure, title=title, note=_note(rows, language), plot=ROW * len(order), left=label_room(labels),
                  right=20, above=HEADER + 16 + 26, below=56, language=language,
                  subtitle=say(language, "Lines: 95% intervals. Under each route: how to read the patents' share (≥ at "
                               "least, ≤ at most, ? not identified).",
                               "横线：95%区间。路径名下：专利份额的读法（下限、上限，？为无法识别）。"))


def _rows(usage, kind, places, identification, language):
    rows = headline(usage, kind).query("period == 'all'")
    rows = rows[rows["cluster_id"].isin(list(places))].assign(place=lambda frame: frame["cluster_id"].map(places))
    mine = identification[identification["unit_kind"] == kind]
    reasons = dict(zip(mine["route"], mine[f"reason_{language}"], strict=True))
    word = {"event": say(language, "events", "事件"), "patent": say(language, "patents", "专利")}[kind]
    rows["hover"] = [f"{route(row.route, language)}, {word}<br>{spoken(row, language)}<br>"
                     f"{wrapped(reasons.get(row.route, ''), 80)}" for row in rows.itertuples()]
    return rows


def _bounds(identification, language):
    """How the patents' share of each route is to be read, in a word."""
    mine = identification[identification["unit_kind"] == "patent"]
    bounds = dict(zip(mine["route"], mine["bound"], strict=True))
    return {code: say(language, *BOUNDS[bounds.get(code, "point")]) or " " for code in ROUTES}


def _labels(clusters, rows, order, language):
    """Names of the clusters with the n of events and of patents."""
    weights = {kind: frame.groupby("cluster_id")["n"].max().to_dict() for kind, frame in rows.items()}
    names = cluster_names(clusters, language)
    return [f"{names[code]}<br>({count(round(weights['event'].get(code, 0.0), 1))} | "
            f"{count(round(weights['patent'].get(code, 0.0), 1))})" for code in order]


def _say_missing(figure, rows, shift, kind, language):
    """In each cell without a share, why: nothing counted, or not identified."""
    for row in rows[rows["share"].isna()].sort_values(["place", "route"]).itertuples():
        words = not_identified(language)
        if not row.n > 0:
            words = say(language, *{"event": ("no events", "无事件"), "patent": ("no patents", "无专利")}[kind])
        remark(figure, words, place=list(ROUTES).index(row.route), y=row.place + shift)


def _add_legend(figure, language):
    words = {"event": say(language, "events", "事件"), "patent": say(language, "patents", "专利")}
    for kind, mark in MARKS.items():
        figure.add_trace(go.Scatter(x=[None], y=[None], mode="markers", name=words[kind], marker=dict(
            color=mark["colour"], symbol=mark["symbol"], size=9, line=dict(width=2, color=mark["colour"]))))


def _note(rows, language):
    events, patents = (int(rows[kind]["n_units"].max() if len(rows[kind]) else 0) for kind in ("event", "patent"))
    return say(language,
               f"n = {events:,} counted events and {patents:,} counted patents; in brackets the n of each cluster "
               "(events | patents). Patents are those filed by the firms at the offices of the source; a route that "
               "they cannot show is not identified, which is not a share of zero.",
               f"n = {events:,}个计入事件，{patents:,}件计入专利；括号内为各集群的n（事件 | 专利）。"
               "专利为企业在数据来源所含专利局申请者；专利无法显示的路径标为“无法识别”，并非份额为零。")
