"""Points of a date target."""

from datetime import date
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed
from jiheng.rules.explained import Score
from jiheng.rules.figures import exact, plain, shown
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.deduction import PartStep, steps_beyond
from jiheng.rules.scoring.explanation import Explanation, equals

CLAUSE = "mof2020-10/4.2.3"


def part_step_for(book: Rulebook) -> PartStep:
    """How a part of the k days of “每逾期k天扣p分” counts."""
    return PartStep(book.entry("lateness").text("part_step"))


@clause(CLAUSE)
def score_date(
    deadline: date,
    finished: date | None,
    points: Decimal,
    *,
    every_days: int | None = None,
    minus: Decimal | None = None,
    part_step: PartStep = PartStep.DOWN,
    finished_from: date | None = None,
) -> Score:
    """Score a deadline: full on or before it, then ``minus`` 分 off for every ``every_days`` days late.

    ``finished_from`` is the first day the finish can mean when only its month is written, ``finished`` the last.
    Without a deduction rule, or when the days late cannot be told, a late finish is left to people: no score,
    with a finding.
    """
    inputs = f"期限{_day(deadline)}，完成{'空白' if finished is None else _day(finished)}，分值{plain(points)}"
    explanation = Explanation(points, (CLAUSE,), _basis(every_days, minus, part_step), inputs)
    if finished is None:
        return explanation.no_score(failed("E-S-01", "完成日期是空白，请补填", clauses=(CLAUSE,)))
    late = (finished - deadline).days
    if late <= 0:
        return explanation.full("按期完成")
    if finished_from is not None and finished_from < finished:
        return explanation.no_score(failed("W-S-09", _inexact(deadline, finished_from, finished)))
    if every_days is None or minus is None:
        message = f"逾期{late}天，计分规则没有写每逾期几天扣几分，由人工判断"
        return explanation.no_score(failed("W-S-09", message))
    if every_days <= 0 or minus < 0:
        return explanation.no_score(failed("E-S-16", "逾期扣分的天数须大于0，扣分不能为负，请改正计分规则"))
    steps = steps_beyond(late, every_days, part_step)
    raw = exact(points) - steps * exact(minus)
    working = f"逾期{late}天，{equals(f'{plain(points)}-{shown(steps)}×{plain(minus)}', raw)}"
    return explanation.score(raw, f"{working}，低于0按0计" if raw < 0 else working)


def _inexact(deadline: date, earliest: date, latest: date) -> str:
    if earliest <= deadline:
        return f"完成时间只写到{_day(earliest)}至{_day(latest)}之间，不能确定是否逾期，请写明日期，由人工判断"
    days = f"{(earliest - deadline).days}至{(latest - deadline).days}"
    return f"逾期{days}天，完成时间没有写到日，请写明日期，由人工判断"


def _basis(every_days: int | None, minus: Decimal | None, part_step: PartStep) -> str:
    if every_days is None or minus is None:
        return "日期指标：按期完成得满分，计分规则没有写逾期如何扣分"
    return f"日期指标：按期完成得满分，每逾期{every_days}天扣{plain(minus)}分，{part_step.label}，扣完为止"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
