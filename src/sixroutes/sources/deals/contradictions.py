"""Rows of one deal that contradict one another: which of them is right cannot be known, so it is said."""

from typing import NamedTuple

from .cells import flag, partial_date, percent, plain


class Contradiction(NamedTuple):
    """Two rows of a deal that differ in a column, and what they say there."""

    column: str
    row: int
    said: str
    other_row: int
    other_said: str

    def __str__(self):
        return f"{self.column} ({self.said!r} in row {self.row}, {self.other_said!r} in row {self.other_row})"


# ASSUME: Where rows of one deal of SDC or Zephyr contradict one another, the first that says something counts, and of
# stakes the largest; the note of the event says in what they differ.
def contradictions(rows, said_once, columns, dates, order):
    """Where rows of one deal say different things of it, the first for each field; an empty cell says nothing.

    Parameters
    ----------
    said_once : {field: fields that tell what it is said of, () = the deal}; rows where none of these is filled go on
        with the row above and are not compared.
    columns : {field: column of the file}; dates : fields with dates; order : of slashed dates, see `partial_date`.
    """
    found = []
    for field in filter(columns.get, said_once):
        first = {}
        for row in filter(lambda row, field=field: plain(row[field]), rows):
            of_what = tuple(plain(row[part]).casefold() for part in said_once[field])
            if of_what and not any(of_what):
                continue
            above = first.setdefault(of_what, row)
            if _meant(row[field], field in dates, order) != _meant(above[field], field in dates, order):
                found.append(Contradiction(columns[field], above["source_row"], plain(above[field]), row["source_row"],
                                           plain(row[field])))
                break
    return found


def _meant(cell, is_date, order):
    """What a cell says, however it is written."""
    for reader in (lambda text: partial_date(text, order),) if is_date else (flag, percent):
        try:
            return reader(cell)
        except ValueError:
            pass
    return plain(cell).casefold()
