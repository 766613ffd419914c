"""The words of the sheets, in both languages: columns, answers, and how an answer is found again from any of them."""

import unicodedata

from ..schemas import CANNOT_TELL, CERTAINTIES
from ..vocabulary import LANGUAGES, ROUTES

COLUMNS = {
    "unit_id": ("unit", "单元"),
    "coder": ("coder", "编码员"),
    "date": ("date", "日期"),
    "firm": ("firm", "企业"),
    "partners": ("partners (sector, country of the owner; own units: of the unit)",
                 "合作方（部门，所有者所在国；本集团单位为其所在国）"),
    "text": ("what happened", "内容"),
    "stake": ("stake that changed hands, %", "转让股比（%）"),
    "source": ("source", "来源"),
    "answers": ("answers of the coders", "各编码员的答案"),
    "route_1": ("route 1", "路径一"),
    "route_2": ("route 2", "路径二"),
    "route_3": ("route 3", "路径三"),
    "certainty": ("certainty", "把握程度"),
    "remark": ("remark", "备注"),
}
SHOWN = ("unit_id", "coder", "date", "firm", "partners", "text", "stake", "source")
ROUTE_COLUMNS = ("route_1", "route_2", "route_3")
FILLED = (*ROUTE_COLUMNS, "certainty", "remark")
ANSWERS = {**ROUTES, CANNOT_TELL: ("Cannot be told", "无法判断")}
SURE = dict(zip(CERTAINTIES, (("sure", "确定"), ("fairly sure", "较有把握"), ("unsure", "不确定")), strict=True))
MARKS = {
    "own": ("belongs to the firm's own group", "属于本企业集团"),
    "rival": ("another core firm of the cluster", "同集群另一核心企业"),
    "core": ("core firm of another cluster", "其他集群核心企业"),
    "since": ("acquired on {0}", "{0}被收购"),
    "venture": ("joint venture, {0}% foreign", "合资企业，外资{0}%"),
    "none": ("none named", "未列出"),
}
INSTRUCTION = ("Choose one to three routes for each row, by the codebook; choose 'Cannot be told' alone where the row "
               "does "
               "not suffice. Do not talk with the other coders before all sheets are in.",
               "请按编码手册为每行选一至三条路径；信息不足时只选“无法判断”。全部交回之前请勿与其他编码员讨论。")


def say(terms, code, language):
    """What a code is called in a language."""
    return terms[code][LANGUAGES.index(language)]


def key(text):
    """A text as it is compared: Unicode NFKC, small letters, single spaces, underscores as spaces.

    >>> key(" Import_and  Absorption ")
    'import and absorption'
    """
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().replace("_", " ").split())


def found(terms):
    """{any word for it: code} of a list of terms: the code itself, and what it is called in each language."""
    return {key(word): code for code, words in terms.items() for word in (code, *words)}
