"""Experts review what they were asked to, after their declaration, and nobody overwrites anybody."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from jiheng.audit.models import Event
from jiheng.audit.queries import verify
from jiheng.evaluation.actions.expert_reviews import (
    declare_relation,
    invite_expert,
    release_conflict,
    reopen_review,
    save_score,
    submit_review,
    withdraw_invitation,
)
from jiheng.evaluation.models import EvaluationProject, ExpertInvitation, ExpertScore, Phase
from jiheng.evaluation.queries import experts_for, own_invitations, waiting_conflicts
from jiheng.evaluation.shapes import review_of
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.orgs.refusal import Refused
from jiheng.rules.experts.shapes import ReviewState
from jiheng.rules.indicators.shapes import Indicator
from tests.county import DAY, County, appoint

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/25")]
D = Decimal
DUE = date(2026, 4, 1)
D1 = Indicator("D1", "决策", "立项", "论证", D("60"))
D2 = Indicator("D2", "决策", "立项", "程序", D("40"))


@pytest.fixture
def lead(county: County) -> Member:
    return county.member(Duty.LEAD)


@pytest.fixture
def expert(county: County) -> Member:
    return county.member(Duty.EXP)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return EvaluationProject.objects.create(
        organisation=county.firm,
        created_by=county.member(Duty.TPL).user,
        created_at=DAY,
        code="PJ-1",
        name="村道养护",
        phase=Phase.IMPLEMENT,
    )


@pytest.fixture
def invitation(project: EvaluationProject, lead: Member, expert: Member) -> ExpertInvitation:
    return invite_expert(project, expert.user, due=DUE, by=lead, at=DAY)


def declare(invitation: ExpertInvitation, by: Member, relation: str = "", *, related: bool | None = None) -> None:
    invitation.refresh_from_db()
    answer = bool(relation) if related is None else related
    declare_relation(invitation, related=answer, relation=relation, revision=invitation.revision, by=by, at=DAY)


def save(invitation: ExpertInvitation, by: Member, indicator: Indicator = D1, **changed: Any) -> ExpertScore:
    invitation.refresh_from_db()
    given: dict[str, Any] = {"points": D("50"), "comment": "略简", "counter": 0}
    return save_score(invitation, indicator, **given | changed, by=by, at=DAY)


def submit(invitation: ExpertInvitation, by: Member) -> None:
    invitation.refresh_from_db()
    submit_review(invitation, [D1, D2], revision=invitation.revision, by=by, at=DAY)


def test_declared_scored_and_handed_in(invitation: ExpertInvitation, expert: Member) -> None:
    declare(invitation, expert)
    save(invitation, expert)
    with pytest.raises(Refused, match="“程序”还没有打分"):
        submit(invitation, expert)
    save(invitation, expert, D2, points=D("40"), comment="")
    submit(invitation, expert)
    invitation.refresh_from_db()
    assert review_of(invitation).state is ReviewState.SUBMITTED
    with pytest.raises(Refused, match="评审已经提交，只能查看"):
        save(invitation, expert, counter=1)
    with pytest.raises(Refused, match="评审已经提交，只能查看"):
        declare(invitation, expert)
    acts = list(Event.objects.filter(action__startswith="expert.").values_list("action", flat=True).order_by("seq"))
    assert acts == ["expert.invited", "expert.declared", "expert.scored", "expert.scored", "expert.submitted"]
    assert {one.organisation_id for one in Event.objects.filter(action__startswith="expert.")} == {
        invitation.project.organisation_id
    }
    assert verify() == []


def test_nothing_is_scored_before_the_declaration(invitation: ExpertInvitation, expert: Member) -> None:
    with pytest.raises(Refused, match="请先声明再打分"):
        save(invitation, expert)
    assert not ExpertScore.objects.exists()


def test_a_declared_relation_closes_the_review_until_it_is_released_with_a_reason(
    invitation: ExpertInvitation, expert: Member, lead: Member
) -> None:
    declare(invitation, expert, "配偶在县交通局")
    with pytest.raises(Refused, match="主评人写明理由同意"):
        save(invitation, expert)
    assert list(waiting_conflicts(lead)) == [invitation]
    invitation.refresh_from_db()
    with pytest.raises(Refused, match="要写明理由"):
        release_conflict(invitation, reason=" ", revision=invitation.revision, by=lead, at=DAY)
    with pytest.raises(Refused, match="不能自行撤回"):
        declare(invitation, expert)
    invitation.refresh_from_db()
    release_conflict(invitation, reason="离职已满五年", revision=invitation.revision, by=lead, at=DAY)
    assert list(waiting_conflicts(lead)) == []
    save(invitation, expert)
    with pytest.raises(Refused, match="没有待处理的利益关系"):
        release_conflict(invitation, reason="再来", revision=invitation.revision, by=lead, at=DAY)


def test_a_relation_that_comes_to_mind_closes_it_again(
    invitation: ExpertInvitation, expert: Member, lead: Member
) -> None:
    declare(invitation, expert)
    save(invitation, expert)
    declare(invitation, expert, "曾为该局编过可研报告")
    with pytest.raises(Refused, match="主评人写明理由同意"):
        save(invitation, expert, counter=1)


@pytest.mark.parametrize(("related", "relation", "said"), [(None, "", "请选择"), (True, " ", "写明是什么关系")])
def test_a_declaration_says_something(
    invitation: ExpertInvitation, expert: Member, related: bool | None, relation: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        declare_relation(invitation, related=related, relation=relation, revision=1, by=expert, at=DAY)


def test_the_later_of_two_windows_is_told_and_overwrites_nothing(
    invitation: ExpertInvitation, expert: Member
) -> None:
    declare(invitation, expert)
    first = save(invitation, expert)
    for counter in (0, 2):
        with pytest.raises(Refused, match="已在别的窗口保存过"):
            save(invitation, expert, points=D("10"), counter=counter)
    assert ExpertScore.objects.get().points == D("50")
    save(invitation, expert, points=D("55"), counter=first.revision)
    kept = ExpertScore.objects.get()
    assert (kept.points, kept.revision) == (D("55"), 2)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"points": D("60.01")}, "不在0到分值60之间"),
        ({"points": D("-1")}, "不在0到分值60之间"),
        ({"points": D("1.005")}, "多于两位小数"),
        ({"points": None, "comment": " "}, "请先打分或写意见"),
        ({"comment": "长" * 1001}, "最多1000字"),
    ],
)
def test_what_cannot_be_a_score_is_refused(
    invitation: ExpertInvitation, expert: Member, changed: dict[str, Any], said: str
) -> None:
    declare(invitation, expert)
    with pytest.raises(Refused, match=said):
        save(invitation, expert, **changed)
    assert not ExpertScore.objects.exists()


def test_a_draft_may_be_a_note_or_points_without_a_comment_but_is_not_handed_in(
    invitation: ExpertInvitation, expert: Member
) -> None:
    declare(invitation, expert)
    save(invitation, expert, points=None, comment="还要看照片")
    save(invitation, expert, D2, points=D("30"), comment="")
    save(invitation, expert, counter=1)
    with pytest.raises(Refused, match="扣了10分而没有写意见"):
        submit(invitation, expert)


def test_given_back_with_a_reason_it_goes_on(invitation: ExpertInvitation, expert: Member, lead: Member) -> None:
    declare(invitation, expert)
    save(invitation, expert)
    with pytest.raises(Refused, match="还没有提交"):
        reopen_review(invitation, reason="再看", revision=invitation.revision, by=lead, at=DAY)
    save(invitation, expert, D2, points=D("40"))
    submit(invitation, expert)
    with pytest.raises(PermissionDenied):
        reopen_review(invitation, reason="再看", revision=invitation.revision, by=expert, at=DAY)
    reopen_review(invitation, reason="请补看验收单", revision=invitation.revision, by=lead, at=DAY)
    save(invitation, expert, points=D("45"), counter=1)


def test_another_expert_s_invitation_is_nobody_else_s(
    invitation: ExpertInvitation, county: County, expert: Member
) -> None:
    other = appoint("other_exp", Duty.EXP, county.firm)
    assert list(own_invitations(expert)) == [invitation]
    assert list(own_invitations(other)) == []
    with pytest.raises(PermissionDenied):
        declare(invitation, other)
    with pytest.raises(PermissionDenied):
        declare(invitation, county.member(Duty.LEAD))


def test_asked_off_with_a_reason_an_expert_sees_it_no_more(
    invitation: ExpertInvitation, expert: Member, lead: Member, project: EvaluationProject
) -> None:
    with pytest.raises(Refused, match="要写明理由"):
        withdraw_invitation(invitation, reason="", revision=1, by=lead, at=DAY)
    withdraw_invitation(invitation, reason="时间冲突", revision=1, by=lead, at=DAY)
    assert list(own_invitations(expert)) == []
    with pytest.raises(Refused, match="刚被改动过"):
        declare(invitation, expert)
    assert invite_expert(project, expert.user, due=DUE, by=lead, at=DAY).pk != invitation.pk


def test_whom_a_project_may_ask(project: EvaluationProject, county: County, lead: Member, expert: Member) -> None:
    both = appoint("both", Duty.EXP, county.auditors)
    far = appoint("far_exp", Duty.EXP, county.other_bureau)
    assert set(experts_for(project)) == {expert.user, both.user}
    for user, said in ((lead.user, "不能评审这个项目"), (far.user, "不能评审这个项目")):
        with pytest.raises(Refused, match=said):
            invite_expert(project, user, due=DUE, by=lead, at=DAY)
    with pytest.raises(Refused, match="已经过去"):
        invite_expert(project, expert.user, due=date(2026, 3, 1), by=lead, at=DAY)
    invite_expert(project, expert.user, due=date(2026, 3, 2), by=lead, at=DAY)
    with pytest.raises(Refused, match="已经受邀"):
        invite_expert(project, expert.user, due=DUE, by=lead, at=DAY + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        invite_expert(project, both.user, due=DUE, by=county.member(Duty.TPM), at=DAY)


def test_before_it_is_carried_out_nobody_is_asked(project: EvaluationProject, lead: Member, expert: Member) -> None:
    project.phase = Phase.PREPARE
    with pytest.raises(Refused, match="进入评价实施以后"):
        invite_expert(project, expert.user, due=DUE, by=lead, at=DAY)


def test_two_leads_at_once_do_not_undo_each_other(invitation: ExpertInvitation, expert: Member, lead: Member) -> None:
    declare(invitation, expert, "曾任职")
    invitation.refresh_from_db()
    looked_at = invitation.revision
    release_conflict(invitation, reason="已满三年", revision=looked_at, by=lead, at=DAY)
    with pytest.raises(Refused, match="刚被改动过"):
        withdraw_invitation(invitation, reason="换人", revision=looked_at, by=lead, at=DAY)
