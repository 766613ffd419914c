# routes: by which route, on what evidence?

rule assign_routes:
    message: "{wildcards.study}: assigning routes to every patent and event"
    input:
        **tables("sources", "patents", "inventors", "citations", "classifications", "events"),
        **tables("organisations", "applicant_groups", "linked_groups", "partner_groups", "ownership"),
        code=code("routes"),
    output: **tables("routes", "evidence", "assignments", "runners_up", "acquired_stock", "route_doubts")
    params:
        call="sixroutes.routes:assign",
        choices=choices,
    log: "logs/{study}/assign_routes.log"
    script: "call.py"


rule assign_variants:
    message: "{wildcards.study}: assigning the events again under other defensible choices"
    input:
        **tables("sources", "events"),
        **tables("organisations", "partner_groups", "ownership"),
        code=code("routes"),
    output: **tables("routes", "variants")
    params:
        call="sixroutes.routes.variants:assign_variants",
        choices=choices,
    log: "logs/{study}/assign_variants.log"
    script: "call.py"
