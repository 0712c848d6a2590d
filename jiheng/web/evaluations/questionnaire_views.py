"""Questionnaires: who is asked about what, questions taken from the bank, one questionnaire as it is asked."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.questionnaires import add_questions
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.surveys.choosing import new_key
from jiheng.rules.surveys.shapes import Questionnaire
from jiheng.web.access import needs
from jiheng.web.evaluations.questionnaire_pages import (
    HEAD,
    bank_context,
    entered,
    listing_context,
    party_named,
    preview_context,
    ticked,
)
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest


@needs(Capability.EVALUATION_READ)
@require_safe
def questionnaires(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/questionnaires.html", listing_context(request, project))


@needs(Capability.EVALUATION_READ)
@require_safe
def bank(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    party = party_named(request.GET.get("party", ""))
    return render(request, "evaluations/question_bank.html", bank_context(request, project, party))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def add(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take the ticked questions into the party's questionnaire."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    party = party_named(request.POST.get("party", ""))
    said = {name: request.POST.get(name, "").strip() for name in HEAD}
    numbers = request.POST.getlist("question")
    key = new_key(party, [one.key for one in entered(project).questionnaires])
    try:
        chosen = ticked(numbers, party)
        head = Questionnaire(key, (party.value,), **said)
        revision = _revision(request)
        own = add_questions(project, party, chosen, head, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        typed = said | {"numbers": [int(one) for one in numbers if one.isdecimal()]}
        context = bank_context(request, project, party, typed) | {"revision": _revision(request)}
        return render(request, "evaluations/question_bank.html", context, status=400)
    messages.success(request, f"已把{len(chosen)}道题加入“{own.key}”。")
    return redirect("evaluations:questionnaires", pk=pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def preview(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    context = preview_context(project_of(request, pk), number)
    return render(request, "evaluations/questionnaire.html", context)


def _revision(request: MemberRequest) -> int:
    """The revision the page itself put into the form; 0 when somebody changed it into something else."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
