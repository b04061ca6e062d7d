# What can be done here? `make help` lists it. Needs python3 (3.11 or newer) and nothing else.

PYTHON ?= python3
BIN := .venv/bin
# exec, so that a signal to make reaches the work itself and no shell stays in between.
BOOTSTRAP := @command -v $(PYTHON) >/dev/null \
	|| { echo "Python 3.11 or newer is needed, and there is no $(PYTHON): install it." >&2; exit 1; }; \
	exec $(PYTHON) deploy/bootstrap
# What production would be told, as far as checks ask.
PRODUCTION := env -u DATABASE_OWNER_URL SHARING_DECISIONS_MODE=production \
	SECRET_KEY=only-for-the-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH \
	DATABASE_URL=postgresql://sd_app@localhost/none ALLOWED_HOSTS=sharing.example
# Reading types needs the settings, but no database.
TYPES := env SHARING_DECISIONS_MODE=test DATABASE_URL=postgresql://sd_app@localhost/none
PRODUCT := accounts audit config consent decisions

.DEFAULT_GOAL := help
.PHONY: help run setup test check fix bench proof lock develop

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: ## Set up what is missing and serve the demonstration (PORT=8000)
	$(BOOTSTRAP) run

setup: ## Set up alone; then .venv/bin/python manage.py works
	$(BOOTSTRAP) setup

test: ## Run all tests, browser journeys included (ARGS=… goes to pytest)
	$(BOOTSTRAP) test $(ARGS)

develop:
	$(BOOTSTRAP) develop

check: develop ## Check style, types, templates, migrations, settings and the code's shape
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(TYPES) $(BIN)/mypy manage.py $(PRODUCT) deploy/bootstrap
	$(BIN)/djlint templates --quiet --lint
	SHARING_DECISIONS_MODE=test $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	SHARING_DECISIONS_MODE=test $(BIN)/python -m pytest -q tests/structure

fix: develop ## Lay out code, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: develop ## Measure inputs, queries, times, sizes and the history (docs/performance.md)
	@$(BIN)/uv pip install --quiet --require-hashes --requirement requirements-bench.lock \
		|| $(BIN)/pip install --quiet --require-hashes --requirement requirements-bench.lock
	$(BIN)/python -m tests.bench $(ARGS)

proof: develop ## Try races, kills and cold set-ups; takes long, run before a release
	SHARING_DECISIONS_MODE=test $(BIN)/python -m pytest -q -p no:randomly --timeout 1800 tests/proof

LOCKED := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url --no-emit-find-links
lock: develop ## Pin the packages that pyproject.toml names; LOCK_ARGS=--upgrade renews them
	$(LOCKED) $(LOCK_ARGS) pyproject.toml --extra demo --extra dev -o requirements-dev.lock
	$(LOCKED) pyproject.toml --extra demo -c requirements-dev.lock -o requirements-demonstration.lock
	$(LOCKED) pyproject.toml -c requirements-dev.lock -o requirements.lock
	$(LOCKED) pyproject.toml --extra bench -c requirements-dev.lock -o requirements-bench.lock
	$(LOCKED) $(LOCK_ARGS) --group installer -o requirements-uv.lock
