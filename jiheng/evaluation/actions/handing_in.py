"""What a unit hands in on a notice, and what the evaluators answer: accepted as material, or returned with a word."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, Final

from django.db import transaction
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.evaluation.actions.evidence_intake import FORMS, add_stored
from jiheng.evaluation.actions.evidence_words import queue_reading
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, HandedIn, HandedInState, NoticeAddress, Phase
from jiheng.evaluation.models import NoticeItem as ItemRow
from jiheng.evaluation.requests import item_of, notice_of
from jiheng.files.actions import store
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod

MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """One file handed in: kept, or why it was not taken."""

    name: str
    handed: HandedIn | None
    message: str = ""


def hand_in(
    address: NoticeAddress,
    item: str,
    files: Sequence[tuple[str, BinaryIO]],
    *,
    remark: str = "",
    by: Member,
    at: datetime,
) -> list[Taken]:
    """Keep each file for an item of a notice; one that cannot be taken stops no other."""
    unit = _unit(address, by)
    _require_asked(address, item)
    if not files:
        raise Refused("请选择要提交的文件，可以一次选几个")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多交{MOST_FILES}个文件，这次有{len(files)}个。请分几次提交")
    require_fit(HandedIn, [{"remark": remark}])
    return [_take(address, unit, item, one, remark=remark, by=by, at=at) for one in files]


@transaction.atomic
def say_none(address: NoticeAddress, item: str, reason: str, *, by: Member, at: datetime) -> HandedIn:
    """The unit's word that it has no such material, and why."""
    unit = _unit(address, by)
    _require_asked(address, item)
    if not reason.strip():
        raise Refused("请写明为什么没有这项资料")
    require_fit(HandedIn, [{"remark": reason}])
    waiting = HandedIn.objects.filter(
        project=address.project, notice=address.notice, item=item, attachment=None, state=HandedInState.WAITING
    )
    if waiting.exists():
        raise Refused("已经说明过没有这项资料，评价机构还在核对")
    return _kept(address, unit, item, None, remark=reason, by=by, at=at)


@transaction.atomic
def withdraw_handed_in(handed: HandedIn, *, by: Member, at: datetime) -> None:
    """Take back what the evaluators have not looked at; the bytes stay in the store, and the event says so."""
    require(by, Capability.REQUESTS_ANSWER, over=handed.organisation)
    gone, _ = HandedIn.objects.filter(pk=handed.pk, state=HandedInState.WAITING).delete()
    if not gone:
        raise Refused(f"“{handed}”评价机构已经核过，不能撤回")
    after = {"notice": handed.notice, "item": handed.item, "file": str(handed)}
    record(by.user, "request.withdrawn", handed.project, at=at, after=after)


def accept_handed_in(
    handed: HandedIn, *, kind: MaterialKind, nature: Nature, complete: bool = True, by: Member, at: datetime
) -> str:
    """Accept what was handed in: a file becomes a line of 资料编号清单, and its item is complete when said so.

    The item counts as received on the day the unit handed in. Answers the number given; a word that there is no such
    material gets none, and its item stays open.
    """
    require(by, Capability.EVALUATION_EDIT, over=handed.project.organisation)
    number = _accepted(handed, kind, nature, complete=complete, by=by, at=at)
    if number:
        queue_reading(handed.project, by=by, at=at)
    return number


@transaction.atomic
def return_handed_in(handed: HandedIn, word: str, *, by: Member, at: datetime) -> None:
    """Send it back to the unit with what is wrong."""
    project = handed.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if not word.strip():
        raise Refused("请写明退回的原因，单位要照着改")
    require_fit(HandedIn, [{"word": word}])
    _settle(handed, HandedInState.RETURNED, by, at, word=word.strip())
    after = {"notice": handed.notice, "item": handed.item, "file": str(handed), "reason": word.strip()}
    record(by.user, "request.returned", project, at=at, after=after)


def _unit(address: NoticeAddress, by: Member) -> Organisation:
    if address.organisation is None:
        raise Refused("这份通知不在系统里送达")
    require(by, Capability.REQUESTS_ANSWER, over=address.organisation)
    return address.organisation


