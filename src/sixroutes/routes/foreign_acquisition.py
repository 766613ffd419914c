"""Cross-border acquisition of a firm that holds technology; founding paper, section 3.6."""

from .rules import RECORD, Rule


def rules(choices):
    """Control of a foreign firm with a technological motive or patents of its own, and what that firm then files."""
    years = choices["acquisition_window_years"]
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
        }, "{firm_id} took control of {target_names} ({technology})."),
        Rule("foreign_acquisition.event.control_unclear", "C", {
            **takeover,
            "neither a motive nor patents of the target are documented":
                "technology_content = 'unclear' AND NOT target_patents",
        }, "{firm_id} took control of {target_names}; a technological motive is not documented."),
        # ASSUME: A new product with a unit bought abroad is credited to the acquisition for as many years after closing
        # as a patent of that unit would be.
        Rule("foreign_acquisition.event.integration", RECORD, {
            "the type is re-innovation or own technology": "event_type IN ('reinnovation', 'own_core_technology')",
            "the partner is a foreign unit of the own group": "own_foreign_units > 0",
            f"the unit was bought abroad at most {years} years before": "coalesce(own_unit_recent, false)",
        }, "{firm_id}: developed with {own_unit_names}, bought on {own_unit_acquired_on}.", "integration"),
        Rule("foreign_acquisition.patent.acquired_unit", "A", {
            f"an applicant abroad was bought at most {years} years before filing": "recently_acquired",
        }, "Filed by {acquired_names}, under the group's control since {acquired_on}."),
        Rule("foreign_acquisition.patent.cites_target", "B", {
            "all applicants are of one group": "partners = 0",
            f"a counted takeover of the firm lies 0 to {years} years back": "takeover_target IS NOT NULL",
            "it cites a patent of the target": "cites_takeover_target",
        }, "Cites a patent of {takeover_target}, taken over in {takeover_event}."),
    ]
