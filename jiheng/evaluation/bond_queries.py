"""Reading what was found at the points of 政府债券资金专项检查."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiheng.evaluation import models
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.reporting.bond_points import BondAnswer, BondSays
from jiheng.rules.reporting.bond_table import bond_table
from jiheng.rules.reporting.bonds import check_bonds, failing, least_coverage_for
from jiheng.rules.reporting.content import Table


@dataclass(frozen=True, slots=True)
class BondStanding:
    """The points of a project with what was found, and what is reminded of."""

    project: Project
    answers: tuple[BondAnswer, ...]
    least: Decimal
    said: tuple[Finding, ...]

    @property
    def table(self) -> Table | None:
        """The table for the annexes of the report; ``None`` without bond money."""
        return bond_table(self.project, self.answers, self.least)


def bond_standing(project: EvaluationProject, today: date) -> BondStanding:
    """Everything of the bond money of a project; two queries."""
    plain = preparation_of(project, ()).project
    answers = bond_answers(project)
    least = least_coverage_for(rulebook_for(plain, plain.evaluation_date or today)[0])
    numbers = set(models.Material.objects.filter(project=project).values_list("number", flat=True))
    return BondStanding(plain, answers, least, failing(check_bonds(plain, answers, least, numbers)))


def bond_answers(project: EvaluationProject) -> tuple[BondAnswer, ...]:
    """What was found, point by point."""
    return tuple(map(answer_of, models.BondAnswer.objects.filter(project=project)))


def answer_counts(project: EvaluationProject) -> dict[str, int]:
    """How often each point was changed."""
    return dict(models.BondAnswer.objects.filter(project=project).values_list("item", "revision"))


def answer_of(row: models.BondAnswer) -> BondAnswer:
    said = BondSays(row.answer) if row.answer else None
    return BondAnswer(row.item, said, row.said, row.materials, row.amount)
