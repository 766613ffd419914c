"""SDC Platinum, joint ventures and strategic alliances: one row per participant, or one per deal with lines in cells.

The number of the deal repeats in the rows of its participants, or stands in the first of them only; in report layout
one row holds all participants, one to a line. Dates are those of the United States, month first.
"""

import sys

from .cells import beside, flag, lines, partial_date, percent, plain
from .countries import country_code
from .rows import first_given, has_table, numbered_deals, value, words
from .shape import PARTICIPANT, Unusable

FORMAT = "sdc_alliances"
UNIT = "participant of a deal"


def _flags(*names):
    """A yes-or-no column under each of its names, bare and with what SDC puts behind them."""
    return tuple(name + more for name in names for more in (" Flag", " (Y/N)", " Flag (Y/N)", ""))


COLUMNS = {
    "number": ("Deal Number", "SDC Deal Number", "SDC Deal No", "Deal No.", "Alliance Deal Number", "Master Deal No"),
    "announced": ("Alliance Date Announced", "Date Announced", "Date Alliance Announced", "Announcement Date",
                  "Date of Announcement", "JV Date Announced"),
    "effective": ("Date Effective", "Alliance Date Effective", "Effective Date", "Date Alliance Signed", "Date Signed",
                  "Date Effective/Signed", "Date Completed", "JV Date Completed"),
    "announced_estimated": _flags("Date of Announcement Estimated", "Date Announced Estimated"),
    "effective_estimated": _flags("Date Alliance Signed Estimated", "Date Effective Estimated"),
    "status": ("Status", "Alliance Status", "Status of Alliance", "Deal Status", "JV Status"),
    "participants": ("Participants in Venture / Alliance (Long Name - 1 Line)",
                     "Participants in Venture / Alliance (Long Name)", "Participants in Venture / Alliance",
                     "Participants in Venture / Alliance (Short Name)", "Participant Long Name", "Participant Name",
                     "Participants", "Participant Short Name", "Participant", "JV Participant Name"),
    "nations": ("Participant Nation", "Participant Nation Name", "Nation of Participant", "Participant's Nation",
                "PNation", "JV Participant Nation"),
    "parents": ("Participant Ultimate Parent Name", "Participant Ultimate Parent", "Ultimate Parent Name",
                "Participant Ultimate Parent Short Name", "JV Participant Ult Parent Short Name"),
    "parent_nations": ("Participant Ultimate Parent Nation", "Ultimate Parent Nation", "PUPNation",
                       "JV Participant Ult Parent Nation"),
    "industries": ("Participant Primary SIC Code", "Participant SIC", "Participant SIC Code", "Participant Primary SIC",
                   "SIC Primary"),
    "roles": ("Participant Role", "JV Participant Role"),
    "shares": ("Percent Ownership by Participant", "Participant Total Ownership", "Participant Ownership",
               "Ownership by Participant (%)"),
    "type": ("Alliance Type", "Type of Alliance", "Type", "Transaction Type"),
    "joint_venture": _flags("Joint Venture", "JV", "JV Is A Joint Venture"),
    "research": _flags("Research and Development Agreement", "R&D Agreement", "Research and Development", "R&D",
                       "JV Is A Research And Devt Agreement"),
    "transfer": _flags("Technology Transfer", "Tech Transfer", "JV Has Technology Transfer"),
    "cross_transfer": _flags("Cross Technology Transfer", "Cross Tech Transfer", "JV Has Cross Technology Transfer"),
    "licence": _flags("Licensing Agreement", "License Agreement", "Licensing", "JV Is A Licensing Agreement"),
    "exclusive_licence": _flags("Exclusive Licensing Agreement", "Exclusive License Agreement", "Exclusive Licensing"),
    "cross_licence": _flags("Cross Licensing Agreement", "Cross Licensing", "JV Has Cross Licensing Agreement"),
    "manufacturing": _flags("Manufacturing Agreement", "Manufacturing", "JV Is A Manufacturing Agreement"),
    "supply": _flags("Supply Agreement", "Supply", "JV Is A Supply Agreement"),
    "oem": _flags("OEM/VAR Agreement", "Original Equipment Manufacturer Agreement", "OEM"),
    "marketing": _flags("Marketing Agreement", "Marketing", "JV Is A Marketing Agreement"),
    "activity": ("Activity Description", "Alliance Activity", "Alliance Activities", "Activities"),
    "name": ("Alliance Deal Name", "Deal Name", "JV Deal Name"),
    "text": ("Alliance Deal Synopsis", "Deal Synopsis", "Deal Text", "Alliance Deal Text", "Synopsis"),
}
# What all rows of a deal say alike, or all rows of a participant.
SAID_ONCE = {**dict.fromkeys(("announced", "effective", "status", "type", "joint_venture", "research", "transfer",
                              "cross_transfer", "licence", "exclusive_licence", "cross_licence", "manufacturing",
                              "supply", "oem", "marketing"), ()),
             **dict.fromkeys(("nations", "parents", "shares"), ("participants",))}
NEEDED = ("number", "announced", "participants", "nations")

_TECHNOLOGY = ("research", "transfer", "cross_transfer", "licence", "exclusive_licence", "cross_licence")
_PRODUCTION = ("manufacturing", "supply", "oem")
# Where the flags are not exported, the activities in words say the same.
_ACTIVITIES = {"research": ("research", "r&d", "development serv"), "transfer": ("technology transfer",),
               "licence": ("licens",), "manufacturing": ("manufactur", "production"), "supply": ("supply",),
               "marketing": ("marketing", "distribution", "sales", "retail", "wholesale")}
