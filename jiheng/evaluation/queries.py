"""Reading evaluation projects."""

from typing import Final

from django.db.models import QuerySet

from jiheng.audit.models import Event
from jiheng.evaluation.models import (
    BasisFile,
    ColumnMapping,
    EvaluationProject,
    IndicatorVersion,
    LineImport,
    PlanVersion,
)
from jiheng.evaluation.shapes import IMPLEMENTATION, MODELS_OF
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Organisation
from jiheng.orgs.scope import visible

ENTERED: Final = ("evaluation.implementation_entered", "evaluation.report_entered")
RESUMED: Final = ("evaluation.preparation_resumed", "evaluation.implementation_resumed")
"""Events of moving on by one phase, and of going back by one."""


def projects(member: Member) -> QuerySet[EvaluationProject]:
    """The evaluations the member may read, newest first."""
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_READ)
    return rows.select_related("organisation", "created_by", "submitted_by")


def current_version(project: EvaluationProject) -> PlanVersion | None:
    """The version sent last, with what finance said of it."""
    return project.versions.prefetch_related("opinions__by").select_related("submitted_by", "decided_by").first()


def indicator_versions(project: EvaluationProject) -> QuerySet[IndicatorVersion]:
    """Every version of the indicator system, the latest first."""
    return project.indicator_versions.select_related("saved_by")


def basis_files(project: EvaluationProject) -> QuerySet[BasisFile]:
    """The originals handed in for a project, confirmed or not, in the order they came."""
    return BasisFile.objects.filter(project=project).select_related("project", "attachment__blob", "confirmed_by")


def rows_in(project: EvaluationProject, part: str) -> int:
    """How many rows a part of the preparation has in its first table."""
    models = MODELS_OF.get(part, ())
    return models[0]._default_manager.filter(project=project).count() if models else 1


def rows_entered(project: EvaluationProject, part: str) -> int:
    """How many rows a part of what the evaluation is scored by has."""
    model, _ = IMPLEMENTATION[part]
    return model._default_manager.filter(project=project).count()


def state_mark(project: EvaluationProject) -> str:
    """The hash of the last event on a project: it changes with every act and never comes again. Empty without any."""
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk))
    return events.order_by("-seq").values_list("hash", flat=True).first() or ""


def last_return(project: EvaluationProject) -> Event | None:
    """The last time the evaluation went back a phase; ``None`` once it moved on again, or when it never did."""
    events = Event.objects.filter(
        subject_type=project._meta.label_lower, subject_id=str(project.pk), action__in=(*ENTERED, *RESUMED)
    )
    last = events.select_related("actor").order_by("-seq").first()
    return last if last and last.action in RESUMED else None


def line_imports(project: EvaluationProject) -> QuerySet[LineImport]:
    """The lists of fund lines handed in for a project, the latest first."""
    return project.line_imports.select_related("project__organisation", "attachment__blob", "handed_in_by", "job")


def column_mapping(organisation: Organisation, headings: str) -> dict[str, str]:
    """What the organisation's last list with these headings (their signature) was read as: field → heading."""
    known = ColumnMapping.objects.filter(organisation=organisation, headings=headings).first()
    return dict(known.columns) if known else {}


def imported_project(number: str) -> EvaluationProject:
    """The project of a list that was just imported; for the job that did it, which acts for nobody's page."""
    return LineImport.objects.select_related("project__organisation").get(pk=number).project
