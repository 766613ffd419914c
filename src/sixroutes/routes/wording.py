"""The words of the rules in Chinese, and the headings of an explanation in both languages.

English stands with each rule; what is here is its translation, keyed by the English words (# stands for a number) and
by the rule's identifier. A test holds that no rule lacks its Chinese.
"""

import re

from ..vocabulary import EVENT_TYPES

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")

HEADINGS = {
    "en": {
        "filed": "  filed {date}, {kind}, classes {classes}", "none given": "not given", "row": "  {file}, row {row}",
        "no date": "no date", "event": "  type {type}, verified {verified}, level {level}, status {status}",
        "coded": "  technology part of it: {content}; stake: {stake}; could also be read as: {other}",
        "note": "  coder's note: {note}", "not counted": "  Not counted: {why}",
        "parties": "Who takes part (seat; owner's country, group and firm on that date)",
        "party": "  {name}: {sector}, {country}; owner {owner}, group {group}, firm {firm} ({cluster})",
        "decision": "Decision", "no group": "unknown",
        "event left out": "  none: the event is not counted (see above).",
        "no focal firm": "  none: no firm of the study is behind the event on that date.",
        "stock": "  none: acquired stock. {firm} came to hold an applicant later; such patents are counted apart, "
                 "never as its output.",
        "family": "  none: the unit of this family is its earliest filing, {unit}.",
        "no firm": "  none: no firm of the study held an applicant on that date.",
        "assigned": "  {code}{subtype}, weight {weight:.3f} for {firm}, level {level}, {counted}, by {rule}: {reason}",
        "counted": "counted", "shown": "shown, not counted", "doubts": "In doubt",
        "rules": "Rules, seen from {firm} ({cluster}), with the values that they looked at",
        "address": "{country} (address {address})",
        "fired": "  fired     {rule} (level {level})",
        "nearly": "  nearly    {route}: {rule} (level {level}) would also need: {missing}",
        "far": "  not       neither met nor nearly met: {routes}",
        "first days": "A date known to the month or the year only is written as its first day.",
        "runner-up": "  Runner-up: {route}, by {rule} (level {level}); {how}.", "no runner-up": "  Runner-up: none.",
        "lower level": "it fired at a lower level", "missing": "missing: {what}"},
    "zh": {
        "filed": "  申请日 {date}，类型 {kind}，分类 {classes}", "none given": "未给出", "row": "  {file}，第{row}行",
        "no date": "无日期", "event": "  类型：{type}；核实：{verified}；证据等级 {level}；状态：{status}",
        "coded": "  是否包含技术：{content}；持股：{stake}；也可视为：{other}",
        "note": "  编码者备注：{note}", "not counted": "  不计入：{why}",
        "parties": "参与者（所在地；当日所有者的国别、集团与企业）",
        "party": "  {name}：{sector}，{country}；所有者 {owner}，集团 {group}，企业 {firm}（{cluster}）",
        "decision": "判定", "no group": "不详",
        "event left out": "  无：该事件不计入（见上）。",
        "no focal firm": "  无：当日没有研究中的企业参与该事件。",
        "stock": "  无：属于并购存量。{firm} 后来才取得其申请人；此类专利单独计数，不算其产出。",
        "family": "  无：该专利族以最早的申请 {unit} 为单位。",
        "no firm": "  无：当日没有研究中的企业持有其申请人。",
        "assigned": "  {route} {code}{subtype}，{firm} 的权重 {weight:.3f}，等级 {level}，{counted}，"
                    "依据 {rule}：{reason}",
        "counted": "计入", "shown": "列出但不计入", "doubts": "存疑",
        "rules": "从 {firm}（{cluster}）看各条规则及所用数值",
        "address": "{country}（地址 {address}）",
        "fired": "  成立      {rule}（等级 {level}）",
        "nearly": "  差一项    {route}：{rule}（等级 {level}）还需要：{missing}",
        "far": "  不成立    不成立，也不接近：{routes}",
        "first days": "仅知年份或月份的日期，写作其第一天。",
        "runner-up": "  次选：{route}，依据 {rule}（等级 {level}）；{how}。", "no runner-up": "  次选：无。",
        "lower level": "该规则以较低等级成立", "missing": "缺少：{what}"}}

