# Every target sets itself up: python3 (3.11 or newer) with its venv module and make are enough.
# `make` alone lists the targets.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?=
BULK_ROWS ?= 2000000
LABEL_PHOTOS ?= 200
UV_VERSION := 0.13.9

BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
EDITABLE := $(PIP) install --no-index --no-deps --no-build-isolation --editable . && $(PY) -m compileall -q src/headunit
GATED := src/headunit/numbers/*,src/headunit/facts/*,src/headunit/identity/*,src/headunit/codes/*,src/headunit/lock/*,src/headunit/panel/*,src/headunit/twin/*,src/headunit/vault/*,src/headunit/recovery/*,src/headunit/web/*,src/headunit/label/*,src/headunit/uds/*,src/headunit/diag/*

# Debian packages that tests run. They change the computer, so they are installed only where it is allowed: by CI=true or
# HEADUNIT_APT=1. Elsewhere their tests are skipped, and say so.
APT_PACKAGES := chromium-headless-shell keepassxc
APT := $(if $(filter true,$(CI))$(filter 1,$(HEADUNIT_APT)),$(VENV)/.apt)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo extras test check verify bench bench-label docs lock clean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r target text; do \
	    printf '%-12s %s\n' "$$target" "$$text"; done

demo: $(VENV)/.extras ## walk the whole way with a simulated radio, then other jobs; needs no network once set up
	@$(PY) demo/whole_way.py
	@$(PY) demo/run.py

extras: $(VENV)/.extras ## install what the web app, the vault, printed pages, Parquet and memory files need

# Three workers on two cores: those with a browser wait for it half of the time.
test: $(VENV)/.dev $(VENV)/.readers $(APT) ## run the tests, with the coverage gate
	$(PY) -m pytest -n 3 --cov --cov-report= $(PYTEST_ARGS)
	$(PY) -m coverage report --include='$(GATED)' --fail-under=100

check: $(VENV)/.dev ## lint, types, floors, and generated files
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(BIN)/lint-imports
	$(PY) tools/build_facts.py --check
	$(PY) tools/build_docs.py --check
	$(PY) tools/build_locale.py --check

verify: $(VENV)/.dev ## run the long verification and print one table
	$(PY) tools/verify.py

bench: $(VENV)/.dev ## measure a start, the lock, the twin, diagnostics, a code card, the web app and a file of BULK_ROWS serials
	@$(PY) benchmarks/run.py
	@echo
	@$(PY) benchmarks/lock.py
	@echo
	@$(PY) benchmarks/twin.py
	@echo
	@$(PY) benchmarks/uds.py
	@$(PY) benchmarks/diag.py
	@echo
	@$(PY) benchmarks/card.py
	@echo
	@$(PY) benchmarks/web_pages.py
	@echo
	@$(PY) benchmarks/web.py
	@echo
	@$(PY) benchmarks/bulk.py $(BULK_ROWS)

bench-label: $(VENV)/.dev ## measure label reading on LABEL_PHOTOS made-up photos a level (needs Debian's fonts)
	@$(PY) benchmarks/label.py --photos $(LABEL_PHOTOS)

docs: $(VENV)/.dev ## regenerate the facts index, the advice and the generated docs
	$(PY) tools/build_facts.py
	$(PY) tools/build_docs.py
	$(PY) tools/build_locale.py

lock: $(VENV)/.uv ## pin the dependencies anew, with hashes
	$(LOCK) --output-file requirements/run.lock pyproject.toml requirements/run.in
	$(LOCK) --output-file requirements/extras.lock --constraint requirements/run.lock --all-extras \
	    pyproject.toml requirements/run.in
	$(LOCK) --output-file requirements/dev.lock --constraint requirements/extras.lock --all-extras \
	    pyproject.toml requirements/run.in requirements/dev.in

	$(LOCK) --output-file requirements/readers.lock requirements/readers.in
	$(LOCK) --output-file requirements/scapy.lock requirements/scapy.in
	$(subst 3.11,3.12,$(LOCK)) --output-file requirements/gallia.lock requirements/gallia.in

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist mutants .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
	    .import_linter_cache

LOCK = $(VENV)/uv/bin/uv pip compile --quiet --universal --upgrade --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Stamps: a file in the environment says what was installed into it, and is older than what asks for more.

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Headunit needs Python 3.11 or newer as '$(PYTHON)'. Try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	    echo "'$(PYTHON)' has no venv module. On Debian and Ubuntu it is in the package python3-venv." >&2; exit 1; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.lock pyproject.toml
	@$(PIP) install --require-hashes --requirement requirements/run.lock
	@$(EDITABLE)
	@touch $@

$(VENV)/.extras: $(VENV)/.made requirements/extras.lock pyproject.toml
	@$(PIP) install --require-hashes --requirement requirements/extras.lock
	@$(EDITABLE)
	@touch $(VENV)/.run $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.lock pyproject.toml
	@$(PIP) install --require-hashes --requirement requirements/dev.lock
	@$(EDITABLE)
	@touch $(VENV)/.run $@

# Programs under the GPL that read our exports in the tests: in an environment of their own, run and never imported.
$(VENV)/.readers: $(VENV)/.made requirements/readers.lock
	@$(PYTHON) -m venv $(VENV)/readers
	@$(VENV)/readers/bin/python -m pip --disable-pip-version-check --quiet install \
	    --require-hashes --requirement requirements/readers.lock
	@touch $@

$(VENV)/.apt: $(VENV)/.made Makefile
	@dpkg-query --show $(APT_PACKAGES) >/dev/null 2>&1 || { apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
	    apt-get -qq -o Acquire::Retries=3 install --no-install-recommends $(APT_PACKAGES) >/dev/null; }
	@touch $@

$(VENV)/.uv: $(VENV)/.made
	@$(PYTHON) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
	@touch $@
