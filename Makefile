# The commands of the project. `make refresh` and `make test` are all a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
WAREHOUSE ?= warehouse/juesuan.duckdb
TEST_WAREHOUSE := target/test/juesuan.duckdb
DEMO := target/demo

.PHONY: help setup refresh explore demo status test lint test-dbt test-python docs format lock clean

help:  ## show these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready  ## make the environment (about a minute; only when missing or changed)

.venv/.ready: requirements.lock pyproject.toml
	@echo "making the environment in .venv (about a minute) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "juesuan needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; run make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	@# Compiling and parsing ahead only save time later: neither may stop a setup.
	@-$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1
	@-$(BIN)/python -m juesuan.transform $(WAREHOUSE)
	@touch .venv/.ready

refresh: setup  ## read the bundled sample, build, check and publish the warehouse
	@$(BIN)/juesuan refresh --warehouse $(WAREHOUSE)

explore: setup  ## open the explorer in the browser
	@$(BIN)/juesuan explore --warehouse $(WAREHOUSE)

demo: setup  ## a warehouse of invented accounts with planted defects, to try everything on
	@rm -rf $(DEMO)/documents
	@$(BIN)/python -m benchmarks.corpus --departments 6 --years 2019-2023 --defects all --defect-share 0.5 --out $(DEMO)/documents
	@$(BIN)/juesuan refresh $(DEMO)/documents --warehouse $(DEMO)/juesuan.duckdb
	@echo "What was planted: $(DEMO)/documents-ground-truth.csv"
	@echo "Open the explorer: make explore WAREHOUSE=$(DEMO)/juesuan.duckdb"

status: setup  ## say what is in the warehouse and what failed
	@$(BIN)/juesuan status --warehouse $(WAREHOUSE)

test: setup lint test-dbt test-python  ## every test: lint, dbt tests on the bundled sample, pytest

lint: setup  ## ruff, mypy, sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --processes 2 models macros tests/singular tests/generic

test-dbt: setup  ## build the bundled sample, then every dbt data test and unit test on it
	@rm -rf target/test
	@$(BIN)/juesuan refresh --warehouse $(TEST_WAREHOUSE)
	@JUESUAN_BUILD_FILE=$(CURDIR)/target/test/juesuan.build.duckdb $(BIN)/dbt --quiet test --profiles-dir . --target-path target/test/dbt
	@echo "dbt: every data test and unit test passed"

# A file is one worker's: what its tests share is made once. Slow files come first in the order of their names.
test-python: setup  ## pytest
	@JUESUAN_TEST_WAREHOUSE=$(CURDIR)/$(TEST_WAREHOUSE) $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

docs: setup  ## the data dictionary, from the models' own descriptions
	@$(BIN)/python docs/generate_data_dictionary.py

format: setup  ## let ruff and sqlfluff format the sources
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/sqlfluff fix --quiet models macros tests/singular tests/generic

lock:  ## resolve the ranges of pyproject.toml into requirements.lock (needs uv)
	uv pip compile --universal --no-strip-extras --python-version 3.11 --extra dev --generate-hashes \
		--no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements.lock

clean:  ## remove what was built, keep the environment and the warehouse
	rm -rf target logs .pytest_cache .mypy_cache .ruff_cache .hypothesis
