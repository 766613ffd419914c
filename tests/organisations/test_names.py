"""Raw names become organisations: what is one name, what must never be, and what a person may decide."""

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import harmonise
from sixroutes.organisations.names import name_key, resolve
from sixroutes.organisations.names.curated import known_names, labels
from sixroutes.organisations.names.parts import parts

SAME = [("Hisense Co., Ltd.", "ＨＩＳＥＮＳＥ CO LTD"), ("Haier Group Corp.", "HAIER GROUP CORPORATION"),
        ("Ford Global Technologies, LLC", "FORD GLOBAL TECHNOLOGIES INC."), ("AT&T Corp.", "A T & T Corp"),
        ("海信集团有限公司", "海信集团"), ("株式会社東芝", "東芝㈱"), ("國立臺灣大學", "国立台湾大学"),
        ("上海微电子装备（集团）股份有限公司", "上海微电子装备股份有限公司"),
        ("深圳市大疆创新科技有限公司", "深圳大疆创新科技有限公司"), ("山东省农科院", "山东农业科学院"),
        ("中科院大连化学物理研究所", "中国科学院大连化学物理研究所"), ("キャノン株式会社", "キヤノン株式会社"),
        ("中国电子科技集团公司第54研究所", "中国电子科技集团第五十四研究所"),
        ("富士コンピューター株式会社", "富士コンピュータ株式会社"),
        ("Gree Electric Appliances, Inc. of Zhuhai", "GREE ELECTRIC APPLIANCES INC OF ZHUHAI"),
        ("Qingdao University", "UNIV QINGDAO"), ("Forschungszentrum Jülich GmbH", "FORSCHUNGSZENTRUM JULICH GMBH"),
        ("The Regents of the University of California", "University of California"),
        ("The United States of America as represented by the Secretary of the Navy",
         "United States as represented by the Department of the Navy"),
        ("Centre National de la Recherche Scientifique (C.N.R.S.)", "Centre National de la Recherche Scientifique"),
        ("Inst. of Automation, Chinese Academy of Sciences", "Institute of Automation Chinese Academy of Science"),
        ("Haier\u200b Hair", "Haier Hair"), ("Siemens AG", "SIEMENS AKTIENGESELLSCHAFT"),
        ("Qingdao Institute of Testing CNT CNX COD 03", "Qingdao Institute of Testing"),
        ("M\u00c3\u0192\u00c2\u00bcnchner Werke", "M\u00c3\u00bcnchner Werke"),
        ("M\u00c3\u00bcnchner Werke", "Münchner Werke"),
        ("Qingdao Laundry Machines Corp. (QLM)", "Qingdao Laundry Machines"),
        ("Q.L.M. Qingdao Laundry Machines Corp.", "Qingdao Laundry Machines Corp."),
        ("Qingdao Jidosha Kabushiki", "Qingdao Jidosha K.K."), ("Qingdao Laundry Incorp.", "Qingdao Laundry, Inc."),
        ("USA, as represent by the Secretary of the Navy", "USA as represented by the Navy"),
        ("Bd. of Reagents of the Univ. of Calif.", "Regents of the University of California")]
OTHERS = [("GE", "GE Energy"), ("TCL", "TCL King"), ("海信", "上海信息"), ("Haier", "Haier Hair"), ("HP Inc.", "HP"),
          ("Gree, Inc.", "Gree Electric Appliances, Inc. of Zhuhai"), ("Galaxy Inc.", "Galaxy GmbH"),
          ("University of Washington", "Washington University"), ("CSR Ltd.", "CSR Corp."),
          ("青岛海尔洗衣机有限公司", "青岛海尔洗碗机有限公司"),
          ("中国电子科技集团公司第十三研究所", "中国电子科技集团公司第十四研究所"),
          ("吉林省电力有限公司", "吉林市电力有限公司"), ("アサヒビール株式会社", "アサヒビル株式会社"),
          ("第101研究所", "第十一研究所"), ("朝阳市电机有限公司", "朝阳电机有限公司"),
          ("Haier Group Corp.", "Haier Co., Ltd."), ("ABC Qingdao Laundry Machines", "Qingdao Laundry Machines"),
          ("S\u00c3O PAULO MOTORES", "SO PAULO MOTORES"), ("Werke Sta", "Werke Sta MD Cod")]
# In the order: what is written, and what must come out as one organisation with it.
LINKED = [("UNIVERISTY OF TORONTO", "University of Toronto", "key"),
          ("Laundry Aktiengesellshaft", "Laundry AG", "key"), ("Laundry Kabusiki Kaisha", "Laundry KK", "key"),
          ("Haier Techology Co", "Haier Technology Co.", "key"),
          ("QINDAO HAIER ELECTRONICS", "Qingdao Haier Electronics", "slip"),
          ("Down East Pharma", "Downeast Pharma", "joined"),
          ("青岛海尔电子有限公司", "Qingdao Haier Electronics Co., Ltd.", "script"),
          ("重庆大学", "Chongqing University", "script")]
APART = [("Genelec Oy", "General Electric"), ("Genetec", "Genetex"), ("Kanagawa University", "Kanazawa University"),
         ("Nanjing University", "Nanning University"), ("Micro Systems Kelon", "Macro Systems Kelon"),
         ("海信集团", "Haixin Group Holding"), ("Instron Corp", "Instrum Corp"),
         ("No. 13 Research Institute", "No. 14 Research Institute")]


