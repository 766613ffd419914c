# Everything from nothing: `make` builds, `make test` tests, `make lab` opens the notebooks.
CORES  ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
            $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN    := .venv/bin
READY  := .venv/ready
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: all build test test-quick lab clean help
.DEFAULT_GOAL := all

all: $(READY) build  ## build tables, networks, figures and papers (default)

build: $(READY)
	@echo "Building: tables, networks, route usage, figures, notebooks and papers, on $(CORES) cores."
	@echo "The first build fetches one data file of 65 MB and takes some minutes; later ones redo what changed."
	@$(BIN)/python rules/unlock.py
	@$(BIN)/snakemake --cores $(CORES)

test: $(READY)  ## quick tests, then the full build, then checks of what it made
	@$(BIN)/ruff check --quiet .
	@$(BIN)/pytest -m "not build"
	@$(BIN)/python rules/unlock.py
	@$(BIN)/snakemake --cores $(CORES)
	@$(BIN)/pytest -m build

test-quick: $(READY)  ## only the quick tests
	@$(BIN)/pytest -m "not build"

lab: $(READY)  ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

clean:  ## remove what a build makes (not what it fetched, not the environment)
	rm -rf data/processed figures/*/ notebooks/executed logs
	find paper -mindepth 1 -maxdepth 1 -type d ! -name templates -exec rm -rf {} +

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort

# The environment: the pinned, hashed set of requirements.lock in .venv, and a browser for the figures.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "sixroutes needs Python 3.11 or newer: install it, or say PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up .venv from requirements.lock ($(PYTHON)); this takes about a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python cannot make environments here; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@sed -n '/^uv==/,/^[a-z]/p' requirements.lock | sed '$$d' > .venv/uv.lock
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m sixroutes.figures.browser
	@touch $(READY)
