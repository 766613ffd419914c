"""What holds for any set of units: affiliates, strangers, the order of rows, and other choices."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sixroutes.routes import assign
from sixroutes.routes.assigning import TABLES, assign_prepared, prepare

SETTINGS = settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate],
                    suppress_health_check=[HealthCheck.function_scoped_fixture])
# (applicants by place in WHO, year, cites the licensor's patent)
WHO = [("haier",), ("Haier US", "company", "US", "haier"), ("hisense",), ("GE", "company", "US"),
       ("Tsinghua", "university"), ("Konka",)]
UNITS = st.lists(st.tuples(st.lists(st.sampled_from(range(len(WHO))), min_size=1, max_size=3, unique=True),
                           st.integers(2000, 2012), st.booleans()), min_size=1, max_size=5)


def as_party(make_party, row):
    name, sector, country, owner = (*row, *("company", "CN", None)[len(row) - 1:])
    return make_party(name, sector, country, owner=owner)


@pytest.fixture
def study(make_party, make_patents, make_events, make_frame):
    """All tables of a small study, as keywords of `assign`."""

    def study(units, strangers=()):
        filed = [("1999-01-01", [make_party("Liebherr", country="DE")])]
        filed += [(f"{year}-05-01", [as_party(make_party, WHO[place]) for place in places])
                  for places, year, _ in units]
        filed += [("2004-01-01", [party]) for party in strangers]
        patents, applicants = make_patents(*filed)
        events, parties = make_events(("licence_in", "haier", [make_party("Liebherr", country="DE")],
                                       {"year": 2003, "technology": "refrigerators"}))
        names = [dict(patent_id=unit, sequence=0, name=f"Inventor {unit}", country="CN")
                 for unit in patents["patent_id"]]
        classes = [dict(patent_id=unit, scheme="IPC", symbol="F25D11/00") for unit in patents["patent_id"]]
        cites = [dict(citing_id=f"US{n}", cited_id="US0") for n, (_, _, citing) in enumerate(units, 1) if citing]
        return dict(patents=patents, applicant_groups=applicants, inventors=make_frame("inventors", names),
                    citations=make_frame("citations", cites), events=events, partner_groups=parties,
                    ownership=make_frame("ownership", []), classifications=make_frame("classifications", classes))

    return study


@SETTINGS
@given(UNITS, st.randoms(use_true_random=False))
def test_order_and_weights(study, choices, units, random):
    tables = study(units)
    first = assign(**tables, choices=choices)
    sums = first["assignments"].groupby("unit_id")["weight"].sum()
    assert sums.tolist() == pytest.approx([1] * len(sums)) and first["route_doubts"].empty
    shuffled = {name: frame.iloc[random.sample(range(len(frame)), len(frame))].reset_index(drop=True)
                for name, frame in tables.items()}
    again = assign(**shuffled, choices=choices)
    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, again[name])


@SETTINGS
@given(UNITS)
def test_a_stranger_changes_nothing(study, make_party, choices, units):
    alone = assign(**study(units), choices=choices)
    beside = assign(**study(units, [make_party("Stranger", country="FR"), make_party("Another University",
                                                                                   "university")]), choices=choices)
    for name in TABLES:
        pd.testing.assert_frame_equal(alone[name], beside[name])


@SETTINGS
@given(st.lists(st.sampled_from(["Haier Washer", "Haier Fridge", "Haier Paris"]), min_size=1, max_size=3, unique=True))
def test_affiliates_of_one_group_never_cooperate(make_patents, make_party, make_events, make_frame, choices, names):
    rows = [make_party("haier"), *(make_party(name, country="FR" if "Paris" in name else "CN", owner="haier")
                                   for name in names)]
    made = assign(*make_patents(("2005-01-01", rows)), make_frame("inventors", []), make_frame("citations", []),
                  *make_events(), make_frame("ownership", []), choices)
    assert made["assignments"]["route"].tolist() == ["original"]


def test_prepared_units_give_what_assign_gives_under_any_choices(study, choices):
    tables = study([([0], 2006, True), ([0, 4], 2009, False), ([0], 2012, True), ([0, 3], 2005, False)])
    prepared = prepare(**tables)
    for changed in ({}, {"absorption_field_window_years": 10}, {"counted_levels": ["A"]},
                    {"acquisition_window_years": 3},
                    {"cross_border_territories": ["foreign"]}, {}):
        once = assign(**tables, choices={**choices, **changed})
        again = assign_prepared(prepared, {**choices, **changed})
        for name in TABLES:
            pd.testing.assert_frame_equal(once[name], again[name])
