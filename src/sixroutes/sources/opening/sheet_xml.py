"""The XML of an xlsx sheet, for what readers of workbooks do not tell: errors, formulas, merged cells, far cells."""

import re
import zipfile
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from ...errors import InputError
from .archive import BROKEN, is_zip

MERGED = b"<mergeCell "
_MARKS = (MERGED, b' t="e"', b"><f")  # of merged cells, errors and formulas
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell with an error, and one whose formula no program has worked out yet (where it gives "", the type is "str").
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^<]*</f>|<f[^>]*/>)?<v>(#[^<]*)</v>')
_FORMULA = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?![^>]* t="str")[^>]*><f[^>]*>([^<]*)</f>(?:<v></v>|<v ?/>)?</c>')
# Addresses in a column beyond ZZ, or in a row beyond those that spreadsheet programs have; few tables have any. Where
# in its tag the address stands, with which quotes, in which case and under which prefix, is the writer's choice.
_FAR = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]{4,}[0-9]*|[A-Za-z]{0,3}[0-9]{8,})
                       |([A-Za-z]{3}|[A-Za-z]{0,2}(?=[2-9][0-9]{6}|1[1-9][0-9]{5}))([0-9]{1,7})(?![0-9]))""",
                  re.VERBOSE)
_MOST_CELLS = 20_000_000


def check_cells(path):
    """Refuse an xlsx with a cell so far from the others that no memory holds the area between.

    Raises
    ------
    InputError : names the sheet's file and the cell.
    """
    path = Path(path)
    _marked(str(path), path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=1)  # asked for once before a workbook is read and again for each sheet
def _marked(path, *_):
    """{sheet file: whether one of `_MARKS` stands in it} of an xlsx; each is unpacked in pieces, which is quick."""
    if not is_zip(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _search(archive, name, path) for name in archive.namelist()
                    if name.startswith("xl/worksheets/") and name.endswith(".xml")}
    except BROKEN:
        return {}  # opening it says what is wrong


def _search(archive, member, path):
    seen, marked = b"", False
    with archive.open(member) as stream:
        while piece := stream.read(1 << 18):
            seen = seen[-4096:] + piece  # a mark or an address may stand across two pieces
            marked = marked or any(mark in seen for mark in _MARKS)
            for address in _FAR.finditer(seen):
                if seen.rfind(b"<", 0, address.start()) > seen.rfind(b">", 0, address.start()):  # not in a text
                    _check_far(address, member, path)
    return marked


def _check_far(address, member, path):
    beyond, letters, row = address.groups()
    if beyond or (_place(letters.upper()) + 1) * int(row) > _MOST_CELLS:
        cell = (beyond or letters + row).decode()[:20]
        raise InputError(f"the cell {cell} of {member} lies so far out that its sheet has no end",
                         file=path, expected=f"a sheet that spans at most {_MOST_CELLS:,} cells",
                         remedy="clear that cell, or copy the table to a new workbook")


def failed_cells(path, name):
    """The cells of an xlsx sheet that hold an error or no result, as [(row, column, text)], from 0 on.

    The text is the error (#N/A), or the formula. Readers of workbooks give such cells as empty ones.
    """
    xml = written(path, name)
    return cells_that_failed(xml) if xml else []


def written(path, name):
    """The XML of an xlsx sheet with some of `_MARKS`; b"" for one without.

    None for another workbook, or one that is not as spreadsheet programs write it.
    """
    path = Path(path)
    if not is_zip(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            links = {link.get("Id"): link.get("Target") for link in _parsed(archive, "xl/_rels/workbook.xml.rels")}
            [target] = [links[sheet.get(_LINK)] for sheet in _parsed(archive, "xl/workbook.xml").iter(_SHEET)
                        if sheet.get("name") == name]
            member = target[1:] if target.startswith("/") else f"xl/{target}"
            return archive.read(member) if _marked(str(path), path.stat().st_mtime_ns, path.stat().st_size).get(
                member, True) else b""
    except (KeyError, ValueError, SyntaxError, *BROKEN):
        return None


def cells_that_failed(xml):
    """The cells of a sheet that hold an error or no result, as [(row, column, text)], from 0 on."""
    cells = [*_ERROR.findall(xml), *((*place, b"=" + text) for *place, text in _FORMULA.findall(xml))]
    return [(int(row) - 1, _place(letters), unescape(text.decode("utf-8", "replace"))) for letters, row, text in cells]


def _parsed(archive, member):
    return ElementTree.fromstring(archive.read(member))


def _place(letters):
    """The place of a column by its letters.

    >>> _place(b"A"), _place(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place - 1
