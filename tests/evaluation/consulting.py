"""A report being written, its first 征求意见稿 ready, and who asks and is asked about it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from jiheng.evaluation.actions.report_opinions import send_for_opinion
from jiheng.evaluation.actions.report_replies import note_opinion, reply_to_draft
from jiheng.evaluation.models import EvaluationProject, Phase, ReportSending, ReportVersion
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.rules.reporting.shapes import ReportKind
from tests.county import DAY, County
from tests.evaluation.asking import carried_out
from tests.evaluation.reported import ready_version
from tests.files.originals import NOTICE, pdf
from tests.rules.reporting.contents import small_content

UNIT, OTHER = "清禾县教育局", "清禾县第一小学"
DUE = date(2026, 3, 9)
IN_TIME = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
LATE = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)
SECTION = "正文　二、评价结论"


@dataclass(frozen=True)
class Consulted:
    """The draft with who acts on it; ``sending`` went to the education bureau."""

    version: ReportVersion
    sending: ReportSending
    lead: Member
    unit: Member

    @property
    def project(self) -> EvaluationProject:
        return self.version.project

    def now(self) -> ReportSending:
        """The sending as it stands in the database."""
        return ReportSending.objects.select_related("version__project", "organisation").get(pk=self.sending.pk)


def drafted(county: County) -> ReportVersion:
    """An evaluation in 报告撰写 with a draft nobody got yet."""
    project = carried_out(county)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.REPORT)
    project.refresh_from_db()
    return ready_version(project, by=county.member(Duty.TPL), at=DAY, pdf=pdf(NOTICE))


def consulted(county: County) -> Consulted:
    """The draft sent to the education bureau in the system."""
    version, lead = drafted(county), county.member(Duty.TPL)
    sending = send_for_opinion(version, UNIT, county.education, due=DUE, by=lead, at=DAY)
    return Consulted(version, sending, lead, county.member(Duty.DPT))


def answered(county: County, *contents: str) -> Consulted:
    """The education bureau replied in time, with these opinions or with none."""
    one = consulted(county)
    for content in contents:
        note_opinion(one.now(), SECTION, content, by=one.unit, at=IN_TIME)
    sending = one.now()
    reply_to_draft(
        sending, one.unit.user.name, no_opinion=not contents, revision=sending.revision, by=one.unit, at=IN_TIME
    )
    return one


def final_of(one: Consulted) -> ReportVersion:
    """The 正式稿 made of it, gone out."""
    made = ready_version(one.project, by=one.lead, at=LATE, content=small_content(ReportKind.FINAL))
    ReportVersion.objects.filter(pk=made.pk).update(issued_at=LATE)
    return made


def letter(county: County, by: Member, name: str = "回函.pdf") -> Attachment:
    return store(BytesIO(pdf(NOTICE)), name, organisation=by.organisation, by=by, at=LATE)
