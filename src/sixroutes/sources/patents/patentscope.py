"""WIPO PATENTSCOPE's result list (xls, xlsx or CSV): one row per publication, below rows that repeat the query.

The list of 2016 has eight columns and no date of application; today's has "Application Id" (PATENTSCOPE's own number),
the office in a column of its own, and "I P C". Lists are parted by ";". Priorities are written in three ways:
"61/669,259 09.07.2012 US", "13172024 2013-06-14T23:59:59.000Z EP" and "GB 20130924 1316948.7".
"""

import sys

from .cells import DAY_FIRST, bare, earliest, slash_days, symbols
from .publications import DAYS, Reading, column, compact, fields_of, first_list, tables_of

FORMAT = "patentscope"
UNIT = "publication"
COLUMNS = {
    "number": ("Publication Number", "Publication No.", "Publication No", "Pub. No.", "Veröffentlichungsnummer",
               "Numéro de publication", "N° de publication", "Número de publicación", "Número de publicação",
               "Номер публикации", "公布号", "公開番号", "공개번호"),
    "application": ("Application Id",),
    "office": ("Country", "Office", "Land", "Pays", "País", "Страна", "国家", "国", "국가"),
    "granted": ("Publication Date", "Pub. Date", "Veröffentlichungsdatum", "Date de publication",
                "Fecha de publicación", "Data de publicação", "Дата публикации", "公布日", "公布日期", "公開日",
                "공개일"),
    "filing": ("Application Date", "Filing Date", "International Filing Date", "Anmeldedatum", "Date de dépôt",
               "Date de la demande", "Fecha de solicitud", "Fecha de presentación", "Data do pedido",
               "Data de depósito", "Дата подачи заявки", "申请日", "申请日期", "出願日", "출원일"),
    "priorities": ("Priorities Data", "Priority Data", "Prioritätsdaten", "Données relatives à la priorité",
                   "Données relatives aux priorités", "Datos de prioridad", "Datos de las prioridades",
                   "Dados da prioridade", "Dados de prioridade", "Данные о приоритете", "优先权数据", "優先権データ",
                   "優先権情報", "우선권 정보"),
    "title": ("Title", "Titel", "Titre", "Título", "Название", "标题", "名称", "発明の名称", "발명의 명칭"),
    "ipc": ("I P C", "Int.Class", "International Classification", "CIB", "CIP", "IPK",
            "МПК", "国际专利分类", "国際特許分類", "국제특허분류"),
    "applicants": ("Applicants", "Applicant", "Anmelder", "Déposants", "Déposant", "Demandeurs", "Demandeur",
                   "Solicitantes", "Solicitante", "Requerentes", "Depositantes", "Заявители", "Заявитель", "申请人",
                   "出願人", "출원인"),
    "inventors": ("Inventors", "Inventor", "Erfinder", "Inventeurs", "Inventeur", "Inventores", "Изобретатели",
                  "Изобретатель", "发明人", "発明者", "발명자"),
}
NEEDED = ("number", "granted", "priorities", "ipc", "applicants", "inventors")

_LISTS = r"\s*[;；\n\r]+\s*"
_PRIORITIES = r"^\s*\[|\]\s*$|\s*[;；\n\r]+\s*|,\s+"
_DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}"
_DAY_LATER = rf"^(.*?)\s*\b({_DAY})(?:T\S*)?(?:\s+([A-Z]{{2}}))?$"  # number, day, office
_DAY_SECOND = rf"^([A-Z]{{2}})\s+([0-9]{{8}}|{_DAY})\s+(.+)$"  # office, day, number
_DAYS = ("%d.%m.%Y", *DAYS)

# ASSUME: In PATENTSCOPE's lists a US number that is not a year and seven digits, or any number with kind code B, is a
# grant, and its publication date is the date of grant; numbers of other offices do not tell applications from grants.
_GRANT = r"US(RE|PP|D|H|T)?[0-9]{1,8}|[A-Z]{2}[A-Z0-9]*[0-9]B[0-9]?"

