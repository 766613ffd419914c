"""Countries and territories as readers call them, by their ISO 3166 code."""

from .style import safe, say

COUNTRIES = {
    "AE": ("United Arab Emirates", "阿联酋"), "AR": ("Argentina", "阿根廷"), "AT": ("Austria", "奥地利"),
    "AU": ("Australia", "澳大利亚"), "BE": ("Belgium", "比利时"), "BR": ("Brazil", "巴西"),
    "BY": ("Belarus", "白俄罗斯"), "CA": ("Canada", "加拿大"), "CH": ("Switzerland", "瑞士"),
    "CL": ("Chile", "智利"), "CN": ("mainland China", "中国内地"), "CZ": ("Czechia", "捷克"),
    "DE": ("Germany", "德国"), "DK": ("Denmark", "丹麦"), "EG": ("Egypt", "埃及"), "ES": ("Spain", "西班牙"),
    "FI": ("Finland", "芬兰"), "FR": ("France", "法国"), "GB": ("United Kingdom", "英国"), "GR": ("Greece", "希腊"),
    "HK": ("Hong Kong", "香港"), "HU": ("Hungary", "匈牙利"), "ID": ("Indonesia", "印度尼西亚"),
    "IE": ("Ireland", "爱尔兰"), "IL": ("Israel", "以色列"), "IN": ("India", "印度"), "IR": ("Iran", "伊朗"),
    "IS": ("Iceland", "冰岛"), "IT": ("Italy", "意大利"), "JP": ("Japan", "日本"), "KR": ("South Korea", "韩国"),
    "KY": ("Cayman Islands", "开曼群岛"), "KZ": ("Kazakhstan", "哈萨克斯坦"), "LU": ("Luxembourg", "卢森堡"),
    "MA": ("Morocco", "摩洛哥"), "MO": ("Macao", "澳门"), "MX": ("Mexico", "墨西哥"), "MY": ("Malaysia", "马来西亚"),
    "NG": ("Nigeria", "尼日利亚"), "NL": ("Netherlands", "荷兰"), "NO": ("Norway", "挪威"),
    "NZ": ("New Zealand", "新西兰"), "PK": ("Pakistan", "巴基斯坦"), "PL": ("Poland", "波兰"),
    "PT": ("Portugal", "葡萄牙"), "RO": ("Romania", "罗马尼亚"), "RS": ("Serbia", "塞尔维亚"),
    "RU": ("Russia", "俄罗斯"), "SA": ("Saudi Arabia", "沙特阿拉伯"), "SE": ("Sweden", "瑞典"),
    "SG": ("Singapore", "新加坡"), "SI": ("Slovenia", "斯洛文尼亚"), "TH": ("Thailand", "泰国"),
    "TR": ("Türkiye", "土耳其"), "TW": ("Taiwan", "台湾"), "UA": ("Ukraine", "乌克兰"),
    "US": ("United States", "美国"), "UZ": ("Uzbekistan", "乌兹别克斯坦"),
    "VG": ("British Virgin Islands", "英属维尔京群岛"), "VN": ("Vietnam", "越南"), "ZA": ("South Africa", "南非"),
}


def country(code, language):
    """What a country is called; a code that is not in the list stands for itself, nothing for "unknown".

    >>> country("KR", "zh"), country("QQ", "en"), country(None, "en")
    ('韩国', 'QQ', 'unknown')
    """
    if not isinstance(code, str) or not code:
        return say(language, "unknown", "未知")
    return say(language, *COUNTRIES[code]) if code in COUNTRIES else safe(code)
