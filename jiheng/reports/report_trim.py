"""What of a very long table goes on paper: the annex workbook has every row, a printed report need not."""

from dataclasses import replace
from typing import Final

from jiheng.rules.reporting.content import Annex, Block, ReportContent, Table

LONGEST: Final = 5_000
"""A table of more rows than this is printed in part."""

PRINTED: Final = 2_000


def on_paper(content: ReportContent) -> ReportContent:
    """The report as it is printed: of tables with thousands of rows the first ones, and where the others are."""
    return replace(content, annexes=tuple(map(_annex, content.annexes)))


def _annex(annex: Annex) -> Annex:
    if all(block.table is None or len(block.table.rows) <= LONGEST for block in annex.blocks):
        return annex
    return replace(annex, blocks=tuple(map(_block, annex.blocks)))


def _block(block: Block) -> Block:
    return block if block.table is None else replace(block, table=_table(block.table))


def _table(table: Table) -> Table:
    if len(table.rows) <= LONGEST:
        return table
    said = f"本表共{len(table.rows)}行，纸面列出前{PRINTED}行，全部{len(table.rows)}行在附件工作簿里。"
    end = table.rows[-1:] if table.total else ()
    return replace(table, rows=(*table.rows[:PRINTED], *end), note=f"{said}{table.note}")
