"""Templates of the own organisation: listed with the fields they may use, uploaded, tried out, withdrawn."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_templates import add_template, withdraw_template
from jiheng.evaluation.models import ReportTemplate
from jiheng.evaluation.report_template_queries import chosen_by, templates_of
from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.files.disk import open_blob
from jiheng.files.models import FileType
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.orgs.scope import find
from jiheng.reports.evaluation_report import write_blocks
from jiheng.reports.template_example import fit_template, tried
from jiheng.reports.template_starter import starter_template
from jiheng.rules.reporting.templates import CheckedTemplate, Fault
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, written_response
from jiheng.web.report_templates.field_rows import field_groups
from jiheng.web.report_templates.forms import TemplateForm
from jiheng.web.request import MemberRequest

WRITE: Final = write_blocks
"""What writes whole parts when a template is tried out."""


@needs(Capability.REPORT_TEMPLATES)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return _page(request, TemplateForm())


@needs(Capability.REPORT_TEMPLATES)
@require_POST
def add(request: MemberRequest) -> HttpResponseBase:
    """Take a template in, or show every fault by its place."""
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    upload, name = form.cleaned_data["file"], form.cleaned_data["name"]
    try:
        added = add_template(upload, upload.name, name=name, check=_checked, by=request.member, at=now())
    except TemplateUnfit as unfit:
        return _page(request, form, unfit.faults, upload.name, status=422)
    except Refused as refusal:
        form.add_error(None, f"{refusal}。")
        return _page(request, form, status=422)
    messages.success(request, f"已收入“{added}”，用到{len(added.fields)}个字段。可以先试写一份看看，再在项目里选用。")
    return redirect("report_templates:list")


@needs(Capability.REPORT_TEMPLATES)
@require_safe
def starter(request: HttpRequest) -> HttpResponse:
    return written_response(starter_template(), "绩效评价报告起始模板", FileType.DOCX)


@needs(Capability.REPORT_TEMPLATES)
@require_safe
def original(request: MemberRequest, pk: int) -> FileResponse:
    return download_response(_template(request, pk).attachment)


@needs(Capability.REPORT_TEMPLATES)
@require_safe
def trial(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The template filled with the example."""
    template = _template(request, pk)
    try:
        with open_blob(template.attachment.blob) as file:
            written = tried(file.read(), WRITE)
    except TemplateUnfit as unfit:
        messages.error(request, f"{unfit}。")
        return redirect("report_templates:list")
    return written_response(written, f"{template.name}（示例数据试写）", FileType.DOCX)


@needs(Capability.REPORT_TEMPLATES)
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponseBase:
    template = _template(request, pk)
    try:
        withdraw_template(template, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"“{template}”已停用。选用过它的项目要另选一份。")
    return redirect("report_templates:list")


def _checked(docx: bytes) -> CheckedTemplate:
    return fit_template(docx, WRITE)


def _template(request: MemberRequest, pk: int) -> ReportTemplate:
    own = templates_of(request.member.organisation)
    return find(own, request.member, Capability.REPORT_TEMPLATES, pk=pk)


def _page(
    request: MemberRequest, form: TemplateForm, faults: Sequence[Fault] = (), filename: str = "", status: int = 200
) -> HttpResponse:
    sought = request.GET.get("q", "").strip()
    templates = templates_of(request.member.organisation)
    counts = chosen_by(templates)
    lines = [(one, counts.get(one.pk, 0)) for one in templates]
    context = {
        "form": form,
        "faults": faults,
        "filename": filename,
        "sought": sought,
        "groups": field_groups(sought),
        "lines": [line for line in lines if line[0].withdrawn_at is None],
        "gone": [line for line in lines if line[0].withdrawn_at is not None],
    }
    return render(request, "report_templates/list.html", context, status=status)
