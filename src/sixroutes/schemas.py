"""What a table is: one contract per table, with one sentence per column, checked whenever a table is written.

A contract is strict (no unknown, no missing column), typed, and bounded. The data dictionary
(`docs/data-dictionary.md`) is printed from here. Curated tables under `data/raw/facts/` have the names
`facts_*`; the others are products of a stage.
"""

import difflib
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .errors import InputError
from .vocabulary import EVENT_TYPES, ROUTES, SECTORS, TERRITORIES

LEVELS = ("A", "B", "C", "D")
DOUBTS = ("closed before announced", "failed deal with patents after it", "buys itself", "joint venture without stakes",
          "no date", "firm in two clusters", "weights do not sum to one")
UNIT_KINDS = ("patent", "event")
BASES = ("independent", "founding_paper", "patents")
# provider: the database itself says which publications belong together, by a rule of its own (Derwent).
FAMILY_BASES = ("docdb", "provider", "priority", "patent")
DTYPES = {"text": "str", "partial_date": "str", "date": "datetime64[us]", "integer": "Int64", "number": "float64",
          "flag": "bool"}
# A date as curated tables give it: a year, a month or a day.
PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


@dataclass(frozen=True)
class Column:
    """One column: its kind (a key of DTYPES), what it means, and what it may hold."""

    kind: str
    meaning: str
    nullable: bool = False
    choices: tuple = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    optional: bool = False  # a table that is read may be without it: empty in every row


@dataclass(frozen=True)
class Contract:
    """One table: its stage, purpose, key (unique, and the sort order on disk) and columns."""

    name: str
    stage: str
    purpose: str
    key: tuple
    columns: dict = field(hash=False)

    @cached_property
    def schema(self):
        """The same as a pandera schema."""
        import pandera.pandas as pandera  # a second to import, so only where a table has a fault

        return pandera.DataFrameSchema(
            {name: pandera.Column(checks=_checks(pandera, column), nullable=column.nullable)  # `check` sets the types
             for name, column in self.columns.items()}, strict=True, name=self.name)

    def in_order(self, frame):
        """Whether the rows stand in the order of the key, each key once (text by its bytes): a look at neighbours."""
        later, same = pa.scalar(False), pa.scalar(True)
        for name in self.key:
            values = pa.chunked_array(pa.array(frame[name]))
            before, after = values.slice(0, max(len(values) - 1, 0)), values.slice(1)
            later = pc.or_(later, pc.and_(same, pc.greater(after, before)))
            same = pc.and_(same, pc.equal(after, before))
        return len(frame) < 2 or bool(pc.all(pc.fill_null(later, False)).as_py())


def _checks(pandera, column):
    checks = []
    if column.choices:
        checks.append(pandera.Check.isin(list(column.choices), error=f"one of {', '.join(column.choices)}"))
    if column.low is not None:
        checks.append(pandera.Check.ge(column.low, error=f"at least {column.low:g}"))
    if column.high is not None:
        checks.append(pandera.Check.le(column.high, error=f"at most {column.high:g}"))
    if column.kind == "partial_date":
        checks.append(pandera.Check(_are_dates, error="a date as YYYY, YYYY-MM or YYYY-MM-DD"))
    return checks


def _are_dates(values):
    padded = values + values.str.len().map({4: "-01-01", 7: "-01"}).fillna("")
    return values.str.fullmatch(PARTIAL_DATE) & pd.to_datetime(padded, format="%Y-%m-%d", errors="coerce").notna()


def check(frame, contract, file=None):
    """`frame` with the contract's columns, order and types.

    Raises
    ------
    InputError : names file, row (as a line of the file, header = 1), column, value and what was expected.
    """
    file = file or contract.name
    frame = frame.assign(**{name: None for name, column in contract.columns.items()
                            if column.optional and name not in frame})
    _check_names(frame, contract, file)
    frame = frame[list(contract.columns)].copy()
    for name, column in contract.columns.items():
        frame[name] = _typed(frame[name], column, file)
    frame = frame.reset_index(drop=True)
    return _validated(frame, contract, file) if len(frame) else frame


def empty(name):
    """The table `name` without rows, with the columns and types of its contract.

    >>> list(empty("citations").columns)
    ['citing_id', 'cited_id', 'category']
    """
    return check(pd.DataFrame(columns=list(CONTRACTS[name].columns)), CONTRACTS[name])


def _check_names(frame, contract, file):
    unknown = [name for name in frame.columns if name not in contract.columns]
    missing = [name for name in contract.columns if name not in frame.columns]
    if missing:
        near = difflib.get_close_matches(missing[0], unknown, n=1)
        raise InputError("the column is missing", file=file, column=missing[0],
                         expected="the columns " + ", ".join(contract.columns),
                         remedy=f"rename {near[0]!r} to {missing[0]!r}" if near else f"add the column {missing[0]!r}")
    if unknown:
        near = difflib.get_close_matches(unknown[0], list(contract.columns), n=1)
        raise InputError(f"unknown column {unknown[0]!r}", file=file,
                         expected="the columns " + ", ".join(contract.columns),
                         remedy=f"did you mean {near[0]!r}?" if near else "remove it")


def _typed(values, column, file):
    try:
        return values.astype(DTYPES[column.kind])
    except (ValueError, TypeError):
        row, value = _first_bad(values, DTYPES[column.kind])
        raise InputError(f"cannot read {value!r} as {column.kind}", file=file, row=row + 2, column=values.name,
                         remedy=f"{column.meaning}") from None


def _first_bad(values, dtype):
    for row, value in enumerate(values):
        try:
            pd.Series([value]).astype(dtype)
        except (ValueError, TypeError):
            return row, value
    return 0, values.iloc[0] if len(values) else None


def _validated(frame, contract, file):
    if not all(_is_sound(frame[name], column) for name, column in contract.columns.items()):
        _find_fault(frame, contract, file)
    if not contract.in_order(frame) and (again := frame.duplicated(list(contract.key))).any():
        row = int(again.to_numpy().argmax())
        value = " + ".join(str(frame[name].iloc[row]) for name in contract.key)
        raise InputError(f"{value!r} stands twice", file=file, row=row + 2, column=contract.key[0],
                         expected=f"each {' + '.join(contract.key)} once", remedy=contract.purpose)
    return frame


