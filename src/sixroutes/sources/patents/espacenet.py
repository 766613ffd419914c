"""Espacenet's result list (xls, xlsx or CSV): one row per simple family, below rows that repeat the query.

The classic list (until 2020) has one publication per row, with its application, its priorities and its citations.
Today's has the earliest priority and the number of the family instead, and may list several publications of the family
in one cell. Entries of a cell stand on lines of their own; countries stand in brackets behind the names.
"""

import sys

from .cells import MONTH_FIRST, SPACE, bare, earliest, slash_days, symbols
from .publications import DAYS, Reading, compact, first_given, listed, tables_of

FORMAT = "espacenet"
UNIT = "publication"
_EARLIEST = ("Earliest priority", "Priorité la plus ancienne", "Früheste Priorität", "Frühestes Prioritätsdatum")
_NUMBERS = ("Priority number(s)", "Numéro(s) de priorité", "Numéros de priorité", "Prioritätsnummer(n)",
            "Prioritätsnummern")
# Columns of cited publications, by who cites.
CITED = {
    "search report": ("Patents cited in the search report", "Im Recherchenbericht angeführte Patente",
                      "Brevets cités dans le rapport de recherche"),
    "examination": ("Patents cited during examination", "Im Prüfungsverfahren angeführte Patente",
                    "Brevets cités durant l'examen", "Brevets cités au cours de l'examen"),
    "other": ("Other patent citations", "Andere Patentzitate", "Autres citations de brevets"),
    "opposition": ("Patents used in opposition", "Im Einspruchsverfahren verwendete Patente",
                   "Brevets utilisés dans le cadre d'une opposition"),
    "applicant": ("Patents cited by the applicant", "Vom Anmelder angeführte Patente",
                  "Brevets cités par le demandeur"),
    "international search": ("International search citation",),
    "supplementary international search": ("Supplementary international search citation",),
}
COLUMNS = {
    "number": ("Publication number", "Numéro de publication", "Veröffentlichungsnummer"),
    "granted": ("Publication date", "Date de publication", "Veröffentlichungsdatum"),
    "priority": _EARLIEST,
    "priorities": _NUMBERS,
    "one priority": (*_EARLIEST, *_NUMBERS),
    "filing": ("Date of application", "Application date", "Filing date", "Date de dépôt", "Date de la demande",
               "Anmeldedatum", "Anmeldetag"),
    "family": ("Family number", "Numéro de famille", "Familiennummer"),
    "title": ("Title", "Titre", "Titel", "Bezeichnung"),
    "applicants": ("Applicants", "Applicant(s)", "Applicant", "Demandeurs", "Demandeur(s)", "Demandeur", "Anmelder"),
    "inventors": ("Inventors", "Inventor(s)", "Inventor", "Inventeurs", "Inventeur(s)", "Inventeur", "Erfinder"),
    "ipc": ("IPC", "International classification", "CIB", "Classification internationale", "IPK",
            "Internationale Klassifikation", "Internationale Patentklassifikation"),
    "cpc": ("CPC", "Cooperative Patent Classification", "Classification coopérative des brevets",
            "Gemeinsame Patentklassifikation"),
    **CITED,
}
NEEDED = ("number", "granted", "one priority", "applicants", "inventors")

# A number with its office, and its kind code behind it, behind a space or in brackets.
_PUBLICATION = (r"[A-Z]{2} ?[A-Z]{0,3}[0-9][0-9/.-]*(?:[A-Z][0-9]?\b)?(?:\s*\([A-Z][0-9]?\))?"
                r"(?:\s+[A-Z][0-9]?\b)?")
_SAID_TWICE = r"([0-9])[UY][0-9]?\s*\("  # "KR200367531Y (Y1)": that it is a utility model
_COUNTRY = r"\[([A-Z]{2})\]"
_BREAKS = r"[;；\n\r]+|, ?[\x{a0}\x{2002}]"
_ENTRIES = {name: sql for who in ("applicant", "inventor") for name, sql in (
    (f"{who}_name", f"regexp_replace(entry, '^{SPACE}+|{SPACE}*({_COUNTRY}{SPACE}*)?$', '', 'g')"),
    (f"{who}_country", f"nullif(regexp_extract(entry, '{_COUNTRY}{SPACE}*$', 1), '')"))}

