"""A large evaluation: sample points, indicators, evidence and fund lines in the numbers asked for. All invented."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.demo.implementation import demo_evaluated
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.rules.execution.shapes import FundLine, Release
from jiheng.rules.implementation.shapes import (
    Implementation,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.preparation.check import sampling_result
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.shapes import SamplingPlan, UnitKind
from jiheng.rules.surveys.shapes import PointValue

USES: Final = ("通村公路补助", "公路养护补助", "帮扶路段补助", "道路工程补助")
AREAS: Final = tuple(f"第{number}片" for number in range(1, 11))
RELEASE: Final = "青财建〔2022〕31号"
DAY: Final = date(2023, 3, 1)
PLANNED, DONE = "计划硬化里程", "实际硬化里程"


@dataclass(frozen=True, slots=True)
class Size:
    points: int = 200
    indicators: int = 40
    materials: int = 5_000
    lines: int = 20_000


def large_evaluation(size: Size) -> tuple[Preparation, Implementation]:
    """The demonstration grown to the size, with a value of every indicator for every point."""
    prepared, _ = demo_evaluated()
    lines = tuple(_line(number) for number in range(1, size.lines + 1))
    money = sum((line.budget for line in lines), Decimal(0))
    indicators = _indicators(prepared, size.indicators)
    grown = replace(
        prepared,
        releases=(Release(RELEASE, "关于下达补助资金的通知", "青岚县财政局", date(2022, 3, 1), money),),
        lines=lines,
        sampling=SamplingPlan(
            unit_kind=UnitKind.PAYEE, size=size.points, seed="20230301", drawn_on=DAY, drawn_by="吴倩"
        ),
        manual_points=(),
        indicators=indicators,
    )
    points = [point.unit.id for point in sampling_result(grown).points.points]
    values = tuple(
        PointValue(point, field, said) for point in points for field, said in ((PLANNED, "2"), (DONE, "1.9"))
    )
    return replace(grown, point_values=values), _given(indicators, points, size.materials)


def _line(number: int) -> FundLine:
    spent = Decimal(1000 + number % 97)
    return FundLine(
        str(number),
        RELEASE,
        allocated_on="2022-04-01",
        method="因素法",
        standard="每公里10万元",
        management="乡镇自建",
        use=USES[number % len(USES)],
        area=AREAS[number % len(AREAS)],
        payee=f"第{number % 1000}村",
        budget=spent + 10,
        actual=spent,
        voucher=f"记账凭证{number}",
    )


def _indicators(prepared: Preparation, wanted: int) -> tuple[Indicator, ...]:
    """The indicators of the demonstration, the last of them split until there are enough; the points stay 100."""
    kept, last = prepared.indicators[:-1], prepared.indicators[-1]
    pieces = wanted - len(kept)
    points = (last.points / pieces).quantize(Decimal("0.0001"))
    rest = last.points - points * (pieces - 1)
    split = (
        replace(
            last,
            code=f"{last.code}-{number}",
            name=f"{last.name}{number}",
            points=rest if number == pieces else points,
            method="比例法",
            target="100%",
            candidates=(),
        )
        for number in range(1, pieces + 1)
    )
    return (*kept, *split)


def _given(indicators: tuple[Indicator, ...], points: list[str], count: int) -> Implementation:
    return Implementation(
        materials=tuple(
            _material(number, indicators[number % len(indicators)].code) for number in range(1, count + 1)
        ),
        measures=(
            *(Measure(one.code, ValueKind.RELATIVE) for one in indicators if one.method == "比例法"),
            *(Measure(one.code, ValueKind.QUALITATIVE) for one in indicators if one.method == "定性三档"),
            *(Measure(one.code, ValueKind.WHOLE) for one in indicators if one.method not in ("比例法", "定性三档")),
        ),
        values=tuple(_value(one, point) for one in indicators for point in _points_of(one, points)),
        decisions=tuple(SufficiencyDecision(one.code, sufficient=True, decided_on=DAY) for one in indicators),
    )


def _points_of(one: Indicator, points: list[str]) -> list[str]:
    return points if one.method in ("比例法", "定性三档") else [""]


def _value(one: Indicator, point: str) -> SampleValue:
    said = {"比例法": "96%", "定性三档": "达成，90%", "是否法": "是"}.get(one.method, "171/200")
    return SampleValue(one.code, point, said)


def _material(number: int, code: str) -> Material:
    return Material(
        f"QL-{number:05d}",
        f"现场照片{number}",
        MaterialKind.SITE,
        Form.PICTURE,
        "评价小组",
        ObtainMethod.SITE,
        DAY,
        "孙启明",
        proves=code,
        content="路面宽度、厚度",
        taken_on=DAY,
        taken_in="青岚县",
        indicators=(code,),
        nature=Nature.PRIMARY,
    )
