"""Cooperation of large firms inside the cluster; founding paper, section 3.4."""

from .rules import RECORD, Rule

COOPERATION = ("event_type IN ('large_firm_cooperation', 'university_cooperation', 'national_programme', "
               "'own_core_technology', 'rd_centre')")


def rules(choices):
    """Two or more independent core groups of one cluster in one event or on one patent."""
    # ASSUME: A standards body, a patent pool, or a cooperation with at least `consortium_min_outside_firms` firms from
    # outside the cluster is a national consortium: two core firms that meet in it are shown (level C), not counted.
    consortium = f"(outside_companies >= {int(choices['consortium_min_outside_firms'])} OR standards)"
    rivals = {
        "in a cooperation, a programme or own technology, another core group of the same cluster takes part":
            f"{COOPERATION} AND cluster_rivals > 0",
    }
    return [
        Rule("cluster_partnership.event.core_firms", RECORD,
             {**rivals, "it is not a national consortium": f"NOT {consortium}"},
             "{firm_id} with {rival_names} of the same cluster ({technology})."),
        Rule("cluster_partnership.event.consortium",
             RECORD if choices["national_consortia_are_cluster_partnership"] else "C",
             {**rivals, "it is a national consortium": consortium},
             "{firm_id} and {rival_names} meet in a national consortium ({technology}).",
             "consortium"),
        Rule("cluster_partnership.patent.co_applicant", "A", {
            "another core group of the same cluster is co-applicant": "cluster_rivals > 0",
        }, "Filed together with {rival_names} of the same cluster."),
    ]
