"""A rule and its function or notebook agree on every name, or the build stops and says which."""

import json
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from sixroutes import bridge, tables
from sixroutes.errors import InputError

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cite(citations, suffix, target=None):
    """A function as a rule would call it."""
    if target:
        Path(target).write_text(suffix)
    return {"citations": citations.assign(cited_id=citations["cited_id"] + suffix), "values": {"n": len(citations)}}


@pytest.fixture
def citations(tmp_path):
    path = tmp_path / "in" / "citations.parquet"
    tables.write(pd.DataFrame([dict(citing_id="US1", cited_id="US2", category=None)]), path)
    return str(path)


def place(name="cite"):
    return f"{__name__}:{name}"


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, __name__, SimpleNamespace(cite=cite, __name__=__name__))


def test_names_arrive_and_results_are_written(citations, tmp_path):
    outputs = {name: str(tmp_path / "out" / file) for name, file in
               dict(citations="citations.parquet", values="values.json", target="note.txt").items()}
    (tmp_path / "out").mkdir()
    bridge.call(place(), {"citations": citations, "code": ["a.py"]}, {"suffix": "B1", "call": place()}, outputs)
    assert tables.read(outputs["citations"])["cited_id"].tolist() == ["US2B1"]
    assert json.loads(Path(outputs["values"]).read_text()) == {"n": 1}
    assert Path(outputs["target"]).read_text() == "B1"


@pytest.mark.parametrize(("params", "outputs", "message"), [
    ({"sufix": "B1"}, {}, "unknown to the function: sufix; not given by the rule: suffix"),
    ({"suffix": "B1"}, {"usage": "usage.parquet"}, "returned no usage"),
])
def test_a_disagreement_stops(citations, params, outputs, message):
    with pytest.raises(TypeError, match=message):
        bridge.call(place(), {"citations": citations}, params, outputs)


def test_curated_tables_arrive_as_checked_frames():
    facts = bridge.read([str(ROOT / "data/raw/facts" / name) for name in ("clusters.csv", "firms.csv")])
    assert set(facts) == {"clusters", "firms"} and len(facts["firms"]) == 45


def make_notebook(path, *sources):
    cells = [new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3",
                                                                      "language": "python"}}), path)
    return str(path)


def test_a_notebook_gets_its_parameters_and_forgets_the_clock(tmp_path):
    notebook = make_notebook(tmp_path / "n.ipynb", 'study = "a"\ndrawn = []', "print(study, drawn)")
    executed = tmp_path / "out" / "n.ipynb"
    bridge.run_notebook(notebook, executed, {"study": "b", "drawn": ["x.json"]})
    result = nbformat.read(executed, as_version=4)
    assert result.cells[-1].outputs[0]["text"] == "b ['x.json']\n"
    first = executed.read_bytes()
    bridge.run_notebook(notebook, executed, {"study": "b", "drawn": ["x.json"]})
    assert executed.read_bytes() == first


@pytest.mark.parametrize("given", [{"study": "b"}, {"study": "b", "drawn": [], "extra": 1}])
def test_a_notebook_and_its_rule_must_agree(tmp_path, given):
    notebook = make_notebook(tmp_path / "n.ipynb", 'study = "a"\ndrawn = []')
    with pytest.raises(InputError, match="disagree on the parameters"):
        bridge.run_notebook(notebook, tmp_path / "o.ipynb", given)


def test_a_notebook_that_fails_is_kept(tmp_path):
    notebook = make_notebook(tmp_path / "n.ipynb", 'study = "a"', "1 / 0")
    with pytest.raises(InputError, match=r"ZeroDivisionError.*jupyter lab"):
        bridge.run_notebook(notebook, tmp_path / "o.ipynb", {"study": "b"})
    assert (tmp_path / "o.failed.ipynb").is_file() and not (tmp_path / "o.ipynb").exists()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_thin(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    source = "\n".join(cell.source for cell in code)
    assert not any(cell.outputs or cell.execution_count for cell in code), "carries outputs"
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert "def " not in source and "class " not in source
    assert len(source.splitlines()) <= 50
    body = [cell.source for cell in code if "parameters" not in cell.metadata.get("tags", [])]
    assert not any("data/" in text or "read_parquet" in text or "open(" in text for text in body), (
        "reads a path that it was not given")


def test_the_project_is_found_from_a_folder_below(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT / "notebooks")
    assert bridge.enter_project() == ROOT
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no Snakefile"):
        bridge.enter_project()
