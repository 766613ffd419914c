"""Who is tied to whom in one cluster: its firms in the middle, mainland partners left, partners from outside right."""

from itertools import permutations

import pandas as pd
import plotly.graph_objects as go

from ..vocabulary import ROUTES, SECTORS
from .countries import country
from .style import (
    EDGE,
    INK,
    NORMAL,
    PALE,
    ROUTE_COLOURS,
    SMALL,
    WIDTH,
    blank,
    cluster_names,
    finish,
    legend_height,
    route,
    safe,
    say,
    sector,
    shortened,
    wrapped,
)

NEEDS = ("clusters", "firms", "nodes", "partner_groups", "ties")
STEP = 15  # px from partner to partner
SHOWN = 55  # partners per side; the others are counted below the list
X = {"left": 252, "middle": 436, "right": 620}  # px: mainland partners, firms, partners from outside
HALF, GAP, LINE = 62, 18, 17  # px: half the width of a firm, room between firms, height of a line in its box
TOP = 4  # px above the first firm
LAYERS = (*ROUTES, "copatent")
COLOURS = {**ROUTE_COLOURS, "other": "#777777", "copatent": "#000000"}
# Shorter dashes than elsewhere, because the lines are short.
DASHES = {"original": "solid", "absorption": "6px,3px", "research_partnership": "2px,2px",
          "cluster_partnership": "6px,2px,2px,2px", "foreign_alliance": "12px,3px",
          "foreign_acquisition": "12px,2px,2px,2px", "other": "1px,3px", "copatent": "3px,6px"}
SYMBOLS = {"company": "circle", "university": "diamond", "institute": "square", "government": "triangle-up"}
ANY_SECTOR = "x"
WIDTHS = ((1, 1.4), (3, 2.6), (float("inf"), 4.2))  # up to so many units: width of the line in px


def draw(data, language, cluster=None):
    """The partners of `cluster`, each with its name; the layout follows from the ties alone.

    Parameters
    ----------
    data : {"clusters", "firms", "nodes", "partner_groups", "ties"}.
    """
    name = cluster_names(data["clusters"], language).get(cluster, safe(cluster))
    title = say(language, f"{name}: firms and their partners", f"{name}：企业及其伙伴")
    firms, partners, ties = _parts(data["nodes"], data["ties"], cluster)
    if ties.empty:
        return blank(title=title, why=say(language, "no tie of this cluster to a partner", "该集群没有与伙伴的联系"),
                     language=language)
    names = _firm_names(firms, data["firms"], data["partner_groups"], cluster, language)
    firms = firms.assign(label=[wrapped(names[node], 16) for node in firms["node_id"]])
    firms, partners = _placed(firms, partners, ties)
    shown, figure = partners[partners["shown"]], go.Figure()
    if len(shown):
        _draw_ties(figure, _attached(ties, firms, shown), language)
    _draw_inside(figure, ties[ties["inside"]], firms, language)
    _draw_firms(figure, firms)
    _draw_partners(figure, shown, ties, language)
    height = max(firms["bottom"].max(), shown["y"].max() if len(shown) else 0) + STEP
    _draw_words(figure, partners, height, language)
    figure.update_xaxes(range=[0, WIDTH - 2 * EDGE], visible=False)
    figure.update_yaxes(range=[height, -TOP], visible=False)
    legend = legend_height([trace.name for trace in figure.data if trace.showlegend])
    return finish(figure, title=title, subtitle=_subtitle(language), note=_note(partners, firms, ties, language),
                  plot=height + TOP, left=EDGE, right=EDGE, above=legend + 30, below=8, language=language)


# ---------------------------------------------------------------- who and what

def _parts(nodes, ties, cluster):
    """The cluster's firms, their partners, and the ties between them as seen from the firm."""
    firms = nodes[nodes["cluster_id"] == cluster].sort_values("node_id")
    own = set(firms["node_id"])
    forth = ties.rename(columns={"source": "firm", "target": "partner"})
    back = ties.rename(columns={"target": "firm", "source": "partner"})
    # A tie inside the cluster stands once, under the end that comes first.
    seen = pd.concat([forth[forth["firm"].isin(own)], back[back["firm"].isin(own) & ~back["partner"].isin(own)]])
    seen = seen.assign(inside=seen["partner"].isin(own), rank=seen["layer"].map(LAYERS.index))
    seen = seen.sort_values(["firm", "partner", "rank"]).reset_index(drop=True)
    partners = nodes[nodes["node_id"].isin(set(seen["partner"]) - own)].sort_values("node_id")
    return firms, partners, seen


