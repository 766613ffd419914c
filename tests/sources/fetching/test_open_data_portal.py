"""PatentsView's tables from a portal on this machine: what is chosen, fetched, checked, kept."""

import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from sixroutes.cli import main
from sixroutes.errors import InputError
from sixroutes.sources import fetch_patentsview
from sixroutes.sources.fetching.open_data_portal import DEFAULT_TABLES, check_zip, read_list
from sixroutes.sources.fetching.progress import Progress
from sixroutes.sources.fetching.wheels import sha256

RELEASE = "2026-04-10"
TABLES = ["g_patent", "g_application"]


@pytest.fixture
def fetch(portal, tmp_path):
    """A function that fetches two tables, and remembers the pauses and what was said."""
    def run(tables=TABLES, **named):
        run.said = io.StringIO()
        options = {"key": portal.key, "base": portal.base, "sleep": run.pauses.append, **named}
        return fetch_patentsview(tmp_path / "patentsview", tables, progress=Progress(run.said), **options)
    run.pauses, run.folder = [], tmp_path / "patentsview"
    return run


@pytest.fixture
def bodies(portal):
    return {table: portal.put(table, portal.zip_of(table, seed)) for seed, table in enumerate(TABLES)}


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def refuse(code, headers=None, said=b"{}"):
    return lambda handler: handler.answer(code, headers or {}, said)


def test_the_newest_release_of_each_table(portal, fetch, bodies):
    portal.put("g_patent", b"PK old", "2025-12-30 08:00:00", path="/old/g_patent.tsv.zip")
    portal.put("g_botanic", b"PK not wanted")
    paths = fetch()
    assert paths == {table: fetch.folder / RELEASE / f"{table}.tsv.zip" for table in TABLES} and list(paths) == TABLES
    assert {table: path.read_bytes() for table, path in paths.items()} == bodies
    names = ["SHA256SUMS", "g_application.tsv.zip", "g_patent.tsv.zip"]
    assert files(fetch.folder) == [f"{RELEASE}/{name}" for name in names]
    assert (fetch.folder / RELEASE / "SHA256SUMS").read_text() == "".join(
        f"{sha256(fetch.folder / RELEASE / name)}  {name}\n" for name in names[1:])
    assert [asked["x-api-key"] for _, asked in portal.log] == [portal.key] * 3
    assert portal.log[0][0] == "/api/v1/datasets/products/PVGPATDIS"
    assert fetch.pauses == [2], "five files in ten seconds are allowed, not more"


def test_it_says_what_is_to_come_before_it_starts(portal, fetch, bodies):
    seen = []
    portal.troubles["g_patent.tsv.zip"] = [lambda handler: seen.append(fetch.said.getvalue())]
    fetch()
    assert seen == [f"PatentsView, release {RELEASE}: 2 table(s) wanted, 0 there, 2 to fetch (600.3 kB):\n"
                    f"  g_patent  300.1 kB  {RELEASE}\n  g_application  300.1 kB  {RELEASE}\n"]
    assert fetch.said.getvalue().splitlines()[3] == (
        f"g_patent: 300.1 kB, checked, {fetch.folder / RELEASE / 'g_patent.tsv.zip'}")
    assert len(fetch.said.getvalue().splitlines()) == 5


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum on this machine")
def test_the_checksums_are_in_the_common_form(fetch, bodies):
    fetch()
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], check=True,
                   cwd=fetch.folder / RELEASE)


def test_what_is_there_is_not_fetched_again(portal, fetch, bodies):
    paths = fetch()
    portal.log.clear()
    assert fetch() == paths and [path for path, _ in portal.log] == ["/api/v1/datasets/products/PVGPATDIS"]
    assert "2 there, 0 to fetch (0 bytes)." in fetch.said.getvalue()


def test_a_named_release_that_is_there_needs_neither_portal_nor_key(portal, fetch, bodies):
    paths = fetch()
    portal.log.clear()
    assert fetch(release=RELEASE, key=None) == paths and portal.log == []