# Codes of the tables that the heading and the decision name: what the page confirms, status, kind of right, subtype.
TERMS = {
    "yes": ("yes", "是"), "partly": ("partly", "部分"), "no": ("no", "否"), "unclear": ("unclear", "不明"),
    "claim": ("claim", "论文自述"),
    "counted": ("counted", "计入"), "twin": ("twin of another row", "与另一行重复"), "failed": ("failed", "未成"),
    "not_a_route": ("not a way to technology", "不构成获取技术的途径"), "unverified": ("unverified", "未核实"),
    "invention": ("invention", "发明"), "utility": ("utility model", "实用新型"), "design": ("design", "外观设计"),
    "plant": ("plant", "植物"), "other": ("other kind of right", "其他类型"),
    "abroad": ("abroad", "境外"), "academic_inventor": ("academic_inventor", "学者发明人"),
    "cluster_supplier": ("cluster_supplier", "集群非核心企业"), "consortium": ("consortium", "全国性联合体"),
    "domestic_acquisition": ("domestic_acquisition", "国内并购"), "domestic_partner": ("domestic_partner", "国内伙伴"),
    "first_in_field": ("first_in_field", "领域首件"), "foreign_university": ("foreign_university", "境外高校或院所"),
    "gov_funded": ("gov_funded", "政府资助"), "individual": ("individual", "个人"),
    "integration": ("integration", "并购后整合"), "joint_venture": ("joint_venture", "合资"),
    "minority_stake": ("minority_stake", "少数股权"), "nontechnological": ("nontechnological", "非技术"),
    "own_unit": ("own_unit", "本集团单位"), "production_or_sales": ("production_or_sales", "生产或销售"),
    "rest": ("rest", "其余"), "undocumented": ("undocumented", "技术未见记载"),
}

