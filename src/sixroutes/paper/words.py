"""Words that the paper needs in both languages and that no other table carries."""

WORDS = {
    "not_identified": ("not identified", "无法识别"),
    "no_interval": (" (no interval: one firm)", "（仅一家企业，无法给出区间）"),
    "no_interval_cell": ("(no interval)", "（无区间）"),
    "points": (" points", "个百分点"),
    "one_point": (" point", "个百分点"),
    "none": ("none", "无"),
    "figure": ("Figure", "图"),
    "table": ("Table", "表"),
    "abstract": ("Abstract", "摘要"),
    "keywords": ("Keywords", "关键词"),
    "draft": ("Working draft; evidence as of", "工作论文初稿，证据截至"),
    "all": ("all clusters", "全部集群"),
    "to_2009": ("up to 2009", "2009年及以前"),
    "since_2010": ("since 2010", "2010年以来"),
    "firm bootstrap": ("bootstrap over firms", "企业层面自助法"),
    "leave one firm out": ("leaving one firm out", "逐一剔除企业法"),
    "Jeffreys-Dirichlet": ("Jeffreys–Dirichlet", "杰弗里斯—狄利克雷区间"),
    "firm bootstrap + Jeffreys-Dirichlet": ("bootstrap over firms, no narrower than Jeffreys–Dirichlet",
                                            "企业层面自助法，不窄于杰弗里斯—狄利克雷区间"),
    "leave one firm out + Jeffreys-Dirichlet": (
        "leaving one firm out, no narrower than Jeffreys–Dirichlet",
        "逐一剔除企业法，不窄于杰弗里斯—狄利克雷区间"),
    "point": ("point estimate", "点估计"),
    "lower bound": ("lower bound", "下限"),
    "upper bound": ("upper bound", "上限"),
    "not identified": ("not identified", "无法识别"),
    "event": ("events", "事件"),
    "patent": ("patents", "专利"),
    "reproduced": ("reproduced", "得到复现"),
    "not reproduced": ("not reproduced", "未能复现"),
    "not testable": ("not testable", "无法检验"),
    "founding_paper": ("the founding paper's events", "奠基论文自身事件"),
    "independent": ("independent events", "独立事件"),
    "leading": ("uses most", "最多使用："),
    "specialisation": ("differs in", "有别于其他集群之处："),
    "change": ("changed in", "份额变动："),
    "robust": ("Robust: holds in", "稳健：成立于"),
    "fragile": ("Fragile: holds in", "脆弱：仅成立于"),
    "turns_on": ("turns most on:", "主要取决于："),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
}


def word(key, language):
    """What `key` is called in `language`; a key without an entry (a period such as 1978–1991) stands for itself."""
    if key not in WORDS:
        return key.replace("–", "—") if language == "zh" else key
    return WORDS[key][0 if language == "en" else 1]
