"""The annexes that lay the preparation open: indicators with their rules, budget execution, schedule."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.execution.tables import SummaryRow
from jiheng.rules.figures import exact, plain
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.reporting.content import Block, Table
from jiheng.rules.reporting.grounds import NOTHING, Grounds, day, money, ratio
from jiheng.rules.schedule.table import ScheduleLine


@clause("cq2023-7/32", "cq2023-7/10")
def indicator_blocks(grounds: Grounds) -> Iterator[Block]:
    for part in dict.fromkeys(one.part for one in grounds.preparation.indicators):
        own = [one for one in grounds.preparation.indicators if one.part == part]
        rows = [_indicator(one) for one in own]
        rows.append(("合计", "", "", plain(sum((one.points for one in own), Decimal(0))), "", "", "", ""))
        heads = ("一级指标", "二级指标", "三级指标", "分值", "目标值", "口径和公式", "得分条件和扣分规则", "数据来源")
        caption = f"{part}评价指标和计分规则" if part else "评价指标和计分规则"
        widths = (9, 12, 15, 6, 12, 18, 18, 10)
        yield Block(table=Table(caption, heads, tuple(rows), widths, figures=(3,), merged=(0, 1), total=True))


def _indicator(one: Indicator) -> tuple[str, ...]:
    return (
        _weighted(one.level1, one.level1_points),
        _weighted(one.level2, one.level2_points),
        one.name,
        plain(one.points),
        _joined(one.target, one.target_source),
        _joined(one.caliber, one.formula),
        _joined(one.condition, one.deduction),
        one.data_source or NOTHING,
    )


def _weighted(name: str, worth: Decimal | None) -> str:
    return f"{name}（{plain(worth)}）" if worth is not None and name else name


def _joined(*said: str) -> str:
    return "；".join(one.strip().rstrip("；。") for one in said if one.strip()) or NOTHING


@clause("cq2023-7/32", "cq2023-7/7")
def execution_blocks(grounds: Grounds) -> Iterator[Block]:
    execution = grounds.checked.execution
    if execution.balances:
        rows = tuple(
            (one.number, money(one.amount), money(one.lines_sum), money(one.unallocated), money(one.difference))
            for one in execution.balances
        )
        heads = ("下达文件", "下达金额", "明细合计", "未分配余额", "差额")
        yield Block(table=Table("与下达文件核对（元）", heads, rows, (32, 17, 17, 17, 17), figures=(1, 2, 3, 4)))
    for dimension, found in execution.summaries.items():
        if dimension is not Dimension.PAYEE and any(row.value for row in found):
            yield Block(table=_summary(dimension, found))


def _summary(dimension: Dimension, found: tuple[SummaryRow, ...]) -> Table:
    rows = [
        (row.value or "未填", str(row.count), money(row.budget), ratio(row.budget_share), money(row.actual),
         ratio(row.rate), money(row.balance))
        for row in found
    ]  # fmt: skip
    whole = found[0].whole
    share = "100.00%" if whole.budget else NOTHING
    totals = (money(whole.budget), share, money(whole.actual), ratio(whole.rate), money(whole.balance))
    rows.append(("合计", str(whole.count), *totals))
    heads = (dimension.value, "笔数", "预算数", "占比", "实际支出数", "执行率", "结余")
    widths = (24, 8, 17, 10, 17, 10, 14)
    return Table(f"按{dimension.value}汇总（元）", heads, tuple(rows), widths, figures=(1, 2, 3, 4, 5, 6), total=True)


@clause("cq2023-7/32", "cq2023-7/7")
def line_blocks(grounds: Grounds) -> Iterator[Block]:
    if not grounds.preparation.lines:
        return
    rows = tuple(
        (
            one.number,
            one.release,
            one.use,
            one.area,
            one.management,
            one.method,
            one.payee,
            money(one.budget),
            money(one.actual),
            ratio(exact(one.actual) / exact(one.budget) if one.actual is not None and one.budget else None),
        )
        for one in grounds.preparation.lines
    )
    heads = (
        "序号",
        "下达文件",
        "用途",
        "区域",
        "管理模式",
        "分配方式",
        "资金到达对象",
        "预算数",
        "实际支出数",
        "执行率",
    )
    widths = (6, 13, 11, 7, 9, 9, 15, 11, 11, 8)
    yield Block(table=Table("项目预算执行明细（元）", heads, rows, widths, figures=(7, 8, 9)))


@clause("cq2023-7/32", "cq2023-7/8")
def schedule_blocks(grounds: Grounds) -> Iterator[Block]:
    if grounds.checked.schedule:
        rows = tuple(_line(one) for one in grounds.checked.schedule)
        heads = ("用途", "区域", "管理模式", "节点", "计划时间", "计划依据", "实际时间", "延期（天）", "原因")
        widths = (13, 8, 10, 13, 11, 15, 11, 7, 12)
        yield Block(table=Table("项目实施进度", heads, rows, widths, figures=(7,), merged=(0, 1, 2)))


def _line(one: ScheduleLine) -> tuple[str, ...]:
    node, late = one.node, one.lateness.deviation
    actual = "未发生" if node.not_happened else day(node.actual)
    said = (node.use or NOTHING, node.area or NOTHING, node.management or NOTHING, node.name, day(one.counts))
    return (
        *said,
        one.planned.document or NOTHING,
        actual,
        NOTHING if late is None else str(late),
        node.reason or NOTHING,
    )
