# networks: who is tied to whom, and who bridges?

rule build_networks:
    message: "{wildcards.study}: building the networks of firms and partners"
    input:
        **tables("organisations", "organisations", "clusters", "firms", "applicant_groups", "partner_groups"),
        **tables("routes", "assignments"),
        code=code("networks"),
    output: **tables("networks", "ties", "nodes")
    params: call="sixroutes.networks.stage:build_networks"
    log: "logs/{study}/build_networks.log"
    script: "call.py"


rule export_networks:
    message: "{wildcards.study}: writing the networks for other programs"
    input:
        **tables("networks", "ties", "nodes"),
        code=code("networks"),
    output:
        gexf="data/processed/{study}/networks/network.gexf",
        graphml="data/processed/{study}/networks/network.graphml",
    params: call="sixroutes.networks.stage:export_networks"
    log: "logs/{study}/export_networks.log"
    script: "call.py"
