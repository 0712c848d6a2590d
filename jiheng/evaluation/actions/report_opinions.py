"""征求意见 on the side of the evaluators: sent, proved to have arrived, entered from paper, decided (第三十三条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import get_current_timezone, localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import (
    EvaluationProject,
    Phase,
    ReportKind,
    ReportOpinion,
    ReportSending,
    ReportVersion,
    VersionState,
)
from jiheng.evaluation.opinion_queries import is_closed, opinions_in
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation, OrganisationKind
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.shapes import Decision
from jiheng.rules.wording import day_text

STALE: Final = "这份征求意见刚被改动过，这一次没有保存。请看过现在的情况再办理"
CLOSED: Final = "正式稿已发出，意见和采纳情况不能再改"
NOON: Final = time(12)
MOST_WRITTEN: Final = 200
"""How many opinions of one letter are entered at once."""


@dataclass(frozen=True, slots=True)
class WrittenOpinion:
    """An opinion as a letter on paper has it."""

    section: str
    content: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was filled in for one opinion; ``revision`` is what its row was read at."""

    opinion: int
    decision: str
    reason: str
    changed: str
    revision: int


@transaction.atomic
def send_for_opinion(
    version: ReportVersion, unit: str, organisation: Organisation | None, *, due: date, by: Member, at: datetime
) -> ReportSending:
    """Send a 征求意见稿 to a unit; ``organisation`` is its body in this system, under the very name of the unit."""
    project, unit = version.project, unit.strip()
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_sendable(version)
    if not unit:
        raise Refused("请填写送达单位")
    if due < localdate(at):
        raise Refused(f"反馈期限{day_text(due)}已经过去，请改为今天或以后的日期")
    if organisation is not None:
        _require_body(organisation, unit)
    require_fit(ReportSending, [{"unit": unit}])
    try:
        with transaction.atomic():
            sending = ReportSending.objects.create(
                version=version, unit=unit, organisation=organisation, sent_by=by.user, sent_at=at, due=due
            )
    except IntegrityError:
        raise Refused(f"{version}已经送过“{unit}”，不必再送") from None
    _told("report.sent_for_opinion", sending, by, at, {"answer_by": due})
    return sending


@transaction.atomic
def record_opinion_receipt(
    sending: ReportSending, file: Attachment | None, *, revision: int, by: Member, at: datetime
) -> None:
    """Keep the file that shows a sending arrived; a later one takes its place."""
    _require_editor(sending, by)
    if file is None:
        raise Refused("请选择送达凭证的文件")
    _move(sending, revision, receipt=file)
    _told("report.opinion_receipt", sending, by, at, {"file": file.name})


@transaction.atomic
def enter_paper_reply(
    sending: ReportSending,
    letter: Attachment | None,
    opinions: Sequence[WrittenOpinion],
    *,
    replied_on: date,
    no_opinion: bool,
    revision: int,
    by: Member,
    at: datetime,
) -> None:
    """Enter what a unit answered on paper, with its letter; what it noted in the system stays its own."""
    _require_editor(sending, by)
    _require_letter(sending, letter, opinions, no_opinion=no_opinion)
    sent_on = localdate(sending.sent_at)
    if not sent_on <= replied_on <= localdate(at):
        raise Refused(f"回函日期要在送出日期{day_text(sent_on)}到今天之间")
    _require_unanswered(sending)
    if sending.opinions.exists():
        raise Refused("单位已在系统里写了意见还没有回复。请与单位联系，由它在系统里回复，或者删去后再录入书面回函")
    replied_at = at if replied_on == localdate(at) else _noon(replied_on)
    values = {"replied_by": by.user, "replied_at": replied_at, "no_opinion": no_opinion, "reply": letter}
    _move(sending, revision, open_only=True, **values)
    rows = [{"section": one.section.strip(), "content": one.content.strip()} for one in opinions]
    require_fit(ReportOpinion, rows)
    for row in rows:
        ReportOpinion.objects.create(sending=sending, by=by.user, at=at, **row)
    _told("report.paper_reply", sending, by, at, {"day": replied_on, "opinions": len(rows)})


@transaction.atomic
def note_no_reply(sending: ReportSending, words: str, *, revision: int, by: Member, at: datetime) -> None:
    """Put down that a unit let its time pass without an answer."""
    _require_editor(sending, by)
    words = words.strip()
    if sending.due >= localdate(at):
        raise Refused(f"反馈期限{day_text(sending.due)}还没有过，不能注明逾期未反馈")
    if not words:
        raise Refused("请写明逾期未反馈的情况，如怎样催告过")
    require_fit(ReportSending, [{"late_note": words}])
    _move(sending, revision, open_only=True, late_note=words)
    _told("report.no_reply_noted", sending, by, at, {"remark": words})


