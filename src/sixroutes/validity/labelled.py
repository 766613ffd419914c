"""Names with labels that others, or we, have given: which strings stand for one organisation."""

import hashlib
from pathlib import Path

import pandas as pd
import python_calamine

from ..errors import InputError
from ..organisations.names import resolve

_COLUMNS = ["mention_id", "unique_id", "organization"]
# PATSTAT's sectors in the words of this project; the other labels of PATSTAT say nothing of one sector.
PSN_SECTORS = {"COMPANY": {"company"}, "UNIVERSITY": {"university"}, "INDIVIDUAL": {"individual"},
               "HOSPITAL": {"hospital"}, "GOV NON-PROFIT": {"government", "institute", "association"}}


def labelled_names(path):
    """Labelled names of a file of mentions.

    Parameters
    ----------
    path : CSV with the columns mention_id, unique_id (the label) and organization (the name).

    Returns
    -------
    DataFrame[name, label, mentions], one row per name, sorted by name. Rows that repeat a mention count once; a name
    with two labels has the one that most of its mentions have.

    Raises
    ------
    InputError : the file is not there or has other columns.
    """
    if not Path(path).is_file():
        raise InputError("the file is not there", file=path, remedy="fetch it: snakemake validity")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    missing = [column for column in _COLUMNS if column not in frame.columns]
    if missing:
        raise InputError("a column is missing", file=path, column=missing[0], expected=", ".join(_COLUMNS),
                         remedy="name the columns as expected")
    rows = frame[_COLUMNS].drop_duplicates()
    counts = rows.groupby(["organization", "unique_id"]).size().rename("n").reset_index()
    counts = counts.sort_values(["organization", "n", "unique_id"], ascending=[True, False, True])
    mentions = counts.groupby("organization")["n"].sum()
    usual = counts.drop_duplicates("organization")
    return pd.DataFrame({"name": usual["organization"], "label": usual["unique_id"],
                         "mentions": usual["organization"].map(mentions)}).reset_index(drop=True)


def half(labels):
    """In which half of a labelled set each true cluster is, by a hash of its label: A or B.

    >>> half(pd.Series(["e45", "e59", "e60"])).tolist()
    ['A', 'B', 'B']
    """
    return labels.map({label: "AB"[hashlib.sha256(str(label).encode()).digest()[0] % 2] for label in labels.unique()})


def left_out(facts):
    """Where the curated strings of each firm land when all rows of its group are taken out of aliases.csv.

    Parameters
    ----------
    facts : {name: frame} of the curated tables aliases, organisations, homonyms and firms. Names in organisations.csv
        stay, so the test is whether each further spelling finds them.

    Returns
    -------
    DataFrame[firm, raw_name, organisation_id, n_patents, found, method], one row per string: `organisation_id` is the
    curated one, `found` the one that the engine gives, missing where the string is nobody's.
    """
    aliases, organisations = facts["aliases"], facts["organisations"]
    groups = organisations.set_index("organisation_id")["group_id"]
    parts, done = [], set()
    for firm, heads in facts["firms"].set_index("firm")["organisation_id"].sort_index().items():
        heads = heads.split(" | ")
        group = {*heads, *groups.reindex(heads).dropna()}
        own = aliases["organisation_id"].isin(groups.index[groups.isin(group)])
        if own.any() and tuple(own) not in done:  # firms of one group are left out together, once
            done.add(tuple(own))
            found = resolve(aliases.loc[own, "raw_name"], aliases[~own], organisations, facts["homonyms"])[0]
            parts.append(aliases.loc[own, ["raw_name", "organisation_id", "n_patents"]].assign(
                firm=firm, found=_curated(found["organisation_id"]).to_numpy(), method=found["method"].to_numpy()))
    columns = ["firm", "raw_name", "organisation_id", "n_patents", "found", "method"]
    return pd.concat(parts, ignore_index=True)[columns].sort_values(["firm", "raw_name"], ignore_index=True)


def homonyms_landing(facts, listed):
    """Which organisation of the curated tables each homonym lands on.

    Parameters
    ----------
    listed : whether the engine is given homonyms.csv; without it, the names must keep apart by themselves.

    Returns
    -------
    DataFrame[raw_name, looks_like, found, method], `found` missing where the name is nobody's of the study.
    """
    alike = facts["homonyms"][facts["homonyms"]["in_aliases_as"].isna()].drop_duplicates("raw_name")
    found = resolve(alike["raw_name"], facts["aliases"], facts["organisations"],
                    facts["homonyms"] if listed else None)[0]
    return pd.DataFrame({"raw_name": alike["raw_name"].to_numpy(), "looks_like": alike["looks_like"].to_numpy(),
                         "found": _curated(found["organisation_id"]).to_numpy(), "method": found["method"].to_numpy()})


def _curated(organisation_ids):
    return organisation_ids.where(~organisation_ids.fillna("").str.startswith("name:"))


def patstat_sectors(folder):
    """Applicants with the sector that PATSTAT gives them: DataFrame[name, country, label], each name once.

    Parameters
    ----------
    folder : where result tables of PATSTAT Online lie (patstat_online_*.xlsx); None if there are none. Labels that
        name no single sector (UNKNOWN, two sectors) are left out.
    """
    files = sorted(Path(folder).glob("patstat_online_*.xlsx"))
    if not files:
        return None
    parts = []
    for file in files:
        rows = python_calamine.load_workbook(str(file)).get_sheet_by_index(0).to_python()
        parts.append(pd.DataFrame(rows[1:], columns=rows[0])[["psn_name", "person_ctry_code", "psn_sector"]])
    frame = pd.concat(parts).set_axis(["name", "country", "label"], axis=1)
    return frame[frame["label"].isin(list(PSN_SECTORS))].drop_duplicates("name").sort_values("name", ignore_index=True)
