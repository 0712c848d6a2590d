"""Everything people read: Chinese with full-width punctuation, and no exclamation marks."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.architecture.tree import TOP, VENDORED, assert_none, line_of, parsed, place, python_files, templates, text

Toml: TypeAlias = "dict[str, Toml] | list[Toml] | str | int | float | bool | date | Decimal"

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
HALF_WIDTH = re.compile(rf"[{HAN}”》）](?:[,;:?!()]|\.(?=\s|$))")
EXCLAMATION = re.compile(r"！|(?<=[\u3400-\u9fff”》）])!")
CHINESE = re.compile(f"[{HAN}]")

LOOKS_LIKE_A_PATTERN = re.compile(r"\\[dswSDWb.()]|\(\?|\[\^|\][*+?{]|[)\w][*+]\)|\.\*|\?[\[(]")
"""Patterns that read people's workbooks speak the language of patterns, not Chinese."""

READS_A_CELL = re.compile(
    r"^re\.\w+$|\.(?:removeprefix|removesuffix|startswith|endswith|replace|r?partition|r?split|l?strip)$"
)

NOTATIONS = (
    re.compile("条数:摘要"),  # an anchor of the event chain is typed with a half-width colon
    re.compile(r"\([^()]*[×÷+−/][^()]*\)"),  # brackets of a formula: Σ(得分×资金)/Σ资金
)

TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|\|yesno:\"[^\"]*\"|<!--.*?-->", re.DOTALL)


def test_chinese_in_code_has_full_width_punctuation_and_keeps_its_voice_down() -> None:
    assert_none((found for path in python_files("jiheng", "config") for found in _in_code(path)), "Mend the text:")


def test_chinese_on_pages_has_full_width_punctuation_and_keeps_its_voice_down() -> None:
    assert_none((found for path in (*templates(), *_scripts()) for found in _on_page(path)), "Mend the page:")


def test_chinese_in_the_law_has_full_width_punctuation_and_keeps_its_voice_down() -> None:
    assert_none(
        (
            f"{place(path)} {value}"
            for path in sorted((TOP / "law").rglob("*.toml"))
            for value in _strings(tomllib.loads(text(path)))
            if _badly_written(value)
        ),
        "Mend the text:",
    )


@pytest.mark.parametrize(
    "said", ["请选择:", "得分,满分", "金额(万元)", "确定吗?", "已保存！", "已保存.", "共 3 项目!"]
)
def test_half_width_punctuation_after_chinese_is_found(said: str) -> None:
    assert _badly_written(said)


@pytest.mark.parametrize(
    "said",
    [
        "请选择：",
        "得分，满分",
        "金额（万元）",
        "第 3.5 条",
        "复核结果.xlsx",
        "40/50×8=6.40",
        "98%",
        "Σ(得分×资金)/Σ资金",
        r"^达到(\d+)%$",
    ],
)
def test_well_written_chinese_is_left_alone(said: str) -> None:
    assert not _badly_written(said)


def _in_code(path: Path) -> Iterator[str]:
    not_for_people = set(_docstrings_and_patterns(path))
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and node not in not_for_people and _badly_written(str(node.value)):
            yield f"{place(path, node.lineno)} {str(node.value).strip()[:60]}"


def _docstrings_and_patterns(path: Path) -> Iterator[ast.AST]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Call) and READS_A_CELL.search(ast.unparse(node.func)):
            yield from (part for word in node.args for part in ast.walk(word))


def _on_page(path: Path) -> Iterator[str]:
    for match in (*HALF_WIDTH.finditer(text(path)), *EXCLAMATION.finditer(text(path))):
        inside_code = any(code.start() <= match.start() < code.end() for code in TEMPLATE_CODE.finditer(text(path)))
        if not inside_code:
            line = line_of(path, match.start())
            yield f"{place(path, line)} {text(path).splitlines()[line - 1].strip()[:80]}"


def _badly_written(said: str) -> bool:
    for notation in NOTATIONS:
        said = notation.sub("", said)
    if not CHINESE.search(said) or LOOKS_LIKE_A_PATTERN.search(said):
        return False
    return bool(HALF_WIDTH.search(said) or EXCLAMATION.search(said))


def _scripts() -> list[Path]:
    scripts = (TOP / "jiheng/web/static").rglob("*.js")
    return sorted(path for path in scripts if not path.is_relative_to(VENDORED))


def _strings(value: Toml) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
