"""What the page of 政府债券资金专项检查 shows: each point with what was found, the multiple, what is reminded of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localdate

from jiheng.evaluation.bond_queries import answer_counts, bond_standing
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.scope import DIRECTIVE, has_bond_funds
from jiheng.rules.recheck.shapes import Cell
from jiheng.rules.reporting.bond_points import BondAnswer, BondPoint, BondSays, bond_points
from jiheng.rules.reporting.bonds import check_coverage, coverage_of, report_marks
from jiheng.web.evaluations.report_pages import trail_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.kinds import Unfit
from jiheng.workbooks.preparation.layout import MONEY

TITLE: Final = "政府债券资金专项检查"
FIELDS: Final = ("answer", "said", "materials", "amount", "revision")


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point with the texts of its fields, what is reminded of it, and the count of its changes."""

    number: int
    point: BondPoint
    texts: Mapping[str, str]
    said: tuple[Finding, ...]


def bonds_context(
    request: MemberRequest, project: EvaluationProject, typed: Mapping[str, Mapping[str, str]] | None = None
) -> dict[str, Any]:
    """Everything on the page; ``typed`` is what came in, point by point, and could not be taken."""
    standing = bond_standing(project, localdate())
    given, counts = {one.item: one for one in standing.answers}, answer_counts(project)
    coverage = coverage_of(standing.answers, standing.least)
    rows = [
        PointRow(
            number,
            point,
            (typed or {}).get(point.id) or _texts(given.get(point.id), counts.get(point.id, 0)),
            tuple(one for one in standing.said if one.where == point.title),
        )
        for number, point in enumerate(bond_points(), 1)
    ]
    return {
        "project": project,
        "title": TITLE,
        "has_bonds": has_bond_funds(standing.project),
        "sources": standing.project.fund_sources,
        "marks": report_marks(standing.project),
        "unmarked": standing.project.uses(DIRECTIVE) and not standing.project.by_reference,
        "rows": rows,
        "answers": list(BondSays),
        "answered": sum(one.answer is not None for one in standing.answers),
        "coverage": coverage,
        "covered": check_coverage(coverage),
        "least": plain(standing.least),
        "said": standing.said,
        "editable": request.member.may(Capability.EVALUATION_EDIT),
        "trail": trail_of(project, TrailStep(TITLE)),
    }


def typed_points(request: MemberRequest) -> dict[str, dict[str, str]]:
    """The fields of every point as they were typed."""
    return {
        point.id: {name: request.POST.get(f"{name}-{point.id}", "").strip() for name in FIELDS}
        for point in bond_points()
    }


def read_points(typed: Mapping[str, Mapping[str, str]]) -> Sequence[BondAnswer]:
    """The answers as typed; raises ``Refused`` naming the point of the first field that cannot be read."""
    return [_answer(point, typed[point.id]) for point in bond_points()]


def _answer(point: BondPoint, texts: Mapping[str, str]) -> BondAnswer:
    if texts["answer"] and texts["answer"] not in list(BondSays):
        raise Refused(f"“{point.title}”的结论请选符合、不符合或不适用")
    try:
        amount = MONEY.read(Cell("", texts["amount"])) if point.amount and texts["amount"] else None
    except Unfit as unfit:
        raise Refused(f"“{point.title}”的{point.amount}{unfit}") from unfit
    said = BondSays(texts["answer"]) if texts["answer"] else None
    return BondAnswer(point.id, said, texts["said"], texts["materials"], amount)


def _texts(answer: BondAnswer | None, revision: int) -> dict[str, str]:
    if answer is None:
        return dict.fromkeys(FIELDS, "") | {"revision": str(revision)}
    amount = "" if answer.amount is None else f"{answer.amount:,.2f}"
    return {
        "answer": answer.answer or "",
        "said": answer.said,
        "materials": answer.materials,
        "amount": amount,
        "revision": str(revision),
    }
