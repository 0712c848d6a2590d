"""Sample points: the list, each point's form, forms out and in, units picked or put in place of others by hand."""

from collections.abc import Callable, Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.points import add_point, keep_values
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.rules.sampling.shapes import ManualPoint
from jiheng.rules.surveys.point_entries import Place, Written
from jiheng.web.access import needs
from jiheng.web.evaluations.point_form import sorted_out
from jiheng.web.evaluations.point_pages import Sample, choosing_context, listing_context, point_context, sample_of
from jiheng.web.evaluations.views import file_response, project_of
from jiheng.web.request import MemberRequest
from jiheng.workbooks.preparation.point_form_reading import ReadForms, read_forms
from jiheng.workbooks.preparation.point_forms import point_forms
from jiheng.workbooks.preparation.point_table import point_table
from jiheng.workbooks.preparation.sampling_record import write_record

EDIT: Final = Capability.EVALUATION_EDIT
FILES_AT_ONCE: Final = 200
NO_FILES: Final = f"请选择填好的表格，一次最多{FILES_AT_ONCE}个文件"
NOTHING_YET: Final = "还没有样本点，请先填预算执行明细和抽样方案"


@needs(Capability.EVALUATION_READ)
@require_safe
def points(request: MemberRequest, pk: int) -> HttpResponse:
    sample = sample_of(project_of(request, pk))
    return render(request, "evaluations/points.html", listing_context(request, sample))


@needs(Capability.EVALUATION_READ)
@require_safe
def forms_file(request: MemberRequest, pk: int) -> HttpResponse:
    """A form for each point, with what is known filled in."""
    return _download(request, pk, "样本点基础信息表", _forms)


@needs(Capability.EVALUATION_READ)
@require_safe
def table_file(request: MemberRequest, pk: int) -> HttpResponse:
    """All points in one wide table."""
    return _download(request, pk, "样本点基础信息汇总表", lambda one: point_table(one.project.name, one.entries))


@needs(Capability.EVALUATION_READ)
@require_safe
def record_file(request: MemberRequest, pk: int) -> HttpResponse:
    """The record anybody can redo the draw with."""
    return _download(request, pk, "抽样记录", _record)


@needs(EDIT)
@require_POST
def fill(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take in filled forms; values of points that are in none of them stay."""
    sample = sample_of(project_of(request, pk, EDIT))
    read = _read(request, sample)
    try:
        if not read.written:
            raise Refused("没有读到填好的值，没有保存" if read.findings or read.points else NO_FILES)
        changed = _keep(request, sample, read.written)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = listing_context(request, sample, read.findings)
        return render(request, "evaluations/points.html", context, status=400)
    messages.success(request, f"已读入{len(read.points)}个样本点的表，{changed}项有改动。")
    if not read.findings:
        return redirect("evaluations:points", pk=pk)
    context = listing_context(request, sample_of(sample.project), read.findings)
    return render(request, "evaluations/points.html", context)


@needs(Capability.EVALUATION_READ)
@require_safe
def point(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    sample = sample_of(project_of(request, pk))
    return render(request, "evaluations/point.html", point_context(request, sample, sample.entry(number)))


@needs(EDIT)
@require_POST
def save_point(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Keep the values that fit; one that does not is named beside its field, and nothing typed is lost."""
    sample = sample_of(project_of(request, pk, EDIT))
    entry = sample.entry_called(request.POST.get("point", "")) or sample.entry(number)
    fits, faults = sorted_out(entry, request.POST)
    try:
        if fits:
            _keep(request, sample, fits)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = point_context(request, sample, entry, request.POST) | {"revision": _revision(request)}
        return render(request, "evaluations/point.html", context, status=400)
    if faults:
        messages.warning(request, f"有{faults}项不合要求，没有保存，请看各项下面的说明；其余已经保存。")
        kept = sample_of(project_of(request, pk, EDIT))  # with what was kept just now
        context = point_context(request, kept, kept.entry(entry.number), request.POST)
        return render(request, "evaluations/point.html", context, status=422)
    messages.success(request, f"“{entry.point.unit.key}”已保存。")
    following = entry.number + ("next" in request.POST and entry.number < len(sample.entries))
    return redirect("evaluations:point", pk=pk, number=following)


@needs(EDIT)
@require_safe
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    sample = sample_of(project_of(request, pk, EDIT))
    return render(request, "evaluations/point_choice.html", choosing_context(request, sample, None))


@needs(EDIT)
@require_POST
def pick(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take a unit into the sample by hand."""
    sample = sample_of(project_of(request, pk, EDIT))
    return _bring_in(request, sample, "")


@needs(EDIT)
@require_safe
def choose_instead(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    sample = sample_of(project_of(request, pk, EDIT))
    context = choosing_context(request, sample, sample.entry(number))
    return render(request, "evaluations/point_choice.html", context)


@needs(EDIT)
@require_POST
def swap(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """Put another unit of the stratum in place of a drawn point."""
    sample = sample_of(project_of(request, pk, EDIT))
    entry = sample.entry_called(request.POST.get("point", "")) or sample.entry(number)
    return _bring_in(request, sample, entry.id)


def _read(request: MemberRequest, sample: Sample) -> ReadForms:
    files = request.FILES.getlist("files")
    if len(files) > FILES_AT_ONCE:
        return ReadForms({}, (), ())
    return read_forms([(one.name or "表格.xlsx", one.read()) for one in files], sample.entries)


def _bring_in(request: MemberRequest, sample: Sample, replaces: str) -> HttpResponseBase:
    typed = {name: request.POST.get(name, "").strip() for name in ("unit", "reason")}
    entry = ManualPoint(typed["unit"], typed["reason"], replaces)
    project, revision = sample.project, _revision(request)
    try:
        if not entry.unit:
            raise Refused("请选择一个单元")
        add_point(project, entry, sample.result, revision=revision, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        replaced = sample.entry_called(replaces) if replaces else None
        context = choosing_context(request, sample, replaced, typed) | {"revision": revision}
        return render(request, "evaluations/point_choice.html", context, status=400)
    name = entry.unit.rpartition("|")[2]
    done = f"已用“{name}”替换“{replaces.rpartition('|')[2]}”" if replaces else f"已加选“{name}”"
    messages.success(request, f"{done}。")
    return redirect("evaluations:points", pk=project.pk)


def _keep(request: MemberRequest, sample: Sample, written: Mapping[Place, Written]) -> int:
    points = sample.result.points.points
    project, revision = sample.project, _revision(request)
    return keep_values(project, written, points, revision=revision, by=request.member, at=now())


def _revision(request: MemberRequest) -> int:
    """The revision the page itself put into the form; 0 when somebody changed it into something else."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _download(request: MemberRequest, pk: int, name: str, write: Callable[[Sample], bytes]) -> HttpResponse:
    sample = sample_of(project_of(request, pk))
    if not sample.entries:
        raise Http404(NOTHING_YET)
    return file_response(write(sample), f"{name}_{sample.project.code}")


def _forms(sample: Sample) -> bytes:
    return point_forms(sample.project.name, sample.entries, sample.preparation.base_fields)


def _record(sample: Sample) -> bytes:
    if sample.result.draw is None:
        raise Http404("没有系统抽取的记录")
    return write_record(preparation_of(sample.project), sample.result.draw)
