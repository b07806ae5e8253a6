# Everything runs in an environment of its own, .venv; nothing needs to be activated.
# On a machine whose python3 is older than 3.11: make PYTHON=python3.12 test

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: compare test test-slow test-all test-whole test-lowest lint audit dist bench fuzz docs site clean

compare: $(VENV)/user
	@$(BIN)/deliveries compare
	@echo
	@echo "To try next:"
	@echo "  $(BIN)/deliveries list"
	@echo "  $(BIN)/deliveries explain mao-one-sixth 1951-12"
	@echo "  $(BIN)/deliveries whatif mao-one-sixth --capacity 6"

# The quick ones, on every core, in some 100 seconds.
test: $(VENV)/dev
	@$(BIN)/python -m pytest -n auto -m "not slow"

# The others, which start browsers and many processes or build wheels.
test-slow: $(VENV)/dev
	@$(BIN)/python -m pytest -n auto -m slow

test-whole: $(VENV)/dev
	@$(BIN)/python -m pytest -n auto

# All of them, on each version of Python that is on this machine.
test-all:
	@for version in 3.11 3.12 3.13; do \
	  python=$$(command -v python$$version) && $$python -c '' 2>/dev/null || { echo "python$$version is not here"; continue; }; \
	  echo "Python $$version"; \
	  $(MAKE) --no-print-directory test-whole VENV=.venv-$$version PYTHON=$$python || exit 1; \
	done

# The oldest libraries that pyproject.toml allows, in .venv-lowest.
test-lowest: LOWEST := $(BIN:$(VENV)/%=.venv-lowest/%)
test-lowest:
	@$(LOWEST)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv-lowest
	@$(LOWEST)/python -m pip install --quiet --disable-pip-version-check uv
	@$(LOWEST)/python -m uv pip install --quiet --upgrade --python $(LOWEST)/python --resolution lowest-direct --editable '.[dev]'
	@$(LOWEST)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oxlint --quiet -D correctness -D suspicious src/deliveries/formats/templates

# Known weaknesses of what we depend on. It asks the package index, and fails if that cannot say.
audit: AUDIT := $(BIN:$(VENV)/%=.venv-audit/%)
audit:
	@$(AUDIT)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv-audit
	@$(AUDIT)/python -m pip install --quiet --disable-pip-version-check pip-audit
	@$(AUDIT)/python -m pip_audit --strict .

# What would be published, in dist.
dist: $(VENV)/dev
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation
	@$(BIN)/python -m twine check --strict dist/*

bench: $(VENV)/dev
	@$(BIN)/python bench/bench.py
	@$(BIN)/python bench/bulk.py

# Ten minutes of bytes that may be case files; what breaks the program is written to build/fuzz.
# It needs a Python that atheris has a wheel for.
fuzz: $(VENV)/dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=3.0'
	@mkdir -p build/fuzz
	@$(BIN)/python -m fuzz.loader -artifact_prefix=build/fuzz/

docs: $(VENV)/dev
	@$(BIN)/python docs/make.py

# The shipped case as a folder of pages, build/site, to put on a web server or a stick.
site: $(VENV)/user
	@mkdir -p build
	@$(BIN)/deliveries site build/site/

clean:
	rm -rf .venv .venv-* build dist

$(VENV)/user: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/user
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
