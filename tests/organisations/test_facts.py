"""The curated tables of the project: today's owners by the intervals are the groups that the organisations name."""

import pandas as pd

from sixroutes import tables
from sixroutes.organisations.names import FACTS
from sixroutes.organisations.ownership import climb, ownership_table


def test_the_intervals_lead_to_the_group_of_today():
    organisations, ownership = (tables.read_csv(FACTS / f"{name}.csv", f"facts_{name}")
                                for name in ("organisations", "ownership"))
    units = organisations[["organisation_id"]].assign(date=pd.Timestamp("2025-12-31"))
    steps = climb(units, ownership_table(ownership, organisations))
    last = steps.sort_values("step").drop_duplicates("organisation_id", keep="last").set_index("organisation_id")
    named = organisations.set_index("organisation_id")["group_id"]
    differing = named[named != last["owner_id"].reindex(named.index)]
    assert differing.empty, differing.to_dict()
