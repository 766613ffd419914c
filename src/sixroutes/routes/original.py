"""Original R&D: the firm, alone, in its own units; founding paper, section 3.1."""

from .links import bought, within
from .rules import RECORD, Rule

ALONE = "foreign_companies + foreign_research + domestic_research + cluster_rivals + outside_companies = 0"
OWN_WORK = "event_type IN ('own_core_technology', 'rd_centre')"


def rules(choices):
    """Own launches, own R&D units, own patents, and work under a government programme without a research partner."""
    years, share = choices["acquisition_window_years"], choices["self_citation_share"]
    least, most = (float(bound) for bound in choices["venture_stake_percent"])
    old_units = (f"NOT {bought('abroad', choices)} AND NOT {bought('home', choices)} "
                 f"AND NOT coalesce(foreign_stake_percent BETWEEN {least} AND {most}, false)")
    return [
        Rule("original.event.own", RECORD, {
            "the type is own technology or an own R&D centre": OWN_WORK,
            "no independent partner is named": ALONE,
            "technology is documented": "technology_content = 'yes'",
        }, "{firm_id}: {type_words} without an independent partner ({technology})."),
        # ASSUME: A government programme in which no university or institute is named is the firm's own R&D with public
        # money (subtype gov_funded), because the founding paper's third route needs a university or institute.
        Rule("original.event.gov_funded", RECORD, {
            "the type is a government programme": "event_type = 'national_programme'",
            "programmes are not taken as research partnerships":
                "false" if choices["programmes_are_research_partnership"] else "true",
            "no independent firm, university or institute is named": ALONE,
            "technology is documented": "technology_content = 'yes'",
        }, "{firm_id}: own work under a programme of {government_names}; no university or institute is named.",
             "gov_funded"),
        # ASSUME: Work with a unit of the own group is the group's own R&D, also when the unit was bought abroad longer
        # ago than the acquisition window.
        Rule("original.event.own_unit", RECORD, {
            "the type is re-innovation or a cooperation":
                "event_type IN ('reinnovation', 'large_firm_cooperation', 'university_cooperation')",
            "the only partner is a unit of the own group": f"own_units > 0 AND {ALONE}",
            "the unit was not bought within the acquisition window":
                f"NOT coalesce({within(years, 'own_unit_acquired_on', 'date')}, false)",
        }, "{firm_id}: developed with its own unit {own_unit_names}.", "own_unit"),
        Rule("original.patent.self_citing", "A", {
            "all applicants are of one group": "partners = 0",
            "no applicant was bought lately or is shared with a foreign firm": old_units,
            f"at least {share:.0%} of the citations go to the own group":
                f"citations > 0 AND self_citation_share >= {float(share)}",
        }, "All applicants belong to {group_id}; {self_citations} of {citations} citations are its own."),
        Rule("original.patent.alone", "B", {
            "all applicants are of one group": "partners = 0",
            "no applicant was bought lately or is shared with a foreign firm": old_units,
            "the unit is at home": "NOT abroad",
        }, "All applicants belong to {group_id} on the filing date ({applicant_names})."),
        Rule("original.patent.abroad", "B", {
            "all applicants are of one group": "partners = 0",
            "no applicant was bought lately or is shared with a foreign firm": old_units,
            "the unit, or every inventor whose residence is known, is abroad": "abroad",
        }, "All applicants belong to {group_id}; abroad: {abroad_words}.", "abroad"),
    ]
