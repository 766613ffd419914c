"""A made-up study is the same for the same seed, keeps its contracts, and its truth follows the rules."""

import numpy as np
import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.simulation import REALISTIC, study
from sixroutes.simulation.naming import domestic, foreign, written


@pytest.fixture(scope="module")
def made():
    return study(1500, clusters=2, seed=7, noise=REALISTIC)


def test_the_same_seed_gives_the_same_study_and_another_one_another(made):
    again, other = study(1500, clusters=2, seed=7, noise=REALISTIC), study(1500, clusters=2, seed=8, noise=REALISTIC)
    for name, frame in made.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])
    for name, frame in made.facts.items():
        pd.testing.assert_frame_equal(frame, again.facts[name])
    pd.testing.assert_frame_equal(made.truth, again.truth)
    assert not made.tables["applicants"].equals(other.tables["applicants"])


def test_every_table_keeps_its_contract(made):
    for name, frame in made.tables.items():
        check(frame, CONTRACTS[name])
    for name, frame in made.facts.items():
        check(frame, CONTRACTS[f"facts_{name}"])


def test_weights_of_the_truth_sum_to_one_and_so_do_the_expected_shares(made):
    assert made.truth.groupby("unit_id")["weight"].sum().to_numpy() == pytest.approx(1)
    assert made.shares.groupby(["unit_kind", "cluster_id"])["share"].sum().to_numpy() == pytest.approx(1)


def test_planted_shares_come_to_what_is_asked_for():
    shares = {"original": .2, "absorption": .3, "foreign_acquisition": .5}
    made = study(4000, clusters=1, shares=shares, seed=2, concentration=1e6, firms=4)
    truth = made.truth[made.truth["unit_kind"] == "patent"].groupby("route")["weight"].sum() / 4000
    assert truth.to_dict() == pytest.approx(shares, abs=.03)


def test_patents_of_the_truth_lie_in_the_windows_of_their_routes(made):
    filed = made.truth[made.truth["unit_kind"] == "patent"].merge(
        made.tables["patents"][["patent_id", "filing_date"]], left_on="unit_id", right_on="patent_id")
    owned = made.facts["ownership"].query("basis == 'acquired'")
    closing = pd.Series(pd.to_datetime(owned["from_date"]).to_numpy(), owned["child_id"].str.removesuffix("_target"))
    bought = filed[filed["route"] == "foreign_acquisition"]
    start = bought["firm_id"].map(closing)
    assert len(bought) > 20
    assert (bought["filing_date"] > start).all()
    assert (bought["filing_date"] <= start + pd.DateOffset(years=5)).all()


def test_absorption_follows_an_import_in_its_field_and_cites_its_source():
    made = study(1500, clusters=2, seed=7)
    tables, names = made.tables, made.facts["organisations"].set_index("name_en")["organisation_id"]
    rows = made.truth[(made.truth["route"] == "absorption") & (made.truth["unit_kind"] == "patent")]
    cited = rows.merge(tables["citations"], left_on="unit_id", right_on="citing_id")
    source = cited.merge(tables["applicants"], left_on="cited_id", right_on="patent_id")["raw_name"].map(names)
    of_source = source[source.str.contains("licensor|supplier", na=False)]
    assert rows["unit_id"].nunique() == len(of_source) > 50


def test_missing_rows_are_missing_and_the_truth_stays():
    noisy = study(400, clusters=1, seed=1, noise=REALISTIC)
    clean = study(400, clusters=1, seed=1)
    pd.testing.assert_frame_equal(noisy.truth, clean.truth)
    for name in ("events", "citations"):
        assert len(noisy.tables[name]) < len(clean.tables[name])
    assert set(noisy.tables["events"]["event_id"]) < set(clean.tables["events"]["event_id"])


def test_two_organisations_never_share_a_word_or_a_name_one_slip_away():
    for word in (domestic, foreign):
        words = [word(number) for number in range(1500)]
        assert len(set(words)) == len(words)
    letters = np.array([list(domestic(number)[1]) for number in range(600)])
    apart = (letters[:, None] != letters[None]).sum(axis=2) + 9 * np.eye(len(letters), dtype=int)
    assert apart.min() >= 2


def test_ways_of_writing_a_name():
    ways = written(np.random.default_rng(0), "Hailan Group Co., Ltd.", "海兰集团有限公司")
    assert ways["case"] == "HAILAN GROUP CO., LTD." and ways["form"] == "Hailan Group Company Limited"
    assert ways["chinese"] == "海兰集团有限公司" and ways["order"] == "Group Hailan Co., Ltd."
    assert ways["typo"] != "Hailan Group Co., Ltd." and ways["typo"].endswith(" Group Co., Ltd.")
