"""Readings: the study's own is the assignment itself, every option does what it says, options multiply."""

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.routes import assign
from sixroutes.routes.readings import AS_CHOSEN, DIMENSIONS, assign_readings, readings
from sixroutes.schemas import empty
from sixroutes.studies import SCHEMA, read_yaml

NOTHING = {name: empty(name) for name in ("patents", "applicant_groups", "inventors", "citations")}


@pytest.fixture
def read(make_events, no_ownership, choices):
    """{reading's options that are not the study's own: {route: share of events}} of some events."""

    def run(multiverse, *cases):
        events, parties = make_events(*cases)
        made = assign_readings(**NOTHING, events=events, partner_groups=parties, ownership=no_ownership,
                               choices=choices, multiverse={"event": multiverse})
        weights = made["reading_weights"].assign(weight=lambda rows: rows["weight"] * rows["n_units"])
        sums = weights.groupby(["reading", "route"])["weight"].sum()
        named = {row["reading"]: tuple(sorted(str(row[name]) for name in DIMENSIONS["event"] if row[name] != AS_CHOSEN))
                 for row in made["readings"].to_dict("records")}
        return {key: sums.loc[number].to_dict() if number in sums.index.get_level_values(0) else {}
                for number, key in named.items()}

    return run


def test_the_first_reading_is_the_assignment_itself(make_events, make_party, no_ownership, choices):
    events, parties = make_events(
        ("large_firm_cooperation", "haier", [make_party("huawei"), make_party("hisense")]),
        ("national_programme", "haier", [make_party("A University", "university"), make_party("hisense")]),
        ("rd_centre", "midea", []))
    given = dict(NOTHING, events=events, partner_groups=parties, ownership=no_ownership, choices=choices)
    assigned = assign(**given)["assignments"].groupby(["cluster_id", "route"])["weight"].sum()
    weights = assign_readings(**given, multiverse={"event": {"window": [3]}})["reading_weights"]
    own = weights[weights["reading"] == 0].assign(weight=lambda rows: rows["weight"] * rows["n_units"])
    assert own.groupby(["cluster_id", "route"])["weight"].sum().to_dict() == pytest.approx(assigned.to_dict())
    assert own.drop_duplicates("profile")["n_units"].sum() == len(events)


def test_options_multiply_and_each_does_what_it_says(read, make_party):
    found = read({"event_types": ["other"], "technology_clause": ["present", "absent"], "units": ["verified"]},
                 ("foreign_joint_venture", "haier", [make_party("Liebherr", country="DE")],
                  {"technology_content": "unclear"}),
                 ("equipment_import", "haier", [], {"alternative_type": "own_core_technology", "verified": "partly"}))
    assert len(found) == 2 * 3 * 2
    assert found[()] == {"other": 1, "absorption": 1}
    assert found["present",] == {"foreign_alliance": 1, "absorption": 1}
    assert found["other", "present"] == {"foreign_alliance": 1, "original": 1}
    assert found["verified",] == {"other": 1}


def test_choices_of_the_rules_the_other_way(read, make_party):
    found = read({"territory": ["hmt_domestic"], "consortia": ["counted"], "programmes": ["counted"]},
                 ("licence_in", "haier", [make_party("Foxconn", country="TW")]),
                 ("national_programme", "haier", [make_party("Ministry", "government")]),
                 ("large_firm_cooperation", "haier", [make_party("hisense")], {"technology": "television standards"}))
    assert found[()] == {"absorption": 1, "original": 1, "other": 1}
    assert found["hmt_domestic",] == {"original": 1, "other": 2}
    assert found["counted", "counted"] == {"absorption": 1, "cluster_partnership": 1, "research_partnership": 1}


def test_what_the_study_chose_itself_is_no_other_reading(choices):
    every = {"window": [3, 5, 10], "territory": ["hmt_abroad", "hmt_domestic"], "programmes": ["counted", "shown"]}
    assert len(readings("event", {"event": every}, choices)) == 3 * 2 * 2
    shorter = {**choices, "acquisition_window_years": 3}
    assert [one["window"].name for one in readings("event", {"event": {"window": [3, 5]}}, shorter)] == [AS_CHOSEN, "5"]
    assert len(readings("patent", {}, choices)) == 1


def test_level_a_is_read_off_what_was_decided_and_c_decides_anew(make_patents, make_party, make_frame, make_events,
                                                                 no_ownership, choices):
    patents, groups = make_patents(
        ("2010-05-01", [make_party("haier"), make_party("GE", country="US")]), ("2010-05-02", [make_party("haier")]),
        ("2010-05-03", [make_party("haier"), make_party("Ministry", "government")]))
    events, parties = make_events()
    made = assign_readings(patents, groups, make_frame("inventors", []), make_frame("citations", []), events, parties,
                           no_ownership, choices, {"patent": {"levels": ["A", "A-B", "A-C"]}})
    named = made["readings"].set_index("reading")["levels"]
    weights = made["reading_weights"].assign(levels=lambda rows: rows["reading"].map(named),
                                             weight=lambda rows: rows["weight"] * rows["n_units"])
    found = weights.groupby(["levels", "route"])["weight"].sum()
    assert found["as chosen"].to_dict() == {"foreign_alliance": 1, "original": 1, "other": 1}
    assert found["A"].to_dict() == {"foreign_alliance": 1}
    assert found["A-C"].to_dict() == {"foreign_alliance": 1, "original": 1, "research_partnership": 1}


def test_unknown_words_are_refused(choices):
    with pytest.raises(InputError, match=r"unknown dimension 'windows'.*event_types"):
        readings("event", {"event": {"windows": [3]}}, choices)
    with pytest.raises(InputError, match=r"column event.window: unknown option '4'.*one of 3, 5, 10"):
        readings("event", {"event": {"window": [4]}}, choices)


def test_the_order_of_rows_is_irrelevant(make_events, make_party, no_ownership, choices):
    events, parties = make_events(*[("licence_in", firm, [make_party("Philips", country="NL")], {"year": year})
                                    for firm in ("haier", "midea") for year in (1990, 1999)])
    given = dict(NOTHING, ownership=no_ownership, choices=choices, multiverse={"event": {"window": [3]}})
    one = assign_readings(**given, events=events, partner_groups=parties)["reading_weights"]
    other = assign_readings(**given, events=events.iloc[::-1], partner_groups=parties.iloc[::-1])["reading_weights"]
    pd.testing.assert_frame_equal(one, other)


def test_the_schema_lists_the_options_that_there_are():
    schema = read_yaml(SCHEMA)["properties"]["multiverse"]["properties"]
    for kind, dimensions in DIMENSIONS.items():
        listed = {name: {str(option) for option in part["items"]["enum"]}
                  for name, part in schema[kind]["properties"].items()}
        assert listed == {name: {option.name for option in options} for name, options in dimensions.items()}
