"""The codebook as a page of the documentation.

    python -m sixroutes.coding.printing en > docs/codebook.en.md
    python -m sixroutes.coding.printing zh > docs/codebook.zh.md
"""

import sys

from ..vocabulary import LANGUAGES, ROUTES
from .codebook import CASE_HEADS, HEADS, PARTS, TITLES
from .codebook_cases import CASES, DEFINITIONS, STEPS

PRINTED = ("Printed from `src/sixroutes/coding/codebook_cases.py` by `python -m sixroutes.coding.printing {0} > "
           "docs/codebook.{0}.md`; a test holds the two together. Sources: the founding paper, sections 3.1 to 3.6, "
           "and "
           "the rules in [rules.md](rules.md).",
           "由 `python -m sixroutes.coding.printing {0} > docs/codebook.{0}.md` 从 "
           "`src/sixroutes/coding/codebook_cases.py` 生成，测试保证二者一致。依据：原论文3.1至3.6节，以及"
           "[rules.md](rules.md)中的规则。")


def page(language):
    """The codebook as one Markdown page."""
    place = LANGUAGES.index(language)
    lines = [f"# {TITLES[place]}", "", PRINTED[place].format(language), "", f"## {HEADS[0][place]}", ""]
    lines += [f"{number}. {step[place]}" for number, step in enumerate(STEPS, 1)]
    lines += ["", f"## {HEADS[1][place]}"]
    for route, (included, excluded) in DEFINITIONS.items():
        colon = (": ", "：")[place]
        lines += ["", f"### {ROUTES[route][place]} (`{route}`)", "", f"- {PARTS[0][place]}{colon}{included[place]}",
                  f"- {PARTS[1][place]}{colon}{excluded[place]}"]
    lines += ["", f"## {HEADS[2][place]}", "", "| " + " | ".join(head[place] for head in CASE_HEADS) + " |",
              "|---|---|---|"]
    lines += [f"| {case[place]} | {answer[place]} | {', '.join(f'`{unit}`' for unit in units)} |"
              for case, answer, units in CASES]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(sys.argv[1] if len(sys.argv) > 1 else "en"), end="")