def _is_sound(values, column):
    """Whether a column holds what its contract allows; `Contract.schema` says the same, and which cell it is."""
    empty = values.isna()
    return bool((column.nullable or not empty.any())
                and (not column.choices or (values.isin(list(column.choices)) | empty).all())
                and (column.low is None or not (values < column.low).any())
                and (column.high is None or not (values > column.high).any())
                and (column.kind != "partial_date" or _are_dates(values[~empty]).all()))


def _find_fault(frame, contract, file):
    """Raise an InputError for the first cell that the contract does not allow."""
    import pandera.errors

    try:
        contract.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        case = cases.iloc[0]
        row = None if pd.isna(case["index"]) else int(case["index"]) + 2
        column = case["column"] if case["column"] in contract.columns else None
        more = f" ({len(cases)} such cells in all)" if len(cases) > 1 else ""
        expected, problem = _plain(case)
        near = difflib.get_close_matches(str(case["failure_case"]), contract.columns[column].choices if column else ())
        meaning = contract.columns[column].meaning if column else contract.purpose
        raise InputError(problem + more, file=file, row=row, column=column, expected=expected,
                         remedy=f"did you mean {near[0]!r}? {meaning}" if near else meaning) from None


def _plain(case):
    """What was expected and what is wrong, in words."""
    value = case["failure_case"]
    value = repr(value.item() if hasattr(value, "item") else value)  # 120.0, not np.float64(120.0)
    if case["check"] == "not_nullable":
        return "a value", "the cell is empty"
    return str(case["check"]), f"{value} is not allowed"


def _text(meaning, **more):
    return Column("text", meaning, **more)


def _maybe(meaning, **more):
    return Column("text", meaning, nullable=True, **more)


def _date(meaning, **more):
    return Column("date", meaning, **more)


def _partial(meaning, **more):
    return Column("partial_date", meaning, **more)


def _count(meaning, **more):
    return Column("integer", meaning, **{"low": 0, **more})


def _number(meaning, **more):
    return Column("number", meaning, **more)


def _share(meaning, **more):
    return Column("number", meaning, **{"low": 0, "high": 1, "nullable": True, **more})


def _flag(meaning):
    return Column("flag", meaning)


CONTRACTS = {}


def _table(name, stage, purpose, key, /, **columns):
    CONTRACTS[name] = Contract(name, stage, purpose, tuple(key), columns)


_sector = dict(choices=tuple(SECTORS))
_territory = dict(choices=tuple(TERRITORIES))
_route = dict(choices=tuple(ROUTES))
_kind = dict(choices=UNIT_KINDS)
_role = dict(choices=("core", "outer"))
_ROW = dict(source_file=_text("File that the row came from."),
            source_row=_count("Line (text file, header = 1) or record (binary file, first = 1) in that file.", low=1))

# ---------------------------------------------------------------- facts: curated tables, data/raw/facts/
NAME_METHODS = ("override", "alias", "key", "joined", "branch", "slip", "script", "family", "address", "part",
                "initials", "new", "homonym")
_table("facts_clusters", "facts", "One row per cluster.", ["cluster_id"],
       cluster_id=_text("Identifier of the cluster."),
       name_en=_text("Full English name."), name_zh=_text("Full Chinese name."),
       label_en=_text("Short English name for figures."), label_zh=_text("Short Chinese name for figures."),
       provinces=_text("Province or municipality."), industry=_text("Main industry."),
       note=_maybe("What a reader must know before comparing it with others."))
_table("facts_firms", "facts", "One row per large firm of a cluster.", ["firm_id"],
       firm_id=_text("Identifier of the firm."), firm=_text("English name, as the events call it."),
       firm_zh=_text("Chinese name."), organisation_id=_text("The organisation that stands for the firm."),
       cluster_id=_text("Its cluster."), role=_text("Core firm of the cluster, or an outer one.", **_role),
       city=_text("Seat."), province=_text("Province of the seat."),
       founded=_count("Year of foundation.", low=1800, high=2030, unit="year"),
       aliases=_maybe("Other names, separated by ' | '."), group_parent=_maybe("Owner above the firm, in words."),
       note=_maybe("Remarks and sources."))
_table("facts_organisations", "facts", "One row per legal entity that is told apart.", ["organisation_id"],
       organisation_id=_text("Identifier of the organisation."), name_en=_text("English name."),
       name_zh=_maybe("Simplified Chinese name; empty where not known with confidence."),
       sector=_text("Institutional sector.", **_sector),
       country=_text("Country of the entity (ISO 3166 alpha-2; HK, MO and TW kept apart)."),
       city=_maybe("City of the seat."), group_id=_text("Ultimate group today, as an organisation_id."),
       cluster_id=_maybe("Cluster today (follows the group, not the place)."),
       role=_maybe("Role of its group in the cluster today.", **_role), note=_maybe("Remarks."))
_table("facts_aliases", "facts", "One row per raw string that was matched by hand to an organisation, and per time in "
       "which it names that one.", ["raw_name", "from_date"],
       raw_name=_text("The string exactly as it stands in the source."),
       organisation_id=_text("The organisation it names."),
       n_patents=_count("Patents of the sample that carry the string."),
       method=_text("How the match was found.",
                    choices=("exact", "typo", "former name", "translation", "subsidiary")),
       certainty=_text("How sure the match is.", choices=("high", "medium", "low")),
       owned_by_cluster_group_from=_maybe("When the firm of the study got it, in words or as a date, where it changed "
                                          "hands; the ownership table decides."),
       from_date=Column("partial_date", "First day on which the string names it; empty = always did. The column may be "
                        "left out.", nullable=True, optional=True),
       to_date=Column("partial_date", "First day on which it no longer does; empty = still does. The column may be "
                      "left out.", nullable=True, optional=True))
