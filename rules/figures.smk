# figures: show it. Each notebook looks at finished tables and draws its figures; one rule prints them all.

# Which figures a notebook draws; for the profile, once per cluster.
DRAWN = {
    "what_came_in": ["row_account"],
    "who_is_who": [],
    "cluster_profile": ["event_timeline", "partner_network"],
    "comparison": ["usage_by_cluster", "usage_over_time", "specialisation", "patents_beside_events",
                   "partners_by_route", "robustness", "specification_curve"],
    "networks": ["brokerage"],
    "replication": ["replication"],
}
# Where the pages of each language lie.
FOLDERS = {"en": "figures/{study}", "zh": "figures/{study}/zh"}


def drawn(notebook, kind, part=""):
    """The files of one kind (json, html) that a notebook draws, in every language."""
    return [f"{FOLDERS[language]}/{name}{part}.{kind}" for language in LANGUAGES for name in DRAWN[notebook]]


def drawing(notebook):
    """The modules behind a notebook: those of its own figures, and those that all figures share."""
    every = set(glob("src/sixroutes/figures/*.py"))
    rooms = {f"src/sixroutes/figures/{name}.py" for names in DRAWN.values() for name in names}
    own = {f"src/sixroutes/figures/{name}.py" for name in DRAWN[notebook]}
    return sorted(every - rooms - {"src/sixroutes/figures/printing.py", "src/sixroutes/figures/browser.py"} | own) + [
        "src/sixroutes/vocabulary.py", "src/sixroutes/bridge.py"]


def figure_names(study):
    """All figures of a study, without folder and ending."""
    names = []
    for notebook in STUDY[study]["notebooks"]:
        parts = [f"_{cluster}" for cluster in STUDY[study]["clusters"]] if notebook == "cluster_profile" else [""]
        names += [f"{name}{part}" for part in parts for name in DRAWN[notebook]]
    return names


def figures(study, kinds=("html", "svg", "pdf", "png"), languages=None):
    """All figure files of a study."""
    return [f"{FOLDERS[language]}/{name}.{kind}".format(study=study)
            for language in languages or LANGUAGES for name in figure_names(study) for kind in kinds]


def executed(study):
    """The executed notebooks of a study."""
    paths = [f"notebooks/executed/{study}/{name}.ipynb" for name in STUDY[study]["notebooks"] if name != "cluster_profile"]
    if "cluster_profile" in STUDY[study]["notebooks"]:
        paths += [f"notebooks/executed/{study}/cluster_profile_{cluster}.ipynb" for cluster in STUDY[study]["clusters"]]
    return paths


rule show_what_came_in:
    message: "{wildcards.study}: notebook what_came_in"
    input:
        **tables("sources", "account", "rejected", "events"),
        **tables("indicators", "funnel"),
        notebook="notebooks/what_came_in.ipynb",
        code=drawing("what_came_in"),
    output:
        executed="notebooks/executed/{study}/what_came_in.ipynb",
        drawn=drawn("what_came_in", "json"),
        pages=drawn("what_came_in", "html"),
    params: study="{study}"
    log: "logs/{study}/what_came_in.log"
    script: "call.py"


rule show_who_is_who:
    message: "{wildcards.study}: notebook who_is_who"
    input:
        **tables("organisations", "organisations", "aliases", "name_review", "ownership", "ownership_doubts",
                 "applicant_groups", "partner_groups"),
        notebook="notebooks/who_is_who.ipynb",
        code=drawing("who_is_who"),
    output: executed="notebooks/executed/{study}/who_is_who.ipynb"
    params: study="{study}"
    log: "logs/{study}/who_is_who.log"
    script: "call.py"


rule profile_cluster:
    message: "{wildcards.study}: notebook cluster_profile, {wildcards.cluster}"
    input:
        **tables("organisations", "clusters", "firms", "partner_groups"),
        **tables("sources", "events"),
        **tables("routes", "assignments"),
        **tables("networks", "ties", "nodes"),
        **tables("indicators", "usage"),
        notebook="notebooks/cluster_profile.ipynb",
        code=drawing("cluster_profile"),
    output:
        executed="notebooks/executed/{study}/cluster_profile_{cluster}.ipynb",
        drawn=drawn("cluster_profile", "json", "_{cluster}"),
        pages=drawn("cluster_profile", "html", "_{cluster}"),
    params: study="{study}", cluster="{cluster}"
    log: "logs/{study}/cluster_profile_{cluster}.log"
    script: "call.py"


rule compare_clusters:
    message: "{wildcards.study}: notebook comparison"
    input:
        **tables("organisations", "clusters", "partner_groups"),
        **tables("routes", "assignments"),
        **tables("indicators", "usage", "specialisation", "diversity", "change", "robustness", "specifications",
                 "findings", "curves", "identification"),
        notebook="notebooks/comparison.ipynb",
        code=drawing("comparison"),
    output:
        executed="notebooks/executed/{study}/comparison.ipynb",
        drawn=drawn("comparison", "json"),
        pages=drawn("comparison", "html"),
    params: study="{study}"
    log: "logs/{study}/comparison.log"
    script: "call.py"


rule show_networks:
    message: "{wildcards.study}: notebook networks"
    input:
        **tables("organisations", "clusters"),
        **tables("networks", "ties", "nodes"),
        notebook="notebooks/networks.ipynb",
        code=drawing("networks"),
    output:
        executed="notebooks/executed/{study}/networks.ipynb",
        drawn=drawn("networks", "json"),
        pages=drawn("networks", "html"),
    params: study="{study}"
    log: "logs/{study}/networks.log"
    script: "call.py"


rule replicate_founding_paper:
    message: "{wildcards.study}: notebook replication"
    input:
        **tables("indicators", "replication", "usage"),
        **tables("organisations", "clusters"),
        **tables("routes", "assignments"),
        notebook="notebooks/replication.ipynb",
        code=drawing("replication"),
    output:
        executed="notebooks/executed/{study}/replication.ipynb",
        drawn=drawn("replication", "json"),
        pages=drawn("replication", "html"),
    params: study="{study}"
    log: "logs/{study}/replication.log"
    script: "call.py"


# One rule per study, since each has its own list of figures. `update` leaves the printed files in place, and only
# those whose specification changed are printed again, all from one start of the browser.
for study in STUDIES:
    rule:
        name: f"print_figures_{study}"
        message: f"{study}: printing the figures that changed"
        input:
            specifications=figures(study, ["json"]),
            code=["src/sixroutes/figures/printing.py"],
        output: printed=[update(path) for path in figures(study, ["svg", "pdf", "png"])]
        params: call="sixroutes.figures.printing:print_figures"
        log: f"logs/{study}/print_figures.log"
        script: "call.py"
