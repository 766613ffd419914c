"""A made-up study in a folder: as raw files that the readers read, or, at any size, as the tables that they make."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from ..tables import replacing
from . import rendering
from .making import planted, truth_table
from .noise import CLEAN

_IPR = {"invention": "PI", "utility": "UM", "design": "DP"}


def write_study(made, folder):
    """Facts as CSV, patents as the tables of PATSTAT's bulk edition, the truth, and the study's YAML.

    Parameters
    ----------
    made : Study; folder : it is made where it is not there.

    Returns
    -------
    Path of the YAML; put it into config/studies to build the study.
    """
    folder = Path(folder)
    files = {f"facts/{name}.csv": frame for name, frame in made.facts.items()}
    files |= {f"patents/{name}.csv": frame for name, frame in _patstat(made.tables).items()}
    files["truth.csv"] = made.truth
    for name, frame in files.items():
        with replacing(folder / name) as path:
            frame.to_csv(path, index=False)
    yaml_path = folder / f"{made.study['study']}.yaml"
    says = {name: value for name, value in made.study.items() if name != "choices"}
    says |= {"facts": str(folder / "facts"), "patents": str(folder / "patents")}
    with replacing(yaml_path) as path:
        path.write_text(yaml.safe_dump(says, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return yaml_path


def _patstat(tables):
    """Tables of PATSTAT by their names; an application has the number of its row."""
    patents = tables["patents"].reset_index(drop=True)
    number = pd.Series(patents.index + 1, index=patents["patent_id"])
    family = pd.Series(pd.factorize(patents["family_id"])[0] + 1, index=patents.index)
    day = patents["filing_date"].dt.strftime("%Y-%m-%d")
    made = {"tls201_appln": pd.DataFrame({
        "appln_id": patents.index + 1, "appln_auth": patents["office"], "appln_nr": patents["number"],
        "appln_kind": "A", "ipr_type": patents["kind"].map(_IPR), "appln_filing_date": day,
        "earliest_filing_date": day, "docdb_family_id": family})}
    made["tls211_pat_publn"] = pd.DataFrame({
        "pat_publn_id": patents.index + 1, "appln_id": patents.index + 1, "publn_auth": patents["office"],
        "publn_nr": patents["number"], "publn_kind": patents["kind_code"]})
    cited = tables["citations"]
    made["tls212_citation"] = pd.DataFrame({
        "pat_publn_id": cited["citing_id"].map(number), "cited_pat_publn_id": cited["cited_id"].map(number),
        "cited_appln_id": 0, "citn_origin": "SEA"})
    classes = tables["classifications"]
    made["tls209_appln_ipc"] = pd.DataFrame({"appln_id": classes["patent_id"].map(number),
                                             "ipc_class_symbol": classes["symbol"]})
    return made | _persons(tables, number)


def _persons(tables, number):
    """Applicants and inventors as persons: one for each name, country and kind."""
    applicants = tables["applicants"].rename(columns={"raw_name": "name", "raw_country": "country"})
    applicants = applicants.assign(sector=applicants["kind_given"].fillna("").str.upper(), invt_seq_nr=0,
                                   applt_seq_nr=applicants["sequence"] + 1)
    inventors = tables["inventors"]
    inventors = inventors.assign(sector="", applt_seq_nr=0, invt_seq_nr=inventors["sequence"] + 1)
    rows = pd.concat([applicants, inventors], ignore_index=True)
    rows["person_id"] = rows.groupby(["name", "country", "sector"], sort=True).ngroup() + 1
    persons = rows.drop_duplicates("person_id").sort_values("person_id")
    links = pd.DataFrame({"person_id": rows["person_id"], "appln_id": rows["patent_id"].map(number),
                          "applt_seq_nr": rows["applt_seq_nr"], "invt_seq_nr": rows["invt_seq_nr"]})
    return {"tls206_person": pd.DataFrame({"person_id": persons["person_id"], "person_name": persons["name"],
                                           "person_ctry_code": persons["country"], "psn_sector": persons["sector"]}),
            "tls207_pers_appln": links}


def write_tables(folder, patents=1_000_000, clusters=3, shares=None, seed=1, *, noise=CLEAN, piece=500_000, **world):
    """The tables of a made-up study as Parquet, written piece by piece, so that memory does not grow with their text.

    Parameters
    ----------
    folder : where to; patents … world : as in `study`; piece : patents at a time.

    Returns
    -------
    {name: rows} of the tables in `folder/sources`, the curated ones in `folder/facts` and `folder/truth.parquet`. Rows
    stand in the order in which they were made, which is that of patent_id within a piece.
    """
    folder = Path(folder)
    plan = planted(patents, clusters, shares, seed, noise=noise, **world)
    written = {}
    for name, frame in plan.facts.items():
        with replacing(folder / "facts" / f"{name}.parquet") as path:
            frame.to_parquet(path, index=False)
        written[name] = len(frame)
    writers = _Writers(folder)
    try:
        for first in range(0, len(plan.filed.firm), piece):
            rows = slice(first, first + piece)
            for name, frame in rendering.tables_of(plan.filed, plan.known, plan.names, noise, seed, rows).items():
                writers.add(f"sources/{name}", frame)
            if first < plan.filed.n_firms:
                writers.add("truth", truth_table(plan, rows))
    finally:
        writers.close()
    return written | writers.rows


class _Writers:
    """One open Parquet file for each table."""

    def __init__(self, folder):
        self.folder, self.open, self.rows = folder, {}, {}

    def add(self, name, frame):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        if name not in self.open:
            path = self.folder / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.open[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
        self.open[name].write_table(table)
        self.rows[name.split("/")[-1]] = self.rows.get(name.split("/")[-1], 0) + len(frame)

    def close(self):
        for writer in self.open.values():
            writer.close()
