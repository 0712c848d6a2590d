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
    """The job with its light, why nothing came of it, the address of its result, and what may be done with it."""

    job: Job
    refused: str
    tone: str
    word: str
    result: str
    can_cancel: bool
    can_retry: bool


def job_row(job: Job) -> JobRow:
    status = JobStatus(job.status)
    done = job.result if status is JobStatus.SUCCEEDED else {}
    refused = str(done.get("refused", ""))
    return JobRow(
        job=job,
        refused=refused,
        tone="yellow" if refused else TONES[status],
        word="没有办成" if refused else status.label,
        result=str(done.get("address", "")),
        can_cancel=job.is_open and not job.cancel_requested,
        can_retry=status in {JobStatus.FAILED, JobStatus.CANCELLED},
    )
