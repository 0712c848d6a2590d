"""The mark that ties a rule to the clause it follows."""

from collections.abc import Callable
from typing import Any, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., Any])

FUNCTIONS: dict[str, list[str]] = {}
"""Clause id → dotted names of the functions that follow it, filled as rule modules are imported."""


def clause(*ids: str) -> Callable[[Rule], Rule]:
    """Say which clauses a rule follows, e.g. ``@clause("cq2023-7/23")``.

    Two clauses that ask the same thing share one function: name both.
    """
    if not ids:
        raise ValueError("a rule names at least one clause")

    def mark(rule: Rule) -> Rule:
        name = f"{rule.__module__}.{rule.__qualname__}"
        for clause_id in ids:
            FUNCTIONS.setdefault(clause_id, []).append(name)
        rule.__dict__["clauses"] = ids
        return rule

    return mark
