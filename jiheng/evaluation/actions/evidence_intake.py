"""Files of evidence handed in: each gets a number, a line in 资料编号清单 and its hash; what is there is told."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO, Final

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from jiheng.audit.actions import record
from jiheng.audit.chain import Plain
from jiheng.evaluation.actions.entering import append_rows
from jiheng.evaluation.actions.evidence_lines import begin_change, require_open
from jiheng.evaluation.actions.evidence_words import queue_reading
from jiheng.evaluation.actions.runs import keep_run
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, GivenNumber
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.evaluation.shapes import row_values
from jiheng.files.actions import keep_made, store
from jiheng.files.disk import open_blob
from jiheng.files.models import Attachment, Blob, FileType
from jiheng.files.pictures import HEIC_ADVICE, KINDS, Picture, is_heic, picture_of
from jiheng.files.reading import pages_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.numbering import next_number, number_prefix
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind

MOST_FILES: Final = 500
SMALL_TITLE: Final = 200
UNWELCOME: Final = {
    **dict.fromkeys((".doc", ".wps", ".rtf"), "是旧版文档，请用 Word 或 WPS 另存为 docx 或 PDF 再传"),
    **dict.fromkeys((".ppt", ".pptx"), "是演示文稿，请另存为 PDF 再传"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "是压缩包，请解开后把里面的文件拖进来"),
    **dict.fromkeys(
        (".mp3", ".mp4", ".m4a", ".mov", ".wav", ".avi", ".amr"), "是音视频，请另行保存，在资料编号清单登记编号"
    ),
    **dict.fromkeys((".heic", ".heif"), HEIC_ADVICE),
    ".ofd": "是 OFD 版式文件，请用阅读软件另存为 PDF 再传",
}
FORMS: Final[Mapping[FileType, Form]] = {
    **dict.fromkeys(KINDS, Form.PICTURE),
    **dict.fromkeys((FileType.PDF, FileType.DOCX), Form.PAPER),
    **dict.fromkeys((FileType.XLSX, FileType.XLS), Form.ELECTRONIC),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One file handed in: the number it got, or in ``message`` why it was not taken."""

    name: str
    number: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Intake:
    """Who hands in files of which project; ``again`` takes contents that are there already."""

    project: EvaluationProject
    by: Member
    at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file in the store that has no number yet."""

    name: str
    attachment: Attachment
    picture: Picture | None
    thumbnail: Blob | None
    pages: int | None


def add_materials(
    project: EvaluationProject,
    uploads: Sequence[tuple[str, BinaryIO]],
    given: Material,
    *,
    point_number: int | None = None,
    again: bool = False,
    by: Member,
    at: datetime,
) -> list[Taken]:
    """Take every file that can be taken, with the fields ``given`` for all of them; one that cannot stops no other.

    ``point_number`` is the place of ``given.point`` in the list of sample points; ``again`` takes a file whose
    contents are there already under another number.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    require_open(project)
    if len(uploads) > MOST_FILES:
        raise Refused(f"一次最多收{MOST_FILES}个文件，这次有{len(uploads)}个。请分几次拖进来")
    if given.kind is None:
        raise Refused("请选择资料类别")
    intake = _Intake(project, by, at, again)
    kept = [_kept(intake, name, stream) for name, stream in uploads]
    if not any(isinstance(one, _Kept) for one in kept):
        return [one for one in kept if isinstance(one, Taken)]
    taken = _registered(intake, kept, given, point_number)
    queue_reading(project, by=by, at=at)
    return taken