_table("facts_ownership", "facts", "One row per dated interval of ownership.", ["child_id", "parent_id", "from_date"],
       child_id=_text("The owned organisation."), parent_id=_text("Its direct owner."),
       from_date=Column("partial_date", "First day; empty = since it exists.", nullable=True),
       to_date=Column("partial_date", "First day on which it no longer holds; empty = still holds.", nullable=True),
       share_percent=_number("Stake of the parent; empty = unknown.", nullable=True, low=0, high=100, unit="%"),
       basis=_text("What the interval rests on; a minority stake gives no control.",
                   choices=("founded by", "acquired", "divested", "joint venture", "minority stake")),
       source_url=_maybe("Page that states it; empty = general knowledge or the name itself."),
       certainty=_text("How sure it is.", choices=("high", "medium", "low")))
_table("facts_homonyms", "facts", "One row per name that looks like a firm of the study and is not.", ["raw_name"],
       raw_name=_text("The string as it stands in the source."), looks_like=_text("What it could be taken for."),
       actual_organisation=_text("Whose name it is."), reason=_text("Why it is another."),
       n_patents=_count("Patents of the sample that carry it.", nullable=True),
       in_aliases_as=_maybe("Organisation that the aliases table gives it, where it stands there too."))
_table("facts_overrides", "facts", "One row per decision that a person has taken about a name; nothing overrules it.",
       ["raw_name", "decision", "other_name"],
       raw_name=_text("The string exactly as it stands in the source."),
       decision=_text("same (as the other name), apart (from the other name), organisation (it is this one).",
                      choices=("same", "apart", "organisation")),
       other_name=_maybe("For same and apart: the other string, exactly as it stands."),
       organisation_id=_maybe("For organisation: which one."),
       decided_by=_maybe("Who decided."), decided_on=_maybe("When."), reason=_maybe("Why."))
_table("facts_events", "facts", "One row per documented event of a large firm.", ["event_id"],
       event_id=_text("Identifier of the event."), date=_partial("Date as precise as it is known."),
       cluster_id=_text("Cluster of the firm."), firm=_text("The large firm."), firm_zh=_text("Its Chinese name."),
       event_type=_text("Type given by the coder.", choices=tuple(EVENT_TYPES)),
       partners=_maybe("Partners, separated by ' | '."), partners_zh=_maybe("The same in Chinese, same order."),
       partner_countries=_maybe("Their countries, same order."), partner_sectors=_maybe("Their sectors, same order."),
       technology=_maybe("Technology concerned."), description=_text("What happened, in our words."),
       stake_percent=_number("Stake that changed hands.", nullable=True, low=0, high=100, unit="%"),
       value_musd=_number("Value.", nullable=True, low=0, unit="million US dollars"),
       source_url=_maybe("Page that states it."), source_title=_maybe("Title of the page."),
       source_date=_maybe("Date of the page."),
       verified=_text("What the page confirms.", choices=("yes", "partly", "no")), note=_maybe("Remarks of the coder."))
_table("facts_event_coding", "facts", "One row per event: the judgements that its type alone does not settle.",
       ["event_id"],
       event_id=_text("The event."),
       judgement=_text("Whether it may count: count; twin (the same event stands in another row); failed (never "
                       "carried out or unwound); not_a_route (no technology was sought: ownership, finance, sales).",
                       choices=("count", "twin", "failed", "not_a_route")),
       twin_of=_maybe("For a twin: the event that is counted."),
       technology_content=_text("Whether R&D, technology or know-how is part of the deal by what the row says.",
                                choices=("yes", "no", "unclear")),
       alternative_type=_maybe("The other type that a second coder could defend; run in the robustness analysis.",
                               choices=tuple(EVENT_TYPES)),
       reason=_maybe("Why, in one clause; needed wherever the judgement is not plain."))
_table("facts_claims", "facts", "One row per claim of the founding paper.", ["claim_id"],
       claim_id=_text("Identifier of the claim."), section=_text("Section of the paper."),
       claim_kind=_text("Kind of claim.", choices=("event_input", "event_output", "route_set_present", "route_absent",
                                                   "context", "qualitative", "normative", "typology")),
       firm=_maybe("Firm, as the firms table calls it."), partner_en=_maybe("Partner in English."),
       partner_zh=_maybe("Partner in Chinese."), partner_country=_maybe("Country of the partner."),
       year_seed=_maybe("Year or month that the paper gives; never filled in from elsewhere."),
       year_precision=_maybe("How the paper dates it."),
       event_type=_maybe("Event type by the codebook, for claims that are events.", choices=tuple(EVENT_TYPES)),
       route_claimed=_maybe("Route or routes (separated by |) that the paper names.", ),
       quantity=_number("Number that the claim states.", nullable=True), unit=_maybe("Unit of that number."),
       statement=_text("The claim in English, in our words."), quote_zh=_text("The claim in the paper's own words."),
       test=_text("How the claim is tested.", choices=("core_firms", "event_route", "routes_in_use", "route_lacking",
                                                       "typology", "partner_count", "not_testable")),
       external_status=_text("What independent pages say."), external_evidence=_maybe("Which pages."),
       note=_maybe("Remarks."))

# ---------------------------------------------------------------- sources
_table("patents", "sources", "One row per patent publication.", ["patent_id"],
       patent_id=_text("Office, number and kind, for example US8031420B2; US + number where the kind is not given."),
       family_id=_text("DOCDB simple family, or the family that the provider of the data made; else earliest priority, "
                       "else the patent itself."),
       family_basis=_text("Which of these.", choices=FAMILY_BASES),
       office=_text("Office of publication."), number=_text("Its number, without office and kind code."),
       kind_code=_maybe("Kind code, where it is given."),
       kind=_text("Kind of right.", choices=("invention", "utility", "design", "plant", "other")),
       filing_date=_date("Date of earliest filing known; its first day where only month or year is.", nullable=True),
       date_precision=_text("How precisely the filing date is given.", choices=("day", "month", "year", "none")),
       grant_date=_date("Date of grant.", nullable=True), title=_maybe("Title as given."),
       source=_text("Name of the source in the study's YAML."), **_ROW)
