"""Bytes as text: which encoding a file is in, by its content."""

import codecs
import re

from ..errors import InputError

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Characters of two bytes, the second one in the ASCII range or above it.
_PAIRS = re.compile(rb"[\x81-\xfe](?:([\x40-\x7e])|[\x80-\xfe])")
_REMEDY = "save the file as 'CSV UTF-8' and try again"


def decoded(data, path, whole=True):
    """The bytes of a file as text, from UTF-8 or UTF-16 (with or without a mark at the start) or GB18030.

    `whole` says that nothing follows; else a character that is cut at the end is left out.

    Raises
    ------
    InputError : the file is empty, is in none of these encodings, or holds NUL characters.

    >>> decoded("海尔,1".encode("gb18030"), "x.csv"), decoded("海尔,1".encode("utf-16"), "x.csv")
    ('海尔,1', '海尔,1')
    """
    if not data:
        raise InputError("the file is empty", file=path, remedy="export or fetch it again")
    encoding, mark = _encoding(data, whole)
    if encoding is None:
        raise InputError("the encoding is not known: neither UTF-8, UTF-16 nor GB18030", file=path, remedy=_REMEDY)
    try:
        text = _decode(data[mark:], encoding, whole)
    except UnicodeDecodeError as error:
        raise InputError(f"not readable as {encoding} (byte {mark + error.start})", file=path,
                         remedy=_REMEDY) from error
    if "\0" in text:
        row = len(re.findall(r"\r\n|\r|\n", text[:text.index("\0")])) + 1
        raise InputError("a NUL character; the file is damaged or no text", file=path, row=row,
                         remedy="export the file again")
    return text


def _encoding(data, whole):
    """The encoding and the length of its mark; (None, 0) where no encoding fits."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding, len(mark)
    for encoding, low, high in (("utf-16-le", data[:4096:2], data[1:4096:2]),
                                ("utf-16-be", data[1:4096:2], data[:4096:2])):
        if _parted_by_pairs(data[:4096], low, high):
            return encoding, 0
    for encoding in ("utf-8", "gb18030"):
        try:
            _decode(data, encoding, whole)
        except UnicodeDecodeError:
            continue
        return (None, 0) if encoding == "gb18030" and _looks_western(data) else (encoding, 0)
    return None, 0


def _parted_by_pairs(data, low, high):
    """Whether most delimiters and line ends are characters of two bytes, of which the high one is zero."""
    single = sum(data.count(sign) for sign in b",;\t\r\n")
    paired = sum(one in b",;\t\r\n" and not other for one, other in zip(low, high, strict=False))
    return paired > 0 and 2 * paired >= single


def _decode(data, encoding, whole):
    return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)


def _looks_western(data):
    """Whether high bytes mostly stand before ASCII letters, as in Latin-1: in Chinese text they come in pairs.

    >>> _looks_western("Société générale, Müller".encode("latin-1"))
    True
    """
    seconds = [bool(second) for second in _PAIRS.findall(data)]
    return 2 * sum(seconds) > len(seconds)
