"""Which rule decides the sector of a name, and how sure it is."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import InputError
from .persons import NO_PERSON, PERSONS, PLACE
from .rules import NONE, RULES
from .writing import written

# high: the words settle it; arguable: a weak word, or words of two sectors of which the order chose one; none: nothing
# fits. A coder's or the facts' word is high, too, unless the name says otherwise for sure (`stage`).
CERTAINTIES = ("high", "arguable", "none")
_CHINESE = ["CN", "HK", "MO", "TW"]
_WEAK_COMPANY = "weak word for a company"


def sector(names, countries=None):
    """The sector of each name: company, university, institute, government, hospital, association, individual, unknown.

    Parameters
    ----------
    names : Series of names in Chinese, English, Japanese or Korean.
    countries : Series of ISO 3166 alpha-2 codes with the same index, or None. Two to four Chinese characters without
        any word for an organisation are a person's name only where the country is China, Hong Kong, Macao or Taiwan,
        or is not given.

    Returns
    -------
    Series of text with the index of `names`; what no rule fits is ``unknown``, never dropped.

    Raises
    ------
    InputError : `countries` has another index than `names`.

    >>> sector(pd.Series(["清华同方股份有限公司", "清华大学", "Fraunhofer ISE", "Haier"])).tolist()
    ['company', 'university', 'institute', 'unknown']
    """
    return sector_evidence(names, countries)["sector"].rename(None)


def sector_evidence(names, countries=None):
    """The sector of each name, the rule that decided, and how sure it is.

    Parameters
    ----------
    names, countries : as for `sector`.

    Returns
    -------
    DataFrame[sector, sector_rule, sector_certainty] with the index of `names`. `sector_rule` is the name of the rule in
    `rules` or `persons`, missing where none fits. `sector_certainty` is ``high``; ``arguable`` where a weak word
    decided or words of two sectors stand in the name; ``none`` where no rule fits.

    Raises
    ------
    InputError : `countries` has another index than `names`.

    >>> found = sector_evidence(pd.Series(["某某研究院有限公司", "Haier"]))
    >>> found["sector_rule"].fillna("-").tolist(), found["sector_certainty"].tolist()
    (['legal form at the end', '-'], ['arguable', 'none'])
    """
    if countries is not None and not names.index.equals(countries.index):
        raise InputError("names and countries do not belong together", expected="two Series with the same index",
                         remedy="take both from one frame")
    # Each name is looked at once, with the few things that its country decides.
    home, japan = _from(countries, _CHINESE, names), _from(countries, ["JP"], names)
    codes, distinct = pd.factorize(names.astype(object))
    distinct = list(distinct)
    keys, units = pd.factorize(codes.astype("int64") * 4 + home * 2 + japan)
    texts = [distinct[unit // 4] if unit >= 0 else None for unit in units]
    decided = _decide(texts, (units % 4) // 2 == 1, units % 2 == 1)
    return decided.iloc[keys].set_axis(names.index)


def _from(countries, wanted, names):
    """Whether each name may be of one of these countries; a country that is not given may be any."""
    if countries is None:
        return np.ones(len(names), dtype="int64")
    return (countries.isna() | countries.isin(wanted)).to_numpy("int64")


def _decide(texts, home, japan):
    """The rules put to each text, in their order."""
    plain, words, packed, cjk = written(texts)
    latin = pc.match_substring_regex(plain, r"[a-z\x{400}-\x{4ff}]").to_numpy(zero_copy_only=False)
    cjk = cjk.to_numpy(zero_copy_only=False)
    answer = _Answer(len(texts))
    for rule, sector_, doubt, pattern, pattern_cjk in RULES:
        if rule == _WEAK_COMPANY:
            _ask_for_persons(answer, (plain, words, packed), home, japan)
        matter = answer.open_to(sector_, doubt)
        fits = _fits(words, pattern, latin & matter) | _fits(packed, pattern_cjk, cjk & matter)
        answer.add(rule, sector_, doubt, fits)
    return answer.frame()


def _ask_for_persons(answer, texts, home, japan):
    """Names of persons come before the weak words for a company: a surname may be such a word."""
    plain, words, packed = texts
    undecided = answer.open_to("individual", "always")
    undecided &= ~_fits(words, NO_PERSON, undecided) & ~_fits(packed, PLACE, undecided)
    for rule, doubt, script, pattern in PERSONS:
        may = {"chinese": home, "japanese": japan}.get(script, np.ones(len(home), dtype=bool))
        answer.add(rule, "individual", doubt, _fits(plain, pattern, undecided & may))
        undecided &= answer.open_to("individual", "always")


def _fits(texts, pattern, where):
    """Whether the pattern stands in each text; only those that `where` says are looked at."""
    fits = np.zeros(len(texts), dtype=bool)
    if pattern != NONE and where.any():
        chosen = texts.filter(pa.array(where))
        fits[where] = pc.match_substring_regex(chosen, pattern).to_numpy(zero_copy_only=False)
    return fits


class _Answer:
    """What the rules have said so far: the first that fits decides, later ones may raise a doubt."""

    def __init__(self, size):
        self.by = [(None, "unknown", "never")]  # rules in their order; the first stands for none
        self.rule = np.zeros(size, dtype="int64")
        self.doubted = np.zeros(size, dtype=bool)

    def open_to(self, sector_, doubt):
        """Texts for which a rule of this sector can still decide, or raise a doubt."""
        if doubt == "always":
            return self.rule == 0
        open_ = [number == 0 or (earlier != sector_ and doubtful in ("any", sector_))
                 for number, (_, earlier, doubtful) in enumerate(self.by)]
        return np.array(open_)[self.rule] & ~self.doubted

    def add(self, rule, sector_, doubt, fits):
        """The rule decides the texts that it fits and that no earlier one has decided; the others it puts in doubt."""
        new = fits & (self.rule == 0)
        self.doubted |= fits & ~new if doubt != "always" else new
        self.rule[new] = len(self.by)
        self.by.append((rule, sector_, doubt))

    def frame(self):
        rules, sectors, _ = (np.array(column, dtype=object) for column in zip(*self.by, strict=True))
        certainty = np.where(self.rule == 0, "none", np.where(self.doubted, "arguable", "high"))
        return pd.DataFrame({"sector": sectors[self.rule], "sector_rule": rules[self.rule],
                             "sector_certainty": certainty}).astype("str")
