"""The four files: whole, the same each time, free of traces of where they were made, literal about data."""

import copy
import io
import re
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from sixroutes.errors import InputError
from sixroutes.paper import rendering
from sixroutes.paper.manuscript import render_manuscript
from sixroutes.paper.rendering import W, describe_images, render, settle_zip

from .small import VALUES, write_figure, write_templates

FORMATS = ("pdf", "docx", "html", "tex")
LANGUAGES = ("en", "zh")
NAMES = ["A*B*", "[a](b)", "<script>alert(1)</script>", "$x$ & 5%", "a | b", "{{ values }}", "_u_ @cohen1990 #1",
         r"\emph{x} ~ ^"]
ASSUMPTIONS = [("routes/rules", "At least `min_firms` *firms*.")]


def files_of(values, templates, figures, language, link_from):
    markdown = render_manuscript(values, None, figures, language, ASSUMPTIONS, templates)
    return render(markdown, figures, language, values["as_of"], templates, templates.parent / "references.bib",
                  link_from)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("paper_of_somebody")


@pytest.fixture(scope="module")
def made(place):
    """Both papers, with names that hold every sign: {language: {format: bytes}}."""
    templates, figures = write_templates(place / "templates"), {"small": write_figure(place / "figures/tiny")}
    return {language: files_of(named(copy.deepcopy(VALUES)), templates, figures, language, place / "paper")
            for language in LANGUAGES}


