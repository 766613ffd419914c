"""Who is tied to whom, and who bridges: ties of large firms and partners by layer, roles and positions."""

from .brokerage import brokerage
from .build import build, from_tables, ties
from .export import export
from .positions import communities, core_periphery, ei_index, structural_holes
from .stage import build_networks

__all__ = ["brokerage", "build", "build_networks", "communities", "core_periphery", "ei_index", "export",
           "from_tables", "structural_holes", "ties"]
