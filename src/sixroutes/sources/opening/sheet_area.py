"""How much room the cells of an xlsx sheet take: readers of workbooks hold the whole area up to the outermost ones.

The XML is searched in pieces for addresses further out than those found so far, of which there are few; so a large
sheet is searched quickly.
"""

import re

import pyarrow as pa
import pyarrow.compute as pc

from ...errors import InputError

_MOST_CELLS = 20_000_000
_BYTES_PER_CELL = 10  # a cell with content takes twice as many or more: what is smaller is mostly empty
# Addresses beyond the columns and rows of any program, then cells further out than those that are known, then rows so
# far down whose first cell leaves its address to them. Where in its tag an address stands, with which quotes, in which
# case and under which prefix, is the writer's choice. A tag that closes itself has no content: readers pass it over.
_FURTHER_OUT = r"""\sr\s*=\s*["'](?:([A-Za-z]{{4,}}[0-9]*|[A-Za-z]{{0,3}}[0-9]{{8,}})
                   |([A-Za-z]{{1,3}}(?={down}["'])|{right}(?=[0-9]))([0-9]{{1,7}})["'][^>]*(?<!/)>
                   |({down})["'][^>]*>\s*<(?:\w+:)?c(?![^>]*\sr\s*=))"""
# The same for a first look by RE2, which is several times as quick but knows no conditions before or after.
_MAYBE = r"""\sr\s*=\s*["'](?:[A-Za-z]{{4}}|[A-Za-z]{{0,3}}(?:[0-9]{{8}}|{down}["'])|{right}[0-9])"""


class Area:
    """The outermost cells of one sheet, as far as its XML has been looked through.

    maybe : RE2 pattern of what is worth a closer look.
    """

    def __init__(self, member, path):
        self.member, self.path, self.size = member, path, 0
        self.row, self.column, self.cells = 1, b"", {}
        self._set_out()

    def _set_out(self):
        sides = {"down": _below(self.row), "right": _right_of(self.column.decode())}
        self._further_out = re.compile(_FURTHER_OUT.format(**sides).encode(), re.VERBOSE)
        self.maybe = _MAYBE.format(**sides)

    def look(self, piece):
        """Take in a piece of the XML, which begins with the end of the piece before.

        Raises
        ------
        InputError : a cell lies beyond the rows and columns that spreadsheet programs have.
        """
        place = 0
        while found := self._further_out.search(piece, place):
            place = found.end()
            if piece.rfind(b"<", 0, found.start()) > piece.rfind(b">", 0, found.start()):  # not in a text
                self._take(*found.groups(b""))

    def _take(self, beyond, letters, digits, row):
        if beyond:
            self._refuse(beyond)
        if int(digits or row) > self.row:
            self.row, self.cells["row"] = int(digits or row), letters + (digits or row)
        if (len(letters), letters.upper()) > (len(self.column), self.column):
            self.column, self.cells["column"] = letters.upper(), letters + digits
        self._set_out()

    def check(self):
        """Refuse an area that no memory holds and that is mostly empty.

        Raises
        ------
        InputError : names the sheet's file and the outermost cells.
        """
        if self.row * (place_of(self.column) + 1) > max(_MOST_CELLS, self.size // _BYTES_PER_CELL):
            self._refuse(*dict.fromkeys(self.cells[side] for side in ("column", "row") if side in self.cells))

    def _refuse(self, *addresses):
        names = " and ".join(address.decode()[:20] for address in addresses)
        cells, lie = ("the cells", "lie") if len(addresses) > 1 else ("the cell", "lies")
        raise InputError(f"{cells} {names} of {self.member} {lie} so far out that the sheet has no end",
                         file=self.path, expected=f"a sheet that spans at most {_MOST_CELLS:,} cells",
                         remedy="clear what lies far from the table, or copy the table to a new workbook")


def place_of(letters):
    """The place of a column by its letters.

    >>> place_of(b"A"), place_of(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place - 1


def stands_in(pattern, piece):
    """Whether a pattern of RE2 stands in some bytes."""
    return pc.match_substring_regex(pa.array([piece], pa.binary()), pattern)[0].as_py()


def _below(row):
    """Rows below one, rounded up to its first digit: rows mostly come in order, and not each is looked at.

    >>> [number for number in ("999", "1000", "1999", "2000", "10000") if re.fullmatch(_below(1000), number)]
    ['2000', '10000']
    """
    first, more = int(str(row)[0]) + 1, len(str(row)) - 1
    longer = f"[1-9][0-9]{{{more + 1},}}"
    return f"0*(?:[{first}-9][0-9]{{{more}}}|{longer})" if first < 10 else f"0*{longer}"


def _right_of(letters):
    """Columns to the right of one.

    >>> [name for name in ("C", "AB", "ac", "AD", "ba", "AAA") if re.fullmatch(_right_of("AC"), name)]
    ['AD', 'ba', 'AAA']
    """
    either = [f"[{letter}{letter.lower()}]" for letter in letters]
    right = ["".join(either[:place]) + f"[{chr(ord(letter) + 1)}-Z{chr(ord(letter) + 1).lower()}-z]"
             + f"[A-Za-z]{{{len(letters) - place - 1}}}" for place, letter in enumerate(letters) if letter != "Z"]
    wider = [f"[A-Za-z]{{{len(letters) + 1},3}}"] if len(letters) < 3 else []
    return "(?:" + "|".join([*right, *wider] or ["(?!)"]) + ")"
