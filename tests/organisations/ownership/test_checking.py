"""What a table of ownership may not say: one clear message per fault, from the raw table and from `sixroutes check`."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from sixroutes.cli import main
from sixroutes.errors import InputError
from sixroutes.organisations import group_at, ownership_table

ROOT = Path(__file__).parents[3]
COLUMNS = ["child_id", "parent_id", "from_date", "to_date", "share_percent", "basis", "source_url", "certainty"]
# Rows as they stand in the file, line at fault, and what the message says. Organisations are those of the project.
BAD = {
    "ends before it starts": (["kuka,yofc,2006,2005,,acquired"], 2, "column to_date.*ends on 2005-01-01, not after it"),
    "ends as it starts": (["kuka,yofc,2006,2006-01-01,,acquired"], 2, "column to_date.*not after it starts"),
    "two in control": (["kuka,yofc,2001,,,acquired", "kuka,sany_group,2005,,,acquired"], 3,
                       "'kuka' is controlled by 'yofc' and 'sany_group' at the same time"),
    "two at 60%": (["kuka,yofc,2001,,60,acquired", "kuka,sany_group,2005,2007,60,acquired"], 3,
                   "'kuka' add up to 120% when 'sany_group' comes in with 60% on 2005-01-01.*at most 100%"),
    "minority stakes count": (["kuka,yofc,,,70,acquired", "kuka,sany_group,,,20,minority stake",
                               "kuka,xiaomi,2009-05,,12,minority stake"], 4, "add up to 102% when 'xiaomi'"),
    "circle of two": (["kuka,yofc,2001,,,acquired", "yofc,kuka,2003,,,acquired"], 3,
                      "on 2003-01-01 'yofc' is owned by 'kuka', which it owns itself"),
    "circle of three on some days": (["kuka,yofc,2001,2004,,acquired", "yofc,cifa,2002,,,acquired",
                                      "cifa,kuka,2003,2003-02,,acquired"], 4,
                                     "on 2003-01-01 'cifa' is owned by 'kuka', which it owns itself"),
    "circle at all times": (["kuka,yofc,,,,founded by", "yofc,kuka,,,,founded by"], None, "from the beginning"),
    "itself": (["kuka,kuka,2001,,,founded by"], 2, "column parent_id: 'kuka' owns itself"),
    "future start": (["kuka,yofc,2997,,,acquired"], 2, "column from_date: 2997-01-01 lies in the future"),
    "future end": (["kuka,yofc,2007,2997-03,,acquired"], 2, "column to_date: 2997-03-01 lies in the future"),
    "below 0": (["kuka,yofc,2001,,-1,acquired"], 2, "column share_percent"),
    "above 100": (["kuka,yofc,2001,,100.5,acquired"], 2, "column share_percent"),
    "no number": (["kuka,yofc,2001,,half,acquired"], 2, "column share_percent.*'half'"),
    "unknown basis": (["kuka,yofc,2001,,,aquired"], 2, "'aquired' is not allowed.*did you mean 'acquired'"),
    "impossible date": (["kuka,yofc,2001-02-30,,,acquired"], 2, "column from_date.*2001-02-30"),
    "sale without an end": (["kuka,yofc,2001,,60,divested"], 2, "column to_date.*gave 'kuka' away"),
    "one row twice": (["kuka,yofc,2001,,20,minority stake", "kuka,yofc,2001,,20,minority stake"], 3, "stands twice"),
    "one row twice in other words": (["kuka,yofc,2001-01,,20,minority stake", "cifa,yofc,2001,,20,minority stake",
                                      "kuka,yofc,2001,,20,minority stake"], 4, "stands twice for the same days.*row 2"),
}


def _raw(rows):
    return pd.DataFrame([[*row.split(","), "", "high"] for row in rows], columns=COLUMNS)


@pytest.mark.parametrize("name", BAD)
def test_a_raw_table_is_not_used(name):
    rows, line, message = BAD[name]
    with pytest.raises(InputError, match=message) as error:
        group_at("kuka", "2003-01-15", _raw(rows))
    assert error.value.file == "ownership.csv" and error.value.expected and error.value.remedy
    assert error.value.row == line if line else error.value.row >= 2


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """A function from rows of ownership.csv to what `sixroutes check` says of a study that has them."""
    for folder in ("config", "data/raw/facts"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)

    def run(rows, study="qingdao_2009"):
        _raw(rows).to_csv("data/raw/facts/ownership.csv", index=False)
        return main(["check", f"config/studies/{study}.yaml"]), capsys.readouterr().out

    return run


@pytest.mark.parametrize("name", BAD)
def test_check_names_it(name, check):
    rows, line, message = BAD[name]
    code, said = check(rows)
    assert code == 1 and said.count("NOT USABLE") == 1 and "To mend it: " in said
    assert f"ownership.csv, row {line}, " in said if line else "ownership.csv, row " in said
    assert pd.Series([said]).str.contains(message.replace("'half'", "half")).all(), said


def test_check_names_the_nearest_organisation(check):
    code, said = check(["kukka,yofc,2001,,,acquired"])
    assert code == 1 and "unknown organisation_id 'kukka'" in said and "did you mean 'kuka'" in said


def test_check_tells_of_doubts_without_refusing(check):
    study = Path("config/studies/qingdao_2009.yaml")
    study.write_text(study.read_text(encoding="utf-8").replace("2025-12-31", "2009-12-31"), encoding="utf-8")
    code, said = check(["kuka,yofc,1999-01-01,2001-01-01,60,acquired", "kuka,cifa,2003-01-01,,60,acquired",
                        "cifa,yofc,2011,,60,acquired"])
    assert code == 0 and "owners in doubt (table ownership_doubts): 1 after the study, 1 gap" in said


GOOD = {
    "rounded stakes": ["kuka,yofc,,,33.4,minority stake", "kuka,cifa,,,33.3,minority stake",
                       "kuka,xiaomi,,,33.4,minority stake"],
    "one leaves as the other comes": ["kuka,yofc,,2005,100,divested", "kuka,cifa,2005,,100,acquired"],
    "stakes of unknown size": ["kuka,yofc,,,100,founded by", "kuka,cifa,,,,minority stake"],
    "a stake that grows": ["kuka,yofc,2001,2005,20,minority stake", "kuka,yofc,2005,,94.55,acquired"],
    "owners in turn": ["kuka,yofc,,2005,,divested", "yofc,kuka,2005,,,acquired"],
}


@pytest.mark.parametrize("name", GOOD)
def test_what_only_looks_like_a_fault(name):
    assert len(ownership_table(_raw(GOOD[name]))) == len(GOOD[name])


def test_row_order_and_index_do_not_matter():
    rows = _raw(["kuka,yofc,2001,2005,,acquired", "kuka,cifa,2005,,,acquired", "yofc,cifa,2000,,,acquired"])
    turned = rows.iloc[::-1].set_axis([7, 7, 7])
    assert [group_at("kuka", day, turned) for day in ("2000", "2004-12-31", "2005")] == ["kuka", "cifa", "cifa"]
    assert ownership_table(turned)["control"].all()
