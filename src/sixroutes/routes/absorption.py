"""Import and absorption of foreign technology without equity; founding paper, section 3.2."""

from .rules import RECORD, Rule


def rules(choices):
    """Licences, equipment and patents bought abroad; re-innovation on them; patents that cite the source."""
    long, short = choices["absorption_window_years"], choices["absorption_field_window_years"]
    # ASSUME: A licence, an import or a re-innovation whose source is not named counts as foreign unless a domestic
    # source is named, because the coder's type says import.
    source = "foreign_companies + foreign_research > 0 OR partners = 0"
    return [
        Rule("absorption.event.purchase", RECORD, {
            "the type is a licence or an equipment import": "event_type IN ('licence_in', 'equipment_import')",
            "the source is abroad, or not named": source,
            "the technology, not consulting or trade, is bought": "technology_content <> 'no'",
        }, "{firm_id}: {type_words} from {foreign_names} ({technology})."),
        Rule("absorption.event.reinnovation", RECORD, {
            "the type is re-innovation": "event_type = 'reinnovation'",
            "the source is abroad, or not named, and not a unit of the own group": f"own_units = 0 AND ({source})",
        }, "{firm_id}: new product on technology imported from {foreign_names} ({technology})."),
        Rule("absorption.patent.cites_source", "B", {
            "all applicants are of one group": "partners = 0",
            f"a counted import of the firm lies 0 to {long} years back": "import_source IS NOT NULL",
            "it cites a patent of that source": "cites_import_source",
        }, "Cites a patent of {import_source}, from whom {firm_id} bought technology ({import_event})."),
        Rule("absorption.patent.window", "C", {
            "all applicants are of one group": "partners = 0",
            f"a counted import of the firm lies 0 to {short} years back": "import_recent",
        }, "Filed within {import_years} years after the import {import_event}; the window alone is not counted."),
    ]
