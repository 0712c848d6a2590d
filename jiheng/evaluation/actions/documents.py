"""Originals of basis documents: handed in, confirmed by a person as a document, attached to one, or put aside."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from django.db import transaction
from django.db.models import QuerySet

from jiheng.audit.actions import record
from jiheng.evaluation.actions.entering import OPEN, replace_preparation
from jiheng.evaluation.models import BasisDocument, BasisFile, EvaluationProject, Phase
from jiheng.evaluation.shapes import preparation_of, shape_of
from jiheng.files.actions import store
from jiheng.files.models import Attachment
from jiheng.files.text import NoText, text_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.basis.proposal import DocumentProposal, propose_document
from jiheng.rules.basis.registering import against_registering, key_for
from jiheng.rules.basis.shapes import BasisDocument as Document

MOST_FILES: Final = 20
OPENING: Final = 600
"""Letters of the beginning kept beside what was read off it, so that it can be confirmed at a glance."""

LOCKED: Final = "方案已送审，退回后才能收入或登记依据文件"
UNWELCOME: Final = {
    **dict.fromkeys((".doc", ".wps", ".rtf"), "是旧版文档，请用 Word 或 WPS 另存为 docx 再拖进来"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "是压缩包，请解开后把里面的文件拖进来"),
    ".ofd": "是 OFD 版式文件，请用阅读软件另存为 PDF 再拖进来",
}
"""Types a file store says no to in words meant for tables, or that would hide documents."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file handed in: what became of it, or why it was not taken."""

    name: str
    file: BasisFile | None
    message: str = ""


def hand_in_files(
    project: EvaluationProject, files: Sequence[tuple[str, BinaryIO]], *, by: Member, at: datetime
) -> list[HandedIn]:
    """Keep each file and propose from its text what to register; one that cannot be taken stops no other."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_open(project)
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多收{MOST_FILES}个文件，这次有{len(files)}个。请分几次拖进来")
    return [_handed_in(project, name, stream, by, at) for name, stream in files]


@transaction.atomic
def confirm_file(file: BasisFile, document: Document, *, by: Member, at: datetime) -> Document:
    """Register the document as the person confirmed it, and the file as its original.

    It is added to what is registered now, so a change somebody made to another sheet meanwhile stands in no way.
    """
    project = file.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if not document.title.strip():
        raise Refused("请填写文件名称")
    preparation = preparation_of(project, {"documents"})
    document = replace(document, key=key_for(document))
    against = against_registering(document, preparation.documents)
    if against:
        raise Refused(against)
    _settle(file, BasisFile.objects.filter(confirmed_at=None), document.key, by, at)
    documents = (*preparation.documents, document)
    grown = replace(preparation, documents=documents)
    replace_preparation(project, grown, revision=project.revision, by=by, at=at, parts={"documents"})
    after = {"file": str(file), "document": document.key, "corrected": _corrected(file, document)}
    record(by.user, "evaluation.document_confirmed", file, at=at, after=after)
    return document


@transaction.atomic
def attach_file(file: BasisFile, key: str, *, by: Member, at: datetime) -> Document:
    """Make the file the original of a document registered already, or of another one than before."""
    project = file.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_open(project)
    row = BasisDocument.objects.filter(project=project, key=key).first() if key else None
    if row is None:
        raise Refused("请选择这份原件属于哪一份已登记的文件")
    _settle(file, BasisFile.objects.filter(document=file.document), key, by, at)
    before, after = {"document": file.document}, {"file": str(file), "document": key}
    record(by.user, "evaluation.document_attached", file, at=at, before=before, after=after)
    return shape_of(row, Document)


@transaction.atomic
def discard_file(file: BasisFile, *, by: Member, at: datetime) -> None:
    """Put aside a file nobody confirmed; its bytes stay in the store, and the event says so."""
    project = file.project
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    _require_open(project)
    gone, _ = BasisFile.objects.filter(pk=file.pk, confirmed_at=None).delete()
    if not gone:
        raise Refused(f"“{file}”已登记或已去掉，请刷新页面")
    record(by.user, "evaluation.document_discarded", project, at=at, after={"file": str(file)})


def _require_open(project: EvaluationProject) -> None:
    """Files count no revision: whoever is filling a sheet meanwhile is not told to start again."""
    standing = EvaluationProject.objects.filter(pk=project.pk, phase=Phase.PREPARE, plan_status__in=OPEN)
    if not standing.exists():
        raise Refused(LOCKED)


def _settle(file: BasisFile, standing: QuerySet[BasisFile], key: str, by: Member, at: datetime) -> None:
    moved = standing.filter(pk=file.pk).update(document=key, confirmed_by=by.user, confirmed_at=at)
    if not moved:
        raise Refused(f"“{file}”已由他人办理，请刷新页面")


def _handed_in(project: EvaluationProject, name: str, stream: BinaryIO, by: Member, at: datetime) -> HandedIn:
    try:
        _require_welcome(project, name, stream)
        attachment = store(stream, name, organisation=project.organisation, by=by, at=at)
    except Refused as refusal:
        return HandedIn(name, None, str(refusal))
    proposal, remark = _read(attachment)
    with transaction.atomic():
        file = BasisFile.objects.create(project=project, attachment=attachment, proposal=proposal, remark=remark)
        after = {"file": attachment.name, "remark": remark}
        record(by.user, "evaluation.document_handed_in", file, at=at, after=after)
    return HandedIn(name, file, remark)


def _require_welcome(project: EvaluationProject, name: str, stream: BinaryIO) -> None:
    unwelcome = UNWELCOME.get(PurePath(name).suffix.lower())
    if unwelcome:
        raise Refused(f"“{name}”{unwelcome}")
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # reads like any binary file
    stream.seek(0)
    same = BasisFile.objects.filter(project=project, attachment__blob=digest).select_related("attachment").first()
    if same is not None:
        raise Refused(f"“{name}”与已收入的“{same}”内容完全相同，没有重复收")


def _read(attachment: Attachment) -> tuple[dict[str, Any], str]:
    """What the file's own text proposes, as it is kept; or why there is nothing."""
    try:
        text = text_of(attachment)
    except NoText as refusal:
        return {}, str(refusal)
    proposed = {name: _kept(value) for name, value in asdict(propose_document(text)).items()}
    return {**proposed, "opening": text[:OPENING]}, ""


def _kept(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _corrected(file: BasisFile, document: Document) -> str:
    """The fields in which the person did not take over what was read off the file."""
    if not file.proposal:
        return ""
    names = [one.name for one in fields(DocumentProposal) if one.name != "notes"]
    changed = (
        name for name in names if (file.proposal.get(name) or None) != (_kept(getattr(document, name)) or None)
    )
    labels = {one.name: str(one.verbose_name) for one in BasisDocument._meta.concrete_fields}
    return "、".join(labels[name] for name in changed)
