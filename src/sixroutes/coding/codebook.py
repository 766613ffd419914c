"""The codebook: each route with inclusion, exclusion and boundary cases, in English and Chinese.

It is a sheet of every coder's workbook, and a page (`printing`). Units that it explains are never drawn for coding.
"""

from ..vocabulary import LANGUAGES, ROUTES
from .codebook_cases import CASES, DEFINITIONS, STEPS

# Events and patents whose route the codebook gives away.
EXAMPLES = frozenset(unit for _, _, units in CASES for unit in units)
TITLES = ("Codebook: by which route did the firm get the technology?", "编码手册：企业通过哪条路径获得技术？")
HEADS = (("How to code", "编码步骤"), ("Routes", "路径定义"), ("Boundary cases", "边界情形"))
PARTS = (("counts", "计入"), ("does not count", "不计入"))
CASE_HEADS = (("case", "情形"), ("code it as", "编为"), ("from the data", "数据中的例子"))


def rows(language):
    """The codebook as rows of three cells, for a sheet: headings, definitions, cases."""
    place = LANGUAGES.index(language)
    yield TITLES[place], "", ""
    for number, step in enumerate(STEPS, 1):
        yield f"{HEADS[0][place]} {number}", step[place], ""
    yield HEADS[1][place], PARTS[0][place], PARTS[1][place]
    for route, (included, excluded) in DEFINITIONS.items():
        yield ROUTES[route][place], included[place], excluded[place]
    yield tuple(head[place] for head in CASE_HEADS)
    for case, answer, units in CASES:
        yield case[place], answer[place], ", ".join(units)
