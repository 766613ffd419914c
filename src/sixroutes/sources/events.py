"""Curated events and the founding paper's claims as tables of dated events and their partners."""

import re

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from ..vocabulary import SECTORS
from .facts import SEPARATOR, line_numbers, nearest
from .layout import account_row

FIRST_YEAR, LAST_YEAR = 1900, 2030
_PRECISION = {4: "year", 7: "month", 10: "day"}
_PATTERNS = {"year": r"\d{4}", "month": r"\d{4}-\d{2}", "day": r"\d{4}-\d{2}-\d{2}"}
_LISTS = ("partners_zh", "partner_countries", "partner_sectors")
_EVENT_KINDS = ("event_input", "event_output")
_OUTSIDE = "the cluster is not part of the study"


def read_events(facts_events, facts_event_coding, clusters=None, base="independent", *, file="events.csv",
                coding_file="event_coding.csv", rows=None, format="facts_events"):
    """The curated events, with the judgements on them, as events and partners.

    Parameters
    ----------
    facts_events, facts_event_coding : frames with the contracts of those names, in the order of their files.
    clusters : clusters of the study (None = all).
    base : evidence base that the events belong to.
    file, coding_file : the files that the two came from; format : their layout.
    rows : the row of each event in a file that holds both; None = the lines of two CSV files.

    Returns
    -------
    dict : `events` (twins, failed and unverified ones stay, with a status that keeps them from counting), `partners`,
        `rejected` (events of other clusters) and `account`, where kept + duplicate are the rows of `events` and the
        duplicates are its twins.

    Raises
    ------
    InputError : an event without coding or a coding without event, a twin of nothing that counts, partners' lists of
        unequal length, an unknown sector or country code, a year outside 1900 to 2030; names file, row and remedy.
    """
    events = _with_coding(facts_events, facts_event_coding, file, coding_file, rows)
    _check_twins(events)
    events = pd.concat([events.drop(columns="date"), dated(events["date"])], axis=1)
    _check_years(events)
    partners = _partners(events)
    inside = _inside(events, clusters)
    rejected = _rejected(events[~inside], "cluster_id", _OUTSIDE)
    events = _settle_twins(events[inside])
    # ASSUME: What a page confirms in full or in part is level B, a record without a page is level D.
    events["level"] = events["verified"].map({"yes": "B", "partly": "B", "no": "D"})
    tables = _tables(events.assign(evidence_base=base), partners, rejected)
    n_twins = int((tables["events"]["status"] == "twin").sum())
    tables["account"] = account_row(file, "events", format, "event", read=len(facts_events),
                                    kept=len(events) - n_twins, duplicate=n_twins, rejected=len(rejected),
                                    duplicate_of="the same event in another row (twin_of)" if n_twins else None)
    return tables


def read_claims(facts_claims, facts_firms, clusters=None, base="founding_paper"):
    """The founding paper's claims that are events, as events and partners.

    A claim is an event when its kind is event_input or event_output and the codebook has a type for it. The year is
    the paper's own or none.

    Parameters
    ----------
    facts_claims, facts_firms : frames with the contracts of those names, in the order of their files.
    clusters : clusters of the study (None = all).
    base : evidence base that the claims belong to.

    Returns
    -------
    dict : `events`, `partners`, `rejected` (claims that are no event, with the reason) and `account`.

    Raises
    ------
    InputError : a claimed event whose firm is missing or unknown, or whose year is not as precise as the table says.
    """
    claims = facts_claims.assign(source_file="claims.csv", source_row=line_numbers(facts_claims))
    is_event = claims["claim_kind"].isin(_EVENT_KINDS) & claims["event_type"].notna()
    events = claims[is_event].copy()
    events["cluster_id"] = _clusters(events, facts_firms)
    events = pd.concat([events, dated(_claimed_dates(events))], axis=1)
    _check_years(events, column="year_seed")
    # ASSUME: A claim that independent pages confirm is level B like any other secondary source, else level D.
    events["level"] = events["external_status"].str.startswith("confirmed").map({True: "B", False: "D"})
    events = events.rename(columns={"claim_id": "event_id", "statement": "description"}).assign(
        evidence_base=base, verified="claim", status="counted", technology_content="yes", alternative_type=None,
        technology=None, stake_percent=None, status_reason=None, twin_of=None, source_url=None)
    inside = _inside(events, clusters)
    rejected = pd.concat([_no_events(claims[~is_event]), _rejected(events[~inside], "cluster_id", _OUTSIDE)])
    tables = _tables(events[inside], _claimed_partners(events), rejected)
    tables["account"] = account_row("claims.csv", "claims", "facts_claims", "claim", read=len(claims),
                                    kept=int(inside.sum()), duplicate=0, rejected=len(rejected))
    return tables


def _tables(events, partners, rejected):
    """The frames as their contracts want them, partners only of the events that are there."""
    frames = {"events": events[list(CONTRACTS["events"].columns)],
              "partners": partners[partners["event_id"].isin(events["event_id"])], "rejected": rejected}
    return {name: check(frame.sort_values(list(CONTRACTS[name].key)), CONTRACTS[name])
            for name, frame in frames.items()}


