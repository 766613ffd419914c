"""Tiny facts, typed inline: two clusters, a firm that is bought by another, a joint venture, a foreign unit."""

import pandas as pd
import pytest

from sixroutes.schemas import CONTRACTS, check


def frame(name, rows):
    """Rows as the table `name`; columns that are not given are empty."""
    columns = list(CONTRACTS[name].columns)
    return check(pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns),
                 CONTRACTS[name])


def organisation(organisation_id, group_id=None, country="CN", **more):
    return dict(organisation_id=organisation_id, name_en=more.pop("name_en", organisation_id), sector="company",
                country=country, group_id=group_id or organisation_id) | more


def held(child_id, parent_id, from_date=None, to_date=None, share=None, basis="founded by"):
    return dict(child_id=child_id, parent_id=parent_id, from_date=from_date, to_date=to_date, share_percent=share,
                basis=basis, certainty="high")


@pytest.fixture
def facts():
    firm = dict(role="core", city="-", province="-", founded=1984, firm_zh="-")
    cluster = dict(name_en="-", name_zh="-", label_en="-", label_zh="-", provinces="-", industry="-")
    return {
        "clusters": frame("facts_clusters", [dict(cluster, cluster_id=name) for name in ("pearl", "qingdao")]),
        "firms": frame("facts_firms", [
            dict(firm, firm_id="hisense", firm="Hisense Group", organisation_id="hisense_group", cluster_id="qingdao",
                 firm_zh="海信集团"),
            dict(firm, firm_id="haier", firm="Haier", organisation_id="haier_group", cluster_id="qingdao",
                 aliases="海尔 | Candy | Wilbert (cranes)"),
            dict(firm, firm_id="kelon", firm="Kelon", organisation_id="kelon", cluster_id="pearl")]),
        "organisations": frame("facts_organisations", [
            organisation("hisense_group", name_en="Hisense Group Co., Ltd.", name_zh="海信集团有限公司"),
            organisation("hisense_hitachi", "hisense_group"), organisation("hitachi", country="JP"),
            organisation("kelon", "hisense_group", name_en="Guangdong Kelon Co., Ltd."), organisation("haier_group"),
            organisation("aqua", "haier_group", "JP"), organisation("sanyo", country="JP"),
            organisation("qdu", name_en="Qingdao University") | {"sector": "university"},
            organisation("alibaba", country="KY", cluster_id="qingdao")]),
        "ownership": frame("facts_ownership", [
            held("kelon", "hisense_group", "2006-12", share=26.4, basis="acquired"),
            held("aqua", "sanyo", None, "2012-03", 100, "divested"),
            held("aqua", "haier_group", "2012-03", None, 100, "acquired"),
            held("hisense_hitachi", "hisense_group", "2003", None, 51, "joint venture"),
            held("hisense_hitachi", "hitachi", "2003", None, 49, "minority stake")]),
        "aliases": frame("facts_aliases", [
            dict(raw_name="QINDAO HAIER CO.", organisation_id="haier_group", n_patents=1, method="typo",
                 certainty="medium"),
            dict(raw_name="Haier Aqua", organisation_id="aqua", n_patents=1, method="exact", certainty="high")]),
        "overrides": frame("facts_overrides", []),
        "homonyms": frame("facts_homonyms", [dict(raw_name="Haier Hair, Inc.", looks_like="haier_group",
                                                  actual_organisation="a salon", reason="another trade")]),
    }


@pytest.fixture
def make_frame():
    return frame


@pytest.fixture
def make_held(make_frame):
    return lambda *rows: frame("facts_ownership", [held(*row) for row in rows])
