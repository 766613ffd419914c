import pytest

from sixroutes.sources import deals
from sixroutes.sources.deals import settle_twins

SDC = ["Deal Number", "Date Announced", "Date Effective", "Participants", "Participant Nation", "Joint Venture Flag"]
EVENT = ["h-1", "1993-12", "Haier Group", "foreign_joint_venture", "A venture.", "Mitsubishi Heavy", "JP", "yes"]


@pytest.fixture
def parts(write_csv, facts):
    """A function that reads a template and exports of SDC, in that order."""
    def read(template, *exports):
        header = ["event_id", "date", "firm", "event_type", "description", "partners", "partner_countries", "verified"]
        paths = [write_csv(header, template, name="hand.csv")]
        paths += [write_csv(SDC, *(row for deal in export for row in deal), name=f"{place}.csv")
                  for place, export in enumerate(exports)]
        return [deals.read_event_file(path, facts) for path in paths]
    return read


def deal(number="7", day="1/2/1994", partner="MITSUBISHI HEAVY LTD", flag="Yes"):
    return [[number, day, day, "Haier Group", "China", flag], ["", "", "", partner, "Japan", ""]]


def test_a_deal_that_was_coded_by_hand_is_its_twin(parts, counts):
    hand, export = settle_twins(parts(EVENT, [deal(), deal("8", "1/2/1999")]))
    assert hand["events"]["status"].tolist() == ["counted"] and counts(hand["account"]) == [1, 1, 0, 0]
    assert export["events"][["status", "twin_of", "status_reason"]].fillna("").values.tolist() == [
        ["twin", "h-1", "the same event as h-1"], ["counted", "", ""]]
    assert counts(export["account"]) == [4, 1, 3, 0]


@pytest.mark.parametrize("other", [deal(partner="Mitsubishi Electric"), deal(day="1/2/1995"), deal(flag="No")])
def test_another_partner_year_or_type_is_another_event(parts, other):
    assert settle_twins(parts(EVENT, [other]))[1]["events"]["status"].tolist() == ["counted"]


def test_of_two_exports_the_first_has_the_event(parts, counts):
    bodies = parts([*EVENT[:-1], "no"], [deal()], [deal("9", "3/4/1994")])
    for order in ([0, 1, 2], [2, 1, 0]):
        settled = settle_twins([bodies[place] for place in order])
        exports = [part for part in settled if part["events"]["event_id"].iloc[0] != "h-1"]
        assert [part["events"]["status"].iloc[0] for part in exports] == ["counted", "twin"]
        assert exports[1]["events"]["twin_of"].iloc[0] == exports[0]["events"]["event_id"].iloc[0]


def test_a_study_without_exports(parts):
    [hand] = settle_twins(parts(EVENT))
    assert hand["events"]["status"].tolist() == ["counted"] and settle_twins([]) == []
