"""One large file over HTTP into `{target}.part`, taken up again where the last try or the last run stopped."""

import errno
import http.client
import json
import re
from pathlib import Path

from ...errors import InputError
from ...tables import replacing
from .requesting import OutOfRange, Passing, broken, get, patiently

# Sizes in the portal's lists are often multiples of 10, those of the files are not: they are taken as rounded.
ROUNDING = 1000
_CHUNK = 1 << 20
_HEAD = 1 << 16
_ZIP = b"PK"


def download(url, target, release, size, access, move=None):
    """The zip behind `url` as `{target}.part`, whole: as long as the server announced it.

    A sidecar, `{target}.part.json`, holds what the part is of (release, size, ETag, Last-Modified). A part goes on by
    Range and If-Range; where the server does not do that, or has another file by now, it starts again.

    Parameters
    ----------
    url : address of the file, as the portal's list gives it; the answer may be the file, a redirect, or a message in
        JSON that holds a signed address.
    target : where the file will lie; it is not touched.
    release : date of the release that the list gives; a part of another release is thrown away.
    size : bytes as the list gives them.
    access : `requesting.Access`.
    move : called with (bytes there, bytes in all) after each piece.

    Returns
    -------
    Path : the part.

    Raises
    ------
    InputError : refused, no zip, another size than announced, disk full, or still broken after all tries.
    """
    part = part_of(target)
    label = {"url": url, "release": release}
    move = move or (lambda done, total: None)
    _check_writable(part)
    patiently(lambda: _go_on(part, label, size, access, move), access, Path(target).name)
    return part


def part_of(target):
    """The part of a file, and the sidecar of a part.

    >>> part_of("g_patent.tsv.zip").name, sidecar_of(part_of("g_patent.tsv.zip")).name
    ('g_patent.tsv.zip.part', 'g_patent.tsv.zip.part.json')
    """
    return Path(f"{target}.part")


def sidecar_of(part):
    return Path(f"{part}.json")


def discard(part):
    """Remove a part and its sidecar."""
    part.unlink(missing_ok=True)
    sidecar_of(part).unlink(missing_ok=True)


def _check_writable(part):
    """Before the first request, because every request of a file counts."""
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.open("ab").close()
    except OSError as error:
        raise disk_trouble(error, part) from error


def _go_on(part, label, size, access, move):
    """One try: ask for what is missing, and write it."""
    known = _known(part, label)
    done = part.stat().st_size if known else 0
    if known and done == known["size"]:
        return
    headers = {"Range": f"bytes={done}-", "If-Range": known["etag"] or known["last_modified"]} if done else {}
    try:
        response, head = _open(label["url"], access, headers, part)
    except OutOfRange:
        discard(part)
        raise
    with response:
        if response.status == 206:
            _check_same(response, known, done, part)
        else:
            if done:
                access.say(f"{part.stem}: the server does not go on with this part; starting again")
            known, done = _begin(response, label, size, part), 0
        _write(part, done, head, response, known["size"], move)
    _check_size(part, known["size"])


def _known(part, label):
    """The sidecar of a part that can be used; otherwise None, and part and sidecar are removed."""
    try:
        known = json.loads(sidecar_of(part).read_text(encoding="utf-8"))
        done = part.stat().st_size
        same = {name: known[name] for name in label} == label
        can_go_on = done < known["size"] and (known["etag"] or known["last_modified"])
        if same and (done == known["size"] or can_go_on):
            return known
    except (OSError, ValueError, KeyError, TypeError):
        pass
    discard(part)
    return None


def _open(url, access, headers, part, further=1):
    """The answer that carries the file, and its first bytes where they had to be looked at."""
    response = get(url, access, headers)
    if response.status == 206:
        return response, b""
    with_file = False
    try:
        head = _read(response.read, _HEAD)
        with_file = head.startswith(_ZIP)
    finally:
        if not with_file:
            response.close()
    if with_file:
        return response, head
    address = _address_in(head)
    if address and further:
        return _open(address, access, headers, part, further - 1)
    raise _no_zip(head, part)


def _address_in(head):
    """The address in a JSON message of the portal; None where there is none.

    >>> _address_in(b'{"message": "https://data.uspto.gov/x.zip?Signature=a. You submitted 3 requests."}')
    'https://data.uspto.gov/x.zip?Signature=a'
    """
    try:
        text = json.dumps(json.loads(head), ensure_ascii=False)
    except ValueError:
        return None
    found = re.search(r"https?://[^\s\"'<>\\]+", text)
    return found[0].rstrip(".,;") if found else None


def _no_zip(head, part):
    if not head:
        return Passing("the connection was cut before the first byte")
    page = head.lstrip()[:9].lower().startswith((b"<!doctype", b"<html"))
    return InputError(f"the portal sent {'a web page' if page else 'something else'} instead of a zip file",
                      file=part.stem, remedy="check the key, and run the same command again; if it stays so, the "
                      "portal may have changed: see https://data.uspto.gov/apis/bulk-data/download")


def _check_same(response, known, done, part):
    """Whether a 206 really goes on with the part that is here."""
    span = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", response.headers.get("Content-Range", ""))
    etag = response.headers.get("ETag")
    same = span and known and int(span[1]) == done and int(span[2]) == known["size"]
    if not same or (etag and known["etag"] and etag != known["etag"]):
        discard(part)
        raise Passing("the file on the portal has changed")


def _begin(response, label, size, part):
    """The sidecar of a file that starts from its first byte."""
    length = response.headers.get("Content-Length")
    announced = int(length) if length and length.isdigit() else size
    if abs(announced - size) > ROUNDING:
        raise InputError(f"the portal's list gives {size:,} bytes, the transfer {announced:,}", file=part.stem,
                         remedy="run the same command again; a new release may just have been put up")
    etag = response.headers.get("ETag", "")
    # A weak ETag does not promise the same bytes.
    known = {**label, "size": announced, "etag": "" if etag.startswith("W/") else etag,
             "last_modified": response.headers.get("Last-Modified", "")}
    discard(part)
    try:
        part.touch()
        with replacing(sidecar_of(part)) as temporary:
            temporary.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise disk_trouble(error, part) from error
    return known


def _write(part, done, head, response, size, move):
    """Append what arrives to the part; what is there stays there, whatever happens."""
    try:
        with part.open("ab") as stream:
            for piece in _pieces(head, response):
                stream.write(piece)
                stream.flush()
                done += len(piece)
                move(done, size)
    except OSError as error:
        raise disk_trouble(error, part) from error


def _pieces(head, response):
    if head:
        yield head
    while piece := _read(response.read1, _CHUNK):
        yield piece


def _read(read, amount):
    """What `read` gives, empty at the end. No OSError of the network gets out, so that the disk's can be told."""
    try:
        return read(amount)
    except http.client.IncompleteRead as error:
        return error.partial
    except (OSError, http.client.HTTPException) as error:
        raise broken(error) from None


def _check_size(part, size):
    there = part.stat().st_size
    if there == size:
        return
    if there < size:
        raise Passing(f"the connection was cut after {there:,} of {size:,} bytes")
    discard(part)
    raise InputError(f"{there:,} bytes arrived, {size:,} were announced", file=part.stem,
                     remedy="run the same command again")


def disk_trouble(error, path):
    """The error for a file that could not be written."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return InputError("the disk is full" if full else f"the file cannot be written ({error.strerror})", file=path,
                      remedy=f"make room{' there' if full else ', or check the rights of the folder,'} or name another "
                      "folder with --to, and run the same command again; what has arrived is kept")
