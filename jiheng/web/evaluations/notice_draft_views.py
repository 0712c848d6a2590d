"""Drafting a written notice in one go: addressee, deadline, items, and the two clauses that stay."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.notices import save_notice
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.requests import addresses_of, asked_of
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.request_items import ProposedItem, proposed_items
from jiheng.rules.evidence.request_states import next_notice_number
from jiheng.rules.evidence.shapes import IndicatorLine, Subject
from jiheng.rules.implementation.fieldwork import traits_of
from jiheng.web.access import needs
from jiheng.web.evaluations.notice_form import (
    ItemLine,
    NoticeForm,
    bodies_for,
    initial_of,
    lines_from,
    lines_typed,
    require_known,
)
from jiheng.web.evaluations.notice_pages import is_open, notice_trail
from jiheng.web.evaluations.notice_views import standing_of_notice
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.keys import key_in
from jiheng.web.notice_letters import clauses_of
from jiheng.web.request import MemberRequest

TO = {"implementing": Subject.IMPLEMENTING}


@needs(Capability.EVALUATION_EDIT)
@require_safe
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """A new notice to the department, or with ``?to=implementing`` to the implementing unit."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    subject = TO.get(request.GET.get("to", ""), Subject.EVALUATED)
    to = project.implementing_unit if subject is Subject.IMPLEMENTING else project.department
    bodies = bodies_for(project, to)
    used = [one.notice.number for one in asked_of(project, localdate()).standings]
    initial = {"number": next_notice_number(project.code, used), "to": to}
    initial |= {"organisation": str(bodies[0].pk)} if bodies else {}
    form = NoticeForm(None, bodies, initial=initial)
    return _page(request, project, form, lines_from(_proposed(project, subject)), subject=subject)


@needs(Capability.EVALUATION_EDIT)
@require_safe
def edit(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """A draft to be changed; a notice that went out is not there."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    notice = standing_of_notice(project, number).notice
    if notice.sent_on is not None:
        raise Http404("通知已经发出，不能再改")
    subject = Subject.IMPLEMENTING if notice.to == project.implementing_unit else Subject.EVALUATED
    row = addresses_of(project).get(number)
    initial = initial_of(notice, clauses_of(project), row.organisation if row else None)
    form = NoticeForm(None, bodies_for(project, notice.to), initial=initial)
    lines = lines_from(_proposed(project, subject), notice.items)
    return _page(request, project, form, lines, subject=subject, replaces=number)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the draft; what cannot be kept comes back as it was typed."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    form = NoticeForm(request.POST, bodies_for(project, key_in(request.POST, "to")))
    lines = lines_typed(request.POST, (one.code for one in preparation_of(project, {"indicators"}).indicators))
    replaces, revision = request.POST.get("replaces", ""), count_in(request, "revision")
    try:
        if not form.is_valid():
            raise Refused("有几栏需要改正，没有保存。您填的都还在")
        require_known(lines)
        notice = form.notice(clauses_of(project), lines)
        member, body = request.member, form.body
        save_notice(project, notice, body, revision=revision, replaces=replaces, by=member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, project, form, lines, status=422, replaces=replaces, revision=revision)
    messages.success(request, f"通知“{notice.number}”已存为草稿。核对后下载发出，再登记发出。")
    return redirect("evaluations:notice", pk=pk, number=notice.number)


def _page(
    request: MemberRequest,
    project: EvaluationProject,
    form: NoticeForm,
    lines: Sequence[ItemLine],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "lines": lines,
        "clauses": clauses_of(project),
        "editable": is_open(request, project),
        "revision": project.revision,
        "trail": notice_trail(project, "改通知" if more.get("replaces") else "新通知"),
    }
    return render(request, "evaluations/notice_draft.html", context | more, status=status)


def _proposed(project: EvaluationProject, subject: Subject) -> tuple[ProposedItem, ...]:
    preparation = preparation_of(project, {"indicators"})
    lines = tuple(IndicatorLine(one.code, one.name, one.level1) for one in preparation.indicators)
    return proposed_items(traits_of(preparation.project), lines, subject)
