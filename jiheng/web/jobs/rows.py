"""A job as one row of the list."""

from dataclasses import dataclass

from django.urls import reverse

from jiheng.jobs.models import Job, JobStatus
from jiheng.self_evaluation.actions import JOB_KIND

TONES = {
    JobStatus.QUEUED: "wait",
    JobStatus.RUNNING: "run",
    JobStatus.SUCCEEDED: "green",
    JobStatus.FAILED: "red",
    JobStatus.CANCELLED: "none",
}

RESULT_PAGES = {JOB_KIND: ("rechecks:batch", "batch")}
"""Kind of job → the page of its result and the word of its arguments or result that names the row."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """The job with its light, the address of its result, and what may be done with it."""

    job: Job
    tone: str
    word: str
    result: str
    can_cancel: bool
    can_retry: bool


def result_page(job: Job) -> str:
    """The page that shows what the job made; empty for a job without one. A result may name its own ``address``."""
    if "address" in job.result:
        return str(job.result["address"])
    name, key = RESULT_PAGES.get(job.kind, ("", ""))
    known = {**job.arguments, **job.result}
    return reverse(name, args=[known[key]]) if key in known else ""


def job_row(job: Job) -> JobRow:
    status = JobStatus(job.status)
    address = result_page(job) if status is JobStatus.SUCCEEDED else ""
    return JobRow(
        job=job,
        tone=TONES[status],
        word=status.label,
        result=address,
        can_cancel=job.is_open and not job.cancel_requested,
        can_retry=status in {JobStatus.FAILED, JobStatus.CANCELLED},
    )
