"""The doorway of the report: rows of what was written, asked and answered become the plain shapes that rules read."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from jiheng.evaluation import models
from jiheng.evaluation.opinion_queries import opinions_in, sendings_in
from jiheng.rules.reporting.grounds import AmendmentLine
from jiheng.rules.reporting.shapes import Decision, Recommendation, Report, ReportOpinion, ReportText, Sending


def sendings_of(project: models.EvaluationProject) -> tuple[Sending, ...]:
    """The drafts sent, in the order they went out."""
    return tuple(sending_of(row) for row in sendings_in(project))


def opinions_of(project: models.EvaluationProject) -> tuple[ReportOpinion, ...]:
    """The opinions units gave, numbered as in the table."""
    return numbered_opinions(tuple(opinions_in(project)))


def sending_of(row: models.ReportSending) -> Sending:
    """One sending; ``version`` is read with it."""
    return Sending(
        unit=row.unit,
        version=row.version.number,
        sent_on=localdate(row.sent_at),
        due=row.due,
        receipt=row.receipt_id is not None,
        replied_on=localdate(row.replied_at) if row.replied_at else None,
        no_opinion=row.no_opinion,
        late_note=row.late_note,
        where=f"征求意见：{row.unit}",
    )


def numbered_opinions(rows: Sequence[models.ReportOpinion]) -> tuple[ReportOpinion, ...]:
    """Opinions in the order given; ``sending`` is read with each."""
    return tuple(_opinion(number, row) for number, row in enumerate(rows, 1))


def _opinion(number: int, row: models.ReportOpinion) -> ReportOpinion:
    return ReportOpinion(
        number=number,
        unit=row.sending.unit,
        section=row.section,
        content=row.content,
        decision=Decision(row.decision) if row.decision else None,
        reason=row.reason,
        changed=row.changed,
        where=f"意见{number}",
    )


def texts_of_report(project: models.EvaluationProject) -> tuple[ReportText, ...]:
    """What was written, item by item."""
    rows = models.ReportText.objects.filter(project=project)
    return tuple(ReportText(row.item, row.text, row.absent) for row in rows)


def recommendations_of(project: models.EvaluationProject) -> tuple[Recommendation, ...]:
    """The recommendations in their order."""
    rows = models.Recommendation.objects.filter(project=project)
    return tuple(Recommendation(row.number, row.title, row.text, tuple(row.problems), row.key) for row in rows)


def setup_of(project: models.EvaluationProject) -> models.ReportSetup:
    """What is chosen for the report; a fresh one, not kept, as long as nothing was."""
    found = models.ReportSetup.objects.filter(project=project).select_related("template__attachment__blob").first()
    return found or models.ReportSetup(project=project, revision=0)


def written_report(project: models.EvaluationProject) -> Report:
    """All of it: texts, recommendations, the problems of the abstract, and what was asked and said of it."""
    return Report(
        texts=texts_of_report(project),
        recommendations=recommendations_of(project),
        key_problems=tuple(setup_of(project).key_problems),
        sendings=sendings_of(project),
        opinions=opinions_of(project),
    )


def amendment_lines(project: models.EvaluationProject) -> tuple[AmendmentLine, ...]:
    """The amendments of indicators that were approved, the first one first."""
    rows = models.IndicatorAmendment.objects.filter(project=project, status=models.AmendmentStatus.APPROVED)
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


def last_run_number(project: models.EvaluationProject) -> int:
    """The number of the latest frozen score; 0 before there is one."""
    return models.ScoreRun.objects.filter(project=project).values_list("number", flat=True).first() or 0
