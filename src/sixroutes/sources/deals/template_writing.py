"""The event template as empty files: CSV, and a workbook with drop-downs and a page of help in both languages."""

import csv
import datetime
from pathlib import Path

from ... import tables
from ...vocabulary import EVENT_TYPES
from .template_words import COLUMNS, NEEDED, WORDS, choices

_TEXT = 49  # the built-in format for text
_ROWS = 2000  # rows of the sheet with drop-downs
_CREATED = datetime.datetime(2026, 1, 1)  # fixed, so that every run gives the same bytes
_WIDE = {"description": 60, "note": 40, "reason": 40, "technology": 30, "source_url": 30, "source_title": 30}


def write_template(folder):
    """Write `events.csv` and `events.xlsx`, empty but for the header, where they are not there yet.

    Parameters
    ----------
    folder : made if it is not there; a file that is there is left alone.

    Returns
    -------
    list of the paths that were written.
    """
    writers = {"events.csv": _write_csv, "events.xlsx": write_workbook}
    written = []
    for name, write in writers.items():
        path = Path(folder) / name
        if not path.exists():
            with tables.replacing(path) as temporary:
                write(temporary)
            written.append(path)
    return written


def _write_csv(path):
    # The mark at the start tells spreadsheet programs that the text is UTF-8.
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerow(COLUMNS)


def write_workbook(path, rows=()):
    """The workbook, with rows (each a dict by column) below the header."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "sixroutes: events", "created": _CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE7EF"})
        text, wrapped = book.add_format({"num_format": _TEXT}), book.add_format({"text_wrap": True, "valign": "top"})
        events, help_sheet = book.add_worksheet("events"), book.add_worksheet("help")
        first_type = _write_help(help_sheet, bold, wrapped)
        _write_events(events, bold, text, first_type)
        for number, row in enumerate(rows, 1):
            for place, name in enumerate(COLUMNS):
                if row.get(name) is not None:
                    events.write(number, place, row[name])


def _write_events(sheet, bold, text, first_type):
    """Header with comments, frozen; drop-downs where the values are fixed; everything but numbers as text."""
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(COLUMNS):
        number = name in ("stake_percent", "value_musd")
        sheet.set_column(place, place, _WIDE.get(name, 18), None if number else text)
        sheet.write_string(0, place, name, bold)
        sheet.write_comment(0, place, f"{WORDS[name][0]}\n{WORDS[name][1]}", {"x_scale": 2.5, "author": "sixroutes"})
        allowed = choices(name)
        if allowed:
            last = first_type + len(EVENT_TYPES)
            source = f"=help!$A${first_type + 1}:$A${last}" if allowed == tuple(EVENT_TYPES) else list(allowed)
            sheet.data_validation(1, place, _ROWS, place, {
                "validate": "list", "source": source, "error_title": name,
                "error_message": "Choose one of the list, see the sheet help. 请从列表中选择，见help表。"})


def _write_help(sheet, bold, wrapped):
    """Every column with its meaning and an example, then the types of events; gives the row of the first type."""
    for place, width in enumerate((24, 60, 60, 34, 34)):
        sheet.set_column(place, place, width, wrapped)
    heads = ("column 列名", "meaning", "含义", "may hold 可填", "example 示例")
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    for number, (name, (english, chinese, example)) in enumerate(WORDS.items(), 1):
        held = "see below 见下方" if name in ("event_type", "alternative_type") else ", ".join(choices(name))
        needed = "needed 必填" if name in NEEDED else "optional 可选"
        cells = (name, english, chinese, "; ".join(part for part in (needed, held) if part), example)
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, wrapped)
    start = len(WORDS) + 2
    for place, head in enumerate(("event type 事件类型", "meaning", "含义")):
        sheet.write_string(start, place, head, bold)
    for number, (name, words) in enumerate(EVENT_TYPES.items(), start + 1):
        for place, cell in enumerate((name, *words)):
            sheet.write_string(number, place, cell, wrapped)
    return start + 1
