"""One file from a server on this machine: cut, taken up again, changed, redirected, refused."""

import errno
import json
from pathlib import Path

import pytest

from sixroutes.errors import InputError
from sixroutes.sources.fetching import requesting
from sixroutes.sources.fetching.downloading import download, part_of, sidecar_of
from sixroutes.sources.fetching.requesting import PAUSES, Access

NAME = "g_patent.tsv.zip"


@pytest.fixture
def body(portal):
    return portal.put("g_patent")


@pytest.fixture
def fetch(portal, body, tmp_path):
    """A function that downloads g_patent as the list has it, and remembers the pauses and what was said."""
    def run(release="2026-04-10", move=None):
        entry = portal.entries[0]
        access = Access(portal.base, portal.key, run.said.append, run.pauses.append)
        part = download(entry["fileDownloadURI"], tmp_path / NAME, release, entry["fileSize"], access, move)
        return part.read_bytes()
    run.pauses, run.said, run.part = [], [], part_of(tmp_path / NAME)
    return run


def refuse(code, headers=None, said=b"{}"):
    return lambda handler: handler.answer(code, headers or {}, said)


def cut(after):
    """The connection ends after so many bytes of what is sent."""
    return lambda handler: setattr(handler, "cut_after", after)


def redirect(url):
    return lambda handler: handler.answer(302, {"Location": url}, b"")


def ranges(portal):
    return [asked.get("range") for asked in portal.asked()]


def test_whole_at_once(portal, fetch, body):
    moves = []
    assert fetch(move=lambda done, total: moves.append((done, total))) == body
    assert moves == sorted(moves) and moves[-1] == (len(body), len(body))
    assert ranges(portal) == [None] and fetch.pauses == [] and fetch.said == []
    known = json.loads(sidecar_of(fetch.part).read_text())
    assert known == {"etag": '"one"', "last_modified": "", "release": "2026-04-10", "size": len(body),
                     "url": portal.entries[0]["fileDownloadURI"]}


def test_a_whole_part_is_not_asked_for_again(portal, fetch, body):
    fetch()
    assert fetch() == body and len(portal.asked()) == 1


def test_a_cut_transfer_goes_on(portal, fetch, body):
    portal.troubles[NAME] = [cut(100_000), cut(70_000)]
    assert fetch() == body
    assert ranges(portal) == [None, "bytes=100000-", "bytes=170000-"]
    assert [asked.get("if-range") for asked in portal.asked()] == [None, '"one"', '"one"']
    assert fetch.pauses == list(PAUSES[:2])
    assert fetch.said[0] == (f"{NAME}: the connection was cut after 100,000 of {len(body):,} bytes; the next try is in "
                             "5 s")


def test_a_transfer_that_is_always_cut_stops_and_the_next_run_goes_on(portal, fetch, body):
    portal.troubles[NAME] = [cut(50_000)] + [cut(10_000)] * len(PAUSES)
    with pytest.raises(InputError, match=r"cut after 90,000 of .* and 5 tries were made.*goes on where it stopped"):
        fetch()
    assert fetch.pauses == list(PAUSES) and fetch.part.read_bytes() == body[:90_000]
    assert fetch() == body and ranges(portal)[-1] == "bytes=90000-"


def test_a_connection_cut_before_the_first_byte(portal, fetch, body):
    portal.troubles[NAME] = [cut(0)]
    assert fetch() == body and "before the first byte" in fetch.said[0]


def test_a_server_that_ignores_range(portal, fetch, body):
    portal.troubles[NAME] = [cut(100_000), lambda handler: setattr(handler, "ignores_range", True)]
    assert fetch() == body
    assert ranges(portal) == [None, "bytes=100000-"] and "starting again" in fetch.said[-1]


def test_a_file_that_changed_meanwhile(portal, fetch, body):
    other = portal.zip_of("g_patent", seed=2)

    def change(handler):
        portal.files[handler.path] = (other, '"two"')

    portal.troubles[NAME] = [cut(100_000), change]
    assert len(other) == len(body) and fetch() == other != body


@pytest.mark.parametrize("etag, extra", [('"two"', 0), ('"one"', 500)])
def test_a_changed_file_from_a_server_that_ignores_if_range(portal, fetch, etag, extra):
    other = portal.zip_of("g_patent", seed=2)[:-1] + b"0" * (extra + 1)

    def change(handler):
        portal.files[handler.path] = (other, etag)
        handler.ignores_if_range = True

    portal.troubles[NAME] = [cut(100_000), change]
    assert fetch() == other and "has changed" in fetch.said[1]
    assert ranges(portal) == [None, "bytes=100000-", None]


def test_a_part_of_another_release_is_not_gone_on_with(portal, fetch, body):
    portal.troubles[NAME] = [cut(100_000)] + [refuse(500)] * len(PAUSES)
    with pytest.raises(InputError):
        fetch()
    assert fetch(release="2026-07-15") == body and ranges(portal)[-1] is None


