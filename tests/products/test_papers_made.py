"""The papers of every study: four formats, the same values in both languages, no clock and no machine in them."""

import re
import zipfile

import pytest
from pypdf import PdfReader

FORMATS = ("pdf", "docx", "html", "tex")
# Shares with intervals as tables print them, alike in both languages.
CELL = re.compile(r"(<?\d+)\\%[ ~]*\{?\[\}?(<?\d+),[ ~\u00a0]*(<?\d+)\{?\]\}?")


@pytest.fixture
def papers(study, root):
    """{language: {format: path}}"""
    return {language: {kind: root / "paper" / study["study"] / f"paper.{language}.{kind}" for kind in FORMATS}
            for language in ("en", "zh")}


def test_all_formats_are_there(papers):
    for paths in papers.values():
        assert all(path.stat().st_size > 10_000 for path in paths.values())
        assert zipfile.ZipFile(paths["docx"]).testzip() is None


def test_both_languages_show_the_same_table_values(papers):
    cells = {}
    for language, paths in papers.items():
        text = paths["tex"].read_text(encoding="utf-8").replace("\\textless{}", "<").replace("\\textless", "<")
        tables = re.findall(r"\\begin\{longtable\}.*?\\end\{longtable\}", text, re.S)
        cells[language] = [CELL.findall(table) for table in tables]
    assert cells["en"] == cells["zh"] and sum(map(len, cells["en"])) >= 18


def test_the_pdf_is_dated_by_the_study_and_holds_its_text(study, papers):
    for language, paths in papers.items():
        reader = PdfReader(paths["pdf"])
        assert reader.metadata["/CreationDate"].startswith("D:" + study["as_of"].replace("-", ""))
        text = "".join(page.extract_text() for page in reader.pages[:3])
        assert ("摘要" if language == "zh" else "Abstract") in text
        assert len(reader.pages) >= 8


def test_nothing_of_the_machine_reaches_the_papers(papers, root):
    for paths in papers.values():
        for kind in ("html", "tex"):
            text = paths[kind].read_text(encoding="utf-8")
            assert str(root) not in text and "{{ " not in text and "⟦" not in text
            assert "&amp;amp;" not in text


def test_the_web_page_needs_nothing_from_elsewhere(papers):
    for paths in papers.values():
        assert not re.findall(r"""src=["']https?:""", paths["html"].read_text(encoding="utf-8"))
