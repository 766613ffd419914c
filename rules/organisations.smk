# organisations: who is who, and who owned whom when?

rule harmonise_organisations:
    message: "{wildcards.study}: finding out who is who, and who owned whom on that day"
    input:
        **tables("sources", "patents", "applicants", "events", "partners", "citations"),
        code=code("organisations"),
        facts=facts,
    output: **tables("organisations", "clusters", "firms", "organisations", "aliases", "name_review", "ownership", "ownership_doubts", "applicant_groups", "linked_groups", "partner_groups")
    params:
        call="sixroutes.organisations.stage:harmonise_study",
        study=definition,
    log: "logs/{study}/harmonise_organisations.log"
    script: "call.py"
