"""Tables of hundreds of rows: where a printer may begin them anew, at the end of a page.

LibreOffice takes ten times as long for one table of 5,000 rows as for the same rows in tables of eight pages.
The marks are remarks in the XML: no office program shows them, and only the copy that is printed is divided.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jiheng.reports.report_widths import MILLIMETRES, Fit, ems
from jiheng.reports.report_xml import paragraph
from jiheng.rules.reporting.content import Table

LONG: Final = 300
"""Tables up to so many rows are printed whole."""

PAGES: Final = 8
POINT: Final = 25.4 / 72
AROUND_ROW: Final = 3.6
"""What a row takes besides its lines, in points: the margins of its cells and the rule below."""

UNKNOWN: Final = 0.6
"""How much of the page is thought to be taken above a table whose place is not known."""

MARK: Final = "<!--page-->"
_NEXT: Final = f"</w:tbl>{paragraph('Gap', '', '<w:pageBreakBefore/>')}".encode()
_OPENING: Final = re.compile(
    rb"<w:tbl>(?:(?!<w:tr>).)*(?:<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>(?:(?!</w:tr>).)*</w:tr>)*",
    re.DOTALL,
)


def line_height(size: int) -> int:
    """The height of a line of a table's text in points, the same with every font."""
    return -(-size * 2 // 3)


def new_pages(table: Table, looks: Fit, height: float, taken: float) -> tuple[int, ...]:
    """The rows that would begin every eighth page; ``height`` of the page and what is ``taken`` are millimetres."""
    if len(table.rows) <= LONG:
        return ()
    room = [(width - 2 * looks.margin) / (looks.size * MILLIMETRES) for width in looks.widths]
    heads = _height(table.heads, room, looks.size) + (_height((), room, looks.size) if table.groups else 0)
    found, pages, left = [], 0, height - taken - heads
    for at, row in enumerate(table.rows):
        needed = _height(row, room, looks.size)
        if needed > left:
            pages, left = pages + 1, height - heads - POINT
            if pages % PAGES == 0:
                found.append(at)
        left -= needed
    return tuple(found)


def spans_between(rows: int, breaks: Sequence[int]) -> list[range]:
    """The rows as they stand between the places where a table may begin anew."""
    edges = [0, *breaks, rows]
    return [range(first, last) for first, last in pairwise(edges)]


def divided(xml: bytes) -> Iterator[bytes]:
    """The document with each long table begun anew, its heads included, on the pages marked."""
    mark = MARK.encode()
    place = 0
    while (found := xml.find(mark, place)) >= 0:
        opening = _OPENING.match(xml, xml.rfind(b"<w:tbl>", 0, found))
        yield xml[place:found]
        if opening is not None:
            yield _NEXT + opening[0]
        place = found + len(mark)
    yield xml[place:]


def _height(texts: Sequence[str], room: Sequence[float], size: int) -> float:
    """How high a row is in millimetres when its longest text is wrapped."""
    lines = 1
    for text, width in zip(texts, room, strict=False):
        if len(text) > width / 2:
            lines = max(lines, sum(max(1, -int(-ems(line) // max(width, 1.0))) for line in text.split("\n")))
    return (lines * line_height(size) + AROUND_ROW) * POINT
