"""PatentsView's bulk tables from the Open Data Portal of the US Patent and Trademark Office, release by release.

The portal's list is one answer in JSON: bulkDataProductBag[0].productFileBag.fileDataBag holds one entry per file, with
fileName, fileSize, fileReleaseDate and fileDownloadURI (https://data.uspto.gov/apis/bulk-data/product).
"""

import http.client
import json
import os
import re
import shutil
import time
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from ...errors import InputError
from ...tables import replacing
from ..facts import nearest
from .downloading import ROUNDING, discard, disk_trouble, download, part_of, sidecar_of
from .progress import Progress, size
from .requesting import KEY_HELP, Access, broken, get, patiently
from .wheels import sha256

BASE = "https://api.uspto.gov/api/v1/datasets/products"
PRODUCT = "PVGPATDIS"
DEFAULT_TABLES = ("g_patent", "g_application", "g_assignee_not_disambiguated", "g_assignee_disambiguated",
                  "g_inventor_disambiguated", "g_location_not_disambiguated", "g_location_disambiguated",
                  "g_cpc_current", "g_us_patent_citation")
CHECKSUMS = "SHA256SUMS"
_BETWEEN_FILES = 2  # seconds: the portal allows five files in ten seconds


@dataclass(frozen=True)
class Listed:
    """One file of the portal's list."""

    table: str
    released: str
    size: int
    url: str

    @property
    def release(self):
        return self.released[:10]

    @property
    def file_name(self):
        return f"{self.table}.tsv.zip"


def fetch_patentsview(folder, tables=DEFAULT_TABLES, *, release=None, key=None, base=None, sleep=time.sleep,
                      progress=None):
    """Put PatentsView's tables at `{folder}/{release}/{table}.tsv.zip`, checked, each fetched once per release.

    Checksums stand in `{folder}/{release}/SHA256SUMS` and are checked in every run. What is there is not fetched again;
    what was cut off goes on where it stopped. With `release`, nothing is asked when all its tables are there.

    Parameters
    ----------
    folder : where the releases lie, one folder each.
    tables : names of the tables, without ``.tsv.zip``.
    release : day of the release, YYYY-MM-DD; None = of each table the newest that the portal lists.
    key : API key of the portal; None = the environment variable USPTO_API_KEY. It goes to the portal's host only.
    base : address of the portal; None = the environment variable USPTO_API_BASE, else the public one.
    sleep, progress : how to wait and what to tell (`progress.Progress`).

    Returns
    -------
    dict : {table: path of its zip file}, in the order of `tables`.

    Raises
    ------
    InputError : no key or a refused one, an unknown table or release, a limit of the portal, a transfer that stays
        broken, a file that is not as announced or no sound zip of one table, no room on the disk.
    """
    folder, progress = Path(folder), progress or Progress()
    tables = _named([tables] if isinstance(tables, str) else tables)
    if release and all(_is_held(folder / _day(release), f"{table}.tsv.zip", progress.say) for table in tables):
        progress.say(f"PatentsView, release {release}: all {len(tables)} table(s) are there.")
        return {table: folder / release / f"{table}.tsv.zip" for table in tables}
    access = Access(base or os.environ.get("USPTO_API_BASE") or BASE, _key(key), progress.say, sleep)
    chosen = _choose(_list_files(access), tables, release)
    missing = [each for each in chosen if not _is_held(folder / each.release, each.file_name, progress.say, each.size)]
    _say_plan(chosen, missing, progress.say)
    _check_room(folder, missing)
    for number, each in enumerate(missing):
        if number:
            sleep(_BETWEEN_FILES)
        _fetch(each, folder / each.release, access, progress)
    return {each.table: folder / each.release / each.file_name for each in chosen}


def _named(tables):
    """The names of the tables, each once; a name becomes part of a path, so it has to be one."""
    for table in tables:
        if not re.fullmatch(r"[a-z0-9_]+", table):
            raise InputError(f"{table!r} is no name of a table", column="tables", expected="a name such as g_patent",
                             remedy=nearest(table, DEFAULT_TABLES) or "see docs/formats/patentsview.md")
    return list(dict.fromkeys(tables))


