"""PatentsView's bulk tables: one folder of tab-separated files, zipped or not, of which `g_patent` must be there.

Names as printed stand in the tables "not disambiguated", names told apart by PatentsView in those "disambiguated".
Which file is which table is found by its header. The queries stand in `patentsview_queries.py`.
"""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, is_zipfile

import pandas as pd

from ...errors import InputError
from ...schemas import CONTRACTS, check
from ..layout import Tables, arrow_of, first_of_each, framed, glance, last_day, match_columns, working_database
from ..opening import file_in, header_of, load_records, quoted, size_in
from . import patentsview_queries as queries
from .table_sets import Table, files_of, rejected_frame, table_of

FORMAT = "patentsview_tables"
UNIT = "patent"
# What DuckDB may hold: of a million patents next to nothing then waits on the disk. More patents get as much more,
# since what waits on the disk is read and written again, and time would grow faster than the files; but no more than a
# quarter of the machine, where the frames must have room, too.
_LEAST, _SHARE, _MOST = 800_000_000, 0.4, "25%"


def _people(unit, who, names, place_id):
    """A table of applicants or inventors; `names` is how its columns of names begin."""
    columns = {"patent_id": ("patent_id",), "sequence": (f"{who}_sequence",), "first": (f"{names}_first",),
               "last": (f"{names}_last",), "place_id": place_id}
    if who == "assignee":
        columns |= {"organisation": (names.replace("individual_name", "organization"),), "type": ("assignee_type",)}
    return Table(unit, columns, ("patent_id", "sequence", "last"), required=False,
                 repeats="an earlier row of the same place in the list")


def _places(unit, place_id, kind):
    columns = {"place_id": place_id, **{part: (f"{kind}_{part}",) for part in ("city", "state", "country")}}
    return Table(unit, columns, ("place_id", "city", "country"), required=False)


_PRINTED_AT, _TOLD_AT = ("rawlocation_id", "raw_location_id"), ("location_id",)
TABLES = {
    "g_patent": Table("patent", {"patent_id": ("patent_id",), "type": ("patent_type",), "granted": ("patent_date",),
                                 "title": ("patent_title",), "kind": ("wipo_kind",)},
                      ("patent_id", "granted", "title"), repeats="an earlier row of the same patent"),
    "g_application": Table("application", {"application_id": ("application_id",), "patent_id": ("patent_id",),
                                           "filed": ("filing_date",)}, ("application_id", "patent_id", "filed"),
                           required=False, repeats="an earlier row of the same patent"),
    "g_assignee_not_disambiguated": _people("applicant as printed", "assignee", "raw_assignee_individual_name",
                                            _PRINTED_AT),
    "g_assignee_disambiguated": _people("applicant told apart", "assignee", "disambig_assignee_individual_name",
                                        _TOLD_AT),
    "g_inventor_not_disambiguated": _people("inventor as printed", "inventor", "raw_inventor_name", _PRINTED_AT),
    "g_inventor_disambiguated": _people("inventor told apart", "inventor", "disambig_inventor_name", _TOLD_AT),
    "g_location_not_disambiguated": _places("place as printed", _PRINTED_AT, "raw"),
    "g_location_disambiguated": _places("place told apart", _TOLD_AT, "disambig"),
    "g_cpc_current": Table("class", {"patent_id": ("patent_id",), "symbol": ("cpc_group",)}, ("patent_id", "symbol"),
                           required=False, repeats="an earlier row of the same patent and class"),
    "g_us_patent_citation": Table("citation", {"patent_id": ("patent_id",), "cited": ("citation_patent_id",),
                                               "category": ("citation_category",)}, ("patent_id", "cited"),
                                  required=False, repeats="an earlier row of the same two patents"),
}
# What looks like one of these tables and is another: classes at issue have a version, mentions have a row per inventor.
_OTHERS = {
    "g_cpc_at_issue": Table("class at issue", {name: (name,) for name in ("patent_id", "cpc_group", "cpc_action_date")},
                            ("patent_id", "cpc_group", "cpc_action_date"), required=False),
    "patentsview_mentions": Table("inventor mention", {name: (name,) for name in (
        "mention_id", "patent_id", "patent_date", "patent_title")},
        ("mention_id", "patent_id", "patent_date", "patent_title"), required=False)}


def matches(seen):
    """Whether a folder has the table of patents, or a file is that table."""
    headers = seen.tables.values() if seen.path.is_dir() else [seen.columns]
    return any(table_of(TABLES | _OTHERS, columns) == "g_patent" for columns in headers)


