"""sixroutes' own template: one row per hand-coded event, with the judgements on it, CSV or workbook.

Its columns are those of the curated tables `events` and `event_coding` in one. A fault stops the reading, as in the
curated tables: what somebody typed can be mended.
"""

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from ...errors import InputError
from ...schemas import CONTRACTS, check, empty
from ...vocabulary import EVENT_TYPES
from ..events import read_events
from ..facts import SEPARATOR, nearest
from ..layout import account_row
from .cells import check_computed, number, plain
from .headers import near_column
from .rows import has_table, tables_with
from .shape import place_of
from .template_words import COLUMNS, NEEDED, choices

FORMAT = "event_template"
UNIT = "event"

_DEFAULTS = {"judgement": "count", "technology_content": "unclear", "verified": "no"}
_LISTS = ("partners", "partners_zh", "partner_countries", "partner_sectors")
_LATER = ("cluster_id", "firm_zh")  # what firms.csv says where the template does not
_LABELS = {word.casefold(): name for name, words in EVENT_TYPES.items() for word in (name, *words)}


@dataclass(frozen=True)
class CodedEvents:
    """The rows of a template: `events` and `coding` with the contracts of the curated tables, and their rows."""

    source_file: str
    events: pd.DataFrame
    coding: pd.DataFrame
    rows: list

    @property
    def rejected(self):
        """No row: a fault stops the reading."""
        return empty("rejected")

    def account(self):
        """The account of the file before anything is known of the study."""
        twins = int((self.coding["judgement"] == "twin").sum())
        return account_row(self.source_file, "events", FORMAT, UNIT, read=len(self.events), rejected=0, duplicate=twins,
                           kept=len(self.events) - twins,
                           duplicate_of="the same event in another row (twin_of)" if twins else None)

    def book(self, facts, clusters=None, base="independent", as_of=None):
        """The tables `events`, `partners`, `rejected` and `account` of a study, as `read_events` gives them.

        Raises
        ------
        InputError : a firm that firms.csv does not know, another cluster than the firm's, or whatever `read_events`
            refuses.
        """
        return read_events(self._at_home(facts["firms"]), self.coding, clusters, base, file=self.source_file,
                           coding_file=self.source_file, rows=self.rows, format=FORMAT)

    def _at_home(self, firms):
        """The events with firm, Chinese name and cluster as firms.csv has them."""
        by_name = {name: firm for firm in firms.itertuples() for name in (firm.firm_zh, firm.firm)}
        for row, firm, cluster in zip(self.rows, self.events["firm"], self.events["cluster_id"], strict=True):
            if firm not in by_name:
                raise InputError(f"unknown firm {firm!r}", file=self.source_file, row=row, column="firm",
                                 expected="a firm of firms.csv",
                                 remedy=nearest(firm, [str(name) for name in by_name]) or "add it to firms.csv")
            if pd.notna(cluster) and cluster != by_name[firm].cluster_id:
                raise InputError(f"the event is booked in {cluster!r}, its firm {firm!r} in "
                                 f"{by_name[firm].cluster_id!r}", file=self.source_file, row=row, column="cluster_id",
                                 expected="the cluster of the firm", remedy="empty the cell, or correct the firm")
        known = self.events["firm"].map(by_name)
        return self.events.assign(firm=known.map(lambda firm: firm.firm), firm_zh=known.map(lambda firm: firm.firm_zh),
                                  cluster_id=known.map(lambda firm: firm.cluster_id))


def matches(path):
    """Whether a table of the file has the columns that an event needs."""
    return has_table(path, COLUMNS, NEEDED)


def read(path):
    """The file as coded events.

    A missing column or an empty cell means: it counts, technology is unclear, no page confirms it.

    Raises
    ------
    InputError : two sheets of events, a column that is nearly called like one of the template's, a row that does not
        fit the header, or a cell that its column may not hold; names the row and the remedy.
    """
    place = place_of(path)
    sheet, columns = _only_table(path, place)
    rows = [record["source_row"] for record in sheet.records]
    cells = {name: [_cell(record.get(columns.get(name)), name, place, record["source_row"])
                    for record in sheet.records] for name in COLUMNS}
    frame = pd.DataFrame(cells, columns=list(COLUMNS), dtype=object)
    for name, default in _DEFAULTS.items():
        frame[name] = frame[name].fillna(default)
    events, coding = (_checked(frame[list(CONTRACTS[name].columns)], name, place, rows)
                      for name in ("facts_events", "facts_event_coding"))
    return CodedEvents(place, events, coding, rows)


def _only_table(path, place):
    found = tables_with(path, COLUMNS, NEEDED)
    if len(found) > 1:
        raise InputError("several sheets hold events: " + ", ".join(sheet.name for sheet, _ in found), file=place,
                         remedy="put their rows into one sheet")
    [(sheet, columns)] = found
    for name in COLUMNS.keys() - columns.keys():
        near = near_column([column for column in sheet.columns if column not in columns.values()], [name])
        if near:
            raise InputError(f"unknown column {near!r}", file=place, column=near, remedy=f"did you mean {name!r}?")
    for row, _, reason in sheet.faults:
        raise InputError(reason, file=place, row=row,
                         remedy="put cells with a comma into quotation marks, or use the workbook")
    return sheet, columns


def _cell(cell, name, place, row):
    """One cell as its column wants it; None where it is empty."""
    text = plain(cell)
    if not text:
        return None
    try:
        check_computed(text)
        if name in ("stake_percent", "value_musd"):
            return number(text.removesuffix("%"))
    except ValueError as error:
        raise InputError(f"{text!r} is {error}", file=place, row=row, column=name,
                         remedy="type the value itself") from None
    if name == "date":
        return _date(text)
    if name in _LISTS:
        return SEPARATOR.join(part.strip() for part in re.split(r"[|｜\n]", text))
    return _LABELS.get(text.casefold(), text) if name.endswith("_type") else (
        text.casefold() if choices(name) else text)


def _date(text):
    """A date that begins with its year, with signs as the tables have them.

    >>> _date("2005/6"), _date("２００５年6月1日"), _date("6.2005")
    ('2005-06', '2005-06-01', '6.2005')
    """
    text = unicodedata.normalize("NFKC", text)
    parts = re.fullmatch(r"(\d{4})(?:[-/年](\d{1,2})(?:[-/月](\d{1,2})日?)?月?)?年?", text, re.ASCII)
    if not parts:
        return text
    return "-".join([parts[1], *(part.zfill(2) for part in parts.groups()[1:] if part)])


def _checked(frame, contract, place, rows):
    """A part of the template by its contract, with errors that name the row of the file."""
    later = [name for name in _LATER if name in frame]
    try:
        checked = check(frame.assign(**{name: frame[name].fillna("-") for name in later}), CONTRACTS[contract], place)
    except InputError as error:
        row = rows[error.row - 2] if error.row is not None else None
        raise InputError(error.problem, file=place, row=row, column=error.column, expected=error.expected,
                         remedy=error.remedy) from None
    return checked.assign(**{name: checked[name].replace("-", None) for name in later})
