# indicators: how much, how special, how changing, how robust?

INDICATORS = ["usage", "specialisation", "diversity", "change", "robustness", "specifications", "findings", "curves",
              "identification", "funnel", "replication"]


rule measure_usage:
    message: "{wildcards.study}: measuring route usage with intervals"
    input:
        **tables("sources", "account", "events", "patents", "citations", "inventors", "classifications"),
        **tables("organisations", "clusters", "firms", "organisations", "aliases", "name_review", "ownership", "applicant_groups", "partner_groups"),
        **tables("routes", "assignments", "readings", "reading_weights"),
        **tables("networks", "ties", "nodes"),
        facts=lambda wildcards: [f"{STUDY[wildcards.study]['facts']}/claims.csv"],
        code=code("indicators"),
    output:
        **tables("indicators", *INDICATORS),
        values="data/processed/{study}/indicators/values.json",
    params:
        call="sixroutes.indicators.stage:measure",
        study=definition,
        choices=choices,
    log: "logs/{study}/measure_usage.log"
    script: "call.py"
