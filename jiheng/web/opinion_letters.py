"""征求意见函, as evaluators and units download it."""

from django.utils.timezone import localdate

from jiheng.evaluation.models import ReportSending
from jiheng.reports.opinion_letter import OpinionLetter, opinion_letter
from jiheng.rules.law import load_instrument
from jiheng.rules.preparation.scope import DIRECTIVE
from jiheng.web.report_reading import readable


def opinion_letter_of(sending: ReportSending) -> bytes:
    """The letter a draft goes out with, ``.docx`` bytes."""
    project, (content, _) = sending.version.project, readable(sending.version)
    return opinion_letter(
        OpinionLetter(
            project=project.name,
            report=content.title if content else f"{project.name}绩效评价报告",
            draft=str(sending.version),
            unit=sending.unit,
            sender=project.agency or project.organisation.name,
            basis=f"《{load_instrument(DIRECTIVE).title}》",
            sent_on=localdate(sending.sent_at),
            due=sending.due,
            commissioner=project.commissioner,
            online=sending.organisation_id is not None,
        )
    )
