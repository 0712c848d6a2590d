"""A small evaluation to change: three sample points with 400, 100 and 500 万元 and one indicator of ten points."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.shapes import (
    Implementation,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.sampling.shapes import ManualPoint, SamplingPlan
from jiheng.rules.surveys.shapes import BaseField, PointValue

D = Decimal
BOOK: Final = rulebook("cq2023-7", date(2024, 1, 1))
WAN: Final = 10_000
FUNDS: Final = {"甲": 400, "乙": 100, "丙": 500}
PAPER: Final = Material("001", "验收单", nature=Nature.PRIMARY)


def indicator(
    code: str = "C1", points: str = "10", target: str = "≥90%", method: str = "比例法", *, name: str = ""
) -> Indicator:
    return Indicator(code, "产出", "质量", name or f"指标{code}", D(points), target=target, method=method)


REST: Final = indicator("R", "90", "是", "是否法", name="其余指标")
"""What fills the hundred points; yes, with its paper."""


def preparation(*indicators: Indicator, rest: bool = True, parts: tuple[Part, ...] = ()) -> Preparation:
    """Three points, all of them in the sample; columns 合格数 and 总数 in 个, filled as 19/20, 8/10 and 3/5."""
    counts = {"甲": ("19", "20"), "乙": ("8", "10"), "丙": ("3", "5")}
    return Preparation(
        project=Project("P", "试验项目"),
        lines=tuple(
            FundLine(str(number), "文1", use="补助", area="全县", payee=name, budget=D(funds * WAN))
            for number, (name, funds) in enumerate(FUNDS.items(), 1)
        ),
        sampling=SamplingPlan(strata=(Dimension.AREA,)),
        manual_points=tuple(ManualPoint(name, "全部调查") for name in FUNDS),
        parts=parts,
        indicators=(*indicators, *((REST,) if rest else ())),
        base_fields=tuple(BaseField(name, "基本情况", "数值", "个") for name in ("合格数", "总数")),
        point_values=tuple(
            PointValue(f"全县|{point}", field, value, "001")
            for point, values in counts.items()
            for field, value in zip(("合格数", "总数"), values, strict=True)
        ),
    )


def entered(code: str, kind: ValueKind, values: dict[str, str], **more: str) -> Implementation:
    """One indicator with its values by point (blank for the whole), its paper, found sufficient."""
    return Implementation(
        materials=(replace(PAPER, indicators=(code,)),),
        measures=(Measure(code, kind, more.get("numerator", ""), more.get("denominator", "")),),
        values=tuple(SampleValue(code, point, value, more.get("note", "")) for point, value in values.items()),
        decisions=(SufficiencyDecision(code, sufficient=True, decided_by="郑海"),),
    )


def together(*given: Implementation) -> Implementation:
    """All rows of several; material of one number becomes one piece for all its indicators."""
    papers: dict[str, Material] = {}
    for one in (each for part in given for each in part.materials):
        held = papers.get(one.number)
        papers[one.number] = replace(one, indicators=(*held.indicators, *one.indicators)) if held else one
    return Implementation(
        tuple(papers.values()),
        tuple(row for one in given for row in one.uses),
        tuple(row for one in given for row in one.measures),
        tuple(row for one in given for row in one.values),
        tuple(row for one in given for row in one.decisions),
        tuple(row for one in given for row in one.excluded),
    )


YES: Final = entered("R", ValueKind.WHOLE, {"": "是"})


def scored(prepared: Preparation, *given: Implementation) -> EvaluationResult:
    return score_evaluation(prepared, together(*given), BOOK)


def the(result: EvaluationResult, code: str = "C1") -> IndicatorScore:
    return next(one for part in result.parts for one in part.indicators if one.indicator.code == code)


def codes(result: EvaluationResult) -> list[str]:
    return [finding.code for finding in result.findings]
