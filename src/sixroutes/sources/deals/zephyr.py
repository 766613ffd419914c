"""Zephyr (Bureau van Dijk), list of deals: acquirors, targets and vendors in rows that follow, or as lines in cells.

A row without a number belongs to the deal above; a number that comes again (one row for each pair of acquiror and
target) is the same deal. Dates have the day first.
"""

import re
import sys

from .cells import beside, lines, number, partial_date, percent
from .countries import country_code
from .rows import first_given, has_table, numbered_deals, value, words
from .shape import PARTICIPANT, Unusable

FORMAT = "zephyr"
UNIT = "deal and party"
COLUMNS = {
    "number": ("Deal Number", "Deal No.", "Zephyr Deal Number"),
    "acquirers": ("Acquiror name", "Acquirer name", "Acquiror company name", "Acquirors"),
    "acquirer_countries": ("Acquiror country code", "Acquirer country code", "Acquiror country ISO code",
                           "Acquiror country"),
    "acquirer_groups": ("Group acquiror name", "Group acquirer name", "Acquiror ultimate owner name"),
    "acquirer_group_countries": ("Group acquiror country code", "Group acquirer country code"),
    "targets": ("Target name", "Target company name", "Targets"),
    "target_countries": ("Target country code", "Target country ISO code", "Target country"),
    "vendors": ("Vendor name", "Vendors"),
    "vendor_countries": ("Vendor country code", "Vendor country"),
    "type": ("Deal type", "Deal types", "Type of deal"),
    "status": ("Deal status", "Status of deal"),
    "before": ("Initial stake (%)", "Initial stake"),
    "bought": ("Acquired stake (%)", "Acquired stake"),
    "after": ("Final stake (%)", "Final stake"),
    "value_usd": ("Deal value th USD",),
    "value_eur": ("Deal value th EUR",),
    "announced": ("Announced date", "Announcement date", "Date announced"),
    "completed": ("Completed date", "Completion date", "Date completed"),
    "assumed": ("Assumed completion date", "Assumed completed date"),
    "rumour": ("Rumour date", "Rumor date"),
    "headline": ("Deal headline", "Deal title"),
    "comments": ("Deal comments", "Deal comment", "Deal rationale"),
}
# What all rows of a deal say alike (a row below without a number may add a type), or all of an acquiror and a target.
SAID_ONCE = {**dict.fromkeys(("status", "announced", "completed", "assumed", "rumour"), ()), "type": ("number",),
             **dict.fromkeys(("before", "bought", "after"), ("acquirers", "targets"))}
NEEDED = ("number", "acquirers", "targets", "target_countries", "type", "status")

_DATES = ("completed", "assumed", "announced", "rumour")
_STATUS = {"closed": ("completed", "completed assumed", "unconditional"),
           "announced": ("announced", "pending", "postponed", "expected"), "failed": ("withdrawn", "rumour", "rumor")}
# Kinds of deals by how their type begins: (kind, whether it gives control where no stake is stated).
_KINDS = {"acquisition": ("purchase", "yes"), "merger": ("purchase", "yes"), "minority stake": ("purchase", "no"),
          "institutional buy": ("purchase", "yes"), "management buy": ("purchase", "yes"), "ibo": ("purchase", "yes"),
          "mbo": ("purchase", "yes"), "mbi": ("purchase", "yes"), "bimbo": ("purchase", "yes"),
          "capital increase": ("purchase", "no"), "joint venture": ("joint_venture", "unknown")}
_NOT_COVERED = ("initial public offering", "ipo", "planned ipo", "share buyback", "share buy-back", "demerger",
                "private placing", "public takeover", "listing", "dividend", "rights issue", "convertible",
                "secondary offering", "asset swap", "debt")


def matches(path):
    """Whether a table of the file has a deal's number, type and status, its acquirors and its targets."""
    return has_table(path, COLUMNS, NEEDED)


def read(path):
    """The file as deals, one for each number.

    Raises
    ------
    InputError : the file cannot be read, or has dates in two orders.
    """
    return numbered_deals(path, sys.modules[__name__], "zephyr", _DATES, "day first", _deal)


def _deal(rows, order):
    kind, control, said = _kind(rows)
    status, status_said = _status(rows)
    date, dated_by = _date(rows, order, status)
    before, after = _stakes(rows, said)
    sure = status_said.casefold() == "completed" and dated_by == "closing"
    return dict(kind=kind, control=control, status=status, status_said=status_said, date=date, dated_by=dated_by,
                stake_before=before, stake_after=after, participants=_participants(rows, kind),
                # ASSUME: A deal whose closing Zephyr states is confirmed; one that it assumes to have closed, or whose
                # closing it does not date, is confirmed in part.
                verified="yes" if sure else "partly", note=_note(rows),
                description=words(first_given(rows, "headline"), "headline")
                or words(first_given(rows, "comments"), "comments"))


