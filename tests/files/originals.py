"""Basis documents as people hand them in: a Word file, a PDF with text, and one with nothing but pages."""

import io
from collections.abc import Sequence

from docx import Document
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pypdf import PdfReader, PdfWriter

NOTICE = (
    "清禾县财政局文件",
    "清财建〔2025〕9号",
    "清禾县财政局关于下达2025年村道养护补助资金预算的通知",
    "各乡镇人民政府：",
    "现下达你单位补助资金，请按规定使用。本通知自印发之日起施行。",
    "清禾县财政局",
    "2025年3月1日",
)


def word(lines: Sequence[str] = NOTICE) -> bytes:
    """A Word file, a paragraph a line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return word_bytes(document)


def word_bytes(document: object) -> bytes:
    result = io.BytesIO()
    document.save(result)  # type: ignore[attr-defined]  # python-docx has no types
    return result.getvalue()


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF whose pages hold these lines; a page without lines is blank, as a scanned one is for whoever reads text."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    ]
    for number, lines in enumerate(pages):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {6 + 2 * number} 0 R>>"
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -24 Td" for line in lines)
        stream = f"BT /F1 12 Tf 60 780 Td {shown} ET".encode()
        objects += [page.encode(), b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    return _file(objects)


def with_another_page(content: bytes) -> bytes:
    """The same PDF with a page added behind what is there."""
    out = IncrementalPdfFileWriter(io.BytesIO(content))
    page = PageObject(contents=out.add_object(StreamObject(stream_data=b"")), media_box=(0, 0, 595, 842))
    out.insert_page(page)
    grown = io.BytesIO()
    out.write(grown)
    return grown.getvalue()


def locked(content: bytes, password: str) -> bytes:
    """The same PDF, opened by a password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, algorithm="RC4-128")
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


BROKEN_PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 9 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def _file(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail
