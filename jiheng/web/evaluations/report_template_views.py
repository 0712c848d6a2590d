"""Which template the report of a project is written with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from jiheng.evaluation.actions.report_templates import BUILT_IN, choose_template
from jiheng.evaluation.models import EvaluationProject, ReportTemplate
from jiheng.evaluation.report_shapes import setup_of
from jiheng.evaluation.report_template_queries import templates_for
from jiheng.orgs.duties import Capability
from jiheng.orgs.refusal import Refused
from jiheng.web.access import needs
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.evaluations.views import project_of
from jiheng.web.request import MemberRequest


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """What ``evaluations/report_template_choice.html`` shows. ``chosen`` may be withdrawn, and then is no option."""

    options: Sequence[ReportTemplate]
    chosen: ReportTemplate | None
    revision: int
    editable: bool

    @property
    def withdrawn(self) -> bool:
        return self.chosen is not None and self.chosen.withdrawn_at is not None


def template_choice(request: MemberRequest, project: EvaluationProject) -> TemplateChoice:
    """The templates a project may be written with and the one it is."""
    setup = setup_of(project)
    editable = request.member.may(Capability.EVALUATION_EDIT)
    options = tuple(templates_for(project)) if editable else ()
    return TemplateChoice(options, setup.template, setup.revision, editable)


@needs(Capability.EVALUATION_EDIT)
@require_POST
def choose(request: MemberRequest, pk: int) -> HttpResponseBase:
    project = project_of(request, pk, Capability.EVALUATION_EDIT)
    typed = request.POST.get("template", "")
    try:
        if typed and not typed.isdecimal():
            raise Refused("没有收到选的是哪一份模板，请从列出的里面选")
        number = int(typed) if typed else None
        chosen = choose_template(project, number, revision=count_in(request, "revision"), by=request.member, at=now())
    except Refused as refusal:
        messages.error(request, f"{refusal}。")
    else:
        messages.success(request, f"报告改用“{chosen or BUILT_IN}”。已生成的报告稿不变。")
    return redirect(_back(request, pk))


def _back(request: MemberRequest, pk: int) -> str:
    """Where the form stood, when that is a page of ours; else the evaluation."""
    wanted = request.POST.get("back", "")
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if inside else f"/evaluations/{pk}/"