def add_stored(
    project: EvaluationProject, attachment: Attachment, given: Material, *, by: Member, at: datetime
) -> str:
    """Take a file that is in the store already as a material of its own; answers the number it got.

    Called inside the transaction of whoever decided so; ``queue_reading`` comes after it.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    with open_blob(attachment.blob) as stream:
        picture, small = _looked_at(attachment.name, stream)
    thumbnail = keep_made(small, FileType.JPG) if small else None
    kept = _Kept(attachment.name, attachment, picture, thumbnail, pages_of(attachment))
    (taken,) = _registered(_Intake(project, by, at, again=True), [kept], given, None)
    return taken.number


def add_version(
    project: EvaluationProject, number: str, name: str, stream: BinaryIO, *, by: Member, at: datetime
) -> EvidenceFile:
    """Hand in another version of a material, or the first file of a line that was typed."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    require_open(project)
    intake = _Intake(project, by, at)
    kept = _kept(intake, name, stream)
    if isinstance(kept, Taken):
        raise Refused(kept.message)
    with transaction.atomic():
        begin_change(project)
        line = MaterialRow.objects.filter(project=project, number=number).first()
        if line is None:
            raise Refused(f"编号“{number}”不在资料编号清单里，不能加新版本")
        last = EvidenceFile.objects.filter(project=project, number=number).aggregate(last=Max("version"))["last"]
        EvidenceFile.objects.filter(project=project, number=number).update(current=False)
        file = _file_row(intake, kept, number)
        file.version = (last or 0) + 1
        file.save()
        facts = _facts(kept, Material(taken_on=line.taken_on, taken_in=line.taken_in, pages=line.pages), at)
        MaterialRow.objects.filter(pk=line.pk).update(**facts)
        GivenNumber.objects.get_or_create(project=project, number=number)
        after: dict[str, Plain] = {"material": number, "file_version": file.version, "file": kept.name}
        keep_run(project, by=by, at=at)
        record(by.user, "evaluation.material_version_added", project, at=at, after=after)
    queue_reading(project, by=by, at=at)
    return file


def _kept(intake: _Intake, name: str, stream: BinaryIO) -> _Kept | Taken:
    try:
        _require_welcome(intake, name, stream)
        picture, small = _looked_at(name, stream)
        attachment = store(stream, name, organisation=intake.project.organisation, by=intake.by, at=intake.at)
    except Refused as refusal:
        return Taken(name, message=str(refusal))
    thumbnail = keep_made(small, FileType.JPG) if small else None
    return _Kept(name, attachment, picture, thumbnail, pages_of(attachment))


def _require_welcome(intake: _Intake, name: str, stream: BinaryIO) -> None:
    unwelcome = UNWELCOME.get(PurePath(name).suffix.lower()) or (HEIC_ADVICE if is_heic(stream) else "")
    if unwelcome:
        raise Refused(f"“{name}”{unwelcome}")
    if intake.again:
        return
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # reads like any binary file
    stream.seek(0)
    same = _with_contents(intake.project, [digest]).get(digest)
    if same is not None:
        raise Refused(_told_same(name, same))


def _looked_at(name: str, stream: BinaryIO) -> tuple[Picture | None, bytes]:
    """What a picture says of itself, by its bytes; whether the name fits them is for the store to say."""
    head = stream.read(8)
    stream.seek(0)
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return None, b""
    picture, small = picture_of(stream, name)
    stream.seek(0)
    return picture, small


@transaction.atomic
def _registered(
    intake: _Intake, kept: Sequence[_Kept | Taken], given: Material, point_number: int | None
) -> list[Taken]:
    """Number what was kept and list it, in the order it was handed in."""
    project = intake.project
    begin_change(project)
    digests = [one.attachment.blob_id for one in kept if isinstance(one, _Kept)]
    known = {} if intake.again else _with_contents(project, digests)
    numbers = _Numbers(project, given, point_number)
    taken: list[Taken] = []
    numbered: list[tuple[str, _Kept]] = []
    for one in kept:
        same = known.get(one.attachment.blob_id) if isinstance(one, _Kept) else None
        if isinstance(one, Taken):
            taken.append(one)
        elif same is not None:
            taken.append(Taken(one.name, message=_told_same(one.name, same)))
        else:
            number = numbers.next()
            known |= {} if intake.again else {one.attachment.blob_id: number}
            numbered.append((number, one))
            taken.append(Taken(one.name, number))
    _list_them(intake, numbered, given)
    keep_run(project, by=intake.by, at=intake.at)
    return taken


