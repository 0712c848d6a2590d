"""What a runner is given: its job, and the way to say how far it is and to hear that it should stop."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from django.db.models import QuerySet

from jiheng.jobs.models import Job, JobStatus

EVERY: Final = timedelta(milliseconds=500)
"""Progress is written, and a wish to cancel looked up, no more often than this."""


class JobCancelled(Exception):
    """The owner asked to cancel."""


class JobStopped(Exception):
    """The worker is being shut down; the job goes back to the queue."""


class JobLost(Exception):
    """The lease ran out and another worker has the job, or it was closed meanwhile; this run no longer counts."""


class JobContext:
    """One run of one job."""

    def __init__(self, job: Job, clock: Callable[[], datetime], lease: timedelta, stop: Event) -> None:
        self.job = job
        self._clock = clock
        self._lease = lease
        self._stop = stop
        self._written = self._looked = clock() - EVERY

    @property
    def arguments(self) -> dict[str, object]:
        """What the job was queued with."""
        return dict(self.job.arguments)

    def now(self) -> datetime:
        """The worker's own clock, so that everything a run writes tells one time."""
        return self._clock()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is and what is being done (Chinese); then as ``check_cancelled``."""
        now = self._clock()
        if now - self._written >= EVERY or done >= total:
            self._written = now
            held = held_run(self.job).update(
                done=done, total=total, step=text[:120], heartbeat_at=now, lease_until=now + self._lease
            )
            if not held:
                raise JobLost
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise ``JobCancelled``, ``JobStopped`` or ``JobLost`` when the work should end here."""
        if self._stop.is_set():
            raise JobStopped
        now = self._clock()
        if now - self._looked < EVERY:
            return
        self._looked = now
        wishes = list(held_run(self.job).values_list("cancel_requested", flat=True))
        if not wishes:
            raise JobLost
        if wishes[0]:
            raise JobCancelled

    def renew(self) -> None:
        """Prolong the lease while a single step takes long; called beside the runner."""
        now = self._clock()
        held_run(self.job).update(heartbeat_at=now, lease_until=now + self._lease)


def held_run(job: Job) -> QuerySet[Job]:
    """The job's row as long as this very run still holds it."""
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)
