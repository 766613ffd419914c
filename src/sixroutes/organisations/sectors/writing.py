"""One way of writing for names in all scripts, so that a rule need not know about case, width, accents or dots."""

import pyarrow as pa
import pyarrow.compute as pc

# ASSUME: A cell of more than 1,000 characters is a damaged record and not a name, so it gets no sector.
LONGEST = 1000
CJK = r"[\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7af}々]"
# Traditional and Japanese characters of the words in the rules and of surnames, each before its simplified form.
_PAIRS = (
    "學学醫医療疗廠厂團团業业會会協协聯联連连開开發发実实實实驗验験验設设計计檢检検检測测處处廳厅縣县県县"
    "國国軍军隊队專专専专職职總总総总務务術术電电機机構构財财組组經经経经濟济済济産产產产製制鋼钢鐵铁鉄铁"
    "農农園园試试場场門门責责資资銀银險险證证環环圖图館馆診诊養养貿贸紡纺織织網网絡络動动車车氣气貨货劃划"
    "規规藥药薬药對对進进興兴員员辦办戰战艦舰礦矿鉱矿団团発发訓训練练課课運运輸输創创張张劉刘陳陈楊杨黃黄"
    "趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蔣蒋葉叶蘇苏呂吕盧卢鍾钟譚谭陸陆賈贾韋韦鄒邹龍龙賀贺顧顾"
    "龔龚萬万錢钱嚴严湯汤溫温閆闫閻阎駱骆莊庄顏颜齊齐歐欧紀纪畢毕費费")
_VARIANTS = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_SHORT_FORMS = ((r"\(株\)", "株式会社"), (r"\(有\)", "有限会社"), (r"\(주\)", "주식회사"), (r"\(유\)", "유한회사"))
_LETTERS = (("[øØ]", "o"), ("[łŁ]", "l"), ("[đĐð]", "d"), ("[æÆ]", "ae"), ("[œŒ]", "oe"), ("[ßẞ]", "ss"), ("ı", "i"))


def written(names):
    """(plain, words, packed, cjk): the names in small letters without accents, in simplified characters.

    Parameters
    ----------
    names : list of anything; what is no text, or too long for a name, is empty.

    Returns
    -------
    Four Arrow arrays. `plain` keeps the punctuation; `words` has one space for all of it, "&" stays a word, and dots
    within an abbreviation are gone; `packed` has no spaces, for scripts without them; `cjk` tells such scripts.

    >>> [column[0].as_py() for column in written(["Ｘ　S.p.A. & Søn,  (國立大學)"])]
    ['x s.p.a. & son, (国立大学)', 'x spa & son 国立大学', 'xspa&son国立大学', True]
    """
    plain = pa.array([_storable(name) for name in names], pa.string())
    plain = _replaced(pc.utf8_normalize(plain, "NFKC"), r"[\p{Cf}\p{Co}]", "")
    accents = pc.match_substring_regex(plain, r"[^\x00-\x7f\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7af}]")
    bare = pc.utf8_normalize(_replaced(pc.utf8_normalize(plain, "NFKD"), r"[\x{300}-\x{36f}]", ""), "NFC")
    plain = pc.if_else(accents, bare, plain)
    for letters, instead in _LETTERS:
        plain = _replaced(plain, letters, instead)
    plain = pc.utf8_trim_whitespace(_replaced(pc.utf8_lower(plain), r"[\s\p{Z}\p{Cc}]+", " "))
    cjk = pc.match_substring_regex(plain, CJK)
    plain = pa.array([name.translate(_VARIANTS) if is_cjk else name for name, is_cjk in
                      zip(plain.to_pylist(), cjk.to_pylist(), strict=True)], pa.string())
    plain = _replaced(plain, r"[\s.,;:。、]+$", "")
    for short, form in _SHORT_FORMS:
        plain = _replaced(plain, short, form)
    words = _words(plain)
    return plain, words, _replaced(words, " ", ""), cjk


def _storable(name):
    """The name without lone surrogates, which no file can hold."""
    text = name if isinstance(name, str) else ""
    return text.encode("utf-8", "ignore").decode("utf-8") if len(text) <= LONGEST else ""


def _words(plain):
    words = _replaced(plain, r"\b([a-z])\.", r"\1")
    words = _replaced(words, r"\b([a-z])/([a-z])\b", r"\1\2")
    words = _replaced(words, r"[&+]", " & ")
    return pc.utf8_trim_whitespace(_replaced(words, r"[^\p{L}\p{N}&・·々]+", " "))


def _replaced(texts, pattern, replacement):
    return pc.replace_substring_regex(texts, pattern, replacement)
