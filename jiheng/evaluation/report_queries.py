"""Reading reports: their versions, what they hold, and what was said and signed of them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from jiheng.evaluation.frozen import texts_of
from jiheng.evaluation.models import (
    EvaluationProject,
    Phase,
    Recommendation,
    ReportKind,
    ReportText,
    ReportVersion,
    VersionState,
)
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.rules.exact_json import from_text
from jiheng.rules.reporting.content import ReportContent


def report_versions(project: EvaluationProject) -> QuerySet[ReportVersion]:
    """Every version of a report, the latest first."""
    rows = ReportVersion.objects.filter(project=project)
    return rows.select_related(
        "project__organisation",
        "made_by",
        "issued_by",
        "template",
        "job",
        "word__blob",
        "pdf__blob",
        "workbook__blob",
    )


def reports_of(member: Member, most: int) -> list[EvaluationProject]:
    """The evaluations in their report stage the member writes, the latest first."""
    rows = visible(EvaluationProject.objects.all(), member, Capability.EVALUATION_EDIT).filter(phase=Phase.REPORT)
    return list(rows.select_related("organisation").order_by("-pk")[:most])


def latest_versions(projects: Iterable[EvaluationProject]) -> dict[tuple[int, str], ReportVersion]:
    """The latest finished version of each kind, by project and kind."""
    rows = ReportVersion.objects.filter(project__in=projects, state=VersionState.READY).order_by("number")
    return {(row.project_id, row.kind): row for row in rows.defer("content")}


def texts_by_item(project: EvaluationProject) -> dict[str, ReportText]:
    """What was written, by the key of its sub-item."""
    return {row.item: row for row in ReportText.objects.filter(project=project)}


def recommendations(project: EvaluationProject) -> QuerySet[Recommendation]:
    """The recommendations in their order."""
    return Recommendation.objects.filter(project=project)


def version_numbered(key: int) -> ReportVersion:
    """One version by its row; for the job that writes its files, which acts for nobody's page."""
    return ReportVersion.objects.select_related("project__organisation", "template__attachment__blob").get(pk=key)


def drafts_of(project: EvaluationProject) -> QuerySet[ReportVersion]:
    """The 征求意见稿 whose files are there, the latest first."""
    return report_versions(project).filter(kind=ReportKind.DRAFT, state=VersionState.READY)


def finals_of(project: EvaluationProject) -> QuerySet[ReportVersion]:
    """The 正式稿 whose files are there, the latest first."""
    return report_versions(project).filter(kind=ReportKind.FINAL, state=VersionState.READY)


def content_in(version: ReportVersion) -> ReportContent:
    """What a version holds, as it was frozen. Raises ``Broken`` when it is gone or was changed."""
    return from_text(texts_of({version.content})[version.content], ReportContent)
