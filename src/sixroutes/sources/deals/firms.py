"""Which participant of a deal is a large firm of the facts: by whole names that are equal after plain normalisation."""

import re
import unicodedata
from functools import lru_cache

from ..facts import SEPARATOR

# Legal forms, taken off the end of a name one after the other; longer ones first where one ends in another.
_LEGAL_FORMS = ("kabushiki kaisha", "company limited", "co ltd", "aktiengesellschaft", "corporation", "incorporated",
                "company", "limited", "group", "gmbh", "corp", "sarl", "grp", "llc", "ltd", "inc", "plc", "pte", "pty",
                "spa", "kk", "co", "ag", "sa", "bv", "nv", "oy", "ab")
_LEGAL_FORMS_ZH = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "公司", "集团")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHORTEST_STEM = {"latin": 4, "cjk": 2}
_HOME = ("CN", "HK", "MO")


@lru_cache(maxsize=1 << 16)
def name_keys(name):
    """A name as it is compared: whole, and without its legal form.

    >>> name_keys("Haier Group Corp."), name_keys("海信集团有限公司")
    (('haiergroupcorp', 'haier'), ('海信集团有限公司', '海信'))
    """
    text = unicodedata.normalize("NFKC", str(name)).casefold().replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", re.sub(r"[.'’]", "", text)).strip()
    stem, before = words, None
    while stem != before:
        before = stem
        stem = next((stem[:-len(form) - 1] for form in _LEGAL_FORMS if stem.endswith(" " + form)), stem)
    stem = stem.replace(" ", "")
    while form := next((form for form in _LEGAL_FORMS_ZH if stem.endswith(form) and stem != form), None):
        stem = stem.removesuffix(form)
    return words.replace(" ", ""), stem


class FirmNames:
    """The names of the large firms, to look participants up.

    Parameters
    ----------
    firms : curated table (facts_firms): names in both languages, and aliases separated by " | ", each of which may name
        several by " / " and say more in brackets.
    aliases : False = only the firm's own two names.

    A name that two firms share stands for neither.
    """

    def __init__(self, firms, aliases=True):
        self._whole, self._stems = {}, {}
        for firm in firms.itertuples():
            for name in _names(firm, aliases):
                whole, stem = name_keys(name)
                self._whole.setdefault(whole, set()).add(firm.firm)
                for key in (whole, stem):
                    self._stems.setdefault(key, set()).add(firm.firm)

    # ASSUME: A participant of a deal is taken for a large firm of the facts only where its whole name, or its whole
    # name without the legal form, equals one of the firm's listed names; parts of names and similar names never do. A
    # seat abroad asks for the whole name, of two words or more; so does a stem as short as TCL without a stated seat.
    def find(self, name, country=None):
        """The firm that a participant is, by its name in firms.csv; None where it is none, or might be two.

        Parameters
        ----------
        name : as the export gives it; country : its seat as an ISO code, None = not stated.

        >>> import pandas as pd
        >>> names = FirmNames(pd.DataFrame([dict(firm="TCL", firm_zh="TCL集团", aliases="Huizhou TCL / 惠州TCL")]))
        >>> names.find("TCL Corp", "CN"), names.find("TCL Corp", "US"), names.find("Huizhou TCL Co., Ltd.")
        ('TCL', None, 'TCL')
        """
        if not name:
            return None
        whole, stem = name_keys(name)
        if country is not None and country not in _HOME:
            found = self._whole.get(whole, set()) if _is_telling(name) else set()
        elif country is None and len(stem) < _SHORTEST_STEM["cjk" if _CJK.search(stem) else "latin"]:
            found = self._whole.get(whole, set())
        else:
            found = self._stems.get(whole) or self._stems.get(stem, set())
        return next(iter(found)) if len(found) == 1 else None


def _names(firm, with_aliases):
    own = [name for name in (firm.firm, firm.firm_zh) if isinstance(name, str)]
    aliases = firm.aliases.split(SEPARATOR) if with_aliases and isinstance(firm.aliases, str) else []
    plain = [re.sub(r"[(（][^)）]*[)）]", " ", alias) for alias in aliases]
    return [name for name in (*own, *aliases, *(part for alias in plain for part in alias.split(" / ")))
            if name.strip()]


def _is_telling(name):
    return len(name.split()) > 1 or bool(_CJK.search(name))
