import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources import load_facts, read_study
from sixroutes.sources.stage import STAGE
from sixroutes.studies import load_study

BODIES = [dict(base="founding_paper", table="claims"), dict(base="independent", table="events")]


@pytest.fixture
def study():
    return dict(clusters=["qingdao"], events=BODIES, as_of="1997-12-31")


def test_one_study_with_patents(study, facts, write_mentions):
    path = write_mentions({}, dict(patent_id="2", filing_date="1998-01-05"))
    tables = read_study(study, facts, path)
    assert sorted(tables) == sorted(STAGE) == sorted([
        "patents", "applicants", "inventors", "classifications", "families", "citations", "events", "partners",
        "duplicates", "rejected", "account"])
    assert tables["events"]["event_id"].tolist() == ["S4-E03", "qingdao-1", "qingdao-2"]
    assert tables["patents"]["patent_id"].tolist() == ["US5828387"]
    account = tables["account"]
    assert account["source_file"].tolist() == ["claims.csv", "events.csv", "mentions.parquet"]
    assert (account["read"] == account["kept"] + account["duplicate"] + account["rejected"]).all()
    assert account["rejected"].sum() == len(tables["rejected"]) == 2  # one event of wuhan, one late patent
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


@pytest.mark.parametrize("nothing", [None, [], ""])
def test_a_study_of_events_alone(study, facts, nothing):
    tables = read_study(study, facts, nothing)
    for name in ("patents", "applicants", "inventors", "citations"):
        pd.testing.assert_frame_equal(tables[name], check(tables[name], CONTRACTS[name]))
        assert tables[name].empty
    assert tables["account"]["unit"].tolist() == ["claim", "event"]


def test_a_study_of_nothing_is_empty_but_typed(study, facts):
    for name, table in read_study({**study, "events": []}, facts).items():
        assert table.empty and list(table.columns) == list(CONTRACTS[name].columns)


@pytest.mark.parametrize("change, problem", [
    (dict(clusters=["qingdoa"]), "column clusters: unknown cluster 'qingdoa'.*did you mean 'qingdao'"),
    (dict(events=[dict(base="independent", table="event")]), "unknown table 'event'.*did you mean 'events'")])
def test_bad_studies(study, facts, change, problem):
    with pytest.raises(InputError, match=problem):
        read_study({**study, **change}, facts)


def test_facts_that_contradict_one_another_are_found_first(study, facts):
    facts["ownership"].loc[0, "parent_id"] = "yofk"
    with pytest.raises(InputError, match=r"ownership\.csv"):
        read_study(study, facts)


def test_an_event_id_in_two_bodies(study, facts):
    facts["claims"].loc[0, "claim_id"] = "qingdao-1"
    with pytest.raises(InputError, match="'qingdao-1' stands twice"):
        read_study(study, facts)


def real_facts():
    try:
        return load_facts("data/raw/facts")
    except InputError as error:
        if "is not there" in error.problem and "event_coding" in str(error.file):
            pytest.skip("data/raw/facts/event_coding.csv is not there")
        raise


@pytest.mark.parametrize("name", ["chinese_clusters", "qingdao_2009"])
def test_the_studies_that_ship(name):
    facts, study = real_facts(), load_study(name)
    tables = read_study(study, facts)
    account = tables["account"].set_index("source_file")
    assert (account["read"] == account["kept"] + account["duplicate"] + account["rejected"]).all()
    assert account.loc["events.csv", "read"] == len(facts["events"])
    inside = facts["events"]["cluster_id"].isin(study["clusters"])
    mine = tables["events"][tables["events"]["evidence_base"] == "independent"]
    assert len(mine) == inside.sum() == account.loc["events.csv", "kept"] + account.loc["events.csv", "duplicate"]
    assert not mine.loc[mine["verified"] == "no", "status"].eq("counted").any()
    coded = mine["event_id"].map(facts["event_coding"].set_index("event_id")["judgement"])
    assert (mine["status"].eq("twin") <= coded.eq("twin")).all()
    assert len(tables["partners"]) == facts["events"].loc[inside, "partners"].str.split(" | ", regex=False).str.len(
        ).sum() + sum(facts["claims"]["event_type"].notna() & facts["claims"]["partner_en"].notna()) * (
        "claims.csv" in account.index)


def test_an_event_file_beside_the_curated_events(study, facts, tmp_path):
    path = tmp_path / "mine" / "events.csv"
    path.parent.mkdir()
    path.write_text("event_id,date,firm,event_type,description,verified\n"
                    "mine-1,1990,Haier Group,rd_centre,A centre was founded.,yes\n", encoding="utf-8")
    study["events"] = [dict(base="independent", table="events"), dict(base="independent", file=str(path))]
    tables = read_study(study, facts)
    assert tables["events"]["event_id"].tolist() == ["mine-1", "qingdao-1", "qingdao-2"]
    assert tables["account"]["source_file"].tolist() == ["events.csv", "mine/events.csv"]
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, check(table, CONTRACTS[name]))


def test_deals_after_the_study_knows_are_outside(study, facts, tmp_path):
    path = tmp_path / "sdc.csv"
    rows = [f"{number},{date},Completed/Signed,{name}" for number, date in ((1, "1/2/1990"), (2, "1/2/1998"))
            for name in ("Haier Group,China", "Liebherr,Germany")]
    path.write_text("\n".join(["Deal Number,Date Announced,Status,Participants,Participant Nation", *rows]))
    tables = read_study({**study, "events": [dict(base="independent", file=str(path))]}, facts)
    assert tables["events"]["event_id"].tolist() == ["sdc-1"] and len(tables["rejected"]) == 2
