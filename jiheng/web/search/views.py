"""One page of results for the search box in the top bar."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiheng.web.access import any_member
from jiheng.web.request import MemberRequest
from jiheng.web.search.queries import (
    found_clauses,
    found_evaluations,
    found_forms,
    found_materials,
    found_people,
)

LONGEST = 60


@any_member
@require_safe
def results(request: MemberRequest) -> HttpResponse:
    sought = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]  # PostgreSQL takes no NUL
    context: dict[str, object] = {"sought": sought}
    if sought:
        forms = found_forms(request.member, sought)
        evaluations = found_evaluations(request.member, sought)
        materials = found_materials(request.member, sought)
        clauses = found_clauses(request.member, sought)
        people = found_people(request.member, sought)
        context |= {"forms": forms, "evaluations": evaluations, "clauses": clauses, "people": people}
        context["materials"] = materials
        context["nothing"] = not (forms or evaluations or materials or clauses or people)
    return render(request, "search/results.html", context)