def _firm_names(firms, facts, parties, cluster, language):
    """{node: name}: the firms of the cluster that the group owned, else the group's own name.

    A firm that changed hands stands once for each owner, then with the years of its events.
    """
    names = facts.set_index("firm_id")[say(language, "firm", "firm_zh")]
    groups = firms["node_id"].str.split("@").str[0]
    owned = parties[(parties["cluster_id"] == cluster) & parties["firm_id"].isin(names.index)
                    & parties["group_id"].isin(groups)]
    owners = owned.drop_duplicates(["group_id", "firm_id"])["firm_id"].value_counts()
    found = {}
    for group, row in zip(groups, firms.itertuples(), strict=True):
        rows = owned[owned["group_id"] == group]
        held = sorted(set(rows["firm_id"]))
        years = _years(rows["date"]) if any(owners[firm] > 1 for firm in held) else ""
        found[row.node_id] = " / ".join(names[firm] for firm in held) + years if held else _name(row, language)
    return found


def _years(dates):
    """First and last year, in brackets."""
    years = sorted({date.year for date in dates.dropna()})
    return f" ({years[0]}–{years[-1]})" if years and years[0] < years[-1] else f" ({years[0]})" if years else ""


def _name(node, language):
    return node.name_zh if language == "zh" and isinstance(node.name_zh, str) else node.name_en


# ---------------------------------------------------------------- where

def _placed(firms, partners, ties):
    """Firms with top and bottom of their part, and of their box; partners with side and y."""
    firms = firms.set_index("node_id", drop=False).rename_axis(None).loc[_order(firms, ties)]
    partners = _homes(partners, ties, list(firms.index))
    lists = partners[partners["shown"]].groupby(["home", "side"]).size()
    least = LINE * (firms["label"].str.count("<br>") + 1) + 16
    rows = [max(lists.get((firm, side), 0) for side in ("left", "right")) for firm in firms.index]
    firms["height"] = [max(most, STEP * n) for most, n in zip(least, rows, strict=True)]
    firms["bottom"] = (firms["height"] + GAP).cumsum() - GAP
    firms["y"] = firms["bottom"] - firms["height"] / 2
    firms["box"] = firms["height"].mul(0.6).clip(lower=least)
    place = partners.groupby(["home", "side"]).cumcount()
    size = partners.groupby(["home", "side"])["shown"].transform("sum")
    partners["y"] = partners["home"].map(firms["y"]).astype("float64") + STEP * (place - (size - 1) / 2)
    return firms, partners


def _order(firms, ties):
    """The order of the firms in which those that share partners stand close together."""
    start = list(firms.sort_values(["strength", "node_id"], ascending=[False, True])["node_id"])
    shared = [list(found) for found in ties[~ties["inside"]].groupby("partner")["firm"].unique() if len(found) > 1]
    shared += [[tie.firm, tie.partner] for tie in ties[ties["inside"]].itertuples()]
    if len(start) > 7 or not shared:
        return start

    def stretch(order):
        place = {firm: rank for rank, firm in enumerate(order)}
        return sum(max(place[firm] for firm in group) - min(place[firm] for firm in group) for group in shared)

    return list(min(permutations(start), key=stretch))


def _homes(partners, ties, order):
    """Partners with side, the firm beside which they stand, and whether there is room; in the order of the list."""
    outer = ties[~ties["inside"]].assign(place=ties["firm"].map(order.index))
    units = outer.groupby(["partner", "firm", "place"], as_index=False)["n_units"].sum()
    units = units.sort_values(["n_units", "place"], ascending=[False, True])
    layer = outer.sort_values(["n_units", "rank"], ascending=[False, True]).drop_duplicates("partner")
    node = partners["node_id"]
    partners = partners.assign(
        home=node.map(units.drop_duplicates("partner").set_index("partner")["firm"]),
        place=node.map(units.groupby("partner")["place"].mean()),
        units=node.map(units.groupby("partner")["n_units"].sum()),
        layer=node.map(layer.set_index("partner")["rank"]),
        side=[("right", "left")[inside or where == "domestic"]
              for inside, where in zip(partners["cluster_id"].notna(), partners["territory"], strict=True)])
    first = partners.sort_values(["units", "degree", "node_id"], ascending=[False, False, True])
    partners["shown"] = first.groupby("side").cumcount() < SHOWN
    return partners.sort_values(["shown", "place", "layer", "units", "name_en", "node_id"],
                                ascending=[False, True, True, False, True, True]).reset_index(drop=True)


