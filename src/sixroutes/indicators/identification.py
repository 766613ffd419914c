"""What each kind of data can show of each route, worked out from the data themselves.

Each route has a function that looks at the facts of the data and gives (bound, English, Chinese); no number in a
sentence is typed.
"""

from dataclasses import dataclass

import pandas as pd

from ..schemas import CONTRACTS, check
from ..vocabulary import ROUTES, label

# ASSUME: A cluster with fewer than ten counted events is said to have thin evidence; few rows mean that little was
# documented, not that little happened.
FEW_EVENTS = 10
# Patents of firms have two to three inventors on average; a source with clearly fewer does not list them all.
FEW_INVENTORS = 1.5


@dataclass(frozen=True)
class PatentFacts:
    """What the patents of a study hold: numbers that the sentences are made of."""

    counted: int  # patents counted
    by_route: dict  # patents counted per route
    citations: int  # rows of the citation table
    offices: tuple  # offices that published them
    rivals: int  # patents with two or more core groups of one cluster
    outside: int  # patents with an independent partner
    inventors: float | None  # inventors listed per patent
    classes: int = 0  # patents with a class
    imports: int | None = None  # counted imports; None where nobody asked
    firms: int = 0  # firms with counted patents
    importers: int = 0  # of these, with a counted import
    takeovers: int | None = None  # counted foreign acquisitions


def identify(assignments, clusters, patents=None, citations=None, inventors=None, applicant_groups=None,
             classifications=None, events=None, partner_groups=None):
    """The table `identification` for the kinds of data that the study has.

    Parameters
    ----------
    assignments : rows that count, of the study's clusters.
    clusters : table `clusters`.
    patents, citations, inventors, applicant_groups, classifications, events, partner_groups : tables of the earlier
        stages; None or empty where there are none.
    """
    rows = []
    counted = assignments[assignments["unit_kind"] == "patent"]
    if len(counted):
        facts = patent_facts(counted, patents, citations, inventors, applicant_groups, classifications, events,
                             partner_groups)
        rows += [("patent", route, *_patent_route(route, facts)) for route in ROUTES]
    counted = assignments[assignments["unit_kind"] == "event"]
    if len(counted):
        rows += [("event", route, "point", *_event_sentence(counted, clusters, route)) for route in ROUTES]
    frame = pd.DataFrame(rows, columns=["unit_kind", "route", "bound", "reason_en", "reason_zh"])
    frame.insert(2, "identified", frame["bound"] != "not identified")
    return check(frame, CONTRACTS["identification"])


def patent_facts(counted, patents, citations, inventors, applicant_groups, classifications=None, events=None,
                 partner_groups=None):
    """The numbers behind the sentences, for the patents counted."""
    units = set(counted["unit_id"])
    parties = _of(applicant_groups, "patent_id", units)
    parties = parties[parties["organisation_id"].notna()] if len(parties) else parties
    offices = tuple(sorted(set(_of(patents, "patent_id", units).get("office", []))))
    listed = _of(inventors, "patent_id", units)
    return PatentFacts(
        counted=len(units), by_route=counted.groupby("route")["unit_id"].nunique().to_dict(), offices=offices,
        citations=len(_of(citations, "citing_id", units)), rivals=_with_several(_core(parties)),
        outside=outside_partner(parties), inventors=len(listed) / len(units) if len(listed) else None,
        classes=_of(classifications, "patent_id", units)["patent_id"].nunique(), firms=counted["firm_id"].nunique(),
        **_event_facts(events, partner_groups, set(counted["firm_id"])))


def _event_facts(events, partner_groups, firms):
    """How many imports and takeovers are documented, and of how many of the firms."""
    if events is None or partner_groups is None:
        return {}
    counted = events[events["status"] == "counted"]
    imports = counted.loc[counted["event_type"].isin(["licence_in", "equipment_import"]), "event_id"]
    focal = partner_groups[(partner_groups["party"] == "focal") & partner_groups["event_id"].isin(imports)]
    return dict(imports=len(imports), importers=len(firms & set(focal["firm_id"].dropna())),
                takeovers=int((counted["event_type"] == "foreign_acquisition").sum()))


