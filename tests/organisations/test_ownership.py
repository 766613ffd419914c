"""Who controls whom on a day: which intervals give control, and the climb to the ultimate owner."""

import datetime
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import group_at
from sixroutes.organisations.ownership import climb, ownership_table

RAW = """child_id,parent_id,from_date,to_date,share_percent,basis,source_url,certainty
kelon,hisense_group,2006-12,,26.43,acquired,,high
aqua,sanyo,,2012-03,100,divested,,high
aqua,haier_group,2012-03,,100,acquired,,high
hisense_hitachi,hisense_group,2003,,51,joint venture,,high
hisense_hitachi,hitachi,2003,,49,minority stake,,high
"""


@pytest.fixture(params=["processed", "as text", "as pandas guesses"])
def table(request, facts):
    """The same intervals as the table of the stage, and as two ways of reading the raw file."""
    if request.param == "processed":
        return ownership_table(facts["ownership"], facts["organisations"])
    as_text = dict(dtype=str, keep_default_na=False) if request.param == "as text" else {}
    return pd.read_csv(io.StringIO(RAW), **as_text)


@pytest.mark.parametrize("day", ["2006-12-01", "2006-12", "2006-12-01T09:30", "20061201", "2006/12/01", 2007, "2007",
                                 datetime.date(2006, 12, 1), pd.Timestamp("2006-12-01 23:59"),
                                 pd.Timestamp("2006-12-01", tz="Asia/Shanghai"), np.datetime64("2006-12-01")])
def test_control_starts_on_its_day(day, table):
    assert group_at("kelon", day, table) == "hisense_group"


@pytest.mark.parametrize("day", ["2006-11-30", "2006-11", "2006", 2006, pd.Timestamp("2006-11-30 23:59"),
                                 datetime.date(2006, 11, 30), None, pd.NaT, float("nan"), pd.NA, "", " "])
def test_before_that_day_or_without_one_a_firm_is_its_own(day, table):
    assert group_at("kelon", day, table) == "kelon"


def test_control_passes_on_one_day(table):
    assert [group_at("aqua", day, table) for day in ("2012-02-29", "2012-03-01", "2012-03-02")] == [
        "sanyo", "haier_group", "haier_group"]


def test_a_stranger_is_its_own_group(table):
    assert group_at("nobody_knows", "2010", table) == "nobody_knows" == group_at("nobody_knows", None, table)
    assert group_at("kelon", "2010", table.head(0)) == "kelon"


@pytest.mark.parametrize("day", ["2006-02-30", "2006-13", "December 2006", "01/12/2006", 20.06, True, object()])
def test_what_is_no_day_is_refused(day, table):
    with pytest.raises(InputError, match=r"is not a day.*Expected a day as YYYY-MM-DD"):
        group_at("kelon", day, table)


def test_columns_that_are_not_given_are_not_known():
    held = pd.DataFrame({"child_id": ["a", "b"], "parent_id": ["b", "c"]})
    assert group_at("a", "1999", held) == "c" == group_at("a", None, held)
    with pytest.raises(InputError, match="column parent_id: the column is missing"):
        group_at("a", "1999", held[["child_id"]])


FORMS = {  # ways in which a column of dates may come: two intervals, from 2006 on and from the beginning
    "years and gaps as floats": [2006.0, float("nan")], "text": ["2006", ""], "text or nothing": ["2006-01", None],
    "dates": [datetime.date(2006, 1, 1), None], "times": pd.to_datetime(["2006-01-01 08:00", None]),
    "nanoseconds": pd.to_datetime(["2006-01-01", None]).astype("datetime64[ns]"),
    "a time zone": pd.to_datetime(["2006-01-01", None]).tz_localize("UTC"),
    "string": pd.array(["2006", None], dtype="string"), "categories": pd.Categorical(["2006", None]),
    "whole numbers": [2006, 1900],
}


@pytest.mark.parametrize("form", FORMS)
def test_dates_of_the_table_may_come_in_many_forms(form):
    held = pd.DataFrame({"child_id": ["a", "x"], "parent_id": ["b", "y"], "from_date": FORMS[form]})
    for table in (held, held.assign(control=True), held.assign(control="True"), held.astype({"child_id": "category"})):
        assert [group_at("a", day, table) for day in ("2005-12-31", "2006-01-01", None)] == ["a", "b", "a"]
        assert group_at("x", "1990", table) == "y"


def test_nobody_has_no_group(table):
    assert group_at(None, "2010", table) is None


def test_undated_knows_the_owner_of_all_days(make_held):
    table = ownership_table(make_held(
        ("midea_electric", "midea", None, "2013-09"), ("midea_electric", "midea", "2013-09", None, 100, "acquired"),
        ("ripp", "group", None, "2000-02-25"), ("ripp", "corp", "2000-02-25"), ("corp", "group", "2000-02-25"),
        ("sold", "old", None, "2010"), ("sold", "new", "2010"), ("unit", "sold")))
    assert [group_at(name, None, table) for name in ("midea_electric", "ripp", "sold", "unit", "corp")] == [
        "midea", "group", "sold", "sold", "corp"]
    steps = climb(pd.DataFrame({"organisation_id": ["unit", "ripp"], "date": [None, "2001"]}), table)
    assert steps["owner_id"].tolist() == ["unit", "ripp", "sold", "corp", "group"]


def test_minority_stake_gives_no_control(facts):
    table = ownership_table(facts["ownership"], facts["organisations"]).set_index(["child_id", "parent_id"])["control"]
    assert not table["hisense_hitachi", "hitachi"] and table["hisense_hitachi", "hisense_group"]