# ASSUME: An applicant in PATENTSCOPE's lists whose name stands among the inventors of the same publication is a person:
# until September 2012 the US took only inventors as applicants, and international applications named them for the US
# alone. They stay applicants, marked as individuals; the firm that the rights went to is often not named at all.
_PERSON = "individual, also named as an inventor"
_MARK = "\x1f"  # stands behind such a name until it is read
_ENTRIES = {"applicant_name": f"rtrim(entry, '{_MARK}')",
            "applicant_kind": f"CASE WHEN ends_with(entry, '{_MARK}') THEN '{_PERSON}' END"}


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    `filing_date` is the earliest priority date where one is given, else the application date; the list of 2016 has no
    application dates, so its publications without a priority have no date. The family is the earliest priority, else
    the patent. `grant_date` is known of US grants. `applicants.kind_given` marks who is named as an inventor, too.
    `citations` and countries are empty.

    Raises
    ------
    InputError : the file cannot be read, or has dates with the month first and dates with the day first.
    """
    def reading(connection, found):
        for macro in _PRIORITY:
            connection.execute(f"CREATE MACRO {macro}")
        dates = [name for field in ("filing", "granted") for name in found[field]]
        days = (*slash_days(connection, dates, path, unclear=DAY_FIRST), *_DAYS)
        return Reading(_fields(found), _ENTRIES, days)
    return tables_of(path, source, as_of, sys.modules[__name__], reading)


def _fields(found):
    """SQL of the fields; the column of the priorities is that of the priority dates, too."""
    found["priority"] = found["priorities"]
    fields = fields_of(found, _LISTS, regex=True)
    fields["number"] = _number(found)
    plain = f"regexp_replace({compact(fields['number'])}, '^US([A-Z]*)0+', 'US\\1')"
    fields["granted"] = f"CASE WHEN regexp_full_match({plain}, '{_GRANT}') THEN {fields['granted']} END"
    fields["ipc"] = symbols(column(found["ipc"][0]))
    fields["applicants"] = _marked(fields["applicants"], fields["inventors"])
    given = first_list(found["priorities"], _PRIORITIES, regex=True)
    fields["priority"] = earliest(f"list_filter(list_transform({given}, lambda entry: priority_day(entry)), "
                                  "lambda day: day <> '')", _DAYS)
    fields["priorities"] = (f"list_transform(list_filter({given}, lambda entry: priority_day(entry) <> ''), "
                            "lambda entry: priority_written(entry))")
    return fields


# ASSUME: In PATENTSCOPE's list of today a publication number without its office gets the office from the column
# "Country"; where it is missing, the Application Id of an international application serves, which is the same number.
# The Application Ids of national records are PATENTSCOPE's own and say nothing outside it.
def _number(found):
    """SQL of the publication number with its office; an asterisk, which PATENTSCOPE sets behind some, is no part."""
    number = f"rtrim({bare(column(found['number'][0]))}, '* ')"
    if found["application"]:
        record = column(found["application"][0])
        number = f"coalesce({number}, CASE WHEN regexp_matches({record}, '^WO/?[0-9]') THEN {record} END)"
    if not found["office"]:
        return number
    office = f"upper(trim({column(found['office'][0])}))"
    lacks = f"regexp_full_match({office}, '[A-Z]{{2}}') AND NOT starts_with(upper({number}), {office})"
    return f"CASE WHEN {lacks} THEN {office} ELSE '' END || {number}"


def _marked(applicants, inventors):
    """SQL of the applicants, with the mark behind the name of each who is an inventor, too."""
    names = f"list_transform({inventors}, lambda name: lower(name))"
    return (f"list_transform({applicants}, lambda entry: CASE WHEN list_contains({names}, lower(entry)) "
            f"THEN entry || '{_MARK}' ELSE entry END)")


def _part(later, second):
    """SQL of a part of a priority, by its place in both patterns."""
    return (f"coalesce(nullif(regexp_extract(entry, '{_DAY_LATER}', {later}), ''), "
            f"regexp_extract(entry, '{_DAY_SECOND}', {second}))")


# ASSUME: Two of PATENTSCOPE's priorities are the same when office, number and day are; a check digit behind a full stop
# is no part of the number, and US numbers of eight digits (series and serial) are read as those of the year of filing.
_PRIORITY = (
    f"priority_day(entry) AS {_part(2, 2)}",
    f"priority_office(entry) AS {_part(3, 1)}",
    f"priority_digits(entry) AS regexp_replace(regexp_replace({_part(1, 3)}, '[.][0-9]$', ''), '[^0-9A-Za-z]', '', "
    "'g')",
    f"priority_when(entry) AS strftime(try_strptime(priority_day(entry), {list(_DAYS)}), '%Y%m%d')",
    """priority_written(entry) AS priority_office(entry) || ' ' || CASE WHEN priority_office(entry) = 'US'
           AND regexp_full_match(priority_digits(entry), '[0-9]{8}') THEN priority_when(entry)[:4] ELSE '' END
       || priority_digits(entry) || ' ' || priority_when(entry)""",
)
