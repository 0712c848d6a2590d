"""Every write on organisations and people: once, twice, by the wrong duty, from another place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from jiheng.audit.models import Event
from jiheng.orgs.actions import (
    change_password,
    create_organisation,
    create_region,
    create_user,
    deactivate_user,
    grant_duty,
    join_organisation,
    reset_password,
    revoke_duty,
)
from jiheng.orgs.models import Duty, Grant, Membership, Organisation, OrganisationKind, User
from jiheng.orgs.queries import member_for, mixed_administrators, places_of
from jiheng.orgs.refusal import Refused
from tests.county import DAY, PASSWORD, County, member_named

GOOD = "Another-2026-word"


def new_user(county: County, by: str = "qh_sys", username: str = "qh_new", password: str = GOOD) -> Membership:
    return create_user(
        username=username,
        name="新人",
        password=password,
        organisation=county.school,
        by=member_named(by),
        at=DAY,
    )


def new_office(county: County, by: str, parent: Organisation | None, name: str = "清禾县水利局") -> Organisation:
    return create_organisation(
        name=name,
        kind=OrganisationKind.DEPARTMENT,
        region=county.region,
        parent=parent,
        by=member_named(by),
        at=DAY,
    )


def test_an_organisation_stands_below_its_parent(county: County) -> None:
    office = new_office(county, "qh_sys", county.education)
    assert office.path == f"/{county.education.pk}/{office.pk}/"
    event = Event.objects.last()
    assert event is not None
    assert (event.action, event.organisation_id) == ("organisation.created", office.pk)


def test_the_same_organisation_twice_is_refused(county: County) -> None:
    new_office(county, "qh_sys", None)
    with pytest.raises(Refused, match="“清禾县”内已有机构“清禾县水利局”"):
        new_office(county, "qh_sys", None)


@pytest.mark.parametrize("username", ["qh_fpd", "qh_dpt", "lz_sys"])
def test_who_does_not_manage_the_county_sets_up_no_organisation(county: County, username: str) -> None:
    with pytest.raises(PermissionDenied):
        new_office(county, username, None)
    with pytest.raises(PermissionDenied):
        new_office(county, username, county.education)


def test_an_administrator_cannot_put_a_body_of_another_region_below_an_own_one(county: County) -> None:
    with pytest.raises(PermissionDenied):
        create_organisation(
            name="借名单位",
            kind=OrganisationKind.UNIT,
            region=county.other_bureau.region,
            parent=county.education,
            by=member_named("qh_sys"),
            at=DAY,
        )


def test_a_region_is_added_below_an_own_one_once(county: County) -> None:
    by = member_named("qh_sys")
    town = create_region(code="590101001", name="南坡镇", parent=county.region, by=by, at=DAY)
    assert town.path == f"{county.region.path}{town.pk}/"
    with pytest.raises(Refused, match="590101001已经登记"):
        create_region(code="590101001", name="南坡镇", parent=county.region, by=by, at=DAY)


@pytest.mark.parametrize("username", ["lz_sys", "qh_fpd"])
def test_a_region_is_not_added_below_one_managed_by_others(county: County, username: str) -> None:
    with pytest.raises(PermissionDenied):
        create_region(code="590101001", name="南坡镇", parent=county.region, by=member_named(username), at=DAY)


def test_a_new_user_has_a_place_and_must_change_the_password(county: County) -> None:
    membership = new_user(county)
    assert membership.organisation == county.school
    assert membership.user.must_change_password
    assert membership.user.check_password(GOOD)
    assert GOOD not in Event.objects.filter(action="user.created").values_list("after", flat=True)[0]


def test_a_login_name_is_given_once(county: County) -> None:
    new_user(county)
    with pytest.raises(Refused, match="登录名“qh_new”已有人使用"):
        new_user(county)


@pytest.mark.parametrize("username", ["qh_fpd", "qh_unt", "lz_sys"])
def test_only_the_own_administrator_adds_users(county: County, username: str) -> None:
    with pytest.raises(PermissionDenied):
        new_user(county, by=username)
    assert not User.objects.filter(username="qh_new").exists()


@pytest.mark.parametrize(
    ("password", "why"),
    [("short-1A", "10"), ("alllowercaseletters", "三类"), ("Password123", "常见"), ("qh_newQH1", "相近|不得少于")],
)
def test_a_weak_password_is_refused_in_chinese(county: County, password: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        new_user(county, password=password)


def test_one_more_place_and_a_switch_between_them(county: County) -> None:
    user = new_user(county).user
    join_organisation(user, county.kindergarten, by=member_named("qh_sys"), at=DAY)
    assert [place.organisation for place in places_of(user)] == [county.school, county.kindergarten]
    member = member_for(user, county.kindergarten.pk)
    assert member is not None
    assert member.organisation == county.kindergarten
    with pytest.raises(Refused, match="已在“清禾县幼儿园”任职"):
        join_organisation(user, county.kindergarten, by=member_named("qh_sys"), at=DAY)
    with pytest.raises(PermissionDenied):
        join_organisation(user, county.health, by=member_named("lz_sys"), at=DAY)


def test_asking_for_a_place_one_does_not_have_gives_the_own_one(county: County) -> None:
    member = member_for(new_user(county).user, county.health.pk)
    assert member is not None
    assert member.organisation == county.school


def test_a_person_without_a_place_is_no_member(county: County) -> None:
    assert member_for(User.objects.create(username="nobody", name="无职")) is None


def test_a_duty_is_granted_once(county: County) -> None:
    membership = new_user(county)
    by = member_named("qh_sys")
    grant_duty(membership, Duty.UNT, by=by, at=DAY)
    member = member_for(membership.user)
    assert member is not None
    assert member.duties == {Duty.UNT}
    with pytest.raises(Refused, match="已有“预算单位”职责"):
        grant_duty(membership, Duty.UNT, by=by, at=DAY)


def test_nobody_is_granted_a_duty_over_bodies_the_administrator_does_not_manage(county: County) -> None:
    membership = new_user(county)
    with pytest.raises(PermissionDenied):
        grant_duty(membership, Duty.DPT, by=member_named("qh_sys"), at=DAY, scope=county.other_bureau)
    with pytest.raises(PermissionDenied):
        grant_duty(membership, Duty.DPT, by=member_named("lz_sys"), at=DAY)


def test_an_administrator_gets_no_business_duty_and_the_other_way_round(county: County) -> None:
    administrator = Membership.objects.get(user__username="qh_sys")
    officer = Membership.objects.get(user__username="qh_fpd")
    by = member_named("qh_sys")
    with pytest.raises(Refused, match="系统管理员不得兼任业务职责"):
        grant_duty(administrator, Duty.FPD, by=by, at=DAY)
    with pytest.raises(Refused, match="系统管理员不得兼任业务职责"):
        grant_duty(officer, Duty.SYS, by=by, at=DAY)
    elsewhere = join_organisation(administrator.user, county.education, by=by, at=DAY)
    with pytest.raises(Refused, match="系统管理员不得兼任业务职责"):
        grant_duty(elsewhere, Duty.DPT, by=by, at=DAY)
    assert not mixed_administrators().exists()


def test_a_mixed_administrator_made_behind_the_actions_stops_the_start(county: County) -> None:
    administrator = Membership.objects.get(user__username="qh_sys")
    call_command("check", tags=["database"], databases=["default"])
    Grant.objects.create(membership=administrator, duty=Duty.FPD, scope=county.bureau)
    with pytest.raises(SystemCheckError, match="系统管理员不得兼任业务职责"):
        call_command("check", tags=["database"], databases=["default"])


def test_a_duty_is_taken_back_once(county: County) -> None:
    grant = Grant.objects.get(membership__user__username="qh_unt")
    with pytest.raises(PermissionDenied):
        revoke_duty(grant, by=member_named("lz_sys"), at=DAY)
    with pytest.raises(PermissionDenied):
        revoke_duty(grant, by=member_named("qh_fpd"), at=DAY)
    revoke_duty(grant, by=member_named("qh_sys"), at=DAY)
    assert member_named("qh_unt").duties == frozenset()
    with pytest.raises(Refused, match="已经收回"):
        revoke_duty(grant, by=member_named("qh_sys"), at=DAY)


def test_a_login_is_closed_once(county: County) -> None:
    user = User.objects.get(username="qh_unt")
    with pytest.raises(PermissionDenied):
        deactivate_user(user, organisation=county.school, by=member_named("qh_dpt"), at=DAY)
    with pytest.raises(PermissionDenied):
        deactivate_user(user, organisation=county.school, by=member_named("lz_sys"), at=DAY)
    with pytest.raises(Refused, match="不在“清禾县卫生健康局”任职"):
        deactivate_user(user, organisation=county.health, by=member_named("qh_sys"), at=DAY)
    deactivate_user(user, organisation=county.school, by=member_named("qh_sys"), at=DAY)
    assert not User.objects.get(pk=user.pk).is_active
    with pytest.raises(Refused, match="已停用"):
        deactivate_user(user, organisation=county.school, by=member_named("qh_sys"), at=DAY)


def test_a_person_changes_the_own_password(county: County) -> None:
    user = new_user(county).user
    with pytest.raises(Refused, match="原密码不对"):
        change_password(user, old="wrong", new=PASSWORD, at=DAY)
    with pytest.raises(Refused, match="与原密码相同"):
        change_password(user, old=GOOD, new=GOOD, at=DAY)
    with pytest.raises(Refused, match="三类"):
        change_password(user, old=GOOD, new="alllowercaseletters", at=DAY)
    change_password(user, old=GOOD, new=PASSWORD, at=DAY)
    stored = User.objects.get(pk=user.pk)
    assert stored.check_password(PASSWORD)
    assert not stored.must_change_password
    with pytest.raises(Refused, match="原密码不对"):
        change_password(user, old=GOOD, new=GOOD + "2", at=DAY)


def test_an_administrator_resets_a_password_and_it_must_be_changed(county: County) -> None:
    user = User.objects.get(username="qh_unt")
    for wrong in ("qh_fpd", "lz_sys"):
        with pytest.raises(PermissionDenied):
            reset_password(user, organisation=county.school, new=GOOD, by=member_named(wrong), at=DAY)
    reset_password(user, organisation=county.school, new=GOOD, by=member_named("qh_sys"), at=DAY)
    stored = User.objects.get(pk=user.pk)
    assert stored.check_password(GOOD)
    assert stored.must_change_password
