"""The rows below an indicator header: indicators, the total, and where the form ends."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jiheng.rules.recheck.shapes import NO_CELL, Cell, IndicatorRow
from jiheng.workbooks.form_heads import Region
from jiheng.workbooks.grid import Grid, text_cell
from jiheng.workbooks.headers import Columns
from jiheng.workbooks.vocabulary import WIDE, bare, row_is

LEVEL_POINTS = re.compile(r"[(:]?\s*(\d+(?:\.\d+)?)\s*(?:分|%)\s*\)?|\((\d+(?:\.\d+)?)\)")
TOTAL_IN_TEXT = re.compile(r"[:：]?\s*(\d+(?:\.\d+)?)\s*分?$")
CHILD_NAME = re.compile(r"^(其中|\d+[.．]\d+|[(（]\d+[)）]|[①-⑳]|[-—·])")
MEASURED = ("target", "target_adjusted", "actual", "points", "score")
COUNTED_ONCE = {"points", "score"}
NAMING = ("level3", "content", "weak_content", "level2", "level1")
OTHER_LEVELS = re.compile(r"产出|效益|满意|成本|决策|过程|数量|质量|时效")


@dataclass(slots=True)
class Body:
    """What was read below a header. ``end`` is the first row, from 0, that belongs no more to the table."""

    indicators: list[IndicatorRow] = field(default_factory=list)
    execution: IndicatorRow | None = None
    total_points: Cell = NO_CELL
    total_score: Cell = NO_CELL
    unread: list[Cell] = field(default_factory=list)
    end: int = 0


def read_body(grid: Grid, region: Region, columns: Columns) -> Body:
    """Read rows until the total row, a footer or the start of another form."""
    body = Body(end=region.bottom + 1)
    levels = _Levels(grid, columns)
    for row in range(region.top, region.bottom + 1):
        lead = next(iter(grid.filled(row, region.first, region.last)), None)
        if lead is None:
            continue
        cell = lead[1]
        if starts_form(grid, row, region):
            body.end = row
            break
        if row_is("total", _without_figure(cell.text)):
            _read_total(grid, row, region, columns, body)
            body.end = row + 1
            break
        if row_is("footer", cell.text):
            body.end = row
            break
        if row_is("subtotal", cell.text):
            continue
        _read_row(grid, row, columns, levels, body)
    body.indicators = with_children(body.indicators)
    return body


def starts_form(grid: Grid, row: int, region: Region) -> bool:
    """Whether a row opens another form: 附件, a title alone in its row, 项目名称."""
    cells = list(grid.filled(row, region.first, region.last))
    if not cells:
        return False
    column, cell = cells[0]
    if row_is("start", cell.text):
        return True
    alone = len(cells) == 1 and (grid.last_column(row, column) - column >= 3 or column == region.first)
    return alone and len(cell.text) < 80 and row_is("title", cell.text) and not row_is("footer", cell.text)


def _read_row(grid: Grid, row: int, columns: Columns, levels: "_Levels", body: Body) -> None:
    spans = columns.spans
    level1, level2 = levels.at(row)
    cells = {role: _cell(grid, row, *span, through=role not in COUNTED_ONCE) for role, span in spans.items()}
    found = _indicator(row, level1, level2, cells)
    measured = any(_own(grid, row, spans[role]) for role in MEASURED if role in spans)
    named = _own(grid, row, _name_span(spans)) and not row_is("placeholder", found.name.text)
    if not measured and (section := _section(grid, row, columns)):
        levels.section(section, body)
    elif _is_execution(found):
        body.execution = body.execution or found
    elif measured or named:
        body.indicators.append(found)


def _name_span(spans: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """The columns that name an indicator: the most detailed level the form has."""
    return next(spans[role] for role in NAMING if role in spans)


def _indicator(row: int, level1: Cell, level2: Cell, cells: dict[str, Cell]) -> IndicatorRow:
    name = cells.get("level3", NO_CELL)
    for role in ("content", "weak_content"):
        name = name if name else cells.get(role, name)
    if "level3" not in cells and "content" not in cells and "weak_content" not in cells:
        name = level2 if level2.ref else level1
    adjusted = cells.get("target_adjusted", NO_CELL)
    return IndicatorRow(
        row=row + 1,
        level1=level1,
        level2=level2,
        name=name,
        target=adjusted if adjusted else cells.get("target", adjusted),
        comparator=cells.get("comparator", NO_CELL),
        unit=cells.get("unit", NO_CELL),
        actual=cells.get("actual", NO_CELL),
        points=cells.get("points", NO_CELL),
        score=cells.get("score", NO_CELL),
        reason=cells.get("reason", NO_CELL),
        band=cells.get("band", NO_CELL),
        level1_points=_level_points(level1.text),
    )


class _Levels:
    """The first two levels, filled down where a level is merged or printed once."""

    def __init__(self, grid: Grid, columns: Columns) -> None:
        self.grid, self.spans = grid, columns.spans
        self.level1, self.level2 = NO_CELL, NO_CELL

    def at(self, row: int) -> tuple[Cell, Cell]:
        """The levels of a row; a new first level forgets the second."""
        if "level1" in self.spans:
            first = _cell(self.grid, row, *self.spans["level1"])
            if first and first != self.level1:
                self.level1, self.level2 = first, NO_CELL
            elif not self.level1:
                self.level1 = first
        if "level2" in self.spans:
            second = _cell(self.grid, row, *self.spans["level2"])
            self.level2 = second if second or not self.level2 else self.level2
        return self.level1, self.level2

    def section(self, cell: Cell, body: Body) -> None:
        """A heading across the row (“一、产出指标（50分）”) names the first level of what follows."""
        if "level1" not in self.spans and row_is("section", cell.text):
            self.level1, self.level2 = cell, NO_CELL
        elif not row_is("section", cell.text):
            body.unread.append(cell)


def _cell(grid: Grid, row: int, first: int, last: int, *, through: bool = True) -> Cell:
    """The cell under a header. ``through`` looks into merged areas from above; points and scores count once."""
    for column in range(first, last + 1):
        cell = grid.at(row, column) if through else grid.own(row, column)
        if cell or cell.error or cell.uncached:
            return cell
    return grid.own(row, first)


def _own(grid: Grid, row: int, span: tuple[int, int]) -> bool:
    return any(True for _ in grid.filled(row, *span))


def _section(grid: Grid, row: int, columns: Columns) -> Cell | None:
    """A cell alone in its row that is merged from the names over to what is asked for."""
    cells = list(grid.filled(row, columns.first, columns.last))
    asked = min(columns.spans[role][0] for role in ("target", "actual", "comparator") if role in columns.spans)
    wide = len(cells) == 1 and grid.last_column(row, cells[0][0]) >= asked
    return cells[0][1] if wide else None


def _is_execution(found: IndicatorRow) -> bool:
    """The 10 points of 预算执行率 as a row of the table; an indicator of that name under 产出 stays one."""
    first, name = found.level1.text, found.name.text
    if row_is("execution", first):
        return True
    return not OTHER_LEVELS.search(first + found.level2.text) and row_is("execution", name) and _alone(found)


def _alone(found: IndicatorRow) -> bool:
    first = bare(found.level1.text)
    return not first or first == bare(found.name.text) or "执行" in first


def _level_points(text: str) -> Decimal | None:
    match = LEVEL_POINTS.search(text.translate(WIDE))
    return Decimal(match[1] or match[2]) if match else None


def _without_figure(text: str) -> str:
    return TOTAL_IN_TEXT.sub("", text)


def _read_total(grid: Grid, row: int, region: Region, columns: Columns, body: Body) -> None:
    """The 总分 row: figures under their headers; where the row is shifted, in the order of the headers."""
    places = [columns.spans[role][0] if role in columns.spans else -1 for role in ("points", "score")]
    (_, lead), *rest = grid.filled(row, region.first, region.last)
    figures = {column: cell for column, cell in rest if cell.number is not None or cell.error or cell.uncached}
    if len(figures) == 2 and min(places) >= 0 and set(figures) != set(places):
        in_order = sorted(figures)
        places = in_order if places[0] < places[1] else in_order[::-1]
    points, score = (figures.pop(place, _blank(grid, row, place)) for place in places)
    spare = [cell for _, cell in sorted(figures.items())]
    if not score and spare:
        score = spare.pop(0)
    if not score and (match := TOTAL_IN_TEXT.search(lead.text)):
        score = replace(text_cell(lead.ref, match[1]), text=lead.text)
    body.total_points, body.total_score = points, score
    body.unread += spare


def _blank(grid: Grid, row: int, column: int) -> Cell:
    return grid.own(row, column) if column >= 0 else NO_CELL


def with_children(rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """Mark parent rows: points that are the sum of the numbered rows below, or of those asked for instead."""
    return [replace(row, children=_children(rows, index)) for index, row in enumerate(rows)]


def _children(rows: list[IndicatorRow], index: int) -> int:
    parent = rows[index]
    whole = parent.points.number
    if not whole or CHILD_NAME.match(parent.name.text):
        return 0
    total = Decimal(0)
    for count, row in enumerate(rows[index + 1 :], start=1):
        if (row.level1, row.level2) != (parent.level1, parent.level2) or row.points.number is None:
            return 0
        numbered = CHILD_NAME.match(row.name.text) is not None
        if not numbered and (parent.target or parent.actual):
            return 0
        total += row.points.number
        if total == whole and count >= 2:
            return count
        if total > whole:
            return 0
    return 0
