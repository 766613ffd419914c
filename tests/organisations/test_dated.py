"""One string, two organisations, each in its days."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import harmonise
from sixroutes.organisations.names import at_dates, resolve
from sixroutes.organisations.names.dated import dated


@pytest.fixture
def aliases(make_frame):
    """A function from (string, organisation, from, to) to the curated table."""

    def make(*rows):
        return make_frame("facts_aliases", [
            dict(raw_name=name, organisation_id=whose, n_patents=1, method="former name", certainty="high",
                 from_date=start, to_date=end) for name, whose, start, end in rows])

    return make


KELON_TWICE = (("Kelon Works", "kelon", None, "2006-12"), ("Kelon Works", "hisense_group", "2006-12", None))


@pytest.fixture
def whose(facts):
    """A function from a table of aliases, a name and days to the organisations, with the time that each holds."""

    def find(aliases, name, *days):
        named = resolve([name], aliases, facts["organisations"])[0]
        rows = pd.DataFrame({"raw_name": name, "date": pd.to_datetime(list(days)).astype("datetime64[us]")})
        found = at_dates(rows.merge(named, on="raw_name"), aliases)
        return found[["organisation_id", "method", "holds"]].to_numpy().tolist()

    return find


def test_one_string_is_two_organisations_one_after_the_other(aliases, whose):
    assert whose(aliases(*KELON_TWICE), "Kelon Works", "2006-11-30", "2006-12-01") == [
        ["kelon", "alias", "until 2006-12"], ["hisense_group", "alias", "from 2006-12"]]


def test_outside_its_days_an_alias_is_as_if_it_were_not_there(aliases, whose):
    limited = aliases(("Ronshen Works", "kelon", "2000", "2006"))
    assert whose(limited, "Ronshen Works", "1999-12-31", "2000-01-01", "2006-01-01", None) == [
        ["name:ronshen work", "new", "outside"], ["kelon", "alias", "2000 to 2006"],
        ["name:ronshen work", "new", "outside"], ["name:ronshen work", "new", "outside"]]
    known = aliases(("Qingdao University", "kelon", "2000", "2006"))
    assert whose(known, "Qingdao University", "2001", "2010") == [
        ["kelon", "alias", "2000 to 2006"], ["qdu", "key", "outside"]]


def test_other_spellings_hold_on_the_same_days_unless_two_organisations_share_them(aliases, whose):
    limited = aliases(("Ronshen Works Co., Ltd.", "kelon", "2000", "2006"))
    assert whose(limited, "RONSHEN WORKS CORP", "2001", "2007") == [
        ["kelon", "key", "2000 to 2006"], ["name:ronshen work", "new", "outside"]]
    shared = aliases(("Ronshen Works Ltd.", "kelon", "2000", "2006"), ("Ronshen Works", "haier_group", "2005", None))
    assert whose(shared, "RONSHEN WORKS CORP", "2001")[0][1] == "new"


def test_a_person_decides_for_all_days(facts, aliases, make_frame):
    told = make_frame("facts_overrides", [dict(raw_name="Kelon Works", decision="organisation",
                                               organisation_id="haier_group")])
    named = resolve(["Kelon Works"], aliases(*KELON_TWICE), facts["organisations"], overrides=told)[0]
    found = at_dates(named.assign(date=pd.Timestamp("2001-01-01")), aliases(*KELON_TWICE))
    assert found[["organisation_id", "method", "holds"]].to_numpy().tolist() == [["haier_group", "override", "always"]]


def test_an_alias_for_all_days_makes_dates_idle(aliases, whose):
    both = aliases(("Kelon Works", "kelon", None, None), ("Kelon Works", "kelon", "2000", "2006"))
    assert whose(both, "Kelon Works", "2010") == [["kelon", "alias", "always"]]


@pytest.mark.parametrize(("rows", "words"), [
    ([("A\nB", "kelon", None, "2007"), ("A\nB", "haier_group", "2006", None)], ["row 4", "row 2", "2006-01-01"]),
    ([("A", "kelon", "2006", None), ("A", "haier_group", None, None)], ["row 2", "row 3"]),
    ([("A", "kelon", "2000", "2010"), ("A", "kelon", "2001", "2002"), ("A", "qdu", "2009-06", "2011")],
     ["row 4", "row 2", "2009-06-01"]),
    ([("A", "kelon", "2007", "2006-05")], ["row 2", "ends on 2006-05-01"]),
    ([("A", "kelon", "2007", "2007-01")], ["not after it starts"])])
def test_what_dates_may_not_say(aliases, rows, words):
    with pytest.raises(InputError) as error:
        dated(aliases(*rows))
    assert "aliases.csv" in str(error.value) and all(word in str(error.value) for word in words)


@given(cuts=st.lists(st.integers(1980, 2020), min_size=1, max_size=6, unique=True),
       asked=st.dates(min_value=pd.Timestamp("1970-01-01").date(), max_value=pd.Timestamp("2030-01-01").date()))
def test_intervals_that_meet_cover_each_day_once(cuts, asked):
    ends = [None, *map(str, sorted(cuts)), None]
    table = pd.DataFrame([dict(raw_name="X Works", organisation_id=f"o{n}", from_date=start, to_date=end,
                               certainty="high") for n, (start, end) in enumerate(pairwise(ends))])
    row = pd.DataFrame([dict(raw_name="X Works", name_key="work x", date=pd.Timestamp(asked), organisation_id="name:x",
                             method="new", score=None, certainty="high")])
    found = at_dates(row.astype({"date": "datetime64[us]", "score": float}), table)
    assert found["organisation_id"].tolist() == [f"o{sum(asked.year >= cut for cut in cuts)}"]


def test_names_without_dates_stay_as_they_are(facts):
    named = resolve(["QINDAO HAIER CO.", "Somebody"], facts["aliases"], facts["organisations"])[0]
    found = at_dates(named.assign(date=pd.NaT), facts["aliases"])
    pd.testing.assert_frame_equal(found[named.columns], named)
    assert set(found["holds"]) == {"always"}


def test_harmonise_takes_a_date(facts, aliases, tmp_path):
    for name in ("organisations", "homonyms"):
        facts[name].to_csv(tmp_path / f"{name}.csv", index=False)
    aliases(*KELON_TWICE).to_csv(tmp_path / "aliases.csv", index=False)
    names = pd.DataFrame({"name": ["Kelon Works"] * 3, "date": ["2001", "2007-05-01", None]})
    assert harmonise(names, tmp_path)["organisation_id"].tolist() == ["kelon", "hisense_group", "name:kelon work"]
    assert harmonise(names[["name"]], tmp_path)["method"].tolist() == ["new"] * 3
    aliases(("Kelon Works", "kelon", None, None)).drop(columns=["from_date", "to_date"]).to_csv(
        tmp_path / "aliases.csv", index=False)
    assert harmonise(names, tmp_path)["organisation_id"].tolist() == ["kelon"] * 3
