"""Cross-border acquisition of a firm that holds technology; founding paper, section 3.6."""

from .links import bought, distinctive, within
from .rules import RECORD, Rule


def rules(choices):
    """Control of a foreign firm with a technological motive or patents of its own, and what that firm then files."""
    years = choices["acquisition_window_years"]
    before = choices["target_inventor_years"]
    told, tells = distinctive("takeover_inventor", choices)
    in_window = {
        "an earlier takeover by the firm speaks for it": "takeover_event IS NOT NULL",
        f"filed from closing to at most {years} years later":
            f"date >= takeover_date AND {within(years, 'takeover_date', 'date')}",
    }
    takeover = {
        "the type is a foreign acquisition": "event_type = 'foreign_acquisition'",
        "the target is abroad, or not named": "foreign_companies + own_foreign_units > 0 OR parties = 0",
        "control passes (more than half, or not stated, or after an earlier stake)": "control",
    }
    return [
        Rule("foreign_acquisition.event.control", RECORD, {
            **takeover,
            "a technological motive is stated, or the target patents":
                "technology_content = 'yes' OR (technology_content = 'unclear' AND target_patents)",
        }, "{firm_id} took over {target_names} ({stake_words}; {technology}); {motive_words}."),
        Rule("foreign_acquisition.event.control_unclear", "C", {
            **takeover,
            "neither a motive nor patents of the target are documented":
                "technology_content = 'unclear' AND NOT target_patents",
        }, "{firm_id} took over {target_names} ({stake_words}); a technological motive is not documented."),
        # ASSUME: A new product with a unit bought abroad is credited to the acquisition for as many years after closing
        # as a patent of that unit would be.
        Rule("foreign_acquisition.event.integration", RECORD, {
            "the type is re-innovation or own technology": "event_type IN ('reinnovation', 'own_core_technology')",
            "the partner is a foreign unit of the own group": "own_foreign_units > 0",
            f"the unit was bought abroad at most {years} years before": within(years, "own_unit_acquired_on", "date"),
        }, "{firm_id}: developed with {own_unit_names}, bought on {own_unit_acquired_on}.", "integration"),
        Rule("foreign_acquisition.patent.acquired_unit", "A", {
            "a unit bought abroad files, under the group's control": "acquired_abroad_on IS NOT NULL",
            f"filed at most {years} years after closing": bought("abroad", choices),
        }, "Filed by {acquired_names}, under the group's control since {acquired_abroad_on}."),
        Rule("foreign_acquisition.patent.target_inventor", "B", {
            **in_window,
            f"an inventor signed a patent that the target filed in the {before} years before closing":
                f"takeover_inventor_filed >= takeover_date - INTERVAL {int(before)} YEAR",
            told: tells,
        }, "{takeover_inventors} signed patents of {takeover_partner} before {takeover_event} closed "
           "({takeover_date})."),
        Rule("foreign_acquisition.patent.cites_target", "B", {
            **in_window,
            "it is in a field of the target": "takeover_shared IS NOT NULL",
            "it cites a patent that the target filed before closing": "takeover_cites IS NOT NULL",
        }, "In {takeover_shared}, it cites {takeover_cites} of {takeover_partner}, taken over in {takeover_event} "
           "({takeover_date})."),
    ]
