"""操作记录: the chain of events and its check."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jiheng.audit.chain import Problem
from jiheng.audit.models import Event
from jiheng.audit.queries import anchor, verify
from jiheng.orgs.duties import Capability
from jiheng.orgs.scope import visible
from jiheng.web.access import needs
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.system.tree import system_tabs
from jiheng.web.system.words import action_label, changes, matching_actions, subject_label

MOST_PROBLEMS = 50


@needs(Capability.AUDIT_READ)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return events_page(request, {})


@needs(Capability.AUDIT_READ)
@require_POST
def verify_chain(request: MemberRequest) -> HttpResponse:
    problems: list[Problem] = verify()
    return events_page(
        request,
        {"verified": True, "problems": problems[:MOST_PROBLEMS], "problem_count": len(problems), "anchor": anchor()},
    )


def events_page(request: MemberRequest, result: dict[str, object]) -> HttpResponse:
    """The newest events first, those that fit the words of the address, with the result of a check."""
    sought = request.GET.get("q", "").replace("\0", "").strip()[:60]  # PostgreSQL takes no NUL
    events = visible(Event.objects.all(), request.member, Capability.AUDIT_READ)
    if sought:
        who = Q(actor__name__icontains=sought) | Q(organisation__name__icontains=sought)
        events = events.filter(who | Q(action__in=matching_actions(sought)))
    page = page_of(request, events.select_related("actor", "organisation").order_by("-seq"))
    rows = [(event, action_label(event.action), subject_label(event.subject_type), changes(event)) for event in page]
    context = {"page": page, "rows": rows, "words": sought, "tabs": system_tabs(request.member, "events")}
    return render(request, "system/events.html", context | result)