def read(path, source="patents", as_of=None):
    """The tables as patents with all that belongs to them; `path` is the folder, or the table of patents in it.

    A patent without a usable filing date is kept without date; the row with the impossible date is rejected. Of two
    tables with the same people, the printed names count. What is about a patent that is not kept is rejected.

    Returns
    -------
    Tables : the account has a row for every file.

    Raises
    ------
    InputError : two files are the same table, a file has the name of a table and not its columns or cannot be read, or
        `as_of` is no date.
    """
    folder, files = _find(Path(path))
    # A second thread puts the texts into one table and checks it, while the next file is read.
    with working_database() as connection, ThreadPoolExecutor(1) as second:
        reading = _Reading(connection, second, folder, files, source)
        reading.read_patents(last_day(as_of))
        # The people come first, because they need most room beside the frames.
        reading.read_people("assignee", "applicants")
        reading.read_people("inventor", "inventors")
        reading.read_list("g_us_patent_citation", "citations", "citing_id", "cited_id")
        reading.read_list("g_cpc_current", "classifications", "patent_id", "symbol")
        for name in ("patents", "families", "duplicates"):
            reading.make(name)
        frames = {name: frame.result() for name, frame in reading.frames.items()}
        return Tables(**frames, rejected=rejected_frame(connection), account=reading.account())


def _find(path):
    """The folder, and the file that holds each table of it: {table: name of the file}."""
    folder = path if path.is_dir() else path.parent
    found = files_of(TABLES | _OTHERS, glance(folder))
    if path != folder and len(found["g_patent"]) > 1:
        inside = [PurePosixPath(name).name for name in ZipFile(path).namelist()] if is_zipfile(path) else [path.name]
        found["g_patent"] = [name for name in found["g_patent"] if name in inside]
    for table, names in found.items():
        if table in TABLES and len(names) > 1:
            raise InputError(f"two files hold the table {table}: {names[0]} and {names[1]}", file=folder,
                             remedy="take one of the two out of the folder")
    return folder, {table: names[0] for table, names in found.items() if table in TABLES and names}


