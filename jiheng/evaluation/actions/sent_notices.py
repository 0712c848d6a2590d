"""A notice that reached a unit in this system stays as the unit has it, whichever way its sheet is replaced."""

from collections.abc import Sequence
from typing import Any, Final

from jiheng.evaluation.models import EvaluationProject, NoticeAddress
from jiheng.evaluation.shapes import implementation_of
from jiheng.orgs.refusal import Refused
from jiheng.rules.wording import quoted

KEPT: Final = ("to", "due", "truth_clause", "consequence_clause", "sent_on")


def require_sent_kept(project: EvaluationProject, part: str, rows: Sequence[Any]) -> None:
    """Refuse rows of 资料提交通知 or 通知所列资料 that would change or drop what went out."""
    if part not in {"notices", "notice_items"}:
        return
    reached = NoticeAddress.objects.filter(project=project).exclude(organisation=None)
    numbers = set(reached.values_list("notice", flat=True))
    held = implementation_of(project, ("notices", "notice_items")) if numbers else None
    sent = {one.number for one in held.notices if one.sent_on and one.number in numbers} if held else set()
    if held is None or not sent:
        return
    own = held.notices if part == "notices" else held.notice_items
    read = _facts_of_notice if part == "notices" else _facts_of_item
    given = {read(row) for row in rows}
    wrong = [one for row in own if (one := read(row)) not in given and one[0] in sent]
    if wrong:
        named = quoted(dict.fromkeys(one[0] for one in wrong))
        raise Refused(f"通知{named}已在系统里送达单位，期限、条款和所列资料不能再改。要补充的，另发一份通知")


def _facts_of_notice(row: Any) -> tuple[str, ...]:
    return (row.number.strip(), *(_same(getattr(row, name)) for name in KEPT))


def _facts_of_item(row: Any) -> tuple[str, ...]:
    return (row.notice.strip(), _same(row.name))


def _same(value: object) -> str:
    return " ".join(str(value or "").split())
