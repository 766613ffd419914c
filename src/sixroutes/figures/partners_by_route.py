"""With whom: the partners of each route by the country of their owner and by their sector."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ..vocabulary import ROUTES, SECTORS
from .countries import country
from .style import INK, NORMAL, PALE, SMALL, blank, count, finish, route, say, sector

NEEDS = ("assignments", "partner_groups")
COUNTRIES_SHOWN = 12
CELL = 42  # px, height of a cell
REST = "rest"
SHADES = ((0.0, "#FFFFFF"), (1.0, "#0B4F7D"))
DARK = 0.74  # share of the scale from which numbers are written in white


def draw(data, language, cluster=None):
    """Numbers of partners by route, country and sector, over all clusters of the study.

    Parameters
    ----------
    data : {"assignments", "partner_groups"}.
    """
    title = say(language, "With whom: partners by route, country and sector", "与谁合作：各路径伙伴的来源地与部门")
    rows = _counted(data["assignments"])
    partners = _partners(rows, data["partner_groups"])
    if partners.empty:
        return blank(title=title, why=say(language, "no counted event names a partner", "计入的事件均未列出伙伴"),
                     language=language)
    places, kinds = _table(partners, "place", _places(partners)), _table(partners, "sector", _sectors(partners))
    figure = make_subplots(rows=1, cols=2, column_widths=[len(places.columns), len(kinds.columns)],
                           horizontal_spacing=0.03)
    _draw_table(figure, places, [_place(code, language) for code in places], 1)
    _draw_table(figure, kinds, [sector(code, language) for code in kinds], 2)
    _headings(figure, language)
    figure.update_yaxes(range=[len(ROUTES) - 0.5, -0.5], showgrid=False, tickvals=list(range(len(ROUTES))),
                        showticklabels=False)
    figure.update_yaxes(showticklabels=True, ticktext=_labels(partners, language), tickfont=dict(size=NORMAL), col=1)
    return finish(figure, title=title, subtitle=_subtitle(language), note=_note(rows, partners, language),
                  plot=CELL * len(ROUTES), left=say(language, 165, 120), right=24, above=30, language=language,
                  below=say(language, 104, 84))


def _counted(assignments):
    """Counted events of the headline body of evidence: the independent one where there is one."""
    rows = assignments[assignments["counted"] & (assignments["unit_kind"] == "event")]
    base = "independent" if (rows["evidence_base"] == "independent").any() else "founding_paper"
    return rows[rows["evidence_base"] == base]


def _partners(rows, partner_groups):
    """One row per event, route and partner."""
    routes = rows[["unit_id", "route"]].drop_duplicates().rename(columns={"unit_id": "event_id"})
    others = partner_groups[partner_groups["party"] == "partner"]
    others = others.assign(who=others["group_id"].fillna(others["raw_name"]),
                           place=others["owner_country"].fillna("")).drop_duplicates(["event_id", "who"])
    return routes.merge(others[["event_id", "who", "place", "sector"]], on="event_id")


def _places(partners):
    """Countries with most partners; the others are taken together."""
    numbers = partners.loc[partners["place"] != "", "place"].value_counts().sort_index()
    known = list(numbers.sort_values(ascending=False, kind="stable").index)
    return known[:COUNTRIES_SHOWN] + ([REST] if known[COUNTRIES_SHOWN:] else []) + [
        ""] * bool((partners["place"] == "").any())


def _sectors(partners):
    return [code for code in SECTORS if code in set(partners["sector"])]


def _table(partners, column, codes):
    """Numbers by route (rows) and by the codes of `column`; codes that are not listed go to the rest."""
    values = partners[column].where(partners[column].isin(codes), REST)
    table = partners.assign(value=values).pivot_table(index="route", columns="value", values="who", aggfunc="size")
    return table.reindex(index=list(ROUTES), columns=codes).fillna(0).astype(int)


def _place(code, language):
    return say(language, "elsewhere", "其他国家和地区") if code == REST else country(code, language)


def _draw_table(figure, table, words, place):
    """A table as shaded cells with the number in each; a pale 0 where there is none."""
    top = max(1, table.to_numpy().max())
    shade = (table / top) ** 0.5
    pairs = zip(table.to_numpy(), shade.to_numpy(), strict=True)
    figure.add_trace(go.Heatmap(z=shade.to_numpy(), x=list(range(len(words))), y=list(range(len(table))), zmin=0,
                                zmax=1, colorscale=SHADES, showscale=False, xgap=2, ygap=2, customdata=table.to_numpy(),
                                text=[[_number(*cell) for cell in zip(*pair, strict=True)] for pair in pairs],
                                texttemplate="%{text}", textfont=dict(size=SMALL),
                                hovertemplate="%{customdata}<extra></extra>"), row=1, col=place)
    figure.update_xaxes(tickvals=list(range(len(words))), ticktext=words, tickangle=-45, showgrid=False,
                        range=[-0.5, len(words) - 0.5], row=1, col=place)


def _number(number, shade):
    """A number in a colour that stands out from its cell."""
    color = PALE if not number else "white" if shade > DARK else INK
    return f"<span style='color:{color}'>{count(int(number))}</span>"


def _headings(figure, language):
    heads = (say(language, "Country or region of the partner's owner", "伙伴所有者的国家或地区"),
             say(language, "Sector", "部门"))
    for axis, text in zip(("x", "x2"), heads, strict=True):
        figure.add_annotation(text=f"<b>{text}</b>", xref=f"{axis} domain", x=0, xanchor="left", yref="paper", y=1,
                              yanchor="bottom", showarrow=False, font=dict(size=NORMAL, color=INK))


def _labels(partners, language):
    """The routes with the number of partners that their events name."""
    numbers = partners.groupby("route").size()
    style = f"font-size:{SMALL}px;color:{PALE}"
    return [f"{route(code, language)}<br><span style='{style}'>n = {numbers.get(code, 0)}</span>" for code in ROUTES]


def _subtitle(language):
    return say(language, "Number of partners named by counted events; dark cells hold many, a pale 0 none.",
               "计入事件所列伙伴数；颜色越深数目越多，浅色0表示没有。")


def _note(rows, partners, language):
    events, named = rows["unit_id"].nunique(), partners["event_id"].nunique()
    n = len(partners.drop_duplicates(["event_id", "who"]))
    return say(language, f"n = {n} partners in {named} of {events} counted events; the other events name none. A "
               "partner counts once per event, and again for each further route of that event. Country or region: that "
               "of the ultimate owner on the date of the event. Counts, not shares: no intervals.",
               f"n = {n}个伙伴，见于{events}个计入事件中的{named}个；其余事件未列伙伴。每个伙伴在每一事件中计一次，"
               "事件涉及多种路径时在各路径中分别计入。国家或地区为事件当日最终所有者所在地。此处为计数而非份额，故无区间。")
