"""Several patent files of one study as one: a patent that two files tell of is kept once, from the first of them."""

import pandas as pd

from ..errors import InputError
from .layout import Tables

_OWN = ("applicants", "inventors", "classifications")  # tables with a patent_id
_ANYWHERE = "an earlier row of the same patent, here or in another file"
_COMPARED = ("filing_date", "grant_date", "title", "kind")


def combined(files):
    """The tables of several files, each a `Tables`, in the order of the study's YAML file.

    Returns
    -------
    dict : one frame per table; a row whose patent an earlier file has is a duplicate that names that file and row.

    Raises
    ------
    InputError : two files have the same name, which would mix up their accounts.
    """
    names = [name for file in files for name in file.account["source_file"]]
    for name in names:
        if names.count(name) > 1:
            raise InputError("two patent files of the study have this name", file=name, remedy="rename one of them")
    kept = []
    for file in files:
        earlier = pd.concat([one.patents for one in kept]) if kept else file.patents.head(0)
        kept.append(_without_repeats(file, earlier, kept) if len(earlier) else file)
    tables = {name: pd.concat([getattr(file, name) for file in kept], ignore_index=True) for name in vars(kept[0])}
    families = tables["families"].drop_duplicates(["family_id", "member_id"])
    tables["families"] = families.assign(in_patents=families["member_id"].isin(tables["patents"]["patent_id"]))
    return tables


def _without_repeats(file, earlier, before):
    """The tables of a file without the patents that earlier files have told."""
    again = file.patents["patent_id"].isin(earlier["patent_id"])
    if not again.any():
        return file
    ids = set(file.patents.loc[again, "patent_id"])
    parts = {name: (frame := getattr(file, name))[~frame["patent_id"].isin(ids)] for name in _OWN}
    parts["citations"] = file.citations[~file.citations["citing_id"].isin(ids)]
    gone = set(file.patents.loc[again, "family_id"]) - set(file.patents.loc[~again, "family_id"])
    parts["families"] = file.families[~file.families["family_id"].isin(gone)]
    n = file.account["source_file"].map(file.patents.loc[again, "source_file"].value_counts()).fillna(0).astype("Int64")
    account = file.account.assign(kept=file.account["kept"] - n, duplicate=file.account["duplicate"] + n,
                                  duplicate_of=file.account["duplicate_of"].mask(n > 0, _ANYWHERE))
    repeats = pd.concat([file.duplicates, _repeats(file, file.patents[again], earlier, before)], ignore_index=True)
    return Tables(**parts, patents=file.patents[~again], duplicates=repeats, rejected=file.rejected, account=account)


def _repeats(file, patents, earlier, before):
    """The rows that repeat a patent of an earlier file, with what they say differently."""
    applicants = pd.concat([one.applicants for one in before])
    pairs = patents.merge(earlier, on="patent_id", suffixes=("", "_kept"))
    said = {side: rows.groupby("patent_id")["raw_name"].agg(" | ".join)
            for side, rows in (("here", file.applicants), ("there", applicants))}
    differs = {name: ~pairs[name].eq(pairs[f"{name}_kept"]) & (pairs[name].notna() | pairs[f"{name}_kept"].notna())
               for name in _COMPARED}
    here, there = (pairs["patent_id"].map(names).fillna("") for names in said.values())
    differs["applicants"] = here != there
    words = pd.DataFrame(differs).apply(lambda row: " | ".join(row.index[row]) or None, axis=1)
    return pd.DataFrame({"source_file": pairs["source_file"], "source_row": pairs["source_row"],
                         "patent_id": pairs["patent_id"], "of_file": pairs["source_file_kept"],
                         "of_row": pairs["source_row_kept"], "differs": words})
