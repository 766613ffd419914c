"""How fast patent files are read: `sixroutes.sources.read` against DuckDB's bare copy of the same files to Parquet.

For a workbook the other side is python-calamine's bare read.

    python benchmarks/reading.py patentsview [--patents 1000000] [--runs 3] [--seed 1] [--keep FOLDER]
    python benchmarks/reading.py lens [--patents 1000000] ...
    python benchmarks/reading.py workbook --patents 30000 ...

Files with made-up rows are written first: the nine tables of `sixroutes fetch patentsview` (per patent 1.5 applicants,
2.5 inventors, 5 classes, 5 citations; all but patents and applications in no order), or a Lens.org export with
abstracts of 0 to 239 words, as CSV or xlsx. Every run is a process of its own, the two sides by turns. Time starts
after the imports. Prints the medians, their ratio and the most memory that a process took; writes nothing here.
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from string import ascii_lowercase

import duckdb
import python_calamine
import xlsxwriter

WORDS = ["system", "method", "device", "process", "apparatus", "compressor", "washing", "optical", "fibre",
         "controller", "signal", "battery", "cooling", "drum", "circuit", "display", "laser", "membrane", "polymer",
         "valve", "sensor", "network", "storage", "engine"]
_PROSE = 2000
MACROS = """
    CREATE MACRO roll(i, salt, n) AS CAST(hash(i, salt, {seed}) % n AS BIGINT);
    CREATE MACRO word(i, salt) AS {words}[1 + roll(i, salt, {n_words})];
    CREATE MACRO prose(i, length) AS array_to_string(list_transform(range(length),
        lambda j: {prose}[1 + roll(i * 256 + j, 'prose', {n_prose})]), ' ');
    CREATE MACRO uuid_of(i, salt) AS regexp_replace(md5(concat_ws('-', i, salt, {seed})),
        '(.{{8}})(.{{4}})(.{{4}})(.{{4}})(.*)', '\\1-\\2-\\3-\\4-\\5');
    CREATE MACRO number_of(i) AS CAST(4000000 + i AS VARCHAR);
    CREATE MACRO day_of(i) AS DATE '1980-01-01' + CAST(roll(i, 'day', 15000) AS INTEGER);
    CREATE TABLE work AS SELECT i FROM range({patents}) t(i);
    CREATE TABLE applicant AS SELECT i, unnest(range(1 + roll(i, 'applicants', 2))) AS j FROM work;
    CREATE TABLE inventor AS SELECT i, unnest(range(1 + roll(i, 'inventors', 4))) AS j FROM work;
    CREATE TABLE five AS SELECT i, j FROM work, range(5) t(j)"""
_TOWN = "uuid_of(roll(i * 7 + j, 'town', {patents} // 20 + 1), 'town')"
_COMPANY = "concat_ws(' ', word(i + j, 'c1'), word(i + j, 'c2'), roll(i + j, 'c3', 5000), 'Co., Ltd.')"
_PERSON = ("word(i + j, 'p1') || roll(i + j, 'p2', 300) AS {first}, "
           "word(i + j, 'p3') || roll(i + j, 'p4', 3000) AS {last}")
_PLACE = ("word(i, 'city') || 'ville' AS {kind}_city, CASE WHEN i % 2 = 0 THEN 'CA' END AS {kind}_state, "
          "CASE WHEN i % 2 = 0 THEN 'US' ELSE 'CN' END AS {kind}_country")
PATENTSVIEW = {
    "g_patent": """
        SELECT number_of(i) AS patent_id, 'utility' AS patent_type, day_of(i) AS patent_date,
               concat_ws(' ', word(i, 1), 'and', word(i, 2), word(i, 3), 'for', word(i, 4), word(i, 5), word(i, 6),
                         'with', word(i, 7)) AS patent_title,
               CASE WHEN i % 3 = 0 THEN 'B1' ELSE 'B2' END AS wipo_kind, 1 + roll(i, 'claims', 30) AS num_claims,
               0 AS withdrawn, 'ipg' || (100000 + roll(i, 'file', 2000)) || '.xml' AS filename FROM work""",
    "g_application": """
        SELECT '15/' || (100000 + i) AS application_id, number_of(i) AS patent_id, 15 AS patent_application_type,
               day_of(i) - 900 AS filing_date, 15 AS series_code, 0 AS rule_47_flag FROM work""",
    "g_assignee_not_disambiguated": f"""
        SELECT number_of(i) AS patent_id, j AS assignee_sequence, uuid_of(i + j, 'company') AS assignee_id,
               CAST(NULL AS VARCHAR) AS raw_assignee_individual_name_first,
               CAST(NULL AS VARCHAR) AS raw_assignee_individual_name_last, {_COMPANY} AS raw_assignee_organization,
               2 + roll(i + j, 'type', 2) AS assignee_type, uuid_of(i * 8 + j, 'a') AS rawlocation_id FROM applicant""",
    "g_assignee_disambiguated": f"""
        SELECT number_of(i) AS patent_id, j AS assignee_sequence, uuid_of(i + j, 'company') AS assignee_id,
               CAST(NULL AS VARCHAR) AS disambig_assignee_individual_name_first,
               CAST(NULL AS VARCHAR) AS disambig_assignee_individual_name_last,
               {_COMPANY} AS disambig_assignee_organization, 2 + roll(i + j, 'type', 2) AS assignee_type,
               {_TOWN} AS location_id FROM applicant""",
    "g_inventor_disambiguated": f"""
        SELECT number_of(i) AS patent_id, j AS inventor_sequence,
               'fl:ab_ln:cde-' || roll(i + j, 'who', 90000) AS inventor_id,
               {_PERSON.format(first="disambig_inventor_name_first", last="disambig_inventor_name_last")},
               'M' AS gender_code, {_TOWN} AS location_id FROM inventor""",
    "g_location_not_disambiguated": f"""
        SELECT uuid_of(i * 8 + j, which) AS rawlocation_id, {_TOWN} AS location_id, {_PLACE.format(kind="raw")}
        FROM (SELECT i, j, 'a' AS which FROM applicant UNION ALL SELECT i, j, 'n' FROM inventor)""",
    "g_location_disambiguated": f"""
        SELECT uuid_of(i, 'town') AS location_id, {_PLACE.format(kind="disambig")}, 36.1 + i / 1e6 AS latitude,
               120.4 + i / 1e6 AS longitude, 'Some' AS county, 6 AS state_fips, 37 AS county_fips
        FROM range({{patents}} // 20 + 1) t(i)""",
    "g_cpc_current": """
        SELECT patent_id, cpc_sequence, left(symbol, 1) AS cpc_section, left(symbol, 3) AS cpc_class,
               left(symbol, 4) AS cpc_subclass, symbol AS cpc_group, cpc_type
        FROM (SELECT number_of(i) AS patent_id, j AS cpc_sequence, i, j,
                     ['H04W', 'F24F', 'F25D', 'D06F', 'G02B'][1 + j] || (1 + roll(i, j, 60)) || '/'
                     || (10 + roll(i, j + 5, 90)) AS symbol,
                     CASE WHEN j < 3 THEN 'inventional' ELSE 'additional' END AS cpc_type FROM five)""",
    "g_us_patent_citation": """
        SELECT number_of(i) AS patent_id, j AS citation_sequence,
               number_of(5 * roll(i, j, {patents} // 5 + 1) + j - {patents} // 4) AS citation_patent_id,
               day_of(i) - 2000 AS citation_date, word(i + j, 'name') || ' et al.' AS record_name, 'A' AS wipo_kind,
               CASE WHEN j < 2 THEN 'cited by examiner' ELSE 'cited by applicant' END AS citation_category FROM five""",
}
_ORDERED = ("g_patent", "g_application")
LENS = """
    SELECT i + 1 AS "#", 'US' AS "Jurisdiction", 'A1' AS "Kind",
           'US 2012/' || lpad(CAST(i AS VARCHAR), 7, '0') || ' A1' AS "Display Key",
           concat_ws('-', lpad(CAST(i % 1000 AS VARCHAR), 3, '0'), 100 + i // 1000 % 900, i // 900000, i % 997)
               AS "Lens ID",
           day_of(i) + 900 AS "Publication Date", year(day_of(i)) + 2 AS "Publication Year",
           'US ' || i || ' A' AS "Application Number", day_of(i) + 365 AS "Application Date",
           'US ' || i || ' A ' || strftime(day_of(i) + 365, '%Y%m%d') || ';;CN 20091' || i || ' A '
           || strftime(day_of(i), '%Y%m%d') AS "Priority Numbers", day_of(i) AS "Earliest Priority Date",
           concat_ws(' ', word(i, 1), 'and', word(i, 2), word(i, 3), 'for', word(i, 4), word(i, 5)) AS "Title",
           prose(i, roll(i, 'abstract', 240)) AS "Abstract",
           'Haier Group Corp ' || roll(i, 'a1', 5000) || ', Ltd.'
           || CASE WHEN i % 2 = 0 THEN ';;Qingdao University ' || roll(i, 'a2', 300) ELSE '' END AS "Applicants",
           'Zhang ' || roll(i, 'i1', 3000) || ';;Li ' || roll(i, 'i2', 3000)
           || CASE WHEN i % 2 = 0 THEN ';;Wang ' || roll(i, 'i3', 3000) ELSE '' END AS "Inventors",
           'Haier Group Corp (2012-01-01)' AS "Owners", 'https://link.lens.org/' || md5(CAST(i AS VARCHAR)) AS "URL",
           CASE WHEN i % 2 = 0 THEN 'Granted Patent' ELSE 'Patent Application' END AS "Document Type",
           'yes' AS "Has Full Text", i % 30 AS "Cites Patent Count", i % 20 AS "Cited by Patent Count",
           2 AS "Simple Family Size", 2 AS "Extended Family Size", 0 AS "Sequence Count",
           'H04W16/1' || i % 10 || ';;F24F1/0' || i % 7 || ';;Y02D30/7' || i % 9 AS "CPC Classifications",
           'H04W16/14;;F24F1/00' AS "IPCR Classifications", NULL AS "US Classifications", 0 AS "NPL Citation Count",
           'US 2012/' || lpad(CAST(i AS VARCHAR), 7, '0') || ' A1;;CN 1' || lpad(CAST(i AS VARCHAR), 8, '0') || ' A'
           AS "Simple Family Members", NULL AS "Extended Family Members", 'Active' AS "Legal Status"
    FROM work"""


