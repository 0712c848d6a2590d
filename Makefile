# Two commands: `make demo` and `make test`; README.md says what they do. `make check` is the fast part of `make test`.
PORT ?= 8765
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --no-warn-script-location

.PHONY: demo test check lock clean venv base dev

demo: base
	@exec $(VENV)/bin/jiheng demo --port $(PORT)

test: dev
	@exec $(PYTHON) -m tests.run

check: dev
	@exec $(PYTHON) -m tests.run --static

# Exact versions with hashes. Needs uv, which only who changes a version needs.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/base.in -o requirements/base.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements/base.txt requirements/dev.in -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements/base.txt requirements/ocr.in -o requirements/ocr.txt

clean:
	rm -rf $(VENV) build *.egg-info

# A virtual environment that no longer starts (its Python was removed, the folder was copied) is made anew.
venv:
	@if ! $(PYTHON) -c '' 2>/dev/null; then \
		found=; \
		for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
			if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo '需要 Python 3.11 或更新的版本，本机没有找到。请先安装后再运行，例如在 Debian 12 上：apt-get install python3 python3-venv' >&2; \
			exit 1; \
		fi; \
		if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "$$found 缺少建立虚拟环境的组件。在 Debian 或 Ubuntu 上请先运行：apt-get install python3-venv" >&2; \
			exit 1; \
		fi; \
		echo "正在用 $$($$found --version) 建立虚拟环境……"; \
		$$found -m venv --clear $(VENV); \
	fi

# The stamp holds a checksum of the lock, the project file and the place, so an install runs only when one of them changed.
base: venv
	@want=$$( (pwd; cat pyproject.toml requirements/base.txt) | cksum ); \
	if [ "$$(cat $(VENV)/.base 2>/dev/null)" != "$$want" ]; then \
		echo '正在安装运行所需的组件（首次约需一分钟）……'; \
		$(INSTALL) --require-hashes -r requirements/base.txt && \
		$(INSTALL) --no-deps --no-build-isolation --no-index -e . && \
		echo "$$want" > $(VENV)/.base; \
	fi

dev: base
	@want=$$(cat requirements/base.txt requirements/dev.txt | cksum); \
	if [ "$$(cat $(VENV)/.dev 2>/dev/null)" != "$$want" ]; then \
		echo '正在安装检查与测试所需的组件（首次约需一分钟）……'; \
		$(INSTALL) --require-hashes -r requirements/dev.txt && \
		echo "$$want" > $(VENV)/.dev; \
	fi
