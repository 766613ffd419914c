# Which studies there are, and the words that the other rule files share.
import time
from glob import glob
from pathlib import Path

from sixroutes.errors import InputError
from sixroutes.studies import load_config, load_study

started = time.monotonic()
try:
    CONFIG = load_config(Path(workflow.basedir) / "config" / "config.yaml")
    STUDY = {name: load_study(name, Path(workflow.basedir) / "config" / "studies") for name in CONFIG["studies"]}
except InputError as error:
    raise SystemExit(f"\nsixroutes stopped: {error}\n")
STUDIES = list(STUDY)
LANGUAGES = CONFIG["languages"]


wildcard_constraints:
    study="|".join(STUDIES),
    language="|".join(LANGUAGES),
    cluster="|".join(sorted({cluster for study in STUDY.values() for cluster in study["clusters"]})),


def table(stage, name):
    """Path of one processed table."""
    return f"data/processed/{{study}}/{stage}/{name}.parquet"


def tables(stage, *names):
    """Paths of a stage's tables, each under its own name."""
    return {name: table(stage, name) for name in names}


def paths(stage, *names):
    """The same for a function that reads the files itself."""
    return {f"{name}_path": path for name, path in tables(stage, *names).items()}


def code(*rooms):
    """The modules behind a rule: an edit there runs the rule again, an edit elsewhere does not."""
    shared = ["schemas", "tables", "vocabulary", "errors"]
    found = [path for room in rooms for kind in ("py", "csv")
             for path in glob(f"src/sixroutes/{room}/**/*.{kind}", recursive=True)]
    return sorted(found) + [f"src/sixroutes/{name}.py" for name in shared]


FACTS = ["clusters", "firms", "organisations", "aliases", "ownership", "homonyms", "overrides", "events", "event_coding", "claims"]


def facts(wildcards):
    """The curated tables of a study."""
    paths = [Path(STUDY[wildcards.study]["facts"]) / f"{name}.csv" for name in FACTS]
    return [str(path) for path in paths if path.name != "overrides.csv" or path.is_file()]


def event_files(wildcards):
    """The event files that a study names beside its curated tables."""
    return [body["file"] for body in STUDY[wildcards.study]["events"] if "file" in body]


def choices(wildcards):
    return STUDY[wildcards.study]["choices"]


def definition(wildcards):
    return STUDY[wildcards.study]


def ending():
    """Where to look, said at the end of a build."""
    lines = ["", "Where to look"]
    for study in STUDIES:
        lines += [f"  paper       paper/{study}/paper.{language}.pdf" for language in LANGUAGES]
        lines += [f"  figures     figures/{study}/*.html", f"  notebooks   notebooks/executed/{study}/*.ipynb",
                  f"  row account data/processed/{study}/sources/account.parquet (figure: figures/{study}/row_account.html)"]
    return "\n".join([*lines, f"Done in {time.monotonic() - started:.0f} s."])
