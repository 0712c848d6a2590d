"""The draft goes out, the answer comes in once, and every opinion is decided until the report is final."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.evaluation.actions.report_opinions import (
    Decided,
    WrittenOpinion,
    decide_opinions,
    enter_paper_reply,
    note_no_reply,
    record_opinion_receipt,
    send_for_opinion,
)
from jiheng.evaluation.actions.report_replies import change_opinion, note_opinion, remove_opinion, reply_to_draft
from jiheng.evaluation.models import EvaluationProject, Phase, ReportOpinion, ReportVersion, VersionState
from jiheng.evaluation.queries import state_mark
from jiheng.evaluation.report_shapes import opinions_of, sendings_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.shapes import Decision, ReportKind
from tests.county import DAY, County, appoint
from tests.evaluation.consulting import (
    DUE,
    IN_TIME,
    LATE,
    OTHER,
    SECTION,
    UNIT,
    Consulted,
    answered,
    consulted,
    drafted,
    final_of,
    letter,
)
from tests.evaluation.reported import ready_version
from tests.rules.reporting.contents import small_content

pytestmark = pytest.mark.clause("cq2023-7/33")


@pytest.fixture
def one(county: County) -> Consulted:
    return consulted(county)


def reply(one: Consulted, by: Member | None = None, **changed: object) -> None:
    sending, by = one.now(), by or one.unit
    given: dict[str, object] = {"no_opinion": False, "revision": sending.revision, "by": by, "at": IN_TIME}
    reply_to_draft(sending, str(changed.pop("name", by.user.name)), **(given | changed))  # type: ignore[arg-type]  # one value each


def decided(row: ReportOpinion, decision: str = "采纳", reason: str = "", changed: str = "第12页") -> Decided:
    return Decided(row.pk, decision, reason, changed, row.revision)


def test_a_draft_is_sent_with_a_deadline_and_put_on_record(one: Consulted) -> None:
    (sent,) = sendings_of(one.project)
    assert (sent.unit, sent.version, sent.sent_on, sent.due) == (UNIT, 1, date(2026, 3, 2), DUE)
    event = Event.objects.get(action="report.sent_for_opinion")
    assert event.subject_id == str(one.project.pk)
    assert UNIT in event.after


def test_what_is_sent_and_answered_leaves_the_remembered_scores_standing(county: County) -> None:
    version = drafted(county)
    before = state_mark(version.project)
    send_for_opinion(version, UNIT, county.education, due=DUE, by=county.member(Duty.TPL), at=DAY)
    assert state_mark(version.project) == before


def test_a_due_day_in_the_past_is_refused_and_today_is_not(county: County) -> None:
    version, lead = drafted(county), county.member(Duty.TPL)
    with pytest.raises(Refused, match="已经过去"):
        send_for_opinion(version, UNIT, None, due=DAY.date() - timedelta(days=1), by=lead, at=DAY)
    send_for_opinion(version, UNIT, None, due=DAY.date(), by=lead, at=DAY)


def test_a_draft_goes_to_a_unit_once_and_a_later_draft_again(county: County, one: Consulted) -> None:
    with pytest.raises(Refused, match="不必再送"):
        send_for_opinion(one.version, f" {UNIT} ", None, due=DUE, by=one.lead, at=DAY)
    second = ready_version(one.project, by=one.lead, at=DAY, content=small_content(number=2))
    send_for_opinion(second, UNIT, county.education, due=DUE, by=one.lead, at=DAY)
    assert [each.version for each in sendings_of(one.project)] == [1, 2]


@pytest.mark.parametrize("unit", ["", "清禾县教育局　所属学校"])
def test_the_body_in_the_system_carries_the_name_of_the_unit(county: County, unit: str) -> None:
    with pytest.raises(Refused):
        send_for_opinion(drafted(county), unit, county.education, due=DUE, by=county.member(Duty.TPL), at=DAY)


def test_only_a_draft_that_is_ready_goes_out_while_the_report_is_written(county: County) -> None:
    version, lead = drafted(county), county.member(Duty.TPL)
    final = ready_version(version.project, by=lead, at=DAY, content=small_content(ReportKind.FINAL))
    with pytest.raises(Refused, match="征求意见稿才能送出"):
        send_for_opinion(final, UNIT, None, due=DUE, by=lead, at=DAY)
    ReportVersion.objects.filter(pk=final.pk).update(issued_at=DAY)
    with pytest.raises(Refused, match="正式稿已发出"):
        send_for_opinion(version, UNIT, None, due=DUE, by=lead, at=DAY)
    final.delete()
    version.state = VersionState.MAKING
    with pytest.raises(Refused, match="已生成"):
        send_for_opinion(version, UNIT, None, due=DUE, by=lead, at=DAY)
    version.state = VersionState.READY
    EvaluationProject.objects.update(phase=Phase.IMPLEMENT)
    with pytest.raises(Refused, match="报告撰写"):
        send_for_opinion(version, UNIT, None, due=DUE, by=lead, at=DAY)


@pytest.mark.parametrize("duty", [Duty.DPT, Duty.UNT, Duty.FPD, Duty.QC, Duty.SUP])
def test_nobody_but_the_evaluators_sends(county: County, duty: Duty) -> None:
    with pytest.raises(PermissionDenied):
        send_for_opinion(drafted(county), UNIT, None, due=DUE, by=county.member(duty), at=DAY)


def test_a_unit_notes_words_anew_and_removes_before_it_replies(one: Consulted) -> None:
    first = note_opinion(one.now(), SECTION, " 完工率请核对 ", by=one.unit, at=IN_TIME)
    second = note_opinion(one.now(), SECTION, "多余", by=one.unit, at=IN_TIME)
    change_opinion(first, SECTION, "完工率应为98%", revision=1, by=one.unit, at=IN_TIME)
    remove_opinion(second, revision=1, by=one.unit, at=IN_TIME)
    assert list(ReportOpinion.objects.values_list("content", flat=True)) == ["完工率应为98%"]
    assert opinions_of(one.project) == (), "before the reply the evaluators see none of it"
    reply(one)
    assert [each.content for each in opinions_of(one.project)] == ["完工率应为98%"]


@pytest.mark.parametrize(("section", "content"), [("", "有意见"), (SECTION, " "), (SECTION, "长" * 40_000)])
def test_an_opinion_says_where_and_what_and_fits(one: Consulted, section: str, content: str) -> None:
    with pytest.raises(Refused):
        note_opinion(one.now(), section, content, by=one.unit, at=IN_TIME)


def test_a_long_opinion_is_kept_whole(one: Consulted) -> None:
    said = "意见" * 8_000
    note_opinion(one.now(), SECTION, said, by=one.unit, at=IN_TIME)
    assert ReportOpinion.objects.get().content == said


def test_after_the_reply_nothing_of_it_changes(county: County) -> None:
    one = answered(county, "完工率请核对")
    row, sending = ReportOpinion.objects.select_related("sending__version__project").get(), one.now()
    later: tuple[Callable[[], object], ...] = (
        lambda: note_opinion(sending, SECTION, "又有", by=one.unit, at=LATE),
        lambda: note_opinion(one.sending, SECTION, "旧页面", by=one.unit, at=LATE),
        lambda: change_opinion(row, SECTION, "改", revision=row.revision, by=one.unit, at=LATE),
        lambda: remove_opinion(row, revision=row.revision, by=one.unit, at=LATE),
        lambda: reply(one),
    )
    for act in later:
        with pytest.raises(Refused, match="已经回复"):
            act()
    assert list(ReportOpinion.objects.values_list("content", flat=True)) == ["完工率请核对"]


def test_the_reply_is_confirmed_with_the_own_name(one: Consulted) -> None:
    with pytest.raises(Refused, match="本人姓名"):
        reply(one, no_opinion=True, name="某某")
    reply(one, no_opinion=True)
    sending = one.now()
    assert (sending.no_opinion, sending.replied_by) == (True, one.unit.user)


def test_no_opinion_and_opinions_exclude_each_other(one: Consulted) -> None:
    with pytest.raises(Refused, match="还没有写意见"):
        reply(one)
    note_opinion(one.now(), SECTION, "请核对", by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="不能回复无意见"):
        reply(one, no_opinion=True)


def test_of_two_windows_the_reply_from_the_older_one_is_told(one: Consulted) -> None:
    read = one.now().revision
    note_opinion(one.now(), SECTION, "同事刚写的", by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="别的窗口"):
        reply(one, revision=read)
    row = ReportOpinion.objects.select_related("sending__version__project", "sending__organisation").get()
    change_opinion(row, SECTION, "改一次", revision=1, by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="别的窗口"):
        change_opinion(row, SECTION, "改两次", revision=1, by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="别的窗口"):
        remove_opinion(row, revision=1, by=one.unit, at=IN_TIME)


@pytest.mark.parametrize("duty", [Duty.TPL, Duty.LEAD, Duty.FPD, Duty.UNT])
def test_nobody_answers_for_the_unit_in_its_place(county: County, one: Consulted, duty: Duty) -> None:
    other = county.member(duty)
    with pytest.raises(PermissionDenied):
        note_opinion(one.now(), SECTION, "代写", by=other, at=IN_TIME)
    with pytest.raises(PermissionDenied):
        reply(one, by=other, no_opinion=True)


def test_another_department_cannot_answer(county: County, one: Consulted) -> None:
    with pytest.raises(PermissionDenied):
        reply(one, by=appoint("qh_health", Duty.DPT, county.health), no_opinion=True)


def test_a_sending_outside_the_system_is_answered_on_paper_alone(county: County) -> None:
    version, lead = drafted(county), county.member(Duty.TPL)
    sending = send_for_opinion(version, UNIT, None, due=DUE, by=lead, at=DAY)
    with pytest.raises(Refused, match="不在系统里"):
        note_opinion(sending, SECTION, "有意见", by=county.member(Duty.DPT), at=IN_TIME)


def paper(county: County, one: Consulted, *opinions: WrittenOpinion, **changed: object) -> None:
    sending = one.now()
    given: dict[str, object] = {
        "replied_on": date(2026, 3, 6),
        "no_opinion": not opinions,
        "revision": sending.revision,
        "by": one.lead,
        "at": LATE,
    } | changed
    enter_paper_reply(sending, letter(county, one.lead), opinions, **given)  # type: ignore[arg-type]  # one value each


def test_a_letter_on_paper_is_entered_with_its_day_and_its_scan(county: County, one: Consulted) -> None:
    paper(county, one, WrittenOpinion(SECTION, "完工率请核对"), WrittenOpinion("", "全文用词请统一"))
    (sent,), opinions = sendings_of(one.project), opinions_of(one.project)
    assert (sent.replied_on, sent.no_opinion) == (date(2026, 3, 6), False)
    assert [(each.number, each.content) for each in opinions] == [(1, "完工率请核对"), (2, "全文用词请统一")]
    assert one.now().reply is not None
    with pytest.raises(Refused, match="已经回复"):
        paper(county, one)


def test_a_letter_needs_its_scan_its_day_and_either_opinions_or_none(county: County, one: Consulted) -> None:
    said = WrittenOpinion(SECTION, "请核对")
    with pytest.raises(Refused, match="扫描件"):
        enter_paper_reply(one.now(), None, (), replied_on=DUE, no_opinion=True, revision=1, by=one.lead, at=LATE)
    for opinions, none in (((), False), ((said,), True), ((replace(said, content=" "),), False)):
        with pytest.raises(Refused):
            paper(county, one, *opinions, no_opinion=none)
    for day in (date(2026, 3, 1), date(2026, 3, 13)):
        with pytest.raises(Refused, match="回函日期"):
            paper(county, one, replied_on=day)
    assert one.now().replied_at is None
    assert not ReportOpinion.objects.exists()


def test_what_a_unit_noted_and_did_not_send_is_not_taken_for_its_reply(county: County, one: Consulted) -> None:
    note_opinion(one.now(), SECTION, "还在商量", by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="还没有回复"):
        paper(county, one)


def test_the_unit_cannot_enter_a_letter_as_evaluators_do(county: County, one: Consulted) -> None:
    with pytest.raises(PermissionDenied):
        paper(county, one, by=one.unit)


def test_lateness_is_noted_once_the_time_is_up_and_proof_is_kept(county: County, one: Consulted) -> None:
    with pytest.raises(Refused, match="还没有过"):
        note_no_reply(one.now(), "逾期未反馈", revision=1, by=one.lead, at=IN_TIME)
    with pytest.raises(Refused, match="请写明"):
        note_no_reply(one.now(), " ", revision=1, by=one.lead, at=LATE)
    note_no_reply(one.now(), "逾期未反馈", revision=1, by=one.lead, at=LATE)
    with pytest.raises(Refused, match="刚被改动"):
        record_opinion_receipt(one.now(), letter(county, one.lead), revision=1, by=one.lead, at=LATE)
    with pytest.raises(Refused, match="请选择"):
        record_opinion_receipt(one.now(), None, revision=2, by=one.lead, at=LATE)
    record_opinion_receipt(one.now(), letter(county, one.lead), revision=2, by=one.lead, at=LATE)
    (sent,) = sendings_of(one.project)
    assert (sent.receipt, sent.late_note) == (True, "逾期未反馈")


def test_a_unit_may_still_answer_late_until_the_report_is_final(one: Consulted) -> None:
    reply(one, no_opinion=True, at=LATE)
    assert sendings_of(one.project)[0].replied_on == date(2026, 3, 12)


def test_opinions_are_decided_in_one_go_finished_or_not(county: County) -> None:
    one = answered(county, "甲", "乙", "丙")
    first, second, third = ReportOpinion.objects.all()
    filled = [decided(first), decided(second, "不采纳"), decided(third, "", changed="")]
    assert decide_opinions(one.project, filled, by=one.lead, at=LATE) == 2
    assert [each.decision for each in opinions_of(one.project)] == [Decision.ACCEPTED, Decision.REFUSED, None]
    event = Event.objects.get(action="report.opinions_decided")
    assert "第1条采纳，改在第12页；第2条不采纳" in event.after
    again = [decided(row, row.decision, row.reason, row.changed) for row in ReportOpinion.objects.all()]
    assert decide_opinions(one.project, again, by=one.lead, at=LATE) == 0
    assert Event.objects.filter(action="report.opinions_decided").count() == 1


def test_a_decision_is_changed_and_taken_back_until_the_report_is_final(county: County) -> None:
    one = answered(county, "甲")
    decide_opinions(one.project, [decided(ReportOpinion.objects.get())], by=one.lead, at=LATE)
    decide_opinions(one.project, [decided(ReportOpinion.objects.get(), "", "", "")], by=one.lead, at=LATE)
    assert ReportOpinion.objects.get().decided_by is None
    final = final_of(one)
    with pytest.raises(Refused, match="正式稿已发出"):
        decide_opinions(one.project, [decided(ReportOpinion.objects.get())], by=one.lead, at=LATE)
    ReportVersion.objects.filter(pk=final.pk).update(issued_at=None)
    decide_opinions(one.project, [decided(ReportOpinion.objects.get())], by=one.lead, at=LATE)


def test_of_two_people_the_later_is_told_and_nothing_of_hers_is_kept(county: County) -> None:
    one = answered(county, "甲", "乙")
    first, second = ReportOpinion.objects.all()
    decide_opinions(one.project, [decided(second)], by=one.lead, at=LATE)
    with pytest.raises(Refused, match="第2条意见刚被别人处理过"):
        decide_opinions(one.project, [decided(first), decided(second, "不采纳", "理由")], by=one.lead, at=LATE)
    assert [row.decision for row in ReportOpinion.objects.all()] == ["", "采纳"]


def test_what_a_unit_has_not_sent_and_what_is_no_decision_is_not_decided(county: County, one: Consulted) -> None:
    row = note_opinion(one.now(), SECTION, "还没有回复", by=one.unit, at=IN_TIME)
    with pytest.raises(Refused, match="不在了"):
        decide_opinions(one.project, [decided(row)], by=one.lead, at=LATE)
    reply(one)
    with pytest.raises(Refused, match="要从"):
        decide_opinions(one.project, [decided(row, "也许")], by=one.lead, at=LATE)


def test_the_unit_does_not_decide_about_its_own_opinions(county: County) -> None:
    one = answered(county, "甲")
    with pytest.raises(PermissionDenied):
        decide_opinions(one.project, [decided(ReportOpinion.objects.get())], by=one.unit, at=LATE)


def test_once_the_report_is_final_the_unit_is_told_that_nothing_more_is_taken(county: County, one: Consulted) -> None:
    final_of(one)
    for act in (
        lambda: note_opinion(one.now(), SECTION, "晚了", by=one.unit, at=LATE),
        lambda: reply(one, no_opinion=True),
        lambda: note_no_reply(one.now(), "逾期", revision=1, by=one.lead, at=LATE),
        lambda: paper(county, one),
    ):
        with pytest.raises(Refused, match="正式稿"):
            act()


def test_opinions_are_numbered_by_sending_and_then_as_they_were_written(county: County, one: Consulted) -> None:
    other = send_for_opinion(one.version, OTHER, county.school, due=DUE, by=one.lead, at=IN_TIME)
    school = county.member(Duty.UNT)
    note_opinion(other, SECTION, "学校的", by=school, at=IN_TIME)
    note_opinion(one.now(), SECTION, "教育局的", by=one.unit, at=IN_TIME)
    other.refresh_from_db()
    reply_to_draft(other, school.user.name, no_opinion=False, revision=other.revision, by=school, at=IN_TIME)
    reply(one)
    assert [(each.number, each.unit) for each in opinions_of(one.project)] == [(1, UNIT), (2, OTHER)]
