"""Deals of an export as the tables events, partners, rejected and account of one study."""

import pandas as pd

from ...schemas import CONTRACTS, check
from ...vocabulary import EVENT_TYPES
from ..events import dated
from .coding import Uncoded, code
from .firms import FirmNames
from .shape import Unusable, rejections

_WHO, _WHEN = ("participants", "acquirers", "investor"), ("announced", "completed", "year", "status")
_RANK = {"acquirer": 0, "participant": 0, "licensee": 0, "licensor": 0, "target": 1, "vendor": 2}


def book(deals, facts, clusters=None, base="independent", as_of=None):
    """The deals of the study's firms as events.

    Parameters
    ----------
    deals : Deals; facts : {name: frame} of the curated tables, of which `firms` is used.
    clusters : clusters of the study (None = all); base : evidence base that the events belong to.
    as_of : last day that the study knows of (YYYY-MM-DD).

    Returns
    -------
    dict : `events`, `partners`, `rejected` (deals of others, later ones, and what no event could be made of, with every
        row of the file) and `account`.
    """
    firms = _Firms(facts["firms"], clusters)
    events, partners, gone = [], [], deals.rejected.to_dict("records")
    for deal in deals.deals:
        try:
            event, beside = _event(deal, firms, as_of, deals.columns)
        except Unusable as unusable:
            gone += deals.rejection(deal["deal_id"], unusable)
            continue
        events.append(event)
        partners += [{"event_id": deal["deal_id"], "sequence": place, **one} for place, one in enumerate(beside)]
    rejected = rejections(gone)
    return {"events": _events(events, base, deals.source_file), "partners": _checked("partners", partners),
            "rejected": rejected, "account": deals.account(rejected)}


def _events(events, base, source_file):
    frame = pd.DataFrame(events, columns=[name for name in CONTRACTS["events"].columns
                                          if name not in ("date_precision", "year")])
    frame = frame.assign(evidence_base=base, source_file=source_file)
    return _checked("events", pd.concat([frame.drop(columns="date"), dated(frame["date"])], axis=1))


def _checked(name, rows):
    contract = CONTRACTS[name]
    frame = pd.DataFrame(rows, columns=list(contract.columns))
    return check(frame.sort_values(list(contract.key)), contract)


class _Firms:
    """The large firms: who is one, and which belong to the study."""

    def __init__(self, firms, clusters):
        self.all_names, self.own_names = FirmNames(firms), FirmNames(firms, aliases=False)
        self.cluster = dict(zip(firms["firm"], firms["cluster_id"], strict=True))
        self.chinese = dict(zip(firms["firm"], firms["firm_zh"], strict=True))
        self.inside = {firm for firm, cluster in self.cluster.items() if clusters is None or cluster in clusters}

    # ASSUME: Where a deal names the ultimate parent of a participant and that is a large firm, the participant is taken
    # for the firm. A target or seller is taken for a firm by the firm's own two names only, since the other names of a
    # firm are often those of units that it bought.
    def of(self, participant):
        """The firm that a participant is, or belongs to."""
        if participant["role"] in ("target", "vendor"):
            return self.own_names.find(participant["name"], participant["country"])
        return (self.all_names.find(participant["name"], participant["country"])
                or self.all_names.find(participant["parent"], participant["parent_country"] or participant["country"]))


def _event(deal, firms, as_of, columns):
    """One deal as (event, [partner]).

    Raises
    ------
    Unusable : no firm of the study takes part, it is later than the study knows of, or it has no place in the codebook.
    """
    parties = [{**one, "firm": firms.of(one)} for one in deal["participants"]]
    who, when = (next(field for field in fields if field in columns) for fields in (_WHO, _WHEN))
    focal = _focal(parties, firms, who)
    if as_of and deal["date"] > as_of[:len(deal["date"])]:
        raise Unusable(when, deal["date"], f"after the study's last day, {as_of}", fault=False)
    try:
        coded = code(deal, focal, _others(parties, focal, firms, deal["kind"]))
    except Uncoded as uncoded:
        raise Unusable(who, _named(parties), uncoded.reason, uncoded.fault) from None
    return _row(deal, focal, coded, parties, firms), _partners(coded, firms)


