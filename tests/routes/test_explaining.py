"""What a reader is told of one unit agrees with its rows, in both languages, and says its doubts."""

import pandas as pd
import pytest

from sixroutes import tables
from sixroutes.routes import assign
from sixroutes.routes.explaining import explain
from sixroutes.routes.rules import rooms
from sixroutes.routes.wording import TERMS
from sixroutes.schemas import CONTRACTS

NOTHING = ("inventors", "citations", "classifications", "linked_groups")


@pytest.fixture
def told(make_patents, make_events, make_frame, choices, tmp_path):
    """The text of a unit: told("e0", events=..., patents=..., ownership=[...], language=...)."""

    def told(unit, events=None, patents=None, ownership=(), language="en"):
        events, partner_groups = events or make_events()
        patents, applicant_groups = patents or make_patents()
        empty = {name: make_frame(name, []) for name in NOTHING}
        made = assign(patents, applicant_groups, empty["inventors"], empty["citations"], events, partner_groups,
                      make_frame("ownership", list(ownership)), choices, empty["classifications"],
                      empty["linked_groups"])
        stages = {"sources": {"patents": patents, "events": events, "classifications": empty["classifications"]},
                  "organisations": {"applicant_groups": applicant_groups, "partner_groups": partner_groups},
                  "routes": made}
        for stage, frames in stages.items():
            (tmp_path / "toy" / stage).mkdir(parents=True, exist_ok=True)
            for name, frame in frames.items():
                tables.write(frame, tmp_path / "toy" / stage / f"{name}.parquet")
        return explain(unit, "toy", choices, tmp_path, language)

    return told


def owned(child, day, **more):
    return dict(child_id=child, parent_id="haier", from_date=pd.Timestamp(day), basis="acquired", control=True,
                certainty="high") | more


def test_every_code_has_a_term(choices):
    codes = [*CONTRACTS["events"].columns["verified"].choices, *CONTRACTS["events"].columns["status"].choices,
             *CONTRACTS["events"].columns["technology_content"].choices,
             *CONTRACTS["patents"].columns["kind"].choices,
             *(rule.subtype for kind in ("event", "patent") for rule in rooms(choices, kind) if rule.subtype)]
    assert set(codes) == set(TERMS)


def test_heading_of_an_event_has_what_was_coded(told, make_events, make_party):
    events = make_events(("foreign_acquisition", "haier", [make_party("Candy", country="IT", owner="name:candy")], {
        "stake_percent": 60.0, "alternative_type": "foreign_joint_venture", "note": "signed in spring",
        "date_precision": "month", "verified": "partly"}))
    english, chinese = told("e0", events), told("e0", events, language="zh")
    for text in (english, chinese):
        assert "e0 (2005-01): what happened" in text and "60%" in text and "signed in spring" in text
        assert "name:candy" not in text
    assert "could also be read as: foreign joint venture" in english and "也可视为：中外合资" in chinese
    assert "核实：部分" in chinese and "状态：计入" in chinese


def test_a_unit_abroad_is_shown_with_its_seat_and_its_owner(told, make_patents, make_party):
    text = told("US0", patents=make_patents(("2006-01-01", [make_party("Candy", country="IT", owner="haier")])))
    assert "Candy: company, IT; owner CN, group haier" in text
    assert "abroad: the applicant is a unit abroad." in text and "written as its first day" in text


def test_all_applicants_of_the_group_are_named(told, make_patents, make_party):
    patents = make_patents(("2006-05-03", [make_party("haier"), make_party("Haier Lab", owner="haier")]))
    assert "(Haier Lab, haier)." in told("US0", patents=patents)
    assert "first day" not in told("US0", patents=patents)


def test_only_the_joint_venture_is_called_so(told, make_patents, make_party):
    venture = make_party("Venture", owner="haier") | {"foreign_stake_percent": 44.0}
    text = told("US0", patents=make_patents(("2006-05-03", [make_party("haier"), venture])))
    assert "Filed by the joint venture Venture with a foreign stake of 44%." in text


