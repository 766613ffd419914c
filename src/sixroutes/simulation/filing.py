"""Patents of the firms, each with the route that it came by, and of those whom they cite; numbers only.

Rows of the firms come first, then the background: what licensors, suppliers, allies and targets filed before, what a
unit filed after it was sold, and what universities filed alone. A background row is found by arithmetic.
"""

from dataclasses import dataclass

import numpy as np

from ..vocabulary import ROUTES
from .world import FIRST, LAST, YEAR

BACKGROUND = ("licensor", "supplier", "ally", "target", "sold", "university")
KINDS = ("invention", "utility", "design")
_KIND_SHARES = (0.75, 0.2, 0.05)
NOBODY = -1
_R = {route: place for place, route in enumerate(ROUTES)}


@dataclass
class Patents:
    """Arrays with one entry a patent; `applicants` and `cited` are patents x places, NOBODY where there is none."""

    firm: np.ndarray
    route: np.ndarray
    second: np.ndarray  # another route of the same patent, or NOBODY
    partner_firm: np.ndarray  # the other firm of the study behind it, or NOBODY
    day: np.ndarray
    field: np.ndarray
    kind: np.ndarray
    applicants: np.ndarray
    cited: np.ndarray
    n_firms: int  # rows of the firms; the rest is background


def file_patents(random, world, n, background=0.3):
    """`n` patents of the firms and a share of others that they cite."""
    firm = np.sort(random.choice(world.firms, n, p=world.size)).astype("int32")
    cumulated = world.mix.cumsum(axis=1)
    route = (random.random(n)[:, None] > cumulated[firm, :-1]).sum(axis=1).astype("int8")
    made = Patents(firm, route, _full(n, "int8"), _full(n, "int32"), np.zeros(n, "int32"), np.zeros(n, "int32"),
                   random.choice(3, n, p=_KIND_SHARES).astype("int8"), np.full((n, 3), NOBODY, "int32"),
                   np.full((n, 2), NOBODY, "int32"), n)
    per_owner = max(2, int(np.ceil(background * n / (world.firms * len(BACKGROUND)))))
    for name, file in _FILERS.items():
        rows = np.flatnonzero(route == _R[name])
        if len(rows):
            file(random, world, made, rows, per_owner)
    _cite_own(random, made)
    return _with_background(random, world, made, per_owner)


def _full(n, dtype):
    return np.full(n, NOBODY, dtype)


def background_row(random, world, made, firm, owner, per_owner, n):
    """A patent of an owner in the story of a firm, by its row."""
    place = BACKGROUND.index(owner)
    return made.n_firms + (firm * len(BACKGROUND) + place) * per_owner + random.integers(0, per_owner, n)


# ---------------------------------------------------------------- one function a route

def _original(random, world, made, rows, per_owner):
    """At home or abroad, sometimes by two units of the group; with traps that look like other routes."""
    firm, n = made.firm[rows], len(rows)
    made.day[rows] = random.integers(FIRST, LAST, n)
    made.field[rows] = world.field(firm, "home") + random.integers(0, 2, n)
    which = random.random(n)
    role = np.select([which < 0.60, which < 0.88], [0, 1], 2)
    made.applicants[rows, 0] = world.of(firm, "head") + role
    joint = (random.random(n) < 0.05) & (role > 0)
    made.applicants[rows[joint], 1] = world.of(firm[joint], "head")
    _outside_window(random, world, made, rows[(which >= 0.50) & (which < 0.54)], per_owner)
    _of_another(random, world, made, rows[(which >= 0.54) & (which < 0.56)], per_owner)
    _late_target(random, world, made, rows[(which >= 0.56) & (which < 0.58)])
    before = rows[(which >= 0.58) & (which < 0.60)]
    made.applicants[before, 0] = world.of(made.firm[before], "sold")
    sale = world.days["sale"][made.firm[before]]
    made.day[before] = FIRST + np.floor(random.random(len(before)) * (sale - FIRST)).astype(int)


