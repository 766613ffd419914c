"""What a person is asked to look at: gaps, changes without a day, changes after the study; none of it is an error."""

import pandas as pd
import pytest

from sixroutes.organisations import ownership_doubts


@pytest.fixture
def doubts(make_held):
    """A function from intervals (and patents, and the study's last day) to the doubts about them."""

    def find(*rows, filed=(), as_of=None):
        patents = pd.DataFrame(list(filed), columns=["organisation_id", "date"])
        patents = patents.assign(patent_id=[f"US{n}" for n in range(len(filed))], date=pd.to_datetime(patents["date"]))
        return ownership_doubts(make_held(*rows), filed=patents, as_of=as_of)

    return find


def test_a_gap_is_told_with_the_patents_in_it(doubts):
    found = doubts(("hydis", "boe", "2003-01-01", "2006-09-01", None, "acquired"),
                   ("hydis", "e_ink", "2008-01-01", None, 78, "acquired"),
                   filed=[("hydis", "2006-08-31"), ("hydis", "2006-09-01"), ("hydis", "2007-12-31"),
                          ("hydis", "2008-01-01"), ("boe", "2007-01-01")])
    assert found[["doubt", "owner_before", "owner_after", "n_patents"]].values.tolist() == [["gap", "boe", "e_ink", 2]]
    assert found[["from_date", "to_date"]].iloc[0].tolist() == [pd.Timestamp("2006-09-01"), pd.Timestamp("2008-01-01")]


def test_a_minority_stake_between_two_majorities_is_a_gap(doubts):
    found = doubts(("nubia", "zte", "2001-01-01", "2017-08-17", 60), ("nubia", "zte", "2017-08-17", "2020-12-28", 49.9,
                   "minority stake"), ("nubia", "zte", "2020-12-28", None, 78.3, "acquired"))
    assert found["doubt"].tolist() == ["gap"]


@pytest.mark.parametrize(("date", "doubt", "end", "hits"), [
    ("2006", "year only", "2007-01-01", 3), ("2006-12", "month only", "2007-01-01", 2), ("2006-12-13", None, None, 0)])
def test_a_purchase_without_a_day(date, doubt, end, hits, doubts):
    found = doubts(("kelon", "hisense", date, None, 26, "acquired"), ("ronshen", "kelon"),
                   filed=[("kelon", "2005-12-31"), ("kelon", "2006-01-01"), ("kelon", "2006-12-31"),
                          ("ronshen", "2006-12-01"), ("kelon", "2007-01-01"), ("hisense", "2006-12-05")])
    assert found["doubt"].tolist() == ([doubt] if doubt else [])
    assert found["to_date"].tolist() == ([pd.Timestamp(end)] if end else []) and found["n_patents"].sum() == hits


def test_a_sale_is_one_doubt_though_two_rows_tell_of_it(doubts):
    found = doubts(("aqua", "sanyo", None, "2012-03", 100, "divested"), ("aqua", "haier", "2012-03", None, 100,
                                                                         "acquired"))
    assert found[["doubt", "owner_before", "owner_after"]].values.tolist() == [["month only", "sanyo", "haier"]]


def test_what_is_no_change_of_owner_is_no_doubt(doubts):
    found = doubts(("dynex", "times", None, "2019", 75, "acquired"), ("dynex", "times", "2019", None, 100, "acquired"),
                   ("unit", "firm", "1999"), ("venture", "firm", "2003", None, 51, "joint venture"),
                   ("ninebot", "xiaomi", "2014", None, 20, "minority stake"))
    assert found.empty


def test_a_change_after_the_study_is_told(doubts):
    found = doubts(("kelon", "hisense", "2006-12", None, 26, "acquired"), as_of="2005-12-31")
    assert found["doubt"].tolist() == ["after the study"] and found["to_date"].isna().all()


def test_no_intervals_no_doubts(make_frame):
    assert ownership_doubts(make_frame("facts_ownership", [])).empty