def test_what_was_bought_is_told_from_who_sold_it(told, make_events, make_party):
    partners = [make_party("Candy", country="IT"), make_party("Bank", country="JP")]
    events = make_events(("foreign_acquisition", "haier", partners, {"technology": "washers"}))
    assert "took over Candy (a stake not stated; washers); technology is part of the deal." in told(
        "e0", events, ownership=[owned("Candy", "2005")])
    assert "took over Bank, Candy, in whole or in part (" in told("e0", events)
    chinese = told("e0", events, language="zh")
    assert "haier收购Bank, Candy（全部或部分）（持股：未说明；washers）；交易包含技术。" in chinese


def test_a_takeover_without_a_motive_says_why_it_counts(told, make_events, make_party):
    events = make_events(("foreign_acquisition", "haier", [make_party("Candy", country="IT")],
                          {"stake_percent": 52.0, "technology": "washers", "technology_content": "unclear"}))
    assert "(52%; washers); a motive is not stated, but the target patents." in told("e0", events)
    assert "（持股：52%；washers）；动机未见记载，但目标企业拥有专利。" in told("e0", events, language="zh")


def test_an_address_elsewhere_is_shown_beside_the_seat(told, make_patents, make_party):
    shell = make_party("haier") | dict(address_country="KY")
    patents = make_patents(("2006-05-03", [shell]))
    assert "haier: company, CN (address KY); owner CN" in told("US0", patents=patents)
    assert "haier：企业，CN（地址 KY）；所有者 CN" in told("US0", patents=patents, language="zh")


def test_a_unit_without_a_route_is_told_why(told, make_patents, make_events, make_party):
    stock = make_party("F&P", country="NZ") | dict(later_firm_id="haier")
    patents = make_patents(("2001-01-01", [stock]), ("2006-01-01", [make_party("haier")], {"family_id": "f"}),
                           ("2007-01-01", [make_party("haier")], {"family_id": "f"}),
                           ("2006-01-01", [make_party("stranger")]))
    events = make_events(("rd_centre", "haier", [], {"status": "not_a_route", "status_reason": "no lab"}))
    assert "acquired stock. haier came to hold an applicant later" in told("US0", patents=patents)
    assert "earliest filing, US1" in told("US2", patents=patents)
    assert "no firm of the study held an applicant" in told("US3", patents=patents)
    assert "Not counted: no lab" in told("e0", events) and "the event is not counted" in told("e0", events)


def _doubtful(make_events, make_patents, make_party):
    candy, later = make_party("Candy", country="IT"), make_party("Candy", country="IT", owner="haier")
    moved = make_party("haier") | dict(cluster_id="shenzhen")
    undated, parties = make_events(("rd_centre", "haier", [], {}))
    undated = undated.assign(date=pd.NaT, year=pd.NA, date_precision="none"), parties.assign(date=pd.NaT)
    patents, applicants = make_patents(("2006-01-01", [make_party("haier")]))
    bought = ("foreign_acquisition", "haier", [candy])
    return {
        "closed": ("e0", dict(events=make_events((*bought, {})), ownership=[owned("Candy", "2004-06-02")]),
                   "passed on 2004-06-02, before", "早于事件日期"),
        "failed": ("e0", dict(events=make_events((*bought, {"status": "failed"})),
                              patents=make_patents(("2006-01-01", [later]))), "marked as failed", "标为失败"),
        "itself": ("e0", dict(events=make_events(("foreign_acquisition", "haier", [later], {}))),
                   "are one group before the deal", "已属同一集团"),
        "venture": ("e0", dict(events=make_events(("foreign_joint_venture", "haier", [candy], {}))),
                    "No stake is stated", "未记载持股比例"),
        "undated event": ("e0", dict(events=undated), "has no date", "没有日期"),
        "undated patent": ("US0", dict(patents=(patents.assign(filing_date=pd.NaT), applicants)),
                           "no filing date", "没有申请日"),
        "moved": ("US1", dict(patents=make_patents(("2006-01-01", [make_party("haier")]), ("2007-01-01", [moved]))),
                  "belongs to qingdao first", "最初属于qingdao"),
    }


@pytest.mark.parametrize("case", ["closed", "failed", "itself", "venture", "undated event", "undated patent", "moved"])
def test_a_doubt_is_said_where_its_unit_is_explained(case, told, make_events, make_patents, make_party):
    unit, given, english, chinese = _doubtful(make_events, make_patents, make_party)[case]
    assert english in told(unit, **given).split("In doubt")[1]
    assert chinese in told(unit, language="zh", **given).split("存疑")[1]
