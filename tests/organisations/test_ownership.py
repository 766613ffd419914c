"""Who controls whom on a day, and what the table may not say."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import group_at
from sixroutes.organisations.ownership import climb, ownership_table


@pytest.mark.parametrize(("day", "owner"), [("2006-11-30", "kelon"), ("2006-12-01", "hisense_group"), (None, "kelon")])
def test_control_starts_on_its_day(day, owner, facts):
    table = ownership_table(facts["ownership"], facts["organisations"])
    assert group_at("kelon", day, table) == owner


def test_control_passes_on_one_day(facts):
    table = ownership_table(facts["ownership"], facts["organisations"])
    assert [group_at("aqua", day, table) for day in ("2012-02-29", "2012-03-01")] == ["sanyo", "haier_group"]


def test_minority_stake_gives_no_control(facts):
    table = ownership_table(facts["ownership"], facts["organisations"]).set_index(["child_id", "parent_id"])["control"]
    assert not table["hisense_hitachi", "hitachi"] and table["hisense_hitachi", "hisense_group"]


def test_half_is_no_control_and_an_unknown_venture_follows_the_facts(facts, make_held):
    table = ownership_table(make_held(
        ("aqua", "sanyo", "2001", None, 50, "joint venture"), ("hisense_hitachi", "hisense_group", "2001", None, None,
                                                               "joint venture"),
        ("kelon", "sanyo", "2001", None, None, "joint venture")), facts["organisations"])
    assert table["control"].tolist() == [False, True, False]


BAD = {
    "ends on": [("a", "b", "2006", "2005")],
    "at the same time": [("a", "b", "2001", None), ("a", "c", "2005", None)],
    "which it owns itself": [("a", "b", "2001", None), ("b", "c", "2002", None), ("c", "a", "2003", None)],
}


@pytest.mark.parametrize("message", BAD)
def test_contradictions_name_the_row(message, facts, make_held):
    with pytest.raises(InputError, match=message) as error:
        ownership_table(make_held(*BAD[message]), facts["organisations"])
    assert error.value.file == "ownership.csv" and error.value.row >= 2 and error.value.remedy


def test_owners_in_turn_are_no_circle(facts, make_held):
    table = ownership_table(make_held(("wanhua", "industrial", "2000", "2019"), ("industrial", "wanhua", "2019", None)),
                            facts["organisations"])
    assert group_at("wanhua", "2010", table) == "industrial" and group_at("industrial", "2020", table) == "wanhua"


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5), st.integers(2000, 2009)), max_size=6,
                unique_by=lambda link: link[0]), st.integers(1999, 2010))
def test_the_owner_of_an_owner_is_itself(links, year):
    """Links go from lower to higher numbers, so there is no circle; the climb ends where nobody owns."""
    rows = [dict(child_id=f"o{child}", parent_id=f"o{child + up}", from_date=pd.Timestamp(str(since)),
                 to_date=pd.NaT, basis="acquired", control=True) for child, up, since in links]
    table = pd.DataFrame(rows, columns=["child_id", "parent_id", "from_date", "to_date", "basis", "control"])
    day = pd.Timestamp(str(year))
    steps = climb(pd.DataFrame({"organisation_id": [f"o{n}" for n in range(10)], "date": day}), table)
    for last in steps.groupby("organisation_id").tail(1)["owner_id"]:
        assert group_at(last, day, table) == last
    assert (steps.groupby("organisation_id")["step"].max() <= len(links)).all()
