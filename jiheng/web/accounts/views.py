"""Logging in and out, the own password, the choice of organisation."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from jiheng.orgs.actions import change_password
from jiheng.orgs.queries import places_of
from jiheng.orgs.refusal import Refused
from jiheng.web.access import any_member, any_user, public
from jiheng.web.accounts.demo import demo_logins
from jiheng.web.accounts.forms import LoginForm, OwnPasswordForm, PlaceForm
from jiheng.web.request import PLACE, MemberRequest, UserRequest


class Login(LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"demo_logins": demo_logins()}


login = public(Login.as_view())
logout = public(LogoutView.as_view())


@any_user
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: UserRequest) -> HttpResponse:
    form = OwnPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old_password"], form.cleaned_data["new_password1"]
        try:
            change_password(request.user, old=old, new=new, at=now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, "密码已修改，下次登录请用新密码。")
            return redirect("workbench:home")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@any_member
@require_POST
def switch(request: MemberRequest) -> HttpResponse:
    form = PlaceForm(request.POST)
    places = {place.organisation_id: place.organisation for place in places_of(request.user)}
    chosen = places.get(form.cleaned_data["organisation"]) if form.is_valid() else None
    if chosen is None:
        messages.error(request, "您不在这个机构任职，当前机构没有改变。")
    else:
        request.session[PLACE] = chosen.pk
        messages.success(request, f"现在代表“{chosen}”办理。")
    return redirect("workbench:home")
