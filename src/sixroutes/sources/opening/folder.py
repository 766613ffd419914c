"""A folder of tables: every file in it, zipped or not, with its header; zipped files are unpacked one at a time."""

import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ...errors import InputError
from .archive import BROKEN, check_size, is_zip
from .encodings import HEAD_BYTES
from .records import header_of
from .workbook import is_workbook


def headers_in(folder):
    """The header of every file in a folder, in the order of their names: {name: columns}; () where it is no table.

    A zip stands for the files inside it. Folders within the folder and hidden files are passed over.

    Raises
    ------
    InputError : two files have the same name (one of them zipped), or a zip cannot be opened.
    """
    return {name: _header(*place) for name, place in sorted(_places(folder).items())}


@contextmanager
def file_in(folder, name):
    """One of the files of `headers_in` as a path; out of a zip, it is gone afterwards."""
    path, member = _places(folder)[name]
    if member is None:
        yield path
        return
    check_size(path)
    with tempfile.TemporaryDirectory() as room:
        yield _copy(path, member, Path(room) / name)


def size_in(folder, name):
    """How many bytes one of the files of `headers_in` has, unpacked."""
    path, member = _places(folder)[name]
    if member is None:
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return archive.getinfo(member).file_size


def _places(folder):
    """Where each file is: {name: (path, name inside the zip or None)}."""
    places = {}
    for path in sorted(Path(folder).iterdir()):
        if not path.is_file() or path.name.startswith("."):
            continue
        zipped = path.stat().st_size and is_zip(path) and not is_workbook(path)
        for member in _members(path) if zipped else [None]:
            name = PurePosixPath(member).name if zipped else path.name
            if name in places:
                raise InputError(f"the folder holds {name!r} twice, in {places[name][0].name} and {path.name}",
                                 file=folder, remedy="take one of the two out of the folder")
            places[name] = path, member
    return places


def _members(path):
    try:
        with zipfile.ZipFile(path) as archive:
            names = [member.filename for member in archive.infolist() if not member.is_dir()]
    except BROKEN as error:
        raise InputError(f"the zip cannot be opened: {error}", file=path, remedy="fetch it again") from error
    return [name for name in names if not PurePosixPath(name).name.startswith(".") and "__MACOSX/" not in name]


def _header(path, member):
    try:
        if member is None:
            return header_of(path)
        with tempfile.TemporaryDirectory() as room:
            return header_of(_copy(path, member, Path(room) / PurePosixPath(member).name, HEAD_BYTES))
    except InputError:  # a text about the tables, a picture: whoever needs it as a table says what is wrong with it
        return ()


def _copy(path, member, target, size=None):
    """A file out of a zip as the file `target`; at most its first `size` bytes, where that is given."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as inside, target.open("wb") as outside:
            if size is None:
                shutil.copyfileobj(inside, outside)
            else:
                outside.write(inside.read(size))
    except BROKEN as error:
        raise InputError(f"the zip cannot be unpacked: {error}", file=path,
                         remedy="unpack it yourself into the folder, or fetch it again") from error
    return target
