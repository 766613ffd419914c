"""One patent file, or one folder of tables, of any known layout: the modules of `patents/` that name a FORMAT.

A room has the same small face as its neighbours:

- ``FORMAT``: name of the layout; ``UNIT``: what one record of such a file is;
- ``COLUMNS``: {field: names that its column may have, in order of preference};
- ``NEEDED``: the fields without which a file has not this layout;
- ``read(path, source, as_of) -> Tables``;
- ``matches(glance) -> bool``, only where the columns alone do not tell.

A layout of several tables in one folder has ``TABLES`` in place of COLUMNS and NEEDED (see `patents/table_sets.py`).
"""

import difflib
import pkgutil
from importlib import import_module
from pathlib import Path

from ..errors import InputError
from . import patents
from .layout import glance, match_columns, plain_name
from .opening import encoding_doubt, unpacked
from .patents import table_sets

_DATES = ("日", "日期")


def rooms():
    """The known layouts as {FORMAT: module}, sorted by name.

    >>> sorted(rooms())  # doctest: +NORMALIZE_WHITESPACE
    ['chinese_headers', 'derwent', 'espacenet', 'google_patents', 'lens', 'patentscope', 'patentsview_mentions',
     'patentsview_tables', 'patstat_bulk', 'patstat_online']
    """
    names = sorted(found.name for found in pkgutil.iter_modules(patents.__path__))
    modules = [import_module(f"{patents.__name__}.{name}") for name in names]
    return {module.FORMAT: module for module in modules if hasattr(module, "FORMAT")}


def read(path, format="auto", *, source="patents", as_of=None):
    """One patent file, or folder of tables, as tables, with an account of every row.

    Parameters
    ----------
    path : the file or the folder.
    format : a key of `rooms()`; ``"auto"`` finds it by the content.
    source : name of the source; it stands in `patents.source` and in the account.
    as_of : last day that the reader wants to know of (YYYY-MM-DD); what was filed later is rejected.

    Returns
    -------
    Tables : `patents`, `applicants` and so on; in the account
        read = kept + duplicate + rejected.

    Raises
    ------
    InputError : no such file, or no known layout; names the nearest known one and what is missing.
    """
    with unpacked(path) as file:
        room = room_of(glance(file), format)
        return room.read(path if hasattr(room, "TABLES") else file, source, as_of)  # a table needs its neighbours


def room_of(seen, format="auto"):
    """The room that reads a file, by what is seen of it at first."""
    known = rooms()
    if format != "auto":
        if format not in known:
            near = difflib.get_close_matches(format, known, n=1) or sorted(known)
            raise InputError(f"unknown format {format!r}", file=seen.path,
                             expected="one of " + ", ".join(sorted(known)), remedy=f"did you mean {near[0]!r}?")
        if not fits(known[format], seen):
            raise _unlike(seen, known[format])
        return known[format]
    fitting = [room for room in known.values() if fits(room, seen)]
    if not fitting:
        raise _unlike(seen, max(known.values(), key=lambda room: _likeness(room, seen)))
    if len(fitting) > 1:
        names = [room.FORMAT for room in fitting]
        raise InputError(f"the file fits several layouts: {', '.join(names)}", file=seen.path,
                         remedy=f"name the one that is meant, for example format={names[0]!r}")
    return fitting[0]


def is_table_set(path):
    """Whether a path is a folder with the tables of one of the layouts that are several tables in one folder."""
    try:
        return Path(path).is_dir() and any(fits(room, seen) for seen in [glance(path)] for room in rooms().values())
    except InputError:  # whoever reads the files one by one says what is wrong with them
        return False


def fits(room, seen):
    """Whether a file or folder has the layout of a room, by what is seen of it at first."""
    if hasattr(room, "matches"):
        return room.matches(seen)
    if hasattr(room, "TABLES") or seen.path.is_dir():
        return bool(seen.tables) and hasattr(room, "TABLES") and not table_sets.missing_tables(room.TABLES, seen)
    found = match_columns(seen.columns, room.COLUMNS, seen.path)
    return all(found[field] for field in room.NEEDED)


def _likeness(room, seen):
    """How many fields of a layout the file has (nearly: half), by the share of those needed; of a set, its tables."""
    if hasattr(room, "TABLES") or seen.path.is_dir():
        return table_sets.likeness(room.TABLES, seen) if hasattr(room, "TABLES") else -1
    known = match_columns(seen.columns, room.COLUMNS, seen.path)
    others = _unused(seen, known)
    marks = {field: 1 if known[field] else 0.5 if _near(names, others) else 0 for field, names in room.COLUMNS.items()}
    return sum(marks.values()) * sum(marks[field] for field in room.NEEDED) / len(room.NEEDED)


def _unused(seen, found):
    """The columns of a file that stand for no field, sorted."""
    return sorted(set(seen.columns) - {name for names in found.values() for name in names})


def _near(names, columns):
    """The column that is nearly called like one of these names, and that name: (column, name), or None."""
    by_key = {plain_name(column): column for column in columns}
    pairs = [(difflib.SequenceMatcher(None, plain_name(name), key).ratio(), column, name)
             for name in names for key, column in by_key.items()
             if key.endswith(_DATES) == plain_name(name).endswith(_DATES)]  # 公开日 is no 公开号
    # A Chinese name is short: one sign more is a larger part of it.
    found = max((pair for pair in pairs if pair[0] >= (0.85 if pair[2].isascii() else 0.7)), default=None)
    return found[1:] if found else None


def _unlike(seen, room):
    """The error for a file or folder that does not have the layout of `room`, its nearest."""
    if hasattr(room, "TABLES") or seen.path.is_dir():
        return _no_set(seen, room)
    if not seen.columns:
        return InputError("the layout is not known: neither Parquet, a delimited text nor a workbook", file=seen.path,
                          expected="an export in one of the known layouts",
                          remedy="export it again; known are " + ", ".join(sorted(rooms())))
    found = match_columns(seen.columns, room.COLUMNS, seen.path)
    missing = [room.COLUMNS[field][0] for field in room.NEEDED if not found[field]]
    renames = [f"rename {near[0]!r} to {near[1]!r}" for field in room.NEEDED
               if not found[field] and (near := _near(room.COLUMNS[field], _unused(seen, found)))]
    problem = f"missing columns: {', '.join(missing)}" if missing else "its columns hold something else"
    remedy = "; ".join(renames) or "export the file again with these columns"
    return InputError(f"the layout is not known; the nearest is {room.FORMAT}; {problem}", file=seen.path,
                      remedy=remedy + encoding_doubt(seen.path))


def _no_set(seen, room):
    """The error where a folder is not the set of tables of `room`, or one of the two is no set at all."""
    if not seen.path.is_dir():
        return InputError(f"the layout {room.FORMAT} is a folder of several tables, not a file", file=seen.path,
                          expected="a folder with " + ", ".join(room.TABLES), remedy="name the folder")
    if not hasattr(room, "TABLES"):
        return InputError(f"this is a folder; the layout {room.FORMAT} is a single file", file=seen.path,
                          remedy="name the file in it that is meant")
    missing, hints = table_sets.what_is_missing(room.TABLES, seen)
    return InputError(f"the folder holds no known set of tables; the nearest is {room.FORMAT}; missing: {missing}",
                      file=seen.path, remedy=hints or "put these files into the folder, or name a single file in it")