def _of(frame, column, units):
    return frame[frame[column].isin(units)] if frame is not None and len(frame) else pd.DataFrame(columns=[column])


def _core(parties):
    return parties[parties["role"] == "core"] if len(parties) else parties


def _with_several(parties):
    """Patents with two or more groups of one cluster."""
    if not len(parties):
        return 0
    groups = parties.groupby(["patent_id", "cluster_id"])["group_id"].nunique()
    return int(groups[groups > 1].reset_index()["patent_id"].nunique())


def outside_partner(parties):
    """Patents with applicants of two or more groups, individuals left out.

    Parameters
    ----------
    parties : rows of applicant_groups whose organisation is known.
    """
    if not len(parties):
        return 0
    return int((parties[parties["sector"] != "individual"].groupby("patent_id")["group_id"].nunique() > 1).sum())


def _patent_route(route, facts):
    bound, en, zh = _PATENT_SENTENCES[route](facts)
    more_en, more_zh = _census(facts)
    return (bound, en, zh) if bound == "not identified" else (bound, f"{en} {more_en}".strip(), f"{zh}{more_zh}")


def _n(facts, route):
    return facts.by_route.get(route, 0)


def _original(facts):
    hidden = [other for other in ("absorption", "cluster_partnership")
              if _PATENT_SENTENCES[other](facts)[0] == "not identified"]
    if not hidden:
        return ("point", f"{_n(facts, 'original'):,} of {facts.counted:,} counted patents belong to one group alone.",
                f"计入的{facts.counted:,}件专利中，{_n(facts, 'original'):,}件只属于一个集团。")
    return ("upper bound", f"{_n(facts, 'original'):,} of {facts.counted:,} counted patents belong to one group alone; "
            f"what the data cannot show ({_listed(hidden, 'en')}) is among them.",
            f"计入的{facts.counted:,}件专利中，{_n(facts, 'original'):,}件只属于一个集团；"
            f"数据无法识别的路径（{_listed(hidden, 'zh')}）也混在其中。")


def _listed(routes, language):
    return (", " if language == "en" else "、").join(label(ROUTES, route, language) for route in routes)


def _absorption(facts):
    if facts.imports == 0:
        return ("not identified", "No import is documented, so no patent can be traced to one.",
                "没有记载的技术引进，无法追溯任何专利。")
    if facts.citations or _n(facts, "absorption"):
        en, zh = _importers(facts)
        more_en, more_zh = _no_links(facts)
        return ("lower bound", f"{facts.citations:,} citations are at hand and {_n(facts, 'absorption'):,} patents "
                f"follow a documented import; imports that no event documents are missed.{en}{more_en}",
                f"共有{facts.citations:,}条引文，{_n(facts, 'absorption'):,}件专利可追溯到有记载的技术引进；"
                f"未记载的引进无法识别。{zh}{more_zh}")
    return ("not identified", f"The {facts.counted:,} counted patents come with {facts.citations:,} citations and no "
            "licence records, so none can be traced to an imported technology.",
            f"计入的{facts.counted:,}件专利只附有{facts.citations:,}条引文，也没有许可记录，无法追溯到引进的技术。")


def _importers(facts):
    """How many firms have no documented import: for them absorption is not known, not zero."""
    without = facts.firms - facts.importers
    if facts.imports is None or not without:
        return "", ""
    return (f" {without:,} of {facts.firms:,} firms have no documented import: for them the route is not identified.",
            f"{facts.firms:,}家企业中有{without:,}家没有记载的引进，其此路径无法识别。")


def _no_links(facts):
    """What rules cannot fire, because the source lists no citations, inventors or classes."""
    lacking = [(not facts.citations, "citations", "引文"), (facts.inventors is None, "inventors", "发明人"),
               (not facts.classes, "classes", "分类")]
    en = ", no ".join(english for missing, english, _ in lacking if missing)
    zh = "、".join(chinese for missing, _, chinese in lacking if missing)
    return (f" The source has no {en}: rules of level B that ask for them cannot fire." if en else "",
            f"数据源没有{zh}：需要它们的B级规则无法成立。" if zh else "")


