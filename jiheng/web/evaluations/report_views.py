"""The report: its home page, a reading of it as it stands, its versions and their files."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.report_versions import make_version, next_number
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import EvaluationProject, ReportKind, ReportVersion, VersionState
from jiheng.evaluation.report_queries import content_in, report_versions
from jiheng.evaluation.report_shapes import written_report
from jiheng.evaluation.report_template_queries import template_to_write
from jiheng.evaluation.unfit_template import TemplateUnfit
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.reports.report_templates import lacking_fields
from jiheng.rules.preparation.result import Said
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.differing import changes_between
from jiheng.rules.reporting.signing import check_code_for
from jiheng.web.access import needs
from jiheng.web.downloads import download_response
from jiheng.web.evaluations.report_pages import home_context, shown_changes, trail_of, version_lines
from jiheng.web.evaluations.reporting import moved_since, report_now, standing_report
from jiheng.web.evaluations.views import project_of
from jiheng.web.report_reading import sections_in
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

FILES: Final = ("word", "pdf", "workbook")
GONE: Final = "没有这一稿"


@needs(Capability.EVALUATION_READ)
@require_safe
def home(request: MemberRequest, pk: int) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/report.html", home_context(request, project, written_report(project)))


@needs(Capability.EVALUATION_READ)
@require_safe
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """The report read on the page, as it would be made now."""
    project = project_of(request, pk)
    content = standing_report(project).content
    context = {
        "project": project,
        "content": content,
        "sections": sections_in(content),
        "trail": trail_of(project, TrailStep("通读")),
    }
    return render(request, "evaluations/report_preview.html", context)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def make(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Freeze a version of the kind asked for and queue its files."""
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    kind = ReportKind.FINAL if request.POST.get("kind") == ReportKind.FINAL else ReportKind.DRAFT
    content = report_now(project, kind, next_number(project, kind), localdate())
    try:
        _require_fields(project, content)
        version = make_version(project, content, standing_report(project).findings, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = home_context(request, project, written_report(project))
        context["said"] = [Said(one) for one in refusal.findings] or context["said"]
        return render(request, "evaluations/report.html", context, status=400)
    messages.success(request, f"{version}已定下内容，正在后台生成文件。")
    return redirect("evaluations:report-version", pk=pk, kind=kind, number=version.number)


def _require_fields(project: EvaluationProject, content: ReportContent) -> None:
    """The template chosen asks for nothing this report has not: told before anything is frozen."""
    template = template_to_write(project)
    faults = lacking_fields(template.fields, content) if template else ()
    if faults:
        raise TemplateUnfit(faults)


@needs(Capability.EVALUATION_READ)
@require_safe
def version(request: MemberRequest, pk: int, kind: str, number: int) -> HttpResponseBase:
    """One version: its files, and what moved in the data since."""
    project = project_of(request, pk)
    found = version_called(project, kind, number)
    try:
        changes = moved_since(found)
    except Broken as fault:
        messages.error(request, f"这一稿不能显示：{fault}。请查操作记录，并从备份恢复。")
        return redirect("evaluations:report", pk=pk)
    latest = report_versions(project).filter(kind=kind).first()
    context: dict[str, Any] = {
        "project": project,
        "version": found,
        "check_code": check_code_for(found.content),
        "latest": latest if latest and latest.pk != found.pk else None,
        "changes": shown_changes(changes),
        "drafts": [one for one in version_lines(project) if one.version.kind == ReportKind.DRAFT],
        "trail": trail_of(project, TrailStep(str(found))),
    }
    return render(request, "evaluations/report_version.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def progress(request: MemberRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """A part of the page that reloads itself; once the files are there, the whole page does."""
    found = version_called(project_of(request, pk), kind, number)
    if found.state == VersionState.READY or found.job is None or not found.job.is_open:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "evaluations/report_progress.html", {"version": found, "job": found.job})


@needs(Capability.EVALUATION_READ)
@require_safe
def download(request: MemberRequest, pk: int, kind: str, number: int, name: str) -> HttpResponseBase:
    """One finished file of a version; a version still being made has none."""
    found = version_called(project_of(request, pk), kind, number)
    attachment = getattr(found, name) if name in FILES else None
    if found.state != VersionState.READY or attachment is None:
        raise Http404("这一稿没有这个文件")
    return download_response(attachment)


@needs(Capability.EVALUATION_READ)
@require_safe
def compare(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Two versions side by side: what the final says otherwise than the draft."""
    project = project_of(request, pk)
    lines = [one for one in version_lines(project) if one.version.state == VersionState.READY]
    named = {f"{one.version.kind}-{one.version.number}": one.version for one in lines}
    asked = [request.GET.get(side, "") for side in ("old", "new")]
    if not any(asked):
        asked = list(reversed([*named][:2]))
    old, new = (named.get(key) for key in (*asked, "", "")[:2])
    try:
        found = shown_changes(changes_between(content_in(old), content_in(new))) if old and new else []
    except Broken as fault:
        messages.error(request, f"两稿不能对照：{fault}。请查操作记录，并从备份恢复。")
        return redirect("evaluations:report", pk=pk)
    context = {
        "project": project,
        "named": [(key, str(one)) for key, one in named.items()],
        "old": old,
        "new": new,
        "asked": asked,
        "changes": found,
        "trail": trail_of(project, TrailStep("两稿对照")),
    }
    return render(request, "evaluations/report_compare.html", context)


def version_called(project: EvaluationProject, kind: str, number: int) -> ReportVersion:
    """The version of an address; 404 when there is none."""
    found = report_versions(project).filter(kind=kind, number=number).first()
    if found is None:
        raise Http404(GONE)
    return found
