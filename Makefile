# Needs Python >= 3.11 with its venv module, and make. Everything else is brought into .uv/ and .venv/.
#
#   make run        a demonstration: a generated city, its obligations, a page on the loopback address
#   make test       every test                      (ARGS="-k days" passes options on to pytest)
#   make lint       style, types, imports, lock     (make -k lint goes on after the first complaint)
#   make bench      what the project promises to be fast at, beside its peers
#   make lock       renew requirements.lock         (ARGS="--upgrade" or ARGS="--upgrade-package NAME" to move pins)
#   make pictures   make the pictures of the user guide anew, by its tests in a browser
#   make catalogue  bring the texts of the code into the catalogue of translations

PYTHON ?= python3
ARGS ?=

UV := .uv/bin/uv
BIN := .venv/bin
MEMBERS := core web $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
PROJECTS := $(addsuffix /pyproject.toml,$(MEMBERS))

export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV

.DEFAULT_GOAL := test
.PHONY: run test lint bench lock catalogue pictures environment \
	lint-style lint-types lint-imports lint-lock lint-tidy

run: environment
	@$(BIN)/yuetan demo $(ARGS)

# The tests start hundreds of processes: what Python compiles is kept, beside the libraries and not in the tree.
test: environment
	@env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX="$(CURDIR)/.venv/compiled" $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

bench: environment
	@$(BIN)/python -m benchmarks $(ARGS)

catalogue: environment
	@$(BIN)/python -m tools.catalogue

pictures: environment
	@$(BIN)/python -m tools.pictures

lint: lint-style lint-types lint-imports lint-lock lint-tidy

lint-style: environment
	@$(BIN)/ruff check

lint-types: environment
	@$(BIN)/mypy

lint-imports: environment
	@$(BIN)/python -m tools.imports

lint-tidy: environment
	@$(BIN)/python -m tools.tidy

# The existing file is the preference, so that a pin moves only when it is asked to.
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-annotate --no-header \
	$(foreach project,$(PROJECTS),--no-emit-package $(shell sed -n 's/^name = "\(.*\)"/\1/p' $(project))) \
	--extra postgresql --group pyproject.toml:dev $(PROJECTS)

lock: $(UV)
	@$(COMPILE) $(ARGS) --output-file requirements.lock

lint-lock: $(UV)
	@trap 'rm -f .uv/requirements.check' EXIT; \
	cp requirements.lock .uv/requirements.check && $(COMPILE) --output-file .uv/requirements.check || { \
		echo "The lock could not be checked: uv found no answer at the package index."; exit 1; }; \
	diff -u requirements.lock .uv/requirements.check || { \
		echo "requirements.lock does not answer to the pyproject.toml files: run 'make lock'."; exit 1; }

# A sync removes what the lock does not name, plugins from outside too: it runs only when the lock has changed.
# The members are installed anew after a sync, and when one of them comes, goes or changes what it declares.
environment: .venv/pyvenv.cfg
	@cmp -s requirements.lock .venv/synced.lock || { \
		echo "Installing what requirements.lock names ..."; \
		rm -f .venv/members; \
		$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock && \
		cp requirements.lock .venv/synced.lock; }
	@declared="$$(cksum $(PROJECTS))"; \
	if [ "$$declared" != "$$(cat .venv/members 2>/dev/null)" ]; then \
		for gone in $$(sed -n 's:.* plugins/\(.*\)/pyproject.toml:\1:p' .venv/members 2>/dev/null); do \
			[ -e "plugins/$$gone/pyproject.toml" ] || \
			$(UV) pip uninstall --quiet --python .venv "yuetan-$$(echo "$$gone" | tr _ -)"; \
		done; \
		$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation $(addprefix -e ,$(MEMBERS)) && \
		echo "$$declared" > .venv/members; \
	fi

.venv/pyvenv.cfg: | $(UV)
	@$(UV) venv --quiet --python $(PYTHON) .venv

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed: name yours with 'make PYTHON=python3.12 ...'."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "This Python has no venv module. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Bringing uv into .uv/ ..."
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check uv
