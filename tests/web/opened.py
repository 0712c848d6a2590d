"""An evaluation opened, belonging to whatever unit a test names."""

from datetime import date
from io import BytesIO

from django.utils.timezone import now

from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.models import (
    BasisFile,
    EvaluationProject,
    EvidenceFile,
    HandedIn,
    LineImport,
    Material,
    Notice,
    NoticeAddress,
    NoticeItem,
    Phase,
    ReportOpinion,
    ReportSending,
    ScoreRun,
)
from jiheng.files.actions import store
from jiheng.orgs.duties import Held, Member
from jiheng.orgs.models import Duty, Organisation
from tests.evaluation.reported import ready_version
from tests.files.originals import NOTICE, pdf
from tests.files.pictures import jpeg
from tests.web.handed_in import clerk_of, workbook_of


def evaluation_of(unit: Organisation) -> EvaluationProject:
    """An evaluation of the unit with nothing in it yet."""
    return EvaluationProject.objects.create(
        organisation=unit, created_by=clerk_of(unit).user, created_at=now(), code="PJ-2026-01", name="村道养护补助"
    )


def original_of(project: EvaluationProject) -> BasisFile:
    """A file handed in as basis of the evaluation, not confirmed yet."""
    return BasisFile.objects.create(project=project, attachment=workbook_of(project.organisation))


def run_of(project: EvaluationProject) -> ScoreRun:
    """The first frozen score of an evaluation that has nothing in it yet."""
    project.phase = Phase.IMPLEMENT
    unit = project.organisation
    editor = Member(clerk_of(unit).user, unit, (Held(Duty.TPL, unit),))
    run = keep_run(project, by=editor, at=now(), always=True)
    assert run is not None
    return run


def evidence_of(project: EvaluationProject) -> EvidenceFile:
    """A photo among the evaluation's material."""
    clerk = clerk_of(project.organisation)
    content = jpeg()
    attachment = store(BytesIO(content), "现场.jpg", organisation=project.organisation, by=clerk, at=now())
    Material.objects.create(project=project, position=1, number="PJ-11-000-0001", title="现场照片", form="图片")
    return EvidenceFile.objects.create(
        project=project,
        number="PJ-11-000-0001",
        attachment=attachment,
        thumbnail=attachment.blob,
        uploaded_by=clerk.user,
        uploaded_at=now(),
    )


def list_of(project: EvaluationProject) -> LineImport:
    """A list of fund lines handed in for a project, its columns not yet chosen."""
    workbook = workbook_of(project.organisation)
    return LineImport.objects.create(
        project=project,
        attachment=workbook,
        headings=["文号", "金额"],
        revision=project.revision,
        handed_in_by=project.created_by,
        handed_in_at=now(),
    )


def notice_of(project: EvaluationProject, *, sent: bool = True) -> NoticeAddress:
    """A notice to the unit itself, overdue once it is sent, with a file that shows it arrived."""
    sent_on = date(2026, 3, 2) if sent else None
    Notice.objects.create(
        project=project,
        position=1,
        number="明通1号",
        to=project.organisation.name,
        due=date(2026, 3, 9),
        sent_on=sent_on,
    )
    NoticeItem.objects.create(project=project, position=1, notice="明通1号", name="采购合同", indicators=[])
    receipt = workbook_of(project.organisation)
    return NoticeAddress.objects.create(
        project=project, notice="明通1号", organisation=project.organisation, receipt=receipt
    )


def handed_in_of(address: NoticeAddress) -> HandedIn:
    """A file handed in on the notice, not looked at yet."""
    assert address.organisation is not None
    return HandedIn.objects.create(
        project=address.project,
        organisation=address.organisation,
        notice=address.notice,
        item="采购合同",
        attachment=workbook_of(address.organisation),
        by=address.project.created_by,
        at=now(),
    )


def draft_sent_of(project: EvaluationProject) -> ReportSending:
    """A 征求意见稿 sent to the unit itself, with every file there can be, not answered and overdue."""
    clerk, paper = clerk_of(project.organisation), workbook_of(project.organisation)
    return ReportSending.objects.create(
        version=ready_version(project, by=clerk, at=now(), pdf=pdf(NOTICE)),
        unit=project.organisation.name,
        organisation=project.organisation,
        sent_by=clerk.user,
        sent_at=now(),
        due=date(2026, 3, 9),
        receipt=paper,
        reply=paper,
    )


def opinion_of(sending: ReportSending) -> ReportOpinion:
    """An opinion the unit noted and has not sent yet."""
    return ReportOpinion.objects.create(
        sending=sending, section="全文", content="请核对数据", by=sending.sent_by, at=now()
    )
