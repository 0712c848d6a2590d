"""One material: its preview, fields, versions and links; and its pictures as files."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.evidence_intake import add_version
from jiheng.evaluation.actions.evidence_lines import change_material, link, mark_of, unlink, withdraw
from jiheng.evaluation.evidence_queries import material_row, versions_of, words_of
from jiheng.evaluation.models import EvaluationProject, EvidenceFile
from jiheng.files.disk import open_blob
from jiheng.files.models import FileType
from jiheng.files.pictures import KINDS, smaller
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.downloads import download_response, picture_response
from jiheng.web.evaluations.material_choices import indicators_of, point_choices, require_point
from jiheng.web.evaluations.material_forms import MaterialForm
from jiheng.web.evaluations.material_pages import Line, lines_of, may_edit, trail_of
from jiheng.web.evaluations.views import project_of
from jiheng.web.keys import key_in
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

READ: Final = Capability.EVALUATION_READ
EDIT: Final = Capability.EVALUATION_EDIT
OPENING: Final = 3000
"""Letters of a file's words shown beside its fields."""


@needs(READ)
@require_safe
def material(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    project = project_of(request, pk)
    return render(request, "evaluations/material.html", _context(request, project, number))


@needs(EDIT)
@require_POST
def save(request: MemberRequest, pk: int, number: str) -> HttpResponseBase:
    """Keep the fields; what does not fit, or was changed by somebody else meanwhile, is told and nothing is lost."""
    project = project_of(request, pk, EDIT)
    line = _line(project, number)
    form = MaterialForm(project, line.material, request.POST)
    if form.is_valid():
        mark = request.POST.get("mark", "")
        try:
            changed = change_material(project, number, form.values(), mark, by=request.member, at=now())
        except Refused as refusal:
            form.add_error(None, f"{refusal}。")
        else:
            messages.success(request, f"“{number}”已保存。" if changed else "没有改动。")
            return redirect("evaluations:material", pk=pk, number=number)
    context = _context(request, project, number, form) | {"mark": request.POST.get("mark", "")}
    return render(request, "evaluations/material.html", context, status=422)


@needs(EDIT)
@require_POST
def version(request: MemberRequest, pk: int, number: str) -> HttpResponseBase:
    """Hand in another version of the file; the ones before stay."""
    project = project_of(request, pk, EDIT)
    upload = request.FILES.get("upload")
    try:
        if upload is None:
            raise Refused("请选择新版本的文件")
        file = add_version(project, number, upload.name or "未命名", upload, by=request.member, at=now())  # type: ignore[arg-type]  # reads like any binary file
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"已收入第{file.version}版，原来的版本留着。")
    return redirect("evaluations:material", pk=pk, number=number)


@needs(EDIT)
@require_POST
def change_links(request: MemberRequest, pk: int, number: str) -> HttpResponseBase:
    """Let it speak for an indicator, or no longer."""
    project = project_of(request, pk, EDIT)
    indicator, point = key_in(request.POST, "indicator"), key_in(request.POST, "point")
    by, at = request.member, now()
    try:
        if request.POST.get("act") == "unlink":
            unlink(project, number, indicator, point, by=by, at=at)
            messages.success(request, f"不再对应指标“{indicator}”，得分已按现有资料重算。")
        else:
            require_point(project, point)
            link(project, [number], indicator, point, by=by, at=at)
            messages.success(request, f"已对应指标“{indicator}”。")
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    return redirect("evaluations:material", pk=pk, number=number)


@needs(EDIT)
@require_POST
def take_out(request: MemberRequest, pk: int, number: str) -> HttpResponseBase:
    """Withdraw it with a reason; file and number stay."""
    project = project_of(request, pk, EDIT)
    try:
        withdraw(project, [number], request.POST.get("reason", ""), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"“{number}”已撤回，编号和文件都留着；对应的指标已按余下的资料重算。")
    if not versions_of(project, number):  # only a line: there is no page of it any more
        return redirect("evaluations:materials", pk=pk)
    return redirect("evaluations:material", pk=pk, number=number)


@needs(READ)
@require_safe
def original(request: MemberRequest, pk: int, number: str, given: int) -> FileResponse:
    """One version as it was handed in."""
    return download_response(_file(project_of(request, pk), number, given).attachment)


@needs(READ)
@require_safe
def thumbnail(request: MemberRequest, pk: int, number: str, given: int) -> HttpResponse:
    """The small picture of one version."""
    file = _file(project_of(request, pk), number, given)
    if file.thumbnail is None:
        raise Http404("这个文件没有缩略图")
    with open_blob(file.thumbnail) as stream:
        return picture_response(stream.read())


@needs(READ)
@require_safe
def preview(request: MemberRequest, pk: int, number: str, given: int) -> HttpResponse:
    """A photo large enough to be read, turned the right way and without what it says of itself."""
    file = _file(project_of(request, pk), number, given)
    if FileType(file.attachment.blob.type) not in KINDS:
        raise Http404("这个文件不是图片")
    try:
        with open_blob(file.attachment.blob) as stream:
            return picture_response(smaller(stream, file.attachment.name))
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal


def _context(
    request: MemberRequest, project: EvaluationProject, number: str, form: MaterialForm | None = None
) -> dict[str, Any]:
    """What the page shows; ``form`` is one that could not be kept."""
    versions = versions_of(project, number)
    row = material_row(project, number)
    if row is None and not versions:
        raise Http404("没有这份资料")
    current = versions[0] if versions else None
    shown: dict[str, Any] = {
        "project": project,
        "number": number,
        "versions": versions,
        "file": current,
        "is_picture": current is not None and FileType(current.attachment.blob.type) in KINDS,
        "words": _opening(current),
        "editable": row is not None and may_edit(request, project),
        "trail": trail_of(project, TrailStep(number)),
    }
    if row is None:
        kept: Mapping[str, Any] = current.line if current else {}
        return shown | {"withdrawn": current, "was": _was(kept), "was_called": kept.get("title", "")}
    line = lines_of(project, [row])[0]
    names = dict(indicators_of(project))
    return shown | {
        "line": line,
        "mark": mark_of(line.material),
        "form": form or MaterialForm(project, line.material),
        "links": [(code, names.get(code, code), point) for code, point in line.links],
        "indicators": list(names.items()),
        "points": point_choices(project),
    }


def _line(project: EvaluationProject, number: str) -> Line:
    row = material_row(project, number)
    if row is None:
        raise Http404("没有这份资料，或已撤回")
    return lines_of(project, [row])[0]


def _file(project: EvaluationProject, number: str, given: int) -> EvidenceFile:
    found = next((one for one in versions_of(project, number) if one.version == given), None)
    if found is None:
        raise Http404("没有这一版文件")
    return found


def _opening(file: EvidenceFile | None) -> str:
    """The first words of the file, blank lines left out."""
    words = words_of(file)[:OPENING] if file is not None else ""
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def _was(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stood in the list before it was withdrawn."""
    uses = [f"{indicator}（{point or '不限样本点'}）" for indicator, point in line.get("uses", [])]
    linked = "、".join(dict.fromkeys([*line.get("indicators", []), *uses]))
    said = {
        "资料名称": line.get("title", ""),
        "类别": line.get("kind", ""),
        "来源": line.get("source", ""),
        "证明内容": line.get("content", ""),
        "对应指标": linked,
    }
    return [(label, str(value)) for label, value in said.items() if value]
