"""Writes on jobs. Every move is one UPDATE naming the state and the run it starts from."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from jiheng.audit.actions import record
from jiheng.jobs.context import held_run
from jiheng.jobs.models import Job, JobStatus
from jiheng.jobs.registry import Json, runner_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused

ATTEMPTS: Final = 3
CLOSED: Final = (JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED)


@transaction.atomic
def enqueue(kind: str, title: str, arguments: Mapping[str, Json], *, by: Member, at: datetime) -> Job:
    """Queue a job for the member's organisation. ``title`` is what its list shows (Chinese)."""
    require(by, Capability.JOBS_OWN)
    runner_of(kind)
    job = Job.objects.create(
        kind=kind,
        title=title[:120],
        arguments=dict(arguments),
        organisation=by.organisation,
        owner=by.user,
        created_at=at,
        max_attempts=ATTEMPTS,
    )
    record(by.user, "job.enqueued", job, at=at, after={"kind": kind, "title": job.title})
    return job


def claim(*, now: datetime, lease: timedelta) -> Job | None:
    """Take the oldest waiting job, or one whose worker fell silent; ``None`` when there is nothing to do."""
    _close_abandoned(now)
    waiting = Q(status=JobStatus.QUEUED) | Q(status=JobStatus.RUNNING, lease_until__lt=now)
    for job in Job.objects.filter(waiting).order_by("created_at", "pk")[:20]:
        unchanged = Job.objects.filter(
            waiting, pk=job.pk, status=job.status, attempts=job.attempts, cancel_requested=False
        )
        taken = unchanged.update(
            status=JobStatus.RUNNING,
            attempts=job.attempts + 1,
            started_at=now,
            heartbeat_at=now,
            lease_until=now + lease,
            done=0,
            total=0,
            step="",
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


@transaction.atomic
def finish(job: Job, result: Mapping[str, Json], *, at: datetime) -> bool:
    """Close a run as done; false when another run has the job by now."""
    return _close(job, JobStatus.SUCCEEDED, "job.succeeded", at, result=dict(result), done=F("total"))


@transaction.atomic
def fail(job: Job, error: str, *, at: datetime) -> bool:
    """Close a run as failed with a Chinese reason."""
    return _close(job, JobStatus.FAILED, "job.failed", at, error=error[:500])


@transaction.atomic
def cancel(job: Job, *, at: datetime) -> bool:
    """Close a run that heard the owner's wish."""
    return _close(job, JobStatus.CANCELLED, "job.cancelled", at)


def release(job: Job) -> bool:
    """Give a run back to the queue as its worker shuts down; the run broken off is not counted."""
    return bool(held_run(job).update(status=JobStatus.QUEUED, lease_until=None, max_attempts=F("max_attempts") + 1))


@transaction.atomic
def request_cancel(job: Job, *, by: Member, at: datetime) -> None:
    """The owner wants it ended: at once while it waits, at the runner's next look while it runs."""
    _own(job, by)
    waiting = Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED)
    running = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, cancel_requested=False)
    if waiting.update(status=JobStatus.CANCELLED, cancel_requested=True, finished_at=at):
        record(by.user, "job.cancelled", job, at=at)
    elif running.update(cancel_requested=True):
        record(by.user, "job.cancel_requested", job, at=at)
    else:
        raise Refused("该任务已结束或已要求取消，请刷新页面")


@transaction.atomic
def retry(job: Job, *, by: Member, at: datetime) -> None:
    """The owner wants a failed or cancelled job done again, from the start."""
    _own(job, by)
    # Runs go on being counted, so that a worker long thought dead cannot write into the new run.
    moved = Job.objects.filter(pk=job.pk, status__in=(JobStatus.FAILED, JobStatus.CANCELLED)).update(
        status=JobStatus.QUEUED,
        max_attempts=F("attempts") + ATTEMPTS,
        cancel_requested=False,
        error="",
        step="",
        done=0,
        total=0,
        finished_at=None,
        lease_until=None,
    )
    if not moved:
        raise Refused("只有失败或已取消的任务可以重试，请刷新页面")
    record(by.user, "job.retried", job, at=at)


def _own(job: Job, by: Member) -> None:
    require(by, Capability.JOBS_OWN)
    if job.owner_id != by.user.pk:
        raise Refused("这是别人发起的任务，请由发起人操作")


def _close(job: Job, status: JobStatus, action: str, at: datetime, **columns: object) -> bool:
    moved = held_run(job).update(status=status, finished_at=at, lease_until=None, **columns)
    if moved:
        record(None, action, job, at=at, after={"run": job.attempts})
    return bool(moved)


def _close_abandoned(now: datetime) -> None:
    """Jobs whose worker fell silent for the last time, or while the owner wanted them ended."""
    silent = Job.objects.filter(status=JobStatus.RUNNING, lease_until__lt=now)
    for job in silent.filter(Q(cancel_requested=True) | Q(attempts__gte=F("max_attempts"))):
        if job.cancel_requested:
            cancel(job, at=now)
        else:
            fail(job, f"执行{job.attempts}次都中途中断，已停止。请减少一次处理的文件后重试", at=now)
