# How good is the name engine? Not part of a plain build: `snakemake validity`.

rule validity:
    message: "Notebook validity: the name engine on labelled names, beside Splink"
    input:
        nber="data/raw/fetched/assignees_nber.csv",
        air_umass="data/raw/fetched/assignees_air_umass.csv",
        facts=[f"data/raw/facts/{name}.csv" for name in ("aliases", "organisations", "homonyms", "firms")],
        notebook="notebooks/validity.ipynb",
        code=code("organisations", "validity"),
    output:
        executed="notebooks/executed/validity.ipynb",
        written=update("docs/validity.md"),
    params: exports="../shared/data/exports"
    log: "logs/validity.log"
    script: "call.py"
