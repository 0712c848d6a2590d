"""An official page after GB/T 9704: A4, its margins, its type, its page numbers."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jiheng.files.sealing import sealed

BODY, TITLE, HEADING, FIGURES = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
SECOND, NUMBERS = "楷体_GB2312", "宋体"
BODY_SIZE, TITLE_SIZE, TABLE_SIZE, FOOTER_SIZE = Pt(16), Pt(22), Pt(10.5), Pt(8)
LINE = Pt(28)


def official_document(subject: str) -> WordDocument:
    """An empty document with the page, styles and page numbers of an official letter."""
    document = Document()
    document.core_properties.title = subject
    document.core_properties.author = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = BODY_SIZE
    _set_face(normal.element.get_or_add_rPr(), BODY)
    _page_number(section.footer.paragraphs[0])
    return document


def saved(
    document: WordDocument, rewritten: Callable[[str, bytes], Iterable[bytes]] = lambda _, part: (part,)
) -> bytes:
    """The document as ``.docx`` bytes; the same contents give the same bytes.

    ``rewritten`` may change a part of the package by its name; it gives the part in pieces.
    """
    loose = BytesIO()
    document.save(loose)
    return sealed(loose.getvalue(), rewritten)


def number_pages_outside(document: WordDocument) -> None:
    """Page numbers at the outer edge: odd ones to the right, even ones to the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    _page_number(even)
    for paragraph, side in ((odd, WD_ALIGN_PARAGRAPH.RIGHT), (even, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph.alignment = side
        for run in paragraph.runs:
            _set_face(run._r.get_or_add_rPr(), NUMBERS, NUMBERS)
    odd.paragraph_format.right_indent = even.paragraph_format.left_indent = Pt(14)


def add_title(document: WordDocument, text: str) -> Paragraph:
    """The title, centred in 小标宋 2号."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(14)
    _add_run(paragraph, text, TITLE, TITLE_SIZE)
    return paragraph


def add_heading(document: WordDocument, text: str) -> None:
    """A first-level heading (一、) in 黑体 3号, a real heading for the navigation pane."""
    paragraph = document.add_paragraph(style="Heading 1")
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.first_line_indent = BODY_SIZE * 2
    paragraph.paragraph_format.keep_with_next = True
    run = _add_run(paragraph, text, HEADING, BODY_SIZE)
    run.bold = False
    run.font.color.rgb = None
    _plain_colour(run)


def add_paragraph(
    document: WordDocument, text: str, *, indent: bool = True, right: bool = False, with_next: bool = False
) -> Paragraph:
    """A body paragraph in 仿宋 3号 with 28-point lines, first line indented two characters.

    ``with_next`` keeps it on the page of the paragraph below, as a date must never stand alone on a page.
    """
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_after = Pt(0)
    layout.keep_with_next = with_next
    if indent:
        layout.first_line_indent = BODY_SIZE * 2
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = BODY_SIZE * 2
    _add_run(paragraph, text, BODY, BODY_SIZE)
    return paragraph


def turn_page(document: WordDocument, *, landscape: bool) -> None:
    """Start a new section on its own page, wide for tables of many columns or upright again."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    wide = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = wide
    section.top_margin, section.bottom_margin = (Mm(28), Mm(26)) if landscape else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = (Mm(25), Mm(25)) if landscape else (Mm(28), Mm(26))


def add_footer(document: WordDocument, text: str) -> None:
    """A small line under the page number of every page."""
    paragraph = document.sections[0].footer.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(paragraph, text, BODY, FOOTER_SIZE)


def add_caption(document: WordDocument, text: str) -> Paragraph:
    """The name of a table, above it, in 黑体 小四."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = True
    _add_run(paragraph, text, HEADING, Pt(12))
    return paragraph


def add_table(
    document: WordDocument,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
    *,
    figures: frozenset[int] = frozenset(),
) -> None:
    """A ruled table whose head repeats on every page; ``figures`` are right-aligned column numbers."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for index, head in enumerate(heads):
        _fill(table.rows[0].cells[index], head, HEADING, WD_ALIGN_PARAGRAPH.CENTER)
    _repeat_head(table)
    for row in rows:
        cells = table.add_row().cells
        for index, text in enumerate(row):
            side = WD_ALIGN_PARAGRAPH.RIGHT if index in figures else WD_ALIGN_PARAGRAPH.LEFT
            _fill(cells[index], text, BODY, side)
    for index, width in enumerate(widths_mm):
        table.columns[index].width = Mm(width)
        for cell in table.columns[index].cells:
            cell.width = Mm(width)
    for row_ in table.rows:
        _keep_together(row_._tr)


def _fill(cell: _Cell, text: str, face: str, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.space_after = Pt(0)
    _add_run(paragraph, text, face, TABLE_SIZE)


def _add_run(paragraph: Paragraph, text: str, face: str, size: Pt) -> Run:
    run = paragraph.add_run(text)
    run.font.size = size
    _set_face(run._r.get_or_add_rPr(), face)
    return run


def _set_face(properties: object, face: str, figures: str = FIGURES) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]  # python-docx builds this class at run time
    for attribute in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(attribute), figures)
    fonts.set(qn("w:eastAsia"), face)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _plain_colour(run: Run) -> None:
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "000000")
    run._r.get_or_add_rPr().append(colour)


def _page_number(paragraph: Paragraph) -> None:
    """“— 1 —” as a field, each part in a run of its own so that every office program reads it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_run(paragraph, "— ", FIGURES, Pt(14))
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        run = _add_run(paragraph, text if kind == "text" else "", FIGURES, Pt(14))
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
    _add_run(paragraph, " —", FIGURES, Pt(14))


def _repeat_head(table: Table) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)


def _keep_together(row: object) -> None:
    keep = OxmlElement("w:cantSplit")
    row.get_or_add_trPr().append(keep)  # type: ignore[attr-defined]  # python-docx builds this class at run time
