import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import read_claims, read_events

TWO = [dict(event_id="e-1"), dict(event_id="e-2", date="1986")]


@pytest.fixture
def coded(curated):
    """A function that reads events; each is a row and what differs from a plain judgement."""
    def read(events, coding=(), **more):
        by_id = {row["event_id"]: row for row in coding}
        rows = [by_id.pop(event["event_id"], dict(event_id=event["event_id"])) for event in events]
        return read_events(curated("facts_events", *events),
                           curated("facts_event_coding", *rows, *by_id.values()), **more)
    return read


def test_an_event_and_its_partners(coded):
    tables = coded([dict(event_id="e-1", date="1984-10", partners="Liebherr | Tsinghua University | 中科院",
                         partners_zh="利勃海尔 | 清华大学 | 中科院", partner_countries="DE | CN | CN",
                         partner_sectors="company | university | institute", stake_percent=20, note="seen")])
    event = tables["events"].iloc[0]
    assert event[["event_id", "evidence_base", "date_precision", "year", "firm", "level", "status", "source_file",
                  "source_row", "stake_percent", "note"]].tolist() == [
        "e-1", "independent", "month", 1984, "Haier Group", "B", "counted", "events.csv", 2, 20, "seen"]
    assert event["date"] == pd.Timestamp("1984-10-01") and pd.isna(event["status_reason"])
    assert tables["partners"].values.tolist() == [
        ["e-1", 0, "Liebherr", "利勃海尔", "DE", "company"],
        ["e-1", 1, "Tsinghua University", "清华大学", "CN", "university"],
        ["e-1", 2, "中科院", "中科院", "CN", "institute"]]


def test_every_table_keeps_its_contract(coded):
    for name, table in coded(TWO).items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("date, day, precision", [("1984", "1984-01-01", "year"), ("1984-02", "1984-02-01", "month"),
                                                  ("1984-02-29", "1984-02-29", "day")])
def test_partial_dates(coded, date, day, precision):
    event = coded([dict(event_id="e-1", date=date)])["events"].iloc[0]
    assert (event["date"], event["date_precision"], event["year"]) == (pd.Timestamp(day), precision, 1984)


def test_lists_that_are_not_given_stay_empty(coded):
    partners = coded([dict(event_id="e-1", partners="Hitachi | NEC")])["partners"]
    assert partners["raw_name"].tolist() == ["Hitachi", "NEC"]
    assert partners[["raw_name_zh", "country_coded", "sector_coded"]].isna().all(axis=None)


@pytest.mark.parametrize("verified, judgement, status, level, reason", [
    ("yes", "count", "counted", "B", None), ("partly", "count", "counted", "B", None),
    ("no", "count", "unverified", "D", "no page confirms it"), ("no", "failed", "failed", "D", "never carried out"),
    ("yes", "failed", "failed", "B", "never carried out"), ("yes", "not_a_route", "not_a_route", "B", "no technology")])