def _kind(rows):
    """(kind, control, the type as given): the first line of the deal's types that the codebook covers."""
    types = [one for row in rows for one in lines(row["type"]) if one]
    if not types:
        raise Unusable("type", None, "no deal type")
    for said in types:
        kind = next((kind for begins, kind in _KINDS.items() if said.casefold().startswith(begins)), None)
        if kind:
            return *kind, said
    if any(said.casefold().startswith(_NOT_COVERED) for said in types):
        raise Unusable("type", types[0], "the codebook has no event type for such a deal", fault=False)
    raise Unusable("type", types[0], "an unknown deal type")


def _status(rows):
    said = words(first_given(rows, "status"), "status")
    word = said.casefold()
    status = next((status for status, known in _STATUS.items() if word.startswith(known)), None)
    if status is None:
        raise Unusable("status", said, "an unknown status" if said else "no status")
    return status, said


def _date(rows, order, status):
    """The date and what it is of: closing where the deal has closed and the day is given, else the announcement."""
    dates = {field: value(partial_date, first_given(rows, field), field, order) for field in _DATES}
    fields = _DATES if status == "closed" else ("announced", "rumour", "completed", "assumed")
    field = next((field for field in fields if dates[field]), None)
    if field is None:
        raise Unusable("announced", None, "no date")
    return dates[field], {"completed": "closing", "assumed": "assumed closing"}.get(field, "announcement")


def _stakes(rows, said):
    """The stake before and after, from their columns, else from the type ("increased from 12% to 100%")."""
    given = {field: max(_shares(rows, field), default=None) for field in ("before", "bought", "after")}
    stated = [value(percent, {"type": share}, "type") for share in re.findall(r"(\d+(?:\.\d+)?)\s*%", said)]
    if len(stated) == 2:
        given = {**given, **{field: share for field, share in zip(("before", "after"), stated, strict=True)
                             if given[field] is None}}
    elif len(stated) == 1 and given["bought"] is None:
        given["bought"] = stated[0]
    before, bought, after = given["before"], given["bought"], given["after"]
    if after is None and bought is not None:
        after = bought + (before or 0)
    if after is not None and after > 100.5:
        raise Unusable("after", f"{after:g}", "a stake above 100%")
    if before is not None and after is not None and before > after:
        raise Unusable("after", f"{after:g}", "the stake after the deal is smaller than before")
    return before, None if after is None else min(after, 100.0)


def _shares(rows, field):
    """The shares that a deal's rows state; several acquirors may state several."""
    shares = [value(percent, {field: one}, field) for row in rows for one in lines(row[field])]
    return [share for share in shares if share is not None]


def _participants(rows, kind):
    """Acquirors, targets and vendors, each once; the partners of a joint venture are its acquirors."""
    found = {}
    for row in rows:
        for side, role in (("acquirer", "participant" if kind == "joint_venture" else "acquirer"),
                           ("target", "target"), ("vendor", "vendor")):
            for one in _side(row, side, role):
                found.setdefault((one["name"].casefold(), role), one)
    if not any(one["role"] == "target" for one in found.values()) and kind == "purchase":
        raise Unusable("targets", None, "the target has no name")
    if not found:
        raise Unusable("acquirers", None, "no party has a name")
    return list(found.values())


def _side(row, side, role):
    names = [words({f"{side}s": name}, f"{side}s") for name in lines(row[f"{side}s"])]
    paired = {field: beside(names, row.get(field)) for field in (f"{side}_countries", f"{side}_groups",
                                                                 f"{side}_group_countries", "bought")}
    for place, name in enumerate(names):
        said = {field: values[place] for field, values in paired.items()}
        if name:
            yield {**PARTICIPANT, "name": name, "role": role, "parent": said[f"{side}_groups"],
                   "country_said": said[f"{side}_countries"], "country": country_code(said[f"{side}_countries"]),
                   "parent_country": country_code(said[f"{side}_group_countries"]),
                   "stake": value(percent, {"bought": said["bought"]}, "bought") if side == "acquirer" else None}


def _note(rows):
    """The value of the deal in words."""
    for field, currency in (("value_usd", "US dollars"), ("value_eur", "euros")):
        thousands = value(number, first_given(rows, field), field)
        if thousands:
            return f"Value: {thousands / 1000:,.1f} million {currency}."
    return ""
