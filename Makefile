# Every target sets up what it needs, from a bare Python. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test quick bench coverage check lint types layers docs audit format lock train evaluate clean ready

unexport PYTHONPATH PYTHONHOME
BIN := .venv/bin
DEMO := demo-resultat
JOBS := 2
ARGS :=
SHARED := ../shared

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

demo: ready ## Run the whole main job on the sector acts, into demo-resultat/
	$(BIN)/regelverk demo -o $(DEMO)

test: ready ## Run every test and doctest
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope $(ARGS)

quick: ready ## Run the tests that take less than a few seconds each
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope -m "not slow and not office and not browser" $(ARGS)

coverage: ready ## Run the tests and show the lines they miss
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope --cov $(ARGS)

bench: ready ## Measure speed and memory against plain baselines
	$(BIN)/python -m pytest tests/benchmarks -s -q -p no:cacheprovider --timeout 0 $(ARGS)

check: lint types layers docs audit ## Check style, types, layers, documentation and known vulnerabilities

lint: ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: ready
	$(BIN)/mypy

layers: ready
	$(BIN)/lint-imports --no-logo --no-cache

docs: ready
	$(BIN)/python -m pytest tests/test_project.py -q

audit: ready
	$(BIN)/python .ci/audit.py

format: ready ## Format the code and fix what can be fixed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ready ## Pin the newest versions that run on Python 3.11.0 and later
	$(BIN)/python -m pip install -qq --dry-run --ignore-installed --report .venv/lock.json \
	  --python-version 3.11.0 --only-binary :all: --target .venv/lock pip '.[dev,train]'
	$(BIN)/python .ci/lock.py .venv/lock.json > constraints.txt

train: ready ## Train the models anew from the shared data (SHARED=../shared)
	$(BIN)/python -m pip install -qq --no-build-isolation -e '.[train]'
	$(BIN)/python .ci/train_language.py $(SHARED)
	$(BIN)/python .ci/train.py $(SHARED)

evaluate: ready ## Measure the clause model on acts it never saw; ARGS=--accept keeps the result
	$(BIN)/python .ci/evaluate.py $(SHARED) $(ARGS)

clean: ## Remove everything that was made here
	rm -rf .venv build dist $(DEMO) htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@sh .ci/venv.sh
