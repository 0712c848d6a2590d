"""Comparing a filled score with the rule: match, differs, a person's judgement, or unreadable."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import exact, plain
from jiheng.rules.recheck.cells import is_blank, mark, points_text, unreadable_marks
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.row_score import met, rule_score
from jiheng.rules.recheck.shapes import FormSheet, IndicatorRow, Mark, Verdict
from jiheng.rules.targets.shapes import Actual, ActualKind, Band, Target, TargetKind

HUNDRED_POINTS = Decimal(100)


def judge(
    row: IndicatorRow,
    form: FormSheet,
    target: Target,
    actual: Actual,
    points: Decimal | None,
    reported: Decimal | None,
    parameters: RecheckParameters,
) -> tuple[Score | None, Verdict, list[Mark]]:
    if not form.has_actuals:
        return None, _readable(target), _missing_target(row, target)
    missing = _missing_marks(row, form, target, actual, points, reported)
    if missing:
        return None, Verdict.UNREADABLE, missing
    if target.kind is TargetKind.QUALITATIVE or (target.kind is TargetKind.YES_NO and actual.band is Band.PARTLY):
        return _judge_words(row, actual, points, reported)
    if points is None:
        return None, _unscored_verdict(target, actual), _over_cap(row, points, reported)
    score = rule_score(target, actual, points, parameters)
    if score is None or score.value is None:
        return None, *_without_rule(row, target, actual, points, reported)
    verdict, marks = _compare(row, points, reported, score.value, parameters)
    return score, verdict, marks


def _readable(target: Target) -> Verdict:
    unread = (TargetKind.MISSING, TargetKind.COMPOUND)
    return Verdict.UNREADABLE if target.kind in unread else Verdict.MATCH


@clause("ats2023/3.5.2")
def _missing_target(row: IndicatorRow, target: Target) -> list[Mark]:
    if target.kind is not TargetKind.MISSING or row.target.error or row.target.uncached:
        return []
    message = f"“{row.name.text}”没有指标值，无法衡量；请补比较符、数值和单位，定性的写明评分标准"
    return [mark("W-A352-6", message, row.target)]


@clause("mof2020-10/4.2", "mof2020-10/3.6")
def _missing_marks(
    row: IndicatorRow,
    form: FormSheet,
    target: Target,
    actual: Actual,
    points: Decimal | None,
    reported: Decimal | None,
) -> list[Mark]:
    """Blank cells that stop a recomputation; an empty list when both sides can be read."""
    if row.target.error or row.target.uncached or row.actual.error or row.actual.uncached:
        return unreadable_marks(row.target, row.actual)[:1]
    marks = _missing_target(row, target)
    if actual.kind is ActualKind.MISSING:
        scored = f"得分却填了{points_text(reported)}" if reported else "得分也没有依据"
        message = f"“{row.name.text}”的实际完成值空白，{scored}；未实施不等于0，不能留空"
        marks.append(mark("E-R-15" if reported else "E-R-14", message, row.actual, reported=reported))
    if target.kind is TargetKind.COMPOUND:
        return marks
    return marks if target.kind is TargetKind.MISSING or actual.kind is ActualKind.MISSING else []


@clause("mof2020-10/4.3")
def _judge_words(
    row: IndicatorRow, actual: Actual, points: Decimal | None, reported: Decimal | None
) -> tuple[Score | None, Verdict, list[Mark]]:
    """A worded target: full points for the first band, otherwise a person decides within the band."""
    capped = _over_cap(row, points, reported)
    reached = actual.band is Band.REACHED or actual.copied
    if points is None:
        return None, Verdict.MATCH if reached else Verdict.JUDGEMENT, capped
    score = _band_score(actual, points) if reached else None
    if capped:
        return score, Verdict.DIFFERS, capped
    if reported is None:
        return score, Verdict.UNREADABLE, [_blank_score(row, score)]
    if actual.band in (Band.PARTLY, Band.MISSED) and reported == points:
        label = actual.band.label if actual.band else ""
        message = f"“{row.name.text}”完成情况写“{row.actual.text}”，属“{label}”档，得分却是满分{points_text(points)}"
        return None, Verdict.DIFFERS, [mark("E-R-05", message, row.score, reported=reported)]
    if reported < points:
        return score, Verdict.JUDGEMENT, _reason_marks(row, points, reported)
    return score, Verdict.MATCH if reached else Verdict.JUDGEMENT, []


def _band_score(actual: Actual, points: Decimal) -> Score:
    value = points.quantize(Decimal("0.01"))
    said = "与目标文字相同" if actual.copied else f"“{actual.raw}”"
    steps = (
        Step(StepKind.BASIS, "定性指标先定档次：达成预期指标得分值的80%至100%，没有扣分的得满分", "mof2020-10/4.3"),
        Step(StepKind.INPUT, f"实际完成情况{said}，属“达成预期指标”档；分值{plain(points)}"),
        Step(StepKind.WORKING, f"100%×{plain(points)}={value}", "mof2020-10/4.3"),
        Step(StepKind.RESULT, f"得{value}分", "mof2020-10/4.9"),
    )
    return Score(points, value, exact(value), steps, ("mof2020-10/4.3",))


def _unscored_verdict(target: Target, actual: Actual) -> Verdict:
    if target.kind is TargetKind.YES_NO:
        return Verdict.MATCH if actual.band is Band.REACHED else Verdict.JUDGEMENT
    if actual.kind is ActualKind.NONE_WORD or actual.unit_mismatch:
        return Verdict.UNREADABLE
    answer = met(target, actual)
    if answer is None and actual.kind is ActualKind.BAND:
        return Verdict.MATCH if actual.band is Band.REACHED else Verdict.JUDGEMENT
    return Verdict.UNREADABLE if answer is None else Verdict.MATCH


def _without_rule(
    row: IndicatorRow, target: Target, actual: Actual, points: Decimal, reported: Decimal | None
) -> tuple[Verdict, list[Mark]]:
    """No formula applies: a late date, words against a number, an unknown direction, units that do not convert."""
    capped = _over_cap(row, points, reported)
    if capped:
        return Verdict.DIFFERS, capped
    if met(target, actual) is False and reported is not None:
        if reported == points:
            message = f"“{row.name.text}”目标“{target.raw}”，实际“{actual.raw}”，没有按期达成，得分却是满分"
            return Verdict.DIFFERS, [mark("E-R-05", message, row.score, reported=reported)]
        return Verdict.JUDGEMENT, _reason_marks(row, points, reported)
    if actual.kind is ActualKind.BAND and reported is not None:
        return Verdict.JUDGEMENT, _reason_marks(row, points, reported)
    return Verdict.UNREADABLE, []


@clause("mof2020-10/4.2", "mof2020-10/3.6.2")
def _compare(
    row: IndicatorRow, points: Decimal, reported: Decimal | None, due: Decimal, parameters: RecheckParameters
) -> tuple[Verdict, list[Mark]]:
    if reported is None:
        return Verdict.UNREADABLE, [
            mark("E-R-14", f"“{row.name.text}”得分空白，按规则应得{due:.2f}", row.score, due=due)
        ]
    capped = _over_cap(row, points, reported, due)
    if capped:
        return Verdict.DIFFERS, capped
    if abs(reported - due) <= parameters.score_tolerance:
        return Verdict.MATCH, _reason_marks(row, points, reported)
    if reported < due and abs(reported - due * points / HUNDRED_POINTS) <= parameters.score_tolerance:
        message = f"“{row.name.text}”得分{plain(reported)}，像是分值乘了两次；按规则应得{due:.2f}"
        return Verdict.DIFFERS, [mark("E-R-07", message, row.score, reported=reported, due=due)]
    if reported < due:
        return Verdict.JUDGEMENT, _reason_marks(row, points, reported)
    both = f"填报{points_text(reported)}，按规则应得{due:.2f}，多计{reported - due:.2f}"
    if reported == points:
        message = f"“{row.name.text}”目标“{_target_text(row)}”、实际“{row.actual.text}”，未达标却得满分：{both}"
        return Verdict.DIFFERS, [mark("E-R-05", message, row.score, reported=reported, due=due)]
    message = f"“{row.name.text}”得分与规则不符：{both}"
    found = [mark("W-A37-6", message, row.score, "mof2020-10/4.2", reported=reported, due=due)]
    return Verdict.DIFFERS, found + _reason_marks(row, points, reported)


def _target_text(row: IndicatorRow) -> str:
    return f"{row.comparator.text}{row.target.text}{row.unit.text}"


def _over_cap(
    row: IndicatorRow, points: Decimal | None, reported: Decimal | None, due: Decimal | None = None
) -> list[Mark]:
    if points is None or reported is None or reported <= points:
        return []
    message = f"“{row.name.text}”得分{plain(reported)}高于分值{plain(points)}"
    return [mark("E-R-06", message, row.score, reported=reported, due=due if due is not None else points)]


def _blank_score(row: IndicatorRow, score: Score | None) -> Mark:
    due = score.value if score else None
    advice = f"，按规则应得{due:.2f}" if due is not None else ""
    return mark("E-R-14", f"“{row.name.text}”得分空白{advice}", row.score, due=due)


@clause("mof2020-10/3.6.2")
def _reason_marks(row: IndicatorRow, points: Decimal, reported: Decimal) -> list[Mark]:
    if reported >= points or not is_blank(row.reason) or not row.reason.ref:
        return []
    message = f"“{row.name.text}”得{points_text(reported)}分、少于分值{points_text(points)}，偏差原因栏空白"
    return [mark("E-R-12", message, row.reason)]
