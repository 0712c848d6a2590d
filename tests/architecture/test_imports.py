"""Who may import whom, beyond what the import contracts of pyproject.toml say by themselves."""

import re
import sys
import tomllib
from functools import cache
from typing import Any

from tests.architecture.tree import TOP, assert_none, imports, place, python_files, text

ACROSS_ALL_STAGES = {"jiheng.web.search"}
"""Screens that show every stage; acyclic siblings keep the stages from knowing them in turn."""


def test_every_package_has_its_place_in_the_layers() -> None:
    packages = {path.parent.name for path in (TOP / "jiheng").glob("*/__init__.py")}
    named = {name for layer in _named("layers", "layers") for name in re.findall(r"\w+", layer)}
    assert_none(packages - named, "Give the package its layer in pyproject.toml:")


def test_the_screens_of_every_stage_are_independent_of_each_other() -> None:
    stages = {f"jiheng.web.{path.parent.name}" for path in (TOP / "jiheng/web").glob("*/urls.py")}
    assert_none(
        stages - _named("independence", "modules") - ACROSS_ALL_STAGES,
        "Name these screens in the independence contract of pyproject.toml:",
    )


def test_rules_stand_on_the_standard_library_alone() -> None:
    assert_none(
        (
            f"{place(path, line)} {module}"
            for path in python_files("jiheng/rules")
            for module, line in imports(path)
            if module.split(".")[0] not in sys.stdlib_module_names and not f"{module}.".startswith("jiheng.rules.")
        ),
        "A rule is handed what it needs; these imports belong to another room:",
    )


def _named(kind: str, key: str) -> set[str]:
    return {name for contract in _contracts() if contract["type"] == kind for name in contract[key]}


@cache
def _contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(text(TOP / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    return found