def _rejected(rows, column, reason):
    """Rows that only lie outside the study: nothing is wrong with them."""
    return pd.DataFrame({"source_file": rows["source_file"], "source_row": rows["source_row"], "sheet": None,
                         "column": column, "value": rows[column], "reason": reason, "fault": False})


def _no_events(claims):
    """Claims that are no event, each with the column that says so."""
    untyped = claims["claim_kind"].isin(_EVENT_KINDS)
    kinds = claims.loc[~untyped, "claim_kind"]
    return pd.concat([_rejected(claims[~untyped], "claim_kind", "a claim of kind " + kinds + ", not an event"),
                      _rejected(claims[untyped], "event_type", "the codebook has no event type for the claim")])


def _inside(events, clusters):
    return events["cluster_id"].isin(clusters) if clusters is not None else pd.Series(True, events.index)


# ---------------------------------------------------------------- dates

def dated(values):
    """Partial dates as first day, precision and year; a missing date has precision "none".

    >>> dated(pd.Series(["2005-06", None], dtype="str"))["date_precision"].tolist()
    ['month', 'none']
    """
    values = values.astype("str")
    length = values.str.len()
    padded = values + length.map({4: "-01-01", 7: "-01", 10: ""}).astype("str")
    date = pd.to_datetime(padded, format="%Y-%m-%d").astype("datetime64[us]")
    return pd.DataFrame({"date": date, "date_precision": length.map(_PRECISION).astype("str").fillna("none"),
                         "year": date.dt.year.astype("Int64")})


def _check_years(events, column="date"):
    wrong = events[(events["year"] < FIRST_YEAR) | (events["year"] > LAST_YEAR)]
    if len(wrong):
        raise _error(wrong.iloc[0], column, f"the year {wrong['year'].iloc[0]} cannot be right",
                     expected=f"{FIRST_YEAR} to {LAST_YEAR}", remedy="correct the date")


def _claimed_dates(claims):
    """The date that the paper itself gives, where it gives one."""
    dated = claims["year_precision"].isin(list(_PATTERNS))
    for row in claims[dated].itertuples():
        given = str(row.year_seed)
        if not re.fullmatch(_PATTERNS[row.year_precision], given) or pd.isna(pd.to_datetime(given, errors="coerce")):
            raise _error(claims.loc[row.Index], "year_seed", f"{given!r} is no {row.year_precision}",
                         remedy="write the date as precisely as year_precision says, or correct year_precision")
    return claims["year_seed"].where(dated)


# ---------------------------------------------------------------- judgements

def _with_coding(facts_events, coding, file, coding_file, rows):
    """Events with their judgements, place in the file and first status."""
    events, coding = (frame.assign(source_file=name, source_row=line_numbers(frame) if rows is None else rows)
                      for frame, name in ((facts_events, file), (coding, coding_file)))
    uncoded, unknown = (one[~one["event_id"].isin(other["event_id"])] for one, other in ((events, coding),
                                                                                        (coding, events)))
    if len(unknown):
        event_id = unknown["event_id"].iloc[0]
        raise _error(unknown.iloc[0], "event_id", f"unknown event_id {event_id!r}", expected=f"an event of {file}",
                     remedy=nearest(event_id, events["event_id"]) or "remove the row")
    if len(uncoded):
        raise _error(uncoded.iloc[0], "event_id", f"the event {uncoded['event_id'].iloc[0]!r} has no judgement",
                     remedy=f"add a row for it to {coding_file}")
    events = events.merge(coding.rename(columns={"source_row": "coding_row", "source_file": "coding_file"}),
                          on="event_id", validate="1:1")
    status = events["judgement"].where(events["judgement"] != "count", "counted")
    # ASSUME: An event that no page with an address confirms is kept and listed, but never counted.
    events["status"] = status.mask((status == "counted") & (events["verified"] == "no"), "unverified")
    return events.assign(status_reason=_reasons(events))


def _reasons(events):
    """Why an event does not count: the coder's words, else what the status means."""
    plain = events["status"].map({"failed": "never carried out, or unwound", "unverified": "no page confirms it",
                                  "not_a_route": "no technology was sought"})
    plain = plain.mask(events["status"] == "twin", "the same event as " + events["twin_of"])
    return events["reason"].fillna(plain).where(events["status"] != "counted")


def _check_twins(events):
    """A twin points to an event that counts, and nothing else points anywhere."""
    twin = events["status"] == "twin"
    targets = events.loc[events["status"] == "counted", "event_id"]
    problems = ((twin & events["twin_of"].isna(), "the twin does not say of which event"),
                (~twin & events["twin_of"].notna(), "twin_of is given, but the event is not judged a twin"),
                (twin & ~events["twin_of"].isin(events["event_id"]), "twin_of names an unknown event"),
                (twin & ~events["twin_of"].isin(targets), "twin_of names an event that is not counted itself"))
    for wrong, problem in problems:
        if wrong.any():
            row = events[wrong].iloc[0]
            near = nearest(str(row["twin_of"]), targets) if problem == problems[2][1] else ""
            raise InputError(f"{row['event_id']!r}: {problem}", file=row["coding_file"], row=row["coding_row"],
                             column="twin_of", remedy=near or "name the event that is counted, or change the judgement")


