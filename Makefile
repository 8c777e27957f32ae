# Everything a person does with this project has a name here. `make` lists the names.

PYTHON ?= python3
# Test processes at once. Each has its own database.
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

.PHONY: help install install-dev demo test faults bench check format lock styles chromium

help: ## list these names
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

# --- Setting up ----------------------------------------------------------------------------------

install: $(VENV)/installed ## the virtual environment with what the portal runs on

install-dev: $(VENV)/installed-dev ## and with what building and testing it needs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Like for Like needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	    "Install a newer one and name it: make PYTHON=python3.11 $(or $(MAKECMDGOALS),install)" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "The virtual environment could not be made. On Debian and Ubuntu install python3-venv first." >&2; \
	  exit 1; }

# The stamps: nothing is installed again until the locked requirements change.
$(VENV)/installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# --- Using ---------------------------------------------------------------------------------------

demo: install ## the portal with the three published papers, on this machine, ready to look at
	$(BIN)/python manage.py demo --serve

# --- Building ------------------------------------------------------------------------------------

test: install-dev chromium ## every test on PostgreSQL and Redis, then every test in the embedded mode
	env -u LFL_TEST_MODE $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
	LFL_TEST_MODE=embedded $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

faults: install-dev ## killed workers, a lost Redis: what was approved is counted all the same, once
	env -u LFL_TEST_MODE $(BIN)/python -m pytest tests/faults
	LFL_TEST_MODE=embedded $(BIN)/python -m pytest tests/faults

bench: install-dev ## the portal's work against what people would use instead (bench/README.md)
	@differ=0; for work in reading storing counting whole comparators growing matrix workbooks; do \
	  $(BIN)/python -W ignore bench/$$work.py || differ=1; \
	done; exit $$differ

check: install-dev ## style, types, templates, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/djlint templates --check --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

format: install-dev ## put code and templates into the house's shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

COMPILE := uv pip compile --quiet --generate-hashes --python-version 3.11 --custom-compile-command "make lock"

lock: install-dev ## write requirements.txt and requirements-dev.txt anew from the .in files
	$(BIN)/$(COMPILE) requirements.in -o requirements.txt
	$(BIN)/$(COMPILE) requirements-dev.in -o requirements-dev.txt

styles: ## build static/ from frontend/ (needs Node 20 or newer)
	cd frontend && npm ci && npm run build

# The browser of the journeys, and a font of Arial's widths.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium, in which the journeys run."; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq </dev/null && apt-get install -qq -y chromium fonts-liberation </dev/null >/dev/null; \
	else \
	  echo "The journeys need Chromium, and it was not found. On Debian: sudo apt-get install chromium" >&2; \
	  exit 1; \
	fi
