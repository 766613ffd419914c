"""What none of the six routes covers; put to a unit only where no room has counted evidence."""

from .links import bought
from .rules import RECORD, Rule


def rules(choices):
    """Named residuals first; the last rule of each kind takes whatever is left, so that no unit is lost."""
    return [
        Rule("other.event.domestic_acquisition", RECORD, {
            "the type is a domestic acquisition": "event_type = 'domestic_acquisition'",
        }, "{firm_id} bought {all_names} at home.", "domestic_acquisition"),
        Rule("other.event.undocumented", RECORD, {
            "whether technology is part of it is not stated": "technology_content = 'unclear'",
        }, "{firm_id}: {type_words} (partners: {all_names}); whether technology was part of it is not documented.",
             "undocumented"),
        Rule("other.event.nontechnological", RECORD, {
            "the type is a foreign acquisition or stake":
                "event_type IN ('foreign_acquisition', 'foreign_minority_stake')",
        }, "{firm_id} bought {all_names} without a technological motive or without a voice.",
             "nontechnological"),
        Rule("other.event.production_or_sales", RECORD, {
            "the type is a foreign alliance or joint venture":
                "event_type IN ('foreign_alliance', 'foreign_joint_venture')",
        }, "{firm_id} with {all_names}: production or sales only.",
             "production_or_sales"),
        Rule("other.event.consortium", RECORD, {
            "the type is a cooperation or a programme":
                "event_type IN ('large_firm_cooperation', 'university_cooperation', 'national_programme')",
            "it is about standards, or many firms from outside take part":
                f"standards OR outside_companies >= {int(choices['consortium_min_outside_firms'])}",
        }, "{firm_id} in a national consortium with {all_names} ({technology}).", "consortium"),
        Rule("other.event.cluster_supplier", RECORD, {
            "a firm of the cluster that is not a core firm takes part": "cluster_others > 0",
        }, "{firm_id} with {cluster_other_names} of the same cluster, not a core firm.", "cluster_supplier"),
        Rule("other.event.domestic_partner", RECORD, {
            "a domestic firm outside the cluster takes part": "outside_companies > 0",
        }, "{firm_id} with {outside_names} from outside the cluster.", "domestic_partner"),
        Rule("other.event.rest", RECORD, {"nothing else was left to try": "true"},
             "{firm_id}: {type_words} (partners: {all_names}); no rule of the six routes holds.", "rest"),
        Rule("other.patent.domestic_acquisition", "A", {
            "all applicants are of one group": "partners = 0",
            "an applicant at home was bought within the acquisition window": bought("home", choices),
        }, "Filed by {acquired_names}, bought at home on {acquired_home_on}.", "domestic_acquisition"),
        Rule("other.patent.cluster_supplier", "A", {
            "a firm of the cluster that is not a core firm is co-applicant": "cluster_others > 0",
        }, "Filed together with {cluster_other_names} of the same cluster, not a core firm.", "cluster_supplier"),
        Rule("other.patent.domestic_partner", "A", {
            "a domestic firm outside the cluster is co-applicant": "outside_companies > 0",
        }, "Filed together with {outside_names} from outside the cluster.", "domestic_partner"),
        Rule("other.patent.individual", "A", {
            "a person is co-applicant": "individuals > 0",
        }, "Filed together with persons ({individual_names}).", "individual"),
        Rule("other.patent.rest", "B", {"nothing else was left to try": "true"},
             "Filed with {all_names}; no rule of the six routes holds.", "rest"),
    ]
