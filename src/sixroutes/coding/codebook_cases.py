"""The words of the codebook, each (English, Chinese): steps, definitions (counts, does not count), boundary cases."""

STEPS = (
    ("Code what the row shows, not what you know of the firm. You may open the page under source.",
     "依据该行所示信息编码，不要依据对企业的了解；可打开“来源”网页查看。"),
    ("Ask first who takes part: the firm alone, its own group, a rival of the same cluster, a university or institute "
     "at "
     "home, anybody abroad. A partner of the firm's own group on that day is no partner.",
     "先看有谁参与：企业单独、本集团单位、同集群对手、境内高校或科研院所、境外主体。当日属于本集团的单位不算合作方。"),
    ("Then ask what passes: technology, R&D or know-how, or only money, goods, production or sales.",
     "再看交换了什么：技术、研发、诀窍，还是仅有资金、商品、生产或销售。"),
    ("Give one route where one suffices; two or three only where partners of different kinds all bring technology. The "
     "order does not matter. Other stands alone.",
     "一条路径足够时只选一条；仅当不同类型的合作方都带来技术时才选两至三条，顺序不限。“其他”只能单独选。"),
    ("Hong Kong, Macao and Taiwan count as abroad; a firm's own holding there does not. What counts is the owner on "
     "that "
     "day, not the address.",
     "港澳台视为境外，但本企业在当地的控股公司除外。以当日所有者为准，而非地址。"),
    ("Choose Cannot be told, alone, where the row does not suffice to tell who takes part or what happened. Where "
     "only the technology is not stated, choose Other.",
     "若无法判断谁参与或发生了什么，只选“无法判断”。若只是技术内容未说明，选“其他”。"),
    ("Say how sure you are, and use the remark for what you were torn between.",
     "填写把握程度，并在备注中写明在哪些选项之间犹豫。"),
)

DEFINITIONS = {
    "original": (
        ("Own R&D: a technology, product or patent of the firm's own, an R&D unit of its own at home or abroad, alone "
         "or "
         "with units of its own group; also with government money alone.",
         "企业自身研发：自有技术、产品或专利，境内外自建研发机构，单独或与本集团单位共同完成；仅有政府资助的也计入。"),
        ("An independent firm, university or institute takes part; the technology was bought or licensed before and is "
         "worked on further; work with a unit bought abroad at most five years ago; a product or plant without a word "
         "on "
         "technology.",
         "有独立企业、高校或院所参与；在引进技术基础上再创新；与五年内境外收购单位共同开发；仅有产品或工厂而未提技术。"
         "")),
    "absorption": (
        ("Technology from abroad without equity: licence, know-how, equipment, lines, patents bought; and own "
         "development "
         "that builds on such an import (re-innovation).",
         "不涉及股权的境外技术引进：许可、诀窍、设备、生产线、购买专利；以及在引进基础上的再创新。"),
        ("Joint development with the source; a stake or joint venture; management consulting; goods for resale.",
         "与来源方共同开发；参股或合资；管理咨询；转售商品。")),
    "research_partnership": (
        ("A project, laboratory, centre or programme with an independent university, institute or hospital of mainland "
         "China.",
         "与中国内地独立的高校、科研院所或医院的项目、实验室、中心或计划。"),
        ("Government money without a named university or institute; a university abroad; teaching, prizes, donations; "
         "work "
         "on standards.",
         "仅有政府资金而未列出高校或院所；境外高校；教学、奖项、捐赠；标准制定。")),
    "cluster_partnership": (
        ("Two or more independent core firms of the same cluster develop technology together.",
         "同一集群两家及以上相互独立的核心企业共同开发技术。"),
        ("Core firms of different clusters; two units of one group; a national consortium in which three or more "
         "domestic "
         "firms from outside the cluster take part; work on standards; one firm sells to the other.",
         "不同集群的核心企业；同一集团的两家单位；有三家及以上集群外内资企业参加的全国性联盟；标准制定；单纯购销。")),
    "foreign_alliance": (
        ("Joint R&D, joint laboratory, cross-licence or technology alliance with an independent firm abroad; an "
         "equity joint "
         "venture with technology or R&D in it; a stake of 10 to 50% in a firm abroad where technology is not "
         "excluded; a "
         "project with a university or institute abroad.",
         "与境外独立企业的联合研发、联合实验室、交叉许可或技术联盟；含技术或研发内容的合资企业；"
         "持有境外企业10%至50%股份且未排除技术；"
         "与境外高校或院所的项目。"),
        ("Production, sales or assembly only; a licence bought one way; a stake below 10%; control of the firm abroad.",
         "仅有生产、销售或组装；单向购买许可；低于10%的股份；取得境外企业控制权。")),
    "foreign_acquisition": (
        ("Control of a firm or unit abroad (more than half, or stated as a takeover, or the step after an earlier "
         "stake or "
         "venture) with a technological motive or a target known to patent; work with that unit within five years of "
         "closing.",
         "取得境外企业或单位控制权（过半数、明确为收购，或在先前参股、合资后再进一步），且有技术动机或目标拥有专利；"
         "交割后五年内与该单位的共同开发。"),
        ("Half or less without control; a motive that is markets, brands or plants only; shares bought where control "
         "was "
         "held before; a domestic target; a deal that failed.",
         "未取得控制权的半数及以下持股；仅为市场、品牌或工厂；已有控制权时增持；境内目标；未完成的交易。")),
    "other": (
        ("None of the six: a domestic firm outside the cluster's core, a domestic acquisition, production or sales "
         "only, "
         "standards and national consortia, technology not stated.",
         "六条路径之外：集群核心以外的内资企业、国内并购、仅生产或销售、标准与全国性联盟、未说明技术内容。"),
        ("Any of the six holds, if only for one of the partners.",
         "只要有一个合作方符合六条路径之一，即不选“其他”。")),
}

