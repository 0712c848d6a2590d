"""What a file really is, read from its first bytes and never from its name."""

import re
from enum import Enum


class RealKind(Enum):
    """The real kind of a file; the value is its Chinese name."""

    ZIP = "压缩包"
    OLE = "旧版 Office 文件"
    PDF = "PDF 文件"
    PICTURE = "图片"
    RAR = "RAR 压缩包"
    SEVEN_ZIP = "7Z 压缩包"
    RTF = "RTF 文档"
    WEB_TABLE = "网页表格"
    XML_TABLE = "XML 表格（2003）"
    XML_WORD = "XML 文档"
    TEXT = "文本表格（CSV）"
    UNKNOWN = "无法识别的内容"


SIGNATURES = (
    (b"PK\x03\x04", RealKind.ZIP),
    (b"PK\x05\x06", RealKind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", RealKind.OLE),
    (b"%PDF", RealKind.PDF),
    (b"\x89PNG", RealKind.PICTURE),
    (b"\xff\xd8\xff", RealKind.PICTURE),
    (b"GIF8", RealKind.PICTURE),
    (b"BM", RealKind.PICTURE),
    (b"II*\x00", RealKind.PICTURE),
    (b"MM\x00*", RealKind.PICTURE),
    (b"Rar!", RealKind.RAR),
    (b"7z\xbc\xaf", RealKind.SEVEN_ZIP),
    (b"{\\rtf", RealKind.RTF),
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def real_kind(content: bytes) -> RealKind:
    """The kind told by signature, else by whether the beginning reads as text."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature) and (signature != b"BM" or b"\x00" in content[:64]):
            return kind
    text = _as_text(content[:4096])
    if not text.strip():
        return RealKind.UNKNOWN
    return _text_kind(text.lstrip("\ufeff \r\n\t").lower())


def _text_kind(text: str) -> RealKind:
    if text.startswith("<?xml") and "office:spreadsheet" in text:
        return RealKind.XML_TABLE
    if text.startswith("<?xml") and "wordprocessingml" in text:
        return RealKind.XML_WORD
    if text.startswith(("<html", "<!doctype html", "<table", "<meta")) or "<table" in text or "<html" in text:
        return RealKind.WEB_TABLE
    return RealKind.TEXT


def _as_text(head: bytes) -> str:
    """The head as text, or empty when no usual encoding gives clean text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        # The cut may fall inside a character, so up to three bytes at the end may be left out.
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return "" if CONTROL.search(text) else text
    return ""
