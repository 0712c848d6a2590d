"""The code base as the tests of this folder read it: files, syntax trees, templates, what git keeps."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
CODE = ("jiheng", "config", "tests", "benchmarks")
VENDORED = TOP / "jiheng/web/static/vendor"


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every module under the folders (all code when none is named), without generated migrations."""
    found = (path for folder in folders or CODE for path in (TOP / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((TOP / "jiheng").rglob("*.html")))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file names in an import, with the line; ``from a import b`` gives ``a`` and ``a.b``."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git keeps. Outside a clone (an unpacked archive) there is nothing to leak into, hence none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    return tuple(TOP / name for name in names if name and (TOP / name).is_file())


def place(path: Path, line: int = 0) -> str:
    """``jiheng/rules/law.py:12``, as editors open it."""
    return f"{path.relative_to(TOP).as_posix()}{f':{line}' if line else ''}"


def line_of(path: Path, position: int) -> int:
    return text(path).count("\n", 0, position) + 1


def assert_none(defects: Iterable[str], todo: str) -> None:
    """Fail with every defect on a line of its own and what to do about them."""
    found = sorted(set(defects))
    assert not found, f"{todo}\n" + "\n".join(found)
