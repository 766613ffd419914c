# routes: by which route, on what evidence?

rule assign_routes:
    message: "{wildcards.study}: assigning routes to every patent and event"
    input:
        **paths("sources", "patents", "inventors", "citations", "classifications", "events"),
        **paths("organisations", "applicant_groups", "linked_groups", "partner_groups", "ownership"),
        code=code("routes"),
    output: **tables("routes", "evidence", "assignments", "runners_up", "acquired_stock", "route_doubts")
    params:
        call="sixroutes.routes.stage:assign_study",
        choices=choices,
    log: "logs/{study}/assign_routes.log"
    script: "call.py"


rule assign_readings:
    message: "{wildcards.study}: assigning routes again under every combination of other choices"
    input:
        **tables("sources", "patents", "inventors", "citations", "classifications", "events"),
        **tables("organisations", "applicant_groups", "linked_groups", "partner_groups", "ownership"),
        code=code("routes"),
    output: **tables("routes", "readings", "reading_weights")
    params:
        call="sixroutes.routes.readings:assign_readings",
        choices=choices,
        multiverse=lambda wildcards: STUDY[wildcards.study]["multiverse"],
    log: "logs/{study}/assign_readings.log"
    script: "call.py"
