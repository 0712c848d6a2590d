"""A sheet of 200,000 rows: its first row is written like any other, the rest is written behind it row by row.

A workbook in memory needs a kilobyte a cell; the rows here pass through as text and look like the first one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from jiheng.workbooks.preparation.kinds import Written
from jiheng.workbooks.preparation.looks import (
    LINE_HEIGHT,
    LONGEST_TEXT,
    LOOKS_ESCAPED,
    MOST_LINES,
    CannotKeep,
    lines_of,
)

LONG: Final = 2_000
PIECE: Final = 500
"""Rows from which on a sheet is written so."""

EPOCH: Final = date(1899, 12, 30)
"""The day a spreadsheet counts from, so that days after February 1900 come out right."""

END: Final = b"</sheetData>"
ROW: Final = re.compile(rb'<row r="(\d+)"[^>]*>(?:(?!</row>).)*</row></sheetData>', re.DOTALL)
STYLE: Final = re.compile(rb'<c r="([A-Z]+)\d+"[^>]*?\bs="(\d+)"')
DIMENSION: Final = re.compile(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+(")')

Row = Sequence[Written]


class LongSheet:
    """The ``count`` rows of one sheet that follow its first one. ``widths`` are those of its columns, in letters."""

    def __init__(self, title: str, rows: Iterable[Row], count: int, widths: Sequence[int]) -> None:
        self.title = title
        self._rows = rows
        self._count = count
        self._widths = widths

    def completed(self, xml: bytes) -> Iterator[bytes]:
        """The sheet's XML with all rows behind the last one written, in the looks of that one, in pieces."""
        last = ROW.search(xml)
        if last is None:
            raise ValueError(f"{self.title} has no row to go on from")
        first = int(last[1]) + 1
        styles = [match[2].decode() for match in STYLE.finditer(last[0])]
        end = xml.rindex(END)
        bottom = str(first + self._count - 1).encode()
        yield DIMENSION.sub(rb"\g<1>" + bottom + rb"\g<2>", xml[:end], count=1)
        rows = (self._row(number, cells, styles) for number, cells in enumerate(self._rows, first))
        while piece := "".join(islice(rows, PIECE)):
            yield piece.encode()
        yield xml[end:]

    def _row(self, number: int, cells: Row, styles: Sequence[str]) -> str:
        texts = ((value, self._widths[at]) for at, value in enumerate(cells) if isinstance(value, str))
        lines = max((lines_of(value, width) for value, width in texts), default=1)
        height = f' ht="{LINE_HEIGHT * min(lines, MOST_LINES)}" customHeight="1"' if lines > 1 else ""
        return f'<row r="{number}"{height}>{"".join(self._cells(number, cells, styles))}</row>'

    def _cells(self, number: int, cells: Row, styles: Sequence[str]) -> Iterator[str]:
        for at, value in enumerate(cells):
            start = f'<c r="{_letter(at)}{number}" s="{styles[at]}"'
            if value is None:
                yield f"{start}/>"
            elif isinstance(value, str):
                said = self._text(value, number, at)
                yield f'{start} t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
            else:
                yield f"{start}><v>{_number(value)}</v></c>"

    def _text(self, text: str, number: int, at: int) -> str:
        if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            where = f"{self.title} {_letter(at)}{number}"
            raise CannotKeep(f"{where}有{len(text)}个字，一个单元格最多{LONGEST_TEXT}个字。请分成几条")
        if ILLEGAL_CHARACTERS_RE.search(text):
            raise CannotKeep(f"{self.title} {_letter(at)}{number}里有表格存不下的控制符。请删去后再导出")
        return escape(LOOKS_ESCAPED.sub("_x005F_", text))


@lru_cache(maxsize=256)
def _letter(at: int) -> str:
    return get_column_letter(at + 1)


def _number(value: int | Decimal | date) -> str:
    return (
        f"{value:f}"
        if isinstance(value, Decimal)
        else str((value - EPOCH).days if isinstance(value, date) else value)
    )
