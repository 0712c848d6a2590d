"""The only door to another unit's rows.

A scoped model says where its owner stands: ``scope_field = "organisation"`` or a path such as
``"batch__organisation"``; ``system_rows = True`` marks the few tables a system administrator may see.
"""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from jiheng.orgs.duties import REACH_OF, Capability, Held, Member, Reach
from jiheng.orgs.models import Duty, OrganisationKind

Row = TypeVar("Row", bound=Model)


def visible(queryset: QuerySet[Row], member: Member, capability: Capability | None = None) -> QuerySet[Row]:
    """The rows within the reach of the member's duties; with a capability, of those that open it.

    A model without ``scope_field`` is a ``TypeError``: nothing is visible by oversight.
    """
    field = getattr(queryset.model, "scope_field", None)
    if not isinstance(field, str):
        raise TypeError(f"{queryset.model.__name__} does not say which organisation owns its rows")
    held = member.held if capability is None else member.holds(capability)
    if not getattr(queryset.model, "system_rows", False):
        held = tuple(one for one in held if one.duty is not Duty.SYS)
    if not held:
        return queryset.none()
    within = Q()
    for one in held:
        within |= _within(one, field)
    return queryset.filter(within)


def find(queryset: QuerySet[Row], member: Member, capability: Capability | None = None, **lookup: object) -> Row:
    """The one visible row that fits; ``Http404`` when there is none, so nobody learns that it exists."""
    row = visible(queryset, member, capability).filter(**lookup).first()
    if row is None:
        raise Http404("没有找到，或不在您的范围内")
    return row


def _within(held: Held, field: str) -> Q:
    prefix = f"{field}__" if field else ""
    reach = REACH_OF[held.duty]
    if reach is Reach.OWN:
        return Q(**{f"{prefix}pk": held.scope.pk})
    if reach is Reach.REGION and held.scope.kind == OrganisationKind.FINANCE:
        return Q(**{f"{prefix}region__path__startswith": held.scope.region.path})
    return Q(**{f"{prefix}path__startswith": held.scope.path})
