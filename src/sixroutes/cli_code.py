"""The command line of hand coding, `sixroutes code`; what its steps do stands in `coding/commands.py`."""

from functools import partial
from pathlib import Path

from .vocabulary import LANGUAGES

EXAMPLE = "example: sixroutes code sheets chinese_clusters --coders A,B --units 100 --to coding"


def add_to(commands):
    """Add `code` and its own commands to the command line."""
    code = commands.add_parser("code", help="hand coding by several people: sheets, agreement, corrected shares",
                               description="Hand coding of a built study's units by several people (docs/coding.md).",
                               epilog=EXAMPLE)
    steps = code.add_subparsers(title="steps", metavar="STEP", required=True)
    _add_sheets(steps)
    read = _add(steps, "read", "read filled-in sheets back", "code read coding --study chinese_clusters")
    read.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the folder of the sheets, or files")
    read.add_argument("--study", required=True, help="the study that was coded")
    read.add_argument("--sample", type=Path, metavar="FILE",
                      help="sample.csv (default: coordinator/ beside the sheets)")
    settle = _add(steps, "adjudicate", "write the disagreements as a sheet to be settled",
                  "code adjudicate chinese_clusters --to coding")
    settle.add_argument("study", metavar="STUDY")
    _to(settle)
    gold = _add(steps, "gold", "read the settled answers back",
                "code gold coding/adjudication.xlsx --study chinese_clusters")
    gold.add_argument("path", type=Path, metavar="FILE", help="the filled-in adjudication sheet")
    gold.add_argument("--study", required=True, help="the study that was coded")
    report = _add(steps, "report", "agreement, accuracy of the rules, corrected shares",
                  "code report chinese_clusters")
    report.add_argument("study", metavar="STUDY")


def _add_sheets(steps):
    write = _add(steps, "sheets", "draw a sample and write one sheet per coder", EXAMPLE.split(" ", 2)[2])
    write.add_argument("study", metavar="STUDY", help="a study that is built")
    write.add_argument("--coders", required=True, help="names, separated by commas")
    write.add_argument("--units", type=int, default=100, help="how many units (default: %(default)s)")
    write.add_argument("--seed", type=int, default=1, help="the same seed draws the same units (default: %(default)s)")
    write.add_argument("--kind", choices=("event", "patent"), default="event",
                       help="what is coded (default: %(default)s)")
    _to(write)


def _add(steps, name, words, example):
    step = steps.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".",
                            epilog=f"example: sixroutes {example}")
    step.set_defaults(run=partial(_run, name))
    return step


def _to(step):
    step.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the sheets are written")
    step.add_argument("--language", choices=LANGUAGES, default="en", help="of the sheets (default: %(default)s)")


def _run(step, options):
    from .coding import commands  # here, so that the other commands start without it

    return getattr(commands, f"run_{step}")(options)
