"""The command line: check files before a build, start a study, fetch bulk data, explain a case after it."""

import argparse
import os
import sys
from pathlib import Path

from . import cli_code
from .errors import InputError

_SUFFIXES = (".csv", ".parquet", ".tsv", ".xls", ".xlsx", ".yaml")  # what is looked at in a folder
_SHOWN = 10  # open questions that check prints
EPILOG = """examples:
  sixroutes check data/raw/facts/events.csv         is the table as its contract wants it?
  sixroutes check config/studies/qingdao_2009.yaml  is the study's file right?
  sixroutes explain qingdao_appliances-032 --study chinese_clusters
  sixroutes review chinese_clusters --to names.xlsx merges of names, for you to decide on
  sixroutes new my_study                            a study of your own to fill in
  sixroutes fetch patentsview                       PatentsView's bulk tables, some gigabytes
  sixroutes code sheets chinese_clusters --coders A,B --to coding
                                                    sheets for people who code the routes by hand

Build everything with `snakemake --cores 2`; see README.md."""


def main(arguments=None):
    """Run the command line; returns the exit code (0 good, 1 something to mend)."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    try:
        return options.run(options) or 0
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except InputError as error:
        print(f"sixroutes: {error}", file=sys.stderr)
        return 1


def build_parser():
    parser = argparse.ArgumentParser(
        prog="sixroutes", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="By which routes do the large firms of a cluster get their core technology, and how sure are we?")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    check = commands.add_parser("check", help="say what files are, and whether they can be used",
                                description="Say what each file is, how many rows are kept, merged or rejected, and "
                                "what has to be mended. Reads curated tables (CSV), patent and event files, and "
                                "studies (YAML): for a study, also whether its tables agree with one another.",
                                epilog="example: sixroutes check data/raw/facts config/studies/chinese_clusters.yaml")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
    check.set_defaults(run=run_check)
    explain = commands.add_parser("explain", help="why did a patent or an event get its route?",
                                  description="Print the case of one patent or event: who takes part, which rules "
                                  "fired, and what it would have taken to get another route.",
                                  epilog="example: sixroutes explain qingdao_appliances-032 --study chinese_clusters")
    explain.add_argument("unit", metavar="UNIT", help="an event_id or a patent_id")
    explain.add_argument("--study", default="chinese_clusters", help="a study that is built (default: %(default)s)")
    explain.add_argument("--language", choices=["en", "zh"], default="en", help="of the text (default: %(default)s)")
    explain.set_defaults(run=run_explain)
    new = commands.add_parser("new", help="start a study of your own",
                              description="Write config/studies/STUDY.yaml with every choice explained, and an "
                              "empty table of events, data/raw/STUDY/events.xlsx and .csv.",
                              epilog="example: sixroutes new my_study")
    new.add_argument("study", metavar="STUDY", help="small letters, digits and underscores")
    new.set_defaults(run=run_new)
    _add_review(commands)
    _add_fetch(commands)
    cli_code.add_to(commands)
    return parser


def _add_review(commands):
    review = commands.add_parser("review", help="look at merges of names, and decide",
                                 description="Write the merges of names and the open questions of a built study as a "
                                 "file with empty columns for decisions, the weightiest first; or read the filled-in "
                                 "file back and add its decisions to the study's overrides.csv.",
                                 epilog="example: sixroutes review chinese_clusters --to names.xlsx, fill it in, then: "
                                 "sixroutes review chinese_clusters --from names.xlsx")
    review.add_argument("study", metavar="STUDY", help="a study that is built")
    way = review.add_mutually_exclusive_group()
    way.add_argument("--to", type=Path, metavar="FILE", help="a .csv or .xlsx file to write (default: "
                     "review_STUDY.xlsx)")
    way.add_argument("--from", type=Path, dest="filled", metavar="FILE", help="a file that is filled in")
    review.set_defaults(run=run_review)


def _add_fetch(commands):
    fetch = commands.add_parser("fetch", help="download bulk data that a study can be made from",
                                description="Download bulk data. Nothing else of sixroutes does so, no build needs it.",
                                epilog="example: sixroutes fetch patentsview --help")
    sources = fetch.add_subparsers(title="sources", metavar="SOURCE", required=True)
    tables = sources.add_parser("patentsview", help="PatentsView's tables, from USPTO's Open Data Portal",
                                description="Download PatentsView's tables, one zip file each, checked, each once per "
                                "release; what was cut off goes on where it stopped. The API key of the portal has to "
                                "stand in the environment variable USPTO_API_KEY (docs/formats/patentsview.md).",
                                epilog="example: sixroutes fetch patentsview --tables g_patent g_application")
    tables.add_argument("--tables", nargs="+", metavar="TABLE", help="names such as g_patent (default: the nine tables "
                        "that docs/formats/patentsview.md lists)")
    tables.add_argument("--to", type=Path, default=Path("data/raw/fetched/patentsview"), metavar="FOLDER",
                        help="where the releases lie, one folder each (default: %(default)s)")
    tables.add_argument("--release", metavar="YYYY-MM-DD", help="day of the release (default: the newest)")
    tables.set_defaults(run=run_fetch_patentsview)


def run_check(options):
    """Check every path; go on after a bad file, so that all of them are named at once."""
    bad = 0
    for path in _files(options.paths):
        try:
            print(f"{path}: {describe(path)}")
        except InputError as error:
            bad += 1
            print(f"{path}: NOT USABLE. {error}")
    if bad:
        print(f"{bad} file(s) to mend.", file=sys.stderr)
    return 1 if bad else 0


def _files(paths):
    from .sources import is_table_set

    for path in paths:
        if path.is_dir() and not is_table_set(path):
            # A folder without such a file is told of as one that cannot be used.
            yield from sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES) or [path]
        else:
            yield path


def describe(path):
    """What a file is and what becomes of its rows.

    Raises
    ------
    InputError : the file cannot be used.
    """
    from . import tables
    from .schemas import CONTRACTS
    from .studies import load_config

    if path.name == "config.yaml":
        return f"the list of studies to build: {', '.join(load_config(path)['studies'])}"
    if path.suffix == ".yaml":
        return describe_study(path)
    if path.suffix == ".csv" and f"facts_{path.stem}" in CONTRACTS and not _has_judgements(path):
        contract = CONTRACTS[f"facts_{path.stem}"]
        return f"curated table {path.stem!r}, {len(tables.read_csv(path, contract.name))} rows. {contract.purpose}"
    from .sources import describe_file

    return describe_file(path)


def _has_judgements(path):
    """Whether a table called like a curated one is a filled-in template, which holds events and judgements in one."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        return path.stem == "events" and "judgement" in stream.readline()


