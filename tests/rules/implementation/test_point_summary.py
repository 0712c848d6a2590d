"""分类汇总表: groups add up to the whole, sums are exact, and what was not found is counted and never 0."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.implementation.point_summary import (
    ColumnSummary,
    Grouping,
    PointSummary,
    group_of,
    point_summary,
)
from jiheng.rules.sampling.frame import Unit
from jiheng.rules.sampling.points import Point, PointKind
from jiheng.rules.sampling.shapes import UnitKind
from jiheng.rules.surveys.point_entries import PointEntry, point_entries
from jiheng.rules.surveys.shapes import BaseField, PointValue

pytestmark = pytest.mark.clause("cq2023-7/24", "cq2023-7/12")

LENGTH = BaseField("养护里程", "基本情况", "数值", "公里")
LEDGER = BaseField("有无资金专账", "管理措施及落实", "是否")
SURFACE = BaseField("路面类型", "基本情况", "枚举", choices=("水泥", "沥青"))
SUM = BaseField("合同金额", "合同及履行", "数值", "元", sample_kind="工程合同")
FIELDS = (LENGTH, LEDGER, SURFACE, SUM)

Row = tuple[str, UnitKind, str, tuple[str, ...], str, str | None]
ROWS: tuple[Row, ...] = (
    ("甲镇", UnitKind.PAYEE, "东片", ("养护",), "600000", "500000"),
    ("乙镇", UnitKind.PAYEE, "西片", ("养护", "绿化"), "300000", None),
    ("丙镇", UnitKind.PAYEE, "东片", (), "-100000", "0"),
    ("合同01", UnitKind.CONTRACT, "东片", ("养护",), "0.01", "0.02"),
)
VALUES = (
    PointValue("甲镇", "养护里程", "1,280.5"),
    PointValue("乙镇", "养护里程", "0.1"),
    PointValue("丙镇", "养护里程", "约3公里"),
    PointValue("甲镇", "有无资金专账", "有"),
    PointValue("乙镇", "有无资金专账", "无"),
    PointValue("丙镇", "有无资金专账", "是"),
    PointValue("甲镇", "路面类型", "沥青"),
    PointValue("合同01", "合同金额", "99.999"),
)


def unit_of(row: Row) -> Unit:
    name, kind, area, uses, money, _ = row
    values = {Dimension.AREA: (area,) if area else (), Dimension.USE: uses}
    return Unit(stratum="全部", key=name, kind=kind, money=Decimal(money), lines=(name,), values=values)


def lines_of(rows: tuple[Row, ...]) -> dict[str, list[FundLine]]:
    return {
        unit_of(row).id: [
            FundLine(row[0], "文", budget=Decimal(row[4]), actual=None if row[5] is None else Decimal(row[5]))
        ]
        for row in rows
    }


def summed(
    by: Grouping, rows: tuple[Row, ...] = ROWS, values: tuple[PointValue, ...] = VALUES
) -> tuple[PointSummary, tuple[PointEntry, ...]]:
    points = [Point(unit_of(row), PointKind.DRAWN) for row in rows]
    entries = point_entries(points, FIELDS, values)
    return point_summary(entries, lines_of(rows), by), entries


def column(found: PointSummary, group: str, field: BaseField) -> ColumnSummary:
    titled = next(one for one in (*found.groups, found.whole) if one.title == group)
    held = titled.column(field)
    assert held is not None
    return held


def test_points_stand_under_their_kind_in_the_order_of_the_kinds() -> None:
    found, _ = summed(Grouping.KIND)
    assert [(one.title, one.points) for one in found.groups] == [("工程合同", 1), ("补助对象", 3)]


def test_columns_of_kinds_no_unit_is_called_make_a_point_one_of_the_others() -> None:
    field = BaseField("户数", "基本情况", "数值", "户", sample_kind="村集体")
    entry = point_entries([Point(unit_of(ROWS[0]), PointKind.DRAWN)], (field,), ())[0]
    assert group_of(entry, Grouping.KIND) == "其他"
    own = BaseField("户数", "基本情况", "数值", "户", sample_kind="补助对象")
    held = point_entries([Point(unit_of(ROWS[0]), PointKind.DRAWN)], (field, own), ())[0]
    assert group_of(held, Grouping.KIND) == "补助对象"


def test_a_point_with_two_uses_is_a_group_of_its_own_and_one_without_stands_last() -> None:
    found, _ = summed(Grouping.USE)
    assert [(one.title, one.points) for one in found.groups] == [("养护", 2), ("养护、绿化", 1), ("未填", 1)]


def test_numbers_are_added_exactly_and_the_mean_is_over_those_that_have_one() -> None:
    found, _ = summed(Grouping.AREA)
    whole = column(found, "合计", LENGTH)
    assert (whole.due, whole.filled, whole.unread, whole.missing) == (4, 2, 1, 1)
    assert whole.total == Fraction("1280.6")
    assert whole.mean == Fraction("640.3")
    west = column(found, "西片", LENGTH)
    assert (west.total, west.mean) == (Fraction(1, 10), Fraction(1, 10))


def test_without_any_value_there_is_no_sum_and_no_mean() -> None:
    found, _ = summed(Grouping.AREA, values=())
    whole = column(found, "合计", LENGTH)
    assert (whole.total, whole.mean, whole.missing) == (None, None, 4)
    assert column(found, "合计", LEDGER).shares == ()


def test_yes_and_no_are_both_counted_with_their_shares() -> None:
    found, _ = summed(Grouping.AREA)
    assert column(found, "合计", LEDGER).shares == (("是", 2, Fraction(2, 3)), ("否", 1, Fraction(1, 3)))
    assert column(found, "东片", LEDGER).counts == (("是", 2), ("否", 0))


def test_other_columns_are_counted_by_value_in_the_order_of_the_choices() -> None:
    values = (*VALUES, PointValue("乙镇", "路面类型", "水泥"), PointValue("丙镇", "路面类型", "沥青"))
    found, _ = summed(Grouping.AREA, values=values)
    assert column(found, "合计", SURFACE).counts == (("水泥", 1), ("沥青", 2))


def test_a_column_of_one_kind_is_asked_of_that_kind_alone() -> None:
    found, _ = summed(Grouping.KIND)
    assert column(found, "合计", SUM).due == 1
    assert next(one for one in found.groups if one.title == "补助对象").column(SUM) is None


def test_money_below_zero_is_added_and_a_line_without_spending_keeps_the_rate_back() -> None:
    found, _ = summed(Grouping.AREA)
    east = next(one for one in found.groups if one.title == "东片").amounts
    assert (east.budget, east.actual, east.missing) == (Decimal("500000.01"), Decimal("500000.02"), 0)
    west = next(one for one in found.groups if one.title == "西片").amounts
    assert (west.actual, west.rate, west.missing) == (None, None, 1)
    assert found.whole.amounts.rate is None


def test_a_budget_of_zero_gives_no_rate() -> None:
    rows: tuple[Row, ...] = (("甲镇", UnitKind.PAYEE, "东片", ("养护",), "0", "5"),)
    found, _ = summed(Grouping.AREA, rows)
    assert found.whole.amounts.rate is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(tuple(UnitKind)),
            st.sampled_from(("东片", "西片", "")),
            st.sampled_from((("养护",), ("绿化",), ("养护", "绿化"), ())),
            st.decimals("-999999.99", "999999.99", places=2).map(str),
            st.none() | st.decimals("-999.99", "999.99", places=2).map(str),
            st.sampled_from(("", "0", "0.1", "3", "-2.5", "约3", "1,000.001")),
            st.sampled_from(("", "是", "否", "有", "不清楚")),
        ),
        max_size=12,
    ),
    st.sampled_from(tuple(Grouping)),
)
def test_groups_always_add_up_to_the_whole(
    drawn: list[tuple[UnitKind, str, tuple[str, ...], str, str | None, str, str]], by: Grouping
) -> None:
    rows = tuple((f"点{at}", *row[:5]) for at, row in enumerate(drawn))
    values = tuple(
        PointValue(f"点{at}", name, said)
        for at, row in enumerate(drawn)
        for name, said in (("养护里程", row[5]), ("有无资金专账", row[6]))
    )
    found, entries = summed(by, rows, values)
    whole = found.whole
    assert sum(one.points for one in found.groups) == whole.points == len(entries)
    assert sum((one.amounts.budget for one in found.groups), Decimal(0)) == whole.amounts.budget
    assert sum((one.amounts.collected for one in found.groups), Decimal(0)) == whole.amounts.collected
    assert sum(one.amounts.missing for one in found.groups) == whole.amounts.missing
    for column in whole.columns:
        held = [part for one in found.groups if (part := one.column(column.field))]
        for name in ("due", "filled", "unread", "missing"):
            assert sum(getattr(part, name) for part in held) == getattr(column, name)
        sums = [part.total for part in held if part.total is not None]
        assert column.total == (sum(sums, Fraction(0)) if sums else None)
        counts = dict(column.counts)
        assert all(sum(dict(part.counts).get(value, 0) for part in held) == count for value, count in counts.items())
