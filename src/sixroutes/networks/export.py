"""The network as a file for Gephi, Cytoscape or visone; the same network always gives the same bytes."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import networkx as nx
import pandas as pd

from ..errors import InputError
from ..tables import replacing

FORMATS = ("gexf", "graphml")
# Characters that XML 1.0 cannot hold, even escaped.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(graph, path):
    """Write `graph` to `path`; the ending of the name, .gexf or .graphml, says how.

    Nodes and edges are sorted, there is no time stamp, names are escaped, and characters that XML cannot hold are
    left out. Missing attributes are left out; the list of units behind an edge is given as its number.

    Raises
    ------
    InputError : another ending.
    """
    path = Path(path)
    layout = path.suffix.removeprefix(".")
    if layout not in FORMATS:
        raise InputError(f"cannot write a network as {path.suffix!r}", file=path,
                         expected="a name that ends in .gexf or .graphml")
    plain = _plain(graph)
    lines = nx.generate_graphml(plain) if layout == "graphml" else [_gexf(plain)]
    with replacing(path) as temporary:
        temporary.write_text('<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def _plain(graph):
    """A sorted copy whose attributes are text and numbers only."""
    plain = nx.MultiDiGraph()
    for node in sorted(graph, key=str):
        fields = _fields(graph.nodes[node])
        plain.add_node(_clean(str(node)), label=fields.get("name_en") or _clean(str(node)), **fields)
    edges = graph.edges(keys=True, data=True) if graph.is_multigraph() else (
        (a, b, "tie", data) for a, b, data in graph.edges(data=True))
    ordered = sorted(edges, key=lambda edge: tuple(map(str, edge[:3])))
    for number, (source, target, layer, data) in enumerate(ordered):
        fields = _fields({name: value for name, value in data.items() if name != "units"})
        plain.add_edge(_clean(str(source)), _clean(str(target)), key=f"e{number}",
                       **{"layer": _clean(str(layer)), **fields})
    return plain


def _fields(data):
    return {name: _value(value) for name, value in sorted(data.items()) if not pd.isna(value)}


def _value(value):
    return _clean(value) if isinstance(value, str) else value.item() if hasattr(value, "item") else value


def _clean(text):
    return _UNPRINTABLE.sub("", text)


def _gexf(plain):
    root = ElementTree.fromstring("\n".join(nx.generate_gexf(plain)))
    ElementTree.register_namespace("", root.tag[1:].partition("}")[0])
    for element in root.iter():
        if element.tag.endswith("}meta"):
            element.attrib.pop("lastmodifieddate", None)
    return ElementTree.tostring(root, encoding="unicode")
