"""Weights: exactly one hundred at every level, none of zero, each with a word of explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.levels import level1_of
from jiheng.rules.indicators.shapes import Indicator, Level1, Part
from jiheng.rules.indicators.systems import System, answered, nothing_set
from jiheng.rules.scoring.weights import EvaluationWeights

CODE = "E-B10-l"
RESULTS = (Level1.OUTPUT, Level1.EFFECT)
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LevelSum:
    """A first or second level (``level2`` empty for a first): what it was given, and what stands below it.

    ``declared`` holds every figure written for it: one, none, or several that contradict each other.
    """

    level1: str
    level2: str
    declared: tuple[Decimal, ...]
    total: Decimal
    where: str = ""

    @property
    def points(self) -> Decimal:
        """The figure the level above adds up."""
        return self.declared[0] if len(self.declared) == 1 else self.total

    @property
    def label(self) -> str:
        return f"二级指标“{self.level2}”" if self.level2 else f"一级指标“{self.level1}”"


@clause("cq2023-7/10.l")
def check_weights(systems: Sequence[System], expected: EvaluationWeights) -> list[Finding]:
    """The points of a system make exactly the whole, every level makes the sum below it, and none is zero."""
    found = [finding for system in systems for finding in _weight_faults(system, expected.whole)]
    return answered(CODE, list(dict.fromkeys(found)), nothing=nothing_set(systems))


@clause("cq2023-7/10.l")
def check_weight_reasons(systems: Sequence[System], expected: EvaluationWeights) -> list[Finding]:
    """Weights come with an explanation, and outputs and effects together are not below their floor.

    Reading taken: every indicator carries its own word.
    """
    found: list[Finding] = []
    for system in systems:
        silent = [row for row in system.indicators if not row.weight_reason.strip()]
        if silent:
            message = f"{system.label}有{len(silent)}个指标没有权重说明（{_some(silent)}），请补写"
            found.append(failed("W-B10-o", message, where=silent[0].where or system.where))
        results = sum((row.points for row in system.indicators if level1_of(row.level1) in RESULTS), Decimal(0))
        if system.indicators and results < expected.output_and_effect:
            low = plain(expected.output_and_effect)
            message = f"{system.label}的产出和效果权重合计{plain(results)}，低于{low}，请调整或说明理由"
            found.append(failed("W-B10-o", message, where=system.where))
    return answered("W-B10-o", found, nothing=nothing_set(systems))


@clause("cq2023-7/10.l", "cq2023-7/11")
def check_part_weights(parts: Sequence[Part], expected: EvaluationWeights) -> list[Finding]:
    """The weights of the parts of a split project, once one is given, are all given and make exactly the whole."""
    given = [part.weight for part in parts if part.weight is not None]
    if not given:
        return answered(CODE, [], nothing="没有填写子项目权重" if parts else "项目没有拆分")
    found = [
        failed(CODE, f"子项目“{part.name}”{_part_fault(part.weight)}，须大于0，请调整", where=part.where)
        for part in parts
        if part.weight is None or part.weight <= 0
    ]
    total = sum(given, Decimal(0))
    if total != expected.whole:
        message = f"子项目权重{_against(total, expected.whole)}，请调整权重"
        found.append(failed(CODE, message, where=parts[0].where))
    return answered(CODE, found)


def weights_are_whole(systems: Sequence[System], expected: EvaluationWeights) -> bool:
    """Whether there are indicators and no weight is at fault."""
    return all(one.outcome is Outcome.PASSED for one in check_weights(systems, expected))


def level_sums(system: System) -> tuple[LevelSum, ...]:
    """Every first level with what stands below it, each followed by its second levels, in the order of the table."""
    found: list[LevelSum] = []
    for level1 in dict.fromkeys(row.level1.strip() for row in system.indicators):
        rows = [row for row in system.indicators if row.level1.strip() == level1]
        seconds = [_second(rows, level2) for level2 in dict.fromkeys(row.level2.strip() for row in rows)]
        declared = _figures([row.level1_points for row in rows])
        total = sum((second.points for second in seconds), Decimal(0))
        found += [LevelSum(level1, "", declared, total, rows[0].where), *seconds]
    return tuple(found)


def _second(rows: Sequence[Indicator], level2: str) -> LevelSum:
    below = [row for row in rows if row.level2.strip() == level2]
    total = sum((row.points for row in below), Decimal(0))
    declared = _figures([row.level2_points for row in below])
    return LevelSum(below[0].level1.strip(), level2, declared, total, below[0].where)


def _weight_faults(system: System, whole: Decimal) -> list[Finding]:
    found = [
        failed(CODE, f"指标“{row.name}”的权重是{plain(row.points)}，须大于0，请调整", where=row.where)
        for row in system.indicators
        if row.points <= 0
    ]
    sums = level_sums(system)
    found += [
        failed(CODE, f"{system.label}{_level_fault(one)}", where=one.where) for one in sums if _level_fault(one)
    ]
    total = sum((row.points for row in system.indicators), Decimal(0))
    firsts = sum((one.points for one in sums if not one.level2), Decimal(0))
    for name, figure in (("三级指标", total), ("一级指标", firsts)):
        if system.indicators and figure != whole and (name == "三级指标" or firsts != total):
            message = f"{system.label}{name}权重{_against(figure, whole)}，请调整权重"
            found.append(failed(CODE, message, where=system.where))
    return found


def _level_fault(one: LevelSum) -> str:
    if len(one.declared) > 1:
        return f"{one.label}写了{'、'.join(map(plain, one.declared))}几个不同的权重，请改成一个"
    if one.declared and one.declared[0] != one.total:
        below = "所属三级指标" if one.level2 else "所属二级指标"
        return f"{one.label}权重{plain(one.declared[0])}，{below}{_against(one.total, one.declared[0])}，请调整权重"
    return ""


def _against(figure: Decimal, due: Decimal) -> str:
    return f"合计{plain(figure)}，应为{plain(due)}，{'多' if figure > due else '少'}{plain(abs(figure - due))}"


def _figures(values: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _part_fault(weight: Decimal | None) -> str:
    return "没有填权重" if weight is None else f"的权重是{plain(weight)}"


def _some(rows: Sequence[Indicator]) -> str:
    shown = "、".join(f"“{row.name}”" for row in rows[:_NAMES_SHOWN])
    return f"{shown}等" if len(rows) > _NAMES_SHOWN else shown
