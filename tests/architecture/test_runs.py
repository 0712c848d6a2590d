"""No door may change what an evaluation is scored by without the score being made anew."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import assert_none, functions, place, python_files

COUNTS, SCORES = frozenset({"count_revision", "begin_change"}), "keep_run"


def called_in(function: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}


def forgetful(*folders: str) -> Iterator[str]:
    for path in python_files(*folders):
        for function in functions(path):
            called = called_in(function)
            if COUNTS & called and SCORES not in called:
                yield f"{place(path, function.lineno)} {function.name}"


def test_whatever_counts_a_revision_scores_anew() -> None:
    assert_none(forgetful("jiheng"), "Call keep_run once the rows are written, before the action records its event:")


def test_the_check_itself_sees_an_action_that_forgets() -> None:
    forgets = ast.parse("def act():\n    count_revision(project, 1)\n    record(by)")
    scores = ast.parse("def act():\n    count_revision(project, 1)\n    keep_run(project)")
    assert COUNTS & called_in(forgets)
    assert SCORES not in called_in(forgets)
    assert SCORES in called_in(scores)
