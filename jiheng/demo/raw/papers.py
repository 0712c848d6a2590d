"""An official paper as it comes from an office: red head, number, title, text, signature, annexed tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from jiheng.reports.official_page import (
    add_caption,
    add_heading,
    add_paragraph,
    add_table,
    add_title,
    official_document,
    saved,
)
from jiheng.rules.wording import day_text

MARK: Final = "（演示文件，内容为演示编写）"
RED: Final = RGBColor(0xC8, 0x10, 0x2E)
RED_HEX: Final = "C8102E"
SMALL: Final = Pt(10.5)
TEXT_WIDTH_MM: Final = 156


@dataclass(frozen=True, slots=True)
class Annex:
    """A table after the signature. ``shares`` are the columns' parts of the width; ``figures`` align right."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text; without a heading it is plain paragraphs."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One official paper. ``number`` is its 文号; ``day`` is 成文日期."""

    issuer: str
    number: str
    title: str
    addressee: str
    day: date
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...] = field(default=())


def paper_file(paper: Paper) -> bytes:
    """The paper as ``.docx`` bytes, the same every time."""
    document = marked(paper.title)
    _red_head(document, paper)
    add_title(document, paper.title)
    add_paragraph(document, f"{paper.addressee}：", indent=False)
    write_sections(document, paper.sections)
    for number, annex in enumerate(paper.annexes, 1):
        which = str(number) if len(paper.annexes) > 1 else ""
        add_paragraph(document, f"附件{which}：{annex.title}")
    add_paragraph(document, paper.issuer, indent=False, right=True, with_next=True)
    add_paragraph(document, day_text(paper.day), indent=False, right=True)
    for annex in paper.annexes:
        write_annex(document, annex).paragraph_format.page_break_before = True
    return finished(document)


def marked(subject: str) -> WordDocument:
    """An official page that says on top of every page that it is a demonstration."""
    document = official_document(subject)
    top = document.sections[0].header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.add_run(MARK).font.size = SMALL
    return document


def finished(document: WordDocument) -> bytes:
    """The document as bytes, its last line saying once more what it is."""
    last = add_paragraph(document, MARK, indent=False)
    last.runs[0].font.size = SMALL
    return saved(document)


def write_sections(document: WordDocument, sections: Sequence[Section]) -> None:
    for section in sections:
        if section.heading:
            add_heading(document, section.heading)
        for text in section.paragraphs:
            add_paragraph(document, text)


def write_annex(document: WordDocument, annex: Annex) -> Paragraph:
    """The table under its caption; answers the caption."""
    caption = add_caption(document, annex.title)
    widths = [TEXT_WIDTH_MM * share / sum(annex.shares) for share in annex.shares]
    add_table(document, annex.heads, annex.rows, widths, figures=annex.figures)
    return caption


def _red_head(document: WordDocument, paper: Paper) -> None:
    """The issuer over 文件 in red, its number below, and the red rule."""
    head = add_title(document, f"{paper.issuer}文件")
    head.runs[0].font.color.rgb = RED
    head.runs[0].font.size = Pt(34)
    number = add_paragraph(document, paper.number, indent=False)
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.paragraph_format.space_after = Pt(18)
    rule = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", RED_HEX)):
        line.set(qn(f"w:{name}"), value)
    rule.append(line)
    number._p.get_or_add_pPr().append(rule)
