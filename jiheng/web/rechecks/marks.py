"""The findings of one form as numbered marks, one per cell, in reading order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from jiheng.rules.codes import codes
from jiheng.rules.figures import plain
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.result_json import Json
from jiheng.self_evaluation.models import RecheckDecision

TONES = {
    Severity.ERROR: ("bad", "red"),
    Severity.RECORD: ("bad", "red"),
    Severity.WARNING: ("warn", "yellow"),
    Severity.NOTICE: ("tip", "tip"),
}
WEIGHT = {Severity.ERROR: 0, Severity.RECORD: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
FUNDS_CODES = frozenset({"E-R-01", "E-R-02", "W-R-03", "E-R-06"})
"""Said of the form as a whole, these are about its money block."""
FUNDS_BLANKS = ("预算执行率", "预算数、执行数", "填了执行数")
"""How a blank in the money block is told; a blank total score has the same code."""
NO_DECISIONS: Mapping[int, RecheckDecision] = MappingProxyType({})
REF = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Point:
    """One finding: ``index`` is its place among all findings of the form, which decisions name."""

    index: int
    code: str
    title: str
    todo: str
    severity: Severity
    message: str
    clauses: tuple[str, ...]
    cell: str
    reported: str
    due: str
    decision: RecheckDecision | None = None

    @property
    def tone(self) -> str:
        return TONES[self.severity][0]


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the form and everything said at that cell; ``subject`` is the row's name."""

    number: int
    cell: str
    subject: str
    points: tuple[Point, ...]
    steps: tuple[Json, ...] = field(default=())

    @property
    def severity(self) -> Severity:
        return min((point.severity for point in self.points), key=WEIGHT.__getitem__)

    @property
    def tone(self) -> str:
        return TONES[self.severity][0]

    @property
    def weight(self) -> int:
        """0 for the gravest, so that the first mark opened is one that has to be mended."""
        return WEIGHT[self.severity]

    @property
    def light(self) -> str:
        return TONES[self.severity][1]

    @property
    def title(self) -> str:
        return next(point.title for point in self.points if point.severity is self.severity)

    @property
    def versus(self) -> Point | None:
        """The finding with both figures, for the 填报／应得 line."""
        return next((point for point in self.points if point.due), None)

    @property
    def gap(self) -> str:
        """How far the filled figure is from the due one."""
        versus = self.versus
        if versus is None or not versus.reported:
            return ""
        return plain(abs(Decimal(versus.reported) - Decimal(versus.due)))

    @property
    def spoken(self) -> str:
        return f"第{self.number}处，{self.severity.label}：{self.points[0].message}"


def marks_of(form: Json, decisions: Mapping[int, RecheckDecision] = NO_DECISIONS) -> list[Mark]:
    """Number the findings of a form: by row and column of their cells, those without a cell last."""
    places: dict[str, list[Point]] = {}
    rows = dict(_rows(form))
    for point in points_of(form, decisions):
        places.setdefault(point.cell, []).append(point)
    marks = []
    for number, cell in enumerate(sorted(places, key=_reading_order), 1):
        points = tuple(sorted(places[cell], key=lambda point: WEIGHT[point.severity]))
        row = rows.get(points[0].index)
        subject, steps = _behind(form, row, cell)
        marks.append(Mark(number, cell, subject, points, tuple(steps)))
    return marks


def points_of(form: Json, decisions: Mapping[int, RecheckDecision] = NO_DECISIONS) -> list[Point]:
    """Every finding of the form in stored order: the form's own, then each row's."""
    stored = [*form["findings"], *(finding for row in form["indicators"] for finding in row["findings"])]
    return [_point(index, finding, decisions.get(index)) for index, finding in enumerate(stored)]


def _rows(form: Json) -> list[tuple[int, Json]]:
    index = len(form["findings"])
    found = []
    for row in form["indicators"]:
        for _ in row["findings"]:
            found.append((index, row))
            index += 1
    return found


def _behind(form: Json, row: Json | None, cell: str) -> tuple[str, list[Json]]:
    if row is not None:
        return row["name"], row["steps"]
    funds = form["funds"]
    if funds and funds["steps"] and any(finding["cell"] == cell for finding in _funds_findings(form)):
        return "预算执行率", funds["steps"]
    return "整张表", []


def _funds_findings(form: Json) -> list[Json]:
    return [
        finding
        for finding in form["findings"]
        if finding["code"] in FUNDS_CODES or finding["message"].startswith(FUNDS_BLANKS)
    ]


def _point(index: int, finding: Json, decision: RecheckDecision | None) -> Point:
    code = codes()[finding["code"]]
    return Point(
        index=index,
        code=code.id,
        title=code.title,
        todo=code.todo,
        severity=Severity(finding["severity"]),
        message=finding["message"],
        clauses=tuple(finding["clauses"]),
        cell=finding["cell"] or "",
        reported=finding["reported"] or "",
        due=finding["due"] or "",
        decision=decision,
    )


def _reading_order(cell: str) -> tuple[int, int, str]:
    match = REF.fullmatch(cell)
    if match is None:
        return (1 << 30, 0, cell)
    return (int(match[2]), len(match[1]), match[1])
