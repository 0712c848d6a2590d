"""The annexes about the sample points: base information, summed up, and how they were chosen and what they cover."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import percent, rounded, shown
from jiheng.rules.implementation.point_summary import (
    ColumnSummary,
    GroupSummary,
    PointSummary,
    fields_of,
    point_summaries,
)
from jiheng.rules.implementation.points import sampled_entries
from jiheng.rules.reporting.content import Block, Table
from jiheng.rules.reporting.grounds import NOTHING, Grounds, money, ratio
from jiheng.rules.surveys.columns import NUMBER
from jiheng.rules.surveys.point_entries import PointEntry
from jiheng.rules.surveys.shapes import BaseField

COLUMNS_ACROSS: Final = 8
"""So many columns of base information stand in one table; the next ones go into a table of their own below."""
NAMED: Final = ("序号", "样本点", "类型", "区域", "用途")
LEFT: Final = (4, 16, 8, 8, 12)


@clause("cq2023-7/32", "cq2023-7/12")
def point_blocks(grounds: Grounds) -> Iterator[Block]:
    """样本点基础信息表: who the points are and their money, then everything found at them."""
    entries = sampled_entries(grounds.preparation, grounds.checked.sampling.points.points)
    if not entries:
        return
    rows = tuple((*_named(one), one.point.kind.value, money(one.point.unit.money)) for one in entries)
    heads = (*NAMED, "选取方式", "资金（元）")
    yield Block(table=Table("样本点", heads, rows, (6, 28, 12, 12, 18, 10, 14), figures=(6,)))
    fields = fields_of(entries)
    for start in range(0, len(fields), COLUMNS_ACROSS):
        yield Block(table=_values(entries, fields[start : start + COLUMNS_ACROSS], start))


def _named(one: PointEntry) -> tuple[str, ...]:
    said = (one.said_of(Dimension.AREA), one.said_of(Dimension.USE))
    return (str(one.number), one.point.unit.key, one.kind_word, *(each or NOTHING for each in said))


def _values(entries: Sequence[PointEntry], fields: Sequence[BaseField], start: int) -> Table:
    """Some columns of base information for every point; a column a point does not have stays blank."""
    rows = []
    for one in entries:
        keys = {column.field: column.key for column in one.columns}
        cells = (_value(one, keys.get(field)) for field in fields)
        rows.append((str(one.number), one.point.unit.key, *cells))
    share, over = divmod(80, len(fields))
    widths = (5, 15, *(share + (place < over) for place in range(len(fields))))
    figures = tuple(place for place, field in enumerate(fields, 2) if field.kind == NUMBER)
    return Table(
        f"样本点基础信息（第{start + 1}至{start + len(fields)}列）",
        ("序号", "样本点", *(_titled(field) for field in fields)),
        tuple(rows),
        widths,
        figures=figures,
        groups=_groups(fields),
    )


def _groups(fields: Sequence[BaseField]) -> tuple[tuple[str, int], ...]:
    """The groups of 第十二条 above their columns."""
    found: list[tuple[str, int]] = [("", 1), ("", 1)]
    for field in fields:
        if found[-1][0] == field.group and len(found) > 2:
            found[-1] = (field.group, found[-1][1] + 1)
        else:
            found.append((field.group, 1))
    return tuple(found)


def _titled(field: BaseField) -> str:
    return f"{field.name}（{field.unit}）" if field.unit else field.name


def _value(one: PointEntry, key: str | None) -> str:
    held = one.values.get(key) if key else None
    if key is None:
        return ""
    return held.value if held and held.value.strip() else "未填"


@clause("cq2023-7/32", "cq2023-7/24")
def summary_blocks(grounds: Grounds) -> Iterator[Block]:
    """分类汇总表 by kind, area and use."""
    known = grounds.checked.sampling.points.points
    if not known:
        return
    told = ""
    for one in point_summaries(grounds.preparation, known):
        yield Block(table=_money_table(one))
        empty = [_titled(whole.field) for whole in one.whole.columns if not whole.filled and not whole.unread]
        rows = tuple(
            (_titled(whole.field), *_column(group, found))
            for whole in one.whole.columns
            if whole.filled or whole.unread
            for group in (*one.groups, one.whole)
            if (found := group.column(whole.field)) is not None
        )
        if rows:
            heads = ("要素", one.by.value, "应填", "已填", "合计", "平均", "各值个数")
            caption = f"按{one.by.value}汇总的基础信息"
            note = f"样本点都没有填写的要素不列：{'、'.join(empty)}。" if empty else ""
            widths = (20, 18, 7, 7, 14, 12, 22)
            shown_note, told = ("" if note == told else note), note
            table = Table(caption, heads, rows, widths, figures=(2, 3, 4, 5), merged=(0,), note=shown_note)
            yield Block(table=table)


def _money_table(one: PointSummary) -> Table:
    rows = tuple(
        (group.title, str(group.points), money(group.amounts.budget), money(group.amounts.actual),
         ratio(group.amounts.rate))
        for group in (*one.groups, one.whole)
    )  # fmt: skip
    heads = (one.by.value, "样本点数", "预算数（元）", "实际支出数（元）", "执行率")
    return Table(f"按{one.by.value}汇总的资金", heads, rows, (32, 14, 20, 20, 14), figures=(1, 2, 3, 4), total=True)


def _column(group: GroupSummary, found: ColumnSummary) -> tuple[str, ...]:
    said = "；".join(f"{value}{count}个（{percent(share)}）" for value, count, share in found.shares if count)
    return (
        group.title,
        str(found.due),
        str(found.filled),
        NOTHING if found.total is None else shown(found.total, 4),
        NOTHING if found.mean is None else f"{rounded(found.mean)}",
        said if found.field.kind != NUMBER and said else NOTHING,
    )


@clause("cq2023-7/32", "cq2023-7/9")
def coverage_blocks(grounds: Grounds) -> Iterator[Block]:
    """How the points were chosen, what they cover of the money and the dimensions, and why the rest is left out."""
    sampling = grounds.checked.sampling
    if not sampling.points.points:
        return
    covered = sampling.coverage
    record = (
        ("抽样框", f"{sum(len(one.units) for one in sampling.frame.strata)}个单元"),
        ("抽取方法", f"按摘要排序（{sampling.draw.method}）" if sampling.draw else "线下抽取或人工选取"),
        ("随机种子", (sampling.draw.seed if sampling.draw else "") or NOTHING),
        ("抽样框摘要（SHA-256）", sampling.frame_hash),
        ("样本资金", f"{money(covered.money)}元，占全部资金{money(covered.total)}元的{ratio(covered.rate)}"),
    )
    note = "用相同的抽样框和种子可以重抽核对。" if sampling.draw else ""
    yield Block(table=Table("抽样记录", ("内容", "记录"), record, (24, 76), note=note))
    reasons = {(one.dimension, one.value): one.reason for one in grounds.preparation.uncovered}
    rows = tuple(
        (
            one.dimension.value,
            str(len(one.values)),
            str(len(one.values) - len(one.missing)),
            ratio(one.rate),
            "；".join(f"{value}：{reasons.get((one.dimension, value)) or '没有说明'}" for value in one.missing)
            or NOTHING,
        )
        for one in covered.dimensions
    )
    heads = ("维度", "取值个数", "覆盖个数", "覆盖率", "未覆盖的取值和说明")
    yield Block(table=Table("各维度的覆盖情况", heads, rows, (18, 12, 12, 12, 46), figures=(1, 2, 3)))