def _attached(ties, firms, partners):
    """Ties to the partners shown, with both ends in px; at a firm the ties are spread over its box."""
    known = partners.set_index("node_id")
    outer = ties[ties["partner"].isin(known.index)].copy()
    outer["side"] = outer["partner"].map(known["side"])
    beside = outer.groupby(["firm", "partner"])
    shift = beside.cumcount() - (beside["layer"].transform("size") - 1) / 2
    outer["y1"] = outer["partner"].map(known["y"]) + 4 * shift
    outer = outer.sort_values(["firm", "side", "y1"])
    at_firm = outer.groupby(["firm", "side"])
    part = (at_firm.cumcount() + 0.5) / at_firm["layer"].transform("size") - 0.5
    outer["y0"] = outer["firm"].map(firms["y"]) + 0.9 * part * outer["firm"].map(firms["box"])
    sign = outer["side"].map({"left": -1, "right": 1})
    return outer.assign(x0=X["middle"] + sign * HALF, x1=outer["side"].map(X))


# ---------------------------------------------------------------- drawing

def _draw_ties(figure, ties, language):
    """One line per tie; colour and dash tell the layer, the width the number of units."""
    width = ties["n_units"].map(lambda n: next(px for most, px in WIDTHS if n <= most))
    for layer in LAYERS:
        entry = True
        for px in sorted(set(width[ties["layer"] == layer])):
            xs, ys = [], []
            for tie in ties[(ties["layer"] == layer) & (width == px)].itertuples():
                x, y = _curve(tie.x0, tie.y0, tie.x1, tie.y1)
                xs += [*x, None]
                ys += [*y, None]
            figure.add_trace(go.Scatter(x=xs, y=ys, mode="lines", hoverinfo="skip", legendgroup=layer, showlegend=entry,
                                        name=_layer(layer, language),
                                        line=dict(color=COLOURS[layer], dash=DASHES[layer], width=px)))
            entry = False


def _curve(x0, y0, x1, y1, points=14):
    """A line that leaves and arrives level."""
    parts = [step / (points - 1) for step in range(points)]
    return ([round(x0 + part * (x1 - x0), 1) for part in parts],
            [round(y0 + (3 * part ** 2 - 2 * part ** 3) * (y1 - y0), 1) for part in parts])


def _layer(layer, language):
    return say(language, "Joint patent", "共同申请专利") if layer == "copatent" else route(layer, language)


def _draw_inside(figure, ties, firms, language):
    """Ties between firms of the cluster: arcs beside their boxes."""
    for number, tie in enumerate(ties.itertuples()):
        named = {trace.legendgroup for trace in figure.data}
        first, last = sorted((firms.at[tie.firm, "y"], firms.at[tie.partner, "y"]))
        bulge = [34 + 7 * number if 0 < part < 1 else 0 for part in (0, 0.5, 1)]
        figure.add_trace(go.Scatter(
            x=[X["middle"] + HALF + 2 * each for each in bulge], y=[first, (first + last) / 2, last], mode="lines",
            name=_layer(tie.layer, language), showlegend=tie.layer not in named, legendgroup=tie.layer,
            hoverinfo="skip",
            line=dict(color=COLOURS[tie.layer], dash=DASHES[tie.layer], shape="spline", width=2.6)))


def _draw_firms(figure, firms):
    for firm in firms.itertuples():
        figure.add_shape(type="rect", x0=X["middle"] - HALF, x1=X["middle"] + HALF, y0=firm.y - firm.box / 2,
                         y1=firm.y + firm.box / 2, fillcolor="white", line=dict(color=INK, width=1.5), layer="above")
        figure.add_annotation(x=X["middle"], y=firm.y, text=f"<b>{firm.label}</b>", showarrow=False,
                              font=dict(size=SMALL, color=INK))


