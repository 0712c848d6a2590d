"""Whether a frozen score comes out again with the same digits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jiheng.rules.clause import clause
from jiheng.rules.implementation.freezing import called, figures_of
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult

FIGURES = {
    "points": "分值",
    "value": "评价值",
    "exact": "得分（未取整）",
    "raw_score": "按规则得分",
    "final_score": "得分",
}


@dataclass(frozen=True, slots=True)
class Differing:
    """One digit or word that came out otherwise; ``None`` where one side has none."""

    what: str
    recorded: str | None
    repeated: str | None


@clause("cq2023-7/27")
def differing(recorded: EvaluationResult, repeated: EvaluationResult) -> tuple[Differing, ...]:
    """Every digit and every finding that is not the same: of indicators, levels, totals and the conclusion."""
    return _compared(dict(_digits(recorded)), dict(_digits(repeated)))


@clause("cq2023-7/27")
def differing_figures(
    figures: Mapping[str, Mapping[str, Any]], score: str, grade: str, repeated: EvaluationResult
) -> tuple[Differing, ...]:
    """The figures a list of runs shows, against the score made again."""
    conclusion = repeated.conclusion
    again = {"结论得分": _text(conclusion.value) or "", "等级": conclusion.grade.value if conclusion.grade else ""}
    told = {"结论得分": score, "等级": grade}
    return _compared(told | dict(_named(figures)), again | dict(_named(figures_of(repeated))))


def _named(figures: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str | None]]:
    for code, one in figures.items():
        for key, label in FIGURES.items():
            yield f"{code} {label}", one.get(key)


def _digits(result: EvaluationResult) -> Iterator[tuple[str, str | None]]:
    """Every figure of a result under a name people can find it by."""
    for part in result.parts:
        yield f"{part.name} 资金", _text(part.funds)
        yield f"{part.name} 总分", _text(part.total.value)
        yield from ((f"{part.name} {level.name}得分", _text(level.earned)) for level in part.levels)
        for one in part.indicators:
            yield from _indicator(one)
    yield "结论（未取整）", _text(result.conclusion.raw)
    yield "结论得分", _text(result.conclusion.value)
    yield "等级", result.conclusion.grade.value if result.conclusion.grade else None
    for number, step in enumerate(result.conclusion.steps, 1):
        yield f"结论第{number}步", step.text
    for finding in result.findings:
        yield f"问题“{finding.message}”", finding.code


def _indicator(one: IndicatorScore) -> Iterator[tuple[str, str | None]]:
    code = called(one.indicator)
    yield f"{code} 分值", _text(one.indicator.points)
    yield f"{code} 评价值", one.value
    yield f"{code} 按规则得分（未取整）", _text(one.raw.raw)
    yield f"{code} 按规则得分", _text(one.raw.value)
    yield f"{code} 得分（未取整）", _text(one.final.raw)
    yield f"{code} 得分", _text(one.final.value)
    yield f"{code} 可用资料", "、".join(each.number for each in one.admissible)
    for number, step in enumerate(one.final.steps, 1):
        yield f"{code} 第{number}步", step.text


def _compared(recorded: Mapping[str, str | None], repeated: Mapping[str, str | None]) -> tuple[Differing, ...]:
    return tuple(
        Differing(what, recorded.get(what), repeated.get(what))
        for what in dict.fromkeys((*recorded, *repeated))
        if recorded.get(what) != repeated.get(what)
    )


def _text(value: Decimal | Fraction | None) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