# (case, answer, units of the shipped study that show it)
CASES = (
    (("Joint venture with a foreign firm, R&D or technology in it", "与外企合资，含研发或技术"),
     ("Foreign alliance, from closing until control passes", "跨国技术联盟，自交割起至控制权转移止"),
     ("pearl_river_appliances-036",)),
    (("The firm later takes over its joint venture, or the firm abroad in which it held a stake",
      "企业后来收购合资方，或收购此前参股的境外企业"),
     ("Foreign acquisition, from the day control passes; the earlier row stays an alliance",
      "自控制权转移之日起为跨国并购；此前的行仍为联盟"),
     ("qingdao_appliances-067",)),
    (("Joint venture for production or sales only", "仅为生产或销售的合资"), ("Other", "其他"),
     ("changsha_machinery-015",)),
    (("10 to 50% of a firm abroad, no control", "持有境外企业10%至50%股份，无控制权"),
     ("Foreign alliance, unless the row says that technology plays no part", "跨国技术联盟，除非说明与技术无关"),
     ("qingdao_appliances-055",)),
    (("Less than 10%, or a stake through a fund", "低于10%，或通过基金持有"), ("Other", "其他"), ()),
    (("Control of a firm abroad, motive and technology not stated, target not known to patent",
      "取得境外企业控制权，动机与技术均未说明，目标无专利记录"),
     ("Other", "其他"), ("beijing_electronics-025",)),
    (("Joint venture or alliance, technology not stated", "合资或联盟，未说明技术内容"), ("Other", "其他"),
     ("beijing_electronics-010",)),
    (("National programme with two universities and a rival of the same cluster",
      "国家项目，有两所高校和一家同集群对手参加"),
     ("Research partnership and cluster partnership", "官产学研合作与集群大企业合作两条"), ()),
    (("National programme, several universities, no rival", "国家项目，有多所高校，无同集群对手"),
     ("Research partnership", "官产学研合作"), ("beijing_electronics-022",)),
    (("Government money alone, no university or institute named", "仅有政府资助，未列出高校或院所"),
     ("Original R&D", "原始自主创新"), ("beijing_electronics-016",)),
    (("University or institute abroad", "境外高校或院所"), ("Foreign alliance", "跨国技术联盟"), ("qingdao_rail-006",)),
    (("A university abroad and one at home in the same project", "同一项目中既有境外高校又有境内高校"),
     ("Foreign alliance and research partnership", "跨国技术联盟与官产学研合作两条"),
     ("shandong_power_chemicals-019",)),
    (("Own unit abroad, founded by the firm, or all inventors abroad", "企业在境外自建的单位，或发明人均在境外"),
     ("Original R&D", "原始自主创新"), ("US10003123",)),
    (("Development with a unit bought abroad at most five years ago", "与五年内收购的境外单位共同开发"),
     ("Foreign acquisition", "跨国并购"), ("changsha_machinery-020",)),
    (("The same, more than five years after closing", "同上，但交割已超过五年"), ("Original R&D", "原始自主创新"),
     ("changsha_machinery-037",)),
    (("Two firms of the study in one event", "同一事件涉及研究中的两家企业"),
     ("Code the event once, by all partners; sharing it between firms is not the coder's work",
      "按全部合作方只编一次；在企业间分摊不是编码员的任务"),
     ("beijing_electronics-032",)),
    (("Another row tells of the same event (a twin)", "另一行讲述同一事件（重复）"),
     ("Code it as if it stood alone and name the other row in the remark", "当作单独的事件编码，并在备注中注明另一行"),
     ("qingdao_appliances-004",)),
    (("Standards body, patent pool or national consortium of many makers", "标准组织、专利池或多家企业的全国性联盟"),
     ("Other", "其他"), ("qingdao_appliances-027",)),
    (("Domestic firm bought with its patents", "收购境内企业及其专利"), ("Other", "其他"), ("changsha_machinery-007",)),
    (("Management consulting from abroad", "境外管理咨询"), ("Other", "其他"), ("shenzhen_ict-012",)),
    (("Own model after a licence from abroad, source named", "引进许可后推出自己的型号，并说明来源"),
     ("Import and absorption", "引进消化吸收"), ("pearl_river_appliances-005",)),
    (("Cross-licence", "交叉许可"), ("Foreign alliance; a licence bought one way is import and absorption",
                              "跨国技术联盟；单向购买许可为引进消化吸收"), ()),
)
