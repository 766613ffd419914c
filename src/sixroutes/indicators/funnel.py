"""From raw to counted: how many rows each step leaves, and how many it leaves out."""

import pandas as pd

from ..schemas import CONTRACTS, check

_EVENT_STEPS = (
    ("unverified", "confirmed by a page, or the founding paper's own word", "有网页证实，或为奠基论文所述"),
    ("failed", "carried out, not abandoned or unwound", "已实施，未中止或撤销"),
    ("twin", "each event once, twin rows collapsed", "同一事件只计一次"),
    ("not_a_route", "technology was sought", "以获取技术为目的"))


def funnel(account, events, assignments, patents=None, applicant_groups=None):
    """The table `funnel`.

    Parameters
    ----------
    account, events, patents, applicant_groups : tables of the earlier stages.
    assignments : rows that count, of the study's clusters.
    """
    rows = []
    counted = assignments.groupby("unit_kind")["unit_id"].agg(set).to_dict()
    if len(events):
        rows += _steps("event", _event_sets(account, events, counted.get("event", set())))
    if patents is not None and len(patents):
        rows += _steps("patent", _patent_sets(account, patents, applicant_groups, counted.get("patent", set())))
    return check(pd.DataFrame(rows, columns=list(CONTRACTS["funnel"].columns)), CONTRACTS["funnel"])


def _steps(kind, steps):
    rows, before = [], None
    for position, (en, zh, n) in enumerate(steps):
        rows.append((kind, position, en, zh, n, 0 if before is None else before - n))
        before = n
    return rows


def _files(account, table):
    """The account of the files that a table came from."""
    return account[account["source_file"].isin(table["source_file"])]


def _event_sets(account, events, counted):
    files = _files(account, events)
    # A twin row is told from its fellow by hand and stays in the table, so it is left out further down.
    steps = [("rows in the files", "文件中的记录", max(int(files["read"].sum()), len(events))),
             ("events of the study's clusters", "本研究各集群的事件", len(events))]
    kept = pd.Series(True, index=events.index)
    for status, en, zh in _EVENT_STEPS:
        kept &= events["status"] != status
        steps.append((en, zh, int(kept.sum())))
    kept &= events["event_id"].isin(counted)
    return [*steps, ("counted: levels A and B, or the founding paper's word", "计入：A、B级证据，或奠基论文所述",
                     int(kept.sum()))]


def _patent_sets(account, patents, applicant_groups, counted):
    files = _files(account, patents)
    known = set(patents["patent_id"])
    of_firms = known & set(applicant_groups["patent_id"])
    held = of_firms & set(applicant_groups.loc[applicant_groups["firm_id"].notna(), "patent_id"])
    dated = int(patents["filing_date"].notna().sum())
    undated = [("with a filing date", "有申请日", dated)] if dated < len(known) else []
    return [("rows in the files", "文件中的记录", max(int(files["read"].sum()), len(known))),
            ("patents, each once", "专利（去重）", len(known)), *undated,
            ("with an applicant that is, or later became, part of a firm of the study",
             "申请人属于或后来归属本研究的企业", len(of_firms)),
            ("held by such a firm on the filing date", "申请日即属于该企业", len(held)),
            ("counted: inventions of the study's clusters, one per family", "计入：本研究集群的发明专利，每族一件",
             len(held & counted))]