def test_a_damaged_file_is_named_and_fetched_again(portal, fetch, bodies):
    paths = fetch()
    damaged = bytearray(bodies["g_patent"])
    damaged[1000] ^= 1
    paths["g_patent"].write_bytes(damaged)
    portal.log.clear()
    fetch()
    assert f"{paths['g_patent']}: the checksum is not that of SHA256SUMS" in fetch.said.getvalue()
    assert len(portal.asked()) == 1 and paths["g_patent"].read_bytes() == bodies["g_patent"]


def test_a_file_that_the_portal_replaced_within_a_release(portal, fetch, bodies):
    paths = fetch()
    table = "patent_id\n" + "1\n" * 200_000
    portal.entries.clear()
    portal.put("g_application", bodies["g_application"])
    new = portal.put("g_patent", portal.zip_of("g_patent", members={"g_patent.tsv": table}))
    fetch()
    assert "another size for this release" in fetch.said.getvalue() and paths["g_patent"].read_bytes() == new


def test_a_file_put_there_by_hand(portal, fetch, bodies):
    (fetch.folder / RELEASE).mkdir(parents=True)
    for table, body in bodies.items():
        (fetch.folder / RELEASE / f"{table}.tsv.zip").write_bytes(body if table == "g_patent" else b"0" * len(body))
    paths = fetch()
    assert [path for path, _ in portal.log if "files" in path] == [
        "/api/v1/datasets/products/files/PVGPATDIS/g_application.tsv.zip"]
    assert "g_patent.tsv.zip: was there without a checksum; it is sound" in fetch.said.getvalue()
    assert "g_application.tsv.zip: not a sound zip file" in fetch.said.getvalue()
    assert paths["g_application"].read_bytes() == bodies["g_application"]
    assert len((fetch.folder / RELEASE / "SHA256SUMS").read_text().splitlines()) == 2


def test_a_new_release_leaves_the_old_one(portal, fetch, bodies):
    old = fetch()
    new = portal.put("g_patent", portal.zip_of("g_patent", seed=7), "2026-07-15 09:00:00", path="/new/g_patent.tsv.zip")
    portal.entries.reverse()
    paths = fetch()
    assert paths["g_patent"] == fetch.folder / "2026-07-15" / "g_patent.tsv.zip"
    assert paths["g_patent"].read_bytes() == new
    assert old["g_patent"].read_bytes() == bodies["g_patent"]
    assert "The tables are not of one release" in fetch.said.getvalue()
    assert fetch(release=RELEASE) == old


def test_an_older_release_that_is_still_listed(portal, fetch, bodies):
    portal.put("g_patent", released="2026-07-15 09:00:00", path="/new/g_patent.tsv.zip")
    assert fetch(["g_patent"], release=RELEASE)["g_patent"].read_bytes() == bodies["g_patent"]


@pytest.mark.parametrize("release, words", [
    ("2026-04-11", "does not list g_patent of the release 2026-04-11. Expected one of 2026-04-10"),
    ("2026-4-1", "is no day"), ("2026-02-30", "is no day"), ("../../x", "is no day"), ("20260410", "is no day")])
def test_a_release_that_is_not_there(fetch, bodies, release, words):
    with pytest.raises(InputError, match=words):
        fetch(release=release)
    assert not fetch.folder.exists()


def test_an_unknown_table(portal, fetch, bodies):
    with pytest.raises(InputError, match=r"no table 'g_patents'.*one of g_application, g_patent\..*mean 'g_patent'"):
        fetch(["g_application", "g_patents"])
    assert portal.asked() == [] and not fetch.folder.exists()


@pytest.mark.parametrize("table", ["../g_patent", "g_patent.tsv.zip", "G_PATENT", ""])
def test_names_that_are_no_tables(portal, fetch, table):
    with pytest.raises(InputError, match="is no name of a table"):
        fetch([table])
    assert portal.log == []


@pytest.mark.parametrize("key", [None, "", "  \n"])
def test_no_key(portal, fetch, key):
    with pytest.raises(InputError, match=r"no API key.*USPTO_API_KEY.*a key is free"):
        fetch(key=key)
    assert portal.log == []


@pytest.mark.parametrize("key", ["s3 cret", "s3cret\r\nX-Other: 1", "s3cré"])
def test_a_key_that_cannot_be_one_is_not_shown(portal, fetch, key):
    with pytest.raises(InputError, match="signs that no key has") as caught:
        fetch(key=key)
    assert "s3" not in str(caught.value) and portal.log == []


