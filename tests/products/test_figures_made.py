"""The figures of every study: all files there, nothing fetched, words in the right language."""

import json
import re

import pytest
from pypdf import PdfReader

KINDS = ("html", "svg", "pdf", "png")


@pytest.fixture(params=["en", "zh"])
def folder(request, study, root):
    return root / "figures" / study["study"] / ("zh" if request.param == "zh" else "")


def test_each_specification_has_its_page_and_its_prints(folder):
    names = [path.stem for path in folder.glob("*.json")]
    assert len(names) >= 5
    for name in names:
        for kind in KINDS:
            assert (folder / f"{name}.{kind}").stat().st_size > 1000, f"{name}.{kind}"


def test_at_least_eight_figures_of_the_default_study(root):
    whole = list((root / "figures" / "chinese_clusters").glob("*.json"))
    assert len({path.stem.split("_qingdao")[0] for path in whole}) >= 8


def test_pages_need_nothing_from_elsewhere(folder):
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"""(?:src|href)=["']https?:""", text), path.name
        assert f'lang="{"zh" if folder.name == "zh" else "en"}' in text and "<title>" in text


def test_each_figure_has_a_source_note_and_chinese_where_it_should(folder):
    for path in folder.glob("*.json"):
        layout = json.loads(path.read_text(encoding="utf-8"))["layout"]
        notes = " ".join(note["text"] for note in layout["annotations"])
        chinese = folder.name == "zh"
        assert ("来源" if chinese else "Source") in notes, path.name
        assert bool(re.search("[\u4e00-\u9fff]", layout["title"]["text"])) == chinese, path.name


def test_prints_use_the_pinned_font(folder):
    for path in sorted(folder.glob("*.pdf"))[:3]:
        fonts = {str(font["/BaseFont"] if "/BaseFont" in font else font.get("/FontDescriptor", {}).get("/FontName", ""))
                 for page in PdfReader(path).pages
                 for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())}
        assert fonts and all("Noto" in font or font == "" for font in fonts), fonts


def test_the_picture_of_the_readme_is_the_figure_of_this_build(root):
    """Both carry the checksum of the specification they were printed from."""
    stamp = re.compile(r"specification ([0-9a-f]{64})")
    shown, built = (stamp.findall((root / path).read_text(encoding="utf-8")) for path in (
        "docs/usage_by_cluster.svg", "figures/chinese_clusters/usage_by_cluster.svg"))
    assert shown and shown == built, "cp figures/chinese_clusters/usage_by_cluster.svg docs/"
