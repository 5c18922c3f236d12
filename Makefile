# Everything starts here: `make play` and `make test` set themselves up on a machine with Python 3.11+.
# Windows, or no make: pip install -r requirements.txt, then streamlit run app.py (see README.md).

PYTHON ?= python3
PORT ?= 8501
PIP_FLAGS ?=
BIN := .venv/bin
export PYTHONUNBUFFERED = 1

.PHONY: play test test-fast lint format bench world train evaluate starters sheets clean

play: .venv/.play node_modules/.installed
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/.test node_modules/.dev
	$(BIN)/python -m pytest

test-fast: .venv/.test node_modules/.dev
	$(BIN)/python -m pytest -m "not browser"

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.test node_modules/.installed
	$(BIN)/python -m benchmarks --json bench.json

# The facts under assets/world/, derived anew from installable packages.
world: .venv/.world node_modules/.dev
	$(BIN)/python -m world.build_facts

# The data sets and the opponent trained on them: hours on two cores, resumable.
TRAIN_COUNT ?= 30500
train: .venv/.play node_modules/.installed
	$(BIN)/python -m world.dataset --split train --count $(TRAIN_COUNT) --out data/train
	$(BIN)/python -m world.dataset --split val --count 1500 --out data/val
	$(BIN)/python -m model.train pigeon --data data/train --val data/val --out runs/pigeon \
	  --weights assets/weights/pigeon.safetensors

evaluate: .venv/.play node_modules/.installed
	$(BIN)/python -m model.evaluate --opponent pigeon --split test --limit 2000 --json runs/pigeon-test.json

starters: .venv/.play node_modules/.installed
	$(BIN)/python -m world.starters --out assets/starter

# The contact sheets of docs/WORLD.md: a hundred test places, and one sheet each of ten countries.
SHEETS := docs/images/world
COUNTRIES ?= JP BR KE NO IN US MN IT TH AU
sheets: .venv/.play node_modules/.installed
	$(BIN)/python -m world.gallery --count 100 --headings 1 --columns 10 --size 192 --out $(SHEETS)/test.jpg
	for country in $(COUNTRIES); do \
	  $(BIN)/python -m world.gallery --country $$country --count 12 --headings 1 --columns 4 --size 256 \
	    --captions --out $(SHEETS)/$$country.jpg || exit 1; \
	done

clean:
	rm -rf .venv node_modules

# Stamps, so that nothing is done twice: each is newer than the list of what it installed.
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Pigeonhole needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python could not make .venv. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

.venv/.play: requirements.txt | .venv/bin/pip
	@echo "Installing Python packages into .venv (once; PyTorch with CUDA is about 5 GB) …"
	$(BIN)/pip install --disable-pip-version-check $(PIP_FLAGS) -r requirements.txt
	@touch $@

.venv/.test: requirements-dev.txt .venv/.play
	$(BIN)/pip install --disable-pip-version-check $(PIP_FLAGS) -r requirements-dev.txt
	@touch $@

.venv/.world: requirements-world.txt .venv/.play
	$(BIN)/pip install --disable-pip-version-check $(PIP_FLAGS) -r requirements-world.txt
	@touch $@

node_modules/.installed: package-lock.json .venv/.play
	$(BIN)/python -m libraries
	@touch $@

node_modules/.dev: package-lock.json .venv/.play
	$(BIN)/python -m libraries --dev
	@touch $@ node_modules/.installed
