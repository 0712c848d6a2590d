"""Short ways to write a filled form in a test."""

from datetime import date
from decimal import Decimal

from jiheng.rules.law import rulebook
from jiheng.rules.recheck.parameters import RecheckParameters, recheck_parameters
from jiheng.rules.recheck.recheck import recheck
from jiheng.rules.recheck.results import RecheckResult
from jiheng.rules.recheck.shapes import NO_CELL, Cell, FormKind, FormSheet, FundRole, FundRow, IndicatorRow


def national(instrument: str = "mof2020-10") -> RecheckParameters:
    return recheck_parameters(rulebook(instrument, date(2025, 1, 1)))


def cell(ref: str, text: str = "") -> Cell:
    """A cell with its number read as the workbook reader does for plain figures."""
    body = text.removesuffix("%")
    plain = body.replace(".", "", 1).replace("-", "", 1).isdigit()
    if not plain:
        return Cell(ref, text)
    is_percent = text.endswith("%")
    return Cell(ref, text, Decimal(body) / (100 if is_percent else 1), is_percent)


def row(
    number: int,
    name: str,
    target: str,
    actual: str,
    points: str = "10",
    score: str = "10",
    *,
    reason: str = "",
    level1: str = "产出指标",
    level2: str = "数量指标",
    level1_points: str | None = None,
) -> IndicatorRow:
    return IndicatorRow(
        row=number,
        level1=Cell(f"B{number}", level1),
        level2=Cell(f"C{number}", level2),
        name=Cell(f"D{number}", name),
        target=cell(f"E{number}", target),
        actual=cell(f"F{number}", actual),
        points=cell(f"G{number}", points),
        score=cell(f"H{number}", score),
        reason=Cell(f"I{number}", reason),
        level1_points=Decimal(level1_points) if level1_points else None,
    )


def total_fund(
    initial: str = "43.2",
    adjusted: str = "43.2",
    executed: str = "43.2",
    points: str = "10",
    rate: str = "100%",
    score: str = "10",
) -> FundRow:
    return FundRow(
        FundRole.TOTAL,
        "年度资金总额",
        6,
        cell("D6", initial),
        cell("E6", adjusted),
        cell("F6", executed),
        cell("G6", points),
        cell("H6", rate),
        cell("I6", score),
    )


def part_fund(number: int, label: str, initial: str = "", adjusted: str = "", executed: str = "") -> FundRow:
    return FundRow(
        FundRole.PART,
        label,
        number,
        cell(f"D{number}", initial),
        cell(f"E{number}", adjusted),
        cell(f"F{number}", executed),
    )


def form(
    *rows: IndicatorRow,
    funds: tuple[FundRow, ...] = (),
    kind: FormKind = FormKind.PROJECT_SELF_EVALUATION,
    total_score: Cell = NO_CELL,
    total_points: Cell = NO_CELL,
    grade: Cell = NO_CELL,
    unit_of_money: str = "万元",
) -> FormSheet:
    goal = kind is FormKind.GOAL_DECLARATION
    return FormSheet(
        file="自评表.xlsx",
        sheet="自评表",
        kind=kind,
        title=Cell("A1", "项目支出绩效自评表"),
        project=Cell("D3", "村道养护"),
        department=Cell("D4", "县交通运输局"),
        unit_name=Cell("G4", "石桥镇"),
        year=2024,
        unit_of_money=unit_of_money,
        fund_rows=funds,
        indicators=rows,
        total_points=total_points,
        total_score=total_score,
        grade=grade,
        has_points=not goal,
        has_scores=not goal,
        has_actuals=not goal,
    )


def checked(filled: FormSheet, instrument: str = "mof2020-10") -> RecheckResult:
    return recheck(filled, national(instrument))


def codes_at(result: RecheckResult, ref: str) -> set[str]:
    return {mark.finding.code for mark in result.all_marks if mark.cell == ref}


def codes_of(result: RecheckResult) -> set[str]:
    return {mark.finding.code for mark in result.all_marks}
