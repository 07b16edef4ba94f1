# Every command of this project; `make help` lists them. CONTRIBUTING.md says when to use which.
PYTHON ?= python3
VENV := .venv/bin
SCALE ?= demo
ARGS ?=
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev assets test check format bench soak seed screenshots manage \
	messages lock clean reset

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run:  ## set everything up and serve ECMS (PORT=8000); Ctrl-C stops it
	@$(PYTHON) -m scripts.setup
	@$(VENV)/python -m ecms.stack run

setup:  ## make .venv, the assets and the catalogues
	@$(PYTHON) -m scripts.setup

setup-dev:  ## the same with the tools for tests and checks, and Chromium
	@$(PYTHON) -m scripts.setup --dev --browser

assets: setup  ## bundle frontend/src into static/build

test: setup-dev  ## run every test (ARGS="-k name" for some)
	@$(VENV)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: setup-dev  ## lint, types, direction of imports, templates, migrations
	@$(VENV)/python -m scripts.check

format: setup-dev  ## format the code and mend what ruff can mend
	@$(VENV)/ruff check --fix . && $(VENV)/ruff format .

bench: setup-dev  ## measure speed beside floors of the same run
	@$(VENV)/python -m ecms.stack with -- python -m benchmarks $(ARGS)

soak: setup-dev  ## 50 devices send 20 visits with 10 photos each to a server killed twice; ARGS="--visits 2"
	@$(VENV)/python -m ecms.stack with -- python -m benchmarks.field_soak $(ARGS)

seed: setup  ## demonstration data: SCALE=demo|province|national
	@$(VENV)/python -m ecms.stack seed $(SCALE)

screenshots: setup-dev  ## screenshots of every page into docs/
	@$(VENV)/python -m ecms.stack with -- python -m tests.e2e.screenshots $(ARGS)

manage: setup  ## a management command with the services up: make manage ARGS="shell"
	@$(VENV)/python -m ecms.stack with -- python manage.py $(ARGS)

messages: setup  ## merge the parts of the catalogues and compile them
	@$(VENV)/python -m scripts.messages merge

lock: setup-dev  ## lock requirements*.txt and package-lock.json anew
	@$(VENV)/python -m scripts.lock
	@npm install --package-lock-only --ignore-scripts

clean:  ## remove what can be built again; data stays
	@rm -rf static/build var/static var/stamps node_modules .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

reset:  ## throw away the embedded database and its files (asks for CONFIRM=yes)
	@$(VENV)/python -m ecms.stack reset $(CONFIRM)
