# One command each; a second run downloads and builds nothing again.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
STAMP := $(VENV)/.installed
WEIGHTS := $(VENV)/.weights
BENCH_STAMP := $(VENV)/.bench
export OMP_NUM_THREADS := 1
# Where a machine asks for no bytecode, each process of the tests would compile the program anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo serve bundle test check lint bench bench-quick bench-peers fuzz clean

setup: $(STAMP) $(WEIGHTS)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "需要 Python 3.11 / Python 3.11 is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

$(WEIGHTS): models/manifest.toml models/fetch.py $(STAMP)
	$(BIN)/python models/fetch.py
	@touch $@

$(BENCH_STAMP): pyproject.toml constraints.txt | setup
	$(PIP) install -c constraints.txt -e '.[dev,bench]'
	@touch $@

# 演示：处理 sample_docs，打印已发布文件和报告的位置，并用自带真值核对
demo: setup
	@$(BIN)/python -m benchmarks.demo

# 在浏览器中自查（只在本机，Ctrl-C 结束）
serve: setup
	@$(BIN)/redactor serve

# 给没有 Python 的人：build/bundle/ 下每个平台一个文件夹，双击启动
# Windows 的解释器由 WINDOWS_PYTHON=文件 给出（python.org 的 embeddable zip 或 NuGet 的 python 包，3.11）
bundle: setup
	@$(BIN)/python bundle/build.py linux
	@$(BIN)/python bundle/build.py windows $(if $(WINDOWS_PYTHON),--windows-python $(WINDOWS_PYTHON))

# Two at a time; the tests of one file stay together, for they share what they made.
TESTS := $(BIN)/python -m pytest -n 2 --dist loadfile

test: setup
	$(TESTS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint
	$(TESTS) -m "not slow"

# 评测：全部（约 90 分钟，可续跑）；快速（5 分钟内）；与同类工具比较
bench: $(BENCH_STAMP)
	$(BIN)/python -m benchmarks.speed --pages 4 --json build/bench/speed.json
	$(BIN)/python -m benchmarks.run --split test --dossiers 60 --results build/bench/test.json
	$(BIN)/python -m benchmarks.peers --split test --dossiers 60 --json build/bench/peers.json
	$(BIN)/python -m benchmarks.reporting build/bench/test.json --peers build/bench/peers.json \
	  --speed build/bench/speed.json --page benchmarks/report.html --json benchmarks/results.json

bench-quick: $(BENCH_STAMP)
	$(BIN)/python -m benchmarks.run --split dev --dossiers 4 --results build/bench/quick.json
	$(BIN)/python -m benchmarks.reporting build/bench/quick.json --page build/bench/quick.html

bench-peers: $(BENCH_STAMP)
	$(BIN)/python -m benchmarks.run --split test --dossiers 60 --taken \
	  --results build/bench/twelve.json
	$(BIN)/python -m benchmarks.peers --split test --dossiers 60 --json build/bench/peers.json
	$(BIN)/python -m benchmarks.reporting build/bench/twelve.json \
	  --peers build/bench/peers.json --page build/bench/peers.html

# 一万个变异文件（样例，以及 ../shared/corpus，如有），一小时内；FUZZ 可加选项，如 FUZZ="--seed 2"
fuzz: setup
	$(BIN)/python -W ignore -m benchmarks.fuzz --keep build/fuzz $(FUZZ)

clean:
	rm -rf $(VENV) demo_out out build *.egg-info
