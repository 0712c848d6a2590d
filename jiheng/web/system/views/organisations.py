"""The tree of organisations and one organisation with its people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from jiheng.orgs.actions import create_organisation
from jiheng.orgs.duties import Capability, require
from jiheng.orgs.models import Membership, Organisation, OrganisationKind
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find, visible
from jiheng.web.access import needs
from jiheng.web.request import MemberRequest
from jiheng.web.system.forms import OrganisationForm
from jiheng.web.system.tree import organisation_tree, system_tabs
from jiheng.web.tabs import TrailStep


@needs(Capability.ORGANISATIONS_READ)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    tree = organisation_tree(request.member)
    context = {"tree": tree, "tabs": system_tabs(request.member, "organisations"), "count": len(tree)}
    return render(request, "system/organisations.html", context)


@needs(Capability.ORGANISATIONS_READ)
@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = find(Organisation.objects.all(), request.member, Capability.ORGANISATIONS_READ, pk=pk)
    people = visible(Membership.objects.all(), request.member, Capability.ORGANISATIONS_READ)
    context = {
        "organisation": organisation,
        "people": people.filter(organisation=organisation)
        .select_related("user")
        .prefetch_related("grants__scope")
        .order_by("user__name"),
        "below": organisation.children.order_by("path"),
        "trail": [TrailStep("机构与用户", reverse("system:organisations")), TrailStep(organisation.name)],
    }
    return render(request, "system/organisation.html", context)


@needs(Capability.USERS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def create_below(request: MemberRequest, pk: int) -> HttpResponse:
    parent = find(Organisation.objects.all(), request.member, Capability.USERS_MANAGE, pk=pk)
    require(request.member, Capability.USERS_MANAGE, over=parent)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        kind = OrganisationKind(words.pop("kind"))
        try:
            made = create_organisation(
                **words, kind=kind, region=parent.region, parent=parent, by=request.member, at=now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记“{made}”。")
            return redirect("system:organisation", made.pk)
    context = {"form": form, "organisation": parent, "title": "登记下级机构", "act": "登记"}
    return render(request, "system/form.html", context, status=422 if form.errors else 200)
