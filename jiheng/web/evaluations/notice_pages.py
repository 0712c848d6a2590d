"""What the pages of written notices show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject, HandedIn, HandedInState, Phase
from jiheng.evaluation.requests import addresses_of, asked_of, days_late, handed_in_on, is_word_taken, unprovided_of
from jiheng.orgs.duties import Capability
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.nine_kinds import NINE_KINDS
from jiheng.rules.evidence.request_items import kind_asked_for
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.evidence.request_states import NoticeState, Standing, Unprovided
from jiheng.rules.evidence.shapes import MaterialKind
from jiheng.web.evaluations.views import LISTING
from jiheng.web.notice_letters import clauses_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.layout_fieldwork import WAYS_SENT

TITLE: Final = "书面通知"
TONES: Final = {
    NoticeState.DRAFT: "none",
    NoticeState.SENT: "wait",
    NoticeState.PARTLY: "yellow",
    NoticeState.COMPLETE: "green",
    NoticeState.OVERDUE: "red",
    NoticeState.URGED: "yellow",
}
WAYS_URGED: Final = ("电话", "发函", "当面", "政务邮箱")
KINDS: Final = (*NINE_KINDS, MaterialKind.MANAGEMENT)
"""What handed-in material may be sorted as."""
NATURES: Final = (Nature.PRIMARY, Nature.ENTITY_SUMMARY, Nature.IMPLEMENTER_SUMMARY, Nature.THIRD_PARTY_DRAFT)
SUMMARIES: Final = ("总结", "自评报告", "情况汇报", "工作报告")
"""Words in the name of a file that is likely a report the unit wrote of itself."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice in the list; ``waiting`` counts what the unit handed in and nobody looked at."""

    standing: Standing
    organisation: str
    waiting: int

    @property
    def light(self) -> tuple[str, str]:
        return light_of(self.standing)


@dataclass(frozen=True, slots=True)
class HandedInLine:
    """Something handed in as the evaluators see it, with what accepting it would take it for."""

    handed: HandedIn
    late: int
    kind: MaterialKind
    nature: Nature

    @property
    def tone(self) -> str:
        return {HandedInState.WAITING: "wait", HandedInState.ACCEPTED: "green", HandedInState.RETURNED: "red"}[
            HandedInState(self.handed.state)
        ]


@dataclass(frozen=True, slots=True)
class ItemLine:
    item: NoticeItem
    handed: tuple[HandedInLine, ...]

    @property
    def waiting(self) -> bool:
        """Whether something of it waits for the evaluators."""
        return any(one.handed.state == HandedInState.WAITING for one in self.handed)

    @property
    def answered(self) -> str:
        """What became of what the unit handed in, as long as nothing of it waits and the item is still open."""
        states = {one.handed.state for one in self.handed}
        if any(is_word_taken(one.handed) for one in self.handed):
            return "单位说明没有"
        if HandedInState.ACCEPTED in states:
            return "交了一部分"
        return "已退回，等重交" if HandedInState.RETURNED in states else ""


def light_of(standing: Standing) -> tuple[str, str]:
    """Tone and word of a notice's state, with the days it is overdue."""
    word = {
        NoticeState.OVERDUE: f"逾期{standing.days}天",
        NoticeState.URGED: f"已督促，逾期{standing.days}天",
    }.get(standing.state, standing.state.value)
    return TONES[standing.state], word


def list_context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    """Every notice with its state, and what never came."""
    today = localdate()
    addresses = addresses_of(project)
    waiting: dict[str, int] = {}
    for handed in handed_in_on(project).filter(state=HandedInState.WAITING):
        waiting[handed.notice] = waiting.get(handed.notice, 0) + 1
    lines = [
        NoticeLine(one, _reached(addresses, one.notice.number), waiting.get(one.notice.number, 0))
        for one in asked_of(project, today).standings
    ]
    return {
        "project": project,
        "lines": lines,
        "unprovided": unprovided_lines(project, today),
        "editable": is_open(request, project),
        "trail": [LISTING, TrailStep(project.name, f"/evaluations/{project.pk}/"), TrailStep(TITLE)],
    }


def unprovided_lines(project: EvaluationProject, on: date) -> list[tuple[Unprovided, bool]]:
    """What never came by its due day, and whether an answer to it waits to be looked at."""
    found = unprovided_of(project, on)
    rows = handed_in_on(project).filter(state=HandedInState.WAITING).values_list("notice", "item") if found else ()
    waiting = set(rows)
    return [(one, (one.notice.number, one.item.name) in waiting) for one in found]


def notice_context(
    request: MemberRequest, project: EvaluationProject, standing: Standing, typed: dict[str, str] | None = None
) -> dict[str, Any]:
    """One notice with its items and what was handed in on each; ``typed`` is what could not be taken."""
    notice, today = standing.notice, localdate()
    handed = list(handed_in_on(project).filter(notice=notice.number))
    asked = asked_of(project, today)
    return {
        "project": project,
        "standing": standing,
        "notice": notice,
        "light": light_of(standing),
        "address": addresses_of(project).get(notice.number),
        "items": [_item(item, handed, notice) for item in notice.items],
        "loose": [_line(one, notice) for one in handed if one.item not in {item.name for item in notice.items}],
        "reminders": asked.reminders_of(notice.number),
        "urged": project.department or notice.to,
        "draft": notice.sent_on is None,
        "missing": standing.received < standing.asked,
        "overdue": standing.days > 0,
        "editable": is_open(request, project),
        "kinds": KINDS,
        "natures": NATURES,
        "ways": WAYS_SENT,
        "ways_urged": WAYS_URGED,
        "today": today,
        "typed": typed or {},
        "clauses": clauses_of(project),
        "trail": notice_trail(project, notice.number),
    }


def notice_trail(project: EvaluationProject, last: str) -> list[TrailStep]:
    home = f"/evaluations/{project.pk}/"
    return [LISTING, TrailStep(project.name, home), TrailStep(TITLE, f"{home}notices/"), TrailStep(last)]


def is_open(request: MemberRequest, project: EvaluationProject) -> bool:
    return request.member.may(Capability.EVALUATION_EDIT) and project.phase == Phase.IMPLEMENT


def missing_of(standing: Standing, on: date) -> Sequence[NoticeItem]:
    return [item for item in standing.notice.items if item.received_on is None or item.received_on > on]


def _reached(addresses: dict[str, Any], number: str) -> str:
    row = addresses.get(number)
    return row.organisation.label if row and row.organisation else ""


def _item(item: NoticeItem, handed: Sequence[HandedIn], notice: Notice) -> ItemLine:
    return ItemLine(item, tuple(_line(one, notice) for one in handed if one.item == item.name))


def _line(handed: HandedIn, notice: Notice) -> HandedInLine:
    named = handed.attachment.name if handed.attachment else ""
    written = any(word in named for word in SUMMARIES)
    own = Nature.ENTITY_SUMMARY if notice.to == handed.project.department else Nature.IMPLEMENTER_SUMMARY
    nature = own if written else Nature.PRIMARY
    return HandedInLine(handed, days_late(handed, notice.due), kind_asked_for(handed.item), nature)
