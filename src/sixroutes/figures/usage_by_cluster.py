"""How much each cluster uses each route: shares of counted events with intervals, cluster by cluster."""

from .panels import HEADER, add_shares, axis_title, headline, remark, route_panels, rule, spoken
from .style import ROUTE_COLOURS, ROUTE_SYMBOLS, blank, cluster_names, count, finish, label_room, route, say

NEEDS = ("usage", "clusters")
ROW = 30  # px


def draw(data, language, cluster=None):
    """The figure; `cluster` is not used."""
    title = say(language, "Route usage by cluster", "各集群的路径使用")
    rows = headline(data["usage"]).query("period == 'all'")
    order = [*data["clusters"].sort_values("position")["cluster_id"], "all"]
    rows = rows[rows["cluster_id"].isin(order)]
    if rows.empty or rows["share"].isna().all():
        return blank(title=title, why=say(language, "no event is counted", "没有计入的事件"), language=language)
    labels = _labels(data["clusters"], rows, order, language)
    figure = route_panels(labels, language, top=10 * (int(100 * rows[["share", "high"]].max().max()) // 10 + 1))
    places = {code: place for place, code in enumerate(order)}
    rows = rows.assign(place=rows["cluster_id"].map(places))
    rows["hover"] = [f"{route(row.route, language)}<br>{spoken(row, language)}" for row in rows.itertuples()]
    add_shares(figure, rows, language, colour=ROUTE_COLOURS.get, symbol=ROUTE_SYMBOLS.get)
    _say_missing(figure, rows, places, language)
    rule(figure, len(order) - 1.5)
    axis_title(figure, say(language, "share of the cluster's counted events, %", "占该集群计入事件的份额（%）"))
    return finish(figure, title=title, note=_note(rows, language), plot=ROW * len(order), left=label_room(labels),
                  right=20,
                  above=HEADER, below=56, language=language,
                  subtitle=say(language, "Mark: share of the route. Line: 95% interval, which respects that events "
                               "come from few firms.", "标记：该路径的份额；横线：95%区间，已考虑事件集中于少数企业。"))


def _labels(clusters, rows, order, language):
    """Names of the clusters with their n."""
    names, weight = cluster_names(clusters, language), rows.groupby("cluster_id")["n"].max().to_dict()
    return [f"{names[code]} ({count(round(weight.get(code, 0.0), 1))})" for code in order]


def _say_missing(figure, rows, places, language):
    """Words instead of marks where a cluster has nothing to show."""
    known = set(rows.loc[rows["share"].notna(), "cluster_id"])
    for code, place in places.items():
        if code not in known:
            for panel in range(7):
                remark(figure, say(language, "no events", "无事件"), place=panel, y=place)


def _note(rows, language):
    whole = rows[rows["cluster_id"] == "all"]
    whole = whole if len(whole) else rows
    n, firms = int(whole["n_units"].max()), int(whole["n_firms"].max())
    return say(language,
               f"n = {n:,} counted events of {firms} firms; in brackets the n of each cluster (an event of several "
               "clusters is divided among them). Events of several routes are divided among the routes.",
               f"n = {n:,}个计入事件，涉及{firms}家企业；括号内为各集群的n（跨集群事件按集群均分）。"
               "涉及多种路径的事件在各路径间均分。")
