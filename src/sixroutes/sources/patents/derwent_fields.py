"""How Derwent writes numbers, dates, names and classes, as SQL macros over the text of a field."""

from .publications import listed

# What follows the name of an assignee: its code of four letters and, but for large companies in some files, its type.
_TYPED = r"\([A-Z0-9]{4}-([CNIR]|[A-Z][a-z]+(?:[- ][A-Za-z]+)*)\)"
CODE = rf"\s*(?:{_TYPED}|\([A-Z]{{4}}\))\s*$"
NO_CODE = "\x1f"  # stands behind a name that only ends like a code, until it is read
_ENTITY = (r"(?i)&(amp|quot|apos|lt|gt|nbsp|[a-z]{1,2}(?:acute|grave|uml|circ|tilde|cedil|ring|slash|caron|lig)"
           r"|#x?[0-9a-f]+);")
_KINDED = r"\b[A-Z]{2}[A-Z]{0,3}[0-9][0-9A-Z]*-[A-Z][0-9]?\b"
_DATE = (r"(?i)\b(?:(?:[0-9]{1,2}[- ]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ]+[0-9]{4}"
         r"|[0-9]{4}-[0-9]{2}-[0-9]{2})\b")

# ASSUME: Derwent leaves out zeros that offices write; they are put back where the office's form has a fixed length: EP
# numbers have seven digits, WO numbers a year and six, US and Korean applications a year and seven. Other numbers stay
# as Derwent writes them and may differ from those of other sources (Japan, Brazil, Korean grants).
_FULL_NUMBER = {"full_number(value)": r"""CASE
    WHEN regexp_matches(value, '^EP[0-9]{1,6}(-|$)')
    THEN 'EP' || lpad(regexp_extract(value, '[0-9]+'), 7, '0') || regexp_extract(value, '-.*$')
    WHEN regexp_matches(value, '^(WO(19|20)[0-9]{7}(-|$)|(US20|KR19|KR20)[0-9]{8}-[AUP])')
    THEN regexp_replace(value, '^(..[0-9]{4})', '\10')
    ELSE value END"""}
# ASSUME: A record of Derwent is a family; it stands as one patent under the first publication number of its list (the
# basic patent, the first that Derwent got to see), and the other numbers are members of its family. Research
# disclosures (RD) and technology disclosures (TP) are passed over where the family has another number; alone they are
# patents of kind "other".
_BASIC = {
    "numbers_in(value)": listed("value", r"[;\r\n]+", regex=True),
    "full_numbers_in(value)": "list_transform(numbers_in(value), lambda one: full_number(one))",
    "publications_in(value)": "list_filter(numbers_in(value), lambda one: regexp_matches(one, '^[A-Z]{2}.*[0-9]'))",
    "basic(value)": """coalesce(
        list_filter(publications_in(value), lambda one: left(one, 2) NOT IN ('RD', 'TP'))[1],
        publications_in(value)[1], value)""",
}
_DATES = {
    "time_of(value)": "try_strptime(regexp_replace(value, '[- ]+', ' ', 'g'), "
                      "['%d %b %Y', '%d %B %Y', '%Y %m %d', '%b %Y', '%B %Y'])",
    "as_date(value)": "coalesce(left(strftime(time_of(value), '%Y-%m-%d'), "
                      "CASE WHEN regexp_matches(value, '^[A-Za-z]') THEN 7 ELSE 10 END), value)",
    "dates_in(value)": f"regexp_extract_all(coalesce(value, ''), '{_DATE}')",
    # Words that are neither dates, numbers nor offices stand in the place of a date.
    "has_other_words(value)": r"""regexp_matches(
        regexp_replace(value, '\S*[0-9]\S*|\b[A-Z]{2,4}\b', ' ', 'g'), '[A-Za-z]{2}')""",
    "earliest(value)": """coalesce(
        list_filter(dates_in(value), lambda one: time_of(one) IS NULL)[1],
        list_min(list_transform(dates_in(value), lambda one: as_date(one))),
        CASE WHEN has_other_words(value) THEN value END)""",
}
# ASSUME: Derwent's kinds B and C, and A of US patents with seven digits or fewer, are grants; the date of grant is that
# of the family's first publication where it is one.
_GRANT = {
    "published(value, number)":
        "dates_in(list_filter(numbers_in(value), lambda one: split_part(one, ' ', 1) = number)[1])[1]",
    "date_of_grant(value, number)": """CASE WHEN regexp_matches(number, '(-[BC][0-9]?|^US[0-9]{1,7}-A)$')
                                            THEN as_date(published(value, number)) END""",
}
# An assignee ends with its code, a name without a code with its line or ";"; the ";" of a character's name (&amp;) is
# hidden from the parting. Four letters in brackets are a code where others of the record have a type, or all names end
# so; else they are part of a name: STATE GRID CORP CHINA (SGCC).
_NAMES = {
    "one_per_line(value)": rf"regexp_replace(value, '({_TYPED}|\([A-Z]{{4}}\)\s*;)\s*;?', '\1' || chr(10), 'g')",
    "coded_names(value)": listed("rtrim(one_per_line(value), ' ;')", r"\s*;?[\r\n]+", regex=True),
    "plain_names(value)": listed(rf"regexp_replace(value, '{_ENTITY}', '&\1' || chr(1), 'g')", r"[\r\n]+|;",
                                 regex=True),
    "uncoded_names(value)": "list_transform(plain_names(value), lambda one: replace(one, chr(1), ';'))",
    "names_in(value)": rf"""CASE WHEN regexp_matches(value, '{_TYPED}') THEN coded_names(value)
        WHEN list_bool_and(list_transform(uncoded_names(value), lambda one: regexp_matches(one, '{CODE}')))
        THEN uncoded_names(value)
        ELSE list_transform(uncoded_names(value),
                            lambda one: CASE WHEN regexp_matches(one, '{CODE}') THEN one || '{NO_CODE}' ELSE one END)
        END""",
    "code_type(value)": rf"regexp_extract(value, '{_TYPED}\s*$', 1)",
}
_CLASSES = {"symbol(value)": r"regexp_replace(regexp_replace(value, '-0+/0+$', ''), '-0*([0-9])', '\1')"}
# ASSUME: Cited patents of all members of a Derwent family count once, as cited by the family's patent; what one member
# cites of the same family is no citation.
_CITED = {
    "cited_in_line(value)": rf"""CASE
        WHEN regexp_matches(value, '{_KINDED}') THEN regexp_extract_all(value, '{_KINDED}')
        ELSE regexp_extract_all(value, '^[A-Z]{{2}}[A-Z]{{0,3}}[0-9]{{4}}[0-9A-Z]*\b') END""",
    "cited_in(value)": "list_transform(flatten(list_transform(numbers_in(value), lambda one: cited_in_line(one))), "
                       "lambda one: full_number(one))",
}


def make_macros(connection):
    """Make the macros of this module known to a DuckDB connection.

    >>> import duckdb
    >>> with duckdb.connect() as connection:
    ...     make_macros(connection)
    ...     connection.sql("SELECT full_number('EP841534-A'), symbol('B64C-027/04'), earliest('2 Jan 2003')").fetchall()
    [('EP0841534-A', 'B64C27/04', '2003-01-02')]
    """
    for group in (_FULL_NUMBER, _BASIC, _DATES, _GRANT, _NAMES, _CLASSES, _CITED):
        for name, body in group.items():
            connection.execute(f"CREATE OR REPLACE MACRO {name} AS {body}")
