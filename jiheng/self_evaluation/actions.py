"""Writes on recheck batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.db import transaction

from jiheng.audit.actions import record
from jiheng.files.models import Attachment
from jiheng.jobs.actions import enqueue
from jiheng.jobs.models import Job
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation
from jiheng.orgs.refusal import Refused
from jiheng.self_evaluation.models import (
    BatchStatus,
    Decision,
    FileOutcome,
    RecheckBatch,
    RecheckCode,
    RecheckDecision,
    RecheckFile,
    RecheckForm,
    Worst,
)
from jiheng.self_evaluation.queries import batch_summary
from jiheng.self_evaluation.shapes import FormFigures, figures_of, findings_of, form_of

JOB_KIND: Final = "recheck_batch"
OPEN: Final = (BatchStatus.WAITING, BatchStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file on its way into a batch; without an attachment ``message`` says why the store refused it."""

    name: str
    attachment: Attachment | None
    message: str = ""


def batch_place(by: Member) -> Organisation:
    """Where a member's batches stand: the own organisation, else the body the duty was granted over (归口)."""
    held = by.holds(Capability.RECHECK_RUN)
    if held and not any(one.covers(by.organisation) for one in held):
        return held[0].scope
    require(by, Capability.RECHECK_RUN, over=by.organisation)
    return by.organisation


@transaction.atomic
def hand_in(name: str, rules: str, files: Sequence[HandedIn], *, by: Member, at: datetime) -> RecheckBatch:
    """Open a batch with its files and queue its recheck: all of it or nothing."""
    batch = create_batch(name, rules, by=by, at=at)
    for file in files:
        add_file(batch, file.name, file.attachment, by=by, at=at, message=file.message)
    start_batch(batch, by=by, at=at)
    return batch


@transaction.atomic
def create_batch(name: str, rules: str, *, by: Member, at: datetime) -> RecheckBatch:
    """Open a batch where the member's batches stand, under a rule package such as ``mof2020-10``."""
    organisation = batch_place(by)
    if not name.strip():
        raise Refused("请填写批次名称")
    batch = RecheckBatch.objects.create(
        organisation=organisation, name=name.strip()[:120], rules=rules, created_by=by.user, created_at=at
    )
    record(by.user, "recheck.created", batch, at=at, after={"name": batch.name, "rules": rules})
    return batch


@transaction.atomic
def add_file(
    batch: RecheckBatch, name: str, attachment: Attachment | None, *, by: Member, at: datetime, message: str = ""
) -> RecheckFile:
    """Add a file to a batch that is not finished.

    ``attachment`` is ``None`` for a file the store refused; ``message`` then says why, so that the list
    of the batch names every file handed in. A second file of the same name gets a number, so that a name
    stands for one file of the batch.
    """
    require(by, Capability.RECHECK_RUN, over=batch.organisation)
    if attachment is not None and attachment.organisation_id != batch.organisation_id:
        raise Refused("附件不属于这个批次的机构，请重新上传")
    if not RecheckBatch.objects.select_for_update().filter(pk=batch.pk, status__in=OPEN).exists():
        raise Refused("该批次已复核完，请另建批次")
    file = RecheckFile.objects.create(
        batch=batch,
        name=_free_name(batch, name.replace("\x00", "")),
        attachment=attachment,
        outcome=FileOutcome.WAITING if attachment else FileOutcome.UNREADABLE,
        message=message,
    )
    record(
        by.user,
        "recheck.file_added",
        file,
        at=at,
        organisation_id=batch.organisation_id,
        after={"batch": batch.pk, "name": file.name, "attachment": attachment.pk if attachment else None},
    )
    return file


@transaction.atomic
def start_batch(batch: RecheckBatch, *, by: Member, at: datetime) -> Job:
    """Queue the recheck of a batch; once for each batch."""
    require(by, Capability.RECHECK_RUN, over=batch.organisation)
    if not batch.files.filter(attachment__isnull=False).exists():
        raise Refused("批次里没有可以复核的文件，请先上传")
    job = enqueue(JOB_KIND, f"复核：{batch.name}", {"batch": batch.pk}, by=by, at=at)
    started = RecheckBatch.objects.filter(pk=batch.pk, status=BatchStatus.WAITING, job=None).update(job=job)
    if not started:
        raise Refused("该批次已开始复核，请刷新页面")
    batch.job = job
    return job


def begin_batch(batch: RecheckBatch) -> None:
    """The runner takes the batch up, for the first time or again after a break."""
    if not RecheckBatch.objects.filter(pk=batch.pk, status__in=OPEN).update(status=BatchStatus.RUNNING):
        raise Refused("该批次已复核完")


