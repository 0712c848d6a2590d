"""The organisations a member may see, laid out as a tree, and the tabs of the system pages."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.models import Organisation
from jiheng.orgs.scope import visible
from jiheng.web.tabs import Tab


@dataclass(frozen=True, slots=True)
class Branch:
    """One organisation in reading order; ``depth`` counts from the topmost visible one."""

    organisation: Organisation
    depth: int
    people: int


def organisation_tree(member: Member) -> list[Branch]:
    """Every visible organisation under the one above it, those of a region together."""
    rows = (
        visible(Organisation.objects.all(), member, Capability.ORGANISATIONS_READ)
        .select_related("region")
        .annotate(people=Count("memberships"))
    )
    by_path = {row.path: row for row in rows}
    branches = []
    for path, row in sorted(by_path.items(), key=lambda item: _order(item[0])):
        depth = sum(1 for other in by_path if other != path and path.startswith(other))
        branches.append(Branch(row, min(depth, 5), row.people))
    return branches


def system_tabs(member: Member, current: str) -> list[Tab]:
    """The system pages open to the member."""
    pages = (
        ("organisations", "机构与用户", Capability.ORGANISATIONS_READ),
        ("events", "操作记录", Capability.AUDIT_READ),
    )
    return [
        Tab(label, reverse(f"system:{name}"), name == current)
        for name, label, capability in pages
        if member.may(capability)
    ]


def _order(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.strip("/").split("/"))
