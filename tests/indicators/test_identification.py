"""What the data can show must follow from the data, not from what we know of them."""

import pandas as pd

from sixroutes.indicators import funnel, identify
from sixroutes.schemas import CONTRACTS, check
from sixroutes.vocabulary import ROUTES

from .study import applicants, assignments, clusters, empty, events

PATENTS = assignments([("p1", "haier", "original", 1.0, 2001), ("p2", "haier", "original", 1.0, 2002),
                       ("p3", "hisense", "research_partnership", 1.0, 2003)], "patents")
PARTIES = applicants([("p1", "haier_g", "haier_g", "haier"), ("p1", "haier_ac", "haier_g", "haier"),
                      ("p2", "haier_g", "haier_g", "haier"), ("p3", "hisense_g", "hisense_g", "hisense"),
                      ("p3", "tsinghua", "tsinghua", None)])


def patents(offices=("US", "US", "US")):
    frame = pd.DataFrame({"patent_id": ["p1", "p2", "p3"], "office": list(offices)})
    return check(frame.assign(family_id=frame["patent_id"], family_basis="patent", kind="invention",
                              filing_date=pd.Timestamp("2001-01-01"), grant_date=pd.NaT, title="t", number="1",
                              kind_code=None, date_precision="day", source="s",
                              source_file="p.parquet", source_row=[1, 2, 3]), CONTRACTS["patents"])


def citations(n=1):
    return check(pd.DataFrame({"citing_id": ["p1"] * n, "cited_id": [f"x{k}" for k in range(n)], "category": None}),
                 CONTRACTS["citations"])


def inventors(per_patent):
    rows = [(unit, place) for unit in ("p1", "p2", "p3") for place in range(per_patent)]
    frame = pd.DataFrame(rows, columns=["patent_id", "sequence"])
    return check(frame.assign(name="Li", country="CN"), CONTRACTS["inventors"])


def found(**changed):
    given = dict(assignments=PATENTS, clusters=clusters(), patents=patents(), citations=empty("citations"),
                 inventors=inventors(1), applicant_groups=PARTIES) | changed
    return identify(**given).set_index(["unit_kind", "route"])


def test_without_citations_absorption_is_not_identified():
    row = found().loc[("patent", "absorption")]
    assert row["bound"] == "not identified" and not row["identified"] and "0 citations" in row["reason_en"]
    assert found(citations=citations()).loc[("patent", "absorption"), "identified"]


def test_cluster_partnership_needs_a_patent_of_two_rivals():
    assert not found().loc[("patent", "cluster_partnership"), "identified"]
    assert "0 of 3" in found().loc[("patent", "cluster_partnership"), "reason_en"]
    rivals = pd.concat([PARTIES, applicants([("p2", "hisense_g", "hisense_g", "hisense")]).assign(sequence=1)])
    row = found(applicant_groups=rivals).loc[("patent", "cluster_partnership")]
    assert row["identified"] and "1 of 3" in row["reason_en"]


def test_original_is_an_upper_bound_as_long_as_other_routes_hide_in_it():
    assert found().loc[("patent", "original"), "bound"] == "upper bound"
    rivals = pd.concat([PARTIES, applicants([("p2", "hisense_g", "hisense_g", "hisense")]).assign(sequence=1)])
    row = found(applicant_groups=rivals, citations=citations()).loc[("patent", "original")]
    assert row["bound"] == "point"


def test_one_office_is_named():
    assert "(US)" in found().loc[("patent", "research_partnership"), "reason_en"]
    two = found(patents=patents(("US", "CN", "US")))
    assert "(US)" not in two.loc[("patent", "research_partnership"), "reason_en"]


def test_a_source_that_follows_inventors_is_no_census():
    assert "1.00 inventors per patent" in found().loc[("patent", "original"), "reason_en"]
    assert "census" not in found(inventors=inventors(3)).loc[("patent", "original"), "reason_en"]


def test_events_identify_all_routes_and_say_where_they_are_few():
    log = assignments([(f"e{k}", "haier", "original", 1.0, 2001) for k in range(10)])
    table = found(assignments=log)
    assert table["identified"].all() and set(table.index) == {("event", route) for route in ROUTES}
    assert "1 of 2 clusters" in table.loc[("event", "original"), "reason_en"]
    assert "不足10个" in table.loc[("event", "original"), "reason_zh"]
    only = found(assignments=log, clusters=clusters(["qingdao"]))
    assert "fewer" not in only.loc[("event", "original"), "reason_en"]


def test_no_units_no_sentences():
    assert found(assignments=assignments([])).empty


def account(**files):
    return check(pd.DataFrame([dict(source_file=name, source="s", format="f", unit="row", read=read, kept=read,
                                    duplicate=0, rejected=0, duplicate_of=None) for name, read in files.items()]),
                 CONTRACTS["account"])


def test_the_funnel_adds_up():
    log = assignments([(f"e{k}", "haier", "original", 1.0, 2001) for k in range(5)])
    raw = events(log, status=["counted", "twin", "failed", "not_a_route", "unverified"])
    table = funnel(account(**{"events.csv": 9, "p.parquet": 7}), raw, pd.concat([log, PATENTS[:2]]), patents(), PARTIES)
    table = table.set_index(["unit_kind", "position"])
    assert table.loc["event", "n"].tolist() == [9, 5, 4, 3, 2, 1, 1]
    assert table.loc["patent", "n"].tolist() == [7, 3, 3, 3, 2]
    for kind in ("event", "patent"):
        steps = table.loc[kind]
        assert steps["n"].iloc[0] - steps["left_out"].sum() == steps["n"].iloc[-1]
        assert (steps["n"].diff().fillna(0) == -steps["left_out"]).all()


def test_a_study_of_events_alone_has_one_funnel():
    log = assignments([("e1", "haier", "original", 1.0, 2001)])
    table = funnel(account(**{"events.csv": 1}), events(log), log)
    assert set(table["unit_kind"]) == {"event"} and table["left_out"].sum() == 0