# ASSUME: An event that is the twin of one in a cluster outside the study counts in the study itself; of several such
# twins of one event the first counts.
def _settle_twins(events):
    """Twins among the events of the study, each pointing to an event of the study."""
    events = events.sort_values("event_id")
    orphan = (events["status"] == "twin") & ~events["twin_of"].isin(events["event_id"])
    unconfirmed = events["verified"] == "no"
    by_rank = events[orphan].assign(unconfirmed=unconfirmed).sort_values(["unconfirmed", "event_id"])
    heirs = by_rank.drop_duplicates("twin_of").set_index("twin_of")["event_id"]
    heir = events["twin_of"].map(heirs).where(orphan)
    becomes = orphan & (heir == events["event_id"])
    unsure = becomes & unconfirmed
    status = events["status"].mask(becomes, "counted").mask(unsure, "unverified")
    reason = events["status_reason"].mask(becomes).mask(unsure, "no page confirms it")
    return events.assign(status=status, status_reason=reason,
                         twin_of=events["twin_of"].mask(orphan, heir).mask(becomes))


# ---------------------------------------------------------------- partners

def _partners(events):
    """One row per event and partner, out of the parallel lists of the events table."""
    _check_lengths(events)
    partners = pd.concat([_entries(events[name]) for name in ("partners", *_LISTS)], axis=1).reset_index()
    _check_partners(events, partners)
    partners["event_id"] = partners["row"].map(events["event_id"])
    return partners.rename(columns={"partners": "raw_name", "partners_zh": "raw_name_zh",
                                    "partner_countries": "country_coded", "partner_sectors": "sector_coded"}
                           )[list(CONTRACTS["partners"].columns)]


def _entries(lists):
    """The entries of a column of lists, by row and place."""
    entries = lists.dropna().str.split(SEPARATOR, regex=False).explode().astype("str").str.strip().replace("", None)
    places = entries.groupby(level=0).cumcount()
    return entries.set_axis(pd.MultiIndex.from_arrays([entries.index, places], names=["row", "sequence"]))


def _check_lengths(events):
    """A list is as long as the list of partners, or not given at all."""
    length = {name: (events[name].str.count(re.escape(SEPARATOR)) + 1).fillna(0) for name in ("partners", *_LISTS)}
    for name in _LISTS:
        wrong = events[(length[name] != 0) & (length[name] != length["partners"])]
        if len(wrong):
            row = wrong.iloc[0]
            raise _error(row, name, f"{row['event_id']!r} has {length[name][row.name]:.0f} entries here and "
                         f"{length['partners'][row.name]:.0f} partners", expected="one entry for each partner, in the "
                         "same order, separated by ' | '", remedy=f"partners are {row['partners']!r}: add or remove "
                         "entries")


def _check_partners(events, partners):
    known = {"partner_sectors": (partners["partner_sectors"].isin([*SECTORS]), "one of " + ", ".join(SECTORS)),
             "partner_countries": (partners["partner_countries"].str.fullmatch("[A-Z]{2}"),
                                   "a two-letter country code (ISO 3166), for example JP")}
    nameless = partners[partners["partners"].isna()]
    if len(nameless):
        raise _error(events.loc[nameless["row"].iloc[0]], "partners", "a partner has no name",
                     remedy="write its name between the separators ' | ', or remove one of them")
    for name, (fits, expected) in known.items():
        wrong = partners[partners[name].notna() & ~fits.fillna(False).astype(bool)]
        if len(wrong):
            value = wrong[name].iloc[0]
            raise _error(events.loc[wrong["row"].iloc[0]], name, f"unknown value {value!r}", expected=expected,
                         remedy=(nearest(value, SECTORS) if name == "partner_sectors" else "") or "correct it")


def _claimed_partners(events):
    named = events[events["partner_en"].notna()]
    return pd.DataFrame({"event_id": named["event_id"], "sequence": 0, "raw_name": named["partner_en"],
                         "raw_name_zh": named["partner_zh"], "country_coded": named["partner_country"],
                         "sector_coded": None})


def _clusters(claims, firms):
    """The cluster of each claim's firm."""
    cluster = claims["firm"].map(firms.set_index("firm")["cluster_id"])
    if cluster.isna().any():
        row = claims[cluster.isna()].iloc[0]
        raise _error(row, "firm", f"unknown firm {row['firm']!r}" if pd.notna(row["firm"]) else
                     f"the event {row['claim_id']!r} has no firm", expected="a firm of firms.csv",
                     remedy=nearest(str(row["firm"]), firms["firm"]) or "add it to firms.csv, or clear event_type")
    return cluster


def _error(row, column, problem, **more):
    """The error for one row of a curated table."""
    return InputError(problem, file=row["source_file"], row=row["source_row"], column=column, **more)
