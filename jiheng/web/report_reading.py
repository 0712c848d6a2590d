"""A frozen report as a page shows it: its sections with a name each, tables with their merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import ReportVersion
from jiheng.evaluation.report_queries import content_in
from jiheng.rules.figures import exact, rounded
from jiheng.rules.reporting.content import Block, Chart, ReportContent, Table
from jiheng.rules.wording import chinese_number

MOST_ROWS: Final = 100
"""How many rows of one table a page shows; the rest stands in the files."""
WHOLE: Final = "全文"


@dataclass(frozen=True, slots=True)
class ReadCell:
    text: str
    span: int
    figure: bool


@dataclass(frozen=True, slots=True)
class ReadTable:
    """``rows`` leave out cells that an earlier one covers; ``left_out`` counts rows beyond those shown."""

    table: Table
    rows: tuple[tuple[ReadCell, ...], ...]
    last: tuple[ReadCell, ...]
    left_out: int

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """Each head, and whether its column holds figures."""
        return tuple((head, at in self.table.figures) for at, head in enumerate(self.table.heads))


@dataclass(frozen=True, slots=True)
class ReadBar:
    """One bar with how far it reaches, from 0 to 100."""

    label: str
    text: str
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class ReadChart:
    title: str
    alt: str
    bars: tuple[ReadBar, ...]


@dataclass(frozen=True, slots=True)
class ReadBlock:
    heading: str
    lines: tuple[str, ...]
    table: ReadTable | None
    chart: ReadChart | None


@dataclass(frozen=True, slots=True)
class ReadSection:
    """``name`` is what an opinion says it is about, ``number`` names it in the page."""

    number: int
    part: str
    title: str
    blocks: tuple[ReadBlock, ...]

    @property
    def name(self) -> str:
        return f"{self.part}　{self.title}"


def sections_in(content: ReportContent) -> tuple[ReadSection, ...]:
    """Abstract, body and annexes in their order."""
    parts = [
        *(("摘要", _ordinal(at, one.title), one.blocks) for at, one in enumerate(content.abstract)),
        *(("正文", _ordinal(at, one.title), one.blocks) for at, one in enumerate(content.body)),
        *((f"附件{at}", one.title, one.blocks) for at, one in enumerate(content.annexes, 1)),
    ]
    return tuple(
        ReadSection(number, part, title, tuple(_block(one) for one in blocks))
        for number, (part, title, blocks) in enumerate(parts, 1)
    )


def section_names(content: ReportContent | None) -> tuple[str, ...]:
    """What an opinion may be about: the whole first, then every section."""
    return (WHOLE, *(one.name for one in sections_in(content))) if content else (WHOLE,)


def readable(version: ReportVersion) -> tuple[ReportContent | None, str]:
    """What a version holds, or nothing and why it cannot be read (Chinese); its files are there all the same."""
    try:
        return content_in(version), ""
    except Broken as fault:
        return None, str(fault)


def read_table(table: Table) -> ReadTable:
    """A table to show, equal neighbours of its merged columns made one cell."""
    body = table.rows[:-1] if table.total and table.rows else table.rows
    shown = body[:MOST_ROWS]
    rows = tuple(tuple(_cells(shown, at, table)) for at in range(len(shown)))
    total = table.rows[-1] if table.total and table.rows else ()
    last = tuple(ReadCell(text, 1, at in table.figures) for at, text in enumerate(total))
    return ReadTable(table, rows, last, len(body) - len(shown))


def _ordinal(at: int, title: str) -> str:
    return f"{chinese_number(at + 1)}、{title}"


def _block(block: Block) -> ReadBlock:
    lines = tuple(line for line in block.text.splitlines() if line.strip())
    table = read_table(block.table) if block.table else None
    return ReadBlock(block.heading, lines, table, _chart(block.chart) if block.chart else None)


def _chart(chart: Chart) -> ReadChart:
    def reach(value: Decimal) -> Decimal:
        return rounded(exact(value) / exact(chart.full) * 100) if chart.full else Decimal(0)

    return ReadChart(
        chart.title, chart.alt, tuple(ReadBar(one.label, one.text, reach(one.value)) for one in chart.bars)
    )


def _cells(rows: Sequence[tuple[str, ...]], at: int, table: Table) -> Iterator[ReadCell]:
    for column, text in enumerate(rows[at]):
        if column not in table.merged:
            yield ReadCell(text, 1, column in table.figures)
        elif at == 0 or not _joined(rows, at, column, table):
            end = at + 1
            while end < len(rows) and _joined(rows, end, column, table):
                end += 1
            yield ReadCell(text, end - at, column in table.figures)


def _joined(rows: Sequence[tuple[str, ...]], at: int, column: int, table: Table) -> bool:
    """Whether a cell is one with that above it: equal, and so are those of the merged columns to its left."""
    left = [one for one in table.merged if one <= column]
    return all(rows[at][one] == rows[at - 1][one] for one in left)
