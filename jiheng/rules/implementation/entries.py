"""The rows entered for scoring, found by indicator, sample point and material; what fits nothing is told."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.evidence.gate import Evidence, supports_points
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.points import ScoringPoint
from jiheng.rules.implementation.shapes import (
    Adjustment,
    Excluded,
    Implementation,
    Measure,
    SampleValue,
    SufficiencyDecision,
)
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.sampling.canonical import tidy


class _Row(Protocol):
    @property
    def indicator(self) -> str: ...
    @property
    def where(self) -> str: ...


Row = TypeVar("Row", bound=_Row)


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows by code of the indicator; ``values`` further by id of the point (blank for the whole)."""

    measures: Mapping[str, Measure]
    values: Mapping[str, Mapping[str, SampleValue]]
    materials: Mapping[str, tuple[Material, ...]]
    decisions: Mapping[str, SufficiencyDecision]
    excluded: Mapping[str, Excluded]
    adjustments: Mapping[str, Adjustment]
    findings: tuple[Finding, ...]


@clause("cq2023-7/23", "cq2023-7/27")
def entries_for(given: Implementation, indicators: Sequence[Indicator], points: Sequence[ScoringPoint]) -> Entries:
    """Every row where it belongs.

    Reading taken: of two rows for one thing the same one counts whatever their order, and the pair is told.
    """
    sorting = _Sorting(indicators, points)
    measures = {code: rows[0] for code, rows in sorting.by_code("指标取数", given.measures).items()}
    decisions = {code: rows[0] for code, rows in sorting.by_code("资料充分性", given.decisions).items()}
    excluded = {code: rows[0] for code, rows in sorting.by_code("不适用指标", given.excluded).items()}
    values = sorting.values(given.values)
    materials = sorting.materials(given)
    adjustments = {code: rows[0] for code, rows in sorting.by_code("人工调整", sorting.approved(given)).items()}
    found = tuple(sorted(sorting.findings, key=lambda one: (one.code, one.message, one.where)))
    return Entries(measures, values, materials, decisions, excluded, adjustments, found)


@clause("cq2023-7/23")
def evidence_of(materials: Sequence[Material]) -> tuple[Evidence, ...]:
    """The material of an indicator as the evidence gate reads it, by number.

    Reading taken: material without a nature is evidence of nothing; of two pieces under one number the weaker counts.
    """
    found: dict[str, Evidence] = {}
    for each in materials:
        if each.nature is None:
            continue
        evidence = Evidence(each.number.strip(), each.nature, each.as_lead)
        held = found.get(evidence.number)
        if held is None or (supports_points(held), held.nature) > (supports_points(evidence), evidence.nature):
            found[evidence.number] = evidence
    return tuple(found[number] for number in sorted(found))


class _Sorting:
    """Puts rows under their keys and gathers what is wrong with them."""

    def __init__(self, indicators: Sequence[Indicator], points: Sequence[ScoringPoint]) -> None:
        named: dict[str, list[str]] = {}
        for one in indicators:
            named.setdefault(tidy(one.name), []).append(one.code)
        self._codes = {name: codes[0] for name, codes in named.items() if len(codes) == 1}
        self._codes |= {tidy(one.code): one.code for one in indicators}
        self._points = {tidy(one.name): one.id for one in points} | {tidy(one.id): one.id for one in points}
        self.findings: list[Finding] = []

    def by_code(
        self, table: str, rows: Iterable[Row], key: Callable[[Row], str] = lambda _: ""
    ) -> dict[str, list[Row]]:
        """The rows of each known indicator; one that is there twice under one ``key`` is told."""
        found: dict[str, list[Row]] = {}
        seen: set[Hashable] = set()
        for row in sorted(rows, key=_contents):
            code = self.code_of(row.indicator, table, row.where)
            if code is None:
                continue
            if (code, key(row)) in seen:
                said = f"“{table}”里指标“{row.indicator}”{_of(key(row))}写了不止一行，请核对后留下一行"
                self._say("E-V-02", said, row.where)
                continue
            seen.add((code, key(row)))
            found.setdefault(code, []).append(row)
        return found

    def values(self, rows: Iterable[SampleValue]) -> dict[str, dict[str, SampleValue]]:
        known = [
            replace(row, point=point)
            for row in rows
            if (point := self._point_of(row.point, "样本指标值", row.where)) is not None
        ]
        by_code = self.by_code("样本指标值", known, key=lambda row: row.point)
        return {code: {row.point: row for row in found} for code, found in by_code.items()}

    def materials(self, given: Implementation) -> dict[str, tuple[Material, ...]]:
        by_number: dict[str, list[Material]] = {}
        for material in given.materials:
            by_number.setdefault(tidy(material.number), []).append(material)
        for number, same in by_number.items():
            if len(same) > 1:
                same.sort(key=_contents)
                said = f"资料编号“{number}”用在{len(same)}份资料上，请重新编号"
                self._say("E-V-02", said, same[1].where)
        held: dict[str, dict[str, None]] = {}
        for number, same in by_number.items():
            for name in dict.fromkeys(name for one in same for name in one.indicators):
                if (code := self.code_of(name, f"资料{number}的关联指标", same[0].where)) is not None:
                    held.setdefault(code, {})[number] = None
        for use in sorted(given.uses, key=_contents):
            code = self.code_of(use.indicator, "资料对应", use.where)
            point = self._point_of(use.point, "资料对应", use.where)
            if tidy(use.material) not in by_number:
                self._say("E-V-01", f"“资料对应”里的资料“{use.material}”不在资料编号清单里，请核对编号", use.where)
            elif code is not None and point is not None:
                held.setdefault(code, {})[tidy(use.material)] = None
        return {
            code: tuple(one for number in sorted(numbers) for one in by_number[number])
            for code, numbers in held.items()
        }

    def approved(self, given: Implementation) -> list[Adjustment]:
        """The changes by hand that somebody approved; what waits for an approval is told."""
        numbers = {tidy(one.number) for one in given.materials}
        for row in given.adjustments:
            if not row.approved_by.strip():
                said = f"“人工调整”里指标“{row.indicator}”的调整没有批准，没有计入"
                self._say("W-J-05", said, row.where)
            for number in row.materials:
                if tidy(number) not in numbers:
                    self._say("W-J-08", f"“人工调整”所附资料“{number}”不在资料编号清单里，请核对编号", row.where)
        return [row for row in given.adjustments if row.approved_by.strip()]

    def code_of(self, name: str, table: str, where: str) -> str | None:
        code = self._codes.get(tidy(name))
        if code is None:
            self._say("E-V-01", f"“{table}”里的指标“{name}”不在评价指标里，请核对编号，或删去这一行", where)
        return code

    def _point_of(self, name: str, table: str, where: str) -> str | None:
        if not name.strip():
            return ""
        point = self._points.get(tidy(name))
        if point is None:
            self._say("E-V-01", f"“{table}”里的样本点“{name}”不在样本里，请核对名称，或删去这一行", where)
        return point

    def _say(self, code: str, said: str, where: str) -> None:
        self.findings.append(failed(code, said, where=where))


def _contents(row: Row | Material | object) -> str:
    """What a row holds, without where it stands, so that the order of rows never matters."""
    return repr(replace(row, where=""))  # type: ignore[type-var]  # every row is a shape


def _of(point: str) -> str:
    return f"样本点“{point}”的值" if point else ""
