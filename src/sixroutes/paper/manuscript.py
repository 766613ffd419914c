"""From templates and values to one pandoc Markdown text."""

import difflib
import re
import traceback
from functools import partial

import jinja2
import yaml
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from ..errors import InputError
from ..vocabulary import OTHER_CHOICES, SECTORS, SIX_ROUTES, label
from . import numbers
from .claims import ERRORS, Claims
from .words import word

# Blocks of shares that texts and conditions often need.
SHORTCUTS = {
    "whole": "values.usage.event.independent.all.all",
    "own": "case.usage.event.founding_paper.all.to_2009",
    "before": "case.usage.event.independent.all.to_2009",
    "after": "case.usage.event.independent.all.since_2010",
}
# What Markdown would read as more than itself: signs, the start of a list, and the mark of a reference that is still to
# be settled. Straight quotes, double hyphens and three dots stay as they are and are set as a printer would.
SIGNS = re.compile(r"[\\`*_{}\[\]<>#|$^~@!&⟦]|^[-+:]")
ENUMERATOR = re.compile(r"^(\(?\w{1,9})([.)])(?!\S)")
PIPE = re.compile(r"(?<!\\)\|")


class Missing(jinja2.StrictUndefined):
    """A value that does not exist: may be looked into and asked whether it is defined, fails on any other use."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, name):
        return self


def render_manuscript(values, replication, figures, language, assumptions, templates):
    """The whole paper as pandoc Markdown, with a metadata block.

    Parameters
    ----------
    values : the study's values.json as a dict
    replication : the values of the study that replicates the founding paper, or None (then the study's own)
    figures : names of the figures that are there
    language : "en" or "zh"
    assumptions : (place, sentence) pairs, see `collect_assumptions`
    templates : folder with claims.yaml and one folder of templates per language

    Raises
    ------
    InputError : a template or claim uses a value, claim, figure or table that does not exist, or cannot be read;
        names the template and line, or the claim.
    """
    floats = Floats(figures, language)
    environment = make_environment(values, replication or values, language, templates, floats)
    environment.globals["assumptions"] = assumptions
    body = _render(environment, f"{language}/paper.md.j2", templates)
    # The abstract comes last, so that it can refer to nothing that the paper does not hold.
    metadata = {"title": _plain(values["title"][language]), "lang": {"en": "en-GB", "zh": "zh-CN"}[language],
                "date": f"{word('draft', language)}{' ' if language == 'en' else ''}"
                        + numbers.day(values["as_of"], language),
                "abstract": floats.settle(_render(environment, f"{language}/abstract.md.j2", templates)),
                "abstract-title": word("abstract", language), "keywords-title": word("keywords", language),
                "keywords-text": _render(environment, f"{language}/keywords.md.j2", templates).strip()}
    header = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{header}---\n\n{floats.settle(body)}"


def make_environment(values, case, language, templates, floats):
    """The sandbox in which templates and conditions see the values and the words to print them."""
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(str(templates)), undefined=Missing, autoescape=True, finalize=_finalize,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        # Pandoc's {#anchor} is no comment of the template.
        comment_start_string="{//", comment_end_string="//}")
    environment.markup = Markup
    environment.filters |= {
        name: _marked(partial(getattr(numbers, name), language=language))
        for name in ("share", "share_cell", "points", "count", "day")}
    environment.filters |= {
        "percent": _marked(numbers.percent),
        "ratio": lambda value, low=None, high=None: Markup(numbers.ratio(_given(value), language, low, high)),
        "listing": lambda names: Markup(numbers.listing([str(escape(name)) for name in names], language)),
        "word": lambda key: escape(word(_given(key), language)),
        "route": lambda id: escape(values["routes"][id][language]),
        "cluster": lambda id: escape(_cluster(values, id, language)),
        "sector": lambda code: escape(label(SECTORS, code, language)), "named": lambda entry: escape(entry[language]),
        "rank": lambda value: Markup(word("not_identified", language)) if value is None else _given(value),
        "choice": lambda finding: escape(_choice(finding, language)),
        "reason": lambda result: escape(result[f"reason_{language}"]), "prose": prose,
        "tally": lambda counts, terms=None: Markup(numbers.tally(
            {escape(label(SECTORS, code, language) if terms == "sectors" else code): n for code, n in counts.items()},
            language))}
    environment.globals |= {
        "values": values, "case": case, "language": language, "six": SIX_ROUTES, "several": len(values["clusters"]) > 1,
        "has_patents": bool(values["usage"].get("patent")), "has_replication": bool(case["replication"].get("claims")),
        "told": numbers.is_told, "verdict": partial(find_verdict, case), "leading_routes": leading_routes,
        "robustness": partial(_robustness, values, language),
        "carrying": carrying, "figure": floats.figure, "table": floats.table, "ref": floats.ref,
        "figures": floats.figures}
    for name, place in SHORTCUTS.items():
        environment.globals[name] = environment.compile_expression(place, undefined_to_none=False)()
    environment.globals["claim"] = Claims(templates / "claims.yaml", environment, language)
    return environment


def find_verdict(case, claim_id, evidence):
    """What a claim of the founding paper came to on a body of evidence, for example "independent.to_2009"."""
    for claim in case["replication"]["claims"]:
        if claim["claim_id"] == claim_id and evidence in claim["results"]:
            return claim["results"][evidence]
    raise jinja2.UndefinedError(f"the replication has no claim {claim_id!r} on {evidence!r}")


def leading_routes(block, n=3):
    """The n routes of a usage block with the largest shares, largest first; what is not identified is left out."""
    told = [id for id in SIX_ROUTES if numbers.is_told(block["routes"][id])]
    return sorted(told, key=lambda id: -block["routes"][id]["share"])[:n]


def carrying(block, at_least=0.1):
    """The routes of a usage block that carry at least this share, in the order of the founding paper."""
    return [id for id in SIX_ROUTES
            if numbers.is_told(block["routes"][id]) and block["routes"][id]["share"] >= at_least]


class Floats:
    """Numbers figures and tables in the order of the text, and settles references to them afterwards."""

    def __init__(self, figures, language):
        self.figures, self.language = sorted(figures), language
        self.numbers, self.alts = {"figure": {}, "table": {}}, {}

    def figure(self, name, alt, caller):
        """A figure: `{% call figure("usage_over_time", alt="…") %}caption{% endcall %}`."""
        if name not in self.figures:
            near = difflib.get_close_matches(name, self.figures, n=1)
            raise jinja2.TemplateRuntimeError(f"there is no figure {name!r}" + (f"; did you mean {near[0]!r}?"
                                                                                if near else ""))
        label = self._number("figure", name)
        alt = " ".join(str(alt).replace('"', "'").split())
        self.alts[name] = alt
        return Markup(f'\n![**{label}** {_line(caller())}]({name}){{#fig-{name} width=100% alt="{alt}"}}\n')

    def table(self, name, widths, caller):
        """A table: a caption, then a pipe table without its separator line; `widths` are relative ("4 1 1")."""
        caption, *rows = PIPE.split(str(caller()), maxsplit=1)
        rows = [row for row in "".join(["|", *rows]).splitlines() if row.strip()]
        widths = [int(width) for width in widths.split()]
        for row in rows:
            cells = len(PIPE.findall(row)) - 1
            if cells != len(widths):
                raise jinja2.TemplateRuntimeError(f"table {name!r} has {len(widths)} widths, but {cells} cells: {row}")
        rule = "|" + "|".join(":" + "-" * 4 * width for width in widths) + "|"
        label = self._number("table", name)
        rows = "\n".join([rows[0], rule, *rows[1:]])
        return Markup(f"\n{rows}\n\n: **{label}** {_line(caption)} {{#tbl-{name}}}\n")

    def ref(self, kind, name):
        """A reference, settled when all numbers are known: `{{ ref("figure", "usage_over_time") }}`."""
        return Markup(f"⟦{kind}:{name}⟧")

    def settle(self, text):
        """`text` with every reference as a link with its number."""
        return re.sub(r"(?<!\\)⟦(.*?):(.*?)⟧", lambda match: self._link(*match.groups()), text)

    def _number(self, kind, name):
        known = self.numbers[kind]
        if name in known:
            raise jinja2.TemplateRuntimeError(f"there are two {kind}s {name!r}")
        known[name] = len(known) + 1
        return self._label(kind, name) + ("." if self.language == "en" else "")

    def _label(self, kind, name):
        space = "\xa0" if self.language == "en" else ""
        return f"{word(kind, self.language)}{space}{self.numbers[kind][name]}"

    def _link(self, kind, name):
        if name not in self.numbers.get(kind, {}):
            raise InputError(f"the text refers to {kind} {name!r}, which is not in the paper",
                             expected=f"one of {', '.join(self.numbers.get(kind, {}))}",
                             remedy="correct the reference, or put both under the same condition")
        return f"[{self._label(kind, name)}](#{'fig' if kind == 'figure' else 'tbl'}-{name})"


def escape(text):
    """Text from data as Markdown that prints it literally.

    >>> str(escape("A*B_[c] <i> | x"))
    'A\\\\*B\\\\_\\\\[c\\\\] \\\\<i\\\\> \\\\| x'
    >>> str(escape("1. one"))
    '1\\\\. one'
    """
    if hasattr(text, "__html__"):
        return text
    return Markup(ENUMERATOR.sub(r"\1\\\2", SIGNS.sub(r"\\\g<0>", " ".join(str(text).split()))))


def prose(text):
    """A sentence from a code comment: literal, except that `backticks` mark code.

    >>> str(prose("at least `min_firms` of_them"))
    'at least `min_firms` of\\\\_them'
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup(f"`{part}`") if place % 2 else _keep_ends(part) for place, part in enumerate(parts))


