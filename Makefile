# Everything starts here; `make` alone lists the targets.

HOST ?= 127.0.0.1
PORT ?= 8000

# Any Python from 3.11 on will do. With the version that runs in the browser the build is faster.
override PYTHON := $(shell for name in $(or $(PYTHON),python3.13 python3 python python3.12 python3.11 python3.14); do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11) or print(sys._base_executable))' \
	2>/dev/null && break; done)
# The other Pythons that are here, on which the core's tests run too.
OTHERS := $(shell for version in 3.11 3.12 3.13 3.14; do "python$$version" -c \
	'import os, sys; sys.exit(os.path.samefile(sys._base_executable, "$(PYTHON)"))' \
	2>/dev/null && echo "$$version"; done; true)

export PYTHONPATH := $(CURDIR)
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/build/hypothesis
# Material for MkDocs prints a notice at every build unless it is told that it was read.
export NO_MKDOCS_2_WARNING := 1
# These would lead Python and pip out of this folder's own environments.
unexport PYTHONHOME VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX

.DEFAULT_GOAL := help
.PHONY: help serve site test test-long bench method fuzz audit release format lock clean setup setup-test always

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | awk -F '\t' '{printf "make %-11s%s\n", $$1, $$2}'

serve: setup ## build the site and serve it at http://127.0.0.1:8000 (HOST=, PORT= change that)
	@.venv/bin/python -m tools.serve --check --host "$(HOST)" --port "$(PORT)"
	@.venv/bin/mkdocs build --strict --quiet
	@.venv/bin/python -m tools.serve --host "$(HOST)" --port "$(PORT)"

site: setup ## build the site into site/, ready for any static host
	@.venv/bin/mkdocs build --strict --quiet
	@echo "The site is in site/."

test: setup-test ## run every check that CI runs (ONLY='core site' some; ARGS='-k band' pytest alone)
	@$(if $(ARGS),.venv/bin/python -m pytest $(ARGS),.venv/bin/python -m tools.check $(if $(ONLY),--only $(ONLY)))

test-long: setup-test ## run the same, with the long checks whole
	@.venv/bin/python -m tools.check --long $(if $(ONLY),--only $(ONLY))

bench: setup-test ## measure, print a table and write build/bench.json
	@.venv/bin/python -m tools.bench

method: setup ## measure how often the tool's own rules for groups err, for the method page
	@.venv/bin/python -m tools.method

fuzz: setup-test ## give a million malformed files to all readers (CASES=, SEED= change that)
	@.venv/bin/python -m tools.fuzz $(if $(CASES),--cases $(CASES)) $(if $(SEED),--seed $(SEED))

audit: setup ## look for known holes in the dependencies (needs the internet)
	@mkdir -p build; sound=true; \
	.venv/bin/pip-audit --strict --vulnerability-service osv --require-hashes --disable-pip --progress-spinner off \
		-r requirements/dev.txt -r requirements/core-tests.txt -r requirements/attack.txt 2>build/audit.log \
		|| { sound=false; tail -n 1 build/audit.log; }; \
	.venv/bin/npm audit --fetch-retries=0 || sound=false; \
	$$sound || { echo "Not every package is known to be sound; the lines above say why. This needs the internet." >&2; exit 1; }

release: site ## put archives, wheel and checksums into build/release/
	@.venv/bin/python -m tools.release

format: setup ## bring Python, JavaScript and CSS into their format
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format --quiet .
	@.venv/bin/node node_modules/@biomejs/biome/bin/biome check --write

lock: setup ## renew the lock files from pyproject.toml and package.json (needs the internet)
	@for group in dev core-tests attack; do \
		.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-strip-extras --no-header --no-emit-index-url --no-emit-find-links --group $$group -o requirements/$$group.txt || exit 1; done
	@.venv/bin/npm install --package-lock-only

clean: ## remove everything that make made, .venv and node_modules too
	rm -rf build site node_modules .venv .venv-3.*

# Set-up: each step leaves a file behind, and runs again when that is older than what it needs.

setup: .venv/project node_modules/.package-lock.json

setup-test: setup $(OTHERS:%=.venv-%/packages) .venv-attack/packages
	@.venv/bin/python -m tools.browsers.chromium --install
	@.venv/bin/python -m tools.browsers.firefox --install

INSTALL = "$(PYTHON)" -m pip --python $(@D)/bin/python --disable-pip-version-check --no-input -qq install
# An environment serves one Python, in the folder in which it was made.
SERVES := $(shell grep -s '^command = $(PYTHON) .* $(CURDIR)/.venv$$' .venv/pyvenv.cfg)

.venv/packages: requirements/dev.txt $(if $(SERVES),,always)
	@$(if $(PYTHON),,echo "This needs Python 3.11 or later, with pip: install it and run make again." >&2; exit 1)
	@echo "Set-up: $$("$(PYTHON)" --version) and the packages of dev.txt, into .venv"
	@"$(PYTHON)" -m venv --clear --without-pip .venv
	@$(INSTALL) --require-hashes --only-binary=:all: -r requirements/dev.txt
	@touch $@

.venv/project: pyproject.toml .venv/packages
	@echo "Set-up: this project itself, for the command pat"
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv-attack/packages: requirements/attack.txt $(if $(SERVES),,always)
	@echo "Set-up: $$("$(PYTHON)" --version) and the packages of attack.txt, into .venv-attack"
	@"$(PYTHON)" -m venv --clear --without-pip .venv-attack
	@$(INSTALL) --require-hashes --only-binary=:all: -r requirements/attack.txt
	@touch $@

.venv-%/packages: requirements/core-tests.txt
	@echo "Set-up: Python $* and the packages of core-tests.txt, into .venv-$*"
	@python$* -m venv --clear --without-pip .venv-$*
	@$(INSTALL) --require-hashes --only-binary=:all: -r requirements/core-tests.txt
	@touch $@

node_modules/.package-lock.json: package-lock.json package.json .npmrc .venv/packages
	@echo "Set-up: the packages of package-lock.json, with Node from its Python wheel"
	@.venv/bin/npm ci --no-fund --no-audit --loglevel=error >/dev/null
	@touch $@
