"""The indicator systems of an evaluation: one, or one for each part of a split project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from jiheng.rules.codes import not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.indicators.shapes import Indicator, Part

TABLE = "评价指标"
"""The sheet, for what no single row is to blame for."""
NO_INDICATORS = "还没有设置评价指标"


class ProjectFacts(Protocol):
    """What the indicators need to know of the project; the shape of 项目基本信息 has it."""

    @property
    def purposes(self) -> tuple[str, ...]: ...
    @property
    def same_unit(self) -> bool: ...
    @property
    def has_matching_fund(self) -> bool | None: ...
    @property
    def fund_sources(self) -> tuple[str, ...]: ...
    @property
    def where(self) -> str: ...


@dataclass(frozen=True, slots=True)
class System:
    """The indicators whose points make up one hundred; ``part`` is empty when the project is not split."""

    part: str
    indicators: tuple[Indicator, ...]
    where: str = TABLE

    @property
    def label(self) -> str:
        """How a message begins that speaks of this system."""
        return f"子项目“{self.part}”" if self.part else "指标体系"


def systems_of(indicators: Sequence[Indicator], parts: Sequence[Part]) -> tuple[System, ...]:
    """One system, or one for each part that has indicators of its own, in the order of the parts.

    Reading taken: an indicator of a split project that names no part is shared and counts in every part.
    """
    names = list(dict.fromkeys([*(part.name for part in parts), *(row.part for row in indicators if row.part)]))
    if not names:
        return (System("", tuple(indicators)),)
    places = {part.name: part.where for part in parts}
    return tuple(
        System(name, tuple(row for row in indicators if row.part in (name, "")), places.get(name) or TABLE)
        for name in names
        if any(row.part == name for row in indicators)
    )


def answered(code: str, failures: list[Finding], *, nothing: str = "") -> list[Finding]:
    """The failures; without any, one answer: passed, or does not apply because of ``nothing``."""
    if failures:
        return failures
    return [not_applicable(code, nothing)] if nothing else [passed(code)]


def nothing_set(systems: Sequence[System]) -> str:
    """Why a check does not apply when there is no indicator yet; empty when there is one."""
    return "" if any(system.indicators for system in systems) else NO_INDICATORS
