"""The letters that go along with the 正式稿, filled in from what is on record."""

from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.key_queries import FILED, KeyStanding, bureau_of, conclusion_of
from jiheng.evaluation.models import EvaluationProject, Recipient
from jiheng.evaluation.report_queries import content_in
from jiheng.reports.filing_letter import FilingLetter, filing_letter, reporting_letter
from jiheng.rules.reporting.key_evaluation import panel_of
from jiheng.web.evaluations.key_pages import usual_names


def letter_to(project: EvaluationProject, standing: KeyStanding, recipient: str) -> tuple[str, bytes] | None:
    """Its name and ``.docx`` bytes; ``None`` before finance let the version pass, or when it does not go there."""
    version, approved_on = standing.version, standing.facts.approved_on
    known = recipient == Recipient.FINANCE or (recipient in FILED and standing.row is not None)
    if version is None or approved_on is None or not known:
        return None
    try:
        report = content_in(version).title
    except Broken:  # the page says that what passed is no longer there
        return None
    body, filing = Recipient(recipient), standing.filing_to(recipient)
    agency = project.agency or project.organisation.name
    score, grade = conclusion_of(version)
    letter = FilingLetter(
        project=project.name,
        report=report,
        sender=agency if body is Recipient.FINANCE else bureau_of(project) or project.commissioner,
        to=(filing.name if filing else "") or usual_names(project)[body],
        agency=agency,
        approved_on=approved_on,
        basis=standing.row.basis if standing.row else "",
        experts=len(panel_of(standing.facts.reviews)),
        score=score,
        grade=grade,
        commissioner=project.commissioner,
        number=filing.number if filing else "",
        sent_on=filing.sent_on if filing else None,
    )
    if body is Recipient.FINANCE:
        return "报送函", reporting_letter(letter)
    return f"备案函_{body.label}", filing_letter(letter)
