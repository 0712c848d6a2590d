"""A job as one row of the list."""

from dataclasses import dataclass

from jiheng.jobs.models import Job, JobStatus

TONES = {
    JobStatus.QUEUED: "wait",
    JobStatus.RUNNING: "run",
    JobStatus.SUCCEEDED: "green",
    JobStatus.FAILED: "red",
    JobStatus.CANCELLED: "none",
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """The job with its light, the address of its result, and what may be done with it."""

    job: Job
    tone: str
    word: str
    result: str
    can_cancel: bool
    can_retry: bool


def job_row(job: Job) -> JobRow:
    status = JobStatus(job.status)
    address = str(job.result.get("address", "")) if status is JobStatus.SUCCEEDED else ""
    return JobRow(
        job=job,
        tone=TONES[status],
        word=status.label,
        result=address,
        can_cancel=job.is_open and not job.cancel_requested,
        can_retry=status in {JobStatus.FAILED, JobStatus.CANCELLED},
    )