# ---------------------------------------------------------------- made-up files

def write(layout, folder, patents, seed):
    """The files of a layout in a folder; returns what `read` is given."""
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as connection:
        words = {"words": WORDS, "n_words": len(WORDS), "prose": _prose(seed), "n_prose": _PROSE}
        for statement in MACROS.format(seed=seed, patents=patents, **words).split(";\n"):
            connection.execute(statement)
        if layout == "lens":
            _write(connection, LENS, folder / "lens.csv", ",")
            return folder / "lens.csv"
        if layout == "workbook":
            return _write_workbook(connection.execute(LENS), folder / "lens.xlsx")
        (folder / "patentsview").mkdir(exist_ok=True)
        for name, query in PATENTSVIEW.items():
            order = "" if name in _ORDERED else "ORDER BY hash(made)"
            _write(connection, f"SELECT * FROM ({query.format(patents=patents)}) made {order}",
                   folder / "patentsview" / f"{name}.tsv", "\t")
    return folder / "patentsview"


def _write_workbook(result, path):
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [column[0] for column in result.description])
        for place, row in enumerate(result.fetchall(), 1):
            sheet.write_row(place, 0, ["" if cell is None else str(cell) for cell in row])
    return path


def _prose(seed):
    """Words of two to ten letters, as many as an abstract chooses from."""
    dice = random.Random(seed)
    return ["".join(dice.choices(ascii_lowercase, k=dice.randint(2, 10))) for _ in range(_PROSE)]


