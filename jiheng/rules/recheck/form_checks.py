"""What concerns a form as a whole: points, totals, grade, levels and the nine kinds of indicator."""

from collections.abc import Sequence
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import plain
from jiheng.rules.recheck.cells import is_blank, mark, points_text, unreadable_marks
from jiheng.rules.recheck.level_checks import level_marks
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import FundsResult, Mark, RowResult, Totals
from jiheng.rules.recheck.shapes import FormKind, FormSheet
from jiheng.rules.scoring.grade import grade_name
from jiheng.rules.targets.units import convert, unit_family

NINE_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("数量", ("数量",)),
    ("质量", ("质量",)),
    ("时效", ("时效",)),
    ("成本", ("成本",)),
    ("经济效益", ("经济效益", "经济")),
    ("社会效益", ("社会效益", "社会")),
    ("生态效益", ("生态效益", "生态")),
    ("可持续影响", ("可持续",)),
    ("服务对象满意度", ("满意",)),
)
FAR_APART = 1000


def form_marks(
    form: FormSheet,
    funds: FundsResult,
    rows: Sequence[RowResult],
    totals: Totals,
    parameters: RecheckParameters,
) -> list[Mark]:
    """Every finding about the form as a whole, in the order a reader checks a form."""
    if not rows or all(is_blank(row.row.target) and is_blank(row.row.actual) for row in rows):
        return [mark("E-R-14", "绩效指标没有填写，指标值和完成值都是空白", form.title)]
    return [
        *_points_marks(form, funds, rows, totals, parameters),
        *_unweighted_marks(form, rows),
        *_total_marks(form, funds, rows, totals, parameters),
        *_grade_marks(form, totals, parameters),
        *level_marks(form, funds, rows, parameters),
        *_nine_kinds_marks(form, rows),
        *_mixed_unit_marks(rows),
    ]


@clause("mof2020-10/4.12", "mof2020-10/4.9", "ats2023/3.7")
def _points_marks(
    form: FormSheet,
    funds: FundsResult,
    rows: Sequence[RowResult],
    totals: Totals,
    parameters: RecheckParameters,
) -> list[Mark]:
    full = parameters.total_points
    if totals.points is None or totals.points == full:
        return []
    if form.kind is FormKind.GOAL_DECLARATION and totals.points + parameters.execution_points == full:
        return []
    at = (
        form.total_points if form.total_points.ref else (rows[0].row.points if rows[0].row.points.ref else form.title)
    )
    execution = f"（含预算执行率{plain(funds.points)}分）" if funds.points else ""
    message = f"各项分值合计{plain(totals.points)}分{execution}，应为{plain(full)}分，请核对各行分值"
    marks = [mark("E-A37-11", message, at, "mof2020-10/4.12", reported=totals.points, due=full)]
    if funds.points and totals.points - funds.points == full:
        doubled = (
            f"指标部分已按{plain(full)}分设置，又另列预算执行率{plain(funds.points)}分，权重重复；"
            f"指标部分应为{plain(full - funds.points)}分"
        )
        marks.append(mark("E-R-07", doubled, at, reported=totals.points, due=full))
    return marks


@clause("mof2020-10/4.12")
def _unweighted_marks(form: FormSheet, rows: Sequence[RowResult]) -> list[Mark]:
    """A row without points among rows that have them."""
    if not form.has_points or not any(row.points is not None for row in rows):
        return []
    return [
        mark("E-R-14", f"“{row.row.name.text}”没有分值，不能计分；请补分值，或写明不适用", row.row.points)
        for row in rows
        if row.points is None and not row.row.points.text and not row.row.points.error and not row.row.points.uncached
    ]


@clause("mof2020-10/4.9", "ats2023/3.7")
def _total_marks(
    form: FormSheet,
    funds: FundsResult,
    rows: Sequence[RowResult],
    totals: Totals,
    parameters: RecheckParameters,
) -> list[Mark]:
    scores = [row.reported for row in rows if row.reported is not None and row.row.children == 0]
    if not form.has_scores or not scores:
        return []
    summed = sum(scores, funds.reported or Decimal(0))
    if totals.reported is None:
        unsaved = unreadable_marks(form.total_score)
        if unsaved:
            return unsaved
        at = form.total_score if form.total_score.ref else form.title
        message = f"总分的得分空白，各项得分合计{points_text(summed)}分"
        return [mark("E-R-14", message, at, due=summed)]
    if abs(totals.reported - summed) <= parameters.score_tolerance:
        return []
    message = (
        f"总分填报{points_text(totals.reported)}分，各项得分合计{points_text(summed)}分，"
        f"相差{plain(abs(totals.reported - summed))}分，请核对各行得分"
    )
    found = mark("E-A37-11", message, form.total_score, "mof2020-10/4.9", reported=totals.reported, due=summed)
    return [found]


@clause("mof2020-10/4.9")
def _grade_marks(form: FormSheet, totals: Totals, parameters: RecheckParameters) -> list[Mark]:
    if not form.grade or totals.reported is None:
        return []
    due = grade_name(totals.reported, parameters.grade_floors)
    if due in form.grade.text:
        return []
    message = f"等级填“{form.grade.text}”，总分{points_text(totals.reported)}分对应的等级是“{due}”"
    return [mark("E-R-27", message, form.grade)]


@clause("mof2020-10/3.6", "ats2023/3.5.2")
def _nine_kinds_marks(form: FormSheet, rows: Sequence[RowResult]) -> list[Mark]:
    """Which of the nine kinds is neither set nor declined."""
    if form.kind is FormKind.DEPARTMENT_OVERALL:
        return []
    levels = [f"{row.row.level1.text} {row.row.level2.text}" for row in rows]
    if not any(level.strip() for level in levels):
        return []
    missing = [kind for kind, words in NINE_KINDS if not any(word in level for level in levels for word in words)]
    if not missing:
        return []
    code = "E-A352-2" if form.kind is FormKind.GOAL_DECLARATION else "N-R-13"
    message = f"没有设{'、'.join(missing)}指标，也没有写明不适用的理由；请补设或填写理由"
    return [mark(code, message, form.title, "mof2020-10/3.6", "ats2023/3.5.2")]


@clause("mof2020-10/4.2")
def _mixed_unit_marks(rows: Sequence[RowResult]) -> list[Mark]:
    """The same sort of quantity in units a thousand times apart (m and km) within one second level."""
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        unit = row.target.unit
        first = seen.setdefault((row.row.level2.text, unit_family(unit)), unit)
        ratio = convert(Decimal(1), first, unit) if unit and first != unit else None
        if ratio and max(ratio, 1 / ratio) >= FAR_APART:
            message = f"“{row.row.level2.text}”里同一类量用了“{first}”和“{unit}”两种单位，请统一"
            return [mark("N-R-28", message, row.row.target)]
    return []
