"""Written notices: drafted, sent, answered item by item, urged, and carried to the indicators (第十六条)."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.evaluation.actions.entering import append_rows, count_revision
from jiheng.evaluation.actions.evidence_lines import begin_change
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, NoticeAddress, Phase
from jiheng.evaluation.models import Notice as NoticeRow
from jiheng.evaluation.models import NoticeItem as ItemRow
from jiheng.evaluation.models import Reminder as ReminderRow
from jiheng.evaluation.models import SufficiencyDecision as DecisionRow
from jiheng.evaluation.models.rows import ProjectRow
from jiheng.evaluation.requests import notice_of
from jiheng.evaluation.shapes import implementation_of, row_values
from jiheng.files.models import Attachment
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.request_shapes import Notice, Reminder
from jiheng.rules.evidence.requests import check_notice, missing_items, notice_clauses_for
from jiheng.rules.implementation.shapes import SufficiencyDecision
from jiheng.rules.law import Rulebook
from jiheng.rules.wording import day_text, quoted

NOT_DRAFT = "这份通知已经发出，不能再改。要补充资料的，另发一份通知"


@transaction.atomic
def save_notice(
    project: EvaluationProject,
    notice: Notice,
    organisation: Organisation | None,
    *,
    revision: int,
    by: Member,
    at: datetime,
    replaces: str = "",
) -> None:
    """Keep a draft with its items; ``replaces`` is the number of the draft it is a new reading of.

    ``organisation`` is who gets it in this system; its name has to be the addressee's. ``revision`` is what a changed
    draft was read at; a new one stands in nobody's way.
    """
    with _change(project, by, at, revision if replaces else None):
        _require_draft_fits(project, notice, organisation, replaces)
        for model, field in ((NoticeRow, "number"), (ItemRow, "notice"), (NoticeAddress, "notice")):
            if replaces:
                model._default_manager.filter(project=project, **{field: replaces}).delete()
        kept = replace(notice, sent_on=None, method="", receipt="")
        append(project, NoticeRow, [row_values(kept)])
        items = [replace(item, notice=notice.number, received_on=None) for item in notice.items]
        append(project, ItemRow, [row_values(item) for item in items])
        reached = {"organisation": organisation, "receipt": None}
        NoticeAddress.objects.update_or_create(project=project, notice=notice.number, defaults=reached)
    _told(project, "evaluation.notice_drafted", notice.number, by, at)


@transaction.atomic
def discard_notice(project: EvaluationProject, number: str, *, by: Member, at: datetime) -> None:
    """Put a draft away."""
    with _change(project, by, at):
        _found(project, number, draft=True)
        NoticeRow.objects.filter(project=project, number=number, sent_on=None).delete()
        ItemRow.objects.filter(project=project, notice=number).delete()
        NoticeAddress.objects.filter(project=project, notice=number).delete()
    _told(project, "evaluation.notice_discarded", number, by, at)


@transaction.atomic
def send_notice(
    project: EvaluationProject,
    number: str,
    book: Rulebook,
    *,
    sent_on: date,
    method: str,
    receipt: str = "",
    file: Attachment | None = None,
    by: Member,
    at: datetime,
) -> None:
    """Put on record that a notice went out: when, how, and what shows that it arrived."""
    with _change(project, by, at):
        notice = _found(project, number, draft=True)
        finding = check_notice(notice, notice_clauses_for(book))
        if finding.blocks:
            raise Refused(finding.message, [finding])
        _require_sendable(notice, sent_on, method, localdate(at))
        values = {"sent_on": sent_on, "method": method.strip(), "receipt": _receipt(receipt, file)}
        require_fit(NoticeRow, [values])
        NoticeRow.objects.filter(project=project, number=number, sent_on=None).update(**values)
        _keep_receipt(project, number, file)
    _told(project, "evaluation.notice_sent", number, by, at, day=day_text(sent_on))


@transaction.atomic
def record_receipt(
    project: EvaluationProject, number: str, *, receipt: str, file: Attachment | None, by: Member, at: datetime
) -> None:
    """What shows that a notice arrived, when it came later than the sending."""
    with _change(project, by, at):
        _found(project, number, draft=False)
        words = _receipt(receipt, file)
        if not words:
            raise Refused("请填写送达凭证，或者选择凭证文件")
        require_fit(NoticeRow, [{"receipt": words}])
        NoticeRow.objects.filter(project=project, number=number).update(receipt=words)
        _keep_receipt(project, number, file)
    _told(project, "evaluation.notice_receipt", number, by, at)


@transaction.atomic
def receive_items(
    project: EvaluationProject, number: str, names: Collection[str], *, day: date | None, by: Member, at: datetime
) -> None:
    """Items came in completely on the day; without a day, they did not after all."""
    with _change(project, by, at):
        notice = _found(project, number, draft=False)
        listed = {item.name for item in notice.items}
        if not names or not set(names) <= listed:
            raise Refused("通知里没有这项资料，请刷新页面")
        if day and notice.sent_on and not notice.sent_on <= day <= localdate(at):
            raise Refused(f"交齐日期要在发出日期{day_text(notice.sent_on)}到今天之间")
        ItemRow.objects.filter(project=project, notice=number, name__in=names).update(received_on=day)
    act = "evaluation.items_received" if day else "evaluation.items_reopened"
    _told(project, act, number, by, at, item=quoted(names))


@transaction.atomic
def record_reminder(
    project: EvaluationProject, number: str, *, reminded_on: date, method: str, by: Member, at: datetime
) -> None:
    """The evaluated unit was urged because a notice is overdue."""
    with _change(project, by, at):
        notice = _found(project, number, draft=False)
        today = localdate(at)
        if notice.due is None or notice.due >= today or not missing_items(notice, today):
            raise Refused("这份通知没有逾期未交的资料，不用督促")
        if not notice.due < reminded_on <= today:
            raise Refused(f"督促日期要在提交期限{day_text(notice.due)}以后，不能晚于今天")
        if not method.strip():
            raise Refused("请填写督促的方式，如电话、发函")
        reminder = Reminder(number, project.department or notice.to, reminded_on, method.strip())
        append(project, ReminderRow, [row_values(reminder)])
    _told(project, "evaluation.unit_urged", number, by, at, day=day_text(reminded_on))


@transaction.atomic
def prepare_deductions(
    project: EvaluationProject, number: str, name: str, *, by: Member, at: datetime
) -> tuple[str, ...]:
    """Name material that never came in 资料充分性 of its indicators; whether and how much comes off stays open.

    Answers the indicators; those that name something already stay as they are.
    """
    with _change(project, by, at):
        notice = _found(project, number, draft=False)
        item = next((one for one in missing_items(notice, localdate(at)) if one.name == name), None)
        if item is None or notice.due is None or notice.due >= localdate(at):
            raise Refused("这项资料已经交齐或者还没有到期，不能以未提供扣分")
        standing = {one.indicator: one.unprovided for one in implementation_of(project, {"decisions"}).decisions}
        wanted = tuple(each for each in item.indicators if not standing.get(each, "").strip())
        if not wanted:
            raise Refused("这项资料没有关联指标，或者各指标已经写明未提供的资料")
        DecisionRow.objects.filter(project=project, indicator__in=wanted).update(unprovided=name)
        new = [SufficiencyDecision(each, unprovided=name) for each in wanted if each not in standing]
        append(project, DecisionRow, [row_values(one) for one in new])
    _told(project, "evaluation.deductions_prepared", number, by, at, item=name)
    return wanted


def append(project: EvaluationProject, model: type[ProjectRow], rows: Sequence[dict[str, Any]]) -> None:
    """Rows that fit, behind those that are there."""
    require_fit(model, rows)
    last = model._default_manager.filter(project=project).aggregate(last=Max("position"))["last"]
    append_rows(project, model, rows, after=last or 0)


@contextmanager
def _change(project: EvaluationProject, by: Member, at: datetime, revision: int | None = None) -> Iterator[None]:
    """Hold the project, let the rows be written, and score anew.

    With a ``revision`` only as the project was then; single acts stand in nobody's way.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if revision is None:
        begin_change(project)
    else:
        count_revision(project, revision, Phase.IMPLEMENT)
    yield
    project.refresh_from_db()
    keep_run(project, by=by, at=at)


