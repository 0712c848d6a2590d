"""A form as it looks on paper: the rows and merged cells of the original sheet, with marks in their cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.rules.recheck.shapes import Cell
from jiheng.web.rechecks.marks import Mark
from jiheng.workbooks.grid import Grid

NARROWEST, WIDEST = 6, 14
"""A column is drawn for at least and at most this many characters."""

FIGURE_MARGIN = 3
"""Characters of room a figure has besides its digits."""

TALL = 4
"""A first-column cell over this many rows is written downwards, as official forms do."""

SHORT = 12
"""A text up to this length is centred, as official forms do; a longer one is set left."""


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell of the printed table. ``side`` is l, r, v (downwards) or empty for centred."""

    ref: str
    text: str
    rowspan: int
    colspan: int
    side: str
    mark: Mark | None

    @property
    def is_heading(self) -> bool:
        """The form's name, and not its year, its annex number or its unit of money."""
        return "表" in self.text or "报告" in self.text

    @property
    def due(self) -> str:
        """The figure it should have been, shown under a wrong score."""
        versus = self.mark.versus if self.mark else None
        return versus.due if versus and versus.cell == self.ref else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """``titles`` stand above the table, ``rows`` in it, ``feet`` below; ``widths`` are percents."""

    titles: tuple[PaperCell, ...]
    rows: tuple[tuple[PaperCell, ...], ...]
    feet: tuple[PaperCell, ...]
    widths: tuple[int, ...]


def paper_of(grid: Grid, first_row: int, last_row: int, marks: Sequence[Mark]) -> Paper:
    """Lay out the rows ``first_row``…``last_row`` (counted from 1, as a spreadsheet does)."""
    by_cell = {mark.cell: mark for mark in marks}
    titles: list[PaperCell] = []
    rows: list[tuple[PaperCell, ...]] = []
    feet: list[PaperCell] = []
    for row in range(first_row - 1, min(last_row, grid.height)):
        cells = _cells(grid, row, last_row, by_cell)
        alone = [cell for cell in cells if cell.text]
        if len(alone) == 1 and len(cells) == 1 and alone[0].rowspan == 1:
            (feet if len(rows) > 1 else titles).append(alone[0])
        elif alone or rows:
            rows.append(tuple(cells))
    return Paper(tuple(titles), tuple(rows), tuple(feet), _widths(grid, first_row, last_row))


def _widths(grid: Grid, first_row: int, last_row: int) -> tuple[int, ...]:
    """How wide each column is drawn: by its longest text, within bounds, merged cells left out."""
    needs = [NARROWEST] * grid.width
    for row in range(first_row - 1, min(last_row, grid.height)):
        for column, cell in grid.filled(row):
            end_row, end_column = grid.ends.get((row, column), (row, column))
            if end_column == column:
                lines = min(end_row, last_row - 1) - row + 1
                needs[column] = max(needs[column], min(_need(cell, lines), WIDEST))
    total = sum(needs) or 1
    return tuple(max(1, 100 * need // total) for need in needs)


def _need(cell: Cell, lines: int) -> int:
    """Characters across; a figure is never broken over two lines, so it needs its whole length and its margins."""
    return len(cell.text) + FIGURE_MARGIN if cell.number is not None else -(-len(cell.text) // lines)


def _cells(grid: Grid, row: int, last_row: int, by_cell: dict[str, Mark]) -> list[PaperCell]:
    cells = []
    for column in range(grid.width):
        if grid.anchor(row, column) != (row, column):
            continue
        cell = grid.own(row, column)
        end_row, end_column = grid.ends.get((row, column), (row, column))
        cells.append(
            PaperCell(
                ref=cell.ref,
                text=cell.text,
                rowspan=min(end_row, last_row - 1) - row + 1,
                colspan=min(end_column, grid.width - 1) - column + 1,
                side=_side(cell, end_row - row + 1 if column == 0 else 1),
                mark=by_cell.get(cell.ref),
            )
        )
    return cells


def _side(cell: Cell, lines: int) -> str:
    if lines >= TALL and len(cell.text) <= SHORT:
        return "v"
    if cell.number is not None and not cell.is_percent:
        return "r"
    return "l" if len(cell.text) > SHORT else ""
