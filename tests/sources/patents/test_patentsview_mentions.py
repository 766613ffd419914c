from collections import Counter
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.sources import read

SAMPLE = Path("data/raw/fetched/pv-data.parquet")
# One mention of each kind: usable, another of the same patent, no date, no number.
FIRST = {}
SECOND = dict(mention_id="US5828387-1", inventor_sequence="1", raw_inventor_name_first="Makoto",
              raw_inventor_name_last="Takamiya", raw_country="US")
UNDATED = dict(mention_id="US1-0", patent_id="1", filing_date=None)
UNNUMBERED = dict(mention_id="US?-0", patent_id="unknown")


def test_a_mention_becomes_a_patent(write_mentions):
    tables = read(write_mentions(FIRST))
    patent = tables.patents.iloc[0]
    assert patent[["patent_id", "family_id", "family_basis", "office", "kind"]].tolist() == [
        "US5828387", "US5828387", "patent", "US", "invention"]
    assert (patent["filing_date"], patent["grant_date"]) == (pd.Timestamp("1994-12-06"), pd.Timestamp("1998-10-27"))
    assert tables.classifications[["scheme", "symbol"]].values.tolist() == [["CPC", "B41J"], ["CPC", "H04N"]]
    assert (patent["source"], patent["source_file"], patent["source_row"]) == ("patents", "mentions.parquet", 1)
    assert tables.citations.empty and list(tables.citations.columns) == ["citing_id", "cited_id", "category"]


def test_number_and_kind(write_mentions):
    cases = [("10000002", "utility", "US10000002", "invention"), ("D243631", "design", "USD243631", "design"),
             ("PP10935", "plant", "USPP10935", "plant"), ("RE28867", "reissue", "USRE28867", "other"),
             ("H1250", "statutory invention registration", "USH1250", "other"), ("T959003", None, "UST959003", "other"),
             ("D0000001", None, "USD1", "design"), ("05828387", None, "US5828387", "invention"),
             ("re28868", None, "USRE28868", "other"), ("PP7", None, "USPP7", "plant")]
    patents = read(write_mentions(*(dict(patent_id=number, patent_type=type) for number, type, _, _ in cases))).patents
    assert sorted(patents[["patent_id", "kind"]].itertuples(index=False, name=None)) == sorted(
        (patent_id, kind) for _, _, patent_id, kind in cases)