_table("applicants", "sources", "One row per patent and applicant, names untouched.", ["patent_id", "sequence"],
       patent_id=_text("The patent."), sequence=_count("Place in the source's list, first = 0."),
       raw_name=_text("Name exactly as in the source."), raw_address=_maybe("Address as given."),
       raw_country=_maybe("Country of the applicant as given."), kind_given=_maybe("Kind of applicant as given."))
_table("inventors", "sources", "One row per patent and inventor.", ["patent_id", "sequence"],
       patent_id=_text("The patent."), sequence=_count("Place in the source's list, first = 0."),
       name=_text("Name as given."), country=_maybe("Country of residence, where the source gives it."))
_table("classifications", "sources", "One row per patent and class.", ["patent_id", "scheme", "symbol"],
       patent_id=_text("The patent."), scheme=_text("Classification.", choices=("CPC", "IPC")),
       symbol=_text("Symbol as given, in capitals and without spaces, for example F24F1/00; the first four characters "
                    "are the subclass."))
_table("families", "sources", "One row per family and publication that is known to belong to it.",
       ["family_id", "member_id"],
       family_id=_text("The family."), member_id=_text("The publication."),
       basis=_text("What the family rests on.", choices=FAMILY_BASES),
       in_patents=_flag("Whether the publication has a row of its own in patents."))
_table("citations", "sources", "One row per citation between patents.", ["citing_id", "cited_id"],
       citing_id=_text("The citing patent."), cited_id=_text("The cited patent."),
       category=_maybe("Who cites or which category, as given."))
_table("events", "sources", "One row per event, dated, with the judgements on it.", ["event_id"],
       event_id=_text("Identifier of the event."),
       evidence_base=_text("Body of evidence it belongs to.", choices=("independent", "founding_paper")),
       date=_date("First day of the period that the date names.", nullable=True),
       date_precision=_text("How precise.", choices=("day", "month", "year", "none")),
       year=_count("Year; events are counted by it.", nullable=True, low=1900, high=2030, unit="year"),
       cluster_id=_text("Cluster of the focal firm."), firm=_text("Focal firm."),
       event_type=_text("Type given by the coder.", choices=tuple(EVENT_TYPES)),
       alternative_type=_maybe("The other defensible type.", choices=tuple(EVENT_TYPES)),
       technology=_maybe("Technology concerned."), description=_text("What happened."),
       technology_content=_text("Whether technology is part of the deal.", choices=("yes", "no", "unclear")),
       stake_percent=_number("Stake that changed hands.", nullable=True, unit="%"),
       verified=_text("What the page confirms; claim = the founding paper's word.",
                      choices=("yes", "partly", "no", "claim")),
       level=_text("Evidence level of the record itself.", choices=LEVELS),
       status=_text("Whether the row may count.",
                    choices=("counted", "twin", "failed", "not_a_route", "unverified")),
       status_reason=_maybe("Why it does not."), twin_of=_maybe("For a twin: the event that is counted."),
       source_url=_maybe("Page that states it."), note=_maybe("Remarks of the coder."), **_ROW)
_table("partners", "sources", "One row per event and partner, names untouched.", ["event_id", "sequence"],
       event_id=_text("The event."), sequence=_count("Place in the row, first = 0."),
       raw_name=_text("Name as given."), raw_name_zh=_maybe("Chinese name as given."),
       country_coded=_maybe("Country given by the coder."),
       sector_coded=_maybe("Sector given by the coder.", **_sector))
_table("duplicates", "sources", "One row per input row of a patent that another row has told already.",
       ["source_file", "source_row"],
       **_ROW, patent_id=_text("The patent."), of_file=_text("File of the row that is kept."),
       of_row=_count("Row that is kept, in that file.", low=1),
       differs=_maybe("Columns in which the two rows differ, separated by ' | '."))
_table("rejected", "sources", "One row per input row that could not be used.",
       ["source_file", "sheet", "source_row", "column"],
       **_ROW, sheet=_maybe("Sheet of the workbook."), column=_text("Column that made it unusable."),
       value=_maybe("What stood there."), reason=_text("Why it could not be used."),
       fault=_flag("True where the row itself is at fault, False where it only lies outside the study."))
_table("account", "sources", "One row per input file: read = kept + duplicate + rejected.", ["source_file"],
       source_file=_text("The file."), source=_text("Name of the source in the study's YAML."),
       format=_text("Layout it was read as."), unit=_text("What a row of the file is."),
       read=_count("Rows found."), kept=_count("Rows that became a patent or an event."),
       duplicate=_count("Rows that repeat one that was kept."), rejected=_count("Rows that could not be used."),
       duplicate_of=_maybe("What the duplicates repeat."))

# ---------------------------------------------------------------- organisations
_table("clusters", "organisations", "One row per cluster of the study, in the study's order.", ["cluster_id"],
       **{**CONTRACTS["facts_clusters"].columns, "position": _count("Place in the study's order, first = 0.")})
_table("firms", "organisations", "One row per large firm of the study.", ["firm_id"],
       **CONTRACTS["facts_firms"].columns)
_table("organisations", "organisations", "One row per organisation that the study meets.", ["organisation_id"],
       organisation_id=_text("Identifier; `name:` + key where the name is met in events or patents only."),
       name_en=_text("English name."), name_zh=_maybe("Simplified Chinese name."),
       sector=_text("Institutional sector.", **_sector), sector_basis=_text("Where the sector comes from.",
                                                                            choices=("facts", "coded", "rules")),
       sector_certainty=_text("How sure: high; arguable (a weak word, words of two sectors, or a coder's word against "
                              "the name's); none (no sector found).", choices=("high", "arguable", "none")),
       country=_maybe("Country of the entity."), territory=_text("Its territory.", **_territory),
       group_id=_text("Ultimate owner today."), firm_id=_maybe("Large firm of the study that it belongs to today."),
       cluster_id=_maybe("Cluster of that firm."), role=_maybe("Role of that firm.", **_role))
