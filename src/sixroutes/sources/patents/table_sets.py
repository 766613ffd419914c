"""What layouts of several tables in one folder share: which file is which table, all their rows, an account per file.

A room of this kind has `TABLES` {name of the table: Table} in place of COLUMNS and NEEDED. It loads the set
(`load_set`), moves the rows that it cannot use out of the tables (`reject`, `reject_repeats`), and makes its frames of
the rows that stay.
"""

import re
from dataclasses import dataclass

from ...errors import InputError
from ...schemas import CONTRACTS, check
from ..layout import differing, first_wrong, frame_of, literal, match_columns
from ..opening import file_in, load_records, quoted


@dataclass(frozen=True)
class Table:
    """One table of a set.

    `unit` is what one row is; `columns` {field: names that its column may have}; `needed` the fields that tell the
    table by its header; `numbers` the fields that are read as whole numbers; `required` whether the set needs the
    table; `repeats` what a duplicate repeats.
    """

    unit: str
    columns: dict
    needed: tuple
    numbers: tuple = ()
    required: bool = True
    repeats: str = "an earlier row of the same table"


# ---------------------------------------------------------------- which file is which table

def files_of(tables, seen):
    """The files that hold each table, by their headers: {table: [names of files]}; what else is there is not read.

    A header that has all that several tables need belongs to the one that needs most.

    Raises
    ------
    InputError : a file has the name of a table, but not its columns.
    """
    found = {name: [] for name in tables}
    for file, columns in seen.tables.items():
        name = table_of(tables, columns)
        if name:
            found[name].append(file)
        elif named := [name for name in tables if _is_named(file, name)]:
            raise InputError(f"it has the name of the table {named[0]}, but not its columns", file=seen.path / file,
                             expected=", ".join(_first_names(tables[named[0]])),
                             remedy="fetch or export it again; take it out of the folder if it is something else")
    return found


def table_of(tables, columns):
    """The table that a header belongs to; None where it is none of them."""
    fitting = [name for name, table in tables.items() if not _lacking(table, columns)]
    return max(fitting, key=lambda name: len(tables[name].needed), default=None)


def missing_tables(tables, seen):
    """The required tables that no file of the folder holds."""
    found = {table_of(tables, columns) for columns in seen.tables.values()}
    return [name for name, table in tables.items() if table.required and name not in found]


def what_is_missing(tables, seen):
    """In words: the tables that are missing, with their columns, and the files that nearly have them."""
    missing, hints = [], []
    for name in missing_tables(tables, seen):
        table = tables[name]
        missing.append(f"{name} (a file with the columns {', '.join(_first_names(table))})")
        near = [(len(lacking), file, lacking) for file, columns in seen.tables.items() if not table_of(tables, columns)
                and (len(lacking := _lacking(table, columns)) < len(table.needed) or _is_named(file, name))]
        for _, file, lacking in sorted(near)[:1]:
            hints.append(f"{file} lacks {', '.join(lacking)} to be {name}")
    return "; ".join(missing), "; ".join(hints)


def likeness(tables, seen):
    """How much of a set of tables a folder holds, from 0 to 1; of a file that is one of the tables, its columns."""
    if not seen.path.is_dir():
        name = table_of(tables, seen.columns)
        plain = {column.strip().casefold() for column in seen.columns}
        fields = tables[name].columns.values() if name else []
        found = sum(any(column.casefold() in plain for column in columns) for columns in fields)
        return found + 0.5 if name else -1  # rather a part of this set than nearly something else
    required = [name for name, table in tables.items() if table.required]
    return 1 - len(missing_tables(tables, seen)) / len(required)


def _lacking(table, columns):
    """The needed columns that a header lacks."""
    plain = {name.strip().casefold() for name in columns}
    return [table.columns[field][0] for field in table.needed
            if not any(name.casefold() in plain for name in table.columns[field])]


def _first_names(table):
    return [table.columns[field][0] for field in table.needed]


def _is_named(file, table):
    """Whether a file has the name of a table or of a part of it, by the whole name or its first word.

    >>> _is_named("TLS201_part02.csv", "tls201_appln"), _is_named("g_patent_abstract.tsv", "g_patent")
    (True, False)
    """
    stems = "|".join(re.escape(stem) for stem in {table, table.split("_")[0]})
    return bool(re.fullmatch(rf"({stems})([-_ .]*(part)?[-_ .]*[0-9]+)?([.](csv|tsv|txt))?", file, re.IGNORECASE))