@pytest.fixture
def none(make_frame):
    return make_frame("facts_aliases", []), make_frame("facts_organisations", [])


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_name(one, other):
    assert parts(one).core == parts(other).core


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_name(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("one", "other", "method"), LINKED)
def test_linked(one, other, method, none):
    names = resolve([one, other], *none)[0]
    assert names["organisation_id"].nunique() == 1
    assert method == "key" or method in set(names["method"])


@pytest.mark.parametrize(("one", "other"), APART)
def test_never_linked(one, other, none):
    assert resolve([one, other], *none)[0]["organisation_id"].nunique() == 2


@given(st.text(alphabet="abcdefgh &.,-海信电器有限公司", min_size=1))
def test_key_ignores_case_and_outer_space(name):
    assert name_key(name) == name_key(f"  {name.upper()} ")


@example([])
@given(st.lists(st.text(max_size=40), max_size=8, unique=True))
def test_any_text_has_one_organisation(names):
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in (
        "raw_name", "organisation_id", "certainty", "name_en", "name_zh")})
    found = resolve(names, empty, empty)[0]
    assert found["raw_name"].tolist() == names
    assert found["organisation_id"].notna().all()


@pytest.mark.parametrize("name", ["", "x", "海", "9" * 40, "a" * 5000, "海" * 5000, "😀😀", "=1+1", "\x00\x07",
                                  "שלום עולם", "\u202eretsaM", "@", "…", "Ltd.", "有限公司", "( )"])
def test_odd_names_stand_for_themselves(name, none):
    names = resolve([name, "Haier Group Corp."], *none)[0]
    assert names["organisation_id"].nunique() == 2


def test_order_of_rows_is_irrelevant(none):
    names = [name for pair in [*SAME, *OTHERS, *APART] for name in pair]
    one = resolve(list(dict.fromkeys(names)), *none)[0].set_index("raw_name")["organisation_id"]
    other = resolve(list(dict.fromkeys(reversed(names))), *none)[0].set_index("raw_name")["organisation_id"]
    assert one.to_dict() == other.to_dict()


def test_order_of_methods(facts):
    found = resolve(["QINDAO HAIER CO.", "HAIER HAIR INC", "Guangdong Kelon Ltd", "Siemens AG"], facts["aliases"],
                    facts["organisations"], facts["homonyms"])[0].set_index("raw_name")
    assert found["method"].to_dict() == {"QINDAO HAIER CO.": "alias", "HAIER HAIR INC": "homonym",
                                         "Guangdong Kelon Ltd": "key", "Siemens AG": "new"}
    assert found.loc["Guangdong Kelon Ltd", "organisation_id"] == "kelon"
    assert found.loc["Siemens AG", "organisation_id"] == "name:siemen"
    assert pd.isna(found.loc["HAIER HAIR INC", "organisation_id"])


def test_a_plain_name_is_a_firm_for_partners_only(facts):
    as_partner = resolve(["Hisense"], facts["aliases"], facts["organisations"], firms=facts["firms"])[0]
    in_patents = resolve(["Hisense"], facts["aliases"], facts["organisations"])[0]
    assert as_partner["organisation_id"].tolist() == ["hisense_group"]
    assert in_patents["organisation_id"].tolist() == ["name:hisense"]


def test_a_key_of_two_organisations_names_none(facts):
    twice = pd.concat([facts["organisations"], facts["organisations"].tail(1).assign(organisation_id="other",
                                                                                     name_en="Hisense Group Ltd")])
    known = known_names(facts["aliases"], twice)
    assert "group hisense" not in labels(known.assign(key=known["raw_name"].map(name_key)))


def test_country_tells_common_names_apart(none):
    names = ["Galaxy Systems Inc.", "GALAXY SYSTEMS INC", "Haier Aqua Inc.", "HAIER AQUA INC"]
    countries = pd.Series(["US", "CN", "US", "CN"], index=names)
    found = resolve(names, *none, countries=countries)[0]["organisation_id"]
    assert found[0] != found[1]
    assert found[2] == found[3]


def test_a_link_never_joins_two_known_organisations(facts):
    organisations = pd.concat([facts["organisations"], facts["organisations"].tail(1).assign(
        organisation_id="qdhu", name_en="QINDAO HISENSE UNIVERSITY"), facts["organisations"].tail(1).assign(
        organisation_id="qdh", name_en="Qingdao Hisense University")])
    names, pairs = resolve(["Qindao Hisense Univ", "Qingdao Hisense Univ."], facts["aliases"], organisations)
    assert names["organisation_id"].tolist() == ["qdhu", "qdh"]
    assert pairs.loc[pairs["method"] == "slip", "state"].tolist() == ["conflict"]


def test_harmonise_keeps_rows_and_their_order(facts, tmp_path):
    for name in ("aliases", "organisations", "homonyms"):
        facts[name].to_csv(tmp_path / f"{name}.csv", index=False)
    names = pd.DataFrame({"name": ["Siemens", "Haier Aqua", None, "Siemens"], "country": ["DE", "JP", None, "DE"]})
    found = harmonise(names, tmp_path)
    assert found["organisation_id"].tolist()[:2] == ["name:siemen", "aqua"]
    assert found["method"].tolist() == ["new", "alias", "new", "new"]
    assert found["score"].fillna(0).tolist() == [0, 1, 0, 0]
    strangers = harmonise(pd.DataFrame({"name": ["Haier Hair, Inc.", "HAIER HAIR INC"]}), tmp_path)
    assert strangers["method"].tolist() == ["homonym", "homonym"]
    assert strangers["organisation_id"].tolist() == ["name:haier hair"] * 2
    with pytest.raises(InputError, match="column name"):
        harmonise(names.rename(columns={"name": "nom"}), tmp_path)
