"""A ready-made report template to download and change: cover, contents, report, a table of one's own, annexes."""

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from jiheng.reports.official_page import (
    FIGURES,
    HEADING,
    LINE,
    add_caption,
    add_footer,
    add_paragraph,
    add_table,
    add_title,
    official_document,
    saved,
)

SECOND: Final = "楷体_GB2312"
COVER: Final = (
    ("项目名称", "{{项目名称}}"),
    ("项目编号", "{{项目编号}}"),
    ("被评价单位", "{{被评价单位}}"),
    ("评价年度", "{{评价年度}}"),
    ("评价机构", "{{评价机构}}"),
    ("主评人", "{{主评人}}"),
)
SUMMARY: Final = (
    ("评价得分和等级", "{{评价得分}}，{{等级}}"),
    ("预算数", "{{预算数}}"),
    ("实际支出数", "{{实际支出数}}"),
    ("预算执行率", "{{预算执行率}}"),
    ("样本点数量", "{{样本点数量}}"),
    ("样本资金覆盖率", "{{样本资金覆盖率}}"),
)
SCORES: Final = ("序号", "一级指标", "三级指标", "分值", "得分")
OPINIONS: Final = ("序号", "单位", "意见", "采纳情况", "理由")


def starter_template() -> bytes:
    """The template as ``.docx`` bytes, always the same."""
    document = official_document("绩效评价报告模板")
    _headings(document)
    _cover(document)
    _new_section(document)
    add_footer(document, "查验码：{{查验码}}")
    add_title(document, "目　　录")
    add_paragraph(document, "{{目录}}", indent=False)
    _part_title(document, "摘要")
    _facts(document)
    add_paragraph(document, "{{摘要}}", indent=False)
    _part_title(document, "正文")
    add_paragraph(document, "{{正文}}", indent=False)
    _score_table(document)
    _opinion_table(document)
    _part_title(document, "签章页")
    add_paragraph(document, "本报告由以下人员和机构签字、盖章：")
    add_paragraph(document, "{{签章页}}", indent=False)
    _on_new_page(add_paragraph(document, "{{附件}}", indent=False))
    return saved(document)


def _headings(document: WordDocument) -> None:
    """Headings after GB/T 9704, black; a change of these styles changes all headings of the report."""
    for level, (face, size) in enumerate(((HEADING, 16), (SECOND, 16), (HEADING, 14)), 1):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name, value in (("ascii", FIGURES), ("hAnsi", FIGURES), ("eastAsia", face)):
            fonts.set(qn(f"w:{name}"), value)
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.first_line_indent = Pt(6), Pt(0), Pt(32)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def _cover(document: WordDocument) -> None:
    note = add_paragraph(document, "{{标注}}", indent=False)
    note.paragraph_format.space_after = Pt(60)
    add_title(document, "{{报告标题}}")
    kind = add_paragraph(document, "（{{报告种类}}{%如果 征求意见稿%} {{稿次}}{%如果结束%}）", indent=False)
    kind.alignment = WD_ALIGN_PARAGRAPH.CENTER
    kind.paragraph_format.space_after = Pt(50)
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for label, value in COVER:
        cells = table.add_row().cells
        for cell, said, width in zip(cells, (f"{label}：", value), (44, 112), strict=True):
            cell.width = Mm(width)
            written = add_paragraph(document, said, indent=False)
            cell.paragraphs[0]._p.getparent().replace(cell.paragraphs[0]._p, written._p)
    for column, width in zip(table.columns, (44, 112), strict=True):
        column.width = Mm(width)
    day = add_paragraph(document, "{{报告日期}}", indent=False)
    day.alignment = WD_ALIGN_PARAGRAPH.CENTER
    day.paragraph_format.space_before = Pt(40)


def _new_section(document: WordDocument) -> None:
    """The cover shows no page number; what follows does, beginning with 1."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    counted = OxmlElement("w:pgNumType")
    counted.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(counted)
    first = document.sections[0]
    section.header.is_linked_to_previous = False
    first.different_first_page_header_footer = True
    section.different_first_page_header_footer = False
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run("{{项目名称}}　{{报告种类}}").font.size = Pt(10.5)


def _facts(document: WordDocument) -> None:
    add_caption(document, "主要数据")
    add_table(document, ("项目", "数据"), SUMMARY, (50, 106))


def _score_table(document: WordDocument) -> None:
    add_caption(document, "各评价指标得分一览")
    rows = (
        ("{%循环 指标得分表%}", "", "", "", ""),
        ("{{行.序号}}", "{{行.一级指标}}", "{{行.三级指标}}", "{{行.分值}}", "{{行.得分}}"),
        ("{%循环结束%}", "", "", "", ""),
    )
    add_table(document, SCORES, rows, (14, 30, 72, 20, 20), figures=frozenset({3, 4}))
    _span_loop(document)


def _opinion_table(document: WordDocument) -> None:
    """Only when there are opinions."""
    add_paragraph(document, "{%如果 意见表%}", indent=False)
    add_caption(document, "意见及采纳情况一览")
    rows = (
        ("{%循环 意见表%}", "", "", "", ""),
        ("{{行.序号}}", "{{行.单位}}", "{{行.意见}}", "{{行.采纳情况}}", "{{行.理由}}"),
        ("{%循环结束%}", "", "", "", ""),
    )
    add_table(document, OPINIONS, rows, (14, 36, 52, 20, 34))
    _span_loop(document)
    add_paragraph(document, "{%如果结束%}", indent=False)


def _span_loop(document: WordDocument) -> None:
    """The beginning and the end of a loop each over the whole row, so that they read in one line."""
    rows = document.tables[-1].rows
    for row in (rows[1], rows[3]):
        whole = row.cells[0].merge(row.cells[-1])
        for empty in whole.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)


def _part_title(document: WordDocument, text: str) -> None:
    """The title of a part on a new page, listed in the contents."""
    title = add_title(document, text)
    title.style = document.styles["Heading 1"]
    title.paragraph_format.first_line_indent = Pt(0)
    title.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    _on_new_page(title)


def _on_new_page(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.page_break_before = True
