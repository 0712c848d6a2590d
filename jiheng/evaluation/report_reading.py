"""The doorway of the report: rows people wrote become the shapes its rules read."""

from django.utils.timezone import localdate

from jiheng.evaluation.models import (
    AmendmentStatus,
    EvaluationProject,
    IndicatorAmendment,
    Recommendation,
    ReportSetup,
    ReportText,
    ScoreRun,
)
from jiheng.rules.reporting import shapes
from jiheng.rules.reporting.grounds import AmendmentLine


def texts_of_report(project: EvaluationProject) -> tuple[shapes.ReportText, ...]:
    """What was written, item by item."""
    rows = ReportText.objects.filter(project=project)
    return tuple(shapes.ReportText(row.item, row.text, row.absent) for row in rows)


def recommendations_of(project: EvaluationProject) -> tuple[shapes.Recommendation, ...]:
    """The recommendations in their order."""
    rows = Recommendation.objects.filter(project=project)
    return tuple(shapes.Recommendation(row.number, row.title, row.text, tuple(row.problems), row.key) for row in rows)


def setup_of(project: EvaluationProject) -> ReportSetup:
    """What is chosen for the report; a fresh one, not kept, as long as nothing was."""
    found = ReportSetup.objects.filter(project=project).select_related("template__attachment__blob").first()
    return found or ReportSetup(project=project, revision=0)


def written_report(project: EvaluationProject) -> shapes.Report:
    """Texts, recommendations and the problems of the abstract; what was said of the report is read apart."""
    return shapes.Report(
        texts=texts_of_report(project),
        recommendations=recommendations_of(project),
        key_problems=tuple(setup_of(project).key_problems),
    )


def amendment_lines(project: EvaluationProject) -> tuple[AmendmentLine, ...]:
    """The amendments of indicators that were approved, the first one first."""
    rows = IndicatorAmendment.objects.filter(project=project, status=AmendmentStatus.APPROVED)
    return tuple(
        AmendmentLine(
            row.number,
            "、".join(row.codes),
            row.reason,
            row.requested_by.name,
            row.decided_by.name if row.decided_by else "",
            localdate(row.decided_at or row.requested_at),
            row.effect.get("before") or "",
            row.effect.get("after") or "",
        )
        for row in rows.select_related("requested_by", "decided_by").order_by("number")
    )


def last_run_number(project: EvaluationProject) -> int:
    """The number of the latest frozen score; 0 before there is one."""
    return ScoreRun.objects.filter(project=project).values_list("number", flat=True).first() or 0
