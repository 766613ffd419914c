"""Writing figures: the Plotly specification as JSON, and the interactive page beside it.

Nothing in a page comes from outside: plotly.js lies once in each folder. The same tables give the same bytes.
"""

import html
import json
from pathlib import Path

import plotly.io
from plotly.offline import get_plotlyjs

from ..tables import replacing
from .drawing import draw
from .style import say

LIBRARY = "plotly.min.js"
_CONFIG = {"displaylogo": False, "responsive": False}
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<script src="{library}" charset="utf-8"></script>
</head>
<body style="margin:0;background:white">
<noscript>{noscript}</noscript>
<main role="img" aria-label="{title}">
{figure}
</main>
</body>
</html>
"""


def save_all(drawn, data, cluster=None):
    """Draw and write each figure of `drawn`.

    Parameters
    ----------
    drawn : paths of specifications, like "figures/STUDY/zh/event_timeline_qingdao_appliances.json". The name of the
        file, without the cluster, is the name of the figure; a folder named zh holds the Chinese set.
    data : {table: frame}.
    cluster : identifier of the cluster, for figures of one cluster.
    """
    for path in map(Path, drawn):
        language = "zh" if path.parent.name == "zh" else "en"
        figure = draw(path.stem.removesuffix(f"_{cluster}"), language, data, cluster)
        _write(path, specification(figure))
        _write_library(path.parent)
        _write(path.with_suffix(".html"), page(figure, language))


def specification(figure):
    """The figure as JSON text with sorted keys."""
    return json.dumps(json.loads(plotly.io.to_json(figure, engine="json")), ensure_ascii=False, sort_keys=True,
                      separators=(",", ":")) + "\n"


def page(figure, language):
    """The figure as a page that needs nothing but plotly.min.js beside it."""
    # A fixed id instead of a random one; Plotly itself writes <, > and / in the script as \\u escapes.
    part = plotly.io.to_html(figure, config=_CONFIG, full_html=False, include_plotlyjs=False, div_id="figure",
                             default_width="900px", default_height="600px")
    noscript = say(language, "This figure needs JavaScript; the same figure lies beside this page as SVG, PDF and PNG.",
                   "本图需要JavaScript；同名的SVG、PDF和PNG图在同一文件夹中。")
    return _PAGE.format(lang=say(language, "en", "zh-CN"), title=_title(figure), library=LIBRARY, noscript=noscript,
                        figure=part)


def _title(figure):
    """The figure's title as plain text, safe in HTML."""
    text = html.unescape((figure.layout.title.text or "").split("<br><span")[0].replace("<br>", " "))
    return html.escape(text)


def _write_library(folder):
    """plotly.js beside the pages, only where it is missing or another: several notebooks write into one folder."""
    library, text = folder / LIBRARY, get_plotlyjs()
    if not library.is_file() or library.read_bytes() != text.encode("utf-8"):
        _write(library, text)


def _write(path, text):
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
