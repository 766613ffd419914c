# By which routes do the large firms of a cluster get their core technology? One rule file per stage, in order.
from snakemake.utils import min_version

min_version("9.0")

include: "rules/study.smk"
include: "rules/sources.smk"
include: "rules/organisations.smk"
include: "rules/routes.smk"
include: "rules/networks.smk"
include: "rules/indicators.smk"
include: "rules/figures.smk"
include: "rules/paper.smk"
include: "rules/validity.smk"


rule all:
    message: "Everything is built."
    default_target: True
    input:
        [papers(study) for study in STUDIES],
        [figures(study) for study in STUDIES],
        [executed(study) for study in STUDIES],
        [f"data/processed/{study}/networks/network.{kind}" for study in STUDIES for kind in ("gexf", "graphml")],


onsuccess:
    print(ending())
