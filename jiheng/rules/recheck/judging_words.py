"""Judging a row whose target is words: the three bands, and what only a person can decide."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.explained import Score, Step, StepKind
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.recheck.cells import mark, points_text
from jiheng.rules.recheck.parameters import RecheckParameters
from jiheng.rules.recheck.results import Mark, ReadRow, Verdict
from jiheng.rules.recheck.row_marks import blank_score_mark, over_cap_marks, reason_marks
from jiheng.rules.targets.shapes import Band

OFFICIAL = "成预期指标"
"""What the official names of the bands share: 部分达成预期指标…, 未达成预期指标…."""


@clause("mof2020-10/4.3")
def judge_words(read: ReadRow, parameters: RecheckParameters) -> tuple[Score | None, Verdict, list[Mark]]:
    """Full points for the first band; a lower band or a lower score is a person's judgement.

    Reading taken: words that repeat the target say that it was reached.
    """
    points, reported = read.points, read.reported
    reached = read.actual.band is Band.REACHED or read.actual.copied
    if points is None:
        return None, Verdict.MATCH if reached else Verdict.JUDGEMENT, []
    score = _first_band_score(read, points) if reached else None
    capped = over_cap_marks(read)
    if capped:
        return score, Verdict.DIFFERS, capped
    if reported is None:
        return score, Verdict.UNREADABLE, [blank_score_mark(read, score.value if score else None)]
    lower = _lower_band_marks(read, points, reported, parameters)
    if lower:
        return None, Verdict.DIFFERS, lower
    if reported < points:
        return score, Verdict.JUDGEMENT, reason_marks(read)
    return score, Verdict.MATCH if reached else Verdict.JUDGEMENT, []


def _lower_band_marks(read: ReadRow, points: Decimal, reported: Decimal, parameters: RecheckParameters) -> list[Mark]:
    """What is wrong with the score of a row in the second or third band."""
    if read.actual.band in (Band.PARTLY, Band.MISSED) and reported == points:
        return [_full_for_less_mark(read, points)]
    return _outside_band_marks(read, points, reported, parameters)


def _outside_band_marks(
    read: ReadRow, points: Decimal, reported: Decimal, parameters: RecheckParameters
) -> list[Mark]:
    """A lower band named in the official words, with a score that belongs to another band."""
    band = read.actual.band
    if band not in (Band.PARTLY, Band.MISSED) or OFFICIAL not in read.actual.raw or not points:
        return []
    floors = parameters.band_floors
    low, high = (floors["partly"], floors["reached"]) if band is Band.PARTLY else (floors["missed"], floors["partly"])
    if low * points <= reported < high * points:
        return []
    span = f"{plain(low * 100)}%（含）至{plain(high * 100)}%"
    message = (
        f"“{read.name}”选“{band.label}”档，得分应在分值的{span}之间，填报{points_text(reported)}分、"
        f"分值{points_text(points)}分，请改档次或得分"
    )
    return [mark("W-A37-6", message, read.row.score, "mof2020-10/4.3", reported=reported)]


def _full_for_less_mark(read: ReadRow, points: Decimal) -> Mark:
    label = read.actual.band.label if read.actual.band else ""
    message = f"“{read.name}”完成情况写“{read.actual.raw}”，属“{label}”档，得分却是满分{points_text(points)}"
    return mark("E-R-05", message, read.row.score, reported=read.reported)


def _first_band_score(read: ReadRow, points: Decimal) -> Score:
    value = rounded(points)
    said = "与目标文字相同" if read.actual.copied else f"写“{read.actual.raw}”"
    steps = (
        Step(StepKind.BASIS, "定性指标先定档次；属“达成预期指标”档、没有扣分的，得满分", "mof2020-10/4.3"),
        Step(StepKind.INPUT, f"实际完成情况{said}，属“达成预期指标”档；分值{plain(points)}"),
        Step(StepKind.WORKING, f"100%×{plain(points)}={value}", "mof2020-10/4.3"),
        Step(StepKind.RESULT, f"得{value}分", "mof2020-10/4.9"),
    )
    return Score(points, value, exact(points), steps, ("mof2020-10/4.3",))
