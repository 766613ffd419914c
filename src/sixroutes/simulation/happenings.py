"""Events of made-up firms, each with the routes that it speaks for; those that patents follow from come first."""

import numpy as np
import pandas as pd

from ..vocabulary import ROUTES
from .facts import frame
from .symbols import symbol

# Ways in which a route shows in an event: (type, who takes part, technology content, stake).
_WAYS = {
    "original": [("own_core_technology", (), "yes", None), ("rd_centre", (), "yes", None)],
    "absorption": [("licence_in", ("foreign",), "yes", None), ("equipment_import", ("foreign",), "yes", None),
                   ("reinnovation", ("foreign",), "yes", None)],
    "research_partnership": [("university_cooperation", ("university",), "yes", None),
                             ("national_programme", ("institute", "university"), "yes", None)],
    "cluster_partnership": [("large_firm_cooperation", ("rival",), "yes", None)],
    "foreign_alliance": [("foreign_alliance", ("foreign",), "yes", None),
                         ("foreign_joint_venture", ("foreign",), "yes", 50),
                         ("foreign_minority_stake", ("foreign",), "yes", 20)],
    "foreign_acquisition": [("foreign_acquisition", ("foreign",), "yes", 100)],
    "other": [("foreign_joint_venture", ("foreign",), "no", 50), ("foreign_alliance", ("foreign",), "no", None),
              ("domestic_acquisition", ("domestic",), "yes", 100),
              ("large_firm_cooperation", ("domestic",), "yes", None),
              ("foreign_acquisition", ("foreign",), "no", 100)],
}
# What happened to every firm and what its patents may follow from: (type, who, day, field, stake, route).
STORY = [("licence_in", "licensor", "licence", "licence", None, "absorption"),
         ("equipment_import", "supplier", "equipment", "equipment", None, "absorption"),
         ("foreign_alliance", "ally", "alliance", "alliance", None, "foreign_alliance"),
         ("foreign_joint_venture", "ally", "venture", "alliance", 49, "foreign_alliance"),
         ("foreign_acquisition", "target", "closing", "target", 100, "foreign_acquisition")]
COLUMNS = ["firm", "date", "event_type", "who", "technology", "technology_content", "stake_percent", "judgement",
           "twin_of", "routes", "rival", "description"]
SHARE_OF_TWINS = SHARE_OF_FAILED = 0.03


def happen(random, world, n):
    """Events as rows of COLUMNS: the story of every firm, then others by the firms' mixes, `n` in all or more."""
    rows = [_of_story(world, firm, *told) for firm in range(world.firms) for told in STORY]
    more = max(0, n - len(rows))
    firms = np.sort(random.choice(world.firms, more, p=world.size))
    rows += [_free(random, world, firm) for firm in firms]
    events = pd.DataFrame(rows, columns=COLUMNS)
    events["event_id"] = [f"event{place:06d}" for place in range(len(events))]
    return pd.concat([events, _again(random, events, "twin", SHARE_OF_TWINS),
                      _again(random, events, "failed", SHARE_OF_FAILED)], ignore_index=True)


def _of_story(world, firm, event_type, who, day, field, stake, route):
    date = world.days[day][firm].astype("datetime64[D]")
    told = f"announced {date - 120}, closed {date}" if day in ("closing", "venture") else f"signed {date}"
    technology = f"technology of {symbol(world.field(firm, field))}"
    return (firm, str(date), event_type, [int(world.of(firm, who))], technology, "yes", stake, "count", None,
            {route: 1.0}, -1, told)


def _free(random, world, firm):
    """An event by the mix of its firm; it opens no window for a patent, because its partner files none."""
    route = list(ROUTES)[int((random.random() > world.mix[firm].cumsum()[:-1]).sum())]
    ways = _WAYS[route]
    event_type, who, content, stake = ways[int(random.integers(0, len(ways)))]
    rival = int(world.rival(random, np.array([firm]))[0]) if "rival" in who else -1
    routes = {route: 1.0}
    if rival == firm:  # a firm alone in its cluster works with somebody else
        who, rival, routes = ("domestic",), -1, {"other": 1.0}
    if rival >= 0 and random.random() < 0.3:
        event_type, who = "national_programme", ("university", "university", "rival")
        routes = {"research_partnership": 0.5, "cluster_partnership": 0.5}
    partners = [int(world.of(rival, "head")) if kind == "rival" else int(world.draw(random, kind, 1)[0])
                for kind in who]
    year = int(random.integers(1990, 2020))
    return (firm, str(year), event_type, list(dict.fromkeys(partners)), "other technology", content, stake, "count",
            None, routes, rival, "made up")


def _again(random, events, judgement, share):
    """Rows that must not count: the same event told twice, or a deal that failed."""
    rows = events[random.random(len(events)) < share].copy()
    rows["judgement"] = judgement
    rows["twin_of"] = rows["event_id"] if judgement == "twin" else None
    rows["event_id"] = rows["event_id"] + ("t" if judgement == "twin" else "f")
    rows["routes"] = [{} for _ in range(len(rows))]
    return rows


def truth_of_events(events):
    """unit_id, firm, route, weight: shared equally by the firms of a cluster that take part."""
    rows = []
    for event in events.itertuples():
        firms = [event.firm, event.rival] if event.rival >= 0 else [event.firm]
        rows += [(event.event_id, firm, route, weight / len(firms)) for firm in firms
                 for route, weight in event.routes.items()]
    return pd.DataFrame(rows, columns=["unit_id", "firm", "route", "weight"])


def told(random, world, events, known, firms, noise):
    """The curated tables events and event_coding; some rows and partners are missing."""
    seen = events[~(random.random(len(events)) < noise.events)]
    seen = seen[seen["twin_of"].isna() | seen["twin_of"].isin(seen["event_id"])]
    silent = random.random(len(seen)) < noise.partners
    rows = []
    for event, hidden in zip(seen.itertuples(), silent, strict=True):
        who = known.iloc[[] if hidden else event.who]
        firm = firms.iloc[event.firm]
        rows.append(dict(
            event_id=event.event_id, date=event.date, cluster_id=firm["cluster_id"], firm=firm["firm"],
            firm_zh=firm["firm_zh"], event_type=event.event_type, partners=_list(who["name"]),
            partner_countries=_list(who["country"]), partner_sectors=_list(who["sector"]),
            technology=event.technology, description=event.description, stake_percent=event.stake_percent,
            verified="yes", judgement=event.judgement, twin_of=event.twin_of,
            technology_content=event.technology_content))
    made = pd.DataFrame(rows)
    return {"events": frame("facts_events", made), "event_coding": frame("facts_event_coding", made)}


def _list(values):
    return " | ".join(values) or None
