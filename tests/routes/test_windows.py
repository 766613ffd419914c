"""Each patent rule at, before and after each edge of its window, and with one of its conditions taken away."""

import pandas as pd
import pytest

from sixroutes.routes import assign

FIELD = "F25D"
DAY = "2005-06-15"  # of the event
LICENCE = ("licence_in", "haier", "Liebherr", "DE")
ALLIANCE = ("foreign_alliance", "haier", "Toshiba", "JP")
TAKEOVER = ("foreign_acquisition", "haier", "Candy", "IT")


@pytest.fixture
def case(make_events, make_patents, make_party, make_frame, choices):
    """The routes of the firm's patent (US1) that may follow from an event; US0 is a patent of the partner.

    A first filing of the firm in the same subclass (US2) stands before the event, so that US1 is not the first.
    """

    def case(event, filed, *, source_filed="2003-01-01", cites=False, inventor="Anna Rossi", signer="Anna Rossi",
             technology="refrigerators",
             field=FIELD, source_field=FIELD, country=None, earlier="2005-01-01", partner=None, changed=None,
             ownership=(), beside=(), **given):
        kind, firm, name, seat = event
        source = make_party(name, country=country or seat, sector=given.pop("sector", "company"))
        events, parties = make_events((kind, firm, [source, *beside], {"technology": technology, **given}))
        events["date"] = parties["date"] = pd.Timestamp(DAY).as_unit("us")
        applicants = [make_party(firm), *([partner] if partner else [])]
        patents = make_patents((source_filed, [source]), (filed, applicants), (earlier, [make_party(firm)]))
        names = {"US0": signer, "US1": inventor, "US2": "Somebody Else"}
        inventors = [dict(patent_id=unit, sequence=0, name=name, country="CN") for unit, name in names.items()]
        classes = {"US0": source_field, "US1": field, "US2": FIELD}
        citations = [dict(citing_id="US1", cited_id=cited) for cited in ([cites] if isinstance(cites, str) else
                                                                        ["US0"] if cites else [])]
        made = assign(*patents, make_frame("inventors", inventors), make_frame("citations", citations), events, parties,
                      make_frame("ownership", list(ownership)), {**choices, **(changed or {})},
                      classifications=make_frame("classifications", [
                          dict(patent_id=unit, scheme="IPC", symbol=f"{symbol}11/00")
                          for unit, symbol in classes.items() if symbol]))
        return _Case(made)

    return case


class _Case:
    def __init__(self, made):
        self.made = made
        rows = made["assignments"].query("unit_id == 'US1'")
        self.routes = sorted(rows["route"])
        self.rules = sorted(rows["rule"].str.removeprefix("original.patent."))
        self.level = rows["level"].iloc[0]

    def missing(self, rule):
        rows = self.made["evidence"].query("unit_id == 'US1' and rule == @rule and not fired")
        return rows["missing"].tolist()


