"""What does not depend on a study's choices, laid out once, so that many sets of choices cost little more than one."""

import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa

from ..schemas import CONTRACTS
from ..tables import connect, know
from .actors import partners
from .event_features import event_features, prepare_events
from .links import lay_links, lay_ties, longest_window, prepare_links
from .patent_features import lay_patents, patent_features, prepare_patents

DEFAULT_YEARS = 5  # links by field are laid out for at least so long, and again when a longer window is chosen
_ALL = 1 << 40  # more units than anybody has


class Prepared:
    """Units of one kind beside what rules ask of them; `features(choices)` names a table with one row per focal firm.

    Parameters
    ----------
    kind : "event" or "patent".
    size : units at a time; `turn_to` goes from one block of them to the next. Without it all are laid out at once.
    tables : {name: frame, or path of its Parquet file} of the earlier stages.

    `last` names the last unit of each block, `decided` are the choices under which the units were decided last.
    """

    def __init__(self, kind, size=None, **tables):
        self.kind, self.last, self.block = kind, [None], None
        self._folder = tempfile.TemporaryDirectory(prefix="sixroutes-", ignore_cleanup_errors=True)
        self.connection = connect(self._folder.name)
        for name, table in tables.items():
            know(self.connection, name, table if isinstance(table, str | Path) else _arrow(table, name))
        if kind == "event":
            prepare_events(self.connection)
        else:
            self.last = prepare_patents(self.connection, size or _ALL) or [None]
            prepare_links(self.connection)
        self.turn_to(0)

    def turn_to(self, block):
        """Lay out the units of one block in place of those that were laid out before."""
        if block == self.block:
            return
        self.block = block
        self.years, self.looked_at, self.decided, self._partners = -1, None, None, set()
        if self.kind == "patent":
            lay_patents(self.connection, block)
            lay_ties(self.connection)

    def features(self, choices):
        """Make the table `features` of this kind of unit under these choices, and return its columns.

        Which levels count changes nothing of what rules look at, so that the table is kept when only they differ.
        """
        looked_at = {name: choice for name, choice in choices.items() if name != "counted_levels"}
        if looked_at != self.looked_at:
            self._make_features(choices)
            self.looked_at = looked_at
        self.connection.execute("UPDATE features SET residual = true")
        return [row[0] for row in self.connection.execute("DESCRIBE features").fetchall()]

    def _make_features(self, choices):
        column = "address_territory" if choices["territory_by"] == "address" else "owner_territory"
        table = "_".join(["partners", column, *sorted(choices["cross_border_territories"])])
        if table not in self._partners:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {partners(choices, column)}")
            self._partners.add(table)
        if self.kind == "patent" and longest_window(choices) > self.years:
            self.years = max(longest_window(choices), DEFAULT_YEARS)
            lay_links(self.connection, self.years)
        query = event_features(table) if self.kind == "event" else patent_features(choices, table)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE features AS SELECT *, true AS residual FROM ({query})")

    def frame(self, query):
        """The rows of a query as a frame, text as text and days as dates."""
        return self.connection.sql(query).to_arrow_table().to_pandas(date_as_object=False)


def prepare_event_units(events, partner_groups, ownership):
    """Counted events, ready for any choices."""
    return Prepared("event", events=events, partner_groups=partner_groups, ownership=ownership)


def prepare_patent_units(patents, applicant_groups, inventors, citations, events, partner_groups, ownership,
                         classifications=None, linked_groups=None, size=None):
    """Patent families, ready for any choices; without classes no rule that asks for a field can fire."""
    return Prepared("patent", size, patents=patents, applicant_groups=applicant_groups, inventors=inventors,
                    citations=citations, events=events, partner_groups=partner_groups, ownership=ownership,
                    classifications=_given(classifications, "classifications"),
                    linked_groups=_given(linked_groups, "linked_groups"))


def _given(frame, name):
    return pd.DataFrame(columns=list(CONTRACTS[name].columns), dtype="str") if frame is None else frame


def _arrow(frame, name):
    """Arrow with the types of the contract, so that a column's type never depends on what its rows happen to hold."""
    kinds = {"date": pa.timestamp("us"), "text": pa.string(), "integer": pa.int64(), "number": pa.float64(),
             "flag": pa.bool_(), "partial_date": pa.string()}
    schema = pa.schema([(column, kinds[what.kind]) for column, what in CONTRACTS[name].columns.items()
                        if column in frame.columns])
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
