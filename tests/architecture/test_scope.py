"""The screens reach rows through ``orgs.scope`` alone."""

import ast
from pathlib import Path

from django.apps import apps

from tests.architecture.tree import assert_none, parsed, place, python_files

DOORS = {"find", "visible"}
SHORT_CUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
BELOW_A_FOUND_ROW = {
    "Grant": "asked for by the membership it belongs to, which was found through the scope",
    "RecheckCode": "counted over forms that were narrowed by the scope",
}
"""Tables without an owner of their own, and why a screen may name them."""


def rows_of(node: ast.AST) -> str:
    """``Model`` for the expression ``Model.objects``, else nothing."""
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
        return node.value.id if isinstance(node.value, ast.Name) else "?"
    return ""


def behind_a_door(tree: ast.Module) -> set[int]:
    """Everything written as the first argument of ``find`` or ``visible``."""
    first = (
        call.args[0]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in DOORS and call.args
    )
    return {id(node) for argument in first for node in ast.walk(argument)}


def kept_for_a_door(tree: ast.Module, safe: set[int]) -> set[int]:
    """Querysets kept under a name that is only ever handed to a door."""
    kept = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            uses = [use for use in ast.walk(tree) if isinstance(use, ast.Name) and use.id == name]
            if all(id(use) in safe for use in uses if isinstance(use.ctx, ast.Load)):
                kept |= {id(part) for part in ast.walk(node.value)}
    return kept


def is_empty(tree: ast.Module, node: ast.AST) -> bool:
    """``Model.objects.none()`` shows nothing to anybody."""
    return any(
        isinstance(outer, ast.Attribute) and outer.attr == "none" and outer.value is node for outer in ast.walk(tree)
    )


def unscoped(path: Path) -> list[str]:
    tree = parsed(path)
    safe = behind_a_door(tree)
    safe |= kept_for_a_door(tree, safe)
    return [
        f"{place(path, getattr(node, 'lineno', 0))} {model}.objects"
        for node in ast.walk(tree)
        if (model := rows_of(node)) and model not in BELOW_A_FOUND_ROW
        if id(node) not in safe and not is_empty(tree, node)
    ]


def test_the_screens_ask_for_rows_through_the_scope() -> None:
    defects = (defect for path in python_files("jiheng/web") for defect in unscoped(path))
    assert_none(defects, "Ask through find(…) or visible(…) of jiheng.orgs.scope:")


def test_the_screens_take_no_short_cut_past_the_scope() -> None:
    defects = (
        place(path, node.lineno)
        for path in python_files("jiheng/web")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name) and node.id in SHORT_CUTS
    )
    assert_none(defects, "Use find(…) of jiheng.orgs.scope:")


def test_every_table_says_who_owns_its_rows() -> None:
    """A table without ``scope_field`` cannot be shown by oversight, and is one of these on purpose."""
    ownerless = {"Region", "User", "ChainHead", "Blob", "FrozenText", *BELOW_A_FOUND_ROW}
    silent = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("jiheng.")
        for model in config.get_models()
        if not isinstance(getattr(model, "scope_field", None), str)
    }
    assert silent == ownerless


def test_the_check_itself_sees_a_leak(tmp_path: Path) -> None:
    leak = ast.parse("rows = Job.objects.filter(pk=1)\nshow(rows)\nfind(Job.objects.all(), member)")
    safe = behind_a_door(leak)
    safe |= kept_for_a_door(leak, safe)
    assert [node.lineno for node in ast.walk(leak) if rows_of(node) and id(node) not in safe] == [1]  # type: ignore[attr-defined]  # attributes have lines
