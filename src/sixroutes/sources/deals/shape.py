"""What every room says of a deal and of its participants, and how a row that cannot be used is told."""

from pathlib import Path

import pandas as pd

from ...schemas import CONTRACTS, check

# What a room says of one deal; what it leaves out is not stated.
DEAL = dict(
    kind=None,  # purchase, joint_venture, alliance or licence
    status=None,  # closed, announced or failed
    status_said="", date=None, dated_by="closing", country=None, stake_before=None, stake_after=None, control="unknown",
    technology_content="unclear", sales_only=False, licence=False, verified="yes", description="", note="",
    contradictions=())  # between rows of the deal
# What it says of one participant; `role` is acquirer, target, vendor, participant, licensor or licensee.
PARTICIPANT = dict(name="", parent="", country=None, country_said="", parent_country=None, role="participant",
                   stake=None, sector=None)


class Unusable(ValueError):
    """Why a deal cannot become an event: the field, what stood there, and the reason.

    Parameters
    ----------
    fault : False where nothing is wrong with the row, and it only lies outside the study or the codebook.
    """

    def __init__(self, field, value, reason, fault=True):
        super().__init__(reason)
        self.field, self.value, self.reason, self.fault = field, value, reason, fault


def rejection(source_file, sheet, source_row, columns, unusable):
    """One row as a rejection, with the file's own name of the column."""
    return dict(source_file=source_file, source_row=source_row, sheet=sheet,
                column=columns.get(unusable.field, unusable.field), value=unusable.value or None,
                reason=unusable.reason, fault=unusable.fault)


def rejections(rows):
    """Rejections as the table `rejected`."""
    frame = pd.DataFrame(rows, columns=list(CONTRACTS["rejected"].columns))
    return check(frame.sort_values(list(CONTRACTS["rejected"].key), kind="stable"), CONTRACTS["rejected"])


def place_of(path):
    """How a file is called in the tables: with its folder, since several studies may have an events.csv.

    >>> place_of("data/raw/my_study/events.csv")
    'my_study/events.csv'
    """
    path = Path(path)
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
