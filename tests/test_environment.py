"""pyproject.toml, requirements.lock and environment.yml name the same packages in the same versions."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
# Packages that conda-forge calls otherwise.
CONDA_NAMES = {"python-igraph": "igraph", "python-kaleido": "kaleido", "python-duckdb": "duckdb"}


def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {re.split(r"[ ~=<>]", name)[0] for name in listed}


def locked():
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / "requirements.lock").read_text(), re.M))


def conda():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(part["pip"] for part in listed if isinstance(part, dict))
    pairs = [name.split("=", 1) for name in listed if isinstance(name, str) and not name.startswith("python=")]
    pairs += [name.split("==") for name in pip]
    return {CONDA_NAMES.get(name, name): version for name, version in pairs}


def test_every_dependency_is_locked_once_and_hashed():
    text = (ROOT / "requirements.lock").read_text()
    pinned = re.findall(r"^([a-z0-9-]+)==", text, re.M)
    assert declared() <= set(pinned)
    twice = {name for name in pinned if pinned.count(name) > 1}
    assert not twice & declared(), "a package has several versions, so results could differ by Python"
    for block in re.split(r"\n(?=[a-z0-9-]+==)", text):
        assert "--hash=sha256:" in block


def test_environment_yml_has_the_locked_versions():
    assert conda() == {name: locked()[name] for name in declared()}


def test_no_registry_is_named():
    for name in ("requirements.lock", "pyproject.toml", "environment.yml", "Makefile"):
        assert not re.search(r"index-url|/simple|pypi\.org", (ROOT / name).read_text()), name
