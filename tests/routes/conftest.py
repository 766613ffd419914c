"""Small cases for the rules: an event or a patent is typed as its parties, everything else is filled in."""

import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.studies import SCHEMA, check_config

FIRMS = {"haier": "qingdao", "hisense": "qingdao", "aucma": "qingdao", "midea": "pearl", "huawei": "shenzhen"}


def frame(name, rows):
    """Rows as the table `name`, columns that are not given left empty."""
    contract = CONTRACTS[name]
    full = pd.DataFrame([{column: row.get(column) for column in contract.columns} for row in rows],
                        columns=list(contract.columns))
    return check(full, contract)


def party(who, sector="company", country="CN", *, owner=None, role="core", date=None):
    """A party: a firm of FIRMS by its id, else anybody else; `owner` puts it into another group."""
    group = owner or who
    territory = {"CN": "domestic", "HK": "hmt", "TW": "hmt", "MO": "hmt", None: "unknown"}.get(country, "foreign")
    firm = group if group in FIRMS else None
    return dict(raw_name=who, organisation_id=who, sector=sector, country=country, group_id=group,
                owner_country="CN" if firm else country, owner_territory="domestic" if firm else territory,
                address_country=country, address_territory=territory,
                firm_id=firm, cluster_id=FIRMS.get(firm), role=role if firm else None,
                date=pd.Timestamp(date or "2005"))


@pytest.fixture
def choices():
    return check_config({"study": "toy", "title": {"en": "", "zh": ""}, "as_of": "2025-12-31", "clusters": ["qingdao"],
                         "facts": "", "events": [], "periods": [{"name": "all", "first": 1978, "last": 2025}]},
                        SCHEMA, "toy.yaml")["choices"]


@pytest.fixture
def make_events():
    """Events and their parties from (event_type, focal firm, partners, further columns)."""

    def make(*cases):
        events, parties = [], []
        for number, (event_type, focal, partners, *more) in enumerate(cases):
            given = more[0] if more else {}
            event_id = given.get("event_id", f"e{number}")
            year = given.get("year", 2005)
            events.append(dict(
                event_id=event_id, evidence_base="independent", date=pd.Timestamp(str(year)), date_precision="year",
                year=year, cluster_id=FIRMS[focal], firm=focal, event_type=event_type, description="what happened",
                technology_content="yes", verified="yes", level="B", status="counted", source_file="events.csv",
                source_row=number + 2) | {name: value for name, value in given.items() if name != "role"})
            rows = [("focal", party(focal, role=given.get("role", "core"))), *(("partner", row) for row in partners)]
            parties += [dict(row, event_id=event_id, party=side, sequence=place, date=pd.Timestamp(str(year)))
                        for place, (side, row) in enumerate(rows)]
        return frame("events", events), frame("partner_groups", parties)

    return make


@pytest.fixture
def make_patents():
    """Patents and their applicants from (filing date, applicants, further columns)."""

    def make(*cases):
        patents, applicants = [], []
        for number, (date, rows, *more) in enumerate(cases):
            given = more[0] if more else {}
            patent_id = f"US{number}"
            patents.append(dict(patent_id=patent_id, family_id=given.get("family_id", patent_id),
                                family_basis="patent", office="US", kind=given.get("kind", "invention"),
                                number=str(number), filing_date=pd.Timestamp(date), date_precision="day",
                                source="patents", source_file="p", source_row=number + 1))
            applicants += [dict(row, patent_id=patent_id, sequence=place, date=pd.Timestamp(date))
                           for place, row in enumerate(rows)]
        return frame("patents", patents), frame("applicant_groups", applicants)

    return make


@pytest.fixture
def no_ownership():
    return frame("ownership", [])


@pytest.fixture
def make_party():
    return party


@pytest.fixture
def make_ownership():
    return lambda *rows: frame("ownership", list(rows))


@pytest.fixture
def make_frame():
    return frame
