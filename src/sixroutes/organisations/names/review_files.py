"""The review table as a file that a person fills in: CSV or a workbook with drop-downs, and its way back."""

import csv
import datetime
import difflib
import re
from pathlib import Path

import pandas as pd

from ... import tables
from ...errors import InputError
from .review import COLUMNS
from .review_words import CHOICES, WORDS

FILLED_IN = ["decision", "decided_by", "reason"]
_NEEDED = ["raw_name", "other_name", "other_organisation_id", "decision"]
_CREATED = datetime.datetime(2026, 1, 1)  # fixed, so that every run gives the same bytes
_LONGEST = 32_767  # characters that a cell of a workbook holds
_TEXT = 49  # the built-in format for text
# What a spreadsheet program may take for a formula; apostrophes before it are counted, so that the way back is exact.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_WIDE = {"raw_name": 45, "other_name": 45, "reason": 40, "organisation_id": 22, "other_organisation_id": 22}


def write_review(review, path):
    """Write the review table with empty columns for a person's decisions.

    Parameters
    ----------
    review : table `name_review`; path : a .csv or .xlsx file that is not there yet.

    Raises
    ------
    InputError : another kind of file, the file is there already (it may hold decisions), or a name is too long for a
        workbook.
    """
    path = Path(path)
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx}
    if path.suffix.lower() not in writers:
        raise InputError(f"a review cannot be written as {path.suffix or 'a file without ending'!r}", file=path,
                         expected=".csv or .xlsx", remedy="choose another name")
    if path.exists():
        raise InputError("the file is there already, and may hold decisions", file=path,
                         remedy="choose another name, or remove the file")
    cells = [["" if pd.isna(value) else value for value in row] for row in review[COLUMNS].itertuples(index=False)]
    with tables.replacing(path) as temporary:
        writers[path.suffix.lower()](cells, temporary)


def read_review(path):
    """What a person has filled in: DataFrame[row, raw_name, decision, other_name, organisation_id, decided_by, reason],
    only rows with a decision; `row` is the row of the file.

    Raises
    ------
    InputError : not a review file, or a decision that is none; names the row and the nearest decision.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("the file is not there", file=path, remedy="check the path")
    rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    header = [str(cell).strip().lstrip("\ufeff") for cell in rows[0][1]] if rows else []
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise InputError(f"no column {missing[0]!r}", file=path, row=1, expected=", ".join(COLUMNS + FILLED_IN),
                         remedy="fill in a file that `sixroutes review STUDY --to` has written")
    found = [_decision(row, dict(zip(header, cells, strict=False)), path) for row, cells in rows[1:]]
    columns = ["row", "raw_name", "decision", "other_name", "organisation_id", "decided_by", "reason"]
    return pd.DataFrame([row for row in found if row], columns=columns)


def _decision(row, cells, path):
    """One row of the file as a decision; None where the person has left it open."""
    word = str(cells.get("decision") or "").strip().lower()
    if not word:
        return None
    if word not in CHOICES:
        near = difflib.get_close_matches(word, CHOICES, n=1)
        raise InputError(f"unknown decision {word!r}", file=path, row=row, column="decision",
                         expected=", ".join(CHOICES),
                         remedy=f"did you mean {near[0]!r}?" if near else "write one of them, or leave the cell empty")
    raw, other, whose = cells["raw_name"], cells["other_name"], cells["other_organisation_id"].strip()
    if word == "same" and raw == other:  # the name of the organisation itself: to confirm it says whose it is
        word = "organisation"
    held = {"other_name": None, "organisation_id": whose} if word == "organisation" else {
        "other_name": other, "organisation_id": None}
    return {"row": row, "raw_name": raw, "decision": word, **held,
            **{name: cells.get(name, "").strip() for name in ("decided_by", "reason")}}


def _write_csv(cells, path):
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(COLUMNS + FILLED_IN)
        writer.writerows([*map(as_text, row), "", "", ""] for row in cells)


def as_text(cell):
    """A cell that no spreadsheet program takes for a formula.

    >>> as_text("=1+1"), as_text("'=1+1"), as_text("Haier"), as_cell("'=1+1")
    ("'=1+1", "''=1+1", 'Haier', '=1+1')
    """
    return "'" + cell if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_cell(text):
    """What `as_text` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _read_csv(path):
    """[(row of the file, cells)]; a cell with line breaks takes several rows, the first one counts."""
    found, line = [], 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
        separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        reader = csv.reader(_lines(text), delimiter=separator, strict=True)
        for cells in reader:
            found += [(line, [as_cell(cell) for cell in cells])] if any(cells) else []
            line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text ({error.reason} at byte {error.start})", file=path,
                         remedy="save the file as 'CSV UTF-8' or xlsx and try again") from error
    except csv.Error as error:
        raise InputError(f"not a readable CSV: {error}", file=path, row=line,
                         remedy="look for an unclosed quote, or use xlsx") from error
    return found


