"""Tables of budget and spending: every table comes to what the lines come to."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.execution.balances import release_balances
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.execution.tables import Amounts, cross_table, detail_by, levels, summaries, summary, total

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/7")

ROAD_EAST = FundLine(
    "1",
    "渝财建〔2022〕1号",
    "2022-03",
    "因素法",
    "每公里20万元",
    "县级报账",
    "道路",
    "东区",
    "甲公司",
    D("100.10"),
    D("80.05"),
)
ROAD_WEST = replace(ROAD_EAST, number="2", area="西区", payee="乙公司", budget=D("200.20"), actual=D("0"))
WATER_EAST = replace(ROAD_EAST, number="3", use="饮水", budget=D("99.70"), actual=D("99.70"))
LINES = (ROAD_EAST, ROAD_WEST, WATER_EAST)


def lines_strategy() -> st.SearchStrategy[list[FundLine]]:
    """Lines in few values of each dimension, spending sometimes not collected, money with cents and reductions."""
    money = st.integers(-10_000, 10_000_000).map(lambda cents: D(cents).scaleb(-2))
    name = st.sampled_from(["甲", "乙", "丙", ""])
    line = st.builds(
        FundLine,
        number=st.just(""),
        release=st.sampled_from(["文1", "文2", ""]),
        allocated_on=name,
        method=name,
        standard=name,
        management=name,
        use=name,
        area=name,
        payee=name,
        budget=money,
        actual=st.one_of(st.none(), money),
    )
    return st.lists(line, max_size=12)


def test_a_summary_shows_budget_actual_rate_shares_and_balance_side_by_side() -> None:
    road, water = summary(LINES, Dimension.USE)
    assert (road.value, road.count, road.payees, road.budget, road.actual) == ("道路", 2, 2, D("300.30"), D("80.05"))
    assert road.rate == Fraction(8005, 30030)
    assert (road.budget_share, road.actual_share) == (Fraction(30030, 40000), Fraction(8005, 17975))
    assert road.balance == D("220.25")
    assert (water.value, water.rate, water.balance) == ("饮水", Fraction(1), D("0.00"))


def test_spending_not_collected_yet_leaves_rate_balance_and_share_open() -> None:
    waiting = (ROAD_EAST, replace(ROAD_WEST, actual=None), replace(WATER_EAST, actual=None))
    road, water = summary(waiting, Dimension.USE)
    assert (road.actual, road.rate, road.balance, road.actual_share) == (D("80.05"), None, None, None)
    assert (water.actual, water.rate, water.budget_share) == (None, None, Fraction(9970, 40000))


def test_nothing_to_divide_by_gives_no_rate_and_no_share() -> None:
    (row,) = summary([replace(ROAD_EAST, budget=D(0), actual=D(0))], Dimension.USE)
    assert (row.rate, row.budget_share, row.actual_share, row.balance) == (None, None, None, D(0))


def test_no_lines_make_empty_tables() -> None:
    assert set(summaries(())) == set(Dimension)
    assert not any(summaries(()).values())
    assert total(()).actual is None
    assert (total(()).rate, total(()).balance) == (None, None)


def test_values_stand_in_the_order_they_first_appear_and_blanks_last() -> None:
    rows = summary([replace(ROAD_EAST, area=""), ROAD_WEST, ROAD_EAST], Dimension.AREA)
    assert [row.value for row in rows] == ["西区", "东区", ""]


def test_a_cross_table_holds_the_pairs_that_have_lines() -> None:
    table = cross_table(LINES, Dimension.USE, Dimension.AREA)
    assert [row.value for row in table.rows] == ["道路", "饮水"]
    assert [row.value for row in table.columns] == ["东区", "西区"]
    assert set(table.cells) == {("道路", "东区"), ("道路", "西区"), ("饮水", "东区")}
    assert table.cells["道路", "东区"].budget == D("100.10")
    assert table.whole.budget == D("400.00")


def test_the_detail_table_of_a_dimension_keeps_every_line_under_its_subtotal() -> None:
    east, west = detail_by(LINES, Dimension.AREA)
    assert (east.value, east.lines, east.subtotal.budget) == ("东区", (ROAD_EAST, WATER_EAST), D("199.80"))
    assert west.lines == (ROAD_WEST,)
    assert west.subtotal.rate == 0


def test_levels_open_one_into_the_next() -> None:
    road, water = levels(LINES, [Dimension.USE, Dimension.AREA])
    assert [(branch.value, branch.amounts.budget) for branch in road.branches] == [
        ("东区", D("100.10")),
        ("西区", D("200.20")),
    ]
    assert water.branches[0].branches == ()


@given(lines_strategy())
def test_every_table_comes_to_the_total_of_the_lines(lines: list[FundLine]) -> None:
    whole = total(lines)
    due = (whole.count, whole.budget, whole.collected, whole.missing)
    for rows in summaries(lines).values():
        assert _added([row.amounts for row in rows]) == due
    table = cross_table(lines, Dimension.USE, Dimension.PAYEE)
    assert _added(list(table.cells.values())) == due
    assert _added([group.subtotal for group in detail_by(lines, Dimension.METHOD)]) == due
    for branch in levels(lines, [Dimension.USE, Dimension.AREA]):
        assert _added([below.amounts for below in branch.branches])[1] == branch.amounts.budget


@given(lines_strategy())
def test_shares_of_a_summary_make_one_whole(lines: list[FundLine]) -> None:
    shares = [row.budget_share for row in summary(lines, Dimension.USE)]
    if total(lines).budget:
        assert sum(share for share in shares if share is not None) == 1
    else:
        assert set(shares) <= {None}


@given(lines_strategy())
def test_balances_hold_every_line_once_whatever_its_document(lines: list[FundLine]) -> None:
    balances = release_balances([Release("文1", amount=D(5))], lines)
    assert sum((balance.lines_sum for balance in balances), D(0)) == total(lines).budget
    assert sum(balance.rows for balance in balances) == len(lines)


def test_a_balance_names_the_difference_of_document_lines_and_unallocated_money() -> None:
    releases = [Release("渝财建〔2022〕1号", amount=D("500.00"), unallocated=D("99.99"), where="下达文件 第2行")]
    (balance,) = release_balances(releases, LINES)
    assert (balance.amount, balance.lines_sum, balance.unallocated) == (D("500.00"), D("400.00"), D("99.99"))
    assert (balance.difference, balance.rows, balance.where) == (D("0.01"), 3, "下达文件 第2行")


def _added(parts: Sequence[Amounts]) -> tuple[int, Decimal, Decimal, int]:
    return (
        sum(part.count for part in parts),
        sum((part.budget for part in parts), D(0)),
        sum((part.collected for part in parts), D(0)),
        sum(part.missing for part in parts),
    )