def _keep_ends(part):
    return Markup(" " if part[:1].isspace() else "") + escape(part) + Markup(" " if part[-1:].isspace() else "")


def _finalize(value):
    """What an expression prints: marked text as it is, data literally, whole numbers; nothing else may be printed."""
    if isinstance(value, jinja2.Undefined) or hasattr(value, "__html__"):
        return value if hasattr(value, "__html__") else str(value)
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(value)
    raise TypeError(f"{value!r} cannot be printed as it is; use a filter such as share, count or ratio")


def _given(value):
    if isinstance(value, jinja2.Undefined):
        str(value)  # fails, naming the value
    return value


def _marked(function):
    return lambda value: Markup(function(_given(value)))


def _cluster(values, id, language):
    return word("all", language) if id == "all" else values["clusters"][id][language]


def _robustness(values, language, kind, cluster, route):
    """Whether a finding on events is robust, in words; nothing where the multiverse has no such finding."""
    found = values.get("multiverse", {}).get("event", {}).get("findings", {})
    finding = found.get(kind, {}).get(cluster, {}).get(route)
    if finding is None:
        return ""
    space, semicolon, ends = (" ", "; ", ("(", ".)")) if language == "en" else ("", "；", ("（", "。）"))
    text = word("robust" if finding["robust"] else "fragile", language) + space + numbers.holding(finding, language)
    if not finding["robust"]:
        text += f"{semicolon}{word('turns_on', language)}{space}{_choice(finding, language)}"
    return escape(text.join(ends))


def _choice(finding, language):
    """What a finding of the multiverse turns on, in words; a dash where it always holds."""
    if finding["turns_on"] is None:
        return "–"
    return label(OTHER_CHOICES, f"{finding['turns_on']}: {finding['option']}", language)


def _line(text):
    return " ".join(str(text).split())


def _plain(text):
    return str(escape(text))


def _render(environment, name, templates):
    """A template's text; errors in it become one message with the template's name and line."""
    try:
        return environment.get_template(name).render()
    except jinja2.TemplateSyntaxError as error:
        raise InputError(f"not a valid template: {error.message}", file=error.name or name, row=error.lineno) from error
    except ERRORS as error:
        if isinstance(error, InputError):
            raise
        file, row = _place(error, templates, name)
        raise InputError(str(error) or type(error).__name__, file=file, row=row,
                         expected="a value that values.json holds, a claim of claims.yaml, a figure of the study",
                         remedy="correct the template, or the stage that writes the value") from error


def _place(error, templates, name):
    """The innermost template line that an error passed through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if frame.filename.endswith(".j2")]
    if not frames:
        return name, None
    path = frames[-1].filename.replace(str(templates), "").strip("/")
    return path, frames[-1].lineno
