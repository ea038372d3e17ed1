# One-line doors to `terreau`; `make help` lists them. Python 3.11 or later is all that is needed.
PY ?= python3
BIN := .venv/bin
EXAMPLE := examples/pays-ledonien

.PHONY: help install demo demo-reset study test check bench docs examples lock clean

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/  —/'

install: .venv/installed ## make the environment from the hashed lock

.venv/installed: requirements/dev.txt pyproject.toml scripts/setup_environment.py
	$(PY) scripts/setup_environment.py

demo: install    ## the application on an imagined cooperative, at http://127.0.0.1:8000
	$(BIN)/python -m terreau demo

demo-reset: install ## the same, from scratch
	$(BIN)/python -m terreau demo --reset

study: install   ## run the whole chain on the real example and open its catalogue
	$(BIN)/python -m terreau study run $(EXAMPLE)/classeur.xlsx --plan $(EXAMPLE)/plan.toml -o sorties/pays-ledonien --open

test: install    ## the whole suite
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

check: install   ## style, types of the pure rooms, contract between rooms
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: install   ## speed and scale: ratios, and the limits of pages
	$(BIN)/python benchmarks/run.py

docs: install    ## renew what is generated in the documentation
	$(BIN)/python scripts/write_command_reference.py && $(BIN)/python scripts/write_readme_picture.py

examples: install ## make the two example workbooks again
	$(BIN)/python $(EXAMPLE)/make.py && $(BIN)/python examples/val-d-ombre/make.py

lock:            ## renew the hashed lock files
	$(BIN)/python scripts/lock_requirements.py

clean:           ## remove what the other targets make
	rm -rf .venv .demo sorties dist build
