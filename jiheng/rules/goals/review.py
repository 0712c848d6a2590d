"""绩效目标审核: the grade of a review and what follows from it."""

from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.law import Rulebook
from jiheng.rules.scoring.grade import Grade, GradeFloors, grade_floors_for, grade_for


def review_floors_for(book: Rulebook) -> GradeFloors:
    return grade_floors_for(book, "goal_review_grades")


@clause("mof2020-10/4.10", "mof2020-10/3.3")
def review_grade(total: Decimal, floors: GradeFloors) -> Grade:
    """The grade of a goal review out of 100 分, read off the printed total."""
    return grade_for(total, floors)


@clause("mof2020-10/3.3")
def next_step_for(grade: Grade) -> str:
    """What the reviewed goal does next, in words people read."""
    return {
        Grade.EXCELLENT: "直接进入预算安排",
        Grade.GOOD: "协商完善后进入预算安排",
        Grade.FAIR: "修改完善后重新报审",
        Grade.POOR: "不得进入预算安排",
    }[grade]