def _write(connection, query, path, delimiter):
    """A delimited file with quotation marks around every text and date, as both sources write them."""
    described = connection.execute(f"DESCRIBE {query}").fetchall()
    texts = [name for name, type, *_ in described if type in ("VARCHAR", "DATE")]
    quoted = ", ".join('"' + name + '"' for name in texts)
    connection.execute(f"COPY ({query}) TO '{path}' (HEADER, DELIMITER '{delimiter}', FORCE_QUOTE ({quoted}))")


# ---------------------------------------------------------------- one run of one side

def bare(path):
    """DuckDB's copy of each file to Parquet, types found by itself; of a workbook, calamine's read of its sheet."""
    if path.suffix == ".xlsx":
        started = _clocks()
        python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        return started, _clocks(), {}
    with tempfile.TemporaryDirectory() as folder:
        started = _clocks()
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            duckdb.sql(f"COPY (FROM read_csv('{file}')) TO '{folder}/{file.stem}.parquet'")
        return started, _clocks(), {}


def reading(path):
    """The package's reading, with validation and account."""
    from sixroutes.sources import read

    started = _clocks()
    tables = read(path)
    return started, _clocks(), {name: len(table) for name, table in vars(tables).items()}


def _clocks():
    """The time on the wall, and the time that this process has taken of the processor."""
    return time.perf_counter(), sum(os.times()[:2])


