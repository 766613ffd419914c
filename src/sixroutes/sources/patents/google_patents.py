"""Google Patents' search results (CSV): one row per publication, as downloaded or saved again by a spreadsheet program.

The download starts with a line `search URL:,…` and has dates as YYYY-MM-DD; saved again, the line may be gone and dates
are M/D/YYYY (or D/M/YYYY, which is found out where a day above 12 tells). Assignees are parted by ", ", which also
stands before a legal form ("Co., Ltd."). There are no families, classes, citations or countries in it.
"""

import sys

from ..layout import literal
from .cells import MONTH_FIRST, slash_days
from .publications import DAYS, Reading, column, fields_of, listed, tables_of

FORMAT = "google_patents"
UNIT = "publication"
COLUMNS = {"number": ("id",), "title": ("title",), "applicants": ("assignee",), "inventors": ("inventor/author",),
           "priority": ("priority date",), "filing": ("filing/creation date",), "granted": ("grant date",)}
NEEDED = tuple(COLUMNS)

_COMMA = r",\s+|,\s*$"
# The comma of "John Doe, Jr." parts no inventors; it is hidden while they are parted.
_GENERATION, _HIDDEN = r"(?i),(\s+(?:[js]r[.]?|i{2,3}|iv))(\s*,|\s*$)", "\x1f"

# ASSUME: In Google's lists of assignees, what follows ", " belongs to the name before it when it begins with a legal
# form in any script (Ltd., Inc., S.A., GmbH, Инк., 인크. and the like) that ends there or goes on in brackets, with a
# branch, a place ("Inc. of Zhuhai") or another name ("Inc. dba"); when it says under which law the company was formed
# ("a Delaware corporation"); when it can only go on (a department, college, school or faculty of something, "as
# represented by", "on behalf of", a campus of a state university, "The" alone); or when the name before it cannot end
# there (Board of Regents, the Secretary, Agency for Science). Other places after a comma cannot be told from applicants
# and become names of their own.
_FORMS = (r"co|ltd|limited|inc|incorporated|corp|corporation|company"
          r"|l\.?l\.?c|l\.?l\.?p|l\.?p|p\.?l\.?c|p\.?b\.?c|n\.?a"
          r"|p\.?l\.?l\.?c|p\.c|(private|public|limited liability) company|limited partnership|private|pvt|group"
          r"|s\. a|s\.?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|s\.?l|s\.?l\.?u|s\.?e|s\.?n\.?c|s\.?c\.?a"
          r"|s\.?c\.?r\.?l|s\.?p\.?r\.?l|soci[eé]t[eé] anonyme|soci[eé]t[eé] par actions simplifi[eé]e"
          r"|sociedad an[oó]nima|holdings?|s\.? ?de ?r\.?l\.?|s\.? ?a\.?( ?p\.? ?i\.?)?( ?b\.?)? de c\.? ?v|de c\.? ?v"
          r"|s\.?r\.?o|spol[.]? s ?r[.]? ?o|d\.?o\.?o|sp[.]? ?z ?o[.]? ?o|a\.?s|a\.?ş|[sş]ti|a/s|gmbh|gesellschaft mbh"
          r"|gesellschaft mit beschr(ä|ae)nkter haftung|aktiengesellschaft|mbh|gbr|kgaa|kg|ohg|ag|a\.?g|e\.? ?v"
          r"|b\.?v|b\. v|n\.?v|n\. v|oy|oyj|a\.?b|aps|asa|pty|pte|sdn|bhd|k\.?k|kabushiki kaisha|kft|zrt|ooo|oao|zao"
          r"|p?jsc|ltda|lda|unipessoal|jr|sr"
          r"|[иі]нк|[иі]нкорпоре[ийі]тед|корпорейшн|корп|лтд|лимитед|ллс|элэлси|ко|компани"
          r"|인크|인코포레이티드|인코퍼레이티드|인코포레이션|코포레이션|코퍼레이션|컴퍼니|리미티드|엘티디|엘엘씨|엘엘피|엘피|에스\.?에이|게엠베하|아게"
          r"|インコーポレ[イー][テデ]ッド|インク|コーポレーション|リミテッド|エルエルシー|カンパニー"
          r"|株式会社|주식회사|유한회사|有限公司|股份有限公司|有限责任公司|股份公司|公司")
_CAMPUSES = ("Berkeley|Davis|Irvine|Los Angeles|Merced|Riverside|San Diego|San Francisco|Santa Barbara|Santa Cruz|Reno"
             "|Las Vegas|Baltimore|Baltimore County|College Park|Boulder|Denver|Chicago|Urbana[- ]Champaign|Amherst"
             "|Lowell|Twin Cities|Ann Arbor|Dearborn|Austin|Dallas|Arlington|El Paso|San Antonio|Erica Campus")
_TAIL = (rf"(?i)((the )?({_FORMS})[.]?(,? ?(& )?({_FORMS})[.]?)*([ ]?[(（].*|[.]? [^,]*(branch|分公司).*"
         r"| of .*| (d[./]?b[./]?a|doing business as)\b.*)?"
         r"|ltd[.]? .*|the|an? ([a-z]+ ){0,2}(corporation|limited liability company|limited partnership)( of .*)?"
         r"|(as represented|acting|a body corporate|on behalf of|by and through|(also )?trading as|dba)\b.*"
         rf"|(the )?(dept[.]?|department|college|school|faculty) of .*|masters and scholars\b.*|{_CAMPUSES})\s*")
_HEAD = (r"(?i)(^|[\x1f,] ?)((the )?board of (regents|trustees|trastees|governors|supervisors)|rutgers|the chancellor"
         r"|agency for science|[^\x1f]*\bsecretary( of)?|the board of tr[au]stees of the leland)$")


def read(path, source="patents", as_of=None):
    """The file as tables: each publication is its own family; a repeated one is a duplicate of its first row.

    `filing_date` is the priority date where it is given, else the filing date. `applicants` come in the order of the
    file; `citations` are empty, and so are classes, countries and kinds of applicants.

    Raises
    ------
    InputError : the file cannot be read, or has dates with the month first and dates with the day first.
    """
    def reading(connection, found):
        fields = fields_of(found, _COMMA, regex=True)
        fields["applicants"] = _assignees(column(found["applicants"][0]))
        hidden = f"regexp_replace({column(found['inventors'][0])}, '{_GENERATION}', '{_HIDDEN}\\1\\2', 'g')"
        fields["inventors"] = listed(hidden, _COMMA, regex=True)
        dates = [name for field in ("priority", "filing", "granted") for name in found[field]]
        days = (*slash_days(connection, dates, path, unclear=MONTH_FIRST), *DAYS)
        return Reading(fields, {"inventor_name": f"replace(entry, '{_HIDDEN}', ',')"}, days)
    return tables_of(path, source, as_of, sys.modules[__name__], reading)


def _assignees(value):
    """SQL of the assignees: entries between ", ", each with what follows it and belongs to it."""
    parts = (f"list_filter(string_split_regex(coalesce({value}, ''), '{_COMMA}'), "
             "lambda entry: NOT regexp_full_match(entry, '[-\\s]*'))")
    goes_on = f"regexp_full_match(part, {literal(_TAIL)}) OR regexp_matches(before, {literal(_HEAD)})"
    joined = f"before || CASE WHEN {goes_on} THEN ', ' ELSE chr(31) END || part"
    return (f"CASE WHEN len({parts}) > 0 THEN list_transform(string_split(list_reduce({parts}, "
            f"lambda before, part: {joined}), chr(31)), lambda name: trim(name)) ELSE [] END")
