"""Who takes part in a unit, seen from each focal firm: what both kinds of unit share.

An *actor* is a group on that date, so that affiliates are one actor. A partner is *independent* when its actor is
not the focal firm's. Everything that touches every row is SQL.
"""

# ASSUME: A hospital that takes part in R&D counts with universities and institutes (the Frascati Manual puts university
# hospitals into higher education).
RESEARCH = ("university", "institute", "hospital")
# Who takes part, by kind; used for counts and for names alike.
_KINDS = {
    "partner": "independent",
    "foreign_company": "independent AND abroad AND sector IN ('company', 'unknown', 'individual')",
    "foreign_research": f"independent AND abroad AND sector IN {RESEARCH}",
    "domestic_research": f"independent AND NOT abroad AND sector IN {RESEARCH}",
    "government": "independent AND sector = 'government'",
    "rival": "independent AND same_cluster AND role = 'core' AND focal_role = 'core'",
    "cluster_other": "independent AND same_cluster AND NOT (role = 'core' AND focal_role = 'core')",
    "outside": "independent AND NOT abroad AND NOT same_cluster AND sector IN ('company', 'unknown')",
    "individual": "independent AND NOT abroad AND sector = 'individual'",
    "own_unit": "NOT independent",
    "own_foreign_unit": "NOT independent AND unit_abroad",
}
TERRITORY = """CASE WHEN country = 'CN' THEN 'domestic' WHEN country IN ('HK', 'MO', 'TW') THEN 'hmt'
                    WHEN country IS NULL THEN 'unknown' ELSE 'foreign' END"""

# Every focal firm beside every other party of the same unit; independent of the study's choices.
PAIRS = """
    CREATE OR REPLACE TEMP TABLE focal AS
    SELECT * FROM parties WHERE is_actor AND firm_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY unit_id, firm_id ORDER BY sequence, side, raw_name) = 1;
    CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT f.unit_id, f.firm_id, f.role AS focal_role, p.raw_name, p.sector, p.role, p.actor AS other,
           p.actor <> f.actor AS independent, p.cluster_id IS NOT DISTINCT FROM f.cluster_id AS same_cluster,
           p.owner_territory, p.address_territory, p.territory, p.organisation_id, p.group_id
    FROM focal f JOIN parties p USING (unit_id)
    WHERE NOT (p.firm_id IS NOT DISTINCT FROM f.firm_id AND p.sequence = f.sequence AND p.side = f.side)"""


def abroad(choices, territory):
    """SQL: whether a territory counts as cross-border in this study."""
    listed = ", ".join(f"'{name}'" for name in sorted(choices["cross_border_territories"]))
    return f"coalesce({territory} IN ({listed}), false)"


def partners(choices, territory_column="owner_territory"):
    """SQL: one row per unit and focal firm that has other parties, with their numbers and names by kind.

    `territory_column` says what decides whether a partner is abroad: its owner or its address.
    """
    counts = ",\n".join(f"count(DISTINCT other) FILTER ({test}) AS n_{kind}" for kind, test in _KINDS.items())
    names = ",\n".join(f"array_to_string(list_sort(list(DISTINCT raw_name) FILTER ({test})), ', ') AS {kind}_list"
                       for kind, test in _KINDS.items())
    return f"""
    SELECT unit_id, firm_id, count(*) AS parties, {counts}, {names},
           bool_or(unit_abroad AND organisation_id NOT LIKE 'name:%') AS target_patents,
           bool_and(unit_abroad) FILTER (NOT independent) AS own_units_abroad
    FROM (SELECT *, {abroad(choices, territory_column)} AS abroad, {abroad(choices, 'territory')} AS unit_abroad
          FROM pairs) GROUP BY unit_id, firm_id"""


# The columns that both kinds of unit share, in the words of the rules.
SHARED = ",\n".join(f"coalesce(p.n_{kind}, 0) AS {column}" for kind, column in {
    "partner": "partners", "foreign_company": "foreign_companies", "foreign_research": "foreign_research",
    "domestic_research": "domestic_research", "rival": "cluster_rivals", "cluster_other": "cluster_others",
    "outside": "outside_companies", "individual": "individuals", "own_unit": "own_units",
    "own_foreign_unit": "own_foreign_units", "government": "governments"}.items()) + """,
    coalesce(nullif(concat_ws(', ', foreign_company_list, foreign_research_list), ''), 'a source not named')
        AS foreign_names,
    domestic_research_list AS research_names, rival_list AS rival_names, cluster_other_list AS cluster_other_names,
    outside_list AS outside_names, coalesce(partner_list, 'nobody named') AS all_names,
    coalesce(government_list, 'a ministry not named') AS government_names, individual_list AS individual_names,
    own_unit_list AS own_unit_names"""
