"""The background job of a batch: open what was handed in, recheck it file by file, keep each result."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Final, TypeAlias

from django.db import transaction
from django.utils.timezone import localtime

from jiheng.files.actions import store
from jiheng.files.disk import open_blob
from jiheng.files.models import Attachment, Blob, FileType
from jiheng.files.refusals import FileRefused
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json as JobJson
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.queries import member_for
from jiheng.orgs.refusal import Refused
from jiheng.rules.finding import Finding
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.result_json import result_json
from jiheng.self_evaluation.actions import add_file, begin_batch, finish_batch, save_file_result
from jiheng.self_evaluation.models import BatchStatus, FileOutcome, RecheckBatch, RecheckFile
from jiheng.workbooks.inputs import iter_archive
from jiheng.workbooks.opening import CannotRead
from jiheng.workbooks.rechecking import RecheckedFile, parameters_on, recheck_bytes
from jiheng.workbooks.refusals import NotASheet

log = logging.getLogger(__name__)
ADDRESS: Final = "/rechecks/{pk}/"
OTHERS_NAMED: Final = 100
"""So many members of a zip that are no sheets are listed by name; a thousand photographs are only counted."""

Listed: TypeAlias = list[tuple[str, Attachment | None, str]]
"""Name, stored file, and why there is none."""


def run_recheck_batch(context: JobContext) -> Mapping[str, JobJson]:
    """Recheck every waiting file of the batch. Run again after a break, it goes on with those still waiting."""
    batch = RecheckBatch.objects.select_related("organisation").get(pk=str(context.arguments["batch"]))
    member = _in_office(context)
    if batch.status == BatchStatus.FINISHED:  # the break came after the last write
        return _result(batch)
    begin_batch(batch)
    parameters = parameters_on(batch.rules, localtime(batch.created_at).date())
    for archive in batch.files.filter(outcome=FileOutcome.WAITING, attachment__blob__type=FileType.ZIP):
        context.progress(0, 0, f"打开压缩包：{archive.name}")
        _unpack(context, archive, member, context.now())
    waiting = list(batch.files.filter(outcome=FileOutcome.WAITING).select_related("attachment__blob"))
    done = batch.files.exclude(outcome=FileOutcome.WAITING).count()
    for number, file in enumerate(waiting, done):
        context.progress(number, done + len(waiting), f"正在复核：{file.name}")
        recheck_stored(file, parameters)
    context.progress(done + len(waiting), done + len(waiting), "汇总结果")
    finish_batch(batch, at=context.now())
    return _result(batch)


def _in_office(context: JobContext) -> Member:
    """Who handed the batch in, as long as they still hold the duty."""
    member = member_for(context.job.owner, context.job.organisation_id)
    if (
        member is None
        or not member.user.is_active
        or member.organisation.pk != context.job.organisation_id
        or not member.may(Capability.RECHECK_RUN)
    ):
        raise Refused("发起人已不在岗或不再有复核职责，请由在岗人员重新发起")
    return member


def _result(batch: RecheckBatch) -> Mapping[str, JobJson]:
    return {"address": ADDRESS.format(pk=batch.pk), "forms": batch.forms.count()}


def recheck_stored(file: RecheckFile, parameters: RecheckParameters) -> None:
    """Recheck one stored file and keep what it gave."""
    if file.attachment is None:
        save_file_result(file, [], outcome=FileOutcome.UNREADABLE, message=file.message)
        return
    with open_blob(file.attachment.blob) as stream:
        content = stream.read()
    try:
        checked = recheck_bytes(file.name, content, parameters)
    except Exception as error:  # one file that trips a rule must not cost the rest of the batch
        log.exception("file %s of batch %s was not rechecked", file.pk, file.batch_id)
        message = f"复核时出错（{type(error).__name__}），其余文件不受影响。请把文件编号{file.pk}告诉管理员"
        save_file_result(file, [], outcome=FileOutcome.UNREADABLE, message=message)
        return
    texts = [json.dumps(result_json(result), ensure_ascii=False) for result in checked.results]
    save_file_result(file, texts, outcome=_outcome(checked), message=_message(checked))


def _outcome(checked: RecheckedFile) -> FileOutcome:
    if not checked.results:
        return FileOutcome.UNREADABLE
    return FileOutcome.PARTLY if checked.unreadable else FileOutcome.READ


def _message(checked: RecheckedFile) -> str:
    findings = [*(item.finding for item in checked.unreadable), *checked.warnings]
    return "；".join(map(_said, findings))


def _said(finding: Finding) -> str:
    """In the words of the command line, with the code."""
    return f"{finding.message}（{finding.code}）"


def _unpack(context: JobContext, archive: RecheckFile, member: Member, at: datetime) -> None:
    """Every workbook of a zip becomes a file of the batch with an attachment of its own.

    The members are stored first and listed afterwards in one short transaction, so that a large archive
    does not hold up other writers, and a broken run leaves nothing half listed.
    """
    if archive.attachment is None:
        return
    try:
        found, others = _members(context, archive, archive.attachment.blob, member, at)
    except CannotRead as refusal:
        save_file_result(archive, [], outcome=FileOutcome.UNREADABLE, message=_said(refusal.finding))
        return
    message = f"压缩包，取出{len(found)}个文件" if found else "压缩包里没有 xlsx 或 xls 文件，请核对后重新打包"
    if others:
        first = f"，列出前{OTHERS_NAMED}个" if len(others) > OTHERS_NAMED else ""
        message += f"；有{len(others)}个文件不是表格，没有读{first}"
    with transaction.atomic():
        for name, attachment, why in [*found, *others[:OTHERS_NAMED]]:
            add_file(archive.batch, name, attachment, by=member, at=at, message=why)
        outcome = FileOutcome.READ if found else FileOutcome.UNREADABLE
        save_file_result(archive, [], outcome=outcome, message=message)


def _members(
    context: JobContext, archive: RecheckFile, blob: Blob, member: Member, at: datetime
) -> tuple[Listed, Listed]:
    """The members that are sheets by their name, stored, and those that are not. Raises ``CannotRead``."""
    found: Listed = []
    others: Listed = []
    with open_blob(blob) as stream:
        for name, content in iter_archive(archive.name, stream):
            context.check_cancelled()
            if isinstance(content, NotASheet):
                others.append((name, None, _said(content.finding)))
            elif not isinstance(content, CannotRead):
                found.append(
                    (name, *stored_or_why(name, BytesIO(content), member=member, batch=archive.batch, at=at))
                )
            elif name == archive.name:
                raise content
            else:
                found.append((name, None, _said(content.finding)))
    return found, others


def stored_or_why(
    name: str, stream: BytesIO, *, member: Member, batch: RecheckBatch, at: datetime
) -> tuple[Attachment | None, str]:
    """The stored file, or why the store refused it."""
    try:
        return store(stream, name, organisation=batch.organisation, by=member, at=at), ""
    except FileRefused as refusal:
        return None, str(refusal)
