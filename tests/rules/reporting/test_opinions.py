"""The evaluated unit is asked about the draft, every opinion is answered, and both stand in an annex."""

from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.deadlines.periods import Calendar
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.law import rulebook
from jiheng.rules.reporting.opinion_annex import check_opinions_annexed, opinion_rows
from jiheng.rules.reporting.opinions import (
    SendingState,
    check_consulted,
    check_decided,
    check_late_replies,
    check_opinions,
    check_places,
    evaluated_unit_for,
    opinion_days_for,
    opinion_due,
    sending_state,
)
from jiheng.rules.reporting.shapes import Decision, Report, ReportOpinion, Sending

UNIT, OTHER = "县交通运输局", "青石镇政府"
SENT, DUE, AFTER = date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 21)
ASKED = Sending(UNIT, 1, SENT, DUE, where="送县交通运输局")
ANSWERED = replace(ASKED, replied_on=date(2026, 4, 16))
NONE = replace(ANSWERED, no_opinion=True)
OPINION = ReportOpinion(
    1, UNIT, "三、评价结论", "完工率请核对", Decision.ACCEPTED, changed="正文第12页", where="意见1"
)
pytestmark = pytest.mark.clause("cq2023-7/33")


def only(found: list[Finding]) -> Finding:
    (one,) = found
    return one


def test_five_working_days_are_proposed_and_weekends_do_not_count() -> None:
    days = opinion_days_for(rulebook("cq2023-7", date(2026, 4, 1)))
    assert days == 5
    assert opinion_due(date(2026, 4, 13), days) == date(2026, 4, 20)
    assert opinion_due(date(2026, 4, 10), days) == date(2026, 4, 17)
    holiday = Calendar(holidays=frozenset({date(2026, 4, 15)}))
    assert opinion_due(date(2026, 4, 13), days, holiday) == date(2026, 4, 21)


def test_the_department_is_asked_and_without_one_the_implementing_unit() -> None:
    assert evaluated_unit_for(" 县交通运输局 ", OTHER) == UNIT
    assert evaluated_unit_for(" ", OTHER) == OTHER


@pytest.mark.parametrize("sendings", [[], [replace(NONE, unit=OTHER)]])
def test_without_asking_the_evaluated_unit_the_report_is_not_final(sendings: list[Sending]) -> None:
    found = only(check_consulted(UNIT, sendings, AFTER))
    assert (found.code, found.outcome, found.blocks) == ("E-B33-1", Outcome.FAILED, True)
    assert found.act == "定稿"
    assert UNIT in found.message


def test_asking_others_is_free_and_no_matter_of_the_rule() -> None:
    assert only(check_consulted(UNIT, [NONE], AFTER)).outcome is Outcome.PASSED
    assert only(check_consulted(UNIT, [NONE, replace(NONE, unit=OTHER)], AFTER)).outcome is Outcome.PASSED


def test_where_no_evaluated_unit_is_named_any_unit_will_do() -> None:
    assert only(check_consulted("", [replace(NONE, unit=OTHER)], AFTER)).outcome is Outcome.PASSED
    assert only(check_consulted("", [], AFTER)).outcome is Outcome.FAILED


@pytest.mark.parametrize(("on", "outcome"), [(DUE, Outcome.FAILED), (AFTER, Outcome.PASSED)])
def test_who_was_asked_is_waited_for_until_the_due_day_has_passed(on: date, outcome: Outcome) -> None:
    assert only(check_consulted(UNIT, [ASKED], on)).outcome is outcome
    other = replace(ASKED, unit=OTHER, where="送青石镇政府")
    assert [each.where for each in check_consulted(UNIT, [NONE, other], DUE)] == ["送青石镇政府"]


def test_a_later_draft_takes_the_place_of_one_that_was_not_answered() -> None:
    second = replace(NONE, version=2, replied_on=date(2026, 4, 15))
    assert sending_state(ASKED, [ASKED, second], DUE) is SendingState.REPLACED
    assert only(check_consulted(UNIT, [ASKED, second], DUE)).outcome is Outcome.PASSED
    assert only(check_late_replies([ASKED, second], AFTER)).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("sending", "on", "state"),
    [
        (ASKED, DUE, SendingState.WAITING),
        (ASKED, AFTER, SendingState.OVERDUE),
        (replace(ASKED, receipt=True), AFTER, SendingState.OVERDUE),
        (replace(ASKED, late_note="逾期未反馈"), AFTER, SendingState.OVERDUE),
        (replace(ASKED, receipt=True, late_note="逾期未反馈"), AFTER, SendingState.NOTED),
        (ANSWERED, AFTER, SendingState.OPINIONS),
        (NONE, AFTER, SendingState.NONE),
        (replace(NONE, replied_on=date(2026, 4, 30)), date(2026, 5, 6), SendingState.NONE),
    ],
)
def test_a_sending_says_how_it_stands(sending: Sending, on: date, state: SendingState) -> None:
    assert sending_state(sending, [sending], on) is state


@pytest.mark.parametrize(
    ("opinion", "lacks"),
    [
        (replace(OPINION, decision=None), "没有处理"),
        (replace(OPINION, decision=Decision.PARTLY), "没有写理由"),
        (replace(OPINION, decision=Decision.REFUSED, reason=" "), "没有写理由"),
    ],
)
def test_an_opinion_without_decision_or_reason_blocks(opinion: ReportOpinion, lacks: str) -> None:
    found = only(check_decided([opinion]))
    assert (found.code, found.blocks, found.where) == ("E-B33-2", True, "意见1")
    assert lacks in found.message


