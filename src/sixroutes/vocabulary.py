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


def label(terms, code, language):
    """What `code` is called in `language` ("en" or "zh").

    >>> label(ROUTES, "foreign_alliance", "zh")
    '跨国技术联盟'
    """
    return terms[code][LANGUAGES.index(language)]