_table("aliases", "organisations", "One row per raw name met, and the organisation it was resolved to; a name whose "
       "alias has dates has a row for each of its times.", ["raw_name", "holds"],
       raw_name=_text("Name exactly as in the source."), name_key=_text("Its normalised form."),
       organisation_id=_maybe("The organisation; empty = excluded as a homonym."),
       method=_text("How it was resolved: override (a person's decision), alias (curated string), key (same normalised "
                    "form as a curated name), joined (the same words written together), branch (the branch of a "
                    "company, which is the company in law), slip (one word misspelt), script (a Chinese name and its "
                    "reading in Latin letters), family (a name in another script at the same place of the same patent "
                    "families), address (at the same address, for review only), part (a name and a place or "
                    "department, for review only), initials (for review only), new (nobody the facts know), "
                    "homonym (looks like a firm and is not).", choices=NAME_METHODS),
       score=_number("How sure the method is, 0 to 1; empty for new names and homonyms.", nullable=True, low=0, high=1),
       certainty=_text("How sure.", choices=("high", "medium", "low")),
       holds=_text("When the name stands for it: always; the days of its alias; or outside, where the alias has dates "
                   "and the units lie in none of them."), n_units=_count("Units that carry it."))
_table("name_review", "organisations", "One row per name that was put to an organisation without a person's match, and "
       "per pair of names that was left apart; rank 1 = most hangs on it.", ["rank"],
       rank=_count("Place in the order of what hangs on it, from 1."), raw_name=_text("A name as in the source."),
       other_name=_text("The organisation's name, or the other name of the pair."),
       organisation_id=_maybe("Organisation of the name."),
       other_organisation_id=_maybe("Organisation of the other name."),
       method=_text("What joins them, or would, see the table aliases.", choices=NAME_METHODS),
       score=_number("How sure that is, 0 to 1.", low=0, high=1),
       state=_text("merged; undecided (may be one organisation, left apart); conflict (would have joined two known "
                   "organisations); apart (told apart by hand); outside (units outside the dates of the name's alias, "
                   "resolved as if there were none; the other organisation is that of the alias).",
                   choices=("merged", "undecided", "conflict", "apart", "outside")),
       n_units=_count("Patents and events that hang on it."))
_table("ownership", "organisations", "One row per dated interval of ownership.",
       ["child_id", "parent_id", "from_date"],
       child_id=_text("The owned organisation."), parent_id=_text("Its direct owner."),
       from_date=_date("First day; empty = since it exists.", nullable=True),
       to_date=_date("First day on which it no longer holds; empty = still holds.", nullable=True),
       share_percent=_number("Stake of the parent; empty = unknown.", nullable=True, unit="%"),
       basis=_text("What the interval rests on."), control=_flag("Whether the parent controls the child."),
       source_url=_maybe("Page that states it."), certainty=_text("How sure it is."))
_table("ownership_doubts", "organisations", "One row per time in which the owner is in doubt, for a person to look at.",
       ["organisation_id", "doubt", "from_date"],
       organisation_id=_text("The organisation in question."),
       doubt=_text("gap: an owner, then for some time none, then one again; year only, month only: the owner changes "
                   "within these days; after the study: it changes after the last day of the study.",
                   choices=("gap", "year only", "month only", "after the study")),
       owner_before=_maybe("Owner in control before; empty = none."),
       owner_after=_maybe("Owner in control afterwards; empty = none."),
       from_date=_date("First day in doubt; the tables let the owner change on it."),
       to_date=_date("First day that is no longer in doubt.", nullable=True),
       n_patents=_count("Patents of the study that the organisation, or what it owned, filed within these days."))
_PARTY = dict(
    date=_date("Filing date of the patent, date of the event.", nullable=True),
    raw_name=_text("Name as given."), organisation_id=_maybe("Resolved organisation; empty = excluded homonym."),
    sector=_text("Sector of the organisation.", **_sector), country=_maybe("Country of the organisation."),
    group_id=_maybe("Ultimate owner on that date."), owner_country=_maybe("Country of the ultimate owner."),
    owner_territory=_text("Territory of the ultimate owner.", **_territory),
    firm_id=_maybe("Large firm of the study that it belongs to on that date."),
    cluster_id=_maybe("Cluster of that firm."), role=_maybe("Role of that firm.", **_role))
_table("applicant_groups", "organisations", "One row per patent and applicant, resolved at the filing date; only "
       "patents with an applicant that is, or later became, part of a firm of the study.", ["patent_id", "sequence"],
       patent_id=_text("The patent."), sequence=_count("Place in the source's list."), **_PARTY,
       address_country=_maybe("Country of the address on the patent, else of the organisation's registered seat."),
       address_territory=_text("Territory of that country.", **_territory),
       later_firm_id=_maybe("Firm of the study that owns it today but did not on that date (acquired stock)."),
       acquired_on=_date("Day on which control of it passed to that group, where it was acquired.", nullable=True),
       foreign_stake_percent=_number("Foreign stake, where it is a joint venture.", nullable=True, unit="%"))
_table("linked_groups", "organisations", "One row per patent and applicant, of patents that no firm of the study filed "
       "but that its patents may draw on: cited by them, or filed by a party of an event, a university or an "
       "institute.",
       ["patent_id", "sequence"],
       patent_id=_text("The patent."), sequence=_count("Place in the source's list."), **_PARTY)
_table("partner_groups", "organisations", "One row per event and party (the focal firm and each partner), resolved at "
       "the date.", ["event_id", "party", "sequence"],
       event_id=_text("The event."), party=_text("The firm that the row is booked under, or a partner.",
                                                 choices=("focal", "partner")),
       sequence=_count("Place in the row."), **_PARTY)

# ---------------------------------------------------------------- routes
_UNIT = dict(unit_id=_text("Patent or event."), unit_kind=_text("Which of the two.", **_kind))
_WHERE = dict(firm_id=_text("Focal firm."), group_id=_text("Its ultimate owner on that date."),
              cluster_id=_text("Its cluster."))
