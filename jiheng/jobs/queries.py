"""Reading jobs."""

from django.db.models import QuerySet

from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Capability, Member


def mine(member: Member) -> QuerySet[Job]:
    """The member's own jobs in the present organisation, newest first.

    Owner and organisation are the whole scope: a duty over other units does not reach the own one.
    """
    if not member.may(Capability.JOBS_OWN):
        return Job.objects.none()
    return Job.objects.filter(owner=member.user, organisation=member.organisation)


def open_of(member: Member) -> QuerySet[Job]:
    """Those of ``mine`` that still wait or run."""
    return mine(member).filter(status__in=(JobStatus.QUEUED, JobStatus.RUNNING))
