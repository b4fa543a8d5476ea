# `make run` shows CloverDesk, `make test` tests it: on a bare machine each sets up what it needs, once.

PYTHON ?= python3
SETUP := $(PYTHON) packaging/setup
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

.DEFAULT_GOAL := help
.PHONY: help run test check bench tour build translations lock clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name what; do printf '  make %-13s %s\n' "$$name" "$$what"; done

run: ## open the window on the demo store (without a display: draw its tour into build/tour)
	@$(SETUP) run

test: ## run every test (ARGS=... goes to pytest)
	@$(SETUP) ready test
	@QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}" $(BIN)/python -m pytest -n 2 $(ARGS)

check: ## lint, formatting, types, import contracts, architecture rules
	@$(SETUP) ready test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@MYPYPATH=packaging/setup $(BIN)/mypy --explicit-package-bases packaging
	$(BIN)/lint-imports
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/architecture

bench: ## measure start-up, memory, the demo store and the API layer, as one JSON document
	@$(SETUP) ready test
	@QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}" $(BIN)/python -m tests.benchmarks.bench $(ARGS)

tour: ## draw the tour of the window into build/tour
	@$(SETUP) ready run
	@QT_QPA_PLATFORM="$${QT_QPA_PLATFORM:-offscreen}" $(BIN)/python -m cloverdesk tour --out build/tour

build: ## build the wheel into dist/
	@$(SETUP) ready run
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

translations: ## bring resources/translations up to date with the texts of the program
	@$(SETUP) ready run
	@$(BIN)/python packaging/translations.py

lock: ## make packaging/lock anew from pyproject.toml
	@$(SETUP) ready run
	@$(BIN)/python packaging/setup/relock.py

clean: ## remove everything that these targets made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