_table("evidence", "routes", "One row per unit, focal firm and rule that fired, counted or not, or was one condition "
       "short.",
       ["unit_id", "firm_id", "rule"],
       **_UNIT, **_WHERE, route=_text("Route that the rule speaks for.", **_route),
       subtype=_maybe("Finer kind within the route."), level=_text("Level of the evidence.", choices=LEVELS),
       rule=_text("Identifier of the rule."),
       fired=_flag("Whether it fired; False where one condition was missing."),
       missing=_maybe("The condition that was missing."),
       fields=_text("What the rule looked at, with the values of this unit, as a JSON object."),
       counted=_flag("Whether it is at the unit's best level, and that level counts."),
       reason=_text("Why it fired, in words."))
_table("runners_up", "routes", "One row per unit and focal firm for which another route has evidence of a lower level, "
       "or was one condition short: the next best route.", ["unit_id", "firm_id"],
       **_UNIT, firm_id=_text("Focal firm."), cluster_id=_text("Its cluster."),
       route=_text("The next best route.", **_route), level=_text("Level of its rule.", choices=LEVELS),
       rule=_text("Its rule."), fired=_flag("Whether that rule fired."),
       missing=_maybe("The condition that was missing, where it did not."))
_table("acquired_stock", "routes", "One row per patent family and firm that later bought an applicant of it: counted "
       "apart, never as the cluster's output.", ["unit_id", "firm_id"],
       unit_id=_text("The family, by its earliest filing."), firm_id=_text("The firm that bought it later."),
       organisation_id=_text("The applicant that was bought."), date=_date("Filing date."),
       is_invention=_flag("Whether a member is an invention."))
_table("route_doubts", "routes", "One row per unit on which the data contradict themselves or say too little; nothing "
       "is dropped for it.", ["unit_id", "doubt", "firm_id"],
       **_UNIT, firm_id=_maybe("Focal firm."), doubt=_text("What is in doubt.", choices=DOUBTS),
       rule=_text("The rule that could not decide."), reason_en=_text("What stands against it, in English."),
       reason_zh=_text("The same in Chinese."))
_table("assignments", "routes", "One row per unit, focal firm and route; weights of a counted unit sum to 1.",
       ["unit_id", "firm_id", "route"],
       **_UNIT, **_WHERE, evidence_base=_text("Body of evidence.", choices=BASES),
       date=_date("Filing date or event date.", nullable=True),
       year=_count("Its year.", nullable=True, low=1900, high=2030, unit="year"),
       route=_text("Route assigned.", **_route), subtype=_maybe("Finer kind within the route."),
       level=_text("Level of the evidence.", choices=LEVELS),
       weight=_number("1/k over routes, 1/g over clusters, shared equally by a cluster's firms.", low=0, high=1),
       counted=_flag("Whether it enters the headline (levels A and B)."),
       rule=_text("Rule that decided."), reason=_text("Why, in words."))

_table("readings", "routes", "One row per reading of the evidence: one option of each dimension of the multiverse. "
       "The first of each kind of unit is the study's own; a dimension that a kind of unit does not have is empty.",
       ["reading"],
       reading=_count("Number of the reading."), unit_kind=_text("Which units it reads.", **_kind),
       event_types=_maybe("Types of events: as coded, or the other type that a second coder could defend."),
       technology_clause=_maybe("What an undocumented technology clause is taken for."),
       territory=_maybe("Who counts as cross-border."), window=_maybe("Years of the windows."),
       consortia=_maybe("Whether national consortia count as cluster partnership."),
       programmes=_maybe("Whether programmes without a named partner count as research partnership."),
       units=_maybe("Which events are kept."), levels=_maybe("Which levels of evidence count."),
       kinds=_maybe("Which kinds of patent right count."))
_table("reading_weights", "routes", "What each reading finds: one row per reading, profile of units, cluster, route.",
       ["reading", "profile", "cluster_id", "route"],
       reading=_count("Number of the reading."),
       profile=_count("Number of the profile: what some units of one year have in common."),
       evidence_base=_text("Body of evidence.", choices=BASES),
       year=_count("Their year.", nullable=True, low=1900, high=2030, unit="year"),
       cluster_id=_text("Cluster."), route=_text("Route.", **_route),
       weight=_number("Weight of one unit in this cluster and route.", low=0, high=1),
       n_units=_count("Units that have the profile."))

# ---------------------------------------------------------------- networks
_table("ties", "networks", "One row per layer and pair of groups (undirected, source < target).",
       ["layer", "source", "target"],
       layer=_text("Route of the events behind the tie, or `copatent`."), source=_text("One group."),
       target=_text("The other group."), weight=_number("Fractional number of units behind the tie.", low=0),
       n_units=_count("Units behind the tie."), first_date=_date("First unit.", nullable=True),
       last_date=_date("Last unit.", nullable=True), reach=_text(
           "Where the tie leads, seen from the firms of clusters.",
           choices=("within cluster", "other cluster", "domestic", "hmt", "foreign", "unknown")))
_table("nodes", "networks", "One row per group in the network of all layers.", ["node_id"],
       node_id=_text("Group."), name_en=_text("English name."), name_zh=_maybe("Chinese name."),
       sector=_text("Sector.", **_sector), country=_maybe("Country of the group."),
       territory=_text("Territory of the group.", **_territory), cluster_id=_maybe("Cluster, for firms of the study."),
       role=_maybe("Role in the cluster.", **_role), degree=_count("Number of partners."),
       strength=_number("Sum of tie weights.", low=0), betweenness=_share("Betweenness (normalised)."),
       constraint=_number("Burt's constraint; empty for isolates.", nullable=True, low=0),
       core_number=_count("Largest k of a k-core that holds it."),
       in_core=_flag("Whether it is in the core (Borgatti-Everett, cells between core and periphery ignored)."),
       community=_count("Leiden community."),
       coordinator=_count("Gould-Fernandez w_I: broker between two of its own cluster."),
       itinerant=_count("Gould-Fernandez w_O: between two of one other group."),
       representative=_count("Gould-Fernandez b_IO."), gatekeeper=_count("Gould-Fernandez b_OI."),
       liaison=_count("Gould-Fernandez b_O: between two different other groups."))

