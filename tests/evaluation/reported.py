"""A version of a report for tests, kept as the job would have kept it."""

from datetime import datetime
from io import BytesIO

from jiheng.evaluation.frozen import kept
from jiheng.evaluation.models import EvaluationProject, ReportVersion, VersionState
from jiheng.evaluation.models import ReportKind as Kind
from jiheng.files.actions import store
from jiheng.files.models import FileType
from jiheng.orgs.duties import Member
from jiheng.reports.official_page import add_paragraph, official_document, saved
from jiheng.rules.exact_json import to_text
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.shapes import ReportKind
from tests.rules.reporting.contents import small_content


def ready_version(
    project: EvaluationProject,
    *,
    by: Member,
    at: datetime,
    content: ReportContent | None = None,
    pdf: bytes | None = None,
) -> ReportVersion:
    """A version with a Word file, and with the PDF that is given."""
    held = content or small_content()
    kind = Kind.DRAFT if held.kind is ReportKind.DRAFT else Kind.FINAL
    document = official_document(held.title)
    add_paragraph(document, held.title)
    word = store(BytesIO(saved(document)), f"{held.title}.docx", organisation=project.organisation, by=by, at=at)
    printed = None
    if pdf is not None:
        named = f"{held.title}.pdf"
        printed = store(BytesIO(pdf), named, organisation=project.organisation, by=by, at=at, accepts=(FileType.PDF,))
    (digest,) = kept([to_text(held)])
    return ReportVersion.objects.create(
        project=project,
        kind=kind,
        number=held.number,
        content=digest,
        run=held.run,
        software="0",
        made_by=by.user,
        made_at=at,
        state=VersionState.READY,
        word=word,
        pdf=printed,
    )
