"""Points as offices write them: weights that make 1, and points printed behind a name."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.recheck.cells import points_in
from jiheng.rules.recheck.shapes import Cell, FormSheet, FundRole, IndicatorRow

PRINTED_POINTS = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[）)]\s*$")


def with_points_read(form: FormSheet) -> FormSheet:
    """The form with every row's points as 分; unchanged when its points column says them plainly."""
    if form.has_points:
        return _as_percentages(form) if _makes_one(form) else form
    return _with_printed_points(form) if form.has_scores else form


@clause("mof2020-10/4.12")
def _makes_one(form: FormSheet) -> bool:
    """Weights such as 0.2 that add up to 1 while the scores are in 分.

    Reading taken: without a score above 1 the whole form counts out of 1, and that is for the office to put right.
    """
    cells = [row.points for row in form.indicators if row.children == 0]
    cells += [row.points for row in form.fund_rows if row.role is FundRole.TOTAL]
    weights = [cell.number for cell in cells if cell.number is not None and not cell.is_percent]
    if not weights or sum(weights, Decimal(0)) != 1 or min(weights) < 0:
        return False
    scores = [points_in(row.score) for row in form.indicators]
    return any(score is not None and score > 1 for score in scores)


def _as_percentages(form: FormSheet) -> FormSheet:
    return replace(
        form,
        indicators=tuple(replace(row, points=_percentage(row.points)) for row in form.indicators),
        fund_rows=tuple(replace(row, points=_percentage(row.points)) for row in form.fund_rows),
        total_points=_percentage(form.total_points),
    )


def _percentage(cell: Cell) -> Cell:
    return cell if cell.number is None else replace(cell, is_percent=True)


@clause("mof2020-10/4.12")
def _with_printed_points(form: FormSheet) -> FormSheet:
    """数量指标（20分） with one row below it, or 培训人数（5分）: for all rows or none, as half would not add up."""
    below = Counter(row.level2.ref for row in form.indicators)
    printed = [_printed(row, alone=below[row.level2.ref] == 1) for row in form.indicators]
    if not printed or any(cell is None for cell in printed):
        return form
    rows = zip(form.indicators, printed, strict=True)
    return replace(form, indicators=tuple(replace(row, points=cell) for row, cell in rows if cell))


def _printed(row: IndicatorRow, *, alone: bool) -> Cell | None:
    for cell in (row.name, row.level2) if alone else (row.name,):
        if found := PRINTED_POINTS.search(cell.text):
            return replace(cell, text=found.group(1), number=Decimal(found.group(1)))
    return None