def _outside_window(random, world, made, rows, per_owner):
    """Trap: in the field of an import, citing its source, but before the import or after its windows."""
    firm, day = made.firm[rows], world.days["licence"][made.firm[rows]]
    late = random.random(len(rows)) < 0.5
    after = day + int(10 * YEAR) + 2
    made.day[rows] = np.where(late, after + np.floor(random.random(len(rows)) * (LAST - after)),
                              FIRST + np.floor(random.random(len(rows)) * (day - FIRST)))
    made.field[rows] = world.field(firm, "licence")
    cited = background_row(random, world, made, firm, "licensor", per_owner, len(rows))
    made.cited[rows[late], 0] = cited[late]


def _of_another(random, world, made, rows, per_owner):
    """Trap: cites the licensor of another firm."""
    other = (made.firm[rows] + 1) % world.firms
    alone = other == made.firm[rows]
    cited = background_row(random, world, made, other, "licensor", per_owner, len(rows))
    made.cited[rows, 0] = np.where(alone, NOBODY, cited)


def _late_target(random, world, made, rows):
    """Trap: the bought firm itself, more than five years after closing; by then it is the group's own."""
    start = world.days["closing"][made.firm[rows]] + int(5 * YEAR) + 2
    made.day[rows] = start + np.floor(random.random(len(rows)) * (LAST - start)).astype(int)
    made.applicants[rows, 0] = world.of(made.firm[rows], "target")
    made.field[rows] = world.field(made.firm[rows], "target")


def _after(random, start, n, years=5):
    """A day in the window after another."""
    return start + 1 + np.floor(random.random(n) * (years * YEAR - 3)).astype(int)


def _absorption(random, world, made, rows, per_owner):
    """After an import, in its field, citing its source."""
    firm, n = made.firm[rows], len(rows)
    licence = random.random(n) < 0.5
    made.day[rows] = np.where(licence, _after(random, world.days["licence"][firm], n),
                              _after(random, world.days["equipment"][firm], n))
    made.field[rows] = np.where(licence, world.field(firm, "licence"), world.field(firm, "equipment"))
    made.applicants[rows, 0] = world.of(firm, "head") + random.integers(0, 2, n)
    made.cited[rows, 0] = np.where(licence, background_row(random, world, made, firm, "licensor", per_owner, n),
                                   background_row(random, world, made, firm, "supplier", per_owner, n))


def _joint(random, world, made, rows):
    """A patent of the head at any time in a home field, as a joint one is."""
    firm, n = made.firm[rows], len(rows)
    made.day[rows] = random.integers(FIRST, LAST, n)
    made.field[rows] = world.field(firm, "home") + random.integers(0, 2, n)
    made.applicants[rows, 0] = world.of(firm, "head")


def _research(random, world, made, rows, per_owner):
    """With a university or institute; one in ten with a foreign company besides."""
    _joint(random, world, made, rows)
    made.applicants[rows, 1] = np.where(random.random(len(rows)) < 0.8, world.draw(random, "university", len(rows)),
                                        world.draw(random, "institute", len(rows)))
    both = rows[random.random(len(rows)) < SEVERAL]
    made.applicants[both, 2] = world.draw(random, "foreign", len(both))
    made.second[both] = _R["foreign_alliance"]


def _cluster(random, world, made, rows, per_owner):
    """With another core firm of the same cluster; where there is none, with a domestic partner (route `other`)."""
    _joint(random, world, made, rows)
    rival = world.rival(random, made.firm[rows])
    alone = rival == made.firm[rows]
    made.applicants[rows, 1] = np.where(alone, world.draw(random, "domestic", len(rows)), world.of(rival, "head"))
    made.partner_firm[rows] = np.where(alone, NOBODY, rival)
    made.route[rows[alone]] = _R["other"]


def _alliance(random, world, made, rows, per_owner):
    """With a foreign company; by a venture with a foreign stake; or alone, in the field of an alliance, citing."""
    _joint(random, world, made, rows)
    which = random.random(len(rows))
    joint, venture, citing = rows[which < 0.6], rows[(which >= 0.6) & (which < 0.8)], rows[which >= 0.8]
    made.applicants[joint, 1] = world.draw(random, "foreign", len(joint))
    made.applicants[venture, 0] = world.of(made.firm[venture], "venture")
    start = world.days["venture"][made.firm[venture]]
    made.day[venture] = start + 1 + np.floor(random.random(len(venture)) * (LAST - start - 1)).astype(int)
    made.day[citing] = _after(random, world.days["alliance"][made.firm[citing]], len(citing))
    made.field[citing] = world.field(made.firm[citing], "alliance")
    made.cited[citing, 0] = background_row(random, world, made, made.firm[citing], "ally", per_owner, len(citing))


