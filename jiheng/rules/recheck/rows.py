"""One indicator row: read it, recompute its score, compare with what was filled in."""

from jiheng.rules.clause import clause
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.cells import is_blank, mark, points_in, unreadable_marks
from jiheng.rules.recheck.judging import judge
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import Mark, ReadRow, RowResult, Verdict
from jiheng.rules.recheck.row_wording import wording_marks
from jiheng.rules.recheck.shapes import FormSheet, IndicatorRow
from jiheng.rules.targets.actual import read_actual
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import TargetKind


def recheck_row(row: IndicatorRow, form: FormSheet, parameters: RecheckParameters) -> RowResult:
    """Read, recompute and compare one row; a reduced score is 人工判断, never an error."""
    read = _read(row, form)
    marks = unreadable_marks(row.target, row.actual, row.points, row.score)
    marks += _figure_marks(row)
    marks += wording_marks(read, parameters)
    if _declined(read):
        marks += _declined_marks(row)
        return RowResult(row, read.target, read.actual, read.points, read.reported, None, Verdict.MATCH, tuple(marks))
    score, verdict, found = judge(read, parameters, has_actuals=form.has_actuals)
    every = _once(marks + found)
    if verdict is Verdict.UNREADABLE and all(one.finding.severity is Severity.NOTICE for one in every):
        every = (*every, _unread_mark(read))
    return RowResult(row, read.target, read.actual, read.points, read.reported, score, verdict, every)


def _read(row: IndicatorRow, form: FormSheet) -> ReadRow:
    level2, name = row.level2.text, row.name.text
    target = read_target(
        row.target.text, sign=row.comparator.text, unit=row.unit.text, name=name, level2=level2, year=form.year
    )
    actual = read_actual(row.band.text or row.actual.text, target, name=name, year=form.year)
    return ReadRow(row, target, actual, points_in(row.points), points_in(row.score))


@clause("mof2020-10/4.2")
def _unread_mark(read: ReadRow) -> Mark:
    """A row that could not be recomputed always says so, and with what words."""
    said = f"目标“{read.row.comparator.text}{read.row.target.text}{read.row.unit.text}”"
    message = f"“{read.name}”的{said}与实际“{read.row.actual.text}”不能比较，没有复算；请写成同一单位的数"
    return mark("W-R-39", message, read.row.actual)


def _once(marks: list[Mark]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(marks))


def _declined(read: ReadRow) -> bool:
    named_off = read.target.kind is TargetKind.NOT_APPLICABLE or is_blank(read.row.name)
    return named_off and not (read.points or read.reported)


@clause("mof2020-10/4.8")
def _declined_marks(row: IndicatorRow) -> list[Mark]:
    if not is_blank(row.reason):
        return []
    label = row.level2.text or row.name.text
    return [mark("N-R-25", f"“{label}”写为不适用，没有说明理由", row.name)]


@clause("mof2020-10/3.6")
def _figure_marks(row: IndicatorRow) -> list[Mark]:
    return [
        mark("E-R-32", f"“{row.name.text}”的{label}“{cell.text}”不是数字", cell)
        for label, cell in (("分值", row.points), ("得分", row.score))
        if not is_blank(cell) and points_in(cell) is None and not cell.error and not cell.uncached
    ]
