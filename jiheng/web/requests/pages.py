"""What a unit sees of the notices it got: the notice and its own answers, nothing of the evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from jiheng.evaluation.models import HandedIn, HandedInState, NoticeAddress, Phase
from jiheng.evaluation.requests import (
    days_late,
    handed_in_at,
    is_word_taken,
    notice_of,
    notices_by_address,
    to_answer,
)
from jiheng.orgs.duties import Capability
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TITLE = "提交资料"
TONES = {HandedInState.WAITING: "wait", HandedInState.ACCEPTED: "green", HandedInState.RETURNED: "red"}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One notice in the list; ``open`` items still wait for the unit, ``waiting`` answers for the evaluators."""

    address: NoticeAddress
    notice: Notice
    received: int
    open: int
    waiting: int
    days: int

    @property
    def asked(self) -> int:
        return len(self.notice.items)

    @property
    def light(self) -> tuple[str, str]:
        """Tone and word; ``days`` are those past the due day."""
        if self.received == self.asked:
            return "green", "已交齐"
        if not self.open:
            return ("wait", "等评价机构核收") if self.waiting else ("none", "已答复")
        return ("red", f"逾期{self.days}天") if self.days > 0 else ("yellow", "待提交")


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the unit handed in, and how late."""

    handed: HandedIn
    late: int

    @property
    def tone(self) -> str:
        return TONES[HandedInState(self.handed.state)]


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One item with the unit's answers; ``number`` names it in a form that came back."""

    number: int
    item: NoticeItem
    answers: tuple[Answer, ...]

    @property
    def light(self) -> tuple[str, str]:
        states = {one.handed.state for one in self.answers}
        if self.item.received_on:
            return "green", "已交齐"
        if any(one.handed.state == HandedInState.WAITING and not one.handed.attachment for one in self.answers):
            return "wait", "已说明没有，等核收"
        if HandedInState.WAITING in states:
            return "wait", "已交，等核收"
        if any(is_word_taken(one.handed) for one in self.answers):
            return "none", "已说明没有"
        if HandedInState.RETURNED in states and HandedInState.ACCEPTED not in states:
            return "red", "退回，请重交"
        return ("yellow", "还要补交") if HandedInState.ACCEPTED in states else ("none", "还没有交")


def list_context(addresses: Sequence[NoticeAddress]) -> dict[str, Any]:
    """The notices that went out, the newest first."""
    today = localdate()
    lines = [_line(address, notice, answers, today) for address, notice, answers in notices_by_address(addresses)]
    return {"lines": sorted(lines, key=lambda one: one.notice.sent_on or today, reverse=True)}


def one_context(
    request: MemberRequest, address: NoticeAddress, notice: Notice, typed: dict[str, str] | None = None
) -> dict[str, Any]:
    """One notice; ``typed`` is what could not be taken."""
    today, answers = localdate(), list(handed_in_at(address))
    items = [
        AskedItem(
            number, item, tuple(Answer(one, days_late(one, notice.due)) for one in answers if one.item == item.name)
        )
        for number, item in enumerate(notice.items, 1)
    ]
    open_now = address.project.phase == Phase.IMPLEMENT
    return {
        "address": address,
        "notice": notice,
        "line": _line(address, notice, answers, today),
        "items": items,
        "sender": address.project.agency or address.project.organisation.name,
        "days_left": (notice.due - today).days if notice.due else None,
        "open": open_now and request.member.may(Capability.REQUESTS_ANSWER),
        "closed": not open_now,
        "typed": typed or {},
        "trail": [TrailStep(TITLE, "/requests/"), TrailStep(notice.number)],
    }


def sent_notice(address: NoticeAddress) -> Notice | None:
    """The notice behind an address once it went out; a draft is nobody's business yet."""
    notice = notice_of(address.project, address.notice)
    return notice if notice and notice.sent_on and notice.sent_on <= localdate() else None


def _line(address: NoticeAddress, notice: Notice, answers: Sequence[HandedIn], today: date) -> RequestLine:
    received = sum(item.received_on is not None for item in notice.items)
    days = (today - notice.due).days if notice.due else 0
    waiting = sum(one.state == HandedInState.WAITING for one in answers)
    return RequestLine(address, notice, received, len(to_answer(notice, answers)), waiting, days)
