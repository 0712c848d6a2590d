"""我的工作台 is worked out from what is there, and says so when there is nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import now

from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Organisation
from jiheng.self_evaluation.models import (
    BatchStatus,
    Decision,
    FileOutcome,
    RecheckBatch,
    RecheckCode,
    RecheckDecision,
    RecheckFile,
    RecheckForm,
    Worst,
)
from jiheng.web.workbench.figures import frequent_codes, recheck_figures
from jiheng.web.workbench.grades import grade_shares
from jiheng.web.workbench.todo import Urgency
from jiheng.web.workbench.todos import todo_groups
from tests.county import County
from tests.web.conftest import LoggedIn
from tests.web.opened import evaluation_of


def test_an_empty_workbench_says_what_belongs_there(logged_in: LoggedIn) -> None:
    page = logged_in(Duty.FPD).get("/").content.decode()
    assert "现在没有待办" in page
    assert "自评复核概况" not in page


def test_a_failed_job_asks_for_a_retry_for_two_weeks(county: County) -> None:
    member, today = county.member(Duty.FPD), now()
    job_of(member, JobStatus.FAILED, finished_at=today - timedelta(days=13))
    job_of(member, JobStatus.FAILED, finished_at=today - timedelta(days=15))
    (group,) = todo_groups(member, today)
    assert group.urgency is Urgency.STUCK
    assert len(group.items) == 1


def test_work_under_way_is_shown_with_how_far_it_is(county: County) -> None:
    member = county.member(Duty.FPD)
    job_of(member, JobStatus.RUNNING, done=9, total=24)
    (group,) = todo_groups(member, now())
    assert group.urgency is Urgency.WAITING
    assert group.items[0].note == "进行中，37%"


def test_a_batch_with_blocking_marks_waits_for_a_decision_and_then_no_longer(county: County) -> None:
    member = county.member(Duty.FPD)
    form = form_of(member, county.school, worst=Worst.ERROR, errors=1)
    (group,) = todo_groups(member, now())
    assert group.urgency is Urgency.NEXT
    assert group.items[0].note == "1 张表有阻断，0 张已作决定"
    RecheckDecision.objects.create(
        form=form, mark=0, code="E-F-01", decision=Decision.RETURN, by=member.user, at=now()
    )
    assert todo_groups(member, now()) == []


def test_nobody_sees_the_work_of_another_unit(county: County) -> None:
    form_of(county.member(Duty.UNT), county.school, worst=Worst.ERROR)
    job_of(county.member(Duty.FPD), JobStatus.FAILED, finished_at=now())
    assert recheck_figures(county.member(Duty.DPT)) is not None
    assert recheck_figures(county.member(Duty.TPM)) is None
    assert todo_groups(county.member(Duty.TPM), now()) == []


def test_figures_count_what_the_member_may_see(county: County) -> None:
    member = county.member(Duty.FPD)
    form_of(member, county.school, worst=Worst.ERROR, errors=2, executed=Decimal("372400"))
    form_of(member, county.kindergarten, worst=Worst.NONE, executed=Decimal("100000.50"))
    figures = recheck_figures(member)
    assert figures is not None
    assert (figures.forms, figures.clean, figures.blocked, figures.errors) == (2, 1, 1, 2)
    assert figures.executed == Decimal("472400.50")


def test_grades_are_drawn_side_by_side(county: County) -> None:
    member = county.member(Duty.FPD)
    form_of(member, county.school, grade_reported="优", grade="良")
    form_of(member, county.school, grade_reported="优", grade="优")
    form_of(member, county.school, grade_reported="", grade="差")
    best, good, fair, poor = grade_shares(member)
    assert (best.reported, best.recomputed) == (2, 1)
    assert (best.reported_width, best.recomputed_width) == ("340.0", "170.0")
    assert (good.recomputed_at, good.recomputed_width) == ("170.0", "170.0")
    assert (fair.recomputed, poor.recomputed) == (0, 0)


def test_the_most_frequent_problems_come_first(county: County) -> None:
    member = county.member(Duty.FPD)
    for code, severity, times in (("E-F-01", Worst.ERROR, 1), ("E-F-02", Worst.ERROR, 4)):
        form = form_of(member, county.school)
        RecheckCode.objects.create(form=form, code=code, severity=severity, times=times)
    assert [code.times for code in frequent_codes(member)] == [4, 1]
    assert {code.severity for code in frequent_codes(member)} == {"阻断"}


def job_of(member: Member, status: JobStatus, **columns: object) -> Job:
    return Job.objects.create(
        kind="recheck_batch",
        title="复核一批表",
        organisation=member.organisation,
        owner=member.user,
        status=status,
        created_at=now(),
        **columns,
    )


def form_of(member: Member, unit: Organisation, **columns: object) -> RecheckForm:
    """One form of a finished batch of the unit."""
    batch = RecheckBatch.objects.create(
        organisation=unit,
        name="第3批",
        rules="mof2020-10",
        created_by=member.user,
        created_at=now(),
        status=BatchStatus.FINISHED,
    )
    file = RecheckFile.objects.create(batch=batch, name="自评表.xlsx", outcome=FileOutcome.READ)
    values = {"sheet": "Sheet1", "kind": "project_self_evaluation", "result": "{}"} | columns
    return RecheckForm.objects.create(batch=batch, file=file, **values)


@pytest.mark.parametrize(
    ("status", "urgency", "verb"),
    [
        (PlanStatus.DRAFT, Urgency.NEXT, "准备"),
        (PlanStatus.RETURNED, Urgency.STUCK, "修改"),
        (PlanStatus.APPROVED, Urgency.NEXT, "开始"),
        (PlanStatus.SUBMITTED, Urgency.WAITING, "等待"),
    ],
)
def test_an_evaluation_says_what_it_needs_of_its_team(
    county: County, status: PlanStatus, urgency: Urgency, verb: str
) -> None:
    evaluation_with(county, status)
    (group,) = todo_groups(county.member(Duty.TPL), now())
    assert (group.urgency, [todo.verb for todo in group.items]) == (urgency, [verb])
    assert todo_groups(county.member(Duty.UNT), now()) == []


def test_only_a_plan_that_was_sent_waits_for_finance(county: County) -> None:
    project = evaluation_with(county, PlanStatus.DRAFT)
    assert todo_groups(county.member(Duty.FPD), now()) == []
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=PlanStatus.SUBMITTED)
    (group,) = todo_groups(county.member(Duty.FPD), now())
    assert [(todo.verb, todo.address) for todo in group.items] == [("审定", f"/evaluations/{project.pk}/")]


def test_an_evaluation_in_implementation_asks_for_nothing_here(county: County) -> None:
    project = evaluation_with(county, PlanStatus.APPROVED)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT)
    assert todo_groups(county.member(Duty.TPL), now()) == []


def evaluation_with(county: County, status: PlanStatus) -> EvaluationProject:
    project = evaluation_of(county.firm)
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=status)
    return project
