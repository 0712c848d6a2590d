"""A key evaluation is put forward and confirmed, its 正式稿 passes finance, and finance is nobody who works on it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.key_evaluation import (
    ask_finance,
    confirm_key,
    decide_review,
    drop_key,
    note_panel,
    propose_key,
    reopen_key,
)
from jiheng.evaluation.key_queries import key_standing, waiting_reviews
from jiheng.evaluation.models import (
    EvaluationProject,
    FinanceReview,
    FrozenText,
    KeyEvaluation,
    Phase,
    ReportVersion,
    TeamMember,
    VersionState,
)
from jiheng.evaluation.queries import state_mark
from jiheng.orgs.actions import grant_duty
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Membership
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.key_evaluation import state_of
from jiheng.rules.reporting.key_shapes import KeyState
from tests.county import DAY, County, member_named
from tests.evaluation.keyed import GROUND, final_of, keyed, passed, reporting_project, reviewed_by

pytestmark = [pytest.mark.django_db, pytest.mark.clause("ats2023/3.7")]
TODAY = DAY.date()


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return reporting_project(county)


@pytest.fixture
def agency(county: County) -> Member:
    return county.member(Duty.TPL)


@pytest.fixture
def finance(county: County) -> Member:
    return county.member(Duty.FPD)


def row_of(project: EvaluationProject) -> KeyEvaluation:
    return KeyEvaluation.objects.get(project=project)


def state(project: EvaluationProject) -> KeyState:
    standing = key_standing(project, TODAY)
    return state_of(standing.facts, standing.reading)


def test_it_is_put_forward_confirmed_and_then_stands_still(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    propose_key(project, replace(GROUND, amount_evidence=""), revision=0, by=agency, at=DAY)
    with pytest.raises(Refused, match="“金额较大”的依据") as refused:
        confirm_key(project, revision=1, by=finance, at=DAY)
    assert [one.code for one in refused.value.findings] == ["E-A37-9"]
    propose_key(project, GROUND, revision=1, by=agency, at=DAY)
    confirm_key(project, revision=2, by=finance, at=DAY)
    assert row_of(project).confirmed_by == finance.user
    with pytest.raises(Refused, match="已确认入选"):
        propose_key(project, GROUND, revision=3, by=agency, at=DAY)
    with pytest.raises(Refused, match="已确认入选"):
        drop_key(project, revision=3, by=agency, at=DAY)
    with pytest.raises(Refused, match="已确认入选"):
        confirm_key(project, revision=3, by=finance, at=DAY)
    with pytest.raises(Refused, match="要写明理由"):
        reopen_key(project, reason=" ", revision=3, by=finance, at=DAY)
    reopen_key(project, reason="文件已废止", revision=3, by=finance, at=DAY)
    drop_key(project, revision=4, by=agency, at=DAY)
    assert not KeyEvaluation.objects.exists()
    acts = Event.objects.filter(action__startswith="report.").order_by("seq").values_list("action", flat=True)
    assert list(acts) == [
        *("report.key_proposed", "report.key_proposed", "report.key_confirmed"),
        *("report.key_reopened", "report.key_dropped"),
    ]
    assert verify() == []


def test_the_later_of_two_windows_is_told(project: EvaluationProject, agency: Member, finance: Member) -> None:
    propose_key(project, GROUND, revision=0, by=agency, at=DAY)
    acts: tuple[Callable[[], None], ...] = (
        lambda: propose_key(project, GROUND, revision=0, by=agency, at=DAY),
        lambda: propose_key(project, GROUND, revision=7, by=agency, at=DAY),
        lambda: note_panel(project, "两名", revision=7, by=agency, at=DAY),
        lambda: confirm_key(project, revision=7, by=finance, at=DAY),
    )
    for act in acts:
        with pytest.raises(Refused, match="刚被改动过"):
            act()
    assert row_of(project).revision == 1


def test_only_evaluators_put_forward_and_only_finance_confirms(
    project: EvaluationProject, county: County, agency: Member, finance: Member
) -> None:
    with pytest.raises(PermissionDenied):
        propose_key(project, GROUND, revision=0, by=finance, at=DAY)
    propose_key(project, GROUND, revision=0, by=agency, at=DAY)
    for who in (agency, county.member(Duty.FBD), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            confirm_key(project, revision=1, by=who, at=DAY)
    confirm_key(project, revision=1, by=county.member(Duty.FLD), at=DAY)


def test_what_is_done_about_the_report_leaves_the_remembered_scores_standing(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    before = state_mark(project)
    passed(keyed(project, agency), agency, finance)
    assert state_mark(project) == before


def test_a_key_evaluation_goes_to_finance_after_its_experts_only(project: EvaluationProject, agency: Member) -> None:
    propose_key(project, GROUND, revision=0, by=agency, at=DAY)
    version = final_of(project, agency)
    reviewed_by(project, 1, relation="配偶在县交通局")
    with pytest.raises(Refused, match="没有专家评审意见") as refused:
        ask_finance(version, by=agency, at=DAY)
    assert [one.code for one in refused.value.findings] == ["E-A37-2"]
    assert state(project) is KeyState.EXPERTS
    reviewed_by(project, 1)
    ask_finance(version, by=agency, at=DAY)
    assert state(project) is KeyState.FINANCE


def test_an_ordinary_evaluation_goes_to_finance_without_experts(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    review = passed(final_of(project, agency), agency, finance)
    assert (review.approved, review.opinion, review.by) == (True, "同意", finance.user)


def test_it_is_sent_once_as_it_stands_and_in_its_phase(
    project: EvaluationProject, county: County, agency: Member
) -> None:
    first = final_of(project, agency)
    second = final_of(project, agency, 2)
    with pytest.raises(Refused, match="正式稿第1稿不是现在的正式稿"):
        ask_finance(first, by=agency, at=DAY)
    for who in (county.member(Duty.FPD), county.member(Duty.QC)):
        with pytest.raises(PermissionDenied):
            ask_finance(second, by=who, at=DAY)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT)
    with pytest.raises(Refused, match="报告撰写环节"):
        ask_finance(ReportVersion.objects.get(pk=second.pk), by=agency, at=DAY)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT)
    second = ReportVersion.objects.get(pk=second.pk)
    ask_finance(second, by=agency, at=DAY)
    with pytest.raises(Refused, match="等待审核"):
        ask_finance(second, by=agency, at=DAY)


def test_a_version_without_its_files_is_none_to_send(project: EvaluationProject, agency: Member) -> None:
    version = final_of(project, agency)
    ReportVersion.objects.filter(pk=version.pk).update(state=VersionState.MAKING)
    with pytest.raises(Refused, match="不是现在的正式稿"):
        ask_finance(version, by=agency, at=DAY)


def test_what_is_returned_has_an_opinion_and_comes_back_as_another_version(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    version = final_of(project, agency)
    review = ask_finance(version, by=agency, at=DAY)
    with pytest.raises(Refused, match="要写审核意见"):
        decide_review(review, approve=False, opinion=" ", by=finance, at=DAY)
    decide_review(review, approve=False, opinion="建议不具体", by=finance, at=DAY)
    with pytest.raises(Refused, match="已经审核"):
        decide_review(review, approve=True, opinion="", by=finance, at=DAY)
    with pytest.raises(Refused, match="已被退回"):
        ask_finance(version, by=agency, at=DAY)
    passed(final_of(project, agency, 2), agency, finance)
    with pytest.raises(Refused, match="第2稿已审核通过"):
        ask_finance(ReportVersion.objects.get(number=2), by=agency, at=DAY)
    told = list(FinanceReview.objects.order_by("pk").values_list("version__number", "approved"))
    assert told == [(1, False), (2, True)]


def test_a_newer_version_takes_the_place_of_one_under_review_or_passed(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    review = ask_finance(keyed(project, agency), by=agency, at=DAY)
    assert list(waiting_reviews(finance)) == [review]
    second = final_of(project, agency, 2)
    assert list(waiting_reviews(finance)) == []
    with pytest.raises(Refused, match="不是现在的正式稿"):
        decide_review(review, approve=True, opinion="", by=finance, at=DAY)
    passed(second, agency, finance)
    assert state(project) is KeyState.APPROVED
    final_of(project, agency, 3)
    assert state(project) is KeyState.FINANCE, "what passed was another version"


def test_an_approval_is_bound_to_the_content_it_was_given_for(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    version = keyed(project, agency)
    passed(version, agency, finance)
    event = Event.objects.get(action="report.review_approved")
    assert version.content in event.after
    assert key_standing(project, TODAY).facts.approved_on == TODAY
    other = final_of(reporting_project_of(project), agency, 2)
    ReportVersion.objects.filter(pk=version.pk).update(content=other.content)
    assert key_standing(project, TODAY).facts.approved_on is None
    assert state(project) is KeyState.FINANCE


def reporting_project_of(project: EvaluationProject) -> EvaluationProject:
    """Another project beside it, to take another content from."""
    return EvaluationProject.objects.create(
        organisation=project.organisation, created_by=project.created_by, created_at=DAY, code="PJ-2", name="另一个"
    )


def test_what_was_changed_under_its_hash_is_neither_sent_nor_passed(
    project: EvaluationProject, agency: Member, finance: Member
) -> None:
    version = final_of(project, agency)
    review = ask_finance(version, by=agency, at=DAY)
    FrozenText.objects.filter(sha256=version.content).delete()
    with pytest.raises(Refused, match="不在库里"):
        decide_review(review, approve=True, opinion="", by=finance, at=DAY)
    FinanceReview.objects.all().delete()
    with pytest.raises(Refused, match="不在库里"):
        ask_finance(version, by=agency, at=DAY)


def test_finance_decides_and_nobody_who_works_on_the_evaluation(
    project: EvaluationProject, county: County, agency: Member, finance: Member
) -> None:
    review = ask_finance(keyed(project, agency), by=agency, at=DAY)
    for who in (agency, county.member(Duty.FBD), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            decide_review(review, approve=True, opinion="", by=who, at=DAY)
    TeamMember.objects.create(project=project, position=1, name=finance.user.name)
    with pytest.raises(Refused, match="不得兼任财政审核人"):
        decide_review(review, approve=True, opinion="", by=finance, at=DAY)
    with pytest.raises(Refused, match="不得兼任财政审核人"):
        confirm_key(project, revision=1, by=finance, at=DAY)
    TeamMember.objects.all().delete()
    EvaluationProject.objects.filter(pk=project.pk).update(leads=[finance.user.name])
    with pytest.raises(Refused, match="不得兼任财政审核人"):
        decide_review(fresh(review), approve=True, opinion="", by=finance, at=DAY)
    EvaluationProject.objects.filter(pk=project.pk).update(leads=[])
    decide_review(fresh(review), approve=True, opinion="", by=finance, at=DAY)


def test_a_finance_officer_with_a_duty_in_the_evaluation_does_not_decide(
    project: EvaluationProject, county: County, agency: Member, finance: Member
) -> None:
    review = ask_finance(keyed(project, agency), by=agency, at=DAY)
    place = Membership.objects.get(user=finance.user)
    grant_duty(place, Duty.TPM, by=None, at=DAY, scope=county.firm)
    both = member_named("qh_fpd")
    with pytest.raises(Refused, match="不得兼任财政审核人"):
        decide_review(review, approve=True, opinion="", by=both, at=DAY)


def fresh(review: FinanceReview) -> FinanceReview:
    return FinanceReview.objects.get(pk=review.pk)


def test_the_word_on_the_panel_is_kept_and_taken_back(project: EvaluationProject, agency: Member) -> None:
    keyed(project, agency, experts=2)
    note_panel(project, "本县水利专家只有两名", revision=1, by=agency, at=DAY)
    assert key_standing(project, TODAY).facts.ground.panel_note == "本县水利专家只有两名"  # type: ignore[union-attr]  # put forward above
    note_panel(project, "", revision=2, by=agency, at=DAY)
    assert row_of(project).panel_note == ""
    with pytest.raises(Refused, match="最多1000字"):
        note_panel(project, "长" * 1001, revision=3, by=agency, at=DAY)


def test_a_report_goes_to_finance_once_it_is_signed_and_out(project: EvaluationProject, agency: Member) -> None:
    version = final_of(project, agency)
    ReportVersion.objects.filter(pk=version.pk).update(issued_at=None)
    version.refresh_from_db()
    with pytest.raises(Refused, match="还没有签字盖章发出"):
        ask_finance(version, by=agency, at=DAY)
