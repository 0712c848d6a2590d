"""Writes on regions, organisations, users and duties."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from jiheng.audit.actions import record
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.models import Duty, Grant, Membership, Organisation, OrganisationKind, Region, User
from jiheng.orgs.refusal import Refused


@transaction.atomic
def create_region(*, code: str, name: str, parent: Region | None, by: Member | None, at: datetime) -> Region:
    """Add a region under ``parent``. ``by`` is ``None`` only while an installation is being set up."""
    if by is not None and (parent is None or not _covers_region(by, parent)):
        raise PermissionDenied("您的职责不包含这项操作，请联系上级管理员")
    if Region.objects.filter(code=code).exists():
        raise Refused(f"行政区划代码{code}已经登记，请核对")
    region = Region.objects.create(code=code, name=name, parent=parent)
    region.path = f"{parent.path if parent else '/'}{region.pk}/"
    Region.objects.filter(pk=region.pk).update(path=region.path)
    record(by.user if by else None, "region.created", region, at=at, after={"code": code, "name": name})
    return region


@transaction.atomic
def create_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    region: Region,
    parent: Organisation | None,
    by: Member | None,
    at: datetime,
    short_name: str = "",
) -> Organisation:
    """Add an organisation under ``parent`` (``None`` for the top of its tree)."""
    _may_set_up(by, region, parent)
    if Organisation.objects.filter(region=region, name=name).exists():
        raise Refused(f"“{region}”内已有机构“{name}”，请核对名称")
    organisation = Organisation.objects.create(
        name=name, short_name=short_name, kind=kind, region=region, parent=parent
    )
    organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
    Organisation.objects.filter(pk=organisation.pk).update(path=organisation.path)
    record(
        by.user if by else None,
        "organisation.created",
        organisation,
        at=at,
        organisation_id=organisation.pk,
        after={"name": name, "kind": kind, "region": region.code, "parent": parent.pk if parent else None},
    )
    return organisation


@transaction.atomic
def create_user(
    *,
    username: str,
    name: str,
    password: str,
    organisation: Organisation,
    by: Member | None,
    at: datetime,
    phone: str = "",
    must_change_password: bool = True,
) -> Membership:
    """Add a person with a place in ``organisation``; the place is returned, ``.user`` is the person."""
    _may_manage(by, over=organisation)
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已有人使用，请换一个")
    user = User(username=username, name=name, phone=phone, must_change_password=must_change_password)
    _set_checked_password(user, password)
    user.save()
    membership = Membership.objects.create(user=user, organisation=organisation)
    _record_user(by, "user.created", membership, at, {"username": username, "name": name})
    return membership


@transaction.atomic
def join_organisation(user: User, organisation: Organisation, *, by: Member | None, at: datetime) -> Membership:
    """Give a person one more place."""
    _may_manage(by, over=organisation)
    membership, made = Membership.objects.get_or_create(user=user, organisation=organisation)
    if not made:
        raise Refused(f"{user}已在“{organisation}”任职")
    _record_user(by, "user.joined", membership, at, {"organisation": organisation.name})
    return membership


@transaction.atomic
def grant_duty(
    membership: Membership, duty: Duty, *, by: Member | None, at: datetime, scope: Organisation | None = None
) -> Grant:
    """Give a duty over ``scope`` (own organisation by default).

    SOD-4: the system administrator's duty and any other one never meet in one person, in any place.
    """
    scope = scope or membership.organisation
    _may_manage(by, over=membership.organisation)
    _may_manage(by, over=scope)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    held = Grant.objects.filter(membership__user=user)
    if (held.exclude(duty=Duty.SYS) if duty is Duty.SYS else held.filter(duty=Duty.SYS)).exists():
        raise Refused(f"系统管理员不得兼任业务职责（{user}），请另设账号")
    try:
        with transaction.atomic():
            grant = Grant.objects.create(membership=membership, duty=duty, scope=scope)
    except IntegrityError as error:
        raise Refused(f"{user}已有“{duty.label}”职责（{scope}），不必重复授予") from error
    _record_user(by, "duty.granted", membership, at, {"duty": duty, "scope": scope.name})
    return grant


@transaction.atomic
def revoke_duty(grant: Grant, *, by: Member, at: datetime) -> None:
    """Take a duty back."""
    membership = grant.membership
    require(by, Capability.USERS_MANAGE, over=membership.organisation)
    removed, _ = Grant.objects.filter(pk=grant.pk).delete()
    if not removed:
        raise Refused("这项职责已经收回，请刷新页面")
    record(
        by.user,
        "duty.revoked",
        membership.user,
        at=at,
        organisation_id=membership.organisation_id,
        before={"duty": grant.duty, "scope": grant.scope.name},
    )


@transaction.atomic
def deactivate_user(user: User, *, organisation: Organisation, by: Member, at: datetime) -> None:
    """Close a login; nothing the person did is lost."""
    require(by, Capability.USERS_MANAGE, over=organisation)
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        raise Refused(f"{user}不在“{organisation}”任职，请核对")
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Refused("该账号已停用，请刷新页面")
    user.is_active = False
    record(by.user, "user.deactivated", user, at=at, organisation_id=organisation.pk)


@transaction.atomic
def change_password(user: User, *, old: str, new: str, at: datetime) -> None:
    """A person changes their own password; ``user`` is updated in place."""
    stored = User.objects.select_for_update().get(pk=user.pk)
    if not stored.check_password(old):
        raise Refused("原密码不对，请重新输入")
    if old == new:
        raise Refused("新密码与原密码相同，请另设一个")
    _set_checked_password(stored, new)
    stored.must_change_password = False
    stored.save(update_fields=["password", "must_change_password"])
    user.password, user.must_change_password = stored.password, False
    record(user, "user.password_changed", user, at=at)


@transaction.atomic
def reset_password(user: User, *, organisation: Organisation, new: str, by: Member, at: datetime) -> None:
    """An administrator sets a first password again; the person must change it at the next login."""
    require(by, Capability.USERS_MANAGE, over=organisation)
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        raise Refused(f"{user}不在“{organisation}”任职，请核对")
    stored = User.objects.select_for_update().get(pk=user.pk)
    _set_checked_password(stored, new)
    stored.must_change_password = True
    stored.save(update_fields=["password", "must_change_password"])
    record(by.user, "user.password_reset", user, at=at, organisation_id=organisation.pk)


def _may_manage(by: Member | None, over: Organisation | None = None) -> None:
    if by is not None:
        require(by, Capability.USERS_MANAGE, over=over)


def _may_set_up(by: Member | None, region: Region, parent: Organisation | None) -> None:
    """Below a body one manages, or anywhere in a region one manages whole."""
    _may_manage(by, over=parent)
    below_own = parent is not None and parent.region_id == region.pk
    if by is not None and not below_own and not _covers_region(by, region):
        raise PermissionDenied("该行政区划不在您的管理范围内，请联系上级管理员")


def _covers_region(by: Member, region: Region) -> bool:
    return any(held.covers_region(region) for held in by.holds(Capability.USERS_MANAGE))


def _set_checked_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    user.set_password(password)


def _record_user(by: Member | None, action: str, place: Membership, at: datetime, after: Mapping[str, str]) -> None:
    actor = by.user if by else None
    record(actor, action, place.user, at=at, organisation_id=place.organisation_id, after=dict(after))