NOBODY = "Nobody Known"
WINDOWS = {  # (event, filed, further) -> route
    "import, citation, the same day": (LICENCE, DAY, dict(cites=True), "original"),
    "import, citation, the day after": (LICENCE, "2005-06-16", dict(cites=True), "absorption"),
    "import, citation, last day": (LICENCE, "2010-06-15", dict(cites=True), "absorption"),
    "import, citation, too late": (LICENCE, "2010-06-16", dict(cites=True), "original"),
    "import, citation, other field": (LICENCE, "2007-01-01", dict(cites=True, field="H04N"), "original"),
    "import, citation, classes unknown": (LICENCE, "2007-01-01", dict(cites=True, field=None), "original"),
    "import, citation, text without a field": (LICENCE, "2007-01-01", dict(cites=True, technology="know-how"),
                                               "original"),
    "import, field and window alone": (LICENCE, "2007-01-01", {}, "original"),
    "import from at home": (LICENCE, "2007-01-01", dict(cites=True, country="CN"), "original"),
    "import of consulting": (LICENCE, "2007-01-01", dict(cites=True, technology_content="no"), "original"),
    "import that failed": (LICENCE, "2007-01-01", dict(cites=True, status="failed"), "original"),
    "licensed patent, last day": (LICENCE, "2015-06-15", dict(cites="US5032543B2", note="US5032543"), "absorption"),
    "licensed patent, too late": (LICENCE, "2015-06-16", dict(cites="US5032543B2", note="US5032543"), "original"),
    "first in the field for five years": (LICENCE, "2007-01-01", dict(earlier="2001-12-31"), "absorption"),
    "five years since the last": (LICENCE, "2007-01-01", dict(earlier="2002-01-01"), "original"),
    "alliance, inventor, first day": (ALLIANCE, DAY, dict(inventor="ANNA  ROSSI"), "foreign_alliance"),
    "alliance, inventor, day before": (ALLIANCE, "2005-06-14", {}, "original"),
    "alliance, inventor, last day": (ALLIANCE, "2010-06-15", {}, "foreign_alliance"),
    "alliance, inventor, too late": (ALLIANCE, "2010-06-16", {}, "original"),
    "alliance, other field": (ALLIANCE, "2007-01-01", dict(field="H04N"), "original"),
    "alliance, citation": (ALLIANCE, "2007-01-01", dict(inventor=NOBODY, cites=True), "foreign_alliance"),
    "alliance, neither": (ALLIANCE, "2007-01-01", dict(inventor=NOBODY), "original"),
    "alliance without R&D": (ALLIANCE, "2007-01-01", dict(technology_content="unclear"), "original"),
    "alliance, partner's patent too old": (ALLIANCE, "2007-01-01", dict(source_filed="2000-06-14"), "original"),
    "alliance, a name of pinyin's two syllables": (
        ALLIANCE, "2007-01-01", dict(inventor="Jian Gao", signer="Gao Jian"), "original"),
    "alliance, the same two syllables in the same order": (
        ALLIANCE, "2007-01-01", dict(inventor="Jian Gao", signer="Jian Gao"), "original"),
    "alliance, three syllables": (ALLIANCE, "2007-01-01", dict(inventor="Jianguo Gao", signer="Jianguo Gao"),
                                  "foreign_alliance"),
    "takeover, inventor, first day": (TAKEOVER, DAY, dict(field="H04N"), "foreign_acquisition"),
    "takeover, inventor, day before": (TAKEOVER, "2005-06-14", {}, "original"),
    "takeover, inventor, last day": (TAKEOVER, "2010-06-15", {}, "foreign_acquisition"),
    "takeover, inventor, too late": (TAKEOVER, "2010-06-16", {}, "original"),
    "takeover, target's patent five years old": (TAKEOVER, "2007-01-01", dict(source_filed="2000-06-15"),
                                                 "foreign_acquisition"),
    "takeover, target's patent too old": (TAKEOVER, "2007-01-01", dict(source_filed="2000-06-14"), "original"),
    "takeover, citation and field": (TAKEOVER, "2007-01-01", dict(inventor=NOBODY, cites=True), "foreign_acquisition"),
    "takeover, citation, other field": (TAKEOVER, "2007-01-01", dict(inventor=NOBODY, cites=True, field="H04N"),
                                        "original"),
    "takeover, citation of a patent after closing": (
        TAKEOVER, "2008-01-01", dict(inventor=NOBODY, cites=True, source_filed="2005-06-15"), "original"),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_edge(name, case):
    event, filed, given, route = WINDOWS[name]
    assert case(event, filed, **given).routes == [route]


def test_levels_and_subtypes_of_absorption(case):
    named = case(LICENCE, "2012-01-01", cites="US5032543B2", note="US5032543")
    assert (named.rules, named.level) == (["absorption.patent.cites_licensed"], "A")
    assert case(LICENCE, "2007-01-01", cites=True).level == "B"
    first = case(LICENCE, "2007-01-01", earlier="2001-12-31").made["assignments"].set_index("unit_id").loc["US1"]
    assert first["reason"].startswith("The first filing of the group in F25D for 5 years, a field of the import e0 ")
    context = case(LICENCE, "2007-01-01")
    assert "absorption.patent.field_and_window" in set(context.made["evidence"].query("fired")["rule"])
    runner_up = context.made["runners_up"].set_index("unit_id").loc["US1"]
    assert runner_up["route"] == "absorption" and runner_up["level"] == "C" and runner_up["fired"]


def test_a_partner_in_the_application_makes_no_absorption(case, make_party):
    both = case(LICENCE, "2007-01-01", cites=True, partner=make_party("Tsinghua", "university"))
    assert both.routes == ["research_partnership"]


@pytest.mark.parametrize(("choice", "value", "event", "filed", "given"), [
    ("absorption_field_window_years", 10, LICENCE, "2014-01-01", dict(cites=True)),
    ("alliance_tail_years", 10, ALLIANCE, "2014-01-01", {}),
    ("acquisition_window_years", 10, TAKEOVER, "2014-01-01", {}),
    ("target_inventor_years", 20, TAKEOVER, "2007-01-01", dict(source_filed="1990-01-01")),
    ("first_filing_years", 1, LICENCE, "2007-01-01", {}),
    ("short_pinyin_names", True, ALLIANCE, "2007-01-01", dict(inventor="Jian Gao", signer="Jian Gao")),
])
def test_a_choice_moves_the_edge(choice, value, event, filed, given, case):
    assert case(event, filed, **given).routes == ["original"]
    assert case(event, filed, changed={choice: value}, **given).routes != ["original"]


def test_nearly_names_the_missing_condition(case):
    late = case(ALLIANCE, "2010-06-16", cites=True)
    assert late.missing("foreign_alliance.patent.cites_partner") == [
        "the alliance is active when it is filed (up to 5 years)"]
    other = case(ALLIANCE, "2007-01-01", cites=True, field="H04N")
    assert other.missing("foreign_alliance.patent.cites_partner") == ["it is in the field of the alliance"]
    nobody = case(ALLIANCE, "2007-01-01", inventor=NOBODY)
    assert nobody.missing("foreign_alliance.patent.cites_partner") == ["it cites a patent of the partner"]


def test_closing_is_the_day_of_control(case):
    """The event says 2005; by the table of ownership control passed a year later."""
    later = dict(child_id="Candy", parent_id="haier", from_date=pd.Timestamp("2006-06-15"), basis="acquired",
                 control=True, certainty="high")
    assert case(TAKEOVER, "2011-06-15", ownership=[later]).routes == ["foreign_acquisition"]
    assert case(TAKEOVER, "2006-06-14", ownership=[later]).routes == ["original"]


@pytest.mark.parametrize("basis", ["acquired", "joint venture"])
def test_a_seller_or_co_investor_is_no_target(basis, case, make_party):
    passes = dict(child_id="Zerowatt", parent_id="haier", from_date=pd.Timestamp("2005-09-01"), basis=basis,
                  control=True, certainty="high")
    cited = dict(inventor=NOBODY, cites=True, beside=[make_party("Zerowatt", country="IT")])
    assert case(TAKEOVER, "2007-01-01", **cited).routes == ["foreign_acquisition"]
    assert case(TAKEOVER, "2007-01-01", ownership=[passes], **cited).routes == ["original"]


@pytest.mark.parametrize(("gap", "body_field", "country", "route"), [
    ("2000-01-01", FIELD, "CN", "research_partnership"), ("1999-12-31", FIELD, "CN", "original"),
    ("2010-01-01", FIELD, "CN", "research_partnership"), ("2010-01-02", FIELD, "CN", "original"),
    ("2005-01-01", "H04N", "CN", "original"), ("2005-01-01", FIELD, "US", "original"),
])
def test_academic_inventors(gap, body_field, country, route, case):
    """The firm files on 2005-01-01; a patent of a university with the same name stands at the edge of five years."""
    university = ("own_core_technology", "haier", "Some University", country)
    found = case(university, "2005-01-01", source_filed=gap, source_field=body_field, sector="university",
                 earlier="2004-01-01")
    assert found.routes == [route]


def test_a_common_name_tells_nobody(make_patents, make_party, make_frame, make_events, choices):
    who = [make_party("haier"), make_party("Some University", "university"), make_party("Konka")]
    patents = make_patents(*[("2005-01-01", [party]) for party in who])
    none = make_events()

    def routes(changed):
        made = assign(*patents, make_frame("inventors", [
            dict(patent_id=f"US{n}", sequence=0, name="Wang Xiaoming") for n in range(3)]),
            make_frame("citations", []), *none, make_frame("ownership", []), {**choices, **changed},
            classifications=make_frame("classifications", [
                dict(patent_id=f"US{n}", scheme="IPC", symbol="F25D11/00") for n in range(3)]))
        return made["assignments"]["route"].tolist(), made["runners_up"]["route"].tolist()

    assert routes({}) == (["original"], ["research_partnership"])
    assert routes({"inventor_name_groups": 3}) == (["research_partnership"], ["original"])


@pytest.mark.parametrize(("stake", "route"), [(9.9, "original"), (10, "foreign_alliance"), (90, "foreign_alliance"),
                                              (90.1, "original")])
def test_stakes_of_joint_ventures(stake, route, make_patents, make_party, make_frame, make_events, choices):
    venture = make_party("Venture", owner="haier") | dict(foreign_stake_percent=stake)
    made = assign(*make_patents(("2005-01-01", [venture])), make_frame("inventors", []), make_frame("citations", []),
                  *make_events(), make_frame("ownership", []), choices)
    assert made["assignments"]["route"].tolist() == [route]


@pytest.mark.parametrize(("filed", "route"), [("2006-05-31", "foreign_alliance"), ("2006-06-01", "foreign_acquisition"),
                                              ("2011-06-01", "foreign_acquisition"), ("2011-06-02", "original")])
def test_a_joint_venture_changes_route_on_the_day_control_passes(filed, route, make_patents, make_party, make_frame,
                                                                 make_events, choices):
    venture = make_party("Venture", owner="haier")
    before = filed < "2006-06-01"
    venture |= dict(foreign_stake_percent=49.0) if before else dict(acquired_on=pd.Timestamp("2006-06-01"))
    ownership = [dict(child_id="Venture", parent_id="Sanyo", from_date=pd.Timestamp("2000-01-01"),
                      to_date=pd.Timestamp("2006-06-01"), share_percent=49.0, basis="joint venture", control=False,
                      certainty="high")]
    events = make_events(("foreign_joint_venture", "haier", [make_party("Sanyo", country="JP")], {"year": 2000}))
    made = assign(*make_patents((filed, [venture])), make_frame("inventors", []), make_frame("citations", []),
                  *events, make_frame("ownership", ownership), choices)
    assert made["assignments"].query("unit_kind == 'patent'")["route"].tolist() == [route]


def test_government_alone_is_context(make_patents, make_party, make_frame, make_events, choices):
    patents = make_patents(("2005-01-01", [make_party("haier"), make_party("Ministry", "government")]))
    made = assign(*patents, make_frame("inventors", []), make_frame("citations", []), *make_events(),
                  make_frame("ownership", []), choices)
    context = made["evidence"].query("level == 'C'")
    assert context["subtype"].tolist() == ["gov_funded"] and not context["counted"].any()
    assert made["assignments"]["route"].tolist() == ["other"]
    counted = assign(*patents, make_frame("inventors", []), make_frame("citations", []), *make_events(),
                     make_frame("ownership", []), {**choices, "counted_levels": ["A", "B", "C"]})["assignments"]
    assert counted[["route", "level", "counted"]].values.tolist() == [["research_partnership", "C", True]]


@pytest.mark.parametrize(("owner", "address", "territories", "by", "route"), [
    ("TW", "TW", ["foreign", "hmt"], "owner", "foreign_alliance"), ("TW", "TW", ["foreign"], "owner", "other"),
    ("JP", "CN", ["foreign", "hmt"], "owner", "foreign_alliance"), ("JP", "CN", ["foreign", "hmt"], "address", "other"),
])
def test_territory(owner, address, territories, by, route, make_patents, make_party, make_frame, make_events, choices):
    other = make_party("Partner", country=owner) | dict(
        address_country=address, address_territory="domestic" if address == "CN" else "hmt")
    made = assign(*make_patents(("2005-01-01", [make_party("haier"), other])), make_frame("inventors", []),
                  make_frame("citations", []), *make_events(), make_frame("ownership", []),
                  {**choices, "cross_border_territories": territories, "territory_by": by})
    assert made["assignments"]["route"].tolist() == [route]


@pytest.mark.parametrize(("share", "level"), [(0.5, "A"), (0.51, "B")])
def test_self_citation_share(share, level, make_patents, make_party, make_frame, make_events, choices):
    patents = make_patents(("2000-01-01", [make_party("haier")]), ("2005-01-01", [make_party("haier")]))
    citations = [dict(citing_id="US1", cited_id="US0"), dict(citing_id="US1", cited_id="EP9")]
    made = assign(*patents, make_frame("inventors", []), make_frame("citations", citations), *make_events(),
                  make_frame("ownership", []), {**choices, "self_citation_share": share})
    assert made["assignments"].set_index("unit_id").at["US1", "level"] == level
