"""The first rule that fits decides; nothing is dropped."""

import pandas as pd
import pytest

from sixroutes.errors import InputError
from sixroutes.organisations import sector
from sixroutes.vocabulary import SECTORS

CASES = {
    "清华同方股份有限公司": "company", "某某研究院有限公司": "company", "株式会社日立製作所": "company",
    "삼성전자 주식회사": "company",
    "KUKA AG": "company", "Gorenje d.d.": "unknown", "Samsung Electronics Co., Ltd.": "company",
    "清华大学": "university", "Tsinghua University": "university",
    "Massachusetts Institute of Technology": "university",
    "中国科学院": "institute", "中国科学院计算技术研究所": "institute", "Fraunhofer ISE": "institute",
    "青岛大学附属医院": "hospital", "科学技术部": "government", "Ministry of Science and Technology": "government",
    "中国家用电器协会": "association", "张瑞敏": "individual", "Haier": "unknown", "": "unknown"}


@pytest.mark.parametrize("name", CASES)
def test_sector(name):
    assert sector(pd.Series([name])).tolist() == [CASES[name]]
    assert CASES[name] in SECTORS


def test_index_is_kept_and_missing_names_are_unknown():
    found = sector(pd.Series(["清华大学", None], index=[7, 3]))
    assert found.to_dict() == {7: "university", 3: "unknown"}


def test_a_short_chinese_word_is_a_person_only_at_home():
    names = pd.Series(["张瑞敏", "张瑞敏"])
    assert sector(names, pd.Series(["CN", "DE"])).tolist() == ["individual", "unknown"]
    with pytest.raises(InputError, match="same index"):
        sector(names, pd.Series(["CN"]))
