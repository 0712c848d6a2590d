"""Conclusions of an appraisal sheet."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.appraisal.sheet import (
    Advice,
    ReviewPoint,
    advice_for,
    check_decisive_points,
    conclusion_floors_for,
    grade_rates_for,
    score_sheet,
)
from jiheng.rules.finding import Outcome
from jiheng.rules.law import rulebook
from jiheng.rules.scoring.grade import Grade

D = Decimal
BOOK = rulebook("mof2020-10", date(2024, 1, 1))
FLOORS = conclusion_floors_for(BOOK)
VETO = replace(FLOORS, veto=True)
GOOD_FUNDING = ReviewPoint("筹资合规性", "资金渠道合规", D(5), Grade.GOOD)
POOR_FUNDING = replace(GOOD_FUNDING, grade=Grade.POOR)
POOR_ECONOMY = replace(POOR_FUNDING, dimension="投入经济性")
pytestmark = pytest.mark.clause("mof2020-10/4.10", "mof2020-10/3.4")


@pytest.mark.parametrize(
    ("total", "advice"),
    [
        ("80", Advice.SUPPORT),
        ("79.99", Advice.PARTLY),
        ("60", Advice.PARTLY),
        ("59.99", Advice.REJECT),
    ],
)
def test_each_floor_belongs_to_the_better_conclusion(total: str, advice: Advice) -> None:
    assert advice_for(D(total), [GOOD_FUNDING], FLOORS) is advice


def test_a_decisive_poor_point_caps_the_conclusion_only_under_the_veto() -> None:
    assert advice_for(D("91.5"), [POOR_FUNDING], FLOORS) is Advice.SUPPORT
    assert advice_for(D("91.5"), [POOR_FUNDING], VETO) is Advice.PARTLY
    assert advice_for(D("91.5"), [POOR_ECONOMY], VETO) is Advice.SUPPORT
    assert advice_for(D("50"), [POOR_FUNDING], VETO) is Advice.REJECT


@pytest.mark.parametrize(
    ("point", "outcome"),
    [
        (GOOD_FUNDING, Outcome.PASSED),
        (POOR_FUNDING, Outcome.FAILED),
        (replace(POOR_FUNDING, dimension="立项必要性"), Outcome.FAILED),
        (POOR_ECONOMY, Outcome.NOT_APPLICABLE),
    ],
)
def test_a_poor_point_in_a_decisive_dimension_asks_to_think_again(point: ReviewPoint, outcome: Outcome) -> None:
    assert check_decisive_points([point], FLOORS).outcome is outcome


@pytest.mark.parametrize(("grade", "value"), [("优", "5.00"), ("良", "4.00"), ("中", "3.00"), ("差", "1.50")])
def test_each_grade_earns_its_share_of_a_point(grade: str, value: str) -> None:
    score = score_sheet([replace(GOOD_FUNDING, grade=Grade(grade))], grade_rates_for(BOOK))
    assert score.value == D(value)


def test_an_empty_sheet_has_no_total() -> None:
    score = score_sheet([], grade_rates_for(BOOK))
    assert (score.value, score.findings[0].code) == (None, "E-S-01")
