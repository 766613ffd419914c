"""The first rule that fits decides, in four scripts; what is not sure is marked; nothing is dropped."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.errors import InputError
from sixroutes.organisations import sector, sector_evidence
from sixroutes.organisations.sectors import CERTAINTIES
from sixroutes.organisations.sectors.rules import RULES
from sixroutes.vocabulary import SECTORS

SURE = {
    "company": [
        "清华同方股份有限公司", "國家電網公司", "鴻海精密工業股份有限公司", "株式会社日立製作所", "㈱日立製作所",
        "삼성전자 주식회사",
        "(주)한화", "KUKA AG", "Gorenje d.d.", "Samsung Electronics Co., Ltd.", "HON HAI PREC IND CO LTD", "KK TOSHIBA",
        "SONY K.K.", "Outotec OY", "NOVO NORDISK A/S", "FIAT S.P.A.", "X LDA", "Y S.R.L.", "Z SP. Z O.O.",
        "OOO GAZPROM",
        "ООО Ромашка", "HAIER JITUAN GONGSI", "北京清华大学出版社有限公司", "Max Bögl Stiftung & Co. KG",
        "シリコン・インコーポレイテッド", "구글 엘엘씨", "北京某某农民专业合作社"],
    "university": [
        "清华大学", "清華大學", "中国科学院大学", "中国人民解放军国防科学技术大学", "東京大学", "한양대학교 산학협력단",
        "学校法人早稲田大学", "青岛职业技术学院", "한국과학기술원", "Tsinghua University", "HARBIN INST TECHNOLOGY",
        "UNIV QINGDAO SCI & TECHNOLOGY", "Massachusetts Institute of Technology", "TECHNISCHE UNIVERSITÄT MÜNCHEN",
        "Università degli Studi di Milano", "Universidad de Sevilla", "École Polytechnique", "HOCHSCHULE BREMEN",
        "QINGDAO DAXUE", "Regents of the University of California", "KOREA UNIV RES & BUSINESS FOUND",
        "Example Alumni Research Foundation"],
    "institute": [
        "中国科学院", "中国科学院计算技术研究所", "國家實驗室", "産業技術総合研究所", "한국전자통신연구원",
        "INST COMPUTING TECH CAS",
        "INST. OF PHYSICS", "COMM. ENERGIE ATOMIQUE", "MAX PLANCK GES", "Fraunhofer ISE",
        "Fraunhofer-Gesellschaft e.V.",
        "CHINESE ACAD SCI", "CNRS"],
    "hospital": ["青岛大学附属医院", "中国人民解放军总医院", "서울대학교병원", "University Hospital Basel",
                 "中日友好病院",
                 "Hôpital Necker"],
    "government": [
        "科学技术部", "国家知识产权局", "青岛市人民政府", "中国人民解放军92728部队", "대한민국(농촌진흥청장)",
        "JAPAN SCI & TECH AGENCY", "Ministry of Science and Technology",
        "BUNDESREPUBLIK DEUTSCHLAND, vertreten durch X",
        "United States of America as represented by the Secretary of the Navy"],
    "association": ["中国家用电器协会", "某某基金会", "公益財団法人鉄道", "VEREIN DER BEISPIELE E.V.",
                    "Example Stiftung"],
    "individual": [
        "张瑞敏", "張瑞敏", "欧阳小明", "阿迪力·买买提", "김민수", "山田 太郎", "ZHANG, RUIMIN", "Zhang Ruimin",
        "Ruimin Zhang",
        "CHEN, WEI-MING", "LEE, JAE YONG", "LOVELACE, MARY A.", "HOPPER, G.", "MÜLLER, HANS-PETER",
        "WOLF, Emil, PROF. DR."],
}
ARGUABLE = {
    "company": ["某某研究院有限公司", "中国电器科学研究院股份有限公司", "海尔集团技术研发中心", "美的集团中央研究院",
                "日立製作所",
                "삼성전자", "Example Technologies"],
    "university": ["清华大学深圳研究生院某某研究所", "TU Dresden"],
    "institute": ["中国电子科技集团公司第十三研究所", "中国航空工业集团公司北京航空材料研究院", "Example Laboratories"],
    "government": ["青岛市第二中学"],
    "hospital": ["Example Clinic Foundation"],
    "association": ["Example Research Foundation"],
    "individual": ["王伟", "Zhang Wei", "Mary B. Hopper", "OKONKWO, Chidi"],
}
NOBODY = [
    "Haier", "Siemens", "华为", "海信", "古洛尼", "Qingdao", "He Nan", "Haier, Qingdao", "Robert Bosch", "ZHANG", "",
    " ",
    "12345", "😀😀", "'", "…", "A" * 5000, "大学" * 2500, "\x00\x07", "\u202eabc\u202c", "\ud800"]
CASES = [(name, found, sure) for table, sure in ((SURE, "high"), (ARGUABLE, "arguable"))
         for found, names in table.items() for name in names] + [(name, "unknown", "none") for name in NOBODY]
NAMED = [case for case in CASES if case[1] != "unknown"]


def test_sectors_and_how_sure_they_are():
    names = pd.Series([name for name, *_ in CASES], dtype=object)
    found = sector_evidence(names)
    told = list(zip(names, found["sector"], found["sector_certainty"], strict=True))
    assert [row for row in told if row not in CASES] == []
    assert set(found["sector"]) == set(SECTORS) and set(found["sector_certainty"]) == set(CERTAINTIES)
    assert sector(names).tolist() == found["sector"].tolist()


def test_the_rule_that_decided_is_named():
    found = sector_evidence(pd.Series(["某某研究院有限公司", "张瑞敏", "Haier"]))
    assert found["sector_rule"].fillna("-").tolist() == ["legal form at the end", "Chinese name", "-"]
    assert len({rule for rule, *_ in RULES}) == len(RULES)


@pytest.mark.parametrize("changed", [
    str.upper, str.lower, str.swapcase, lambda name: f"  {name} \t", lambda name: f"{name}.",
    lambda name: f"{name} ...",
    lambda name: "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in name),
    lambda name: f"\u202b{name}\u202c", lambda name: name.replace(" ", "\u3000")],
    ids=["upper", "lower", "swapped", "spaces", "dot", "dots", "full width", "direction marks", "wide spaces"])
def test_writing_does_not_change_the_sector(changed):
    before = sector_evidence(pd.Series([name for name, *_ in NAMED]))
    after = sector_evidence(pd.Series([changed(name) for name, *_ in NAMED]))
    pd.testing.assert_frame_equal(before, after)


@given(st.lists(st.text(max_size=40) | st.none(), max_size=6))
def test_any_text_gets_a_sector(texts):
    found = sector_evidence(pd.Series(texts, dtype=object))
    assert len(found) == len(texts) and found["sector"].isin(list(SECTORS)).all()
    assert ((found["sector"] == "unknown") == (found["sector_certainty"] == "none")).all()
    assert (found["sector_rule"].isna() == (found["sector"] == "unknown")).all()


@given(st.text(max_size=30))
def test_a_legal_form_at_the_end_makes_a_company(stem):
    assert sector(pd.Series([f"{stem.replace(chr(0), '')}某有限公司"])).tolist() == ["company"]


def test_index_is_kept_and_missing_names_are_unknown():
    found = sector(pd.Series(["清华大学", None, "清华大学"], index=[7, 3, 7]))
    assert found.index.tolist() == [7, 3, 7] and found.tolist() == ["university", "unknown", "university"]
    assert sector(pd.Series([], dtype="str")).tolist() == []
    assert sector(pd.Series([3.5, pd.NA, 7], dtype=object)).tolist() == ["unknown"] * 3


def test_a_short_chinese_word_is_a_person_only_at_home():
    names = pd.Series(["张瑞敏", "张瑞敏", "张瑞敏"])
    assert sector(names, pd.Series(["CN", "DE", None])).tolist() == ["individual", "unknown", "individual"]
    assert sector(pd.Series(["山田 太郎"] * 2), pd.Series(["JP", "CN"])).tolist() == ["individual", "unknown"]
    with pytest.raises(InputError, match="same index"):
        sector(names, pd.Series(["CN"]))
