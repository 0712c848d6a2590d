"""To-dos, derived from state each time they are asked for and never stored."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.urls import reverse

from jiheng.jobs.models import JobStatus
from jiheng.jobs.queries import mine, open_of
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.self_evaluation.models import BatchStatus, RecheckBatch, Worst
from jiheng.web.workbench.evaluation_todos import evaluation_todos
from jiheng.web.workbench.judging_todos import judging_todos
from jiheng.web.workbench.key_todos import key_todos
from jiheng.web.workbench.opinion_todos import opinion_todos
from jiheng.web.workbench.report_todos import report_todos
from jiheng.web.workbench.request_todos import request_todos
from jiheng.web.workbench.todo import ToDo, ToDoGroup, Urgency

FAILED_FOR = timedelta(days=14)
"""A failed job older than this no longer asks for attention; it stays in the list of jobs."""
OPEN_BATCHES = 20


def todo_groups(member: Member, at: datetime) -> list[ToDoGroup]:
    """The member's to-dos by urgency, newest first; empty groups are left out."""
    found = [
        *job_todos(member, at),
        *batch_todos(member),
        *evaluation_todos(member),
        *judging_todos(member, at),
        *request_todos(member, at),
        *opinion_todos(member, at),
        *report_todos(member),
        *key_todos(member),
    ]
    todos = sorted(found, key=lambda todo: todo.since, reverse=True)
    groups = [ToDoGroup(urgency, [todo for todo in todos if todo.urgency is urgency]) for urgency in Urgency]
    return [group for group in groups if group.items]


def job_todos(member: Member, at: datetime) -> Iterable[ToDo]:
    """The member's own jobs that failed lately or are still at work."""
    if not member.may(Capability.JOBS_OWN):
        return
    jobs, own = reverse("jobs:list"), mine(member).select_related("organisation")
    for job in own.filter(status=JobStatus.FAILED, finished_at__gte=at - FAILED_FOR):
        yield ToDo(
            Urgency.STUCK, "重试", job.title, job.error, job.organisation.label, job.created_at, jobs, "看原因"
        )
    for job in open_of(member).select_related("organisation"):
        note = f"{job.get_status_display()}，{job.percent}%"
        yield ToDo(Urgency.WAITING, "等待", job.title, note, job.organisation.label, job.created_at, jobs, "看进度")


def batch_todos(member: Member) -> Iterable[ToDo]:
    """Finished batches in which blocking marks still stand without a decision."""
    if not member.may(Capability.RECHECK_DECIDE):
        return
    blocked = Q(forms__worst=Worst.ERROR)
    batches = (
        visible(RecheckBatch.objects.all(), member, Capability.RECHECK_DECIDE)
        .filter(status=BatchStatus.FINISHED)
        .select_related("organisation")
        .annotate(
            blocked=Count("forms", filter=blocked, distinct=True),
            decided=Count("forms", filter=blocked & Q(forms__decisions__isnull=False), distinct=True),
        )
        .filter(blocked__gt=F("decided"))[:OPEN_BATCHES]
    )
    for batch in batches:
        note = f"{batch.blocked} 张表有阻断，{batch.decided} 张已作决定"
        address = reverse("rechecks:batch", args=[batch.pk])
        yield ToDo(
            Urgency.NEXT, "复核", batch.name, note, batch.organisation.label, batch.created_at, address, "去复核"
        )