def _key(key):
    key = (key or os.environ.get("USPTO_API_KEY") or "").strip()
    if not key:
        raise InputError("no API key for USPTO's Open Data Portal", expected="a key in the environment variable "
                         "USPTO_API_KEY", remedy=KEY_HELP)
    if not re.fullmatch(r"[!-~]+", key):  # checked here, because http.client would print it in its error
        raise InputError("the environment variable USPTO_API_KEY holds signs that no key has (not shown here)",
                         expected="letters and digits without spaces", remedy=KEY_HELP)
    return key


def _day(release):
    """The release as the name of its folder: a day, nothing else.

    >>> _day("2026-04-10")
    '2026-04-10'
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", release):
            return date.fromisoformat(release).isoformat()
    except (TypeError, ValueError):
        pass
    raise InputError(f"{release!r} is no day", column="release", expected="YYYY-MM-DD",
                     remedy="for example 2026-04-10; leave it out for the newest")


def _list_files(access):
    """The tables that the portal lists, {table: files of all its releases, newest first}."""
    def ask():
        # No filter by date in the address: the portal's filters drop files that fit.
        with get(f"{access.base.rstrip('/')}/{PRODUCT}", access, {"Accept": "application/json"}) as response:
            try:
                return response.read()
            except (OSError, http.client.HTTPException) as error:
                raise broken(error) from None

    return read_list(patiently(ask, access, f"list of {PRODUCT}"))


def read_list(answer):
    """The tables in the portal's answer, {table: its files, newest release first}; other files are passed over.

    Raises
    ------
    InputError : the answer has another form than the documented one.

    >>> uri = "https://api.uspto.gov/api/v1/datasets/products/files/PVGPATDIS/g_patent.tsv.zip"
    >>> entry = {"fileName": "g_patent.tsv.zip", "fileSize": 232076712, "fileReleaseDate": "2026-04-10 09:37:53",
    ...          "fileDownloadURI": uri}
    >>> files = read_list(json.dumps({"bulkDataProductBag": [{"productFileBag": {"fileDataBag": [entry]}}]}))
    >>> files["g_patent"][0].release, files["g_patent"][0].size
    ('2026-04-10', 232076712)
    """
    tables = {}
    try:
        for entry in json.loads(answer)["bulkDataProductBag"][0]["productFileBag"]["fileDataBag"]:
            if named := re.fullmatch(r"([a-z0-9_]+)\.tsv\.zip", entry["fileName"]):
                listed = Listed(named[1], entry["fileReleaseDate"], int(entry["fileSize"]), entry["fileDownloadURI"])
                _day(listed.release)
                tables.setdefault(listed.table, []).append(listed)
    except (LookupError, TypeError, ValueError) as error:
        raise InputError(f"the portal's list has not the form that is known ({type(error).__name__}: "
                         f"{str(error)[:200]})", file=f"list of {PRODUCT}", expected="bulkDataProductBag with "
                         "fileName, fileSize, fileReleaseDate and fileDownloadURI of each file",
                         remedy="try again later; if it stays so, the portal has changed: see "
                         "https://data.uspto.gov/apis/bulk-data/product") from error
    return {table: sorted(files, key=lambda each: each.released, reverse=True) for table, files in tables.items()}


def _choose(files, tables, release):
    """Of each wanted table the file of the release, or the newest."""
    chosen = []
    for table in tables:
        if table not in files:
            raise InputError(f"the portal has no table {table!r}", column="tables",
                             expected="one of " + ", ".join(sorted(files)),
                             remedy=nearest(table, files) or "name one of these")
        fitting = [each for each in files[table] if release in (None, each.release)]
        if not fitting:
            listed = sorted({each.release for each in files[table]})
            raise InputError(f"the portal does not list {table} of the release {release}", column="release",
                             expected="one of " + ", ".join(listed), remedy="leave the release out for the newest; an "
                             "older one has to come from a copy of your own")
        chosen.append(fitting[0])
    return chosen


def _say_plan(chosen, missing, say):
    """What will be fetched and how big it is, before it starts."""
    releases = sorted({each.release for each in chosen})
    say(f"PatentsView, release {', '.join(releases)}: {len(chosen)} table(s) wanted, {len(chosen) - len(missing)} "
        f"there, {len(missing)} to fetch ({size(sum(each.size for each in missing))})"
        + (":" if missing else "."))
    for each in missing:
        say(f"  {each.table}  {size(each.size)}  {each.release}")
    if len(releases) > 1:
        say("  The tables are not of one release: each lies in the folder of its own, and their keys may differ.")


def _check_room(folder, missing):
    """The disk has to hold what is to come, before hours of transfer."""
    parts = [part_of(folder / each.release / each.file_name) for each in missing]
    needed = sum(each.size for each in missing) - sum(part.stat().st_size for part in parts if part.is_file())
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free
    if needed > free:
        raise InputError(f"{size(needed)} are to come, {size(free)} are free", file=folder,
                         remedy="make room, name fewer tables with --tables, or another folder with --to")


def _fetch(listed, folder, access, progress):
    """One file: transfer, checks, its line in SHA256SUMS, and only then its own name."""
    target = folder / listed.file_name
    progress.begin(listed.table)
    part = download(listed.url, target, listed.release, listed.size, access, progress.move)
    try:
        check_zip(part, target.name)
    except InputError:
        discard(part)  # it is as long as announced, so there is nothing to go on with
        raise
    try:
        _write_sums(folder, {**_sums(folder), target.name: sha256(part)})
        os.replace(part, target)
        sidecar_of(part).unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(error, target) from error
    progress.say(f"{listed.table}: {size(target.stat().st_size)}, checked, {target}")


def check_zip(path, name):
    """Whether a zip is whole and holds one table: every checksum inside, one .tsv, no path that leads out.

    Raises
    ------
    InputError : it is not; `name` is how the file is called in the message.
    """
    remedy = "run the same command again; if it stays so, the file on the portal is damaged"
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
            _check_members(members, name, remedy)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"not a sound zip file: {error}", file=name, remedy=remedy) from error
    if damaged:
        raise InputError(f"the content of {damaged} is damaged", file=name, remedy=remedy)


def _check_members(members, name, remedy):
    for member in members:
        path = PurePosixPath(member)
        if path.is_absolute() or ".." in path.parts or "\\" in member or ":" in member:
            raise InputError(f"the zip file holds {member!r}, which leads out of it", file=name,
                             remedy="do not unpack it; tell the portal")
    tables = [member for member in members if member.endswith(".tsv")]
    if len(tables) != 1:
        raise InputError(f"the zip file holds {len(tables)} tables", file=name, expected="one file *.tsv",
                         remedy=remedy)


def _is_held(folder, name, say, listed_size=None):
    """Whether the file is there as SHA256SUMS has it; if not, says why it is fetched again."""
    path, known = folder / name, _sums(folder).get(name)
    if not path.is_file():
        return False
    if listed_size is not None and abs(path.stat().st_size - listed_size) > ROUNDING:
        say(f"{path}: the portal lists another size for this release; fetching it again")
        return False
    if known is None:
        return _adopt(folder, name, say)
    if sha256(path) != known:
        say(f"{path}: the checksum is not that of {CHECKSUMS}; fetching it again")
        return False
    return True


def _adopt(folder, name, say):
    """A file without a checksum, put there by hand: kept if it is sound."""
    try:
        check_zip(folder / name, name)
    except InputError as error:
        say(f"{folder / name}: {error.problem}; fetching it again")
        return False
    _write_sums(folder, {**_sums(folder), name: sha256(folder / name)})
    say(f"{folder / name}: was there without a checksum; it is sound and has one now")
    return True


def _sums(folder):
    """SHA256SUMS as {file name: checksum}; lines of another form are passed over."""
    try:
        text = (folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    return {name: digits for digits, name in re.findall(r"^([0-9a-f]{64})  ([a-z0-9_.]+)$", text, re.MULTILINE)}


def _write_sums(folder, sums):
    """SHA256SUMS in the form that `sha256sum --check` reads, sorted by file name."""
    with replacing(folder / CHECKSUMS) as temporary:
        temporary.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8")