SIDES = {"bare": bare, "reading": reading}


def measure(side, path):
    """One side in a process of its own: seconds, seconds of the processor, memory, rows."""
    done = subprocess.run([sys.executable, __file__, "--side", side, str(path)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def run_side(side, path):
    (started, before), (ended, after), rows = SIDES[side](Path(path))
    print(json.dumps({"seconds": ended - started, "processor": after - before, "rows": rows,
                      "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}))


# ---------------------------------------------------------------- both sides

def compare(path, runs):
    """Print the medians of both sides and their ratios."""
    taken = {side: [] for side in SIDES}
    for _ in range(runs):
        for side in SIDES:
            taken[side].append(measure(side, path))
    medians = {side: {what: statistics.median(one[what] for one in many) for what in ("seconds", "processor")}
               for side, many in taken.items()}
    print(f"{'':10s}{'seconds':>10s}{'processor':>11s}{'memory':>9s}")
    for side, many in taken.items():
        print(f"{side:10s}{medians[side]['seconds']:10.1f}{medians[side]['processor']:11.1f}"
              f"{max(one['memory'] for one in many):8.2f} GB")
    ratios = {what: medians["reading"][what] / medians["bare"][what] for what in ("seconds", "processor")}
    print(f"{'ratio':10s}{ratios['seconds']:10.2f}{ratios['processor']:11.2f}")
    print(", ".join(f"{name} {rows:,}" for name, rows in taken["reading"][0]["rows"].items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("layout", nargs="?", choices=("patentsview", "lens", "workbook"))
    parser.add_argument("--patents", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the files; what is there already is used again")
    parser.add_argument("--side", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        return run_side(*options.side)
    if not options.layout:
        parser.error("name a layout: patentsview, lens or workbook")
    with tempfile.TemporaryDirectory() if options.keep is None else nullcontext(options.keep) as folder:
        compare(made(options, Path(folder)), options.runs)


def made(options, folder):
    """The files in the folder, written unless they are there."""
    folder = folder / f"{options.layout}_{options.patents}_{options.seed}"
    path = folder / {"lens": "lens.csv", "workbook": "lens.xlsx", "patentsview": "patentsview"}[options.layout]
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # In a process of its own: what this one once held would count as the memory of those that it starts.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
            other.submit(write, options.layout, folder, options.patents, options.seed).result()
    return path


if __name__ == "__main__":
    main()
