"""What the frame of every page shows: the menu, the organisations to choose from, the jobs at work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from jiheng.jobs.queries import open_of
from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Duty
from jiheng.orgs.queries import places_of


@dataclass(frozen=True, slots=True)
class Door:
    """One page behind a menu item and the capability that opens it (``None``: everybody)."""

    address: str
    capability: Capability | None = None

    def open_to(self, member: Member) -> bool:
        return self.capability is None or member.may(self.capability)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One item of the left menu; it leads to the first door open to the member, and is absent without one.

    ``spaces`` are the address namespaces it stands for.
    """

    label: str
    icon: str
    spaces: tuple[str, ...]
    doors: tuple[Door, ...]


MENU = (
    MenuItem("我的工作台", "home", ("workbench",), (Door("workbench:home"),)),
    MenuItem("自评与复核", "selfeval", ("rechecks",), (Door("rechecks:list", Capability.RECHECK_READ),)),
    MenuItem("绩效评价", "scale", ("evaluations",), (Door("evaluations:list", Capability.EVALUATION_READ),)),
    MenuItem(
        "报告模板", "file", ("report_templates",), (Door("report_templates:list", Capability.REPORT_TEMPLATES),)
    ),
    MenuItem("提交资料", "upload", ("requests",), (Door("requests:list", Capability.REQUESTS_ANSWER),)),
    MenuItem("征求意见", "file", ("opinions",), (Door("opinions:list", Capability.REPORT_OPINE),)),
    MenuItem("我的评审", "users", ("reviews",), (Door("reviews:list", Capability.EXPERT_REVIEW),)),
    MenuItem("条款与规则", "book", ("clauses",), (Door("clauses:list", Capability.CLAUSES_READ),)),
    MenuItem(
        "系统",
        "gear",
        ("system",),
        (
            Door("system:organisations", Capability.ORGANISATIONS_READ),
            Door("system:events", Capability.AUDIT_READ),
        ),
    ),
)
"""Only pages that exist. A new page adds its line here, in the order of the cycle."""


@dataclass(frozen=True, slots=True)
class Link:
    """A menu item as a page shows it."""

    label: str
    icon: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation the user may act for; ``pk`` is the organisation's."""

    pk: int
    label: str
    current: bool


class Frame:
    """Read once per page, and only what the page asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.member: Member | None = getattr(request, "member", None)

    @cached_property
    def space(self) -> str:
        """The namespace of the page's address."""
        match = self.request.resolver_match
        return match.namespace if match else ""

    @cached_property
    def menu(self) -> list[Link]:
        if self.member is None:
            return []
        links = []
        for item in MENU:
            door = next((door for door in item.doors if door.open_to(self.member)), None)
            if door:
                links.append(Link(item.label, item.icon, reverse(door.address), self.space in item.spaces))
        return links

    @cached_property
    def places(self) -> list[Place]:
        if self.member is None:
            return []
        current = self.member.organisation.pk
        return [
            Place(place.organisation_id, place.organisation.label, place.organisation_id == current)
            for place in places_of(self.member.user)
        ]

    @cached_property
    def duties(self) -> str:
        """The duties held here, in the order of the role list: 财政绩效科、主评人."""
        if self.member is None:
            return ""
        return "、".join(duty.label for duty in Duty if duty in self.member.duties)

    @cached_property
    def open_jobs(self) -> int:
        if self.member is None or not self.member.may(Capability.JOBS_OWN):
            return 0
        return open_of(self.member).count()

    @cached_property
    def may(self) -> Mapping[str, bool]:
        """Which capabilities the member holds, by name: ``frame.may.RECHECK_RUN``."""
        member = self.member
        return {one.name: member is not None and member.may(one) for one in Capability}


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: ``frame`` in every template."""
    return {"frame": Frame(request)}
