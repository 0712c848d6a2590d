"""The house style, where a machine can see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import TOP, assert_none, classes, functions, imports, parsed, place, python_files, text

BANNED_WORDS = {"util", "utils", "helper", "helpers", "common", "manager", "process", "handle", "data", "info"}

ALLOWED_NAMES = {
    "handle": "Django calls it so in a command",
    "process_view": "Django calls it so in a middleware",
    "process_exception": "Django calls it so in a middleware",
    "get_context_data": "Django calls it so in a view class",
}

READS_THE_LAW = TOP / "jiheng/rules/law.py"
ROUNDS = TOP / "jiheng/rules/figures.py"

CHANCE_AND_CLOCK = {"random", "secrets", "time", "uuid"}
OUTSIDE_WORLD = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "urllib"}
CLOCK_CALLS = {"now", "today", "utcnow"}
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes", "open"}

# Every pattern is written so that it does not match its own line.
UNFINISHED = re.compile(r"TOD[O]|FIXM[E]|XX[X]|raise NotImplemented[E]rror|pragma: no [c]over")
SKIPPED = re.compile(r"\bskip[i]f\b|pytest\.(?:mark\.)?[s]kip\b|\bxfai[l]\b|\bimportor[s]kip\b")
BARE_IGNORE = re.compile(r"# type: [i]gnore(?!\[[\w, -]+\] +(?:#|-) *\w)")


def test_names_say_what_a_thing_is() -> None:
    assert_none(
        (f"{where} {name}" for where, name in _names() if name not in ALLOWED_NAMES and _says_nothing(name)),
        "Use the glossary word for what it is or does:",
    )


def test_rules_carry_no_float() -> None:
    assert_none(
        (
            place(path, node.lineno)
            for path in python_files("jiheng/rules")
            for node in ast.walk(parsed(path))
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.Name) and node.id == "float")
        ),
        "Scores and money are Decimal or Fraction:",
    )


def test_rules_read_no_clock_and_roll_no_dice() -> None:
    assert_none(
        (
            *_imports_of(CHANCE_AND_CLOCK),
            *(
                f"{place(path, node.lineno)} .{node.attr}"
                for path in python_files("jiheng/rules")
                for node in ast.walk(parsed(path))
                if isinstance(node, ast.Attribute) and node.attr in CLOCK_CALLS
            ),
        ),
        "Time and seeds are arguments:",
    )


def test_rules_open_no_file_but_the_law() -> None:
    elsewhere = [path for path in python_files("jiheng/rules") if path != READS_THE_LAW]
    assert_none(
        (
            *(found for found in _imports_of(OUTSIDE_WORLD) if not found.startswith(place(READS_THE_LAW))),
            *(
                f"{place(path, node.lineno)} {name}"
                for path in elsewhere
                for node in ast.walk(parsed(path))
                if isinstance(node, ast.Call) and (name := _called(node)) in FILE_CALLS
            ),
        ),
        "Hand the rule what it needs; jiheng/rules/law.py alone reads law/:",
    )


def test_one_function_rounds() -> None:
    assert_none(
        (
            f"{place(path, node.lineno)} {name}"
            for path in python_files("jiheng")
            if path != ROUNDS
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and (name := _called(node)) in {"round", "quantize"}
        ),
        "Round with jiheng.rules.figures.rounded:",
    )


def test_a_screen_finds_rows_through_the_only_door() -> None:
    assert_none(
        (
            f"{place(path, line)} {found}"
            for path in python_files("jiheng/web", "jiheng/cli")
            for line, found in _unscoped_reads(path)
        ),
        "Another unit's row would be found too; ask the scope (find):",
    )


def test_apps_do_not_talk_by_signals() -> None:
    assert_none(
        (
            f"{place(path, line)} {module}"
            for path in python_files("jiheng", "config")
            for module, line in imports(path)
            if module.startswith(("django.dispatch", "django.db.models.signals"))
        ),
        "Call the action by its name:",
    )


def test_saving_a_row_only_saves_or_refuses() -> None:
    assert_none(
        (
            f"{place(path, method.lineno)} {owner.name}.{method.name}"
            for path in python_files("jiheng")
            for owner in classes(path)
            for method in owner.body
            if isinstance(method, ast.FunctionDef)
            and method.name in {"save", "delete", "bulk_create"}
            and not _only_raises(method)
        ),
        "What happens on a write belongs to an action; a row that must not change may raise, nothing else:",
    )


def test_nothing_is_left_unfinished_and_no_test_can_be_skipped() -> None:
    assert_none(_matches(UNFINISHED, python_files()), "Do it, or open an issue:")
    assert_none(_matches(SKIPPED, python_files("tests")), "A test that does not run proves nothing:")


def test_the_type_checker_is_silenced_only_with_a_code_and_a_reason() -> None:
    assert_none(_matches(BARE_IGNORE, python_files()), "Write the code in brackets and the reason after it:")


@pytest.mark.parametrize(
    ("name", "words"),
    [("goal_shape", {"goal", "shape"}), ("_handleUpload", {"handle", "upload"}), ("HTTPInfo", {"http", "info"})],
)
def test_a_name_is_read_word_by_word(name: str, words: set[str]) -> None:
    assert _words(name) == words


def _names() -> Iterator[tuple[str, str]]:
    for path in python_files():
        yield place(path), path.stem
        yield from ((place(path, owner.lineno), owner.name) for owner in classes(path))
        for function in functions(path):
            if not function.name.startswith("test_"):  # a test is a sentence, and sentences need all words
                yield place(path, function.lineno), function.name


def _says_nothing(name: str) -> bool:
    return bool(_words(name) & BANNED_WORDS) or name.startswith("do_")


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


def _imports_of(modules: set[str]) -> Iterator[str]:
    for path in python_files("jiheng/rules"):
        for module, line in imports(path):
            if module.split(".")[0] in modules:
                yield f"{place(path, line)} {module}"


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _unscoped_reads(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Name) and node.id in {"get_object_or_404", "get_list_or_404"}:
            yield node.lineno, node.id
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "get"
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "objects"
        ):
            yield node.lineno, ".objects.get"


def _only_raises(method: ast.FunctionDef) -> bool:
    said = [step for step in method.body if not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))]
    return len(said) == 1 and isinstance(said[0], ast.Raise)


def _matches(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(text(path).splitlines(), start=1):
            if found := pattern.search(line):
                yield f"{place(path, number)} {found.group()}"