CONDITIONS = {
    "a domestic firm outside the cluster is co-applicant": "共同申请人中有集群外的国内企业",
    "a domestic firm outside the cluster takes part": "有集群外的国内企业参加",
    "a domestic university or institute outside the group is co-applicant": "共同申请人中有集团外的国内高校或科研院所",
    "a firm of the cluster that is not a core firm is co-applicant": "共同申请人中有本集群的非核心企业",
    "a firm of the cluster that is not a core firm takes part": "有本集群的非核心企业参加",
    "a foreign firm is the partner": "伙伴是境外企业",
    "a foreign firm is the partner, or it is not named": "伙伴是境外企业，或未具名",
    "a government body is co-applicant": "共同申请人中有政府机构",
    "a person is co-applicant": "共同申请人中有个人",
    "a technological motive is stated, or the target patents": "有记载的技术动机，或目标企业拥有专利",
    "a unit bought abroad files, under the group's control": "申请人是已受集团控制的海外并购单位",
    "a university or institute abroad is co-applicant": "共同申请人中有境外高校或科研机构",
    "all applicants are of one group": "全部申请人属于同一集团",
    "an R&D alliance of the firm speaks for it": "该企业有与之相关的研发联盟",
    "an applicant at home was bought within the acquisition window": "有国内申请人在并购窗口期内被收购",
    "an applicant is a joint venture whose foreign stake is known": "有申请人是外方持股比例已知的合资企业",
    "an earlier import of the firm speaks for it": "该企业此前有与之相关的技术引进",
    "an earlier takeover by the firm speaks for it": "该企业此前有与之相关的并购",
    "an independent firm abroad is co-applicant": "共同申请人中有独立的境外企业",
    "an inventor signed a patent of a domestic university or institute in the same subclass":
        "有发明人署名于同一小类中国内高校或科研院所的专利",
    "an inventor signed a patent of the partner": "有发明人署名于伙伴的专利",
    "an inventor signed a patent that the target filed in the # years before closing":
        "有发明人署名于目标企业交割前#年内申请的专利",
    "another core group of the same cluster is co-applicant": "共同申请人中有同一集群的另一核心集团",
    "at least # of the citations go to the own group": "至少#的引文指向本集团",
    "control passes (more than half, or not stated, or after an earlier stake)":
        "控制权转移（超过半数，或未说明，或此前已持股）",
    "filed after it and at most # years later": "在其之后且至多#年内申请",
    "filed at most # years after closing": "交割后至多#年内申请",
    "filed from closing to at most # years later": "自交割日起至多#年内申请",
    "in a cooperation, a programme or own technology, a firm abroad takes part":
        "在合作、政府计划或自有技术中，有境外企业参加",
    "in a cooperation, a programme or own technology, a university or institute abroad takes part":
        "在合作、政府计划或自有技术中，有境外高校或科研机构参加",
    "in a cooperation, a programme or own technology, another core group of the same cluster takes part":
        "在合作、政府计划或自有技术中，有同一集群的另一核心集团参加",
    "in a cooperation, a programme, a licence, re-innovation or own technology, a domestic university or institute "
    "outside the group takes part": "在合作、政府计划、许可、再创新或自有技术中，有集团外的国内高校或科研院所参加",
    "it cites a patent of that source": "引用该来源的专利",
    "it cites a patent of the partner": "引用伙伴的专利",
    "it cites a patent that the import names": "引用该引进所列的专利",
    "it cites a patent that the target filed before closing": "引用目标企业交割前申请的专利",
    "it is a national consortium": "属于全国性联合体",
    "it is about standards, or many firms from outside take part": "涉及标准，或有多家集群外企业参加",
    "it is in a field of the import": "属于所引进技术的领域",
    "it is in a field of the target": "属于目标企业的领域",
    "it is in the field of the alliance": "属于联盟的技术领域",
    "it is not a national consortium": "不属于全国性联合体",
    "it is not about standards": "不涉及标准",
    "it is the group's first filing in a subclass of that field for # years": "是集团#年来在该领域某一小类的首件申请",
    "neither a motive nor patents of the target are documented": "既无记载的动机，也无目标企业的专利",
    "no applicant was bought lately or is shared with a foreign firm": "没有申请人是新近收购或与外方合资的单位",
    "no domestic university or institute is co-applicant": "共同申请人中没有国内高校或科研院所",
    "no domestic university or institute is named": "未提及国内高校或科研院所",
    "no independent firm, university or institute is named": "未提及独立的企业、高校或科研院所",
    "no independent partner is named": "未提及独立的伙伴",
    "no other of the six routes has evidence": "其他路径均无证据",
    "nothing else was left to try": "别无其他规则可用",
    "programmes are not taken as research partnerships": "政府计划不视为产学研合作",
    "technology is documented": "有技术内容的记载",
    "technology is not excluded": "未排除技术内容",
    "technology is part of the alliance": "联盟包含技术内容",
    "technology or R&D is part of the venture": "合资包含技术或研发",
    "that patent was filed at most # years before or after": "该专利的申请日前后相差至多#年",
    "the alliance is active when it is filed (up to # years)": "申请时联盟仍有效（至多#年）",
    "the firm is abroad": "该企业在境外",
    "the foreign stake is # to #": "外方持股为#至#",
    "the name tells a person (on patents of at most # groups, longer than two syllables of pinyin)":
        "姓名足以辨认个人（至多见于#个集团的专利，且拼音多于两个音节）",
    "the name tells a person (on patents of at most # groups)": "姓名足以辨认个人（至多见于#个集团的专利）",
    "the only partner is a unit of the own group": "唯一的伙伴是本集团的单位",
    "the partner is a firm or research body abroad": "伙伴是境外企业或研究机构",
    "the partner is a firm or research body abroad, or not named": "伙伴是境外企业或研究机构，或未具名",
    "the partner is a foreign unit of the own group": "伙伴是本集团的境外单位",
    "the source is abroad, or not named": "来源在境外，或未具名",
    "the source is abroad, or not named, and not a unit of the own group": "来源在境外或未具名，且不是本集团的单位",
    "the stake is # to #": "持股为#至#",
    "the target is abroad, or not named": "目标在境外，或未具名",
    "the technology, not consulting or trade, is bought": "购买的是技术，而非咨询或贸易",
    "the type is a cooperation or a programme": "类型为合作或政府计划",
    "the type is a domestic acquisition": "类型为国内并购",
    "the type is a foreign acquisition": "类型为跨国并购",
    "the type is a foreign acquisition or stake": "类型为跨国并购或境外参股",
    "the type is a foreign alliance": "类型为跨国技术联盟",
    "the type is a foreign alliance or joint venture": "类型为跨国技术联盟或中外合资",
    "the type is a government programme": "类型为政府科技计划",
    "the type is a joint venture": "类型为合资",
    "the type is a licence or an equipment import": "类型为技术许可或设备引进",
    "the type is a minority stake, or a purchase without control": "类型为少数股权，或未取得控制权的收购",
    "the type is own technology or an own R&D centre": "类型为自有技术或自建研发中心",
    "the type is re-innovation": "类型为引进再创新",
    "the type is re-innovation or a cooperation": "类型为引进再创新或合作",
    "the type is re-innovation or own technology": "类型为引进再创新或自有技术",
    "the unit is at home": "申请单位在国内",
    "the unit was bought abroad at most # years before": "该单位是至多#年前在境外收购的",
    "the unit was not bought within the acquisition window": "该单位不是在并购窗口期内收购的",
    "the unit, or every inventor whose residence is known, is abroad": "申请单位或所有居住地已知的发明人在境外",
    "whether technology is part of it is not stated": "未说明是否包含技术",
}

