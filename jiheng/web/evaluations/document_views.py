"""Originals of basis documents: dragged in, confirmed one by one, attached, put aside, downloaded."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.documents import attach_file, confirm_file, discard_file, hand_in_files
from jiheng.evaluation.models import BasisFile
from jiheng.evaluation.queries import basis_files
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.rules.basis.references import cited
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.evaluations.document_forms import DocumentForm
from jiheng.web.evaluations.originals import documents_context, named, waiting_for
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest


@needs(Capability.EVALUATION_READ)
@require_safe
def documents(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/documents.html", documents_context(request, project))


@needs(Capability.EVALUATION_EDIT)
@require_POST
def hand_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Take every file that can be taken; each of the others is told with its reason."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    uploads = [(upload.name or "未命名", upload) for upload in request.FILES.getlist("uploads")]
    try:
        if not uploads:
            raise Refused("请选择依据文件，可以一次选几个")
        taken = hand_in_files(project, uploads, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        return redirect("evaluations:documents", pk=pk)
    kept = sum(one.file is not None for one in taken)
    if kept:
        messages.success(request, f"收入{kept}个文件。请逐个核对后点“确认登记”，没有确认的不进目录。")
    for one in taken:
        if one.file is None:
            messages.error(request, f"{one.message}。")
    return redirect("evaluations:documents", pk=pk)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def confirm(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Register what was confirmed; fields that do not fit come back as they were typed."""
    file = _file(request, pk, number)
    form = DocumentForm(request.POST, file)
    if form.is_valid():
        try:
            document = confirm_file(file, form.document(), by=request.member, at=now())
        except Refused as refusal:
            form.add_error(None, f"{refusal}。")
        else:
            return _settled(request, file, f"“{file}”已登记为{cited(document)}。")
    return _again(request, file, form)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def attach(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Make the file the original of a document registered already."""
    file = _file(request, pk, number)
    try:
        document = attach_file(file, request.POST.get("key", ""), by=request.member, at=now())
    except Refused as refusal:
        return _refused(request, file, refusal)
    return _settled(request, file, f"“{file}”已归到{cited(document)}。")


@needs(Capability.EVALUATION_EDIT)
@require_POST
def discard(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    file = _file(request, pk, number)
    try:
        discard_file(file, by=request.member, at=now())
    except Refused as refusal:
        return _refused(request, file, refusal)
    return _settled(request, file, f"“{file}”没有登记，已从本页去掉。")


@needs(Capability.EVALUATION_READ)
@require_safe
def original(request: MemberRequest, pk: int, number: int) -> FileResponse:
    return download_response(_file(request, pk, number, Capability.EVALUATION_READ).attachment)


def _file(
    request: MemberRequest, pk: int, number: int, capability: Capability = Capability.EVALUATION_EDIT
) -> BasisFile:
    project = project_of(request, pk, capability)
    return find(basis_files(project), request.member, capability, pk=number)


def _settled(request: MemberRequest, file: BasisFile, said: str) -> HttpResponse:
    """One line in place of the card, so that what is typed in the others stays; the whole page without script."""
    if _asks_for_part(request):
        context = documents_context(request, file.project) | {"file": file, "said": said}
        return render(request, "evaluations/document_settled.html", context)
    messages.success(request, said)
    return redirect("evaluations:documents", pk=file.project_id)


def _refused(request: MemberRequest, file: BasisFile, refusal: Refused) -> HttpResponse:
    """What was typed into the card's fields comes back, when the card was sent along."""
    if file.confirmed_at is None and f"f{file.pk}-title" in request.POST:
        form = DocumentForm(request.POST, file)
        form.add_error(None, f"{refusal}。")
        return _again(request, file, form)
    messages.error(request, f"{refusal}。")
    return redirect("evaluations:documents", pk=file.project_id)


def _again(request: MemberRequest, file: BasisFile, form: DocumentForm) -> HttpResponse:
    registered = preparation_of(file.project, {"documents"}).documents
    one = waiting_for(file, registered, form, request.POST.get("key", ""))
    if _asks_for_part(request):  # htmx puts in place only what is answered with 200
        context = {"one": one, "project": file.project, "editable": True, "documents": named(registered)}
        return render(request, "evaluations/document_card.html", context)
    return render(request, "evaluations/documents.html", documents_context(request, file.project, one), status=422)


def _asks_for_part(request: MemberRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
