"""What is wrong with an execution table, and what is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.execution.balances import per_row_tolerance_for
from jiheng.rules.execution.checks import check_balances, check_execution, check_summaries, check_summary
from jiheng.rules.execution.line_checks import (
    LISTED,
    check_actuals,
    check_dimensions,
    check_negative_lines,
    check_overspending,
    check_repeated_lines,
    check_vouchers,
)
from jiheng.rules.execution.shapes import Dimension, FundLine, Release
from jiheng.rules.execution.tables import Amounts, SummaryRow, summaries, summary, total
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import rulebook

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/7")

RELEASE = Release("渝财建〔2022〕1号", amount=D("300.00"), where="预算下达文件 第2行")
LINE = FundLine(
    number="1",
    release="渝财建〔2022〕1号",
    allocated_on="2022-03",
    method="因素法",
    standard="每公里20万元",
    management="县级报账",
    use="道路",
    area="东区",
    payee="甲公司",
    budget=D("100.00"),
    actual=D("90.00"),
    voucher="凭-1",
    where="预算执行明细 第2行",
)
OTHER = replace(LINE, number="2", payee="乙公司", budget=D("200.00"), where="预算执行明细 第3行")
LINES = (LINE, OTHER)


def said(findings: Sequence[Finding]) -> list[tuple[str, Outcome]]:
    return [(finding.code, finding.outcome) for finding in findings]


@pytest.mark.parametrize(
    ("amount", "unallocated", "outcome"),
    [
        ("300.00", "0", Outcome.PASSED),
        ("300.01", "0.01", Outcome.PASSED),
        ("300.01", "0", Outcome.FAILED),
        ("299.99", "0", Outcome.FAILED),
    ],
)
def test_a_document_in_yuan_equals_its_lines_to_the_cent(amount: str, unallocated: str, outcome: Outcome) -> None:
    release = replace(RELEASE, amount=D(amount), unallocated=D(unallocated))
    assert said(check_balances([release], LINES)) == [("E-B7-1", outcome)]


def test_a_difference_is_named_with_its_figures_place_and_way_out() -> None:
    (found,) = check_balances([replace(RELEASE, amount=D("1300.50"))], LINES)
    assert found.message == (
        "下达文件“渝财建〔2022〕1号”下达1,300.50元，明细2行合计300.00元，未分配余额0元，差1,000.50元，"
        "请核对分配行，或登记未分配余额"
    )
    assert (found.act, found.clauses, found.where) == ("方案送审", ("cq2023-7/7",), "预算下达文件 第2行")


def test_allocating_more_than_the_document_gave_points_at_the_lines() -> None:
    (found,) = check_balances([replace(RELEASE, amount=D("100"))], LINES)
    assert "差-200.00元，分配多于下达" in found.message


@pytest.mark.parametrize(
    ("amount", "code"), [("400.00", "N-X-01"), ("200.00", "N-X-01"), ("400.01", "E-B7-1"), ("199.99", "E-B7-1")]
)
def test_money_entered_in_wan_may_be_off_by_a_little_for_each_line(amount: str, code: str) -> None:
    per_row = per_row_tolerance_for(rulebook("cq2023-7", date(2024, 1, 1)))
    assert per_row == D(50)
    assert said(check_balances([replace(RELEASE, amount=D(amount))], LINES, per_row)) == [(code, Outcome.FAILED)]


def test_lines_whose_document_was_not_entered_have_no_yardstick() -> None:
    stray = (replace(LINE, release="渝财建〔2022〕9号"), replace(OTHER, release=""))
    unknown, blank = check_balances([], stray)
    assert (unknown.code, unknown.where) == ("E-B7-1", "预算执行明细 第2行")
    assert "“渝财建〔2022〕9号”没有登记" in unknown.message
    assert "1行明细共200.00元没有填下达文件" in blank.message


def test_a_document_without_lines_is_asked_for_them_unless_all_of_it_is_unallocated() -> None:
    (found,) = check_balances([RELEASE], ())
    assert (found.code, found.outcome) == ("E-B7-1", Outcome.FAILED)
    assert "没有明细行" in found.message
    assert said(check_balances([replace(RELEASE, unallocated=D("300"))], ())) == [("E-B7-1", Outcome.PASSED)]


def test_a_document_entered_twice_is_said_so_even_when_it_adds_up() -> None:
    half = replace(RELEASE, amount=D("150.00"))
    found = check_balances([half, half], LINES)
    assert said(found) == [("E-B7-1", Outcome.FAILED), ("E-B7-1", Outcome.PASSED)]
    assert "登记了2次" in found[0].message


def test_without_documents_and_lines_there_is_nothing_to_balance() -> None:
    assert said(check_balances([], ())) == [("E-B7-1", Outcome.NOT_APPLICABLE)]


def test_a_summary_equals_the_detail_table() -> None:
    assert {finding.outcome for finding in check_summaries(summaries(LINES), LINES)} == {Outcome.PASSED}
    assert len(check_summaries(summaries(LINES), LINES)) == 7
    assert check_summary(Dimension.USE, (), ()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("amounts", "figure"),
    [
        (Amounts(2, 2, 0, D("300.01"), D("180.00")), "预算数汇总300.01，明细300.00，差0.01"),
        (Amounts(2, 2, 0, D("300.00"), D("179.99")), "实际支出数汇总179.99，明细180.00，差-0.01"),
        (Amounts(1, 1, 0, D("300.00"), D("180.00")), "行数汇总1，明细2，差-1"),
    ],
)
def test_a_summary_that_is_not_the_detail_table_is_named(amounts: Amounts, figure: str) -> None:
    found = check_summary(Dimension.AREA, [SummaryRow("东区", amounts, total(LINES))], LINES)
    assert (found.code, found.outcome, found.act, found.where) == (
        "E-B7-2",
        Outcome.FAILED,
        "出表",
        "预算执行明细",
    )
    assert found.message.startswith("汇总表（区域）")
    assert figure in found.message


def test_a_summary_made_before_a_line_was_added_is_found() -> None:
    rows = summary((LINE,), Dimension.USE)
    assert check_summary(Dimension.USE, rows, LINES).outcome is Outcome.FAILED


def test_every_line_has_its_actual_and_nothing_spent_is_zero() -> None:
    assert said(check_actuals([replace(LINE, actual=D(0))])) == [("E-B7-3", Outcome.PASSED)]
    (found,) = check_actuals([LINE, replace(OTHER, actual=None)])
    assert (found.code, found.act, found.where) == ("E-B7-3", "进入报告", "预算执行明细 第3行")
    assert found.message == "明细行2没有填实际支出数，请补填，没有支出的填0"
    assert said(check_actuals(())) == [("E-B7-3", Outcome.NOT_APPLICABLE)]


@pytest.mark.parametrize(
    ("blank", "chosen", "name"),
    [
        (replace(LINE, allocated_on=""), replace(LINE, allocated_on="不适用"), "再次分配时间"),
        (replace(LINE, method=""), replace(LINE, method="不适用"), "分配方式"),
        (replace(LINE, standard=""), replace(LINE, standard="不适用"), "分配标准"),
        (replace(LINE, management=""), replace(LINE, management="不适用"), "管理模式"),
        (replace(LINE, use=""), replace(LINE, use="不适用"), "用途"),
        (replace(LINE, area=""), replace(LINE, area="不适用"), "区域"),
        (replace(LINE, payee=""), replace(LINE, payee="不适用"), "资金到达对象"),
    ],
)
def test_each_of_the_seven_dimensions_has_a_value_or_does_not_apply(
    blank: FundLine, chosen: FundLine, name: str
) -> None:
    (found,) = check_dimensions([blank])
    assert (found.code, found.act) == ("E-B7-4", "方案送审")
    assert f"没有填{name}，" in found.message
    assert said(check_dimensions([chosen])) == [("E-B7-4", Outcome.PASSED)]


def test_dimensions_of_no_lines_do_not_apply() -> None:
    assert said(check_dimensions(())) == [("E-B7-4", Outcome.NOT_APPLICABLE)]


@pytest.mark.parametrize(
    ("actual", "outcome"),
    [("100.00", Outcome.PASSED), ("100.01", Outcome.FAILED), (None, Outcome.NOT_APPLICABLE)],
)
def test_spending_above_the_budget_is_marked(actual: str | None, outcome: Outcome) -> None:
    line = replace(LINE, actual=None if actual is None else D(actual))
    assert said(check_overspending([line])) == [("W-B7-5", outcome)]


@pytest.mark.clause("cq2023-7/23")
@pytest.mark.parametrize(
    ("actual", "voucher", "outcome"),
    [
        ("0.01", "", Outcome.FAILED),
        ("0.01", "凭-1", Outcome.PASSED),
        ("0", "", Outcome.NOT_APPLICABLE),
        (None, "", Outcome.NOT_APPLICABLE),
    ],
)
def test_spending_has_a_voucher(actual: str | None, voucher: str, outcome: Outcome) -> None:
    line = replace(LINE, actual=None if actual is None else D(actual), voucher=voucher)
    assert said(check_vouchers([line])) == [("W-B7-6", outcome)]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (LINE, Outcome.PASSED),
        (replace(LINE, budget=D("-0.01")), Outcome.FAILED),
        (replace(LINE, actual=D("-0.01")), Outcome.FAILED),
    ],
)
def test_money_below_zero_is_noticed_and_blocks_nothing(line: FundLine, outcome: Outcome) -> None:
    (found,) = check_negative_lines([line])
    assert (found.code, found.outcome, found.blocks) == ("N-X-02", outcome, False)


def test_a_reducing_document_balances_with_its_reducing_lines() -> None:
    reducing = replace(RELEASE, amount=D("-100.00"))
    assert said(check_balances([reducing], [replace(LINE, budget=D("-100.00"))])) == [("E-B7-1", Outcome.PASSED)]


def test_an_unallocated_balance_below_zero_is_noticed() -> None:
    found = check_execution([replace(RELEASE, amount=D("200"), unallocated=D("-100"))], LINES)
    assert ("N-X-02", Outcome.FAILED) in said(found)
    reducing = replace(RELEASE, amount=D("-100"), unallocated=D("-400"))
    assert ("N-X-02", Outcome.FAILED) not in said(check_execution([reducing], LINES))


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        (OTHER, Outcome.PASSED),
        (replace(OTHER, number="1"), Outcome.FAILED),
        (replace(LINE, number="7", where="预算执行明细 第9行"), Outcome.FAILED),
        (replace(LINE, number="7", note="第二笔"), Outcome.PASSED),
    ],
)
def test_a_line_that_repeats_another_is_noticed(second: FundLine, outcome: Outcome) -> None:
    assert said(check_repeated_lines([LINE, second])) == [("N-X-03", outcome)]


def test_lines_without_numbers_are_not_repeated_for_that() -> None:
    bare = [replace(LINE, number=""), replace(OTHER, number="")]
    assert said(check_repeated_lines(bare)) == [("N-X-03", Outcome.PASSED)]
    assert said(check_repeated_lines(())) == [("N-X-03", Outcome.NOT_APPLICABLE)]


def test_a_long_table_is_answered_line_by_line_and_then_by_a_count() -> None:
    exact = check_actuals([replace(LINE, actual=None)] * LISTED)
    assert len(exact) == LISTED
    long = check_actuals([replace(LINE, actual=None)] * (LISTED + 1_500))
    assert (len(long), long[-1].message) == (LISTED + 1, "另有1,500行有同样的问题，请一并改正")


def test_a_sound_table_has_nothing_wrong() -> None:
    assert {finding.outcome for finding in check_execution([RELEASE], LINES)} == {Outcome.PASSED}
    assert [finding.code for finding in check_execution([RELEASE], LINES)] == [
        "E-B7-1",
        "E-B7-3",
        "E-B7-4",
        "W-B7-5",
        "W-B7-6",
        "N-X-02",
        "N-X-03",
    ]
