"""A project at its report, written or not, and a version kept as the job would have kept it."""

from datetime import datetime
from io import BytesIO

from jiheng.demo.collected import collected_evaluation
from jiheng.demo.reported_evaluation import write_report
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.frozen import kept
from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus, ReportVersion, VersionState
from jiheng.evaluation.models import ReportKind as Kind
from jiheng.files.actions import store
from jiheng.files.models import FileType
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.reports.official_page import add_paragraph, official_document, saved
from jiheng.rules.exact_json import to_text
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.shapes import ReportKind
from tests.county import DAY, County
from tests.rules.reporting.contents import small_content


def reporting_project(county: County) -> EvaluationProject:
    """Everything collected and scored, at 报告撰写; nothing of the report is written."""
    preparation, given = collected_evaluation()
    made = open_project(preparation, by=county.member(Duty.TPL), at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    made.refresh_from_db()
    replace_implementation(made, given, revision=1, by=county.member(Duty.TPL), at=DAY)
    EvaluationProject.objects.filter(pk=made.pk).update(phase=Phase.REPORT)
    made.refresh_from_db()
    return made


def written_project(county: County) -> EvaluationProject:
    """The same with its report written: nothing but the draft and the opinions is lacking."""
    made = reporting_project(county)
    write_report(made, county.member(Duty.TPL), at=DAY)
    return made


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
