"""政府债券资金专项检查: every point kept in one go, nobody overwriting anybody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from jiheng.audit.actions import record
from jiheng.evaluation.bond_queries import answer_of
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import BondAnswer as AnswerRow
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.scope import has_bond_funds
from jiheng.rules.reporting.bond_points import BondAnswer, bond_points
from jiheng.rules.wording import quoted

STALE: Final = "“{}”已在别的窗口保存过，这一次没有保存。请另开一页看改了什么，再决定怎样填"


@transaction.atomic
def save_bond_answers(
    project: EvaluationProject,
    given: Sequence[BondAnswer],
    *,
    seen: Mapping[str, int],
    by: Member,
    at: datetime,
) -> int:
    """Keep what was found at the points; answers how many were changed.

    ``seen`` is the count of changes of each point as the page showed it, nothing for one without an answer yet.
    """
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if not has_bond_funds(preparation_of(project, ()).project):
        raise Refused("项目的资金来源没有政府债券，不用检查")
    titles = {one.id: one.title for one in bond_points()}
    held = {row.item: row for row in AnswerRow.objects.filter(project=project)}
    changed = [one for one in given if one.item in titles and _is_changed(one, held.get(one.item))]
    for one in changed:
        _fits(one, titles[one.item])
        values = {**_values(one), "by": by.user, "at": at}
        if not _kept(project, one.item, seen.get(one.item, 0), values):
            raise Refused(STALE.format(titles[one.item]))
    if changed:
        after = {"items": quoted(titles[one.item] for one in changed)}
        record(by.user, "report.bonds_saved", project, at=at, after=dict(after))
    return len(changed)


def _is_changed(given: BondAnswer, row: AnswerRow | None) -> bool:
    return not given.is_blank if row is None else given != answer_of(row)


def _fits(given: BondAnswer, title: str) -> None:
    if given.amount is not None and given.amount < 0:
        raise Refused(f"“{title}”的金额小于0，请改正")
    try:
        require_fit(AnswerRow, [_values(given)])
    except Refused as refusal:
        raise Refused(f"“{title}”：{refusal}") from refusal


def _kept(project: EvaluationProject, item: str, counter: int, values: dict[str, Any]) -> bool:
    """Whether the answer went in: not when another window was there first."""
    if counter:
        rows = AnswerRow.objects.filter(project=project, item=item, revision=counter)
        return bool(rows.update(**values, revision=counter + 1))
    try:
        with transaction.atomic():
            AnswerRow.objects.create(project=project, item=item, **values)
    except IntegrityError:
        return False
    return True


def _values(given: BondAnswer) -> dict[str, object]:
    return {
        "answer": given.answer or "",
        "said": given.said,
        "materials": given.materials,
        "amount": given.amount,
    }
