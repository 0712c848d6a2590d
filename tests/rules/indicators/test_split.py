"""Splitting by use of funds: W-B11-1, W-B11-2, E-B11-3."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.evaluation.split import split_reading_for
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.shapes import Part
from jiheng.rules.indicators.split import advice_for
from tests.rules.indicators.sound import BOOK, answers, fund, messages, outcomes, system

D = Decimal
READING = split_reading_for(BOOK)
LINES = (fund("工程建设", "500"), fund("补助补贴", "300"), fund("工程建设", "200"))
ROADS = Part("道路", ("工程建设",), "一般", D(70), where="拆分项目 第2行")
GRANTS = Part("补助", ("补助补贴",), "重要", D(30), where="拆分项目 第3行")
BOTH = system("道路") + system("补助")
pytestmark = pytest.mark.clause("cq2023-7/11")


def split(
    code: str, lines: tuple[FundLine, ...] = LINES, parts: tuple[Part, ...] = (ROADS, GRANTS)
) -> tuple[set[Outcome], list[str]]:
    found = answers(code, BOTH, parts=parts, lines=lines)
    return outcomes(found), messages(found)


def test_uses_are_advised_by_share_before_the_split() -> None:
    rows = [(one.use, one.share, one.advised_weight, one.weight) for one in advice_for(LINES, (), READING)]
    assert rows == [("工程建设", Fraction(7, 10), D("70.00"), None), ("补助补贴", Fraction(3, 10), D("30.00"), None)]


def test_parts_are_advised_by_share_and_impact() -> None:
    rows = [
        (one.use, one.share, one.advised_weight, one.weight) for one in advice_for(LINES, (ROADS, GRANTS), READING)
    ]
    assert rows == [
        ("道路", Fraction(7, 10), D("64.22"), D(70)),
        ("补助", Fraction(3, 10), D("35.78"), D(30)),
    ]


@pytest.mark.parametrize("lines", [(), (fund("甲", "0"),), (fund("甲", "10"), fund("乙", "-10"))])
def test_without_money_to_share_nothing_is_advised(lines: tuple[FundLine, ...]) -> None:
    assert all(one.share is None and one.advised_weight is None for one in advice_for(lines, (), READING))


def test_money_without_a_use_is_shown_as_such() -> None:
    assert [one.use for one in advice_for((fund(" ", "1"),), (), READING)] == ["未填用途"]


@pytest.mark.parametrize(("small", "asked"), [("200", True), ("199.99", False)])
def test_two_uses_at_the_line_ask_for_a_split(small: str, asked: bool) -> None:
    lines = (fund("工程建设", str(1000 - D(small))), fund("补助补贴", small))
    found, said = split("W-B11-1", lines, ())
    assert (Outcome.FAILED in found) is asked
    assert [("工程建设" in message and "主评人写明" in message) for message in said] == ([True] if asked else [])


def test_a_split_project_passes_and_one_use_does_not_apply() -> None:
    assert split("W-B11-1")[0] == {Outcome.PASSED}
    assert split("W-B11-1", (fund("工程建设", "1"),), ())[0] == {Outcome.NOT_APPLICABLE}


def test_two_large_uses_in_one_part_are_not_split() -> None:
    parts = (replace(ROADS, uses=("工程建设", "补助补贴")), replace(GRANTS, uses=("培训",)))
    assert split("W-B11-1", LINES, parts)[0] == {Outcome.FAILED}


def test_the_largest_part_has_not_the_lowest_weight() -> None:
    parts = (replace(ROADS, weight=D(40)), replace(GRANTS, weight=D(60)))
    assert split("W-B11-2", LINES, parts) == (
        {Outcome.FAILED},
        ["道路的资金占比最高而权重最低，建议权重64.22，请调整或说明"],
    )
    explained = (replace(parts[0], reason="道路已建成，主要看补助"), parts[1])
    assert split("W-B11-2", LINES, explained)[0] == {Outcome.PASSED}


@pytest.mark.parametrize(("weight", "fine"), [("30", True), ("29.99", False)])
def test_an_important_part_weighs_at_least_its_share(weight: str, fine: bool) -> None:
    parts = (replace(ROADS, weight=100 - D(weight)), replace(GRANTS, weight=D(weight)))
    found, said = split("W-B11-2", LINES, parts)
    assert found == ({Outcome.PASSED} if fine else {Outcome.FAILED})
    assert said == ([] if fine else ["补助（重要）的权重29.99低于其资金占比30%，建议权重35.78，请调整或说明"])


def test_a_part_without_a_weight_is_advised_one() -> None:
    parts = (replace(ROADS, weight=None), replace(GRANTS, weight=None))
    assert split("W-B11-2", LINES, parts)[1] == [
        "子项目“道路”没有填权重，按资金占比和影响程度建议权重64.22",
        "子项目“补助”没有填权重，按资金占比和影响程度建议权重35.78",
    ]


def test_a_use_that_no_part_takes_is_named() -> None:
    lines = (*LINES, fund("培训", "1000"))
    assert split("W-B11-2", lines)[1] == [
        "用途“培训”（1000元，资金占比50%）没有归入任何子项目，请在子项目的用途里写明"
    ]
    assert len(split("W-B11-2", (fund("培训", "1"),))[1]) == 1
    balanced = (fund("工程建设", "10"), fund("培训", "-10"))
    assert "资金占比—" in split("W-B11-2", balanced)[1][0]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [((), (ROADS, GRANTS)), (LINES, ()), (LINES, (ROADS,)), ((fund("道路", "0"),), (ROADS, GRANTS))],
)
def test_without_a_split_or_money_weights_are_not_compared(
    lines: tuple[FundLine, ...], parts: tuple[Part, ...]
) -> None:
    assert split("W-B11-2", lines, parts)[0] == {Outcome.NOT_APPLICABLE}


def test_a_part_without_uses_takes_the_use_of_its_name() -> None:
    parts = (Part("工程建设", weight=D(70)), Part("补助补贴", weight=D(30), impact="说不清"))
    assert split("W-B11-2", LINES, parts)[0] == {Outcome.PASSED}


def test_every_part_has_indicators_of_its_own() -> None:
    found = answers("E-B11-3", system("道路"), parts=(ROADS, GRANTS))
    assert messages(found) == ["子项目补助没有指标体系，请分别设置指标"]
    assert (found[0].where, found[0].act) == ("拆分项目 第3行", "方案送审")
    assert split("E-B11-3")[0] == {Outcome.PASSED}
    assert outcomes(answers("E-B11-3", system())) == {Outcome.NOT_APPLICABLE}


def test_an_indicator_of_a_part_that_is_not_there_is_named() -> None:
    found = answers("E-B11-3", (*BOTH, replace(BOTH[0], part="培训")), parts=(ROADS, GRANTS))
    assert messages(found) == ["指标“前期准备率”写的子项目“培训”不在拆分项目里，请改正名称，或先登记这个子项目"]
    assert len(messages(answers("E-B11-3", system("道路")))) == 13


def test_parts_without_any_indicator_leave_the_rest_unasked() -> None:
    found = answers("E-B10-c", (), parts=(ROADS, GRANTS))
    assert outcomes(found) == {Outcome.NOT_APPLICABLE}
