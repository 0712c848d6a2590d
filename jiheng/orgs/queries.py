"""Reading members and the separation of duties."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from jiheng.orgs.duties import Capability, Held, Member
from jiheng.orgs.models import Duty, Membership, Organisation, OrganisationKind, User
from jiheng.orgs.scope import visible


def member_for(user: User, organisation_id: int | None = None) -> Member | None:
    """The user as a member of the organisation asked for, else of the first one; ``None`` without any place."""
    places = Membership.objects.filter(user=user).select_related("organisation__region")
    place = places.filter(organisation_id=organisation_id).first() if organisation_id else None
    place = place or places.first()
    if place is None:
        return None
    grants = place.grants.select_related("scope__region")
    return Member(user, place.organisation, tuple(Held(Duty(grant.duty), grant.scope) for grant in grants))


def places_of(user: User) -> Sequence[Membership]:
    """Every place the user may act in, for the organisation switch."""
    return list(Membership.objects.filter(user=user).select_related("organisation"))


def memberships(member: Member) -> QuerySet[Membership]:
    """The people the member manages, with their grants."""
    rows = visible(Membership.objects.all(), member, Capability.USERS_MANAGE)
    return rows.select_related("user", "organisation").prefetch_related("grants__scope")


def subtree(organisation: Organisation) -> QuerySet[Organisation]:
    """An organisation the caller has found through the scope, and everything below it."""
    return Organisation.objects.filter(path__startswith=organisation.path)


def bodies_named(names: Collection[str]) -> QuerySet[Organisation]:
    """The departments and units that carry one of these names, in full; who is meant is told by the name alone."""
    kinds = (OrganisationKind.DEPARTMENT, OrganisationKind.UNIT)
    wanted = {name.strip() for name in names if name.strip()}
    return Organisation.objects.filter(name__in=wanted, kind__in=kinds).select_related("region")


def mixed_administrators() -> QuerySet[User]:
    """People who hold the system administrator's duty beside any other; there must be none (SOD-4)."""
    administrators = User.objects.filter(memberships__grants__duty=Duty.SYS).values("pk")
    return User.objects.filter(
        pk__in=administrators, memberships__grants__duty__in=[duty for duty in Duty if duty is not Duty.SYS]
    ).distinct()
