"""The founding paper as a test: each of its claims put to its own events and to events that it did not use."""

import math
from dataclasses import dataclass

import pandas as pd

from ..errors import InputError
from ..schemas import CONTRACTS, check
from ..vocabulary import ROUTES, SIX_ROUTES, label
from .usage import ranks

# ASSUME: The paper calls three routes generally lacking; here a route is lacking when it has less than a tenth of the
# weight and is not among the first three of the six, because the paper speaks of scarcity, not of zero.
LACKING_SHARE = 0.10
LACKING_RANK = 3
# ASSUME: Fewer than five units are too few to say that a route is lacking.
FEW_UNITS = 5
# ASSUME: An independent event stands for a dated claim when firm and route agree and its year is within two years.
YEARS_APART = 2


@dataclass(frozen=True)
class Evidence:
    """One body of evidence in one period, with what the tests look up."""

    base: str
    period: str
    first: int
    last: int
    rows: pd.DataFrame  # assignments of the block
    shares: pd.DataFrame  # usage of the block, indexed by route, with rank
    partners: pd.DataFrame  # partner_groups with names
    firms: pd.DataFrame
    clusters: pd.DataFrame
    claims: pd.DataFrame

    @property
    def n(self):
        """Weight of the block."""
        return math.fsum(self.rows["weight"])

    @property
    def own(self):
        """Whether it is the paper's own evidence."""
        return self.base == "founding_paper"


def paper_year(claims):
    """Year as of which the paper speaks, from its claims about the whole."""
    years = claims.loc[claims["year_precision"] == "as-of paper", "year_seed"]
    return int(years.str[:4].max()) if len(years) else None


def replicate(claims, blocks, usage, partner_groups, organisations, clusters, firms, periods):
    """The table `replication`: every claim by body of evidence and period, with verdict and reason.

    Parameters
    ----------
    claims : facts_claims.
    blocks : event assignments that count, once per block (see `counting.in_blocks`).
    usage : table `usage`.
    partner_groups, organisations, clusters, firms : tables of `organisations`.
    periods : list of {"name", "first", "last"}. The paper's own evidence is tested in the period that holds the
        paper's year only.

    Raises
    ------
    InputError : a claim names a test that is not known.
    """
    named = partner_groups.merge(organisations[["organisation_id", "name_en", "name_zh"]], on="organisation_id",
                                 how="left")
    rows = []
    for base, period in _bodies(claims, blocks, periods):
        evidence = _evidence(base, period, blocks, usage, named, firms, clusters, claims)
        rows += [_row(claim, evidence) for claim in claims.itertuples()]
    frame = pd.DataFrame(rows, columns=list(CONTRACTS["replication"].columns))
    return check(frame, CONTRACTS["replication"])


def _bodies(claims, blocks, periods):
    year = paper_year(claims)
    for base in ("founding_paper", "independent"):
        if base in set(blocks["evidence_base"]):
            for period in periods:
                if base == "independent" or year is None or period["first"] <= year <= period["last"]:
                    yield base, period


def _evidence(base, period, blocks, usage, partners, firms, clusters, claims):
    def mine(frame):
        return frame[(frame["cluster_id"] == "all") & (frame["evidence_base"] == base)
                     & (frame["period"] == period["name"])]
    table = mine(usage)
    table = table[(table["counting"] == "fractional") & (table["unit_kind"] == "event")].set_index("route")
    table = table.assign(rank=ranks(table["share"].reindex(list(SIX_ROUTES))))
    return Evidence(base, period["name"], period["first"], period["last"], mine(blocks), table, partners, firms,
                    clusters, claims)


def _row(claim, evidence):
    if claim.test not in TESTS:
        raise InputError(f"unknown test {claim.test!r}", file="claims", column="test", expected=", ".join(TESTS))
    verdict, en, zh = TESTS[claim.test](claim, evidence)
    routes = _routes(claim)
    one = evidence.shares.loc[routes[0]] if len(routes) == 1 and claim.test != "not_testable" else None
    return dict(claim_id=claim.claim_id, evidence_base=evidence.base, period=evidence.period,
                route=routes[0] if len(routes) == 1 else None, statement=claim.statement, quote_zh=claim.quote_zh,
                verdict=verdict, share=None if one is None else one["share"], low=None if one is None else one["low"],
                high=None if one is None else one["high"], rank=None if one is None else one["rank"], n=evidence.n,
                reason_en=en, reason_zh=zh)


def _routes(claim):
    return claim.route_claimed.split("|") if isinstance(claim.route_claimed, str) else []


def _verdict(holds):
    return "reproduced" if holds else "not reproduced"


def _names(routes, language):
    return (", " if language == "en" else "、").join(label(ROUTES, route, language) for route in routes)


