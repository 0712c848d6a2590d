"""A Word report read back: its paragraphs by style, its contents, its tables, its sections."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def opened(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def style_of(paragraph: Paragraph) -> str:
    return "" if paragraph.style is None else paragraph.style.style_id


def headings(document: WordDocument, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if style_of(paragraph) == style]


def contents_of(document: WordDocument) -> list[tuple[str, str]]:
    """The lines of the contents: what each names, and its page number."""
    lines = [
        "".join(run.text for link in paragraph.hyperlinks for run in link.runs)
        for paragraph in document.paragraphs
        if style_of(paragraph).startswith("TOC")
    ]
    return [(text, page) for text, _, page in (line.partition("\t") for line in lines)]


def xml_of(content: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read(part).decode()


def repeated_rows(table: Table) -> int:
    return sum(row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows)


def ruled(document: WordDocument) -> list[Table]:
    """The tables with rules, without those that only hold the cover in place."""
    return [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
