"""One patent file of any known layout. The known layouts are the modules of this folder that name a FORMAT.

A room has the same small face as its neighbours:

- ``FORMAT``: name of the layout; ``UNIT``: what one record of such a file is;
- ``COLUMNS``: the columns that it needs, {name: DuckDB type};
- ``SPELLINGS``, where columns have other names in some files: {name in COLUMNS: other names};
- ``matches(path) -> bool``: whether the file has this layout, by its content;
- ``read(path, source, as_of) -> Tables``.
"""

import difflib
import pkgutil
from dataclasses import fields
from importlib import import_module
from pathlib import Path

from ..errors import InputError
from ..schemas import CONTRACTS, check
from .layout import Tables, columns_of


def rooms():
    """The known layouts as {FORMAT: module}, sorted by name.

    >>> sorted(rooms())
    ['chinese_headers', 'google_patents', 'lens', 'patentsview_mentions']
    """
    names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"{__package__}.{name}") for name in names]
    return {module.FORMAT: module for module in modules if hasattr(module, "FORMAT")}


def read(path, format="auto", *, source="patents", as_of=None):
    """One patent file as tables, with an account of every row.

    Parameters
    ----------
    path : the file.
    format : a key of `rooms()`; ``"auto"`` finds it by the content of the file.
    source : name of the source; it stands in `patents.source` and in the account.
    as_of : last day that the reader wants to know of (YYYY-MM-DD); what was filed later is rejected.

    Returns
    -------
    Tables : `patents`, `applicants`, `citations`, `inventors`, `rejected`, `account`; in the account
        read = kept + duplicate + rejected.

    Raises
    ------
    InputError : no such file, or no known layout; names the nearest known one and the columns that are missing.
    """
    tables = _room(path, format).read(path, source, as_of)
    return Tables(**{field.name: check(getattr(tables, field.name), CONTRACTS[field.name]) for field in fields(Tables)})


def _room(path, format):
    known, columns = rooms(), columns_of(path)
    if format != "auto":
        if format not in known:
            near = difflib.get_close_matches(format, known, n=1) or sorted(known)
            raise InputError(f"unknown format {format!r}", file=path, expected="one of " + ", ".join(sorted(known)),
                             remedy=f"did you mean {near[0]!r}?")
        if not known[format].matches(path):
            raise _unlike(path, columns, known[format])
        return known[format]
    fitting = [room for room in known.values() if room.matches(path)]
    if not fitting:
        raise _unlike(path, columns, max(known.values(), key=lambda room: len(_shared(room, columns))))
    if len(fitting) > 1:
        names = [room.FORMAT for room in fitting]
        raise InputError(f"the file fits several layouts: {', '.join(names)}", file=path,
                         remedy=f"name the one that is meant, for example format={names[0]!r}")
    return fitting[0]


def _shared(room, columns):
    """Columns of the layout that the file has, or nearly has."""
    return [name for name in room.COLUMNS
            if any(difflib.get_close_matches(each, columns, n=1, cutoff=0.85) for each in _spelled(room, name))]


def _spelled(room, name):
    """The names that a needed column may have."""
    return (name, *getattr(room, "SPELLINGS", {}).get(name, ()))


def _unlike(path, columns, room):
    """The error for a file that does not have the layout of `room`, its nearest."""
    missing = [name for name in room.COLUMNS if not set(_spelled(room, name)) & set(columns)]
    if not columns:
        return InputError("the layout is not known: neither Parquet, a delimited text nor a workbook", file=path,
                          expected=f"for example {room.FORMAT} with the columns {', '.join(room.COLUMNS)}",
                          remedy="export it as one of the known layouts: " + ", ".join(sorted(rooms())))
    wrong = [f"{name} is {columns[name]}, not {room.COLUMNS[name]}" for name in room.COLUMNS
             if name in columns and columns[name].endswith("[]") != room.COLUMNS[name].endswith("[]")]
    renames = [f"rename {near[0]!r} to {name!r}" for name in missing
               if (near := difflib.get_close_matches(name, set(columns) - set(room.COLUMNS), n=1, cutoff=0.85))]
    problem = f"missing columns: {', '.join(missing)}" if missing else "wrong types: " + "; ".join(wrong)
    return InputError(f"the layout is not known; the nearest is {room.FORMAT}; {problem}", file=path,
                      remedy="; ".join(renames) or "export the file again with these columns")
