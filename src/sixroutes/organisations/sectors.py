"""The institutional sector of a name, by ordered rules: the first that fits decides."""

import re
import unicodedata

import pandas as pd

from ..errors import InputError

# A company's legal form beats a word for university or institute (清华同方股份有限公司, 某某研究院有限公司), and a
# hospital of a university is a hospital (METHODS of the design, section 0.5).
RULES = (
    ("company", r"(有限责任公司|有限公司|公司|工厂|总厂|厂$|集团$|合伙企业|事务所)"),
    ("company", r"(株式会社|有限会社|주식회사)"),
    ("company", r"\b(co|corp|corporation|company|inc|incorporated|ltd|limited|llc|lp|gmbh|kg|kgaa|plc|pty|pte|sarl|"
                r"s\.?p\.?a|kabushiki kaisha|kaisha|holdings?|aktiengesellschaft|oyj?)\b\.?"),
    ("company", r"\b(ag|sa|bv|nv|ab|kk|as)$"),
    ("hospital", r"(医院|卫生院|疾病预防控制中心|病院|병원)|\b(hospital|klinik|clinic|medical cent(er|re))\b"),
    ("university", r"(大学|大學|(?<!科)(?<!研究)学院|高等专科学校|职业技术学校|대학)"
                   r"|\b(univ|university|université|universität|universita|universidad|college|institute of technology|"
                   r"polytechnic|eth z(ü|u)rich|école)\b"),
    ("institute", r"(科学院|研究院|研究所|研究中心|设计院|实验室|检测院|研究機構|연구원)"
                  r"|\b(academy of|institute|institut|research cent(er|re)|laborator(y|ies)|fraunhofer|cnrs|cea|imec|"
                  r"national lab)\b"),
    ("association", r"(协会|学会|商会|联盟|促进会|聯盟)"),
    ("association", r"\b(association|society|alliance|consortium|foundation|chamber)\b"),
    ("government", r"(人民政府|政府|管理委员会|管委会|部$|局$|厅$|委员会$)"),
    ("government", r"\b(ministry|government|municipality|administration|commission|bureau|"
                   r"department of|secretary of)\b"),
    ("individual", r"^[\u4e00-\u9fff·]{2,4}$"),
)


def sector(names, countries=None):
    """The sector of each name: company, university, institute, government, hospital, association, individual, unknown.

    Parameters
    ----------
    names : Series of names in Chinese, English, Japanese or Korean.
    countries : Series of ISO 3166 alpha-2 codes with the same index, or None. Two to four Chinese characters without
        any word for an organisation are a person's name only where the country is China, Hong Kong, Macao or Taiwan,
        or is not given.

    Returns
    -------
    Series of text with the index of `names`; what no rule fits is ``unknown``, never dropped.

    Raises
    ------
    InputError : `countries` has another index than `names`.

    >>> sector(pd.Series(["清华同方股份有限公司", "清华大学", "Fraunhofer ISE", "Haier"])).tolist()
    ['company', 'university', 'institute', 'unknown']
    """
    if countries is not None and not names.index.equals(countries.index):
        raise InputError("names and countries do not belong together", expected="two Series with the same index",
                         remedy="take both from one frame")
    text = names.fillna("").map(lambda name: unicodedata.normalize("NFKC", str(name)).casefold().strip(" .,"))
    found = pd.Series(pd.NA, index=names.index, dtype="str")
    for name, pattern in RULES:
        search = re.compile(pattern).search
        fits = pd.Series([search(name) is not None for name in text], index=names.index, dtype=bool) & found.isna()
        if name == "individual" and countries is not None:
            fits &= countries.isna() | countries.isin(["CN", "HK", "MO", "TW"])
        found = found.mask(fits, name)
    return found.fillna("unknown")
