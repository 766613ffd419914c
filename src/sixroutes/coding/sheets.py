"""One sheet per coder, as a workbook with drop-downs and the codebook, and as CSV."""

import csv
import datetime
import re
from pathlib import Path

from .. import tables
from ..errors import InputError
from ..vocabulary import LANGUAGES
from .codebook import rows as codebook_rows
from .sampling import order_for
from .words import ANSWERS, COLUMNS, FILLED, INSTRUCTION, ROUTE_COLUMNS, SHOWN, SURE, say

SAMPLE = Path("coordinator") / "sample.csv"  # not for coders: the stratum is the rules' answer
_CREATED = datetime.datetime(2026, 1, 1)  # fixed, so that every run gives the same bytes
_WIDE = {"text": 60, "partners": 40, "answers": 40, "source": 30, "remark": 30, "unit_id": 26, "firm": 20}
_RESERVED = ("adjudication", "codebook", "coordinator", "sample")


def coder_names(text):
    """The names of coders out of a list with commas.

    Raises
    ------
    InputError : no name, a name twice, or one that cannot be the name of a file.

    >>> coder_names("A, 李雷")
    ['A', '李雷']
    """
    names = [name.strip() for name in re.split("[,，]", text) if name.strip()]
    for name in names:
        if not re.fullmatch(r"[\w-]+", name) or name.casefold() in _RESERVED:
            raise InputError(f"{name!r} cannot be the name of a coder", column="--coders",
                             expected="letters, digits, _ and -, separated by commas, for example A,B")
    folded = [name.casefold() for name in names]
    twice = [name for name in names if folded.count(name.casefold()) > 1]
    if twice:
        raise InputError(f"the coder {twice[-1]!r} is named twice", column="--coders", remedy="give each its own name")
    if not names:
        raise InputError("no coder is named", column="--coders", remedy="for example: --coders A,B")
    return names


def write_sheets(sample, texts, coders, folder, language="en", seed=1):
    """Write a sheet for each coder, as xlsx and CSV, and the sample for whoever coordinates.

    Parameters
    ----------
    sample : the table `sample`; texts : what is shown of each unit (`showing.shown`).
    coders : names; folder : where to; language : of the sheets; seed : of each coder's order.

    Returns
    -------
    list of the paths written.

    Raises
    ------
    InputError : one of the files is there already, so that nothing filled in is lost.
    """
    folder = Path(folder)
    paths = [folder / f"{coder}.{kind}" for coder in coders for kind in ("xlsx", "csv")] + [folder / SAMPLE]
    for path in paths:
        if path.exists():
            raise InputError("the file is there already", file=path, remedy="choose another folder, or remove the file")
    for coder in coders:
        rows = [{"unit_id": unit, "coder": coder, **texts[unit]} for unit in order_for(coder, sample["unit_id"], seed)]
        write_sheet(folder / coder, (*SHOWN, *FILLED), rows, language)
    with tables.replacing(folder / SAMPLE) as temporary:
        sample.to_csv(temporary, index=False, encoding="utf-8-sig", lineterminator="\n")
    return paths


def write_sheet(stem, columns, rows, language):
    """`stem`.xlsx and `stem`.csv with these columns and rows (dicts of text by column)."""
    for suffix, write in ((".xlsx", _write_workbook), (".csv", _write_csv)):
        with tables.replacing(stem.with_name(stem.name + suffix)) as temporary:
            write(temporary, columns, rows, language)


def _write_csv(path, columns, rows, language):
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([say(COLUMNS, column, language) for column in columns])
        writer.writerows([_plain(row.get(column, "")) for column in columns] for row in rows)


def _plain(text):
    """A text that no spreadsheet program takes for a formula: an apostrophe stands before a leading sign.

    >>> _plain("=1+1"), _plain("5G"), _plain("-")
    ("'=1+1", '5G', "'-")
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write_workbook(path, columns, rows, language):
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "sixroutes: coding", "created": _CREATED})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE7EF"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": 49})  # 49: text, never a number
        filled = book.add_format({"text_wrap": True, "valign": "top", "num_format": 49, "bg_color": "#FFF8DC"})
        answers, codebook = (book.add_worksheet(names[LANGUAGES.index(language)])
                             for names in (("codes", "编码表"), ("codebook", "编码手册")))
        _write_rows(answers, columns, rows, language, head, wrapped, filled)
        _write_codebook(codebook, language, head, wrapped)


def _write_rows(sheet, columns, rows, language, head, wrapped, filled):
    """Header, frozen; everything as text (write_string makes no formulas); drop-downs where an answer is wanted."""
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        style = filled if column in FILLED else wrapped
        sheet.set_column(place, place, _WIDE.get(column, 18), style)
        sheet.write_string(0, place, say(COLUMNS, column, language), head)
        for number, row in enumerate(rows, 1):
            sheet.write_string(number, place, row.get(column, ""), style)
        terms = ANSWERS if column in ROUTE_COLUMNS else SURE if column == "certainty" else None
        if terms and rows:
            sheet.data_validation(1, place, len(rows), place, {
                "validate": "list", "source": [say(terms, code, language) for code in terms],
                "error_title": say(COLUMNS, column, language),
                "error_message": "Choose one of the list. 请从列表中选择。"})


def _write_codebook(sheet, language, head, wrapped):
    for place, width in enumerate((44, 70, 70)):
        sheet.set_column(place, place, width, wrapped)
    sheet.write_string(0, 0, INSTRUCTION[LANGUAGES.index(language)], wrapped)
    for number, cells in enumerate(codebook_rows(language), 2):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, head if not any(cells[1:]) else wrapped)
