"""Bytes as text: which encoding a file is in, by its content."""

import codecs
import re
from pathlib import Path

from ...errors import InputError

HEAD_BYTES = 1 << 20
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FEW = 0.05
# Characters of two bytes; in a group those that are none of Chinese text: the second byte is a letter of ASCII, or the
# two stand for no character (they are two letters such as ü and é of Latin-1).
_PAIRS = re.compile(rb"([\xf8-\xfe][\xa1-\xfe]|[\x81-\xfe][\x40-\x7e])|[\x81-\xfe][\x80-\xfe]")
# Common characters, as a group: signs, kana, Cyrillic and the first level of GB 2312; signs and first level of Big5.
_CHINESE = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|([\xa1-\xa9\xb0-\xd7][\xa1-\xfe])|"
                      rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_BIG5 = re.compile(rb"([\xa1-\xc6][\x40-\x7e\xa1-\xfe])|[\x81-\xfe][\x40-\x7e\x80-\xfe]")


def head_of(path):
    """The first megabyte of a file as text, with the encoding as (name, length of the mark at the start).

    Raises
    ------
    InputError : the file is empty, or in none of the known encodings.
    """
    with Path(path).open("rb") as stream:
        data = stream.read(HEAD_BYTES)
    if not data:
        raise InputError("the file is empty", file=path, remedy="export or fetch it again")
    encoding, mark = _marked(data)
    if encoding is None:
        encoding = "utf-8" if _decodes(data, "utf-8") else encoding_of(path)[0]
    return codecs.getincrementaldecoder(encoding)("replace").decode(data[mark:]), (encoding, mark)


def encoding_of(path):
    """The encoding of a whole file, and the length of the mark at its start: UTF-8, UTF-16 or GB18030.

    A file is UTF-8 when most of its lines with other signs than ASCII's are, or when few of all its lines are not, so
    that some damaged lines do not decide.

    Raises
    ------
    InputError : it is in none of these encodings; what GB18030 reads as nonsense is not taken for it.
    """
    with Path(path).open("rb") as stream:
        encoding, mark = _marked(stream.read(HEAD_BYTES))
        if encoding:
            return encoding, mark
        stream.seek(0)
        lines, foreign = 0, []
        for line in stream:
            lines += max(line.count(b"\r"), 1)  # where carriage returns alone end lines, all are one to Python
            if not line.isascii():
                foreign += [part for part in line.splitlines() if not part.isascii()]
    bad = [line for line in foreign if not _decodes(line, "utf-8", final=True)]
    if 2 * len(bad) <= len(foreign):
        return "utf-8", 0
    data = b"\n".join(foreign)
    is_gb18030 = _decodes(data, "gb18030", final=True) and not _looks_western(data)
    doubt = _doubt(data[:1 << 16]) if is_gb18030 else ""
    if is_gb18030 and not doubt:
        return "gb18030", 0
    if len(bad) > _FEW * lines:
        raise InputError(f"the encoding is not known: neither UTF-8, UTF-16 nor GB18030{doubt}", file=path,
                         remedy="save the file as 'CSV UTF-8' and try again")
    return "utf-8", 0


def _marked(data):
    """The encoding that a mark at the start or zero bytes give away; (None, 0) where nothing does.

    >>> _marked("海尔,1".encode("utf-16")), _marked("a,1".encode("utf-16-le")), _marked(b"a,1")
    (('utf-16-le', 2), ('utf-16-le', 0), (None, 0))
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding, len(mark)
    for encoding, low, high in (("utf-16-le", data[:4096:2], data[1:4096:2]),
                                ("utf-16-be", data[1:4096:2], data[:4096:2])):
        if _parted_by_pairs(data[:4096], low, high):
            return encoding, 0
    return None, 0


def _parted_by_pairs(data, low, high):
    """Whether most delimiters and line ends are characters of two bytes, of which the high one is zero."""
    single = sum(data.count(sign) for sign in b",;\t\r\n")
    paired = sum(one in b",;\t\r\n" and not other for one, other in zip(low, high, strict=False))
    return paired > 0 and 2 * paired >= single


def _decodes(data, encoding, final=False):
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _looks_western(data):
    """Whether high bytes mostly stand before ASCII letters, or where Chinese has none, as in Latin-1.

    >>> _looks_western("Société générale, Müller".encode("latin-1"))
    True
    """
    seconds = [bool(second) for second in _PAIRS.findall(data)]
    return 2 * sum(seconds) > len(seconds)


# ASSUME: A text that can be read as GB18030 is in another encoding where fewer than about a fifth of its characters are
# common ones (as with Shift-JIS; of five, none), where more than one in 20 is of no standard, or where, of 20 or more,
# fewer than seven tenths are common ones and nine tenths would be in Big5.
def _doubt(data):
    """Why bytes that GB18030 reads without a fault are something else; "" where they may well be Chinese text."""
    common, characters = _common(_CHINESE, data)
    text = codecs.getincrementaldecoder("gb18030")().decode(data)
    private = sum("\ue000" <= sign <= "\uf8ff" for sign in text)
    if (characters >= 20 and common < 0.7 * characters and _common(_BIG5, data)[0] >= 0.9 * characters
            and _decodes(data, "big5")):
        return "; it seems to be Big5"
    is_nonsense = 20 * private > characters or 5 * common <= characters - 5
    return ", as which it makes no sense" if is_nonsense else ""


def _common(pattern, data):
    """How many of the characters of two bytes are common ones, and how many there are; four bytes count for none."""
    found = [(bool(match[1]), len(match[0])) for match in pattern.finditer(data)]
    return sum(common for common, _ in found), sum(length == 2 for _, length in found)