# ---------------------------------------------------------------- all rows of all files

def load_set(connection, seen, tables):
    """Make a table of DuckDB for each table of the set, all its files together, in the order of their names.

    Each has `file` (its number), `source_row` and the fields: text, or a whole number where the table says so; a field
    that no column has is NULL. A set without a table that is not required has it empty. Besides, there are `file`
    (file, source_file, "table", sheet, read), `rejection` (with the rows that are no records or have text where a
    number belongs) and `repeat`, both empty but for these.

    Raises
    ------
    InputError : a file has the name of a table, but not its columns, or cannot be read.
    """
    connection.execute("""
        CREATE TABLE file (file INTEGER, source_file VARCHAR, "table" VARCHAR, sheet VARCHAR, read BIGINT);
        CREATE TABLE rejection (file INTEGER, source_row BIGINT, "column" VARCHAR, value VARCHAR, reason VARCHAR,
                                fault BOOLEAN);
        CREATE TABLE repeat (file INTEGER, source_row BIGINT, "table" VARCHAR, about VARCHAR, of_file INTEGER,
                             of_row BIGINT, differs VARCHAR)""")
    files = files_of(tables, seen)
    number = 0
    for name, table in tables.items():
        fields = ", ".join(f"{field} {'BIGINT' if field in table.numbers else 'VARCHAR'}" for field in table.columns)
        connection.execute(f"CREATE TABLE {name} (file INTEGER, source_row BIGINT, {fields})")
        for file in files[name]:
            number += 1
            with file_in(seen.path, file) as path:
                found = match_columns(seen.tables[file], table.columns, file)
                _load_file(connection, path, number, file, name, table, found)


def _load_file(connection, path, number, file, name, table, found):
    """Add the rows of one file to its table; those with text where a number belongs are rejected."""
    opened = load_records(connection, path, [columns[0] for columns in found.values() if columns])
    values = {field: quoted(columns[0]) if columns else "CAST(NULL AS VARCHAR)" for field, columns in found.items()}
    numbers = {field: whole_number(values[field]) for field in table.numbers if found[field]}
    wrong = [(found[field][0], values[field], f"trim({values[field]}) <> '' AND {read} IS NULL", "not a whole number")
             for field, read in numbers.items()] or [("", "NULL", "false", "")]
    picked = ", ".join(f"{value} AS {field}" for field, value in {**values, **numbers}.items())
    connection.execute(f"CREATE VIEW told AS SELECT *, {first_wrong(wrong)} FROM record")
    connection.execute(f"INSERT INTO {name} SELECT {number}, source_row, {picked} FROM told WHERE reason IS NULL")
    connection.execute(f"INSERT INTO rejection SELECT {number}, source_row, wrong_column, wrong_value, reason, true "
                       "FROM told WHERE reason IS NOT NULL")
    if opened.faults:
        connection.executemany("INSERT INTO rejection VALUES (?, ?, ?, ?, ?, true)", [
            (number, fault.row, opened.columns[0], fault.value, fault.reason) for fault in opened.faults])
    [(records,)] = connection.execute("SELECT count(*) FROM record").fetchall()
    connection.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?)",
                       [number, file, name, opened.sheet, records + len(opened.faults)])
    connection.execute("DROP VIEW told; DROP VIEW record; DROP TABLE loaded")


def whole_number(value):
    """SQL of a whole number that a text holds (also as 12.0); NULL where it is none."""
    return f"CASE WHEN regexp_full_match({value}, '\\s*-?[0-9]+([.]0*)?\\s*') THEN TRY_CAST({value} AS BIGINT) END"


# ---------------------------------------------------------------- rows that cannot be used

def place(row):
    """SQL of one number that tells a row of a set from all others, in the order of reading."""
    return f"((CAST({row}.file AS BIGINT) << 40) + {row}.source_row)"


def reject(connection, table, field, condition, reason, fault=True):
    """Move the rows of a table (`t` in the SQL of the condition) to `rejection`; `field` is what is wrong with them.

    `fault` is False where the row is sound, and only what it belongs to is not in the set.
    """
    reject_rows(connection, table, f"""
        SELECT {place("t")} AS place, {literal(field)} AS "column", CAST(t.{field} AS VARCHAR) AS value,
               {literal(reason)} AS reason, {fault} AS fault FROM {table} t WHERE {condition}""")


