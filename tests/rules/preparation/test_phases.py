"""Preparation, implementation, report: one step at a time, forward when complete, back at any time."""

import pytest

from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Outcome
from jiheng.rules.preparation.phases import MOVES, Phase, check_move, holding_back, move_between, next_phases

PREPARE, IMPLEMENT, REPORT = Phase
pytestmark = pytest.mark.clause("cq2023-7/3")


def test_every_phase_has_its_ways_out() -> None:
    assert {phase: next_phases(phase) for phase in Phase} == {
        PREPARE: (IMPLEMENT,),
        IMPLEMENT: (REPORT, PREPARE),
        REPORT: (IMPLEMENT,),
    }
    assert [phase.label for phase in Phase] == ["评价准备", "评价实施", "报告撰写"]


@pytest.mark.parametrize(("phase", "wanted"), [(PREPARE, IMPLEMENT), (IMPLEMENT, REPORT)])
def test_a_phase_that_is_complete_is_left_for_the_next(phase: Phase, wanted: Phase) -> None:
    finding = check_move(phase, wanted, [passed("E-B14"), failed("W-B1", "没有依据")], plan_approved=True)
    assert (finding.code, finding.outcome) == ("E-B3", Outcome.PASSED)


@pytest.mark.parametrize(("phase", "wanted"), [(PREPARE, REPORT), (REPORT, PREPARE)])
def test_no_phase_is_skipped(phase: Phase, wanted: Phase) -> None:
    finding = check_move(phase, wanted, [])
    assert (finding.blocks, finding.act) == (True, "切换环节")
    assert f"从“{phase.label}”不能直接到“{wanted.label}”" in finding.message


@pytest.mark.parametrize(("phase", "wanted"), [(IMPLEMENT, PREPARE), (REPORT, IMPLEMENT)])
def test_going_back_is_always_open(phase: Phase, wanted: Phase) -> None:
    errors = [failed("E-B14", "缺项"), failed("E-B7-3", "缺实际支出")]
    assert check_move(phase, wanted, errors, plan_approved=False).outcome is Outcome.PASSED


@pytest.mark.parametrize("phase", Phase)
def test_staying_is_no_move(phase: Phase) -> None:
    assert check_move(phase, phase, []).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("code", "phase", "holds"),
    [
        ("E-B14", PREPARE, True),
        ("E-B4-1", PREPARE, True),
        ("E-B2", PREPARE, True),
        ("E-A32-3", PREPARE, True),
        ("E-COI-5", PREPARE, True),
        ("E-B7-3", PREPARE, False),
        ("W-B5-2", PREPARE, False),
        ("E-B7-3", IMPLEMENT, True),
        ("E-B23-1", IMPLEMENT, True),
        ("E-B30-1", IMPLEMENT, False),
    ],
)
def test_only_what_this_step_asks_for_holds_it_back(code: str, phase: Phase, holds: bool) -> None:
    finding = check_move(phase, next_phases(phase)[0], [failed(code, "缺一项。")])
    assert finding.blocks is holds
    if holds:
        assert f"有1项没有齐备：{code} 缺一项。请逐项补齐" in finding.message


@pytest.mark.parametrize(("approved", "holds"), [(True, False), (None, False), (False, True)])
def test_nothing_is_implemented_before_the_plan_is_approved(approved: bool | None, holds: bool) -> None:
    finding = check_move(PREPARE, IMPLEMENT, [], plan_approved=approved)
    assert finding.blocks is holds
    assert not check_move(IMPLEMENT, REPORT, [], plan_approved=approved).blocks


def test_what_holds_a_move_back_can_be_listed() -> None:
    errors = [failed("E-B14", "甲"), failed("E-B7-3", "乙"), passed("E-B4-1")]
    assert [finding.message for finding in holding_back(MOVES[0], errors)] == ["甲"]


@pytest.mark.parametrize(("scored", "holds"), [(True, False), (None, False), (False, True)])
def test_no_report_is_begun_before_the_indicators_have_scores(scored: bool | None, holds: bool) -> None:
    finding = check_move(IMPLEMENT, REPORT, [], scored=scored)
    assert finding.blocks is holds
    assert not check_move(PREPARE, IMPLEMENT, [], scored=scored).blocks
    if holds:
        assert "有1项没有齐备：评价指标还没有计分。请逐项补齐" in finding.message


def test_the_same_error_in_many_rows_is_counted() -> None:
    errors = [failed("E-B7-1", f"差{one}元") for one in range(1, 4)]
    message = check_move(PREPARE, IMPLEMENT, [*errors, failed("E-B14", "缺项")]).message
    assert "有2项没有齐备：E-B7-1 有3处，第一处是差1元；E-B14 缺项。请逐项补齐" in message


@pytest.mark.parametrize(("errors", "more"), [(10, False), (11, True)])
def test_a_long_list_of_what_is_lacking_is_cut_short(errors: int, more: bool) -> None:
    wrong = [failed(f"E-B10-{letter}", "缺一项") for letter in "acdefghijkl"[:errors]]
    message = check_move(PREPARE, IMPLEMENT, wrong).message
    assert f"有{errors}项没有齐备" in message
    assert ("等。请逐项补齐" in message) is more
    assert message.count("缺一项") == 10


def test_two_moves_go_back() -> None:
    assert [(move.leaves, move.enters) for move in MOVES if move.goes_back] == [
        (IMPLEMENT, PREPARE),
        (REPORT, IMPLEMENT),
    ]
    assert move_between(PREPARE, REPORT) is None
