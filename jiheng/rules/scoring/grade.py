"""The grade of a total, read off the very figure that is printed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.figures import Number, exact, rounded
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

LOWEST = "差"


class Grade(StrEnum):
    """The four grades; the value is the word people read."""

    EXCELLENT = "优"
    GOOD = "良"
    FAIR = "中"
    POOR = LOWEST


class GradeOn(StrEnum):
    """Which figure decides: the printed two places, or the figure before rounding."""

    ROUNDED = "rounded"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class GradeFloors:
    """The lowest total of each grade in 分; each floor belongs to the higher grade."""

    excellent: Decimal
    good: Decimal
    fair: Decimal

    @property
    def pairs(self) -> tuple[tuple[str, Decimal], ...]:
        return (
            (Grade.EXCELLENT.value, self.excellent),
            (Grade.GOOD.value, self.good),
            (Grade.FAIR.value, self.fair),
        )


@dataclass(frozen=True, slots=True)
class Graded:
    """A total with its grade; ``printed`` has as many places as the grade needs to look right."""

    grade: Grade
    printed: Decimal


def grade_floors_for(book: Rulebook, name: str = "grade_floors") -> GradeFloors:
    """The floors in force; ``goal_review_grades`` has the same shape under another name."""
    entry = book.entry(name)
    return GradeFloors(entry.decimal("excellent"), entry.decimal("good"), entry.decimal("fair"))


def grade_on_for(book: Rulebook) -> GradeOn:
    return GradeOn(book.entry("grade_reading").text("grade_on"))


@clause("mof2020-10/4.9", "cq2023-7/28", "cq2023-7/35")
def grade_name(total: Number, floors: tuple[tuple[str, Decimal], ...]) -> str:
    """The word of the first floor a printed total reaches, highest first; below them all it is 差."""
    return next((name for name, floor in floors if rounded(total) >= floor), LOWEST)


@clause("mof2020-10/4.9", "cq2023-7/28", "cq2023-7/35")
def grade_for(total: Number, floors: GradeFloors) -> Grade:
    """The grade of a total as printed with two places: 89.99 is 良, 90.00 is 优."""
    return Grade(grade_name(total, floors.pairs))


@clause("mof2020-10/4.9", "cq2023-7/28")
def graded(total: Number, floors: GradeFloors, grade_on: GradeOn = GradeOn.ROUNDED) -> Graded:
    """Round a weighted conclusion once and grade it.

    With ``GradeOn.EXACT`` the unrounded total decides, and the printed figure gets as many places as it takes not
    to contradict the grade (89.995 stays 良 and prints as 89.995).
    """
    if grade_on is GradeOn.ROUNDED:
        return Graded(grade_for(total, floors), rounded(total))
    grade = _grade_at(total, floors)
    places = 2
    while _grade_at(rounded(total, places), floors) is not grade:
        places += 1
    return Graded(grade, rounded(total, places))


@clause("cq2023-7/28", "mof2020-10/4.9")
def check_grade(reported: str, total: Number, floors: GradeFloors) -> Finding:
    """A reported grade has to be the one its total belongs to; nobody sets a grade by hand."""
    due = grade_for(total, floors)
    if reported == due.value:
        return passed("E-B28")
    return failed("E-B28", f"得分{rounded(total)}分属“{due.value}”，等级填为“{reported}”，由系统按得分重定")


def _grade_at(total: Number, floors: GradeFloors) -> Grade:
    return next((Grade(name) for name, floor in floors.pairs if exact(total) >= floor), Grade.POOR)
