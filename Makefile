# Everything runs in an environment of its own, .venv; nothing needs to be activated.
# On a machine whose python3 is older than 3.11: make PYTHON=python3.12 test

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: compare test test-all lint bench docs clean

compare: $(VENV)/user
	@$(BIN)/deliveries compare

test: $(VENV)/dev
	@$(BIN)/python -m pytest

# The versions that are on this machine.
test-all:
	@for version in 3.11 3.12 3.13; do \
	  python=$$(command -v python$$version) && $$python -c '' 2>/dev/null || { echo "python$$version is not here"; continue; }; \
	  echo "Python $$version"; \
	  $(MAKE) --no-print-directory test VENV=.venv-$$version PYTHON=$$python || exit 1; \
	done

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev
	@$(BIN)/python bench/bench.py
	@$(BIN)/python bench/bulk.py

docs: $(VENV)/dev
	@$(BIN)/python docs/make.py

clean:
	rm -rf .venv .venv-* build dist

$(VENV)/user: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/user
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