def _list_them(intake: _Intake, numbered: Sequence[tuple[str, _Kept]], given: Material) -> None:
    project = intake.project
    if not numbered:
        return
    values = [row_values(_line(intake, one, number, given)) for number, one in numbered]
    require_fit(MaterialRow, values)
    last = MaterialRow.objects.filter(project=project).aggregate(last=Max("position"))["last"] or 0
    append_rows(project, MaterialRow, values, last)
    GivenNumber.objects.bulk_create([GivenNumber(project=project, number=number) for number, _ in numbered])
    EvidenceFile.objects.bulk_create([_file_row(intake, one, number) for number, one in numbered])
    said = "、".join(number for number, _ in numbered)
    after: dict[str, Plain] = {"count": len(numbered), "numbers": said, "revision": project.revision}
    record(intake.by.user, "evaluation.materials_added", project, at=intake.at, after=after)


class _Numbers:
    """The numbers of one kind and one point, one after another; none that was ever given."""

    def __init__(self, project: EvaluationProject, given: Material, point_number: int | None) -> None:
        self._code, self._kind, self._point = project.code, given.kind or MaterialKind.OTHER, point_number
        prefix = number_prefix(self._code, self._kind, point_number)
        tables = (GivenNumber, MaterialRow, EvidenceFile)
        self._used = [
            number
            for table in tables
            for number in table._default_manager.filter(project=project, number__startswith=prefix).values_list(
                "number", flat=True
            )
        ]

    def next(self) -> str:
        try:
            number = next_number(self._code, self._kind, self._point, self._used)
        except ValueError as error:
            raise Refused(str(error)) from error
        self._used = [number]
        return number


def _line(intake: _Intake, kept: _Kept, number: str, given: Material) -> Material:
    """The line of a file: what was given for all of them, and what it says of itself."""
    title = PurePath(kept.attachment.name).stem[:SMALL_TITLE]
    form = given.form or FORMS.get(FileType(kept.attachment.blob.type))
    collector = given.collector or intake.by.user.name
    named = replace(given, number=number, title=title, form=form, collector=collector)
    return replace(named, **_facts(kept, given, intake.at))  # type: ignore[arg-type]  # fields of a material by name


def _facts(kept: _Kept, given: Material, at: datetime) -> dict[str, object]:
    """What the file itself says; a time after it was handed in is a camera's wrong clock."""
    facts: dict[str, object] = {"sha256": kept.attachment.blob_id, "size": kept.attachment.blob.size}
    facts["pages"] = kept.pages or given.pages
    if kept.picture is not None:
        taken = kept.picture.taken_at
        facts["taken_on"] = given.taken_on or (localdate(taken) if taken and taken <= at else None)
        facts["taken_in"] = given.taken_in or kept.picture.place
    return facts


def _file_row(intake: _Intake, kept: _Kept, number: str) -> EvidenceFile:
    picture = kept.picture
    return EvidenceFile(
        project=intake.project,
        number=number,
        attachment=kept.attachment,
        thumbnail=kept.thumbnail,
        taken_at=picture.taken_at if picture else None,
        place=picture.place if picture else "",
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        pages=kept.pages,
        uploaded_by=intake.by.user,
        uploaded_at=intake.at,
    )


def _with_contents(project: EvaluationProject, digests: Iterable[str]) -> dict[str, str]:
    """The numbers files with these contents have in the project, withdrawn ones too."""
    rows = EvidenceFile.objects.filter(project=project, attachment__blob__in=list(digests))
    return dict(rows.order_by("-current", "pk").values_list("attachment__blob", "number"))


def _told_same(name: str, number: str) -> str:
    return f"“{name}”与已收入的资料“{number}”内容完全相同，没有重复收。要另编一号的，请勾选“内容相同的也另编一号”"
