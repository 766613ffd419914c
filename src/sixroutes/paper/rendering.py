"""From the manuscript's Markdown to PDF, Word, web page and LaTeX source, byte for byte the same each time."""

import io
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from ..errors import InputError

READER = ("markdown-raw_html-raw_tex-raw_attribute-implicit_header_references-tex_math_single_backslash"
          "+east_asian_line_breaks+tex_math_dollars")
# Warnings of pandoc that this project takes for errors, and what mends them.
BROKEN = ("Could not convert TeX math", "unclosed at", "Duplicate identifier")
LOST = ("Could not fetch resource", "Citeproc: citation")
REMEDY = {"broken": "look for broken Markdown in the manuscript's templates",
          "lost": "add the work to references.bib, or the figure to the study"}
WORD_FONTS = {"en": {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "cs": "Times New Roman",
                     "eastAsia": "SimSun"},
              "zh": {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "cs": "Times New Roman",
                     "eastAsia": "SimSun"}}
HEADING_FONT = {"ascii": "Arial", "hAnsi": "Arial", "cs": "Arial", "eastAsia": "SimHei"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def render(markdown, figures, language, as_of, templates, bibliography, link_from):
    """The paper in four formats as {suffix: bytes}.

    Parameters
    ----------
    markdown : the manuscript, with its metadata block
    figures : {name: {"svg": path, "png": path, "pdf": path}}
    language : "en" or "zh"
    as_of : ISO date that the files carry instead of today's
    templates : folder with paper.typ, paper.html, paper.tex and, for Chinese, references.zh.csl
    bibliography : references.bib
    link_from : folder in which the LaTeX source will lie; it refers to the figures relative to there

    Raises
    ------
    InputError : a figure file is missing, or pandoc or typst cannot read what they are given.
    """
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copy_figures(figures, folder)
        (folder / "paper.md").write_text(markdown, encoding="utf-8")
        if not Path(bibliography).is_file():
            raise InputError("the list of references is not there", file=bibliography,
                             remedy="put references.bib beside the folder of templates")
        for name, path in {"references.bib": bibliography, **style_files(templates)}.items():
            shutil.copyfile(path, folder / name)
        work = Work(folder, language, as_of, templates)
        return {"pdf": work.pdf(), "docx": work.docx(), "html": work.html(), "tex": work.tex(figures, link_from)}


def style_files(templates):
    """The style files by the name they have while the paper is made."""
    return {path.name: path for path in sorted(Path(templates).iterdir())
            if path.suffix in {".typ", ".html", ".tex", ".csl"}}


def copy_figures(figures, folder):
    """Put every figure file beside the manuscript under the figure's name, so that no path reaches the text."""
    for name, files in figures.items():
        for kind, path in files.items():
            if not Path(path).is_file():
                raise InputError("the figure is not there", file=path, remedy="build the figures first")
            shutil.copyfile(path, folder / f"{name}.{kind}")


class Work:
    """A folder with manuscript, figures and styles, and the four ways out of it."""

    def __init__(self, folder, language, as_of, templates):
        self.folder, self.language = folder, language
        self.moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
        self.templates = Path(templates)

    def pandoc(self, *options, kind, binary=False):
        """One run of pandoc on the manuscript; what it writes, as text or bytes."""
        import pypandoc

        # Columns of 10 make every table take the text's width and wrap its cells.
        command = [pypandoc.get_pandoc_path(), "paper.md", f"--from={READER}", "--columns=10", "--wrap=none",
                   "--citeproc", "--bibliography=references.bib", f"--default-image-extension={kind}",
                   "--number-sections", *options]
        if self.language == "zh":
            command.append("--csl=references.zh.csl")
        # Pandoc looks for nothing outside the folder and takes the time from the study.
        environment = {"SOURCE_DATE_EPOCH": str(int(self.moment.timestamp())), "LC_ALL": "C.UTF-8",
                       "HOME": str(self.folder), "PATH": os.defpath}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        if done.returncode:
            raise InputError(f"pandoc could not make the paper: {done.stderr.decode('utf-8', 'replace').strip()}",
                             file="paper.md", remedy=REMEDY["broken"])
        _refuse_lost(done.stderr.decode("utf-8", "replace"))
        return done.stdout if binary else done.stdout.decode("utf-8")

    def pdf(self):
        """PDF by typst, with the fonts that come with the environment and none of the machine's."""
        import noto_cjk_sans_otc
        import typst

        # Without "smart" quotes and dashes arrive as the letters that they are in the other formats.
        source = self.pandoc("--to=typst-smart", "--standalone", "--template=paper.typ",
                             "--variable=section-numbering=1.1", kind="pdf")
        path = self.folder / "paper.source.typ"
        path.write_text(describe_images(source, (self.folder / "paper.md").read_text(encoding="utf-8")),
                        encoding="utf-8")
        try:
            return typst.compile(str(path), root=str(self.folder), ignore_system_fonts=True,
                                 font_paths=[str(Path(noto_cjk_sans_otc.__file__).parent)],
                                 timestamp=int(self.moment.timestamp()))
        except (RuntimeError, typst.TypstError) as error:
            raise InputError(f"typst could not set the paper: {error}", file="paper.typ",
                             remedy="look at paper/templates/paper.typ") from error

    def docx(self):
        """Word, on pandoc's own reference document with this project's styles."""
        import pypandoc

        plain = subprocess.run([pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"],
                               capture_output=True, check=True).stdout
        (self.folder / "reference.docx").write_bytes(style_reference(plain, self.language))
        made = self.pandoc("--to=docx", "--reference-doc=reference.docx", "--output=-", kind="png", binary=True)
        return settle_zip(made, self.moment)

    def html(self):
        """One web page that holds its figures and needs nothing else."""
        return self.pandoc("--to=html5", "--standalone", "--template=paper.html", "--embed-resources", "--mathml",
                           kind="svg").encode("utf-8")

    def tex(self, figures, link_from):
        """LaTeX source (xelatex or lualatex); figures are found relative to the folder it will lie in."""
        folders = sorted({os.path.relpath(Path(files["pdf"]).parent, link_from) for files in figures.values()})
        paths = [f"--variable=graphics:{Path(folder).as_posix()}/" for folder in folders]
        return self.pandoc("--to=latex", "--standalone", "--template=paper.tex", f"--variable={self.language}",
                           *paths, kind="pdf").encode("utf-8")


def _refuse_lost(warnings):
    """What pandoc could not find or read must not be lost in a warning."""
    for line in warnings.splitlines():
        problem = line.removeprefix("[WARNING] ").strip()
        if any(sign in line for sign in BROKEN):
            raise InputError(problem, file="paper.md", remedy=REMEDY["broken"])
        if any(sign in line for sign in LOST) or ("not found" in line.lower() and "translations" not in line):
            raise InputError(problem, file="paper.md", remedy=REMEDY["lost"])


def describe_images(source, markdown):
    """Alternative texts of the figures, which pandoc's typst writer leaves out, put back into typst source.

    >>> describe_images('image("a.pdf", width: 100.0%)', '![c](a){#fig-a width=100% alt="A map"}')
    'image("a.pdf", alt: "A map", width: 100.0%)'
    """
    for name, alt in re.findall(r'\]\((\w+)\)\{#fig-\w+ width=100% alt="([^"]*)"\}', markdown):
        alt = alt.replace("\\", "\\\\")
        source = source.replace(f'image("{name}.pdf",', f'image("{name}.pdf", alt: "{alt}",')
    return source


def settle_zip(content, moment):
    """The same archive with sorted entries that all carry one time, so that its bytes repeat."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        # The list of content types comes first, as readers expect.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(entry, source.read(name))
    return made.getvalue()


def style_reference(content, language):
    """Pandoc's reference document with fonts for both scripts, small tables and quiet headings."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, style_sheet(part, language) if name == "word/styles.xml" else part)
    return made.getvalue()


def style_sheet(xml, language):
    """word/styles.xml with this project's fonts and sizes (in half points)."""
    for _event, (prefix, address) in ElementTree.iterparse(io.BytesIO(xml), events=["start-ns"]):
        ElementTree.register_namespace(prefix, address)
    root = ElementTree.fromstring(xml)
    for run in root.iter(f"{{{W}}}rPr"):
        for fonts in run.findall(f"{{{W}}}rFonts"):
            run.remove(fonts)
    default = root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr")
    _set_run(default, WORD_FONTS[language], 21)
    for lang in default.findall(f"{{{W}}}lang"):
        lang.set(f"{{{W}}}eastAsia", "zh-CN")
    sizes = {"Compact": 16, "TableCaption": 18, "ImageCaption": 18, "Abstract": 19, "Bibliography": 18, "Title": 32,
             "Date": 18, "Heading1": 28, "Heading2": 24, "Heading3": 21}
    for style in root.iter(f"{{{W}}}style"):
        name = style.get(f"{{{W}}}styleId")
        if name in sizes:
            _set_run(_run_of(style), HEADING_FONT if name.startswith(("Heading", "Title")) else None, sizes[name])
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _run_of(style):
    run = style.find(f"{{{W}}}rPr")
    return run if run is not None else ElementTree.SubElement(style, f"{{{W}}}rPr")


def _set_run(run, fonts, half_points):
    """Fonts and size of a style; Word wants the fonts first."""
    if fonts:
        element = ElementTree.Element(f"{{{W}}}rFonts", {f"{{{W}}}{key}": name for key, name in sorted(fonts.items())})
        run.insert(0, element)
    for tag in ("sz", "szCs"):
        for old in run.findall(f"{{{W}}}{tag}"):
            run.remove(old)
        ElementTree.SubElement(run, f"{{{W}}}{tag}", {f"{{{W}}}val": str(half_points)})
