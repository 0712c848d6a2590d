"""目录 of a report written with a template: every heading of the document, the template's own ones too.

A field every office program can update, with the page of each line left open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jiheng.reports.official_page import BODY, FIGURES
from jiheng.reports.report_contents import FIRST_PAGE
from jiheng.reports.template_parts import ON_NEW_PAGE, VALUE, Mover
from jiheng.reports.template_places import PARAGRAPH, WRAPPERS, Element, text_of

CODE: Final = r' TOC \o "1-2" \f A \h \z '
HEADING: Final = re.compile(r"heading ([12])")
ENTRY: Final = re.compile(r' TC "([^"]*)"')
"""A hidden entry that names a heading as the contents list it, with its number."""


@dataclass(frozen=True, slots=True)
class Line:
    level: int
    text: str
    mark: str


def put_contents(document: WordDocument, marker: Element, movers: Mapping[str, Mover], mark: str) -> None:
    """Put the contents in place of ``marker``. Parts not in their places yet are those of the other markers."""
    across = min(map(_text_width, document.element.body.iter(qn("w:sectPr"))), default=8800)
    named = {f"{mark}{number}": mover for number, mover in movers.items()}
    mark_first_page(document, named)
    lines = list(_lines(document, named))
    for number, line in enumerate(lines):
        first, last = number == 0, number == len(lines) - 1
        marker.addprevious(
            _paragraph(line, across, first=first, last=last, on_new_page=bool(marker.get(ON_NEW_PAGE)))
        )
    marker.getparent().remove(marker)


def mark_first_page(document: WordDocument, movers: Mapping[str, Mover]) -> None:
    """Mark where pages are counted from, when a section of the template begins to count anew."""
    first = None
    for child in document.element.body:
        first = next(_paragraphs((child,), movers), None) if first is None else first
        section = child if child.tag == qn("w:sectPr") else next(child.iter(qn("w:sectPr")), None)
        if section is None:
            continue
        counted = section.find(qn("w:pgNumType"))
        if first is not None and counted is not None and counted.get(qn("w:start")) == "1":
            _bookmark(first, FIRST_PAGE, 899_999)
            return
        first = None


def _bookmark(paragraph: Element, name: str, number: int) -> None:
    properties = paragraph.get_or_add_pPr()
    start, end = (parse_xml(f"<w:{kind} {nsdecls('w')}/>") for kind in ("bookmarkStart", "bookmarkEnd"))
    for one in (end, start):
        one.set(qn("w:id"), str(number))
        properties.addnext(one)
    start.set(qn("w:name"), name)


def _lines(document: WordDocument, movers: Mapping[str, Mover]) -> Iterator[Line]:
    levels = _levels(document)
    count = 0
    for paragraph in _paragraphs(document.element.body, movers):
        properties = paragraph.pPr
        styled = properties.pStyle if properties is not None else None
        level = levels.get(styled.get(VALUE)) if styled is not None else None
        text = _title(paragraph) if level else ""
        if level and text:
            count += 1
            mark = f"_TocJ{count:04d}"
            _bookmark(paragraph, mark, 900_000 + count)
            yield Line(level, text, mark)


def _paragraphs(container: Iterable[Element], movers: Mapping[str, Mover]) -> Iterator[Element]:
    """Every paragraph that stands in no table, in the order of the finished document."""
    for child in container:
        mover = movers.get(child.get(qn("w:element"), "")) if child.tag == qn("w:customXml") else None
        if mover is not None:
            yield from _paragraphs(mover.elements, movers)
        elif child.tag == PARAGRAPH:
            yield child
        elif child.tag in WRAPPERS:
            yield from _paragraphs(child, movers)


def _levels(document: WordDocument) -> dict[str, int]:
    """Styles of headings by their number: the first two levels, and titles that stand on a level of their own."""
    found = {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        named = style.find(qn("w:name"))
        heading = HEADING.fullmatch(named.get(VALUE, "").lower()) if named is not None else None
        outline = next(style.iter(qn("w:outlineLvl")), None)
        if heading:
            found[style.get(qn("w:styleId"))] = int(heading[1])
        elif outline is not None and outline.get(VALUE) in ("0", "1") and style.get(qn("w:type")) == "paragraph":
            found[style.get(qn("w:styleId"))] = int(outline.get(VALUE)) + 1
    return found


def _title(paragraph: Element) -> str:
    hidden = "".join(one.text or "" for one in paragraph.iter(qn("w:instrText")))
    entry = ENTRY.search(hidden)
    return entry[1] if entry else " ".join(text_of(paragraph)[0].split())


def _paragraph(line: Line, across: int, *, first: bool, last: bool, on_new_page: bool) -> Element:
    opening = f"{_mark('begin', dirty=True)}{_code(CODE)}{_mark('separate')}" if first else ""
    page = f"{_mark('begin')}{_code(f' PAGEREF {line.mark} {chr(92)}h ')}{_mark('separate')}{_run('')}{_mark('end')}"
    link = (
        f'<w:hyperlink w:anchor="{line.mark}" w:history="1">{_run(line.text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
    )
    turned = "<w:pageBreakBefore/>" if first and on_new_page else ""
    layout = (
        f'{turned}<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{across}"/></w:tabs>'
        f'<w:spacing w:before="0" w:after="0" w:line="500" w:lineRule="exact"/>'
        f'<w:ind w:left="{560 * (line.level - 1)}" w:firstLine="0"/>'
    )
    inside = f"{opening}{link}{_mark('end') if last else ''}"
    return parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{layout}</w:pPr>{inside}</w:p>")


def _run(text: str) -> str:
    face = f'w:ascii="{FIGURES}" w:hAnsi="{FIGURES}" w:eastAsia="{BODY}"'
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:rPr><w:rFonts {face}/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{plain}</w:t></w:r>'


def _code(said: str) -> str:
    plain = said.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:instrText xml:space="preserve">{plain}</w:instrText></w:r>'


def _mark(kind: str, *, dirty: bool = False) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="{kind}"{" w:dirty=" + chr(34) + "true" + chr(34) if dirty else ""}/></w:r>'
    )


def _text_width(section: Element) -> int:
    """The width of the text on a page in twips."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return 8800
    sides = (int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
    return max(2000, int(size.get(qn("w:w"), "11906")) - sum(sides))
