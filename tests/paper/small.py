"""A small paper: a few typed values, two claims, one figure, one table, in both languages."""

import shutil
import struct
import zlib
from pathlib import Path

import pypdf

from sixroutes.paper.rendering import style_files
from sixroutes.vocabulary import ROUTES

ROOT = Path(__file__).parents[2]
CLAIMS = """\
- id: leads
  holds: whole.leading == 'original'
  en:
    holds: Original R&D leads with {{ whole.routes.original | share }}.
    otherwise: Original R&D does not lead.
  zh:
    holds: 原始自主创新居首，份额为{{ whole.routes.original | share }}。
    otherwise: 原始自主创新并不居首。

- id: grew
  known: values.change.all.original.low is not none
  holds: values.change.all.original.low > 0
  en:
    holds: It grew ({{ values.change.all.original | points }}).
    otherwise: No growth is borne out ({{ values.change.all.original | points }}).
    unknown: Whether it grew cannot be told.
  zh:
    holds: 其份额上升（{{ values.change.all.original | points }}）。
    otherwise: 上升未获支持（{{ values.change.all.original | points }}）。
    unknown: 是否上升无法判断。
"""
PAPER = {
    "en": """\
# Results {#results}

{{ claim("leads") }} {{ claim("grew") }}
See {{ ref("figure", "small") }} and {{ ref("table", "clusters") }} [@cohen1990].
{% for id in values.clusters %}{{ id | cluster }}; {% endfor %}


{% call figure("small", alt="A small drawing.") %}
Shares; n = {{ whole.n_units | count }}.
{% endcall %}

{% call table("clusters", "4 2") %}
The clusters.

| Cluster | Events |
{% for id, row in values.clusters.items() %}
| {{ id | cluster }} | {{ row.n_events | count }} |
{% endfor %}
{% endcall %}

{% for place, sentence in assumptions %}
- {{ sentence | prose }} ({{ place }})
{% endfor %}

# References {.unnumbered}

::: {#refs}
:::
""",
    "zh": """\
# 结果 {#results}

{{ claim("leads") }}{{ claim("grew") }}见{{ ref("figure", "small") }}与{{ ref("table", "clusters") }}[@cohen1990]。
{% for id in values.clusters %}{{ id | cluster }}；{% endfor %}


{% call figure("small", alt="一幅小图。") %}
份额；n={{ whole.n_units | count }}。
{% endcall %}

{% call table("clusters", "4 2") %}
各集群。

| 集群 | 事件 |
{% for id, row in values.clusters.items() %}
| {{ id | cluster }} | {{ row.n_events | count }} |
{% endfor %}
{% endcall %}

{% for place, sentence in assumptions %}
- {{ sentence | prose }} ({{ place }})
{% endfor %}

# 参考文献 {.unnumbered}

::: {#refs}
:::
"""}
ABSTRACT = {"en": 'In short: {{ claim("leads") }} See {{ ref("table", "clusters") }}.\n',
            "zh": '简言之：{{ claim("leads") }}见{{ ref("table", "clusters") }}。\n'}
KEYWORDS = {"en": "clusters; R&D\n", "zh": "产业集群；研发\n"}
BIBLIOGRAPHY = """\
@article{cohen1990, author = {Cohen, Wesley M. and Levinthal, Daniel A.}, title = {Absorptive Capacity},
  journal = {Administrative Science Quarterly}, year = {1990}}
"""
SHARE = dict(share=.342, low=.28, high=.41, identified=True, rank=1, interval="firm bootstrap")
VALUES = {
    "study": "tiny", "title": {"en": "A tiny study", "zh": "小型研究"}, "as_of": "2019-03-07", "periods": ["to_2009"],
    "routes": {id: {"en": en, "zh": zh} for id, (en, zh) in ROUTES.items()},
    "clusters": {"qingdao": {"en": "Qingdao appliances", "zh": "青岛家电", "n_events": 1200},
                 "wuhan": {"en": "Wuhan optics", "zh": "武汉光谷", "n_events": 34}},
    "usage": {"event": {"independent": {"all": {"all": {
        "n_units": 1234, "leading": "original", "routes": {id: dict(SHARE) for id in ROUTES}}}}}},
    "change": {"all": {"original": {"difference": .12, "low": .02, "high": .2}}},
    "replication": {"claims": [], "tally": {}}}


def write_templates(folder):
    """The small paper's folder of templates, references.bib beside it."""
    for language in ("en", "zh"):
        (folder / language).mkdir(parents=True)
        for name, texts in {"paper": PAPER, "abstract": ABSTRACT, "keywords": KEYWORDS}.items():
            (folder / language / f"{name}.md.j2").write_text(texts[language], encoding="utf-8")
    (folder / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    for name, path in style_files(ROOT / "paper/templates").items():
        shutil.copyfile(path, folder / name)
    (folder.parent / "references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    return folder


def write_png(path, colour=b"\x1f\x3a\x5f"):
    """Two pixels."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(b"\0" + colour * 2)) + chunk(b"IEND", b""))


def write_figure(folder, name="small"):
    """A figure in its three kinds: {kind: path}."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {kind: folder / f"{name}.{kind}" for kind in ("svg", "png", "pdf")}
    files["svg"].write_text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" '
                            'height="20" fill="#1f3a5f"/></svg>', encoding="utf-8")
    write_png(files["png"])
    page = pypdf.PdfWriter()
    page.add_blank_page(40, 20)
    page.write(files["pdf"])
    return {kind: str(path) for kind, path in files.items()}
