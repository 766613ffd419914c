"""Exports with Chinese headers (incoPat, PatSnap, CNIPA, 大为), CSV or xlsx: one row per publication.

The providers name the same columns differently and write brackets in full or half width; `SPELLINGS` lists what is
known. Lists are parted by ";", "；", "|" or line breaks. Dates come as 2008-01-02, 2008/1/2, 2008.1.2, 2008年1月2日,
20080102 or as a spreadsheet's day number. What is empty may hold "-".
"""

import sys
import unicodedata

from ..errors import InputError
from .layout import columns_of
from .publications import column, date_of, given, listed, tables_of

FORMAT = "chinese_headers"
UNIT = "publication"
COLUMNS = dict.fromkeys(("公开（公告）号", "申请人", "申请日"), "VARCHAR")
# In the order of preference: the first column that is filled is used. Applicants as filed come before owners of today.
_NAMES = {
    "number": ("公开(公告)号", "公开号", "公告号", "公开公告号", "授权公告号", "公开(公告)号码"),
    "applicants": ("申请人", "原始申请人", "原始申请(专利权)人", "申请(专利权)人", "专利申请人", "专利权人",
                   "当前申请(专利权)人", "当前专利权人", "当前权利人", "标准化申请人", "[标]原始申请(专利权)人",
                   "[标]当前申请(专利权)人"),
    "filing": ("申请日", "申请日期"),
    "priority": ("最早优先权日", "最早优先权日期", "优先权日", "优先权日期"),
    "granted": ("授权公告日", "授权日", "授权日期", "授权公告日期"),
    "title": ("标题", "标题(中文)", "发明名称", "专利名称", "名称", "标题(译)(简体中文)"),
    "type": ("专利类型",),
    "inventors": ("发明人", "发明(设计)人", "发明人(设计人)", "设计人"),
    "classes": ("IPC", "IPC分类号", "IPC分类", "分类号", "IPC主分类号", "IPC主分类", "主分类号"),
    "citations": ("引证专利", "引证专利号", "引证专利公开号", "引用专利", "引文专利公开号"),
    "members": ("简单同族", "简单同族成员", "简单同族专利", "简单同族公开号"),
}
SPELLINGS = {"公开（公告）号": _NAMES["number"], "申请人": _NAMES["applicants"],
             "申请日": (*_NAMES["filing"], *_NAMES["priority"])}

_LISTS = r"\s*[;；|\n\r]+\s*"
_MANY = ("applicants", "inventors", "classes", "citations", "members")
_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M",
            "%Y/%m/%d %H:%M:%S"]


def matches(path):
    """Whether the file has a publication number and an applicant under a known Chinese name."""
    found = _columns(columns_of(path), path)
    return bool(found["number"] and found["applicants"])


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    `filing_date` is the earliest priority date where it is given, else the filing date. The family is the simple family
    where its members are listed, named by its least member, else the patent. `grant_date` is known where the export has
    a column for it. A citation that is no publication number is left out; what stands in brackets before one is its
    category.

    Raises
    ------
    InputError : the file cannot be read, has one column in two spellings, or has no date of filing or priority: such
        patents cannot be dated, and no row of the file could be used.
    """
    def fields(connection, columns):
        found = _columns(columns, path)
        if not found["filing"] and not found["priority"]:
            raise InputError("the column is missing; without it no patent can be dated", file=path, column="申请日",
                             expected="one of " + ", ".join(SPELLINGS["申请日"]),
                             remedy="export the file again and tick 申请日 (filing date) among the fields")
        names = {field: found[field][0] for field in ("number", "priority", "filing", "granted") if found[field]}
        return {field: _value(field, given_by) for field, given_by in found.items() if given_by}, names, _date
    return tables_of(path, source, as_of, sys.modules[__name__], fields)


def _columns(columns, path):
    """The file's columns for each field, in the order of preference.

    Raises
    ------
    InputError : two columns differ in the width of their brackets only.
    """
    plain = {}
    for name in columns:
        if _plain(name) in plain:
            raise InputError(f"the same column twice: {plain[_plain(name)]!r} and {name!r}", file=path, column=name,
                             remedy="delete or rename one of the two, or export the file again")
        plain[_plain(name)] = name
    return {field: [plain[name] for name in names if name in plain] for field, names in _NAMES.items()}


def _plain(name):
    """A column's name with half-width brackets and without spaces.

    >>> _plain("公开（公告）号 ")
    '公开(公告)号'
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


def _value(field, columns):
    """SQL of a field: the first of its columns that is filled."""
    if field == "priority":
        return f"coalesce({', '.join(f'list_min({listed(column(name), _LISTS)})' for name in columns)})"
    if field not in _MANY:
        return f"coalesce({', '.join(given(column(name)) for name in columns)})"
    lists = [listed(column(name), _LISTS) for name in columns]
    return "CASE " + " ".join(f"WHEN len({one}) > 0 THEN {one}" for one in lists) + " ELSE [] END"


def _date(value):
    """SQL of a date: eight digits, the day number of a spreadsheet (1 = 1 January 1900), or a date with signs."""
    return (f"CASE WHEN regexp_full_match({value}, '[0-9]{{8}}') THEN {date_of(value, ['%Y%m%d'])} "
            f"WHEN regexp_full_match({value}, '[0-9]{{4,5}}([.]0*)?') AND CAST({value} AS DOUBLE) > 2100 "
            f"THEN DATE '1899-12-30' + CAST(CAST({value} AS DOUBLE) AS INTEGER) ELSE {date_of(value, _FORMATS)} END")
