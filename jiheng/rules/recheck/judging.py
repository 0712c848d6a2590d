"""Comparing a filled score with the rule: match, differs, a person's judgement, or unreadable."""

from decimal import Decimal
from typing import TypeAlias

from jiheng.rules.clause import clause
from jiheng.rules.explained import Score
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.recheck.cells import is_blank, mark, points_text, unreadable_marks
from jiheng.rules.recheck.judging_words import judge_words
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import Mark, ReadRow, Verdict
from jiheng.rules.recheck.row_marks import blank_score_mark, over_cap_marks, reason_marks, unmet_marks
from jiheng.rules.recheck.row_score import met, rule_score
from jiheng.rules.targets.shapes import ActualKind, Band, Target, TargetKind

Judgement: TypeAlias = tuple[Score | None, Verdict, list[Mark]]
HUNDRED_POINTS = Decimal(100)


def judge(read: ReadRow, parameters: RecheckParameters, *, has_actuals: bool) -> Judgement:
    """The rule's score for a row, the verdict on the filled score, and what is wrong with it."""
    if not has_actuals:
        return None, _readable(read.target), _missing_target(read)
    missing = _missing_marks(read)
    if missing:
        return None, Verdict.UNREADABLE, missing
    if read.target.kind is TargetKind.QUALITATIVE or (
        read.target.kind is TargetKind.YES_NO and read.actual.band is not Band.REACHED
    ):
        return judge_words(read, parameters)
    if read.points is None:
        return None, _unscored_verdict(read), unmet_marks(read)
    score = rule_score(read.target, read.actual, read.points, parameters)
    noted = [Mark(finding, read.row.target.ref) for finding in _broken(score)]
    if score is None or score.value is None:
        _, verdict, marks = _without_rule(read, read.points)
        return None, verdict, noted + marks
    verdict, marks = _compare(read, read.points, score.value, parameters)
    return score, verdict, noted + marks


def _broken(score: Score | None) -> list[Finding]:
    """What the method itself objects to; its notices are for whoever sets the rule, not for the filled form."""
    found = score.findings if score else ()
    return [one for one in found if one.outcome is Outcome.FAILED and one.severity is not Severity.NOTICE]


def _readable(target: Target) -> Verdict:
    unread = (TargetKind.MISSING, TargetKind.COMPOUND)
    return Verdict.UNREADABLE if target.kind in unread else Verdict.MATCH


@clause("ats2023/3.5.2")
def _missing_target(read: ReadRow) -> list[Mark]:
    cell = read.row.target
    if read.target.kind is not TargetKind.MISSING or cell.error or cell.uncached:
        return []
    message = f"“{read.name}”没有指标值，无法衡量；请补比较符、数值和单位，定性的写明评分标准"
    return [mark("W-A352-6", message, cell)]


@clause("mof2020-10/4.2", "mof2020-10/3.6")
def _missing_marks(read: ReadRow) -> list[Mark]:
    """Blank cells that stop a recomputation; an empty list when both sides can be read."""
    broken = unreadable_marks(read.row.target, read.row.actual)
    if broken:
        return broken
    marks = _missing_target(read)
    if read.actual.kind is ActualKind.MISSING:
        scored = f"，得分却填了{points_text(read.reported)}" if read.reported else ""
        message = f"“{read.name}”的实际完成值空白{scored}；未实施不等于0，不能留空"
        marks.append(mark("E-R-15" if read.reported else "E-R-14", message, read.row.actual, reported=read.reported))
    return marks


def _unscored_verdict(read: ReadRow) -> Verdict:
    """Without points no score can be recomputed; one filled in for an unmet target is for a person to judge."""
    if read.target.kind is TargetKind.YES_NO:
        return Verdict.MATCH if read.actual.band is Band.REACHED else Verdict.JUDGEMENT
    if read.actual.kind is ActualKind.NONE_WORD or read.actual.unit_mismatch:
        return Verdict.UNREADABLE
    if read.actual.kind is ActualKind.BAND:
        return Verdict.MATCH if read.actual.band is Band.REACHED else Verdict.JUDGEMENT
    reached = met(read.target, read.actual)
    if reached is None:
        return Verdict.UNREADABLE
    return Verdict.MATCH if reached or not read.reported else Verdict.JUDGEMENT


@clause("mof2020-10/4.2.3")
def _without_rule(read: ReadRow, points: Decimal) -> Judgement:
    """No formula applies: a late date, words against a number, an unknown direction, units that do not convert."""
    capped = over_cap_marks(read)
    if capped:
        return None, Verdict.DIFFERS, capped
    if met(read.target, read.actual) is False and read.reported is not None:
        if read.reported < points:
            return None, Verdict.JUDGEMENT, reason_marks(read)
        message = f"“{read.name}”目标“{read.target.raw}”，实际“{read.actual.raw}”，没有达成，得分却是满分"
        return None, Verdict.DIFFERS, [mark("E-R-05", message, read.row.score, reported=read.reported)]
    if read.actual.kind is ActualKind.BAND and read.reported is not None:
        message = (
            f"“{read.name}”的目标“{read.target.raw}”是数，实际只写“{read.actual.raw}”，由人工判断；请填实际完成的数"
        )
        return None, Verdict.JUDGEMENT, [mark("W-R-39", message, read.row.actual), *reason_marks(read)]
    return None, Verdict.UNREADABLE, []


@clause("mof2020-10/4.2", "mof2020-10/3.6.2")
def _compare(
    read: ReadRow, points: Decimal, due: Decimal, parameters: RecheckParameters
) -> tuple[Verdict, list[Mark]]:
    reported = read.reported
    if reported is None:
        return Verdict.UNREADABLE, [blank_score_mark(read, due)]
    if reported > points:
        return Verdict.DIFFERS, over_cap_marks(read, due)
    if abs(reported - due) <= parameters.score_tolerance:
        return Verdict.MATCH, reason_marks(read)
    if reported > due:
        return Verdict.DIFFERS, _too_high_marks(read, points, reported, due)
    twice = abs(reported - due * points / HUNDRED_POINTS) <= parameters.score_tolerance
    if twice:
        message = f"“{read.name}”得分{plain(reported)}，像是分值乘了两次；按规则应得{due:.2f}"
        return Verdict.DIFFERS, [mark("E-R-07", message, read.row.score, reported=reported, due=due)]
    return Verdict.JUDGEMENT, reason_marks(read)


@clause("ats2023/3.7")
def _too_high_marks(read: ReadRow, points: Decimal, reported: Decimal, due: Decimal) -> list[Mark]:
    both = f"填报{points_text(reported)}，按规则应得{due:.2f}，多计{reported - due:.2f}"
    cell = read.row.score
    if reported == points:
        sides = f"目标“{_target_text(read)}”、实际“{read.row.actual.text}”"
        message = f"“{read.name}”{sides}，未达标却得满分：{both}"
        return [mark("E-R-05", message, cell, reported=reported, due=due)]
    message = f"“{read.name}”得分与规则不符：{both}"
    found = mark("W-A37-6", message, cell, "ats2023/3.7", "mof2020-10/4.2", reported=reported, due=due)
    return [found, *reason_marks(read)]


def _target_text(read: ReadRow) -> str:
    row = read.row
    sign = "" if is_blank(row.comparator) else row.comparator.text
    return f"{sign}{row.target.text}{row.unit.text}"
