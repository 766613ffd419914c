"""Units on which the data contradict themselves or say too little: reported with the rule that could not decide.

Nothing is dropped: each of these units keeps whatever routes the rules give it.
"""

import pandas as pd

from ..schemas import CONTRACTS, check
from ..tables import database

PURCHASES = "('foreign_acquisition', 'domestic_acquisition')"
DEALS = "('foreign_acquisition', 'domestic_acquisition', 'foreign_joint_venture', 'foreign_minority_stake')"
# ASSUME: A change of control dated on the first day of a month or a year may be known to that month or year only, so it
# counts as before an event only where the whole month or year lies before it.
# Each doubt as {name: (rule that could not decide, query giving unit_id, unit_kind, firm_id, en, zh)}.
_QUERIES = {
    "closed before announced": ("foreign_acquisition.patent.acquired_unit", f"""
        SELECT DISTINCT e.event_id AS unit_id, 'event' AS unit_kind, f.firm_id,
               'Control of ' || p.raw_name || ' passed on ' || o.from_date::DATE || ', before the event of ' ||
               e.date::DATE || ' (precise to the ' || e.date_precision || ').' AS reason_en,
               p.raw_name || '的控制权于' || o.from_date::DATE || '转移，早于事件日期' || e.date::DATE || '。'
                   AS reason_zh
        FROM events e JOIN focal f USING (event_id) JOIN partners p USING (event_id)
        JOIN ownership o ON o.child_id = p.organisation_id AND o.basis = 'acquired' AND o.control
        WHERE e.event_type IN {PURCHASES} AND e.status = 'counted'
            AND o.parent_id IN (f.organisation_id, f.group_id)
            AND o.from_date < date_trunc(CASE e.date_precision WHEN 'none' THEN 'day' ELSE e.date_precision END, e.date)
            AND o.from_date < date_trunc(CASE WHEN dayofyear(o.from_date) = 1 THEN 'year' WHEN day(o.from_date) = 1
                THEN 'month' ELSE 'day' END, e.date)"""),
    "failed deal with patents after it": ("foreign_acquisition.patent.acquired_unit", f"""
        SELECT e.event_id AS unit_id, 'event' AS unit_kind, f.firm_id,
               'The deal with ' || any_value(p.raw_name) || ' is marked as failed, but '
                   || count(DISTINCT a.patent_id) ||
               ' later patents of it belong to the firm, for example ' || min(a.patent_id) || '.' AS reason_en,
               '与' || any_value(p.raw_name) || '的交易标为失败，但此后仍有' || count(DISTINCT a.patent_id) ||
               '件专利属于该企业，例如' || min(a.patent_id) || '。' AS reason_zh
        FROM events e JOIN focal f USING (event_id) JOIN partners p USING (event_id)
        JOIN applicant_groups a ON a.organisation_id = p.organisation_id AND a.firm_id = f.firm_id AND a.date > e.date
        WHERE e.status = 'failed' AND e.event_type IN {DEALS}
            AND p.organisation_id IS DISTINCT FROM f.organisation_id
        GROUP BY e.event_id, f.firm_id, p.organisation_id"""),
    "buys itself": ("foreign_acquisition.event.control", f"""
        SELECT e.event_id AS unit_id, 'event' AS unit_kind, f.firm_id,
               'The buyer and ' || p.raw_name || ' are one group before the deal.' AS reason_en,
               '交易之前，收购方与' || p.raw_name || '已属同一集团。' AS reason_zh
        FROM events e JOIN focal f USING (event_id) JOIN partners p USING (event_id)
        WHERE e.status = 'counted' AND e.event_type IN {PURCHASES}
            AND (p.organisation_id = f.organisation_id OR p.group_id = f.group_id)"""),
    "joint venture without stakes": ("foreign_alliance.patent.joint_venture", """
        SELECT e.event_id AS unit_id, 'event' AS unit_kind, f.firm_id,
               'No stake is stated for the joint venture.' AS reason_en, '合资事件未记载持股比例。' AS reason_zh
        FROM events e JOIN focal f USING (event_id)
        WHERE e.status = 'counted' AND e.event_type = 'foreign_joint_venture' AND e.stake_percent IS NULL
        UNION ALL
        SELECT DISTINCT a.patent_id, 'patent', a.firm_id,
               'No stakes are stated for the joint venture ' || a.raw_name || '.',
               '合资企业' || a.raw_name || '未记载持股比例。'
        FROM applicant_groups a JOIN ownership o ON o.child_id = a.organisation_id AND o.basis = 'joint venture'
            AND (o.from_date IS NULL OR o.from_date <= a.date) AND (o.to_date IS NULL OR o.to_date > a.date)
        WHERE a.foreign_stake_percent IS NULL AND o.share_percent IS NULL AND a.firm_id IS NOT NULL"""),
    "no date": ("every rule with a window", """
        SELECT e.event_id AS unit_id, 'event' AS unit_kind, f.firm_id,
               'The event has no date: no window and no owner can be settled.' AS reason_en,
               '事件没有日期，无法判断时间窗口与所有者。' AS reason_zh
        FROM events e JOIN focal f USING (event_id) WHERE e.status = 'counted' AND e.date IS NULL
        UNION ALL
        SELECT patent_id, 'patent', NULL, 'The patent has no filing date: it has no owner and gets no route.',
               '专利没有申请日，无法确定所有者，也不归入任何路径。' FROM patents WHERE filing_date IS NULL"""),
    "firm in two clusters": ("weights over clusters", """
        WITH seen AS (
            SELECT patent_id AS unit_id, 'patent' AS unit_kind, firm_id, cluster_id, date FROM applicant_groups
            UNION ALL SELECT event_id, 'event', firm_id, cluster_id, date FROM partner_groups),
        first AS (SELECT firm_id, arg_min(cluster_id, (coalesce(date::DATE, DATE '9999-01-01'), cluster_id)) AS home
                  FROM seen WHERE firm_id IS NOT NULL GROUP BY ALL)
        SELECT DISTINCT unit_id, unit_kind, firm_id,
               firm_id || ' belongs to ' || home || ' first and to ' || cluster_id || ' here.' AS reason_en,
               firm_id || '最初属于' || home || '，此处属于' || cluster_id || '。' AS reason_zh
        FROM seen JOIN first USING (firm_id) WHERE cluster_id <> home"""),
    "weights do not sum to one": ("weights over clusters", """
        SELECT unit_id, any_value(unit_kind) AS unit_kind, NULL::VARCHAR AS firm_id,
               'The weights sum to ' || round(sum(weight), 6) || '.' AS reason_en,
               '权重之和为' || round(sum(weight), 6) || '。' AS reason_zh
        FROM assignments GROUP BY unit_id HAVING abs(sum(weight) - 1) > 1e-9"""),
}

# A name that ends in a full stop (Co., Ltd.) ends the sentence as well.
_NAMED = r"""
SELECT * REPLACE (regexp_replace(reason_en, '\.\.$', '.') AS reason_en), '{name}' AS doubt, '{rule}' AS rule
FROM ({query})"""


def route_doubts(patents, applicant_groups, events, partner_groups, ownership, made):
    """The table `route_doubts`: one row per unit and doubt.

    Parameters
    ----------
    patents ... ownership : tables of the earlier stages.
    made : {"assignments": ...}, the assignments of these units.
    """
    with database(patents=patents, applicant_groups=applicant_groups, events=events, partner_groups=partner_groups,
                  ownership=ownership, assignments=made["assignments"]) as connection:
        for party, name in (("focal", "focal"), ("partner", "partners")):
            connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM partner_groups WHERE party = '{party}'")
        frames = [connection.sql(_NAMED.format(name=name, rule=rule, query=query)).df()
                  for name, (rule, query) in _QUERIES.items()]
    found = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    contract = CONTRACTS["route_doubts"]
    found = found.sort_values([*contract.key, "reason_en"]).drop_duplicates(list(contract.key))
    return check(found, contract)
