"""What all figures share: size, type, colours of the routes, words, title, source note, and safe text.

Every text that comes from a table passes `safe` (or `wrapped`, which calls it) on its way into a figure, because
Plotly reads a small part of HTML in texts.
"""

import html
import textwrap
import unicodedata

import plotly.graph_objects as go

from .. import vocabulary
from ..vocabulary import LANGUAGES, ROUTES, SECTORS, TERRITORIES

WIDTH = 900
# The first is the pinned font of the printed figures; the others serve readers of the pages who do not have it.
FONT = ("Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, Microsoft YaHei, "
        "Helvetica, Arial, sans-serif")
SMALL, NORMAL, LARGE = 12, 13, 18  # px at WIDTH
INK, PALE, RULE = "#222222", "#5A5A5A", "#DDDDDD"
EDGE = 14  # px kept free at the edges of a figure

# Okabe and Ito (2008): eight colours that the colour-blind tell apart; `other` is grey.
ROUTE_COLOURS = {
    "original": "#0072B2",
    "absorption": "#E69F00",
    "research_partnership": "#009E73",
    "cluster_partnership": "#CC79A7",
    "foreign_alliance": "#56B4E9",
    "foreign_acquisition": "#D55E00",
    "other": "#999999",
}
# The second sign beside colour, for readers in grey.
ROUTE_SYMBOLS = {
    "original": "circle",
    "absorption": "square",
    "research_partnership": "diamond",
    "cluster_partnership": "cross",
    "foreign_alliance": "triangle-up",
    "foreign_acquisition": "star",
    "other": "x",
}
ROUTE_DASHES = {
    "original": "solid",
    "absorption": "dash",
    "research_partnership": "dot",
    "cluster_partnership": "dashdot",
    "foreign_alliance": "longdash",
    "foreign_acquisition": "longdashdot",
    "other": "dot",
}
ROUTE_PATTERNS = {
    "original": "",
    "absorption": "/",
    "research_partnership": "\\",
    "cluster_partnership": "x",
    "foreign_alliance": ".",
    "foreign_acquisition": "-",
    "other": "|",
}

_AXIS = dict(showgrid=True, gridcolor=RULE, gridwidth=1, zeroline=False, showline=False, ticks="", automargin=False,
             tickfont=dict(size=SMALL, color=INK), title=dict(font=dict(size=NORMAL, color=INK), standoff=8))
TEMPLATE = go.layout.Template(layout=dict(
    font=dict(family=FONT, size=NORMAL, color=INK), paper_bgcolor="white", plot_bgcolor="white", width=WIDTH,
    colorway=list(ROUTE_COLOURS.values()), xaxis=_AXIS, yaxis=_AXIS, hoverlabel=dict(font=dict(size=SMALL)),
    legend=dict(font=dict(size=SMALL), bgcolor="rgba(255,255,255,0)"), annotationdefaults=dict(showarrow=False)))


def say(language, en, zh):
    """The text in the language asked for.

    >>> say("zh", "share", "份额")
    '份额'
    """
    return (en, zh)[LANGUAGES.index(language)]


def route(code, language):
    """What a route is called."""
    return vocabulary.label(ROUTES, code, language)


def sector(code, language):
    """What a sector is called."""
    return vocabulary.label(SECTORS, code, language)


def territory(code, language):
    """What a territory is called."""
    return vocabulary.label(TERRITORIES, code, language)


def not_identified(language):
    """The words for a share that the data cannot tell."""
    return say(language, "not identified", "无法识别")


def safe(value):
    """A text of a table as Plotly may show it: `<`, `>` and `&` stand for themselves.

    >>> safe("R&D <script>")
    'R&amp;D &lt;script&gt;'
    """
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def columns(text):
    """Width of a text in columns: a Chinese character takes two, a Latin one takes one.

    >>> columns("青岛 Haier")
    10
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in str(text))


def pixels(text, size=SMALL):
    """About how wide a text of one line is, in px; a little too much rather than too little.

    >>> pixels("青岛", size=10)
    20
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in str(text))
    return round(size * (wide + 0.54 * (len(str(text)) - wide)))


def label_room(labels, size=NORMAL):
    """px that labels beside a plot need: the longest line of any, and a little air. Labels are already safe.

    >>> label_room(["青岛 &amp; 上海", "青岛<br>家电"], size=10)
    72
    """
    return max(pixels(html.unescape(line), size) for label in labels for line in label.split("<br>")) + 16


def lines(text, width):
    """`text` broken into lines of at most `width` columns, between words or Chinese characters.

    >>> lines("青岛家电大企业集群", 8)
    ['青岛家电', '大企业集', '群']
    """
    found = []
    for line in textwrap.wrap(str(text), width=max(1, width), break_long_words=False, break_on_hyphens=False):
        found += _folded(line, width) if columns(line) > width else [line]
    return found or [""]


def _folded(line, width):
    """A line with Chinese characters, broken where it is full; a Latin word or number stays whole."""
    found, current = [], ""
    for piece in _pieces(line):
        # No line begins with a closing mark.
        if current and columns(current + piece) > width and piece not in "，。；：、！？）》”％":
            found.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    return found + [current.rstrip()] if current.strip() else found


def _pieces(line):
    """Single Chinese characters, spaces, and runs of anything else."""
    pieces = []
    for sign in line:
        alone = sign == " " or unicodedata.east_asian_width(sign) in "WF"
        if pieces and not alone and pieces[-1] != " " and unicodedata.east_asian_width(pieces[-1][-1]) not in "WF":
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def wrapped(text, width):
    """`text` made safe and broken into lines of at most `width` columns (a Chinese character takes two).

    >>> wrapped("Qingdao appliances & rail", 12)
    'Qingdao<br>appliances &amp;<br>rail'
    """
    return "<br>".join(safe(line) for line in lines(text, width))