def _core_firms(claim, evidence):
    """The core firms listed for the cluster are the ones that the claim names, as many as it says."""
    core = evidence.firms[evidence.firms["cluster_id"].isin(evidence.clusters["cluster_id"])
                          & (evidence.firms["role"] == "core")].sort_values("firm_id")
    named = core["firm"].str.removesuffix(" Group").map(lambda firm: firm in claim.statement)
    active = core["firm_id"].isin(evidence.rows["firm_id"]).sum()
    holds = len(core) > 0 and named.all() and len(core) == claim.quantity
    return (_verdict(holds), f"{named.sum()} of the {len(core)} core firms listed are named in the claim; {active} of "
            f"them have events in this body of evidence.",
            f"所列{len(core)}家核心企业中，{named.sum()}家见于该论断；其中{active}家在这组证据中有事件。")


def _routes_in_use(claim, evidence):
    """Each route that the claim names carries some weight."""
    if evidence.n <= 0:
        return "not testable", "There is no event in this body of evidence.", "这组证据中没有事件。"
    weight = evidence.shares["weight"]
    used = [route for route in _routes(claim) if weight[route] > 0]
    parts_en = ", ".join(f"{label(ROUTES, route, 'en')} {weight[route]:.1f}" for route in _routes(claim))
    parts_zh = "、".join(f"{label(ROUTES, route, 'zh')}{weight[route]:.1f}" for route in _routes(claim))
    return (_verdict(len(used) == len(_routes(claim))), f"{len(used)} of the {len(_routes(claim))} routes are in use; "
            f"weights out of {evidence.n:.1f}: {parts_en}.",
            f"{len(_routes(claim))}种路径中有{len(used)}种被采用；在总权重{evidence.n:.1f}中：{parts_zh}。")


def _route_lacking(claim, evidence):
    """The route has a small share and a low rank; the reason says whether the interval excludes a larger share."""
    route = evidence.shares.loc[_routes(claim)[0]]
    if not route["n_units"] >= FEW_UNITS:
        return ("not testable", f"{route['n_units']} events are fewer than {FEW_UNITS}.",
                f"事件只有{route['n_units']}个，不足{FEW_UNITS}个。")
    lacking = route["share"] < LACKING_SHARE and route["rank"] > LACKING_RANK
    sure = route["high"] < LACKING_SHARE
    en = (f"Share {route['share']:.1%}, rank {route['rank']} of {len(SIX_ROUTES)}, {route['n_units']} events; the "
          f"interval reaches {route['high']:.1%}")
    zh = (f"份额{route['share']:.1%}，在{len(SIX_ROUTES)}种路径中列第{route['rank']}，事件{route['n_units']}个；"
          f"区间上限为{route['high']:.1%}")
    if not lacking:
        return "not reproduced", en + ".", zh + "。"
    return ("reproduced", en + (f", so a share of {LACKING_SHARE:.0%} can be ruled out." if sure else
                                f": the evidence is too thin to rule out a share of {LACKING_SHARE:.0%}."),
            zh + (f"，可以排除{LACKING_SHARE:.0%}的份额。" if sure else
                  f"：证据太少，不能排除{LACKING_SHARE:.0%}的份额。"))


def _event_route(claim, evidence):
    return (_own_event if evidence.own else _independent_event)(claim, evidence)


def _own_event(claim, evidence):
    """The rules give the claimed event the route that the paper gives it."""
    found = evidence.rows[evidence.rows["unit_id"] == claim.claim_id]
    if found.empty:
        return "not testable", "The claim is not among the events.", "该论断不在事件之中。"
    routes = [route for route in ROUTES if route in set(found["route"])]
    return (_verdict(set(_routes(claim)) == set(routes)),
            f"The rules assign: {_names(routes, 'en')}; the paper says: {_names(_routes(claim), 'en')}.",
            f"按规则判为：{_names(routes, 'zh')}；论文称：{_names(_routes(claim), 'zh')}。")


