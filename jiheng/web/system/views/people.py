"""One person in one organisation: duties, password, login."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiheng.orgs.actions import create_user, deactivate_user, grant_duty, reset_password, revoke_duty
from jiheng.orgs.duties import Capability
from jiheng.orgs.models import Duty, Grant, Membership, Organisation
from jiheng.orgs.queries import memberships
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.web.access import needs
from jiheng.web.request import MemberRequest
from jiheng.web.system.forms import GrantForm, PasswordForm, PersonForm
from jiheng.web.tabs import TrailStep


@needs(Capability.USERS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = find(Organisation.objects.all(), request.member, Capability.USERS_MANAGE, pk=pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            place = create_user(**form.cleaned_data, organisation=organisation, by=request.member, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记{place.user}，还没有职责，请接着授予。")
            return redirect("system:person", place.pk)
    context = {"form": form, "organisation": organisation, "title": "登记用户", "act": "登记"}
    return render(request, "system/form.html", context, status=422 if form.errors else 200)


@needs(Capability.USERS_MANAGE)
@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    return person_page(request, place_of(request, pk))


@needs(Capability.USERS_MANAGE)
@require_POST
def grant(request: MemberRequest, pk: int) -> HttpResponse:
    place = place_of(request, pk)
    form = GrantForm(place.organisation, request.POST)
    if not form.is_valid():
        return person_page(request, place, grant_form=form)
    duty, scope = Duty(form.cleaned_data["duty"]), form.cleaned_data["scope"]
    return told(
        request,
        place,
        f"已授予“{duty.label}”，范围：{scope}。",
        lambda: grant_duty(place, duty, scope=scope, by=request.member, at=now()),
    )


@needs(Capability.USERS_MANAGE)
@require_POST
def revoke(request: MemberRequest, pk: int, grant: int) -> HttpResponse:
    place = place_of(request, pk)
    held = Grant.objects.filter(membership=place, pk=grant).select_related("scope").first()
    if held is None:
        messages.error(request, "这项职责已经收回。")
        return redirect("system:person", place.pk)
    done = f"已收回“{held.get_duty_display()}”，范围：{held.scope}。"
    return told(request, place, done, lambda: revoke_duty(held, by=request.member, at=now()))


@needs(Capability.USERS_MANAGE)
@require_POST
def reset(request: MemberRequest, pk: int) -> HttpResponse:
    place = place_of(request, pk)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return person_page(request, place, password_form=form)
    done = f"已重置{place.user}的密码，下次登录时须由本人改掉。"
    new, where = form.cleaned_data["password"], place.organisation
    act = partial(reset_password, place.user, organisation=where, new=new, by=request.member, at=now())
    return told(request, place, done, act)


@needs(Capability.USERS_MANAGE)
@require_POST
def deactivate(request: MemberRequest, pk: int) -> HttpResponse:
    place = place_of(request, pk)
    return told(
        request,
        place,
        f"已停用{place.user}的账号，其办理过的内容不变。",
        lambda: deactivate_user(place.user, organisation=place.organisation, by=request.member, at=now()),
    )


def place_of(request: MemberRequest, pk: int) -> Membership:
    """The place the address names, within the administrator's reach."""
    return find(memberships(request.member), request.member, Capability.USERS_MANAGE, pk=pk)


def told(request: MemberRequest, place: Membership, done: str, act: Callable[[], object]) -> HttpResponse:
    """Do it, say whether it was done, and go back to the person."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("system:person", place.pk)


def person_page(
    request: MemberRequest,
    place: Membership,
    grant_form: GrantForm | None = None,
    password_form: PasswordForm | None = None,
) -> HttpResponse:
    """The page of one person, with the form that was filled in wrongly, if any."""
    organisation = place.organisation
    context = {
        "place": place,
        "grants": place.grants.select_related("scope"),
        "grant_form": grant_form or GrantForm(organisation),
        "password_form": password_form or PasswordForm(),
        "trail": [
            TrailStep("机构与用户", reverse("system:organisations")),
            TrailStep(organisation.name, reverse("system:organisation", args=[organisation.pk])),
            TrailStep(place.user.name),
        ],
    }
    return render(request, "system/person.html", context, status=422 if grant_form or password_form else 200)
