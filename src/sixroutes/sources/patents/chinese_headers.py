"""Exports with Chinese headers (incoPat, PatSnap, CNIPA, 大为), CSV or xlsx: one row per publication.

The providers name the same columns differently and write brackets in full or half width; `SPELLINGS` lists what is
known. Lists are parted by ";", "；", "|" or line breaks. Dates come as 2008-01-02, 2008/1/2, 2008.1.2, 2008年1月2日,
20080102 or as a spreadsheet's day number. What is empty may hold "-".
"""

import sys

from .publications import Reading, column, fields_of, listed, tables_of

FORMAT = "chinese_headers"
UNIT = "publication"
# In the order of preference: the first column that is filled is used. Applicants as filed come before owners of today.
COLUMNS = {
    "number": ("公开(公告)号", "公开号", "公告号", "公开公告号", "授权公告号", "申请公布号", "专利公开号",
               "公开(公告)号码", "公開(公告)號", "公開/公告號"),
    "applicants": ("申请人", "原始申请人", "原始申请(专利权)人", "申请(专利权)人", "专利申请人", "专利权人",
                   "申请人/专利权人", "申請人", "專利權人",
                   "当前申请(专利权)人", "当前专利权人", "当前权利人", "标准化申请人", "[标]原始申请(专利权)人",
                   "[标]当前申请(专利权)人"),
    "filing": ("申请日", "申请日期", "申請日"),
    "priority": ("最早优先权日", "最早优先权日期", "优先权日", "优先权日期"),
    "granted": ("授权公告日", "授权日", "授权日期", "授权公告日期"),
    "title": ("标题", "标题(中文)", "发明名称", "专利名称", "名称", "标题(译)(简体中文)"),
    "type": ("专利类型",),
    "inventors": ("发明人", "发明(设计)人", "发明人(设计人)", "设计人",
                  "发明/设计人", "發明人"),
    "ipc": ("IPC", "IPC分类号", "IPC分类", "分类号", "IPC主分类号", "IPC主分类", "主分类号"),
    "cpc": ("CPC", "CPC分类号", "CPC分类"),
    "citations": ("引证专利", "引证专利号", "引证专利公开号", "引用专利", "引文专利公开号"),
    "priorities": ("优先权号", "优先权", "优先权信息"),
    "members": ("简单同族", "简单同族成员", "简单同族专利", "简单同族公开号"),
}
NEEDED = ("number", "applicants")

_LISTS = r"\s*[;；|\n\r]+\s*"


def read(path, source="patents", as_of=None):
    """The file as tables; a repeated publication is a duplicate of its first row.

    `filing_date` is the earliest priority date where it is given, else the filing date; a file without either gives
    patents without a date. The family is the simple family where its members are listed, named by its least member,
    else the earliest priority number, else the patent. `grant_date` is known where the export has a column for it. A
    citation that is no publication number is left out; what stands in brackets before one is its category.

    Raises
    ------
    InputError : the file cannot be read, or has one column in two spellings.
    """
    return tables_of(path, source, as_of, sys.modules[__name__], _reading)


def _reading(_, found):
    fields = fields_of(found, _LISTS, regex=True)
    if found["priority"]:  # several dates may stand in one cell
        earliest = (f"list_min({listed(column(name), _LISTS, regex=True)})" for name in found["priority"])
        fields["priority"] = f"coalesce({', '.join(earliest)})"
    return Reading(fields)
