"""The money block of a filled form."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.rules.recheck.results import Verdict
from jiheng.rules.recheck.shapes import Cell, FundRow
from tests.rules.recheck.filled import checked, codes_at, codes_of, form, part_fund, row, total_fund

REACHED = row(13, "道路养护里程", "≥50公里", "50公里")


@pytest.mark.clause("mof2020-10/4.1")
def test_an_execution_score_rounded_to_a_whole_number_is_found_with_both_figures() -> None:
    result = checked(form(REACHED, funds=(total_fund(executed="37.24", rate="86%", score="9"),)))
    assert result.funds.recomputed == Decimal("8.62")
    assert result.funds.verdict is Verdict.DIFFERS
    found = next(mark for mark in result.funds.marks if mark.finding.code == "E-R-01")
    assert (found.cell, found.reported, found.due) == ("I6", Decimal(9), Decimal("8.62"))
    assert "应得8.62" in found.finding.message


@pytest.mark.clause("mof2020-10/4.1")
def test_a_rate_printed_without_decimals_is_not_an_error() -> None:
    result = checked(form(REACHED, funds=(total_fund(executed="37.24", rate="86%", score="8.62"),)))
    assert "E-R-02" not in codes_of(result)
    assert result.funds.verdict is Verdict.MATCH
    assert result.funds.rate == Decimal("0.8620")


@pytest.mark.clause("mof2020-10/4.1")
def test_a_wrong_rate_is_found() -> None:
    result = checked(form(REACHED, funds=(total_fund(executed="37.24", rate="95%", score="8.62"),)))
    assert codes_at(result, "H6") == {"E-R-02"}


@pytest.mark.clause("mof2020-10/4.1")
def test_spending_above_the_budget_is_capped_and_pointed_out() -> None:
    result = checked(form(REACHED, funds=(total_fund("329.77", "329.77", "338.31", rate="102.59%"),)))
    assert result.funds.recomputed == Decimal("10.00")
    assert "W-R-03" in codes_at(result, "F6")


@pytest.mark.clause("mof2020-10/4.1")
def test_the_adjusted_budget_is_the_denominator() -> None:
    result = checked(form(REACHED, funds=(total_fund("238.93", "251.89", "251.89"),)))
    assert result.funds.recomputed == Decimal("10.00")
    assert "W-R-03" not in codes_of(result)


@pytest.mark.clause("mof2020-10/3.6.1")
def test_a_total_row_left_at_zero_takes_its_parts_and_is_an_error() -> None:
    funds = (
        total_fund("0", "0", "0", rate="0", score="0"),
        part_fund(7, "其中：当年财政拨款", "90", "89.974", "89.974"),
    )
    result = checked(form(REACHED, funds=funds))
    assert result.funds.recomputed == Decimal("10.00")
    assert {"E-R-04", "E-R-01"} <= codes_of(result)
    assert codes_at(result, "F6") == {"E-R-04"}


@pytest.mark.clause("mof2020-10/3.6.1")
@pytest.mark.parametrize(("part", "wrong"), [("43.2", False), ("43.205", False), ("43.21", True), ("40", True)])
def test_parts_have_to_add_up_to_the_total_within_the_last_digit(part: str, *, wrong: bool) -> None:
    funds = (total_fund(), part_fund(7, "其中：当年财政拨款", part, "43.2", "43.2"))
    assert ("E-R-04" in codes_of(checked(form(REACHED, funds=funds)))) is wrong


@pytest.mark.clause("mof2020-10/4.1")
def test_a_blank_execution_score_is_asked_for() -> None:
    result = checked(form(REACHED, funds=(total_fund(score=""),)))
    assert "E-R-14" in codes_at(result, "I6")
    assert result.funds.verdict is Verdict.DIFFERS


@pytest.mark.clause("mof2020-10/4.1")
def test_with_amounts_blank_the_score_is_worked_from_the_filled_rate() -> None:
    result = checked(form(REACHED, funds=(total_fund("", "", "", rate="76%", score="7.6"),)))
    assert result.funds.recomputed == Decimal("7.60")
    assert result.funds.verdict is Verdict.MATCH


@pytest.mark.clause("mof2020-10/4.12")
def test_a_form_without_points_for_execution_is_pointed_out() -> None:
    result = checked(form(REACHED, funds=(total_fund("208", "208", "109.8", points="", rate="", score=""),)))
    assert "W-R-18" in codes_of(result)
    assert result.funds.rate == Decimal("0.5279")


@pytest.mark.clause("mof2020-10/4.2")
def test_an_execution_score_above_its_points_is_an_error() -> None:
    result = checked(form(REACHED, funds=(total_fund(score="11"),)))
    assert "E-R-06" in codes_at(result, "I6")


@pytest.mark.clause("mof2020-10/4.1")
def test_the_steps_print_the_working() -> None:
    result = checked(form(REACHED, funds=(total_fund(executed="37.24", rate="86%", score="9"),)))
    assert result.funds.score is not None
    working = "".join(step.text for step in result.funds.score.steps)
    assert "37.24/43.2" in working
    assert "8.62" in working
    assert {step.clause for step in result.funds.score.steps} >= {"mof2020-10/4.1"}


@pytest.mark.clause("mof2020-10/4.1")
def test_spending_without_a_budget_has_no_rate() -> None:
    result = checked(form(REACHED, funds=(total_fund("", "", "9.55", points="", rate="", score=""),)))
    assert result.funds.rate is None
    assert "E-R-14" in codes_at(result, "E6")


def fund_with_reason(rate: str, executed: str, score: str, reason: str, points: str = "10") -> FundRow:
    total = total_fund(executed=executed, rate=rate, score=score, points=points)
    return replace(total, reason=Cell("J6", reason))


@pytest.mark.clause("mof2020-10/3.6.2")
def test_a_rate_that_lost_points_without_a_reason_is_found() -> None:
    result = checked(form(REACHED, funds=(fund_with_reason("75%", "32.4", "7.5", ""),)))
    found = next(mark for mark in result.funds.marks if mark.finding.code == "E-R-12")
    assert found.cell == "J6"
    assert "75.00%" in found.finding.message


@pytest.mark.clause("mof2020-10/3.6.2")
@pytest.mark.parametrize(
    "total",
    [
        fund_with_reason("75%", "32.4", "7.5", "招标推迟，四季度才开工"),
        fund_with_reason("100%", "43.2", "10", ""),
        total_fund(executed="32.4", rate="75%", score="7.5"),
    ],
    ids=["written", "nothing lost", "no such column"],
)
def test_a_reason_is_not_asked_when_written_or_nothing_was_lost_or_the_form_has_no_column(total: FundRow) -> None:
    assert "E-R-12" not in codes_of(checked(form(REACHED, funds=(total,))))


@pytest.mark.clause("sichuan/3.6.2")
@pytest.mark.parametrize(("executed", "rate", "asked"), [("38.87", "89.98%", True), ("38.88", "90%", False)])
def test_sichuan_asks_for_a_reason_below_ninety_percent_without_points(executed: str, rate: str, asked: bool) -> None:
    funds = (fund_with_reason(rate, executed, "", "", points=""),)
    assert ("E-R-12" in codes_at(checked(form(REACHED, funds=funds), "sichuan"), "J6")) is asked
    assert "E-R-12" not in codes_of(checked(form(REACHED, funds=funds)))
