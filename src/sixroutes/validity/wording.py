"""What the validity report says of its measures and of the labelled sets; the numbers come from the data."""

INTRODUCTION = """# Validity: how good is the name engine?

Written by `notebooks/validity.ipynb` (`snakemake validity`). Pairwise precision is the share of pairs of names in one
found organisation that have one label; recall is the share of pairs with one label that were found; F1 is their
harmonic mean. B³ (B-cubed) takes the same shares name by name, so a few large organisations do not decide it. Brackets
are 95% intervals from 1,000 samples of whole true clusters. "By mentions" counts each name as often as patents carry
it; there two mentions of one string are a pair as well, and every method gets these right.

| beside the name engine | what it is |
|---|---|
| plain normalisation | small letters and digits, dots and the legal form at the end dropped; equal strings are one |
| Splink | Splink 5 on DuckDB, the best of five models tried, at the threshold with the highest F1 on half A |
| Splink, the other set's threshold | the same at the threshold chosen on the other labelled set |

The engine has no threshold. It runs alone here: no alias, no homonym and no decision of the study helps it.
PatentsView's own disambiguation stands in none of the files at hand (the sample of the default study has raw assignee
names only), so it is not compared.
"""
TITLES = {"nber": "NBER subset", "air_umass": "AIR-UMASS"}
ABOUT = {
    "nber": """Labels of the National Bureau of Economic Research, made by string similarity and corrected by hand; the
package that carries them says that they were chosen by five groups of four letters. They join spelling variants of one
organisation. **The engine was tuned by eye on this set, on both halves: no part of it is held out.** The halves, by a
hash of the label, show how much the numbers vary, and only Splink's threshold is chosen on one of them. Read the wrong
merges below before the precision: most of the large ones are spellings of one organisation to which the labels give
several codes, so precision is rather too low than too high.""",
    "air_umass": """Organisations of every kind that annotators of PatentsView chose as queries, with all names that
they found for each. The labels join whole groups: Hoechst with Hoechst Celanese and Hoechst Japan, Max Planck's society
with its institutes. **The engine keeps affiliates apart, since a study asks who owned whom on which day, so recall here
is not comparable with that above, and a method that joins by first words is rewarded.** With few organisations, far
from one another, there is little to merge wrongly: precision says less as well. The engine was not tuned on this set
before its first measurement, which stands in the changelog; then its missed links were read, and general rules were
added (codes of the patent office, wrong code pages, acronyms, words of boards, written-out legal forms). Since then it
is no longer unseen.""",
}
