"""Hand coding of routes by several people: how far do they agree, and how well do the rules meet what they settle on?

Not a stage of the build: people stand between its steps. It reads the tables of a built study and writes its own into
`data/processed/{study}/coding/`. `sampling` draws units, `showing` says what a coder sees of them, `sheets` writes and
`reading` reads what is filled in, `codebook` defines the routes, `agreement` measures, `adjudicating` settles,
`correcting` puts the rules against what was settled, `reporting` tells it. The command is `sixroutes code`.
"""

from .adjudicating import disagreements_of, read_gold, write_adjudication
from .agreement import agreement_table, alpha, kappa_table, masi
from .correcting import accuracy_table, confusion_table, corrected_table
from .reading import read_codes
from .reporting import write_report
from .sampling import draw, population
from .sheets import write_sheets

__all__ = ["accuracy_table", "agreement_table", "alpha", "confusion_table", "corrected_table", "disagreements_of",
           "draw", "kappa_table", "masi", "population", "read_codes", "read_gold", "write_adjudication", "write_report",
           "write_sheets"]
