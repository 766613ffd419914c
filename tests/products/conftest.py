"""What a build has made; these tests run after it (`make test`)."""

from pathlib import Path

import pytest

from sixroutes import tables
from sixroutes.studies import load_config, load_study

ROOT = Path(__file__).parents[2]
CONFIG = load_config(ROOT / "config" / "config.yaml")
STUDIES = {name: load_study(name, ROOT / "config" / "studies") for name in CONFIG["studies"]}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.build)


@pytest.fixture(scope="session", params=list(STUDIES))
def study(request):
    """Each study of the configuration in turn."""
    return STUDIES[request.param]


@pytest.fixture(scope="session")
def table(study):
    """A function from stage and name to a finished table of the study."""
    return lambda stage, name: tables.read(
        ROOT / "data" / "processed" / study["study"] / stage / f"{name}.parquet")


@pytest.fixture(scope="session")
def root():
    return ROOT
