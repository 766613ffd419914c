"""What PatentsView's layouts share, as SQL: numbers, kinds of rights and applicants, and countries of the US office."""

# Leading zeros are dropped, so that one patent has one number.
_NUMBER = "^(|D|PP|RE|H|T|AI|X)0*([1-9][0-9]*)$"
# ASSUME: Reissues, statutory invention registrations and defensive publications are patents of kind "other": a reissue
# repeats an invention that is counted already, and the other two give no right to exclude.
_KINDS = {"utility": "invention", "design": "design", "plant": "plant"}
_KINDS_BY_PREFIX = {"": "invention", "D": "design", "PP": "plant"}
# The office's codes; a 1 before them (12, 13, ...) stands for part interest.
_APPLICANT_KINDS = {2: "US company or corporation", 3: "foreign company or corporation", 4: "US individual",
                    5: "foreign individual", 6: "US federal government", 7: "foreign government",
                    8: "US county government", 9: "US state government"}
# ASSUME: Countries in PatentsView are ISO 3166 two-letter codes; the patent office's older codes are brought over (JPX
# and JA to JP, GB2 and EN to GB, CT to TW, DT to DE, SW to SE, EI to IE); other slips of the source stay as they are.
_OLD_COUNTRIES = {"JA": "JP", "EN": "GB", "CT": "TW", "DT": "DE", "SW": "SE", "EI": "IE"}


def number_of(value):
    """SQL of a patent number as a struct of `prefix` and `digits`; empty digits where it is none."""
    return f"regexp_extract(upper(trim({value})), '{_NUMBER}', ['prefix', 'digits'])"


def kind_of(type, prefix):
    """SQL of the kind of right, by the office's word for it; where there is none, by the prefix of the number."""
    return (f"coalesce({_case(type, _KINDS)}, CASE WHEN {type} IS NULL THEN {_case(prefix, _KINDS_BY_PREFIX)} END, "
            "'other')")


def code_of(type):
    """SQL of the office's code of an applicant as a number; it may be written 3 or 3.0."""
    return f"TRY_CAST({type} AS INTEGER)"


def applicant_kind(code, person):
    """SQL of the office's words for an applicant; "individual" for a person who stands under another code."""
    return (f"CASE WHEN {person} AND coalesce({code} % 10, 0) NOT IN (4, 5) THEN 'individual' "
            f"ELSE {_case(f'{code} % 10', _APPLICANT_KINDS)} END "
            f"|| CASE WHEN {code} >= 10 THEN ', part interest' ELSE '' END")


def country_of(value):
    """SQL of a country's two-letter code; what is no code of the office stays as it is, in capitals."""
    given = f"upper(trim({value}))"
    short = (f"CASE WHEN length({given}) = 3 AND {given} SIMILAR TO '[A-Z][A-Z][A-Z0-9]' THEN left({given}, 2) "
             f"ELSE nullif({given}, '') END")
    return f"coalesce({_case(short, _OLD_COUNTRIES)}, {short})"


def _case(value, words):
    return f"CASE {value} " + " ".join(f"WHEN {code!r} THEN '{word}'" for code, word in words.items()) + " END"
