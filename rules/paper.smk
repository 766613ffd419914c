# paper: say it. Finished values and figures become a draft in every language and format.

FORMATS = ["pdf", "docx", "html", "tex"]

# The code whose judgement calls (# ASSUME:) go into the appendix; figures make none.
ASSUMING = [path for path in sorted(glob("src/sixroutes/**/*.py", recursive=True)) if "/figures/" not in path]


def papers(study):
    """All papers of a study."""
    return [f"paper/{study}/paper.{language}.{kind}" for language in LANGUAGES for kind in FORMATS]


def printed(study, names, language):
    """The files of some figures that a paper can take: drawings for page and print, a picture for Word."""
    return [f"{FOLDERS[language]}/{name}.{kind}".format(study=study) for name in names for kind in ("svg", "png", "pdf")]


def paper_figures(wildcards):
    """Figures of the whole study, of its first cluster, and of the study whose replication opens the paper."""
    study, case = wildcards.study, STUDY[wildcards.study]["replication"]
    first = STUDY[study]["clusters"][0]
    of_clusters = [f"{name}_{cluster}" for name in DRAWN["cluster_profile"] for cluster in STUDY[study]["clusters"]]
    names = [name for name in figure_names(study) if name not in of_clusters or name.endswith(f"_{first}")]
    opening = [name for name in figure_names(case) if name in DRAWN["replication"]] if case else []
    return printed(study, names, wildcards.language) + printed(case, opening, wildcards.language)


rule write_paper:
    message: "{wildcards.study}: writing the paper ({wildcards.language})"
    input:
        values="data/processed/{study}/indicators/values.json",
        replication=lambda wildcards: ("data/processed/{replication}/indicators/values.json".format(**STUDY[wildcards.study])
                                       if STUDY[wildcards.study]["replication"] else []),
        figures=paper_figures,
        code=code("paper") + sorted(glob("paper/templates/**/*.*", recursive=True)) + ["paper/references.bib"],
        assumptions=ASSUMING,
    output: **{kind: f"paper/{{study}}/paper.{{language}}.{kind}" for kind in FORMATS}
    params:
        call="sixroutes.paper.writing:make_paper",
        language="{language}",
        templates="paper/templates",
        sources="src/sixroutes",
    log: "logs/{study}/write_paper.{language}.log"
    script: "call.py"
