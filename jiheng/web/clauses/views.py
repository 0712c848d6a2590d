"""条款对照, one clause, and the numbers of one instrument."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiheng.clause_table import clause_table
from jiheng.orgs.duties import Capability
from jiheng.rules.clauses import Status, clause_entry
from jiheng.rules.law import UnknownInstrument, load_instrument
from jiheng.web.access import needs
from jiheng.web.clauses.forms import ClauseFilter
from jiheng.web.clauses.queries import clause_row, counts, grouped, line, matching, parameter_lines
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for


@needs(Capability.CLAUSES_READ)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = ClauseFilter(request.GET)
    found = matching(clause_table(), form.word("q"), form.word("instrument"))
    tally, status = counts(found), form.word("status")
    choices = [("", "全部", len(found)), *((one.value, one.label, tally[one]) for one in Status)]
    rows = [row for row in found if not status or row.status == status]
    context = {
        "form": form,
        "tabs": tabs_for(request.GET, "status", choices, status),
        "groups": grouped(rows),
        "total": len(clause_table()),
        "found": len(rows),
    }
    return render(request, "clauses/list.html", context)


@needs(Capability.CLAUSES_READ)
@require_safe
def detail(request: MemberRequest, instrument: str, number: str) -> HttpResponse:
    row = clause_row(f"{instrument}/{number}")
    if row is None:
        raise Http404("没有这一条款")
    owner = load_instrument(row.instrument)
    context = {
        "line": line(row),
        "row": row,
        "sources": clause_entry(row.id).sources,
        "instrument": owner,
        "parameters": parameter_lines(owner, row.id),
        "trail": [listing_step(), TrailStep(f"{owner.short_title} {number}")],
    }
    return render(request, "clauses/detail.html", context)


@needs(Capability.CLAUSES_READ)
@require_safe
def parameters(request: MemberRequest, instrument: str) -> HttpResponse:
    try:
        found = load_instrument(instrument)
    except UnknownInstrument as unknown:
        raise Http404(str(unknown)) from unknown
    context = {
        "instrument": found,
        "base": load_instrument(found.base) if found.base else None,
        "parameters": parameter_lines(found),
        "trail": [listing_step(), TrailStep(found.short_title)],
    }
    return render(request, "clauses/instrument.html", context)


def listing_step() -> TrailStep:
    return TrailStep("条款对照", reverse("clauses:list"))
