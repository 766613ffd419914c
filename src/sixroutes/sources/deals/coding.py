"""From a deal and its sides to the codebook: event type, technology content, status, and who is a partner."""

import re
from dataclasses import dataclass, replace

HOME = "CN"
# Words that make a participant a university or institute where no legal form of a company stands beside them.
_RESEARCH = re.compile(r"(?i)\b(universit\w*|institutes?|academy of|college|hochschule|polytechnic)\b"
                       r"|大学|学院|研究院|研究所|科学院")
_COMPANY = re.compile(r"(?i)\b(co|ltd|limited|inc|corp|corporation|company|gmbh|llc|plc|ag)\b\.?|公司|集团")
_ANNOUNCED = "announced; the record does not show that it was closed"


@dataclass(frozen=True)
class Coded:
    """The judgement on one deal: what `events` and `partners` say of it."""

    event_type: str
    partners: list
    technology_content: str
    status: str
    status_reason: str | None = None
    alternative_type: str | None = None
    stake: float | None = None


class Uncoded(ValueError):
    """Why a deal has no place in the codebook; `fault` = something is missing in the row."""

    def __init__(self, reason, fault=True):
        super().__init__(reason)
        self.reason, self.fault = reason, fault


def code(deal, focal, others):
    """The judgement on a deal.

    Parameters
    ----------
    deal : dict (see `shape.DEAL`); focal : the participant that is the firm of the study; others : the participants
        that are not.

    Raises
    ------
    Uncoded : the partner or its country is not given, or the deal is one of the firm with itself.
    """
    coded = _purchase(deal, focal, others) if deal["kind"] == "purchase" else _cooperation(deal, focal, others)
    return _with_course(deal, coded)


# ASSUME: In deal databases a deal that was withdrawn, cancelled or only rumoured has failed; one that is announced or
# pending is unverified, kept and listed but never counted, because a deal starts with its closing.
def _with_course(deal, coded):
    """The judgement with what became of the deal."""
    said = f" ({deal['status_said']})" if deal["status_said"] else ""
    if deal["status"] == "failed":
        return replace(coded, status="failed", status_reason="never carried out, or unwound" + said)
    if deal["status"] == "announced":
        return replace(coded, status="unverified", status_reason=_ANNOUNCED + said)
    return coded


# ---------------------------------------------------------------- purchases

def _purchase(deal, focal, others):
    targets = [one for one in others if one["role"] == "target"]
    if focal["role"] == "acquirer":
        return _bought(deal, focal, targets)
    buyers = [one for one in others if one["role"] == "acquirer"]
    if not buyers:
        raise Uncoded("no buyer is named that is not the firm itself", fault=False)
    # ASSUME: A deal in which shares of the firm itself or of one of its units are bought is a divestment, in which no
    # technology is sought; a foreign stake of 10 to 50% in the firm could be read as an alliance.
    stake = deal["stake_after"]
    alliance = stake is not None and 10 <= stake <= 50 and any(_abroad(one) for one in buyers)
    what = "the firm's own shares change hands" if focal["role"] == "target" else "the firm is the seller"
    return Coded("divestment", buyers, "no", "not_a_route", what, "foreign_alliance" if alliance else None, stake)


# ASSUME: A purchase is entered with the stake that the buyer holds afterwards, since control depends on it: more than
# half is control, half or less is not, and a stake that is not stated is control where the database calls the deal an
# acquisition. Where control was held before, only ownership grows, and the deal is no route.
def _bought(deal, focal, targets):
    stake = focal["stake"] if focal["stake"] is not None and not deal["stake_before"] else deal["stake_after"]
    control = stake > 50 if stake is not None else deal["control"] != "no"
    countries = {one["country"] for one in targets if one["country"]} or {deal["country"]} - {None}
    if not countries:
        said = next((one["country_said"] for one in targets if one["country_said"]), "")
        raise Uncoded(f"the target's country {said!r} is not known" if said else "no country is given for the target")
    # ASSUME: A purchase is foreign where a target lies outside mainland China; Hong Kong, Macao and Taiwan lie outside.
    # The stake in a domestic firm makes a domestic acquisition at any size, which counts for none of the six routes.
    abroad = countries != {HOME}
    kind = ("foreign_acquisition" if control else "foreign_minority_stake") if abroad else "domestic_acquisition"
    unsure = abroad and stake is None and deal["control"] == "unknown"
    alternative = "foreign_minority_stake" if unsure else None
    held = deal["stake_before"] is not None and deal["stake_before"] > 50
    return Coded(kind, targets, deal["technology_content"], "not_a_route" if held else "counted",
                 f"control was held before ({deal['stake_before']:g}%)" if held else None, alternative, stake)


# ---------------------------------------------------------------- joint ventures, alliances, licences

def _cooperation(deal, focal, others):
    partners = [one for one in others if one["role"] not in ("target", "vendor")]
    venture_abroad = deal["kind"] == "joint_venture" and any(_abroad(one) for one in others if one["role"] == "target")
    if not partners and not venture_abroad:
        raise Uncoded("no partner is named that is not the firm itself")
    if deal["kind"] == "licence" and focal["role"] == "licensor":
        return Coded("foreign_alliance", partners, "no", "not_a_route", "the firm grants the licence")
    kind, alternative = _type_of(deal, partners, venture_abroad)
    # ASSUME: An alliance about marketing or sales alone is no route; one about production without technology counts,
    # as production.
    sales = deal["technology_content"] == "no" and deal["sales_only"]
    return Coded(kind, partners, deal["technology_content"], "not_a_route" if sales else "counted",
                 "marketing or sales only" if sales else None, alternative)


# ASSUME: The partners type an alliance: with a firm abroad it is a foreign joint venture or alliance, with a university
# or institute of mainland China a cooperation with a university or institute, with another large firm of the facts or
# any other domestic firm a cooperation of large firms. One with several of these is typed by the university, then by
# the large firm, because the rules then weigh all partners. A licence whose direction is not given is an alliance that
# could be a licence.
def _type_of(deal, partners, venture_abroad):
    """(event type, the other type that could be defended)."""
    abroad = venture_abroad or any(_abroad(one) for one in partners)
    unknown = [one for one in partners if not one["country"] and not one["firm"]]
    if not abroad and unknown:
        said, name = unknown[0]["country_said"], unknown[0]["name"]
        who = repr(name) if name else "a partner"
        raise Uncoded(f"the country {said!r} of {who} is not known" if said else f"no country is given for {who}")
    if deal["kind"] == "joint_venture" and abroad:
        return "foreign_joint_venture", None
    if deal["kind"] == "licence":
        return "licence_in", "foreign_alliance" if abroad else None
    if any(not _abroad(one) and is_research(one) for one in partners):
        return "university_cooperation", None
    if any(one["firm"] for one in partners) or not abroad:
        return "large_firm_cooperation", None
    return "foreign_alliance", "licence_in" if deal["licence"] else None


def is_research(participant):
    """Whether a participant is a university or an institute, by its coded sector or by its name."""
    if participant["sector"]:
        return participant["sector"] in ("university", "institute")
    return bool(_RESEARCH.search(participant["name"])) and not _COMPANY.search(participant["name"])


def _abroad(participant):
    country = participant["parent_country"] or participant["country"]
    return country is not None and country != HOME and not participant["firm"]
