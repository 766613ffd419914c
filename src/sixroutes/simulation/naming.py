"""Names of made-up organisations, and the ways in which they are written wrongly.

Any two words that stand for organisations differ in two syllables or more, so no clean name is a slip of another. The
Latin word of a domestic organisation is how its Chinese name is read.
"""

import numpy as np

_CHINESE = {
    "海": "hai", "兰": "lan", "宏": "hong", "泰": "tai", "瑞": "rui", "丰": "feng", "科": "ke", "达": "da",
    "明": "ming", "远": "yuan", "华": "hua", "盛": "sheng", "博": "bo", "嘉": "jia", "金": "jin", "龙":
    "long", "光": "guang", "新": "xin", "天": "tian", "力": "li", "安": "an", "宝": "bao", "春": "chun"}
_FOREIGN = [
    "vor", "tes", "kan", "lib", "mur", "dop", "gar", "zel", "nix", "fam", "rud", "bek", "sol", "hin", "pra",
    "gry", "wes", "yul", "jod", "qui", "elm", "ost", "arv"]
_SURNAMES = [
    "Zhang", "Wang", "Li", "Zhao", "Chen", "Yang", "Liu", "Huang", "Zhou", "Wu", "Xu", "Sun"]
_GIVEN = [
    "wei", "fang", "min", "jing", "lei", "qiang", "jun", "yan", "ming", "hong", "ping", "gang"]
COUNTRIES = ("US", "DE", "JP")
_FORMS = {"US": "Inc.", "DE": "GmbH", "JP": "Co., Ltd."}
ENGLISH = {"head": "{} Group Co., Ltd.", "home": "{} Refrigeration Co., Ltd.", "venture": "{} {} Systems Co., Ltd.",
           "sold": "{} Display Co., Ltd.", "university": "{} University", "institute": "{} Research Institute",
           "domestic": "{} Materials Co., Ltd."}
CHINESE = {"head": "{}集团有限公司", "home": "{}制冷有限公司", "sold": "{}显示有限公司", "university": "{}大学",
           "institute": "{}研究院", "domestic": "{}材料有限公司"}
# How a name is written otherwise, and what share of such names is written so.
# ASSUME: Of the made-up names that differ from the facts, four in ten differ in case, a quarter in the legal form,
# fifteen in a hundred are in Chinese, a tenth has its words in another order and a tenth has a typing error.
WAYS = {"case": 0.40, "form": 0.25, "chinese": 0.15, "order": 0.10, "typo": 0.10}


def word(number, syllables):
    """Three syllables for a number and one that checks them.

    >>> word(5, ["a", "e", "i", "o", "u"])
    ['a', 'e', 'a', 'i']
    """
    base = len(syllables)
    digits = [number % base, number // base % base, number // base**2 % base]
    return [syllables[digit] for digit in (*digits, (digits[0] + 2 * digits[1] + 3 * digits[2]) % base)]


def domestic(number):
    """(Latin word, Chinese word) of a domestic organisation."""
    letters = word(number, list(_CHINESE))
    return "".join(_CHINESE[letter] for letter in letters).capitalize(), "".join(letters)


def foreign(number):
    """Word of a foreign organisation."""
    return "".join(word(number, _FOREIGN)).capitalize()


def person(number):
    """Name of a person."""
    first, second = _GIVEN[number // 12 % 12], _GIVEN[number // 144 % 12]
    return f"{_SURNAMES[number % 12]} {first.capitalize()}{second}"


def company_abroad(number):
    """(name, country) of a foreign company."""
    country = COUNTRIES[number % 3]
    return f"{foreign(number)} {_FORMS[country]}", country


def written(random, name, name_zh):
    """The ways in which a name may be written: {way: name}; a way that changes nothing gives the name."""
    words = name.split(" ")
    forms = {"Co., Ltd.": "Company Limited", "Inc.": "Incorporated", "GmbH": "Gesellschaft mit beschränkter Haftung"}
    form = next((end for end in forms if name.endswith(end)), "")
    tail = len(form.split(" ")) if form else 0
    core = words[:len(words) - tail]
    turned = [*core[1:], core[0], *words[len(words) - tail:]] if len(core) > 1 else words
    return {"case": name.upper(), "form": name.removesuffix(form) + forms.get(form, ""),
            "chinese": name_zh if isinstance(name_zh, str) else name,
            "order": " ".join(turned), "typo": _mistyped(random, name)}


def _mistyped(random, name):
    """One letter of the first word doubled, left out or exchanged with the next."""
    first, _, rest = name.partition(" ")
    place, how = int(random.integers(1, max(len(first) - 1, 2))), int(random.integers(0, 3))
    if how == 0:
        first = first[:place] + first[place] + first[place:]
    elif how == 1:
        first = first[:place] + first[place + 1:]
    else:
        first = first[:place] + first[place:place + 2][::-1] + first[place + 2:]
    return f"{first} {rest}"


def variants(random, names, names_zh):
    """All ways of writing each name, as an array names x (1 + ways); the first is the name itself."""
    rows = [[name, *written(random, name, zh).values()] for name, zh in zip(names, names_zh, strict=True)]
    return np.array(rows, dtype=object)


def which_way(random, n, share):
    """For each of `n` names, which way it is written; 0 = as the facts write it."""
    chosen = 1 + random.choice(len(WAYS), n, p=list(WAYS.values()))
    return np.where(random.random(n) < share, chosen, 0).astype("int8")
