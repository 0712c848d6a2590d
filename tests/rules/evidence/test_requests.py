"""Material is asked for in writing, late units are urged, and nobody loses points unasked."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder, UnprovidedDeduction
from jiheng.rules.evidence.requests import (
    check_deductions,
    check_notice,
    check_notices,
    check_reminded,
    missing_items,
    notice_clauses_for,
    overdue_notices,
)
from jiheng.rules.finding import Outcome, Severity
from jiheng.rules.law import rulebook

CLAUSES = notice_clauses_for(rulebook("cq2023-7", date(2026, 4, 1)))
CONTRACT = NoticeItem("采购合同", ("B1",))
REPORT = NoticeItem("验收报告", ("C1", "C2"), received_on=date(2026, 4, 10))
NOTICE = Notice(
    "通知1号",
    "青石镇政府",
    items=(CONTRACT, REPORT),
    due=date(2026, 4, 15),
    truth_clause=CLAUSES.truth,
    consequence_clause=CLAUSES.consequence,
    sent_on=date(2026, 4, 1),
    where="资料提交通知 第2行",
)
UNIT = "县住建局"
URGED = Reminder("通知1号", UNIT, date(2026, 4, 16))
DEDUCTION = UnprovidedDeduction("B1", "采购合同", date(2026, 4, 16), where="指标计分 第3行")
LATE = date(2026, 4, 20)
pytestmark = pytest.mark.clause("cq2023-7/16")


def test_the_law_words_both_clauses() -> None:
    assert all(word in CLAUSES.truth for word in ("真实性", "准确性", "完整性", "负责"))
    assert "不提交" in CLAUSES.consequence
    assert "不完整" in CLAUSES.consequence


def test_a_notice_with_both_clauses_may_be_sent() -> None:
    assert check_notice(NOTICE, CLAUSES).outcome is Outcome.PASSED
    more = replace(NOTICE, truth_clause=f"　{CLAUSES.truth[:8]} {CLAUSES.truth[8:]}\n请加盖公章。")
    assert check_notice(more, CLAUSES).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("notice", "lacks"),
    [
        (replace(NOTICE, truth_clause=""), ("责任条款",)),
        (replace(NOTICE, consequence_clause=" "), ("后果条款",)),
        (replace(NOTICE, truth_clause="", consequence_clause=""), ("责任条款", "后果条款")),
        (replace(NOTICE, truth_clause="请认真提交资料。"), ("责任条款",)),
        (replace(NOTICE, consequence_clause=CLAUSES.truth), ("后果条款",)),
        (replace(NOTICE, truth_clause=CLAUSES.truth.replace("完整性", "")), ("责任条款",)),
    ],
)
def test_a_notice_without_its_clauses_is_not_sent(notice: Notice, lacks: tuple[str, ...]) -> None:
    finding = check_notice(notice, CLAUSES)
    assert (finding.code, finding.blocks, finding.act) == ("E-B16-1", True, "发出通知")
    assert [name for name in ("责任条款", "后果条款") if name in finding.message] == list(lacks)
    assert finding.message.startswith("给“青石镇政府”的书面通知（通知1号）缺")
    assert finding.where == "资料提交通知 第2行"


def test_every_notice_is_checked_and_none_need_none() -> None:
    assert check_notices([], CLAUSES)[0].outcome is Outcome.NOT_APPLICABLE
    found = check_notices([NOTICE, replace(NOTICE, truth_clause="")], CLAUSES)
    assert [each.outcome for each in found] == [Outcome.PASSED, Outcome.FAILED]


@pytest.mark.parametrize(
    ("on", "missing"), [(date(2026, 4, 9), ["采购合同", "验收报告"]), (date(2026, 4, 10), ["采购合同"])]
)
def test_what_was_not_handed_in_by_the_day_is_missing(on: date, missing: list[str]) -> None:
    assert [item.name for item in missing_items(NOTICE, on)] == missing


@pytest.mark.parametrize(("on", "days"), [(date(2026, 4, 15), None), (date(2026, 4, 16), 1), (LATE, 5)])
def test_a_notice_is_overdue_from_the_day_after_its_due_day(on: date, days: int | None) -> None:
    assert [each.days for each in overdue_notices([NOTICE], [], UNIT, on)] == ([] if days is None else [days])


@pytest.mark.parametrize(
    "notice",
    [
        replace(NOTICE, items=(replace(CONTRACT, received_on=LATE), REPORT)),
        replace(NOTICE, sent_on=None),
        replace(NOTICE, sent_on=date(2026, 4, 21)),
        replace(NOTICE, due=None),
        replace(NOTICE, items=()),
    ],
)
def test_what_was_handed_in_never_sent_or_has_no_day_is_not_overdue(notice: Notice) -> None:
    assert check_reminded([notice], [], UNIT, LATE)[0].outcome is Outcome.NOT_APPLICABLE


def test_late_material_without_urging_is_recorded_and_blocks_nothing() -> None:
    (finding,) = check_reminded([NOTICE], [], UNIT, LATE)
    assert (finding.code, finding.severity, finding.blocks) == ("E-B16-2", Severity.RECORD, False)
    assert "提交期限是2026年4月15日，已逾期5天，“采购合同”还没有交" in finding.message
    assert "“验收报告”" not in finding.message
    assert "请联系被评价单位“县住建局”协助或督促" in finding.message
    assert finding.where == "资料提交通知 第2行"


@pytest.mark.parametrize(
    ("reminder", "outcome"),
    [
        (URGED, Outcome.PASSED),
        (replace(URGED, reminded_on=LATE), Outcome.PASSED),
        (replace(URGED, reminded_on=date(2026, 4, 15)), Outcome.FAILED),
        (replace(URGED, reminded_on=date(2026, 4, 21)), Outcome.FAILED),
        (replace(URGED, reminded_on=None), Outcome.FAILED),
        (replace(URGED, to="青石镇政府"), Outcome.FAILED),
        (replace(URGED, notice="通知2号"), Outcome.FAILED),
    ],
)
def test_the_evaluated_unit_is_urged_after_the_due_day(reminder: Reminder, outcome: Outcome) -> None:
    assert check_reminded([NOTICE], [reminder], UNIT, LATE)[0].outcome is outcome


def test_any_reminder_counts_while_the_evaluated_unit_is_not_known() -> None:
    assert check_reminded([NOTICE], [replace(URGED, to="青石镇政府")], "", LATE)[0].outcome is Outcome.PASSED
    assert "请联系被评价单位协助或督促" in check_reminded([NOTICE], [], "", LATE)[0].message


def test_each_late_notice_needs_its_own_urging() -> None:
    other = replace(NOTICE, number="通知2号", where="资料提交通知 第3行")
    found = check_reminded([NOTICE, other], [URGED], UNIT, LATE)
    assert [each.where for each in found] == ["资料提交通知 第3行"]


@pytest.mark.clause("cq2023-7/23")
def test_points_come_off_for_material_that_was_asked_for_in_vain() -> None:
    assert check_deductions([DEDUCTION], [NOTICE], LATE)[0].outcome is Outcome.PASSED
    by_indicator = replace(DEDUCTION, item="合同")
    assert check_deductions([by_indicator], [NOTICE], LATE)[0].outcome is Outcome.PASSED
    by_item = replace(DEDUCTION, indicator="B9", item=" 采购合同 ")
    assert check_deductions([by_item], [NOTICE], LATE)[0].outcome is Outcome.PASSED


@pytest.mark.clause("cq2023-7/23")
@pytest.mark.parametrize(
    "notices",
    [
        [],
        [replace(NOTICE, sent_on=None)],
        [replace(NOTICE, sent_on=date(2026, 4, 17))],
        [replace(NOTICE, items=(REPORT,))],
    ],
)
def test_nobody_loses_points_for_what_was_not_asked_for(notices: list[Notice]) -> None:
    (finding,) = check_deductions([DEDUCTION], notices, LATE)
    assert (finding.code, finding.blocks, finding.act) == ("E-B16-3", True, "计分")
    assert "指标“B1”以未提供“采购合同”扣分，到2026年4月16日没有书面通知" in finding.message
    assert finding.where == "指标计分 第3行"


@pytest.mark.clause("cq2023-7/23")
@pytest.mark.parametrize(
    ("decided", "outcome"), [(date(2026, 4, 15), Outcome.FAILED), (date(2026, 4, 16), Outcome.PASSED)]
)
def test_the_unit_has_its_time_until_the_due_day_is_over(decided: date, outcome: Outcome) -> None:
    (finding,) = check_deductions([replace(DEDUCTION, decided_on=decided)], [NOTICE], LATE)
    assert finding.outcome is outcome
    assert ("书面通知的期限2026年4月15日还没有过" in finding.message) is (outcome is Outcome.FAILED)


@pytest.mark.clause("cq2023-7/23")
@pytest.mark.parametrize(("on", "outcome"), [(date(2026, 4, 15), Outcome.FAILED), (LATE, Outcome.PASSED)])
def test_a_deduction_not_yet_decided_is_judged_on_the_day(on: date, outcome: Outcome) -> None:
    planned = replace(DEDUCTION, decided_on=None)
    assert check_deductions([planned], [NOTICE], on)[0].outcome is outcome


@pytest.mark.clause("cq2023-7/23")
def test_a_notice_without_a_due_day_has_to_be_there_before() -> None:
    open_ended = replace(NOTICE, due=None)
    assert check_deductions([DEDUCTION], [open_ended], LATE)[0].outcome is Outcome.PASSED
    later = replace(open_ended, sent_on=date(2026, 4, 17))
    assert check_deductions([DEDUCTION], [later], LATE)[0].outcome is Outcome.FAILED


@pytest.mark.clause("cq2023-7/23")
def test_without_such_deductions_there_is_nothing_to_ask() -> None:
    assert check_deductions([], [], LATE)[0].outcome is Outcome.NOT_APPLICABLE
