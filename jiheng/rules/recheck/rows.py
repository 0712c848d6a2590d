"""One indicator row: read it, recompute its score, compare with what was filled in."""

from jiheng.rules.clause import clause
from jiheng.rules.recheck.cells import is_blank, mark, points_in, unreadable_marks
from jiheng.rules.recheck.judging import judge
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.row_wording import wording_marks
from jiheng.rules.recheck.shapes import FormSheet, IndicatorRow, Mark, RowResult, Verdict
from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Target, TargetKind


def recheck_row(row: IndicatorRow, form: FormSheet, parameters: RecheckParameters) -> RowResult:
    """Read, recompute and compare one row; a reduced score is 人工判断, never an error."""
    level2, name = row.level2.text, row.name.text
    target = read_target(
        row.target.text, sign=row.comparator.text, unit=row.unit.text, name=name, level2=level2, year=form.year
    )
    actual = read_actual(row.band.text or row.actual.text, target, name=name, year=form.year)
    points, reported = points_in(row.points), points_in(row.score)
    marks = unreadable_marks(row.target, row.actual, row.points, row.score)
    marks += _figure_marks(row)
    marks += wording_marks(row, form, target, actual, reported, parameters)
    if _declined(row, target):
        marks += _declined_marks(row)
        return RowResult(row, target, actual, points, reported, None, Verdict.MATCH, tuple(marks))
    score, verdict, found = judge(row, form, target, actual, points, reported, parameters)
    return RowResult(row, target, actual, points, reported, score, verdict, tuple(marks + found))


def _declined(row: IndicatorRow, target: Target) -> bool:
    named_off = target.kind is TargetKind.NOT_APPLICABLE or is_blank(row.name)
    return named_off and not (points_in(row.points) or points_in(row.score))


@clause("mof2020-10/4.8")
def _declined_marks(row: IndicatorRow) -> list[Mark]:
    if row.reason:
        return []
    label = row.level2.text or row.name.text
    return [mark("N-R-25", f"“{label}”写为不适用，没有说明理由", row.name)]


def _figure_marks(row: IndicatorRow) -> list[Mark]:
    return [
        mark("E-R-32", f"“{row.name.text}”的{label}“{cell.text}”不是数字", cell)
        for label, cell in (("分值", row.points), ("得分", row.score))
        if not is_blank(cell) and points_in(cell) is None and not cell.error and not cell.uncached
    ]
