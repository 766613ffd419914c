"""Specifications and pages: the right language, the same bytes, nothing from outside, nothing unescaped."""

import json
import re
from html.parser import HTMLParser

import pytest

from sixroutes import figures
from sixroutes.figures import saving


@pytest.fixture
def funnel(make_frame):
    evil = " </script><img src=x onerror=alert(1)>"
    return {"account": make_frame("account", [dict(source_file="f", source="s", format="x", unit="row", read=9, kept=9,
                                                   duplicate=0, rejected=0)]),
            "funnel": make_frame("funnel", [dict(unit_kind="event", position=0, step_en="rows" + evil,
                                                 step_zh="记录" + evil, n=9, left_out=0)])}


@pytest.fixture
def paths(tmp_path):
    return [str(tmp_path / "study" / "row_account.json"), str(tmp_path / "study" / "zh" / "row_account.json")]


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_each_folder_gets_its_language(funnel, paths, tmp_path):
    figures.save_all(paths, funnel)
    titles = [json.loads((tmp_path / "study" / part).read_text(encoding="utf-8"))["layout"]["title"]["text"]
              for part in ("row_account.json", "zh/row_account.json")]
    assert titles[0].startswith("From rows read") and titles[1].startswith("从读入的记录")
    assert '<html lang="en">' in (tmp_path / "study" / "row_account.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in (tmp_path / "study" / "zh" / "row_account.html").read_text(encoding="utf-8")


def test_the_name_of_the_figure_ends_where_the_cluster_begins(funnel, tmp_path):
    figures.save_all([str(tmp_path / "row_account_qingdao.json")], funnel, cluster="qingdao")
    assert (tmp_path / "row_account_qingdao.html").is_file()


def test_saving_twice_gives_the_same_bytes(funnel, paths, tmp_path):
    figures.save_all(paths, funnel)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    library = tmp_path / "study" / saving.LIBRARY
    written = library.stat().st_mtime_ns
    figures.save_all(paths, funnel)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
    assert library.stat().st_mtime_ns == written


def test_specifications_have_sorted_keys(funnel, paths):
    figures.save_all(paths, funnel)
    with open(paths[0], encoding="utf-8") as file:
        text = file.read()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def test_a_page_takes_nothing_from_outside(funnel, paths, tmp_path):
    figures.save_all(paths, funnel)
    text = (tmp_path / "study" / "row_account.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(text)
    assert [given["src"] for _, given in tags.found if "src" in given] == [saving.LIBRARY]
    assert not [given for tag, given in tags.found if tag == "link"]
    assert (tmp_path / "study" / saving.LIBRARY).stat().st_size > 1_000_000
    assert len(text) < 200_000
    assert "<noscript>This figure needs JavaScript" in text and '<meta charset="utf-8">' in text


def test_text_of_tables_stays_text_in_the_page(funnel, paths, tmp_path):
    figures.save_all(paths, funnel)
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<img" not in text and text.count("</script>") == text.count("<script")
    with open(paths[0], encoding="utf-8") as file:
        ticks = json.load(file)["layout"]["yaxis"]["ticktext"]
    assert "&lt;/script&gt;" in re.sub("<br>", "", ticks[0])


def test_a_title_is_plain_text_in_the_head():
    import plotly.graph_objects as go

    from sixroutes.figures import style

    figure = style.finish(go.Figure(), title="R&amp;D " * 20, note="n", plot=10, subtitle="sub")
    head = saving.page(figure, "en").split("</head>")[0]
    assert "<title>R&amp;D R&amp;D" in head and "sub" not in head and "&amp;amp;" not in head
