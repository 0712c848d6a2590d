"""The words of evidence files, read behind the pages so that a large batch keeps nobody waiting."""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction

from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Reading
from jiheng.files.actions import keep_made
from jiheng.files.models import FileType
from jiheng.files.ocr import ocr_installed
from jiheng.files.pictures import KINDS
from jiheng.files.reading import NO_OCR, NO_OCR_SCAN, Read, read_file
from jiheng.files.text import BROKEN
from jiheng.jobs.actions import enqueue
from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.duties import Member

KIND: Final = "evidence_words"
LOG: Final = logging.getLogger(__name__)


@transaction.atomic
def queue_reading(project: EvaluationProject, *, by: Member, at: datetime) -> None:
    """See to it that the files still unread are read; one waiting job is enough for a project."""
    if not EvidenceFile.objects.filter(project=project, reading=Reading.WAITING).exists():
        return
    waiting = Job.objects.filter(kind=KIND, status=JobStatus.QUEUED, arguments__project=project.pk)
    if not waiting.exists():
        enqueue(KIND, f"读取资料文字：{project.name}", {"project": project.pk}, by=by, at=at)


@transaction.atomic
def read_again(project: EvaluationProject, *, by: Member, at: datetime) -> int:
    """Read pictures and scans once more, now that the component is installed; answers how many."""
    if not ocr_installed():
        return 0
    unread = EvidenceFile.objects.filter(project=project, reading_remark__in=(NO_OCR, NO_OCR_SCAN))
    count = unread.update(reading=Reading.WAITING, reading_remark="")
    queue_reading(project, by=by, at=at)
    return count


def take_words(file: EvidenceFile) -> None:
    """Read one file and keep its words. They are made from the file alone, so reading it twice changes nothing."""
    try:
        read = read_file(file.attachment)
    except Exception:  # a file broken on purpose fails in many ways; it stays kept, unread, and the next is read
        LOG.exception("words of file %s", file.pk)
        read = Read(remark=BROKEN)
    values: dict[str, object] = {
        "text": read.text,
        "reading": Reading.READ if read.text.strip() else Reading.NONE,
        "reading_remark": read.remark[:200],
    }
    if read.first_page and file.thumbnail_id is None and FileType(file.attachment.blob.type) not in KINDS:
        values["thumbnail"] = keep_made(read.first_page, FileType.JPG)
    EvidenceFile.objects.filter(pk=file.pk).update(**values)
