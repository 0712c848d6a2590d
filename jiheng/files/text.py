"""The words of a stored file, as far as they are needed to tell what document it is."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from pypdf import PdfReader

from jiheng.files.disk import blob_path
from jiheng.files.models import Attachment, FileType
from jiheng.files.refusals import MEGABYTE, FileRefused
from jiheng.files.word_text import word_lines
from jiheng.orgs.refusal import Refused

HAN: Final = re.compile(r"[\u4e00-\u9fff]")
LEAST_WORDS: Final = 10
"""A page number or a stamp over a scanned page is no text of a document."""

SET_APART: Final = re.compile(r"(?<=[0-9]) (?=[\u4e00-\u9fff])|(?<=[\u3015\u4e00-\u9fff]) (?=[0-9])")
"""Room a PDF leaves between figures and words: 2025 年 3 月."""

ENDS: Final = 64 * 1024
"""Bytes of the two ends of a PDF where it lists what it is made of."""

UNKEEPABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Signs a database refuses."""

SCANNED: Final = "没有可以读取的文字，可能是扫描件。请对照原件填写"
LOCKED: Final = "内容已加密，读不出文字。请对照原件填写，或者换一份没有密码的"
BROKEN: Final = "内容不完整，读不出文字。请打开原件核对，再对照填写"
OTHER_KIND: Final = "不是 Word 文档或文字版 PDF，不读文字。请对照原件填写"


class NoText(Refused):
    """A file without words to read: why, and what to do. It may be kept all the same."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far into a file its text is read."""

    pages: int = 30
    letters: int = 200_000
    seconds: int = 5
    part: int = 64 * MEGABYTE
    """The largest part of a Word document that is unpacked, in bytes."""


BOUNDS: Final = Bounds()


def text_of(attachment: Attachment, bounds: Bounds = BOUNDS) -> str:
    """The text of a Word document or a PDF, line by line; raises ``NoText`` where there is none.

    Number, title, issuer and days stand at the beginning, so the first 30 pages, 200,000 letters or 5 seconds are
    enough; what comes after is left unread. Words in headers, tables and text boxes count, for red heads stand there.
    """
    reader = READERS.get(FileType(attachment.blob.type))
    if reader is None:
        raise NoText(OTHER_KIND)
    text = UNKEEPABLE.sub("", reader(blob_path(attachment.blob), bounds))[: bounds.letters]
    if len(HAN.findall(text)) < LEAST_WORDS:
        raise NoText(SCANNED)
    return text


def _word_text(path: Path, bounds: Bounds) -> str:
    try:
        return word_lines(path, bounds.letters, bounds.part)
    except (FileRefused, ParseError, DefusedXmlException, KeyError) as error:
        raise NoText(BROKEN) from error


def _pdf_text(path: Path, bounds: Bounds) -> str:
    try:
        with path.open("rb") as stream:  # a large scan is not read into memory as a whole
            reader = PdfReader(stream)
            if reader.is_encrypted and not reader.decrypt(""):
                raise NoText(LOCKED)
            return SET_APART.sub("", "\n".join(_pages(reader, bounds)))
    except NoText:
        raise
    except Exception as error:  # a broken PDF fails in many ways; it stays kept, unread
        raise NoText(LOCKED if _says_encrypted(path) else BROKEN) from error


class _Enough(Exception):
    """Time is up within a page."""


def _pages(reader: PdfReader, bounds: Bounds) -> Iterator[str]:
    """Page after page while there is time; a page that takes too long ends the reading."""
    stop, letters = time.monotonic() + bounds.seconds, 0

    def watch(*_: Any) -> None:
        if time.monotonic() > stop:
            raise _Enough

    for page in reader.pages[: bounds.pages]:
        try:
            text = page.extract_text(visitor_operand_before=watch).strip("\n")
        except _Enough:
            return
        letters += len(text)
        yield text
        if letters > bounds.letters:
            return


def _says_encrypted(path: Path) -> bool:
    """Whether the file itself says at either end that it is encrypted, in a way that is not read here."""
    with path.open("rb") as stream:
        head = stream.read(ENDS)
        stream.seek(max(0, path.stat().st_size - ENDS))
        return b"/Encrypt" in head + stream.read(ENDS)


READERS: Final[Mapping[FileType, Callable[[Path, Bounds], str]]] = {
    FileType.DOCX: _word_text,
    FileType.PDF: _pdf_text,
}
