"""A unit reads the draft it is asked about, notes its opinions beside the sections, and replies once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_replies import change_opinion, note_opinion, remove_opinion, reply_to_draft
from jiheng.evaluation.models import ReportOpinion, ReportSending
from jiheng.evaluation.opinion_queries import sent_to
from jiheng.files.actions import store
from jiheng.files.models import Attachment, FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, written_response
from jiheng.web.opinion_letters import opinion_letter_of
from jiheng.web.opinions.pages import anchor_of, list_context, one_context
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest


@needs(Capability.REPORT_OPINE)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    page = page_of(request, sent_to(request.member))
    return render(request, "opinions/list.html", {"page": page, **list_context(list(page))})


@needs(Capability.REPORT_OPINE)
@require_safe
def one(request: MemberRequest, pk: int) -> HttpResponse:
    sending = _own(request, pk)
    return render(request, "opinions/one.html", one_context(request, sending))


@needs(Capability.REPORT_OPINE)
@require_safe
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """征求意见函, with a form to answer on paper."""
    sending = _own(request, pk)
    return written_response(opinion_letter_of(sending), f"征求意见函_{sending.unit}", FileType.DOCX)


@needs(Capability.REPORT_OPINE)
@require_safe
def word(request: MemberRequest, pk: int) -> FileResponse:
    return _download(_own(request, pk).version.word)


@needs(Capability.REPORT_OPINE)
@require_safe
def printed(request: MemberRequest, pk: int) -> FileResponse:
    return _download(_own(request, pk).version.pdf)


@needs(Capability.REPORT_OPINE)
@require_safe
def reply_file(request: MemberRequest, pk: int) -> FileResponse:
    return _download(_own(request, pk).reply)


@needs(Capability.REPORT_OPINE)
@require_POST
def note(request: MemberRequest, pk: int) -> HttpResponse:
    sending = _own(request, pk)
    section, content = _typed(request)

    def act() -> None:
        note_opinion(sending, section, content, by=request.member, at=now())

    return _done(request, sending, act, "意见已记下，回复以前可以改。", section)


@needs(Capability.REPORT_OPINE)
@require_POST
def change(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    sending = _own(request, pk)
    opinion, revision = _opinion(sending, number), _revision(request)
    _, content = _typed(request)

    def act() -> None:
        change_opinion(opinion, opinion.section, content, revision=revision, by=request.member, at=now())

    return _done(request, sending, act, "意见已改。", opinion.section)


@needs(Capability.REPORT_OPINE)
@require_POST
def remove(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    sending = _own(request, pk)
    opinion, revision = _opinion(sending, number), _revision(request)

    def act() -> None:
        remove_opinion(opinion, revision=revision, by=request.member, at=now())

    return _done(request, sending, act, "意见已删去。", opinion.section)


@needs(Capability.REPORT_OPINE)
@require_POST
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    sending, name = _own(request, pk), request.POST.get("name", "")
    none, revision = bool(request.POST.get("no_opinion")), _revision(request)

    def act() -> None:
        file = _stamped(request, sending)
        reply_to_draft(sending, name, no_opinion=none, file=file, revision=revision, by=request.member, at=now())

    return _done(request, sending, act, "已回复，评价机构会看到。回复以后只能查看。", "")


def _own(request: MemberRequest, pk: int) -> ReportSending:
    """A draft sent to the member's unit; 404 for every other."""
    return find(sent_to(request.member), request.member, Capability.REPORT_OPINE, pk=pk)


def _opinion(sending: ReportSending, number: int) -> ReportOpinion:
    """An opinion of that sending; 404 otherwise."""
    found = next((one for one in sending.opinions.all() if one.pk == number), None)
    if found is None:
        raise Http404("没有这条意见")
    found.sending = sending
    return found


def _typed(request: MemberRequest) -> tuple[str, str]:
    return request.POST.get("section", ""), request.POST.get("content", "")


def _revision(request: MemberRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _stamped(request: MemberRequest, sending: ReportSending) -> Attachment | None:
    """The stamped letter handed in with a reply, kept for the unit."""
    upload = request.FILES.get("letter")
    if upload is None or sending.organisation is None:
        return None
    return store(upload, upload.name or "回函", organisation=sending.organisation, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file


def _download(attachment: Attachment | None) -> FileResponse:
    if attachment is None:
        raise Http404("没有这份文件")
    return download_response(attachment)


def _done(
    request: MemberRequest, sending: ReportSending, act: Callable[[], None], said: str, section: str
) -> HttpResponse:
    """Do it and go back to the section; what could not be taken stays in its form."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = one_context(request, _own(request, sending.pk), request.POST.dict())
        return render(request, "opinions/one.html", context, status=422)
    messages.success(request, said)
    anchor = anchor_of(sending, section) if section else ""
    return redirect(reverse("opinions:one", args=[sending.pk]) + anchor)