def _found(project: EvaluationProject, number: str, *, draft: bool) -> Notice:
    notice = notice_of(project, number)
    if notice is None:
        raise Refused("没有这份通知，请刷新页面")
    if draft and notice.sent_on is not None:
        raise Refused(NOT_DRAFT)
    if not draft and notice.sent_on is None:
        raise Refused("这份通知还没有发出，请先登记发出")
    return notice


def _require_draft_fits(
    project: EvaluationProject, notice: Notice, organisation: Organisation | None, replaces: str
) -> None:
    if not notice.number.strip() or not notice.to.strip():
        raise Refused("请填写通知编号和送达单位")
    if replaces:
        _found(project, replaces, draft=True)
    taken = NoticeRow.objects.filter(project=project, number=notice.number).exclude(number=replaces)
    if taken.exists():
        raise Refused(f"已有编号为“{notice.number}”的通知，请换一个编号")
    if organisation is not None and organisation.name != notice.to.strip():
        raise Refused(f"系统里送达的机构是“{organisation.name}”，与送达单位“{notice.to}”不一致")
    names = [item.name for item in notice.items]
    if len(set(names)) < len(names):
        raise Refused("所列资料里有两项的名称相同，请合并或改名")


def _require_sendable(notice: Notice, sent_on: date, method: str, today: date) -> None:
    if not notice.items:
        raise Refused("通知没有列出资料，请先补充资料清单")
    if notice.due is None or notice.due < sent_on:
        raise Refused("没有提交期限，或者期限早于发出日期，请先改通知")
    if sent_on > today:
        raise Refused("发出日期不能晚于今天")
    if not method.strip():
        raise Refused("请填写送达方式")


def _receipt(words: str, file: Attachment | None) -> str:
    return "；".join(each for each in (words.strip(), f"附件：{file.name}" if file else "") if each)


def _keep_receipt(project: EvaluationProject, number: str, file: Attachment | None) -> None:
    if file is not None:
        NoticeAddress.objects.update_or_create(project=project, notice=number, defaults={"receipt": file})


def _told(project: EvaluationProject, act: str, number: str, by: Member, at: datetime, **more: str) -> None:
    record(by.user, act, project, at=at, after={"revision": project.revision, "notice": number, **more})
