"""The executed notebooks of every study, and that a second build has nothing to do."""

import json
import subprocess
import sys
from pathlib import Path


def test_every_notebook_ran_to_its_end(study, root):
    folder = root / "notebooks" / "executed" / study["study"]
    names = {path.stem for path in folder.glob("*.ipynb")}
    wanted = {name for name in study["notebooks"] if name != "cluster_profile"}
    wanted |= {f"cluster_profile_{cluster}" for cluster in study["clusters"]}
    assert names == wanted
    for path in folder.glob("*.ipynb"):
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        assert all(cell["execution_count"] for cell in cells)
        assert not [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]


def test_a_notebook_opened_by_hand_runs_with_its_defaults(root, tmp_path):
    """As JupyterLab would run it: from the folder of the notebooks, without any parameter."""
    done = subprocess.run([str(Path(sys.executable).with_name("jupyter")), "nbconvert", "--to", "notebook", "--execute",
                           "networks.ipynb", "--output-dir", str(tmp_path)], cwd=root / "notebooks",
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_second_build_has_nothing_to_do(root):
    done = subprocess.run([str(Path(sys.executable).with_name("snakemake")), "--cores", "1", "--dry-run"], cwd=root,
                          capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "Nothing to be done" in said, said[-2000:]
