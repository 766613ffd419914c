"""A made-up study: tables as the stage `sources` gives them, curated facts, and what is true."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..sources.events import read_events
from ..vocabulary import ROUTES
from . import naming, rendering
from .facts import curated, organisations
from .filing import SEVERAL, file_patents
from .happenings import STORY, happen, told, truth_of_events
from .noise import CLEAN
from .world import SHARES, make_world


@dataclass(frozen=True)
class Study:
    """A made-up study.

    Parameters
    ----------
    tables : {name: frame} of the stage `sources`: patents, applicants, inventors, classifications, citations, families,
        events, partners.
    facts : {name: frame} of the curated tables.
    study : what the study's YAML says.
    truth : DataFrame[unit_id, unit_kind, firm_id, cluster_id, route, weight, counted]; weights of a unit sum to 1;
        counted = an invention, or an event.
    shares : DataFrame[unit_kind, cluster_id, route, share]: what the shares are expected to be in the population that
        the firms are drawn from; `all` = all clusters.
    """

    tables: dict
    facts: dict
    study: dict
    truth: pd.DataFrame
    shares: pd.DataFrame


def study(patents=2000, clusters=3, shares=None, seed=1, *, firms=5, events=300, noise=CLEAN, concentration=15.0,
          spread=0.7):
    """A made-up study with planted routes.

    Parameters
    ----------
    patents : families of the firms; others that they cite come on top (a third as many).
    clusters : number of clusters; firms : core firms in each.
    shares : {route: share} (default: SHARES), or a list with one such dict for each cluster.
    seed : the same seed gives the same bytes.
    events : documented events; five of each firm at least, from which patents follow.
    noise : see `Noise`.
    concentration : how alike the firms are: each has a mix of its own, Dirichlet(concentration x shares).
    spread : standard deviation of the log of the firms' sizes.

    Returns
    -------
    Study

    >>> made = study(patents=50, clusters=1, seed=3)
    >>> bool((made.truth.groupby("unit_id")["weight"].sum().round(9) == 1).all())
    True
    """
    plan = planted(patents, clusters, shares, seed, firms=firms, events=events, noise=noise,
                   concentration=concentration, spread=spread)
    facts = plan.facts
    tables = rendering.tables_of(plan.filed, plan.known, plan.names, noise, seed)
    says = read_events(facts["events"], facts["event_coding"])
    tables |= {"events": says["events"], "partners": says["partners"]}
    return Study(tables, facts, _yaml(facts), truth_table(plan), expected_of(plan, shares))


@dataclass(frozen=True)
class Plan:
    """What happened, as numbers; tables are made of it."""

    world: object
    known: pd.DataFrame
    facts: dict
    happened: pd.DataFrame
    filed: object
    names: np.ndarray


def planted(patents, clusters, shares, seed, *, firms=5, events=300, noise=CLEAN, concentration=15.0, spread=0.7):
    """The plan of a study, see `study`."""
    # One generator for each part, so that more events leave the patents as they are.
    for_world, for_patents, for_events, for_noise = (np.random.default_rng([seed, part]) for part in range(4))
    world = make_world(for_world, clusters, firms, shares or SHARES, concentration, spread)
    known = organisations(world)
    facts = curated(world, known)
    happened = happen(for_events, world, events)
    facts |= told(for_noise, world, happened, known, facts["firms"], noise)
    filed = file_patents(for_patents, world, patents)
    return Plan(world, known, facts, happened, filed, naming.variants(for_noise, known["name"], known["name_zh"]))


def truth_table(plan, rows=slice(None)):
    """The truth of a slice of patents; of all events, too, where the slice begins with the first patent."""
    parts = [rendering.truth_of(plan.filed, rows)]
    if not rows.start:
        parts.append(truth_of_events(plan.happened).assign(unit_kind="event", counted=True))
    return _named(pd.concat(parts, ignore_index=True), plan.facts["firms"])


def expected_of(plan, shares=None):
    """What the shares are expected to be, see `Study`."""
    return expected(plan.world, shares or SHARES, int((plan.happened["judgement"] == "count").sum()))


def _yaml(facts):
    return {"study": "made_up", "title": {"en": "A made-up study", "zh": "模拟研究"}, "as_of": "2019-12-31",
            "clusters": facts["clusters"]["cluster_id"].tolist(), "facts": "facts",
            "events": [{"base": "independent", "table": "events"}],
            "periods": [{"name": "1980–2019", "first": 1980, "last": 2019}], "choices": {}}


def _named(truth, firms):
    truth = truth.assign(firm_id=firms["firm_id"].to_numpy()[truth["firm"]],
                         cluster_id=firms["cluster_id"].to_numpy()[truth["firm"]])
    columns = ["unit_id", "unit_kind", "firm_id", "cluster_id", "route", "weight", "counted"]
    return truth[columns].sort_values(["unit_id", "firm_id", "route"], ignore_index=True)


# ---------------------------------------------------------------- what the shares are expected to be

def expected(world, shares, n_events):
    """Expected shares of patents and events, by cluster and in all, over the mixes that firms may have."""
    listed = [shares] * (world.cluster.max() + 1) if isinstance(shares, dict) else list(shares)
    wanted = np.array([[one.get(route, 0.0) for route in ROUTES] for one in listed], dtype=float)
    wanted /= wanted.sum(axis=1, keepdims=True)
    size = np.bincount(world.cluster, world.size)
    n_firms = np.bincount(world.cluster)
    rows = []
    for kind, by_cluster, weight in (("patent", _of_patents(wanted), size),
                                     ("event", *_of_events(wanted, size, n_firms, n_events))):
        every = (by_cluster * weight[:, None]).sum(axis=0) / weight.sum()
        for name, values in [("all", every), *((f"cluster{place:02d}", row) for place, row in enumerate(by_cluster))]:
            rows += [(kind, name, route, value) for route, value in zip(ROUTES, values, strict=True)]
    return pd.DataFrame(rows, columns=["unit_kind", "cluster_id", "route", "share"])


def _of_patents(wanted):
    """Of the patents with a university some are shared with a foreign alliance."""
    moved = np.zeros_like(wanted)
    research, alliance = ROUTES_AT["research_partnership"], ROUTES_AT["foreign_alliance"]
    moved[:, alliance] = wanted[:, research] * SEVERAL / 2
    moved[:, research] = -moved[:, alliance]
    return wanted + moved


def _of_events(wanted, size, n_firms, n_events):
    """The story of every firm, and the rest by its mix; three in ten cluster events are research as well."""
    story = np.zeros(len(ROUTES))
    for *_, route in STORY:
        story[ROUTES_AT[route]] += 1
    free = wanted.copy()
    moved = 0.15 * wanted[:, ROUTES_AT["cluster_partnership"]]
    free[:, ROUTES_AT["cluster_partnership"]] -= moved
    free[:, ROUTES_AT["research_partnership"]] += moved
    rest = size * max(0, n_events - n_firms.sum() * len(STORY))
    weight = n_firms * len(STORY) + rest
    return (n_firms[:, None] * story + rest[:, None] * free) / weight[:, None], weight


ROUTES_AT = {route: place for place, route in enumerate(ROUTES)}
