"""Names become organisations by curated strings and plain normalisation, and by nothing else."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import harmonise
from sixroutes.organisations.names import known_keys, name_key, resolve

SAME = [("Hisense Co., Ltd.", "ＨＩＳＥＮＳＥ CO LTD"),
        ("Ford Global Technologies, LLC", "FORD GLOBAL TECHNOLOGIES INC."),
        ("海信集团有限公司", "海信集团"), ("株式会社東芝", "株式会社東芝"), ("AT&T Corp.", "At and T Corp"),
        ("Gree Electric Appliances, Inc. of Zhuhai", "GREE ELECTRIC APPLIANCES INC OF ZHUHAI")]
OTHERS = [("GE", "GE Energy"), ("TCL", "TCL King"), ("海信", "上海信息"), ("Haier", "Haier Hair"), ("HP Inc.", "HP")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_name(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_name(one, other):
    assert name_key(one) != name_key(other)


@given(st.text(alphabet="abcdefgh &.,-海信电器有限公司", min_size=1))
def test_key_ignores_case_and_outer_space(name):
    assert name_key(name) == name_key(f"  {name.upper()} ")


def test_order_of_methods(facts):
    found = resolve(["QINDAO HAIER CO.", "HAIER HAIR INC", "Guangdong Kelon Ltd", "Siemens AG"], facts["aliases"],
                    facts["organisations"], facts["homonyms"]).set_index("raw_name")
    assert found["method"].to_dict() == {"QINDAO HAIER CO.": "alias", "HAIER HAIR INC": "homonym",
                                         "Guangdong Kelon Ltd": "key", "Siemens AG": "new"}
    assert found.loc["Guangdong Kelon Ltd", "organisation_id"] == "kelon"
    assert found.loc["Siemens AG", "organisation_id"] == "name:siemens"
    assert pd.isna(found.loc["HAIER HAIR INC", "organisation_id"])


def test_a_key_of_two_organisations_names_none(facts, make_frame):
    twice = pd.concat([facts["organisations"], facts["organisations"].tail(1).assign(organisation_id="other",
                                                                                     name_en="Haier_Group")])
    assert "haiergroup" not in known_keys(facts["aliases"], twice)


def test_harmonise_keeps_rows_and_their_order(facts, tmp_path):
    for name in ("aliases", "organisations", "homonyms"):
        facts[name].to_csv(tmp_path / f"{name}.csv", index=False)
    names = pd.DataFrame({"name": ["Siemens", "Haier Aqua", None, "Siemens"], "country": ["DE", "JP", None, "DE"]})
    found = harmonise(names, tmp_path)
    assert found["organisation_id"].tolist()[:2] == ["name:siemens", "aqua"]
    assert found["method"].tolist() == ["new", "alias", "new", "new"]
    assert found["score"].fillna(0).tolist() == [0, 1, 0, 0]
    with pytest.raises(InputError, match="column name"):
        harmonise(names.rename(columns={"name": "nom"}), tmp_path)
