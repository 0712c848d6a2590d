"""What stands in a stored file, for a search: its words as far as they go, its pages, a picture of the first.

Words of scans and photos are read when the extra ``ocr`` is installed.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader

from jiheng.files.disk import blob_path
from jiheng.files.models import Attachment, FileType
from jiheng.files.ocr import ocr_installed, words_in
from jiheng.files.pictures import FORMATS, KINDS, jpeg_of
from jiheng.files.sheet_text import sheet_lines
from jiheng.files.text import BROKEN, SCANNED, UNKEEPABLE, Bounds, NoText, text_of
from jiheng.orgs.refusal import Refused

WORKBOOKS: Final = (FileType.XLSX, FileType.XLS)
LETTERS: Final = 20_000
BOUNDS: Final = Bounds(pages=60, letters=LETTERS, seconds=10)
"""As far as a file is read so that it can be found again."""

SCAN_PAGES, SCAN_SECONDS = 20, 90
LEAST_EDGE: Final = 300
"""Pixels; a smaller picture on a page is a seal or a logo."""

PAGES_PART: Final = "docProps/app.xml"
PAGES_TAG: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
LETTER: Final = re.compile(r"[^\W_]")
LEAST_LETTERS: Final = 2
LARGEST_PART: Final = 1024 * 1024
NO_OCR: Final = "是图片，本机没有装文字识别组件，不能按内容查找"
NO_OCR_SCAN: Final = "可能是扫描件，本机没有装文字识别组件，不能按内容查找"
NOTHING_SEEN: Final = "没有认出文字"


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a file, or in ``remark`` why there are none; ``first_page`` is a small JPEG of a scan."""

    text: str = ""
    remark: str = ""
    first_page: bytes = b""


def read_file(attachment: Attachment) -> Read:
    """The words of a file of any kind that may come in."""
    kind = FileType(attachment.blob.type)
    path = blob_path(attachment.blob)
    if kind in KINDS:
        return _picture(path)
    if kind in WORKBOOKS:
        try:
            return Read(kept(sheet_lines(path, LETTERS)))
        except ValueError:
            return Read(remark=BROKEN)
    try:
        return Read(kept(text_of(attachment, BOUNDS)))
    except NoText as refusal:
        scanned = kind is FileType.PDF and str(refusal) == SCANNED
        return _scan(path) if scanned else Read(remark=str(refusal))


def pages_of(attachment: Attachment) -> int | None:
    """How many pages a file says it has; ``None`` where it says nothing."""
    kind, path = FileType(attachment.blob.type), blob_path(attachment.blob)
    try:
        if kind in KINDS:
            return 1
        if kind is FileType.PDF:
            return len(PdfReader(path).pages)
        return _pages_of_word(path) if kind is FileType.DOCX else None
    except Exception:  # a broken file fails in many ways, and a number of pages is not worth refusing it
        return None


def kept(text: str) -> str:
    """Without signs a database refuses, and no longer than is needed to find the file again."""
    return UNKEEPABLE.sub("", text)[:LETTERS]


def seen(words: str) -> str:
    """What was read in a picture, unless it is but a stray sign taken for a letter."""
    return kept(words) if len(LETTER.findall(words)) >= LEAST_LETTERS else ""


def _pages_of_word(path: Path) -> int | None:
    with ZipFile(path) as package:
        if package.getinfo(PAGES_PART).file_size > LARGEST_PART:
            return None
        said = fromstring(package.read(PAGES_PART)).findtext(PAGES_TAG, "")
    return int(said) if said.isdecimal() and 0 < int(said) < 100_000 else None


def _picture(path: Path) -> Read:
    if not ocr_installed():
        return Read(remark=NO_OCR)
    try:
        with Image.open(path, formats=FORMATS) as image:
            image.draft("RGB", (2 * image.width // 3, 2 * image.height // 3))
            text = seen(words_in(image))
    except (OSError, ValueError, Image.DecompressionBombError):
        return Read(remark=BROKEN)
    return Read(text, "" if text.strip() else NOTHING_SEEN)


def _scan(path: Path) -> Read:
    """A PDF of pictures: the largest of each page is a page."""
    lines: list[str] = []
    first = b""
    try:
        for picture in _pages(path):
            first = first or jpeg_of(picture)
            if not ocr_installed():
                return Read(remark=NO_OCR_SCAN, first_page=first)
            lines.append(words_in(picture))
    except Refused:
        raise
    except Exception:  # pictures in a PDF come in many ways, and some cannot be unpacked
        return Read(kept("\n".join(lines)), "" if lines else SCANNED, first)
    text = kept("\n".join(lines))
    return Read(text, "" if text.strip() else SCANNED, first)


def _pages(path: Path) -> Iterator[Image.Image]:
    stop = time.monotonic() + SCAN_SECONDS
    for page in PdfReader(path).pages[:SCAN_PAGES]:
        pictures = [one.image for one in page.images if one.image is not None]
        large = [one for one in pictures if min(one.size) >= LEAST_EDGE]
        if large:
            yield max(large, key=lambda one: one.width * one.height)
        if time.monotonic() > stop:
            return
