"""Show it: each figure is one module of this folder that turns finished tables into a Plotly figure.

A room has `NEEDS`, the tables it reads, and `draw(data, language, cluster=None)`. The registry is the folder. A
figure computes nothing but its layout.
"""

from .drawing import draw, rooms
from .saving import save_all

__all__ = ["draw", "rooms", "save_all"]
