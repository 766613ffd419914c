"""The judgement calls of the code, collected for the paper's appendix."""

import io
import tokenize
from pathlib import Path

MARK = "# ASSUME:"


def collect_assumptions(source_folder):
    """All `# ASSUME:` comments below a folder, as sorted (place, sentence) pairs.

    A comment may run over several lines; it ends at the first line that is not all comment. The place is the module's
    path below the folder without suffix, for example "routes/absorption". Only real comments count, not the mark inside
    a string.
    """
    found = []
    for path in sorted(Path(source_folder).rglob("*.py")):
        place = path.relative_to(source_folder).with_suffix("").as_posix()
        found += [(place, sentence) for sentence in read_assumptions(path.read_text(encoding="utf-8"))]
    return sorted(set(found))


def read_assumptions(source):
    """The assumptions of one module's source text, in order.

    >>> read_assumptions("x = 1  # ASSUME: One is enough\\n       # for everybody.\\ny = 2\\n")
    ['One is enough for everybody.']
    """
    sentences, last_line = [], None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line, text = token.start[0], token.string
        if text.startswith(MARK):
            sentences.append(text.removeprefix(MARK).strip())
            last_line = line
        elif last_line == line - 1 and token.line.lstrip().startswith("#"):
            sentences[-1] += " " + text.lstrip("#").strip()
            last_line = line
    return sentences