# ---------------------------------------------------------------- indicators
_INTERVAL = dict(
    low=_share("Lower end of the 95% interval."), high=_share("Upper end of the 95% interval."),
    interval=_text("How the interval was made; two names: the envelope of both.",
                   choices=("firm bootstrap", "leave one firm out", "Jeffreys-Dirichlet",
                            "firm bootstrap + Jeffreys-Dirichlet", "leave one firm out + Jeffreys-Dirichlet", "none")))
_BLOCK = dict(cluster_id=_text("Cluster; `all` = all clusters of the study."),
              unit_kind=_text("What is counted.", **_kind),
              evidence_base=_text("Body of evidence.", choices=BASES),
              period=_text("Period; `all` = whole study."))
_table("usage", "indicators", "Route usage: one row per cluster, kind, evidence base, period, counting and route.",
       ["cluster_id", "unit_kind", "evidence_base", "period", "counting", "route"], **_BLOCK,
       counting=_text("Counting rule."), route=_text("Route.", **_route),
       share=_share("Share of the block's weight; empty = not identified."), **_INTERVAL,
       low_jeffreys=_share("Lower end by Jeffreys-Dirichlet, units taken as independent."),
       high_jeffreys=_share("Upper end by Jeffreys-Dirichlet."),
       weight=_number("Weight of the route in the block.", low=0), n=_number("Weight of the block.", low=0),
       n_units=_count("Units of the block."), n_firms=_count("Firms of the block."),
       identified=_flag("Whether the data can tell."), reason=_maybe("Why not."))
_table("specialisation", "indicators", "Location quotient of each route in each cluster.", ["cluster_id", "route"],
       cluster_id=_text("Cluster."), route=_text("Route.", **_route),
       location_quotient=_number("Share in the cluster over share in all others.", nullable=True, low=0),
       low=_number("Lower end of the 95% interval.", nullable=True), high=_number("Upper end.", nullable=True),
       symmetric=_number("(LQ-1)/(LQ+1).", nullable=True, low=-1, high=1), n=_number("Weight of the cluster.", low=0))
_table("diversity", "indicators", "How many routes a cluster uses, effectively.", ["cluster_id", "order"],
       cluster_id=_text("Cluster; `all` = all."), order=_count("Order q of the Hill number."),
       hill=_number("Effective number of routes.", nullable=True, low=0), low=_number("Lower end.", nullable=True),
       high=_number("Upper end.", nullable=True), n=_number("Weight of the cluster.", low=0))
_table("change", "indicators", "Change of each share between consecutive periods, and from the first to the last.",
       ["cluster_id", "route", "before", "after"],
       cluster_id=_text("Cluster; `all` = all."), route=_text("Route.", **_route),
       before=_text("Earlier period."), after=_text("Later period."),
       difference=_number("Share after less share before.", nullable=True, low=-1, high=1, unit="share points"),
       low=_number("Lower end of the 95% interval.", nullable=True), high=_number("Upper end.", nullable=True),
       n_before=_number("Weight before.", low=0), n_after=_number("Weight after.", low=0))
_table("robustness", "indicators", "Shares of the whole study under other choices.", ["variant", "route"],
       variant=_text("What was done otherwise."), route=_text("Route.", **_route),
       share=_share("Share; empty = nothing left to count."),
       rank=_count("Rank of the route among the six (1 = largest); empty for other.", nullable=True),
       n=_number("Weight counted.", low=0))
_table("specifications", "indicators", "One row per specification of the multiverse: a reading of the evidence, a way "
       "of counting, a denominator. A dimension that a kind of unit does not have is empty.",
       ["unit_kind", "specification"],
       specification=_count("Number of the specification; 0 is the headline."),
       **CONTRACTS["readings"].columns,
       counting=_text("How units with several routes count.", choices=("fractional", "whole", "precedence")),
       denominator=_text("Shares of what.", choices=("all", "six_routes")),
       steps=_count("Number of choices that differ from the headline."),
       n=_number("Weight counted in the whole study.", low=0))
_FINDING = dict(unit_kind=_text("Which units.", **_kind), kind=_text(
    "What is found: the rank of a route in the whole study, the route that a cluster uses most, a location quotient on "
    "one side of 1, a change of share between the first and the last period on one side of 0.",
    choices=("rank", "leading", "specialisation", "change")),
    cluster_id=_text("Cluster, or all."), route=_text("Route.", **_route))
_table("findings", "indicators", "One row per finding of the headline: whether it holds under other choices.",
       ["unit_kind", "kind", "cluster_id", "route"], **_FINDING,
       estimate=_number("The headline's number: share, lead over the next route, location quotient, difference.",
                        nullable=True),
       lowest=_number("Smallest number over the specifications.", nullable=True),
       median=_number("Median.", nullable=True),
       highest=_number("Largest.", nullable=True),
       n_specifications=_count("Specifications that count anything there."),
       n_holding=_count("Those in which it holds."),
       share_holding=_share("Share of them."),
       n_single=_count("Specifications that differ from the headline in one choice."),
       n_exceptions=_count("Those in which it does not hold."),
       robust=_flag("Whether it is called robust (see docs/indicators.md)."),
       turns_on=_maybe("The dimension whose option lowers the share holding the most; empty where it always holds."),
       option=_maybe("That option."), share_under_option=_share("Share of specifications with it in which it holds."))
_table("curves", "indicators", "The specification curves: one row per finding and specification.",
       ["unit_kind", "kind", "cluster_id", "route", "specification"], **_FINDING,
       specification=_count("Number of the specification."),
       estimate=_number("The number under it; empty where nothing is counted.", nullable=True),
       holds=_flag("Whether the finding holds."))
