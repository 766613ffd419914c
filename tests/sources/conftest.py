"""Tiny files and tables, typed inline."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources.patents.patentsview_mentions import TYPES as COLUMN_TYPES

MENTION = dict(mention_id="US5828387-0", patent_id="5828387", inventor_sequence="0", raw_inventor_name_first="Haruhiko",
               raw_inventor_name_last="Takahashi", raw_country="JPX", patent_type="utility", patent_date="1998-10-27",
               patent_title="Recording apparatus", filing_date="1994-12-06", assignee_sequence=["0"],
               raw_assignee_individual_name_first=[None], raw_assignee_individual_name_last=[None],
               raw_assignee_organization=["Canon Kabushiki Kaisha"], assignee_type=["3.0"],
               cpc_subclass=["H04N", "B41J", "H04N"], coinventor_sequence=["1", "0"],
               coinventor_name_first=["Makoto", "Haruhiko"], coinventor_name_last=["Takamiya", "Takahashi"])
TYPES = {"VARCHAR": pa.string(), "VARCHAR[]": pa.list_(pa.string())}


@pytest.fixture
def write_mentions(tmp_path):
    """A function that writes mentions (each a dict of what differs from MENTION) to a Parquet file."""
    def write(*changes, name="mentions.parquet"):
        schema = pa.schema([(column, TYPES[type]) for column, type in COLUMN_TYPES.items()])
        table = pa.Table.from_pylist([{**MENTION, **change} for change in changes], schema=schema)
        pyarrow.parquet.write_table(table, tmp_path / name)
        return tmp_path / name
    return write


def frame(name, rows):
    """Rows as the curated table `name`; columns that are not given are empty."""
    columns = CONTRACTS[name].columns
    return check(pd.DataFrame([{**dict.fromkeys(columns), **row} for row in rows], columns=list(columns)),
                 CONTRACTS[name])


@pytest.fixture
def curated():
    """A function from rows (each a dict of what differs from a plain row) to a curated table."""
    plain = {
        "facts_clusters": dict(name_en="Qingdao", name_zh="青岛", label_en="Qingdao", label_zh="青岛",
                               provinces="Shandong", industry="appliances"),
        "facts_firms": dict(firm_zh="海尔", role="core", city="Qingdao", province="Shandong", founded=1984),
        "facts_organisations": dict(name_en="Haier", sector="company", country="CN", group_id="haier_group"),
        "facts_aliases": dict(n_patents=1, method="exact", certainty="high"),
        "facts_ownership": dict(basis="founded by", certainty="high"),
        "facts_homonyms": dict(looks_like="haier", actual_organisation="another", reason="another country"),
        "facts_events": dict(date="1985", cluster_id="qingdao", firm="Haier Group", firm_zh="海尔", verified="yes",
                             event_type="equipment_import", description="A line was bought."),
        "facts_event_coding": dict(judgement="count", technology_content="yes"),
        "facts_claims": dict(section="4", claim_kind="event_input", firm="Haier Group", statement="It did.",
                             quote_zh="引进", test="event_route", external_status="unconfirmed", year_precision="year",
                             year_seed="1985", event_type="equipment_import"),
    }
    return lambda name, *rows: frame(name, [{**plain[name], **row} for row in rows])


@pytest.fixture
def facts(curated):
    """Two clusters, two firms, three events, one claim: all in agreement."""
    return {
        "clusters": curated("facts_clusters", dict(cluster_id="qingdao"), dict(cluster_id="wuhan")),
        "firms": curated("facts_firms", dict(firm_id="haier", firm="Haier Group", organisation_id="haier_group",
                                             cluster_id="qingdao"),
                         dict(firm_id="yofc", firm="YOFC", organisation_id="yofc | yofc_sales", cluster_id="wuhan")),
        "organisations": curated("facts_organisations", dict(organisation_id="haier_group", cluster_id="qingdao"),
                                 dict(organisation_id="yofc", group_id="yofc"),
                                 dict(organisation_id="yofc_sales", group_id="yofc")),
        "aliases": curated("facts_aliases", dict(raw_name="HAIER\nGROUP", organisation_id="haier_group"),
                           dict(raw_name="YOFC", organisation_id="yofc")),
        "ownership": curated("facts_ownership", dict(child_id="yofc_sales", parent_id="yofc")),
        "homonyms": curated("facts_homonyms", dict(raw_name="Hair Group")),
        "events": curated("facts_events", dict(event_id="qingdao-1", partners="Liebherr", partner_countries="DE",
                                               partner_sectors="company"),
                          dict(event_id="qingdao-2", date="2005-06"),
                          dict(event_id="wuhan-1", date="2007-03-09", cluster_id="wuhan", firm="YOFC")),
        "event_coding": curated("facts_event_coding", dict(event_id="qingdao-1"), dict(event_id="qingdao-2"),
                                dict(event_id="wuhan-1")),
        "claims": curated("facts_claims", dict(claim_id="S4-E03", partner_en="Liebherr", partner_country="DE")),
    }