REASONS = {
    "original.event.own": "{firm_id}：{type_words}，没有独立的伙伴（{technology}）。",
    "original.event.gov_funded": "{firm_id}：在{government_names}的计划下自行研发，未提及高校或科研院所。",
    "original.event.own_unit": "{firm_id}：与本集团单位{own_unit_names}共同开发。",
    "absorption.event.purchase": "{firm_id}：{type_words}，来自{foreign_names}（{technology}）。",
    "absorption.event.reinnovation": "{firm_id}：在引自{foreign_names}的技术上推出新产品（{technology}）。",
    "research_partnership.event.research_partner": "{firm_id}与{research_names}合作（{technology}）。",
    "research_partnership.event.programme_only": "{government_names}的计划，未提及高校或科研院所。",
    "cluster_partnership.event.core_firms": "{firm_id}与同一集群的{rival_names}合作（{technology}）。",
    "cluster_partnership.event.consortium": "{firm_id}与{rival_names}在全国性联合体中相遇（{technology}）。",
    "foreign_alliance.event.agreement": "{firm_id}与{foreign_names}结成技术联盟（{technology}）。",
    "foreign_alliance.event.agreement_unclear": "{firm_id}与{foreign_names}结盟，技术内容未见记载。",
    "foreign_alliance.event.joint_venture": "{firm_id}与{foreign_names}设立含技术条款的合资企业（{technology}）。",
    "foreign_alliance.event.joint_venture_unclear": "{firm_id}与{foreign_names}合资，技术条款未见记载。",
    "foreign_alliance.event.stake": "{firm_id}持有{foreign_names}的{stake_words}（{technology}）。",
    "foreign_alliance.event.foreign_member": "{firm_id}与{foreign_names}合作（{technology}）。",
    "foreign_alliance.event.foreign_university": "{firm_id}与境外研究机构{foreign_names}合作（{technology}）。",
    "foreign_acquisition.event.control":
        "{firm_id}收购{target_names}（持股：{stake_words}；{technology}）；{motive_words}。",
    "foreign_acquisition.event.control_unclear":
        "{firm_id}收购{target_names}（持股：{stake_words}），技术动机未见记载。",
    "foreign_acquisition.event.integration": "{firm_id}：与{own_unit_acquired_on}收购的{own_unit_names}共同开发。",
    "other.event.domestic_acquisition": "{firm_id}在国内收购{all_names}。",
    "other.event.undocumented": "{firm_id}：{type_words}，对方为{all_names}；是否包含技术未见记载。",
    "other.event.nontechnological": "{firm_id}收购{all_names}，没有技术动机或没有话语权。",
    "other.event.production_or_sales": "{firm_id}与{all_names}：仅限生产或销售。",
    "other.event.consortium": "{firm_id}与{all_names}同在全国性联合体（{technology}）。",
    "other.event.cluster_supplier": "{firm_id}与同一集群的非核心企业{cluster_other_names}合作。",
    "other.event.domestic_partner": "{firm_id}与集群外的{outside_names}合作。",
    "other.event.rest": "{firm_id}：{type_words}，对方为{all_names}；不符合六种路径的任何规则。",
    "original.patent.self_citing": "全部申请人属于{group_id}；{citations}条引文中有{self_citations}条指向本集团。",
    "original.patent.alone": "申请日全部申请人属于{group_id}（{applicant_names}）。",
    "original.patent.abroad": "全部申请人属于{group_id}；境外：{abroad_words}。",
    "absorption.patent.cites_licensed":
        "引用{import_named}，即{import_date}自{import_partner}的引进（{import_event}）所列的专利。",
    "absorption.patent.cites_source":
        "属于引进{import_event}（{import_date}）的领域{import_shared}，并引用{import_partner}的{import_cites}。",
    "absorption.patent.first_in_field":
        "集团{first_filing_years}年来在{import_first_field}的首件申请；该小类属于{import_date}自{import_partner}引进（{import_event}）的领域。",
    "absorption.patent.field_and_window":
        "属于引进{import_event}（{import_date}）的领域{import_shared}；仅领域与窗口相符，不计入。",
    "research_partnership.patent.co_applicant": "与{research_names}共同申请。",
    "research_partnership.patent.academic_inventor":
        "{academic_names}也署名于{academic_bodies}于{academic_filed}申请的专利。",
    "research_partnership.patent.gov_funded": "与{government_names}共同申请；仅有政府参与，不计入。",
    "cluster_partnership.patent.co_applicant": "与同一集群的{rival_names}共同申请。",
    "foreign_alliance.patent.co_applicant": "与{foreign_names}共同申请。",
    "foreign_alliance.patent.foreign_university": "与境外研究机构{foreign_names}共同申请。",
    "foreign_alliance.patent.joint_venture": "由外方持股{foreign_stake_words}的合资企业{venture_names}申请。",
    "foreign_alliance.patent.cites_partner":
        "属于{alliance_shared}，引用联盟{alliance_event}（{alliance_date}）的伙伴{alliance_partner}的{alliance_cites}。",
    "foreign_alliance.patent.partner_inventor":
        "属于{alliance_shared}；{alliance_inventors}署名于联盟{alliance_event}（{alliance_date}）的伙伴{alliance_partner}的专利。",
    "foreign_acquisition.patent.acquired_unit": "由{acquired_names}申请，自{acquired_abroad_on}起受集团控制。",
    "foreign_acquisition.patent.target_inventor":
        "{takeover_inventors}在{takeover_event}交割（{takeover_date}）之前署名于{takeover_partner}的专利。",
    "foreign_acquisition.patent.cites_target":
        "属于{takeover_shared}，引用{takeover_event}（{takeover_date}）所并购的{takeover_partner}的{takeover_cites}。",
    "other.patent.domestic_acquisition": "由{acquired_home_on}在国内收购的{acquired_names}申请。",
    "other.patent.cluster_supplier": "与同一集群的非核心企业{cluster_other_names}共同申请。",
    "other.patent.domestic_partner": "与集群外的{outside_names}共同申请。",
    "other.patent.individual": "与个人（{individual_names}）共同申请。",
    "other.patent.rest": "与{all_names}共同申请；不符合六种路径的任何规则。",
}