VENTURES = {  # stakes of two parents -> the group
    (51, 49): "one", (49, 51): "two", (50, 50): "venture", (50.1, 49.9): "one", (40, 40): "venture",
}


@pytest.mark.parametrize("stakes", VENTURES)
def test_a_venture_belongs_to_its_majority(stakes, make_held):
    table = ownership_table(make_held(("venture", "one", "2001", None, stakes[0], "joint venture"),
                                      ("venture", "two", "2001", None, stakes[1], "joint venture")))
    assert group_at("venture", "2005", table) == VENTURES[stakes]


def test_a_venture_changes_group_when_control_passes(make_held):
    table = ownership_table(make_held(
        ("venture", "one", "2001", "2008-05-06", 50, "joint venture"), ("venture", "two", "2001", "2008-05-06", 50,
                                                                        "joint venture"),
        ("venture", "two", "2008-05-06", None, 60, "acquired"), ("venture", "one", "2008-05-06", None, 40,
                                                                 "minority stake")))
    assert [group_at("venture", day, table) for day in ("2008-05-05", "2008-05-06")] == ["venture", "two"]


def test_half_is_no_control_and_an_unknown_venture_follows_the_facts(facts, make_held):
    table = ownership_table(make_held(
        ("aqua", "sanyo", "2001", None, 50, "joint venture"), ("hisense_hitachi", "hisense_group", "2001", None, None,
                                                               "joint venture"),
        ("kelon", "sanyo", "2001", None, None, "joint venture")), facts["organisations"])
    assert table["control"].tolist() == [False, True, False]


def test_an_unknown_venture_without_facts_belongs_to_its_only_parent(make_held):
    table = ownership_table(make_held(
        ("a", "one", "2001", None, None, "joint venture"), ("b", "one", "2001", None, None, "joint venture"),
        ("b", "two", "2001", None, None, "joint venture")))
    assert table["control"].tolist() == [True, False, False]


def test_owners_in_turn_are_no_circle(facts, make_held):
    table = ownership_table(make_held(("wanhua", "industrial", "2000", "2019"), ("industrial", "wanhua", "2019", None)),
                            facts["organisations"])
    assert group_at("wanhua", "2010", table) == "industrial" and group_at("industrial", "2020", table) == "wanhua"


def test_a_long_chain_is_no_circle(make_held):
    table = ownership_table(make_held(*((f"o{n}", f"o{n + 1}") for n in range(40))))
    assert group_at("o0", "2010", table) == "o40" == group_at("o0", None, table)


# Each of six organisations has owners in turn: pairs of the year in which it starts and the owner (None = nobody).
YEARS = range(2000, 2006)
TURNS = st.lists(st.lists(st.tuples(st.sampled_from([None, *YEARS]), st.sampled_from([None, *range(6)])), max_size=3,
                          unique_by=lambda turn: turn[0]), min_size=6, max_size=6)


def _intervals(turns):
    rows = []
    for child, listed in enumerate(turns):
        listed = sorted(listed, key=lambda turn: turn[0] or 0)
        ends = [year for year, _ in listed[1:]] + [None]
        rows += [dict(child_id=f"o{child}", parent_id=f"o{parent}", basis="acquired", control=True,
                      from_date=pd.Timestamp(str(start)) if start else pd.NaT,
                      to_date=pd.Timestamp(str(end)) if end else pd.NaT)
                 for (start, parent), end in zip(listed, ends, strict=False) if parent not in (None, child)]
    columns = ["child_id", "parent_id", "from_date", "to_date", "basis", "control"]
    return pd.DataFrame(rows, columns=columns).astype({"from_date": "datetime64[us]", "to_date": "datetime64[us]"})


def _plainly(organisation, day, rows):
    """The owners one after the other, as a reader of the table would find them; None = a circle."""
    chain = [organisation]
    while True:
        above = [row.parent_id for row in rows if row.child_id == chain[-1]
                 and not row.from_date > day and not row.to_date <= day]
        if not above:
            return chain
        if above[0] in chain:
            return None
        chain.append(above[0])


@settings(max_examples=60)
@given(TURNS)
def test_the_climb_is_what_a_reader_finds(turns):
    table = _intervals(turns)
    rows, days = list(table.itertuples()), [pd.Timestamp(year=year, month=1, day=1) for year in range(1999, 2007)]
    names = [f"o{n}" for n in range(7)]
    chains = {(name, day): _plainly(name, day, rows) for name in names for day in days}
    units = pd.DataFrame([(name, day) for name in names for day in [*days, pd.NaT]],
                         columns=["organisation_id", "date"])
    if None in chains.values():
        with pytest.raises(InputError, match="which it owns itself"):
            climb(units, table)
        return
    steps = climb(units, table)
    found = steps[steps["date"].notna()].groupby(["organisation_id", "date"])["owner_id"].agg(list).to_dict()
    assert found == chains
    for name in names:
        groups = {chains[name, day][-1] for day in days}
        undated = steps[steps["date"].isna() & (steps["organisation_id"] == name)]["owner_id"].iloc[-1]
        assert undated == groups.pop() if len(groups) == 1 else all(undated in chains[name, day] for day in days)
    assert group_at("o0", None, table) == steps[steps["date"].isna() & (steps["organisation_id"] == "o0")][
        "owner_id"].iloc[-1]
    assert group_at("o0", days[3], table) == chains["o0", days[3]][-1]