def _draw_partners(figure, partners, ties, language):
    """One mark with its name per partner; the symbol tells the sector, the size the number of its partners."""
    told = dict(list(ties.groupby("partner")))
    kinds = partners["sector"].where(partners["sector"].isin(list(SYMBOLS)), ANY_SECTOR)
    for kind in (code for code in (*SECTORS, ANY_SECTOR) if code in set(kinds)):
        rows = partners[kinds == kind]
        figure.add_trace(go.Scatter(
            x=rows["side"].map(X), y=rows["y"], mode="markers+text", showlegend=True, cliponaxis=False,
            name=say(language, "another sector", "其他部门") if kind == ANY_SECTOR else sector(kind, language),
            marker=dict(symbol=SYMBOLS.get(kind, ANY_SECTOR), opacity=1,
                        size=[min(14, 6 + 2 * degree ** 0.5) for degree in rows["degree"]],
                        color=["white" if inside else INK for inside in rows["cluster_id"].notna()],
                        line=dict(color=INK, width=1.5)),
            text=[_label(row, language) for row in rows.itertuples()], textfont=dict(size=SMALL, color=INK),
            textposition=rows["side"].map({"left": "middle left", "right": "middle right"}),
            hovertext=[_told(row, told[row.node_id], language) for row in rows.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>"))


def _label(partner, language):
    """The name, cut to the room there is, and the country where it is not the mainland."""
    if partner.side == "left" or not isinstance(partner.country, str):
        return " " + safe(shortened(_name(partner, language), 37)) + " "
    code = f" <span style='color:{PALE}'>{safe(partner.country)}</span>"
    return " " + safe(shortened(_name(partner, language), 33)) + code


def _told(partner, ties, language):
    """Name, sector, country and ties, for the pointer."""
    rows = [say(language, f"{_layer(tie.layer, language)}: {tie.n_units} units",
                f"{_layer(tie.layer, language)}：{tie.n_units}项") for tie in ties.itertuples()]
    where = f"{sector(partner.sector, language)}, {country(partner.country, language)}"
    return "<br>".join([f"<b>{safe(_name(partner, language))}</b>", where, *rows])


def _draw_words(figure, partners, height, language):
    """Headings of the three columns, and how many partners found no room."""
    heads = {"left": say(language, "Mainland China", "中国内地"), "middle": say(language, "Firms", "企业"),
             "right": say(language, "Abroad, Hong Kong, Macao, Taiwan", "境外及港澳台")}
    anchor = {"left": "right", "middle": "center", "right": "left"}
    for side, text in heads.items():
        figure.add_annotation(text=f"<b>{text}</b>", x=X[side], xanchor=anchor[side], y=1, yref="paper",
                              yanchor="bottom", showarrow=False, yshift=6, font=dict(size=NORMAL, color=INK))
    for side, more in partners[~partners["shown"]].groupby("side").size().items():
        text = say(language, f"and {more} more with fewer units", f"另有{more}个，事项较少")
        figure.add_annotation(text=text, x=X[side], xanchor=anchor[side], y=height - 4, yanchor="bottom",
                              showarrow=False, font=dict(size=SMALL, color=PALE))


def _subtitle(language):
    return say(language, "Lines: colour and dash tell the route, the width the number of events or patents behind the "
               "tie (1, 2–3, 4 or more). Marks: sector, larger with more partners; white: firms of other clusters.",
               "线：颜色与线型表示路径，粗细表示事件或专利数（1、2—3、4及以上）。标记：形状表示部门，伙伴越多越大；"
               "空心为其他集群的企业。")


def _note(partners, firms, ties, language):
    inside = int(ties["inside"].sum())
    return say(language, f"n = {len(firms)} firms (once per owner, with the years of its events where it changed), "
               f"{len(partners)} partners, {len(ties)} ties by route, {inside} of them inside the cluster. Two "
               "letters: country or region of the partner (ISO 3166). Ties of partners with each other are not drawn.",
               f"n = {len(firms)}家企业（所有者变更的按所有者分列，并注事件年份）、{len(partners)}个伙伴、"
               f"{len(ties)}条分路径联系，其中{inside}条在集群内部。"
               "两个字母为伙伴的国家或地区代码（ISO 3166）。伙伴之间的联系未画出。")
