"""The XML of an xlsx sheet, for what readers of workbooks do not tell: errors, formulas, merged cells, far cells."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from .archive import BROKEN, is_zip
from .sheet_area import Area, place_of, stands_in

MERGED = b"mergeCell "
# Of merged cells, errors and formulas, under any prefix and with any quotes; a mark too much only costs time.
_MARKS = r"""mergeCell\s|\st\s*=\s*["']e["']|[<:]f[\s>/]"""
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# The first cell tells whether a writer puts the address first, without prefix and with double quotes.
_FIRST = re.compile(rb"""<(?:\w+:)?c[\s>/][^>]*>""")
_USUAL = re.compile(rb"""<c r="[A-Z]+[0-9]+"[^'>]*>""")
# A cell with an error, and one whose formula no program has worked out yet (where it gives "", the type is "str").
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(?:<f[^<]*</f>|<f[^>]*/>)?<v>(#[^<]*)</v>')
_FORMULA = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?![^>]* t="str")[^>]*><f[^>]*>([^<]*)</f>(?:<v></v>|<v ?/>)?</c>')


def check_cells(path):
    """Refuse an xlsx with cells so far from one another that no memory holds the area between.

    Raises
    ------
    InputError : names the sheet's file and the cells.
    """
    path = Path(path)
    _marked(str(path), path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(maxsize=1)  # asked for once before a workbook is read and again for each sheet
def _marked(path, *_):
    """{sheet file: whether some of `_MARKS` stand in it} of an xlsx; each is unpacked in pieces, which is quick."""
    if not is_zip(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _search(archive, name, path) for name in archive.namelist()
                    if name.startswith("xl/worksheets/") and name.endswith(".xml")}
    except BROKEN:
        return {}  # opening it says what is wrong


def _search(archive, member, path):
    """Whether some of `_MARKS` stand in a sheet; its far cells are refused, see `check_cells`."""
    seen, marked, area = b"", False, Area(member, path)

    def look(piece):
        nonlocal seen, marked
        seen = seen[-4096:] + piece  # a mark or an address may stand across two pieces
        area.size += len(piece)
        if stands_in(area.maybe if marked else f"{_MARKS}|{area.maybe}", seen):
            marked = marked or stands_in(_MARKS, seen)
            area.look(seen)

    with archive.open(member) as stream, ThreadPoolExecutor(1) as beside:
        looked = beside.submit(look, b"")
        while piece := stream.read(1 << 19):  # while one piece is unpacked, the one before is looked through
            looked.result()
            looked = beside.submit(look, piece)
        looked.result()
    area.check()
    return marked


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
    first = _FIRST.search(xml)
    if first and not _USUAL.match(first[0]):
        return _failed_one_by_one(xml)
    cells = [*_ERROR.findall(xml), *((*place, b"=" + text) for *place, text in _FORMULA.findall(xml))]
    return [(int(row) - 1, place_of(letters), unescape(text.decode("utf-8", "replace")))
            for letters, row, text in cells]


def _failed_one_by_one(xml):
    """The same of a sheet by another writer: names may have a prefix, addresses may be missing; this takes longer."""
    row, column, failed = -1, -1, []
    for event, element in ElementTree.iterparse(BytesIO(xml), events=("start", "end")):
        name, address = element.tag.rpartition("}")[2], element.get("r", "")
        if name == "row" and event == "start":
            row, column = int(address or row + 2) - 1, -1
        elif name == "c" and event == "end":
            letters = address.rstrip("0123456789").upper()
            column = place_of(letters.encode()) if letters else column + 1
            formula, value = element.find("{*}f"), element.findtext("{*}v", "")
            if element.get("t") == "e":
                failed.append((row, column, value))
            elif formula is not None and not value and element.get("t") != "str":
                failed.append((row, column, "=" + (formula.text or "")))
            element.clear()
    return failed


def _parsed(archive, member):
    return ElementTree.fromstring(archive.read(member))
