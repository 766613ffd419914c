from pathlib import Path

import pandas as pd
import pytest
import yaml

from sixroutes.sources.facts import FACTS

INVENTORY = pd.read_csv("data/raw/sources.csv", dtype=str, keep_default_na=False)


def test_every_source_says_what_it_is():
    assert INVENTORY.columns.tolist() == ["source_id", "what", "publisher", "version", "retrieved", "licence",
                                          "citation", "fetched_by", "sha256", "file"]
    assert INVENTORY["source_id"].is_unique
    assert (INVENTORY.drop(columns="sha256") != "").all(axis=None)
    assert INVENTORY["sha256"].str.fullmatch("([0-9a-f]{64})?").all()


def test_every_curated_table_is_in_it():
    listed = set(INVENTORY["file"])
    assert {f"data/raw/facts/{name}.csv" for name in FACTS} <= listed
    assert {path.as_posix() for path in Path("data/raw/facts").glob("*.csv")} <= listed


def test_what_is_fetched_is_pinned_to_the_same_checksums():
    for name, pinned in yaml.safe_load(Path("config/config.yaml").read_text(encoding="utf-8"))["fetched"].items():
        row = INVENTORY.set_index("file").loc[f"data/raw/fetched/{name}"]
        assert row["sha256"] == pinned["member_sha256"]
        assert pinned["wheel_sha256"] in row["fetched_by"] and pinned["requirement"] in row["fetched_by"]


@pytest.mark.parametrize("package", ["noto-cjk-sans-otc"])
def test_the_font_is_the_locked_one(package):
    lock = Path("requirements.lock").read_text(encoding="utf-8")
    section = lock[lock.index(f"\n{package}=="):].split("# via")[0]
    row = INVENTORY[INVENTORY["file"].str.contains(package)].iloc[0]
    assert row["sha256"] in section and f"{package}=={row['version']}" in section