@pytest.mark.parametrize("sidecar", ["", "[]", "{}", '{"size": "x"}', None])
def test_a_part_that_nobody_can_vouch_for_is_not_gone_on_with(portal, fetch, body, sidecar):
    fetch.part.write_bytes(b"PK half of something")
    if sidecar is not None:
        sidecar_of(fetch.part).write_text(sidecar)
    assert fetch() == body and ranges(portal) == [None]


def test_a_weak_etag_is_no_promise_of_the_same_bytes(portal, fetch, body):
    path = next(iter(portal.files))
    portal.files[path] = (body, 'W/"one"')
    portal.troubles[NAME] = [cut(100_000)]
    assert fetch() == body and ranges(portal) == [None, None]


def test_nothing_from_that_byte_on(portal, fetch, body):
    portal.troubles[NAME] = [cut(100_000), refuse(416)]
    assert fetch() == body and ranges(portal) == [None, "bytes=100000-", None]


@pytest.mark.parametrize("code", [500, 502, 503, 504, 408])
def test_a_trouble_of_the_portal_passes(portal, fetch, body, code):
    portal.troubles[NAME] = [refuse(code)]
    assert fetch() == body and fetch.pauses == [5] and f"({code})" in fetch.said[0]


def test_a_pause_that_the_portal_asks_for(portal, fetch, body):
    portal.troubles[NAME] = [refuse(429, {"Retry-After": "37"}), refuse(429, {"Retry-After": "1"}), refuse(429)]
    assert fetch() == body and fetch.pauses == [37, 15, 45]


def test_too_many_requests_for_ever(portal, fetch, body):
    portal.troubles[NAME] = [cut(100_000)] + [refuse(429, {"Retry-After": "2"})] * len(PAUSES)
    with pytest.raises(InputError, match=r"too many requests \(429\), and 5 tries.*goes on where it stopped.*20"):
        fetch()
    assert fetch.part.read_bytes() == body[:100_000] and fetch() == body


@pytest.mark.parametrize("headers, said", [
    ({"Retry-After": "604800"}, b"{}"),
    ({}, b'{"message": "You have submitted 21 requests for this file in 31536000 seconds"}')])
def test_a_limit_that_no_pause_here_outlasts(portal, fetch, headers, said):
    portal.troubles[NAME] = [refuse(429, headers, said)]
    with pytest.raises(InputError, match=r"a limit of the portal is reached \(429\).*20 downloads of one file"):
        fetch()
    assert fetch.pauses == [] and len(portal.asked()) == 1


@pytest.mark.parametrize("code, words", [(401, "does not take the API key"), (403, "does not take the API key"),
                                         (404, "does not have it"), (400, "answers 400")])
def test_a_refusal_is_not_tried_again(portal, fetch, code, words):
    portal.troubles[NAME] = [refuse(code, said=b'{"message": "No, %s"}' % portal.key.encode())]
    with pytest.raises(InputError, match=words) as caught:
        fetch()
    assert NAME in str(caught.value) and "[No, ...]" in str(caught.value) and portal.key not in str(caught.value)
    assert fetch.pauses == []


def test_no_answer_in_time(portal, fetch, body, monkeypatch):
    monkeypatch.setattr(requesting, "TIMEOUT", 0.1)
    portal.troubles[NAME] = [lambda handler: setattr(handler, "stalls_after", 100_000)]
    assert fetch() == body and "no answer for 0.1 s" in fetch.said[0]
    assert 65_536 <= int(ranges(portal)[1].removeprefix("bytes=").rstrip("-")) <= 100_000


def test_nobody_there(portal, fetch):
    portal.close()
    with pytest.raises(InputError, match=r"the connection failed \(Connection refused\), and 5 tries"):
        fetch()


def test_the_key_does_not_go_to_where_a_redirect_leads(portal, elsewhere, fetch, body):
    elsewhere.put("g_patent", path=f"/signed/{NAME}")
    portal.troubles[NAME] = [redirect(f"{elsewhere.host}/signed/{NAME}?Signature=abc")] * 2
    elsewhere.troubles[NAME] = [cut(100_000)]
    assert fetch() == body
    assert [portal.key in asked.values() for asked in portal.asked()] == [True, True]
    assert [asked.get("range") for asked in elsewhere.asked("signed")] == [None, "bytes=100000-"]
    assert not any(portal.key in str(asked) or "x-api-key" in asked for asked in elsewhere.asked("signed"))


def test_the_key_comes_along_within_the_portal(portal, fetch, body):
    portal.put("g_patent", path=f"/moved/{NAME}")
    portal.troubles[NAME] = [redirect(f"{portal.host}/moved/{NAME}")]
    assert fetch() == body and portal.asked("moved")[0]["x-api-key"] == portal.key


