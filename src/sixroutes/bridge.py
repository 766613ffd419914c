"""From a rule to a function or a notebook: named inputs, outputs and params arrive under exactly their names.

A rule is a sentence; this is its grammar. Parquet and JSON inputs arrive read, other paths as text; what a function
returns is written to the outputs of the same names. A name that one side does not know stops the build.
"""

import inspect
import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from . import tables
from .errors import InputError

# Inputs that only say when to run again (the code behind a rule, event files that the study names), params that only
# say what to run, and outputs that lie beside another output of the rule.
SILENT = {"assumptions", "code", "call", "event_files", "notebook", "executed", "pages"}


def run(snakemake):
    """Entry of every rule's script: `params.call` names a function, `input.notebook` a notebook.

    What a user did wrong ends in one readable message and exit code 1; everything goes to the rule's log as well.
    """
    try:
        if "notebook" in dict(snakemake.input.items()):
            run_notebook(snakemake.input.notebook, snakemake.output.executed, _names(snakemake))
        else:
            call(snakemake.params.call, dict(snakemake.input.items()), dict(snakemake.params.items()),
                 dict(snakemake.output.items()))
    except InputError as error:
        message = f"\nsixroutes stopped: {error}\n"
        if snakemake.log:
            Path(str(snakemake.log[0])).write_text(message, encoding="utf-8")
        print(message, file=sys.stderr)
        sys.exit(1)


def _names(snakemake):
    """Everything a rule names, as plain text, lists and numbers."""
    named = {**snakemake.input, **snakemake.output, **snakemake.params}
    return {name: _plain(value) for name, value in named.items() if name not in SILENT}


def _plain(value):
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return value if isinstance(value, int | float | bool | dict | type(None)) else str(value)
    return dict(value) if isinstance(value, dict) else [_plain(part) for part in value]


def call(place, inputs, params, outputs):
    """Call the function at `place` ("package.module:function") with the rule's names, and write what it returns.

    An input whose name ends in `_path` is passed as it is; the others arrive read.
    An output whose name is a parameter of the function is passed as a path, and the function writes it; the others
    are taken from the dict that the function returns.

    Raises
    ------
    TypeError : the rule and the function do not agree on a name.
    """
    both = sorted(set(params) & set(outputs))
    if both:
        raise TypeError(f"the rule for {place} uses {', '.join(both)} for a param and for an output")
    module, name = place.split(":")
    function = getattr(import_module(module), name)
    parameters = inspect.signature(function).parameters
    written = {name: _plain(path) for name, path in outputs.items() if name in parameters and name not in inputs}
    given = {name: value if name.endswith("_path") else read(value) for name, value in inputs.items()
             if name not in SILENT}
    given |= {name: value for name, value in params.items() if name not in SILENT} | written
    _check_call(place, parameters, given)
    result = function(**given) or {}
    missing = set(outputs) - set(written) - set(result)
    if missing:
        raise TypeError(f"{place} returned no {', '.join(sorted(missing))}, which the rule promises")
    for output, path in outputs.items():
        if output not in written:
            write(result[output], path)


def _check_call(place, parameters, given):
    unknown = sorted(set(given) - set(parameters))
    missing = sorted(name for name, parameter in parameters.items()
                     if parameter.default is parameter.empty and name not in given)
    if unknown or missing:
        raise TypeError(f"the rule and {place} disagree: unknown to the function: {', '.join(unknown) or 'none'}; "
                        f"not given by the rule: {', '.join(missing) or 'none'}")


def read(value):
    """One input: a table, a JSON value, curated CSV tables as {name: frame}, a list of inputs, or a path."""
    if not isinstance(value, str):
        paths = [str(part) for part in value]
        if paths and all(path.endswith(".csv") for path in paths):
            return {Path(path).stem: tables.read_csv(path, f"facts_{Path(path).stem}") for path in paths}
        return [read(path) for path in paths]
    if value.endswith(".parquet"):
        return tables.read(value)
    return json.loads(Path(value).read_text(encoding="utf-8")) if value.endswith(".json") else value


def write(value, path):
    """One output: a table by its contract, or a JSON value with sorted keys."""
    if str(path).endswith(".parquet"):
        tables.write(value, path)
        return
    with tables.replacing(path) as temporary:
        temporary.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def run_notebook(notebook, executed, parameters):
    """Run `notebook` with `parameters` by papermill, keeping the executed copy, also when it fails.

    Raises
    ------
    InputError : the notebook declares other parameters than it is given.
    """
    import papermill
    from traitlets.config import Config

    check_parameters(notebook, parameters)
    Path(executed).parent.mkdir(parents=True, exist_ok=True)
    kept = Path(executed).with_suffix(".failed.ipynb")
    try:
        # Sockets in a folder of their own instead of ports: notebooks that start at the same time cannot take each
        # other's.
        with tempfile.TemporaryDirectory(prefix="sixroutes-") as sockets:
            transport = Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}})
            papermill.execute_notebook(notebook, str(kept), parameters=parameters, progress_bar=False, cwd=os.getcwd(),
                                       config=transport, stdout_file=None, log_output=False)
    except papermill.PapermillExecutionError as error:
        raise InputError(f"cell {error.exec_count} failed with {error.ename}: {error.evalue}", file=notebook,
                         remedy=f"open the executed copy and look at that cell: jupyter lab {kept}") from error
    _settle(kept)
    kept.replace(executed)


def check_parameters(notebook, parameters):
    """Papermill only warns about a parameter that a notebook does not know; here both sides must agree."""
    import papermill

    declared = set(papermill.inspect_notebook(notebook))
    unknown, missing = sorted(set(parameters) - declared), sorted(declared - set(parameters))
    if unknown or missing:
        raise InputError("the rule and the notebook disagree on the parameters", file=notebook,
                         expected="the cell tagged 'parameters' to declare " + ", ".join(sorted(parameters)),
                         remedy=f"add {', '.join(unknown) or 'nothing'}; remove {', '.join(missing) or 'nothing'}")


def _settle(path):
    """Take clock and Python's version out of an executed notebook, so that the same inputs give the same bytes."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for place, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{place:02d}"
    nbformat.write(notebook, path)


def enter_project():
    """Go to the project's root (the folder with the Snakefile), from wherever a notebook was opened."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "Snakefile").is_file():
            os.chdir(folder)
            return folder
    raise InputError("no Snakefile in this folder or above it", file=here,
                     remedy="open the notebook inside a clone of sixroutes")