@transaction.atomic
def save_file_result(file: RecheckFile, forms: Sequence[str], *, outcome: FileOutcome, message: str = "") -> None:
    """Keep what one file gave: the JSON text of each form read, in order. A file already kept stays as it is."""
    waiting = RecheckFile.objects.filter(pk=file.pk, outcome=FileOutcome.WAITING)
    if not waiting.update(outcome=outcome, message=message):
        return
    for position, text in enumerate(forms, start=1):
        save_form_result(file, position, text)


@transaction.atomic
def save_form_result(file: RecheckFile, position: int, text: str) -> RecheckForm:
    """Keep one form's JSON text and the figures it is counted by.

    ``position`` is its place in the file. No event of its own: the end of the batch is one.
    """
    figures = figures_of(form_of(text))
    form = RecheckForm.objects.create(
        batch_id=file.batch_id, file=file, position=position, result=text, **_columns(figures)
    )
    RecheckCode.objects.bulk_create(
        RecheckCode(form=form, code=one.code, severity=one.severity, times=one.times) for one in figures.codes
    )
    return form


@transaction.atomic
def finish_batch(batch: RecheckBatch, *, at: datetime) -> None:
    """Close a batch with its counts, once every file was read."""
    if batch.files.filter(outcome=FileOutcome.WAITING).exists():
        raise Refused("还有文件没有读取，批次不能结束")
    counts = batch_summary(batch).counts
    closed = RecheckBatch.objects.filter(pk=batch.pk, status=BatchStatus.RUNNING)
    if not closed.update(status=BatchStatus.FINISHED, finished_at=at, counts=counts):
        raise Refused("该批次没有在复核，请刷新页面")
    batch.status, batch.finished_at, batch.counts = BatchStatus.FINISHED, at, counts
    record(None, "recheck.finished", batch, at=at, after=dict(counts))


@transaction.atomic
def decide_mark(
    form: RecheckForm, mark: int, decision: Decision, *, reason: str, by: Member, at: datetime
) -> RecheckDecision:
    """Send one mark back or accept it; accepting needs a reason. The score itself is never changed here.

    ``mark`` is its place among ``findings_of`` the form. Deciding again adds a row; the latest counts.
    """
    require(by, Capability.RECHECK_DECIDE, over=form.batch.organisation)
    findings = findings_of(form_of(form.result))
    if not 0 <= mark < len(findings):
        raise Refused("这张表没有这处标记，请刷新页面")
    reason = reason.strip()
    if decision is Decision.ACCEPT and not reason:
        raise Refused("认可一处标记须写明理由")
    latest = form.decisions.select_for_update().filter(mark=mark).last()
    if latest is not None and (latest.decision, latest.reason) == (decision, reason[:500]):
        raise Refused("这处标记已作同样的决定，请刷新页面")
    code, cell = findings[mark]["code"], findings[mark]["cell"] or ""
    row = RecheckDecision.objects.create(
        form=form, mark=mark, code=code, cell=cell[:20], decision=decision, reason=reason[:500], by=by.user, at=at
    )
    record(
        by.user,
        "recheck.mark_decided",
        row,
        at=at,
        organisation_id=form.batch.organisation_id,
        before={"decision": latest.decision, "reason": latest.reason} if latest else None,
        after={"form": form.pk, "code": code, "cell": cell, "decision": decision, "reason": reason},
    )
    return row


@transaction.atomic
def decide_marks(
    form: RecheckForm, marks: Iterable[int], decision: Decision, *, reason: str, by: Member, at: datetime
) -> None:
    """The same decision on several marks of a form, those of one cell: all of them or none."""
    for mark in marks:
        decide_mark(form, mark, decision, reason=reason, by=by, at=at)


def _free_name(batch: RecheckBatch, name: str) -> str:
    shown, number = name[:255], 1
    while batch.files.filter(name=shown).exists():
        number += 1
        path = PurePath(name)
        ending = f"（{number}）{path.suffix}"
        shown = f"{name.removesuffix(path.suffix)[: 255 - len(ending)]}{ending}"
    return shown


def _columns(figures: FormFigures) -> dict[str, object]:
    return {
        "sheet": figures.sheet,
        "kind": figures.kind,
        "project": figures.project,
        "unit_name": figures.unit_name,
        "year": figures.year,
        "reported": figures.reported,
        "recomputed": figures.recomputed,
        "grade_reported": figures.grade_reported,
        "grade": figures.grade,
        "rows": sum(figures.verdicts.values()),
        "matches": figures.verdicts.get("match", 0),
        "differences": figures.verdicts.get("differs", 0),
        "judgements": figures.verdicts.get("judgement", 0),
        "unread": figures.verdicts.get("unreadable", 0),
        "errors": figures.severities.get(Worst.ERROR, 0),
        "records": figures.severities.get(Worst.RECORD, 0),
        "warnings": figures.severities.get(Worst.WARNING, 0),
        "notices": figures.severities.get(Worst.NOTICE, 0),
        "worst": figures.worst,
        "executed": figures.executed,
    }
