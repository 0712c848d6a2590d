"""A table of a report as Word's XML: repeated heads, merged cells, figures to the right, a row never split."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from jiheng.reports.report_long_tables import MARK, new_pages, spans_between
from jiheng.reports.report_styles import table_style
from jiheng.reports.report_widths import Fit, fit
from jiheng.reports.report_xml import paragraph, twips, words
from jiheng.rules.reporting.content import Table


@dataclass(frozen=True, slots=True)
class Room:
    """The page a table stands on, and how much of it is taken above the table, in millimetres."""

    width: float
    height: float
    taken: float


LONGEST_MERGE: Final = 12
"""A merged cell of more rows than this is begun anew, so that each page says what its rows belong to."""

GAP: Final = paragraph("Gap", "")
"""A line of one point: two tables with nothing between them would become one."""

SHORT: Final = 10
"""A table of no more rows stands on one page; of a longer one no single row is left alone."""

PIECE: Final = 200
EMPTY: Final = "（无）"
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table_xml(table: Table, caption: str, page: Room) -> Iterator[str]:
    """The caption, the table and its note, in pieces."""
    looks = fit(table, page.width)
    yield paragraph("TableCaption", words(caption))
    yield _opening(looks)
    yield from _heads(table, looks)
    yield from _rows(table, looks, new_pages(table, looks, page.height, page.taken))
    yield "</w:tbl>"
    yield paragraph("TableNote", words(table.note)) if table.note else GAP


def merges(rows: Sequence[Sequence[str]], columns: Sequence[int], breaks: Sequence[int] = ()) -> list[dict[int, str]]:
    """For each row what its merged cells are: the first of several, or one that goes on; none across a break."""
    marks: list[dict[int, str]] = [{} for _ in rows]
    spans = spans_between(len(rows), [at for at in breaks if at < len(rows)])
    for column in columns:
        spans = [part for span in spans for part in _equal(rows, column, span)]
        for span in spans:
            if len(span) > 1:
                marks[span[0]][column] = START
                for row in span[1:]:
                    marks[row][column] = ON
    return marks


def _equal(rows: Sequence[Sequence[str]], column: int, span: range) -> Iterator[range]:
    """The runs of equal, written texts in a column within a span of rows, none longer than a page can show."""
    for text, run in groupby(span, lambda row: rows[row][column]):
        found = list(run)
        step = LONGEST_MERGE if text else 1
        for first in range(found[0], found[-1] + 1, step):
            yield range(first, min(first + step, found[-1] + 1))


def _opening(looks: Fit) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margin = twips(looks.margin)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in looks.widths)
    whole = sum(map(twips, looks.widths))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="{margin}" '
        f'w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _heads(table: Table, looks: Fit) -> Iterator[str]:
    """One line of heads, or two when some of them stand together under a common one."""
    style = table_style("Head", looks.size)
    if not table.groups:
        yield _row(
            "".join(_cell(style, head, width) for head, width in zip(table.heads, looks.widths, strict=True)), True
        )
        return
    upper, lower, column = [], [], 0
    for text, count in table.groups:
        here = range(column, min(column + count, len(table.heads)))
        if text:
            upper.append(_cell(style, text, sum(looks.widths[one] for one in here), span=len(here)))
            lower += [_cell(style, table.heads[one], looks.widths[one]) for one in here]
        else:
            upper += [_cell(style, table.heads[one], looks.widths[one], START) for one in here]
            lower += [_cell(style, "", looks.widths[one], ON) for one in here]
        column += count
    yield _row("".join(upper), True)
    yield _row("".join(lower), True)


def _rows(table: Table, looks: Fit, breaks: Sequence[int]) -> Iterator[str]:
    if not table.rows:
        style, count = table_style("Head", looks.size), len(table.heads)
        yield _row(_cell(style, EMPTY, sum(looks.widths), span=count), False)
        return
    told = table.rows[:-1] if table.total else table.rows
    marks = merges(told, sorted(table.merged), breaks)
    kept = _kept(table)
    lines = [*_plain_rows(table, looks, told, marks, total="", kept=kept)]
    if table.total:
        lines += _plain_rows(table, looks, table.rows[-1:], [{}], total="Total", kept=kept[-1:])
    for at in breaks:
        lines[at] = MARK + lines[at]
    for first in range(0, len(lines), PIECE):
        yield "".join(lines[first : first + PIECE])


def _kept(table: Table) -> list[bool]:
    """Which rows stay on the page of the row below: all of a short table, else the first and those before the end."""
    last = len(table.rows) - 1
    tied = set(range(last)) if last < SHORT else {0, last - 1}
    return [at in tied or (at == last and bool(table.note)) for at in range(last + 1)]


def _plain_rows(
    table: Table,
    looks: Fit,
    rows: Sequence[Sequence[str]],
    marks: Sequence[dict[int, str]],
    *,
    total: str,
    kept: Sequence[bool],
) -> Iterator[str]:
    """Rows of one kind; what a column's cells have in common is put together once."""
    kinds = [f"{total}Figure" if column in table.figures else total or "Text" for column in range(len(table.heads))]
    styles = [table_style(kind, looks.size) for kind in kinds]
    begun = [f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>' for width in looks.widths]
    loose, tied = (
        [
            f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{keeping}</w:pPr>'
            for style in styles
        ]
        for keeping in ("", "<w:keepNext/>")
    )
    for row, merged, keeps in zip(rows, marks, kept, strict=False):
        cells, inside = [], tied if keeps else loose
        for at, text in enumerate(row):
            merge = merged.get(at, "")
            said = words(text) if text and merge != ON else ""
            cells.append(f"{begun[at]}{merge}{inside[at]}{said}</w:p></w:tc>")
        yield _row("".join(cells), False)


def _row(cells: str, head: bool) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(style: str, text: str, width: float, merge: str = "", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inside = paragraph(style, words(text) if text else "", "<w:keepNext/>")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{merge}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{inside}</w:tc>"
    )
