"""The paper: finished values and figures become a draft in English and Chinese, as PDF, Word, web page and LaTeX.

Nothing is computed here. Numbers reach the text through `numbers`, sentences that claim something through `claims`,
the text through `manuscript`, and the four files through `rendering`.
"""

from .assumptions import collect_assumptions
from .claims import Claims
from .manuscript import render_manuscript
from .writing import make_paper, write_paper

__all__ = ["Claims", "collect_assumptions", "make_paper", "render_manuscript", "write_paper"]
