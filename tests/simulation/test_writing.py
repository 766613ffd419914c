"""A study in a folder is read back as it was made; a large one is written in pieces."""

import pandas as pd
import pytest

from sixroutes.simulation import REALISTIC, study, write_study, write_tables
from sixroutes.sources import load_facts, read_study
from sixroutes.studies import load_study


def test_the_raw_files_are_read_back_as_the_tables(tmp_path):
    made = study(200, clusters=1, seed=5, noise=REALISTIC)
    path = write_study(made, tmp_path / "made")
    says = load_study(path.stem, path.parent)
    tables = read_study(says, load_facts(says["facts"]), says["patents"])
    for name, columns in {"patents": ["patent_id", "kind", "filing_date"], "classifications": ["patent_id", "symbol"],
                          "applicants": ["patent_id", "sequence", "raw_name", "raw_country"],
                          "inventors": ["patent_id", "sequence", "name", "country"],
                          "citations": ["citing_id", "cited_id"], "events": ["event_id", "event_type", "date"],
                          "partners": ["event_id", "sequence", "raw_name"]}.items():
        pd.testing.assert_frame_equal(tables[name][columns], made.tables[name][columns])
    assert tables["rejected"].empty and (tables["patents"].groupby("family_id")["patent_id"].nunique() > 1).any()
    assert pd.read_csv(tmp_path / "made" / "truth.csv")["weight"].sum() == pytest.approx(
        made.truth["unit_id"].nunique())


def test_pieces_hold_what_the_whole_holds(tmp_path):
    rows = write_tables(tmp_path, 300, clusters=1, seed=5, piece=100)
    made = study(300, clusters=1, seed=5)
    truth = pd.read_parquet(tmp_path / "truth.parquet").sort_values(["unit_id", "firm_id", "route"], ignore_index=True)
    pd.testing.assert_frame_equal(truth, made.truth)
    assert rows["classifications"] == len(made.tables["classifications"])
    ours = made.tables["applicants"]["patent_id"].str.startswith("CN")
    applicants = pd.read_parquet(tmp_path / "sources" / "applicants.parquet")
    applicants = applicants[applicants["patent_id"].str.startswith("CN")]
    pd.testing.assert_frame_equal(applicants.reset_index(drop=True),
                                  made.tables["applicants"][ours].reset_index(drop=True))
