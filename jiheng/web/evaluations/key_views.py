"""重点评价: its ground, finance's word on the 正式稿, and where it was reported and filed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.filing import correct_filing, record_filing, withdraw_filing
from jiheng.evaluation.actions.key_evaluation import (
    ask_finance,
    confirm_key,
    decide_review,
    drop_key,
    note_panel,
    propose_key,
    reopen_key,
)
from jiheng.evaluation.key_queries import FILED, filings_in, final_version, key_standing, reviews_in
from jiheng.evaluation.models import EvaluationProject, Recipient
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.evaluations.key_forms import GroundForm, delivered
from jiheng.web.evaluations.key_letters import letter_to
from jiheng.web.evaluations.key_pages import key_context
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import file_response, project_of
from jiheng.web.request import MemberRequest

PAGE = "evaluations/key.html"


@needs(Capability.EVALUATION_READ)
@require_safe
def key(request: MemberRequest, pk: int) -> HttpResponse:
    return render(request, PAGE, key_context(request, project_of(request, pk)))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def ground(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it forward as a key evaluation, or say that it is none after all."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    dropped = request.POST.get("act") == "drop"

    def act() -> None:
        revision = count_in(request, "revision")
        if dropped:
            drop_key(project, revision=revision, by=request.member, at=now())
            return
        form = GroundForm(request.POST)
        if not form.is_valid():
            raise Refused("入选依据有填错的地方，请看红字")
        propose_key(project, form.ground(), revision=revision, by=request.member, at=now())

    return _done(request, project, act, "已不列为重点评价。" if dropped else "入选依据已保存。", "ground")


@needs(Capability.REPORT_REVIEW)
@require_POST
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Finance confirms the choice, or takes its confirmation back with a reason."""
    project = project_of(request, pk, Capability.REPORT_REVIEW)
    reopens = request.POST.get("act") == "reopen"

    def act() -> None:
        revision, reason = count_in(request, "revision"), request.POST.get("reason", "")
        if reopens:
            reopen_key(project, reason=reason, revision=revision, by=request.member, at=now())
        else:
            confirm_key(project, revision=revision, by=request.member, at=now())

    return _done(request, project, act, "已撤销确认。" if reopens else "已确认入选。", "confirm")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def panel(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    note = request.POST.get("note", "")

    def act() -> None:
        note_panel(project, note, revision=count_in(request, "revision"), by=request.member, at=now())

    return _done(request, project, act, "专家人数的说明已保存。", "panel")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the 正式稿 the page showed to finance."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)

    def act() -> None:
        version = final_version(project)
        if version is None or version.pk != count_in(request, "version"):
            raise Refused("正式稿已经不是页面上的那一稿，请刷新页面再送审")
        ask_finance(version, by=request.member, at=now())

    return _done(request, project, act, "正式稿已送财政审核。", "ask")


@needs(Capability.REPORT_REVIEW)
@require_POST
def decide(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    project = project_of(request, pk, Capability.REPORT_REVIEW)
    review = find(reviews_in(project), request.member, Capability.REPORT_REVIEW, pk=number)
    decision, opinion = request.POST.get("decision", ""), request.POST.get("opinion", "")

    def act() -> None:
        if decision not in {"approve", "return"}:
            raise Refused("没有收到是通过还是退回，请用页面上的按钮办理")
        decide_review(review, approve=decision == "approve", opinion=opinion, by=request.member, at=now())

    return _done(request, project, act, "已审核通过。" if decision == "approve" else "已退回。", "decide")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Evaluators put on record that they reported the result to finance."""
    return _deliver(request, pk, Recipient.FINANCE, Capability.EVALUATION_EDIT)


@needs(Capability.REPORT_FILE)
@require_POST
def file(request: MemberRequest, pk: int, recipient: str) -> HttpResponse:
    """Finance puts on record that it filed the report with one of the three bodies."""
    if recipient not in FILED:
        raise Http404("没有这个备案对象")
    return _deliver(request, pk, recipient, Capability.REPORT_FILE)


@needs(Capability.EVALUATION_READ)
@require_safe
def letter(request: MemberRequest, pk: int, recipient: str) -> HttpResponse:
    """The letter that goes along; 404 until finance let the 正式稿 pass."""
    project = project_of(request, pk)
    found = letter_to(project, key_standing(project, localdate()), recipient)
    if found is None:
        raise Http404("审核通过以后才有函")
    name, content = found
    return file_response(content, f"{name}_{project.code}", FileType.DOCX)


@needs(Capability.EVALUATION_READ)
@require_safe
def receipt(request: MemberRequest, pk: int, number: int) -> FileResponse:
    filing = find(filings_in(project_of(request, pk)), request.member, Capability.EVALUATION_READ, pk=number)
    if filing.receipt is None:
        raise Http404("没有送达凭证的文件")
    return download_response(filing.receipt)


def _deliver(request: MemberRequest, pk: int, recipient: str, capability: Capability) -> HttpResponse:
    """Put a delivery on record, put it right, or take it off again."""
    project = project_of(request, pk, capability)
    revision, withdraws = count_in(request, "revision"), request.POST.get("act") == "withdraw"

    def act() -> None:
        number = count_in(request, "filing")
        filing = find(filings_in(project), request.member, capability, pk=number) if number else None
        if filing is None and withdraws:
            raise Refused("没有收到要撤销哪一条，请用页面上的按钮办理")
        if filing is None:
            record_filing(project, recipient, delivered(request, project), by=request.member, at=now())
        elif withdraws:
            reason = request.POST.get("reason", "")
            withdraw_filing(filing, reason=reason, revision=revision, by=request.member, at=now())
        else:
            correct_filing(filing, delivered(request, project), revision=revision, by=request.member, at=now())

    return _done(
        request, project, act, "已撤销登记。" if withdraws else "报送已登记。", "filing", recipient=recipient
    )


def _done(
    request: MemberRequest, project: EvaluationProject, act: Callable[[], None], said: str, form: str, **more: str
) -> HttpResponse:
    """Do it and go back to the page; what could not be taken stays in its form."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        project.refresh_from_db()
        context = key_context(request, project, {**request.POST.dict(), **more}, form)
        return render(request, PAGE, context, status=422)
    messages.success(request, said)
    return redirect("evaluations:key", pk=project.pk)
