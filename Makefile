# Every target makes its own virtual environment: Python 3.11 or newer, git and make are enough.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $(name))))
VENV := .venv
# Where our code touches that of others.
OLDEST := tests/cli tests/feeds tests/images tests/theming/article_view $(filter-out \
	%/test_quick_builds.py %/test_autoreload.py %/test_upgrades.py %/test_theme_settings.py,\
	$(wildcard tests/_core/test_*.py tests/theming/test_*.py)) $(patsubst %,tests/%.py,\
	front_matter/test_articles front_matter/test_migration resources/test_reference_lists \
	tags/test_tags site/test_demo site/test_plugins_alone site/test_seed)
# Where bodies are rendered. Commands, URLs, dates and copied files are the same with each engine.
BODIES := $(filter-out $(patsubst %,\%/test_%.py,new_command import_command slugs_and_urls url_keys \
	reserved_keys same_titles dates_of_posts kept_feeds other_writers picture_metadata \
	links_command resources_command kept_sources),\
	$(foreach name,feeds front_matter images resources,$(wildcard tests/$(name)/test_*.py)))
BIN := $(VENV)/bin

FUZZ_MINUTES ?= 1
# Of `make faults`, such as --seed 2 --share 0.1 killed, and --help.
FAULTS ?=
# Of `make incremental`, such as --seed 2 --edits 200 --site zoo, and --help.
ORACLE ?=

# tests/conftest.py has an order of its own: the longest files first.
TESTS := -m pytest -n auto --dist loadfile --no-loadscope-reorder
PYTEST := $(BIN)/python $(TESTS)

.PHONY: demo serve docs test commonmark packaging test-tools tools coverage bench bench-incremental \
	faults fuzz privacy incremental audit oldest lint types pure check clean

demo: $(VENV)/.ready  ## build the demo site
	$(BIN)/pelican content -s pelicanconf.py -o output
	@echo
	@echo "The demo site is in $(CURDIR)/output"
	@echo "Run 'make serve' and open http://127.0.0.1:8000 to read it."

serve: demo  ## build the demo site and show it in a browser
	$(BIN)/pelican -s pelicanconf.py -l

docs: $(VENV)/.ready  ## write the pages of reference anew, and build docs/ as a site
	$(BIN)/python docs/reference.py
	$(BIN)/pelican -s docs/pelicanconf.py --fatal warnings
	@echo "The documents are in $(CURDIR)/output-docs"

test: $(VENV)/.ready  ## run all tests but those of packaging and those that need tools
	$(PYTEST) -m "not packaging and not needs and not privacy"

packaging: $(VENV)/.ready  ## build the wheel, and install it in every way that is documented
	$(BIN)/python -m pytest tests/packaging

commonmark: $(VENV)/.ready  ## run the tests of bodies once more, read as CommonMark
	MARKDOWN_ENGINE=commonmark $(PYTEST) -m "site and not needs" $(BODIES)

tools: $(VENV)/.ready  ## run the tests that need browsers, feed readers, servers and the like
	$(PYTEST) -m needs

test-tools: $(VENV)/.ready  ## install what these need, as far as this machine can
	$(BIN)/python tests/install_tools.py

coverage: $(VENV)/.ready  ## run all tests and say which lines none of them reached
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

bench: .venv-bench/.ready  ## compare builds with Pelican's own; docs/speed.md
	.venv-bench/bin/python benchmarks/whole_build.py

bench-incremental: .venv-bench/.ready  ## what a rebuild costs, with goals; docs/speed.md
	.venv-bench/bin/python benchmarks/incremental.py

faults: $(VENV)/.ready  ## have everything go wrong that we know how to; some minutes
	ALL_FAULTS=1 $(PYTEST) tests/site/test_faults.py tests/test_linear_functions.py
	$(BIN)/python tests/site/random_faults.py $(FAULTS)

fuzz: $(VENV)/.ready  ## try made-up input on all that reads any; FUZZ_MINUTES=1 for each
	-$(BIN)/python -m pip install --quiet --group fuzz
	$(BIN)/python tests/fuzz/fuzz.py $(FUZZ_MINUTES)
	HYPOTHESIS_PROFILE=explore $(PYTEST) -m hypothesis

privacy: $(VENV)/.ready  ## publish hundreds of files with planted marks, and look for these; a minute
	$(BIN)/python -m pytest -m privacy tests/privacy

incremental: $(VENV)/.ready  ## edit sites at random and compare incremental builds with clean ones; ORACLE="--seed 2"
	$(BIN)/python tests/incremental/oracle.py $(ORACLE)

# Strict, so that what nobody could be asked about is no success.
AUDIT := $(BIN)/pip-audit --strict --no-deps --disable-pip --progress-spinner off -r /dev/stdin

audit: $(VENV)/.ready .venv-oldest/.ready  ## look for known weaknesses in the newest and oldest we allow; asks the network
	$(BIN)/python -m pip install --quiet --group audit
	$(BIN)/python -m pip freeze --exclude-editable | $(AUDIT)
	.venv-oldest/bin/python -m pip freeze --exclude-editable | $(AUDIT)

oldest: .venv-oldest/.ready  ## run the tests with the oldest versions we allow
	.venv-oldest/bin/python $(TESTS) -m "not needs" $(OLDEST)

lint: $(VENV)/.ready  ## check code, spelling and prose
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tests/prose.py
	$(BIN)/typos README.md CHANGELOG.md CONTRIBUTING.md docs/ tests/messages.txt

types: $(VENV)/.ready  ## check the types
	$(BIN)/mypy

pure: $(VENV)/.ready  ## run the tests that build no site
	$(PYTEST) -m "not site"

check: lint types pure  ## what most mistakes are found by, in less than a minute

clean:  ## remove all that was made
	rm -rf $(VENV) .venv-bench .venv-oldest tests/browser/node_modules output output-docs cache dist build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Apart: a plugin that it compares with is found by every site beside it.
.venv-bench/.ready: GROUPS := --group bench
.venv-oldest/.ready: GROUPS := --group dev --group oldest
$(VENV)/.ready: GROUPS := --group dev

$(VENV)/.ready .venv-bench/.ready .venv-oldest/.ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it"; exit 1; }
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/python -m pip install --quiet --upgrade pip
	$(@D)/bin/python -m pip install --quiet --editable . $(GROUPS)
	@touch $@
