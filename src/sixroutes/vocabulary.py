"""The field's terms, once, in both languages: what a code in a table is called where people read it.

Every stage that names a route, a sector or an event type for a reader takes the words from here, so
that a figure, a notebook and the paper never disagree.
"""

LANGUAGES = ("en", "zh")

# The order is that of the founding paper, section 3; `other` is what none of the six covers.
ROUTES = {
    "original": ("Original R&D", "原始自主创新"),
    "absorption": ("Import and absorption", "引进消化吸收"),
    "research_partnership": ("Research partnership", "官产学研合作"),
    "cluster_partnership": ("Cluster partnership", "集群大企业合作"),
    "foreign_alliance": ("Foreign alliance", "跨国技术联盟"),
    "foreign_acquisition": ("Foreign acquisition", "跨国并购"),
    "other": ("Other", "其他"),
}
SIX_ROUTES = tuple(route for route in ROUTES if route != "other")

SECTORS = {
    "company": ("company", "企业"),
    "university": ("university", "高校"),
    "institute": ("research institute", "科研院所"),
    "government": ("government", "政府"),
    "hospital": ("hospital", "医院"),
    "association": ("association", "行业协会"),
    "individual": ("individual", "个人"),
    "unknown": ("unknown", "未知"),
}

TERRITORIES = {
    "domestic": ("mainland China", "中国内地"),
    "hmt": ("Hong Kong, Macao, Taiwan", "港澳台"),
    "foreign": ("abroad", "境外"),
    "unknown": ("unknown", "未知"),
}

EVENT_TYPES = {
    "own_core_technology": ("own core technology", "自有核心技术"),
    "rd_centre": ("own R&D centre", "自建研发中心"),
    "equipment_import": ("equipment import", "设备引进"),
    "licence_in": ("licence or know-how bought", "技术许可引进"),
    "reinnovation": ("re-innovation on imported technology", "引进再创新"),
    "university_cooperation": ("cooperation with a university or institute", "产学研合作"),
    "national_programme": ("government programme", "政府科技计划"),
    "large_firm_cooperation": ("cooperation of large firms", "大企业合作"),
    "foreign_alliance": ("foreign technology alliance", "跨国技术联盟"),
    "foreign_joint_venture": ("foreign joint venture", "中外合资"),
    "foreign_acquisition": ("foreign acquisition", "跨国并购"),
    "foreign_minority_stake": ("foreign minority stake", "境外参股"),
    "domestic_acquisition": ("domestic acquisition", "国内并购"),
    "divestment": ("divestment", "股权转让"),
}

# What another scholar could choose: "dimension: option" of the multiverse, in the order in which readers meet them.
OTHER_CHOICES = {
    "counting: fractional": ("Fractional counting", "分数计数"),
    "counting: whole": ("Whole counting", "整数计数"),
    "counting: precedence": ("One route per unit", "每项只计一种路径"),
    "denominator: all": ("Other counted in", "计入“其他”"),
    "denominator: six_routes": ("Six routes only", "仅六种路径"),
    "units: verified": ("Fully verified events only", "仅完全核实的事件"),
    "units: unarguable": ("Without arguable events", "剔除类型有争议的事件"),
    "event_types: other": ("Arguable types the other way", "有争议类型取另一种"),
    "technology_clause: present": ("Unclear technology clause: yes", "技术条款不明者视为有"),
    "technology_clause: absent": ("Unclear technology clause: no", "技术条款不明者视为无"),
    "territory: hmt_abroad": ("Hong Kong, Macao, Taiwan abroad", "港澳台视为境外"),
    "territory: hmt_domestic": ("Hong Kong, Macao, Taiwan domestic", "港澳台视为境内"),
    "territory: by_address": ("Abroad by address", "按地址判定境内外"),
    "window: 3": ("Windows of 3 years", "时间窗口3年"),
    "window: 5": ("Windows of 5 years", "时间窗口5年"),
    "window: 10": ("Windows of 10 years", "时间窗口10年"),
    "consortia: counted": ("National consortia: cluster", "国家联合体计为集群合作"),
    "consortia: shown": ("National consortia not counted", "国家联合体不计"),
    "programmes: counted": ("Programmes: research partner", "政府计划计为产学研合作"),
    "programmes: shown": ("Programmes not counted", "政府计划不计"),
    "levels: A": ("Level A only", "仅A级证据"),
    "levels: A-B": ("Levels A and B", "A、B级证据"),
    "levels: A-C": ("Levels A to C", "A至C级证据"),
    "kinds: inventions": ("Inventions only", "仅发明专利"),
    "kinds: all": ("All kinds of patent right", "全部专利类型"),
}


def label(terms, code, language):
    """What `code` is called in `language` ("en" or "zh").

    >>> label(ROUTES, "foreign_alliance", "zh")
    '跨国技术联盟'
    """
    return terms[code][LANGUAGES.index(language)]
