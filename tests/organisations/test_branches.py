"""A branch is its company; what only looks like one is not."""

import pytest

from sixroutes.organisations.names import resolve
from sixroutes.organisations.names.branches import company_of


@pytest.fixture
def whose(facts):
    """A function from names to {name: (organisation, method)}."""

    def find(*names, hinting=True):
        found = resolve(list(names), facts["aliases"], facts["organisations"], hinting=hinting)[0]
        return dict(zip(found["raw_name"], zip(found["organisation_id"], found["method"], strict=True), strict=True))

    return find


@pytest.mark.parametrize("name", [
    "海信集团有限公司青岛分公司", "海信集團有限公司青島分公司", "海信集团青岛分公司",
    "海信集团青岛市分公司", "海信集团有限公司技术分公司",
    "Hisense Group Co., Ltd. Munich Branch", "Hisense Group Co., Ltd., Niederlassung Deutschland",
    "HISENSE GROUP CO LTD (SHANGHAI BRANCH)", "Hisense Group Co. Ltd. Succursale de Lausanne",
    "Hisense Group Corporation Qingdao Branch Company"])
def test_a_branch_of_a_curated_company_is_the_company(whose, name):
    assert whose(name)[name] == ("hisense_group", "branch")


@pytest.mark.parametrize("name", [
    "海信北京分公司",  # what is left is short
    "上海信息北京分公司", "上海信息有限公司北京分公司",  # 海信 stands in 上海信息
    "海信集团技术中心", "海信集团研究院", "海信集团青岛分院",
    "广东海信集团有限公司", "新海信集团有限公司青岛分公司", "海信集团有限公司海尔有限公司青岛分公司",
    "Qingdao University Branch", "Qingdao University, Laoshan Branch", "Hisense Group Branch Metrics Inc.",
    "New Hisense Group Co., Ltd. Munich Branch", "Branch Hisense Group"])
def test_what_only_looks_like_a_branch_is_not_merged(whose, name):
    assert whose(name)[name][1] == "new"


def test_a_company_that_nobody_knows_and_its_branches_are_one(whose):
    found = whose("万宝机械有限公司", "万宝机械有限公司济南分公司", "Liebherr GmbH",
                  "Liebherr GmbH Zweigniederlassung Wien")
    assert len({organisation for organisation, _ in found.values()}) == 2
    found = whose("万宝机械有限公司烟台分公司", "万宝机械有限公司济南分公司")
    assert len({organisation for organisation, _ in found.values()}) == 1


def test_without_a_legal_form_the_company_must_be_the_more_usual_name(whose):
    one = whose("中国工商银行", "中国工商银行北京分行")
    assert one["中国工商银行"] != one["中国工商银行北京分行"]
    two = whose("中国工商银行", "中国工商银行股份有限公司", "中国工商银行北京分行")
    assert len({organisation for organisation, _ in two.values()}) == 1


def test_names_of_common_words_are_nobodys_branch(whose):
    found = whose("信息技术有限公司", "信息技术有限公司上海分公司", "上海信息技术有限公司",
                  "上海信息技术有限公司北京分公司")
    assert len({organisation for organisation, _ in found.values()}) == 4


def test_a_branch_that_is_curated_by_itself_stays(facts, whose, make_frame):
    row = {"name_en": "Branch", "name_zh": "海信集团有限公司青岛分公司", "organisation_id": "hisense_branch",
           "sector": "company", "country": "CN", "group_id": "hisense_group"}
    facts["organisations"] = make_frame("facts_organisations", [*facts["organisations"].to_dict("records"), row])
    found, pairs = resolve(["海信集团有限公司青岛分公司", "海信集团有限公司"], facts["aliases"], facts["organisations"])
    assert found["organisation_id"].tolist() == ["hisense_branch", "hisense_group"]
    assert pairs.loc[pairs["method"] == "branch", "state"].tolist() == ["undecided"]


def test_branches_in_japan_and_korea():
    assert company_of("三菱電機株式会社名古屋支店") == ("三菱电机", True)
    assert company_of("株式会社日立製作所 横浜支店") == ("日立制作所", False)
    assert company_of("삼성전자주식회사 대구지점") == ("삼성전자", True)