def test_an_opinion_taken_needs_no_reason_and_one_not_taken_needs_one() -> None:
    assert only(check_decided([OPINION])).outcome is Outcome.PASSED
    for decision in (Decision.PARTLY, Decision.REFUSED):
        reasoned = replace(OPINION, decision=decision, reason="有验收报告为证")
        assert only(check_decided([reasoned])).outcome is Outcome.PASSED
    assert only(check_decided([])).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.PARTLY])
def test_an_opinion_taken_without_the_place_changed_only_reminds(decision: Decision) -> None:
    found = only(check_places([replace(OPINION, decision=decision, changed="")]))
    assert (found.code, found.outcome, found.severity) == ("W-O-01", Outcome.FAILED, Severity.WARNING)
    assert only(check_places([replace(OPINION, decision=decision)])).outcome is Outcome.PASSED


def test_an_opinion_not_taken_changes_nothing() -> None:
    refused = replace(OPINION, decision=Decision.REFUSED, reason="依据不足", changed="")
    assert only(check_places([refused])).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("sending", "asked", "not_asked"),
    [
        (ASKED, ("附送达凭证", "注明逾期未反馈"), ()),
        (replace(ASKED, receipt=True), ("注明逾期未反馈",), ("附送达凭证",)),
        (replace(ASKED, late_note="逾期未反馈"), ("附送达凭证",), ("请注明",)),
    ],
)
def test_a_unit_that_never_answered_is_put_down_with_proof_that_it_was_asked(
    sending: Sending, asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    found = only(check_late_replies([sending], AFTER))
    assert (found.code, found.outcome, found.severity) == ("W-B33-4", Outcome.FAILED, Severity.WARNING)
    assert "逾期1天" in found.message
    assert all(words in found.message for words in asked)
    assert not any(words in found.message for words in not_asked)


def test_with_proof_and_note_or_with_an_answer_nothing_is_late() -> None:
    settled = replace(ASKED, receipt=True, late_note="逾期未反馈")
    assert only(check_late_replies([settled], AFTER)).outcome is Outcome.PASSED
    for sending, on in ((ASKED, DUE), (ANSWERED, AFTER)):
        assert only(check_late_replies([sending], on)).outcome is Outcome.NOT_APPLICABLE


def test_all_of_it_comes_in_the_order_of_the_codes() -> None:
    codes = [each.code for each in check_opinions(UNIT, [ANSWERED], [OPINION], AFTER)]
    assert codes == ["E-B33-1", "E-B33-2", "W-B33-4", "W-O-01"]


def test_the_annex_lists_every_unit_with_its_opinions_or_with_why_it_has_none() -> None:
    silent = Sending("县水利局", 1, SENT, DUE, receipt=True, late_note="两次电话催告，逾期未反馈")
    second = ReportOpinion(2, UNIT, "", "建议删去", Decision.REFUSED, "有审计结论")
    report = Report(sendings=(ANSWERED, replace(NONE, unit=OTHER), silent), opinions=(OPINION, second))
    table = opinion_rows(report)
    assert table.heads == ("序号", "单位", "章节", "意见", "采纳情况", "理由", "修改位置")
    assert sum(table.widths) == 100
    assert table.rows == (
        ("1", UNIT, "三、评价结论", "完工率请核对", "采纳", "—", "正文第12页"),
        ("2", UNIT, "全文", "建议删去", "不采纳", "有审计结论", "—"),
        ("3", OTHER, "全文", "对征求意见稿第1稿无意见（2026年4月16日书面回复）", "—", "—", "—"),
        (
            "4",
            "县水利局",
            "全文",
            "未反馈（征求意见稿第1稿2026年4月13日送达，期限2026年4月20日）",
            "—",
            "两次电话催告，逾期未反馈",
            "—",
        ),
    )


def test_of_a_unit_that_got_two_drafts_the_unanswered_first_is_not_listed() -> None:
    second = replace(NONE, version=2)
    rows = opinion_rows(Report(sendings=(ASKED, second))).rows
    assert [row[3] for row in rows] == ["对征求意见稿第2稿无意见（2026年4月16日书面回复）"]


def test_an_opinion_nobody_decided_says_so_in_the_table() -> None:
    rows = opinion_rows(Report(sendings=(ANSWERED,), opinions=(replace(OPINION, decision=None),))).rows
    assert rows[0][4] == "未处理"


def test_a_note_on_lateness_is_no_longer_told_once_the_unit_answered() -> None:
    rows = opinion_rows(Report(sendings=(replace(NONE, late_note="逾期未反馈"),))).rows
    assert rows[0][5] == "—"


def test_the_annex_has_to_stand_in_the_report_as_things_are_now() -> None:
    rows = opinion_rows(Report(sendings=(ANSWERED,), opinions=(OPINION,))).rows
    assert only(check_opinions_annexed([OPINION], [ANSWERED], rows)).outcome is Outcome.PASSED
    changed = replace(OPINION, decision=Decision.REFUSED, reason="依据不足")
    for annexed, wanted in (((), OPINION), (rows, changed), ((*rows, rows[0]), OPINION)):
        found = only(check_opinions_annexed([wanted], [ANSWERED], annexed))
        assert (found.code, found.blocks) == ("E-B33-3", True)


def test_where_nobody_was_asked_there_is_nothing_to_annex() -> None:
    assert only(check_opinions_annexed([], [], [])).outcome is Outcome.NOT_APPLICABLE
