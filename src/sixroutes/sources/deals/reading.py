"""One event file of any known layout. The known layouts are the modules of this folder that name a FORMAT.

A room has the same small face as its neighbours:

- ``FORMAT``: name of the layout; ``UNIT``: what one row of such a file is;
- ``COLUMNS``: {field: the names that its column may have}; ``NEEDED``: fields without which a file has another layout;
- ``matches(path) -> bool``: whether the file has this layout, by its content;
- ``read(path)``: what the file says, with ``account()``, ``rejected`` and ``book(facts, clusters, base, as_of)``.
"""

import pkgutil
from importlib import import_module
from pathlib import Path

from ...errors import InputError
from ..opening import encoding_doubt, unpacked
from .headers import columns_for, near_column
from .sheets import headers_of


def rooms():
    """The known layouts of events as {FORMAT: module}, sorted by name.

    >>> sorted(rooms())
    ['event_template', 'investment_tracker', 'sdc_alliances', 'zephyr']
    """
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{__package__}.{name}") for name in names]
    found = {module.FORMAT: module for module in modules if hasattr(module, "FORMAT")}
    return dict(sorted(found.items()))


def read(path):
    """One event file, or the one inside a zip, before anything is known of the study.

    Raises
    ------
    InputError : no such file, or no known layout; names the nearest known one and the columns that are missing.
    """
    with unpacked(path) as file:
        fitting = [room for room in rooms().values() if room.matches(file)]
        if len(fitting) == 1:
            return fitting[0].read(file)
        if fitting:
            raise InputError("the file fits several layouts: " + ", ".join(room.FORMAT for room in fitting), file=path,
                             remedy="remove the columns that belong to another layout")
        raise _unlike(file)


def read_event_file(path, facts, clusters=None, base="independent", as_of=None):
    """One event file as the tables of a study.

    Parameters
    ----------
    path : a template, or an export of a known layout.
    facts : {name: frame} of the curated tables, of which `firms` is used.
    clusters : clusters of the study (None = all); base : evidence base that the events belong to.
    as_of : last day that the study knows of; deals after it are rejected.

    Returns
    -------
    dict : the frames `events`, `partners`, `rejected` and `account`.

    Raises
    ------
    InputError : the file cannot be read, or has no known layout.
    """
    return read(path).book(facts, clusters, base, as_of)


def looks_like_events(path):
    """Whether a file is an event file, or nearly one: a table has more than half of what some layout needs."""
    return any(len(_shared(room, columns)) * 2 > len(room.NEEDED) for room, columns in _looks(path))


def understood(path):
    """How the columns of an event file are understood: ({field: column}, {column not used: what it may be meant for}).

    What it may be meant for is the name of a field that no column has, or None.
    """
    with unpacked(path) as file:
        room = next(room for room in rooms().values() if room.matches(file))
        columns = next(columns for other, columns in _looks(file)
                       if other is room and set(room.NEEDED) <= set(columns_for(columns, room.COLUMNS)))
    found = columns_for(columns, room.COLUMNS)
    others = dict.fromkeys(name for name in columns if name not in found.values())
    for field, names in room.COLUMNS.items():
        near = near_column([name for name, meant in others.items() if not meant], names) if field not in found else None
        if near:
            others[near] = field
    return found, others


def _looks(path):
    """Every layout beside the columns of every table of the file that has one of its columns."""
    for room in rooms().values():
        for columns in headers_of(path, [name for names in room.COLUMNS.values() for name in names]):
            yield room, columns


def _shared(room, columns):
    """The fields that a layout needs and a table has, or nearly has."""
    found = columns_for(columns, room.COLUMNS)
    return [field for field in room.NEEDED if field in found or near_column(columns, room.COLUMNS[field])]


def _unlike(path):
    """The error for a file of no known layout: the nearest, and what is missing."""
    looks = list(_looks(path))
    if not looks:
        return InputError("the layout is not known: no table has a column of any event layout", file=path,
                          expected="one of " + ", ".join(sorted(rooms())),
                          remedy="see docs/formats, or copy the rows into the template (sixroutes new)")
    room, columns = max(looks, key=lambda look: len(_shared(*look)) / len(look[0].NEEDED))
    found = columns_for(columns, room.COLUMNS)
    missing = [field for field in room.NEEDED if field not in found]
    near = {field: near_column([name for name in columns if name not in found.values()], room.COLUMNS[field])
            for field in missing}
    renames = [f"rename {name!r} to {room.COLUMNS[field][0]!r}" for field, name in near.items() if name]
    return InputError(f"the layout is not known; the nearest is {room.FORMAT}; missing columns: "
                      + ", ".join(room.COLUMNS[field][0] for field in missing), file=path,
                      remedy=("; ".join(renames) or "export the file again with these columns") + encoding_doubt(path))
