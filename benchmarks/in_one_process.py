"""Replay the recorded jobs of a build, in order, in this one process: python in_one_process.py calls.jsonl"""

import json
import sys
from pathlib import Path

import nbformat

from sixroutes import bridge


def run_notebook(path, parameters):
    """The code of a notebook in one namespace, without a kernel."""
    space = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
            if "parameters" in cell.metadata.get("tags", []):
                space.update(parameters)


def make_folders(outputs):
    for value in outputs.values():
        for path in [value] if isinstance(value, str) else value:
            Path(path).parent.mkdir(parents=True, exist_ok=True)


for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    job = json.loads(line)
    make_folders(job["output"])
    if "notebook" in job["input"]:
        named = {**job["input"], **job["output"], **job["params"]}
        run_notebook(job["input"]["notebook"], {name: value for name, value in named.items()
                                                if name not in bridge.SILENT})
    else:
        bridge.call(job["params"]["call"], job["input"], job["params"], job["output"])
