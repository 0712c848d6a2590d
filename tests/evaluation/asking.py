"""An evaluation being carried out, with a notice to the primary school of Qinghe."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.handing_in import hand_in
from jiheng.evaluation.actions.notices import save_notice, send_notice
from jiheng.evaluation.models import EvaluationProject, HandedIn, NoticeAddress, Phase, PlanStatus
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.evidence.requests import notice_clauses_for
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.shapes import Preparation, Project
from tests.county import DAY, County
from tests.files.originals import NOTICE as PAPER
from tests.files.originals import pdf

BOOK = rulebook("cq2023-7", date(2026, 3, 1))
CLAUSES = notice_clauses_for(BOOK)
SENT, DUE = date(2026, 3, 2), date(2026, 3, 10)
LATE = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)
NUMBER, CONTRACT, MINUTES = "明通〔2026〕1号", "采购资料：合同", "会议纪要"
ITEMS = (NoticeItem(CONTRACT, ("C1", "C2")), NoticeItem(MINUTES))


@dataclass(frozen=True)
class Asked:
    """The project with who acts in it."""

    project: EvaluationProject
    lead: Member
    unit: Member

    @property
    def address(self) -> NoticeAddress:
        return NoticeAddress.objects.select_related("project__organisation", "organisation").get(notice=NUMBER)


def draft(**changed: object) -> Notice:
    values: dict[str, object] = {
        "number": NUMBER,
        "to": "清禾县第一小学",
        "due": DUE,
        "truth_clause": CLAUSES.truth,
        "consequence_clause": CLAUSES.consequence,
        "items": ITEMS,
    }
    return Notice(**(values | changed))  # type: ignore[arg-type]  # one value each


def carried_out(county: County) -> EvaluationProject:
    """An evaluation of the firm in 评价实施, of the education bureau's project at the primary school."""
    told = Project("PJ-1", "村小取暖", department="清禾县教育局", implementing_unit="清禾县第一小学")
    project = open_project(Preparation(told), by=county.member(Duty.TPL), at=DAY)
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    project.refresh_from_db()
    return project


def asked(county: County) -> Asked:
    """The notice, sent and reaching the school in the system."""
    project, lead = carried_out(county), county.member(Duty.TPL)
    save_notice(project, draft(), county.school, revision=project.revision, by=lead, at=DAY)
    send_notice(project, NUMBER, BOOK, sent_on=SENT, method="当面送达", by=lead, at=DAY)
    return Asked(project, lead, county.member(Duty.UNT))


def handed_in(one: Asked, item: str = CONTRACT, at: datetime = LATE) -> HandedIn:
    """The school hands in a file."""
    (taken,) = hand_in(one.address, item, [("合同.pdf", BytesIO(pdf(PAPER)))], by=one.unit, at=at)
    assert taken.handed is not None, taken.message
    return HandedIn.objects.select_related("project__organisation", "attachment__blob", "organisation").get()
