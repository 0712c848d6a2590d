"""评价报告 as a Word document: cover, contents, 摘要, 正文 and 附件 on an official page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jiheng.reports.official_page import TITLE, number_pages_outside, official_document, saved
from jiheng.reports.plan_tables import UPRIGHT_MM, WIDE_MM
from jiheng.reports.report_contents import DOCUMENT, FIRST_PAGE, annex_entry, contents
from jiheng.reports.report_cover import cover, signature_page
from jiheng.reports.report_styles import BIG, add_styles
from jiheng.reports.report_writer import ReportWriter
from jiheng.reports.report_xml import paragraph, set_in, twips, words
from jiheng.rules.reporting.content import Annex, ReportContent, Section
from jiheng.rules.reporting.shapes import ReportKind
from jiheng.rules.wording import chinese_number

NEW_PAGE: Final = "<w:pageBreakBefore/>"
ABSTRACT: Final = "摘要"
CENTRED: Final = (
    '<w:spacing w:before="0" w:after="240" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/>'
)
PIECE: Final = 64
UPRIGHT: Final = (210, 297, 37, 26, 35, 28, 25)
ACROSS: Final = (297, 210, 28, 25, 26, 25, 16)
"""Width and height of the page; its margins on top, right, below, left; how far its number is from the edge."""


def report_word(content: ReportContent, code: str = "") -> bytes:
    """The report as ``.docx`` bytes; the same content gives the same bytes. ``code`` is printed on the cover."""
    document = official_document(content.title)
    number_pages_outside(document)
    add_styles(document)
    numbers = _number_references(document)
    writer = ReportWriter(document)
    _abstract(writer, content)
    _body(writer, content)
    last = _annexes(writer, content.annexes, numbers)
    before = [*cover(content, code)]
    if content.kind is ReportKind.FINAL:
        before += signature_page(content)
    before += contents(writer.entries)
    before.append(paragraph("Gap", "", _properties(UPRIGHT, "")))
    return saved(
        document, lambda name, part: _written(part, before, writer.pieces, last) if name == DOCUMENT else (part,)
    )


def write_blocks(document: WordDocument, parts: Sequence[Section | Annex]) -> None:
    """Sections and annexes as the report prints them, at the end of another document: for a template of one's own.

    Sections are numbered in the order given; one without a title has its blocks alone.
    """
    add_styles(document)
    writer = ReportWriter(document)
    titled = [one for one in parts if isinstance(one, Section) and one.title]
    for part in parts:
        if isinstance(part, Annex):
            continue
        if part.title:
            writer.heading(1, f"{chinese_number(titled.index(part) + 1)}、{part.title}")
        writer.section(part.blocks)
    annexes = [one for one in parts if isinstance(one, Annex)]
    last = _annexes(writer, annexes, "")
    if annexes and annexes[-1].wide:
        writer.end_section(last)
    inside = f"<w:body>{''.join(writer.pieces)}{_properties(UPRIGHT, '')}</w:body>"
    document._element = document.part._element = parse_xml(
        f"<w:document {nsdecls('w', 'r', 'wp')}>{inside}</w:document>"
    )


def _written(empty: bytes, before: list[str], pieces: list[str], last: str) -> Iterator[bytes]:
    """The document's XML with all that was written for the empty body."""
    head, _, _ = empty.partition(b"<w:body>")
    yield head + b"<w:body>"
    every = [*before, *pieces, last]
    for first in range(0, len(every), PIECE):
        yield "".join(every[first : first + PIECE]).encode()
    yield b"</w:body></w:document>"


def _abstract(writer: ReportWriter, content: ReportContent) -> None:
    marks = writer.entry(1, ABSTRACT) + writer.mark(FIRST_PAGE)
    writer.add(paragraph("Heading1", marks + set_in(ABSTRACT, TITLE, BIG), CENTRED))
    for number, section in enumerate(content.abstract, 1):
        writer.heading(2, f"（{chinese_number(number)}）{section.title}")
        for block in section.blocks:
            writer.block(block)


def _body(writer: ReportWriter, content: ReportContent) -> None:
    writer.add(paragraph("CoverTitle", words(content.title), NEW_PAGE))
    for number, section in enumerate(content.body, 1):
        writer.heading(1, f"{chinese_number(number)}、{section.title}")
        writer.section(section.blocks)


def _annexes(writer: ReportWriter, annexes: Iterable[Annex], numbers: str) -> str:
    """Each on a new page, the wide ones across; gives the properties of the last section."""
    numbered, wide = numbers, False
    for number, annex in enumerate(annexes, 1):
        turned = annex.wide != wide
        if turned:
            writer.end_section(_properties(ACROSS if wide else UPRIGHT, numbered))
            numbered, wide = "", annex.wide
            writer.width = WIDE_MM if wide else UPRIGHT_MM
        label = f"附件{number}"
        writer.add(paragraph("AnnexLabel", words(label), "" if turned else NEW_PAGE))
        mark = writer.entry(1, f"{label}　{annex.title}")
        writer.add(paragraph("AnnexTitle", f"{mark}{annex_entry(f'{label}　{annex.title}')}{words(annex.title)}"))
        writer.fresh = True
        for block in annex.blocks:
            writer.block(block)
    return _properties(ACROSS if wide else UPRIGHT, numbered)


def _number_references(document: WordDocument) -> str:
    """The footers with the page number, for the section from which pages are counted; the others follow it."""
    references = document.sections[0]._sectPr.findall(qn("w:footerReference"))
    return "".join(
        f'<w:footerReference w:type="{one.get(qn("w:type"))}" r:id="{one.get(qn("r:id"))}"/>' for one in references
    )


def _properties(page: tuple[int, ...], numbered: str) -> str:
    width, height, top, right, bottom, left, footer = map(twips, page)
    counted = '<w:pgNumType w:start="1"/>' if numbered else ""
    across = ' w:orient="landscape"' if width > height else ""
    return (
        f'<w:sectPr>{numbered}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{across}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="850" '
        f'w:footer="{footer}" w:gutter="0"/>{counted}</w:sectPr>'
    )