def test_status_and_level(coded, verified, judgement, status, level, reason):
    tables = coded([dict(event_id="e-1", verified=verified)], [dict(event_id="e-1", judgement=judgement)])
    event = tables["events"].iloc[0]
    assert (event["status"], event["level"]) == (status, level)
    assert pd.isna(event["status_reason"]) if reason is None else reason in event["status_reason"]
    assert tables["account"][["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [1, 1, 0, 0]


def test_the_coders_reason_comes_first_and_only_where_it_does_not_count(coded):
    tables = coded(TWO, [dict(event_id="e-1", judgement="failed", reason="unwound in 1990"),
                         dict(event_id="e-2", reason="plain enough", alternative_type="licence_in",
                              technology_content="unclear")])
    events = tables["events"]
    assert events["status_reason"].fillna("").tolist() == ["unwound in 1990", ""]
    assert events[["alternative_type", "technology_content"]].iloc[1].tolist() == ["licence_in", "unclear"]


def test_a_twin_is_kept_and_counted_as_a_duplicate(coded):
    tables = coded(TWO, [dict(event_id="e-2", judgement="twin", twin_of="e-1")])
    assert tables["events"]["status"].tolist() == ["counted", "twin"]
    assert tables["events"]["status_reason"].iloc[1] == "the same event as e-1"
    account = tables["account"].iloc[0]
    assert account[["read", "kept", "duplicate", "rejected"]].tolist() == [2, 1, 1, 0]
    assert account["unit"] == "event" and "twin_of" in account["duplicate_of"]


@pytest.mark.parametrize("coding, problem", [
    ([dict(event_id="e-2", judgement="twin")], "does not say of which event"),
    ([dict(event_id="e-2", twin_of="e-1")], "not judged a twin"),
    ([dict(event_id="e-2", judgement="twin", twin_of="e-7")], r"unknown event\..*did you mean 'e-1'"),
    ([dict(event_id="e-2", judgement="twin", twin_of="e-2")], "not counted itself"),
    ([dict(event_id="e-1", judgement="failed"), dict(event_id="e-2", judgement="twin", twin_of="e-1")],
     "not counted itself")])
def test_twins_of_nothing_that_counts(coded, coding, problem):
    with pytest.raises(InputError, match=rf"event_coding\.csv, row 3, column twin_of: 'e-2': .*{problem}"):
        coded(TWO, coding)


def test_a_twin_of_an_unverified_event_is_refused(coded):
    with pytest.raises(InputError, match="not counted itself"):
        coded([dict(event_id="e-1", verified="no"), TWO[1]], [dict(event_id="e-2", judgement="twin", twin_of="e-1")])


def test_events_of_other_clusters_are_rejected_with_a_reason(coded):
    tables = coded([dict(event_id="e-1"), dict(event_id="w-1", cluster_id="wuhan", partners="NEC")],
                   clusters=["qingdao"])
    assert tables["events"]["event_id"].tolist() == ["e-1"] and tables["partners"].empty
    assert tables["rejected"].drop(columns="sheet").values.tolist() == [
        ["events.csv", 3, "cluster_id", "wuhan", "the cluster is not part of the study", False]]
    assert tables["account"][["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [2, 1, 0, 1]


def test_a_twin_of_an_event_outside_the_study_counts_itself(coded):
    """Two rows in the study repeat one outside it: the verified one counts, the other becomes its twin."""
    events = [dict(event_id="a-1", verified="no"), dict(event_id="b-1"), dict(event_id="c-1"),
              dict(event_id="w-1", cluster_id="wuhan")]
    coding = [dict(event_id=event_id, judgement="twin", twin_of="w-1") for event_id in ("a-1", "b-1", "c-1")]
    tables = coded(events, coding, clusters=["qingdao"])
    assert tables["events"][["event_id", "status"]].values.tolist() == [["a-1", "twin"], ["b-1", "counted"],
                                                                         ["c-1", "twin"]]
    assert tables["events"]["twin_of"].fillna("").tolist() == ["b-1", "", "b-1"]
    assert tables["account"][["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [4, 1, 2, 1]
    whole = coded(events, coding)["events"]
    assert whole["status"].tolist() == ["twin", "twin", "twin", "counted"]


def test_an_unverified_twin_of_an_event_outside_the_study_stays_uncounted(coded):
    events = [dict(event_id="a-1", verified="no"), dict(event_id="w-1", cluster_id="wuhan")]
    event = coded(events, [dict(event_id="a-1", judgement="twin", twin_of="w-1")], clusters=["qingdao"])["events"]
    assert event[["status", "status_reason"]].values.tolist() == [["unverified", "no page confirms it"]]


def test_coding_and_events_must_match(curated):
    events, coding = curated("facts_events", *TWO), curated("facts_event_coding", dict(event_id="e-1"))
    with pytest.raises(InputError, match=r"events\.csv, row 3, column event_id: the event 'e-2' has no judgement"):
        read_events(events, coding)
    coding = curated("facts_event_coding", dict(event_id="e-1"), dict(event_id="e-2"), dict(event_id="e2"))
    with pytest.raises(InputError, match=r"event_coding\.csv, row 4, .*'e2'.*did you mean 'e-2'"):
        read_events(events, coding)


@pytest.mark.parametrize("column, value, problem", [
    ("partners_zh", "日立", "has 1 entries here and 2 partners"),
    ("partner_countries", "JP | JP | CN", "has 3 entries here and 2 partners"),
    ("partner_sectors", "company", "has 1 entries here and 2 partners"),
    ("partner_countries", "JP | JPN", "unknown value 'JPN'.*two-letter"),
    ("partner_sectors", "company | univercity", "unknown value 'univercity'.*did you mean 'university'"),
    ("partners", "Hitachi | ", "a partner has no name")])
def test_bad_lists_name_row_and_column(coded, column, value, problem):
    good = dict(event_id="e-2", partners="Hitachi | NEC", partners_zh="日立 | 日本电气", partner_countries="JP | JP",
                partner_sectors="company | company")
    with pytest.raises(InputError, match=rf"events\.csv, row 3, column {column}: .*{problem}"):
        coded([dict(event_id="e-1"), {**good, column: value}])


def test_lists_without_partners_are_refused(coded):
    with pytest.raises(InputError, match="column partner_countries: 'e-1' has 1 entries here and 0 partners"):
        coded([dict(event_id="e-1", partner_countries="JP")])


def test_a_line_break_in_a_cell_does_not_shift_the_rows(coded):
    with pytest.raises(InputError, match=r"events\.csv, row 5, column partner_sectors"):
        coded([dict(event_id="e-1", note="three\nlines\nhere"),
               dict(event_id="e-2", partners="A", partner_sectors="x")])


@pytest.mark.parametrize("year", ["1066", "2091"])
def test_impossible_years(coded, year):
    with pytest.raises(InputError, match=rf"events\.csv, row 3, column date: the year {year} cannot be right"):
        coded([dict(event_id="e-1"), dict(event_id="e-2", date=year)])


JUDGED = st.lists(st.tuples(st.sampled_from(["qingdao", "wuhan"]), st.sampled_from(["yes", "partly", "no"]),
                            st.sampled_from(["count", "twin", "failed", "not_a_route"])), max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JUDGED)
def test_the_account_of_events_adds_up(coded, judged):
    """Event 0 counts; all twins are its twins."""
    events = [dict(event_id="e-0")] + [dict(event_id=f"e-{n}", cluster_id=cluster, verified=verified)
                                       for n, (cluster, verified, _) in enumerate(judged, 1)]
    coding = [dict(event_id=f"e-{n}", judgement=judgement, twin_of="e-0" if judgement == "twin" else None)
              for n, (_, _, judgement) in enumerate(judged, 1)]
    for clusters in (["qingdao"], None):
        tables = coded(events, coding, clusters=clusters)
        account, status = tables["account"].iloc[0], tables["events"].set_index("event_id")["status"]
        inside = [event for event in events if clusters is None or event.get("cluster_id", "qingdao") in clusters]
        assert account["read"] == len(events) == account["kept"] + account["duplicate"] + account["rejected"]
        assert account["kept"] + account["duplicate"] == len(inside) == len(status)
        assert account["rejected"] == len(tables["rejected"])
        twins = tables["events"][status.values == "twin"]
        assert (status[twins["twin_of"]] == "counted").all() or (status[twins["twin_of"]] == "unverified").all()


# ---------------------------------------------------------------- claims

@pytest.fixture
def claimed(curated):
    firms = curated("facts_firms", dict(firm_id="haier", firm="Haier Group", organisation_id="haier_group",
                                        cluster_id="qingdao"))
    return lambda *rows, **more: read_claims(curated("facts_claims", *rows), firms, **more)


def test_a_claim_becomes_an_event(claimed):
    tables = claimed(dict(claim_id="c-1", year_seed="2005-06", year_precision="month", partner_en="Philips",
                          partner_zh="飞利浦", partner_country="NL", external_status="confirmed, year 1984"))
    event = tables["events"].iloc[0]
    assert event[["event_id", "evidence_base", "cluster_id", "verified", "level", "status", "technology_content",
                  "date_precision", "year", "description", "source_file", "source_row"]].tolist() == [
        "c-1", "founding_paper", "qingdao", "claim", "B", "counted", "yes", "month", 2005, "It did.", "claims.csv", 2]
    assert tables["partners"].fillna("").values.tolist() == [["c-1", 0, "Philips", "飞利浦", "NL", ""]]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("precision", ["unstated", "relative (\"20年前\")", "open interval", "as-of paper", None])
def test_a_year_that_the_paper_does_not_give_is_not_filled_in(claimed, precision):
    for given_year in (None, "<=2009"):
        event = claimed(dict(claim_id="c-1", year_seed=given_year, year_precision=precision,
                             external_status="confirmed, year 1984"))["events"].iloc[0]
        assert event["date_precision"] == "none" and pd.isna(event["date"]) and pd.isna(event["year"])


@pytest.mark.parametrize("external, level", [
    ("confirmed", "B"), ("confirmed (press)", "B"), ("unconfirmed", "D"), ("partner unconfirmed", "D"),
    ("product-year confirmed (company claim)", "D"), ("partly confirmed", "D"), ("n/a", "D")])
def test_level_of_a_claim(claimed, external, level):
    assert claimed(dict(claim_id="c-1", external_status=external))["events"]["level"].tolist() == [level]


def test_claims_that_are_no_events_are_listed(claimed):
    tables = claimed(dict(claim_id="c-1"), dict(claim_id="c-2", claim_kind="typology", event_type=None),
                     dict(claim_id="c-3", event_type=None), dict(claim_id="c-4", claim_kind="event_output"),
                     dict(claim_id="c-5", claim_kind="qualitative", firm=None))
    assert tables["events"]["event_id"].tolist() == ["c-1", "c-4"]
    assert tables["rejected"][["source_row", "column", "reason"]].values.tolist() == [
        [3, "claim_kind", "a claim of kind typology, not an event"],
        [4, "event_type", "the codebook has no event type for the claim"],
        [6, "claim_kind", "a claim of kind qualitative, not an event"]]
    account = tables["account"].iloc[0]
    assert account[["unit", "read", "kept", "duplicate", "rejected"]].tolist() == ["claim", 5, 2, 0, 3]


def test_claims_of_other_clusters_and_no_events_at_all(claimed):
    for tables in (claimed(dict(claim_id="c-1"), clusters=["wuhan"]),
                   claimed(dict(claim_id="c-1", claim_kind="context"))):
        assert tables["events"].empty and tables["partners"].empty and len(tables["rejected"]) == 1


@pytest.mark.parametrize("change, problem", [
    (dict(firm="Hair Group"), r"column firm: unknown firm 'Hair Group'.*did you mean 'Haier Group'"),
    (dict(firm=None), "column firm: the event 'c-2' has no firm"),
    (dict(year_seed="20O5"), "column year_seed: '20O5' is no year"),
    (dict(year_seed=None), "column year_seed: .* is no year"),
    (dict(year_seed="2005", year_precision="month"), "column year_seed: '2005' is no month"),
    (dict(year_seed="2005-13", year_precision="month"), "column year_seed: '2005-13' is no month"),
    (dict(year_seed="1066"), "column year_seed: the year 1066 cannot be right")])
def test_bad_claims(claimed, change, problem):
    with pytest.raises(InputError, match=rf"claims\.csv, row 3, {problem}"):
        claimed(dict(claim_id="c-1"), {"claim_id": "c-2", **change})
