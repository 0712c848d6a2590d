"""The letters of a written notice, as evaluators and units download them."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.reports.material_request import LetterHead, notice_letter, urging_letter
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.evidence.requests import NoticeClauses, notice_clauses_for
from jiheng.rules.law import Rulebook, load_instrument
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.scope import DIRECTIVE


def book_of(project: EvaluationProject) -> Rulebook:
    """The rulebook of the project's base day, or of today as long as there is none."""
    plain = preparation_of(project, ()).project
    return rulebook_for(plain, plain.evaluation_date or localdate())[0]


def clauses_of(project: EvaluationProject) -> NoticeClauses:
    return notice_clauses_for(book_of(project))


def letter_of(project: EvaluationProject, notice: Notice) -> bytes:
    """The notice as an official letter, ``.docx`` bytes."""
    clauses = clauses_of(project)
    return notice_letter(_head(project), notice, clauses.truth, clauses.consequence)


def urging_letter_of(
    project: EvaluationProject, notice: Notice, missing: Sequence[NoticeItem], days: int, on: date
) -> bytes:
    """The letter that asks the evaluated unit to see to what is overdue, ``.docx`` bytes."""
    return urging_letter(_head(project), notice, missing, project.department or notice.to, days=days, on=on)


def _head(project: EvaluationProject) -> LetterHead:
    """Who writes about what, from the project's own entries."""
    named = tuple((one.code, one.name) for one in preparation_of(project, {"indicators"}).indicators)
    basis = f"《{load_instrument(DIRECTIVE).title}》"
    return LetterHead(project.name, project.agency or project.organisation.name, basis, project.commissioner, named)
