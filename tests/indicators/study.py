"""A small study typed by hand: two clusters, eight firms, events of both bodies of evidence, a few patents."""

import pandas as pd

from sixroutes.schemas import CONTRACTS, check

PERIODS = [{"name": "to_2009", "first": 1978, "last": 2009}, {"name": "since_2010", "first": 2010, "last": 2025}]
STUDY = {"study": "tiny", "title": {"en": "Tiny", "zh": "小"}, "as_of": "2025-12-31", "periods": PERIODS,
         "multiverse": {"counting": ["whole"], "denominator": ["six_routes"]}}
CHOICES = {"interval": {"draws": 300, "seed": 7, "level": 0.95, "min_firms": 6}}
FIRMS = {"haier": "qingdao", "hisense": "qingdao", "aucma": "qingdao", "huawei": "shenzhen", "zte": "shenzhen",
         "tcl": "shenzhen", "byd": "shenzhen", "dji": "shenzhen", "tencent": "shenzhen"}
CLAIMS = ["claim_id", "claim_kind", "firm", "partner_en", "year_seed", "year_precision", "event_type",
          "route_claimed", "quantity", "statement", "test"]


def assignments(rows, base="independent"):
    """Rows (unit, firm, route, weight, year), counted."""
    frame = pd.DataFrame(rows, columns=["unit_id", "firm_id", "route", "weight", "year"])
    kind = "patent" if base == "patents" else "event"
    frame = frame.assign(unit_kind=kind, group_id=frame["firm_id"] + "_g", cluster_id=frame["firm_id"].map(FIRMS),
                         evidence_base=base, date=pd.NaT, subtype=None, level="B", counted=True, rule="r",
                         reason="because")
    return check(frame, CONTRACTS["assignments"])


def clusters(names=("qingdao", "shenzhen")):
    frame = pd.DataFrame({"cluster_id": list(names), "position": range(len(names))})
    for column in ("name_en", "name_zh", "label_en", "label_zh", "provinces", "industry"):
        frame[column] = frame["cluster_id"].str.title()
    return check(frame.assign(note=None), CONTRACTS["clusters"])


def firms():
    frame = pd.DataFrame({"firm_id": list(FIRMS), "cluster_id": list(FIRMS.values())})
    frame["firm"] = frame["firm_id"].str.title() + frame["firm_id"].isin(["haier", "hisense"]).map(
        {True: " Group", False: ""})
    return check(frame.assign(firm_zh=frame["firm"], organisation_id=frame["firm_id"], role="core", city="c",
                              province="p", founded=1984, aliases=None, group_parent=None, note=None),
                 CONTRACTS["firms"])


def events(rows, base="independent", **columns):
    """One event per unit of assignment rows."""
    frame = rows.drop_duplicates("unit_id")[["unit_id", "year", "cluster_id", "firm_id"]].rename(
        columns={"unit_id": "event_id", "firm_id": "firm"})
    fixed = dict(evidence_base=base, date=pd.NaT, date_precision="year", event_type="own_core_technology",
                 alternative_type=None, technology=None, description="d", technology_content="yes", stake_percent=None,
                 verified="yes", level="B", status="counted", status_reason=None, twin_of=None, source_url=None,
                 note=None, source_file="events.csv", source_row=range(2, len(frame) + 2))
    return check(frame.assign(**{**fixed, **columns}), CONTRACTS["events"])


def partners(rows):
    """Rows (event, party, organisation, sector, country, territory)."""
    frame = pd.DataFrame(rows, columns=["event_id", "party", "organisation_id", "sector", "country",
                                        "owner_territory"])
    frame["sequence"] = frame.groupby(["event_id", "party"]).cumcount()
    return check(frame.assign(date=pd.NaT, raw_name=frame["organisation_id"].str.title(),
                              group_id=frame["organisation_id"], owner_country=frame["country"], firm_id=None,
                              cluster_id=None, role=None), CONTRACTS["partner_groups"])


def applicants(rows):
    """Rows (patent, organisation, group, firm)."""
    frame = pd.DataFrame(rows, columns=["patent_id", "organisation_id", "group_id", "firm_id"])
    frame["sequence"] = frame.groupby("patent_id").cumcount()
    return check(frame.assign(
        date=pd.NaT, raw_name=frame["organisation_id"], sector="company", country="CN", owner_country="CN",
        owner_territory="domestic", address_country="CN", address_territory="domestic",
        cluster_id=frame["firm_id"].map(FIRMS), later_firm_id=None, acquired_on=pd.NaT,
        role=frame["firm_id"].notna().map({True: "core", False: None}), foreign_stake_percent=None),
        CONTRACTS["applicant_groups"])


def organisations(names):
    frame = pd.DataFrame({"organisation_id": sorted(names)})
    return check(frame.assign(name_en=frame["organisation_id"].str.title(), name_zh=None, sector="company",
                              sector_basis="facts", sector_certainty="high", country="CN", territory="domestic",
                              group_id=frame["organisation_id"], firm_id=None, cluster_id=None, role=None),
                 CONTRACTS["organisations"])


def claims(rows):
    frame = pd.DataFrame(rows, columns=CLAIMS)
    return check(frame.assign(section="4", partner_zh=None, partner_country=None, unit=None, quote_zh="引文",
                              external_status="confirmed", external_evidence=None, note=None),
                 CONTRACTS["facts_claims"])


def empty(name):
    return check(pd.DataFrame({column: [] for column in CONTRACTS[name].columns}), CONTRACTS[name])


def readings(*frames, names=(), kind="event"):
    """The tables `readings` and `reading_weights` of frames of assignments; `names` say what the later ones choose."""
    told, weights = [], []
    for number, rows in enumerate(frames):
        chosen = dict([names[number - 1].split(": ")]) if number else {}
        asked = ("event_types", "window", "units") if kind == "event" else ("window", "levels")
        told.append({"reading": number, "unit_kind": kind, **dict.fromkeys(asked, "as chosen"), **chosen})
        profiles = {unit: place for place, unit in enumerate(sorted(set(rows["unit_id"])))}
        weights.append(rows.groupby(["unit_id", "evidence_base", "year", "cluster_id", "route"], dropna=False)["weight"]
                       .sum().reset_index().assign(reading=number, n_units=1,
                                                   profile=lambda made, numbers=profiles: made["unit_id"].map(numbers))
                       .drop(columns="unit_id"))
    columns = list(CONTRACTS["readings"].columns)
    return (check(pd.DataFrame(told).reindex(columns=columns), CONTRACTS["readings"]),
            check(pd.concat(weights, ignore_index=True), CONTRACTS["reading_weights"]))