def named(values):
    for n, name in enumerate(NAMES):
        values["clusters"][f"c{n}"] = {"en": name, "zh": name, "n_events": n}
    values["title"] = {"en": "A study of <b>*all*</b> $signs$", "zh": "<b>*小型*</b>研究"}
    return values


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def pdf_text(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_text(content):
    root = ElementTree.fromstring(members(content)["word/document.xml"])
    return "\n".join("".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
                     for paragraph in root.iter(f"{{{W}}}p"))


class Page(HTMLParser):
    """The text and the tags of a web page."""

    def __init__(self, content):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


NAMED = dict(bar="|", less="<", greater=">", asciitilde="~", asciicircum="^", quotesingle="'", asciigrave="`",
             backslash="\\")


def tex_text(content):
    """The body of LaTeX source with what stands for a sign put back into it."""
    words = dict(backslash="\\", bar="|", less="<", greater=">", asciitilde="~")
    escaped = (r"\\text(?P<word>backslash|bar|less|greater|asciitilde)(?:{}|\s)?|{(?P<bracket>[][])}"
               r"|\\(?P<sign>[&%$#_{}^])")
    body = content.decode("utf-8").partition(r"\maketitle")[2].replace("~", " ")
    return re.sub(escaped, lambda found: words.get(found["word"]) or found["bracket"] or found["sign"], body).replace(
        "^{}", "^")


READERS = {"pdf": pdf_text, "docx": docx_text, "html": lambda content: Page(content).text, "tex": tex_text}


def everything(files):
    """All bytes of the four files, with what archives and streams hold unpacked."""
    pages = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    inside = [entry.get_data() for n in range(1, len(pages.xref[0]) + 1)
              if isinstance(entry := pages.get_object(n), pypdf.generic.StreamObject) and "/Length1" not in entry
              and entry.get("/Subtype") not in ("/Image", "/OpenType", "/CIDFontType0C", "/Type1C")]
    parts = members(files["docx"])
    return b"\n".join([*files.values(), *parts.values(), *(name.encode() for name in parts), *inside])


# ------------------------------------------------------------------------------------------------ data literally
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_names_from_data_print_literally(made, kind, language, name):
    text = " ".join(READERS[kind](made[language][kind]).replace("\xa0", " ").split())
    # In the text and in the table; Chinese pages may break anywhere.
    assert text.replace(" ", "").count(name.replace(" ", "")) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_print_literally(made, language):
    title = named({"clusters": {}})["title"][language]
    assert pypdf.PdfReader(io.BytesIO(made[language]["pdf"])).metadata.title == title
    assert title in docx_text(made[language]["docx"])
    page = Page(made[language]["html"])
    assert page.text.count(title) == 2  # the page's title and its heading


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_cannot_bring_tags_or_commands(made, language):
    tags = [tag for tag, _ in Page(made[language]["html"]).tags]
    assert "script" not in tags and tags.count("b") == 2  # the words for abstract and keywords
    assert r"\emph{x}" not in made[language]["tex"].decode()


# ------------------------------------------------------------------------------------------------ the same each time
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_inputs_give_the_same_bytes_anywhere_at_any_time(made, language, values, tmp_path, monkeypatch):
    for name, setting in {"TMPDIR": str(tmp_path), "TZ": "Asia/Shanghai", "USER": "somebody", "LOGNAME": "somebody",
                          "HOME": str(tmp_path), "LANG": "zh_CN.UTF-8", "SOURCE_DATE_EPOCH": "1"}.items():
        monkeypatch.setenv(name, setting)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    time.tzset()
    time.sleep(1.1)
    figures = {"small": write_figure(tmp_path / "figures/tiny")}
    again = files_of(named(values), write_templates(tmp_path / "templates"), figures, language, tmp_path / "paper")
    monkeypatch.undo()
    time.tzset()
    for kind in FORMATS:
        assert again[kind] == made[language][kind], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_carry_the_date_of_the_study(made, language):
    files = made[language]
    about = pypdf.PdfReader(io.BytesIO(files["pdf"])).metadata
    assert about.creation_date.isoformat().startswith("2019-03-07T00:00:00")
    assert about.modification_date == about.creation_date
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2019, 3, 7, 0, 0, 0)}
    core = members(files["docx"])["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2019-03-07T00:00:00Z"}
    day = {"en": "7 March 2019", "zh": "2019年3月7日"}[language]
    assert day.encode() in files["html"] and day.encode() in files["tex"] and day in docx_text(files["docx"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_tells_where_or_by_whom_it_was_made(made, place, language):
    content = everything(made[language])
    assert b"figures/tiny" in content  # the link of the LaTeX source, relative
    for trace in (str(place), place.name, "somebody", "/tmp/", "/home/", "/root/", "/Users/", "/var/"):
        assert trace.encode() not in content, trace
    core = members(made[language]["docx"])["docProps/core.xml"].decode()
    assert re.search(r"<dc:creator ?/>|<dc:creator></dc:creator>", core) and "lastModifiedBy" not in core


# ------------------------------------------------------------------------------------------------ each format
def test_chinese_glyphs_are_in_the_pdf(made):
    reader = pypdf.PdfReader(io.BytesIO(made["zh"]["pdf"]))
    fonts = {font.get_object()["/BaseFont"] for page in reader.pages
             for font in page["/Resources"].get("/Font", {}).values()}
    assert any("NotoSansCJKsc" in font for font in fonts)
    # A letter that no font has would come back as nothing; 青 comes back as the radical that shares its shape.
    assert "岛家电" in pdf_text(made["zh"]["pdf"]) and "参考文献" in pdf_text(made["zh"]["pdf"])


def test_quotes_are_the_same_letters_in_page_and_print(values, templates, figures, tmp_path):
    values["clusters"]["qingdao"]["en"] = "Qingdao's \"best\" -- maybe"
    files = files_of(values, templates, figures, "en", tmp_path)
    for kind in ("pdf", "docx", "html"):
        assert "Qingdao’s “best” – maybe" in " ".join(READERS[kind](files[kind]).split()), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_opens_with_sorted_entries(made, language):
    with zipfile.ZipFile(io.BytesIO(made[language]["docx"])) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])
    assert [name for name in names if name.endswith(".png")] and "word/document.xml" in names
    for name, part in members(made[language]["docx"]).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    styles = members(made[language]["docx"])["word/styles.xml"].decode()
    assert 'eastAsia="SimSun"' in styles and 'eastAsia="SimHei"' in styles


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_web_page_needs_nothing_else(made, language):
    tags = Page(made[language]["html"]).tags
    (image,) = [attributes for tag, attributes in tags if tag == "img"]
    assert image["src"].startswith("data:image/svg+xml") and image["alt"]
    assert not [tag for tag, attributes in tags if tag == "link" or (tag != "a" and "href" in attributes)]
    assert not re.search(r"url\(|@import|<script", made[language]["html"].decode())
    anchors = {attributes["id"] for _, attributes in tags if "id" in attributes}
    links = {attributes["href"] for tag, attributes in tags if tag == "a"}
    assert {"#fig-small", "#tbl-clusters"} <= links
    assert {link[1:] for link in links if link.startswith("#")} <= anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_latex_source_finds_the_figures_from_its_own_folder(made, language):
    source = made[language]["tex"].decode()
    assert r"\graphicspath{{../figures/tiny/}}" in source
    assert re.search(r"\\includegraphics\[[^]]*\]{small(\.pdf)?}", source)
    assert {"en": "scheme=plain", "zh": "zihao=-4"}[language] in source
    assert source.count("{") == source.count("}")


@pytest.mark.parametrize(("language", "alt"), [("en", "A small drawing."), ("zh", "一幅小图。")])
def test_figures_can_be_heard(made, language, alt):
    assert alt in made[language]["html"].decode()
    assert alt in members(made[language]["docx"])["word/document.xml"].decode()
    content = everything(made[language])
    # A PDF holds texts beyond Latin as UTF-16.
    assert alt.encode() in content or b"\xfe\xff" + alt.encode("utf-16-be") in content


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_figures_and_references_arrive_in_every_format(made, language):
    told = {"en": ["34% [28, 41]", "+12 points [2, 20]", "Figure 1", "Table 1", "1,234", "min_firms", "*firms*",
                   "Cohen and Levinthal"],
            "zh": ["34%［28%，41%］", "+12个百分点［2，20］", "图1", "表1", "1,234", "min_firms", "*firms*",
                   "Levinthal"]}
    for kind in FORMATS:
        text = "".join(READERS[kind](made[language][kind]).split())
        for part in told[language]:
            assert part.replace(" ", "") in text, (kind, part)


