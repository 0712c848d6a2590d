"""目录 of a report: a field every office program can update, its result written in; and its page numbers.

Only a program that lays out pages knows the numbers: :func:`for_printing` lets it show them by itself,
:func:`with_page_numbers` writes them down.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from jiheng.files.sealing import sealed
from jiheng.reports.report_long_tables import divided
from jiheng.reports.report_nothing_lost import rows_may_split, signs_stay_in_line
from jiheng.reports.report_xml import field, field_code, field_mark, paragraph, quoted, words

FIRST_PAGE: Final = "_JihengPageOne"
"""The mark at the place from which pages are counted."""

CODE: Final = ' TOC \\o "1-2" \\f A \\h \\z '
"""Headings of two levels, and the titles of annexes by the entries that carry their numbers."""

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_MARK: Final = re.compile(
    rb'<w:fldChar\b[^>]*?w:fldCharType="(?P<kind>begin|separate|end)"[^>]*?(?:/>|>.*?</w:fldChar>)'
    rb"|<w:instrText\b[^>]*>(?P<code>[^<]*)</w:instrText>",
    re.DOTALL,
)
_NUMBER: Final = re.compile(
    rb'(PAGEREF +(?P<name>[^\s<]+).*?fldCharType="separate".*?<w:t\b[^>]*>)[^<]*(</w:t>)', re.DOTALL
)
_DIRTY: Final = re.compile(rb' w:dirty="[^"]*"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: its level, its text, and the mark where it stands."""

    level: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the contents stand in the document's XML, and the marks that make them a field."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


def contents(entries: Sequence[Entry]) -> Iterator[str]:
    """The title and the field. Its page numbers are left open; a program that opens it is asked to fill them."""
    yield paragraph("ContentsTitle", words("目　录"), "<w:pageBreakBefore/>")
    opening = f"{field_mark('begin', dirty=True)}{field_code(CODE)}{field_mark('separate')}"
    for number, entry in enumerate(entries):
        link = (
            f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{words(entry.text)}<w:r><w:tab/></w:r>'
            f"{field(f'PAGEREF {entry.mark} {chr(92)}h', '')}</w:hyperlink>"
        )
        closing = field_mark("end") if number == len(entries) - 1 else ""
        yield paragraph(f"TOC{entry.level}", f"{'' if number else opening}{link}{closing}")


def annex_entry(text: str) -> str:
    """The hidden entry by which an annex stands in the contents with its number."""
    code = field_code(f' TC "{quoted(text)}" \\f A \\l 1 ')
    return f"{field_mark('begin')}{code}{field_mark('end')}"


def contents_marks(docx: bytes) -> tuple[str, ...]:
    """The marks the contents of a Word file point to, in their order; none where it has no contents."""
    xml = _document(docx)
    found = _field(xml)
    return tuple(one["name"].decode() for one in _NUMBER.finditer(xml, found.start, found.end)) if found else ()


def for_printing(docx: bytes) -> bytes:
    """The same file with the contents as plain lines, whose page numbers an office program finds while it prints.

    Inside the field of contents LibreOffice takes them for words and leaves them as they are. Long tables are
    divided, as one of thousands of rows takes it minutes. What LibreOffice would lose at the end of a page or of a
    line is kept by ``report_nothing_lost``.
    """
    xml = rows_may_split(_document(docx))
    found = _field(xml)
    pieces, place = [], 0
    for start, end in found.marks if found else ():
        pieces.append(xml[place:start])
        place = end
    pieces += divided(xml[place:])

    def rewritten(name: str, part: bytes) -> Iterable[bytes]:
        return pieces if name == DOCUMENT else (signs_stay_in_line(part),) if name == STYLES else (part,)

    return sealed(docx, rewritten)


def with_page_numbers(docx: bytes, numbers: Mapping[str, int]) -> bytes:
    """The same file with the page of each mark written into the contents."""
    xml = _document(docx)
    found = _field(xml)
    if found is None:
        return docx

    def filled(line: re.Match[bytes]) -> bytes:
        number = numbers.get(line["name"].decode())
        return line[0] if number is None else b"%s%d%s" % (line[1], number, line[3])

    within = _DIRTY.sub(b"", _NUMBER.sub(filled, xml[found.start : found.end]))
    return _with_document(docx, (xml[: found.start], within, xml[found.end :]))


def _field(xml: bytes) -> _Field | None:
    """The first field of contents with its own marks, without those of the fields inside it."""
    depth, begun = 0, []
    marks: list[tuple[int, int]] = []
    start = inside = 0
    for mark in _MARK.finditer(xml):
        kind = mark["kind"]
        depth += (kind == b"begin") - (kind == b"end")
        if not inside and kind == b"begin":
            begun, start = [mark.span()], mark.start()
        elif not inside and kind is None and mark["code"].split()[:1] == [b"TOC"]:
            inside, marks = depth, [*begun, mark.span()]
        elif inside and depth == inside - 1:
            return _Field(start, mark.end(), (*marks, mark.span()))
        elif inside == depth and kind not in (b"begin", b"end"):
            marks.append(mark.span())
    return None


def _document(docx: bytes) -> bytes:
    with ZipFile(BytesIO(docx)) as package:
        return package.read(DOCUMENT)


def _with_document(docx: bytes, pieces: Iterable[bytes]) -> bytes:
    def rewritten(name: str, part: bytes) -> Iterable[bytes]:
        return pieces if name == DOCUMENT else (part,)

    return sealed(docx, rewritten)
