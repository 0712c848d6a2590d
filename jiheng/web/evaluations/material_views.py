"""资料: the list, files dragged in, several materials changed at once, pictures asked when and where."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from jiheng.evaluation.actions.evidence_intake import Taken, add_materials
from jiheng.evaluation.actions.evidence_lines import fill_pictures, link, set_fields, withdraw
from jiheng.evaluation.actions.evidence_words import read_again
from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.evaluations.document_forms import DayField
from jiheng.web.evaluations.material_choices import point_number, require_point
from jiheng.web.evaluations.material_forms import BatchForm, ManyForm
from jiheng.web.evaluations.material_pages import grid_context, listing_context
from jiheng.web.evaluations.views import project_of
from jiheng.web.keys import key_in, keys_in
from jiheng.web.request import MemberRequest

EDIT: Final = Capability.EVALUATION_EDIT
TOLD: Final = 20
"""The most files told one by one; the rest are counted."""


@needs(Capability.EVALUATION_READ)
@require_safe
def materials(request: MemberRequest, pk: int) -> HttpResponse:
    return _listing(request, project_of(request, pk))


@needs(EDIT)
@require_POST
def add(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take files with the fields of their batch; a script sends them in portions and asks for JSON."""
    project = project_of(request, pk, EDIT)
    form = BatchForm(project, request.POST)
    scripted = request.headers.get("Accept") == "application/json"
    try:
        if not form.is_valid():
            raise Refused("没有收，上面有栏目要改正" if not scripted else _first_error(form))
        taken = _taken(request, project, form)
    except Refused as refusal:
        if scripted:
            return JsonResponse({"refused": f"{refusal}。".replace("。。", "。")}, status=422)
        messages.error(request, f"{refusal}。")
        return _listing(request, project, status=422, batch=form)
    if scripted:
        files = [{"name": one.name, "number": one.number, "message": one.message} for one in taken]
        return JsonResponse({"files": files})
    _tell(request, taken)
    return redirect("evaluations:materials", pk=pk)


@needs(EDIT)
@require_POST
def change_many(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Write fields of the materials ticked, let them speak for an indicator, or withdraw them."""
    project = project_of(request, pk, EDIT)
    picked = keys_in(request.POST, "numbers")
    form = ManyForm(request.POST)
    try:
        if not picked:
            raise Refused("请先勾选资料")
        done = _done_to_many(request, project, form, picked)
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        reason = request.POST.get("reason", "")
        return _listing(request, project, status=422, many=form, picked=picked, reason=reason)
    messages.success(request, done)
    return redirect(_back(request, f"/evaluations/{pk}/materials/"))


@needs(Capability.EVALUATION_READ)
@require_safe
def pictures(request: MemberRequest, pk: int) -> HttpResponse:
    """Pictures that lack time or place, all in one table."""
    return render(request, "evaluations/material_pictures.html", grid_context(request, project_of(request, pk)))


@needs(EDIT)
@require_POST
def save_pictures(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Keep the times and places that can be read; a day that cannot be is named and stays as typed."""
    project = project_of(request, pk, EDIT)
    typed, given = _typed_pictures(request)
    wrong = [said for _, _, said in typed.values() if said]
    try:
        if wrong:
            raise Refused(f"有{len(wrong)}处时间读不出，没有保存")
        count = fill_pictures(project, given, by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
        context = grid_context(request, project, typed)
        return render(request, "evaluations/material_pictures.html", context, status=422)
    messages.success(request, f"{count}张图片已补填。")
    return redirect("evaluations:material-pictures", pk=pk)


@needs(EDIT)
@require_POST
def recognise(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Read the words of pictures and scans that came in before the component was installed."""
    project = project_of(request, pk, EDIT)
    count = read_again(project, by=request.member, at=now())
    said = f"{count}个文件已排队识别文字。" if count else "没有要识别的文件，或本机没有装文字识别组件。"
    messages.info(request, said)
    return redirect("evaluations:materials", pk=pk)


def _listing(request: MemberRequest, project: EvaluationProject, status: int = 200, **more: Any) -> HttpResponse:
    context = listing_context(request, project, **more)
    return render(request, "evaluations/materials.html", context, status=status)


def _taken(request: MemberRequest, project: EvaluationProject, form: BatchForm) -> list[Taken]:
    uploads = [(upload.name or "未命名", upload) for upload in request.FILES.getlist("uploads")]
    if not uploads:
        raise Refused("请选择文件，可以一次选许多个")
    given = form.material()
    return add_materials(
        project,
        uploads,  # type: ignore[arg-type]  # an upload reads like any binary file
        given,
        point_number=point_number(project, given.point),
        again=form.cleaned_data["again"],
        by=request.member,
        at=now(),
    )


def _done_to_many(request: MemberRequest, project: EvaluationProject, form: ManyForm, picked: list[str]) -> str:
    act = request.POST.get("act")
    by, at = request.member, now()
    if act == "link":
        indicator, point = key_in(request.POST, "indicator"), key_in(request.POST, "point")
        require_point(project, point)
        return f"{link(project, picked, indicator, point, by=by, at=at)}份资料已对应指标“{indicator}”。"
    if act == "withdraw":
        count = withdraw(project, picked, request.POST.get("reason", ""), by=by, at=at)
        return f"{count}份资料已撤回，编号和文件都留着。"
    if not form.is_valid():
        raise Refused(_first_error(form))
    return f"{set_fields(project, picked, form.values(), by=by, at=at)}份资料已改。"


def _typed_pictures(request: MemberRequest) -> tuple[dict[str, tuple[str, str, str]], dict[str, Any]]:
    """What was typed by number (time, place, what is wrong), and what of it can be kept."""
    field = DayField(label="采集时间", required=False)
    typed: dict[str, tuple[str, str, str]] = {}
    given: dict[str, Any] = {}
    numbers = keys_in(request.POST, "number")
    for number, day, place in zip(numbers, request.POST.getlist("day"), request.POST.getlist("place"), strict=False):
        try:
            given[number] = (field.clean(day), place)
            typed[number] = (day, place, "")
        except ValidationError as error:
            typed[number] = (day, place, str(error.messages[0]))
    return typed, given


def _tell(request: MemberRequest, taken: list[Taken]) -> None:
    kept = [one for one in taken if one.number]
    if kept:
        messages.success(request, f"收入{len(kept)}个文件，编号从{kept[0].number}到{kept[-1].number}。")
    refused = [one for one in taken if not one.number]
    for one in refused[:TOLD]:
        messages.error(request, f"{one.message}。")
    if len(refused) > TOLD:
        messages.error(request, f"另有{len(refused) - TOLD}个文件没有收，请核对后再传。")


def _first_error(form: BatchForm | ManyForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}：{errors[0]}".rstrip("。")


def _back(request: HttpRequest, otherwise: str) -> str:
    """Where the form stood, filters and all, when that is a page of ours."""
    wanted = request.POST.get("back", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else otherwise
