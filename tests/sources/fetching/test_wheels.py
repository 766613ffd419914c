import hashlib
import subprocess
import sys
import zipfile

import pytest

from sixroutes.errors import InputError
from sixroutes.sources import fetch_wheel_member
from sixroutes.sources.fetching.wheels import sha256

CONTENT = "公开的数据".encode() * 1000
SUM = hashlib.sha256(CONTENT).hexdigest()
MEMBER = "toy_data/raw/data.bin"
INFO = "toy_data-1.0.dist-info"


def make_wheel(folder, name="toy_data-1.0-py3-none-any.whl", member=MEMBER, content=CONTENT):
    folder.mkdir(parents=True, exist_ok=True)
    files = {member: content, "toy_data/__init__.py": b"raise SystemExit('imported')",
             f"{INFO}/METADATA": b"Metadata-Version: 2.1\nName: toy-data\nVersion: 1.0\n",
             f"{INFO}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, body in files.items():
            archive.writestr(path, body)
        archive.writestr(f"{INFO}/RECORD", "".join(f"{path},,\n" for path in [*files, f"{INFO}/RECORD"]))
    return folder / name


@pytest.fixture
def no_pip(monkeypatch):
    def run(*_, **__):
        raise AssertionError("pip was called")
    monkeypatch.setattr(subprocess, "run", run)


def fetch(target, wheel_sha256, member=MEMBER, member_sha256=SUM, cache=None, requirement="toy-data==1.0"):
    fetch_wheel_member(requirement, wheel_sha256, member, member_sha256, target, cache)


def files(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_through_pip(tmp_path, monkeypatch):
    """pip itself, with a folder in the place of an index."""
    wheel = make_wheel(tmp_path / "index")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    target = tmp_path / "fetched" / "data.bin"
    fetch(target, sha256(wheel))
    assert target.read_bytes() == CONTENT and files(target.parent) == ["data.bin"]
    assert "toy_data" not in sys.modules


def test_what_is_there_is_not_fetched_again(tmp_path, no_pip):
    target = tmp_path / "data.bin"
    target.write_bytes(CONTENT)
    fetch(target, "0" * 64)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("name", ["toy_data-1.0-py3-none-any.whl", "Toy.Data-1.0-py2.py3-none-any.whl"])
def test_a_wheel_put_there_by_hand(tmp_path, no_pip, name):
    wheel = make_wheel(tmp_path / "fetched", name)
    fetch(tmp_path / "fetched" / "data.bin", sha256(wheel))
    assert (tmp_path / "fetched" / "data.bin").read_bytes() == CONTENT


def test_a_wheel_in_the_cache_and_a_spoilt_target(tmp_path, no_pip):
    wheel = make_wheel(tmp_path / "cache")
    (tmp_path / "data.bin").write_bytes(b"cut")
    fetch(tmp_path / "data.bin", sha256(wheel), cache=tmp_path / "cache")
    assert (tmp_path / "data.bin").read_bytes() == CONTENT


def test_pip_fails(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    target = tmp_path / "fetched" / "data.bin"
    with pytest.raises(InputError) as caught:
        fetch(target, "0" * 64)
    message = str(caught.value)
    assert "pip could not get toy-data==1.0: " in message and "No matching distribution" in message
    assert f"put the wheel of toy-data==1.0 into the folder {target.parent} yourself" in message
    assert files(target.parent) == []


def test_another_version_lying_there_is_no_help(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    make_wheel(tmp_path, "toy_data-1.0.1-py3-none-any.whl")
    with pytest.raises(InputError, match="pip could not get"):
        fetch(tmp_path / "data.bin", "0" * 64)


def test_the_wheels_checksum_is_wrong(tmp_path, no_pip):
    wheel = make_wheel(tmp_path)
    with pytest.raises(InputError) as caught:
        fetch(tmp_path / "data.bin", "a" * 64)
    message = str(caught.value)
    assert "a" * 64 in message and sha256(wheel) in message and wheel.name in message and "put the wheel" in message
    assert files(tmp_path) == [wheel.name]


def test_the_members_checksum_is_wrong(tmp_path, no_pip):
    wheel = make_wheel(tmp_path)
    (tmp_path / "data.bin").write_bytes(b"as it was")
    with pytest.raises(InputError) as caught:
        fetch(tmp_path / "data.bin", sha256(wheel), member_sha256="b" * 64)
    assert SUM in str(caught.value) and "b" * 64 in str(caught.value) and MEMBER in str(caught.value)
    assert files(tmp_path) == ["data.bin", wheel.name]
    assert (tmp_path / "data.bin").read_bytes() == b"as it was"


def test_no_such_member(tmp_path, no_pip):
    wheel = make_wheel(tmp_path)
    with pytest.raises(InputError, match=r"the wheel has no file 'toy_data/none\.bin'"):
        fetch(tmp_path / "data.bin", sha256(wheel), member="toy_data/none.bin")
    assert files(tmp_path) == [wheel.name]


def test_not_a_wheel(tmp_path, no_pip):
    (tmp_path / "toy_data-1.0-py3-none-any.whl").write_bytes(b"<html>sign in</html>")
    with pytest.raises(InputError, match="not a readable wheel"):
        fetch(tmp_path / "data.bin", hashlib.sha256(b"<html>sign in</html>").hexdigest())


@pytest.mark.parametrize("member", ["../../etc/passwd", "/etc/passwd", "toy\\..\\data", "C:/data", "a/../../b"])
def test_members_that_lead_out(tmp_path, no_pip, member):
    make_wheel(tmp_path, member="toy_data/x")
    with pytest.raises(InputError, match="leads out of the wheel"):
        fetch(tmp_path / "data.bin", "0" * 64, member=member)


@pytest.mark.parametrize("requirement", ["--index-url=evil", "toy-data", "toy-data>=1", "toy==1 --pre", "git+x==1", ""])
def test_requirements_that_do_not_name_one_version(tmp_path, no_pip, requirement):
    with pytest.raises(InputError, match="does not name one version"):
        fetch(tmp_path / "data.bin", "0" * 64, requirement=requirement)
