"""The request as our views see it: who asks, for which organisation, and whether the page is open to them."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from jiheng.orgs.duties import Member
from jiheng.orgs.models import User
from jiheng.orgs.queries import member_for
from jiheng.web.access import CLOSED, Access, Who, access_of

PLACE = "organisation"
"""The session's word for the organisation chosen in the top bar."""


class UserRequest(HttpRequest):
    """A request of somebody logged in."""

    user: User


class MemberRequest(UserRequest):
    """A request of somebody acting for an organisation."""

    member: Member


class MemberMiddleware:
    """Attaches ``request.member`` and opens a view only to those it is marked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        chosen = request.session.get(PLACE) if user.is_authenticated else None
        member = member_for(user, chosen) if user.is_authenticated else None
        request.member = member  # type: ignore[attr-defined]  # MemberRequest declares it
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        access = access_of(view)
        if access.who is Who.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return to_login(request)
        if access.who is Who.USER:
            return None
        if request.user.must_change_password:
            return redirect("accounts:password")
        check_access(access, getattr(request, "member", None))
        return None


def check_access(access: Access, member: Member | None) -> None:
    """Raise ``PermissionDenied`` with what to do unless the member may open the page."""
    if access is CLOSED:
        raise PermissionDenied("这个页面没有对任何职责开放。")
    if member is None:
        raise PermissionDenied("您的账号还没有归入任何机构。")
    if access.who is Who.DUTY and not any(member.may(capability) for capability in access.capabilities):
        raise PermissionDenied("您在当前机构的职责不包含这个页面。")


def to_login(request: HttpRequest) -> HttpResponse:
    """To the login page and back; a part of a page that reloads itself takes the whole page along."""
    login = resolve_url(settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": login})
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(f"{login}{back}")
