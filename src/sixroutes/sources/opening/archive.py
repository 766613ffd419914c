"""Zip archives: the one table inside is unpacked; what could fill the disk or leads elsewhere is refused."""

import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ...errors import InputError

# No table shrinks to a hundredth: tabular exports shrink to a tenth, sheets of a workbook to a thirtieth.
_RATIO = 200
_SMALL = 100 << 20  # below this no ratio does harm
# What a damaged zip can raise: its directory, its names, its compression, its password, its end.
BROKEN = (zipfile.BadZipFile, zlib.error, UnicodeDecodeError, RuntimeError, EOFError, OSError)


def is_zip(path):
    """Whether the file begins like a zip archive."""
    with Path(path).open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def check_size(path):
    """Refuse a zip (or a workbook, which is one) that would unpack to many times its size.

    Raises
    ------
    InputError : it would unpack to more than 100 MB and 200 times its size.
    """
    if not is_zip(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except BROKEN:
        return  # opening it says what is wrong
    if size > _SMALL and size > _RATIO * Path(path).stat().st_size:
        raise InputError(f"it would unpack to {size >> 20:,} MB, more than {_RATIO} times its size", file=path,
                         remedy="unpack it yourself if you trust it, and name the file inside")


@contextmanager
def unpacked(path):
    """The file inside a zip, in a folder that is gone afterwards; any other file as it is.

    Raises
    ------
    InputError : more than one file inside, a path that leads out of the archive, a zip in a zip, an encrypted or broken
        one, or one that would fill the disk.
    """
    from .workbook import is_workbook

    path = Path(path)
    if not path.is_file() or not is_zip(path) or is_workbook(path):
        yield path
        return
    check_size(path)
    with tempfile.TemporaryDirectory() as folder:
        # A table of events says in which folder its file lies: that is the folder of the zip.
        room = Path(folder) / (path.resolve().parent.name or "zip")
        room.mkdir()
        yield _take_out(path, room)


def _take_out(path, folder):
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive, path)
            target = folder / PurePosixPath(member.filename).name
            with archive.open(member) as inside, target.open("wb") as outside:
                shutil.copyfileobj(inside, outside)
    except BROKEN as error:
        raise InputError(f"the zip cannot be unpacked: {error}", file=path,
                         remedy="unpack it yourself and name the file inside, or fetch it again") from error
    if is_zip(target):
        raise InputError("a zip (or a workbook) inside the zip", file=path, remedy="unpack it and name the file inside")
    return target


def _only_member(archive, path):
    members = [member for member in archive.infolist() if not member.is_dir()]
    outside = [member.filename for member in members
               if PurePosixPath(member.filename).is_absolute() or ".." in PurePosixPath(member.filename).parts
               or "\\" in member.filename or ":" in member.filename]
    if outside:
        raise InputError(f"the zip holds {outside[0]!r}, a path that leads out of it", file=path,
                         remedy="unpack it yourself and name the file inside")
    if len(members) != 1:
        raise InputError(f"the zip holds {len(members)} files", file=path, expected="one table",
                         remedy="unpack it, and name the file or the folder")
    return members[0]