def describe_study(path):
    """One line on a study: its file, and whether its curated tables agree with one another.

    Raises
    ------
    InputError : the study's file or one of its tables cannot be used, or two tables contradict each other.
    """
    from .organisations import ownership_doubts
    from .sources import load_facts, read_study
    from .studies import load_study

    study = load_study(path.stem, path.parent)
    facts = load_facts(study["facts"])
    found = read_study(study, facts)
    events = found["events"]
    doubts = ownership_doubts(facts["ownership"], facts["organisations"], as_of=study["as_of"])["doubt"].value_counts()
    doubtful = ", ".join(f"{n} {doubt}" for doubt, n in doubts.sort_index().items())
    return (f"a study of {len(study['clusters'])} cluster(s), as of {study['as_of']}; {len(events)} events, of which "
            f"{(events['status'] == 'counted').sum()} may count; its tables agree with one another"
            + (f"; owners in doubt (table ownership_doubts): {doubtful}" if doubtful else "")
            + "".join(f"\n  {line}" for line in describe_names(study, facts, found)))


def describe_names(study, facts, found):
    """Lines on what a person may decide about the names of a study: open questions, and decisions that meet nothing."""
    from .organisations import harmonise_study, unmet_names
    from .sources import read_study

    files = [study["patents"]] if isinstance(study["patents"], str) else study["patents"] or []
    there = all(Path(file).exists() for file in files)
    if files and there:
        found = read_study(study, facts, files)
    yield from [] if there else ["names of events only: the patents are not there yet"]
    made = harmonise_study(*(found[name] for name in ("patents", "applicants", "events", "partners")), facts, study)
    open_ones = made["name_review"].query("state == 'undecided'")
    weighty = open_ones[open_ones["n_units"] >= study["review_from"]]
    if len(open_ones):
        yield (f"{len(open_ones)} pair(s) of names may be one organisation, {len(weighty)} with {study['review_from']} "
               f"or more patents and events (review_from); to see all: sixroutes review {study['study']}")
    yield from (f"  {row.raw_name!r} and {row.other_name!r}: {row.method}, {row.n_units} patents and events"
                for row in weighty.head(_SHOWN).itertuples())
    outside = made["name_review"].query("state == 'outside'")["raw_name"].unique()
    if len(outside):
        yield (f"{len(outside)} name(s) are met outside the dates that aliases.csv gives them: "
               f"{', '.join(map(repr, outside[:3]))}{' …' if len(outside) > 3 else ''}")
    gone = unmet_names(facts, found["applicants"], found["partners"])
    if gone:
        yield (f"overrides.csv names {len(gone)} string(s) that the study does not meet: "
               f"{', '.join(map(repr, gone[:3]))}{' …' if len(gone) > 3 else ''}")