@transaction.atomic
def decide_opinions(project: EvaluationProject, filled: Sequence[Decided], *, by: Member, at: datetime) -> int:
    """Keep what was done with each opinion, finished or not; answers how many changed.

    All of it is kept or nothing: an opinion somebody else decided since refuses the whole, naming it.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_open(project)
    rows = {row.pk: (number, row) for number, row in enumerate(opinions_in(project), 1)}
    changes = []
    for one in filled:
        number, row = rows.get(one.opinion, (0, None))
        if row is None:
            raise Refused("有一条意见已经不在了，没有保存。请刷新页面")
        if (row.decision, row.reason, row.changed) != _values(one):
            changes.append((number, one))
    for number, one in changes:
        _decide(number, one, by, at)
    if changes:
        said = "；".join(_decided_words(number, one) for number, one in changes)
        record(by.user, "report.opinions_decided", project, at=at, after={"count": len(changes), "decided": said})
    return len(changes)


def _decide(number: int, one: Decided, by: Member, at: datetime) -> None:
    decision, reason, changed = _values(one)
    if decision and decision not in {each.value for each in Decision}:
        raise Refused(f"第{number}条意见的采纳情况要从采纳、部分采纳、不采纳中选")
    values = {"decision": decision, "reason": reason, "changed": changed}
    require_fit(ReportOpinion, [values])
    made = {"decided_by": by.user, "decided_at": at} if decision else {"decided_by": None, "decided_at": None}
    standing = ReportOpinion.objects.filter(pk=one.opinion, revision=one.revision)
    if not standing.update(**values, **made, revision=one.revision + 1):
        raise Refused(f"第{number}条意见刚被别人处理过，这一次都没有保存。请看过现在的处理再填")


def _values(one: Decided) -> tuple[str, str, str]:
    return one.decision.strip(), one.reason.strip(), one.changed.strip()


def _decided_words(number: int, one: Decided) -> str:
    decision, reason, changed = _values(one)
    parts = (decision or "未处理", f"理由{reason}" if reason else "", f"改在{changed}" if changed else "")
    return f"第{number}条{'，'.join(part for part in parts if part)}"


def _require_sendable(version: ReportVersion) -> None:
    if version.kind != ReportKind.DRAFT or version.state != VersionState.READY:
        raise Refused("只有已生成的征求意见稿才能送出")
    if not EvaluationProject.objects.filter(pk=version.project_id, phase=Phase.REPORT).exists():
        raise Refused("要在报告撰写环节才能送出征求意见稿")
    _require_open(version.project)


def _require_body(organisation: Organisation, unit: str) -> None:
    if organisation.name != unit or organisation.kind not in (OrganisationKind.DEPARTMENT, OrganisationKind.UNIT):
        raise Refused(f"系统里送达的机构是“{organisation.name}”，与送达单位“{unit}”不一致")


def _require_letter(
    sending: ReportSending, letter: Attachment | None, opinions: Sequence[WrittenOpinion], *, no_opinion: bool
) -> None:
    if letter is None:
        raise Refused("请选择书面回函的扫描件")
    if no_opinion and opinions:
        raise Refused("选了无意见，又填了意见。请核对回函")
    if not no_opinion and not opinions:
        raise Refused("请照回函逐条录入意见；回函写明没有意见的，选无意见")
    if len(opinions) > MOST_WRITTEN:
        raise Refused(f"一次最多录入{MOST_WRITTEN}条意见")
    if not all(one.content.strip() for one in opinions):
        raise Refused("有一条意见只选了章节，没有写内容")


def _require_editor(sending: ReportSending, by: Member) -> None:
    require(by, Capability.EVALUATION_EDIT, over=sending.version.project.organisation)
    _require_open(sending.version.project)


def _require_open(project: EvaluationProject) -> None:
    if is_closed(project):
        raise Refused(CLOSED)


def _move(sending: ReportSending, revision: int, *, open_only: bool = False, **values: object) -> None:
    """Change a sending as it was looked at; with ``open_only`` only as long as the unit has not replied."""
    standing = ReportSending.objects.filter(pk=sending.pk, revision=revision)
    if open_only:
        _require_unanswered(sending)
        standing = standing.filter(replied_at=None)
    if not standing.update(**values, revision=revision + 1):
        raise Refused(STALE)
    sending.refresh_from_db()


def _require_unanswered(sending: ReportSending) -> None:
    if sending.replied_at is not None:
        raise Refused("单位已经回复，不能再改")


def _noon(day: date) -> datetime:
    """A day of which no hour is known, as a moment that is that day everywhere in the country."""
    return datetime.combine(day, NOON, get_current_timezone())


def _told(act: str, sending: ReportSending, by: Member, at: datetime, more: dict[str, Plain]) -> None:
    after: dict[str, Plain] = {"version": str(sending.version), "unit": sending.unit, **more}
    record(by.user, act, sending.version.project, at=at, after=after)
