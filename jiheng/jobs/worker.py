"""The loop that runs jobs, one at a time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Final

from django.db import close_old_connections, connection

from jiheng.jobs.actions import cancel, claim, fail, finish, release
from jiheng.jobs.context import JobCancelled, JobContext, JobLost, JobStopped
from jiheng.jobs.models import Job
from jiheng.jobs.registry import runner_of
from jiheng.orgs.refusal import Refused

LEASE: Final = timedelta(seconds=60)
POLL_SECONDS: Final = 1.0
Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


def work(*, clock: Clock, stop: Event, once: bool = False, lease: timedelta = LEASE) -> int:
    """Run jobs until ``stop`` is set, or, with ``once``, until none waits. Answers how many were run."""
    count = 0
    while not stop.is_set():
        if not connection.in_atomic_block:  # a caller's own transaction keeps its connection
            close_old_connections()
        job = claim(now=clock(), lease=lease)
        if job is not None:
            run(job, clock=clock, stop=stop, lease=lease)
            count += 1
        elif once:
            break
        else:
            stop.wait(POLL_SECONDS)
    return count


def run(job: Job, *, clock: Clock, stop: Event, lease: timedelta = LEASE) -> None:
    """Run one claimed job to its end, whatever that is; no exception of a runner gets out."""
    context = JobContext(job, clock, lease, stop)
    log.info("job %s (%s) run %s", job.pk, job.kind, job.attempts)
    try:
        with _Heartbeat(context, lease):
            result = runner_of(job.kind)(context)
        finish(job, result, at=clock())
    except JobCancelled:
        cancel(job, at=clock())
    except JobStopped:
        release(job)
    except JobLost:
        log.warning("job %s run %s lost its lease", job.pk, job.attempts)
    except Refused as refusal:
        fail(job, str(refusal), at=clock())
    except Exception as error:
        # Only the kind of error: its text may quote what people filled in.
        log.error("job %s (%s) failed with %s", job.pk, job.kind, type(error).__name__)
        log.debug("job %s", job.pk, exc_info=True)
        fail(job, f"执行时出错（{type(error).__name__}），请重试。再次失败请告诉管理员任务编号{job.pk}", at=clock())


class _Heartbeat:
    """Keeps the lease alive from beside the runner, so that one long step does not look like a crash."""

    def __init__(self, context: JobContext, lease: timedelta) -> None:
        self._context = context
        self._every = lease.total_seconds() / 3
        self._done = Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        beaten = False
        while not self._done.wait(self._every):
            self._context.renew()
            beaten = True
        if beaten:
            connection.close()
