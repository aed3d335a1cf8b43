# Every command of the project; `make` lists them. Two suffice to begin: make run, make test.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-dev chromium run test check format bench coverage mutants messages locks clean

PYTHON ?= $(or $(shell command -v python3.11),python3)
PORT ?= 8000
BENCH ?=
PYTEST ?=
MUTANTS ?=

BIN := .venv/bin
LAUNCHER := $(BIN)/python -m mentoring.launcher
WITH_SERVICES := $(LAUNCHER) with-services --
# Some of the tests reach some of the branches: the bar is for all of them.
MEASURED = --cov $(if $(PYTEST),--cov-fail-under=0) --cov-report=
# The pip beside the Python spares the seconds in which a new environment gets its own.
UV := --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.lock
SYNC := $(BIN)/uv pip sync --quiet --require-hashes --system-certs
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# `make run` does without the tools of developers, but keeps them where they are.
FOR_RUN := $(or $(wildcard .venv/dev.stamp),.venv/run.stamp)
PACKAGES := $(if $(filter setup run,$(MAKECMDGOALS)),$(FOR_RUN),.venv/dev.stamp)
ASSETS := $(PACKAGES:.stamp=-assets.stamp)
INSTALL := $(MAKE) --silent --no-print-directory --jobs=4 PACKAGES=$(PACKAGES)
BIOME := node_modules/.bin/biome
NODE := $(if $(shell command -v npm),,.venv/node/stamp)

# Commands for developers; what operators run takes its settings from docker-compose.yml.
export DEBUG ?= true
# Python compiles what it uses at first use; without keeping that, each start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE
export VIRTUAL_ENV := $(CURDIR)/.venv
export PATH := $(CURDIR)/.venv/bin:$(PATH)$(if $(NODE),:$(CURDIR)/.venv/node/bin)

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what `make run` needs: packages, assets, catalogues
	@+$(INSTALL) $(PACKAGES) $(ASSETS) $(CATALOGUES)

setup-dev: ## The same, and the tools of developers
	@+$(INSTALL) .venv/dev.stamp .venv/dev-assets.stamp $(CATALOGUES) chromium

run: setup ## Start everything and the demo on http://localhost:8000 (PORT=8001 changes it)
	@$(LAUNCHER) run --port $(PORT)

test: setup-dev ## All checks and all tests; fails where they reach less than pyproject.toml says
	@+$(MAKE) --no-print-directory check
	@$(WITH_SERVICES) $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(MEASURED) $(PYTEST)

check: .venv/dev.stamp .venv/dev-assets.stamp $(CATALOGUES) ## Style, types, imports, templates, migrations, deployment
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIOME) check --error-on-warnings
	$(BIN)/lint-imports
	$(BIN)/mypy mentoring programmes matching
	$(WITH_SERVICES) $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=false ALLOWED_HOSTS=mentoring.example SITE_URL=https://mentoring.example \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/dev.stamp .venv/dev-assets.stamp ## Put the code into the common form
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	$(BIOME) check --write

bench: .venv/dev.stamp .venv/dev-assets.stamp $(CATALOGUES) ## Measure the speed (BENCH=landing: only that)
	@$(WITH_SERVICES) $(BIN)/python -m tests.load $(BENCH)

coverage: setup-dev ## All tests, and which lines and branches they miss
	@$(WITH_SERVICES) $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(MEASURED)term $(PYTEST)

mutants: setup-dev ## Take away one guard after the other; which does no test miss? (MUTANTS=slots: only those)
	@$(WITH_SERVICES) $(BIN)/python -m tests.architecture.mutants $(MUTANTS)

messages: .venv/dev.stamp ## Gather the texts to translate (needs GNU gettext)
	$(BIN)/python manage.py makemessages --all --no-obsolete --add-location=file --no-wrap \
		--extension=html,txt,py,md --ignore=docs --ignore=node_modules --ignore=static --ignore=staticfiles --ignore=tests
	@# "du" stands only where it differs; everything else falls back to the German with "Sie".
	msgattrib --translated --no-fuzzy --no-wrap --output-file=locale/de_Informal/LC_MESSAGES/django.po \
		locale/de_Informal/LC_MESSAGES/django.po

locks: .venv/uv.stamp ## Lock the newest versions that pyproject.toml and package.json allow
	@for group in production run dev node uv; do \
		case $$group in \
			production) source=pyproject.toml ;; \
			run|dev) source="pyproject.toml --group $$group" ;; \
			*) source="--group $$group" ;; \
		esac; \
		$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
			--no-emit-index-url --no-annotate --no-header --system-certs \
			$$source --output-file requirements/$$group.lock > /dev/null || exit 1; \
	done
	npm update --package-lock-only

clean: ## Remove what was installed and made; the data of `make run` stays
	rm -rf .venv node_modules static/vendor staticfiles $(CATALOGUES)

chromium: .venv/dev.stamp
	@$(LAUNCHER) chromium

.venv/uv.stamp: requirements/uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python .venv install $(UV) 2> /dev/null || \
		{ $(BIN)/python -m ensurepip > /dev/null && $(BIN)/python -m pip install $(UV); } || \
		{ echo "This Python has no pip: apt install python3-venv" >&2; exit 1; }
	@touch $@

.venv/run.stamp .venv/dev.stamp: .venv/%.stamp: requirements/%.lock .venv/uv.stamp
	@echo "Installing the Python packages ($*) …"
	@$(SYNC) requirements/uv.lock $<
	@touch $@

.venv/node/stamp: requirements/node.lock .venv/uv.stamp
	@echo "Installing node (there is none on this machine) …"
	@$(BIN)/uv venv --quiet --clear .venv/node
	@VIRTUAL_ENV=.venv/node $(SYNC) $<
	@touch $@

.venv/run-assets.stamp .venv/dev-assets.stamp: .venv/%-assets.stamp: package-lock.json mentoring/launcher/copy_assets.mjs $(NODE) | .venv/uv.stamp
	@echo "Installing the assets of the pages ($*) …"
	@NODE_USE_SYSTEM_CA=1 npm ci --loglevel=error $(if $(filter run,$*),--omit=dev) > /dev/null
	@node mentoring/launcher/copy_assets.mjs
	@touch $@

%.mo: %.po | $(PACKAGES)
	@$(BIN)/pybabel --quiet compile --locale de --input-file $< --output-file $@
