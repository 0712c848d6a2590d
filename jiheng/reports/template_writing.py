"""Tags of a template put down as the renderer reads them; afterwards whole parts in their places."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jiheng.files.sealing import sealed
from jiheng.reports.official_page import official_document
from jiheng.reports.template_contents import put_contents
from jiheng.reports.template_parts import ON_NEW_PAGE, Mover
from jiheng.reports.template_places import PARAGRAPH, TABLE, TC, TEXT, TR, Element, Stretch, margins_of
from jiheng.reports.template_tags import Kind
from jiheng.reports.template_values import pieces_of
from jiheng.reports.template_walk import Change, Written
from jiheng.rules.reporting.content import Annex, ReportContent, Section

BlockWriter = Callable[[WordDocument, Sequence[Section | Annex]], None]
"""Writes sections or annexes into an empty official document, turning the page for wide annexes.

Sections are numbered 一、二、… in the order given, annexes 附件1, 附件2, …; a section whose title is empty is written
without a heading and without a number.
"""

FIELD: Final = "f_"
"""Before the name of a single field, so that it may begin with a figure."""
HIDDEN: Final = str.maketrans("{}", "\ue0e1\ue0e2")
SHOWN: Final = str.maketrans("\ue0e1\ue0e2", "{}")
"""Braces of the template's own text, which the renderer must not take for tags."""
MARKER: Final = qn("w:customXml")
NAMED: Final = qn("w:element")
MARK: Final = "jiheng-"
PLACED: Final = re.compile(rb'<w:customXml [^<>]*?w:element="jiheng-(\d+)"[^<>]*/>')
CONTENTS: Final = "目录"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def written_down(document: WordDocument, changes: Sequence[Change]) -> None:
    """Each tag as the renderer reads it, whole in one run; markers where parts of the report will stand."""
    for root in (document.element.body, *(element for _, element in margins_of(document))):
        for text in root.iter(TEXT):
            text.text = (text.text or "").translate(HIDDEN)
    for change in changes:
        match change.level:
            case "part":
                _replace(change.element, _marker(change.tags[0].name, change.element))
            case "":
                for one in reversed(change.tags):
                    _rewrite(change.stretches, one.tag.start, one.tag.end, _said(one))
            case level:
                said = _paragraph(f"{{%{level} {change.tags[0].tag.written} %}}")
                _replace(change.element, said if level == "p" else _row(said))


def with_parts(document: WordDocument, content: ReportContent, write: BlockWriter) -> bytes:
    """The document with each part of the report where its marker stands; the same contents give the same bytes."""
    found = [one for one in document.element.body.iter(MARKER) if one.get(NAMED, "").startswith(MARK)]
    markers = [(one, one.get(NAMED).removeprefix(MARK)) for one in found]
    movers: dict[str, Mover] = {}
    for number, (marker, name) in enumerate(markers, 1):
        if name == CONTENTS:
            continue
        pieces = pieces_of(name, content)
        source = official_document(content.title)
        if pieces:
            write(source, pieces)
        movers[str(number)] = mover = Mover(source, document, number)
        mover.put(marker)
        marker.set(NAMED, f"{MARK}{number}")
    for marker in (one for one, name in markers if name == CONTENTS):
        put_contents(document, marker, movers, MARK)
    return saved_with(document, movers)


def saved_with(document: WordDocument, movers: Mapping[str, Mover]) -> bytes:
    """The bytes of the document, its markers giving way to what stands there."""
    known: dict[str, str] = {}
    for mover in movers.values():
        known |= {prefix: uri for prefix, uri in mover.source.element.nsmap.items() if prefix}
    own = {prefix: uri for prefix, uri in document.element.nsmap.items() if prefix}
    more = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in known.items() if prefix not in own)

    def rewritten(name: str, part: bytes) -> Iterable[bytes]:
        if name != str(document.part.partname).removeprefix("/"):
            return (part,)
        return _spliced(part.replace(b"<w:document", b"<w:document" + more.encode(), 1), movers, known | own)

    loose = BytesIO()
    document.save(loose)
    return sealed(loose.getvalue(), rewritten)


def _spliced(xml: bytes, movers: Mapping[str, Mover], known: Mapping[str, str]) -> Iterator[bytes]:
    place = 0
    for found in PLACED.finditer(xml):
        yield xml[place : found.start()]
        yield from movers[found[1].decode()].written(known)
        place = found.end()
    yield xml[place:]


def mended(document: WordDocument) -> WordDocument:
    """Braces shown again; no cell without a paragraph, no table without a row, as every office program asks."""
    for root in (document.element.body, *(element for _, element in margins_of(document))):
        for text in root.iter(TEXT):
            text.text = (text.text or "").translate(SHOWN)
        for table in list(root.iter(TABLE)):
            if next(table.iter(TR), None) is None:
                table.getparent().remove(table)
        for cell in (root, *root.iter(TC)):
            if cell is not document.element.body and (not len(cell) or cell[-1].tag != PARAGRAPH):
                cell.append(OxmlElement("w:p"))
    return document


def _said(one: Written) -> str:
    tag = one.tag
    if tag.kind is not Kind.VALUE:
        return f"{{% {tag.written} %}}"
    return f"{{{{ {tag.row}.{one.name} }}}}" if tag.row else f"{{{{ {FIELD}{one.name} }}}}"


def _rewrite(stretches: Sequence[Stretch], start: int, end: int, said: str) -> None:
    """Put ``said`` in place of a stretch of the paragraph's text, in the type of its first letter."""
    for element, at in stretches:
        text = element.text or ""
        if at >= end or at + len(text) <= start:
            continue
        element.text = f"{text[: max(0, start - at)]}{said}{text[end - at :]}"
        element.set(SPACE, "preserve")
        said = ""


def _replace(element: Element, other: Element) -> None:
    element.getparent().replace(element, other)


def _marker(name: str, paragraph: Element) -> Element:
    marker = OxmlElement("w:customXml")
    marker.set(NAMED, f"{MARK}{name}")
    if next(paragraph.iter(qn("w:pageBreakBefore")), None) is not None:
        marker.set(ON_NEW_PAGE, "page")
    return marker


def _paragraph(said: str) -> Element:
    paragraph = OxmlElement("w:p")
    paragraph.add_r().add_t(said)
    return paragraph


def _row(paragraph: Element) -> Element:
    row, cell = OxmlElement("w:tr"), OxmlElement("w:tc")
    cell.append(paragraph)
    row.append(cell)
    return row
