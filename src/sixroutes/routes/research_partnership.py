"""Government-industry-university-research cooperation; founding paper, section 3.3."""

from .links import distinctive
from .rules import RECORD, Rule

COOPERATION = ("event_type IN ('university_cooperation', 'national_programme', 'large_firm_cooperation', "
               "'own_core_technology', 'rd_centre', 'licence_in', 'reinnovation')")


def rules(choices):
    """A project, laboratory, centre or patent with an independent domestic university or institute."""
    years = choices["academic_inventor_years"]
    told, tells = distinctive("academic", choices)
    return [
        Rule("research_partnership.event.research_partner", RECORD, {
            "in a cooperation, a programme, a licence, re-innovation or own technology, a domestic university or "
            "institute outside the group takes part": f"{COOPERATION} AND domestic_research > 0",
            "it is not about standards": "NOT standards",
        }, "{firm_id} with {research_names} ({technology})."),
        Rule("research_partnership.event.programme_only",
             RECORD if choices["programmes_are_research_partnership"] else "C", {
            "the type is a government programme": "event_type = 'national_programme'",
            "no domestic university or institute is named": "domestic_research = 0",
        }, "A programme of {government_names}, with no university or institute named.", "gov_funded"),
        Rule("research_partnership.patent.co_applicant", "A", {
            "a domestic university or institute outside the group is co-applicant": "domestic_research > 0",
        }, "Filed together with {research_names}."),
        Rule("research_partnership.patent.academic_inventor", "B", {
            "an inventor signed a patent of a domestic university or institute in the same subclass":
                "academic_filed IS NOT NULL",
            f"that patent was filed at most {years} years before or after":
                f"academic_filed BETWEEN date - INTERVAL {int(years)} YEAR AND date + INTERVAL {int(years)} YEAR",
            told: tells,
        }, "{academic_names} also signed a patent of {academic_bodies}, filed on {academic_filed}.",
             "academic_inventor"),
        Rule("research_partnership.patent.gov_funded", "C", {
            "a government body is co-applicant": "governments > 0",
            "no domestic university or institute is co-applicant": "domestic_research = 0",
        }, "Filed together with {government_names}; government alone is not counted.", "gov_funded"),
    ]
