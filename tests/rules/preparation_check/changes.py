"""One change to the demonstration after another: the ways a preparation goes wrong, each in one line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from jiheng.demo.preparation.project import demo_workbook
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.reader import read_preparation

changed: Final[Callable[..., Preparation]] = replace
"""The preparation with a part named at run time."""

Change = Callable[[Preparation], Preparation]

GOOD: Final = read_preparation("演示.xlsx", demo_workbook()).preparation
"""The demonstration as read, so that each finding can say where it stands."""


def unchanged(good: Preparation) -> Preparation:
    return good


def project(**values: Any) -> Change:
    return lambda good: replace(good, project=replace(good.project, **values))


def sampling(**values: Any) -> Change:
    return lambda good: replace(good, sampling=replace(good.sampling, **values))


def whole(**parts: Any) -> Change:
    """Other parts in place of the present ones."""
    return lambda good: changed(good, **parts)


def rows(part: str, of: Mapping[str, Any], **values: Any) -> Change:
    """Other values in the rows of a part that match; every row when nothing is asked of them."""

    def change(good: Preparation) -> Preparation:
        held = getattr(good, part)
        found = [row for row in held if _matches(row, of)]
        assert found, f"{part} has no row {of}"
        return changed(good, **{part: tuple(replace(row, **values) if row in found else row for row in held)})

    return change


def without(part: str, of: Mapping[str, Any]) -> Change:
    """The part without the rows that match."""

    def change(good: Preparation) -> Preparation:
        held = getattr(good, part)
        left = tuple(row for row in held if not _matches(row, of))
        assert len(left) < len(held), f"{part} has no row {of}"
        return changed(good, **{part: left})

    return change


def one_after_the_other(*changes: Change) -> Change:
    def change(good: Preparation) -> Preparation:
        for each in changes:
            good = each(good)
        return good

    return change


def _matches(row: object, of: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in of.items())
