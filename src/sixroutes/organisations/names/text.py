"""One writing for every script: what is left of a name when width, case, accents and hidden signs are taken away."""

import re
import unicodedata
from functools import cache

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Signs that stand for a legal form, as NFKC writes them.
_SIGNS = {"(株)": "株式会社", "(有)": "有限会社", "(주)": "주식회사", "(유)": "유한회사"}
# The sign comes first and what stands before it is looked at after: the search then leaps from sign to sign.
_INITIALS = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b)")
_ELISION = re.compile(r"['’`´](?<=\b\w['’`´])(?=\w\w)")
_AMPERSAND = re.compile(r"&(?:(?<=\b\w&)|(?<=\b\w\w&))(?=\w\b)")  # AT&T, R&D
_WORD = re.compile(r"[^\W_]+")
# The patent office's codes of country or state and of kind of applicant, left at the end of a name: CNT FRX COD 03.
_CODES = re.compile(r"\s+(?:cnt|sta)\s+[a-z0-9]{2,3}\s+cod\s+\d\d\s*$")
_TWICE = re.compile("[\u00c2\u00c3\u00e2]")  # what the first byte of a letter in UTF-8 looks like in Windows-1252


def plain(name):
    """A name in Unicode NFKC, small letters, simplified characters, without accents and hidden signs.

    >>> plain("ＱＩＮＧＤＡＯ Haier"), plain("國立臺灣大學"), plain("Forschungszentrum Jülich"), plain("㈱東芝")
    ('qingdao haier', '国立台湾大学', 'forschungszentrum julich', '株式会社东芝')
    """
    text = str(name)
    if text.isascii():
        text = text.lower()
        return _CODES.sub("", text) if " cod " in text else text
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", _read_once(text)))
    if CJK.search(text):
        for sign, form in _SIGNS.items():
            text = text.replace(sign, form)
        return _simplified().convert(text).casefold()
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return bare.casefold().translate(_PLAIN)


def _read_once(text):
    """A text that was read as Windows-1252 though it is UTF-8, once or more, as it was meant.

    >>> _read_once("M\u00c3\u0192\u00c2\u00bcnchen"), _read_once("M\u00c3\u00bcnchen"), _read_once("S\u00c3O PAULO")
    ('M\xfcnchen', 'M\xfcnchen', 'S\xc3O PAULO')
    """
    while _TWICE.search(text):
        try:
            text = b"".join(_byte(sign) for sign in text).decode("utf-8")
        except UnicodeError:
            break
    return text


def _byte(sign):
    """The byte that Windows-1252 writes a sign with; five bytes that it does not use are read as control signs."""
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252")


@cache
def _simplified():
    import opencc  # its tables are read only where a Chinese or Japanese name is met
    return opencc.OpenCC("t2s")


def words(text):
    """The words of a plain text; the letters of an abbreviation (S.p.A., U. S. A.) are one word.

    >>> words("l'energie s.p.a., xi'an a. b. dick co.,ltd")
    ['l', 'energie', 'spa', 'xian', 'ab', 'dick', 'co', 'ltd']
    """
    if "." in text:
        text = _INITIALS.sub("", text)
    if "&" in text:
        text = _AMPERSAND.sub("", text)
    if "'" in text or "’" in text:
        text = _ELISION.sub(" ", text).replace("'", "").replace("’", "")
    found = _WORD.findall(text)
    return _letters_joined(found) if 1 in map(len, found) else found


def _letters_joined(found):
    joined, run = [], ""
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run] if run else []
        joined += [word] if word else []
        run = ""
    return joined