def test_the_key_does_not_come_back_by_a_redirect_from_elsewhere(portal, elsewhere, fetch):
    """A file listed at another host is asked without the key, too."""
    portal.entries[0]["fileDownloadURI"] = f"{elsewhere.host}/signed/{NAME}"
    elsewhere.put("g_patent", path=f"/signed/{NAME}")
    fetch()
    assert "x-api-key" not in elsewhere.asked("signed")[0]


def test_a_redirect_to_an_unsafe_address_is_not_followed(portal, fetch):
    portal.troubles[NAME] = [redirect(f"http://files.example/{NAME}")]
    with pytest.raises(InputError, match=r"not safe to ask: http, host 'files\.example'"):
        fetch()


def test_a_message_that_holds_the_address(portal, elsewhere, fetch, body):
    elsewhere.put("g_patent", path=f"/signed/{NAME}")
    said = json.dumps({"message": f"{elsewhere.host}/signed/{NAME}?Signature=abc. You submitted 3 of 20"}).encode()
    portal.troubles[NAME] = [refuse(200, {"Content-Type": "application/json"}, said)] * 2
    elsewhere.troubles[NAME] = [cut(100_000)]
    assert fetch() == body
    assert [path for path, _ in elsewhere.log] == [f"/signed/{NAME}?Signature=abc"] * 2
    assert not any("x-api-key" in asked for asked in elsewhere.asked("signed"))


def test_messages_that_lead_to_messages(portal, fetch):
    said = json.dumps({"message": portal.entries[0]["fileDownloadURI"]}).encode()
    portal.troubles[NAME] = [refuse(200, said=said)] * 9
    with pytest.raises(InputError, match="something else instead of a zip file"):
        fetch()
    assert len(portal.asked()) == 2


def test_a_signed_address_that_ran_out(portal, elsewhere, fetch, body):
    elsewhere.put("g_patent", path=f"/signed/{NAME}")
    portal.troubles[NAME] = [redirect(f"{elsewhere.host}/signed/{NAME}")] * 2
    elsewhere.troubles[NAME] = [refuse(403)]
    assert fetch() == body and "the signed address was refused" in fetch.said[0]


@pytest.mark.parametrize("sent, words", [(b"\n<!DOCTYPE html><html>Sign in</html>", "a web page instead"),
                                         (b"patent_id\tdate\n", "something else instead"),
                                         (b'{"message": "quota"}', "something else instead")])
def test_no_zip(portal, fetch, sent, words):
    portal.troubles[NAME] = [refuse(200, said=sent)]
    with pytest.raises(InputError, match=words):
        fetch()
    assert not fetch.part.exists()


@pytest.mark.parametrize("listed", [1, 10**9])
def test_another_size_than_the_list_gives(portal, fetch, listed):
    portal.entries[0]["fileSize"] = listed
    with pytest.raises(InputError, match=r"list gives [\d,]+ bytes, the transfer 300,"):
        fetch()
    assert not fetch.part.exists() and fetch.pauses == []


def test_a_rounded_size_in_the_list(portal, fetch, body):
    portal.entries[0]["fileSize"] = len(body) // 10 * 10
    assert fetch() == body


@pytest.mark.parametrize("code, words", [(errno.ENOSPC, "the disk is full"), (errno.EIO, "cannot be written")])
def test_a_full_disk_keeps_what_is_there(portal, fetch, body, monkeypatch, code, words):
    open_path = Path.open

    def open_on_a_full_disk(path, mode="r", *rest, **options):
        stream = open_path(path, mode, *rest, **options)
        return Full(stream, code) if mode == "ab" else stream

    with monkeypatch.context() as patch, pytest.raises(InputError, match=f"{words}.*what has arrived is kept"):
        patch.setattr(Path, "open", open_on_a_full_disk)
        fetch()
    kept = fetch.part.read_bytes()
    assert len(kept) >= 65_536 and body.startswith(kept) and fetch.pauses == []
    assert fetch() == body and ranges(portal)[-1] == f"bytes={len(kept)}-"


class Full:
    """A file that takes one piece only."""

    def __init__(self, stream, code):
        self.stream, self.code, self.taken = stream, code, False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.stream.close()

    def write(self, piece):
        if self.taken:
            raise OSError(self.code, "no")
        self.taken = True
        self.stream.write(piece)

    def flush(self):
        self.stream.flush()


def test_a_folder_that_cannot_be_written(portal, fetch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    access = Access(portal.base, portal.key, fetch.said.append, fetch.pauses.append)
    with pytest.raises(InputError, match="cannot be written"):
        download(portal.entries[0]["fileDownloadURI"], tmp_path / "file" / NAME, "2026-04-10",
                 portal.entries[0]["fileSize"], access)
    assert portal.log == []