def _require_asked(address: NoticeAddress, item: str) -> None:
    notice = notice_of(address.project, address.notice)
    if notice is None or notice.sent_on is None or item_of(notice, item) is None:
        raise Refused("通知里没有这项资料，请刷新页面")
    if not EvaluationProject.objects.filter(pk=address.project_id, phase=Phase.IMPLEMENT).exists():
        raise Refused("评价实施已经结束，这里不再收资料。请直接联系评价机构")


def _take(
    address: NoticeAddress,
    unit: Organisation,
    item: str,
    file: tuple[str, BinaryIO],
    *,
    remark: str,
    by: Member,
    at: datetime,
) -> Taken:
    name, stream = file
    try:
        _require_new(address, unit, item, name, stream)
        attachment = store(stream, name, organisation=unit, by=by, at=at)
    except Refused as refusal:
        return Taken(name, None, str(refusal))
    with transaction.atomic():
        return Taken(name, _kept(address, unit, item, attachment, remark=remark, by=by, at=at))


def _require_new(address: NoticeAddress, unit: Organisation, item: str, name: str, stream: BinaryIO) -> None:
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # reads like any binary file
    stream.seek(0)
    same = HandedIn.objects.filter(
        project=address.project, notice=address.notice, organisation=unit, item=item, attachment__blob=digest
    ).exclude(state=HandedInState.RETURNED)
    if same.exists():
        raise Refused(f"“{name}”与这项资料里已交的文件内容完全相同，没有重复收")


def _kept(
    address: NoticeAddress,
    unit: Organisation,
    item: str,
    attachment: Attachment | None,
    *,
    remark: str,
    by: Member,
    at: datetime,
) -> HandedIn:
    handed = HandedIn.objects.create(
        project=address.project,
        organisation=unit,
        notice=address.notice,
        item=item,
        attachment=attachment,
        remark=remark.strip(),
        by=by.user,
        at=at,
    )
    act = "request.handed_in" if attachment else "request.declined"
    record(by.user, act, handed, at=at, after={"notice": address.notice, "item": item, "file": str(handed)})
    return handed


def _settle(handed: HandedIn, state: HandedInState, by: Member, at: datetime, **more: str) -> None:
    if not EvaluationProject.objects.filter(pk=handed.project_id, phase=Phase.IMPLEMENT).exists():
        raise Refused("要在评价实施环节才能核收单位提交的资料")
    moved = HandedIn.objects.filter(pk=handed.pk, state=HandedInState.WAITING).update(
        state=state, settled_by=by.user, settled_at=at, **more
    )
    if not moved:
        raise Refused(f"“{handed}”已经核过或者单位已撤回，请刷新页面")


@transaction.atomic
def _accepted(
    handed: HandedIn, kind: MaterialKind, nature: Nature, *, complete: bool, by: Member, at: datetime
) -> str:
    project, number = handed.project, ""
    _settle(handed, HandedInState.ACCEPTED, by, at)
    if handed.attachment:
        item = ItemRow.objects.filter(project=project, notice=handed.notice, name=handed.item)
        if complete:
            item.filter(received_on=None).update(received_on=localdate(handed.at))
        linked = tuple(item.values_list("indicators", flat=True).first() or ())
        given = replace(_given(handed, handed.attachment, linked), kind=kind, nature=nature)
        number = add_stored(project, handed.attachment, given, by=by, at=at)
        HandedIn.objects.filter(pk=handed.pk).update(material=number)
    after = {"notice": handed.notice, "item": handed.item, "file": str(handed), "material": number}
    record(by.user, "request.accepted", project, at=at, after=after)
    return number


def _given(handed: HandedIn, file: Attachment, linked: tuple[str, ...]) -> Material:
    """What is known of a material because it was asked for; the file tells the rest, people mend it on the list."""
    title, _, papers = handed.item.partition("：")
    return Material(
        form=None if FileType(file.blob.type) in FORMS else Form.ELECTRONIC,
        source=handed.organisation.name,
        obtained_by=ObtainMethod.PAPERS,
        obtained_on=localdate(handed.at),
        provider=handed.organisation.name,
        proves="、".join(linked) or title,
        content=handed.remark or papers or title,
        indicators=linked,
    )
