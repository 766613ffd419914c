"""Small cases for the figures: every table can be made from a few named cells, and be empty."""

import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.vocabulary import ROUTES


def frame(name, rows=()):
    """Rows as the table `name`, columns that are not given left empty."""
    contract = CONTRACTS[name]
    full = pd.DataFrame([{column: row.get(column) for column in contract.columns} for row in rows],
                        columns=list(contract.columns))
    return check(full, contract)


def usage_rows(cluster_id, shares, *, kind="event", period="all", base="independent", n=20.0):
    """One block of `usage`: the share of each route, None = not identified."""
    rows = []
    for route, share in zip(ROUTES, shares, strict=True):
        known = share is not None
        rows.append(dict(
            cluster_id=cluster_id, unit_kind=kind, evidence_base="patents" if kind == "patent" else base, period=period,
            counting="fractional", route=route, share=share, low=max(0, share - 0.1) if known else None,
            high=min(1, share + 0.1) if known else None, interval="Jeffreys-Dirichlet" if known else "none",
            weight=share * n if known else 0.0, n=n, n_units=int(n), n_firms=3, identified=known,
            reason=None if known else "cannot be seen"))
    return rows


@pytest.fixture
def make_frame():
    return frame


@pytest.fixture
def make_usage():
    return usage_rows


@pytest.fixture
def clusters():
    """Two clusters; the name of the second holds every sign that HTML could read."""
    cells = dict(provinces="p", industry="i", name_en="n", name_zh="名")
    return frame("clusters", [
        dict(cells, cluster_id="qingdao", label_en="Qingdao", label_zh="青岛", position=0),
        dict(cells, cluster_id="rd", label_en="R&D <b>town</b>", label_zh="<script>研发", position=1)])


@pytest.fixture
def empty():
    """Every table without a row."""
    return {name: frame(name) for name, contract in CONTRACTS.items() if contract.stage != "facts"}
