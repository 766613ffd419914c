"""Import and absorption of foreign technology without equity; founding paper, section 3.2."""

from .links import within
from .rules import RECORD, Rule

DOCUMENTED = "an earlier import of the firm speaks for it"


def rules(choices):
    """Licences, equipment and patents bought abroad; re-innovation on them; patents that follow from them."""
    long, short = choices["absorption_window_years"], choices["absorption_field_window_years"]
    first = choices["first_filing_years"]
    in_field = {
        DOCUMENTED: "import_event IS NOT NULL",
        "all applicants are of one group": "partners = 0",
        f"filed after it and at most {short} years later": _after(short),
        "it is in a field of the import": "import_shared IS NOT NULL",
    }
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
        Rule("absorption.patent.cites_licensed", "A", {
            DOCUMENTED: "import_event IS NOT NULL",
            "all applicants are of one group": "partners = 0",
            f"filed after it and at most {long} years later": _after(long),
            "it cites a patent that the import names": "import_named IS NOT NULL",
        }, "Cites {import_named}, named in the import {import_event} from {import_partner} ({import_date})."),
        Rule("absorption.patent.cites_source", "B", {
            **in_field,
            "it cites a patent of that source": "import_cites IS NOT NULL",
        }, "In {import_shared}, a field of the import {import_event} ({import_date}), it cites {import_cites} of "
           "{import_partner}."),
        Rule("absorption.patent.first_in_field", "B", {
            **in_field,
            f"it is the group's first filing in a subclass of that field for {first} years":
                "import_first_field IS NOT NULL",
        }, "The first filing of the group in {import_first_field} for {first_filing_years} years, a field of the "
           "import {import_event} ({import_date}) from {import_partner}.", "first_in_field"),
        Rule("absorption.patent.field_and_window", "C", in_field,
             "In {import_shared}, a field of the import {import_event} ({import_date}); field and window alone are not "
             "counted."),
    ]


def _after(years):
    return f"date > import_date AND {within(years, 'import_date', 'date')}"