def percent(share, digits=0):
    """A share as a percentage.

    >>> percent(0.345), percent(0.345, 1)
    ('34%', '34.5%')
    """
    return f"{100 * share:.{digits}f}%"


def count(number):
    """A number of units: whole where it is whole, else with one digit.

    >>> count(1234.0), count(12.25)
    ('1,234', '12.2')
    """
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def cluster_names(clusters, language, width=None):
    """{cluster_id: short name, safe} in the study's order, with `all` at the end; `width` breaks names into lines."""
    ordered = clusters.sort_values("position")
    names = dict(zip(ordered["cluster_id"], ordered[f"label_{language}"], strict=True))
    names["all"] = say(language, "All clusters", "全部集群")
    return {code: wrapped(name, width) if width else safe(name) for code, name in names.items()}


def finish(figure, *, title, note, plot, subtitle="", left=80, right=30, above=10, below=60, language="en"):
    """`figure` with everything around its plot: title, subtitle, source note, and margins in px without overlap.

    Parameters
    ----------
    title, subtitle, note : texts, already safe; `note` says what is shown, n, and how to read it. The words that name
        the source are put in front of it.
    plot : height of the plot itself.
    left, right : room for labels beside the plot.
    above : room between the title and the plot: legend (24 per row), titles of panels.
    below : room for tick labels and axis title under the plot.
    """
    heading, heading_height = _heading(title, subtitle)
    source, source_height = _source(note, language)
    top, bottom = EDGE + heading_height + above, below + source_height + EDGE
    height = round(top + plot + bottom)
    # Plotly sets a title of several lines on its first baseline, one of a single line below its top.
    ascent = 13 if "<br>" in heading else 0
    figure.update_layout(
        template=TEMPLATE, width=WIDTH, height=height, margin=dict(l=left, r=right, t=top, b=bottom, pad=4),
        title=dict(text=heading, x=EDGE / WIDTH, xref="container", xanchor="left", y=1 - (EDGE + ascent) / height,
                   yref="container", yanchor="top", font=dict(size=LARGE, color=INK)),
        legend=dict(orientation="h", xref="container", x=EDGE / WIDTH, xanchor="left", yref="container",
                    y=1 - (EDGE + heading_height) / height, yanchor="top"))
    figure.add_annotation(text=source, showarrow=False, xref="paper", yref="paper", x=0, y=0, xanchor="left",
                          yanchor="bottom", align="left", xshift=EDGE - left, yshift=EDGE - bottom,
                          borderpad=0, borderwidth=0, font=dict(size=SMALL, color=PALE))
    return figure


def _heading(title, subtitle):
    """Title and subtitle as one text, and its height: Plotly's lines are 1.3 times the title's size apart."""
    found = _rewrapped(title, LARGE)
    if subtitle:
        found += [f'<span style="font-size:{NORMAL}px;color:{PALE}">{line}</span>'
                  for line in _rewrapped(subtitle, NORMAL)]
    return "<br>".join(found), round(1.3 * LARGE * len(found)) + 6


def _source(note, language):
    """The source note as one text, and its height."""
    text = say(language, f"Source: sixroutes. {note}", f"来源：sixroutes。{note}")
    found = _rewrapped(text, SMALL)
    return "<br>".join(found), round(1.3 * SMALL * len(found)) + 2


def _rewrapped(text, size):
    """Lines over the whole width of a text that is already safe; an escaped sign counts a few columns too many."""
    width = int((WIDTH - 2 * EDGE) / (0.51 * size))
    return [line for part in str(text).split("<br>") for line in lines(part, width)]


def blank(*, title, why, language, note="", subtitle=""):
    """A figure without data, which says so: "nothing to show: …"."""
    figure = go.Figure()
    figure.add_annotation(text=say(language, f"nothing to show: {why}", f"无可显示的内容：{why}"), xref="paper",
                          yref="paper", x=0.5, y=0.5, showarrow=False, font=dict(size=NORMAL + 2, color=PALE))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return finish(figure, title=title, subtitle=subtitle, note=note or "n = 0", plot=160, left=30, below=10,
                  language=language)


def shortened(text, width):
    """A text cut to at most `width` columns, with an ellipsis where something is lost; not yet safe.

    >>> shortened("Semiconductor Manufacturing", 15)
    'Semiconductor…'
    """
    text, kept = str(text), ""
    if columns(text) <= width:
        return text
    for sign in text:
        if columns(kept + sign) >= width:
            break
        kept += sign
    return kept.rstrip(" ,，(（") + "…"


def period(name, language):
    """What a period of the study is called: `to_2009` and `since_2010` in words, years as they are.

    >>> period("since_2010", "en"), period("to_2009", "zh"), period("1978–1991", "zh")
    ('since 2010', '至2009年', '1978–1991')
    """
    if name == "all":
        return say(language, "whole period", "全期")
    start, _, year = str(name).partition("_")
    if start in ("to", "since") and year.isdigit():
        return say(language, f"{start} {year}", f"至{year}年" if start == "to" else f"{year}年以来")
    return safe(name)


def legend_height(names):
    """Height in px of a level legend with these entries, which are set one after the other and broken into rows."""
    rows, used = 1, 0
    for name in names:
        entry = pixels(name) + 50
        rows, used = (rows, used + entry) if used + entry <= WIDTH - 2 * EDGE else (rows + 1, entry)
    return 29 * rows
