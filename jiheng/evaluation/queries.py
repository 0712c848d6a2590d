"""Reading evaluation projects."""

from django.db.models import QuerySet

from jiheng.evaluation.models import EvaluationProject, PlanVersion
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible


def projects(member: Member) -> QuerySet[EvaluationProject]:
    """The evaluations the member may read, newest first."""
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_READ)
    return rows.select_related("organisation", "created_by", "submitted_by")


def current_version(project: EvaluationProject) -> PlanVersion | None:
    """The version sent last, with what finance said of it."""
    return project.versions.prefetch_related("opinions__by").select_related("submitted_by", "decided_by").first()