# ASSUME: In Espacenet's lists a publication is a grant, and its publication date is the date of grant, when its kind
# code is B or C (the second and third level of publication in WIPO Standard ST.16), when it is a Chinese utility model
# or design (U, Y, S), which are published on their grant, or when it is a US number of up to eight digits.
_GRANT = r"[A-Z]{2}[A-Z0-9]*[0-9][BC][0-9]?|CN[0-9]+[UYS][0-9]?|US(RE|PP|D|H|T)?[0-9]{1,8}([A-Z][0-9]?)?"


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    `filing_date` is the earliest priority date where one is given, else the date of application. The family is the
    family number (today's list), else the least of several numbers in the cell, else the earliest priority.
    `grant_date` is known by the kind code. `citations` come from the classic list; their category says who cites.

    Raises
    ------
    InputError : the file cannot be read, or has dates with the month first and dates with the day first.
    """
    def reading(connection, found):
        dates = [name for field in ("priority", "filing", "granted") for name in found[field]]
        days = (*slash_days(connection, dates, path, unclear=MONTH_FIRST), "%d.%m.%Y", *DAYS)
        return Reading(_fields(found, days), _ENTRIES, days)
    return tables_of(path, source, as_of, sys.modules[__name__], reading)


# ASSUME: Where a row of Espacenet's list holds several publication numbers, the first is the patent: title, names and
# the first publication date are those of this publication; the others are members of its simple family.
def _fields(found, days):
    """SQL of the fields; the priority numbers give the priority dates where these have no column of their own."""
    cells = {field: first_given(columns) for field, columns in found.items() if columns}
    numbers = _publications(cells["number"])
    fields = {name: bare(cells[name]) for name in ("title", "family", "filing") if name in cells}
    fields |= {name: symbols(cells[name]) for name in ("ipc", "cpc") if name in cells}
    fields |= {name: _names(cells[name]) for name in ("applicants", "inventors")}
    fields["number"] = f"coalesce({numbers}[1], {bare(cells['number'])})"
    fields["members"] = f"CASE WHEN len({numbers}) > 1 THEN {numbers} ELSE [] END"
    is_grant = f"regexp_full_match({compact(fields['number'])}, '{_GRANT}')"
    fields["granted"] = f"CASE WHEN {is_grant} THEN {_days(cells['granted'])}[1] END"
    if "priorities" in cells:
        fields["priorities"] = listed(cells["priorities"], _BREAKS, regex=True)
    dates = (_days(cells["priority"]) if "priority" in cells else
             f"regexp_extract_all({cells['priorities']}, '{SPACE}([0-9]{{8}})\\b', 1)")
    fields["priority"] = earliest(dates, days)
    found["priority"] = found["priority"] or found["priorities"]
    fields["citations"] = _citations(cells)
    return fields


def _publications(value):
    """SQL of the publication numbers in a cell, without brackets around their kind codes."""
    return (f"list_transform(regexp_extract_all(upper(coalesce({value}, '')), '{_PUBLICATION}'), "
            f"lambda one: translate(regexp_replace(one, '{_SAID_TWICE}', '\\1('), '()', ''))")


def _names(value):
    """SQL of the entries of a cell of names; a country in brackets ends an entry wherever it stands."""
    parted = f"regexp_replace({value}, '({_COUNTRY}){SPACE}*[,;]?', '\\1\n', 'g')"
    return (f"list_filter({listed(parted, _BREAKS, regex=True)}, "
            f"lambda entry: NOT regexp_full_match(entry, '{SPACE}*({_COUNTRY}{SPACE}*)?'))")


def _days(value):
    """SQL of the days in a cell, as they are written; publication numbers beside them are left out."""
    return (f"list_filter(string_split_regex({bare(value)}, '[\\s;；]+'), "
            "lambda part: NOT regexp_matches(part, '^[A-Z]{2}[A-Z0-9]*[0-9]'))")


def _citations(cells):
    """SQL of the cited publications, each behind who cites it in brackets."""
    lists = [f"list_transform({_publications(cells[who])}, lambda one: '({who})' || one)" for who in CITED
             if who in cells]
    return f"flatten([{', '.join(lists)}])" if lists else "CAST([] AS VARCHAR[])"