_STATUS = {"closed": ("completed/signed", "completed", "signed", "extended", "renegotiated", "expired", "c", "x", "r"),
           "announced": ("pending", "intended", "letter of intent", "seeking", "partner sought", "seeking partner",
                         "p", "s", "i"),
           "failed": ("withdrawn", "cancelled", "rumored", "rumoured", "rumor", "rumour", "w")}
_SECTORS = {"8221": "university", "8222": "university", "8731": "institute", "8733": "institute", "999A": "government",
            "9999": "government", "8062": "hospital"}


def matches(path):
    """Whether a table of the file has a deal's number and date, its participants and their nations."""
    return has_table(path, COLUMNS, NEEDED)


def read(path):
    """The file as deals, one for each number; each row belongs to the deal of its number, or of the last one above.

    Raises
    ------
    InputError : the file cannot be read, or has dates in two orders.
    """
    return numbered_deals(path, sys.modules[__name__], "sdc", ("announced", "effective"), "month first", _deal)


def _deal(rows, order):
    flags = _flags_of(rows)
    participants = _participants(rows)
    status, said, date = _course(rows, order)
    technology, sales_only = _content(flags)
    return dict(kind=_kind(rows, flags, participants), status=status, status_said=said, date=date,
                dated_by="signing" if plain(first_given(rows, "effective")["effective"]) else "announcement",
                technology_content=technology, sales_only=sales_only, participants=participants,
                licence=bool(flags["licence"] or flags["exclusive_licence"]),
                description=_text(rows) or words(first_given(rows, "name"), "name"), note=_note(participants))


def _text(rows):
    """The text of a deal, which may go on in the rows below; what its rows repeat stands once."""
    parts = dict.fromkeys(" ".join(words(row, "text").split()) for row in rows)
    return " ".join(part for part in parts if part)


def _flags_of(rows):
    """What is part of the alliance: {field: True, False or None where nothing is said}."""
    fields = ("joint_venture", *_TECHNOLOGY, *_PRODUCTION, "marketing")
    flags = {field: value(flag, first_given(rows, field), field) for field in fields}
    activity = " ".join(plain(row["activity"]) for row in rows).casefold()
    for field, signs in _ACTIVITIES.items():
        if flags[field] is None and activity:
            flags[field] = any(sign in activity for sign in signs)
    return flags


# ASSUME: Technology is part of an alliance in SDC where a flag or its activities name research, a transfer of
# technology or a licence; it is not where production or marketing is named instead; where nothing is named it is
# unclear.
def _content(flags):
    """(technology content, whether the alliance is about sales alone)."""
    if any(flags[field] for field in _TECHNOLOGY):
        return "yes", False
    production = any(flags[field] for field in _PRODUCTION)
    if flags["marketing"] or production:
        return "no", not production
    return "unclear", False


def _kind(rows, flags, participants):
    """A joint venture, a licence whose sides are known, or an alliance."""
    said = words(first_given(rows, "type"), "type").casefold()
    if flags["joint_venture"] or (flags["joint_venture"] is None and "joint venture" in said):
        return "joint_venture"
    roles = {participant["role"] for participant in participants}
    return "licence" if flags["licence"] and roles & {"licensor", "licensee"} else "alliance"


# ASSUME: An alliance in SDC that expired or was terminated counts from the day it took effect, since technology was
# shared while it ran; one that was terminated before it took effect has failed. An alliance without a stated status
# took effect where the date of that is given.
def _course(rows, order):
    """(status, status as given, date): signed and dated by the day of effect, else by its announcement."""
    said = words(first_given(rows, "status"), "status")
    effective = value(partial_date, first_given(rows, "effective"), "effective", order)
    announced = value(partial_date, first_given(rows, "announced"), "announced", order)
    if not (effective or announced):
        raise Unusable("announced", None, "no date")
    word = said.casefold()
    status = next((status for status, known in _STATUS.items() if word in known), None)
    if word in ("terminated", "t"):
        status = "closed" if effective else "failed"
    elif not word:
        status = "closed" if effective else "announced"
    if status is None:
        raise Unusable("status", said, "an unknown status; known are Completed/Signed, Pending, Terminated and others")
    estimated = "effective_estimated" if effective else "announced_estimated"
    # ASSUME: Of a date that SDC marks as estimated the month is kept, not the day.
    precise = 7 if value(flag, first_given(rows, estimated), estimated) else 10
    return status, said, (effective or announced)[:precise]


def _participants(rows):
    """Every participant once, in the order of the file."""
    found = {}
    for row in rows:
        names = [words({"participants": name}, "participants") for name in lines(row["participants"])]
        if not names and (plain(row["nations"]) or plain(row["parents"])):
            names = [""]
        paired = {field: beside(names, row[field]) for field in ("nations", "parents", "parent_nations", "industries",
                                                                 "roles", "shares")}
        for place, name in enumerate(names):
            one = _participant(name, {field: values[place] for field, values in paired.items()})
            found.setdefault((name.casefold() or row["source_row"], one["role"]), one)
    if not any(one["name"] for one in found.values()):
        raise Unusable("participants", None, "no participant has a name")
    return list(found.values())


def _participant(name, said):
    role = said["roles"].casefold()
    return {**PARTICIPANT, "name": name, "parent": said["parents"], "country_said": said["nations"],
            "country": country_code(said["nations"]), "parent_country": country_code(said["parent_nations"]),
            "sector": _SECTORS.get(said["industries"].split(" ")[0].upper()),
            "role": next((word for word in ("licensor", "licensee") if word in role), "participant"),
            "stake": value(percent, {"shares": said["shares"]}, "shares")}


def _note(participants):
    shares = ", ".join(f"{one['name']} {one['stake']:g}%" for one in participants if one["stake"] is not None)
    return f"Shares in the venture: {shares}." if shares else ""