_table("identification", "indicators", "What each kind of data can show of each route.",
       ["unit_kind", "route"], unit_kind=_text("Kind of data.", **_kind), route=_text("Route.", **_route),
       identified=_flag("Whether a share can be given."), bound=_text(
           "How to read the share.", choices=("point", "lower bound", "upper bound", "not identified")),
       reason_en=_text("Why, worked out from the data."), reason_zh=_text("The same in Chinese."))
_table("funnel", "indicators", "From raw to counted: what was left out at each step and why.",
       ["unit_kind", "position"], unit_kind=_text("Kind of data.", **_kind), position=_count("Step, first = 0."),
       step_en=_text("What the step keeps."), step_zh=_text("The same in Chinese."),
       n=_count("Rows that remain."), left_out=_count("Rows left out by this step."))
_table("replication", "indicators", "Each claim of the founding paper put to each body of evidence.",
       ["claim_id", "evidence_base", "period"],
       claim_id=_text("The claim."),
       evidence_base=_text("Body of evidence.", choices=("independent", "founding_paper")),
       period=_text("to_2009 or since_2010."), route=_maybe("Route concerned, where it is one."),
       statement=_text("The claim in English."), quote_zh=_text("In the paper's own words."),
       verdict=_text("Outcome.", choices=("reproduced", "not reproduced", "not testable")),
       share=_share("Share of the route, where the claim is on one."), low=_share("Lower end."),
       high=_share("Upper end."),
       rank=_count("Rank of the route among the six.", nullable=True), n=_number("Weight of the evidence.", low=0),
       reason_en=_text("Why, in one sentence."), reason_zh=_text("The same in Chinese."))

# ---------------------------------------------------------------- coding
CANNOT_TELL = "cannot_tell"
CERTAINTIES = ("sure", "fairly", "unsure")
_some_route = dict(choices=(*ROUTES, "all"))
_ESTIMATE = dict(low=_number("Lower end of the 95% interval.", nullable=True),
                 high=_number("Upper end of the 95% interval.", nullable=True))
_WHY = dict(reason_en=_maybe("Why there is no value, or what limits it."), reason_zh=_maybe("The same in Chinese."))
_table("sample", "coding", "One row per unit drawn for hand coding.", ["unit_id"],
       unit_id=_text("Patent or event."), unit_kind=_text("Which of the two.", **_kind),
       stratum=_text("Rarest route that the rules gave it when it was drawn.", **_route),
       stratum_units=_count("Units of the study in the stratum.", low=1),
       stratum_drawable=_count("Units of it that could be drawn: not those that the codebook explains.", low=1),
       stratum_sampled=_count("Units drawn from the stratum.", low=1),
       probability=_number("Drawn over drawable.", low=0, high=1))
_table("codes", "coding", "One row per unit, coder and route given.", ["unit_id", "coder", "route"],
       unit_id=_text("Patent or event."), coder=_text("Who coded it."),
       route=_text("Route given.", choices=(*ROUTES, CANNOT_TELL)),
       certainty=_maybe("How sure the coder was.", choices=CERTAINTIES), remark=_maybe("The coder's remark."), **_ROW)
_table("disagreements", "coding", "One row per unit without an agreed answer and coder.", ["unit_id", "coder"],
       unit_id=_text("Patent or event."), coder=_text("Who coded it."),
       routes=_text("Routes given, separated by ' | '."), certainty=_maybe("How sure.", choices=CERTAINTIES),
       remark=_maybe("The coder's remark."),
       why=_text("Why it is listed.", choices=("answers differ", "one answer only", "nobody could tell")))
_table("gold", "coding", "One row per unit and route of the settled answer.", ["unit_id", "route"],
       unit_id=_text("Patent or event."), route=_text("Route settled.", **_route),
       basis=_text("How it was settled.", choices=("agreed", "adjudicated")), remark=_maybe("Why it was settled so."))
_table("agreement", "coding", "Agreement of all coders, per route and for whole sets of routes.", ["measure", "route"],
       measure=_text("Coefficient.", choices=("alpha", "masi_alpha")),
       route=_text("Route as yes or no; `all` = the set of routes.", **_some_route),
       value=_number("Krippendorff's alpha.", nullable=True, high=1), **_ESTIMATE,
       below_667=_share("Share of bootstrap draws below .667."),
       verdict=_text("What it allows.", choices=("accept", "tentative", "recode", "not available")),
       n_units=_count("Units with two answers or more."), n_coders=_count("Coders with an answer."), **_WHY)
_table("kappa", "coding", "Cohen's kappa of each pair of coders.", ["coder_a", "coder_b", "route"],
       coder_a=_text("One coder."), coder_b=_text("The other."),
       route=_text("Route as yes or no; `all` = exactly the same routes.", **_some_route),
       value=_number("Cohen's kappa.", nullable=True, high=1), **_ESTIMATE,
       agreed=_share("Share of units with the same answer."), n_units=_count("Units that both coded."), **_WHY)
_table("confusion", "coding", "What the rules say against the settled answer.", ["gold_route", "rules_route"],
       gold_route=_text("Settled route.", **_route), rules_route=_text("Route by the rules.", **_route),
       weight=_number("Units of the study it stands for.", low=0),
       share=_share("Probability that the rules say so, given the settled route."))
_table("accuracy", "coding", "Precision and recall of the rules against the settled answers.", ["route", "measure"],
       route=_text("Route.", **_route), measure=_text("Which.", choices=("precision", "recall")),
       value=_share("Value, weighted by the sampling design."), **_ESTIMATE,
       n_units=_count("Settled units behind it."), **_WHY)
_table("corrected_shares", "coding", "Shares of the study, as the rules give them and corrected.", ["route"],
       route=_text("Route.", **_route), share_rules=_share("Share by the rules."),
       share_corrected=_share("Share corrected by the confusion matrix; empty = cannot be told."), **_ESTIMATE,
       share_gold=_share("Weighted share among the settled answers alone."),
       n_gold=_count("Settled units with the route."), n_rules=_count("Settled units to which the rules give it."),
       **_WHY)
