"""All tables of the stage `routes` for one study, from file to file, so that a study may be larger than the memory."""

from contextlib import ExitStack

from .. import tables
from .acquired_stock import acquired_stock as stock_of
from .assigning import TABLES, assign_blocks, prepare
from .doubts import route_doubts as doubts_of

# Families whose evidence is held at one time: a few hundred megabytes.
UNITS = 250_000


def assign_study(patents_path, applicant_groups_path, inventors_path, citations_path, events_path, partner_groups_path,
                 ownership_path, classifications_path, linked_groups_path, choices, evidence, assignments, runners_up,
                 acquired_stock, route_doubts):
    """Assign routes as `assign` does, and write its tables.

    Parameters
    ----------
    *_path : Parquet files of the stages `sources` and `organisations`.
    choices : the study's scholarly choices.
    evidence ... route_doubts : where each table goes.

    Raises
    ------
    InputError : a table does not keep its contract.
    """
    prepared = prepare(patents_path, applicant_groups_path, inventors_path, citations_path, events_path,
                       partner_groups_path, ownership_path, classifications_path, linked_groups_path, UNITS)
    with ExitStack() as opened:
        add = {name: opened.enter_context(tables.appending(path))
               for name, path in zip(TABLES, (evidence, assignments, runners_up), strict=True)}
        for made in assign_blocks(prepared, choices):
            for name in TABLES:
                add[name](made[name])
    tables.write(stock_of(patents_path, applicant_groups_path), acquired_stock)
    tables.write(doubts_of(patents_path, applicant_groups_path, events_path, partner_groups_path, ownership_path,
                           {"assignments": assignments}), route_doubts)
