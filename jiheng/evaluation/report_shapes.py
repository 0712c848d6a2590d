"""The doorway of the report: rows of what was asked and answered become the plain shapes that rules read."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from jiheng.evaluation import models
from jiheng.evaluation.opinion_queries import opinions_in, sendings_in
from jiheng.rules.reporting.shapes import Decision, ReportOpinion, Sending


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