def _acquisition(random, world, made, rows, per_owner):
    """By the bought firm within five years after closing; or by the head, in its field, citing its earlier patents."""
    firm, n = made.firm[rows], len(rows)
    made.day[rows] = _after(random, world.days["closing"][firm], n)
    made.field[rows] = world.field(firm, "target")
    itself = random.random(n) < 0.7
    made.applicants[rows, 0] = np.where(itself, world.of(firm, "target"), world.of(firm, "head"))
    cited = background_row(random, world, made, firm, "target", per_owner, n)
    made.cited[rows, 0] = np.where(itself, NOBODY, cited)


def _other(random, world, made, rows, per_owner):
    """With a domestic company outside the cluster, a person, or a firm of another cluster."""
    _joint(random, world, made, rows)
    which, n = random.random(len(rows)), len(rows)
    elsewhere = random.integers(0, world.firms, n)
    elsewhere = np.where((which >= 0.9) & (world.cluster[elsewhere] != world.cluster[made.firm[rows]]), elsewhere,
                         NOBODY)
    made.partner_firm[rows] = elsewhere
    made.applicants[rows, 1] = np.select([elsewhere >= 0, which < 0.7],
                                         [world.of(elsewhere, "head"), world.draw(random, "domestic", n)],
                                         world.draw(random, "person", n))


# Share of joint patents with a university on which a foreign company is named, too.
SEVERAL = 0.1
_FILERS = {"original": _original, "absorption": _absorption, "research_partnership": _research,
           "cluster_partnership": _cluster, "foreign_alliance": _alliance, "foreign_acquisition": _acquisition,
           "other": _other}


# ---------------------------------------------------------------- what they cite besides, and the background

def _cite_own(random, made):
    """Half of the patents cite an earlier one of the same firm, where that came by its own work at home."""
    order = np.lexsort((made.day, made.firm))
    before, after = order[:-1], order[1:]
    plain = (made.firm[before] == made.firm[after]) & (made.day[before] < made.day[after])
    plain &= (made.route[before] == _R["original"]) & (made.field[before] % 6 < 2) & (random.random(len(after)) < 0.5)
    made.cited[after[plain], 1] = before[plain]


def _with_background(random, world, made, per_owner):
    """The patents of the firms, followed by those of the others."""
    n = world.firms * len(BACKGROUND) * per_owner
    place = np.arange(n) // per_owner
    firm, owner = (place // len(BACKGROUND)).astype("int32"), place % len(BACKGROUND)
    days = {name: values[firm] for name, values in world.days.items()}
    early = np.datetime64("1980-01-01", "D").astype(int)
    low = np.select([owner == 3, owner == 4], [days["closing"] - int(4.9 * YEAR), days["sale"] + 1], early)
    high = np.select([owner == 0, owner == 1, owner == 2, owner == 3],
                     [np.minimum(days["licence"], FIRST), np.minimum(days["equipment"], FIRST), FIRST,
                      days["closing"] - 1], LAST)
    applicant = np.where(owner == 5, world.draw(random, "university", n), NOBODY)
    for number, name in enumerate(BACKGROUND[:5]):
        applicant = np.where(owner == number, world.of(firm, name), applicant)
    field = np.choose(owner, [world.field(firm, name) for name in ("licence", "equipment", "alliance", "target",
                                                                   "second", "home")])
    more = {"firm": firm, "route": _full(n, "int8"), "second": _full(n, "int8"), "partner_firm": _full(n, "int32"),
            "day": (low + np.floor(random.random(n) * (high - low))).astype("int32"), "field": field.astype("int32"),
            "kind": np.zeros(n, "int8"), "applicants": np.column_stack(
                [applicant, _full(n, "int32"), _full(n, "int32")]).astype("int32"),
            "cited": np.full((n, 2), NOBODY, "int32")}
    return Patents(**{name: np.concatenate([getattr(made, name), rows]) for name, rows in more.items()},
                   n_firms=made.n_firms)