def _independent_event(claim, evidence):
    """An independent event of the same firm and route, near the paper's year, or with the same partner if undated."""
    firm = evidence.firms.loc[evidence.firms["firm"] == claim.firm, "firm_id"]
    rows = evidence.rows[evidence.rows["firm_id"].isin(firm) & evidence.rows["route"].isin(_routes(claim))]
    partners = _partner_groups(claim, evidence)
    matches = evidence.partners[evidence.partners["event_id"].isin(rows["unit_id"])
                                & evidence.partners["group_id"].isin(partners)]["event_id"]
    year = int(claim.year_seed[:4]) if isinstance(claim.year_seed, str) and claim.year_seed[:4].isdigit() else None
    if year is not None and not evidence.first <= year <= evidence.last:
        return ("not testable", f"The claim is about {year}, outside this period.",
                f"该论断所述为{year}年，不在此时期内。")
    if year is not None:
        matches = rows.loc[(rows["year"] - year).abs() <= YEARS_APART, "unit_id"]
    found = sorted(set(matches))
    if found:
        years = "" if year is None else f" within {YEARS_APART} years of {year}"
        return ("reproduced", f"{len(found)} independent events of {claim.firm} on this route{years}"
                f"{'' if year is not None else ' with the same partner'}: {', '.join(found)}.",
                f"有{len(found)}个独立事件与之相符（{'年份相近' if year is not None else '伙伴相同'}）："
                f"{'、'.join(found)}。")
    if year is None:
        return ("not testable", "The claim gives no year, and no independent event on this route has the same partner.",
                "论断没有年份，也没有伙伴相同的独立事件。")
    return ("not reproduced", f"No independent record of {claim.firm} on this route within {YEARS_APART} years of "
            f"{year}.", f"{year}年前后{YEARS_APART}年内没有该企业这一路径的独立记录。")


def _partner_groups(claim, evidence):
    """Groups of the claim's partner: of the claimed event itself, and of whoever has its name."""
    if not isinstance(claim.partner_en, str):
        return set()
    parties = evidence.partners[evidence.partners["party"] == "partner"]
    own = parties["event_id"] == claim.claim_id
    named = pd.concat([parties["raw_name"], parties["name_en"]], axis=1).apply(
        lambda names: names.str.casefold() == claim.partner_en.casefold()).any(axis=1)
    return set(parties.loc[own | named, "group_id"].dropna())


def _typology(claim, evidence):
    """The routes named are the six; the reason says how much of the evidence they cover."""
    holds = set(_routes(claim)) == set(SIX_ROUTES) and claim.quantity == len(SIX_ROUTES)
    if evidence.n <= 0:
        return "not testable", "There is no event in this body of evidence.", "这组证据中没有事件。"
    covered = 1 - evidence.shares.loc["other", "share"]
    used = int((evidence.shares["weight"].reindex(list(SIX_ROUTES)) > 0).sum())
    return (_verdict(holds), f"The six routes cover {covered:.1%} of the weight of {evidence.n:.1f}; {used} of them "
            "are met.", f"六种路径覆盖总权重{evidence.n:.1f}的{covered:.1%}；其中{used}种出现。")


def _partner_count(claim, evidence):
    """As many distinct partners of the firm on the route as the claim says."""
    if evidence.own:
        same = evidence.claims[(evidence.claims["firm"] == claim.firm) & evidence.claims["partner_en"].notna()
                               & (evidence.claims["route_claimed"] == claim.route_claimed)
                               & (evidence.claims["claim_id"] != claim.claim_id)]
        named = same["partner_en"].nunique()
        return (_verdict(True) if named >= claim.quantity else "not testable",
                f"The paper names {named} of {claim.quantity:.0f} partners.",
                f"论文所称的{claim.quantity:.0f}家伙伴中，只列出{named}家。")
    firm = evidence.firms.loc[evidence.firms["firm"] == claim.firm, "firm_id"]
    units = evidence.rows[evidence.rows["firm_id"].isin(firm) & evidence.rows["route"].isin(_routes(claim))]["unit_id"]
    parties = evidence.partners[(evidence.partners["party"] == "partner") & evidence.partners["event_id"].isin(units)]
    found = parties.loc[parties["owner_territory"].isin(["foreign", "hmt"]), "group_id"].nunique()
    return (_verdict(found >= claim.quantity), f"{found} distinct partners from outside the mainland are on record for "
            f"{claim.firm} on this route, in any technology; the claim says {claim.quantity:.0f}.",
            f"有记录的该企业这一路径境外伙伴共{found}家（不限技术领域）；论断称{claim.quantity:.0f}家。")


def _not_testable(claim, evidence):
    kinds = {"normative": ("It is advice, not a statement of fact.", "这是建议，不是事实陈述。"),
             "qualitative": ("It is a judgement without a measure that these data hold.",
                             "这是评价，数据中没有相应的量度。"),
             "context": ("It is about the surroundings, not about the routes of these firms.",
                         "它说的是背景，而非这些企业的路径。")}
    en, zh = kinds.get(claim.claim_kind, ("It states an output for which these data hold no count.",
                                          "它陈述的是产出，数据中没有相应的计数。"))
    return "not testable", en, zh


TESTS = {"core_firms": _core_firms, "routes_in_use": _routes_in_use, "route_lacking": _route_lacking,
         "event_route": _event_route, "typology": _typology, "partner_count": _partner_count,
         "not_testable": _not_testable}