def test_a_key_with_a_line_end_from_a_file(portal, fetch, bodies):
    fetch(key=portal.key + "\n")
    assert portal.log[0][1]["x-api-key"] == portal.key


@pytest.mark.parametrize("trouble, words", [
    (refuse(401, said=b'{"message":"Unauthorized"}'), r"API key \(401\) \[Unauthorized\].*MyODP"),
    (refuse(403, said=b'{"message":"Forbidden"}'), r"API key \(403\) \[Forbidden\].*MyODP"),
    (refuse(403, said=b'{"message":"Missing Authentication Token"}'), r"does not have it \(403\)"),
    (refuse(404, said=b'{"code":404,"message":"Not Found"}'), r"does not have it \(404\) \[Not Found\]"),
    (refuse(200, said=b"<html>Sign in</html>"), "has not the form that is known"),
    (refuse(200, said=b'{"count": 0, "bulkDataProductBag": []}'), "has not the form that is known")])
def test_a_list_that_is_refused(portal, fetch, bodies, trouble, words):
    portal.troubles["list"] = [trouble]
    with pytest.raises(InputError, match=words):
        fetch()
    assert fetch.pauses == [] and not fetch.folder.exists()


def test_a_wrong_key(portal, fetch, bodies):
    with pytest.raises(InputError, match=r"API key \(403\)") as caught:
        fetch(key="wr0ng")
    assert "wr0ng" not in str(caught.value)


def test_a_list_that_comes_at_the_second_try(portal, fetch, bodies):
    portal.troubles["list"] = [refuse(503), lambda handler: setattr(handler, "cut_after", 40)]
    assert len(fetch()) == 2 and fetch.pauses[:2] == [5, 15]


@pytest.mark.parametrize("change", [{"fileName": None}, {"fileSize": "big"}, {"fileReleaseDate": "../../etc"},
                                    {"fileReleaseDate": None}])
def test_entries_of_another_form(portal, fetch, bodies, change):
    portal.entries[0].update(change)
    with pytest.raises(InputError, match="has not the form that is known"):
        fetch()


def test_files_of_the_list_that_are_no_tables_are_passed_over():
    entry = {"fileName": "PV_grant_data_dictionary.pdf"}
    assert read_list(b'{"bulkDataProductBag": [{"productFileBag": {"fileDataBag": [%s]}}]}'
                     % str(entry).replace("'", '"').encode()) == {}


@pytest.mark.parametrize("members, words", [
    ({"../g_patent.tsv": "x"}, "leads out of it"), ({"/g_patent.tsv": "x"}, "leads out of it"),
    ({"g_patent.tsv": "x", "a/../../b.txt": "x"}, "leads out of it"), ({"C:\\g_patent.tsv": "x"}, "leads out of it"),
    ({"g_patent.csv": "x"}, "holds 0 tables"), ({"a.tsv": "x", "b.tsv": "x"}, "holds 2 tables")])
def test_zips_that_are_not_one_table(portal, fetch, members, words):
    portal.put("g_patent", portal.zip_of("g_patent", members=members))
    with pytest.raises(InputError, match=words):
        fetch(["g_patent"])
    assert files(fetch.folder) == []


def test_a_zip_that_is_none(portal, fetch):
    portal.put("g_patent", b"PK" + b"0" * 100_000)
    with pytest.raises(InputError, match=r"g_patent\.tsv\.zip: not a sound zip file"):
        fetch(["g_patent"])
    assert files(fetch.folder) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_whose_content_is_damaged(tmp_path, method):
    path = tmp_path / "g_patent.tsv.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("g_patent.tsv", "patent_id\n" + "".join(f"{number}\n" for number in range(20_000)))
    damaged = bytearray(path.read_bytes())
    damaged[20_000] ^= 255
    path.write_bytes(damaged)
    with pytest.raises(InputError, match=r"damaged|not a sound zip file"):
        check_zip(path, path.name)


def test_no_room(portal, fetch, bodies, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(500_000))
    with pytest.raises(InputError, match=r"600\.3 kB are to come, 500\.0 kB are free.*--tables"):
        fetch()
    assert portal.asked() == []
    assert len(fetch(["g_patent"])) == 1