def _lines(text):
    """Lines by line feed alone: other breaks (U+2028, form feed) are part of a name."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _write_xlsx(cells, path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "sixroutes: review of names", "created": _CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE7EF"})
        text, wrapped = book.add_format({"num_format": _TEXT}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet, help_sheet = book.add_worksheet("review"), book.add_worksheet("help")
        _write_head(sheet, bold, text, len(cells))
        for number, row in enumerate(cells, 1):
            for place, cell in enumerate(row):
                _write_cell(sheet, number, place, cell)
        _write_help(help_sheet, bold, wrapped)


def _write_cell(sheet, number, place, cell):
    if not isinstance(cell, str):
        sheet.write_number(number, place, cell)
    elif len(cell) > _LONGEST:
        raise InputError(f"a name of {len(cell):,} characters, {cell[:40]!r} …", row=number + 1,
                         column=COLUMNS[place], expected=f"at most {_LONGEST:,} in a workbook",
                         remedy="write the review as .csv")
    else:
        sheet.write_string(number, place, cell)


def _write_head(sheet, bold, text, n_rows):
    """Header with comments, frozen; a drop-down for the decision."""
    sheet.freeze_panes(1, 2)
    for place, name in enumerate(COLUMNS + FILLED_IN):
        number = name in ("rank", "score", "n_units")
        sheet.set_column(place, place, _WIDE.get(name, 12), None if number else text)
        sheet.write_string(0, place, name, bold)
        sheet.write_comment(0, place, f"{WORDS[name][0]}\n{WORDS[name][1]}", {"x_scale": 2.5, "author": "sixroutes"})
    place = len(COLUMNS)
    sheet.data_validation(1, place, max(n_rows, 1), place, {
        "validate": "list", "source": list(CHOICES), "error_title": "decision",
        "error_message": "Choose one of the list, see the sheet help. 请从列表中选择，见help表。"})


def _write_help(sheet, bold, wrapped):
    """Every column and every decision, in English and Chinese."""
    for place, width in enumerate((26, 70, 70)):
        sheet.set_column(place, place, width, wrapped)
    heads, decisions = ("column 列名", "meaning", "含义"), ("decision 决定", "meaning", "含义")
    rows = [(name, *WORDS[name]) for name in COLUMNS + FILLED_IN]
    rows += [("", "", ""), decisions, *((name, *words) for name, words in CHOICES.items())]
    for number, row in enumerate([heads, *rows]):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, bold if row in (heads, decisions) else wrapped)


def _read_xlsx(path):
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.CalamineError as error:
        raise InputError(f"not a workbook that can be read ({error})", file=path,
                         remedy="save it again as xlsx, or use CSV") from error
    sheet = "review" if "review" in book.sheet_names else book.sheet_names[0]
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [(number, [cell if isinstance(cell, str) else str(cell) for cell in cells])
            for number, cells in enumerate(rows, 1) if any(cell != "" for cell in cells)]
