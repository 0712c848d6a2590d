"""A report, and a version of one, belonging to whatever unit a test names."""

from django.utils.timezone import now

from jiheng.evaluation.frozen import kept
from jiheng.evaluation.models import EvaluationProject, PlanStatus, Recommendation, ReportVersion, VersionState
from jiheng.orgs.models import Organisation
from jiheng.rules.exact_json import to_text
from tests.rules.reporting.contents import small_content
from tests.web.handed_in import clerk_of, workbook_of
from tests.web.opened import evaluation_of


def reported_evaluation_of(unit: Organisation) -> EvaluationProject:
    """An evaluation of the unit whose plan is approved, with one recommendation."""
    project = evaluation_of(unit)
    EvaluationProject.objects.filter(pk=project.pk).update(plan_status=PlanStatus.APPROVED)
    Recommendation.objects.create(project=project, number=1, title="落实管护责任")
    project.refresh_from_db()
    return project


def draft_of(unit: Organisation) -> ReportVersion:
    """The unit's first 征求意见稿 with a file registered."""
    project, clerk, content = evaluation_of(unit), clerk_of(unit).user, small_content()
    (digest,) = kept([to_text(content)])
    return ReportVersion.objects.create(
        project=project,
        kind="draft",
        number=1,
        content=digest,
        run=content.run,
        software="0",
        made_by=clerk,
        made_at=now(),
        state=VersionState.READY,
        word=workbook_of(unit),
    )
