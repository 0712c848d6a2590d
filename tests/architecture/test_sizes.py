"""Where code stops being easy to read, and the few places that have a reason to go on."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import TOP, assert_none, functions, place, python_files, templates, text

RULE_MODULE = 200
MODULE = 400
TEST_MODULE = 600
TEMPLATE = 200
FUNCTION = 40
VIEW = 25

EXCEPTIONS: dict[str, str] = {}
"""``path`` or ``path::function`` → why it may be longer."""


def test_files_stop_where_they_stop_being_easy_to_read() -> None:
    assert_none(
        (found for name, found in _long_files() if name not in EXCEPTIONS),
        "Split by the noun or the page, never into a second part:",
    )


def test_functions_stop_at_forty_lines_and_views_at_twenty_five() -> None:
    assert_none(
        (found for name, found in _long_functions() if name not in EXCEPTIONS),
        "Give the step inside a name of its own:",
    )


def test_an_exception_that_is_no_longer_needed_is_removed() -> None:
    needed = {name for name, _ in (*_long_files(), *_long_functions())}
    assert_none(EXCEPTIONS.keys() - needed, "Short enough again; remove from EXCEPTIONS:")


def _long_files() -> Iterator[tuple[str, str]]:
    for path in (*python_files(), *templates()):
        lines = len(text(path).splitlines())
        stop = _stop_of_file(path)
        if lines > stop:
            yield place(path), f"{place(path)}: {lines} lines, stop at {stop}"


def _stop_of_file(path: Path) -> int:
    if path.suffix == ".html":
        return TEMPLATE
    if path.is_relative_to(TOP / "jiheng/rules"):
        return RULE_MODULE
    return TEST_MODULE if path.is_relative_to(TOP / "tests") else MODULE


def _long_functions() -> Iterator[tuple[str, str]]:
    for path in python_files():
        in_views = path.stem.startswith("views") or path.parent.name == "views"
        for function in functions(path):
            is_view = in_views and any(argument.arg == "request" for argument in function.args.args)
            stop = VIEW if is_view else FUNCTION
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > stop:
                yield (
                    f"{place(path)}::{function.name}",
                    f"{place(path, function.lineno)} {function.name}: {lines} lines, stop at {stop}",
                )