# ------------------------------------------------------------------------------------------------ what is refused
def markdown(body):
    return ("---\ntitle: T\nlang: en-GB\ndate: D\nabstract: A\nabstract-title: A\nkeywords-title: K\n"
            f"keywords-text: k\n---\n\n{body}\n")


def rendered(body, templates, figures=None, **changes):
    given = dict(language="en", as_of="2019-03-07", templates=templates, link_from=templates.parent,
                 bibliography=templates.parent / "references.bib")
    return render(markdown(body), figures or {}, **{**given, **changes})


def test_a_paper_may_have_no_figures(templates):
    assert set(rendered("Text.", templates)) == set(FORMATS)


@pytest.mark.parametrize(("body", "problem"), [
    ("[@nobody2000]", "citation nobody2000 not found"), ("![c](nowhere){#fig-nowhere width=100%}", "nowhere"),
    ("$\\frac{1$", "Could not convert TeX math"), ("$$ \\begin{x} $$", "Could not convert TeX math"),
    ("::: {#refs}\n\ntext", "unclosed"), ("# One {#same}\n\n# Two {#same}", "Duplicate identifier"),
    ("[there](#nowhere)", "typst could not set the paper")])
def test_broken_markdown(templates, body, problem):
    with pytest.raises(InputError, match=problem) as caught:
        rendered(body, templates)
    assert caught.value.file in ("paper.md", "paper.typ")


@pytest.mark.parametrize(("name", "text", "problem"), [
    ("paper.typ", "#let x = (\n$body$", "typst could not set the paper"),
    ("paper.typ", "#nothing()\n$body$", "typst could not set the paper"),
    ("paper.typ", "$if(body)$", "pandoc could not make the paper"),
    ("paper.html", "$for(x)$", "pandoc could not make the paper"),
    ("paper.tex", "$endif$", "pandoc could not make the paper"),
    ("references.bib", "@article{a, title = {", "pandoc could not make the paper")])
def test_broken_styles_and_references(templates, name, text, problem):
    (templates.parent / name if name.endswith("bib") else templates / name).write_text(text)
    with pytest.raises(InputError, match=problem):
        rendered("Text [@cohen1990].", templates)


@pytest.mark.parametrize("name", ["paper.typ", "paper.html", "paper.tex", "references.zh.csl"])
def test_a_missing_style(templates, name):
    (templates / name).unlink()
    with pytest.raises(InputError, match=re.escape(name)):
        rendered("Text.", templates, language="zh")


def test_missing_references(templates):
    with pytest.raises(InputError, match=r"references\.bib: the list of references is not there"):
        rendered("Text.", templates, bibliography=templates / "references.bib")


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_missing_figure_file(templates, figures, kind):
    Path(figures["small"][kind]).unlink()
    with pytest.raises(InputError, match=rf"small\.{kind}: the figure is not there"):
        rendered("Text.", templates, figures)


def test_a_broken_figure_file(templates, figures):
    Path(figures["small"]["pdf"]).write_bytes(b"no pdf")
    with pytest.raises(InputError, match="typst could not set the paper"):
        rendered('![c](small){#fig-small width=100% alt="a"}', templates, figures)


def test_a_figure_of_another_name_than_its_file(templates, figures):
    files = rendered('![c](other){#fig-other width=100% alt="a"}', templates, {"other": figures["small"]})
    assert b"data:image/svg+xml" in files["html"]


# ------------------------------------------------------------------------------------------------ small parts
def test_an_archive_is_settled_whatever_it_was():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("z.xml", "[Content_Types].xml", "a/b.xml"):
            archive.writestr(name, name)
    moment = rendering.datetime(2019, 3, 7)
    settled = settle_zip(made.getvalue(), moment)
    assert settled == settle_zip(settled, moment)
    assert list(members(settled)) == ["[Content_Types].xml", "a/b.xml", "z.xml"]
    assert members(settled)["z.xml"] == b"z.xml"


@pytest.mark.parametrize("alt", ["plain", "back\\slash", "#sign $x$ [y]", "图"])
def test_alternative_texts_reach_typst_as_strings(alt):
    source = 'image("a.pdf", width: 100.0%) image("b.pdf", width: 100.0%)'
    made = describe_images(source, f'![c](a){{#fig-a width=100% alt="{alt}"}}')
    escaped = alt.replace("\\", "\\\\")
    assert made == f'image("a.pdf", alt: "{escaped}", width: 100.0%) image("b.pdf", width: 100.0%)'
