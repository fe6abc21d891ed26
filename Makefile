.DEFAULT_GOAL := help
SHELL := /bin/bash
UV_VERSION := 0.13.9
UV := .uv/bin/uv
PYTHON := .venv/bin/python

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UV):
	@python3 -c 'import sys; sys.exit("Rettidig needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	python3 -m venv .uv && .uv/bin/pip install -q uv==$(UV_VERSION)

# The environment holds exactly what the lock names, each file checked by its hash.
define install
	$(UV) venv -q --allow-existing --python python3 .venv
	UV_COMPILE_BYTECODE=1 $(UV) pip sync -q --require-hashes --python $(PYTHON) $(1)
	printf '#!%s\nimport sys\nsys.path.insert(0, "%s")\nfrom api.cli import main\nsys.exit(main())\n' "$(CURDIR)/$(PYTHON)" "$(CURDIR)" > .venv/bin/rettidig
	chmod +x .venv/bin/rettidig
endef

.venv/.run: requirements.txt | $(UV)
	@test -e .venv/.dev || { echo "Installing (once, about 20 seconds) ..."; }
	$(call install,$(if $(wildcard .venv/.dev),requirements-dev.txt,requirements.txt))
	@touch $@

.venv/.dev: requirements-dev.txt | $(UV)
	$(call install,requirements-dev.txt)
	@touch $@ .venv/.run

run: .venv/.run ## Start everything and print the addresses and sign-ins
	@.venv/bin/rettidig run

test: .venv/.dev ## Run the whole test suite on a real PostgreSQL
	@$(PYTHON) -m pytest -q -n 2 --dist loadscope

fuzz: SEED := $(or $(SEED),$(shell date +%s))
fuzz: EXAMPLES ?= 200
fuzz: .venv/.dev ## Search every operation for faults by random calls, for an hour or more
	@echo "Repeat with: make fuzz SEED=$(SEED) EXAMPLES=$(EXAMPLES) ONLY='$(ONLY)'"
	@RETTIDIG_FUZZ_SEED=$(SEED) RETTIDIG_FUZZ_EXAMPLES=$(EXAMPLES) RETTIDIG_FUZZ_ONLY='$(ONLY)' \
		$(PYTHON) -m pytest -q tests/fuzz/test_operations.py

bench-terms: .venv/.dev ## Measure how many terms one core counts in a second
	@$(PYTHON) -m tests.bench.calendar_terms

bench-correction: .venv/.dev ## Measure how long a correction of the calendar takes
	@$(PYTHON) -m tests.bench.calendar_correction $(ROWS)

bench-import: .venv/.dev ## Measure how many cases a second come in by files, and in how much memory
	@$(PYTHON) -m tests.bench.case_import

bench-writes: .venv/.dev ## Measure how fast other systems write cases, one by one and in batches
	@$(PYTHON) -m tests.bench.case_writes

bench-pull: .venv/.dev ## Measure how fast deadlines are pulled: JOBS=page,stream ROWS=1000000
	@$(PYTHON) -m tests.bench.pull_deadlines $(if $(JOBS),--jobs $(JOBS)) $(if $(ROWS),--rows $(ROWS)) $(if $(ROUNDS),--rounds $(ROUNDS))

bench-complaints: .venv/.dev ## Measure how fast complaints are counted and searched: JOBS=counts,search ROWS=200000
	@$(PYTHON) -m tests.bench.complaint_patterns $(if $(JOBS),--jobs $(JOBS)) $(if $(ROWS),--rows $(ROWS)) $(if $(ROUNDS),--rounds $(ROUNDS))

check: .venv/.dev ## Lint, format, types, arrows, templates, lock, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet web/templates api/templates
	$(PYTHON) scripts/check_lock.py
	$(PYTHON) -m pytest -q tests/api/test_migrations.py

openapi: .venv/.run ## Write the document of the interface to docs/openapi.json
	@.venv/bin/rettidig openapi --output docs/openapi.json

openapi-release: openapi ## At a release: keep the document that later ones are compared with
	$(PYTHON) scripts/openapi_changes.py --release

format: .venv/.dev ## Format the code
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

lock: $(UV) ## Resolve the dependencies anew and write both lock files
	$(UV) pip compile -q --upgrade --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(UV) pip compile -q --upgrade --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.txt

.PHONY: help run test openapi openapi-release fuzz bench-terms bench-correction bench-import bench-writes bench-pull bench-complaints check format lock
