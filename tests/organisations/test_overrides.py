"""A person's decisions about names: they win, and where they contradict each other, none is applied."""

import pytest

from sixroutes.errors import InputError
from sixroutes.organisations.names import check_overrides, resolve


@pytest.fixture
def decide(make_frame):
    def table(*rows):
        columns = ("raw_name", "decision", "other_name", "organisation_id")
        return make_frame("facts_overrides", [dict(zip(columns, row, strict=False)) for row in rows])
    return table


def organisations_of(names, facts, overrides):
    found = resolve(names, facts["aliases"], facts["organisations"], facts["homonyms"], overrides=overrides)
    return found[0]["organisation_id"].tolist(), found[1]


def test_a_name_is_given_to_an_organisation(facts, decide):
    assert organisations_of(["Ronshen"], facts, decide(("Ronshen", "organisation", None, "kelon")))[0] == ["kelon"]


def test_two_names_are_one(facts, decide):
    found = organisations_of(["Kelong", "Kelon Electric"], facts, decide(("Kelong", "same", "Kelon Electric")))[0]
    assert found[0] == found[1]


def test_two_names_are_told_apart(facts, decide):
    names = ["Qindao Aucma Freezers", "Qingdao Aucma Freezers"]
    found, pairs = organisations_of(names, facts, decide((*names[:1], "apart", names[1])))
    assert found[0] != found[1]
    assert pairs["state"].tolist() == ["apart"]


def test_a_name_that_is_not_met_says_nothing(facts, decide):
    assert organisations_of(["Siemens"], facts, decide(("Nobody", "same", "No one")))[0] == ["name:siemen"]


@pytest.mark.parametrize(("rows", "message"), [
    ([("A", "same", None)], "says no other_name.*row 2, column other_name|overrides.csv, row 2, column other_name"),
    ([("A", "organisation", "B", None)], "row 2, column organisation_id"),
    ([("A", "organisation", None, "nobody")], "'nobody' is not in organisations.csv"),
    ([("A", "same", "A")], "compared with itself"),
    ([("A", "same", "B"), ("B", "same", "C"), ("A", "apart", "C")], "row 4, column decision"),
    ([("A", "same", "B"), ("A", "organisation", None, "kelon"), ("B", "organisation", None, "aqua")],
     "given to 'aqua' here, and to 'kelon' by row 3"),
])
def test_decisions_that_cannot_be_followed(rows, message, facts, decide):
    with pytest.raises(InputError, match=message):
        check_overrides(decide(*rows), facts["organisations"])
