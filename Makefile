# Everything from a fresh machine: `make run` to try it, `make test` to work on it.

PYTHON ?= $(shell scripts/find-python.sh)
BIN := .venv/bin
DATA := $(or $(LUMBUNG_DATA),data)
PORT ?= 8000
# So many tests at once; each worker has its own PostgreSQL.
WORKERS ?= auto

PO := $(wildcard core/translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)
VENDOR := static/vendor/pico/pico.min.css

.PHONY: setup run test check bench power-cut power-cut-browser wheel wheel-check messages lock clean

setup: .venv/installed $(VENDOR) $(MO)

.venv/installed: requirements-dev.txt setup.cfg pyproject.toml
	@scripts/check-tools.sh
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@scripts/check-tools.sh
	npm ci --loglevel=error
	@touch $@

$(VENDOR): node_modules/.package-lock.json scripts/vendor.py .venv/installed
	$(BIN)/python scripts/vendor.py

%.mo: %.po .venv/installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

run: setup
	@mkdir -p $(DATA)
	@test -e $(DATA)/contoh.db || LUMBUNG_DATA=$(DATA) $(BIN)/lumbung demo >$(DATA)/contoh.txt
	@cat $(DATA)/contoh.txt
	LUMBUNG_DATA=$(DATA) $(BIN)/lumbung serve --host 127.0.0.1 --port $(PORT)

test: setup
	$(BIN)/pytest -n $(WORKERS) --maxprocesses=4

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) --maxprocesses=4 -m ""

bench: setup
	$(BIN)/python -m bench

# Pull the plug twenty times under a selling server (root, Linux).
power-cut: setup
	$(BIN)/python -m bench.power_cut

# The same under the browser of a till that sells without a server, five times.
power-cut-browser: setup
	$(BIN)/python -m bench.power_cut_browser

wheel: setup
	rm -rf build
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	rm -rf build

wheel-check: wheel
	$(BIN)/python scripts/wheel_check.py

# Bring the English catalogue up to date with the sentences in the code.
messages: .venv/installed
	$(BIN)/python -m scripts.messages

# Take newer versions: resolves against the public index only, whatever this machine has set.
lock: .venv/installed
	scripts/lock.sh

clean:
	rm -rf .venv node_modules static/vendor build dist *.egg-info .*_cache .hypothesis .schemathesis
	rm -f $(MO)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
