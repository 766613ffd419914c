"""The curated tables of a made-up study: clusters, firms, organisations, and who owned whom when."""

import numpy as np
import pandas as pd

from ..schemas import CONTRACTS, check
from . import naming
from .world import POOLS, ROLES

_SECTORS = {"university": "university", "institute": "institute", "person": "individual"}
# Organisations of the story are curated; those of the pools are met by name only.
_OWNED_TODAY = ("head", "home", "abroad", "venture", "target")


def frame(name, rows, columns=None):
    """Rows (dicts, or a frame) as the table `name`; columns that are not given are empty."""
    made = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=columns)
    return check(made.reindex(columns=list(CONTRACTS[name].columns)), CONTRACTS[name])


def organisations(world):
    """Every organisation by its number: DataFrame[key, name, name_zh, sector, country, firm, role]."""
    rows = [_of_story(firm, role) for firm in range(world.firms) for role in ROLES]
    for pool, size in POOLS.items():
        rows += [_of_pool(world, pool, place) for place in range(size)]
    return pd.DataFrame(rows, columns=["key", "name", "name_zh", "sector", "country", "firm", "role"])


def _of_story(firm, role):
    latin, chinese = naming.domestic(firm)
    key = f"firm{firm:03d}_{role}"
    if role in naming.ENGLISH:
        ally = naming.foreign(firm * len(ROLES) + ROLES.index("ally"))
        name_zh = naming.CHINESE[role].format(chinese) if role in naming.CHINESE else None
        return key, naming.ENGLISH[role].format(latin, ally), name_zh, "company", "CN", firm, role
    name, country = naming.company_abroad(firm * len(ROLES) + ROLES.index(role))
    if role == "abroad":
        name = name.replace(name.split(" ")[0], f"{latin} Overseas")
    return key, name, None, "company", country, firm, role


def _of_pool(world, pool, place):
    # Numbers that no firm has, so that no two organisations share a word.
    number = world.pool(pool)[0] + place
    key, sector = f"{pool}{place:03d}", _SECTORS.get(pool, "company")
    if pool == "foreign":
        name, country = naming.company_abroad(number)
        return key, name, None, sector, country, -1, pool
    if pool == "person":
        return key, naming.person(place), None, sector, "CN", -1, pool
    latin, chinese = naming.domestic(number)
    return key, naming.ENGLISH[pool].format(latin), naming.CHINESE[pool].format(chinese), sector, "CN", -1, pool


def curated(world, known):
    """{name: facts table} without events."""
    clusters = [dict(cluster_id=f"cluster{place:02d}", name_en=f"Cluster {place}", name_zh=f"集群{place}",
                     label_en=f"C{place}", label_zh=f"集群{place}", provinces="-", industry="-")
                for place in range(world.cluster.max() + 1)]
    story = known[known["firm"] >= 0].copy()
    ours = story["role"].isin(_OWNED_TODAY)
    head = "firm" + story["firm"].map("{:03d}".format) + "_head"
    story["group_id"] = np.where(ours, head, story["key"])
    cluster = pd.Series(world.cluster).map("cluster{:02d}".format)
    return {"clusters": frame("facts_clusters", clusters), "firms": _firms(story, cluster),
            "organisations": frame("facts_organisations", story.assign(
                organisation_id=story["key"], name_en=story["name"], role=None).sort_values("key")),
            "ownership": _ownership(world), "aliases": frame("facts_aliases", []),
            "homonyms": frame("facts_homonyms", []),
            "overrides": frame("facts_overrides", []), "claims": frame("facts_claims", [])}


def _firms(story, cluster):
    heads = story[story["role"] == "head"].reset_index(drop=True)
    firm = heads["name"].str.removesuffix(" Co., Ltd.")
    return frame("facts_firms", pd.DataFrame(dict(
        firm_id=heads["firm"].map("firm{:03d}".format), firm=firm, firm_zh=heads["name_zh"].str[:6],
        organisation_id=heads["key"], cluster_id=cluster, role="core", city="-", province="-", founded=1984)))


def _ownership(world):
    """Units founded, a venture at 51 to 49, a target bought from its seller, a unit sold to a domestic company."""
    rows = []
    day = {name: days.astype("datetime64[D]").astype(str) for name, days in world.days.items()}
    for firm in range(world.firms):
        me = f"firm{firm:03d}"
        head = f"{me}_head"
        rows += [dict(child_id=f"{me}_{unit}", parent_id=head, basis="founded by") for unit in ("home", "abroad")]
        rows += [dict(child_id=f"{me}_venture", parent_id=head, share_percent=51, basis="joint venture"),
                 dict(child_id=f"{me}_venture", parent_id=f"{me}_ally", share_percent=49, basis="minority stake"),
                 dict(child_id=f"{me}_target", parent_id=f"{me}_seller", to_date=day["closing"][firm],
                      share_percent=100, basis="divested"),
                 dict(child_id=f"{me}_target", parent_id=head, from_date=day["closing"][firm], share_percent=100,
                      basis="acquired"),
                 dict(child_id=f"{me}_sold", parent_id=head, to_date=day["sale"][firm], share_percent=100,
                      basis="divested")]
        for row in rows[-5:-3]:
            row["from_date"] = day["venture"][firm]
    return frame("facts_ownership", [dict(row, certainty="high") for row in rows],
                 ["child_id", "parent_id", "from_date", "to_date", "share_percent", "basis", "certainty"])