def reject_orphans(connection, table, key, known, known_key=None, reason=None, fault=False):
    """Reject the rows of a table whose key stands in no row of the table `known`."""
    there = f"EXISTS (SELECT 1 FROM {known} k WHERE k.{known_key or key} = t.{key})"
    reject(connection, table, key, f"NOT {there}", reason or f"no such {known_key or key} in {known}", fault)


def reject_rows(connection, table, rows):
    """Move rows of a table to `rejection`; `rows` is SQL of their place, "column", value, reason and fault."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE moved AS SELECT * FROM ({rows})")
    connection.execute(f"""
        INSERT INTO rejection SELECT file, source_row, "column", value, reason, fault
        FROM {table} t JOIN moved ON {place("t")} = place""")
    connection.execute(f"DELETE FROM {table} t USING moved WHERE {place('t')} = place")


def reject_repeats(connection, table, key, about, compared=(), rows=None):
    """Move the rows of a table that repeat an earlier one to `repeat`.

    Parameters
    ----------
    key : the fields, parted by commas, that tell the rows apart.
    about : the field by which `duplicates_frame` finds the patent that a row is about.
    compared : the fields in which a row may differ from its first.
    rows : SQL of the rows' `place` and the fields of the key, where the table has not these.
    """
    rows = rows or f"SELECT {place('t')} AS place, {key} FROM {table} t"
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE moved AS WITH
        several AS (SELECT {key}, min(place) AS first FROM ({rows}) GROUP BY ALL HAVING count(*) > 1)
        SELECT place, first FROM ({rows}) JOIN several USING ({key}) WHERE place > first""")
    differs = differing(compared, "t", "f") if compared else "CAST(NULL AS VARCHAR)"
    connection.execute(f"""
        INSERT INTO repeat SELECT t.file, t.source_row, {literal(table)}, CAST(t.{about} AS VARCHAR), f.file,
                                  f.source_row, {differs}
        FROM moved JOIN {table} t ON {place("t")} = place JOIN {table} f ON {place("f")} = first""")
    connection.execute(f"DELETE FROM {table} t USING moved WHERE {place('t')} = place")


# ---------------------------------------------------------------- the account

def duplicates_frame(connection, named):
    """The table `duplicates`; `named` is SQL of (table, about, patent_id): the patent that a row is about."""
    return frame_of(connection, f"""
        SELECT h.source_file, r.source_row, patent_id, o.source_file AS of_file, of_row, differs
        FROM repeat r JOIN file h USING (file) JOIN file o ON o.file = r.of_file
        JOIN ({named}) n ON n."table" = r."table" AND n.about = r.about ORDER BY h.source_file, r.source_row""",
                    "duplicates")


def rejected_frame(connection):
    """The table `rejected`."""
    return frame_of(connection, """
        SELECT source_file, sheet, source_row, "column", value, reason, fault
        FROM rejection JOIN file USING (file) ORDER BY source_file, sheet, source_row, "column" """, "rejected")


def account_frame(connection, source, format, tables):
    """The account, one row per file; kept are the rows that still stand in its table."""
    units = {name: (table.unit, table.repeats) for name, table in tables.items()}
    standing = " UNION ALL ".join(f"SELECT file FROM {name}" for name in tables)
    counts = connection.sql(f"""
        WITH one AS (SELECT file, 'kept' AS what FROM ({standing}) UNION ALL SELECT file, 'duplicate' FROM repeat
                     UNION ALL SELECT file, 'rejected' FROM rejection)
        SELECT source_file, "table", read, count(*) FILTER (what = 'kept') AS kept,
               count(*) FILTER (what = 'duplicate') AS duplicate, count(*) FILTER (what = 'rejected') AS rejected
        FROM file LEFT JOIN one USING (file) GROUP BY ALL ORDER BY source_file""").df()
    told = counts.assign(source=source, format=format, unit=counts["table"].map(lambda name: units[name][0]),
                         duplicate_of=counts["table"].map(lambda name: units[name][1]))
    return check(told.drop(columns="table"), CONTRACTS["account"])
