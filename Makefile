# Works on a fresh machine with Python 3.10 or later and make: every target sets up .venv by itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo converters test fuzz lint types imports check format screens pictures pages docs bench clean

demo: $(READY)
	$(BIN)/gip-lint check --fail-on never docs/samples/reports

# Libraries that turn reports into text; the tests that need them are skipped where they are missing.
converters: $(READY)
	$(BIN)/python -m pip install --quiet --group converters

test: $(READY)
	$(BIN)/python -m pytest -n auto $(FLAGS)

# Long runs: make fuzz MINUTES=60. What is found lies in tests/fuzz/found and is a test from then on.
MINUTES ?= 5
fuzz: $(READY)
	PYTHONPATH=tests $(BIN)/python tests/fuzz/harness.py --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

check: lint types imports test

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screens: $(READY)
	$(BIN)/python docs/screens.py

pictures: $(READY)
	$(BIN)/python docs/pictures.py

pages: $(READY)
	$(BIN)/python docs/rule_pages.py

docs: $(READY)
	$(BIN)/python -m pip install --quiet --group docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Each tool in an environment of its own, as its users have it: a library beside it may cost it time.
bench: $(READY)
	for each in alone peers; do test -x $(VENV)/$$each/bin/python || $(PYTHON) -m venv $(VENV)/$$each; done
	$(BIN)/python -m pip --python $(VENV)/alone/bin/python install --quiet .
	$(BIN)/python -m pip --python $(VENV)/peers/bin/python install --quiet --group bench
	$(BIN)/python benchmarks/speed.py

# pip reads [dependency-groups] from version 25.1 on.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "gip-lint needs Python 3.10 or later; set PYTHON, as in: make demo PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