def run_explain(options):
    from .routes import explain
    from .studies import load_study

    print(explain(options.unit, options.study, load_study(options.study)["choices"],
                  language=options.language))


def run_review(options):
    """Write the review of a built study, or take its decisions over."""
    from . import tables
    from .organisations import add_decisions, read_review, write_review
    from .studies import load_study

    study = load_study(options.study)
    if options.filled:
        told = add_decisions(read_review(options.filled), study["facts"], str(options.filled))
        print(f"Decisions in {study['facts']}/overrides.csv: " + ", ".join(f"{n} {what}" for what, n in told.items())
              + ". The next build follows them.")
        return
    path = options.to or Path(f"review_{options.study}.xlsx")
    review = tables.read(f"data/processed/{options.study}/organisations/name_review.parquet")
    write_review(review, path)
    states = ", ".join(f"{n} {state}" for state, n in review["state"].value_counts().sort_index().items())
    print(f"Wrote {path}: {len(review)} row(s) ({states}). Fill in the column decision, then: "
          f"sixroutes review {options.study} --from {path}")


def run_fetch_patentsview(options):
    """Fetch the tables; a break by the user is no fault, the same command goes on."""
    from .sources import fetch_patentsview

    named = {"tables": options.tables} if options.tables else {}
    try:
        paths = fetch_patentsview(options.to, release=options.release, **named)
    except KeyboardInterrupt:
        print("\nsixroutes: stopped; the same command goes on where it stopped.", file=sys.stderr)
        return 130
    for path in paths.values():
        print(path)
    return 0


def run_new(options):
    from .sources import write_template
    from .studies import write_new_study

    path = write_new_study(options.study)
    print(f"Wrote {path}. Fill it in, put its name into config/config.yaml, then: sixroutes check {path}")
    folder = Path("data/raw") / options.study
    written = write_template(folder)
    if written:
        print(f"Wrote {' and '.join(str(path) for path in written)}: an empty table for events that you code by hand. "
              f"To use one of them, add to the study under events: - {{base: independent, file: {written[-1]}}}")
    else:
        print(f"Left events.csv and events.xlsx in {folder} as they are.")
