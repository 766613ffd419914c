"""Invariants that hold over all finished tables of every study."""

import json

import networkx as nx
import pandas as pd
import pytest

from sixroutes.routes import explain
from sixroutes.schemas import CONTRACTS, check
from sixroutes.vocabulary import ROUTES


def test_every_table_keeps_its_contract_and_no_stage_lacks_one(study, table, root):
    folder = root / "data" / "processed" / study["study"]
    made = {path.stem: path for path in folder.glob("*/*.parquet") if path.parent.name != "coding"}  # people's work
    assert set(made) == {name for name, contract in CONTRACTS.items() if contract.stage not in ("facts", "coding")}
    for name, path in made.items():
        assert path.parent.name == CONTRACTS[name].stage
        check(table(CONTRACTS[name].stage, name), CONTRACTS[name])


def test_every_row_read_is_accounted_for(table):
    account, rejected = table("sources", "account"), table("sources", "rejected")
    assert (account["read"] == account["kept"] + account["duplicate"] + account["rejected"]).all()
    rows = rejected.drop_duplicates(["source_file", "sheet", "source_row"]).groupby("source_file").size()
    assert account.set_index("source_file")["rejected"].to_dict() == rows.reindex(
        account["source_file"], fill_value=0).to_dict()


def test_the_funnel_ends_in_what_the_shares_count(table):
    funnel, usage = table("indicators", "funnel"), table("indicators", "usage")
    last = funnel.sort_values("position").groupby("unit_kind")["n"].last()
    whole = usage[(usage["cluster_id"] == "all") & (usage["period"] == "all") & (usage["counting"] == "fractional")]
    units = whole.drop_duplicates(["unit_kind", "evidence_base"]).groupby("unit_kind")["n_units"].sum()
    assert last.to_dict() == units.to_dict()
    drops = funnel.sort_values(["unit_kind", "position"])
    fell = drops.groupby("unit_kind")["n"].shift() - drops["n"]
    assert (fell.fillna(0) == drops["left_out"]).all()


def test_every_share_has_an_interval_or_a_reason(table):
    usage = table("indicators", "usage")
    told = usage["identified"]
    assert usage.loc[told, ["share", "low", "high"]].notna().all(axis=None)
    assert ((usage["low"] <= usage["share"]) & (usage["share"] <= usage["high"]))[told].all()
    assert (usage.loc[told, "interval"] != "none").all()
    assert usage.loc[~told, "share"].isna().all() and usage.loc[~told, "reason"].notna().all()


def test_weights_of_a_unit_sum_to_one_and_every_row_says_why(table):
    assignments = table("routes", "assignments")
    assert assignments.groupby("unit_id")["weight"].sum().to_numpy() == pytest.approx(1)
    assert assignments["reason"].str.len().gt(10).all()
    assert not assignments["reason"].str.contains("?", regex=False).any()
    assert set(assignments["route"]) <= set(ROUTES)


def test_shares_follow_from_the_assignments(table):
    """The headline shares once more, straight from the rows of evidence."""
    assignments, usage = table("routes", "assignments"), table("indicators", "usage")
    rows = assignments[assignments["counted"] & (assignments["evidence_base"] == "independent")]
    shares = rows.groupby(["cluster_id", "route"])["weight"].sum() / rows.groupby("cluster_id")["weight"].sum()
    told = usage[(usage["period"] == "all") & (usage["counting"] == "fractional") & (usage["cluster_id"] != "all")
                 & (usage["evidence_base"] == "independent") & usage["share"].gt(0)]
    assert told.set_index(["cluster_id", "route"])["share"].to_dict() == pytest.approx(shares.to_dict())


def test_patents_do_not_show_what_they_cannot(study, table):
    identification = table("indicators", "identification").set_index(["unit_kind", "route"])
    if study["patents"] is None:
        assert "patent" not in identification.index.get_level_values(0)
        return
    assert not identification.loc[("patent", "cluster_partnership"), "identified"]
    usage = table("indicators", "usage").query("unit_kind == 'patent' and route == 'cluster_partnership'")
    assert len(usage) and usage["share"].isna().all()
    absorption = identification.loc[("patent", "absorption")]
    assert absorption["bound"] == "lower bound" and "no citations" in absorption["reason_en"]


def test_affiliates_are_no_partners(table):
    ties, nodes = table("networks", "ties"), table("networks", "nodes").set_index("node_id")
    assert set(ties["source"]) | set(ties["target"]) <= set(nodes.index)
    assert (ties["source"].str.split("@").str[0] != ties["target"].str.split("@").str[0]).all()


def test_other_programs_can_read_the_network(study, table, root):
    folder = root / "data" / "processed" / study["study"] / "networks"
    nodes = set(table("networks", "nodes")["node_id"])
    assert set(nx.read_graphml(folder / "network.graphml")) == nodes
    assert set(nx.read_gexf(folder / "network.gexf")) == nodes


def test_values_are_those_of_the_tables(study, table, root):
    folder = root / "data" / "processed" / study["study"] / "indicators"
    values = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    usage = table("indicators", "usage").query("counting == 'fractional'")
    for row in usage[usage["identified"]].sample(40, random_state=1).itertuples():
        block = values["usage"][row.unit_kind][row.evidence_base][row.cluster_id][row.period]
        assert block["routes"][row.route]["share"] == pytest.approx(row.share, abs=1e-5)


def test_any_unit_can_be_explained(study, table, root):
    assignments = table("routes", "assignments").drop_duplicates("unit_id")
    for unit in assignments.groupby("unit_kind").sample(3, random_state=2)["unit_id"]:
        text = explain(unit, study["study"], study["choices"], root / "data" / "processed")
        assert "Decision" in text and "Rules, seen from" in text


def test_events_without_a_page_or_twice_told_never_count(table):
    events, assignments = table("sources", "events"), table("routes", "assignments")
    out = set(events.loc[events["status"] != "counted", "event_id"])
    assert not out & set(assignments["unit_id"])
    kept = events.set_index("event_id")["status"]
    assert (events["twin_of"].dropna().map(kept) == "counted").all()
    assert pd.notna(events.loc[events["status"] != "counted", "status_reason"]).all()
