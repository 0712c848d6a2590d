"""An indicator system without a fault, to be spoiled one thing at a time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.indicators.checks import check_indicators
from jiheng.rules.indicators.shapes import Indicator, Part
from jiheng.rules.indicators.systems import System
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.shapes import Project

BOOK = rulebook("cq2023-7", date(2024, 6, 1))
PROJECT = Project(
    "X1",
    "示范项目",
    purposes=("解决村民出行难", "增加农户收入"),
    has_matching_fund=False,
    fund_sources=("市级财政资金",),
    where="项目基本信息",
)


def indicator(level1: str, level2: str, name: str, points: str, **more: Any) -> Indicator:
    """One row with everything filled in; ``more`` changes fields."""
    row = Indicator(
        code=f"{level1}-{level2}-{name}-{more.get('part', '')}",
        level1=level1,
        level2=level2,
        name=name,
        points=Decimal(points),
        basis="渝财建〔2023〕12号",
        period="已到期",
        target="≥95%",
        target_source="依据",
        method="比例法",
        caliber="各样本点累加",
        formula="实际÷目标×分值",
        condition="达到目标得满分",
        deduction="未达到按比例扣分",
        weight_reason="按重要程度",
        where=f"评价指标 {name}",
    )
    return replace(row, **more)


def system(part: str = "") -> tuple[Indicator, ...]:
    """Eleven rows that make one hundred."""

    def row(level1: str, level2: str, name: str, points: str, **more: Any) -> Indicator:
        return indicator(level1, level2, name, points, part=part, **more)

    every = ("业务", "预算", "成本")
    return (
        row("决策", "前期准备的充分性", "前期准备率", "7"),
        row("决策", "决策程序的合法性", "程序合规率", "6"),
        row("决策", "绩效目标的合理性", "目标合理率", "7"),
        row("管理", "管理措施的可行性", "措施可行率", "4", side="主管部门", aspects=every),
        row("管理", "管理措施的可行性", "措施可行率（实施）", "4", side="实施单位"),
        row("管理", "管理措施的有效性", "措施落实率", "4", side="主管部门"),
        row("管理", "管理措施的有效性", "措施落实率（实施）", "4", side="实施单位"),
        row("管理", "绩效管理质量", "绩效管理达标率", "4"),
        row("产出", "数量", "道路完工率", "12"),
        row("产出", "质量", "验收合格率", "10"),
        row("产出", "时效", "按期完成率", "8"),
        row("效果", "社会效益", "通行率", "20", purpose="解决村民出行难"),
        row("效果", "满意度", "村民满意度", "10", purpose="2"),
    )


def without(rows: tuple[Indicator, ...], **fields: str) -> tuple[Indicator, ...]:
    """The rows but those whose fields are all as given."""
    return tuple(row for row in rows if any(getattr(row, name) != value for name, value in fields.items()))


def changed(rows: tuple[Indicator, ...], which: str, /, **more: Any) -> tuple[Indicator, ...]:
    """The rows with fields of the one of this name changed."""
    return tuple(replace(row, **more) if row.name == which else row for row in rows)


def whole(rows: tuple[Indicator, ...]) -> tuple[System, ...]:
    return (System("", rows),)


def fund(use: str, budget: str) -> FundLine:
    return FundLine("1", "渝财建〔2023〕12号", use=use, budget=Decimal(budget))


def answers(
    code: str,
    rows: tuple[Indicator, ...],
    project: Project = PROJECT,
    parts: tuple[Part, ...] = (),
    lines: tuple[FundLine, ...] = (),
) -> list[Finding]:
    """What every check together answers under one code."""
    return [one for one in check_indicators(rows, parts, lines, project, BOOK) if one.code == code]


def messages(findings: list[Finding]) -> list[str]:
    return [one.message for one in findings if one.outcome is Outcome.FAILED]


def outcomes(findings: list[Finding]) -> set[Outcome]:
    return {one.outcome for one in findings}
