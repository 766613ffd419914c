"""One figure by its name: the registry of rooms is the folder itself."""

import difflib
import pkgutil
from importlib import import_module
from pathlib import Path

from ..errors import InputError
from ..vocabulary import LANGUAGES

FOLDER = Path(__file__).parent


def rooms():
    """Names of the figures: the modules of this folder that say which tables they need."""
    return [name for name in sorted(found.name for found in pkgutil.iter_modules([str(FOLDER)])) if _room(name)]


def _room(name):
    """The module of a figure; None where there is none. Only this one is loaded, not its neighbours."""
    if not str(name).isidentifier() or not (FOLDER / f"{name}.py").is_file():
        return None
    module = import_module(f"{__package__}.{name}")
    return module if hasattr(module, "NEEDS") else None


def draw(name, language, data, cluster=None):
    """The figure `name` as a Plotly figure.

    Parameters
    ----------
    name : name of the figure, which is the name of its module.
    language : "en" or "zh".
    data : {table: frame}; more tables than the figure needs do no harm.
    cluster : identifier of the cluster, for figures of one cluster.

    Raises
    ------
    InputError : unknown figure or language, or a table that the figure needs is not in `data`.
    """
    if language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}", expected=" or ".join(LANGUAGES))
    room = _room(name)
    if room is None:
        raise InputError(f"unknown figure {name!r}", expected="one of " + ", ".join(rooms()), remedy=_nearest(name))
    missing = [table for table in room.NEEDS if table not in data]
    if missing:
        raise InputError(f"the figure {name!r} lacks the table {missing[0]!r}",
                         expected="the tables " + ", ".join(room.NEEDS),
                         remedy=f"add {missing[0]!r} to the cell of the notebook that reads the tables")
    return room.draw(data, language, cluster)


def _nearest(name):
    near = difflib.get_close_matches(str(name), rooms(), n=1)
    return f"did you mean {near[0]!r}?" if near else "take one of these names"
