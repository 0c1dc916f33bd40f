# Greenroom: `make run` to try it, `make test` to check it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
SHOTS := build/shots
# By themselves, since a browser's driver keeps an event loop in its process.
E2E = $(BIN)/python -m pytest tests/e2e -o junit_family=xunit1 $(PYTEST_ARGS)
EXAMPLE := docs/examples/dropped-webhooks.txt
EXAMPLE_QUESTION := Tell me about a time you took on something outside your area of responsibility.
ifndef ANSWER
ANSWER := $(EXAMPLE)
endif
ifndef LEVEL
LEVEL := sde2
endif
# Through the environment and unexpanded, so that quotes and dollar signs in a question reach the program as they were typed.
export GREENROOM_ANSWER := $(value ANSWER)
export GREENROOM_LEVEL := $(value LEVEL)
export GREENROOM_QUESTION := $(if $(value QUESTION),$(value QUESTION),$(if $(filter $(EXAMPLE),$(value ANSWER)),$(EXAMPLE_QUESTION),))
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run setup serve browser test postgres lint types docs check-docs accuracy bench train clean

run: setup ## Rate an example answer, then open Greenroom in the browser (ANSWER=my.txt QUESTION="..." LEVEL=senior PORT=8377)
	@set -- assess --level "$$GREENROOM_LEVEL"; \
	if [ -n "$$GREENROOM_QUESTION" ]; then set -- "$$@" --question "$$GREENROOM_QUESTION"; fi; \
	$(BIN)/greenroom "$$@" -- "$$GREENROOM_ANSWER"
	@echo
	@echo "That was an example. Your own: make run ANSWER=my-answer.txt QUESTION=\"Tell me about a time ...\""
	@echo "What the criteria ask: $(BIN)/greenroom explain. In the browser: make serve."
	@$(BIN)/greenroom serve --at-a-terminal --port $(or $(PORT),8377) || true

serve: setup ## Open Greenroom in the browser (PORT=8377)
	@$(BIN)/greenroom serve --port $(or $(PORT),8377)

setup: $(STAMP) ## Make .venv with pinned versions and build the pages' scripts; quick when nothing changed
	@$(BIN)/python frontend/build.py

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Greenroom needs Python 3.11 or later; name one with make PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (once; under a minute on most machines) ..."
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)

# Debian's chromium for the browser tests. Where it cannot be had they are skipped, and say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the browser tests ..."; \
		{ apt-get install -y -qq --no-install-recommends chromium || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; }; } >/dev/null 2>&1 \
		|| echo "chromium could not be installed; the browser tests are skipped." >&2; \
	else echo "chromium is missing; install it (apt-get install chromium) to run the browser tests." >&2; fi

test: setup lint types check-docs postgres browser ## Everything CI checks
	@$(BIN)/python -m pytest --ignore=tests/e2e -n auto --dist worksteal $(PYTEST_ARGS)
	@rm -rf $(SHOTS)
	@GREENROOM_SHOTS=$(SHOTS) $(E2E) -n auto --dist loadfile --junitxml=$(SHOTS)/results.xml || \
	{ echo "Once more, by themselves, those that failed:"; GREENROOM_SHOTS=$(SHOTS) $(E2E) --last-failed --last-failed-no-failures none --junitxml=$(SHOTS)/again.xml; }
	@echo "Screenshots of every page, and the results: $(SHOTS)"

postgres: ## PostgreSQL's programs, with which the tests start a cluster of their own
	@tests/storage/install_postgres.sh

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports
	@$(BIN)/python frontend/build.py --types

types: setup
	@$(BIN)/mypy

docs: setup ## Write docs/reference from the code
	@$(BIN)/python -m docs.generate

check-docs: setup
	@$(BIN)/python -m docs.generate --check

accuracy: setup ## The long measurements: docs/reference/accuracy.md
	@$(BIN)/python -m training.accuracy

bench: setup ## Speed beside peers (BENCH_ARGS="--write" keeps it in docs/reference/speed.md)
	@$(BIN)/python -c 'import proselint' 2>/dev/null || $(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]' || echo "The extra 'bench' could not be installed." >&2
	@$(BIN)/python -m bench.speed $(BENCH_ARGS)

train: ## Rebuild the weights (PyTorch in an environment of its own)
	@training/train.sh

help: ## Say what each target does
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /	/' | awk -F '	' '{printf "  make %-11s %s\n", $$1, $$2}'

clean: ## Remove what was set up and built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache frontend/node_modules src/greenroom/web/static/built
