"""A Word file of strangers opened with care, and where its paragraphs stand in words an office understands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from jiheng.files.sealing import sealed

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_XML: Final = 6 * 1024 * 1024
"""How large a template and each part of its text may be; a page of text has some ten thousand."""
MOST_PARTS: Final = 2000
EXCERPT: Final = 12
DOCUMENT_TYPE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_TYPES: Final = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
PARAGRAPH, TABLE, TR, TC, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
BOX: Final = qn("w:txbxContent")
WRAPPERS: Final = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
BREAKS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
KINDS: Final = {"first": "首页", "even": "偶数页"}

Element = Any
"""An element of lxml, which has no types of its own here."""


class NotWord(Exception):
    """Bytes that are no Word document fit for a template; its text says why."""


class Stretch(NamedTuple):
    """An element of text with where it begins in its paragraph's text."""

    element: Element
    start: int


@dataclass(slots=True)
class Place:
    """Where something stands; ``paragraphs`` and ``tables`` count what was passed in it."""

    name: str
    paragraphs: int = 0
    tables: int = 0
    blocks: bool = field(default=False, kw_only=True)
    """Whether whole parts of the report may stand here."""
    cell: bool = field(default=False, kw_only=True)


def opened_template(docx: bytes) -> WordDocument:
    """The document. Raises ``NotWord`` for what is none, is too large, or was broken on purpose."""
    if len(docx) > MOST_BYTES:
        raise NotWord(f"文件超过{MOST_BYTES // 1024 // 1024}MB，请压缩或去掉其中的图片")
    try:
        with ZipFile(BytesIO(docx)) as package:
            entries = package.infolist()
            heavy = any(one.file_size > MOST_XML and one.filename.endswith((".xml", ".rels")) for one in entries)
            if heavy or len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > 10 * MOST_BYTES:
                raise NotWord("文件里的文字多得不像模板，请只留版式和字段")
        return Document(BytesIO(sealed(docx, _as_document)))
    except NotWord:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, etree.LxmlError, AttributeError, NotImplementedError) as error:
        raise NotWord("不是能打开的 Word 文档，请用 Word 或 WPS 另存为 docx") from error


def _as_document(name: str, content: bytes) -> tuple[bytes]:
    """A template file (dotx) or one with macros opens as the document it is made for."""
    if name == "[Content_Types].xml":
        for other in OTHER_TYPES:
            content = content.replace(other, DOCUMENT_TYPE)
    return (content,)


def margins_of(document: WordDocument) -> Iterator[tuple[str, Element]]:
    """Headers and footers by their name (首页页眉), each once."""
    called = {}
    for reference in document.element.body.iter(qn("w:headerReference"), qn("w:footerReference")):
        called[reference.get(qn("r:id"))] = KINDS.get(reference.get(qn("w:type"), ""), "")
    for number, relation in document.part.rels.items():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            side = "页眉" if relation.reltype == RELATIONSHIP_TYPE.HEADER else "页脚"
            yield called.get(number, "") + side, relation.target_part.element


def notes_of(document: WordDocument) -> Iterator[tuple[str, str]]:
    """The XML of footnotes, endnotes and comments, where no field may stand."""
    kinds = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
    for part in document.part.package.iter_parts():
        named = kinds.get(str(part.partname).rpartition("/")[2].removesuffix(".xml"))
        if named:
            yield named, part.blob.decode("utf-8", "replace")


def children_of(container: Element) -> Iterator[Element]:
    """Paragraphs, tables, rows or cells directly in a container, those in controls and tracked changes too."""
    for child in container:
        if child.tag in WRAPPERS:
            yield from children_of(child)
        elif child.tag in (PARAGRAPH, TABLE, TR, TC):
            yield child


def text_of(paragraph: Element) -> tuple[str, list[Stretch]]:
    """A paragraph's own text as it is read, and the elements it is made of; a text box in it is left out."""
    said, stretches, length = [], [], 0
    for element in _own(paragraph):
        if element.tag == TEXT:
            stretches.append(Stretch(element, length))
            piece = element.text or ""
        else:
            piece = BREAKS.get(element.tag, "")
        said.append(piece)
        length += len(piece)
    return "".join(said), stretches


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph."""
    for element in _own(paragraph):
        if element.tag == BOX:
            yield element


def _own(paragraph: Element) -> Iterator[Element]:
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag != BOX:
            waiting.extend(reversed(element))


def excerpt(text: str) -> str:
    """The beginning of a paragraph to find it by."""
    plain = " ".join(text.split())
    return f"“{plain[:EXCERPT]}{'……' if len(plain) > EXCERPT else ''}”"
