"""A key evaluation with a 正式稿 and finance's word on it, belonging to whatever unit a test names."""

from datetime import date

from django.utils.timezone import localdate, now

from jiheng.audit.actions import record
from jiheng.evaluation.key_queries import APPROVED
from jiheng.evaluation.models import (
    EvaluationProject,
    Filing,
    FinanceReview,
    KeyEvaluation,
    Phase,
    ReportVersion,
)
from jiheng.orgs.models import Organisation
from jiheng.rules.reporting.shapes import ReportKind
from tests.evaluation.reported import ready_version
from tests.rules.reporting.contents import small_content
from tests.web.handed_in import clerk_of, workbook_of
from tests.web.opened import evaluation_of


def final_of(unit: Organisation) -> ReportVersion:
    """A 正式稿 of a key evaluation of the unit that nobody sent to finance yet."""
    project = evaluation_of(unit)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT, evaluation_date=date(2026, 3, 1))
    project.refresh_from_db()
    KeyEvaluation.objects.create(project=project, basis="第8号文", amount_large=True, amount_evidence="1500万元")
    version = ready_version(project, by=clerk_of(unit), at=now(), content=small_content(ReportKind.FINAL))
    version.issued_at = now()
    version.save(update_fields=["issued_at"])
    return version


def review_of(version: ReportVersion, approved: bool | None = None) -> FinanceReview:
    """Sent to finance, and decided there when said so."""
    clerk = clerk_of(version.project.organisation)
    decided = {} if approved is None else {"approved": approved, "by": clerk.user, "at": now(), "opinion": "已阅"}
    if approved:
        record(clerk.user, APPROVED, version.project, at=now(), after={"hash": version.content})
    return FinanceReview.objects.create(version=version, asked_by=clerk.user, asked_at=now(), **decided)


def filing_of(version: ReportVersion, recipient: str = "government") -> Filing:
    """Filed with a receipt."""
    return Filing.objects.create(
        version=version,
        recipient=recipient,
        name="县人民政府",
        sent_on=localdate(),
        receipt=workbook_of(version.project.organisation),
        by=clerk_of(version.project.organisation).user,
        at=now(),
    )
