"""Who there is and what happened to them: firms in clusters, what each owns, buys, imports and sells, and when.

An organisation is a number: ten roles for each firm, then the pools that all firms share.
"""

from dataclasses import dataclass

import numpy as np

from ..vocabulary import ROUTES

# What belongs to the story of one firm, in this order. The licensor and the supplier sell it technology; the ally is
# its partner in an alliance and a venture; the seller owned the target before.
ROLES = ("head", "home", "abroad", "venture", "target", "sold", "licensor", "supplier", "ally", "seller")
OWN_ROLES = ("head", "home", "abroad")
POOLS = {"university": 30, "institute": 10, "domestic": 60, "foreign": 60, "person": 200}
FIELDS = ("home", "second", "licence", "equipment", "alliance", "target")
FIRST, LAST = (np.datetime64(day, "D").astype(int) for day in ("1995-01-01", "2019-12-31"))
YEAR = 365.25
# Years (from, to) in which the turning points of a firm lie, so that the windows after them end within the study.
_TURNS = {"licence": (1996, 2004), "equipment": (2001, 2008), "alliance": (2000, 2012), "venture": (1998, 2008),
          "closing": (2004, 2013), "sale": (2006, 2014)}
# ASSUME: In a made-up study half of the units are original, the other routes have 4 to 12%, as the events of the
# default study have them in their order of size.
SHARES = {"original": 0.50, "absorption": 0.12, "research_partnership": 0.10, "cluster_partnership": 0.05,
          "foreign_alliance": 0.10, "foreign_acquisition": 0.06, "other": 0.07}


@dataclass(frozen=True)
class World:
    """Firms (as arrays, one entry a firm) and the days of what happened to them (numbers from 1970)."""

    cluster: np.ndarray
    size: np.ndarray  # share of all units
    mix: np.ndarray  # firms x routes
    days: dict

    @property
    def firms(self):
        return len(self.cluster)

    def of(self, firm, role):
        """The number of an organisation by firm and role."""
        return np.asarray(firm) * len(ROLES) + ROLES.index(role)

    def pool(self, name):
        """The numbers of a pool of organisations: (first, how many)."""
        names = list(POOLS)
        return self.firms * len(ROLES) + sum(POOLS[other] for other in names[:names.index(name)]), POOLS[name]

    def field(self, firm, name):
        """The number of a technological field by firm and use."""
        return np.asarray(firm) * len(FIELDS) + FIELDS.index(name)

    def draw(self, random, name, n):
        """`n` organisations of a pool."""
        first, size = self.pool(name)
        return first + random.integers(0, size, n)

    def rival(self, random, firm):
        """Another firm of the same cluster for each; the firm itself where it is alone."""
        members = [np.flatnonzero(self.cluster == cluster) for cluster in range(self.cluster.max() + 1)]
        size = np.array([len(own) for own in members])[self.cluster[firm]]
        place = np.zeros(self.firms, dtype=int)
        for own in members:
            place[own] = np.arange(len(own))
        step = 1 + np.floor(random.random(len(firm)) * np.maximum(size - 1, 0)).astype(int)
        table = np.zeros((len(members), max(map(len, members))), dtype=int)
        for row, own in enumerate(members):
            table[row, :len(own)] = own
        return table[self.cluster[firm], (place[firm] + np.minimum(step, size - 1)) % size]


def make_world(random, clusters, firms, shares, concentration, spread):
    """Firms with sizes, mixes and days.

    Parameters
    ----------
    random : generator; clusters : how many; firms : how many in each.
    shares : {route: share} or one such dict a cluster.
    concentration : how alike firms of a cluster are; the mix of a firm is Dirichlet(concentration x shares).
    spread : standard deviation of the log of firms' sizes.
    """
    listed = [shares] * clusters if isinstance(shares, dict) else list(shares)
    wanted = np.array([[one.get(route, 0.0) for route in ROUTES] for one in listed], dtype=float)
    wanted /= wanted.sum(axis=1, keepdims=True)
    cluster = np.repeat(np.arange(clusters), firms)
    drawn = random.standard_gamma(np.maximum(concentration * wanted[cluster], 1e-9)) * (wanted[cluster] > 0)
    size = random.lognormal(0, spread, len(cluster))
    days = {name: _day(random, first, last, len(cluster)) for name, (first, last) in _TURNS.items()}
    return World(cluster, size / size.sum(), drawn / drawn.sum(axis=1, keepdims=True), days)


def _day(random, first, last, n):
    low, high = (np.datetime64(f"{year}-01-01", "D").astype(int) for year in (first, last))
    return random.integers(low, high, n)