def test_further_mentions_are_duplicates_that_add_a_country(write_mentions):
    tables = read(write_mentions(SECOND, FIRST))
    assert tables.account[["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [2, 1, 1, 0]
    assert tables.patents["source_row"].tolist() == [2]  # the first by mention_id, not by place
    assert tables.inventors[["sequence", "name", "country"]].values.tolist() == [
        [0, "Haruhiko Takahashi", "JP"], [1, "Makoto Takamiya", "US"]]


def test_the_country_of_an_inventor_without_a_mention_is_empty(write_mentions):
    inventors = read(write_mentions(FIRST)).inventors
    assert inventors["name"].tolist() == ["Haruhiko Takahashi", "Makoto Takamiya"]
    assert inventors["country"].isna().tolist() == [False, True]


def test_an_inventor_whom_the_list_leaves_out_is_kept(write_mentions):
    inventors = read(write_mentions(dict(inventor_sequence="5", raw_inventor_name_last="Ōe"))).inventors
    assert inventors[["sequence", "name"]].values.tolist() == [
        [0, "Haruhiko Takahashi"], [1, "Makoto Takamiya"], [5, "Haruhiko Ōe"]]


def test_old_country_codes(write_mentions):
    cases = [("CN", "CN"), ("CNX", "CN"), ("JPX", "JP"), ("JA", "JP"), ("GB2", "GB"), ("EN", "GB"), ("CT", "TW"),
             ("DT", "DE"), ("SW", "SE"), ("EI", "IE"), ("NY", "NY"), (" de ", "DE"), (None, ""), ("", ""), (" ", "")]
    mentions = [dict(patent_id=str(n + 10), raw_country=code) for n, (code, _) in enumerate(cases)]
    inventors = read(write_mentions(*mentions)).inventors
    assert inventors.loc[inventors["sequence"] == 0, "country"].fillna("").tolist() == [code for _, code in cases]


def test_applicants_in_the_order_of_their_places_with_names_untouched(write_mentions):
    mention = dict(assignee_sequence=["2", "0", "1"], assignee_type=["15.0", "2.0", None],
                   raw_assignee_organization=[None, "BEIJING XIAOMI MOBILE\n SOFTWARE CO., LTD.", " 海尔  集团 "],
                   raw_assignee_individual_name_first=["Guobiao", None, None],
                   raw_assignee_individual_name_last=["Zhang", None, None])
    applicants = read(write_mentions(mention)).applicants
    assert applicants["raw_name"].tolist() == ["BEIJING XIAOMI MOBILE\n SOFTWARE CO., LTD.", " 海尔  集团 ",
                                              "Guobiao Zhang"]
    assert applicants["sequence"].tolist() == [0, 1, 2]
    assert applicants["kind_given"].fillna("").tolist() == ["US company or corporation", "",
                                                            "foreign individual, part interest"]
    assert applicants["raw_country"].isna().all()


@pytest.mark.parametrize("code, kind", [("2.0", "individual"), (None, "individual"), ("4", "US individual"),
                                        ("13.0", "individual, part interest")])
def test_a_person_is_an_individual_whatever_the_code(write_mentions, code, kind):
    mention = dict(raw_assignee_organization=[None], raw_assignee_individual_name_last=["Zhang"], assignee_type=[code])
    applicants = read(write_mentions(mention)).applicants
    assert applicants[["raw_name", "kind_given"]].values.tolist() == [["Zhang", kind]]


def test_a_patent_without_applicants_and_classes_is_kept(write_mentions):
    nothing = dict.fromkeys(["assignee_sequence", "assignee_type", "raw_assignee_organization", "cpc_subclass",
                             "raw_assignee_individual_name_first", "raw_assignee_individual_name_last"])
    tables = read(write_mentions(nothing, {**nothing, "patent_id": "2", "cpc_subclass": []}))
    assert tables.applicants.empty and len(tables.patents) == 2
    assert tables.classifications.empty


@pytest.mark.parametrize("column, value, reason", [
    ("patent_id", None, "no US patent number"), ("patent_id", "unknown", "no US patent number"),
    ("patent_id", "000", "no US patent number"), ("patent_id", "EP0123456", "no US patent number"),
    ("patent_id", "1; DROP TABLE", "no US patent number"),
    ("filing_date", None, "no filing date"), ("filing_date", "  ", "no filing date"),
    ("filing_date", "1998-02-30", "not a date"), ("filing_date", "2009", "not a date"),
    ("filing_date", "29950", "not a date"), ("filing_date", "30/12/1999", "not a date"),
    ("filing_date", "1066-10-14", "before 1900-01-01"), ("filing_date", "2997-01-01", "after 2030-12-31"),
    ("filing_date", "1998-10-28", "filed after the grant"), ("patent_date", "1998-13-01", "not a date"),
    ("assignee_sequence", ["0", "1"], "unequal length"), ("assignee_sequence", ["x"], "a place given twice"),
    ("assignee_type", [], "unequal length"),
    ("raw_assignee_organization", [None], "an applicant without a name"),
    ("raw_assignee_organization", ["  "], "an applicant without a name"),
    ("inventor_sequence", None, "no place"), ("inventor_sequence", "-1", "no place"),
    ("coinventor_sequence", ["0", "0"], "a place given twice"), ("coinventor_sequence", ["0"], "unequal length"),
    ("coinventor_name_last", [], "unequal length")])
def test_bad_mentions_are_rejected(write_mentions, column, value, reason):
    tables = read(write_mentions(dict(patent_id="2"), {column: value}))
    rejected = tables.rejected.iloc[0]
    assert len(tables.rejected) == 1 and reason in rejected["reason"] and rejected["source_row"] == 2
    assert rejected["column"] in (column, "assignee_sequence", "coinventor_sequence")
    if column == rejected["column"] and isinstance(value, str):
        assert rejected["value"] == value
    assert tables.patents["patent_id"].tolist() == ["US2"]
    assert tables.account[["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [2, 1, 0, 1]


def test_a_nameless_inventor_is_rejected(write_mentions):
    nobody = dict(raw_inventor_name_first=None, raw_inventor_name_last=" ")
    nameless = dict(coinventor_name_first=[None, "Haruhiko"], coinventor_name_last=["", "Takahashi"])
    assert read(write_mentions(nobody, nameless)).rejected["column"].tolist() == ["raw_inventor_name_last",
                                                                                 "coinventor_name_last"]


def test_what_was_filed_after_the_studys_last_day_is_rejected(write_mentions):
    path = write_mentions(dict(filing_date="1994-12-06"), dict(patent_id="2", filing_date="1994-12-07"))
    tables = read(path, as_of="1994-12-06")
    assert tables.patents["patent_id"].tolist() == ["US5828387"]
    assert "after 1994-12-06" in tables.rejected["reason"].iloc[0]
    with pytest.raises(InputError, match="as_of: 'yesterday' is no date"):
        read(path, as_of="yesterday")


def test_of_two_rejections_the_better_mention_still_makes_the_patent(write_mentions):
    tables = read(write_mentions(dict(filing_date=None), SECOND))
    assert tables.patents["source_row"].tolist() == [2]
    assert tables.account[["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [2, 1, 0, 1]


MENTIONS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["1990-05-01", "1990-02-31", None, "2005-01-01"]),
                              st.integers(0, 3)), min_size=1, max_size=25)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MENTIONS, st.randoms(use_true_random=False))
def test_every_row_is_accounted_for_in_any_order(write_mentions, mentions, random):
    rows = [dict(patent_id=str(number), filing_date=filed, inventor_sequence=str(place),
                 mention_id=f"US{number}-{place}-{n}") for n, (number, filed, place) in enumerate(mentions)]
    usable = Counter(number for number, filed, _ in mentions if filed == "1990-05-01")  # 2005 is after the grant
    tables = read(write_mentions(*rows))
    account = tables.account.iloc[0]
    assert account["read"] == len(mentions) == account["kept"] + account["duplicate"] + account["rejected"]
    assert account["kept"] == len(usable) == len(tables.patents)
    assert account["duplicate"] == sum(usable.values()) - len(usable)
    assert account["rejected"] == len(tables.rejected)
    random.shuffle(rows)
    again = read(write_mentions(*rows))
    for name in ("applicants", "inventors"):
        pd.testing.assert_frame_equal(getattr(tables, name), getattr(again, name))
    pd.testing.assert_frame_equal(tables.patents.drop(columns="source_row"), again.patents.drop(columns="source_row"))


def test_the_number_of_threads_changes_nothing(write_mentions, monkeypatch):
    rows = [dict(patent_id=str(n % 700 + 1), mention_id=f"m{n:05}", inventor_sequence=str(n % 3)) for n in range(5000)]
    path, connect = write_mentions(*rows), duckdb.connect
    found = []
    for threads in (1, 4):
        monkeypatch.setattr(duckdb, "connect", partial(connect, config={"threads": threads}))
        found.append(vars(read(path)))
    for name, table in found[0].items():
        pd.testing.assert_frame_equal(table, found[1][name])


@pytest.mark.skipif(not SAMPLE.is_file(), reason=f"{SAMPLE} is fetched by the first build")
def test_the_sample_by_an_independent_count():
    """Counted again with pyarrow and plain Python, from the raw columns."""
    raw = pq.read_table(SAMPLE, columns=["patent_id", "filing_date", "patent_date", "raw_assignee_organization",
                                         "mention_id", "assignee_sequence"]).to_pylist()
    good = [row for row in raw if row["filing_date"] and row["filing_date"] <= row["patent_date"]]
    tables = read(SAMPLE)
    kept = len({row["patent_id"] for row in good})
    assert tables.account[["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [
        len(raw), kept, len(good) - kept, len(raw) - len(good)]
    first = {}
    for row in sorted(good, key=lambda row: row["mention_id"]):
        first.setdefault("US" + row["patent_id"], row)
    names = Counter(name for row in first.values() for name in row["raw_assignee_organization"] or [] if name)
    applicants = tables.applicants
    found = Counter(applicants.loc[~applicants["kind_given"].fillna("").str.contains("individual"), "raw_name"])
    people = sum(name is None for row in first.values() for name in row["raw_assignee_organization"] or [])
    assert sum((found - names).values()) == 0 and sum((names - found).values()) <= 2  # firms coded as individuals
    assert len(applicants) == sum(names.values()) + people
    broken = sum(count for name, count in names.items() if "\n" in name)
    assert applicants["raw_name"].str.contains("\n").sum() == broken
    rows = tables.patents.set_index("patent_id")["source_row"]
    assert all(raw[rows[patent_id] - 1]["mention_id"] == row["mention_id"] for patent_id, row in first.items())
