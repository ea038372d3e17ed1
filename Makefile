# One-line doors to the project; `make help` lists them. Python 3.11 or later is all that is needed.
PY ?= python3
BIN := .venv/bin

.PHONY: help install test study check bench lock docs clean
help:            ## what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

install: .venv/installed  ## make the environment from the hashed lock

.venv/installed: requirements/dev.txt pyproject.toml
	$(PY) scripts/setup_environment.py

test: install    ## the whole suite
	$(BIN)/python -m pytest

lock:            ## renew the hashed lock files
	$(BIN)/python scripts/lock_requirements.py
