"""Bytes as text: which encoding a file is in, by its content."""

import codecs
import re
from pathlib import Path

from ...errors import InputError

HEAD_BYTES = 1 << 20
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FEW = 0.05
# Characters of two bytes, the second one in the ASCII range or above it.
_PAIRS = re.compile(rb"[\x81-\xfe](?:([\x40-\x7e])|[\x80-\xfe])")


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
    InputError : it is in none of these encodings.
    """
    with Path(path).open("rb") as stream:
        encoding, mark = _marked(stream.read(HEAD_BYTES))
        if encoding:
            return encoding, mark
        stream.seek(0)
        lines, foreign = 0, []
        for line in stream:
            lines += 1
            if not line.isascii():
                foreign.append(line)
    bad = [line for line in foreign if not _decodes(line, "utf-8", final=True)]
    if 2 * len(bad) <= len(foreign):
        return "utf-8", 0
    data = b"".join(foreign)
    if _decodes(data, "gb18030", final=True) and not _looks_western(data):
        return "gb18030", 0
    if len(bad) > _FEW * lines:
        raise InputError("the encoding is not known: neither UTF-8, UTF-16 nor GB18030", file=path,
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
    """Whether high bytes mostly stand before ASCII letters, as in Latin-1: in Chinese text they come in pairs.

    >>> _looks_western("Société générale, Müller".encode("latin-1"))
    True
    """
    seconds = [bool(second) for second in _PAIRS.findall(data)]
    return 2 * sum(seconds) > len(seconds)
