"""What becomes of a file of patents or events, in the words that `sixroutes check` prints."""

from collections import Counter

from . import deals
from .layout import glance, match_columns
from .opening import unpacked
from .reading import room_of

_EXAMPLES = 3


def describe_file(path):
    """What a file is, how its columns are understood, and what becomes of its rows.

    Returns
    -------
    str : a first line with the layout and the account, then one indented line per finding.

    Raises
    ------
    InputError : the file cannot be read, or has no known layout.
    """
    with unpacked(path) as file:
        seen = glance(file)
        is_text = seen.columns and set(seen.columns.values()) == {"VARCHAR"}
        is_events = is_text and deals.looks_like_events(file)
        lines = _events(file) if is_events else _patent_file(seen)
    return "\n  ".join(line for line in lines if line)


def _events(path):
    events = deals.read(path)
    found, others = deals.understood(path)
    unclear = [f"{name!r} is not used; is it meant for {field}?" for name, field in others.items() if field]
    used = _used({field: [name] for field, name in found.items()}, others)
    return [*map(_account, events.account().itertuples()), used, *unclear,
            *_contradictions(getattr(events, "deals", ())), *_rejected(events.rejected)]


def _contradictions(deals):
    """Deals of which two rows say different things, by column."""
    found = [one for deal in deals for one in deal["contradictions"]]
    if not found:
        return []
    columns = Counter(one.column for one in found)
    return [f"deals with rows that contradict one another: {sum(bool(deal['contradictions']) for deal in deals):,}, in "
            + ", ".join(f"{name} ({count:,})" for name, count in columns.most_common()) + f"; for example {found[0]}"]


def _patent_file(seen):
    room = room_of(seen)
    tables = room.read(seen.path, "patents", None)
    return [*map(_account, tables.account.itertuples()), _columns(seen, room), _patents(tables),
            *_duplicates(tables.duplicates), *_rejected(tables.rejected)]


def _account(row):
    return (f"{row.format}, one row per {row.unit}: {row.read:,} read = {row.kept:,} kept + {row.duplicate:,} "
            f"duplicate + {row.rejected:,} rejected")


def _columns(seen, room):
    if not seen.columns:  # a folder of tables, or tagged text
        return ""
    found = match_columns(seen.columns, room.COLUMNS, seen.path)
    return _used(found, [name for name in seen.columns if not any(name in names for names in found.values())])


def _used(found, others):
    used = [f"{field} = {', '.join(names)}" for field, names in found.items() if names]
    text = "columns: " + "; ".join(used) if used else ""
    return text + (f"; not used: {', '.join(others)}" if used and others else "")


def _patents(tables):
    patents = tables.patents
    bases = ", ".join(f"{count:,} {basis}" for basis, count in patents["family_basis"].value_counts().items())
    undated = int((patents["date_precision"] == "none").sum())
    nameless = len(patents) - tables.applicants["patent_id"].nunique()
    more = [f"{undated:,} without a filing date" if undated else "", f"{nameless:,} without an applicant" if nameless
            else ""]
    return "; ".join(filter(None, [f"{len(patents):,} patents with {len(tables.applicants):,} applicants and "
                                   f"{len(tables.inventors):,} inventors", f"families by {bases or 'none'}", *more]))


def _duplicates(duplicates):
    """Of the repeated rows, those that say something else than the row that is kept."""
    differing = duplicates[duplicates["differs"].notna()]
    if differing.empty:
        return []
    columns = differing["differs"].str.split(" | ", regex=False).explode().value_counts()
    return [f"{len(differing):,} duplicates differ from the row that is kept, in "
            + ", ".join(f"{name} ({count:,})" for name, count in columns.items())
            + f"; for example row {differing['source_row'].iloc[0]:,} from row {differing['of_row'].iloc[0]:,}"]


def _rejected(rejected):
    """Each reason with its count and the first rows that it met."""
    lines = []
    for (column, reason), rows in rejected.groupby(["column", "reason"], sort=False):
        examples = ", ".join(f"row {row.source_row:,}" + (f" {row.value[:40]!r}" if isinstance(row.value, str) else "")
                             for row in rows.head(_EXAMPLES).itertuples())
        lines.append(f"rejected: {len(rows):,} x {reason} (column {column}; {examples})")
    return lines
