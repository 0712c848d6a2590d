"""Writing the report: section by section with figures inserted by name, its problems, its recommendations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_writing import (
    Typed,
    choose_key_problems,
    draft_texts,
    remove_recommendation,
    save_recommendation,
    save_texts,
)
from jiheng.evaluation.models import EvaluationProject, ReportText
from jiheng.evaluation.report_queries import recommendations, texts_by_item
from jiheng.evaluation.report_shapes import setup_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.preparation.result import Said
from jiheng.rules.reporting.checks import place_of
from jiheng.rules.reporting.outline import OutlineItem, OutlineSection, outline_for
from jiheng.rules.reporting.prose import Piece, pieces
from jiheng.web.access import needs
from jiheng.web.evaluations.report_pages import may_write, trail_of
from jiheng.web.evaluations.reporting import Standing, standing_report
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.keys import keys_in
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

PAGE, ADVICE = "evaluations/report_section.html", "evaluations/report_advice.html"
ADVICE_PAGE: Final = "evaluations:report-advice"
NO_SECTION: Final = "报告提纲里没有这一节"


@dataclass(frozen=True, slots=True)
class ItemForm:
    """One sub-item on the page: what was typed, how it reads with its figures, what is wrong with it.

    ``kept`` is what somebody else saved meanwhile, to lay beside what was typed.
    """

    item: OutlineItem
    text: str
    absent: bool
    revision: int
    read: tuple[Piece, ...]
    said: tuple[Said, ...]
    kept: str = ""


@needs(Capability.EVALUATION_READ)
@require_safe
def section(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, PAGE, _section_context(request, project, key))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def save_section(request: MemberRequest, pk: int, key: str) -> HttpResponseBase:
    """Keep every sub-item of one section, all or none; what was typed stays when it cannot be kept."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    outline = outline_for(standing_report(project).project)
    typed = _typed(_section(project, key), request.POST)
    try:
        changed = save_texts(project, outline, typed, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"没有保存：{refusal}。")
        return render(request, PAGE, _section_context(request, project, key, typed), status=400)
    messages.success(request, f"已保存{changed}项。" if changed else "没有改动。")
    ahead = _next(project, key) if request.POST.get("then") == "next" else key
    return redirect("evaluations:report-section", pk=pk, key=ahead) if ahead else redirect(ADVICE_PAGE, pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def draft(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Write a first draft from the data into every sub-item that is still empty."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    outline = outline_for(standing_report(project).project)
    try:
        made = draft_texts(project, outline, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"已按数据起草{made}项，请逐节核对修改。" if made else "没有空白的子项可以起草。")
    return redirect("evaluations:report", pk=pk)


@needs(Capability.EVALUATION_READ)
@require_safe
def advice(request: MemberRequest, pk: int) -> HttpResponse:
    """The problems of the abstract, and the recommendations with what they answer."""
    return render(request, ADVICE, _advice_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def choose_problems(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    titles = keys_in(request.POST, "problem")
    known = [one.title for one in standing_report(project).problems]
    try:
        chosen = [title for title in titles if title in known]
        choose_key_problems(project, chosen, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return render(request, ADVICE, _advice_context(request, project) | {"chosen": titles}, status=400)
    messages.success(request, f"摘要写入{len(chosen)}个问题。")
    return redirect("evaluations:report-advice", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def keep_recommendation(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep a new recommendation, or the one whose number was sent."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    said = request.POST.get("number", "")
    number = int(said) if said.isdecimal() and len(said) < 10 else None
    typed = _recommendation(request.POST)
    try:
        kept = save_recommendation(
            project, number, **typed, revision=count_in(request, "revision"), by=request.member, at=now()
        )
    except Refused as refusal:
        messages.error(request, f"没有保存：{refusal}。")
        context = _advice_context(request, project) | {"typed": typed, "typed_number": number}
        return render(request, ADVICE, context, status=400)
    messages.success(request, f"建议{kept}已保存。")
    return redirect(f"{reverse('evaluations:report-advice', args=[pk])}#r{kept}")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def drop_recommendation(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    try:
        remove_recommendation(project, number, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, "建议已删去。")
    return redirect("evaluations:report-advice", pk=pk)


def _recommendation(sent: QueryDict) -> dict[str, Any]:
    return {
        "title": sent.get("title", ""),
        "text": sent.get("text", "").replace("\r\n", "\n"),
        "problems": keys_in(sent, "problem"),
        "key": bool(sent.get("key")),
    }


def _section(project: EvaluationProject, key: str) -> OutlineSection:
    sections = outline_for(standing_report(project).project).sections
    found = next((one for one in sections if one.key == key), None)
    if found is None:
        raise Http404(NO_SECTION)
    return found


def _next(project: EvaluationProject, key: str) -> str:
    """The next section people write in; none after the last, where problems and recommendations are left."""
    sections = outline_for(standing_report(project).project).sections
    at = next(number for number, one in enumerate(sections) if one.key == key)
    return next((one.key for one in sections[at + 1 :] if any(item.asks for item in one.items)), "")


def _typed(section: OutlineSection, sent: QueryDict) -> dict[str, Typed]:
    """What came for each sub-item that people write; one that did not come at all is left alone."""
    found = {}
    for item in section.items:
        if item.asks and f"text-{item.key}" in sent:
            said = sent.get(f"revision-{item.key}", "")
            revision = int(said) if said.isdecimal() and len(said) < 10 else 0
            text = sent.get(f"text-{item.key}", "").replace("\r\n", "\n")
            found[item.key] = Typed(text, bool(sent.get(f"absent-{item.key}")), revision)
    return found


def _section_context(
    request: MemberRequest, project: EvaluationProject, key: str, typed: Mapping[str, Typed] | None = None
) -> dict[str, Any]:
    standing = standing_report(project)
    sections = outline_for(standing.project).sections
    chosen = _section(project, key)
    held = texts_by_item(project)
    return {
        "project": project,
        "sections": sections,
        "section": chosen,
        "forms": [
            _form(chosen, item, standing, held.get(item.key), (typed or {}).get(item.key)) for item in chosen.items
        ],
        "fields": _fields(standing),
        "editable": may_write(request, project),
        "saved": typed is None,
        "trail": trail_of(project, TrailStep(f"{chosen.part.label}：{chosen.title}")),
    }


def _form(
    section: OutlineSection, item: OutlineItem, standing: Standing, row: ReportText | None, typed: Typed | None
) -> ItemForm:
    kept = Typed(row.text, row.absent, row.revision) if row else Typed("", False, 0)
    shown = typed or kept
    values = {one.name: one.value for one in standing.content.fields}
    said = [one for one in standing.findings if one.where == place_of(section, item)]
    read = tuple(pieces(shown.text, values))
    other = kept.text if typed and typed.revision != kept.revision else ""
    return ItemForm(item, shown.text, shown.absent, kept.revision, read, tuple(map(Said, said)), other)


def _fields(standing: Standing) -> list[tuple[str, list[Any]]]:
    """The live fields by their groups."""
    groups: dict[str, list[Any]] = {}
    for one in standing.content.fields:
        groups.setdefault(one.group, []).append(one)
    return list(groups.items())


def _advice_context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    standing = standing_report(project)
    setup = setup_of(project)
    return {
        "project": project,
        "problems": standing.problems,
        "chosen": setup.key_problems,
        "setup": setup,
        "rows": list(recommendations(project)),
        "editable": may_write(request, project),
        "said": [Said(one) for one in standing.findings if "建议" in one.where or "问题" in one.where],
        "trail": trail_of(project, TrailStep("问题和建议")),
    }