# Values that stand in the place of a name, and the types of events.
_VALUES = {"a source not named": "未具名的来源", "nobody named": "未具名者", "a ministry not named": "未具名的部委",
           "a firm not named": "未具名的企业", "a stake not stated": "未说明",
           "technology is part of the deal": "交易包含技术",
           "a motive is not stated, but the target patents": "动机未见记载，但目标企业拥有专利",
           "the applicant is a unit abroad": "申请人是境外单位", **dict(EVENT_TYPES.values())}


def condition(text, language):
    """A condition of a rule in a language; the numbers of the study's choices stay.

    >>> condition("filed at most 5 years after closing", "zh")
    '交割后至多5年内申请'
    """
    if language == "en":
        return text
    numbers = iter(_NUMBER.findall(text))
    plural = re.sub(r"\b1 group\b", "1 groups", text)
    return re.sub("#", lambda _: next(numbers), CONDITIONS[_NUMBER.sub("#", plural)])


def reason(rule, fields):
    """The reason of a rule in Chinese, with the values of a unit as `evidence.fields` holds them."""
    return re.sub(r"\{(\w+)\}", lambda found: _value(fields.get(found[1])), REASONS[rule])


def _value(value):
    if value is None:
        return "？"
    told = re.sub("^inventors in ", "发明人在", _VALUES.get(value, value))
    return re.sub(", in whole or in part$", "（全部或部分）", told)
