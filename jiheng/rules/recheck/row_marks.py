"""Findings about a row's score that every method shares."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.figures import plain
from jiheng.rules.recheck.cells import is_blank, mark, points_text
from jiheng.rules.recheck.results import Mark, ReadRow
from jiheng.rules.recheck.row_score import met


@clause("mof2020-10/4.2")
def over_cap_marks(read: ReadRow, due: Decimal | None = None) -> list[Mark]:
    """A score above the row's points."""
    if read.points is None or read.reported is None or read.reported <= read.points:
        return []
    message = f"“{read.name}”得分{plain(read.reported)}高于分值{plain(read.points)}"
    ceiling = due if due is not None else read.points
    return [mark("E-R-06", message, read.row.score, reported=read.reported, due=ceiling)]


@clause("mof2020-10/3.6.2")
def reason_marks(read: ReadRow) -> list[Mark]:
    """Points were lost and the reason column, where the form has one, is blank."""
    if read.points is None or read.reported is None or read.reported >= read.points:
        return []
    if not is_blank(read.row.reason) or not read.row.reason.ref:
        return []
    message = (
        f"“{read.name}”得{points_text(read.reported)}分、少于分值{points_text(read.points)}分，"
        "偏差原因栏空白，请写明原因和改进措施"
    )
    return [mark("E-R-12", message, read.row.reason)]


@clause("mof2020-10/3.6.2")
def unmet_marks(read: ReadRow) -> list[Mark]:
    """A row without points whose target was not met, and whose reason column is blank."""
    if met(read.target, read.actual) is not False or not is_blank(read.row.reason) or not read.row.reason.ref:
        return []
    message = (
        f"“{read.name}”目标“{read.target.raw}”、实际“{read.actual.raw}”，没有达到目标，"
        "原因栏空白，请写明原因和改进措施"
    )
    return [mark("E-R-12", message, read.row.reason)]


@clause("mof2020-10/3.6")
def blank_score_mark(read: ReadRow, due: Decimal | None) -> Mark:
    """The score cell of a scored row is blank, or holds nothing that can be read."""
    score = read.row.score
    state = "读不出来" if score.error or score.uncached else "空白"
    advice = f"，按规则应得{due:.2f}" if due is not None else "，请补填"
    return mark("E-R-14", f"“{read.name}”得分{state}{advice}", score, due=due)