# ASSUME: A deal of several large firms is one event. It is booked under the buyer (of several, the one with the largest
# share, then the first by name); in a cooperation it is booked under the first by name, and the others are its
# partners, who share it.
def _focal(parties, firms, who):
    """The participant under whom the deal is booked."""
    known = [one for one in parties if one["firm"]]
    ours = sorted((one for one in known if one["firm"] in firms.inside),
                  key=lambda one: (_RANK[one["role"]], -(one["stake"] or 0), one["firm"], one["name"]))
    if not ours:
        raise Unusable(who, _named(parties), "the cluster is not part of the study" if known else
                       "no firm of the study takes part", fault=False)
    return ours[0]


def _others(parties, focal, firms, kind):
    """Who takes part besides the firm; its own units only where nobody else does and they may have been others'."""
    others = [one for one in parties if one is not focal and one["firm"] != focal["firm"]]
    if not others and kind != "purchase":
        others = [{**one, "firm": None} for one in parties if one is not focal
                  and firms.own_names.find(one["name"], one["country"]) != focal["firm"]
                  and not (one["parent"] and one["parent"] == focal["parent"])]
    return others


def _named(parties):
    return "; ".join(one["name"] for one in parties if one["name"])[:200]


def _row(deal, focal, coded, parties, firms):
    """The event, but for what is the same for the whole file."""
    # ASSUME: A record of a deal database is one good secondary source, level B; a deal of which it only shows the
    # announcement is not confirmed, level D.
    verified = "no" if coded.status == "unverified" else deal["verified"]
    return dict(event_id=deal["deal_id"], date=deal["date"], cluster_id=firms.cluster[focal["firm"]],
                firm=focal["firm"], event_type=coded.event_type, alternative_type=coded.alternative_type,
                technology=None, description=deal["description"] or _description(focal, coded),
                technology_content=coded.technology_content, stake_percent=coded.stake, verified=verified,
                level="D" if verified == "no" else "B", status=coded.status, status_reason=coded.status_reason,
                twin_of=None, source_url=None, note=_note(deal, focal, parties), source_row=deal["source_row"])


def _description(focal, coded):
    names = ", ".join(one["name"] for one in coded.partners if one["name"]) or "a party not named"
    return f"{focal['firm']}: {EVENT_TYPES[coded.event_type][0]}, {names}."


def _note(deal, focal, parties):
    """How the record names the firm, who else bought or sold, how it is dated, what the room adds, and what differs."""
    said = [f"Named there {focal['name']!r}."] if focal["name"] != focal["firm"] else []
    if focal["role"] == "acquirer":
        for role, words in (("acquirer", "Other buyers"), ("vendor", "Seller")):
            names = [one["name"] for one in parties if one["role"] == role and one is not focal]
            said += [f"{words}: {', '.join(names)}."] if names else []
    said += [f"Dated by its {deal['dated_by']}."] if deal["dated_by"] not in ("closing", "signing") else []
    said += [deal["note"]] if deal["note"] else []
    if deal["contradictions"]:
        said.append(f"Its rows differ in {'; '.join(map(str, deal['contradictions']))}.")
    return " ".join(said) or None


# ASSUME: Of a purchase the targets are the partners; sellers and other buyers stand in the note. The country of a
# partner is that of its ultimate parent where the database gives it.
def _partners(coded, firms):
    """The partners with a name, each once."""
    named = {one["name"]: one for one in reversed(coded.partners) if one["name"]}
    return [dict(raw_name=one["name"], raw_name_zh=firms.chinese.get(one["firm"]),
                 country_coded=one["parent_country"] or one["country"], sector_coded=one["sector"])
            for one in reversed(named.values())]