def _cluster_partnership(facts):
    en = f"{facts.rivals:,} of {facts.counted:,} counted patents join two or more core groups of one cluster"
    zh = f"计入的{facts.counted:,}件专利中，{facts.rivals:,}件由同一集群的两个以上核心集团共同申请"
    if not facts.rivals and not _n(facts, "cluster_partnership"):
        return ("not identified", en + "; cooperation without a joint application leaves no trace here.",
                zh + "；没有共同申请的合作在此不留痕迹。")
    return ("lower bound", en + "; cooperation without a joint application is missed.",
            zh + "；没有共同申请的合作未能计入。")


def _partnership(route):
    def sentence(facts):
        en = f"{_n(facts, route):,} counted patents; {facts.outside:,} of {facts.counted:,} have any partner outside."
        zh = f"计入{_n(facts, route):,}件；{facts.counted:,}件中有{facts.outside:,}件存在集团外的伙伴。"
        if len(facts.offices) == 1 and route == "research_partnership":
            en += f" All are from one office ({facts.offices[0]}), where cooperation at home is filed less often."
            zh += f"全部来自一个专利局（{facts.offices[0]}），国内合作较少在此申请。"
        more_en, more_zh = _no_links(facts)
        return ("lower bound", en + " Cooperation without a joint application is missed." + more_en,
                zh + "没有共同申请的合作未能计入。" + more_zh)
    return sentence


def _acquisition(facts):
    en, zh = _no_links(facts)
    return ("lower bound", f"{_n(facts, 'foreign_acquisition'):,} counted patents were filed by units bought abroad or "
            f"draw on them; with {facts.citations:,} citations, what moved to other units is seen only in part.{en}",
            f"计入{_n(facts, 'foreign_acquisition'):,}件由海外并购所得单位申请或以其技术为基础的专利；引文为"
            f"{facts.citations:,}条，转移到其他单位的技术只能部分看到。{zh}")


def _other(facts):
    return ("lower bound", f"{_n(facts, 'other'):,} of {facts.counted:,} counted patents fit none of the six routes; "
            f"{facts.outside:,} have any partner outside.",
            f"计入的{facts.counted:,}件专利中，{_n(facts, 'other'):,}件不属于六种路径；"
            f"{facts.outside:,}件存在集团外的伙伴。")


_PATENT_SENTENCES = {
    "original": _original, "absorption": _absorption, "research_partnership": _partnership("research_partnership"),
    "cluster_partnership": _cluster_partnership, "foreign_alliance": _partnership("foreign_alliance"),
    "foreign_acquisition": _acquisition, "other": _other}


def _census(facts):
    """A warning where the source lists so few inventors that it must follow inventors rather than patents."""
    if facts.inventors is None or facts.inventors >= FEW_INVENTORS:
        return "", ""
    return (f"The source lists {facts.inventors:.2f} inventors per patent: it follows inventor names and is no census.",
            f"数据源平均每件专利只列出{facts.inventors:.2f}名发明人：它按发明人姓名抽取，并非全部专利。")


def _event_sentence(counted, clusters, route):
    units = counted["unit_id"].nunique()
    having = counted.loc[counted["route"] == route, "unit_id"].nunique()
    per_cluster = counted.groupby("cluster_id")["unit_id"].nunique().reindex(clusters["cluster_id"], fill_value=0)
    thin = int((per_cluster < FEW_EVENTS).sum())
    en = f"{having:,} of {units:,} counted events speak for this route."
    zh = f"计入的{units:,}个事件中，{having:,}个支持这一路径。"
    if not thin:
        return en, zh
    return (en + f" {thin:,} of {len(per_cluster):,} clusters have fewer than {FEW_EVENTS} counted events: thin "
            "evidence there is not absence.",
            zh + f"{len(per_cluster):,}个集群中有{thin:,}个的计入事件不足{FEW_EVENTS}个：证据少不等于没有。")
