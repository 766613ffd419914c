"""Who bridges: the groups that most often stand between two others, by the five roles of Gould and Fernandez."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .style import (
    INK,
    PALE,
    SMALL,
    blank,
    cluster_names,
    count,
    finish,
    pixels,
    safe,
    say,
    shortened,
    territory,
    wrapped,
)

NEEDS = ("clusters", "nodes")
ROLES = {
    "coordinator": ("Coordinator", "协调者", "within its own cluster", "本集群内部"),
    "itinerant": ("Itinerant", "流动中介", "within one other group", "同一外部群体内"),
    "representative": ("Representative", "代表者", "own cluster to others", "由本集群向外"),
    "gatekeeper": ("Gatekeeper", "守门人", "others to own cluster", "由外向本集群"),
    "liaison": ("Liaison", "联络者", "between two other groups", "两个外部群体之间"),
}
SHOWN = 20
BAR = 35  # px per group
FIRM, OUTSIDE = "#0072B2", "#E69F00"


def draw(data, language, cluster=None):
    """The brokers of a study, the most frequent first.

    Parameters
    ----------
    data : {"clusters", "nodes"}.
    """
    title = say(language, "Who bridges: brokerage roles", "谁是桥梁：中介角色")
    nodes = data["nodes"].assign(total=data["nodes"][list(ROLES)].sum(axis=1))
    brokers = nodes[nodes["total"] > 0].sort_values(["total", "node_id"], ascending=[False, True]).head(SHOWN)
    if brokers.empty:
        return blank(title=title, why=say(language, "no group stands between two others",
                                          "没有任何群体处于另外两者之间"), language=language)
    labels = _labels(brokers, data["clusters"], language)
    figure = make_subplots(rows=1, cols=len(ROLES), shared_yaxes=True, horizontal_spacing=0.02)
    for place, role in enumerate(ROLES, start=1):
        _draw_role(figure, brokers, role, place, language)
    _legend(figure, language)
    height = BAR * len(brokers)
    figure.update_yaxes(range=[len(brokers) - 0.5, -0.5], showgrid=False, tickvals=list(range(len(brokers))),
                        ticktext=labels)
    figure.update_layout(bargap=0.35, barmode="overlay")
    return finish(figure, title=title, subtitle=_subtitle(language), note=_note(nodes, brokers, language), plot=height,
                  left=_room(brokers, data["clusters"], language), right=20, above=24 + 50, below=14, language=language)


def _names(brokers, clusters, language):
    """(name, place) of each broker: its cluster, or where it lies outside all of them."""
    places = cluster_names(clusters, language)
    for row in brokers.itertuples():
        name = row.name_zh if language == "zh" and isinstance(row.name_zh, str) else row.name_en
        inside = isinstance(row.cluster_id, str)
        yield shortened(name, 36), places.get(row.cluster_id, safe(row.cluster_id)) if inside else territory(
            row.territory, language)


def _labels(brokers, clusters, language):
    return [f"{safe(name)}<br><span style='font-size:11px;color:{PALE}'>{place}</span>"
            for name, place in _names(brokers, clusters, language)]


def _room(brokers, clusters, language):
    """Room that the widest label needs, in px."""
    return max(pixels(text) for pair in _names(brokers, clusters, language) for text in pair) + 16


def _draw_role(figure, brokers, role, place, language):
    """The bars of one role, with the number at each, and its heading."""
    numbers = brokers[role].astype(int)
    inside = brokers["cluster_id"].notna()
    figure.add_trace(go.Bar(
        x=numbers, y=list(range(len(brokers))), orientation="h", showlegend=False,
        marker=dict(color=[FIRM if own else OUTSIDE for own in inside],
                    pattern=_pattern(["" if own else "/" for own in inside])),
        text=[count(number) for number in numbers], textposition="outside", cliponaxis=False,
        textfont=dict(size=SMALL, color=[INK if number else PALE for number in numbers]),
        hovertemplate="%{x}<extra></extra>"), row=1, col=place)
    en, zh, *between = ROLES[role]
    figure.update_xaxes(range=[0, max(1, numbers.max()) * 1.75], showticklabels=False, showgrid=False, row=1, col=place)
    figure.add_annotation(text=f"<b>{say(language, en, zh)}</b><br>{wrapped(say(language, *between), 16)}",
                          xref=f"x{place if place > 1 else ''} domain", x=0, xanchor="left", yref="paper", y=1,
                          yanchor="bottom", align="left", showarrow=False, font=dict(size=SMALL, color=INK))


def _legend(figure, language):
    for color, shape, text in ((FIRM, "", say(language, "large firm of a cluster", "集群大企业")),
                               (OUTSIDE, "/", say(language, "partner outside the clusters", "集群外伙伴"))):
        figure.add_trace(go.Bar(x=[None], y=[None], name=text, marker=dict(color=color, pattern=_pattern(shape))))


def _pattern(shape):
    """Stripes for the partners outside, so that they stand out in grey as well."""
    return dict(shape=shape, fillmode="overlay", fgcolor="white", size=6, solidity=0.3)


def _subtitle(language):
    return say(language, "Ordered pairs of partners that have no tie with each other and are joined by the group; the "
               "length of a bar compares groups within one role only.",
               "彼此没有联系、由该群体连接的伙伴有序对数；柱长只在同一角色内可比。")


def _note(nodes, brokers, language):
    n, bridges = int((nodes["degree"] > 0).sum()), int((nodes["total"] > 0).sum())
    return say(language,
               f"n = {n} groups with ties, of which {bridges} bridge; the first {len(brokers)} are shown. For the "
               "roles, each cluster is one group, and the partners outside are grouped by territory (mainland, Hong "
               "Kong–Macao–Taiwan, abroad). The ties have no direction: every pair is met in both, and representative "
               "equals gatekeeper by construction (Gould and Fernandez 1989).",
               f"n = {n}个有联系的群体，其中{bridges}个起中介作用，此处列出前{len(brokers)}个。分组：每个集群为一组，"
               "集群外伙伴按地域（中国内地、港澳台、境外）分组。联系没有方向：每一对在两个方向上各计一次，"
               "代表者与守门人按定义相等（Gould和Fernandez，1989）。")
