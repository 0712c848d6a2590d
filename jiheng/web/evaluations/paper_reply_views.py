"""书面回函: what a unit answered on paper, entered opinion by opinion with the scanned letter."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_opinions import MOST_WRITTEN, WrittenOpinion, enter_paper_reply
from jiheng.evaluation.models import ReportSending
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.evaluations.draft_opinion_pages import opinions_trail
from jiheng.web.evaluations.draft_opinion_views import sending_in, stored
from jiheng.web.evaluations.notice_typing import day_typed
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.report_reading import readable, section_names
from jiheng.web.request import MemberRequest

LINES: Final = 6
"""Empty lines the form begins with, and how many are added at once."""


@needs(Capability.EVALUATION_EDIT)
@require_safe
def form(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    sending = sending_in(project_of(request, pk, Capability.EVALUATION_EDIT), number)
    return _page(request, sending, [WrittenOpinion("", "")] * LINES)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Enter the letter; ``more`` only adds empty lines to what was typed."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    sending, lines = sending_in(project, number), _typed(request)
    if "more" in request.POST:
        return _page(request, sending, [*lines, *[WrittenOpinion("", "")] * LINES][:MOST_WRITTEN])
    try:
        day = day_typed(request, "replied_on", "回函日期", default=localdate())
        enter_paper_reply(
            sending,
            stored(request, project, "letter", "书面回函"),
            [one for one in lines if one.content.strip()],
            replied_on=day,
            no_opinion=bool(request.POST.get("no_opinion")),
            revision=count_in(request, "revision"),
            by=request.member,
            at=now(),
        )
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, sending_in(project, number), lines, status=422)
    messages.success(request, f"“{sending.unit}”的书面回函已录入。")
    return redirect("evaluations:report-opinions", pk=pk)


def _typed(request: MemberRequest) -> list[WrittenOpinion]:
    sections, contents = request.POST.getlist("section"), request.POST.getlist("content")
    return [WrittenOpinion(*pair) for pair in zip(sections, contents, strict=False)][:MOST_WRITTEN]


def _page(
    request: MemberRequest, sending: ReportSending, lines: Sequence[WrittenOpinion], status: int = 200
) -> HttpResponse:
    project = sending.version.project
    context = {
        "project": project,
        "sending": sending,
        "lines": lines,
        "sections": section_names(readable(sending.version)[0]),
        "today": localdate(),
        "typed": request.POST.dict(),
        "trail": opinions_trail(project, "录入书面回函"),
    }
    return render(request, "evaluations/paper_reply.html", context, status=status)
