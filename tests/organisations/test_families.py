"""One applicant in two scripts, by families and addresses: what is merged, what is asked, what is left alone."""

import pandas as pd
import pytest

from sixroutes.organisations.names import resolve

CHINESE, LATIN = "青岛海尔空调器有限总公司", "QINGDAO HAIER AIR CONDITIONER GENERAL CO LTD"


@pytest.fixture
def link(facts):
    """A function from families, each a list of its members' applicants, to (names, pairs by families and addresses).

    An applicant is a name, or (name, address).
    """

    def make(*families, overrides=None):
        rows = [dict(family_id=f"f{n}", patent_id=f"f{n}-{m}", sequence=place,
                     raw_name=entry if isinstance(entry, str) else entry[0],
                     raw_address=None if isinstance(entry, str) else entry[1])
                for n, members in enumerate(families) for m, member in enumerate(members)
                for place, entry in enumerate(member)]
        filings = pd.DataFrame(rows)
        names, pairs = resolve(filings["raw_name"].unique(), facts["aliases"], facts["organisations"], hinting=False,
                               overrides=overrides, filings=filings)
        pairs = pairs[pairs["method"].isin(["family", "address"])]
        return (names.set_index("raw_name")["organisation_id"].to_dict(),
                pairs[["method", "state", "score"]].to_numpy().tolist())

    return make


def test_three_families_of_each_alone_are_one_organisation_where_the_name_spells_it(link):
    names, pairs = link(*[([CHINESE], [LATIN])] * 3)
    assert names[CHINESE] == names[LATIN] and pairs == [["family", "merged", 0.7]]
    names, pairs = link(*[([CHINESE], [LATIN])] * 2)
    assert names[CHINESE] != names[LATIN] and pairs == [["family", "undecided", 0.5]]
    assert link(([CHINESE], [LATIN]))[1] == []


def test_a_name_that_does_not_spell_it_is_asked_about(link):
    names, pairs = link(*[(["阿里巴巴集团控股有限公司"], ["ADVANCED NEW TECHNOLOGIES CO., LTD."])] * 9)
    assert len(set(names.values())) == 2 and pairs == [["family", "undecided", 0.5]]


@pytest.mark.parametrize("other", [([CHINESE], ["SIEMENS AG"]), (["青岛胶南海尔有限公司"], [LATIN])])
def test_another_partner_contradicts(link, other):
    assert link(*[([CHINESE], [LATIN])] * 9, other)[1] == []


def test_another_spelling_is_no_other_partner(link):
    names, pairs = link(*[([CHINESE], [LATIN])] * 9, ([CHINESE], [LATIN.replace("CONDITIONER", "CONDITIONRE")]))
    assert len(set(names.values())) == 1 and [pair[1] for pair in pairs] == ["merged"]


def test_beside_other_applicants_it_is_asked_and_only_at_the_same_place(link):
    family = ([CHINESE, "青岛大学"], [LATIN, "QINGDAO UNIV"])
    names, pairs = link(*[family] * 9)
    assert names[CHINESE] != names[LATIN] and pairs == [["family", "undecided", 0.5]]
    assert link(*[([CHINESE, "清华大学"], [LATIN])] * 9)[1] == []
    assert [pair[1] for pair in link(*[([CHINESE, LATIN],)] * 9)[1]] == ["undecided"]  # both in one member


def test_members_of_one_family_count_once(link):
    assert link(([CHINESE], [CHINESE], [CHINESE], [LATIN], [LATIN]))[1] == []


def test_two_curated_organisations_are_never_merged(link, facts, make_frame):
    rows = [dict(organisation_id=name, name_en=text, sector="company", country="CN", group_id=name)
            for name, text in (("one", CHINESE), ("two", LATIN))]
    facts["organisations"] = make_frame("facts_organisations", rows)
    names, pairs = link(*[([CHINESE], [LATIN])] * 9)
    assert names == {CHINESE: "one", LATIN: "two"} and [pair[1] for pair in pairs] == ["conflict"]


def test_a_curated_organisation_gets_its_other_script(link, facts, make_frame):
    facts["organisations"] = make_frame("facts_organisations", [
        dict(organisation_id="one", name_en=LATIN, sector="company", country="CN", group_id="one")])
    assert link(*[([CHINESE], [LATIN])] * 3)[0] == {CHINESE: "one", LATIN: "one"}


def test_told_apart_by_a_person(link, make_frame):
    told = make_frame("facts_overrides", [dict(raw_name=CHINESE, decision="apart", other_name=LATIN)])
    names, pairs = link(*[([CHINESE], [LATIN])] * 9, overrides=told)
    assert names[CHINESE] != names[LATIN] and [pair[1] for pair in pairs] == ["apart"]


def test_an_address_only_asks(link):
    place = "1 Haier Road, Qingdao 266101"
    families = [([(CHINESE, place)], [("SOMEBODY ELSE KG", place.upper())])]
    assert link(*families)[1] == [["address", "undecided", 0.4]]
    assert link(*families, ([("THIRD PARTY KG", place)],))[1] == []
    assert link(([(CHINESE, "Qingdao")], [("SOMEBODY ELSE KG", "Qingdao")]))[1] == []


def test_the_order_of_rows_does_not_matter(facts):
    rows = pd.DataFrame([dict(family_id=f"f{n}", patent_id=f"f{n}-{name}", sequence=0, raw_name=name)
                         for n in range(4) for name in (CHINESE, LATIN, "ACME KG")[:2 + n % 2]])
    found = [resolve(frame["raw_name"].unique(), facts["aliases"], facts["organisations"], filings=frame)[1]
             for frame in (rows, rows.iloc[::-1])]
    columns = ["key", "other", "method", "state"]
    pd.testing.assert_frame_equal(*[frame[columns].sort_values(columns, ignore_index=True) for frame in found])
