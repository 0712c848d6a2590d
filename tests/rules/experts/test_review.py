"""Experts declare first, give a reason for what they take off, and are rolled up to the last digit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from jiheng.rules.experts.review import (
    check_complete,
    check_may_score,
    check_points,
    counted,
    mean_of,
    opinion_reading_for,
    opinions_of,
    totals_of,
)
from jiheng.rules.experts.shapes import ExpertReview, ExpertScore, ReviewState
from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.shapes import Indicator
from jiheng.rules.law import rulebook

D = Decimal
pytestmark = pytest.mark.clause("cq2023-7/25")

READING = opinion_reading_for(rulebook("cq2023-7", date(2024, 1, 1)))
D1 = Indicator("D1", "决策", "立项", "论证", D("10"))
D2 = Indicator("D2", "决策", "立项", "程序", D("5"))
DAY = date(2024, 1, 5)


def review(expert: str, *given: tuple[str, str | None, str], submitted: bool = True) -> ExpertReview:
    scores = tuple(ExpertScore(code, None if points is None else D(points), said) for code, points, said in given)
    return ExpertReview(expert, declared_on=DAY, submitted_on=DAY if submitted else None, scores=scores)


FENG = review("冯", ("D1", "8", "略简"), ("D2", "5", ""))
SHEN = review("沈", ("D1", "7.5", "少一次踏勘"), ("D2", "4", "缺纪要"))
TIAN = review("田", ("D1", "10", ""), ("D2", "4.5", "缺纪要"))


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (ExpertReview("冯"), ReviewState.UNDECLARED),
        (ExpertReview("冯", declared_on=DAY), ReviewState.OPEN),
        (ExpertReview("冯", "配偶在县交通局", DAY), ReviewState.CONFLICT),
        (ExpertReview("冯", "配偶在县交通局", DAY, "已离职五年"), ReviewState.OPEN),
        (ExpertReview("冯", "配偶在县交通局", DAY, "已离职五年", DAY), ReviewState.SUBMITTED),
        (ExpertReview("冯", "配偶在县交通局", DAY, "", DAY), ReviewState.CONFLICT),
    ],
)
def test_a_review_stands_as_declared_and_handed_in(one: ExpertReview, state: ReviewState) -> None:
    assert one.state is state
    closed = state in (ReviewState.UNDECLARED, ReviewState.CONFLICT)
    assert (check_may_score(one).outcome is Outcome.FAILED) is closed


@pytest.mark.parametrize(
    ("points", "outcome"),
    [
        ("0", Outcome.PASSED),
        ("10", Outcome.PASSED),
        ("9.99", Outcome.PASSED),
        ("-0.01", Outcome.FAILED),
        ("10.01", Outcome.FAILED),
        ("9.995", Outcome.FAILED),
    ],
)
def test_points_stay_within_those_of_the_indicator(points: str, outcome: Outcome) -> None:
    assert check_points(D1, D(points)).outcome is outcome


def test_a_review_is_complete_with_every_score_and_a_reason_for_what_is_taken_off() -> None:
    assert [one.outcome for one in check_complete(FENG, [D1, D2])] == [Outcome.PASSED]
    bare = review("冯", ("D1", "8", " "))
    assert [one.code for one in check_complete(bare, [D1, D2])] == ["E-J-13", "E-J-12"]
    assert "扣了2分而没有写意见" in check_complete(bare, [D1])[0].message
    noted = review("冯", ("D1", None, "还要看"))
    assert "还没有打分" in check_complete(noted, [D1])[0].message
    above = review("冯", ("D1", "11", ""))
    assert "不在0到分值10之间" in check_complete(above, [D1])[0].message


def test_one_who_declared_a_relation_cannot_hand_in() -> None:
    tied = replace(FENG, relation="配偶在县交通局")
    assert [one.code for one in check_complete(tied, [D1, D2])] == ["E-J-11"]


def test_the_figures_are_exact() -> None:
    first, second = opinions_of([D1, D2], [FENG, SHEN, TIAN], {"D1": D("9.5"), "D2": D("4")}, READING)
    assert first.given == (D("8"), D("7.5"), D("10"))
    assert (first.mean, first.highest, first.lowest, first.spread) == (Fraction(17, 2), D("10"), D("7.5"), D("2.5"))
    assert first.gap == Fraction(-1)
    assert (second.mean, second.gap) == (Fraction(9, 2), Fraction(1, 2))
    assert totals_of([first, second]) == (D("13"), D("11.5"), D("14.5"))
    third = opinions_of([D1], [review("甲", ("D1", "1", "")), review("乙", ("D1", "2", "")), TIAN], {}, READING)
    assert third[0].mean == Fraction(13, 3)


def test_what_lies_far_apart_is_marked_and_the_limit_itself_is_not() -> None:
    far, near = review("甲", ("D1", "7.99", "")), review("甲", ("D1", "8", ""))
    full = review("乙", ("D1", "10", ""))
    (apart,) = opinions_of([D1], [far, full], {"D1": D("9")}, READING)
    assert [one.code for one in apart.findings] == ["W-J-14"]
    (fine,) = opinions_of([D1], [near, full], {"D1": D("9")}, READING)
    assert fine.findings == ()
    (below,) = opinions_of([D1], [near], {"D1": D("10")}, READING)
    assert below.findings == ()
    (gap,) = opinions_of([D1], [far], {"D1": D("10")}, READING)
    assert [one.code for one in gap.findings] == ["W-J-15"]
    assert "专家平均7.99分，按规则10.00分，相差2.01分" in gap.findings[0].message


def test_only_reviews_handed_in_count() -> None:
    draft = replace(SHEN, submitted_on=None)
    tied = replace(TIAN, relation="曾任职")
    assert counted([FENG, draft, tied]) == (FENG,)
    (one,) = opinions_of([D1], [FENG, draft, tied], {}, READING)
    assert (one.given, one.mean, one.gap) == ((D("8"),), Fraction(8), None)


def test_without_a_score_there_is_no_figure() -> None:
    (one,) = opinions_of([D1], [], {"D1": D("9")}, READING)
    assert (one.given, one.mean, one.highest, one.spread, one.gap, one.findings) == ((), None, None, None, None, ())
    assert totals_of([one]) == ()
    (left_out,) = opinions_of([D1], [review("甲")], {}, READING)
    assert (left_out.given, left_out.mean, totals_of([left_out])) == ((None,), None, (None,))
    assert mean_of([]) is None