class _Reading:
    """One folder on its way through DuckDB, one file at a time, with the account of its rows."""

    def __init__(self, connection, second, folder, files, source):
        self.connection, self.second, self.folder, self.files, self.frames = connection, second, folder, files, {}
        self.constants = {"source": source, "source_file": files["g_patent"]}
        self.numbers, self.columns, self.read, self.kept = {}, {}, {}, {}
        self.run(*queries.START)
        self.memory = self.limit()
        self.give_back()

    def run(self, *statements):
        for statement in statements:
            self.connection.execute(statement)

    def ask(self, query):
        return self.connection.execute(query).fetchall()[0][0]

    def limit(self):
        """How many bytes DuckDB may hold."""
        self.run(f"SET memory_limit = '{_MOST}'")
        most = self.ask("SELECT parse_formatted_bytes(current_setting('memory_limit'))")
        return _memory_for(sum(size_in(self.folder, name) for name in self.files.values()), most)

    def give_back(self):
        """Setting the limit again makes DuckDB give back the memory that it holds ready."""
        self.run(f"SET memory_limit = '{self.memory}B'")

    def make(self, name, once=()):
        """Begin the table `name`, and tell how many rows it has.

        Of rows that are alike in the columns `once`, by which they are sorted, only the first is left.
        """
        wait(self.frames.values())  # two at a time would take too much memory
        query, texts = queries.FRAMES[name]
        table = self.arrow(query)
        self.give_back()
        if once:
            table = first_of_each(table, once)
        words = {column: self.arrow(text).column(0).combine_chunks() for column, text in texts.items()}
        rows, handed = len(table), [table]
        del table  # nobody holds what the second thread takes
        self.frames[name] = self.second.submit(framed, name, handed, words)
        return rows

    def arrow(self, query):
        return arrow_of(self.connection, query, **self.constants)

    def load(self, table, needed=True):
        """Make the view `table`, without rows where no file holds it; what was loaded before makes room."""
        self.unload()
        fields = TABLES[table].columns
        if table not in self.files or not needed:
            self.run(queries.no_rows(table, fields))
            return
        with file_in(self.folder, self.files[table]) as path:
            found = match_columns(header_of(path), fields, self.files[table])
            self.columns[table] = {field: columns[0] for field, columns in found.items() if columns}
            opened = load_records(self.connection, path, list(self.columns[table].values()))
        picked = ", ".join(f"{quoted(columns[0]) if columns else 'CAST(NULL AS VARCHAR)'} AS {field}"
                           for field, columns in found.items())
        self.run(f"CREATE OR REPLACE VIEW {table} AS SELECT source_row, {picked} FROM record")
        if table not in self.read:
            self.note(table, opened)

    def unload(self):
        """Forget the file in hand."""
        self.run("DROP VIEW IF EXISTS record", "DROP TABLE IF EXISTS loaded")

    def note(self, table, opened):
        """Count the rows of a file, and reject those that are no records."""
        self.numbers[table] = len(self.numbers) + 1
        self.read[table] = self.ask(f"SELECT count(*) FROM {table}") + len(opened.faults)
        self.connection.execute("INSERT INTO file VALUES (?, ?, ?)",
                                [self.numbers[table], self.files[table], opened.sheet])
        if opened.faults:
            self.connection.executemany("INSERT INTO rejection VALUES (?, ?, ?, ?, ?, true)", [
                (self.numbers[table], fault.row, opened.columns[0], fault.value, fault.reason)
                for fault in opened.faults])

    def settle(self, table, kept):
        """Take down how many rows of a loaded table are kept; of the others, why they are not."""
        if table in self.files:
            self.kept[table] = kept
            if kept < self.read[table]:
                names = {field: columns[0] for field, columns in TABLES[table].columns.items()} | self.columns[table]
                self.run(*queries.not_kept(table, self.numbers[table], self.columns[table], names))

    def read_patents(self, last):
        self.load("g_patent")
        number, columns = self.numbers["g_patent"], self.columns["g_patent"]
        self.run(queries.publications(columns))
        if self.ask(queries.UNSOUND_PATENTS):
            self.run(*queries.clean_patents(number, columns))
        self.load("g_application")
        self.run(*queries.patents(last, number))
        self.settle("g_application", self.ask("SELECT count(filed) FROM patent"))
        self.kept["g_patent"] = self.ask("SELECT count(*) FROM patent")

    def read_people(self, who, name):
        """The applicants or inventors, as the table `name`."""
        for people, kind in (("printed", "not_disambiguated"), ("told", "disambiguated")):
            self.load_people(f"g_{who}_{kind}", people)
            if people == "told" and {f"g_{who}_not_disambiguated", "g_location_not_disambiguated"} <= self.files.keys():
                self.run(queries.ONLY_TOLD)
            self.load_places(f"g_location_{kind}", people, needed=f"g_{who}_{kind}" in self.files)
        self.unload()
        self.make(name)
        self.run(*(f"DROP TABLE {table}" for table in ("printed", "printed_at", "told", "told_at")))

    def load_people(self, table, name):
        self.load(table)
        self.run(queries.people(table, name))
        if self.ask(queries.unsound_people(name)):
            self.run(*queries.clean_people(name))
        self.settle(table, self.ask(f"SELECT count(*) FROM {name}"))

    def load_places(self, table, people, needed):
        """Make the table of where the people are; every file is loaded once at least, for its account."""
        counted = table in self.kept
        self.load(table, needed or not counted)
        if table in self.files and not counted:
            if self.ask(queries.unsound_places(table)):
                self.run(queries.bad_places(table, self.numbers[table], self.columns[table]))
            self.kept[table] = self.read[table] - self.lost(table)["rejection"]
        clean = self.kept.get(table) == self.read.get(table)
        self.run(queries.located(people, table, None if clean else self.numbers[table]))

    def lost(self, table):
        """How many rows of a file are told again or rejected."""
        return {what: self.ask(f"SELECT count(*) FROM {what} WHERE file = {self.numbers[table]}")
                for what in ("repeat", "rejection")}

    def read_list(self, table, name, *key):
        """The table `name`, which one file makes; `key` are the columns that each of its rows has for itself."""
        self.load(table)
        self.run(queries.words(table), *queries.MORE_WORDS.get(table, ()))
        self.settle(table, self.make(name, once=key))
        self.unload()

    def account(self):
        """One row per file; a file whose rows do not add up is a fault of this module."""
        rows = []
        for table in self.numbers:
            lost = self.lost(table)
            assert self.read[table] == self.kept[table] + sum(lost.values()), (table, self.read, self.kept, lost)
            rows.append(dict(source_file=self.files[table], source=self.constants["source"], format=FORMAT,
                             unit=TABLES[table].unit, read=self.read[table], kept=self.kept[table],
                             duplicate=lost["repeat"], rejected=lost["rejection"], duplicate_of=TABLES[table].repeats))
        return check(pd.DataFrame(rows).sort_values("source_file"), CONTRACTS["account"])


def _memory_for(size, most):
    """How many bytes DuckDB may hold for files of this size, where a quarter of the machine are `most`.

    >>> _memory_for(10**9, 6 * 10**9), _memory_for(10**10, 6 * 10**9), _memory_for(10**11, 6 * 10**9)
    (800000000, 4000000000, 6000000000)
    """
    return max(_LEAST, min(most, int(_SHARE * size)))
