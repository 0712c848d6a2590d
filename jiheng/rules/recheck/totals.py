"""Totals of a form: points, filled scores and recomputed scores."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.recheck.cells import points_in
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, RowResult, Totals, Verdict
from jiheng.rules.recheck.shapes import FormSheet
from jiheng.rules.scoring.grade import grade_name


def totals_of(
    form: FormSheet, funds: FundsResult, rows: Sequence[RowResult], parameters: RecheckParameters
) -> Totals:
    """Sum what was filled in and what the rules give; the grade is read only off points that make 100.

    A row a person decided (人工判断) keeps the person's score; one unreadable scored row leaves the
    recomputed total open rather than guessed.
    """
    reported = points_in(form.total_score)
    recomputed = _recomputed_total(form, funds, rows)
    points = _points_sum(funds, rows)
    floors = parameters.grade_floors
    graded = recomputed is not None and points == parameters.total_points
    return Totals(
        points=points,
        reported=reported,
        recomputed=recomputed,
        grade_reported=form.grade.text or (grade_name(reported, floors) if reported is not None else ""),
        grade_recomputed=grade_name(recomputed, floors) if graded and recomputed is not None else "",
    )


def _points_sum(funds: FundsResult, rows: Sequence[RowResult]) -> Decimal | None:
    filled = [row.points for row in rows if row.points is not None and row.row.children == 0]
    if not filled:
        levels = _stated_levels(rows)
        filled = list(levels.values()) if levels else []
    return sum(filled, funds.points or Decimal(0)) if filled else None


def _stated_levels(rows: Sequence[RowResult]) -> dict[str, Decimal]:
    """Points printed in the first level's names: 产出指标(60分) → 60."""
    return {row.row.level1.text: row.row.level1_points for row in rows if row.row.level1_points is not None}


def _recomputed_total(form: FormSheet, funds: FundsResult, rows: Sequence[RowResult]) -> Decimal | None:
    if not form.has_scores or not any(row.points is not None for row in rows):
        return None
    total = Decimal(0)
    if funds.points is not None:
        if funds.recomputed is None:
            return None
        total += funds.recomputed
    for row in rows:
        standing = _standing(row)
        if standing is None:
            return None
        total += standing
    return total


def _standing(row: RowResult) -> Decimal | None:
    """The score that counts in the recomputed total; 0 for a row without points of its own."""
    if row.row.children or (row.points is None and row.reported is None):
        return Decimal(0)
    if row.verdict is Verdict.JUDGEMENT:
        return row.reported
    return row.recomputed
