# Everything starts here; `make` alone lists what there is.
# The work is done by tools/: a target only puts its steps in order.

HOST ?= 127.0.0.1
PORT ?= 8000

# Any Python 3 starts the set-up, which then finds or fetches the one that the build wants.
PYTHON ?= $(shell for p in python3.13 python3 python /usr/bin/python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && echo "$$p" && break; done)
RUN := .venv/bin/python

# Material for MkDocs prints a notice at every build unless it is told that it was read.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve site test test-long bench fuzz audit release format lock clean setup setup-test

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | awk -F '\t' '{printf "make %-11s%s\n", $$1, $$2}'

serve: setup ## build the site and serve it at http://127.0.0.1:8000 (HOST=, PORT= change that)
	@$(RUN) tools/serve.py --check --host "$(HOST)" --port "$(PORT)"
	@.venv/bin/mkdocs build --strict --quiet
	@$(RUN) tools/serve.py --host "$(HOST)" --port "$(PORT)"

site: setup ## build the site into site/, ready for any static host
	@.venv/bin/mkdocs build --strict --quiet
	@echo "The site is in site/."

test: setup-test ## run every check that CI runs
	@$(RUN) tools/check.py

test-long: setup-test ## run the same, with the long checks whole
	@$(RUN) tools/check.py --long

bench: setup-test ## measure, print a table and write build/bench.json
	@$(RUN) -m tools.bench

fuzz: setup-test ## give a million malformed files to all readers (CASES=, SEED= change that)
	@$(RUN) -m tools.fuzz $(if $(CASES),--cases $(CASES)) $(if $(SEED),--seed $(SEED))

audit: setup ## look for known holes in the dependencies (needs the internet)
	@$(RUN) tools/audit.py

release: site ## put archives, wheel and checksums into build/release/
	@$(RUN) tools/release.py

format: setup ## bring Python, JavaScript and CSS into their format
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format --quiet .
	@.venv/bin/node node_modules/@biomejs/biome/bin/biome check --write

lock: setup ## renew the lock files from requirements/*.in and package.json (needs the internet)
	@$(RUN) tools/lock.py

clean: ## remove everything that make made, .venv and node_modules too
	rm -rf build site node_modules .venv .venv-3.* .cpython

setup:
	@$(if $(PYTHON),,echo "This needs Python 3 (with pip): install it and run make again." >&2; exit 1;) \
	"$(PYTHON)" tools/setup.py build

setup-test:
	@$(if $(PYTHON),,echo "This needs Python 3 (with pip): install it and run make again." >&2; exit 1;) \
	"$(PYTHON)" tools/setup.py test
