"""From the rows of an export to its deals: fields under their names, rows of one deal together, faults collected."""

from bisect import bisect
from itertools import product

from ...errors import InputError
from .cells import check_computed, day_order, plain
from .contradictions import contradictions
from .exports import Deals
from .headers import column_key, columns_for
from .shape import DEAL, Unusable, place_of, rejection, rejections
from .sheets import headers_of, sheets_of


def has_table(path, spellings, needed):
    """Whether a table of the file has every needed field, see `tables_with`."""
    names = [name for names in spellings.values() for name in names]
    return any(set(needed) <= set(columns_for(columns, spellings)) for columns in headers_of(path, names))


def tables_with(path, spellings, needed):
    """The tables of a file that have every needed field, as [(sheet, {field: column})].

    Parameters
    ----------
    spellings : {field: names of its column}; needed : fields without which a table has another layout.

    Raises
    ------
    InputError : such a table has one of these columns twice, or an error of a spreadsheet in its header.
    """
    found = [(sheet, columns_for(sheet.columns, spellings))
             for sheet in sheets_of(path, [name for names in spellings.values() for name in names])]
    found = [(sheet, columns) for sheet, columns in found if set(needed) <= set(columns)]
    for sheet, columns in found:
        _check_header(path, sheet.columns, columns.values())
    return found


def _check_header(path, names, used):
    keys = [column_key(name) for name in names]
    twice = [name for name in used if keys.count(column_key(name)) > 1]
    if twice:
        raise InputError("the same column twice", file=path, column=twice[0],
                         remedy="delete or rename one of the two, or export the file again")
    for name in names:
        try:
            check_computed(name)
        except ValueError as error:
            raise InputError(f"the header holds {error}", file=path, column=name,
                             remedy="type the name of the column") from None


def fields_of(sheet, columns, spellings):
    """The records of a table by field: [dict], each with every field as text, `source_row` and `sheet`."""
    empty = dict.fromkeys(spellings, "")
    return [{**empty, "source_row": record["source_row"], "sheet": sheet.name,
             **{field: record[column] or "" for field, column in columns.items()}} for record in sheet.records]


def order_of_dates(rows, fields, default, path, columns):
    """How the slashed dates of a file are meant, see `day_order`.

    Raises
    ------
    InputError : dates with the day first and dates with the month first.
    """
    try:
        return day_order([row[field] for field in fields for row in rows], default)
    except ValueError as error:
        raise InputError(f"the file has {error}", file=path, column=columns.get(fields[0]),
                         expected="one order in all dates",
                         remedy="export it again, with dates as YYYY-MM-DD or in date cells") from error


def value(reader, row, field, *arguments):
    """A field of a row, read.

    Raises
    ------
    Unusable : it cannot be read; says why.
    """
    try:
        return reader(row[field], *arguments)
    except ValueError as error:
        raise Unusable(field, plain(row[field]), str(error)) from None


def first_given(rows, field):
    """The first row of a deal that says something in a field, or the first row."""
    return next((row for row in rows if plain(row[field])), rows[0])


def words(row, field):
    """A field as plain text.

    Raises
    ------
    Unusable : a formula that was not worked out, or its error.
    """
    text = plain(row[field])
    try:
        check_computed(text)
    except ValueError as error:
        raise Unusable(field, text, str(error)) from None
    return text


def collect(path, room, groups, columns, read_deal, faulty=(), sheets=()):
    """The deals of a file out of its rows.

    Parameters
    ----------
    room : module with FORMAT and UNIT.
    groups : {deal_id: rows of the deal}, in the order of the file.
    columns : {field: column of the file}.
    read_deal : function of (deal_id, rows) that gives the deal as a dict, or raises Unusable.
    faulty : [(row, Unusable)] that belong to no deal.
    sheets : the tables of the file, whose faults are told, too.
    """
    place, deals = place_of(path), []
    alone = [(row["sheet"], row["source_row"], unusable) for row, unusable in faulty]
    alone += [(sheet.name, row, Unusable("row", value, reason))
              for sheet in sheets for row, value, reason in sheet.faults]
    gone = [rejection(place, sheet, row, columns, unusable) for sheet, row, unusable in alone]
    for deal_id, rows in groups.items():
        try:
            for row, field in product(rows, columns):
                words(row, field)  # a cell that could not be worked out must not pass for an empty one
            deals.append({**DEAL, "deal_id": deal_id, "source_row": rows[0]["source_row"], "sheet": rows[0]["sheet"],
                          **read_deal(deal_id, rows)})
        except Unusable as unusable:
            gone += [rejection(place, row["sheet"], row["source_row"], columns, unusable) for row in rows]
    every = {deal_id: [(row["sheet"], row["source_row"]) for row in rows] for deal_id, rows in groups.items()}
    every[None] = [(sheet, row) for sheet, row, _ in alone]
    return Deals(place, room.FORMAT, room.UNIT, deals, every, rejections(gone), columns)


def numbered_deals(path, room, prefix, dates, default, read_deal):
    """The deals of an export whose deals have numbers: rows of one number are one deal, the id is prefix and number.

    Parameters
    ----------
    room : module with FORMAT, UNIT, COLUMNS, NEEDED and SAID_ONCE (see `contradictions`).
    dates : the fields with dates; default : which comes first in slashed ones where nothing tells.
    read_deal : function of the rows of a deal and the order of its dates that gives the deal as a dict.
    """
    [(sheet, columns), *_] = tables_with(path, room.COLUMNS, room.NEEDED)
    rows = fields_of(sheet, columns, room.COLUMNS)
    order = order_of_dates(rows, dates, default, path, columns)
    groups, faulty = grouped(rows, "number", [row for row, *_ in sheet.faults])
    groups = {f"{prefix}-{number}": group for number, group in groups.items()}

    def read(_, group):
        return {**read_deal(group, order),
                "contradictions": contradictions(group, room.SAID_ONCE, columns, dates, order)}
    return collect(path, room, groups, columns, read, faulty, [sheet])


def grouped(rows, field, damaged=()):
    """The rows of a file by the number of their deal; a row without one belongs to the deal above.

    Parameters
    ----------
    damaged : places of the rows that are no records, sorted; any of them may have begun another deal.

    Returns
    -------
    ({number: rows}, [(row, Unusable)] of the rows above the first number, or below a damaged row).
    """
    groups, faulty, number, above = {}, [], "", 0
    for row in rows:
        broken = bisect(damaged, above) < bisect(damaged, row["source_row"])
        number, above = plain(row[field]) or ("" if broken else number), row["source_row"]
        if number:
            groups.setdefault(number, []).append(row)
        else:
            faulty.append((row, Unusable(field, None, "no number, and no deal above that the row could belong to")))
    return groups, faulty
