"""The clauses beside what follows them: functions of the rules room and tests.

Read by the command ``jiheng clauses``, by the page 条款对照 and by ``docs/clauses.md``. The tests are looked up
in the ``tests`` folder beside the law; where the programs are installed without it, that column is empty.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jiheng.rules
from jiheng.rules.clause import FUNCTIONS
from jiheng.rules.clauses import Status, all_clauses
from jiheng.rules.law import LAW_FOLDER

HOME = LAW_FOLDER.parent
TESTS_FOLDER = HOME / "tests"

PARTLY = "已编码"
"""A deferred clause that is followed in part says so in its reason with this word."""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause joined with the dotted names of its functions and the ids of its tests."""

    id: str
    instrument: str
    title: str
    summary: str
    status: Status
    reason: str
    evidence: str
    functions: tuple[str, ...]
    tests: tuple[str, ...]


@cache
def clause_table() -> tuple[ClauseRow, ...]:
    """Every clause with its functions and tests, in the order of ``all_clauses``."""
    functions, tests = clause_functions(), clause_tests(TESTS_FOLDER)
    return tuple(
        ClauseRow(
            id=entry.id,
            instrument=entry.instrument,
            title=entry.title,
            summary=entry.summary,
            status=entry.status,
            reason=entry.reason,
            evidence=entry.evidence,
            functions=functions.get(entry.id, ()),
            tests=tests.get(entry.id, ()),
        )
        for entry in all_clauses()
    )


def clause_functions() -> dict[str, tuple[str, ...]]:
    """Clause id → dotted names of the rules marked with it, after importing the whole rules room."""
    for module in pkgutil.walk_packages(jiheng.rules.__path__, "jiheng.rules."):
        importlib.import_module(module.name)
    return {clause_id: tuple(sorted(set(names))) for clause_id, names in FUNCTIONS.items()}


def clause_tests(folder: Path) -> dict[str, tuple[str, ...]]:
    """Clause id → tests marked ``pytest.mark.clause``, as ``tests/rules/test_x.py::test_name``. Nothing is run."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        place = path.relative_to(folder.parent).as_posix()
        for name, clause_id in _marked_tests(ast.parse(path.read_text("utf-8")).body, (), ()):
            found.setdefault(clause_id, set()).add(f"{place}::{name}")
    return {clause_id: tuple(sorted(names)) for clause_id, names in found.items()}


def mismatches() -> tuple[str, ...]:
    """Where a status does not tell the truth: coded without function or test, or the reverse. Chinese lines."""
    lines = []
    for row in clause_table():
        built = bool(row.functions) and bool(row.tests)
        if row.status is Status.CODED and not built:
            lines.append(f"{row.id}：写作已编码，缺{'函数' if not row.functions else '测试'}")
        elif row.status is Status.DEFERRED and built and PARTLY not in row.reason:
            lines.append(f"{row.id}：已有函数和测试，仍写作待编码；只做了一部分的，说明里要写哪些{PARTLY}")
        elif row.functions and not row.tests:
            lines.append(f"{row.id}：有函数，没有测试")
    return tuple(lines)


def _marked_tests(body: list[ast.stmt], outer: tuple[str, ...], inside: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pairs of test name and clause id in a module or class body; ``outer`` is what the enclosing marks say."""
    marks = outer + tuple(
        clause_id
        for statement in body
        if isinstance(statement, ast.Assign) and _names(statement) == ["pytestmark"]
        for clause_id in _clauses_in(statement.value)
    )
    for statement in body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        own = marks + tuple(clause_id for mark in statement.decorator_list for clause_id in _clauses_in(mark))
        if isinstance(statement, ast.ClassDef):
            yield from _marked_tests(statement.body, own, (*inside, statement.name))
        elif statement.name.startswith("test_"):
            yield from (("::".join((*inside, statement.name)), clause_id) for clause_id in own)


def _names(statement: ast.Assign) -> list[str]:
    return [target.id for target in statement.targets if isinstance(target, ast.Name)]


def _clauses_in(tree: ast.expr) -> Iterator[str]:
    """The ids of every ``….mark.clause("…")`` in an expression, also inside ``pytest.param(marks=…)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "clause":
            yield from (
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
