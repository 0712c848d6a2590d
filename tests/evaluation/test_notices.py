"""Written notices: drafted, sent with both clauses, answered, urged, carried to the indicators."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.actions.notices import (
    discard_notice,
    prepare_deductions,
    receive_items,
    record_receipt,
    record_reminder,
    save_notice,
    send_notice,
)
from jiheng.evaluation.models import EvaluationProject, NoticeAddress, Phase
from jiheng.evaluation.requests import asked_in, asked_of, notice_of, unprovided_of
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.request_shapes import NoticeItem
from jiheng.rules.evidence.request_states import NoticeState
from jiheng.rules.implementation.shapes import Implementation, SufficiencyDecision
from tests.county import DAY, County, member_named
from tests.evaluation.asking import (
    BOOK,
    CLAUSES,
    CONTRACT,
    ITEMS,
    LATE,
    MINUTES,
    NUMBER,
    SENT,
    Asked,
    asked,
    carried_out,
    draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/16")]


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return carried_out(county)


@pytest.fixture
def one(county: County) -> Asked:
    return asked(county)


def send(project: EvaluationProject, by: Member, sent_on: date = SENT, method: str = "邮寄") -> None:
    send_notice(project, NUMBER, BOOK, sent_on=sent_on, method=method, by=by, at=LATE)


def test_a_draft_is_kept_with_its_items_and_where_it_goes(county: County, project: EvaluationProject) -> None:
    lead = county.member(Duty.TPL)
    save_notice(project, draft(sent_on=SENT), county.school, revision=project.revision, by=lead, at=DAY)
    kept = notice_of(project, NUMBER)
    assert kept is not None
    assert kept.sent_on is None, "a draft is never sent by saving it"
    assert [item.name for item in kept.items] == [CONTRACT, MINUTES]
    assert NoticeAddress.objects.get().organisation == county.school
    assert Event.objects.filter(action="evaluation.notice_drafted").count() == 1
    assert verify() == []


def test_a_changed_draft_takes_the_place_of_the_old_one(project: EvaluationProject, lead: Member) -> None:
    save_notice(project, draft(), None, revision=project.revision, by=lead, at=DAY)
    new = draft(number="明通〔2026〕9号", items=ITEMS[:1])
    save_notice(project, new, None, revision=project.revision, replaces=NUMBER, by=lead, at=DAY)
    assert [one.notice.number for one in asked_of(project, SENT).standings] == ["明通〔2026〕9号"]
    assert len(implementation_of(project).notice_items) == 1


def test_a_draft_somebody_changed_meanwhile_is_not_overwritten(project: EvaluationProject, lead: Member) -> None:
    save_notice(project, draft(), None, revision=project.revision, by=lead, at=DAY)
    stale = project.revision
    save_notice(project, draft(), None, revision=stale, replaces=NUMBER, by=lead, at=DAY)
    with pytest.raises(Refused, match="已被他人修改"):
        save_notice(project, draft(), None, revision=stale, replaces=NUMBER, by=lead, at=DAY)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"number": " "}, "请填写通知编号"),
        ({"to": ""}, "请填写通知编号和送达单位"),
        ({"to": "清禾县教育局"}, "不一致"),
        ({"items": (ITEMS[0], ITEMS[0])}, "名称相同"),
    ],
)
def test_a_draft_that_does_not_fit_is_refused(
    county: County, project: EvaluationProject, changed: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        save_notice(project, draft(**changed), county.school, revision=1, by=county.member(Duty.TPL), at=DAY)


def test_a_number_is_used_once(project: EvaluationProject, lead: Member) -> None:
    save_notice(project, draft(), None, revision=project.revision, by=lead, at=DAY)
    with pytest.raises(Refused, match="请换一个编号"):
        save_notice(project, draft(), None, revision=project.revision, by=lead, at=DAY)


def test_a_number_whose_notice_was_deleted_on_its_sheet_reaches_whom_the_new_one_names(
    county: County, project: EvaluationProject, lead: Member
) -> None:
    save_notice(project, draft(), county.school, revision=project.revision, by=lead, at=DAY)
    given, parts = Implementation(), {"notices", "notice_items"}
    replace_implementation(project, given, revision=project.revision, by=lead, at=DAY, parts=parts)
    new = draft(to=county.kindergarten.name)
    save_notice(project, new, county.kindergarten, revision=project.revision, by=lead, at=DAY)
    assert NoticeAddress.objects.get().organisation == county.kindergarten


@pytest.mark.parametrize("changed", [{"truth_clause": ""}, {"consequence_clause": "尽快提交"}])
def test_a_notice_without_a_clause_is_not_sent(
    project: EvaluationProject, lead: Member, changed: dict[str, object]
) -> None:
    save_notice(project, draft(**changed), None, revision=project.revision, by=lead, at=DAY)
    with pytest.raises(Refused, match="请恢复模板条款") as refusal:
        send(project, lead)
    assert [finding.code for finding in refusal.value.findings] == ["E-B16-1"]


def test_a_notice_with_more_than_the_clauses_is_sent_once(project: EvaluationProject, lead: Member) -> None:
    more = draft(truth_clause=f"{CLAUSES.truth}\n加盖公章。")
    save_notice(project, more, None, revision=project.revision, by=lead, at=DAY)
    send(project, lead)
    kept = notice_of(project, NUMBER)
    assert kept is not None
    assert (kept.sent_on, kept.method) == (SENT, "邮寄")
    with pytest.raises(Refused, match="已经发出"):
        send(project, lead)


@pytest.mark.parametrize(
    ("changed", "sent_on", "method", "reason"),
    [
        ({"items": ()}, SENT, "邮寄", "没有列出资料"),
        ({"due": None}, SENT, "邮寄", "没有提交期限"),
        ({"due": date(2026, 3, 1)}, SENT, "邮寄", "早于发出日期"),
        ({"due": date(2026, 5, 1)}, date(2026, 3, 16), "邮寄", "不能晚于今天"),
        ({}, SENT, " ", "送达方式"),
    ],
)
def test_a_sending_that_cannot_be_is_refused(
    project: EvaluationProject, lead: Member, changed: dict[str, object], sent_on: date, method: str, reason: str
) -> None:
    save_notice(project, draft(**changed), None, revision=project.revision, by=lead, at=DAY)
    with pytest.raises(Refused, match=reason):
        send(project, lead, sent_on, method)


def test_a_draft_is_put_away_and_a_notice_sent_is_not(one: Asked) -> None:
    save_notice(one.project, draft(number="二"), None, revision=one.project.revision, by=one.lead, at=DAY)
    discard_notice(one.project, "二", by=one.lead, at=DAY)
    assert [each.notice.number for each in asked_of(one.project, SENT).standings] == [NUMBER]
    with pytest.raises(Refused, match="已经发出"):
        discard_notice(one.project, NUMBER, by=one.lead, at=DAY)


def test_items_come_in_and_a_mistake_is_taken_back(one: Asked) -> None:
    receive_items(one.project, NUMBER, [CONTRACT, MINUTES], day=SENT, by=one.lead, at=LATE)
    assert asked_of(one.project, SENT).standings[0].state is NoticeState.COMPLETE
    receive_items(one.project, NUMBER, [MINUTES], day=None, by=one.lead, at=LATE)
    assert asked_of(one.project, SENT).standings[0].received == 1
    with pytest.raises(Refused, match="没有这项资料"):
        receive_items(one.project, NUMBER, ["别的"], day=SENT, by=one.lead, at=LATE)
    for day in (date(2026, 3, 1), date(2026, 3, 16)):
        with pytest.raises(Refused, match="交齐日期要在发出日期"):
            receive_items(one.project, NUMBER, [MINUTES], day=day, by=one.lead, at=LATE)


def test_the_evaluated_unit_is_urged_once_the_time_is_up(one: Asked) -> None:
    def urge(day: date, method: str = "电话") -> None:
        record_reminder(one.project, NUMBER, reminded_on=day, method=method, by=one.lead, at=LATE)

    for day, method, reason in (
        (date(2026, 3, 10), "电话", "提交期限2026年3月10日以后"),
        (date(2026, 3, 16), "电话", "不能晚于今天"),
        (date(2026, 3, 11), " ", "督促的方式"),
    ):
        with pytest.raises(Refused, match=reason):
            urge(day, method)
    urge(date(2026, 3, 11))
    (standing,) = asked_of(one.project, LATE.date()).standings
    assert (standing.state, standing.days) == (NoticeState.URGED, 5)
    assert [(each.to, each.method) for each in implementation_of(one.project).reminders] == [("清禾县教育局", "电话")]


def test_nobody_is_urged_while_nothing_is_late(one: Asked) -> None:
    receive_items(one.project, NUMBER, [CONTRACT, MINUTES], day=SENT, by=one.lead, at=LATE)
    with pytest.raises(Refused, match="不用督促"):
        record_reminder(one.project, NUMBER, reminded_on=LATE.date(), method="电话", by=one.lead, at=LATE)


def test_a_receipt_may_come_later(one: Asked) -> None:
    record_receipt(one.project, NUMBER, receipt="签收人：王", file=None, by=one.lead, at=LATE)
    kept = notice_of(one.project, NUMBER)
    assert kept is not None
    assert kept.receipt == "签收人：王"
    with pytest.raises(Refused, match="请填写送达凭证"):
        record_receipt(one.project, NUMBER, receipt=" ", file=None, by=one.lead, at=LATE)


@pytest.mark.clause("cq2023-7/23")
def test_what_never_came_is_named_in_the_deduction_of_its_indicators_and_nothing_is_decided(one: Asked) -> None:
    decided = Implementation(decisions=(SufficiencyDecision("C1", sufficient=True, decided_by="郑"),))
    replace_implementation(
        one.project, decided, revision=one.project.revision, by=one.lead, at=LATE, parts={"decisions"}
    )
    assert prepare_deductions(one.project, NUMBER, CONTRACT, by=one.lead, at=LATE) == ("C1", "C2")
    assert implementation_of(one.project).decisions == (
        SufficiencyDecision("C1", sufficient=True, decided_by="郑", unprovided=CONTRACT),
        SufficiencyDecision("C2", unprovided=CONTRACT),
    )
    assert [each.open for each in unprovided_of(one.project, LATE.date())] == [(), ()]
    with pytest.raises(Refused, match="已经写明"):
        prepare_deductions(one.project, NUMBER, CONTRACT, by=one.lead, at=LATE)
    with pytest.raises(Refused, match="没有关联指标"):
        prepare_deductions(one.project, NUMBER, MINUTES, by=one.lead, at=LATE)


@pytest.mark.clause("cq2023-7/23")
def test_nothing_is_carried_before_the_due_day_is_over(one: Asked) -> None:
    with pytest.raises(Refused, match="还没有到期"):
        prepare_deductions(one.project, NUMBER, CONTRACT, by=one.lead, at=DAY)


def test_only_those_who_carry_the_evaluation_out_write_notices(county: County, one: Asked) -> None:
    for member in (county.member(Duty.UNT), county.member(Duty.FPD), county.member(Duty.QC), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            receive_items(one.project, NUMBER, [CONTRACT], day=SENT, by=member, at=LATE)


def test_notices_are_written_in_the_phase_of_carrying_out_alone(one: Asked) -> None:
    EvaluationProject.objects.update(phase=Phase.REPORT)
    with pytest.raises(Refused, match="评价实施环节"):
        receive_items(one.project, NUMBER, [CONTRACT], day=SENT, by=one.lead, at=LATE)


def test_the_notices_of_many_projects_take_three_queries(
    one: Asked, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture that is called
        found = list(asked_in([one.project], LATE.date()))
    assert [(project.pk, standing.to_urge) for project, standing in found] == [(one.project.pk, True)]


def test_what_reached_a_unit_is_not_changed_through_its_sheets(county: County) -> None:
    one = asked(county)
    held = implementation_of(one.project, ("notices", "notice_items"))
    (notice,) = held.notices
    for changed in (
        replace(held, notices=(replace(notice, due=date(2026, 4, 30)),)),
        replace(held, notices=(replace(notice, truth_clause=""),)),
        replace(held, notices=()),
        replace(held, notice_items=held.notice_items[:1]),
    ):
        fresh = EvaluationProject.objects.get(pk=one.project.pk)
        with pytest.raises(Refused, match="已在系统里送达单位"):
            replace_implementation(
                fresh, changed, revision=fresh.revision, by=one.lead, at=DAY, parts={"notices", "notice_items"}
            )
    fresh = EvaluationProject.objects.get(pk=one.project.pk)
    more = replace(held, notice_items=(*held.notice_items, NoticeItem("另一份", notice="纸质1号")))
    replace_implementation(
        fresh, more, revision=fresh.revision, by=one.lead, at=DAY, parts={"notices", "notice_items"}
    )
