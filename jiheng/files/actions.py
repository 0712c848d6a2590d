"""Taking a file in."""

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from jiheng.audit.actions import record
from jiheng.files.disk import blob_path, keep, workspace, write_up_to
from jiheng.files.inspection import EXTENSIONS, USUAL, Inspected, inspect
from jiheng.files.models import Attachment, Blob, FileType
from jiheng.files.refusals import MEGABYTE, FileRefused
from jiheng.files.stripping import strip_package, strip_xls
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Organisation

NAME_LENGTH: Final = 255
UNFIT: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]')
"""What a file name may not carry: control signs, what Windows refuses, signs that turn the reading direction."""


def store(
    stream: BinaryIO,
    name: str,
    *,
    organisation: Organisation,
    by: Member,
    at: datetime,
    accepts: Collection[FileType] = USUAL,
) -> Attachment:
    """Check a file, take out macros and outside links, keep its bytes once and register it under its name.

    ``accepts`` are the types wanted here.

    Raises ``FileRefused`` (Chinese: what is wrong, what to do) and keeps nothing.
    """
    require(by, Capability.FILES_STORE, over=organisation)
    name = fit_name(name)
    with workspace() as folder:  # outside the transaction: a slow upload must not hold up other writers
        digest, found = _take_in(stream, name, folder, accepts)
    with transaction.atomic():
        blob, _ = Blob.objects.get_or_create(hash=digest, defaults={"size": _size(digest), "type": found.type})
        attachment = Attachment.objects.create(
            name=_plain_extension(name, found),
            blob=blob,
            organisation=organisation,
            uploaded_by=by.user,
            at=at,
            remark=_remark(found),
        )
        after = {"name": attachment.name, "hash": digest, "remark": attachment.remark}
        record(by.user, "file.stored", attachment, at=at, after=dict(after))
    return attachment


def keep_made(content: bytes, kind: FileType) -> Blob:
    """Keep what was made of a file, such as a thumbnail: bytes without a name of their own."""
    with workspace() as folder:
        made = folder / "made"
        made.write_bytes(content)
        digest = keep(made)
    blob, _ = Blob.objects.get_or_create(hash=digest, defaults={"size": len(content), "type": kind})
    return blob


def fit_name(name: str) -> str:
    """The last part of a name, without signs that mislead or break a file system, short enough to keep."""
    last = UNFIT.sub("", PurePath(name.replace("\\", "/")).name).strip(" .") or "未命名"
    stem, suffix = PurePath(last).stem, PurePath(last).suffix
    return stem[: NAME_LENGTH - len(suffix)] + suffix


def _take_in(stream: BinaryIO, name: str, folder: Path, accepts: Collection[FileType]) -> tuple[str, Inspected]:
    incoming, clean = folder / "incoming", folder / "clean"
    limit: int = settings.JIHENG_UPLOAD_LIMIT
    if not write_up_to(stream, incoming, limit):
        raise FileRefused("E-F-06", name, f"超过{limit // MEGABYTE}MB的上限")
    found = inspect(incoming, name, accepts=accepts)
    if not (found.macros or found.outside):
        return keep(incoming), found
    try:
        (strip_xls if found.type is FileType.XLS else strip_package)(incoming, clean)
    except Exception as error:  # a file broken on purpose fails in many ways; it is not kept
        raise FileRefused("E-F-02", name, "带宏或外部链接，且内容不完整，无法去除") from error
    return keep(clean), found


def _plain_extension(name: str, found: Inspected) -> str:
    """A workbook whose macros were taken out is no longer an ``xlsm``."""
    plain = f".{found.type}"
    suffix = PurePath(name).suffix
    changed = found.macros and suffix.lower() in EXTENSIONS[found.type] and suffix.lower().endswith("m")
    return PurePath(name).with_suffix(plain).name if changed else name


def _remark(found: Inspected) -> str:
    taken = [word for word, there in (("宏", found.macros), ("外部链接", found.outside)) if there]
    return f"已去除{'和'.join(taken)}，其余内容未改动" if taken else ""


def _size(digest: str) -> int:
    return blob_path(Blob(hash=digest)).stat().st_size
