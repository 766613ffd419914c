"""The stage's face: values, figures and templates in, four files out."""

from pathlib import Path

from ..errors import InputError
from ..tables import replacing
from .assumptions import collect_assumptions
from .manuscript import render_manuscript
from .rendering import render


def write_paper(values, replication, figures, language, assumptions, templates, link_from="."):
    """The paper of one study in one language as {"pdf": bytes, "docx": bytes, "html": bytes, "tex": bytes}.

    Parameters
    ----------
    values : the study's values.json as a dict
    replication : values of the study that replicates the founding paper; None if the study does so itself or not at all
    figures : {name: {"svg": path, "png": path, "pdf": path}}, see `group_figures`
    language : "en" or "zh"
    assumptions : (place, sentence) pairs, see `collect_assumptions`
    templates : folder paper/templates; references.bib lies beside it
    link_from : folder in which the LaTeX source will lie, for its links to the figures

    Raises
    ------
    InputError : a value, claim, figure, reference or template is missing or wrong; says where.
    """
    templates = Path(templates)
    markdown = render_manuscript(values, replication, figures, language, assumptions, templates)
    return render(markdown, figures, language, values["as_of"], templates, templates.parent / "references.bib",
                  link_from)


def make_paper(values, figures, language, templates, sources, pdf, docx, html, tex, replication=None):
    """The rule's function: as `write_paper`, from a list of figure files and a folder of code to four written files.

    Parameters
    ----------
    figures : paths of figure files, in SVG, PNG and PDF, of the paper's language
    sources : folder of the code whose judgement calls go into the appendix
    pdf, docx, html, tex : paths to write
    """
    if language not in ("en", "zh"):
        raise InputError(f"no templates for the language {language!r}", column="languages", expected="en or zh",
                         remedy="correct config/config.yaml")
    targets = {"pdf": pdf, "docx": docx, "html": html, "tex": tex}
    files = write_paper(values, replication, group_figures(figures), language, collect_assumptions(sources), templates,
                        link_from=Path(tex).parent)
    for suffix, path in targets.items():
        with replacing(path) as temporary:
            temporary.write_bytes(files[suffix])


def group_figures(paths):
    """Figure files by figure: {name: {suffix: path}}; of two figures of one name, the later one stands.

    Raises
    ------
    InputError : a figure lacks one of SVG, PNG and PDF.

    >>> group_figures(["f/a.svg", "f/a.png", "f/a.pdf"])
    {'a': {'svg': 'f/a.svg', 'png': 'f/a.png', 'pdf': 'f/a.pdf'}}
    """
    grouped = {}
    for path in paths:
        grouped.setdefault(Path(path).stem, {})[Path(path).suffix.removeprefix(".")] = str(path)
    for name, files in grouped.items():
        missing = sorted({"svg", "png", "pdf"} - set(files))
        if missing:
            raise InputError(f"the figure {name!r} lacks its {', '.join(missing)}", expected="SVG, PNG and PDF",
                             remedy="let the rule of the paper name all three files")
    return {name: {kind: files[kind] for kind in ("svg", "png", "pdf")} for name, files in grouped.items()}
