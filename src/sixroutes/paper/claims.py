"""Sentences that claim something, each tied to a condition on the values.

`claims.yaml` gives for every claim an `id`, a condition `holds`, optionally a condition `known` (false where the data
cannot tell), and for each language the texts `holds`, `otherwise` and, with `known`, `unknown`. Conditions are Jinja
expressions, evaluated in the sandbox; texts are Jinja templates.
"""

import difflib
from pathlib import Path

import jinja2
import yaml

from ..errors import InputError

ALLOWED = {"id", "holds", "known", "en", "zh"}
# What evaluating an expression or a template on unfit values can raise.
ERRORS = (jinja2.TemplateError, TypeError, KeyError, ValueError, ZeroDivisionError)


class Claims:
    """The claims of one manuscript, judged by its environment (a Jinja sandbox that knows the values).

    Parameters
    ----------
    path : claims.yaml
    environment : the environment whose globals hold the values
    language : "en" or "zh"
    """

    def __init__(self, path, environment, language):
        self.path, self.environment, self.language = Path(path), environment, language
        self.source = self.path.read_text(encoding="utf-8")
        self.table = {}
        for entry in self._read():
            if entry["id"] in self.table:
                raise self._error(entry["id"], "it is there twice")
            self.table[entry["id"]] = self._checked(entry)

    def __call__(self, id, **given):
        """The sentence of the claim that the values bear out; `given` are further names for its condition and text."""
        if id not in self.table:
            near = difflib.get_close_matches(id, self.table, n=1)
            raise jinja2.TemplateRuntimeError(f"there is no claim {id!r}" + (f"; did you mean {near[0]!r}?"
                                                                             if near else ""))
        return self.text(id, self.verdict(id, **given), **given)

    def verdict(self, id, **given):
        """Which of the claim's texts stands: "holds", "otherwise" or "unknown"."""
        claim = self.table[id]
        if "known" in claim and not self._judge(id, "known", given):
            return "unknown"
        return "holds" if self._judge(id, "holds", given) else "otherwise"

    def text(self, id, verdict, **given):
        """The claim's text for a verdict, with the values filled in."""
        source = self.table[id][self.language][verdict].strip()
        try:
            return self.environment.markup(self.environment.from_string(source).render(**given))
        except ERRORS as error:
            raise self._error(id, f"its text cannot be filled in: {error}") from error

    def _judge(self, id, condition, given):
        source = self.table[id][condition]
        try:
            result = self.environment.compile_expression(source, undefined_to_none=False)(**given)
        except ERRORS as error:
            raise self._error(id, f"its condition `{source}` cannot be evaluated: {error}") from error
        if not isinstance(result, bool):
            what = "a value that does not exist" if isinstance(result, jinja2.Undefined) else repr(result)
            raise self._error(id, f"its condition `{source}` gives {what}, not true or false")
        return result

    def _read(self):
        try:
            entries = yaml.safe_load(self.source)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise InputError(f"not valid YAML: {getattr(error, 'problem', error)}", file=self.path.name,
                             row=mark and mark.line + 1) from error
        if not isinstance(entries, list) or not all(isinstance(entry, dict) and "id" in entry for entry in entries):
            raise InputError("not a list of claims", file=self.path.name, expected="entries that begin with `- id:`")
        return entries

    def _checked(self, entry):
        needed = {"holds", "otherwise"} | ({"unknown"} if "known" in entry else set())
        unknown = set(entry) - ALLOWED
        if unknown:
            raise self._error(entry["id"], f"unknown key {sorted(unknown)[0]!r}")
        if not all(isinstance(entry.get(key, ""), str) for key in ("holds", "known")) or "holds" not in entry:
            raise self._error(entry["id"], "its conditions are not expressions, or `holds` is missing")
        for language in ("en", "zh"):
            texts = entry.get(language)
            told = {key for key, text in texts.items() if isinstance(text, str)} if isinstance(texts, dict) else None
            if told != needed:
                raise self._error(entry["id"], f"its {language} texts are not {', '.join(sorted(needed))}")
        return entry

    def _error(self, id, problem):
        rows = [number for number, line in enumerate(self.source.splitlines(), 1) if line.strip() == f"- id: {id}"]
        return InputError(f"claim {id!r}: {problem}", file=self.path.name, row=rows[0] if rows else None,
                          remedy="correct the claim, or the stage that writes values.json")
