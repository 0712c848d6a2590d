"""指标修正: asked for on the page of an indicator or in the table, decided by the lead evaluator, kept for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.amending import decide_amendment, request_amendment, withdraw_amendment
from jiheng.evaluation.models import AmendmentStatus, EvaluationProject, IndicatorAmendment, IndicatorVersion, Phase
from jiheng.evaluation.queries import amendments, indicator_versions
from jiheng.evaluation.shapes import preparation_of
from jiheng.evaluation.version_content import indicators_in
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.finding import Finding, Severity
from jiheng.rules.indicators.versions import Differences, differences
from jiheng.web.access import needs
from jiheng.web.evaluations.indicator_form import page_typed
from jiheng.web.evaluations.indicator_pages import trail_of, typed_context, typed_reason
from jiheng.web.evaluations.indicator_tree import PARTS_SHOWN, SHEET, rows_to_save, rows_typed
from jiheng.web.evaluations.indicator_views import one_context
from jiheng.web.evaluations.sheet_views import NOTHING_CAME, count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep
from jiheng.workbooks.preparation.editing import texts_of, with_texts
from jiheng.workbooks.preparation.reader import ReadPreparation

LIGHTS: Final = {
    AmendmentStatus.REQUESTED: "wait",
    AmendmentStatus.APPROVED: "green",
    AmendmentStatus.REFUSED: "red",
    AmendmentStatus.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """One amendment with what it changes and what the member may do."""

    amendment: IndicatorAmendment
    found: Differences
    may_decide: bool
    may_withdraw: bool

    @property
    def light(self) -> tuple[str, str]:
        return LIGHTS[AmendmentStatus(self.amendment.status)], self.amendment.get_status_display()


@needs(Capability.EVALUATION_READ)
@require_safe
def listing(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/amendments.html", _context(request, project))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def amend_one(request: MemberRequest, pk: int, code: str) -> HttpResponseBase:
    """Ask for one indicator to be mended as it was typed."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    if "method" not in request.POST:
        raise BadRequest(NOTHING_CAME)
    shown = page_typed(project, code, request.POST)
    try:
        _ask(request, project, shown.read)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = one_context(request, project, shown, count_in(request, "revision")) | typed_reason(request)
        return render(request, "evaluations/indicator.html", context, status=400)
    messages.success(request, "修正单已提交，由主评人批准后生效。")
    return redirect("evaluations:amendments", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def amend_table(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Ask for the whole table to be mended as it was typed: points moved from one indicator to another."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    if not request.POST.get("rows"):
        raise BadRequest(NOTHING_CAME)
    kept = preparation_of(project, PARTS_SHOWN)
    rows = rows_to_save(rows_typed(request.POST, texts_of(kept, SHEET)))
    read = with_texts(kept, SHEET, [row.cells for row in rows])
    try:
        _ask(request, project, read)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = typed_context(project, read.preparation, rows, count_in(request, "revision"), _wrong(read))
        return render(request, "evaluations/indicators.html", context | typed_reason(request), status=400)
    messages.success(request, "修正单已提交，由主评人批准后生效。")
    return redirect("evaluations:amendments", pk=pk)


@needs(Capability.AMENDMENT_APPROVE)
@require_POST
def decide(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.AMENDMENT_APPROVE)
    amendment = find(amendments(project), request.member, Capability.AMENDMENT_APPROVE, number=number)
    approve = {"approve": True, "refuse": False}.get(request.POST.get("decision", ""))
    word = request.POST.get("word", "")
    try:
        if approve is None:
            raise Refused("没有收到决定，请用页面上的按钮办理")
        revision = count_in(request, "revision")
        decide_amendment(amendment, approve=approve, word=word, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = _context(request, project) | {"typed": number, "word": word}
        return render(request, "evaluations/amendments.html", context, status=400)
    messages.success(request, "已批准，得分已按新的指标重算。" if approve else "已退回，指标没有改动。")
    return redirect("evaluations:amendments", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    amendment = find(amendments(project), request.member, Capability.EVALUATION_EDIT, number=number)
    try:
        withdraw_amendment(amendment, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, "修正单已撤回。")
    return redirect("evaluations:amendments", pk=pk)


def _ask(request: MemberRequest, project: EvaluationProject, read: ReadPreparation) -> None:
    wrong = _wrong(read)
    if wrong:
        raise Refused(f"有{len(wrong)}处读不出，没有提交。第一处：{wrong[0].where}，{wrong[0].message}")
    request_amendment(
        project,
        read.preparation.indicators,
        reason=request.POST.get("reason", ""),
        confirmed_late=bool(request.POST.get("late")),
        revision=count_in(request, "revision"),
        by=request.member,
        at=now(),
    )


def _wrong(read: ReadPreparation) -> list[Finding]:
    return [finding for finding in read.findings if finding.severity is Severity.ERROR]


def _context(request: MemberRequest, project: EvaluationProject) -> dict[str, Any]:
    found = list(amendments(project))
    bases = {one.number: one for one in indicator_versions(project)} if found else {}
    return {
        "project": project,
        "revision": project.revision,
        "rows": _rows(request, project, found, bases),
        "open": project.phase == Phase.IMPLEMENT,
        "trail": trail_of(project, TrailStep("指标修正")),
    }


def _rows(
    request: MemberRequest,
    project: EvaluationProject,
    found: Sequence[IndicatorAmendment],
    bases: dict[int, IndicatorVersion],
) -> list[AmendmentRow]:
    rows = []
    for one in found:
        waits = one.status == AmendmentStatus.REQUESTED and project.phase == Phase.IMPLEMENT
        base = bases.get(one.base_version)
        before = indicators_in(base.content) if base else ()
        decides = request.member.may(Capability.AMENDMENT_APPROVE) and request.user.pk != one.requested_by_id
        may_withdraw = waits and request.member.may(Capability.EVALUATION_EDIT)
        rows.append(
            AmendmentRow(one, differences(before, indicators_in(one.content)), waits and decides, may_withdraw)
        )
    return rows
