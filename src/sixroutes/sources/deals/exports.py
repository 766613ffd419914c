"""One export of a deal database, before anything is known of the study."""

from dataclasses import dataclass

import pandas as pd

from ..layout import account_row
from .booking import book
from .shape import rejection


@dataclass(frozen=True)
class Deals:
    """One export.

    `deals` are dicts with the keys of DEAL, `deal_id`, `source_row`, `sheet` and `participants`; `rows` holds the rows
    of every deal, {deal_id: [(sheet, source_row)]}, and under None those of no deal; `rejected` are the rows that no
    deal could be made of; `columns` says what the file calls each field.
    """

    source_file: str
    format: str
    unit: str
    deals: list
    rows: dict
    rejected: pd.DataFrame
    columns: dict

    def account(self, rejected=None):
        """The account of the file; `rejected` = all rejections, with those that a study adds."""
        rejected = self.rejected if rejected is None else rejected
        gone = {(row.sheet if isinstance(row.sheet, str) else None, row.source_row) for row in rejected.itertuples()}
        read, kept = sum(map(len, self.rows.values())), sum(rows[0] not in gone for rows in self.rows.values() if rows)
        return account_row(self.source_file, "events", self.format, self.unit, read=read, kept=kept,
                           duplicate=read - kept - len(gone), rejected=len(gone),
                           duplicate_of="an earlier row of the same deal" if read > kept + len(gone) else None)

    def book(self, facts, clusters=None, base="independent", as_of=None):
        """The tables `events`, `partners`, `rejected` and `account` of a study, see `booking.book`."""
        return book(self, facts, clusters, base, as_of)

    def rejection(self, deal_id, unusable):
        """The rows of a deal as rejections."""
        return [rejection(self.source_file, sheet, row, self.columns, unusable) for sheet, row in self.rows[deal_id]]
