"""Grades of a goal review and what follows."""

from datetime import date
from decimal import Decimal

import pytest

from jiheng.rules.goals.review import next_step_for, review_floors_for, review_grade
from jiheng.rules.law import rulebook

FLOORS = review_floors_for(rulebook("mof2020-10", date(2024, 1, 1)))


@pytest.mark.clause("mof2020-10/4.10", "mof2020-10/3.3")
@pytest.mark.parametrize(
    ("total", "grade", "next_step"),
    [
        ("90", "优", "直接进入预算安排"),
        ("89.99", "良", "协商完善后进入预算安排"),
        ("80", "良", "协商完善后进入预算安排"),
        ("79.99", "中", "修改完善后重新报审"),
        ("60", "中", "修改完善后重新报审"),
        ("59.99", "差", "不得进入预算安排"),
    ],
)
def test_the_grade_of_a_review_decides_what_is_next(total: str, grade: str, next_step: str) -> None:
    given = review_grade(Decimal(total), FLOORS)
    assert (given.value, next_step_for(given)) == (grade, next_step)
