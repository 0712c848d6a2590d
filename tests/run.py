"""What ``make test`` runs: every check of the house in order, all of them even when one fails.

``--static`` runs the fast part only (``make check``). Missing PostgreSQL, Chromium or LibreOffice is said loudly;
with ``CI=true`` or ``JIHENG_REQUIRE_ALL=1`` it is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jiheng.files.ocr import ocr_installed
from tests.postgres import ServerFailed, binaries, exit_on_sigterm, private_cluster

TOP = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
WORKERS = os.environ.get("JIHENG_TEST_WORKERS", "2")
WIDTH = 78
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the run; ``run`` returns whether all was well."""

    title: str
    run: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Need:
    """A program of the system that some tests use, and the marker of those tests.

    An optional one is said to be missing and never counts as a failure.
    """

    title: str
    present: bool
    packages: str
    marker: str = ""
    optional: bool = False


def main() -> int:
    # A shell that puts us in the background has SIGINT ignored, and children inherit it: Ctrl-C could not be tested.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    require_all = os.environ.get("CI") == "true" or os.environ.get("JIHENG_REQUIRE_ALL") == "1"
    parts = static_parts()
    absent: list[Need] = []
    if "--static" not in sys.argv:
        absent = [need for need in needs() if not need.present]
        for need in absent:
            say_absent(need, require_all and not need.optional)
        parts += suites(" and ".join(f"not {need.marker}" for need in absent if need.marker))
    with exit_on_sigterm(), tempfile.TemporaryDirectory(prefix="jiheng-test-") as var:
        os.environ["JIHENG_VAR"] = var
        results = [(part.title, *timed(part)) for part in parts]
    return summary(results, absent, require_all)


def static_parts() -> list[Part]:
    parts = [
        Part("代码格式 ruff format", lambda: module("ruff", "format", "--check", ".")),
        Part("代码规范 ruff check", lambda: module("ruff", "check", ".")),
        Part("页面模板 djlint", lambda: module("djlint", "--lint", "--quiet", "jiheng")),
        Part("类型检查 mypy", lambda: module("mypy")),
        Part("导入层次 import-linter", lambda: call([PYTHON, "-c", LINT_IMPORTS, "--no-logo"])),
        Part("缺失的迁移 makemigrations", lambda: manage("makemigrations", "--check", "--dry-run")),
        Part(
            "上线设置 check --deploy", lambda: manage("check", "--deploy", "--fail-level", "WARNING", **AS_DEPLOYED)
        ),
    ]
    if not any((TOP / "jiheng").rglob("*.html")):
        parts = [part for part in parts if "djlint" not in part.title]
    return parts


def suites(markers: str) -> list[Part]:
    parts = [Part("全部测试（SQLite） pytest", lambda: pytest(markers))]
    programs = binaries()
    if programs:
        parts.append(Part("全部测试（PostgreSQL） pytest", lambda: pytest_on_postgresql(programs, markers)))
    return parts


def needs() -> list[Need]:
    return [
        Need("PostgreSQL", binaries() is not None, "postgresql"),
        Need(
            "Chromium",
            any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
            "chromium",
            "browser",
        ),
        Need(
            "LibreOffice",
            shutil.which("soffice") is not None,
            "libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk poppler-utils",
            "office",
        ),
        Need("文字识别组件", ocr_installed(), "-r requirements/ocr.txt", "ocr", optional=True),
    ]


# import-linter's entry point is a script only, whose interpreter line ties a run to where the folder was made.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"

AS_DEPLOYED = {"DEBUG": "", "JIHENG_HTTPS": "1", "SECRET_KEY": "only-for-this-check-" * 4 + "0123456789"}


def pytest(markers: str, **environment: str) -> bool:
    words = ["-n", WORKERS, "--dist", "loadfile", "--durations=8", "--durations-min=3"]
    if markers:
        words += ["-m", markers]
    return module("pytest", *words, **environment)


def pytest_on_postgresql(programs: Path, markers: str) -> bool:
    try:
        with private_cluster(programs) as address:
            return pytest(markers, DATABASE_URL=address)
    except ServerFailed as failure:
        print(failure, file=sys.stderr)
        return False


def manage(*words: str, **environment: str) -> bool:
    return call([PYTHON, "manage.py", *words], environment)


def module(name: str, *words: str, **environment: str) -> bool:
    return call([PYTHON, "-m", name, *words], environment)


def call(command: list[str], environment: Mapping[str, str] | None = None) -> bool:
    """Run one program to its end; should this run be stopped meanwhile, so is the program."""
    program = subprocess.Popen(command, cwd=TOP, env=os.environ | (environment or {}))
    try:
        return program.wait() == 0
    except BaseException as stopped:
        if not isinstance(stopped, KeyboardInterrupt):  # Ctrl-C at the terminal has reached the program already
            program.send_signal(signal.SIGINT)
        try:
            program.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
        raise


def timed(part: Part) -> tuple[bool, float]:
    print(f"\n== {part.title} ".ljust(WIDTH, "="), flush=True)
    start = time.monotonic()
    well = part.run()
    seconds = time.monotonic() - start
    print(f"-- {'通过 ok' if well else '未通过 FAILED'}，{seconds:.1f} 秒", flush=True)
    return well, seconds


def say_absent(need: Need, require_all: bool) -> None:
    print("*" * WIDTH)
    print(
        f"没有找到 {need.title}。用到它的测试这次{'不能运行，按未通过计' if require_all else '不运行，结果不完整'}。"
    )
    way = ".venv/bin/python -m pip install --require-hashes" if need.optional else "apt-get install"
    print(f"{'这是可选组件，要一并测试的请运行' if need.optional else 'Debian 上请先安装'}：{way} {need.packages}")
    print("*" * WIDTH, flush=True)


def summary(results: list[tuple[str, bool, float]], absent: list[Need], require_all: bool) -> int:
    print("\n== 小结 ".ljust(WIDTH, "="))
    for title, well, seconds in results:
        print(f"{'通过  ' if well else '未通过'} {seconds:7.1f} 秒  {title}")
    for need in absent:
        print(
            f"{'未通过' if require_all and not need.optional else '缺    '}            没有 {need.title}，用到它的测试没有运行"
        )
    lacking = [need for need in absent if not need.optional]
    failed = sum(not well for _, well, _ in results) + (len(lacking) if require_all else 0)
    minutes = sum(seconds for _, _, seconds in results) / 60
    verdict = f"{failed} 项未通过" if failed else "已运行的都通过，结果不完整" if lacking else "全部通过"
    print(f"共 {minutes:.1f} 分钟，{verdict}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
