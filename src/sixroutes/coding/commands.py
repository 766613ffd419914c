"""What `sixroutes code` does: sheets out, answers in, disagreements out, settled answers in, report."""

from pathlib import Path

import pandas as pd

from .. import tables
from ..errors import InputError
from ..studies import load_study
from . import adjudicating, reading, reporting, sampling, sheets, showing

PROCESSED = Path("data/processed")

def run_sheets(options):
    """Draw a sample, write the sheets."""
    coders = sheets.coder_names(options.coders)
    data = _data(options.study)
    sample = sampling.draw(sampling.population(data["assignments"], options.kind), options.kind, options.units,
                           options.seed)
    texts = showing.shown(sample["unit_id"], options.kind, data, options.language)
    paths = sheets.write_sheets(sample, texts, coders, options.to, options.language, options.seed)
    for path in paths:
        print(path)
    drawn = sample.groupby("stratum").agg(drawn=("unit_id", "size"), of=("stratum_units", "first"))
    print(f"{len(sample)} units: " + ", ".join(f"{row.drawn} of {row.of} {row.Index}" for row in drawn.itertuples()))
    print(f"Give each coder one of the two files. Keep {paths[-1]} for yourself: it shows what the rules say.")


def run_read(options):
    """Read the sheets into the tables `codes`, `sample` and `disagreements`."""
    sample = reading.read_sample(options.paths, options.sample)
    data = _data(options.study)
    units = set(sampling.population(data["assignments"], sample["unit_kind"].iloc[0]).index)
    coded = reading.read_codes(options.paths, sample, options.study, units)
    folder = PROCESSED / options.study / "coding"
    listed = adjudicating.disagreements_of(coded.codes)
    for name, frame in (("sample", sample), ("codes", coded.codes), ("disagreements", listed)):
        tables.write(frame, folder / f"{name}.parquet")
    for row in coded.account.itertuples():
        print(f"{row.file}: {row.read} read = {row.coded} coded + {row.cannot_tell} cannot be told + "
              f"{row.left_empty} left empty + {row.repeated} repeated")
    # Settled answers and reports of earlier sheets would speak of other codes.
    for stale in ("gold", "confusion", "accuracy", "corrected_shares", "agreement", "kappa"):
        for suffix in (".parquet", ".csv"):
            (folder / f"{stale}{suffix}").unlink(missing_ok=True)
    open_units = listed.drop_duplicates("unit_id")["why"].value_counts().sort_index()
    said = ", ".join(f"{n} {why}" for why, n in open_units.items())
    print(f"To be settled: {open_units.sum()} of {coded.codes['unit_id'].nunique()} units"
          + (f" ({said})" if said else "") + ". Answers that were settled before have to be read again.")


def run_adjudicate(options):
    """Write the adjudication sheet."""
    codes, sample = (_coding(options.study, name) for name in ("codes", "sample"))
    listed = adjudicating.disagreements_of(codes)
    kind = sample["unit_kind"].iloc[0]
    texts = showing.shown(sorted(set(listed["unit_id"])), kind, _data(options.study), options.language)
    for path in adjudicating.write_adjudication(listed, texts, options.to, options.language):
        print(path)
    print(f"{listed['unit_id'].nunique()} units to be settled; fill in one of the two files, then: sixroutes code gold")


def run_gold(options):
    """Read the settled answers into the table `gold`."""
    gold, account = adjudicating.read_gold(options.path, _coding(options.study, "codes"))
    tables.write(gold, PROCESSED / options.study / "coding" / "gold.parquet")
    print(f"{gold['unit_id'].nunique()} units settled = {account['agreed']} agreed + {account['adjudicated']} "
          f"adjudicated; {account['cannot_tell']} cannot be told, {account['left_open']} left open")


def run_report(options):
    """Write the report from the tables that were read."""
    codes, sample = (_coding(options.study, name) for name in ("codes", "sample"))
    folder = PROCESSED / options.study / "coding"
    gold = tables.read(folder / "gold.parquet") if (folder / "gold.parquet").is_file() else None
    weights = sampling.population(_data(options.study)["assignments"], sample["unit_kind"].iloc[0])
    for path in reporting.write_report(options.study, codes, sample, weights, folder, gold):
        print(path)
    agreement = pd.read_parquet(folder / "agreement.parquet")
    verdicts = agreement["verdict"].value_counts().sort_index()
    print("alpha: " + ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items())
          + ("" if gold is not None else "; the rules are not compared, because the answers are not settled"))


def _data(study):
    load_study(study)  # names the nearest study where this one is not known
    return showing.load(study, PROCESSED)


def _coding(study, name):
    """A table of the study's coding.

    Raises
    ------
    InputError : no sheets were read yet.
    """
    load_study(study)
    path = PROCESSED / study / "coding" / f"{name}.parquet"
    if not path.is_file():
        raise InputError("no sheets were read yet", file=path,
                         remedy=f"first: sixroutes code read FOLDER --study {study}")
    return tables.read(path)
