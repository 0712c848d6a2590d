"""Small Word templates for tests, and what was written with one read back."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument

from jiheng.reports.evaluation_report import write_blocks
from jiheng.reports.report_templates import write_with_template
from jiheng.reports.template_checks import check_template
from jiheng.reports.template_example import known_fields
from jiheng.rules.reporting.content import ReportContent
from tests.rules.reporting.contents import small_content

KNOWN = (*known_fields(), "评价得分", "等级")


def bytes_of(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def drawn(*lines: str, table: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    """A template of paragraphs, with a table below them."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, said in zip(row.cells, texts, strict=True):
                cell.text = said
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return bytes_of(document)


def faults_of(template: bytes) -> list[tuple[str, str, str]]:
    return [(one.place, one.what, one.todo) for one in check_template(template, KNOWN)]


def written(template: bytes, content: ReportContent | None = None, code: str = "") -> WordDocument:
    """The report as python-docx reads it."""
    return Document(BytesIO(write_with_template(template, content or small_content(), write_blocks, code=code)))


def lines_of(document: WordDocument) -> list[str]:
    return [one.text for one in document.paragraphs]


def rows_of(document: WordDocument, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]
