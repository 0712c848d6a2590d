"""Parts of a report on an official page, plainly: headings, prose and ruled tables; a chart as its words."""

from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument

from jiheng.reports.official_page import (
    add_caption,
    add_heading,
    add_paragraph,
    add_table,
    turn_page,
)
from jiheng.rules.reporting.content import Annex, Block, Section, Table

UPRIGHT_MM: Final = 156
WIDE_MM: Final = 247
NUMBERS: Final = "一二三四五六七八九十"


def write_simply(document: WordDocument, parts: Sequence[Section | Annex]) -> None:
    """Write sections or annexes one below the other; a wide annex on pages of its own."""
    wide = False
    for number, part in enumerate(parts, 1):
        turned = isinstance(part, Annex) and part.wide
        if turned != wide:
            turn_page(document, landscape=turned)
            wide = turned
        if isinstance(part, Annex):
            add_heading(document, f"附件{number}　{part.title}")
        elif part.title:
            add_heading(document, f"{NUMBERS[number - 1] if number <= len(NUMBERS) else number}、{part.title}")
        for block in part.blocks:
            _write(document, block, WIDE_MM if wide else UPRIGHT_MM)


def _write(document: WordDocument, block: Block, width: int) -> None:
    if block.heading:
        add_paragraph(document, block.heading, with_next=True)
    for line in block.text.split("\n") if block.text else ():
        add_paragraph(document, line)
    if block.table:
        _table(document, block.table, width)
    if block.chart:
        add_caption(document, block.chart.title)
        add_paragraph(document, block.chart.alt)


def _table(document: WordDocument, table: Table, width: int) -> None:
    add_caption(document, table.caption)
    shares = [width * share / 100 for share in table.widths]
    add_table(document, table.heads, table.rows, shares, figures=frozenset(table.figures))
    if table.note:
        add_paragraph(document, table.note)
