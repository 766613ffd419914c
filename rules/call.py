"""The script of every rule: run what the rule names."""

from sixroutes.bridge import run

run(snakemake)  # noqa: F821 - given by Snakemake