def test_one_table_fails_and_the_others_stay(portal, fetch, bodies):
    portal.troubles["g_application.tsv.zip"] = [refuse(404)]
    with pytest.raises(InputError, match=r"g_application\.tsv\.zip: the portal does not have it"):
        fetch()
    assert files(fetch.folder) == [f"{RELEASE}/SHA256SUMS", f"{RELEASE}/g_patent.tsv.zip"]
    portal.log.clear()
    fetch()
    assert len(portal.asked()) == 1


def test_the_key_is_nowhere_on_the_disk(portal, fetch, bodies):
    portal.troubles["g_patent.tsv.zip"] = [lambda handler: setattr(handler, "cut_after", 100_000), refuse(401)]
    with pytest.raises(InputError):
        fetch()
    assert len(files(fetch.folder)) == 2
    for name in files(fetch.folder):
        assert portal.key.encode() not in (fetch.folder / name).read_bytes()
    assert portal.key not in fetch.said.getvalue()


def test_killed_half_way(portal, fetch, bodies, tmp_path):
    """The command itself, killed while the server stalls; the next run goes on with what is there."""
    portal.troubles["g_patent.tsv.zip"] = [lambda handler: setattr(handler, "stalls_after", 200_000)]
    program = "import sys; from sixroutes.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "fetch", "patentsview", "--tables", "g_patent", "--to", str(fetch.folder)]
    environment = {**os.environ, "USPTO_API_KEY": portal.key, "USPTO_API_BASE": portal.base,
                   "PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    part = fetch.folder / RELEASE / "g_patent.tsv.zip.part"
    until = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < until and not (
            part.exists() and part.stat().st_size >= 200_000):
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert files(fetch.folder) == [f"{RELEASE}/{part.name}", f"{RELEASE}/{part.name}.json"]
    assert part.read_bytes() == bodies["g_patent"][:200_000]
    assert fetch(["g_patent"])["g_patent"].read_bytes() == bodies["g_patent"]
    assert portal.asked()[-1]["range"] == "bytes=200000-"


def test_killed_between_the_checksum_and_the_name(portal, fetch, bodies, monkeypatch):
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", interrupt_for("g_patent.tsv.zip"))
        fetch(["g_patent"])
    assert not (fetch.folder / RELEASE / "g_patent.tsv.zip").exists()
    assert "  g_patent.tsv.zip\n" in (fetch.folder / RELEASE / "SHA256SUMS").read_text()
    assert fetch(["g_patent"])["g_patent"].read_bytes() == bodies["g_patent"] and len(portal.asked()) == 1


def interrupt_for(name, replace=os.replace):
    def run(source, target):
        if Path(target).name == name:
            raise KeyboardInterrupt
        replace(source, target)
    return run


@pytest.fixture
def command(portal, tmp_path, monkeypatch):
    """The command line with key and address in the environment, in a folder of its own."""
    monkeypatch.setenv("USPTO_API_KEY", portal.key)
    monkeypatch.setenv("USPTO_API_BASE", portal.base)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sixroutes.sources.fetching.open_data_portal._BETWEEN_FILES", 0)
    return lambda *arguments: main(["fetch", "patentsview", *arguments])


def test_the_command(portal, command, tmp_path, capsys):
    for table in DEFAULT_TABLES:
        portal.put(table)
    assert command() == 0
    out, err = capsys.readouterr()
    folder = Path("data/raw/fetched/patentsview") / RELEASE
    assert out.splitlines() == [str(folder / f"{table}.tsv.zip") for table in DEFAULT_TABLES]
    assert "9 to fetch (2.7 MB)" in err and portal.key not in out + err and (tmp_path / folder / "SHA256SUMS").exists()
    assert command("--tables", "g_patent", "--release", RELEASE, "--to", str(folder.parent)) == 0


def test_the_command_says_what_is_wrong(command, bodies, capsys):
    assert command("--tables", "g_patnet") == 1
    assert "sixroutes: column tables: the portal has no table 'g_patnet'" in capsys.readouterr().err


def test_a_break_is_no_fault(command, monkeypatch, capsys):
    def stop(*_, **__):
        raise KeyboardInterrupt
    monkeypatch.setattr("sixroutes.sources.fetch_patentsview", stop)
    assert command() == 130 and "the same command goes on" in capsys.readouterr().err
